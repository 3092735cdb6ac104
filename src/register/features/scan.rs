//! The pass over the bytes of a turn's prose: first the words, then what stands between them.

use super::{
    DENSE, FIRST_CLASS, Gram,
    classes::{CLASSES, classes},
};
use crate::{
    pack::{
        WordFacts,
        heads::{HEADS, Tally},
    },
    text::{
        AnalysedTurn, SegmentClass, clitic_start,
        hash::{WordHash, hash_ascii, hash_folded, pair},
    },
};
use alloc::vec::Vec;

const UPPER: u8 = 1;
const LETTER: u8 = 2;
const DIGIT: u8 = 4;
const VOWEL: u8 = 8;
const APOSTROPHE: u8 = 16;

static KIND: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => LETTER | VOWEL,
            b'A' | b'E' | b'I' | b'O' | b'U' | b'Y' => LETTER | VOWEL | UPPER,
            b'a'..=b'z' => LETTER,
            b'A'..=b'Z' => LETTER | UPPER,
            b'0'..=b'9' => DIGIT,
            b'\'' => APOSTROPHE,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// The words before the first and after the last of a run. No text has these hashes.
const START: u64 = hash_ascii(b"<s>");
const END: u64 = hash_ascii(b"</s>");

/// Words beyond this many do not change the share of distinct ones.
const DISTINCT_WORDS: u32 = 512;
const LONG_WORD: u32 = 6;

/// Counts over a turn.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scan {
    words: u32,
    letters: u32,
    long_words: u32,
    clitics: u32,
    capitals: u32,
    lower_i: u32,
    syllables: u32,
    tripled: u32,
    distinct: u32,
    classes: [u32; CLASSES],
    exclamations: u32,
    questions: u32,
    ellipses: u32,
    commas: u32,
    colons: u32,
    quotes: u32,
    brackets: u32,
    emoticons: u32,
    starts_upper: bool,
    starts_lower: bool,
    last: u8,
    bytes: u32,
}

/// What the bytes of a word are.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::register) struct Shape {
    chars: u32,
    uppers: u32,
    pub(in crate::register) vowels: u32,
    pub(in crate::register) apostrophe: bool,
    pub(in crate::register) tripled: bool,
}

impl Scan {
    /// The words: their counts, and their n-grams. `facts` has one entry for each token.
    pub(super) fn words(
        &mut self,
        text: &str,
        turn: &AnalysedTurn,
        facts: &[WordFacts],
        grams: &mut impl Grams,
    ) {
        let mut seen = [0_u64; 32];
        let mut facts = facts.iter();
        let mut token = 0;
        for run in turn.runs() {
            let mut before = START;
            for (at, (place, facts)) in run.iter().zip(&mut facts).enumerate() {
                let first = token - u32::from(at > 0);
                let mut unit = |hash: u64, weights: Option<[i8; HEADS]>, first: u32| {
                    match weights {
                        Some(weights) => grams.known(hash, weights, token),
                        None => grams.add(Gram { hash, first: token, last: token }),
                    }
                    grams.add(Gram { hash: pair(before, hash), first, last: token });
                    before = hash;
                };
                let word = || place.span().of(text).unwrap_or_default();
                if facts.is(WordFacts::FOREIGN) {
                    self.count(word(), shape(word()));
                } else {
                    self.count_known(place.end - place.start, facts);
                }
                let apostrophe = facts.is(WordFacts::APOSTROPHE | WordFacts::FOREIGN)
                    && word().contains(['\'', '’']);
                if let Some(part) = apostrophe.then(|| clitic_start(word())).flatten() {
                    let (stem, clitic) = word().split_at(part);
                    let stem = hash_folded(stem);
                    self.note_classes(classes(stem));
                    unit(stem, None, first);
                    let clitic = hash_folded(clitic);
                    self.note_classes(classes(clitic));
                    unit(clitic, None, token);
                    self.clitics += 1;
                } else if facts.is(WordFacts::CLITIC) && is_clitic(text, place.start as usize) {
                    let mut hash = WordHash::new().byte(b'\'');
                    for byte in word().bytes() {
                        hash = hash.byte(byte.to_ascii_lowercase());
                    }
                    unit(hash.finish(), None, first);
                    self.clitics += 1;
                } else {
                    self.clitics += u32::from(apostrophe);
                    self.note_classes(facts.surface);
                    unit(facts.hash, Some(facts.weights), first);
                }
                if self.words <= DISTINCT_WORDS {
                    let slot = (facts.hash >> 20) as usize % (64 * seen.len());
                    let bit = 1_u64 << (slot % 64);
                    self.distinct += u32::from(seen[slot / 64] & bit == 0);
                    seen[slot / 64] |= bit;
                }
                token += 1;
            }
            if !run.is_empty() {
                grams.add(Gram { hash: pair(before, END), first: token - 1, last: token - 1 });
            }
        }
    }

