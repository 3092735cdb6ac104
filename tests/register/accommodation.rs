//! `accommodation::Series` against the naive figures, over random dialogues.

use crate::{
    naive::{self, Lifts, Pair, Style, mean, product},
    talk::cases,
};
use lingsync::{
    Measure, Undefined,
    accommodation::{
        Background, Counts, Level, Lift, PairFigures, Series, SeriesTurn, SeriesValue,
    },
};
use proptest::{collection::vec, option, prelude::*, sample::select};

type Checked = Result<(), TestCaseError>;

pub(crate) fn same(found: Measure, expected: f64, what: &str) -> Checked {
    let value = found.value();
    let near = |value: f64| (value - expected).abs() <= 1e-7 * (1.0 + expected.abs());
    prop_assert!(value.is_some_and(near), "{what}: {found:?}, expected {expected}");
    Ok(())
}

fn undefined(found: Measure, reason: Undefined, what: &str) -> Checked {
    prop_assert_eq!(found, Measure::Undefined(reason), "{}", what);
    Ok(())
}

fn turns<V: core::fmt::Debug + Clone>(
    value: impl Strategy<Value = V>,
    length: core::ops::Range<usize>,
) -> impl Strategy<Value = Vec<SeriesTurn<V>>> {
    let party = select(&[0_u8, 0, 0, 1, 1, 1, 2][..]);
    let words = prop_oneof![1..30_u32, 5..9_u32];
    let turn = (party, words, option::weighted(0.93, value), prop::bool::weighted(0.93));
    let turn =
        turn.prop_map(|(party, words, value, lift)| SeriesTurn { party, words, value, lift });
    vec(turn, length)
}

/// Numbers of a coarse grid around a mean that may lie far from 0; in one of ten dialogues
/// constant.
fn numbers(length: core::ops::Range<usize>) -> impl Strategy<Value = Vec<SeriesTurn<f64>>> {
    let grid = prop_oneof![9 => 1..64_i32, 1 => Just(0)];
    (turns(0..100_i32, length), grid, -2..3_i32).prop_map(|(turns, step, away)| {
        let number = |value: i32| f64::from(value * step) / 64.0 + f64::from(away) * 250.0;
        turns
            .into_iter()
            .map(|turn| SeriesTurn {
                party: turn.party,
                words: turn.words,
                lift: turn.lift,
                value: turn.value.map(number),
            })
            .collect()
    })
}

fn styles(length: core::ops::Range<usize>) -> impl Strategy<Value = Vec<SeriesTurn<Style>>> {
    turns((prop::array::uniform9(0..5_u32), 9..40_u32), length)
}

fn observed<V: SeriesValue>(turns: impl IntoIterator<Item = SeriesTurn<V>>) -> Series<V> {
    let mut series = Series::new();
    turns.into_iter().for_each(|turn| series.observe(turn));
    series
}

fn as_counts(turns: &[SeriesTurn<Style>]) -> Vec<SeriesTurn<Counts<9>>> {
    let value = |(counts, words): Style| Counts { counts, words };
    turns
        .iter()
        .map(|turn| SeriesTurn {
            party: turn.party,
            words: turn.words,
            lift: turn.lift,
            value: turn.value.map(value),
        })
        .collect()
}

/// A level against all values of a party.
pub(crate) fn check_level(found: Level, values: &[f64]) -> Checked {
    prop_assert_eq!(found.n as usize, values.len());
    prop_assert_eq!(found.recent_n as usize, values.len().min(8));
    if values.is_empty() {
        return undefined(found.mean, Undefined::NotAvailable, "mean of nothing");
    }
    let least = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let recent = &values[values.len().saturating_sub(8)..];
    same(found.mean, mean(values), "mean")?;
    same(found.recent_mean, mean(recent), "recent mean")?;
    same(found.recent_min, least(recent), "recent least")?;
    same(found.recent_max, greatest(recent), "recent greatest")?;
    if values.len() >= 2 {
        let variance = product(values, values) / (values.len() - 1) as f64;
        same(found.sd, variance.sqrt(), "deviation")?;
    } else {
        undefined(found.sd, Undefined::TooFew, "deviation of one")?;
    }
    if values.len() < 8 {
        return undefined(found.range(), Undefined::TooFew, "range of few");
    }
    let means: Vec<f64> = values.windows(8).map(mean).collect();
    same(found.recent_lowest, least(&means), "lowest")?;
    same(found.recent_highest, greatest(&means), "highest")?;
    same(found.range(), greatest(&means) - least(&means), "range")
}

