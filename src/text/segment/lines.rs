//! The one scan over the bytes of a turn: its lines, and what on each of them a rule might want.

use smallvec::SmallVec;

use super::SegmentClass;

/// What a line may hold; `scan` also returns the union over all lines, so that rules that have
/// nothing to look at are not run.
pub(super) mod mark {
    /// A backtick.
    pub(crate) const TICK: u16 = 1;
    /// `://`, `www.` or `@`.
    pub(crate) const LINK: u16 = 1 << 1;
    /// A `|` that is not doubled, or a first `+` (a rule of a drawn table).
    pub(crate) const PIPE: u16 = 1 << 2;
    /// Two tabs or more after the indent.
    pub(crate) const TABS: u16 = 1 << 3;
    /// Begins like a fence.
    pub(crate) const FENCE: u16 = 1 << 4;
    /// Begins with `>`.
    pub(crate) const QUOTE: u16 = 1 << 5;
    /// Begins with `--`.
    pub(crate) const DASH: u16 = 1 << 6;
    /// Begins with a letter or sign that begins a line of a trace.
    pub(crate) const TRACE: u16 = 1 << 7;
    /// Indented by four columns or more.
    pub(crate) const DEEP: u16 = 1 << 8;
    /// Holds nothing but blanks. Not in the union.
    pub(crate) const BLANK: u16 = 1 << 9;
}

/// A line of the text and what the rules know about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// First byte.
    pub(super) start: u32,
    /// First byte that is not a blank.
    pub(super) body: u32,
    /// One past the last byte, the line break not included.
    pub(super) end: u32,
    marks: u16,
    /// Undoubled `|`, up to 255.
    pub(super) pipes: u8,
    /// Width of the indent in columns, tabs going to multiples of four, up to 255.
    pub(super) indent: u8,
    /// The class of a line that a rule has claimed.
    pub(super) class: Option<SegmentClass>,
}

impl Line {
    /// Whether any of `marks` is on the line.
    pub(super) fn has(&self, marks: u16) -> bool {
        self.marks & marks != 0
    }

    /// Whether a rule may still claim the line and has something to claim.
    pub(super) fn is_open(&self) -> bool {
        self.class.is_none() && !self.has(mark::BLANK)
    }

    /// The line without indent and trailing blanks.
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.body as usize..self.end as usize).unwrap_or("").trim_end()
    }
}

/// The bytes at which the scan has to stop and look.
static STOPS: Stops<7> = Stops::new(*b"\n`|\t/.@", &[]);

/// A table that is true for `bytes`.
pub(super) const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut k = 0;
    while k < bytes.len() {
        table[bytes[k] as usize] = true;
        k += 1;
    }
    table
}

/// Bytes to look for: some of ASCII, and perhaps lead bytes beyond it.
#[derive(Debug)]
pub(in crate::text) struct Stops<const N: usize> {
    ascii: [u8; N],
    wide: bool,
    table: [bool; 256],
}

impl<const N: usize> Stops<N> {
    pub(in crate::text) const fn new(ascii: [u8; N], wide: &[u8]) -> Self {
        let mut table = table(wide);
        let mut k = 0;
        while k < N {
            table[ascii[k] as usize] = true;
            k += 1;
        }
        Self { ascii, wide: !wide.is_empty(), table }
    }

    /// The first of them in `bytes` from `from` on, or the length of `bytes`.
    pub(in crate::text) fn find(&self, bytes: &[u8], from: usize) -> usize {
        let mut rest = bytes.get(from..).unwrap_or(&[]);
        while let Some((step, after)) = rest.split_first_chunk() {
            if self.may_hold(step) {
                break;
            }
            rest = after;
        }
        let found = rest.iter().position(|&byte| self.table[byte as usize]);
        bytes.len() - rest.len() + found.unwrap_or(rest.len())
    }

    /// Whether one of them may be in `step`. Loops without a branch over one sign at a time are
    /// what compilers turn into vector instructions; plain prose passes three times as fast as by
    /// the table.
    #[inline]
    fn may_hold(&self, step: &[u8; 32]) -> bool {
        let mut any = 0;
        for sign in self.ascii {
            any |= step.iter().fold(0, |any, &byte| any | u8::from(byte == sign));
        }
        let all_bits = step.iter().fold(0, |bits, &byte| bits | byte);
        any != 0 || (self.wide && all_bits >= 0x80)
    }
}