    /// A word that has to be looked at.
    fn count(&mut self, word: &str, shape: Shape) {
        self.words += 1;
        self.letters += shape.chars;
        self.long_words += u32::from(shape.chars > LONG_WORD);
        self.capitals += u32::from(shape.chars > 1 && shape.uppers == shape.chars);
        self.lower_i += u32::from(word == "i");
        self.syllables += shape.vowels.max(1);
        self.tripled += u32::from(shape.tripled);
    }

    /// An ASCII word of so many letters of which all is known.
    #[inline]
    fn count_known(&mut self, chars: u32, facts: &WordFacts) {
        self.words += 1;
        self.letters += chars;
        self.long_words += u32::from(chars > LONG_WORD);
        self.syllables += u32::from(facts.vowels).max(1);
        if facts.is(WordFacts::SPEAKER | WordFacts::ALL_UPPER | WordFacts::TRIPLED) {
            self.capitals += u32::from(chars > 1 && facts.is(WordFacts::ALL_UPPER));
            let is_i = chars == 1 && facts.is(WordFacts::SPEAKER);
            self.lower_i += u32::from(is_i && !facts.is(WordFacts::CAPITAL));
            self.tripled += u32::from(facts.is(WordFacts::TRIPLED));
        }
    }

    #[inline]
    fn note_classes(&mut self, classes: u16) {
        let mut bits = classes;
        while bits != 0 {
            self.classes[bits.trailing_zeros() as usize % CLASSES] += 1;
            bits &= bits - 1;
        }
    }

    /// What stands between the words of the prose.
    pub(super) fn gaps(&mut self, text: &str, turn: &AnalysedTurn) {
        let bytes = text.as_bytes();
        let mut tokens = turn.tokens().iter().peekable();
        let mut first = true;
        for segment in turn.segments() {
            if segment.class != SegmentClass::Prose {
                continue;
            }
            let end = segment.span.end as usize;
            let mut at = segment.span.start as usize;
            while let Some(token) = tokens.next_if(|token| (token.start as usize) < end) {
                let start = token.start as usize;
                if start != at + 1 || bytes.get(at) != Some(&b' ') {
                    self.gap(bytes, at, start);
                }
                at = token.end as usize;
            }
            self.gap(bytes, at, end);
            let prose = bytes.get(segment.span.start as usize..end).unwrap_or_default();
            let prose = prose.trim_ascii();
            self.bytes += prose.len() as u32;
            if let (true, Some(byte)) = (first, prose.first()) {
                self.starts_upper = byte.is_ascii_uppercase();
                self.starts_lower = byte.is_ascii_lowercase();
                first = false;
            }
            self.last = prose.last().copied().unwrap_or(self.last);
        }
    }

    fn gap(&mut self, bytes: &[u8], from: usize, to: usize) {
        let gap = bytes.get(from..to).unwrap_or_default();
        for (at, byte) in gap.iter().enumerate() {
            match byte {
                b'!' => self.exclamations += 1,
                b'?' => self.questions += 1,
                b'.' => {
                    let begins = at == 0 || gap.get(at - 1) != Some(&b'.');
                    self.ellipses += u32::from(begins && gap.get(at + 1) == Some(&b'.'));
                }
                b',' => self.commas += 1,
                b':' | b';' => {
                    self.colons += 1;
                    let next = gap.get(at + 1);
                    let next = if next == Some(&b'-') { gap.get(at + 2) } else { next };
                    self.emoticons += u32::from(matches!(next, Some(b')' | b'(' | b'/' | b'|')));
                }
                b'"' => self.quotes += 1,
                b'(' => self.brackets += 1,
                // The lead byte of most emoji.
                0xf0 => self.emoticons += 1,
                _ => {}
            }
        }
    }

