//! The conversation so far: rates of both machines, of the roles, of the style requests, and views.

use super::{
    cascade::RepairInterval,
    grounding::TalkCounts,
    rates::rate,
    repair::RepairCounts,
    state::ClarificationState,
    style::StyleRequests,
    views::{GroundingGaps, Miti, Rifts},
};
use crate::{
    turn::Role,
    value::{Measure, Rate},
};
use alloc::vec::Vec;

/// Clarification in a conversation so far, over all its turns. Turns without a word count nowhere.
///
/// A rate with no chance so far, and a ratio over nothing, is undefined (`empty`).
///
/// # Example
/// ```
/// use lingsync::{
///     ClarificationTracker, Engine, Measure, Rate, Role, Tracker, acts::Act, clarification::Probe,
/// };
///
/// let mut tracker = ClarificationTracker::new(&Engine::default());
/// let mut request = Probe::new(0, Role::Client, &[Act::Request]);
/// request.ambiguity = Some(0.75);
/// tracker.observe(&request.turn());
/// tracker.observe(&Probe::new(1, Role::Agent, &[Act::AskClarify]).turn());
///
/// let summary = tracker.summary();
/// assert_eq!(summary.clarify_rate, Rate { hits: 1, of: 1 });
/// assert_eq!(summary.over_asking, Measure::Value(1.0));
/// assert_eq!(summary.passive_rate, Rate { hits: 0, of: 1 });
/// assert_eq!(summary.grounding_rate, Rate { hits: 1, of: 1 });
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClarificationSummary {
    /// The client's requests, and what the agent did with those that wait no more.
    pub requests: Requests,
    /// Requests that the agent clarified, of those that wait no more. Higher is not better: see
    /// `over_asking`.
    pub clarify_rate: Rate,
    /// The same weighted by ambiguity: Σ a\[clarified\] / Σ a, 0 to 1, over requests with a known
    /// ambiguity a.
    pub clarify_rate_weighted: Measure,
    /// How much was asked where it was clear: Σ (1 − a)\[clarified\] / Σ (1 − a), 0 to 1.
    pub over_asking: Measure,
    /// Requests with an ambiguity of .5 and more that were answered at once.
    pub passive_rate: Rate,
    /// Answers at once that the client had to repair, or after which it made the request again,
    /// within its next two turns.
    pub passive_cost: Rate,
    /// Turns that start a repair of the other's talk, of all turns.
    pub oir_rate: Rate,
    /// Repairs of the other's talk, of all roles together.
    pub repairs: RepairFigures,
    /// The client's turns that say that the reply missed what was meant, by turns of the agent.
    pub misread_rate: Rate,
    /// Of those: the agent's next turn gives way or apologises, and says something new.
    pub repaired: Rate,
    /// Of those: it says the same again.
    pub ignored: Rate,
    /// Of those: it does neither.
    pub unaddressed: Rate,
    /// The agent's turns that ground.
    pub grounding_rate: Rate,
    /// The agent's turns that hand the floor over by a question or the topic, and not by an offer.
    pub handoff_rate: Rate,
    /// How much likelier a repair of either way starts when one did in the three turns before:
    /// above 1, breakdowns come in cascades. Undefined (`too_few`) before the second turn after one.
    pub repair_hazard: Measure,
    /// From one repair of the other's talk to the next.
    pub other_initiated_repair_interval: RepairInterval,
    /// Style requests that were honoured, of those that are decided.
    pub style_honoured: Rate,
    /// The style requests by what is wished, those that were asked for.
    pub style: Vec<StyleRequests>,
    /// Each role that has spoken.
    pub roles: Vec<ClarificationRole>,
    /// As RIFTS counts.
    pub rifts: Rifts,
    /// As the study of grounding gaps counts.
    pub grounding_gaps: GroundingGaps,
    /// As MITI 4 counts.
    pub miti: Miti,
    /// Repairs of either way that are under way, at most 8.
    pub repairs_open: u64,
    /// Repairs that were abandoned as eight newer ones were open.
    pub repairs_dropped: u64,
}

/// What became of the client's requests: counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Requests {
    /// Turns of the client that request something.
    pub all: u64,
    /// Those that wait for the agent.
    pub waiting: u64,
    /// The agent asked back.
    pub clarify: u64,
    /// It said which reading it answers.
    pub assume_stated: u64,
    /// It answered at once.
    pub passive: u64,
    /// It only offered something.
    pub offer_only: u64,
    /// It spoke, and did nothing with the request.
    pub unanswered: u64,
    /// Dropped as eight newer ones waited.
    pub dropped: u64,
}

