//! The tokens of a text, each reduced to what the rules ask about it.

use super::words::{Effect, Word, entry, look_up};
use super::{Place, VaderData};
use crate::pack::WordFacts;
use alloc::{string::String, vec::Vec};
use smallvec::SmallVec;

/// What the rules know of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) word: Word,
    pub(super) effect: Effect,
    /// It stands in the lexicon.
    pub(super) rated: bool,
    /// It has cased letters and all of them are capitals.
    pub(super) upper: bool,
}

impl Token {
    /// What stands where no token is.
    const ABSENT: Self =
        Self { word: Word::Other, effect: Effect::None, rated: false, upper: false };
}

/// The tokens of a text.
pub(super) struct Tokens {
    all: Vec<Token>,
    rated: SmallVec<[(usize, f64); 16]>,
    but: Option<usize>,
    some_upper: bool,
    emphatic: bool,
}

impl Tokens {
    /// The tokens of `text`: what blanks separate, stripped of punctuation at both ends if more
    /// than two characters remain.
    pub(super) fn read<D: VaderData>(text: &str, data: &D, places: &[Place]) -> Self {
        let mut tokens = Self {
            // English has a blank in five or six bytes.
            all: Vec::with_capacity(text.len().min(1 << 16) / 5 + 2),
            rated: SmallVec::new(),
            but: None,
            some_upper: false,
            emphatic: false,
        };
        let mut lower = String::new();
        let mut upper_count = 0;
        let mut at = 0;
        let (mut places, mut shift) = (places.iter().peekable(), Some(0));
        loop {
            while text.as_bytes().get(at).is_some_and(|b| TRAITS[usize::from(*b)] & BLANK != 0) {
                at += 1;
            }
            while let Some((_, next)) = places.next_if(|(from, _)| *from <= at) {
                shift = *next;
            }
            if let Some(token) = tokens.known(text.as_bytes(), &mut at, shift, data) {
                upper_count += usize::from(token.upper);
                continue;
            }
            let Some((piece, traits)) = next_piece(text, &mut at) else { break };
            tokens.emphatic |= traits & EMPHASIS != 0;
            let piece = if traits & PUNCTUATION == 0 { piece } else { strip(piece) };
            let token = tokens.add(piece, traits, &mut lower, data);
            upper_count += usize::from(token.upper);
        }
        tokens.some_upper = 0 < upper_count && upper_count < tokens.all.len();
        tokens
    }

    /// The token at `at`, which is then passed, if it is a word of which all is known, with at most
    /// one mark behind it. In the text that the data knows it stands `shift` bytes before.
    #[inline]
    fn known<D: VaderData>(
        &mut self,
        text: &[u8],
        at: &mut usize,
        shift: Option<usize>,
        data: &D,
    ) -> Option<Token> {
        let traits = |at: usize| text.get(at).map_or(BLANK, |byte| TRAITS[usize::from(*byte)]);
        let place = at.checked_sub(shift?)?;
        let (end, facts) = data.known(place).filter(|(_, facts)| facts.is(WordFacts::WHOLE))?;
        let end = end + (*at - place);
        let mark = traits(end);
        if mark & BLANK != 0 {
            *at = end;
        } else if mark & PUNCTUATION != 0 && traits(end + 1) & BLANK != 0 && end - *at > 2 {
            self.emphatic |= mark & EMPHASIS != 0;
            *at = end + 1;
        } else {
            return None;
        }
        let rated = facts.valence != WordFacts::NO_VALENCE;
        if !rated && facts.rule == 0 && !facts.is(WordFacts::NEGATED | WordFacts::SOME_UPPER) {
            self.all.push(Token::ABSENT);
            return Some(Token::ABSENT);
        }
        let (word, mut effect) = entry(facts.rule);
        if facts.is(WordFacts::NEGATED) {
            effect = Effect::Negates;
        }
        let upper = facts.is(WordFacts::SOME_UPPER) && !facts.is(WordFacts::SOME_LOWER);
        let token = Token { word, effect, rated, upper };
        self.push(token, rated.then(|| f64::from(facts.valence) / 10.0));
        Some(token)
    }

