//! Counting how often something came out, and how much of that can be chance.

use lingsync::accommodation::{Estimate, Lift};

/// Nominal error of a 95 % interval.
pub(crate) const NOMINAL: f64 = 0.05;
/// What a true error may be above the nominal one. Effective n and batch means are exact for long
/// series only: over 10,000 runs a cell the worst true error here, that of responsiveness at 40
/// pairs and phi .8, is .056.
pub(crate) const ALLOWANCE: f64 = 0.01;
/// An interval must exist in four of five runs at least.
pub(crate) const MOST_MISSING: f64 = 0.2;
/// An interval may be so many times as wide as one made with the true standard error of its value.
/// Student's t with 5 degrees of freedom (6 batches) takes 1.3 of that.
pub(crate) const WIDEST: f64 = 1.75;

/// So many hits of so many runs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    hits: u32,
    of: u32,
}

impl Tally {
    pub(crate) fn add(&mut self, hit: bool) {
        self.hits += u32::from(hit);
        self.of += 1;
    }

    pub(crate) fn share(self) -> f64 {
        f64::from(self.hits) / f64::from(self.of.max(1))
    }
}

/// Two standard errors of a share whose true value is `share`, over `runs`.
pub(crate) fn margin(share: f64, runs: u32) -> f64 {
    2.0 * (share * (1.0 - share) / f64::from(runs)).sqrt()
}

/// What came out of a run: a value and its interval.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    value: Option<f64>,
    interval: Option<(f64, f64)>,
}

impl From<Estimate> for Found {
    fn from(estimate: Estimate) -> Self {
        Self { value: estimate.value.value(), interval: estimate.interval }
    }
}

impl From<Lift> for Found {
    fn from(lift: Lift) -> Self {
        assert_eq!(
            lift.is_significant(),
            lift.interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0)
        );
        Self { value: lift.value.value(), interval: lift.interval }
    }
}

/// The intervals of one measure over many runs, against the true value.
#[derive(Clone, Copy, Default)]
pub(crate) struct Intervals {
    truth: f64,
    runs: u32,
    /// Intervals that leave the truth out.
    outside: Tally,
    /// Runs whose interval leaves 0 out.
    found: Tally,
    widths: f64,
    /// Sums of values and of their squares.
    values: (f64, f64),
}

impl Intervals {
    pub(crate) fn of(truth: f64) -> Self {
        Self { truth, ..Self::default() }
    }

    pub(crate) fn add(&mut self, found: impl Into<Found>) {
        let found = found.into();
        let value = found.value.expect("the value is defined in every run");
        self.runs += 1;
        self.values = (self.values.0 + value, self.values.1 + value * value);
        self.found.add(found.interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0));
        if let Some((low, high)) = found.interval {
            self.outside.add(self.truth < low || high < self.truth);
            self.widths += high - low;
        }
    }

    pub(crate) fn error(&self) -> f64 {
        self.outside.share()
    }

    /// Share of all runs whose interval leaves 0 out.
    pub(crate) fn power(&self) -> f64 {
        self.found.share()
    }

    pub(crate) fn missing(&self) -> f64 {
        1.0 - f64::from(self.outside.of) / f64::from(self.runs)
    }

    pub(crate) fn mean(&self) -> f64 {
        self.values.0 / f64::from(self.runs)
    }

    /// Mean width over that of an interval made with the true standard error.
    pub(crate) fn relative_width(&self) -> f64 {
        let runs = f64::from(self.runs);
        let mean = self.values.0 / runs;
        let sd = (self.values.1 / runs - mean * mean).max(0.0).sqrt();
        self.widths / f64::from(self.outside.of.max(1)) / (2.0 * 1.96 * sd)
    }

    /// Fails unless the error is nominal, within chance and the allowance, and the interval is there.
    pub(crate) fn check(&self, name: &str) {
        let most = NOMINAL + ALLOWANCE + margin(NOMINAL, self.outside.of);
        assert!(self.error() <= most, "{name}: error {} of at most {most:.4}", self.error());
        let missing = self.missing();
        assert!(missing <= MOST_MISSING, "{name}: no interval in {missing:.3} of the runs");
        let width = self.relative_width();
        assert!(width <= WIDEST, "{name}: {width:.2} times as wide as it need be");
    }

    /// Error, share without an interval, relative width.
    pub(crate) fn row(&self) -> String {
        format!("{:.3} {:.2} {:.2}", self.error(), self.missing(), self.relative_width())
    }
}
