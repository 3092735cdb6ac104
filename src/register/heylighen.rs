//! The F-score of Heylighen & Dewaele (2002): formality from parts of speech.
//!
//! F = 50 ((nouns + adjectives + prepositions + articles - pronouns - verbs - adverbs -
//! interjections) / N + 1), each a count and N all word tokens. 0 to 100; higher is more formal,
//! conversation is about 35 to 50. It is here for comparison with other work: the library has no
//! tagger, so the host supplies the counts.

use crate::value::{Measure, Undefined};

/// Words by part of speech, as the host's tagger counts them.
///
/// # Example
/// ```
/// use lingsync::register::heylighen::TagCounts;
///
/// let counts = TagCounts { words: 10, nouns: 3, articles: 2, verbs: 2, pronouns: 1, ..TagCounts::default() };
/// assert_eq!(counts.f_score().value(), Some(60.0));
/// assert_eq!(TagCounts::default().f_score().value(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TagCounts {
    /// All word tokens, of these parts of speech or not.
    pub words: u32,
    /// Nouns, proper ones included.
    pub nouns: u32,
    /// Adjectives.
    pub adjectives: u32,
    /// Prepositions.
    pub prepositions: u32,
    /// Articles.
    pub articles: u32,
    /// Pronouns.
    pub pronouns: u32,
    /// Verbs, auxiliaries included.
    pub verbs: u32,
    /// Adverbs.
    pub adverbs: u32,
    /// Interjections.
    pub interjections: u32,
}

impl TagCounts {
    /// The F-score, 0 to 100 if no word has two tags; undefined (`empty`) without a word. O(1).
    #[must_use]
    pub fn f_score(&self) -> Measure {
        let sum = |counts: [u32; 4]| counts.into_iter().map(f64::from).sum::<f64>();
        let formal = sum([self.nouns, self.adjectives, self.prepositions, self.articles]);
        let deictic = sum([self.pronouns, self.verbs, self.adverbs, self.interjections]);
        match Measure::ratio(formal - deictic, f64::from(self.words), Undefined::Empty) {
            Measure::Value(share) => Measure::Value(50.0 * (share + 1.0)),
            undefined => undefined,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_alone_score_100_and_pronouns_alone_0() {
        let nouns = TagCounts { words: 4, nouns: 4, ..TagCounts::default() };
        assert_eq!(nouns.f_score(), Measure::Value(100.0));
        let pronouns = TagCounts { words: 4, pronouns: 4, ..TagCounts::default() };
        assert_eq!(pronouns.f_score(), Measure::Value(0.0));
    }

    #[test]
    fn words_of_other_kinds_pull_the_score_to_50() {
        let none = TagCounts { words: 7, ..TagCounts::default() };
        assert_eq!(none.f_score(), Measure::Value(50.0));
        assert_eq!(TagCounts::default().f_score(), Measure::Undefined(Undefined::Empty));
    }
}
