//! Grounding: turns that show or secure understanding, and what the roles do in their turns.
//!
//! Sources: Clark & Brennan (1991); the views of RIFTS (Shaikh et al. 2025), of grounding gaps (Shaikh
//! et al. 2024) and of MITI 4 (Moyers et al. 2016) count the same acts.

use super::history::History;
use crate::{
    acts::{Act, ActSet, RecognisedTurn},
    counts::{add, bump, counts},
    turn::Role,
};

const OIR: ActSet = ActSet::of(&[Act::OirOpen, Act::OirRestricted, Act::OirCandidate]);
const CLARIFIES: ActSet = OIR.union(ActSet::of(&[Act::AskClarify]));
const GROUNDS: ActSet =
    CLARIFIES.union(ActSet::of(&[Act::Ack, Act::Display, Act::Reflect, Act::ReflectComplex]));

/// Whether a turn grounds: acknowledges, displays, reflects, clarifies, or starts a repair.
pub(super) fn grounds(acts: ActSet) -> bool {
    acts.meets(GROUNDS)
}

counts! {
    /// Turns of one role, by what they do.
    TalkCounts {
        turns,
        /// Of these, turns of which only the punctuation was read.
        low_confidence,
        grounding,
        /// Turns that clarify or start a repair.
        clarification,
        /// New questions on the same topic.
        followup,
        repair,
        repeat,
        topic_switch,
        acknowledgement,
        display,
        agreement,
        disagreement,
        response,
        handoff,
        /// Sentences.
        questions,
        open_questions,
        reflections,
        complex_reflections,
    }
}

impl TalkCounts {
    /// Counts a turn; `misread` says whether it points out a misreading.
    pub(super) fn observe(&mut self, turn: &RecognisedTurn, before: &History, requested: bool) {
        let (record, acts) = (&turn.record, turn.record.acts);
        let has = |act: Act| acts.contains(act);
        bump(&mut self.turns, true);
        bump(&mut self.low_confidence, record.absent.is_some());
        bump(&mut self.grounding, grounds(acts));
        bump(&mut self.clarification, acts.meets(CLARIFIES));
        // The client follows up on an earlier request, the others on what the client said.
        let client = turn.context.role == Role::Client;
        let earlier = if client { requested } else { before.client_spoke };
        let asks = has(Act::AskInfo) || has(Act::AskOpen);
        let new = !has(Act::TopicShift) && !has(Act::RestateRequest) && !has(Act::RepairThird);
        bump(&mut self.followup, asks && earlier && new);
        bump(&mut self.repair, before.is_misread(turn));
        bump(&mut self.repeat, has(Act::RestateRequest));
        bump(&mut self.topic_switch, has(Act::TopicShift));
        bump(&mut self.acknowledgement, has(Act::Ack));
        bump(&mut self.display, has(Act::Display));
        bump(&mut self.agreement, has(Act::Agree));
        bump(&mut self.disagreement, has(Act::Disagree));
        bump(&mut self.response, has(Act::Inform) || has(Act::Advise));
        bump(&mut self.handoff, record.hands_off);
        add(&mut self.questions, record.questions);
        add(&mut self.open_questions, record.open_questions.min(record.questions));
        add(&mut self.reflections, record.reflections);
        add(&mut self.complex_reflections, record.complex_reflections.min(record.reflections));
    }

    /// Whether the counts can be those of turns.
    pub(super) fn is_sound(&self) -> bool {
        let by_turn = [
            self.low_confidence,
            self.grounding,
            self.clarification,
            self.followup,
            self.repair,
            self.repeat,
            self.topic_switch,
            self.acknowledgement,
            self.display,
            self.agreement,
            self.disagreement,
            self.response,
            self.handoff,
        ];
        by_turn.iter().all(|count| *count <= self.turns)
            && self.open_questions <= self.questions
            && self.complex_reflections <= self.reflections
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acknowledging_displaying_reflecting_and_asking_back_ground() {
        for act in [Act::Ack, Act::Display, Act::Reflect, Act::OirOpen, Act::AskClarify] {
            assert!(grounds(ActSet::of(&[act])), "{act}");
        }
        for act in [Act::AskInfo, Act::Agree, Act::Inform, Act::Validate, Act::Apologise] {
            assert!(!grounds(ActSet::of(&[act])), "{act}");
        }
    }
}
