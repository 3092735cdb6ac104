//! What the agent's turns look like beside the claims: own-word retention, validation, runs of
//! agreement, forms that spare the face.

use super::{observation::Face, turn::CheckedTurn};
use crate::{
    acts::{Act, ActSet, Overlap},
    codec::{Reader, put},
    counts::{add, bump, counts},
    turn::Role,
    value::{Measure, Undefined},
};
use alloc::vec::Vec;

/// Earlier retentions of the agent that a drop is measured from.
const KEPT: usize = 16;
/// The fewest that make a median.
const LEAST: usize = 3;

counts! {
    /// Sums over the agent's turns.
    TalkCounts {
        turns,
        sentences,
        validations,
        agreement_run,
        longest_run,
        /// Turns with a marker of each kind.
        corrections,
        concessions,
        /// Turns whose retention is defined, and the sum of the figures in millionths.
        retained,
        retention,
    }
}

/// The agent's manner.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Talk {
    pub(super) counts: TalkCounts,
    /// The last retentions in millionths, the newest last.
    recent: Vec<u32>,
    /// By role: whether it has spoken.
    spoke: [bool; 3],
    /// Whether the client's last turn asked something.
    asked: bool,
}

/// Jaccard of an overlap, in millionths.
fn jaccard(overlap: Overlap) -> Option<u32> {
    let union = u64::from(overlap.of) + u64::from(overlap.earlier) - u64::from(overlap.shared);
    let both = overlap.of > 0 && overlap.earlier > 0;
    both.then(|| (u64::from(overlap.shared) * 1_000_000 / union.max(1)) as u32)
}

impl Talk {
    /// Own-word retention of a turn.
    pub(super) fn retention(&self, turn: &CheckedTurn) -> Measure {
        match jaccard(turn.said.retention) {
            Some(millionths) => Measure::Value(f64::from(millionths) / 1e6),
            None if !self.spoke[turn.context.role as usize] => {
                Measure::Undefined(Undefined::NotAvailable)
            }
            None => Measure::Undefined(Undefined::Empty),
        }
    }

    /// How far the agent's retention lies below its median so far.
    pub(super) fn retention_drop(&self, turn: &CheckedTurn) -> Measure {
        if turn.context.role != Role::Agent {
            return Measure::Undefined(Undefined::NotAvailable);
        }
        let Some(now) = jaccard(turn.said.retention) else {
            return self.retention(turn);
        };
        if self.recent.len() < LEAST {
            return Measure::Undefined(Undefined::TooFew);
        }
        let mut sorted = self.recent.clone();
        sorted.sort_unstable();
        let half = sorted.len() / 2;
        let twice = match sorted.len() % 2 {
            0 => u64::from(sorted[half - 1]) + u64::from(sorted[half]),
            _ => 2 * u64::from(sorted[half]),
        };
        Measure::Value((twice as f64 / 2.0 - f64::from(now)) / 1e6)
    }

    /// Forms that spare the client's face.
    pub(super) fn face(&self, turn: &CheckedTurn) -> Face {
        const AGAINST: ActSet = ActSet::of(&[
            Act::Correct,
            Act::CorrectHedged,
            Act::Disagree,
            Act::AskClarify,
            Act::OirOpen,
            Act::OirRestricted,
            Act::OirCandidate,
        ]);
        let said = &turn.said;
        Face {
            validation: said.acts.contains(Act::Validate),
            indirectness: said.hedges > 0 || said.acts.contains(Act::CorrectHedged),
            accepts_framing: self.asked && said.content && !said.acts.meets(AGAINST),
        }
    }

    pub(super) fn observe(&mut self, turn: &CheckedTurn) {
        let said = &turn.said;
        self.spoke[turn.context.role as usize] |= said.words > 0;
        match turn.context.role {
            Role::Client => self.asked = said.questions > 0,
            Role::Agent if said.words > 0 => self.count(turn),
            _ => {}
        }
    }

    fn count(&mut self, turn: &CheckedTurn) {
        const AGREES: ActSet = ActSet::of(&[Act::Agree, Act::Validate, Act::Concede]);
        const DISAGREES: ActSet = ActSet::of(&[Act::Disagree, Act::Correct, Act::CorrectHedged]);
        const CORRECTS: ActSet = ActSet::of(&[Act::Correct, Act::CorrectHedged]);
        let (said, counts) = (&turn.said, &mut self.counts);
        bump(&mut counts.turns, true);
        add(&mut counts.sentences, said.sentences);
        add(&mut counts.validations, said.validations.min(said.sentences));
        bump(&mut counts.corrections, said.acts.meets(CORRECTS));
        bump(&mut counts.concessions, said.acts.contains(Act::Concede));
        let agrees = said.acts.meets(AGREES) && !said.acts.meets(DISAGREES);
        counts.agreement_run = if agrees { counts.agreement_run.saturating_add(1) } else { 0 };
        counts.longest_run = counts.longest_run.max(counts.agreement_run);
        if let Some(millionths) = jaccard(said.retention) {
            bump(&mut counts.retained, true);
            add(&mut counts.retention, millionths);
            if self.recent.len() == KEPT {
                self.recent.remove(0);
            }
            self.recent.push(millionths);
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        self.counts.write(out);
        put(out, self.recent.len() as u64);
        self.recent.iter().for_each(|millionths| put(out, u64::from(*millionths)));
        let flags = [self.spoke[0], self.spoke[1], self.spoke[2], self.asked];
        out.push((0..).zip(flags).map(|(bit, set)| u8::from(set) << bit).sum());
    }

    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let counts = TalkCounts::read(bytes)?;
        let sound = counts.validations <= counts.sentences
            && counts.agreement_run <= counts.longest_run
            && counts.longest_run <= counts.turns
            && counts.retained <= counts.turns
            && counts.corrections.max(counts.concessions) <= counts.turns
            && counts.retention <= counts.retained.saturating_mul(1_000_000);
        let count = bytes.get_count(1).filter(|count| *count <= KEPT)?;
        let one = |bytes: &mut Reader<'_>| bytes.get_u32().filter(|n| *n <= 1_000_000);
        let recent = (0..count).map(|_| one(bytes)).collect::<Option<_>>()?;
        let [flags] = bytes.array()?;
        let is = |bit: u8| flags >> bit & 1 == 1;
        let talk = Self { counts, recent, spoke: [is(0), is(1), is(2)], asked: is(3) };
        (sound && flags < 16).then_some(talk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retention_is_the_shared_part_of_both_turns_words() {
        assert_eq!(jaccard(Overlap { shared: 2, of: 3, earlier: 5 }), Some(333_333));
        assert_eq!(jaccard(Overlap { shared: 4, of: 4, earlier: 4 }), Some(1_000_000));
        assert_eq!(jaccard(Overlap { shared: 0, of: 3, earlier: 0 }), None);
    }
}
