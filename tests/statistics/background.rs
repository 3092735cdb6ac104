//! The lift against other dialogues: nothing there, and something there.

use crate::draws::{Ar1, Draws, floor, turn};
use crate::tally::Intervals;
use lingsync::accommodation::{Background, Lift, Series};

/// So many other dialogues, of independent clients.
fn others(dialogues: u64, phi: f64, draws: &mut Draws) -> Background<f64> {
    let mut background = Background::new();
    for dialogue in 0..dialogues {
        let mut client = Ar1::new(phi, draws);
        let mut turns = Vec::new();
        for _ in 0..20 {
            turns.extend(floor(0, &mut client, 1, draws));
            turns.push(turn(1, 0.0, draws));
        }
        background.absorb(dialogue, turns);
    }
    background
}

/// An agent that takes up `slope` of what the client does, against `dialogues` others.
fn lift(phi: f64, pairs: u32, dialogues: u64, slope: f64, draws: &mut Draws) -> Lift {
    let background = others(dialogues, phi, draws);
    let (mut client, mut agent) = (Ar1::new(phi, draws), Ar1::new(phi, draws));
    let rest = (1.0 - slope * slope).sqrt();
    let mut series = Series::new();
    for _ in 0..pairs {
        let c = client.next(draws);
        series.observe(turn(0, c, draws));
        let a = slope * c + rest * agent.next(draws);
        series.observe_against(turn(1, a, draws), Some(&background));
    }
    series.pair(1, 0).background_lift
}

#[test]
fn the_background_lift_holds_its_error_whatever_dialogues_are_in_it() {
    println!("background_lift: error, none, width");
    let mut checked = Vec::new();
    for (pairs, dialogues, runs) in [(40, 20, 1_000), (200, 20, 200), (40, 6, 300)] {
        for phi in [0.0, 0.6, 0.8] {
            let mut draws = Draws::new(u64::from(pairs) + (phi * 1e6) as u64 + dialogues);
            let mut cell = Intervals::of(0.0);
            (0..runs).for_each(|_| cell.add(lift(phi, pairs, dialogues, 0.0, &mut draws)));
            let name = format!("phi {phi}, {pairs} pairs, {dialogues} dialogues, {runs} runs");
            println!("{name:44}{}", cell.row());
            checked.push((name, cell));
        }
    }
    checked.iter().for_each(|(name, cell)| cell.check(&format!("background_lift, {name}")));
}

#[test]
fn an_agent_that_follows_is_more_alike_than_to_clients_of_other_dialogues() {
    let mut draws = Draws::new(31);
    let mut found = Intervals::of(0.0);
    (0..150).for_each(|_| found.add(lift(0.6, 60, 20, 0.8, &mut draws)));
    println!("take-up of .8, 60 pairs: lift {:.2}, found in {:.2}", found.mean(), found.power());
    assert!(found.power() >= 0.8);
}
