//! The paired numbers of one party and its partner: proximity, convergence and synchrony.
//!
//! The three terms are those of Levitan & Hirschberg (2011) and Edlund, Heldner & Hirschberg (2009):
//! proximity is being close, convergence is growing closer, synchrony is moving together.

use super::{
    estimate::{Estimate, LEAST_DF, around, effective_n, t975},
    floors::BANDS,
    moments::Comoments,
    responsiveness::{Responsiveness, responsiveness},
    state::State,
};
use crate::{
    codec::{Reader, put_f64},
    value::{Measure, Undefined},
};
use alloc::vec::Vec;

/// Pairs that a convergence needs.
const CONVERGENCE: u32 = 12;
/// Pairs that a correlation needs.
const SYNCHRONY: u32 = 8;

/// Proximity of the pairs in one length band of the partner's floor (1-4, 5-9, 10-19, 20+ words).
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct BandProximity {
    /// Pairs of the band.
    pub pairs: u32,
    /// Minus their mean absolute difference; undefined (`not_available`) without a pair.
    pub proximity: Measure,
}

/// Running sums over the pairs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Paired {
    /// c, a.
    now: Comoments<2>,
    /// c_t, a_(t-1), a_t.
    own: Comoments<3>,
    /// a_t, c_t, a_(t-1), c_(t-1), a_(t-2), c_(t-2).
    lagged: Comoments<6>,
    /// t, |a - c|, for each length band.
    bands: [Comoments<2>; BANDS],
    /// t, |a - c|.
    gap: Comoments<2>,
    /// t, and |a - c| at t, t-1, t-2.
    gap_lagged: Comoments<4>,
    /// a and c of the last pair and of the one before.
    last: [[f64; 2]; 2],
}

impl Paired {
    /// Adds a pair: the party's turn `a` after the partner's floor `c`, of length `band`.
    pub(crate) fn add(&mut self, a: f64, c: f64, band: usize) {
        let before = self.now.n();
        let [[a1, c1], [a2, c2]] = self.last;
        let t = f64::from(before);
        let gap = (a - c).abs();
        self.now.add([c, a]);
        self.gap.add([t, gap]);
        if let Some(moments) = self.bands.get_mut(band) {
            moments.add([t, gap]);
        }
        if before >= 1 {
            self.own.add([c, a1, a]);
        }
        if before >= 2 {
            self.lagged.add([a, c, a1, c1, a2, c2]);
            self.gap_lagged.add([t, gap, (a1 - c1).abs(), (a2 - c2).abs()]);
        }
        self.last = [[a, c], [a1, c1]];
    }

    pub(crate) fn pairs(&self) -> u32 {
        self.now.n()
    }

    pub(crate) fn proximity(&self) -> Measure {
        minus_mean_gap(&self.gap)
    }

    pub(crate) fn proximity_by_band(&self) -> [BandProximity; BANDS] {
        core::array::from_fn(|band| {
            let gap = self.bands.get(band).unwrap_or(&self.gap);
            BandProximity { pairs: gap.n(), proximity: minus_mean_gap(gap) }
        })
    }

    /// Minus the slope of the gap on pair number. The residual's autocorrelations are freed of
    /// their bias of about -(2 + 4 r) / n (a trend was taken out) before they go into effective n.
    pub(crate) fn convergence(&self) -> Estimate {
        let pairs = self.gap.n();
        if pairs < CONVERGENCE {
            return Estimate::undefined(Undefined::TooFew, pairs);
        }
        let n = f64::from(pairs);
        let spread = self.gap.product(0, 0);
        let slope = self.gap.product(0, 1) / spread;
        let errors = (self.gap.product(1, 1) - slope * self.gap.product(0, 1)).max(0.0);
        let now = [-slope, 1.0, 0.0, 0.0];
        let lag = |before: [f64; 4]| {
            let r = self.gap_lagged.correlation_of(&now, &before);
            (n * r + 2.0) / (n - 4.0)
        };
        let lag1 = lag([-slope, 0.0, 1.0, 0.0]);
        let lag2 = lag([-slope, 0.0, 0.0, 1.0]);
        let effective_n = effective_n(n, lag1, lag2);
        let df = effective_n - 2.0;
        let interval = if df < LEAST_DF {
            None
        } else {
            around(-slope, t975(df) * libm::sqrt(errors / df / spread))
        };
        let value = Measure::finite(-slope, Undefined::NoVariance);
        Estimate { value, interval, n: pairs, effective_n }
    }