/// The lines of `text` and the union of their marks.
pub(super) fn scan(text: &str) -> (SmallVec<[Line; 16]>, u16) {
    let bytes = text.as_bytes();
    let mut lines = SmallVec::new();
    let mut seen = 0;
    let mut start = 0;
    while start < bytes.len() {
        let line = scan_line(bytes, start);
        seen |= line.marks & !mark::BLANK;
        start = line.end as usize + 1;
        lines.push(line);
    }
    (lines, seen)
}

fn scan_line(bytes: &[u8], start: usize) -> Line {
    let (body, indent) = scan_indent(bytes, start);
    let mut marks = first_marks(bytes.get(body..).unwrap_or(&[]));
    if indent >= 4 {
        marks |= mark::DEEP;
    }
    let (mut pipes, mut tabs) = (0_u8, 0_u8);
    let mut at = body;
    let is = |k: usize, byte: u8| bytes.get(k) == Some(&byte);
    let end = loop {
        at = STOPS.find(bytes, at);
        let Some(&byte) = bytes.get(at) else { break at };
        match byte {
            b'\n' => break at,
            b'`' => marks |= mark::TICK,
            b'@' => marks |= mark::LINK,
            b'|' if !is(at + 1, b'|') && (at == body || !is(at - 1, b'|')) => {
                marks |= mark::PIPE;
                pipes = pipes.saturating_add(1);
            }
            b'\t' => tabs = tabs.saturating_add(1),
            b'/' if at > body && is(at - 1, b':') && is(at + 1, b'/') => marks |= mark::LINK,
            b'.' if at >= body + 3 && bytes[at - 3..at].eq_ignore_ascii_case(b"www") => {
                marks |= mark::LINK;
            }
            _ => {}
        }
        at += 1;
    };
    if tabs >= 2 {
        marks |= mark::TABS;
    }
    // A lone carriage return is the rest of a blank line from Windows.
    if bytes[body.min(end)..end].iter().all(|&byte| byte == b'\r') {
        marks = mark::BLANK;
    }
    let (start, body, end) = (start as u32, body as u32, end as u32);
    Line { start, body, end, marks, pipes, indent, class: None }
}

fn scan_indent(bytes: &[u8], start: usize) -> (usize, u8) {
    let mut columns = 0_usize;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns = columns / 4 * 4 + 4,
            _ => break,
        }
        at += 1;
    }
    (at, u8::try_from(columns).unwrap_or(u8::MAX))
}

/// What the first letters of a line say about it.
fn first_marks(body: &[u8]) -> u16 {
    match *body {
        [b'`', b'`', b'`', ..] | [b'~', b'~', b'~', ..] => mark::FENCE,
        [b'>', ..] => mark::QUOTE,
        // An arrow of the Rust compiler, or a line of a mail.
        [b'-', b'-', b'>', ..] => mark::TRACE,
        [b'-', b'-', ..] => mark::DASH,
        [b'+', b'-' | b'=', ..] => mark::PIPE,
        [b'T', b'r', b'a', ..]
        | [b'F', b'i', b'l', ..]
        | [b't', b'h', b'r', ..]
        | [b'a', b't', b' ', ..]
        | [b'e', b'r', b'r', ..]
        | [b'w', b'a', b'r', ..]
        | [b'[', _, ..] => mark::TRACE,
        // `2024-`, `ERROR`, and paths with a line number.
        [a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit() => mark::TRACE,
        [a, b, ..] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => mark::TRACE,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn a_line_knows_its_indent_and_its_ends() {
        let text = "a\n \tb |\r\n\n   \r\nc || d";
        let (lines, seen) = scan(text);
        let found: Vec<_> =
            lines.iter().map(|l| (l.text(text), l.indent, l.pipes, l.has(mark::BLANK))).collect();
        let expected = [
            ("a", 0, 0, false),
            ("b |", 4, 1, false),
            ("", 0, 0, true),
            ("", 3, 0, true),
            ("c || d", 0, 0, false),
        ];
        assert_eq!(found, expected);
        assert_eq!(seen, mark::PIPE | mark::DEEP);
    }

    #[test]
    fn plain_prose_has_no_marks() {
        for text in ["Well, we have 3.5 / 4 left.\nGood!", "I am www and you: no / yes", "He\nis\n"]
        {
            assert_eq!(scan(text).1, 0, "{text:?}");
        }
        for text in ["see http://a", "to www.a.b", "a@b"] {
            assert_eq!(scan(text).1, mark::LINK, "{text:?}");
        }
    }
}
