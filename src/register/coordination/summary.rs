//! Scores of coordination from its counts: by pair, by speaker or target, and their averages.

use super::{Coordination, MarkerCounts, PairCounts};
use crate::register::style::mean;
use crate::value::{Measure, Undefined};
use alloc::vec::Vec;

/// A score for each marker, -1 to 1; undefined (`too_few`) where the counts stay below the
/// thresholds.
pub type MarkerScores = Vec<Measure>;

/// How often something must occur before a marker is scored.
///
/// The three `_indiv` values decide which pairs are summed at all, the others hold for the sum.
/// A marker that was never offered, or a speaker without replies, is never scored.
///
/// # Example
/// ```
/// use lingsync::register::coordination::Thresholds;
///
/// assert_eq!(Thresholds::default().target, 3);
/// assert_eq!(Thresholds::ZERO.target, 0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Thresholds {
    /// Replies of the speaker that have the marker.
    pub speaker: u32,
    /// Replies to turns that have the marker.
    pub target: u32,
    /// Replies.
    pub utterances: u32,
    /// As `speaker`, for one pair.
    pub speaker_indiv: u32,
    /// As `target`, for one pair.
    pub target_indiv: u32,
    /// As `utterances`, for one pair.
    pub utterances_indiv: u32,
}

impl Thresholds {
    /// No threshold.
    pub const ZERO: Self = Self {
        speaker: 0,
        target: 0,
        utterances: 0,
        speaker_indiv: 0,
        target_indiv: 0,
        utterances_indiv: 0,
    };

    /// The thresholds with the two sides exchanged.
    const fn swapped(self) -> Self {
        Self {
            speaker: self.target,
            target: self.speaker,
            speaker_indiv: self.target_indiv,
            target_indiv: self.speaker_indiv,
            ..self
        }
    }
}

/// ConvoKit's: a marker must be offered 3 times.
impl Default for Thresholds {
    fn default() -> Self {
        Self { target: 3, ..Self::ZERO }
    }
}

/// Whose scores a summary holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Focus {
    /// Each speaker towards all whom he or she answers, taken as one person.
    Speakers,
    /// All who answer a person, taken as one, towards that person. As in ConvoKit, the thresholds
    /// of speaker and target change places.
    Targets,
}

/// The scores of every person who has at least one, and their averages.
///
/// # Example
/// ```
/// use lingsync::register::coordination::{Coordination, Focus, Thresholds};
///
/// let mut coordination = Coordination::new(1);
/// for (speaker, markers) in [(0, 1), (1, 1), (0, 0), (1, 0), (0, 0)] {
///     coordination.observe(speaker, markers);
/// }
/// let summary = coordination.summary(Focus::Speakers, &Thresholds::ZERO);
/// assert_eq!(summary.people.len(), 2);
/// // Person 0 scores 0/1 - 0/2, person 1 scores 1/1 - 1/2.
/// assert_eq!(summary.agg1().value(), Some(0.25));
/// assert_eq!(summary.averages_by_person()[1], (1, 0.5));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CoordinationSummary {
    /// Person and scores by marker, by index of the person.
    pub people: Vec<(u16, MarkerScores)>,
    markers: usize,
}

impl CoordinationSummary {
    /// For each person the mean over the markers that have a score.
    #[must_use]
    pub fn averages_by_person(&self) -> Vec<(u16, f64)> {
        let average = |(person, scores): &(u16, MarkerScores)| {
            let mean = mean(scores.iter().filter_map(|score| score.value()), Undefined::TooFew);
            Some((*person, mean.value()?))
        };
        self.people.iter().filter_map(average).collect()
    }

    /// For each marker the mean over the people who have a score for it.
    #[must_use]
    pub fn averages_by_marker(&self) -> MarkerScores {
        self.by_marker(|_| true)
    }

    /// For each marker the mean over the people who have a score for every marker.
    #[must_use]
    pub fn averages_by_marker_strict(&self) -> MarkerScores {
        self.by_marker(complete)
    }

    /// The mean over people and markers, of people with a score for every marker only.
    #[must_use]
    pub fn agg1(&self) -> Measure {
        let complete = self.people.iter().filter(|(_, scores)| complete(scores));
        mean(complete.filter_map(|(_, scores)| plain(scores)), Undefined::TooFew)
    }

