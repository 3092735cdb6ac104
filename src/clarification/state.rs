//! What the clarification tracker keeps of a conversation: a few hundred numbers, no text.

use super::{
    cascade::Cascade,
    grounding::{TalkCounts, grounds},
    history::{History, is_silent},
    observation::ClarificationObservation,
    repair::Repairs,
    response::Responses,
    style::Styles,
};
use crate::{
    acts::RecognisedTurn,
    codec::Reader,
    turn::Role,
    value::{Measure, Undefined},
};
use alloc::vec::Vec;

/// The state of a [`ClarificationTracker`](super::ClarificationTracker). Its size is fixed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ClarificationState {
    pub(super) history: History,
    pub(super) repairs: Repairs,
    pub(super) responses: Responses,
    pub(super) styles: Styles,
    pub(super) cascade: Cascade,
    /// By role.
    pub(super) talk: [TalkCounts; 3],
}

impl ClarificationState {
    /// Takes a turn in and says what it does. The way of a turn: both machines, the wishes, the
    /// counts, and last what the next turn sees of this one.
    pub(super) fn observe(&mut self, turn: &RecognisedTurn) -> ClarificationObservation {
        let record = &turn.record;
        let mut seen = ClarificationObservation {
            ambiguity: ambiguity(turn),
            acts: turn.acts.as_slice().into(),
            repair: None,
            repairs: Default::default(),
            response: None,
            costly: None,
            grounding: grounds(record.acts),
            style: Default::default(),
            low_confidence: record.absent,
        };
        if is_silent(turn) {
            return seen;
        }
        let misread = self.history.is_misread(turn);
        let requested = self.responses.counts.requests > 0;
        seen.repairs = self.repairs.observe(turn, &self.history);
        seen.repair = seen.repairs.last().copied();
        let responded = self.responses.observe(turn, misread);
        (seen.response, seen.costly) = (responded.response, responded.costly);
        seen.style = self.styles.observe(turn);
        self.cascade.observe(turn, misread);
        self.talk[turn.context.role as usize].observe(turn, &self.history, requested);
        self.history.observe(turn);
        seen
    }

    /// The turns of a role.
    pub(super) fn talk(&self, role: Role) -> &TalkCounts {
        &self.talk[role as usize]
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        self.history.write(out);
        self.repairs.write(out);
        self.responses.write(out);
        self.styles.write(out);
        self.cascade.write(out);
        self.talk.iter().for_each(|counts| counts.write(out));
    }

    /// Reads what [`write`](Self::write) wrote; `None` for bytes that no conversation leaves.
    pub(crate) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let mut state = Self {
            history: History::read(bytes)?,
            repairs: Repairs::read(bytes)?,
            responses: Responses::read(bytes)?,
            styles: Styles::read(bytes)?,
            cascade: Cascade::read(bytes)?,
            talk: Default::default(),
        };
        for counts in &mut state.talk {
            *counts = TalkCounts::read(bytes)?;
        }
        state.is_sound().then_some(state)
    }

    /// Whether no rate could have more hits than chances.
    fn is_sound(&self) -> bool {
        let talk = self.talk.iter().zip(&self.repairs.roles);
        talk.into_iter()
            .all(|(talk, repairs)| talk.is_sound() && repairs.initiations() <= talk.turns)
            && self.repairs.misreads.misread <= self.talk(Role::Agent).turns
            && self.responses.counts.short <= self.talk(Role::Agent).turns
            && self.responses.counts.requests <= self.talk(Role::Client).turns
    }
}

/// How ambiguous a request of the client is.
fn ambiguity(turn: &RecognisedTurn) -> Measure {
    match turn.context.role {
        Role::Client => turn.record.ambiguity(),
        _ => Measure::Undefined(Undefined::NotAvailable),
    }
}
