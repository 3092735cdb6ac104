//! Machine C: what the agent does with a request that can be read in more than one way.
//!
//! A client's request waits for the agent's next turn. That turn asks back, says which reading it
//! answers, answers at once, or only offers. An answer at once that the client has to repair within
//! its next two turns was costly.

use super::history::is_silent;
use crate::{
    acts::{Act, ActSet, RecognisedTurn, Record},
    codec::{Reader, put},
    counts::{add, bump, counts},
    turn::Role,
};
use alloc::vec::Vec;
use core::fmt;
use smallvec::SmallVec;

/// Requests that are followed at a time; the oldest is abandoned for one more.
const OPEN_ITEMS: usize = 8;
/// From this ambiguity on, in thousandths, a request should not be answered without asking.
const AMBIGUOUS: u16 = 500;
/// A request of at most so many words is short.
const SHORT_REQUEST: u32 = 12;

/// What the agent does with a request.
///
/// ```
/// use lingsync::clarification::Response;
/// assert_eq!(Response::AssumeStated.name(), "assume_stated");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Response {
    /// Asks back: `ask_clarify`, or starts a repair.
    Clarify = 1,
    /// Says which reading it answers: assuming that, if you mean.
    AssumeStated = 2,
    /// Answers at once.
    Passive = 3,
    /// Only offers something.
    OfferOnly = 4,
}

impl Response {
    /// The snake_case name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clarify => "clarify",
            Self::AssumeStated => "assume_stated",
            Self::Passive => "passive",
            Self::OfferOnly => "offer_only",
        }
    }

    /// The number, as C shows it (0 means none).
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// What a turn of the agent is to a request, if it is anything: an acknowledgement, an apology
    /// or a question about something else is not.
    fn of(record: &Record) -> Option<Self> {
        let acts = record.acts;
        let offers = acts.meets(const { ActSet::of(&[Act::Offer, Act::ClosingOffer]) });
        if acts.contains(Act::AskClarify) || acts.initiates_repair() {
            Some(Self::Clarify)
        } else if record.assumes {
            Some(Self::AssumeStated)
        } else if record.content {
            Some(Self::Passive)
        } else {
            offers.then_some(Self::OfferOnly)
        }
    }
}

impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An answer at once that turns out to have been the wrong one: the client repairs it, or has to
/// make the request again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Costly {
    /// The turn of the request.
    pub request: u32,
    /// The turn that answered it.
    pub answer: u32,
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The agent has not spoken since.
    Waiting,
    /// The agent has spoken and did nothing with it.
    Heard,
    /// Answered at once; the client's next turn may show the cost.
    Passive,
    /// One turn of the client showed none.
    Spared,
}

impl State {
    const ALL: [Self; 4] = [Self::Waiting, Self::Heard, Self::Passive, Self::Spared];
}

/// What a turn is to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    /// By the agent: does this with it.
    Responds(Response),
    /// By the agent: nothing of the kind.
    Hears,
    /// By the client: repairs the answer or makes the request again.
    Objects,
    /// By the client: anything else.
    GoesOn,
    /// By anybody: the host says that there is no trouble any more.
    Resolves,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Stay,
    To(State),
    /// The agent's response; an answer at once is watched on.
    Answered(Response),
    /// The client speaks again, and the agent did nothing with it.
    Unanswered,
    Costly,
    Done,
}

/// The machine: one row for each arrow of the diagram in docs/MEASURES.md.
fn next(state: State, by: Move) -> Next {
    use Move::*;
    use Next::{Answered, Done, Stay, To, Unanswered};
    use State::{Heard, Passive, Spared, Waiting};
    match (state, by) {
        (Waiting | Heard, Responds(response)) => Answered(response),
        (Waiting | Heard, Hears) => To(Heard),
        (Waiting, Objects | GoesOn) => Stay,
        (Heard, Objects | GoesOn) => Unanswered,
        (Passive | Spared, Objects) => Next::Costly,
        (Passive, GoesOn) => To(Spared),
        (Spared, GoesOn) => Done,
        (Passive | Spared, Resolves) => Done,
        (Passive | Spared, Responds(_) | Hears) => Stay,
        (Waiting | Heard, Resolves) => Stay,
    }
}

