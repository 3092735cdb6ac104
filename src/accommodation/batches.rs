//! The mean of an autocorrelated series with an interval, in bounded memory.
//!
//! Batch means (Conway 1963; Law & Kelton): means of longer and longer runs of the series are less
//! and less correlated with each other, whatever the correlation within them. The series is kept as
//! at most 16 sums of runs; when they are full, neighbours are added up. For the interval they are
//! gathered into 6 to 12 batches, Student's t with one degree of freedom less.
//!
//! Why not an effective n from the lag-1 autocorrelation: surrogates share floors with the pairs
//! before and after them, so that much of a lift cancels over time, which lag 1 does not show. Such
//! intervals are up to ten times too cautious for the directional lift (tests/statistics).

use super::{
    estimate::Spread,
    state::{State, put_u32},
    value::LIMIT,
};
use crate::codec::{Reader, put_f64};
use alloc::vec::Vec;

/// Sums of runs at most.
const RUNS: usize = 16;
/// No interval from fewer values.
const LEAST: u32 = 12;

/// A running mean that can say how sure it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Batches {
    n: u32,
    mean: f64,
    /// Sum of squares about the mean.
    squares: f64,
    /// Values of a complete run: a power of two.
    size: u32,
    complete: u8,
    sums: [f64; RUNS],
    /// The run that is not complete.
    open: f64,
}

impl Default for Batches {
    fn default() -> Self {
        let sums = [0.0; RUNS];
        Self { n: 0, mean: 0.0, squares: 0.0, size: 1, complete: 0, sums, open: 0.0 }
    }
}

impl Batches {
    pub(crate) fn add(&mut self, value: f64) {
        if self.n == u32::MAX {
            return;
        }
        self.n += 1;
        let apart = value - self.mean;
        self.mean += apart / f64::from(self.n);
        self.squares += apart * (value - self.mean);
        self.open += value;
        // The size is a power of two.
        if self.n & (self.size - 1) == 0 {
            if let Some(sum) = self.sums.get_mut(usize::from(self.complete)) {
                *sum = self.open;
                self.complete += 1;
            }
            self.open = 0.0;
            if usize::from(self.complete) == RUNS {
                self.halve();
            }
        }
    }

    fn halve(&mut self) {
        let mut halved = [0.0; RUNS];
        for (sum, pair) in halved.iter_mut().zip(self.sums.chunks_exact(2)) {
            *sum = pair.iter().sum();
        }
        self.sums = halved;
        self.complete /= 2;
        self.size = self.size.saturating_mul(2);
    }

    pub(crate) fn n(&self) -> u32 {
        self.n
    }

    pub(crate) fn mean(&self) -> f64 {
        self.mean
    }

    /// The variance of the values (by n).
    pub(crate) fn variance(&self) -> f64 {
        self.squares / f64::from(self.n.max(1))
    }

    /// The squared standard error of the mean. `None` below 12 values.
    pub(crate) fn spread(&self) -> Option<Spread> {
        if self.n < LEAST {
            return None;
        }
        let batches = match self.n {
            ..64 => (self.n / 4).min(6),
            64..128 => 8,
            _ => 12,
        };
        let n = f64::from(self.n);
        let (mut taken, mut closed, mut squares) = (0_u64, 0_u32, 0.0);
        let (mut sum, mut count) = (0.0, 0_u32);
        let open = (self.open, self.n % self.size);
        let complete = self.sums.iter().take(usize::from(self.complete));
        for (run, len) in complete.map(|&sum| (sum, self.size)).chain([open]) {
            sum += run;
            count += len;
            taken += u64::from(len);
            // A batch ends where its share of the values is reached.
            if taken * u64::from(batches) >= u64::from(closed + 1) * u64::from(self.n) && count > 0
            {
                let apart = sum / f64::from(count) - self.mean;
                squares += f64::from(count) * apart * apart;
                closed += 1;
                (sum, count) = (0.0, 0);
            }
        }
        let df = f64::from(closed.max(2)) - 1.0;
        Some(Spread { variance: squares / (df * n), df })
    }

    /// How many independent values have a mean of this squared error; at most n. All of them if they
    /// differ by no more than rounding, as there is nothing to compare with.
    pub(crate) fn effective_n(&self, variance: f64) -> f64 {
        let (n, rounding) = (f64::from(self.n), 1e-10 * self.mean);
        let varies = self.squares > n * rounding * rounding;
        if varies && variance > 0.0 { (self.squares / (n - 1.0) / variance).min(n) } else { n }
    }
}

impl State for Batches {
    fn write(&self, out: &mut Vec<u8>) {
        put_u32(out, self.n);
        if self.n > 0 {
            put_f64(out, self.mean);
            put_f64(out, self.squares);
            put_u32(out, self.size);
            out.push(self.complete);
            put_f64(out, self.open);
            self.sums.iter().take(usize::from(self.complete)).for_each(|&sum| put_f64(out, sum));
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let mut batches = Self { n: bytes.get_u32()?, ..Self::default() };
        if batches.n == 0 {
            return Some(batches);
        }
        batches.mean = bytes.get_f64().filter(|mean| mean.abs() <= LIMIT * 2.0)?;
        batches.squares = bytes.get_f64().filter(|&squares| squares >= 0.0)?;
        batches.size = bytes.get_u32().filter(|size| size.is_power_of_two())?;
        [batches.complete] = bytes.array()?;
        batches.open = bytes.get_f64()?;
        let possible = usize::from(batches.complete) < RUNS
            && batches.n / batches.size == u32::from(batches.complete)
            && (batches.size == 1 || usize::from(batches.complete) >= RUNS / 2);
        if !possible {
            return None;
        }
        for sum in batches.sums.iter_mut().take(usize::from(batches.complete)) {
            *sum = bytes.get_f64()?;
        }
        Some(batches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_is_lost_when_runs_are_added_up() {
        for n in 1..300_u32 {
            let mut batches = Batches::default();
            (0..n).for_each(|value| batches.add(f64::from(value)));
            let sum: f64 = batches.sums.iter().sum::<f64>() + batches.open;
            assert_eq!(sum, f64::from(n * (n - 1) / 2));
            assert!((batches.mean() - f64::from(n - 1) / 2.0).abs() < 1e-9);
            assert!(usize::from(batches.complete) < RUNS);
            assert_eq!(batches.spread().is_some(), n >= LEAST);
            let mut bytes = Vec::new();
            batches.write(&mut bytes);
            assert_eq!(Batches::read(&mut Reader::new(&bytes)), Some(batches));
        }
    }

    #[test]
    fn a_trend_counts_as_few_effective_values() {
        let (mut trend, mut swing) = (Batches::default(), Batches::default());
        for t in 0..100 {
            trend.add(f64::from(t));
            swing.add(f64::from(t % 2));
        }
        let effective = |batches: &Batches| batches.effective_n(batches.spread().unwrap().variance);
        assert!(effective(&trend) < 12.0);
        assert_eq!(effective(&swing), 100.0);
    }

    #[test]
    fn runs_that_do_not_fit_the_count_are_refused() {
        let mut batches = Batches::default();
        (0..40).for_each(|value| batches.add(f64::from(value)));
        let mut bytes = Vec::new();
        batches.write(&mut bytes);
        bytes[0] = 60;
        assert_eq!(Batches::read(&mut Reader::new(&bytes)), None);
    }

    #[test]
    fn values_that_are_all_alike_are_all_effective() {
        let mut batches = Batches::default();
        (0..30).for_each(|_| batches.add(0.1 + 0.2));
        assert_eq!(batches.effective_n(1e-20), 30.0);
    }
}
