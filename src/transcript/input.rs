//! Bytes with their place in the file, line by line.

use std::io::{self, BufRead, ErrorKind};

/// Some bytes of the file and where they stand.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) bytes: Vec<u8>,
    /// The number of the first line, from 1.
    pub(super) line: u64,
    /// How many bytes of that line stand before the piece.
    pub(super) column: u64,
    /// The offset of the first byte in the file.
    pub(super) offset: u64,
    /// Whether the piece was cut off at the limit, with the rest still to be discarded.
    pub(super) too_long: bool,
}

impl Piece {
    pub(super) fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }
}

/// How deep the bytes of a JSON text are nested, without parsing it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Balance {
    pub(super) depth: i64,
    in_string: bool,
    escape: bool,
    /// Whether a string was cut by the end of its line, which JSON does not allow.
    pub(super) broken: bool,
}

impl Balance {
    pub(super) fn feed(&mut self, byte: u8) {
        if self.in_string {
            match byte {
                b'\n' => {
                    self.in_string = false;
                    self.broken = true;
                }
                _ if self.escape => self.escape = false,
                b'\\' => self.escape = true,
                b'"' => self.in_string = false,
                _ => {}
            }
        } else {
            self.escape = false;
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth -= 1,
                _ => {}
            }
        }
    }

    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut balance = Self::default();
        bytes.iter().for_each(|byte| balance.feed(*byte));
        balance.feed(b'\n');
        balance
    }

    pub(super) fn is_open(self) -> bool {
        self.in_string || self.depth > 0
    }
}

/// A reader that knows its place.
#[derive(Debug)]
pub(super) struct Input<R> {
    reader: R,
    /// Bytes that were read ahead, to be seen again.
    back: Vec<u8>,
    line: u64,
    column: u64,
    offset: u64,
}

