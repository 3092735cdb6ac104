//! Independent series of order one: the truth of every relation is 0.

use crate::draws::{Ar1, Draws, floor};
use crate::tally::{Intervals, NOMINAL, Tally, margin};
use lingsync::accommodation::{PairFigures, Series};

/// Autocorrelations of both series.
const PHIS: [f64; 3] = [0.0, 0.6, 0.8];
const NAMES: [&str; 7] = [
    "synchrony",
    "convergence",
    "responsiveness.raw",
    "responsiveness.corrected",
    "lift",
    "lift_local",
    "lift_directional",
];

/// The figures of an agent towards a client that it does not listen to. Floors have 1 to `most`
/// turns; all turns of a party are one series.
fn strangers(phi: f64, pairs: u32, most: u32, draws: &mut Draws) -> PairFigures {
    let (mut client, mut agent) = (Ar1::new(phi, draws), Ar1::new(phi, draws));
    let mut series = Series::new();
    for _ in 0..pairs {
        floor(0, &mut client, most, draws).into_iter().for_each(|turn| series.observe(turn));
        floor(1, &mut agent, most, draws).into_iter().for_each(|turn| series.observe(turn));
    }
    series.pair_with(1, 0, 0.7)
}

fn check(pairs: u32, most: u32, runs: u32) {
    println!("{pairs} pairs, 1 to {most} turns a floor, {runs} runs a cell:");
    println!("{:26}{:>18}{:>18}{:>18}", "error, none, width; phi:", ".0", ".6", ".8");
    let cells = PHIS.map(|phi| {
        let mut draws = Draws::new(u64::from(pairs * 10 + most) + (phi * 1e6) as u64);
        let mut cells = [Intervals::of(0.0); NAMES.len()];
        for _ in 0..runs {
            let figures = strangers(phi, pairs, most, &mut draws);
            let [synchrony, convergence, raw, corrected, lift, local, directional] = &mut cells;
            synchrony.add(figures.synchrony);
            convergence.add(figures.convergence);
            raw.add(figures.responsiveness.raw);
            corrected.add(figures.responsiveness.corrected);
            lift.add(figures.lift);
            local.add(figures.lift_local);
            directional.add(figures.lift_directional);
        }
        cells
    });
    for (i, name) in NAMES.into_iter().enumerate() {
        let [a, b, c] = cells.map(|cells| cells[i].row());
        println!("{name:26}{a:>18}{b:>18}{c:>18}");
    }
    for (phi, cells) in PHIS.into_iter().zip(&cells) {
        for (name, cell) in NAMES.iter().zip(cells) {
            cell.check(&format!("{name}, phi {phi}, {pairs} pairs, up to {most} turns a floor"));
        }
    }
}

#[test]
fn intervals_hold_their_error_over_40_pairs() {
    check(40, 1, 2_000);
}

#[test]
fn intervals_hold_their_error_over_200_pairs() {
    check(200, 1, 1_000);
}

#[test]
fn intervals_hold_their_error_with_several_turns_a_floor() {
    check(40, 3, 1_500);
}

/// Shows that the simulation can tell: an interval that takes turns for independent draws fails it.
#[test]
fn an_interval_that_ignores_autocorrelation_is_wrong_far_more_often() {
    let runs = 1_000;
    let (mut plain, mut held) = (Tally::default(), Tally::default());
    let mut draws = Draws::new(5);
    for _ in 0..runs {
        let synchrony = strangers(0.8, 40, 1, &mut draws).synchrony;
        let r = synchrony.value.value().unwrap();
        let t = r.abs() * (38.0 / (1.0 - r * r)).sqrt();
        plain.add(t > 2.024);
        held.add(synchrony.excludes(0.0));
    }
    println!("phi .8: plain interval {:.3}, effective n {:.3}", plain.share(), held.share());
    assert!(plain.share() > 0.2);
    assert!(held.share() <= NOMINAL + margin(NOMINAL, runs));
}
