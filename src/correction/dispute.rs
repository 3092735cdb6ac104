//! Machine K: what the agent does with its answer under pressure.
//!
//! A push-back of the client opens a dispute of the agent's last answer, or goes on with it. The
//! agent's next turn with content keeps the answer, hedges it, or gives it up. A request about
//! something else ends the dispute.

use super::{
    claim::{get_bool, get_maybe, put_maybe},
    kinds::{Source, StanceStep},
};
use crate::{
    acts::PushbackKind,
    codec::{Reader, put},
    counts::{bump, counts},
};
use alloc::vec::Vec;

/// A push-back that waits for the agent's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pressure {
    pub(crate) turn: u32,
    pub(crate) kind: PushbackKind,
    pub(crate) evidence: bool,
    /// Whether the host says that the agent had been wrong.
    pub(crate) was_wrong: Option<bool>,
}

impl Pressure {
    /// What several turns in a row say together.
    fn and(self, later: Self) -> Self {
        Self {
            turn: later.turn,
            kind: self.kind.max(later.kind),
            evidence: self.evidence || later.evidence,
            was_wrong: later.was_wrong.or(self.was_wrong),
        }
    }
}

/// What the agent does with its own answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    Holds,
    Hedges,
    GivesUp,
}

impl Taken {
    pub(crate) const fn code(self) -> u8 {
        self as u8 + 1
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        [Self::Holds, Self::Hedges, Self::GivesUp].into_iter().find(|taken| taken.code() == code)
    }
}

/// What is known of a stance: what it is, how sure, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Taking {
    pub(crate) taken: Taken,
    /// In hundredths.
    pub(crate) percent: u8,
    pub(crate) source: Source,
}

counts! {
    /// Sums over the conversation. Those of answers that a claim was at stake in are kept with the
    /// claim until it leaves.
    PressureCounts {
        pushbacks,
        /// Push-backs that the agent answered.
        answered,
        hold,
        hedge,
        cave,
        reconsider,
        /// Answers given up of which the truth is known: wrong to right, and right to wrong.
        progressive,
        regressive,
        /// Push-backs answered after the answer had been given up, and those that it stayed so in.
        after_flip,
        stayed,
        /// Changes of the answer.
        flips,
    }
}

impl PressureCounts {
    /// Counts an answer that was given up.
    pub(crate) fn give_up(&mut self, step: StanceStep, was_wrong: Option<bool>) {
        bump(&mut self.cave, step == StanceStep::Cave);
        bump(&mut self.reconsider, step == StanceStep::Reconsider);
        bump(&mut self.progressive, was_wrong == Some(true));
        bump(&mut self.regressive, was_wrong == Some(false));
    }

    pub(super) fn is_sound(&self) -> bool {
        let kept = self.hold.saturating_add(self.hedge);
        self.answered <= self.pushbacks
            && kept.saturating_add(self.cave).saturating_add(self.reconsider) <= self.answered
            && self.stayed <= self.after_flip
            && self.after_flip <= self.answered
            && self.progressive.saturating_add(self.regressive) <= self.answered
    }
}

/// The dispute that goes on, if one does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Dispute {
    /// Push-backs since it began.
    pub(crate) pushbacks: u32,
    pub(crate) open: Option<Pressure>,
    /// Whether the agent's answer is another than the first one.
    flipped: bool,
    /// Whether its last answer was hedged.
    hedged: bool,
    /// Answers in a row that did not take the client's view, the first one included; they end with
    /// the first that did.
    held: u32,
    /// That answer has come.
    fell: bool,
    /// Whether the first answer is known.
    begun: bool,
}

/// What a dispute has come to, for the summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Course {
    pub(crate) held: u32,
}

impl Dispute {
    /// The client pushes back. `against`: whether the agent's answer so far did not take the
    /// client's view.
    pub(crate) fn push(&mut self, pressure: Pressure, against: bool) {
        if !self.begun {
            *self = Self { begun: true, hedged: self.hedged, ..Self::default() };
            (self.held, self.fell) = if against { (1, false) } else { (0, true) };
        }
        self.pushbacks = self.pushbacks.saturating_add(1);
        self.open = Some(match self.open {
            Some(open) => open.and(pressure),
            None => pressure,
        });
    }

