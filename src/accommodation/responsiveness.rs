//! Responsiveness: by how much a party's value moves when its partner's does, own inertia aside;
//! and the register lock, an agent that stays fixed while the client moves.
//!
//! The actor-partner model (Kenny, Kashy & Cook 2006) on the paired series: a_t = k + b c_t + g a_(t-1).
//! The partner's value is read with error, which shrinks b by its reliability; b is divided by it.

use super::{
    estimate::{Estimate, LEAST_DF, around, effective_n, t975, unbiased},
    level::Level,
    moments::Comoments,
};
use crate::value::{Measure, Undefined};

/// Pairs at least.
const LEAST: u32 = 12;
/// No correction below this reliability.
const LEAST_RELIABILITY: f64 = 0.5;
/// No interval of the corrected slope below this reliability of what is left with the own lag held.
const LEAST_LEFT: f64 = 0.05;
/// A lock is called only if the partner's level ranged so far, in the unit of the series (z).
const MOVED: f64 = 1.0;
/// The slope that a lock excludes.
const RESPONDS: f64 = 0.5;

/// The slope b of a_t = k + b c_t + g a_(t-1), where a is the party's turn and c the partner's floor.
///
/// Unit: own units for one unit of the partner; 0 = does not react, 1 = follows fully. Undefined
/// below 12 pairs (`too_few`) and when the partner does not vary (`no_variance`); `corrected` also
/// below a reliability of .5 (`low_reliability`). A party whose own value never varies has b = 0
/// exactly. The interval is Student's t with effective observations from the autocorrelations of
/// the residual and of the partner's value (given the own lag): own inertia is in the model already,
/// so that the raw autocorrelations would make it two to three times too wide.
///
/// # Example
/// ```
/// use lingsync::accommodation::{Series, SeriesTurn};
///
/// let mut series = Series::new();
/// for t in 0..30 {
///     let client = f64::from(t * 7 % 11);
///     series.observe(SeriesTurn::new(0, 8, Some(client)));
///     series.observe(SeriesTurn::new(1, 8, Some(2.0 + 0.4 * client)));
/// }
/// let found = series.pair_with(1, 0, 0.8).responsiveness;
/// assert!((found.raw.value.value().unwrap() - 0.4).abs() < 1e-9);
/// assert!((found.corrected.value.value().unwrap() - 0.5).abs() < 1e-9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Responsiveness {
    /// b as measured; attenuated by noise in the partner's value.
    pub raw: Estimate,
    /// g: how much the party stays where it was. Undefined as `raw`, and when the party does not
    /// vary.
    pub own_lag: Measure,
    /// Reliability of the partner's value, 0..=1, as the caller gave it.
    pub reliability: f64,
    /// b divided by the reliability. With the own lag held the partner's value is somewhat less
    /// reliable; the interval allows for that.
    pub corrected: Estimate,
}

/// Fits the model: `own` has rows (c_t, a_(t-1), a_t), `lagged` (a_t, c_t, a_(t-1), c_(t-1), a_(t-2),
/// c_(t-2)).
pub(crate) fn responsiveness(
    pairs: u32,
    own: &Comoments<3>,
    lagged: &Comoments<6>,
    reliability: f64,
) -> Responsiveness {
    let reliability = if reliability.is_nan() { 0.0 } else { reliability.clamp(0.0, 1.0) };
    let (raw, own_lag, alone) = if pairs < LEAST {
        let reason = Undefined::TooFew;
        (Estimate::undefined(reason, pairs), Measure::Undefined(reason), 1.0)
    } else {
        fit(own, lagged)
    };
    let corrected = if raw.value.value().is_some() && reliability < LEAST_RELIABILITY {
        Estimate::undefined(Undefined::LowReliability, raw.n)
    } else {
        Estimate {
            value: match raw.value {
                Measure::Value(b) => Measure::Value(b / reliability),
                undefined => undefined,
            },
            interval: raw.interval.and_then(|ends| corrected_interval(ends, reliability, alone)),
            ..raw
        }
    };
    Responsiveness { raw, own_lag, reliability, corrected }
}

/// The interval of b over the reliability. With a share `alone` of the partner's variance left when
/// the own lag is held, but all of its noise, what is left has a lower reliability: an end away from
/// 0 is divided by that one. `None` where it is about 0: what is left may be noise.
fn corrected_interval((low, high): (f64, f64), reliability: f64, alone: f64) -> Option<(f64, f64)> {
    let left = 1.0 - (1.0 - reliability) / alone;
    let outer = |end: f64, outward: bool| end / if outward { left } else { reliability };
    (left >= LEAST_LEFT).then(|| (outer(low, low < 0.0), outer(high, high > 0.0)))
}

