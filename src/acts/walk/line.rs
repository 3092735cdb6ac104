//! The words of one sentence, by what class they are in.

use super::Seen;
use crate::acts::{
    lists::{Lists, is},
    patterns::{Cue, Phrases, WordId},
};

/// Before so many words a negator still negates a phrase.
const SCOPE: u32 = 6;

/// A sentence that has words, with their classes.
pub(super) struct Line<'l, 's, 'f> {
    pub(super) seen: &'l Seen<'s, 'f>,
    pub(super) lists: &'l Lists,
    phrases: &'l Phrases,
    /// Sentences with words before it.
    pub(super) before: usize,
    /// Words of the turn before it.
    pub(super) offset: usize,
    /// The classes of all its words, and of the first one.
    pub(super) any: u64,
    pub(super) first: u64,
    /// Words that negate, and words that deny without negating.
    pub(super) negations: u16,
    pub(super) denials: u16,
    /// Where the negators are among the first 64 words, one bit each.
    negators: u64,
}

impl<'l, 's, 'f> Line<'l, 's, 'f> {
    pub(super) fn of(
        seen: &'l Seen<'s, 'f>,
        phrases: &'l Phrases,
        lists: &'l Lists,
        (before, offset): (usize, usize),
    ) -> Self {
        let words = seen.sentence.words;
        let first = words.first().map_or(0, |word| phrases.classes_of(*word));
        let mut line = Self {
            seen,
            lists,
            phrases,
            before,
            offset,
            any: 0,
            first,
            negations: 0,
            denials: 0,
            negators: 0,
        };
        for (at, word) in words.iter().enumerate() {
            let classes = phrases.classes_of(*word);
            line.any |= classes;
            if classes & (lists.negator | lists.denial) == 0 {
                continue;
            }
            if classes & lists.negator == 0 {
                line.denials = line.denials.saturating_add(1);
            } else if !is(*word, lists.words.not) || !lists.words.lifts(words.get(at + 1)) {
                line.negations = line.negations.saturating_add(1);
                line.negators |= 1_u64.checked_shl(at as u32).unwrap_or(0);
            }
        }
        line
    }

    /// Whether it shows a cue.
    pub(super) fn shows(&self, cue: Cue) -> bool {
        self.seen.found.shows(cue)
    }

    /// Whether it has a word of these classes.
    pub(super) fn has(&self, classes: u64) -> bool {
        self.any & classes != 0
    }

    /// Whether its first word is of these classes.
    pub(super) fn opens(&self, classes: u64) -> bool {
        self.first & classes != 0
    }

    /// Whether a word is of these classes.
    pub(super) fn is_of(&self, at: usize, classes: u64) -> bool {
        self.words().get(at).is_some_and(|word| self.phrases.classes_of(*word) & classes != 0)
    }

    /// Whether one of the turn's first words is.
    pub(super) fn has_early(&self, classes: u64, words: usize) -> bool {
        let here = words.saturating_sub(self.offset).min(self.words().len());
        self.has(classes) && (0..here).any(|at| self.is_of(at, classes))
    }

    /// Whether a phrase of this cue begins with the sentence.
    pub(super) fn starts_with(&self, cue: Cue) -> bool {
        self.seen.found.all(cue).any(|hit| hit.start == 0)
    }

    /// Whether one begins within the turn's first words.
    pub(super) fn starts_early(&self, cue: Cue, words: usize) -> bool {
        self.seen.found.all(cue).any(|hit| self.offset + usize::from(hit.start) < words)
    }

    /// Its words.
    pub(super) fn words(&self) -> &'l [WordId] {
        self.seen.sentence.words
    }

    /// A word as it was written.
    pub(super) fn text(&self, at: usize) -> &'l str {
        let sentence = self.seen.sentence;
        let token = sentence.tokens.get(at);
        let place = |token: &crate::text::Token| {
            let start = sentence.span.start;
            sentence.text.get((token.start - start) as usize..(token.end - start) as usize)
        };
        token.and_then(place).unwrap_or_default()
    }

    /// Whether a negator stands shortly before a word.
    pub(super) fn negated(&self, at: usize) -> bool {
        let Ok(at) = u32::try_from(at) else { return false };
        let before = 1_u64.checked_shl(at).map_or(u64::MAX, |bit| bit - 1);
        let from = at.saturating_sub(SCOPE);
        let far = 1_u64.checked_shl(from).map_or(u64::MAX, |bit| bit - 1);
        self.negators & before & !far != 0
    }

    /// Whether a negator is among its first words.
    pub(super) fn negates_early(&self) -> bool {
        self.negated(SCOPE as usize)
    }

    /// Whether a word of these classes stands outside of a negation.
    pub(super) fn affirms_word(&self, classes: u64) -> bool {
        let affirmed = |at: &usize| self.is_of(*at, classes) && !self.negated(*at);
        self.has(classes) && (0..self.words().len()).any(|at| affirmed(&at))
    }

    /// Whether a phrase of this cue stands outside of a negation.
    pub(super) fn affirms(&self, cue: Cue) -> bool {
        self.seen.found.all(cue).any(|hit| !self.negated(hit.start.into()))
    }
}
