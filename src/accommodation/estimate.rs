//! Estimates with intervals that allow for autocorrelation: Student's t and effective numbers of
//! observations.
//!
//! Two series that both drift correlate by chance more often than independent draws do. The
//! variance of their correlation is 1/n times `1 + 2 sum r1(k) r2(k)` over the lags k (Bartlett
//! 1935; Bayley & Hammersley 1946); for AR(1) series that is `n (1 - r1 r2) / (1 + r1 r2)` effective
//! observations. Measurement noise makes lag 1 look smaller than what follows decays, so the sum is
//! taken here as a geometric one through lags 1 and 2, which is the same for AR(1).

use crate::value::{Measure, Undefined};
use core::f64::consts::FRAC_PI_2;

/// A value with its 95 % interval.
///
/// # Example
/// ```
/// use lingsync::accommodation::{Series, SeriesTurn};
///
/// let series = Series::<f64>::new();
/// let synchrony = series.pair(1, 0).synchrony;
/// assert_eq!(synchrony.interval, None);
/// assert!(!synchrony.excludes(0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Estimate {
    /// The value, or why there is none.
    pub value: Measure,
    /// Its 95 % interval; `None` where the value is undefined or too few observations are effective.
    pub interval: Option<(f64, f64)>,
    /// Observations.
    pub n: u32,
    /// How many independent observations would tell as much; at most `n`.
    pub effective_n: f64,
}

impl Estimate {
    pub(crate) fn undefined(reason: Undefined, n: u32) -> Self {
        let effective_n = f64::from(n);
        Self { value: Measure::Undefined(reason), interval: None, n, effective_n }
    }

    /// Whether the interval leaves `value` out.
    #[must_use]
    pub fn excludes(&self, value: f64) -> bool {
        self.interval.is_some_and(|(low, high)| value < low || high < value)
    }

    /// Whether the interval holds `value`.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        self.interval.is_some_and(|(low, high)| low <= value && value <= high)
    }
}

/// `value` plus and minus `half`, if both ends are finite.
pub(crate) fn around(value: f64, half: f64) -> Option<(f64, f64)> {
    let (low, high) = (value - half, value + half);
    (low.is_finite() && high.is_finite()).then_some((low, high))
}

/// Effective observations out of `n` when the products of the autocorrelations are `lag1` and
/// `lag2`: the sum over all lags is continued geometrically. At most `n`.
pub(crate) fn effective_n(n: f64, lag1: f64, lag2: f64) -> f64 {
    if lag1.is_nan() || lag1 <= 0.0 {
        return n;
    }
    let lag1 = lag1.min(0.95);
    let ratio = (lag2.max(0.0) / lag1).clamp(lag1, 0.95);
    n / (1.0 + 2.0 * lag1 / (1.0 - ratio))
}

/// A lag-1 autocorrelation without its small-sample bias of -(1 + 3 r) / n (Kendall 1954).
pub(crate) fn unbiased(r: f64, n: f64) -> f64 {
    if n > 4.0 { ((n * r + 1.0) / (n - 3.0)).clamp(-0.95, 0.95) } else { r }
}

/// Effective observations for the mean of a series with these autocorrelations (with their
/// small-sample bias) at lags 1 and 2. Errs by half a standard error of lag 1 to the side of caution:
/// a series that is a little slower than it looks has far fewer effective observations.
pub(crate) fn effective_n_of_mean(n: f64, lag1: f64, lag2: f64) -> f64 {
    let lag1 = unbiased(lag1, n);
    let lag1 = lag1 + 0.5 * libm::sqrt((1.0 - lag1 * lag1) / n);
    // The bias at lag 2 (Kendall 1954).
    let slow = lag1.clamp(0.0, 1.0);
    let lag2 = lag2 + ((1.0 + slow) * (1.0 + slow) + 4.0 * slow * slow) / n;
    effective_n(n, lag1, lag2)
}

/// The squared standard error of a mean, and the degrees of freedom that it was found with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    pub(crate) variance: f64,
    pub(crate) df: f64,
}

impl Spread {
    /// Of a sum of two independent means (Satterthwaite 1946).
    pub(crate) fn plus(self, other: Self) -> Self {
        let variance = self.variance + other.variance;
        let squares = self.variance * (self.variance / self.df)
            + other.variance * (other.variance / other.df);
        let df = if squares > 0.0 { variance * (variance / squares) } else { self.df };
        Self { variance, df }
    }

    /// The 95 % interval around a mean.
    pub(crate) fn interval(self, mean: f64) -> Option<(f64, f64)> {
        if self.df < LEAST_DF {
            return None;
        }
        around(mean, t975(self.df) * libm::sqrt(self.variance))
    }
}

/// Degrees of freedom below which no interval is given: it would say nothing.
pub(crate) const LEAST_DF: f64 = 2.0;

