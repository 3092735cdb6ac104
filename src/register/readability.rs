//! Six readability formulas on counts.
//!
//! All were made for English prose of a hundred words and more. On a chat turn they are rough: look
//! at them over many turns. Every formula is O(1) and undefined (`empty`) without a word or a
//! sentence. Figures equal the published formulas as `textstat` users know them, except that fog,
//! ari and coleman_liau take exactly the counts named here.

use crate::value::{Measure, Undefined};

/// The counts that the formulas need. They can be added.
///
/// # Example
/// ```
/// use lingsync::register::readability::ReadabilityCounts;
///
/// let counts =
///     ReadabilityCounts { words: 24, sentences: 2, syllables: 33, letters: 94, polysyllables: 4 };
/// assert!((counts.flesch().value().unwrap() - 78.33).abs() < 1e-9);
/// assert_eq!(ReadabilityCounts::default().flesch().value(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReadabilityCounts {
    /// Words.
    pub words: u32,
    /// Sentences.
    pub sentences: u32,
    /// Syllables of all words.
    pub syllables: u32,
    /// Letters and digits of all words.
    pub letters: u32,
    /// Words of three or more syllables.
    pub polysyllables: u32,
}

/// The six figures.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Readability {
    /// See [`ReadabilityCounts::flesch`].
    pub flesch: Measure,
    /// See [`ReadabilityCounts::flesch_kincaid`].
    pub flesch_kincaid: Measure,
    /// See [`ReadabilityCounts::fog`].
    pub fog: Measure,
    /// See [`ReadabilityCounts::smog`].
    pub smog: Measure,
    /// See [`ReadabilityCounts::ari`].
    pub ari: Measure,
    /// See [`ReadabilityCounts::coleman_liau`].
    pub coleman_liau: Measure,
}

impl Readability {
    pub(crate) fn undefined(reason: Undefined) -> Self {
        let none = Measure::Undefined(reason);
        Self {
            flesch: none,
            flesch_kincaid: none,
            fog: none,
            smog: none,
            ari: none,
            coleman_liau: none,
        }
    }
}

impl ReadabilityCounts {
    /// Takes in one word of so many syllables and letters.
    ///
    /// ```
    /// use lingsync::register::readability::ReadabilityCounts;
    ///
    /// let mut counts = ReadabilityCounts::default();
    /// counts.observe(3, 8);
    /// assert_eq!((counts.words, counts.polysyllables), (1, 1));
    /// ```
    pub fn observe(&mut self, syllables: u32, letters: u32) {
        let polysyllables = u32::from(syllables >= 3);
        *self += Self { words: 1, sentences: 0, syllables, letters, polysyllables };
    }

    /// Flesch reading ease: 206.835 - 1.015 W/S - 84.6 Y/W. Higher is easier: 60 to 70 is plain
    /// English, below 30 very hard (Flesch 1948).
    #[must_use]
    pub fn flesch(&self) -> Measure {
        self.formula(|c| 206.835 - 1.015 * c.words / c.sentences - 84.6 * c.syllables / c.words)
    }

    /// Flesch-Kincaid, a US school grade: .39 W/S + 11.8 Y/W - 15.59 (Kincaid et al. 1975).
    #[must_use]
    pub fn flesch_kincaid(&self) -> Measure {
        self.formula(|c| 0.39 * c.words / c.sentences + 11.8 * c.syllables / c.words - 15.59)
    }

    /// Gunning fog, a school grade: .4 (W/S + 100 P/W) (Gunning 1952). Every word of three or more
    /// syllables counts as hard.
    #[must_use]
    pub fn fog(&self) -> Measure {
        self.formula(|c| 0.4 * (c.words / c.sentences + 100.0 * c.polysyllables / c.words))
    }

    /// SMOG, a school grade: 1.043 sqrt(30 P/S) + 3.1291 (McLaughlin 1969).
    #[must_use]
    pub fn smog(&self) -> Measure {
        self.formula(|c| 1.043 * libm::sqrt(30.0 * c.polysyllables / c.sentences) + 3.1291)
    }