    /// The same slope within length bands only: each band may have its own mean.
    pub(crate) fn convergence_within_bands(&self) -> Measure {
        if self.gap.n() < CONVERGENCE {
            return Measure::Undefined(Undefined::TooFew);
        }
        let sum = |j: usize| self.bands.iter().map(|band| band.product(0, j)).sum::<f64>();
        Measure::ratio(-sum(1), sum(0), Undefined::TooFew)
    }

    /// Pearson's correlation at lag 0.
    pub(crate) fn synchrony(&self) -> Estimate {
        let pairs = self.now.n();
        if pairs < SYNCHRONY {
            return Estimate::undefined(Undefined::TooFew, pairs);
        }
        let Some(r) = self.now.correlation(0, 1) else {
            return Estimate::undefined(Undefined::NoVariance, pairs);
        };
        let lag = |i: usize, j: usize| self.lagged.correlation(i, j).unwrap_or(0.0);
        let (agent2, client2) = (lag(0, 4), lag(1, 5));
        let lag1 = lag(0, 2) * lag(1, 3);
        let lag2 = if agent2 > 0.0 && client2 > 0.0 { agent2 * client2 } else { 0.0 };
        let effective_n = effective_n(f64::from(pairs), lag1, lag2);
        let interval = correlation_interval(r, effective_n);
        Estimate { value: Measure::Value(r), interval, n: pairs, effective_n }
    }

    /// Correlation of the party's value with the partner's of `lag` pairs before, for -2, -1, 1, 2.
    pub(crate) fn synchrony_lags(&self) -> [Measure; 4] {
        // Places in `lagged` of the later and the earlier value.
        [(1, 4), (1, 2), (0, 3), (0, 5)].map(|(later, earlier)| {
            if self.lagged.n() < SYNCHRONY {
                return Measure::Undefined(Undefined::TooFew);
            }
            let r = self.lagged.correlation(later, earlier);
            r.map_or(Measure::Undefined(Undefined::NoVariance), Measure::Value)
        })
    }

    pub(crate) fn responsiveness(&self, reliability: f64) -> Responsiveness {
        responsiveness(self.now.n(), &self.own, &self.lagged, reliability)
    }
}

fn minus_mean_gap(gap: &Comoments<2>) -> Measure {
    if gap.n() == 0 {
        Measure::Undefined(Undefined::NotAvailable)
    } else {
        Measure::Value(-gap.mean(1))
    }
}

/// Fisher's z interval, scaled so that it leaves 0 out exactly when Student's t test does.
fn correlation_interval(r: f64, effective_n: f64) -> Option<(f64, f64)> {
    let df = effective_n - 2.0;
    if df < LEAST_DF {
        return None;
    }
    let t = t975(df);
    let half = libm::atanh(t / libm::sqrt(t * t + df));
    let z = libm::atanh(r.clamp(-1.0 + 1e-15, 1.0 - 1e-15));
    around(z, half).map(|(low, high)| (libm::tanh(low), libm::tanh(high)))
}

