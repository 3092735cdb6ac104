//! The lift against other dialogues, and how far it depends on which dialogues they are.
//!
//! A background is a sample: with other dialogues in it the same turns would have another chance
//! level, for all turns at once, which the turns cannot show. So the dialogues are dealt into 16
//! clusters, and the spread of their contributions is added (the linearised variance of a mean over
//! clusters; Cochran 1977, chapter 11). And as the surrogates stay the same, nothing cancels between
//! a turn and the next: the error of the turns is that of the mean of a slow series, for which 6
//! batches are too short. Without both, intervals miss in up to 13 % of cases instead of 5
//! (tests/statistics).

use super::{
    estimate::{Spread, effective_n_of_mean},
    moments::Comoments,
    state::{State, put_u32},
    surrogate::{Chance, Lift, LiftState, Surrogates},
};
use crate::codec::{Reader, put_f64};
use alloc::vec::Vec;

/// Clusters of dialogues.
pub(crate) const CLUSTERS: usize = 16;
/// Clusters that an interval needs.
const LEAST: u32 = 4;
/// Pairs that an interval needs.
const LEAST_PAIRS: u32 = 12;

/// The cluster of a dialogue: Fibonacci hashing (Knuth), which deals successive numbers evenly.
pub(crate) fn cluster(dialogue: u64) -> usize {
    (dialogue.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 60) as usize
}

/// A running lift against other dialogues.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct BackgroundLift {
    lift: LiftState,
    /// The lifts of a pair and of the two before it.
    lagged: Comoments<3>,
    last: [f64; 2],
    /// For each cluster: the sum over turns of (similarity - chance of the turn) / surrogates.
    apart: [f64; CLUSTERS],
    /// Bit `i`: cluster `i` has stood in for a floor.
    seen: u16,
}

impl BackgroundLift {
    pub(crate) fn add(&mut self, real: f64, surrogates: &Surrogates<CLUSTERS>) {
        let Some((chance, clusters)) = surrogates.chance() else { return };
        let Chance { similarity, surrogates, .. } = chance;
        let [last, before] = self.last;
        if self.n() >= 2 {
            self.lagged.add([real - similarity, last, before]);
        }
        self.last = [real - similarity, last];
        self.lift.add_chance(real, chance);
        let seen = clusters.iter().enumerate().filter(|(_, (_, count))| *count > 0);
        for (cluster, &(sum, count)) in seen {
            self.seen |= 1 << cluster;
            if let Some(apart) = self.apart.get_mut(cluster) {
                *apart += (sum - similarity * f64::from(count)) / f64::from(surrogates);
            }
        }
    }

    /// Pairs used.
    pub(crate) fn n(&self) -> u32 {
        self.lift.n()
    }

    pub(crate) fn lift(&self) -> Lift {
        let spread = || Some(self.spread_of_turns()?.plus(self.spread_of_dialogues()?));
        self.lift.lift(1, spread())
    }

    /// The squared error that comes from the turns.
    fn spread_of_turns(&self) -> Option<Spread> {
        if self.n() < LEAST_PAIRS {
            return None;
        }
        let lag = |lag: usize| self.lagged.correlation(0, lag).unwrap_or(0.0);
        let df = effective_n_of_mean(f64::from(self.n()), lag(1), lag(2)) - 1.0;
        (df > 0.0).then(|| Spread { variance: self.lift.variance() / df, df })
    }

    /// What the choice of dialogues adds.
    fn spread_of_dialogues(&self) -> Option<Spread> {
        let clusters = self.seen.count_ones();
        if clusters < LEAST {
            return None;
        }
        let n = f64::from(self.n());
        let squares: f64 = self.apart.iter().map(|apart| (apart / n) * (apart / n)).sum();
        let (clusters, df) = (f64::from(clusters), f64::from(clusters - 1));
        Some(Spread { variance: squares * clusters / df, df })
    }
}

