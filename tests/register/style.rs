//! LSM, rLSM and rw.rLSM against their definitions (specs of register, B.1 and B.2), over random
//! turns given as counts.

use crate::{
    accommodation::same,
    naive::{mean, slope},
    talk::cases,
};
use lingsync::{
    Measure, Undefined,
    register::{Rlsm, StyleCounts, StyleScore, lsm, rlsm::Rates},
};
use proptest::{collection::vec, prelude::*, sample::select};

type Checked = Result<(), TestCaseError>;
/// A score for each category that has one.
type Scores = [Option<f64>; 9];

#[derive(Clone, Copy, Debug)]
struct Said {
    party: u8,
    words: u32,
    counts: [u32; 9],
}

fn said() -> impl Strategy<Value = Said> {
    let words = prop_oneof![1 => 0..3_u32, 3 => 3..40_u32];
    // Zeros are common: most categories do not occur in a short turn.
    let count = prop_oneof![2 => Just(0), 1 => 1..6_u32];
    let counts = prop::array::uniform9(count);
    (select(&[0_u8, 0, 1, 1, 2][..]), words, counts).prop_map(|(party, words, counts)| Said {
        party,
        words,
        counts: counts.map(|count| count.min(words)),
    })
}

fn counts(said: &Said) -> StyleCounts {
    let mut counts = StyleCounts::default();
    (counts.words, counts.counts) = (said.words, said.counts);
    counts
}

/// Per cent of words.
fn share(said: &Said, category: usize) -> f64 {
    match said.words {
        0 => 0.0,
        words => 100.0 * f64::from(said.counts[category]) / f64::from(words),
    }
}

fn alike(p: f64, q: f64) -> f64 {
    1.0 - (p - q).abs() / (p + q + 0.000_1)
}

fn sum<'s>(turns: impl IntoIterator<Item = &'s Said>, party: u8) -> Said {
    let mut all = Said { party, words: 0, counts: [0; 9] };
    for turn in turns {
        all.words += turn.words;
        all.counts.iter_mut().zip(turn.counts).for_each(|(all, count)| *all += count);
    }
    all
}

/// Turns of one party in a row as one turn.
fn merged(turns: &[Said]) -> Vec<Said> {
    turns.chunk_by(|a, b| a.party == b.party).map(|row| sum(row, row[0].party)).collect()
}

/// A pair: who answers whom, on which turn, with which score in each category.
struct Pair {
    responder: u8,
    leader: u8,
    at: usize,
    scores: Scores,
}

fn pair(leader: &Said, responder: &Said, at: usize) -> Pair {
    let score = |c: usize| {
        let led = share(leader, c);
        (led > 0.0).then(|| alike(share(responder, c), led))
    };
    let scores = core::array::from_fn(score);
    Pair { responder: responder.party, leader: leader.party, at, scores }
}

/// Adjacent merged turns, each by its own rates.
fn turn_pairs(turns: &[Said]) -> Vec<Pair> {
    let merged = merged(turns);
    (1..merged.len()).map(|at| pair(&merged[at - 1], &merged[at], at)).collect()
}

/// The same over the last 8 turns of each party, turns under 3 words dropped first.
fn rolling_pairs(turns: &[Said]) -> Vec<Pair> {
    let mut long = merged(turns);
    long.retain(|turn| turn.words >= 3);
    let window = |at: usize| {
        let party = long[at].party;
        let own: Vec<&Said> = long[..=at].iter().filter(|turn| turn.party == party).collect();
        sum(own[own.len().saturating_sub(8)..].iter().copied(), party)
    };
    (1..long.len())
        .filter(|at| long[at - 1].party != long[*at].party)
        .map(|at| pair(&window(at - 1), &window(at), at))
        .collect()
}

fn means<'p>(pairs: impl Iterator<Item = &'p Pair> + Clone) -> Scores {
    core::array::from_fn(|category| {
        let scores: Vec<f64> = pairs.clone().filter_map(|pair| pair.scores[category]).collect();
        (!scores.is_empty()).then(|| mean(&scores))
    })
}

