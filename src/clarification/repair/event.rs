//! What a turn does to a repair, as reports show it.

use crate::{
    acts::{Act, ActSet},
    turn::Party,
};
use core::fmt;

/// How a repair starts.
///
/// ```
/// use lingsync::clarification::RepairKind;
/// assert_eq!(RepairKind::ThirdPosition.name(), "third_position");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
#[repr(u8)]
pub enum RepairKind {
    /// The other does not say where the trouble is: sorry?
    Open = 0,
    /// The other says where it is: the second what?
    Restricted = 1,
    /// The other offers a reading to confirm: you mean the blue one?
    Candidate = 2,
    /// The client says after the reply that it missed what was meant: no, I meant the other one.
    ThirdPosition = 3,
}

impl RepairKind {
    pub(super) const ALL: [Self; 4] =
        [Self::Open, Self::Restricted, Self::Candidate, Self::ThirdPosition];

    /// The snake_case name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Restricted => "restricted",
            Self::Candidate => "candidate",
            Self::ThirdPosition => "third_position",
        }
    }

    /// The most specific initiation among the acts of a turn.
    pub(super) fn of(acts: ActSet) -> Option<Self> {
        [
            (Act::OirCandidate, Self::Candidate),
            (Act::OirRestricted, Self::Restricted),
            (Act::OirOpen, Self::Open),
        ]
        .into_iter()
        .find_map(|(act, kind)| acts.contains(act).then_some(kind))
    }
}

/// What happens to a repair in a turn.
///
/// ```
/// use lingsync::clarification::RepairStep;
/// assert_eq!(RepairStep::Breakdown.name(), "breakdown");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum RepairStep {
    /// A party starts to repair what the other said.
    Opened,
    /// The answer was not enough: it is started again on the same trouble.
    Chained,
    /// The other supplies what was asked.
    Solved,
    /// The party that started it goes on without asking again. The good end.
    Closed,
    /// The third initiation on the same trouble.
    Breakdown,
    /// The topic changed, two turns of the other did not answer, or eight newer ones are open.
    Abandoned,
    /// The client says that the agent's reply missed what was meant.
    Misread,
    /// The agent gives way or apologises, and says something new. The good end of a misreading.
    Repaired,
    /// The agent says the same again.
    Ignored,
    /// The agent does neither.
    Unaddressed,
}

impl RepairStep {
    /// The snake_case name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Chained => "chained",
            Self::Solved => "solved",
            Self::Closed => "closed",
            Self::Breakdown => "breakdown",
            Self::Abandoned => "abandoned",
            Self::Misread => "misread",
            Self::Repaired => "repaired",
            Self::Ignored => "ignored",
            Self::Unaddressed => "unaddressed",
        }
    }
}

impl RepairStep {
    /// The number of the state that it leads to, as C shows it (0 means none).
    ///
    /// ```
    /// use lingsync::clarification::RepairStep;
    /// assert_eq!(RepairStep::Opened.code(), RepairStep::Chained.code());
    /// assert_eq!(RepairStep::Unaddressed.code(), 9);
    /// ```
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Opened | Self::Chained => 1,
            Self::Solved => 2,
            Self::Closed => 3,
            Self::Breakdown => 4,
            Self::Abandoned => 5,
            Self::Misread => 6,
            Self::Repaired => 7,
            Self::Ignored => 8,
            Self::Unaddressed => 9,
        }
    }
}

impl fmt::Display for RepairStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A step of a repair, as a turn shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct RepairEvent {
    /// What happens.
    pub event: RepairStep,
    /// Who started the repair.
    pub initiator: Party,
    /// How it was started, the last time.
    pub kind: RepairKind,
    /// The turn that is repaired: the other's last turn before, or what the host's `refers_to`
    /// names; `None` where nobody else had spoken.
    pub source: Option<u32>,
    /// The turn that started it.
    pub opened: u32,
    /// How often it was started on the same trouble, 1 to 3.
    pub chain: u8,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_initiation_gives_the_kind() {
        let both = ActSet::of(&[Act::OirOpen, Act::OirCandidate]);
        assert_eq!(RepairKind::of(both), Some(RepairKind::Candidate));
        assert_eq!(RepairKind::of(ActSet::of(&[Act::AskClarify])), None);
    }
}