/// A request under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Item {
    state: State,
    turn: u32,
    words: u32,
    /// In thousandths.
    ambiguity: Option<u16>,
    /// The turn that answered it; 0 before.
    answer: u32,
}

impl Item {
    fn waits(&self) -> bool {
        matches!(self.state, State::Waiting | State::Heard)
    }
}

counts! {
    /// What became of the client's requests.
    ResponseCounts {
        /// Turns of the client that request something.
        requests,
        /// Those that do not wait for the agent any more, and what it did with them.
        settled,
        clarify,
        assume_stated,
        passive,
        offer_only,
        unanswered,
        /// Dropped for a newer one.
        dropped,
        costly,
        /// Settled requests of which the ambiguity is known.
        known,
        /// Sums over these in thousandths, and over those of them that were clarified.
        ambiguity,
        ambiguity_clarified,
        clearness,
        clearness_clarified,
        /// Settled requests with an ambiguity of a half and more; those answered at once.
        ambiguous,
        ambiguous_passive,
        /// Turns of the agent that answer a short request, and those that are long.
        short,
        overresponse,
    }
}

/// What a turn does in machine C.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Responded {
    pub(super) response: Option<Response>,
    pub(super) costly: Option<Costly>,
}

/// The machine with its open items, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Responses {
    items: SmallVec<[Item; OPEN_ITEMS]>,
    pub(super) counts: ResponseCounts,
}

/// Whether a turn of the client requests something: it asks, requests, makes a request again, or the
/// host says how ambiguous it is.
pub(super) fn is_request(record: &Record) -> bool {
    const REQUESTS: ActSet = ActSet::of(&[
        Act::AskInfo,
        Act::AskClarify,
        Act::AskOpen,
        Act::AskRhetorical,
        Act::Request,
        Act::RestateRequest,
    ]);
    record.acts.meets(REQUESTS) || record.ambiguity_hinted
}

impl Responses {
    /// Takes a turn in; `misread` says whether it points out a misreading.
    pub(super) fn observe(&mut self, turn: &RecognisedTurn, misread: bool) -> Responded {
        let mut seen = Responded::default();
        let record = &turn.record;
        if let Some(resolved) = record.resolved {
            self.step(turn, &mut seen, |item| {
                let named = item.turn == resolved || (!item.waits() && item.answer == resolved);
                named.then_some(Move::Resolves)
            });
        }
        match turn.context.role {
            Role::Agent if !is_silent(turn) => self.agent(turn, &mut seen),
            Role::Client if !is_silent(turn) => self.client(turn, misread, &mut seen),
            _ => {}
        }
        seen
    }

    /// Requests that wait for the agent.
    pub(super) fn waiting(&self) -> u64 {
        self.items.iter().filter(|item| item.waits()).count() as u64
    }

    fn agent(&mut self, turn: &RecognisedTurn, seen: &mut Responded) {
        let record = &turn.record;
        if let Some(request) = self.items.iter().rfind(|item| item.state == State::Waiting) {
            let short = request.words <= SHORT_REQUEST;
            bump(&mut self.counts.short, short);
            // RIFTS calls it an over-response.
            bump(&mut self.counts.overresponse, short && record.overlong);
        }
        // The host may say which request a turn answers; else it answers all that wait.
        let named = record
            .refers_to
            .filter(|n| self.items.iter().any(|item| item.waits() && item.turn == *n));
        let by = Response::of(record).map_or(Move::Hears, Move::Responds);
        self.step(turn, seen, |item| {
            let meant = named.is_none_or(|n| item.turn == n);
            Some(if meant { by } else { Move::Hears })
        });
    }

    fn client(&mut self, turn: &RecognisedTurn, misread: bool, seen: &mut Responded) {
        let record = &turn.record;
        let objects = misread || record.acts.contains(Act::RestateRequest);
        let named = record.refers_to.and_then(|n| {
            let names = |item: &Item| !item.waits() && (item.turn == n || item.answer == n);
            self.items.iter().rfind(|item| names(item)).map(|item| item.turn)
        });
        let newest = self.items.iter().rfind(|item| !item.waits()).map(|item| item.turn);
        let object = named.or(newest).filter(|_| objects);
        self.step(turn, seen, |item| {
            Some(if object == Some(item.turn) { Move::Objects } else { Move::GoesOn })
        });
        if is_request(record) {
            self.open(turn);
        }
    }

