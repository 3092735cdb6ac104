//! A turn after it was compared with the claims: what the tracker reads.

use super::{
    kinds::MarkerKind,
    record::{Reading, Record},
};
use crate::{
    acts::{self, ActSet, Overlap, PushbackKind, RecognisedTurn},
    text::TurnContext,
    turn::Role,
    value::{Span, Undefined},
};
use alloc::vec::Vec;

/// A form in the text, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Marker {
    /// What the words look like.
    pub kind: MarkerKind,
    /// The sentence, or the words.
    pub span: Span,
    /// How sure the form is, 0 to 1.
    pub confidence: f64,
}

/// What the acts of the turn say, as far as the machines read it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Said {
    pub(crate) acts: ActSet,
    pub(crate) absent: Option<Undefined>,
    pub(crate) words: u32,
    pub(crate) sentences: u16,
    pub(crate) questions: u16,
    pub(crate) content: bool,
    /// Sentences that validate, and that hedge.
    pub(crate) validations: u16,
    pub(crate) hedges: u16,
    /// How the client pushes back, if it does.
    pub(crate) pushback: Option<PushbackKind>,
    /// What it would lean on if it did.
    pub(crate) leans: Option<PushbackKind>,
    /// A concession that nothing takes back.
    pub(crate) concedes: bool,
    /// Words of the speaker's own last turn.
    pub(crate) retention: Overlap,
}

impl Said {
    pub(crate) fn of(record: &acts::Record) -> Self {
        Self {
            acts: record.acts,
            absent: record.absent,
            words: record.words,
            sentences: record.sentences,
            questions: record.questions,
            content: record.content,
            validations: record.validations,
            hedges: record.hedges,
            pushback: record.pushback,
            leans: record.leans,
            concedes: record.concedes,
            retention: record.retention,
        }
    }
}

/// A turn with what it does to the claims that are open: the input of the
/// [`CorrectionTracker`](super::CorrectionTracker).
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedTurn {
    pub(crate) context: TurnContext,
    pub(crate) said: Said,
    pub(crate) record: Record,
    /// Where the readings of the record lie, in the same order.
    pub(crate) places: Vec<Option<Span>>,
    pub(crate) markers: Vec<Marker>,
}

impl CheckedTurn {
    /// The turn's number, from 0.
    #[must_use]
    pub fn turn(&self) -> u32 {
        self.context.turn
    }

    /// Who speaks.
    #[must_use]
    pub fn role(&self) -> Role {
        self.context.role
    }

    /// How sure the reply's own words make it that the answer is given up, in hundredths; for the
    /// evaluation.
    #[doc(hidden)]
    #[must_use]
    pub fn yields(&self) -> Option<u8> {
        self.record.yields
    }

    /// What the log keeps of it.
    pub(crate) fn record(&self) -> &Record {
        &self.record
    }

    /// A turn of which only the log's records are known.
    pub(crate) fn of_record(turn: &RecognisedTurn, record: Record) -> Self {
        let said = Said::of(&turn.record);
        let (places, markers) = (Vec::new(), Vec::new());
        Self { context: turn.context, said, record, places, markers }
    }

    /// How it stands to a claim.
    pub(crate) fn reading(&self, key: u64) -> Option<(&Reading, Option<Span>)> {
        let at = self.record.readings.iter().position(|reading| reading.key == key)?;
        Some((&self.record.readings[at], self.places.get(at).copied().flatten()))
    }
}
