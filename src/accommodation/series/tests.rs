use super::*;
use crate::{
    accommodation::{Counts, Lift},
    value::{Measure, Undefined},
};
use proptest::prelude::*;

fn turn(party: u8, words: u32, value: f64) -> SeriesTurn<f64> {
    SeriesTurn::new(party, words, Some(value))
}

fn observed(turns: impl IntoIterator<Item = SeriesTurn<f64>>) -> Series<f64> {
    let mut series = Series::new();
    turns.into_iter().for_each(|turn| series.observe(turn));
    series
}

#[test]
fn an_unused_series_holds_nothing() {
    let series = Series::<f64>::new();
    assert_eq!(series.heap_bytes(), 0);
    assert_eq!(size_of::<Series<f64>>(), size_of::<usize>());
    assert_eq!(series.pairs().count(), 0);
    assert_eq!(series.level(0).mean, Measure::Undefined(Undefined::NotAvailable));
    let figures = series.pair(1, 0);
    assert_eq!(figures.proximity, Measure::Undefined(Undefined::NotAvailable));
    assert_eq!(figures.lift.value, Measure::Undefined(Undefined::TooFew));
    assert_eq!(figures.background_lift.value, Measure::Undefined(Undefined::NoBackground));
}

#[test]
fn only_the_first_turn_after_a_floor_is_paired_with_all_of_it() {
    let series = observed([turn(0, 2, 1.0), turn(0, 6, 5.0), turn(1, 9, 3.0), turn(1, 9, 70.0)]);
    let figures = series.pair(1, 0);
    assert_eq!((figures.pairs, figures.proximity), (1, Measure::Value(-1.0)));
    assert_eq!(figures.partner_words, Measure::Value(8.0));
    assert_eq!(series.pair(0, 1).pairs, 0);
}

#[test]
fn a_turn_pairs_with_whoever_spoke_just_before() {
    let series = observed([turn(0, 5, 1.0), turn(2, 5, 2.0), turn(1, 5, 3.0), turn(0, 5, 4.0)]);
    assert_eq!(series.pairs().collect::<Vec<_>>(), [(0, 1), (1, 2), (2, 0)]);
}

#[test]
fn a_floor_without_a_value_makes_no_pair() {
    let none = SeriesTurn::new(0, 5, None);
    let nan = turn(1, 5, f64::NAN);
    let series = observed([none, turn(1, 5, 1.0), turn(0, 5, 1.0), nan, turn(1, 5, 2.0), none]);
    // Only the second turn of party 0 answers a floor with a value by one.
    assert_eq!(series.pairs().collect::<Vec<_>>(), [(0, 1)]);
    assert_eq!(series.pair(0, 1).pairs, 1);
    assert_eq!(series.level(1).n, 2);
}

#[test]
fn parties_beyond_the_last_count_as_the_last() {
    let series = observed([turn(0, 5, 1.0), turn(200, 5, 2.0), turn(9, 5, 2.0), turn(0, 5, 1.0)]);
    assert_eq!(series.pairs().collect::<Vec<_>>(), [(0, 7), (7, 0)]);
    assert_eq!(series.level(7).n, 2);
}

#[test]
fn a_lift_needs_three_earlier_floors() {
    let mut series = Series::new();
    let mut lifts = Vec::new();
    for t in 0..5 {
        series.observe(turn(0, 6, f64::from(t)));
        series.observe(turn(1, 6, f64::from(t)));
        lifts.push(series.pair(1, 0).lift);
    }
    assert_eq!(lifts[2].value, Measure::Undefined(Undefined::TooFew));
    // The fourth turn says 3; the floors before its own say 0, 1, 2.
    assert_eq!((lifts[3].n, lifts[3].surrogates, lifts[3].matched), (1, 3, 1));
    assert_eq!((lifts[3].raw, lifts[3].chance), (Measure::Value(0.0), Measure::Value(-2.0)));
    assert_eq!(lifts[3].value, Measure::Value(2.0));
}