fn check_lift(found: &Lift, expected: &Lifts, least: usize, what: &str) -> Checked {
    prop_assert_eq!(found.n as usize, expected.len(), "{}", what);
    prop_assert_eq!(found.surrogates, expected.iter().map(|lift| lift.2).sum::<u64>(), "{}", what);
    let matched = expected.iter().filter(|lift| lift.3).count();
    prop_assert_eq!(found.matched as usize, matched, "{}", what);
    if expected.len() < least {
        prop_assert_eq!(found.interval, None);
        return undefined(found.value, Undefined::TooFew, what);
    }
    let [real, chance, lift]: [Vec<f64>; 3] = [
        expected.iter().map(|lift| lift.0).collect(),
        expected.iter().map(|lift| lift.1).collect(),
        expected.iter().map(|lift| lift.0 - lift.1).collect(),
    ];
    same(found.raw, mean(&real), what)?;
    same(found.chance, mean(&chance), what)?;
    same(found.value, mean(&lift), what)?;
    prop_assert!(found.effective_n <= f64::from(found.n) + 1e-9);
    Ok(())
}

/// The figures of the pairs of numbers.
pub(crate) fn check_pairs(found: &PairFigures, pairs: &[Pair], reliability: f64) -> Checked {
    let n = pairs.len();
    prop_assert_eq!(found.pairs as usize, n);
    if n == 0 {
        return undefined(found.proximity, Undefined::NotAvailable, "proximity of nothing");
    }
    let own: Vec<f64> = pairs.iter().map(|pair| pair.own).collect();
    let partner: Vec<f64> = pairs.iter().map(|pair| pair.partner).collect();
    let number: Vec<f64> = (0..n).map(|t| t as f64).collect();
    let gaps: Vec<f64> = pairs.iter().map(|pair| (pair.own - pair.partner).abs()).collect();
    let words =
        |of: fn(&Pair) -> u32| mean(&pairs.iter().map(|p| of(p).into()).collect::<Vec<_>>());
    same(found.own_words, words(|pair| pair.own_words), "own words")?;
    same(found.partner_words, words(|pair| pair.partner_words), "partner's words")?;
    same(found.proximity, -mean(&gaps), "proximity")?;
    let (mut within, mut spread) = (0.0, 0.0);
    for (band, (least, most)) in [(0, 4), (5, 9), (10, 19), (20, u32::MAX)].into_iter().enumerate()
    {
        let inside = |t: &usize| (least..=most).contains(&pairs[*t].partner_words);
        let places: Vec<usize> = (0..n).filter(inside).collect();
        let of = |values: &[f64]| places.iter().map(|t| values[*t]).collect::<Vec<f64>>();
        let (numbers, gaps) = (of(&number), of(&gaps));
        let proximity = found.proximity_by_band[band];
        prop_assert_eq!(proximity.pairs as usize, places.len());
        if !places.is_empty() {
            same(proximity.proximity, -mean(&gaps), "proximity in a band")?;
            within += product(&numbers, &gaps);
            spread += product(&numbers, &numbers);
        }
    }
    if n < 12 {
        undefined(found.convergence.value, Undefined::TooFew, "convergence")?;
        undefined(found.responsiveness.raw.value, Undefined::TooFew, "responsiveness")?;
    } else {
        same(found.convergence.value, -naive::slope(&number, &gaps), "convergence")?;
        if spread > 0.0 {
            same(found.convergence_within_bands, -within / spread, "convergence within bands")?;
        }
        check_responsiveness(found, pairs, reliability)?;
    }
    match (n, naive::correlation(&partner, &own)) {
        (..8, _) => undefined(found.synchrony.value, Undefined::TooFew, "synchrony")?,
        (_, None) => undefined(found.synchrony.value, Undefined::NoVariance, "synchrony")?,
        (_, Some(r)) => same(found.synchrony.value, r, "synchrony")?,
    }
    if n >= 10 {
        let lags = [(&partner[2..], &own[..n - 2]), (&partner[2..], &own[1..n - 1])];
        let later = [(&own[2..], &partner[1..n - 1]), (&own[2..], &partner[..n - 2])];
        for ((x, y), found) in lags.into_iter().chain(later).zip(found.synchrony_lags) {
            match naive::correlation(x, y) {
                Some(r) => same(found, r, "lagged synchrony")?,
                None => undefined(found, Undefined::NoVariance, "lagged synchrony")?,
            }
        }
    }
    Ok(())
}

