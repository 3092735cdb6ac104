//! A sentence with the phrases that were found in it.

use crate::{
    acts::{
        Act, ActEvidence,
        patterns::{Cue, Found, Label, Mark},
        question::{Question, cue},
        sentence::Sentence,
    },
    value::Span,
};

/// A sentence with what is known of it.
pub(super) struct Seen<'s, 'f> {
    pub(super) sentence: &'s Sentence<'s>,
    pub(super) found: &'f [Found],
    pub(super) lead: usize,
    pub(super) question: Option<Question>,
}

impl Seen<'_, '_> {
    /// The surest phrase of an act.
    pub(super) fn phrase(&self, act: Act) -> Option<Found> {
        self.surest(Label::Act(act))
    }

    pub(super) fn surest(&self, label: Label) -> Option<Found> {
        let hits = self.found.iter().filter(|hit| hit.label == label);
        hits.max_by_key(|hit| (hit.percent, hit.end - hit.start, u16::MAX - hit.start)).copied()
    }

    pub(super) fn has(&self, act: Act) -> bool {
        self.phrase(act).is_some()
    }

    pub(super) fn cue(&self, which: Cue) -> u8 {
        cue(self.found, which)
    }

    pub(super) fn shows(&self, which: Cue) -> bool {
        self.cue(which) > 0
    }

    /// What shows it: the surest phrase of the first of these cues, else the form.
    pub(super) fn shown_by(&self, cues: &[Cue]) -> ActEvidence {
        let found = cues.iter().find_map(|cue| self.surest(Label::Cue(*cue)));
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
        self.found.iter().filter(|hit| hit.label == Label::Cue(which)).count()
    }
}
