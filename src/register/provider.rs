//! The language pack as the measures ask for it.

use super::{
    features::Features,
    politeness::{PoliteClasses, PolitenessWords},
    vader::{Vader, VaderData, vader},
    words::Known,
};
use crate::pack::{
    LanguagePack, WordClass, WordFacts,
    heads::{Gram, HeadInput},
    words::{WordEntry, stable_hash},
};

impl VaderData for LanguagePack {
    type EmojiWords<'a> = EmojiWords<'a>;

    #[inline]
    fn valence(&self, token: &str) -> Option<f64> {
        valence(self.word(token.as_bytes(), stable_hash(token.as_bytes()))?)
    }

    fn emoji(&self, c: char) -> Option<EmojiWords<'_>> {
        self.emoji_words(c).map(EmojiWords)
    }
}

impl VaderData for Known<'_> {
    type EmojiWords<'a>
        = EmojiWords<'a>
    where
        Self: 'a;

    #[inline]
    fn known(&self, at: usize) -> Option<(usize, &WordFacts)> {
        self.at(at)
    }

    fn valence(&self, token: &str) -> Option<f64> {
        self.pack.valence(token)
    }

    fn emoji(&self, c: char) -> Option<EmojiWords<'_>> {
        self.pack.emoji_words(c).map(EmojiWords)
    }
}

fn valence(entry: WordEntry) -> Option<f64> {
    entry.valence.map(|tenths| f64::from(tenths) / 10.0)
}

/// VADER's figures of any text, with the lexicon of a pack. Linear in the text.
///
/// A turn's figures are those of its prose; this takes the text as it is, a lone emoticon included.
///
/// # Example
/// ```
/// # #[cfg(feature = "english")] {
/// use lingsync::{pack::LanguagePack, register::vader_of};
///
/// let pack = LanguagePack::english();
/// assert!(vader_of("The service was GREAT!!!", &pack).compound > vader_of("It was great", &pack).compound);
/// assert_eq!(vader_of(":)", &pack).pos, 1.0);
/// # }
/// ```
#[must_use]
pub fn vader_of(text: &str, pack: &LanguagePack) -> Vader {
    vader(text, pack)
}

/// The syllables of a lower-case word: the rule's, or those of the pack where the rule is wrong.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use lingsync::{pack::LanguagePack, register::syllables_of};
/// assert_eq!(syllables_of("conversation", &LanguagePack::english()), 4);
/// # }
/// ```
#[must_use]
pub fn syllables_of(word: &str, pack: &LanguagePack) -> u32 {
    super::syllables::syllables(word, &|word: &str| {
        pack.word(word.as_bytes(), stable_hash(word.as_bytes()))?.syllables
    })
}

/// The words of an emoji's description.
pub(crate) struct EmojiWords<'a>(crate::pack::EmojiWords<'a>);

impl<'a> Iterator for EmojiWords<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.0.next()
    }
}

impl PolitenessWords for LanguagePack {
    #[inline]
    fn classes(&self, word: &str) -> PoliteClasses {
        polite(self.word(word.as_bytes(), stable_hash(word.as_bytes())))
    }
}

impl PolitenessWords for Known<'_> {
    fn classes(&self, word: &str) -> PoliteClasses {
        self.pack.classes(word)
    }

    #[inline]
    fn known(&self, at: usize) -> Option<(usize, u64)> {
        let (end, facts) = self.at(at).filter(|(_, facts)| facts.is(WordFacts::LETTERS))?;
        Some((end, facts.polite))
    }
}

fn polite(entry: Option<WordEntry>) -> PoliteClasses {
    let mut classes = PoliteClasses::default();
    let known = entry.map_or(0, |entry| entry.classes);
    for (class, polite) in [
        (WordClass::Hedge, PoliteClasses::HEDGE),
        (WordClass::Positive, PoliteClasses::POSITIVE),
        (WordClass::Negative, PoliteClasses::NEGATIVE),
    ] {
        if known & class.bit() != 0 {
            classes = classes.union(polite);
        }
    }
    classes
}

impl HeadInput for Features {
    fn dense(&self) -> &[f32] {
        Features::dense(self)
    }

    fn grams(&self) -> &[Gram] {
        Features::grams(self)
    }
}