#[test]
fn the_directional_lift_comes_one_floor_late() {
    let mut series = Series::new();
    let mut seen = Vec::new();
    for t in 0..5 {
        series.observe(turn(0, 6, f64::from(t)));
        series.observe(turn(1, 6, f64::from(t)));
        seen.push(series.pair(1, 0).lift_directional);
    }
    assert_eq!(seen.iter().map(|lift| lift.n).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    assert_eq!(seen[2].value, Measure::Undefined(Undefined::TooFew));
    assert_eq!(seen[3].value, Measure::Value(1.0));
}

#[test]
fn turns_kept_out_of_lifts_still_count_elsewhere() {
    let talk = |lift: bool| {
        observed((0..30).flat_map(|t| {
            let mut client = turn(0, 6, f64::from(t % 7));
            client.lift = lift || t % 2 == 0;
            [client, turn(1, 6, f64::from(t % 5))]
        }))
    };
    let (all, half) = (talk(true).pair(1, 0), talk(false).pair(1, 0));
    assert_eq!(all.pairs, half.pairs);
    assert_eq!(all.synchrony, half.synchrony);
    assert_eq!((all.lift.n, half.lift.n), (27, 12));
    // The floor after each eligible one is not eligible.
    assert_eq!(half.lift_directional.n, 0);
    let short = observed((0..60).map(|t| turn((t % 2) as u8, 2, f64::from(t))));
    assert_eq!(short.pair(1, 0).lift.value, Measure::Undefined(Undefined::TooFew));
}

#[test]
fn an_agent_that_follows_has_every_lift() {
    let client = |t: u32| f64::from(t * t * 7 % 13);
    let series =
        observed((0..60).flat_map(|t| [turn(0, 6, client(t)), turn(1, 6, client(t) + 0.5)]));
    let figures = series.pair(1, 0);
    for lift in [figures.lift, figures.lift_local, figures.lift_directional] {
        assert!(lift.interval.unwrap().0 > 0.0, "{lift:?}");
        let difference = lift.raw.value().unwrap() - lift.chance.value().unwrap();
        assert!((lift.value.value().unwrap() - difference).abs() < 1e-9);
    }
}

#[test]
fn count_vectors_have_lifts_but_no_level() {
    let mut series = Series::new();
    for t in 0..40 {
        let counts = |shift: u32| Counts { counts: [(t + shift) % 3, t % 4, 5], words: 20 };
        series.observe(SeriesTurn::new(0, 20, Some(counts(0))));
        series.observe(SeriesTurn::new(1, 20, Some(counts(0))));
    }
    let figures = series.pair(1, 0);
    assert_eq!(figures.lift.raw, Measure::Value(1.0));
    assert!(figures.lift.interval.unwrap().0 > 0.0);
    assert_eq!(figures.proximity, Measure::Undefined(Undefined::NotAvailable));
    assert_eq!(series.level(0).n, 0);
}

#[test]
fn a_background_of_others_is_the_chance_level_of_its_lift() {
    let mut background = Background::new();
    background.absorb(1, (0..8).map(|t| turn((t % 2) as u8, 6, 10.0)));
    let mut series = Series::new();
    for _ in 0..12 {
        series.observe_against(turn(0, 6, 4.0), Some(&background));
        series.observe_against(turn(1, 6, 4.0), Some(&background));
    }
    let lift: Lift = series.pair(1, 0).background_lift;
    assert_eq!((lift.n, lift.surrogates, lift.matched), (12, 48, 12));
    assert_eq!(lift.value, Measure::Value(6.0));
    let mut series = Series::new();
    let empty = Background::new();
    series.observe_against(turn(0, 6, 4.0), Some(&empty));
    series.observe_against(turn(1, 6, 4.0), Some(&empty));
    assert_eq!(series.pair(1, 0).background_lift.value, Measure::Undefined(Undefined::TooFew));
}

#[test]
fn memory_does_not_grow_with_the_dialogue() {
    let talk = |n: u32| observed((0..n).map(|t| turn((t % 2) as u8, 6, f64::from(t % 17))));
    assert_eq!(talk(200).heap_bytes(), talk(20_000).heap_bytes());
    assert!(talk(200).heap_bytes() < 8_192, "{}", talk(200).heap_bytes());
}

fn bytes_of<V: SeriesValue>(series: &Series<V>) -> Vec<u8> {
    let mut out = Vec::new();
    series.write(&mut out);
    out
}

fn turns() -> impl Strategy<Value = Vec<SeriesTurn<f64>>> {
    let value = prop::option::weighted(0.9, -50.0..50.0_f64);
    let turn = (0_u8..4, 0_u32..30, value, prop::bool::weighted(0.9));
    let turn =
        turn.prop_map(|(party, words, value, lift)| SeriesTurn { party, words, value, lift });
    prop::collection::vec(turn, 0..120)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_state_read_back_is_the_same_and_goes_on_the_same(first in turns(), then in turns()) {
        let mut background = Background::new();
        background.absorb(1, then.iter().cloned());
        let mut series = Series::new();
        for (t, turn) in first.into_iter().enumerate() {
            series.observe_against(turn, Some(&background).filter(|_| t % 3 == 0));
        }
        let bytes = bytes_of(&series);
        let mut reader = Reader::new(&bytes);
        let mut read: Series<f64> = State::read(&mut reader).unwrap();
        prop_assert!(reader.is_empty());
        prop_assert_eq!(&read, &series);
        for turn in then {
            read.observe(turn);
            series.observe(turn);
        }
        prop_assert_eq!(&read, &series);
        prop_assert_eq!(bytes_of(&read), bytes_of(&series));
        for (party, towards) in series.pairs() {
            prop_assert_eq!(read.pair(party, towards), series.pair(party, towards));
        }
    }

    #[test]
    fn damaged_states_are_refused_or_work(turns in turns(), at: usize, with: u8, then in turns()) {
        let mut bytes = bytes_of(&observed(turns));
        let at = at % bytes.len();
        bytes[at] = with;
        if let Some(mut series) = Series::<f64>::read(&mut Reader::new(&bytes)) {
            then.into_iter().for_each(|turn| series.observe(turn));
            for (party, towards) in series.pairs() {
                let figures = series.pair(party, towards);
                for value in [figures.proximity, figures.synchrony.value, figures.lift.value] {
                    prop_assert!(value.value().is_none_or(f64::is_finite));
                }
            }
        }
    }

    #[test]
    fn figures_are_finite_and_intervals_hold_their_value(
        values in prop::collection::vec(any::<f64>(), 0..120),
        plain in prop::bool::ANY,
    ) {
        let turns = values.iter().enumerate().map(|(t, &value)| {
            turn((t % 2) as u8, 3 + (t % 9) as u32, if plain { value.rem_euclid(8.0) } else { value })
        });
        let series = observed(turns);
        for (party, towards) in series.pairs() {
            let f = series.pair_with(party, towards, 0.7);
            let fitted = [f.responsiveness.raw, f.responsiveness.corrected];
            let estimates = [f.convergence, f.synchrony].into_iter().chain(fitted);
            let lifts = [f.lift, f.lift_local, f.lift_directional];
            let all = estimates.map(|e| (e.value, e.interval));
            for (value, interval) in all.chain(lifts.map(|lift| (lift.value, lift.interval))) {
                prop_assert!(value.value().is_none_or(f64::is_finite));
                if let (Measure::Value(value), Some((low, high))) = (value, interval) {
                    let slack = 1e-9 * value.abs();
                    prop_assert!(low <= value + slack && value <= high + slack, "{value} {low} {high}");
                }
            }
        }
    }
}
