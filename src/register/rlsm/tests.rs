use super::*;
use crate::codec::Reader;
use proptest::prelude::*;

fn turn(words: u32, first: u32) -> StyleCounts {
    StyleCounts { words, counts: [first, 0, 0, 0, 0, 0, 0, 0, 0] }
}

fn value(score: StyleScore) -> Option<f64> {
    score.value.value()
}

#[test]
fn the_published_dialogue_scores_as_published() {
    let mut rlsm = Rlsm::default();
    let mut pairs = Vec::new();
    for (party, words, first) in [(0, 5, 3), (1, 4, 1), (0, 15, 7), (1, 7, 3), (0, 4, 3)] {
        pairs.extend(rlsm.observe(party, turn(words, first))[0]);
    }
    assert!((value(pairs[0].score).unwrap() - 0.588_235).abs() < 1e-6);
    assert!((value(pairs[1].score).unwrap() - 0.697_6).abs() < 1e-4);
    assert!((value(rlsm.dyad(Rates::Turn, 0, 1)).unwrap() - 0.74).abs() < 0.005);
}

#[test]
fn turns_of_one_party_in_a_row_are_one_turn() {
    let (mut split, mut joined) = (Rlsm::default(), Rlsm::default());
    for (party, words, first) in [(0, 5, 1), (0, 3, 2), (1, 4, 1), (1, 1, 1), (1, 2, 0)] {
        split.observe(party, turn(words, first));
    }
    joined.observe(0, turn(8, 3));
    joined.observe(1, turn(7, 2));
    assert_eq!(split, joined);
}

#[test]
fn a_turn_without_words_still_separates() {
    let mut rlsm = Rlsm::default();
    rlsm.observe(0, turn(5, 1));
    rlsm.observe(1, turn(0, 0));
    rlsm.observe(0, turn(5, 1));
    assert_eq!(value(rlsm.individual(Rates::Turn, 0)), None);
    assert!(value(rlsm.individual(Rates::Turn, 1)).unwrap() < 1e-5);
}

#[test]
fn a_short_turn_is_no_turn_of_the_rolling_version() {
    let mut rlsm = Rlsm::default();
    rlsm.observe(0, turn(5, 1));
    assert_eq!(rlsm.observe(1, turn(2, 1))[1], None);
    assert_eq!(rlsm.observe(0, turn(5, 1))[1], None);
    let pair = rlsm.observe(1, turn(3, 1))[1].unwrap();
    assert_eq!((pair.responder, pair.leader, pair.at), (1, 0, 2));
}

#[test]
fn the_ninth_turn_pushes_the_first_out_of_the_window() {
    let mut rlsm = Rlsm::default();
    for n in 0..10 {
        rlsm.observe(0, turn(10, u32::from(n == 0) * 8));
        rlsm.observe(1, turn(10, 1));
        let first = rlsm.window(0).counts[0];
        assert_eq!(first, if n < 8 { 8 } else { 0 }, "{n}");
    }
    assert_eq!(rlsm.window(0).words, 80);
    assert_eq!(rlsm.total(0), turn(100, 8));
}

#[test]
fn the_slope_is_that_of_the_points() {
    let mut rlsm = Rlsm::default();
    let mut points = Vec::new();
    for (n, first) in [1, 5, 2, 4, 3, 3].into_iter().enumerate() {
        rlsm.observe(0, turn(10, 5));
        let pair = rlsm.observe(1, turn(10, first))[1].unwrap();
        assert_eq!(pair.at as usize, 2 * n + 1);
        points.push((f64::from(pair.at), value(pair.score).unwrap()));
        let n = points.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / n;
        let (x, y) = (mean(|p| p.0), mean(|p| p.1));
        let up: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
        let down: f64 = points.iter().map(|p| (p.0 - x) * (p.0 - x)).sum();
        match rlsm.slope(1).value.value() {
            Some(slope) => assert!((slope - up / down).abs() < 1e-12),
            None => assert_eq!(points.len(), 1),
        }
    }
    assert_eq!(rlsm.slope(1).n, 6);
    assert_eq!(rlsm.slope(0).n, 5);
}

#[test]
fn with_three_parties_each_direction_is_kept_apart() {
    let mut rlsm = Rlsm::default();
    for (party, first) in [(0, 5), (1, 5), (2, 1), (0, 1), (1, 1)] {
        rlsm.observe(party, turn(10, first));
    }
    assert_eq!(value(rlsm.directed(Rates::Turn, 1, 0)), Some(1.0));
    assert_eq!(value(rlsm.directed(Rates::Turn, 0, 1)), None);
    assert!(value(rlsm.individual(Rates::Turn, 2)).unwrap() < 0.5);
    assert_eq!(value(rlsm.individual(Rates::Turn, 0)), Some(1.0));
    assert_eq!(value(rlsm.dyad(Rates::Turn, 0, 1)), None);
}

#[test]
fn a_party_beyond_the_limit_is_the_last_one() {
    let mut rlsm = Rlsm::default();
    rlsm.observe(200, turn(4, 1));
    assert_eq!(rlsm.total(7), turn(4, 1));
}

fn any_turn() -> impl Strategy<Value = (u8, StyleCounts)> {
    (0..3_u8, 0..6_u32, any::<[u8; CATEGORIES]>()).prop_map(|(party, words, counts)| {
        (party, StyleCounts { words, counts: counts.map(|count| u32::from(count % 3)) })
    })
}

proptest! {
    #[test]
    fn a_preview_is_what_the_turn_then_gives(turns in prop::collection::vec(any_turn(), 0..40)) {
        let mut rlsm = Rlsm::default();
        for (party, counts) in turns {
            let preview = rlsm.preview(party, counts);
            prop_assert_eq!(rlsm.observe(party, counts), preview);
        }
    }

    #[test]
    fn the_state_is_read_back_as_written(turns in prop::collection::vec(any_turn(), 0..40)) {
        let mut rlsm = Rlsm::default();
        for (party, counts) in turns {
            rlsm.observe(party, counts);
        }
        let mut bytes = Vec::new();
        rlsm.write(&mut bytes);
        let mut reader = Reader::new(&bytes);
        prop_assert_eq!(Rlsm::read(&mut reader), Some(rlsm));
        prop_assert!(reader.is_empty());
        for cut in 0..bytes.len() {
            prop_assert_eq!(Rlsm::read(&mut Reader::new(&bytes[..cut])), None);
        }
    }

    #[test]
    fn any_bytes_are_a_state_or_none(bytes: Vec<u8>, next in any_turn()) {
        if let Some(mut state) = Rlsm::read(&mut Reader::new(&bytes)) {
            state.observe(next.0, next.1);
            let _ = state.dyad(Rates::Rolling, 0, 1);
        }
    }
}