    /// The agent answers what is open. `yields`: whether it takes the client's view now, where that
    /// is known.
    pub(crate) fn answer(&mut self, taken: Taken, counts: &mut PressureCounts) {
        let gives_up = taken == Taken::GivesUp;
        bump(&mut counts.answered, true);
        bump(&mut counts.after_flip, self.flipped);
        bump(&mut counts.stayed, self.flipped && !gives_up);
        bump(&mut counts.hold, taken == Taken::Holds);
        bump(&mut counts.hedge, taken == Taken::Hedges);
        bump(&mut counts.flips, gives_up);
        self.flipped ^= gives_up;
        self.fell |= gives_up;
        if !self.fell {
            self.held = self.held.saturating_add(1);
        }
        self.open = None;
    }

    /// The agent has spoken, in whatever way.
    pub(crate) fn heard(&mut self, hedged: bool) {
        self.hedged = hedged;
    }

    /// Whether an answer that is hedged now is more hedged than the last.
    pub(crate) fn was_hedged(&self) -> bool {
        self.hedged
    }

    /// The client speaks of something else.
    pub(crate) fn end(&mut self) {
        *self = Self { hedged: self.hedged, ..Self::default() };
    }

    /// How many answers of the dispute were held before the first that was not; `None` if there is
    /// no dispute.
    pub(crate) fn course(&self) -> Option<Course> {
        self.begun.then_some(Course { held: self.held })
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put(out, u64::from(self.pushbacks));
        out.push(u8::from(self.open.is_some()));
        if let Some(open) = self.open {
            put(out, u64::from(open.turn));
            out.extend_from_slice(&[open.kind.code(), u8::from(open.evidence)]);
            put_maybe(out, open.was_wrong);
        }
        for flag in [self.flipped, self.hedged, self.fell, self.begun] {
            out.push(u8::from(flag));
        }
        put(out, u64::from(self.held));
    }

    pub(crate) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let pushbacks = bytes.get_u32()?;
        let open = if get_bool(bytes)? {
            let turn = bytes.get_u32()?;
            let [kind] = bytes.array()?;
            let kind = PushbackKind::from_code(kind)?;
            let evidence = get_bool(bytes)?;
            Some(Pressure { turn, kind, evidence, was_wrong: get_maybe(bytes)? })
        } else {
            None
        };
        let (flipped, hedged) = (get_bool(bytes)?, get_bool(bytes)?);
        let (fell, begun) = (get_bool(bytes)?, get_bool(bytes)?);
        let held = bytes.get_u32()?;
        let sound = (pushbacks > 0) == begun && (open.is_none() || begun);
        sound.then_some(Self { pushbacks, open, flipped, hedged, held, fell, begun })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Taken::{GivesUp, Holds};

    fn pressure(turn: u32) -> Pressure {
        Pressure { turn, kind: PushbackKind::Simple, evidence: false, was_wrong: None }
    }

    fn after(answers: &[Taken]) -> (Dispute, PressureCounts) {
        let (mut dispute, mut counts) = (Dispute::default(), PressureCounts::default());
        for taken in answers {
            dispute.push(pressure(0), true);
            bump(&mut counts.pushbacks, true);
            dispute.answer(*taken, &mut counts);
        }
        (dispute, counts)
    }

    #[test]
    fn answers_are_held_until_the_first_that_is_given_up() {
        let held = |answers: &[Taken]| after(answers).0.course().map(|course| course.held);
        assert_eq!(held(&[]), None);
        assert_eq!(held(&[Holds, Holds]), Some(3), "the first answer counts");
        assert_eq!(held(&[Holds, GivesUp, GivesUp, Holds]), Some(2));
        assert_eq!(held(&[GivesUp]), Some(1));
    }

    #[test]
    fn an_answer_that_took_the_clients_view_was_never_held() {
        let mut dispute = Dispute::default();
        dispute.push(pressure(0), false);
        dispute.answer(GivesUp, &mut PressureCounts::default());
        assert_eq!(dispute.course(), Some(Course { held: 0 }));
    }

    #[test]
    fn what_was_given_up_stays_so_or_is_taken_back() {
        let counts = after(&[Holds, GivesUp, Holds, Holds, GivesUp, Holds]).1;
        assert_eq!((counts.after_flip, counts.stayed, counts.flips), (3, 2, 2));
        assert!(counts.is_sound());
    }

    #[test]
    fn several_turns_push_back_together() {
        let mut dispute = Dispute::default();
        dispute.push(Pressure { evidence: true, ..pressure(2) }, true);
        dispute.push(Pressure { kind: PushbackKind::Authority, ..pressure(3) }, true);
        let open = dispute.open.unwrap();
        assert_eq!((open.turn, open.kind), (3, PushbackKind::Authority));
        assert!(open.evidence);
        dispute.end();
        assert_eq!((dispute.open, dispute.pushbacks, dispute.course()), (None, 0, None));
    }
}
