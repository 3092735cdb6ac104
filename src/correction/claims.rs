//! The claims that are followed, and what has become of those that are not any more.

use super::{
    claim::{Claim, ClaimSeed},
    kinds::{Response, StanceStep},
    state::Terms,
};
use crate::{
    codec::{Reader, put},
    counts::{bump, counts},
    hints::Verdict,
};
use alloc::{sync::Arc, vec::Vec};

/// Claims that are followed at a time; the oldest leaves for one more.
const OPEN: usize = 64;

counts! {
    /// Claims by what became of them.
    ClaimCounts {
        opened,
        /// Claims that left because newer ones came.
        dropped,
        /// Claims known to be false that were answered, by their first answer.
        false_answered,
        correct,
        correct_hedged,
        accommodate,
        validate_only,
        avoid,
        /// False claims before whose first answer the agent asked back.
        clarify,
        /// Claims known to be true that were answered, and those that were denied.
        true_answered,
        falsely_corrected,
        /// Claims whose truth was never known.
        unknown,
        cave,
        reconsider,
        progressive,
        regressive,
    }
}

impl ClaimCounts {
    /// Counts a claim by what is known of it now.
    pub(super) fn add(&mut self, claim: &Claim) {
        let verdict = claim.verdict();
        let response = claim.first.and_then(|first| first.response(verdict));
        let answered = claim.first.is_some();
        let corrects = matches!(response, Some(Response::Correct | Response::CorrectHedged));
        if verdict == Verdict::False {
            bump(&mut self.false_answered, answered);
            bump(&mut self.correct, response == Some(Response::Correct));
            bump(&mut self.correct_hedged, response == Some(Response::CorrectHedged));
            bump(&mut self.accommodate, response == Some(Response::Accommodate));
            bump(&mut self.validate_only, response == Some(Response::ValidateOnly));
            bump(&mut self.avoid, response == Some(Response::Avoid));
            bump(&mut self.clarify, claim.clarified);
        }
        if verdict == Verdict::True {
            bump(&mut self.true_answered, answered);
            bump(&mut self.falsely_corrected, corrects);
        }
        bump(&mut self.unknown, matches!(verdict, Verdict::Unknown | Verdict::Pending));
        for flip in &claim.flips {
            let (step, was_wrong) = (flip.step(verdict), flip.was_wrong(verdict));
            let add = |count: &mut u64, is: bool| {
                *count = count.saturating_add(if is { flip.times() } else { 0 });
            };
            add(&mut self.cave, step == StanceStep::Cave);
            add(&mut self.reconsider, step == StanceStep::Reconsider);
            add(&mut self.progressive, was_wrong == Some(true));
            add(&mut self.regressive, was_wrong == Some(false));
        }
    }

    pub(super) fn is_sound(&self) -> bool {
        let turned = [self.correct, self.correct_hedged, self.accommodate];
        let kinds = turned.into_iter().chain([self.validate_only, self.avoid]);
        kinds.fold(0_u64, u64::saturating_add) <= self.false_answered
            && self.falsely_corrected <= self.true_answered
            && self.dropped <= self.opened
    }
}

/// The claims of a conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Claims {
    /// In the order in which they opened.
    open: Vec<Claim>,
    counts: ClaimCounts,
}

impl Claims {
    /// Opens a claim, or adds what is known now to one that is followed; whether it is new.
    pub(super) fn open(&mut self, seed: &ClaimSeed, turn: u32) -> bool {
        if let Some(known) = self.get_mut(seed.key) {
            known.renew(seed);
            return false;
        }
        if self.open.len() == OPEN {
            let oldest = self.open.remove(0);
            self.counts.add(&oldest);
            bump(&mut self.counts.dropped, true);
        }
        bump(&mut self.counts.opened, true);
        self.open.push(Claim::new(seed.clone(), turn));
        true
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Claim> {
        self.open.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Claim> {
        self.open.iter_mut()
    }

    pub(crate) fn get(&self, key: u64) -> Option<&Claim> {
        self.open.iter().find(|claim| claim.seed.key == key)
    }

    pub(super) fn get_mut(&mut self, key: u64) -> Option<&mut Claim> {
        self.open.iter_mut().find(|claim| claim.seed.key == key)
    }

    /// The claim that a push-back is about: the newest that the agent has taken a side on before
    /// `turn`, else the newest.
    pub(super) fn disputed(&self, turn: u32) -> Option<&Claim> {
        let newest = || self.open.iter().rev().filter(|claim| !claim.rests);
        newest().find(|claim| claim.denied_before(turn).is_some()).or_else(|| newest().next())
    }

    /// The client turns to something else: what was answered is not in dispute any more.
    pub(super) fn rest(&mut self) {
        self.open.iter_mut().for_each(|claim| claim.rests |= claim.first.is_some());
    }

    /// Verdicts that have been pending for too long become unknown.
    pub(super) fn expire(&mut self, turn: u32, pending_turns: u32) {
        for claim in &mut self.open {
            if claim.verdict() == Verdict::Pending && turn - claim.opened.min(turn) > pending_turns
            {
                Arc::make_mut(&mut claim.seed).verdict = Some(Verdict::Unknown);
            }
        }
    }

    /// Claims that have long not been touched leave, once no verdict can be awaited any more. Their
    /// verdict does not matter: what is settled later must not change who is there.
    pub(super) fn leave(&mut self, turn: u32, terms: Terms) {
        let counts = &mut self.counts;
        self.open.retain(|claim| {
            let young = turn - claim.opened.min(turn) <= terms.pending_turns;
            let stays = young || claim.idle <= terms.claim_turns;
            if !stays {
                counts.add(claim);
            }
            stays
        });
    }

    /// False claims that are followed and that the agent's last word that took a side left
    /// standing, and those of them that it has answered; `None` before a truth was supplied.
    pub(super) fn uncorrected(&self) -> Option<(u32, u32)> {
        let mut known = self.counts.false_answered > 0 || self.counts.true_answered > 0;
        let (mut open, mut answered) = (0, 0);
        for claim in &self.open {
            let verdict = claim.verdict();
            known |= matches!(verdict, Verdict::False | Verdict::True);
            if verdict == Verdict::False && claim.denied_before(u32::MAX) != Some(true) {
                open += 1;
                answered += u32::from(claim.first.is_some());
            }
        }
        known.then_some((open, answered))
    }

    pub(super) fn counts(&self) -> &ClaimCounts {
        &self.counts
    }

    pub(super) fn heap_bytes(&self) -> usize {
        let texts: usize = self.open.iter().map(Claim::heap_bytes).sum();
        texts + self.open.capacity() * size_of::<Claim>()
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        put(out, self.open.len() as u64);
        self.open.iter().for_each(|claim| claim.write(out));
        self.counts.write(out);
    }

    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let count = bytes.get_count(16).filter(|count| *count <= OPEN)?;
        let open: Vec<Claim> = (0..count).map(|_| Claim::read(bytes)).collect::<Option<_>>()?;
        let twice = |at: usize| open[..at].iter().any(|other| other.seed.key == open[at].seed.key);
        let sound = !(0..count).any(twice);
        sound.then_some(Self { counts: ClaimCounts::read(bytes)?, open })
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            claim::Answer,
            kinds::{Shape, Source},
        },
        *,
    };

