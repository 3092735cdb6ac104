//! A turn after the recogniser: what the trackers of acts read.

use super::{Act, ActHit, ActSet, PushbackKind, Record};
use crate::{
    text::TurnContext,
    turn::{Party, Role},
    value::{Measure, Undefined},
};
use alloc::vec::Vec;

/// A turn with its acts: the input of the trackers that follow what people do.
#[derive(Clone, Debug, PartialEq)]
pub struct RecognisedTurn {
    pub(crate) context: TurnContext,
    pub(crate) at: Option<i64>,
    pub(crate) record: Record,
    /// The acts in the order of their places; at most one of each kind a sentence.
    pub(crate) acts: Vec<ActHit>,
    /// How much the form of a reply to a question speaks for a rejection, in hundredths.
    pub(crate) rejection: Option<i32>,
}

impl RecognisedTurn {
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

    /// The party that the turn counts under.
    #[must_use]
    pub fn party(&self) -> Party {
        self.context.party
    }

    /// The acts with their places.
    #[must_use]
    pub fn acts(&self) -> &[ActHit] {
        &self.acts
    }

    /// The acts as a set.
    #[must_use]
    pub fn act_set(&self) -> ActSet {
        self.record.acts
    }

    /// How sure an act of the turn is: the surest of its places, 0 to 1; `None` if it has none.
    #[must_use]
    pub fn confidence(&self, act: Act) -> Option<f64> {
        let found = self.acts.iter().filter(|hit| hit.act == act);
        found.map(|hit| hit.percent).max().map(|percent| f64::from(percent) / 100.0)
    }

    /// How ambiguous the turn is as a request: 0 (one reading) to 1. The host's figure where it
    /// gives one, else an estimate from the wording alone; undefined (`not_available`) for a turn
    /// that requests nothing, and (`language`) outside of the pack's language.
    #[must_use]
    pub fn ambiguity(&self) -> Measure {
        self.record.ambiguity()
    }

    /// On what a client's push-back leans; `None` for a turn that does not push back.
    #[must_use]
    pub fn pushback(&self) -> Option<PushbackKind> {
        self.record.pushback
    }

    /// Whether an agent that was pushed back gives its answer up by its own words. Whether that is
    /// right no text can tell.
    #[must_use]
    pub fn concedes(&self) -> bool {
        self.record.concedes
    }

    /// Why only the punctuation was looked at, if so: `language` or `not_available`.
    #[must_use]
    pub fn absent(&self) -> Option<Undefined> {
        self.record.absent
    }

    /// How much the form of a reply to a question speaks for its rejecting what the question takes
    /// for granted: above 0 it is a correction. `None` for any other turn, and for one that comes
    /// from a log.
    #[doc(hidden)]
    #[must_use]
    pub fn rejection(&self) -> Option<f64> {
        self.rejection.map(|hundredths| f64::from(hundredths) / 100.0)
    }

    /// A turn of which only the log's record is known.
    pub(crate) fn of_record(context: TurnContext, at: Option<i64>, record: Record) -> Self {
        Self { context, at, record, acts: Vec::new(), rejection: None }
    }
}
