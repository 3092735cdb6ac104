//! Machine R: the repair of talk that was not heard, not understood or misread.
//!
//! Two ways lead in. Any party starts a repair of another's talk (`oir_*`: sorry? the second what?
//! you mean Friday?), and the other answers. Or the client says after the reply that it missed what
//! was meant (`repair_third`), and the agent's next turn shows what it makes of that.
//!
//! Sources: Dingemanse & Enfield (2015) for the three kinds of initiation, Schegloff (1992) for third
//! position.

mod event;
mod table;

pub use event::{RepairEvent, RepairKind, RepairStep};

use super::history::History;
use crate::{
    acts::{Act, ActSet, Overlap, RecognisedTurn, Record},
    codec::{Reader, put},
    counts::{add, bump, counts, get_turn, put_turn},
    turn::{Party, Role},
};
use alloc::vec::Vec;
use smallvec::SmallVec;
use table::{BREAKDOWN_AT, Move, Next, State, next};

/// Repairs that are followed at a time; the oldest is abandoned for one more.
pub(super) const OPEN_ITEMS: usize = 8;
/// From this share of own words on a reply says the same again.
const REPEATS_ABOVE: f64 = 0.6;

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
        let mut moved = hinted.or_else(|| self.newest(concerned));
        while let Some(index) = moved {
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
            // Who goes on after an answer has closed that repair, and may answer the one before it.
            let closes = item.state == State::Solved && by == Move::GoesOn;
            moved = if closes { self.newest(concerned) } else { None };
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
        if events.len() > 1 {
            crate::sorted::sort_by_key(&mut events, |event| event.opened);
        }
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

    #[test]
    fn a_reply_repeats_above_six_tenths_of_all_words() {
        assert!(repeats(Overlap { shared: 7, of: 8, earlier: 9 }));
        assert!(!repeats(Overlap { shared: 6, of: 8, earlier: 8 }));
        assert!(!repeats(Overlap::default()));
    }
}
