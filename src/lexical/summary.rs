//! The conversation so far: totals of every turn, and the distances of the window.

use super::{
    distance::Distance, generation::Generation, observation::LexicalObservation, reuse,
    tracker::LexicalTracker,
};
use crate::{
    config::Detail,
    text::{AnalysedTurn, vocabulary::OVERFLOW},
    turn::Party,
    value::{Measure, Rate, Undefined},
};
use alloc::{vec, vec::Vec};

const REUSE: usize = reuse::NAMES.len();

/// Sums over all turns of the conversation; they outlive the window.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Totals {
    parties: usize,
    /// By ordered pair of parties.
    pub(crate) pairs: Vec<PairTotals>,
    /// By party.
    pub(crate) own: Vec<OwnTotals>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PairTotals {
    pub(crate) shared: Rate,
    /// How often each reuse measure was defined, and its sum.
    pub(crate) reuse: [(u32, f64); REUSE],
    pub(crate) mirrored: u64,
    pub(crate) missed: u64,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OwnTotals {
    pub(crate) repetition: Rate,
    pub(crate) turns: u32,
    pub(crate) words: u64,
}

impl Totals {
    pub(crate) fn new(parties: usize) -> Self {
        Self {
            parties,
            pairs: vec![PairTotals::default(); parties * parties],
            own: vec![OwnTotals::default(); parties],
        }
    }

    pub(crate) fn add(&mut self, turn: &AnalysedTurn, seen: &LexicalObservation) {
        let party = turn.party();
        let own = &mut self.own[party.index()];
        // Sums that a forged snapshot has set to their largest must not overflow.
        own.turns = own.turns.saturating_add(1);
        own.words = own.words.saturating_add(turn.tokens.len() as u64);
        own.repetition += seen.self_repetition;
        for (other, rate) in &seen.others {
            self.pair_mut(party, *other).shared += *rate;
        }
        let pair = self.pair_mut(party, seen.towards);
        pair.shared += seen.shared_repetition;
        pair.mirrored = pair.mirrored.saturating_add(u64::from(seen.mirrored_count));
        pair.missed = pair.missed.saturating_add(seen.missed.len() as u64);
        for (sum, measure) in pair.reuse.iter_mut().zip(seen.reuse.values()) {
            if let Some(value) = measure.value() {
                sum.0 = sum.0.saturating_add(1);
                sum.1 += value;
            }
        }
    }

    fn pair_mut(&mut self, party: Party, towards: Party) -> &mut PairTotals {
        &mut self.pairs[party.index() * self.parties + towards.index()]
    }

    fn pair(&self, party: Party, towards: Party) -> &PairTotals {
        &self.pairs[party.index() * self.parties + towards.index()]
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.pairs.capacity() * size_of::<PairTotals>()
            + self.own.capacity() * size_of::<OwnTotals>()
    }
}

/// The lexical measures of a conversation so far. Rates and means are over all its turns; the
/// distances are over the window.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LexicalSummary {
    /// What the window holds.
    pub window: Window,
    /// Each party that has spoken, in order.
    pub parties: Vec<PartySummary>,
    /// Each ordered pair of parties that have spoken; agent towards client comes first.
    pub pairs: Vec<PairSummary>,
}

/// The turns that the exact figures rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Window {
    /// The first turn it holds.
    pub first_turn: u32,
    /// Turns it holds.
    pub turns: u32,
    /// Words it holds.
    pub words: u64,
    /// Whether earlier turns have left it.
    pub slid: bool,
}

/// One party's own figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartySummary {
    /// Who.
    pub party: Party,
    /// Turns.
    pub turns: u32,
    /// Words.
    pub words: u64,
    /// Words that repeat what the party itself had said in an earlier turn.
    pub self_repetition: Rate,
}

/// One party's figures towards another.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PairSummary {
    /// Whose turns.
    pub party: Party,
    /// Towards whom.
    pub towards: Party,
    /// Words that repeat what the other had said.
    pub shared_repetition: Rate,
    /// Content words that take up the other's, by type and turn.
    pub mirrored: u64,
    /// Entries of `missed`, over all turns.
    pub missed: u64,
    /// Means of the `reuse` measures over the turns in which they are defined, by name.
    pub reuse: Vec<(&'static str, Mean)>,
    /// How far the words of the two are apart, the party first; over the window. Only in full
    /// detail; [`LexicalTracker::distance`] gives it at any time.
    pub distance: Option<Distance>,
}

/// A mean with the number of values behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Mean {
    /// The mean; undefined (`too_few`) without a value.
    pub mean: Measure,
    /// How many values.
    pub n: u32,
}

impl LexicalSummary {
    pub(super) fn new(tracker: &LexicalTracker, detail: Detail) -> Self {
        let (live, totals) = (&tracker.live, &tracker.totals);
        let spoken: Vec<Party> =
            live.parties().filter(|party| totals.own[party.index()].turns > 0).collect();
        let mut pairs: Vec<PairSummary> = Vec::new();
        for party in &spoken {
            for towards in spoken.iter().filter(|towards| *towards != party) {
                let full = detail == Detail::Full;
                let distance = full.then(|| tracker.distance(*party, *towards));
                let totals = totals.pair(*party, *towards);
                pairs.push(pair_summary(totals, *party, *towards, distance));
            }
        }
        // Agent towards client, then client towards agent, then the others.
        let rank = |party: Party| match party {
            Party::AGENT => 0,
            Party::CLIENT => 1,
            other => 2 + other.0,
        };
        crate::sorted::sort_by_key(&mut pairs, |pair| (rank(pair.party), rank(pair.towards)));
        let parties = spoken.iter().map(|party| {
            let own = &totals.own[party.index()];
            PartySummary {
                party: *party,
                turns: own.turns,
                words: own.words,
                self_repetition: own.repetition,
            }
        });
        Self { window: tracker.window(), parties: parties.collect(), pairs }
    }
}

fn pair_summary(
    totals: &PairTotals,
    party: Party,
    towards: Party,
    distance: Option<Distance>,
) -> PairSummary {
    let reuse = reuse::NAMES.iter().zip(totals.reuse).map(|(name, (n, sum))| {
        (*name, Mean { mean: Measure::ratio(sum, f64::from(n), Undefined::TooFew), n })
    });
    PairSummary {
        party,
        towards,
        shared_repetition: totals.shared,
        mirrored: totals.mirrored,
        missed: totals.missed,
        reuse: reuse.collect(),
        distance,
    }
}

/// The counts of every word with a letter that either party uses, in order of first use: first the
/// words of `a`, then those of `b`. So no sum depends on how ids were given out. O(window).
pub(super) fn word_counts(live: &Generation, a: Party, b: Party) -> Vec<(u32, u32)> {
    let mut listed = vec![false; live.word_bound() as usize];
    let mut counts = Vec::new();
    for party in [a, b] {
        for turn in live.kept_turns().filter(|turn| turn.party == party) {
            for index in turn.first..turn.end {
                let word = live.word(index);
                if word == OVERFLOW || !live.has_letter(word) {
                    continue;
                }
                if !core::mem::replace(&mut listed[word as usize], true) {
                    counts.push((live.word_use(word, a).count, live.word_use(word, b).count));
                }
            }
        }
    }
    counts
}