    /// The dense features up to the word classes.
    pub(super) fn write(&self, dense: &mut [f32; DENSE]) {
        let words = self.words.max(1) as f32;
        let share = |count: u32| count as f32 / words;
        let flag = |holds: bool| f32::from(u8::from(holds));
        let few = |count: u32, most: u32| count.min(most) as f32;
        let last_is = |any: &[u8]| flag(any.contains(&self.last));
        let surface = [
            libm::logf(1.0 + self.words as f32),
            share(self.letters),
            share(self.long_words),
            libm::logf(1.0 + self.bytes as f32),
            share(self.clitics),
            few(self.exclamations, 4),
            libm::logf(1.0 + self.exclamations as f32),
            few(self.questions, 4),
            few(self.ellipses, 3),
            share(self.commas).min(1.0),
            share(self.colons).min(1.0),
            share(self.quotes).min(1.0),
            share(self.brackets).min(1.0),
            flag(self.starts_upper),
            flag(self.starts_lower),
            last_is(b"."),
            last_is(b"!?"),
            flag(self.last.is_ascii_alphanumeric()),
            share(self.capitals),
            few(self.tripled, 2),
            few(self.emoticons, 2),
            self.distinct as f32 / words.min(DISTINCT_WORDS as f32),
            share(self.lower_i),
            share(self.syllables),
        ];
        dense[..FIRST_CLASS].copy_from_slice(&surface);
        for (slot, count) in dense[FIRST_CLASS..].iter_mut().zip(self.classes) {
            *slot = share(count);
        }
    }
}

/// Whether the clitic at `start` was written apart: `I 'm`.
fn is_clitic(text: &str, start: usize) -> bool {
    start > 0 && text.as_bytes().get(start - 1) == Some(&b'\'')
}

/// What takes the n-grams of a turn, in order.
pub(super) trait Grams {
    /// A word or a pair.
    fn add(&mut self, gram: Gram);
    /// A word of which the weights are known.
    fn known(&mut self, hash: u64, weights: [i8; HEADS], token: u32);
}

impl Grams for Vec<Gram> {
    fn add(&mut self, gram: Gram) {
        self.push(gram);
    }

    fn known(&mut self, hash: u64, _: [i8; HEADS], token: u32) {
        self.push(Gram { hash, first: token, last: token });
    }
}

impl Grams for Tally<'_> {
    #[inline]
    fn add(&mut self, gram: Gram) {
        Tally::add(self, gram.hash, gram.first, gram.last);
    }

    #[inline]
    fn known(&mut self, _: u64, weights: [i8; HEADS], token: u32) {
        self.add_known(weights, token);
    }
}

pub(in crate::register) fn shape(word: &str) -> Shape {
    let mut shape = Shape::default();
    let (mut kind_before, mut before, mut doubled) = (0, 0, false);
    let mut seen = 0;
    for byte in word.bytes() {
        let Some(kind) = KIND.get(byte as usize).copied() else {
            return foreign_shape(word);
        };
        let lower = byte | (kind & UPPER) << 5;
        seen |= kind;
        shape.uppers += u32::from(kind & UPPER);
        shape.vowels += u32::from(kind & !kind_before & VOWEL != 0);
        doubled |= lower == before;
        (kind_before, before) = (kind, lower);
    }
    shape.apostrophe = seen & APOSTROPHE != 0;
    shape.tripled = doubled && is_tripled(word.as_bytes());
    shape.chars = word.len() as u32;
    shape
}

/// Whether a letter stands three times or more in a row, in capitals or not.
fn is_tripled(word: &[u8]) -> bool {
    let equal = |a: u8, b: u8| a.eq_ignore_ascii_case(&b);
    word.windows(3).any(|three| match three {
        [a, b, c] => a.is_ascii_alphabetic() && equal(*a, *b) && equal(*b, *c),
        _ => false,
    })
}

/// The slow path: a word with characters beyond ASCII.
#[cold]
fn foreign_shape(word: &str) -> Shape {
    let mut shape = Shape::default();
    let mut vowel = false;
    for c in word.chars() {
        shape.chars += 1;
        shape.uppers += u32::from(c.is_uppercase());
        shape.apostrophe |= matches!(c, '\'' | '’');
        let is_vowel = matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        shape.vowels += u32::from(is_vowel && !vowel);
        vowel = is_vowel;
    }
    shape
}