/// Repairs of the other's talk.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RepairFigures {
    /// The share of each kind among the turns that start a repair: without saying where the trouble
    /// is.
    pub oir_open: Rate,
    /// Saying where it is.
    pub oir_restricted: Rate,
    /// Offering a reading.
    pub oir_candidate: Rate,
    /// (restricted + 2 candidate) / 2 all: 0 where all are open, 1 where all are candidates.
    pub specificity: Measure,
    /// Repairs that were closed, of those that were opened.
    pub repair_success: Rate,
    /// Repairs that were started three times, of those that were opened.
    pub breakdown: Rate,
    /// Turns from the first start to the end of those that were closed, 1 and more.
    pub mean_turns_to_close: Measure,
    /// How often a repair was started on the same trouble: the mean over those that ended, 1 to 3.
    pub chain_length: Measure,
}

impl RepairFigures {
    fn new(counts: &RepairCounts) -> Self {
        let [oir_open, oir_restricted, oir_candidate] = counts.shares();
        Self {
            oir_open,
            oir_restricted,
            oir_candidate,
            specificity: counts.specificity(),
            repair_success: counts.success(),
            breakdown: counts.breakdown(),
            mean_turns_to_close: counts.mean_turns_to_close(),
            chain_length: counts.chain_length(),
        }
    }
}

/// What one role does.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClarificationRole {
    /// Who.
    pub role: Role,
    /// Turns with a word or an act.
    pub turns: u64,
    /// Turns of which only the punctuation was read.
    pub low_confidence: u64,
    /// Turns that start a repair of the other's talk.
    pub oir_rate: Rate,
    /// The repairs that the role started.
    pub repairs: RepairFigures,
    /// Turns that ground.
    pub grounding_rate: Rate,
}

impl ClarificationSummary {
    pub(super) fn new(state: &ClarificationState) -> Self {
        let counts = &state.responses.counts;
        let (misreads, agent) = (&state.repairs.misreads, state.talk(Role::Agent));
        let all =
            state.repairs.roles.iter().fold(RepairCounts::default(), |sum, own| sum.plus(own));
        let turns = state.talk.iter().fold(0_u64, |sum, own| sum.saturating_add(own.turns));
        Self {
            requests: Requests {
                all: counts.requests,
                waiting: state.responses.waiting(),
                clarify: counts.clarify,
                assume_stated: counts.assume_stated,
                passive: counts.passive,
                offer_only: counts.offer_only,
                unanswered: counts.unanswered,
                dropped: counts.dropped,
            },
            clarify_rate: counts.clarify_rate(),
            clarify_rate_weighted: counts.clarify_rate_weighted(),
            over_asking: counts.over_asking(),
            passive_rate: counts.passive_rate(),
            passive_cost: counts.passive_cost(),
            oir_rate: rate(all.initiations(), turns),
            repairs: RepairFigures::new(&all),
            misread_rate: rate(misreads.misread, agent.turns),
            repaired: misreads.repaired(),
            ignored: rate(misreads.ignored, misreads.misread),
            unaddressed: rate(misreads.unaddressed, misreads.misread),
            grounding_rate: agent.of_turns(agent.grounding),
            handoff_rate: agent.of_turns(agent.handoff),
            repair_hazard: state.cascade.hazard(),
            other_initiated_repair_interval: state.cascade.interval(),
            style_honoured: state.styles.honoured(),
            style: StyleRequests::all(&state.styles),
            roles: roles(state),
            rifts: Rifts::new(state),
            grounding_gaps: GroundingGaps::new(state),
            miti: Miti::new(state),
            repairs_open: state.repairs.open_items(),
            repairs_dropped: misreads.dropped,
        }
    }

    /// The figures of a role, if it has spoken.
    #[must_use]
    pub fn role(&self, role: Role) -> Option<&ClarificationRole> {
        self.roles.iter().find(|own| own.role == role)
    }
}

fn roles(state: &ClarificationState) -> Vec<ClarificationRole> {
    let own = |role: Role| {
        let talk: &TalkCounts = state.talk(role);
        let repairs = &state.repairs.roles[role as usize];
        (talk.turns > 0).then(|| ClarificationRole {
            role,
            turns: talk.turns,
            low_confidence: talk.low_confidence,
            oir_rate: talk.of_turns(repairs.initiations()),
            repairs: RepairFigures::new(repairs),
            grounding_rate: talk.of_turns(talk.grounding),
        })
    };
    [Role::Client, Role::Agent, Role::Other].into_iter().filter_map(own).collect()
}
