//! What is known about a word type, decided once when it is first seen.

use crate::pack::{Categories, Lexicon};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Properties of a word type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags(u32);

impl Tags {
    const LETTER: u32 = 1;
    const CLOSED: u32 = 2;
    /// Category bits begin here.
    const CATEGORIES: u32 = u32::BITS - crate::pack::MAX_CATEGORIES as u32;

    /// The tags of a folded word.
    pub(crate) fn of(word: &str, lexicon: &Lexicon) -> Self {
        let mut bits = 0;
        if word.chars().any(is_letter) {
            bits |= Self::LETTER;
        }
        let categories: Categories = lexicon.categories(word);
        if categories != 0 {
            bits |= Self::CLOSED | (categories << Self::CATEGORIES);
        }
        Self(bits)
    }

    pub(crate) const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    pub(crate) const fn bits(self) -> u32 {
        self.0
    }

    /// Whether a character of the word is a letter (Unicode general category L).
    #[must_use]
    pub const fn has_letter(self) -> bool {
        self.0 & Self::LETTER != 0
    }

    /// Whether the pack lists the word among its closed classes.
    #[must_use]
    pub const fn is_closed_class(self) -> bool {
        self.0 & Self::CLOSED != 0
    }

    /// The closed-class categories of the pack that the word is in, one bit each.
    pub(crate) const fn categories(self) -> Categories {
        self.0 >> Self::CATEGORIES
    }

    /// Whether the word is a content word: it holds a letter and is in no closed class.
    #[must_use]
    pub const fn is_content(self) -> bool {
        self.has_letter() && !self.is_closed_class()
    }
}

/// Whether `c` is a letter: general category Lu, Ll, Lt, Lm or Lo, as in Java and Python. Rust's
/// own `is_alphabetic` also holds for letter numbers and some marks.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else {
        c.general_category_group() == GeneralCategoryGroup::Letter
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::LanguagePack;

    #[test]
    fn letters_are_those_of_the_general_category() {
        for letter in ['a', 'É', '語', 'ก', 'ʰ', '𝒳', 'א'] {
            assert!(is_letter(letter), "{letter}");
        }
        for other in ['7', '_', '½', 'Ⅷ', '\u{345}', 'ⓐ', '👍', '\u{e33f}'] {
            assert!(!is_letter(other), "{other}");
        }
    }

    #[test]
    fn a_content_word_has_a_letter_and_no_closed_class() {
        let lexicon = Lexicon::new(LanguagePack::embedded(), []);
        assert!(Tags::of("parcel", &lexicon).is_content());
        assert!(!Tags::of("42", &lexicon).is_content());
        #[cfg(feature = "english")]
        assert!(!Tags::of("the", &lexicon).is_content());
    }
}
