//! Lifts: take-up that is there, and a topic that both follow.

use crate::draws::{Ar1, Draws, turn};
use crate::tally::{ALLOWANCE, Intervals, NOMINAL, margin};
use lingsync::accommodation::Series;

/// lift, lift_local, lift_directional over `runs` dialogues; `turns(draws)` gives (client, agent).
fn lifts<P: FnMut(&mut Draws) -> (f64, f64)>(
    pairs: u32,
    runs: u32,
    seed: u64,
    mut dialogue: impl FnMut(&mut Draws) -> P,
) -> [Intervals; 3] {
    let mut draws = Draws::new(seed);
    let mut all = [Intervals::of(0.0); 3];
    for _ in 0..runs {
        let mut pair = dialogue(&mut draws);
        let mut series = Series::new();
        for _ in 0..pairs {
            let (client, agent) = pair(&mut draws);
            series.observe(turn(0, client, &mut draws));
            series.observe(turn(1, agent, &mut draws));
        }
        let found = series.pair(1, 0);
        let lifts = [found.lift, found.lift_local, found.lift_directional];
        all.iter_mut().zip(lifts).for_each(|(all, lift)| all.add(lift));
    }
    let shown = all.map(|lift| format!("{:.3} ({:.2})", lift.mean(), lift.power()));
    println!("{pairs} pairs: lift {}, local {}, directional {}", shown[0], shown[1], shown[2]);
    all
}

#[test]
fn an_agent_that_takes_up_the_last_floor_is_found_by_every_lift() {
    println!("take-up of .8, client of order one; mean (share that leaves 0 out):");
    for (phi, pairs, least) in [(0.0, 40, 0.9), (0.6, 40, 0.55), (0.6, 100, 0.95)] {
        let found = lifts(pairs, 200, 1, |draws| {
            let mut client = Ar1::new(phi, draws);
            move |draws: &mut Draws| {
                let value = client.next(draws);
                (value, 0.8 * value + 0.6 * draws.normal())
            }
        });
        for lift in found {
            assert!(lift.mean() > 0.0);
            assert!(lift.power() >= least, "{} of {least}", lift.power());
        }
    }
}

/// Both follow one random walk, a step a turn; neither answers the other.
#[test]
fn a_topic_that_drifts_raises_lift_and_less_the_local_one_and_not_the_directional_one() {
    println!("shared random walk; mean (share that leaves 0 out):");
    for (pairs, step, runs) in [(40, 0.3, 1_000), (200, 0.2, 300)] {
        let [lift, local, directional] = lifts(pairs, runs, 2, |draws| {
            let mut topic = draws.normal();
            move |draws: &mut Draws| {
                topic += step * draws.normal();
                let client = topic + draws.normal();
                topic += step * draws.normal();
                (client, topic + draws.normal())
            }
        });
        assert!(lift.mean() > 0.1);
        assert!(local.mean() > 0.0 && local.mean() < lift.mean() * 0.7);
        assert!(directional.mean().abs() < 0.02);
        let most = NOMINAL + ALLOWANCE + margin(NOMINAL, runs);
        assert!(directional.error() <= most, "{} of {most}", directional.error());
    }
}
