//! The table of machine R: what a turn does to a repair.

use super::RepairStep;

/// So many initiations on one trouble are a breakdown.
pub(super) const BREAKDOWN_AT: u8 = 3;

/// Where an open repair stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// The other has yet to answer.
    Open = 0,
    /// One turn of the other was no answer.
    Missed = 1,
    /// Answered; the next turn of the party that started it decides.
    Solved = 2,
    /// The client was misread; the agent's next turn decides.
    Misread = 3,
}

impl State {
    pub(super) const ALL: [Self; 4] = [Self::Open, Self::Missed, Self::Solved, Self::Misread];
}

/// What a turn is to an open repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// By anybody: the host says that the trouble is resolved.
    Resolves,
    /// By either side: leaves the topic.
    Shifts,
    /// By the one who started: starts again.
    Again,
    /// By the one who started: anything else.
    GoesOn,
    /// By the other: supplies what was asked.
    Solves,
    /// By the other: starts a repair instead.
    AsksBack,
    /// By the other: anything else.
    Misses,
    /// By the agent that misread: says the same again.
    Repeats,
    /// By the agent that misread: gives way, and says something new.
    Mends,
    /// By the agent that misread: anything else.
    Overlooks,
}

/// What becomes of an open repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Stay,
    To(State),
    /// With an event.
    Tell(State, RepairStep),
    End(RepairStep),
}

/// The machine: one row for each arrow of the diagram in docs/MEASURES.md. `chain` counts the
/// initiations so far.
pub(super) fn next(state: State, by: Move, chain: u8) -> Next {
    use Move::*;
    use Next::{End, Stay, Tell, To};
    use State::{Misread, Missed, Open, Solved};
    match (state, by) {
        (Open | Missed | Solved, Resolves) => End(RepairStep::Closed),
        (Open | Missed, Solves) => Tell(Solved, RepairStep::Solved),
        (Open, Misses) => To(Missed),
        (Missed, Misses) => End(RepairStep::Abandoned),
        (Open | Missed, Shifts) => End(RepairStep::Abandoned),
        // Said twice before the other speaks: one initiation.
        (Open, Again) => Stay,
        (Missed | Solved, Again) if chain + 1 >= BREAKDOWN_AT => End(RepairStep::Breakdown),
        (Missed | Solved, Again) => Tell(Open, RepairStep::Chained),
        (Solved, GoesOn | Shifts) => End(RepairStep::Closed),
        // The machine waits for the one who started it; what the other adds changes nothing.
        (Solved, Solves | AsksBack | Misses) => Stay,
        (Open | Missed, AsksBack | GoesOn) => Stay,

        (Misread, Resolves | Mends) => End(RepairStep::Repaired),
        (Misread, Repeats) => End(RepairStep::Ignored),
        (Misread, Overlooks) => End(RepairStep::Unaddressed),
        (Misread, Shifts) => End(RepairStep::Abandoned),

        // What only the other half of the machine knows.
        (Misread, Again | GoesOn | Solves | AsksBack | Misses) => Stay,
        (Open | Missed | Solved, Repeats | Mends | Overlooks) => Stay,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Move::*;
    use Next::{End, Stay, Tell, To};
    use State::{Misread, Missed, Open, Solved};

    #[test]
    fn an_answer_solves_an_open_repair() {
        assert_eq!(next(Open, Solves, 1), Tell(Solved, RepairStep::Solved));
        assert_eq!(next(Missed, Solves, 1), Tell(Solved, RepairStep::Solved));
    }

    #[test]
    fn two_turns_that_are_no_answer_abandon_it() {
        assert_eq!(next(Open, Misses, 1), To(Missed));
        assert_eq!(next(Missed, Misses, 1), End(RepairStep::Abandoned));
    }

    #[test]
    fn a_new_topic_abandons_what_waits_for_an_answer_only() {
        assert_eq!(next(Open, Shifts, 1), End(RepairStep::Abandoned));
        assert_eq!(next(Missed, Shifts, 1), End(RepairStep::Abandoned));
        assert_eq!(next(Misread, Shifts, 1), End(RepairStep::Abandoned));
        assert_eq!(next(Solved, Shifts, 1), End(RepairStep::Closed));
    }

    #[test]
    fn going_on_after_the_answer_closes_it() {
        assert_eq!(next(Solved, GoesOn, 1), End(RepairStep::Closed));
        assert_eq!(next(Open, GoesOn, 1), Stay);
        assert_eq!(next(Missed, GoesOn, 1), Stay);
    }

    #[test]
    fn asking_again_lengthens_the_chain_and_the_third_time_is_a_breakdown() {
        assert_eq!(next(Solved, Again, 1), Tell(Open, RepairStep::Chained));
        assert_eq!(next(Missed, Again, 1), Tell(Open, RepairStep::Chained));
        assert_eq!(next(Solved, Again, 2), End(RepairStep::Breakdown));
        assert_eq!(next(Missed, Again, 2), End(RepairStep::Breakdown));
    }

    #[test]
    fn asking_twice_before_the_other_speaks_is_once() {
        assert_eq!(next(Open, Again, 2), Stay);
    }

    #[test]
    fn what_the_other_adds_after_the_answer_changes_nothing() {
        for by in [Solves, AsksBack, Misses] {
            assert_eq!(next(Solved, by, 1), Stay);
        }
    }

    #[test]
    fn a_repair_of_the_repair_keeps_the_first_one_waiting() {
        assert_eq!(next(Open, AsksBack, 1), Stay);
        assert_eq!(next(Missed, AsksBack, 1), Stay);
    }

    #[test]
    fn the_agents_next_turn_decides_what_becomes_of_a_misreading() {
        assert_eq!(next(Misread, Mends, 1), End(RepairStep::Repaired));
        assert_eq!(next(Misread, Repeats, 1), End(RepairStep::Ignored));
        assert_eq!(next(Misread, Overlooks, 1), End(RepairStep::Unaddressed));
    }

    #[test]
    fn the_hosts_word_ends_every_repair_well() {
        for state in [Open, Missed, Solved] {
            assert_eq!(next(state, Resolves, 2), End(RepairStep::Closed));
        }
        assert_eq!(next(Misread, Resolves, 1), End(RepairStep::Repaired));
    }

    #[test]
    fn the_halves_of_the_machine_do_not_mix() {
        for by in [Again, GoesOn, Solves, AsksBack, Misses] {
            assert_eq!(next(Misread, by, 1), Stay);
        }
        for state in [Open, Missed, Solved] {
            for by in [Repeats, Mends, Overlooks] {
                assert_eq!(next(state, by, 1), Stay);
            }
        }
    }
}
