//! Machine R: the repair of talk that was not heard, not understood or misread.
//!
//! Two ways lead in. Any party starts a repair of another's talk (`oir_*`: sorry? the second what?
//! you mean Friday?), and the other answers. Or the client says after the reply that it missed what
//! was meant (`repair_third`), and the agent's next turn shows what it makes of that.
//!
//! Sources: Dingemanse & Enfield (2015) for the three kinds of initiation, Schegloff (1992) for third
//! position.

use super::{
    counts::{add, bump, counts, get_turn, put_turn},
    history::History,
};
use crate::{
    acts::{Act, ActSet, Overlap, RecognisedTurn, Record},
    codec::{Reader, put},
    turn::{Party, Role},
};
use alloc::vec::Vec;
use core::fmt;
use smallvec::SmallVec;

/// Repairs that are followed at a time; the oldest is abandoned for one more.
pub(super) const OPEN_ITEMS: usize = 8;
/// So many initiations on one trouble are a breakdown.
const BREAKDOWN_AT: u8 = 3;
/// From this share of own words on a reply says the same again.
const REPEATS_ABOVE: f64 = 0.6;

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
    const ALL: [Self; 4] = [Self::Open, Self::Restricted, Self::Candidate, Self::ThirdPosition];

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

/// Where an open repair stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
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
    const ALL: [Self; 4] = [Self::Open, Self::Missed, Self::Solved, Self::Misread];
}

/// What a turn is to an open repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
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
enum Next {
    Stay,
    To(State),
    /// With an event.
    Tell(State, RepairStep),
    End(RepairStep),
}

/// The machine: one row for each arrow of the diagram in docs/MEASURES.md. `chain` counts the
/// initiations so far.
fn next(state: State, by: Move, chain: u8) -> Next {
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

/// A repair under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Item {
    state: State,
    kind: RepairKind,
    initiator: Party,
    role: Role,
    /// Who is to answer: whose talk is repaired; `None` before anybody else has spoken.
    partner: Option<Party>,
    source: Option<u32>,
    opened: u32,
    chain: u8,
}

impl Item {
    fn event(&self, event: RepairStep) -> RepairEvent {
        let Self { initiator, kind, source, opened, chain, .. } = *self;
        RepairEvent { event, initiator, kind, source, opened, chain }
    }

    fn names(&self, turn: u32) -> bool {
        self.opened == turn || self.source == Some(turn)
    }

    fn is_oir(&self) -> bool {
        self.state != State::Misread
    }

    fn concerns(&self, party: Party) -> bool {
        self.initiator == party || self.partner.is_none_or(|partner| partner == party)
    }
}

counts! {
    /// Repairs that one role started.
    RepairCounts {
        /// Turns that start one, by kind; those that start again included.
        open,
        restricted,
        candidate,
        /// Repairs opened, and how they ended.
        opened,
        closed,
        breakdown,
        abandoned,
        /// Summed over the closed ones.
        turns_to_close,
        /// Initiations, summed over those that ended.
        chain,
    }
}

impl RepairCounts {
    /// Turns that start a repair of the other's talk.
    pub(super) fn initiations(&self) -> u64 {
        self.open.saturating_add(self.restricted).saturating_add(self.candidate)
    }

    /// Repairs that have ended.
    pub(super) fn ended(&self) -> u64 {
        self.closed.saturating_add(self.breakdown).saturating_add(self.abandoned)
    }
}

counts! {
    /// Misreadings that the client points out.
    MisreadCounts {
        misread,
        repaired,
        ignored,
        unaddressed,
        abandoned,
        /// Repairs of either way that were dropped for a newer one.
        dropped,
    }
}

/// What a turn does to the repairs.
pub(super) type Events = SmallVec<[RepairEvent; 1]>;

/// The machine with its open items, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Repairs {
    items: SmallVec<[Item; OPEN_ITEMS]>,
    /// By role of the one who started.
    pub(super) roles: [RepairCounts; 3],
    pub(super) misreads: MisreadCounts,
}

impl Repairs {
    /// Takes a turn in. The events come in the order in which their repairs were opened.
    pub(super) fn observe(&mut self, turn: &RecognisedTurn, before: &History) -> Events {
        let mut events = Events::new();
        let (record, party) = (&turn.record, turn.context.party);
        if let Some(index) = record.resolved.and_then(|n| self.newest(|item| item.names(n))) {
            self.step(index, Move::Resolves, turn, &mut events);
        }
        let initiates = RepairKind::of(record.acts);
        if let Some(kind) = initiates {
            let counts = &mut self.roles[turn.context.role as usize];
            bump(&mut counts.open, kind == RepairKind::Open);
            bump(&mut counts.restricted, kind == RepairKind::Restricted);
            bump(&mut counts.candidate, kind == RepairKind::Candidate);
        }
        let mut opens = initiates;
        let concerned = |item: &Item| item.is_oir() && item.concerns(party);
        let hinted =
            record.refers_to.and_then(|n| self.newest(|item| concerned(item) && item.names(n)));
        if let Some(index) = hinted.or_else(|| self.newest(concerned)) {
            let item = self.items[index];
            let same = record.refers_to.is_none() || hinted.is_some();
            let by = if item.initiator != party {
                answer(&item, record)
            } else if initiates.is_some() && same {
                opens = None;
                Move::Again
            } else {
                aside(record)
            };
            self.step(index, by, turn, &mut events);
        }
        if record.acts.contains(Act::TopicShift) {
            let left =
                |item: &Item| concerned(item) && matches!(item.state, State::Open | State::Missed);
            while let Some(index) = self.newest(left) {
                self.step(index, Move::Shifts, turn, &mut events);
            }
        }
        self.misread(turn, &mut events);
        if let Some(kind) = opens {
            self.open(turn, before, kind, &mut events);
        }
        if before.is_misread(turn) {
            self.open(turn, before, RepairKind::ThirdPosition, &mut events);
        }
        crate::sorted::sort_by_key(&mut events, |event| event.opened);
        events
    }