fn check_responsiveness(found: &PairFigures, pairs: &[Pair], reliability: f64) -> Checked {
    let found = &found.responsiveness;
    let Some((slope, own_lag)) = naive::responsiveness(pairs) else { return Ok(()) };
    same(found.raw.value, slope, "responsiveness")?;
    same(found.own_lag, own_lag, "own lag")?;
    if reliability < 0.5 {
        undefined(found.corrected.value, Undefined::LowReliability, "corrected")
    } else {
        same(found.corrected.value, slope / reliability, "corrected")
    }
}

const PAIRS: [(u8, u8); 6] = [(1, 0), (0, 1), (2, 0), (0, 2), (1, 2), (2, 1)];

/// All lifts but the one over a background.
pub(crate) fn check_lifts<V: naive::Value>(
    found: &PairFigures,
    turns: &[SeriesTurn<V>],
    (party, towards): (u8, u8),
) -> Checked {
    let lifts = naive::lifts(turns, party, towards, &Vec::new());
    check_lift(&found.lift, &lifts.all, 1, "lift")?;
    check_lift(&found.lift_local, &lifts.local, 1, "lift_local")?;
    check_lift(&found.lift_directional, &lifts.directional, 3, "lift_directional")
}

/// The values of a party.
pub(crate) fn values(turns: &[SeriesTurn<f64>], party: u8) -> Vec<f64> {
    turns.iter().filter(|turn| turn.party == party).filter_map(|turn| turn.value).collect()
}

proptest! {
    #![proptest_config(cases(160))]

    #[test]
    fn figures_of_numbers_equal_those_from_the_whole_history(
        turns in numbers(0..220),
        reliability in 0.1..1.0_f64,
    ) {
        let series = observed(turns.iter().copied());
        for party in 0..3 {
            check_level(series.level(party), &values(&turns, party))?;
        }
        for (party, towards) in PAIRS {
            let found = series.pair_with(party, towards, reliability);
            check_pairs(&found, &naive::pairs(&turns, party, towards), reliability)?;
            check_lifts(&found, &turns, (party, towards))?;
        }
    }

    #[test]
    fn lifts_of_style_equal_those_from_the_whole_history(turns in styles(0..160)) {
        let series = observed(as_counts(&turns));
        for (party, towards) in PAIRS {
            let found = series.pair(party, towards);
            let pairs = naive::pairs(&turns, party, towards);
            prop_assert_eq!(found.pairs as usize, pairs.len());
            check_lifts(&found, &turns, (party, towards))?;
        }
    }

    #[test]
    fn the_background_lift_is_over_all_floors_of_other_dialogues(
        turns in numbers(0..80),
        others in vec(numbers(0..12), 0..5),
    ) {
        let (mut background, mut floors) = (Background::new(), Vec::new());
        for (dialogue, other) in (1..).zip(&others) {
            background.absorb(dialogue, other.iter().copied());
            floors.extend(naive::eligible(other));
        }
        // So few floors that the sample is all of them.
        prop_assert_eq!(background.floors() as usize, floors.len());
        let mut series = Series::new();
        turns.iter().for_each(|turn| series.observe_against(*turn, Some(&background)));
        let elsewhere = observed(turns.iter().copied());
        for (party, towards) in PAIRS {
            let expected = naive::lifts(&turns, party, towards, &floors).background;
            let found = series.pair(party, towards);
            let alone = elsewhere.pair(party, towards);
            prop_assert_eq!(found.lift, alone.lift);
            undefined(alone.background_lift.value, Undefined::NoBackground, "without")?;
            if found.background_lift.value != Measure::Undefined(Undefined::NoBackground) {
                check_lift(&found.background_lift, &expected, 1, "background_lift")?;
            } else {
                prop_assert!(expected.is_empty());
            }
        }
    }
}
