//! Opens a transcript: a file, or the standard input for `-`; gzip is found by content.
#![allow(dead_code, reason = "each example uses a part of this file")]

use flate2::read::MultiGzDecoder;
use lingsync::{Config, transcript::Transcripts};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// A transcript from anywhere.
pub(crate) type Source = Transcripts<Box<dyn BufRead + Send>>;

const GZIP: [u8; 2] = [0x1f, 0x8b];
const BUFFER: usize = 1 << 16;

/// The transcript at `path`. `read` grows with the bytes that are read from it, as they are stored.
///
/// # Errors
/// Those of opening the file and of reading its first two bytes.
pub(crate) fn open(path: &Path, config: &Config, read: &Arc<AtomicU64>) -> io::Result<Source> {
    let count = Arc::clone(read);
    if is_stdin(path) {
        return source(name(path), Counted { inner: io::stdin(), count }, config);
    }
    source(name(path), Counted { inner: File::open(path)?, count }, config)
}

/// The transcript in `text`.
pub(crate) fn bundled(name: &str, text: &'static str, config: &Config) -> Source {
    Transcripts::new(name, Box::new(text.as_bytes()), config)
}

/// How errors name `path`.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) { "stdin".to_owned() } else { path.display().to_string() }
}

/// The sizes of the files together, if all of them are files.
pub(crate) fn total_bytes(paths: &[impl AsRef<Path>]) -> Option<u64> {
    let size = |path: &Path| path.metadata().ok().filter(|data| data.is_file()).map(|d| d.len());
    paths.iter().map(|path| size(path.as_ref())).sum()
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn source(name: String, reader: impl Read + Send + 'static, config: &Config) -> io::Result<Source> {
    Ok(Transcripts::new(name, unpacked(reader)?, config))
}

/// The text behind `reader`, whether packed or not.
fn unpacked(mut reader: impl Read + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let mut head = Vec::with_capacity(GZIP.len());
    reader.by_ref().take(GZIP.len() as u64).read_to_end(&mut head)?;
    let packed = head == GZIP;
    let whole = Cursor::new(head).chain(reader);
    Ok(if packed {
        let text = MultiGzDecoder::new(BufReader::with_capacity(BUFFER, whole));
        Box::new(BufReader::with_capacity(BUFFER, text))
    } else {
        Box::new(BufReader::with_capacity(BUFFER, whole))
    })
}

/// Counts the bytes that pass.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.read(buffer)?;
        self.count.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn text_of(bytes: Vec<u8>) -> String {
        let mut text = String::new();
        unpacked(Cursor::new(bytes)).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn gzip_is_found_by_content_also_when_members_are_joined() {
        assert_eq!(text_of(packed("hello")), "hello");
        assert_eq!(text_of([packed("one "), packed("two")].concat()), "one two");
    }

    #[test]
    fn plain_and_very_short_files_pass_as_they_are() {
        for text in ["", "a", "ab", "user\thello"] {
            assert_eq!(text_of(text.into()), text);
        }
    }

    #[test]
    fn a_missing_file_or_a_folder_is_an_error_and_not_an_empty_file() {
        let count = Arc::default();
        assert!(open(Path::new("/nowhere/at/all"), &Config::default(), &count).is_err());
        assert!(open(Path::new("/"), &Config::default(), &count).is_err());
    }
}
