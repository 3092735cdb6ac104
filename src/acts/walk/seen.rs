//! A sentence with the phrases that were found in it.

use crate::{
    acts::{
        Act, ActEvidence,
        finds::Finds,
        patterns::{Cue, Found, Mark},
        question::Question,
        sentence::Sentence,
    },
    value::Span,
};

/// A sentence with what is known of it.
pub(super) struct Seen<'s, 'f> {
    pub(super) sentence: &'s Sentence<'s>,
    pub(super) found: Finds<'f>,
    pub(super) lead: usize,
    pub(super) question: Option<Question>,
}

impl Seen<'_, '_> {
    /// The surest phrase of an act.
    pub(super) fn phrase(&self, act: Act) -> Option<Found> {
        self.found.of_act(act)
    }

    pub(super) fn has(&self, act: Act) -> bool {
        self.found.has(act)
    }

    pub(super) fn cue(&self, which: Cue) -> u8 {
        self.found.cue(which)
    }

    pub(super) fn shows(&self, which: Cue) -> bool {
        self.cue(which) > 0
    }

    /// What shows it: the surest phrase of the first of these cues, else the form.
    pub(super) fn shown_by(&self, cues: &[Cue]) -> ActEvidence {
        let found = cues.iter().find_map(|cue| self.found.of_cue(*cue));
        found.map_or(ActEvidence::Form, |found| self.evidence(found))
    }

    pub(super) fn evidence(&self, found: Found) -> ActEvidence {
        let tokens = self.sentence.tokens;
        let first = tokens.get(usize::from(found.start));
        let last = tokens.get(usize::from(found.end).saturating_sub(1));
        let span = match (first, last) {
            (Some(first), Some(last)) => Span::new(first.start, last.end.max(first.end)),
            _ => self.sentence.span,
        };
        ActEvidence::Phrase { number: found.number, span }
    }

    /// Words without the openers.
    pub(super) fn length(&self) -> usize {
        self.sentence.tokens.len() - self.lead
    }

    /// How surely the sentence begins like a question.
    pub(super) fn start(&self) -> u8 {
        self.cue(Cue::Polar).max(self.cue(Cue::Wh))
    }

    pub(super) fn marked(&self) -> bool {
        self.sentence.mark == Mark::Question
    }

    pub(super) fn count(&self, which: Cue) -> usize {
        self.found.all(which).count()
    }
}
