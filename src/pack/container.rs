//! The bytes of a language pack: a header with a digest, then named sections.
//!
//! ```text
//! "LSPK"  format u16  digest u64  length u64            22 bytes, little-endian
//! count, then for each section: name, length            variable-length numbers
//! the sections one after the other
//! ```
//! The digest is SipHash-2-4 under the zero key of all that follows the header. A pack is read
//! without copying.

use crate::{
    codec::{Reader, put, put_bytes},
    error::{Error, ErrorKind, Result},
};
use alloc::{format, string::String, vec::Vec};
use core::{hash::Hasher, ops::Range};
use siphasher::sip::SipHasher24;

const MAGIC: [u8; 4] = *b"LSPK";
/// The format that this version writes and reads.
pub(super) const FORMAT: u16 = 2;
const HEADER: usize = 4 + 2 + 8 + 8;
/// More sections than any pack has.
const MAX_SECTIONS: usize = 64;

/// Where the sections of a pack lie.
#[derive(Clone, Debug, Default)]
pub(super) struct Sections {
    ranges: Vec<(String, Range<usize>)>,
    digest: u64,
}

impl Sections {
    /// Reads the header and the directory. `trusted` bytes, those that are compiled in, are not
    /// hashed again.
    pub(super) fn read(bytes: &[u8], trusted: bool) -> Result<Self> {
        let short =
            || invalid(format!("pack of {} bytes is cut short: load it again", bytes.len()));
        let mut reader = Reader::new(bytes);
        if reader.array() != Some(MAGIC) {
            return Err(invalid(format!("{} bytes are not a language pack", bytes.len())));
        }
        let format = reader.array().map(u16::from_le_bytes).ok_or_else(short)?;
        if format != FORMAT {
            return Err(Error::new(
                ErrorKind::UnsupportedVersion,
                format!(
                    "pack has format {format}, this version reads format {FORMAT}: build the pack \
                     again, or update"
                ),
            ));
        }
        let digest = reader.array().map(u64::from_le_bytes).ok_or_else(short)?;
        let len = reader.array().map(u64::from_le_bytes).ok_or_else(short)?;
        if (reader.rest() as u64) < len {
            return Err(short());
        }
        let extra = reader.rest() as u64 - len;
        if extra > 0 {
            return Err(invalid(format!("pack is followed by {extra} bytes: cut them off")));
        }
        let body = bytes.get(HEADER..).unwrap_or_default();
        if !trusted && hash(body) != digest {
            return Err(invalid("pack is damaged: its digest does not match".into()));
        }
        let ranges = directory(bytes, reader)
            .ok_or_else(|| invalid("pack has a directory that no builder writes".into()))?;
        Ok(Self { ranges, digest })
    }

    /// The bytes of a section.
    pub(super) fn range(&self, name: &str) -> Option<Range<usize>> {
        let found = self.ranges.iter().find(|(other, _)| other == name)?;
        Some(found.1.clone())
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.ranges.iter().map(|(name, _)| name.as_str())
    }

    pub(super) fn digest(&self) -> u64 {
        self.digest
    }
}

fn directory(bytes: &[u8], mut reader: Reader<'_>) -> Option<Vec<(String, Range<usize>)>> {
    let count = reader.get_count(2).filter(|count| *count <= MAX_SECTIONS)?;
    let mut sizes = Vec::with_capacity(count);
    for _ in 0..count {
        let name = core::str::from_utf8(reader.get_bytes()?).ok()?;
        if sizes.iter().any(|(other, _)| *other == name) {
            return None;
        }
        sizes.push((name, usize::try_from(reader.get()?).ok()?));
    }
    let mut at = bytes.len() - reader.rest();
    let mut ranges = Vec::with_capacity(count);
    for (name, size) in sizes {
        let end = at.checked_add(size).filter(|end| *end <= bytes.len())?;
        ranges.push((name.into(), at..end));
        at = end;
    }
    (at == bytes.len()).then_some(ranges)
}

/// The bytes of a pack with these sections.
pub(super) fn write(sections: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    put(&mut body, sections.len() as u64);
    for (name, content) in sections {
        put_bytes(&mut body, name.as_bytes());
        put(&mut body, content.len() as u64);
    }
    for (_, content) in sections {
        body.extend_from_slice(content);
    }
    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&hash(&body).to_le_bytes());
    bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&body);
    bytes
}

fn hash(body: &[u8]) -> u64 {
    let mut hasher = SipHasher24::new();
    hasher.write(body);
    hasher.finish()
}

pub(super) fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidPack, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::ToString, vec};

    fn pack() -> Vec<u8> {
        write(&[("manifest".into(), b"language\ten".to_vec()), ("words".into(), vec![7; 300])])
    }

    #[test]
    fn sections_are_found_by_name() {
        let bytes = pack();
        let sections = Sections::read(&bytes, false).unwrap();
        assert_eq!(sections.names().collect::<Vec<_>>(), ["manifest", "words"]);
        assert_eq!(&bytes[sections.range("manifest").unwrap()], b"language\ten");
        assert_eq!(bytes[sections.range("words").unwrap()], [7; 300]);
        assert_eq!(sections.range("heads"), None);
    }

    #[test]
    fn a_pack_cut_short_anywhere_is_refused() {
        let bytes = pack();
        for len in 0..bytes.len() {
            let error = Sections::read(&bytes[..len], false).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidPack, "{len}");
        }
    }

    #[test]
    fn a_changed_byte_is_noticed_by_the_digest() {
        let bytes = pack();
        for at in HEADER..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            let message = Sections::read(&damaged, false).unwrap_err().to_string();
            assert_eq!(message, "pack is damaged: its digest does not match");
        }
    }

    #[test]
    fn another_format_and_trailing_bytes_are_named() {
        for format in [FORMAT as u8 - 1, FORMAT as u8 + 1] {
            let mut other = pack();
            other[4] = format;
            let error = Sections::read(&other, false).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::UnsupportedVersion);
        }
        let mut longer = pack();
        longer.push(0);
        let message = Sections::read(&longer, false).unwrap_err().to_string();
        assert_eq!(message, "pack is followed by 1 bytes: cut them off");
    }
}