    /// The newest item of which this is true.
    fn newest(&self, is: impl Fn(&Item) -> bool) -> Option<usize> {
        self.items.iter().rposition(is)
    }

    /// Repairs under way.
    pub(super) fn open_items(&self) -> u64 {
        self.items.len() as u64
    }

    /// What the turn is to a misreading that waits for the agent.
    fn misread(&mut self, turn: &RecognisedTurn, events: &mut Events) {
        let record = &turn.record;
        while let Some(index) = self.newest(|item| {
            let client_leaves =
                item.initiator == turn.context.party && record.acts.contains(Act::TopicShift);
            !item.is_oir() && (turn.context.role == Role::Agent || client_leaves)
        }) {
            let by = if turn.context.role != Role::Agent { Move::Shifts } else { mending(record) };
            self.step(index, by, turn, events);
        }
    }

    fn open(
        &mut self,
        turn: &RecognisedTurn,
        before: &History,
        kind: RepairKind,
        events: &mut Events,
    ) {
        let third = kind == RepairKind::ThirdPosition;
        if self.items.len() == OPEN_ITEMS {
            self.end(0, RepairStep::Abandoned, turn, events);
            bump(&mut self.misreads.dropped, true);
        }
        let other = before.other(turn.context.party);
        let referred = turn.record.refers_to.filter(|n| *n < turn.context.turn);
        let item = Item {
            state: if third { State::Misread } else { State::Open },
            kind,
            initiator: turn.context.party,
            role: turn.context.role,
            partner: other.map(|(party, _)| party),
            source: referred.or(other.map(|(_, turn)| turn)),
            opened: turn.context.turn,
            chain: 1,
        };
        self.items.push(item);
        if third {
            bump(&mut self.misreads.misread, true);
        } else {
            bump(&mut self.roles[item.role as usize].opened, true);
        }
        events.push(item.event(if third { RepairStep::Misread } else { RepairStep::Opened }));
    }

    fn step(&mut self, index: usize, by: Move, turn: &RecognisedTurn, events: &mut Events) {
        let item = &mut self.items[index];
        let next = next(item.state, by, item.chain);
        if by == Move::Again {
            item.kind = RepairKind::of(turn.record.acts).unwrap_or(item.kind);
            item.chain += u8::from(next != Next::Stay);
        }
        // Whoever answers first is the other, where nobody had spoken before.
        if item.initiator != turn.context.party {
            item.partner = item.partner.or(Some(turn.context.party));
        }
        match next {
            Next::Stay => {}
            Next::To(state) => item.state = state,
            Next::Tell(state, event) => {
                item.state = state;
                events.push(item.event(event));
            }
            Next::End(event) => self.end(index, event, turn, events),
        }
    }

    fn end(&mut self, index: usize, event: RepairStep, turn: &RecognisedTurn, events: &mut Events) {
        let item = self.items.remove(index);
        events.push(item.event(event));
        if item.is_oir() {
            let counts = &mut self.roles[item.role as usize];
            bump(&mut counts.closed, event == RepairStep::Closed);
            bump(&mut counts.breakdown, event == RepairStep::Breakdown);
            bump(&mut counts.abandoned, event == RepairStep::Abandoned);
            add(&mut counts.chain, item.chain);
            if event == RepairStep::Closed {
                let turns = turn.context.turn.saturating_sub(item.opened);
                add(&mut counts.turns_to_close, turns);
            }
        } else {
            bump(&mut self.misreads.repaired, event == RepairStep::Repaired);
            bump(&mut self.misreads.ignored, event == RepairStep::Ignored);
            bump(&mut self.misreads.unaddressed, event == RepairStep::Unaddressed);
            bump(&mut self.misreads.abandoned, event == RepairStep::Abandoned);
        }
    }