impl State for Paired {
    fn write(&self, out: &mut Vec<u8>) {
        self.now.write(out);
        self.own.write(out);
        self.lagged.write(out);
        self.bands.iter().for_each(|band| band.write(out));
        self.gap.write(out);
        self.gap_lagged.write(out);
        self.last.iter().flatten().for_each(|&value| put_f64(out, value));
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let mut paired = Self {
            now: State::read(bytes)?,
            own: State::read(bytes)?,
            lagged: State::read(bytes)?,
            ..Self::default()
        };
        for band in &mut paired.bands {
            *band = State::read(bytes)?;
        }
        paired.gap = State::read(bytes)?;
        paired.gap_lagged = State::read(bytes)?;
        for value in paired.last.iter_mut().flatten() {
            *value = f64::read(bytes)?;
        }
        let n = paired.now.n();
        let banded: u64 = paired.bands.iter().map(|band| u64::from(band.n())).sum();
        let possible = n > 0
            && paired.gap.n() == n
            && banded == u64::from(n)
            && paired.own.n() == n - 1
            && paired.lagged.n() == n.saturating_sub(2)
            && paired.gap_lagged.n() == n.saturating_sub(2);
        possible.then_some(paired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(pairs: impl IntoIterator<Item = (f64, f64)>) -> Paired {
        let mut paired = Paired::default();
        pairs.into_iter().for_each(|(c, a)| paired.add(a, c, 0));
        paired
    }

    #[test]
    fn a_gap_that_closes_by_a_tenth_a_pair_converges_by_a_tenth() {
        let closing = paired((0..20).map(|t| (1.0, 3.0 - f64::from(t) * 0.1)));
        assert!((closing.convergence().value.value().unwrap() - 0.1).abs() < 1e-12);
        assert!((closing.proximity().value().unwrap() + 1.05).abs() < 1e-12);
        let scattered = |t: i32| if t % 2 == 0 { 0.02 } else { -0.02 };
        let closing = paired((0..20).map(|t| (1.0, 3.0 - f64::from(t) * 0.1 + scattered(t))));
        assert!(closing.convergence().excludes(0.0));
        let few = paired((0..11).map(|t| (1.0, f64::from(t))));
        assert_eq!(few.convergence().value, Measure::Undefined(Undefined::TooFew));
    }

    #[test]
    fn moving_together_at_a_distance_is_synchrony() {
        let pairs = [1.0, 5.0, 2.0, 4.0, 4.0, 0.0, 3.0, 1.0];
        let together = paired(pairs.map(|c| (c, 100.0 + 2.0 * c)));
        let synchrony = together.synchrony();
        assert!((synchrony.value.value().unwrap() - 1.0).abs() < 1e-12);
        assert!(synchrony.excludes(0.0));
        assert_eq!(
            paired(pairs[..7].iter().map(|&c| (c, c))).synchrony().value,
            Measure::Undefined(Undefined::TooFew)
        );
        assert_eq!(
            paired(pairs.map(|c| (c, 1.0))).synchrony().value,
            Measure::Undefined(Undefined::NoVariance)
        );
    }

    #[test]
    fn an_agent_that_follows_one_pair_late_shows_at_lag_one() {
        let client = |t: u32| f64::from(t * t * 7 % 13);
        let late = paired((1..40).map(|t| (client(t), client(t - 1))));
        let lags = late.synchrony_lags().map(|lag| lag.value().unwrap());
        assert!((lags[2] - 1.0).abs() < 1e-12, "{lags:?}");
        assert!(lags[0] < 0.9 && lags[1] < 0.9 && lags[3] < 0.9, "{lags:?}");
        let early = paired((0..40).map(|t| (client(t), client(t + 2))));
        assert!((early.synchrony_lags()[0].value().unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn length_bands_take_a_change_of_length_out_of_convergence() {
        // The gap is 3 in short floors and 1 in long ones; floors get longer.
        let mut paired = Paired::default();
        for t in 0..40 {
            let long = t % 4 < t / 10;
            paired.add(if long { 1.0 } else { 3.0 }, 0.0, if long { 3 } else { 0 });
        }
        assert!(paired.convergence().value.value().unwrap() > 0.02);
        assert_eq!(paired.convergence_within_bands(), Measure::Value(0.0));
        let bands = paired.proximity_by_band().map(|band| band.proximity);
        assert_eq!((bands[0], bands[3]), (Measure::Value(-3.0), Measure::Value(-1.0)));
        assert_eq!(bands[1], Measure::Undefined(Undefined::NotAvailable));
    }
}
