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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        acts::{Act, Wishes},
        clarification::{ClarificationSummary, Probe},
    };
    use proptest::{collection::vec, prelude::*};

    /// A turn out of random bits.
    fn probe(turn: u32, bits: u64) -> Probe {
        let role = [Role::Client, Role::Agent, Role::Client, Role::Other][bits as usize & 3];
        let mut probe = Probe::new(turn, role, &[]);
        // Two acts at most, so that every kind of turn comes up.
        for shift in [2, 7] {
            if bits >> (shift + 20) & 1 == 1 {
                probe.acts.insert(Act::ALL[(bits >> shift) as usize % Act::COUNT]);
            }
        }
        probe.at = (bits >> 12 & 3 != 0).then_some((bits >> 14 & 0xffff) as i64 - 9_000);
        probe.words = (bits >> 30 & 0x7f) as u32;
        probe.content = bits >> 37 & 1 == 1;
        probe.strict_repair = bits >> 38 & 1 == 1;
        probe.retention = [(bits >> 39 & 3) as u16, 4, 4];
        probe.ambiguity = (bits >> 41 & 1 == 1).then_some((bits >> 42 & 15) as f64 / 15.0);
        probe.wishes = Wishes::from_bits(1 << (bits >> 46 & 15) & 0x1ff).unwrap_or_default();
        probe.warmth = (bits >> 50 & 1 == 1).then_some((bits >> 51 & 3) as f64);
        probe.resolved = (bits >> 53 & 7 == 7).then_some(turn / 2);
        probe.refers_to = (bits >> 56 & 7 == 7).then_some(turn / 2);
        probe.interrupted = bits >> 59 & 7 == 7;
        probe
    }

    fn after(turns: &[u64]) -> ClarificationState {
        let mut state = ClarificationState::default();
        for (turn, bits) in (0..).zip(turns) {
            state.observe(&probe(turn, *bits).turn());
        }
        state
    }

    fn bytes(state: &ClarificationState) -> Vec<u8> {
        let mut out = Vec::new();
        state.write(&mut out);
        out
    }

    fn read(bytes: &[u8]) -> Option<ClarificationState> {
        let mut reader = Reader::new(bytes);
        ClarificationState::read(&mut reader).filter(|_| reader.is_empty())
    }

    proptest! {
        #[test]
        fn a_state_comes_back_from_its_bytes_and_goes_on_as_it_would_have(
            turns in vec(any::<u64>(), 0..60),
            more in vec(any::<u64>(), 1..12),
        ) {
            let mut state = after(&turns);
            let mut restored = read(&bytes(&state)).unwrap();
            prop_assert_eq!(&restored, &state);
            for (turn, bits) in (turns.len() as u32..).zip(more) {
                let turn = probe(turn, bits).turn();
                prop_assert_eq!(restored.observe(&turn), state.observe(&turn));
            }
            prop_assert_eq!(restored, state);
        }

        #[test]
        fn bytes_that_are_cut_short_are_refused(turns in vec(any::<u64>(), 0..30), cut: u16) {
            let bytes = bytes(&after(&turns));
            prop_assert_eq!(read(&bytes[..usize::from(cut) % bytes.len()]), None);
        }

        #[test]
        fn damaged_bytes_are_refused_or_give_a_state_that_holds_the_laws(
            turns in vec(any::<u64>(), 0..40),
            damage in vec((any::<u16>(), any::<u8>()), 1..4),
            more in vec(any::<u64>(), 1..12),
        ) {
            let mut bytes = bytes(&after(&turns));
            let len = bytes.len();
            for (place, byte) in damage {
                bytes[usize::from(place) % len] = byte;
            }
            if let Some(mut state) = read(&bytes) {
                for (turn, bits) in (turns.len() as u32..).zip(more) {
                    state.observe(&probe(turn, bits).turn());
                    let summary = ClarificationSummary::new(&state);
                    for rate in [
                        summary.clarify_rate,
                        summary.passive_rate,
                        summary.passive_cost,
                        summary.oir_rate,
                        summary.repairs.repair_success,
                        summary.misread_rate,
                        summary.repaired,
                        summary.grounding_rate,
                        summary.rifts.overresponse,
                    ] {
                        prop_assert!(rate.hits <= rate.of, "{rate:?}");
                    }
                }
            }
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            let _ = read(&bytes);
        }
    }

    #[test]
    fn the_state_is_small_and_holds_nothing_on_the_heap() {
        assert!(size_of::<ClarificationState>() < 4096, "{}", size_of::<ClarificationState>());
        let mut state = ClarificationState::default();
        for turn in 0..1_000 {
            let role = if turn % 2 == 0 { Role::Client } else { Role::Agent };
            state.observe(&Probe::new(turn, role, &[Act::OirOpen, Act::Request]).turn());
        }
        assert!(!state.repairs.spilled() && !state.responses.spilled());
    }

    #[test]
    fn an_empty_turn_changes_nothing() {
        let mut state = after(&[0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210]);
        let before = state.clone();
        let mut silent = Probe::new(2, Role::Agent, &[]);
        silent.words = 0;
        let seen = state.observe(&silent.turn());
        assert_eq!(state, before);
        assert!(seen.repair.is_none() && seen.response.is_none() && !seen.grounding);
        assert!(seen.acts.is_empty() && seen.style.is_empty());
    }
}