impl State for BackgroundLift {
    fn write(&self, out: &mut Vec<u8>) {
        self.lift.write(out);
        self.lagged.write(out);
        self.last.iter().for_each(|&lift| put_f64(out, lift));
        put_u32(out, u32::from(self.seen));
        for (cluster, &apart) in self.apart.iter().enumerate() {
            if self.seen & (1 << cluster) != 0 {
                put_f64(out, apart);
            }
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let lift: LiftState = State::read(bytes)?;
        let lagged: Comoments<3> = State::read(bytes)?;
        let last = [bytes.get_f64()?, bytes.get_f64()?];
        let seen = u16::try_from(bytes.get_u32()?).ok()?;
        let mut state = Self { lift, lagged, last, apart: [0.0; CLUSTERS], seen };
        for (cluster, apart) in state.apart.iter_mut().enumerate() {
            if seen & (1 << cluster) != 0 {
                *apart = bytes.get_f64()?;
            }
        }
        let possible =
            (state.n() > 0) == (seen != 0) && state.lagged.n() == state.n().saturating_sub(2);
        possible.then_some(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `dialogues` with one floor each, as like the turn as `value` says, `turns` times.
    fn lift(dialogues: u64, turns: u32, value: impl Fn(u64) -> f64) -> BackgroundLift {
        let mut lift = BackgroundLift::default();
        for t in 0..turns {
            let mut surrogates = Surrogates::default();
            (0..dialogues).for_each(|id| surrogates.add(cluster(id), value(id), true));
            lift.add(f64::from(t % 3), &surrogates);
        }
        lift
    }

    #[test]
    fn dialogues_that_differ_widen_the_interval_and_more_dialogues_narrow_it() {
        let width = |dialogues: u64, value: fn(u64) -> f64| {
            let (low, high) = lift(dialogues, 60, value).lift().interval.unwrap();
            high - low
        };
        let differing = |id: u64| (id % 2) as f64 * 4.0;
        assert!(width(16, differing) > 3.0 * width(16, |_| 2.0));
        assert!(width(16, differing) > 1.5 * width(160, |id| (id * 7 % 11 % 2) as f64 * 4.0));
    }

    #[test]
    fn the_spread_is_that_of_a_mean_over_dialogues() {
        let values = [1.0, 5.0, 2.0, 9.0, 4.0, 4.0, 0.0, 7.0];
        // Eight dialogues in eight clusters.
        let ids: Vec<u64> = (0..CLUSTERS)
            .step_by(2)
            .map(|place| (0..1_000).find(|&id| cluster(id) == place).unwrap())
            .collect();
        let value = |id: u64| {
            ids.iter().position(|&known| known == id).and_then(|i| values.get(i)).copied()
        };
        let mut lift = BackgroundLift::default();
        for _ in 0..20 {
            let mut surrogates = Surrogates::default();
            ids.iter().for_each(|&id| surrogates.add(cluster(id), value(id).unwrap(), true));
            lift.add(1.0, &surrogates);
        }
        let squares: f64 = values.iter().map(|value| (value - 4.0) * (value - 4.0)).sum();
        let spread = lift.spread_of_dialogues().unwrap();
        assert!((spread.variance - squares / 7.0 / 8.0).abs() < 1e-12);
        assert_eq!(spread.df, 7.0);
    }

    #[test]
    fn one_other_dialogue_gives_a_value_without_an_interval() {
        let mut one = BackgroundLift::default();
        for _ in 0..20 {
            let mut surrogates = Surrogates::default();
            (0..5).for_each(|floor| surrogates.add(cluster(8), f64::from(floor), true));
            one.add(3.0, &surrogates);
        }
        assert_eq!(one.lift().value.value(), Some(1.0));
        assert_eq!(one.lift().interval, None);
    }

    #[test]
    fn bytes_bring_it_back_and_clusters_without_pairs_are_refused() {
        let lift = lift(20, 30, |id| id as f64);
        let mut bytes = Vec::new();
        lift.write(&mut bytes);
        assert_eq!(BackgroundLift::read(&mut Reader::new(&bytes)), Some(lift));
        let mut bytes = Vec::new();
        BackgroundLift::default().write(&mut bytes);
        assert_eq!(bytes.pop(), Some(0));
        put_u32(&mut bytes, 1);
        put_f64(&mut bytes, 1.0);
        assert_eq!(BackgroundLift::read(&mut Reader::new(&bytes)), None);
    }
}