/// b, g, and the share of the partner's variance that the own lag does not explain. By the normal
/// equations, centred, so that k drops out of the 3 x 3.
fn fit(own: &Comoments<3>, lagged: &Comoments<6>) -> (Estimate, Measure, f64) {
    let no_variance = Undefined::NoVariance;
    let nothing = (Estimate::undefined(no_variance, own.n()), Measure::Undefined(no_variance), 1.0);
    if !own.varies(0) {
        return nothing;
    }
    let (cc, ca, aa) = (own.product(0, 0), own.product(0, 1), own.product(1, 1));
    let (cy, ay, yy) = (own.product(0, 2), own.product(1, 2), own.product(2, 2));
    let lag_varies = own.varies(1);
    // Share of the partner's variance that the own lag does not explain.
    let alone = if lag_varies { 1.0 - ca / cc * (ca / aa) } else { 1.0 };
    if alone < 1e-8 {
        return nothing;
    }
    let explained = if lag_varies { ca / aa } else { 0.0 };
    let partial = cc * alone;
    let b = if own.varies(2) {
        (cy - if lag_varies { ay * explained } else { 0.0 }) / partial
    } else {
        0.0
    };
    let g = if lag_varies { (ay - b * ca) / aa } else { 0.0 };
    let errors = (yy - b * cy - g * ay).max(0.0);

    let n = f64::from(own.n());
    let now = [1.0, -b, -g, 0.0, 0.0, 0.0];
    let before = [0.0, 0.0, 1.0, -b, -g, 0.0];
    let residual = unbiased(lagged.correlation_of(&now, &before), n);
    let now = [0.0, 1.0, -explained, 0.0, 0.0, 0.0];
    let before = [0.0, 0.0, 0.0, 1.0, -explained, 0.0];
    let partner = unbiased(lagged.correlation_of(&now, &before), n);
    let product = residual * partner;
    let effective_n = effective_n(n, product, product * product);
    let df = effective_n - 3.0;
    // That the own lag is found too small moves b too, unless the partner explains the party.
    let drawn = if lag_varies {
        let unexplained = errors / (yy - ay * (ay / aa)).max(errors);
        if unexplained > 0.0 { ca / cc * own_lag_bias(g, n) * unexplained } else { 0.0 }
    } else {
        0.0
    };
    let interval = if df < LEAST_DF {
        None
    } else {
        let error = libm::hypot(libm::sqrt(errors / df) / libm::sqrt(partial), drawn);
        around(b, t975(df) * error)
    };
    let value = Measure::finite(b, no_variance);
    let raw = Estimate { value, interval, n: own.n(), effective_n };
    let own_lag =
        if lag_varies { Measure::finite(g, no_variance) } else { Measure::Undefined(no_variance) };
    // A lag explains 1 / (n - 1) by chance.
    (raw, own_lag, (alone * (n - 1.0) / (n - 2.0)).min(1.0))
}

/// How far too small least squares find the own lag `g` of a short series: about (2 + 4 g) / n, with
/// one more variable in the model (after Kendall 1954).
fn own_lag_bias(g: f64, n: f64) -> f64 {
    (((n * g + 2.0) / (n - 4.0)).min(0.98) - g).max(0.0)
}