    fn add<D: VaderData>(
        &mut self,
        piece: &str,
        traits: u8,
        lower: &mut String,
        data: &D,
    ) -> Token {
        let lowered = if traits & (UPPER | WIDE) == 0 {
            piece
        } else {
            lower_case(piece, traits, lower);
            lower.as_str()
        };
        let (word, mut effect) = look_up(lowered.as_bytes());
        let valence = data.valence(lowered);
        if traits & APOSTROPHE != 0 && lowered.as_bytes().windows(3).any(|three| three == b"n't") {
            effect = Effect::Negates;
        }
        let upper =
            if traits & WIDE == 0 { traits & (UPPER | LOWER) == UPPER } else { is_upper(piece) };
        let token = Token { word, effect, rated: valence.is_some(), upper };
        self.push(token, valence);
        token
    }

    #[inline]
    fn push(&mut self, token: Token, valence: Option<f64>) {
        let at = self.all.len();
        if let Some(valence) = valence {
            self.rated.push((at, valence));
        }
        if token.word == Word::But && self.but.is_none() {
            self.but = Some(at);
        }
        self.all.push(token);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Where the tokens of the lexicon stand, with their valence.
    pub(super) fn rated(&self) -> impl Iterator<Item = (usize, f64)> {
        self.rated.iter().copied()
    }

    /// Where the first "but" stands.
    pub(super) fn first_but(&self) -> Option<usize> {
        self.but
    }

    /// Whether some tokens, but not all, are in capitals.
    pub(super) fn some_upper(&self) -> bool {
        self.some_upper
    }

    /// Whether the text holds an exclamation or question mark.
    pub(super) fn emphatic(&self) -> bool {
        self.emphatic
    }

    /// Whether no rule asks about the token at `at`, the three before it and the two behind it, and
    /// its capitals do not count.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        let from = at.saturating_sub(3);
        let around = self.all.get(from..self.all.len().min(at + 3)).unwrap_or(&[]);
        let quiet = |token: &Token| token.effect == Effect::None && !token.word.acts();
        let upper = self.some_upper && self.get(at).upper;
        !upper && around.iter().all(quiet)
    }

    /// The token at `at`, or an ordinary one if there is none.
    pub(super) fn get(&self, at: usize) -> Token {
        self.all.get(at).copied().unwrap_or(Token::ABSENT)
    }

    /// The token `back` places before `at`, or an ordinary one if there is none.
    pub(super) fn before(&self, at: usize, back: usize) -> Token {
        at.checked_sub(back).map_or(Token::ABSENT, |at| self.get(at))
    }
}

const BLANK: u8 = 1;
const UPPER: u8 = 2;
const LOWER: u8 = 4;
const PUNCTUATION: u8 = 8;
const APOSTROPHE: u8 = 16;
/// The character is not ASCII.
const WIDE: u8 = 32;
const EMPHASIS: u8 = 64;

static TRAITS: [u8; 256] = {
    let mut traits = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        traits[byte] = match b {
            b'\t'..=b'\r' | 0x1c..=b' ' => BLANK,
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            b'\'' => PUNCTUATION | APOSTROPHE,
            b'!' | b'?' => PUNCTUATION | EMPHASIS,
            0x80.. => WIDE,
            _ if b.is_ascii_punctuation() => PUNCTUATION,
            _ => 0,
        };
        byte += 1;
    }
    traits
};

/// The next piece of the text between blanks, and the traits of all its characters.
fn next_piece<'a>(text: &'a str, at: &mut usize) -> Option<(&'a str, u8)> {
    let bytes = text.as_bytes();
    let mut start = *at;
    let mut seen = 0;
    let mut end = start;
    while let Some(byte) = bytes.get(end) {
        let traits = TRAITS[usize::from(*byte)];
        if traits & (BLANK | WIDE) == 0 {
            seen |= traits;
            end += 1;
            continue;
        }
        let (mut width, mut blank) = (1, true);
        if traits & WIDE != 0 {
            let c = text.get(end..).and_then(|rest| rest.chars().next()).unwrap_or('\0');
            width = c.len_utf8();
            blank = c.is_whitespace();
        }
        if !blank {
            seen |= traits;
        } else if start < end {
            break;
        } else {
            start = end + width;
        }
        end += width;
    }
    *at = end;
    let piece = text.get(start..end)?;
    if piece.is_empty() { None } else { Some((piece, seen)) }
}

