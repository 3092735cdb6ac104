//! Tokens as a parser would see them: clitics and punctuation marks stand alone.
//!
//! The rules follow the behaviour of spaCy's English tokeniser as far as the strategies can tell.
//! White space parts the text into chunks. Marks are taken off both ends of a chunk, and what stays
//! is cut at hyphens, slashes and dashes between letters, then before a clitic.

use super::word::{self, MARK};
use super::{PoliteClasses, PolitenessWords};
use crate::text::is_invisible;
use smallvec::SmallVec;

/// The tokens of a turn; most turns need no memory but the stack.
pub(super) type Tokens = SmallVec<[Token; 64]>;

/// A word, a clitic or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    /// What the word is to the rules and to the language pack, see [`word`].
    pub(super) flags: u64,
}

/// Longer words are in no list; this bounds the work for one.
const LONGEST: usize = 48;

const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
const SPACE: u8 = 8;
/// Comes off the front of a chunk.
const PREFIX: u8 = 16;
/// Comes off the end of a chunk.
const SUFFIX: u8 = 32;
/// May cut a chunk in two.
const INFIX: u8 = 64;
/// The first byte of a character outside ASCII, or a later one.
const FOREIGN: u8 = 128;

const LETTER: u8 = LOWER | UPPER | FOREIGN;

const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b' ' | b'\t'..=b'\r' => SPACE,
            b'-' | b'~' | b'/' => INFIX,
            b',' | b':' | b'.' | b'<' | b'>' => PREFIX | SUFFIX | INFIX,
            b'=' => PREFIX | INFIX,
            b'%' | b'$' | b'+' => PREFIX,
            b'!' | b'?' | b';' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'_' | b'#' | b'*'
            | b'&' | b'"' | b'\'' | b'`' => PREFIX | SUFFIX,
            128.. => FOREIGN,
            _ => 0,
        };
        byte += 1;
    }
    table
};

#[inline(always)]
fn class(byte: u8) -> u8 {
    CLASS[byte as usize]
}

/// Appends the tokens of `text[from..to]` to `out`, and returns the bits of all marks together.
/// Linear in the text.
pub(super) fn tokenise<W: PolitenessWords>(
    text: &str,
    from: usize,
    to: usize,
    words: &W,
    out: &mut Tokens,
) -> u64 {
    let bytes = text.as_bytes().get(..to).unwrap_or_default();
    let mut tokeniser = Tokeniser { text, bytes, words, out, marks: 0 };
    let mut at = from;
    while at < bytes.len() {
        if tokeniser.class_at(at) & SPACE != 0 {
            at += 1;
            continue;
        }
        if let Some((end, flags)) = words.known(at).filter(|(end, _)| *end <= bytes.len()) {
            let next = tokeniser.class_at(end);
            if next & SPACE != 0 {
                tokeniser.known(at, end, flags);
                at = end + 1;
                continue;
            }
            if next & SUFFIX != 0 && tokeniser.class_at(end + 1) & SPACE != 0 && end - at >= 2 {
                tokeniser.known(at, end, flags);
                tokeniser.mark(end, end + 1, 0);
                at = end + 2;
                continue;
            }
        }
        let block = load(bytes, at);
        let length = letters(block);
        let end = at + length;
        let next = tokeniser.class_at(end);
        let blank = if length == 0 { tokeniser.foreign_space(at) } else { 0 };
        if blank > 0 {
            at += blank;
        } else if length < 16 && next & SPACE != 0 {
            tokeniser.letters(at, end, block);
            at = end + 1;
        } else if (2..16).contains(&length)
            && next & SUFFIX != 0
            && tokeniser.class_at(end + 1) & SPACE != 0
        {
            tokeniser.letters(at, end, block);
            tokeniser.mark(end, end + 1, 0);
            at = end + 2;
        } else {
            let start = at;
            at = end;
            while tokeniser.class_at(at) & SPACE == 0 && tokeniser.foreign_space(at) == 0 {
                at += 1;
            }
            tokeniser.chunk(start, at);
        }
    }
    tokeniser.marks
}

/// The 16 bytes at `at`, the first lowest; zeros stand for what is behind the end.
fn load(bytes: &[u8], at: usize) -> u128 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(block) => u128::from_le_bytes(*block),
        None => word::pack(rest),
    }
}

/// A number of 16 equal bytes.
const fn each(byte: u8) -> u128 {
    u128::from_le_bytes([byte; 16])
}

/// How many ASCII letters `block` begins with.
fn letters(block: u128) -> usize {
    // With the top bit out of the way no sum of two bytes reaches the next one.
    let lower = (block & each(0x7f)) | each(0x20);
    let from_a = lower + each(0x80 - b'a');
    let beyond_z = lower + each(0x80 - b'z' - 1);
    let other = !(from_a & !beyond_z & !block) & each(0x80);
    other.trailing_zeros() as usize / 8
}