/// The 97.5 % quantile of Student's t with `df` degrees of freedom (any real of at least 2): half
/// the width of a 95 % interval in standard errors. Relative error below 1e-3 (tested).
///
/// Hill 1970, Algorithm 396.
pub(crate) fn t975(df: f64) -> f64 {
    const P: f64 = 0.05;
    let df = df.max(LEAST_DF);
    let a = 1.0 / (df - 0.5);
    let b = 48.0 / (a * a);
    let mut c = ((20_700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    let d = ((94.5 / (b + c) - 3.0) / b + 1.0) * libm::sqrt(a * FRAC_PI_2) * df;
    let y = libm::pow(d * P, 2.0 / df);
    let y = if y > P + a {
        // Near the normal distribution: Cornish-Fisher around its quantile.
        let x = -1.959_963_984_540_054;
        let y = x * x;
        if df < 5.0 {
            c += 0.3 * (df - 4.5) * (x + 0.6);
        }
        let c = (((0.05 * d * x - 5.0) * x - 7.0) * x - 2.0) * x + b + c;
        let y = (((((0.4 * y + 6.3) * y + 36.0) * y + 94.5) / c - y - 3.0) / b + 1.0) * x;
        libm::expm1(a * y * y)
    } else {
        let tail = ((df + 6.0) / (df * y) - 0.089 * d - 0.822) * (df + 2.0) * 3.0;
        ((1.0 / tail + 0.5 / (df + 4.0)) * y - 1.0) * (df + 1.0) / (df + 2.0) + 1.0 / y
    };
    libm::sqrt(df * y)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two-sided tail beyond `t` by Simpson's rule over the angle (t = sqrt(df) tan x).
    fn tail(t: f64, df: f64) -> f64 {
        let area = |from: f64, to: f64| {
            const STEPS: usize = 4_000;
            let step = (to - from) / STEPS as f64;
            let at = |i: usize| (from + step * i as f64).cos().max(0.0).powf(df - 1.0);
            let inner: f64 = (1..STEPS).map(|i| at(i) * if i % 2 == 1 { 4.0 } else { 2.0 }).sum();
            (at(0) + inner + at(STEPS)) * step / 3.0
        };
        let angle = (t / df.sqrt()).atan();
        area(angle, FRAC_PI_2) / area(0.0, FRAC_PI_2)
    }

    #[test]
    fn students_quantile_equals_the_tables() {
        let table = [
            (2.0, 4.302_653),
            (3.0, 3.182_446),
            (4.0, 2.776_445),
            (5.0, 2.570_582),
            (7.0, 2.364_624),
            (10.0, 2.228_139),
            (30.0, 2.042_272),
            (120.0, 1.979_930),
        ];
        for (df, exact) in table {
            assert!((t975(df) / exact - 1.0).abs() < 1e-3, "{df}: {} {exact}", t975(df));
        }
    }

    #[test]
    fn students_quantile_leaves_five_per_cent_for_broken_degrees_of_freedom_too() {
        for df in (20..60).map(|df| f64::from(df) / 10.0).chain([8.3, 17.7, 99.5]) {
            let tail = tail(t975(df), df);
            assert!((tail - 0.05).abs() < 2e-4, "{df}: {tail}");
        }
    }

    #[test]
    fn the_mean_of_a_slow_series_rests_on_few_observations_even_if_it_is_short() {
        let long = effective_n_of_mean(1e6, 0.6, 0.36);
        assert!((long / (1e6 * 0.4 / 1.6) - 1.0).abs() < 0.01, "{long}");
        let short = effective_n_of_mean(40.0, 0.6, 0.36);
        assert!(short > 2.0 && short < 7.0, "{short}");
        assert_eq!(effective_n_of_mean(40.0, -0.4, 0.1), 40.0);
    }

    #[test]
    fn two_errors_add_up_and_the_greater_one_gives_the_degrees_of_freedom() {
        let one = Spread { variance: 3.0, df: 5.0 };
        assert_eq!(one.plus(Spread { variance: 0.0, df: 9.0 }), one);
        assert_eq!(one.plus(one), Spread { variance: 6.0, df: 10.0 });
        let (low, high) = Spread { variance: 4.0, df: 10.0 }.interval(1.0).unwrap();
        assert!((high - 1.0 - 2.0 * 2.228_139).abs() < 1e-2 && (low + high - 2.0).abs() < 1e-12);
        assert_eq!(Spread { variance: 4.0, df: 1.5 }.interval(1.0), None);
    }

    #[test]
    fn the_effective_number_is_bartletts_for_series_of_order_one() {
        let product = 0.6 * 0.6;
        let expected = 40.0 * (1.0 - product) / (1.0 + product);
        assert!((effective_n(40.0, product, product * product) - expected).abs() < 1e-9);
        assert_eq!(effective_n(40.0, -0.2, 0.1), 40.0);
        assert!(effective_n(40.0, 0.2, 0.2) < effective_n(40.0, 0.2, 0.04));
    }
}