    /// Whether the items have left their place in the state.
    #[cfg(test)]
    pub(super) fn spilled(&self) -> bool {
        self.items.spilled()
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        put(out, self.items.len() as u64);
        for item in &self.items {
            out.push(item.state as u8);
            out.push(item.kind as u8);
            out.push(item.initiator.0);
            out.push(item.role as u8);
            out.push(item.partner.map_or(0, |party| 1 + party.0));
            out.push(item.chain);
            put_turn(out, item.source);
            put(out, u64::from(item.opened));
        }
        self.roles.iter().for_each(|counts| counts.write(out));
        self.misreads.write(out);
    }

    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let mut repairs = Self::default();
        for _ in 0..bytes.get_count(8).filter(|count| *count <= OPEN_ITEMS)? {
            repairs.items.push(read_item(bytes)?);
        }
        if repairs.items.windows(2).any(|pair| pair[0].opened > pair[1].opened) {
            return None;
        }
        for counts in &mut repairs.roles {
            *counts = RepairCounts::read(bytes)?;
        }
        repairs.misreads = MisreadCounts::read(bytes)?;
        repairs.is_sound().then_some(repairs)
    }
}

impl Repairs {
    /// Whether no more repairs have ended or are open than were ever opened.
    fn is_sound(&self) -> bool {
        let open =
            |is: &dyn Fn(&Item) -> bool| self.items.iter().filter(|item| is(item)).count() as u64;
        let roles = self.roles.iter().enumerate().all(|(role, counts)| {
            let open = open(&|item| item.is_oir() && item.role as usize == role);
            let ended = counts.ended();
            ended.saturating_add(open) <= counts.opened
                && counts.opened <= counts.initiations()
                && ended <= counts.chain
                && counts.chain <= ended.saturating_mul(u64::from(BREAKDOWN_AT))
        });
        let MisreadCounts { misread, repaired, ignored, unaddressed, abandoned, .. } =
            self.misreads;
        let ended = [repaired, ignored, unaddressed, abandoned];
        let ended =
            ended.iter().fold(open(&|item| !item.is_oir()), |sum, n| sum.saturating_add(*n));
        roles && ended <= misread
    }
}

fn read_item(bytes: &mut Reader<'_>) -> Option<Item> {
    let [state, kind, initiator, role, partner, chain] = bytes.array()?;
    let party =
        |index: u8| (usize::from(index) < Party::MAX_SPEAKERS).then_some(Party::from_index(index));
    let item = Item {
        state: State::ALL.get(usize::from(state)).copied()?,
        kind: RepairKind::ALL.get(usize::from(kind)).copied()?,
        initiator: party(initiator)?,
        role: super::history::role(role)?,
        partner: partner.checked_sub(1).map_or(Some(None), |index| party(index).map(Some))?,
        source: get_turn(bytes)?,
        opened: bytes.get_u32()?,
        chain,
    };
    let third = item.kind == RepairKind::ThirdPosition;
    let sound = third == (item.state == State::Misread)
        && (1..BREAKDOWN_AT).contains(&chain)
        && item.source.is_none_or(|source| source < item.opened);
    sound.then_some(item)
}

/// What a turn of the other is to a repair that waits for its answer.
fn answer(item: &Item, record: &Record) -> Move {
    let acts = record.acts;
    let states = record.content || !acts.asks();
    let confirms = record.yes_no || acts.meets(const { ActSet::of(&[Act::Agree, Act::Disagree]) });
    let solves = acts.contains(Act::RepairSolution)
        || (states && record.retention.shared > 0)
        || (item.kind == RepairKind::Candidate && confirms);
    if solves {
        Move::Solves
    } else if acts.contains(Act::TopicShift) {
        Move::Shifts
    } else if acts.initiates_repair() {
        Move::AsksBack
    } else {
        Move::Misses
    }
}

/// What a turn of the one who started a repair is, if it does not start again.
fn aside(record: &Record) -> Move {
    if record.acts.contains(Act::TopicShift) { Move::Shifts } else { Move::GoesOn }
}

/// What the agent's turn makes of having misread.
fn mending(record: &Record) -> Move {
    let gives_way = record.acts.meets(const { ActSet::of(&[Act::Concede, Act::Apologise]) });
    if repeats(record.retention) {
        Move::Repeats
    } else if gives_way && record.content {
        Move::Mends
    } else {
        Move::Overlooks
    }
}

/// Whether a turn says the same again: own-word retention, the words that it shares with the
/// speaker's last turn by all words of both, above .6.
fn repeats(own: Overlap) -> bool {
    let all = f64::from(own.of) + f64::from(own.earlier) - f64::from(own.shared);
    f64::from(own.shared) > REPEATS_ABOVE * all
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

    #[test]
    fn the_most_specific_initiation_gives_the_kind() {
        let both = ActSet::of(&[Act::OirOpen, Act::OirCandidate]);
        assert_eq!(RepairKind::of(both), Some(RepairKind::Candidate));
        assert_eq!(RepairKind::of(ActSet::of(&[Act::AskClarify])), None);
    }

    #[test]
    fn a_reply_repeats_above_six_tenths_of_all_words() {
        assert!(repeats(Overlap { shared: 7, of: 8, earlier: 9 }));
        assert!(!repeats(Overlap { shared: 6, of: 8, earlier: 8 }));
        assert!(!repeats(Overlap::default()));
    }
}