fn overall(scores: &Scores) -> Option<f64> {
    let defined: Vec<f64> = scores.iter().flatten().copied().collect();
    (!defined.is_empty()).then(|| mean(&defined))
}

fn check(found: StyleScore, expected: Scores, what: &str) -> Checked {
    for (found, expected) in found.per_category.into_iter().zip(expected) {
        check_one(found, expected, what)?;
    }
    check_one(found.value, overall(&expected), what)
}

fn check_one(found: Measure, expected: Option<f64>, what: &str) -> Checked {
    match expected {
        Some(expected) => same(found, expected, what),
        None => {
            prop_assert_eq!(found.undefined(), Some(Undefined::NotAvailable), "{}", what);
            Ok(())
        }
    }
}

fn check_rates(rlsm: &Rlsm, rates: Rates, pairs: &[Pair]) -> Checked {
    for one in 0..3 {
        let own = pairs.iter().filter(move |pair| pair.responder == one);
        check(rlsm.individual(rates, one), means(own), "individual")?;
        for other in (0..3).filter(|other| *other != one) {
            let answers = |responder: u8, leader: u8| {
                means(pairs.iter().filter(move |p| (p.responder, p.leader) == (responder, leader)))
            };
            let (mine, theirs) = (answers(one, other), answers(other, one));
            let both = |at: usize| Some((mine[at]? + theirs[at]?) / 2.0);
            check(rlsm.directed(rates, one, other), mine, "directed")?;
            check(rlsm.dyad(rates, one, other), core::array::from_fn(both), "dyad")?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn reciprocal_matching_equals_its_definition_after_every_turn(turns in vec(said(), 0..60)) {
        let mut rlsm = Rlsm::default();
        for (number, turn) in turns.iter().enumerate() {
            let preview = rlsm.preview(turn.party, counts(turn));
            prop_assert_eq!(rlsm.observe(turn.party, counts(turn)), preview);
            if number % 7 != 0 && number + 1 != turns.len() {
                continue;
            }
            let seen = &turns[..=number];
            check_rates(&rlsm, Rates::Turn, &turn_pairs(seen))?;
            check_rates(&rlsm, Rates::Rolling, &rolling_pairs(seen))?;
        }
    }

    #[test]
    fn the_slope_is_the_least_squares_line_through_the_rolling_scores(
        turns in vec(said(), 0..60),
    ) {
        let mut rlsm = Rlsm::default();
        for turn in &turns {
            rlsm.observe(turn.party, counts(turn));
        }
        let pairs = rolling_pairs(&turns);
        for party in 0..3 {
            let own = pairs.iter().filter(|pair| pair.responder == party);
            let points = own.filter_map(|pair| Some((pair.at as f64, overall(&pair.scores)?)));
            let (x, y): (Vec<f64>, Vec<f64>) = points.unzip();
            let found = rlsm.slope(party);
            prop_assert_eq!(found.n as usize, x.len());
            if x.len() < 2 {
                prop_assert_eq!(found.value, Measure::Undefined(Undefined::TooFew));
            } else {
                same(found.value, slope(&x, &y), "slope")?;
            }
        }
    }

    #[test]
    fn matching_over_all_words_equals_its_definition(turns in vec(said(), 0..30)) {
        let of = |party| sum(turns.iter().filter(move |turn| turn.party == party), party);
        let (a, b) = (of(0), of(1));
        let found = lsm(&counts(&a), &counts(&b));
        prop_assert_eq!(found, lsm(&counts(&b), &counts(&a)));
        if a.words == 0 || b.words == 0 {
            prop_assert_eq!(found.value, Measure::Undefined(Undefined::Empty));
        } else {
            let scores = core::array::from_fn(|c| Some(alike(share(&a, c), share(&b, c))));
            check(found, scores, "lsm")?;
        }
    }
}