/// The first `length` bytes of `block`, in lower case if they are letters.
fn lower_key(block: u128, length: usize) -> u128 {
    if length > 16 { 0 } else { (block | each(0x20)) & mask(length) }
}

/// Covers the first `length` bytes of a block.
fn mask(length: usize) -> u128 {
    1_u128.checked_shl(8 * length as u32).map_or(u128::MAX, |bit| bit - 1)
}

/// The classes of a word as bits of a token.
fn class_flags(classes: PoliteClasses) -> u64 {
    u64::from(classes.0) << word::CLASSES_AT
}

struct Tokeniser<'a, W> {
    text: &'a str,
    bytes: &'a [u8],
    words: &'a W,
    out: &'a mut Tokens,
    marks: u64,
}

impl<W: PolitenessWords> Tokeniser<'_, W> {
    fn class_at(&self, at: usize) -> u8 {
        self.bytes.get(at).map_or(SPACE, |byte| class(*byte))
    }

    fn mark(&mut self, start: usize, end: usize, flags: u64) {
        self.marks |= flags;
        self.out.push(Token { start: start as u32, end: end as u32, flags: flags | MARK });
    }

    /// A chunk that is not all letters.
    fn chunk(&mut self, start: usize, end: usize) {
        if self.emoticon(start, end) == end - start {
            self.mark(start, end, word::SMILE);
            return;
        }
        let mut from = start;
        while from < end {
            let width = self.prefix(from, end);
            if width == 0 {
                break;
            }
            self.mark(from, from + width, self.mark_flags(from, width));
            from += width;
        }
        let mut to = end;
        while to > from {
            let width = self.suffix(from, to);
            if width == 0 {
                break;
            }
            to -= width;
        }
        if from < to {
            self.core(from, to);
        }
        let mut at = to;
        while at < end {
            let width = self.mark_width(at, end);
            self.mark(at, at + width, self.mark_flags(at, width));
            at += width;
        }
    }

    /// The bytes of the mark that begins at `at`; a run of dots is one mark.
    fn mark_width(&self, at: usize, end: usize) -> usize {
        let rest = self.bytes.get(at..end).unwrap_or_default();
        let emoticon = self.emoticon(at, end.min(at + 3)).max(self.emoticon(at, end.min(at + 2)));
        if emoticon > 0 {
            return emoticon;
        }
        match rest.first() {
            Some(b'.') => rest.iter().take_while(|byte| **byte == b'.').count(),
            Some(byte) if *byte >= 128 => {
                self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
            }
            _ => 1,
        }
    }

    fn mark_flags(&self, at: usize, width: usize) -> u64 {
        match self.bytes.get(at..at + width) {
            Some([b'.', b'.', ..] | [0xe2, 0x80, 0xa6]) => word::ELLIPSIS,
            Some([b'*' | b'_' | b'"' | b'\'']) => word::EMPHASIS,
            _ if self.emoticon(at, at + width) == width => word::SMILE,
            _ => 0,
        }
    }

    /// The bytes of the emoticon that ends the chunk, or 0: `:)`, `;-(`; a letter for a mouth, as
    /// in `:D`, needs a chunk of its own.
    fn emoticon(&self, from: usize, to: usize) -> usize {
        match self.bytes.get(from..to).unwrap_or_default() {
            [.., b':' | b';' | b'=', b'-', b')' | b'('] => 3,
            [.., b':' | b';' | b'=', b')' | b'('] => 2,
            [b':' | b';' | b'=', b'-', b'D' | b'P' | b'p' | b'/' | b'|'] => 3,
            [b':' | b';' | b'=', b'D' | b'P' | b'p' | b'/' | b'|'] => 2,
            _ => 0,
        }
    }

    /// The bytes of the mark that comes off the front, or 0.
    fn prefix(&self, at: usize, end: usize) -> usize {
        let here = self.class_at(at);
        if here & FOREIGN != 0 {
            return self.foreign_mark(self.text.get(at..end).and_then(|rest| rest.chars().next()));
        }
        if here & PREFIX == 0 {
            return 0;
        }
        match self.bytes.get(at) {
            // A lone dot begins a name: `.htaccess`.
            Some(b'.') if self.bytes.get(at + 1) != Some(&b'.') => 0,
            Some(b'+') if self.class_at(at + 1) & DIGIT != 0 => 0,
            _ => self.mark_width(at, end),
        }
    }

    /// The bytes of the mark that comes off the end, or 0.
    fn suffix(&self, from: usize, to: usize) -> usize {
        let here = self.class_at(to - 1);
        if here & FOREIGN != 0 {
            let last = self.text.get(from..to).and_then(|rest| rest.chars().next_back());
            return self.foreign_mark(last);
        }
        if here & SUFFIX == 0 {
            return 0;
        }
        let lone_dot = self.bytes.get(to - 1) == Some(&b'.') && self.bytes.get(to) != Some(&b'.');
        if lone_dot && to - from == 2 {
            // An initial, or the number of a list: its stop is part of it.
            let before = self.class_at(from);
            return usize::from(before & (LOWER | UPPER) == 0);
        }
        1
    }

    /// The bytes of a white space outside ASCII, such as one that does not break, or 0.
    fn foreign_space(&self, at: usize) -> usize {
        if at >= self.bytes.len() || self.class_at(at) & FOREIGN == 0 {
            return 0;
        }
        let here = self.text.get(at..).and_then(|rest| rest.chars().next());
        here.filter(|c| c.is_whitespace()).map_or(0, char::len_utf8)
    }

    fn foreign_mark(&self, c: Option<char>) -> usize {
        c.filter(|c| !c.is_alphanumeric()).map_or(0, char::len_utf8)
    }

    /// What stays of a chunk without the marks at its ends.
    fn core(&mut self, from: usize, to: usize) {
        let core = self.bytes.get(from..to).unwrap_or_default();
        if is_link(core) {
            self.mark(from, to, 0);
            return;
        }
        let mut start = from;
        let mut at = from + 1;
        while at < to {
            if self.class_at(at) & (INFIX | FOREIGN) == 0 {
                at += 1;
                continue;
            }
            let width = self.infix(at, to);
            if width == 0 {
                at += 1;
                continue;
            }
            self.piece(start, at);
            self.mark(at, at + width, self.mark_flags(at, width));
            at += width;
            start = at;
        }
        if start == from {
            self.word(start, to);
        } else if start < to {
            self.piece(start, to);
        }
    }

    /// The bytes of the mark at `at` that cuts a chunk in two, or 0.
    fn infix(&self, at: usize, to: usize) -> usize {
        let before = self.class_at(at - 1);
        let rest = self.bytes.get(at..to).unwrap_or_default();
        let width = match rest {
            [b'.', b'.', ..] => return self.mark_width(at, to),
            _ if before & (LETTER | DIGIT) == 0 => return 0,
            [b'-', ..] => rest.iter().take_while(|byte| **byte == b'-').count(),
            // The dashes and the ellipsis.
            [0xe2, 0x80, 0x93 | 0x94, ..] => 3,
            [0xe2, 0x80, 0xa6, ..] => return 3,
            [byte, ..] if *byte < 128 => 1,
            _ => return 0,
        };
        let after = if at + width < to { self.class_at(at + width) } else { 0 };
        let cuts = match rest.first() {
            Some(b'.') => before & LOWER != 0 && after & UPPER != 0,
            Some(b':' | b'<' | b'>' | b'=' | b'/') => after & LETTER != 0,
            _ => before & LETTER != 0 && after & LETTER != 0,
        };
        if cuts { width } else { 0 }
    }

    /// A piece of a chunk that was cut in two: as it is.
    fn piece(&mut self, start: usize, end: usize) {
        let flags = self.look_up(start, end);
        self.push(start, end, flags);
    }

    /// A word that may still have a clitic.
    fn word(&mut self, start: usize, end: usize) {
        let word = self.bytes.get(start..end).unwrap_or_default();
        match clitic(word) {
            Some(at) => {
                self.piece(start, start + at);
                self.piece(start + at, end);
            }
            None => {
                let flags = self.look_up(start, end);
                self.push_parts(start, end, flags);
            }
        }
    }

    /// A word of ASCII letters; `block` begins with it.
    fn letters(&mut self, start: usize, end: usize, block: u128) {
        let key = lower_key(block, end - start);
        let mut flags = word::flags(key);
        if flags & word::OPEN != 0 {
            let plain = key == block & mask(end - start);
            let word = self.bytes.get(start..end).unwrap_or_default();
            flags |= adverb(word) | self.ask(start, end, plain);
        }
        self.known(start, end, flags);
    }

    /// A word of letters with these bits.
    #[inline]
    fn known(&mut self, start: usize, end: usize, flags: u64) {
        if word::split(flags) == 0 {
            self.push(start, end, flags);
        } else {
            self.push_parts(start, end, flags);
        }
    }

    /// One token, or two if the bits say that the word is two written as one (`im`, `whats`).
    /// In capitals it is another word: `ID`.
    fn push_parts(&mut self, start: usize, end: usize, flags: u64) {
        match word::split(flags) {
            at if at > 0 && self.class_at(start + 1) & UPPER == 0 => {
                self.piece(start, start + at);
                self.piece(start + at, end);
            }
            _ => self.push(start, end, flags),
        }
    }

    fn push(&mut self, start: usize, end: usize, flags: u64) {
        let capital = if self.class_at(start) & UPPER != 0 { word::CAPITAL } else { 0 };
        self.out.push(Token { start: start as u32, end: end as u32, flags: flags | capital });
    }

    /// The bits of any word.
    fn look_up(&self, start: usize, end: usize) -> u64 {
        let word = self.bytes.get(start..end).unwrap_or_default();
        if !crate::ascii::is_ascii(word) {
            return self.look_up_foreign(start, end);
        }
        let flags = word::flags(lower_key(load(self.bytes, start), word.len()));
        if flags & word::OPEN == 0 {
            return flags;
        }
        let plain = !word.iter().any(u8::is_ascii_uppercase);
        flags | adverb(word) | self.ask(start, end, plain)
    }

    /// The bits that the language pack gives an ASCII word; `plain` if it has no capital.
    fn ask(&self, start: usize, end: usize, plain: bool) -> u64 {
        let word = self.text.get(start..end).unwrap_or_default();
        if plain {
            return class_flags(self.words.classes(word));
        }
        let mut buffer = [0; LONGEST];
        let Some(lower) = buffer.get_mut(..word.len()) else { return 0 };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        core::str::from_utf8(lower).map_or(0, |lower| class_flags(self.words.classes(lower)))
    }

    /// The bits of a word with other characters than ASCII.
    fn look_up_foreign(&self, start: usize, end: usize) -> u64 {
        let mut buffer = [0; LONGEST];
        let mut length = 0;
        let word = self.text.get(start..end).unwrap_or_default();
        for c in word.chars().filter(|c| !is_invisible(*c)) {
            let c = if c == '’' { '\'' } else { c };
            for c in c.to_lowercase() {
                let Some(room) = buffer.get_mut(length..length + c.len_utf8()) else { return 0 };
                length += c.encode_utf8(room).len();
            }
        }
        let lower = buffer.get(..length).unwrap_or_default();
        let flags = if length <= 16 { word::flags(word::pack(lower)) } else { word::OPEN };
        match core::str::from_utf8(lower) {
            Ok(lower) if flags & word::OPEN != 0 => flags | class_flags(self.words.classes(lower)),
            _ => flags,
        }
    }
}

