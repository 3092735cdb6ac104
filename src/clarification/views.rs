//! The same acts as other schemes count them, so that figures can be set beside theirs.

use super::{
    grounding::TalkCounts,
    rates::{rate, ratio},
    state::ClarificationState,
};
use crate::{
    turn::Role,
    value::{Measure, Rate},
};

/// A share of the turns of the client and one of the turns of the agent.
///
/// ```
/// use lingsync::{Rate, clarification::ByRole};
/// let by_role = ByRole::default();
/// assert_eq!(by_role.agent, Rate { hits: 0, of: 0 });
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ByRole {
    /// Of the client's turns.
    pub client: Rate,
    /// Of the agent's turns.
    pub agent: Rate,
}

impl ByRole {
    fn of(state: &ClarificationState, count: fn(&TalkCounts) -> u64) -> Self {
        let share = |role| {
            let counts = state.talk(role);
            counts.of_turns(count(counts))
        };
        Self { client: share(Role::Client), agent: share(Role::Agent) }
    }
}

/// The acts as RIFTS names them (Shaikh et al. 2025, "Navigating Rifts in Human-LLM Grounding"). Theirs
/// are a model's labels, these come from the acts: the names agree, the figures need not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rifts {
    /// The client's turns that ask anew on the same topic.
    pub followup: Rate,
    /// Turns that clarify or start a repair.
    pub clarification: ByRole,
    /// The client's turns that say that the reply missed what was meant.
    pub repair: Rate,
    /// The client's turns that make a request again.
    pub repeat: Rate,
    /// Turns that leave the topic.
    pub topic_switch: ByRole,
    /// Turns that acknowledge.
    pub acknowledgement: ByRole,
    /// Turns that repeat the other's words as evidence of understanding.
    pub display: ByRole,
    /// Turns that agree.
    pub agreement: ByRole,
    /// Turns that disagree.
    pub disagreement: ByRole,
    /// Turns that inform or advise.
    pub response: ByRole,
    /// Replies of more than 120 words among the replies to requests of at most 12 words.
    pub overresponse: Rate,
}

impl Rifts {
    pub(super) fn new(state: &ClarificationState) -> Self {
        let client = state.talk(Role::Client);
        let counts = &state.responses.counts;
        let by = |count| ByRole::of(state, count);
        Self {
            followup: client.of_turns(client.followup),
            clarification: by(|counts| counts.clarification),
            repair: client.of_turns(client.repair),
            repeat: client.of_turns(client.repeat),
            topic_switch: by(|counts| counts.topic_switch),
            acknowledgement: by(|counts| counts.acknowledgement),
            display: by(|counts| counts.display),
            agreement: by(|counts| counts.agreement),
            disagreement: by(|counts| counts.disagreement),
            response: by(|counts| counts.response),
            overresponse: rate(counts.overresponse, counts.short),
        }
    }
}

/// The three grounding acts of Shaikh et al. 2024 ("Grounding Gaps in Language Model Generations"):
/// people do each of them several times as often as models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroundingGaps {
    /// Turns that clarify or start a repair.
    pub clarification: ByRole,
    /// Turns that ask about what was said.
    pub followup: ByRole,
    /// Turns that acknowledge.
    pub acknowledgement: ByRole,
}

impl GroundingGaps {
    pub(super) fn new(state: &ClarificationState) -> Self {
        Self {
            clarification: ByRole::of(state, |counts| counts.clarification),
            followup: ByRole::of(state, |counts| counts.followup),
            acknowledgement: ByRole::of(state, |counts| counts.acknowledgement),
        }
    }
}

/// The summary measures of MITI 4 (Moyers et al. 2016) over the agent's sentences.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Miti {
    /// Questions.
    pub questions: u64,
    /// Reflections.
    pub reflections: u64,
    /// Reflections for a question, 0 and more; MITI calls 1 fair and 2 good. Undefined (`empty`)
    /// without a question.
    pub reflection_to_question: Measure,
    /// The share of open ones among the questions.
    pub open_share: Rate,
    /// Experimental: the share of reflections that add a meaning. No text classifier tells the two
    /// kinds apart reliably.
    pub complex_share: Rate,
}

impl Miti {
    pub(super) fn new(state: &ClarificationState) -> Self {
        let TalkCounts { questions, open_questions, reflections, complex_reflections, .. } =
            *state.talk(Role::Agent);
        Self {
            questions,
            reflections,
            reflection_to_question: ratio(reflections, questions),
            open_share: rate(open_questions, questions),
            complex_share: rate(complex_reflections, reflections),
        }
    }
}