    /// The mean over people and markers, where a marker that a person has no score for takes the
    /// mean of the others. Undefined (`too_few`) if nobody has a score for some marker.
    #[must_use]
    pub fn agg2(&self) -> Measure {
        let by_marker = self.averages_by_marker();
        let filled = |scores: &MarkerScores| {
            let scores = scores.iter().zip(&by_marker);
            scores.map(|(own, others)| own.value().or(others.value())).sum::<Option<f64>>()
        };
        let people = self.people.iter().map(|(_, scores)| filled(scores));
        match people.sum::<Option<f64>>() {
            Some(sum) => {
                Measure::ratio(sum, (self.people.len() * self.markers) as f64, Undefined::TooFew)
            }
            None => Measure::Undefined(Undefined::TooFew),
        }
    }

    /// The mean of [`averages_by_person`](Self::averages_by_person): markers without a score are
    /// left out.
    #[must_use]
    pub fn agg3(&self) -> Measure {
        mean(self.averages_by_person().into_iter().map(|(_, average)| average), Undefined::TooFew)
    }

    fn by_marker(&self, wanted: impl Fn(&MarkerScores) -> bool) -> MarkerScores {
        let average = |marker: usize| {
            let people = self.people.iter().filter(|(_, scores)| wanted(scores));
            mean(people.filter_map(|(_, scores)| scores.get(marker)?.value()), Undefined::TooFew)
        };
        (0..self.markers).map(average).collect()
    }
}

fn complete(scores: &MarkerScores) -> bool {
    scores.iter().all(|score| score.value().is_some())
}

fn plain(scores: &MarkerScores) -> Option<f64> {
    mean(scores.iter().filter_map(|score| score.value()), Undefined::TooFew).value()
}

impl Coordination {
    /// The scores of `speaker` towards `target`. Undefined (`not_available`) without a reply,
    /// (`too_few`) below a threshold.
    #[must_use]
    pub fn pairwise(&self, speaker: u16, target: u16, thresholds: &Thresholds) -> MarkerScores {
        match self.find(speaker, target).ok().and_then(|at| self.pairs.get(at)) {
            Some(pair) => self.scores([pair].into_iter(), thresholds),
            None => {
                (0..self.markers).map(|_| Measure::Undefined(Undefined::NotAvailable)).collect()
            }
        }
    }

    /// The scores of every person, as speaker or as target, over all pairs together.
    #[must_use]
    pub fn summary(&self, focus: Focus, thresholds: &Thresholds) -> CoordinationSummary {
        let (of, thresholds): (fn(&PairCounts) -> u16, _) = match focus {
            Focus::Speakers => (|pair| pair.speaker, *thresholds),
            Focus::Targets => (|pair| pair.target, thresholds.swapped()),
        };
        let mut people: Vec<u16> = self.pairs.iter().map(of).collect();
        crate::sorted::sort_by(&mut people, Ord::cmp);
        people.dedup();
        let scored = people.into_iter().filter_map(|person| {
            let pairs = self.pairs.iter().filter(|pair| of(pair) == person);
            let scores = self.scores(pairs, &thresholds);
            scores.iter().any(|score| score.value().is_some()).then_some((person, scores))
        });
        CoordinationSummary { people: scored.collect(), markers: self.markers }
    }

    fn scores<'p>(
        &self,
        pairs: impl Iterator<Item = &'p PairCounts> + Clone,
        thresholds: &Thresholds,
    ) -> MarkerScores {
        let score = |marker: usize| {
            let (mut sum, mut n) = (MarkerCounts::default(), 0_u32);
            for pair in pairs.clone() {
                let counts = pair.markers.get(marker).copied().unwrap_or_default();
                if counts.tally >= thresholds.speaker_indiv
                    && counts.cond_total >= thresholds.target_indiv
                    && pair.n >= thresholds.utterances_indiv
                {
                    sum += counts;
                    n = n.saturating_add(pair.n);
                }
            }
            if sum.cond_total >= thresholds.target.max(1)
                && sum.tally >= thresholds.speaker
                && n >= thresholds.utterances.max(1)
            {
                let given = f64::from(sum.cond_tally) / f64::from(sum.cond_total);
                Measure::finite(given - f64::from(sum.tally) / f64::from(n), Undefined::TooFew)
            } else {
                Measure::Undefined(Undefined::TooFew)
            }
        };
        (0..self.markers).map(score).collect()
    }
}