    /// Automated readability index, a school grade: 4.71 L/W + .5 W/S - 21.43 (Smith & Senter
    /// 1967).
    #[must_use]
    pub fn ari(&self) -> Measure {
        self.formula(|c| 4.71 * c.letters / c.words + 0.5 * c.words / c.sentences - 21.43)
    }

    /// Coleman-Liau, a school grade: .0588 (100 L/W) - .296 (100 S/W) - 15.8 (Coleman & Liau 1975).
    #[must_use]
    pub fn coleman_liau(&self) -> Measure {
        self.formula(|c| {
            0.0588 * (100.0 * c.letters / c.words) - 0.296 * (100.0 * c.sentences / c.words) - 15.8
        })
    }

    /// All six.
    #[must_use]
    pub fn readability(&self) -> Readability {
        Readability {
            flesch: self.flesch(),
            flesch_kincaid: self.flesch_kincaid(),
            fog: self.fog(),
            smog: self.smog(),
            ari: self.ari(),
            coleman_liau: self.coleman_liau(),
        }
    }

    fn formula(&self, formula: impl Fn(&Numbers) -> f64) -> Measure {
        if self.words == 0 || self.sentences == 0 {
            return Measure::Undefined(Undefined::Empty);
        }
        let numbers = Numbers {
            words: f64::from(self.words),
            sentences: f64::from(self.sentences),
            syllables: f64::from(self.syllables),
            letters: f64::from(self.letters),
            polysyllables: f64::from(self.polysyllables),
        };
        Measure::finite(formula(&numbers), Undefined::Empty)
    }
}

struct Numbers {
    words: f64,
    sentences: f64,
    syllables: f64,
    letters: f64,
    polysyllables: f64,
}

impl core::ops::AddAssign for ReadabilityCounts {
    fn add_assign(&mut self, other: Self) {
        self.words = self.words.saturating_add(other.words);
        self.sentences = self.sentences.saturating_add(other.sentences);
        self.syllables = self.syllables.saturating_add(other.syllables);
        self.letters = self.letters.saturating_add(other.letters);
        self.polysyllables = self.polysyllables.saturating_add(other.polysyllables);
    }
}

impl core::ops::Add for ReadabilityCounts {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formulas_give_the_published_figures() {
        let counts = ReadabilityCounts {
            words: 100,
            sentences: 1,
            syllables: 150,
            letters: 450,
            polysyllables: 30,
        };
        let found = counts.readability();
        let expected = [
            (found.flesch, -21.565),
            (found.flesch_kincaid, 41.11),
            (found.fog, 52.0),
            (found.smog, 34.4191),
            (found.ari, 49.765),
            (found.coleman_liau, 10.364),
        ];
        for (found, expected) in expected {
            assert!((found.value().unwrap() - expected).abs() < 1e-9, "{expected}");
        }
    }

    #[test]
    fn without_a_sentence_or_a_word_nothing_is_defined() {
        let no_sentence = ReadabilityCounts { words: 5, ..ReadabilityCounts::default() };
        let no_word = ReadabilityCounts { sentences: 1, ..ReadabilityCounts::default() };
        for counts in [no_sentence, no_word] {
            let found = counts.readability();
            for measure in [found.flesch, found.fog, found.smog, found.ari, found.coleman_liau] {
                assert_eq!(measure, Measure::Undefined(Undefined::Empty));
            }
        }
    }

    #[test]
    fn counts_add_up() {
        let mut counts = ReadabilityCounts::default();
        counts.observe(1, 2);
        counts.observe(4, 9);
        let sentence = ReadabilityCounts { sentences: 1, ..ReadabilityCounts::default() };
        let all = counts + sentence;
        assert_eq!((all.words, all.syllables, all.letters, all.polysyllables), (2, 5, 11, 1));
    }
}