/// Whether the party stays fixed while its partner moves.
///
/// True when the partner's recent level (mean of its last 8 turns) ranged over at least 1.0 and the
/// interval of the corrected slope holds 0 and excludes .5. For series in z-scores. `level` is the
/// partner's. A confident "does not react", not an absence of proof: a wide interval is no lock.
///
/// # Errors
/// Why it cannot be said: `too_few` below 12 pairs or 8 turns of the partner, `low_reliability`,
/// `no_variance` when the partner's level ranged less than 1.0.
///
/// # Example
/// ```
/// use lingsync::accommodation::{Series, SeriesTurn, register_lock};
///
/// let mut series = Series::new();
/// for t in 0..40 {
///     let client = if t < 20 { 1.0 } else { -1.0 } + f64::from(t % 3) * 0.4;
///     series.observe(SeriesTurn::new(0, 8, Some(client)));
///     series.observe(SeriesTurn::new(1, 8, Some(f64::from(t % 7) * 0.1)));
/// }
/// assert_eq!(register_lock(&series.pair(1, 0).responsiveness, &series.level(0)), Ok(true));
/// // The client answers an agent that hardly moves: nothing can be said.
/// assert!(register_lock(&series.pair(0, 1).responsiveness, &series.level(1)).is_err());
/// ```
pub fn register_lock(found: &Responsiveness, level: &Level) -> Result<bool, Undefined> {
    let slope = &found.corrected;
    if let Measure::Undefined(reason) = slope.value {
        return Err(reason);
    }
    match level.range() {
        Measure::Undefined(reason) => Err(reason),
        Measure::Value(range) if range < MOVED => Err(Undefined::NoVariance),
        Measure::Value(_) => Ok(slope.holds(0.0) && slope.excludes(RESPONDS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accommodation::{Series, SeriesTurn};
    use alloc::vec::Vec;

    fn series(pairs: impl Iterator<Item = (f64, f64)>) -> Series<f64> {
        let mut series = Series::new();
        for (client, agent) in pairs {
            series.observe(SeriesTurn::new(0, 5, Some(client)));
            series.observe(SeriesTurn::new(1, 5, Some(agent)));
        }
        series
    }

    /// Numbers without pattern, between -1 and 1.
    fn scattered(seed: u64) -> impl Fn(u64) -> f64 {
        move |t| {
            let mut z = (t + seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
        }
    }

    #[test]
    fn planted_coefficients_are_found_again() {
        let client = scattered(1);
        let mut agent = 0.0;
        let pairs: Vec<(f64, f64)> = (0..40)
            .map(|t| {
                agent = 3.0 + 0.7 * client(t) + 0.4 * agent;
                (client(t), agent)
            })
            .collect();
        let found = series(pairs.into_iter()).pair(1, 0).responsiveness;
        assert!((found.raw.value.value().unwrap() - 0.7).abs() < 1e-9);
        assert!((found.own_lag.value().unwrap() - 0.4).abs() < 1e-9);
        assert_eq!(found.raw.n, 39);
    }

    #[test]
    fn a_distant_mean_changes_no_slope() {
        let (client, agent) = (scattered(200), scattered(3_000));
        let near = series((0..30).map(|t| (client(t), agent(t))));
        let far = series((0..30).map(|t| (client(t) + 1e7, agent(t) - 1e7)));
        let slope =
            |series: Series<f64>| series.pair(1, 0).responsiveness.raw.value.value().unwrap();
        assert!((slope(near) - slope(far)).abs() < 1e-6);
    }

    #[test]
    fn an_agent_that_never_moves_has_a_slope_of_exactly_zero() {
        let found = series((0..20).map(|t| (scattered(4)(t), 2.5))).pair(1, 0).responsiveness;
        assert_eq!(found.raw.value, Measure::Value(0.0));
        assert_eq!(found.raw.interval, Some((0.0, 0.0)));
        assert_eq!(found.own_lag, Measure::Undefined(Undefined::NoVariance));
    }

    #[test]
    fn what_is_missing_is_named() {
        let moving = |t: u64| (scattered(500)(t), scattered(6_000)(t));
        let corrected = |n: u64, reliability: f64| {
            series((0..n).map(moving)).pair_with(1, 0, reliability).responsiveness.corrected.value
        };
        assert_eq!(corrected(11, 0.3), Measure::Undefined(Undefined::TooFew));
        assert_eq!(corrected(12, 0.49), Measure::Undefined(Undefined::LowReliability));
        assert_eq!(corrected(12, f64::NAN), Measure::Undefined(Undefined::LowReliability));
        assert!(corrected(12, 0.5).value().is_some());
        let still = series((0..20).map(|t| (1.0, scattered(7)(t))));
        let found = still.pair(1, 0).responsiveness;
        assert_eq!(found.corrected.value, Measure::Undefined(Undefined::NoVariance));
        assert_eq!(register_lock(&found, &still.level(0)), Err(Undefined::NoVariance));
    }

    #[test]
    fn the_corrected_interval_reaches_out_where_the_own_lag_tells_of_the_partner() {
        let ends = corrected_interval((-0.1, 0.2), 0.8, 0.5).unwrap();
        assert!((ends.0 + 0.1 / 0.6).abs() < 1e-12 && (ends.1 - 0.2 / 0.6).abs() < 1e-12);
        let ends = corrected_interval((0.1, 0.2), 0.8, 0.5).unwrap();
        assert!((ends.0 - 0.1 / 0.8).abs() < 1e-12);
        assert_eq!(corrected_interval((-0.1, 0.2), 0.5, 1.0), Some((-0.2, 0.4)));
        assert_eq!(corrected_interval((-0.1, 0.2), 0.5, 0.5), None);
    }

    #[test]
    fn an_agent_with_inertia_and_nothing_else_to_move_it_keeps_an_exact_slope() {
        let mut agent = 0.0;
        let pairs: Vec<(f64, f64)> = (0..30)
            .map(|t| {
                let client = scattered(60)(t);
                agent = 0.5 * client + 0.6 * agent;
                (client, agent)
            })
            .collect();
        let (low, high) = series(pairs.into_iter()).pair(1, 0).responsiveness.raw.interval.unwrap();
        assert!(high - low < 1e-6 && (low - 0.5).abs() < 1e-6, "{low} {high}");
        assert!((own_lag_bias(0.6, 40.0) - (26.0 / 36.0 - 0.6)).abs() < 1e-12);
    }

    #[test]
    fn a_client_that_stays_put_cannot_show_a_lock() {
        let still = series((0..40).map(|t| (scattered(800)(t) * 0.3, scattered(9_000)(t))));
        let lock = register_lock(&still.pair(1, 0).responsiveness, &still.level(0));
        assert_eq!(lock, Err(Undefined::NoVariance));
    }
}