    fn open(&mut self, turn: &RecognisedTurn) {
        bump(&mut self.counts.requests, true);
        if self.items.len() == OPEN_ITEMS {
            let oldest = self.items.remove(0);
            bump(&mut self.counts.dropped, oldest.waits());
            if oldest.waits() {
                self.settle(&oldest, None);
            }
        }
        self.items.push(Item {
            state: State::Waiting,
            turn: turn.context.turn,
            words: turn.record.words,
            ambiguity: turn.record.ambiguity,
            answer: 0,
        });
    }

    fn step(
        &mut self,
        turn: &RecognisedTurn,
        seen: &mut Responded,
        by: impl Fn(&Item) -> Option<Move>,
    ) {
        let mut index = 0;
        while let Some(item) = self.items.get(index).copied() {
            let next = by(&item).map_or(Next::Stay, |by| next(item.state, by));
            let mut keep = Some(item.state);
            match next {
                Next::Stay => {}
                Next::To(state) => keep = Some(state),
                Next::Answered(response) => {
                    self.settle(&item, Some(response));
                    seen.response = Some(response);
                    self.items[index].answer = turn.context.turn;
                    keep = (response == Response::Passive).then_some(State::Passive);
                }
                Next::Unanswered => {
                    bump(&mut self.counts.unanswered, true);
                    self.settle(&item, None);
                    keep = None;
                }
                Next::Costly => {
                    bump(&mut self.counts.costly, true);
                    seen.costly = Some(Costly { request: item.turn, answer: item.answer });
                    keep = None;
                }
                Next::Done => keep = None,
            }
            if let Some(state) = keep {
                self.items[index].state = state;
                index += 1;
            } else {
                self.items.remove(index);
            }
        }
    }