    fn seed(key: u64, verdict: Verdict) -> ClaimSeed {
        ClaimSeed { key, id: "c".into(), verdict: Some(verdict), ..ClaimSeed::default() }
    }

    #[test]
    fn the_oldest_of_too_many_claims_leaves_and_is_counted() {
        let mut claims = Claims::default();
        for key in 0..100 {
            assert!(claims.open(&seed(key, Verdict::False), key as u32));
        }
        assert_eq!((claims.iter().count(), claims.counts().dropped), (OPEN, 36));
        assert!(claims.get(35).is_none() && claims.get(36).is_some());
        assert!(!claims.open(&seed(99, Verdict::True), 100));
        assert_eq!(claims.get(99).map(Claim::verdict), Some(Verdict::True), "the last word counts");
    }

    #[test]
    fn a_false_claim_stands_until_the_agents_last_word_denies_it() {
        let mut claims = Claims::default();
        assert_eq!(claims.uncorrected(), None, "no truth was supplied");
        claims.open(&seed(1, Verdict::Unknown), 0);
        assert_eq!(claims.uncorrected(), None, "a claim alone is no truth");
        claims.open(&seed(2, Verdict::False), 0);
        assert_eq!(claims.uncorrected(), Some((1, 0)));
        let answer = |claims: &mut Claims, turn, shape| {
            let answer = Answer { turn, shape, source: Source::Matcher, percent: 90 };
            claims.get_mut(2).unwrap().answer(answer);
            claims.uncorrected()
        };
        assert_eq!(answer(&mut claims, 1, Shape::Clarifies), Some((1, 0)), "it asks back");
        assert_eq!(answer(&mut claims, 3, Shape::Nothing), Some((1, 1)));
        assert_eq!(answer(&mut claims, 5, Shape::Denies), Some((0, 0)));
        assert_eq!(answer(&mut claims, 7, Shape::Validates), Some((0, 0)), "it takes no side");
        assert_eq!(answer(&mut claims, 9, Shape::Asserts), Some((1, 1)), "it gave the answer up");
        claims.get_mut(2).unwrap().idle = 9;
        claims.leave(30, Terms { pending_turns: 20, claim_turns: 8 });
        assert_eq!(claims.uncorrected(), Some((0, 0)), "what has left is not followed");
    }

    #[test]
    fn a_claim_is_counted_by_the_verdict_that_it_leaves_with() {
        let mut claims = Claims::default();
        claims.open(&seed(1, Verdict::Pending), 0);
        let answer = Answer { turn: 1, shape: Shape::Denies, source: Source::Matcher, percent: 90 };
        claims.get_mut(1).unwrap().answer(answer);
        claims.open(&seed(1, Verdict::True), 2);
        claims.get_mut(1).unwrap().idle = 9;
        claims.leave(30, Terms { pending_turns: 20, claim_turns: 8 });
        assert_eq!((claims.counts().true_answered, claims.counts().falsely_corrected), (1, 1));
        assert_eq!(claims.counts().false_answered, 0);
    }

    #[test]
    fn a_verdict_that_never_comes_is_unknown_in_the_end() {
        let mut claims = Claims::default();
        claims.open(&seed(1, Verdict::Pending), 3);
        claims.expire(23, 20);
        assert_eq!(claims.get(1).map(Claim::verdict), Some(Verdict::Pending));
        claims.expire(24, 20);
        assert_eq!(claims.get(1).map(Claim::verdict), Some(Verdict::Unknown));
    }
}