/// The piece without punctuation at its ends, unless two characters or fewer would remain: then it
/// is likely an emoticon.
fn strip(piece: &str) -> &str {
    let word = |byte: &u8| TRAITS[usize::from(*byte)] & PUNCTUATION == 0;
    let bytes = piece.as_bytes();
    let start = bytes.iter().position(word).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(word).map_or(start, |last| last + 1);
    let stripped = piece.get(start..end).unwrap_or(piece);
    // Three characters take three bytes or more.
    if stripped.len() <= 2 || stripped.chars().nth(2).is_none() { piece } else { stripped }
}

/// Writes the piece in lower case into `lower`.
fn lower_case(piece: &str, traits: u8, lower: &mut String) {
    lower.clear();
    if traits & WIDE == 0 {
        lower.push_str(piece);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(piece.chars().flat_map(char::to_lowercase));
    }
}

/// Whether a piece has cased letters and all are capitals, by the letters of Unicode 14.
fn is_upper(piece: &str) -> bool {
    let mut upper = false;
    for c in piece.chars() {
        let later = !c.is_ascii() && is_cased_later(c);
        if is_title_case(c) || c == '\u{295}' || (c.is_lowercase() && !later) {
            return false;
        }
        upper |= c.is_uppercase() && !later;
    }
    upper
}

/// The digraphs and the Greek letters with iota that have a capital and a small part.
fn is_title_case(c: char) -> bool {
    matches!(c,
        '\u{1c5}' | '\u{1c8}' | '\u{1cb}' | '\u{1f2}'
        | '\u{1f88}'..='\u{1f8f}' | '\u{1f98}'..='\u{1f9f}' | '\u{1fa8}'..='\u{1faf}'
        | '\u{1fbc}' | '\u{1fcc}' | '\u{1ffc}')
}

/// Letters that are cased in a Unicode later than 14 only. Without this, the result would depend on
/// the compiler. (U+0295 is the one letter that lost its case.)
fn is_cased_later(c: char) -> bool {
    matches!(c,
        '\u{10fc}' | '\u{1c89}'..='\u{1c8a}' | '\u{a7cb}'..='\u{a7cf}' | '\u{a7d2}' | '\u{a7d4}'
        | '\u{a7da}'..='\u{a7dc}' | '\u{a7f1}'..='\u{a7f4}' | '\u{ab69}'
        | '\u{10d50}'..='\u{10d85}' | '\u{16ea0}'..='\u{16ed3}' | '\u{1df25}'..='\u{1df2a}'
        | '\u{1e030}'..='\u{1e06d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut at = 0;
        core::iter::from_fn(|| next_piece(text, &mut at).map(|(piece, _)| piece)).collect()
    }

    #[test]
    fn every_blank_of_unicode_separates() {
        assert_eq!(
            pieces(" a\tb\u{1f}c\u{85}d\u{2009}\u{3000}e\u{200b}f \n"),
            ["a", "b", "c", "d", "e\u{200b}f"]
        );
        assert!(pieces("").is_empty() && pieces(" \r\n\u{a0}").is_empty());
    }

    #[test]
    fn punctuation_goes_if_three_characters_stay() {
        assert_eq!(strip("\"(well)\"..."), "well");
        assert_eq!(strip("(no)"), "(no)");
        assert_eq!(strip(":-)"), ":-)");
        assert_eq!(strip("(\u{e9}t\u{e9})"), "\u{e9}t\u{e9}");
        assert_eq!(strip("(\u{e9}\u{e9})"), "(\u{e9}\u{e9})");
        assert_eq!(strip("\u{201c}well\u{201d}"), "\u{201c}well\u{201d}");
    }

    #[test]
    fn upper_case_needs_a_capital_and_no_small_or_title_letter() {
        for text in ["\u{c9}T\u{c9}", "\u{24b6}", "\u{c9}2", "A\u{65e5}"] {
            assert!(is_upper(text), "{text}");
        }
        for text in ["\u{c9}t", "\u{1c5}A", "\u{1f88}", "\u{65e5}", "A\u{aa}", "A\u{295}"] {
            assert!(!is_upper(text), "{text}");
        }
    }

    #[test]
    fn letters_cased_after_unicode_14_have_no_case() {
        assert!(!is_upper("\u{10d50}") && !is_upper("\u{a7cb}"));
        assert!(is_upper("A\u{10fc}") && is_upper("A\u{1e030}"));
    }
}