    /// Counts a request that does not wait any more.
    fn settle(&mut self, item: &Item, response: Option<Response>) {
        let counts = &mut self.counts;
        let is = |other: Response| response == Some(other);
        bump(&mut counts.settled, true);
        bump(&mut counts.clarify, is(Response::Clarify));
        bump(&mut counts.assume_stated, is(Response::AssumeStated));
        bump(&mut counts.passive, is(Response::Passive));
        bump(&mut counts.offer_only, is(Response::OfferOnly));
        if let Some(ambiguity) = item.ambiguity {
            let clearness = 1000 - ambiguity.min(1000);
            bump(&mut counts.known, true);
            add(&mut counts.ambiguity, ambiguity);
            add(&mut counts.clearness, clearness);
            if is(Response::Clarify) {
                add(&mut counts.ambiguity_clarified, ambiguity);
                add(&mut counts.clearness_clarified, clearness);
            }
            let ambiguous = ambiguity >= AMBIGUOUS;
            bump(&mut counts.ambiguous, ambiguous);
            bump(&mut counts.ambiguous_passive, ambiguous && is(Response::Passive));
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
            put(out, u64::from(item.turn));
            put(out, u64::from(item.words));
            put(out, item.ambiguity.map_or(0, |thousandths| u64::from(thousandths) + 1));
            put(out, u64::from(item.answer));
        }
        self.counts.write(out);
    }

    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let mut responses = Self::default();
        for _ in 0..bytes.get_count(5).filter(|count| *count <= OPEN_ITEMS)? {
            let [state] = bytes.array()?;
            let item = Item {
                state: State::ALL.get(usize::from(state)).copied()?,
                turn: bytes.get_u32()?,
                words: bytes.get_u32()?,
                ambiguity: match bytes.get()? {
                    0 => None,
                    more => Some(u16::try_from(more - 1).ok().filter(|n| *n <= 1000)?),
                },
                answer: bytes.get_u32()?,
            };
            let answered = if item.waits() { item.answer == 0 } else { item.answer > item.turn };
            let later = responses.items.last().is_none_or(|last: &Item| last.turn < item.turn);
            if !answered || !later {
                return None;
            }
            responses.items.push(item);
        }
        responses.counts = ResponseCounts::read(bytes)?;
        responses.is_sound().then_some(responses)
    }

    /// Whether the counts can be those of requests that were made.
    fn is_sound(&self) -> bool {
        let counts = &self.counts;
        let waiting = self.waiting();
        let watched = self.items.len() as u64 - waiting;
        let settled = [
            counts.clarify,
            counts.assume_stated,
            counts.passive,
            counts.offer_only,
            counts.unanswered,
            counts.dropped,
        ];
        let settled = settled.iter().fold(0_u64, |sum, n| sum.saturating_add(*n));
        settled <= counts.settled
            && counts.settled.saturating_add(waiting) <= counts.requests
            && counts.costly.saturating_add(watched) <= counts.passive
            && counts.known <= counts.settled
            && counts.ambiguous <= counts.known
            && counts.ambiguous_passive <= counts.ambiguous.min(counts.passive)
            && counts.ambiguity_clarified <= counts.ambiguity
            && counts.clearness_clarified <= counts.clearness
            && counts.overresponse <= counts.short
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Move::*;
    use State::{Heard, Passive, Spared, Waiting};

    const RESPONSES: [Response; 4] =
        [Response::Clarify, Response::AssumeStated, Response::Passive, Response::OfferOnly];

    #[test]
    fn the_agents_next_turn_responds_to_what_waits() {
        for response in RESPONSES {
            assert_eq!(next(Waiting, Responds(response)), Next::Answered(response));
            assert_eq!(next(Heard, Responds(response)), Next::Answered(response));
        }
    }

    #[test]
    fn a_turn_that_does_nothing_with_it_leaves_it_open_until_the_client_speaks() {
        assert_eq!(next(Waiting, Hears), Next::To(Heard));
        assert_eq!(next(Heard, Hears), Next::To(Heard));
        assert_eq!(next(Heard, GoesOn), Next::Unanswered);
        assert_eq!(next(Heard, Objects), Next::Unanswered);
    }

    #[test]
    fn the_client_may_go_on_before_the_agent_speaks() {
        assert_eq!(next(Waiting, GoesOn), Next::Stay);
        assert_eq!(next(Waiting, Objects), Next::Stay);
    }

    #[test]
    fn an_answer_at_once_is_watched_for_two_turns_of_the_client() {
        assert_eq!(next(Passive, GoesOn), Next::To(Spared));
        assert_eq!(next(Spared, GoesOn), Next::Done);
    }

    #[test]
    fn an_answer_that_the_client_repairs_was_costly() {
        assert_eq!(next(Passive, Objects), Next::Costly);
        assert_eq!(next(Spared, Objects), Next::Costly);
    }

    #[test]
    fn more_of_the_agent_changes_nothing_about_an_answer() {
        for state in [Passive, Spared] {
            assert_eq!(next(state, Hears), Next::Stay);
            assert_eq!(next(state, Responds(Response::Clarify)), Next::Stay);
        }
    }

    #[test]
    fn the_hosts_word_ends_the_watch() {
        assert_eq!(next(Passive, Resolves), Next::Done);
        assert_eq!(next(Spared, Resolves), Next::Done);
        assert_eq!(next(Waiting, Resolves), Next::Stay);
        assert_eq!(next(Heard, Resolves), Next::Stay);
    }

    #[test]
    fn asking_back_comes_before_assuming_answering_and_offering() {
        let mut record = Record { assumes: true, content: true, ..Record::default() };
        record.acts = ActSet::of(&[Act::AskClarify, Act::Offer]);
        assert_eq!(Response::of(&record), Some(Response::Clarify));
        record.acts.remove(Act::AskClarify);
        assert_eq!(Response::of(&record), Some(Response::AssumeStated));
        record.assumes = false;
        assert_eq!(Response::of(&record), Some(Response::Passive));
        record.content = false;
        assert_eq!(Response::of(&record), Some(Response::OfferOnly));
        record.acts = ActSet::of(&[Act::Ack, Act::Apologise]);
        assert_eq!(Response::of(&record), None);
    }

    #[test]
    fn a_request_asks_requests_or_is_hinted() {
        let of = |acts: &[Act]| Record { acts: ActSet::of(acts), ..Record::default() };
        assert!(is_request(&of(&[Act::AskInfo])));
        assert!(is_request(&of(&[Act::Request])));
        assert!(is_request(&of(&[Act::RestateRequest])));
        assert!(is_request(&Record { ambiguity_hinted: true, ..Record::default() }));
        assert!(!is_request(&of(&[Act::OirOpen, Act::Claim, Act::StyleRequest])));
    }
}
