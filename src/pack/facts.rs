//! What the measures of register know of a word: worked out once, when the word is interned.

use super::heads::HEADS;
use core::fmt;

/// Figures of a word that do not depend on where it stands. Only the flags of
/// capitals and [`SKIP`](Self::SKIP) are of the word as it stands in a turn.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct WordFacts {
    /// The hash under which the heads know the word.
    pub(crate) hash: u64,
    /// What the word is to the politeness rules.
    pub(crate) polite: u64,
    /// Its weights in the heads; 0 where it is not listed.
    pub(crate) weights: [i8; HEADS],
    /// Bits of [`WordClass`](super::WordClass); those of stem and clitic where it has none itself.
    pub(crate) classes: u32,
    pub(crate) flags: u16,
    /// Its classes among the surface features of the heads.
    pub(crate) surface: u16,
    /// VADER's valence in tenths, or [`NO_VALENCE`](Self::NO_VALENCE).
    pub(crate) valence: i8,
    /// The number of its entry among the words of VADER's rules, or 0.
    pub(crate) rule: u8,
    /// Syllables and letters, unless it is [`LONG`](Self::LONG).
    pub(crate) syllables: u8,
    pub(crate) letters: u8,
    /// Groups of vowels.
    pub(crate) vowels: u8,
}

/// Nothing by which the word could be found.
impl fmt::Debug for WordFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is(Self::KNOWN) { "known" } else { "unknown" })
    }
}

impl WordFacts {
    pub(crate) const NO_VALENCE: i8 = i8::MIN;
    /// Letters of a word of which everything is known; longer ones are [`LONG`](Self::LONG).
    pub(crate) const MOST_BYTES: usize = 64;

    /// The facts are those of the word. Without this flag there are none.
    pub(crate) const KNOWN: u16 = 1;
    /// No word that counts: nothing, or a filler of speech.
    pub(crate) const SKIP: u16 = 1 << 1;
    /// ASCII without blanks that begins and ends with a letter or a digit.
    pub(crate) const WHOLE: u16 = 1 << 2;
    /// Fewer than 16 letters of ASCII, and nothing else.
    pub(crate) const LETTERS: u16 = 1 << 3;
    pub(crate) const APOSTROPHE: u16 = 1 << 4;
    /// A letter stands three times in a row.
    pub(crate) const TRIPLED: u16 = 1 << 5;
    /// `I` or `we`, with its verb or without.
    pub(crate) const SPEAKER: u16 = 1 << 6;
    /// The second part of a clitic, without its apostrophe: `ll`.
    pub(crate) const CLITIC: u16 = 1 << 7;
    /// Not ASCII: the surface features read the text.
    pub(crate) const FOREIGN: u16 = 1 << 8;
    /// Too long for the counts of syllables and letters.
    pub(crate) const LONG: u16 = 1 << 9;

    /// It holds `n't`.
    pub(crate) const NEGATED: u16 = 1 << 15;

    /// The first letter is a capital.
    pub(crate) const CAPITAL: u16 = 1 << 10;
    pub(crate) const SOME_UPPER: u16 = 1 << 11;
    pub(crate) const SOME_LOWER: u16 = 1 << 12;
    pub(crate) const TWO_UPPER: u16 = 1 << 13;
    pub(crate) const ALL_UPPER: u16 = 1 << 14;

    #[inline]
    pub(crate) const fn is(&self, flags: u16) -> bool {
        self.flags & flags != 0
    }

    /// The facts of a word that stands in a text as `word`, with its capitals unless it is `plain`:
    /// ASCII without any. None are known of one that is not ASCII in the text.
    #[inline]
    pub(crate) fn standing_as(self, word: &str, plain: bool) -> Self {
        if plain { self } else { self.with_capitals(word) }
    }

    fn with_capitals(mut self, word: &str) -> Self {
        let Some(capitals) = capitals(word.as_bytes()) else { return Self::default() };
        self.flags |= capitals;
        if word.is_empty() {
            self.flags |= Self::SKIP;
        }
        self
    }
}

/// The flags of the capitals of a word, if it is ASCII.
fn capitals(word: &[u8]) -> Option<u16> {
    let (mut upper, mut lower) = (0_usize, false);
    for byte in word {
        if !byte.is_ascii() {
            return None;
        }
        upper += usize::from(byte.is_ascii_uppercase());
        lower |= byte.is_ascii_lowercase();
    }
    let mut flags = 0;
    let mut set = |holds: bool, flag: u16| flags |= if holds { flag } else { 0 };
    set(word.first().is_some_and(u8::is_ascii_uppercase), WordFacts::CAPITAL);
    set(upper > 0, WordFacts::SOME_UPPER);
    set(lower, WordFacts::SOME_LOWER);
    set(upper > 1, WordFacts::TWO_UPPER);
    set(upper == word.len(), WordFacts::ALL_UPPER);
    Some(flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_those_of_the_word_as_it_stands() {
        let known = WordFacts { flags: WordFacts::KNOWN, ..WordFacts::default() };
        let flags = |word: &str| known.standing_as(word, false).flags & !WordFacts::KNOWN;
        assert_eq!(flags("word"), WordFacts::SOME_LOWER);
        let capital = WordFacts::CAPITAL | WordFacts::SOME_UPPER;
        assert_eq!(flags("Word"), capital | WordFacts::SOME_LOWER);
        assert_eq!(flags("I"), capital | WordFacts::ALL_UPPER);
        assert_eq!(flags("GPT4"), capital | WordFacts::TWO_UPPER);
        assert_eq!(flags("4TH"), WordFacts::SOME_UPPER | WordFacts::TWO_UPPER);
    }

    #[test]
    fn nothing_is_known_of_a_word_that_is_not_ascii_in_the_text() {
        // The Kelvin sign is a k in lower case.
        let known = WordFacts { flags: WordFacts::KNOWN, ..WordFacts::default() };
        assert_eq!(known.standing_as("\u{212a}ind", false), WordFacts::default());
    }
}