/// The bits of a lower-case word of fewer than 16 letters.
pub(in crate::register) fn word_bits<W: PolitenessWords>(words: &W, word: &str) -> u64 {
    let flags = word::flags(word::pack(word.as_bytes()));
    if flags & word::OPEN == 0 {
        return flags;
    }
    flags | adverb(word.as_bytes()) | class_flags(words.classes(word))
}

/// An adverb by its ending.
fn adverb(word: &[u8]) -> u64 {
    match word {
        [_, _, .., b'l' | b'L', b'y' | b'Y'] => word::ADVERB,
        _ => 0,
    }
}

/// Whether the chunk is a link, which is one token whatever it holds.
fn is_link(core: &[u8]) -> bool {
    let dot = core.iter().position(|byte| *byte == b'.');
    let slash = core.iter().position(|byte| *byte == b'/');
    match (dot, slash) {
        (_, Some(slash)) if slash > 0 && core.get(slash - 1) == Some(&b':') => true,
        (Some(dot), Some(slash)) => dot < slash,
        _ => false,
    }
}

/// Where the clitic of `piece` begins: `don't`, `I'm`, `she’s`.
fn clitic(piece: &[u8]) -> Option<usize> {
    let (at, after) = match piece {
        [.., b'\'', _] | [.., b'\'', _, _] => {
            let at = piece.iter().rposition(|byte| *byte == b'\'')?;
            (at, at + 1)
        }
        [.., 0xe2, 0x80, 0x99, _] | [.., 0xe2, 0x80, 0x99, _, _] => {
            let at = piece.iter().rposition(|byte| *byte == 0xe2)?;
            (at, at + 3)
        }
        _ => return None,
    };
    let ending = piece.get(after..)?;
    let before = piece.get(..at)?;
    if matches!(ending, b"t" | b"T") {
        return (before.len() > 1 && matches!(before.last(), Some(b'n' | b'N'))).then_some(at - 1);
    }
    let known = [&b"s"[..], b"m", b"d", b"re", b"ve", b"ll"];
    let is_clitic = known.iter().any(|clitic| crate::ascii::same(ending, clitic));
    (is_clitic && !before.is_empty()).then_some(at)
}