impl<R: BufRead> Input<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, back: Vec::new(), line: 1, column: 0, offset: 0 }
    }

    /// An empty piece that starts here.
    pub(super) fn piece(&self) -> Piece {
        let (line, column, offset) = (self.line, self.column, self.offset);
        Piece { line, column, offset, ..Piece::default() }
    }

    /// What can be seen without reading on; empty at the end of the file only.
    pub(super) fn chunk(&mut self) -> io::Result<&[u8]> {
        if !self.back.is_empty() {
            return Ok(&self.back);
        }
        // `fill_buf` twice, because the borrow checker does not let a loop return the borrowed chunk.
        loop {
            match self.reader.fill_buf() {
                Ok(_) => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.reader.fill_buf()
    }

    /// Moves over the first `count` bytes of the chunk, into `sink` if there is one.
    pub(super) fn advance(&mut self, count: usize, sink: Option<&mut Vec<u8>>) -> io::Result<()> {
        let chunk = self.chunk()?;
        let bytes = &chunk[..count.min(chunk.len())];
        let count = bytes.len();
        let newlines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        let after = bytes.iter().rev().position(|byte| *byte == b'\n');
        if let Some(sink) = sink {
            sink.extend_from_slice(bytes);
        }
        self.line += newlines;
        self.column = match after {
            Some(after) => after as u64,
            None => self.column + count as u64,
        };
        self.offset += count as u64;
        if self.back.is_empty() {
            self.reader.consume(count);
        } else {
            self.back.drain(..count);
        }
        Ok(())
    }

    /// The next byte, left where it is.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.chunk()?.first().copied())
    }

    /// Looks at the first bytes of the file, removes a UTF-8 byte order mark, and says what stands
    /// there instead of text, if it does.
    pub(super) fn open(&mut self) -> io::Result<Option<&'static str>> {
        let mut start = Vec::with_capacity(3);
        while start.len() < 3 && self.peek()?.is_some() {
            self.advance(1, Some(&mut start))?;
        }
        match start.as_slice() {
            [0x1f, 0x8b, ..] => Ok(Some("this is gzip data: decompress it first")),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
                Ok(Some("this is UTF-16 text: convert it to UTF-8 first"))
            }
            [0xef, 0xbb, 0xbf] => {
                self.column = 0;
                Ok(None)
            }
            _ => {
                self.back = start;
                (self.line, self.column, self.offset) = (1, 0, 0);
                Ok(None)
            }
        }
    }

    pub(super) fn skip_blanks(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.chunk()?;
            let blanks = chunk.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if blanks == 0 {
                return Ok(());
            }
            self.advance(blanks, None)?;
        }
    }

    /// Whether the list bracket at which the input stands opens JSON: what follows it on its line
    /// is nothing, another bracket, or a string. `[Mara]<TAB>hello` is TSV.
    pub(super) fn opens_list(&mut self) -> io::Result<bool> {
        let place = (self.line, self.column, self.offset);
        let mut ahead = Vec::new();
        self.advance(1, Some(&mut ahead))?;
        let next = loop {
            match self.peek()? {
                Some(b' ' | b'\t') if ahead.len() < 64 => self.advance(1, Some(&mut ahead))?,
                next => break next,
            }
        };
        ahead.append(&mut self.back);
        self.back = ahead;
        (self.line, self.column, self.offset) = place;
        Ok(matches!(next, None | Some(b'\r' | b'\n' | b'{' | b'[' | b']' | b'"' | b' ' | b'\t')))
    }

    /// The next line without its end, or `None` at the end of the file. A line over `limit` bytes
    /// is cut off there; [`Input::discard_line`] then goes on to its end.
    pub(super) fn line(&mut self, limit: usize) -> io::Result<Option<Piece>> {
        let mut piece = self.piece();
        loop {
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                return Ok((self.offset > piece.offset).then_some(piece));
            }
            let newline = chunk.iter().position(|byte| *byte == b'\n');
            let count = newline.unwrap_or(chunk.len());
            if piece.bytes.len() + count > limit {
                piece.too_long = true;
                return Ok(Some(piece));
            }
            self.advance(count, Some(&mut piece.bytes))?;
            if newline.is_some() {
                self.advance(1, None)?;
                return Ok(Some(piece));
            }
        }
    }

    /// Moves to the start of the next line.
    pub(super) fn discard_line(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                return Ok(());
            }
            let newline = chunk.iter().position(|byte| *byte == b'\n');
            let count = newline.map_or(chunk.len(), |at| at + 1);
            self.advance(count, None)?;
            if newline.is_some() {
                return Ok(());
            }
        }
    }

    /// Moves to the end of the line on which a JSON text ends that is open as `balance` says.
    pub(super) fn discard_json(&mut self, mut balance: Balance) -> io::Result<()> {
        loop {
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                return Ok(());
            }
            let mut count = 0;
            let mut ended = false;
            for byte in chunk {
                balance.feed(*byte);
                count += 1;
                // Asked at the end of a line only, as the reader does, so that what is discarded
                // does not depend on where the chunks were cut.
                ended = *byte == b'\n' && (balance.depth <= 0 || balance.broken);
                if ended {
                    break;
                }
            }
            self.advance(count, None)?;
            if ended {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn input(bytes: &[u8]) -> Input<BufReader<&[u8]>> {
        Input::new(BufReader::with_capacity(2, bytes))
    }

    #[test]
    fn a_line_knows_its_number_and_offset_across_chunks() {
        let mut input = input("\u{feff}ab\n\ncde".as_bytes());
        assert_eq!(input.open().unwrap(), None);
        let lines: Vec<_> = std::iter::from_fn(|| input.line(9).unwrap())
            .map(|piece| (piece.bytes, piece.line, piece.offset))
            .collect();
        let expected = [(b"ab".to_vec(), 1, 3), (Vec::new(), 2, 6), (b"cde".to_vec(), 3, 7)];
        assert_eq!(lines, expected);
    }

    #[test]
    fn what_only_looks_like_a_byte_order_mark_is_seen_again() {
        let mut input = input("\u{ff21}b".as_bytes());
        assert_eq!(input.open().unwrap(), None);
        assert_eq!(input.line(9).unwrap().unwrap().bytes, "\u{ff21}b".as_bytes());
    }

    #[test]
    fn a_line_over_the_limit_is_cut_off_and_then_discarded() {
        let mut input = input(b"abcdefgh\nij");
        let piece = input.line(4).unwrap().unwrap();
        assert!(piece.too_long && piece.bytes.len() <= 4);
        input.discard_line().unwrap();
        assert_eq!(input.line(4).unwrap().unwrap().bytes, b"ij");
    }

    #[test]
    fn the_balance_counts_brackets_outside_strings() {
        assert_eq!(Balance::of(br#"{"a": "}\"}", "b": ["#).depth, 2);
        assert!(Balance::of(br#"{"a": "b"#).broken);
        assert!(!Balance::of(br#"{"a": "b"}"#).is_open());
    }
}
