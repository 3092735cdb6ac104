//! Relations that are there, and a trend that both parties share.

use crate::draws::{Ar1, Draws, dialogue};
use crate::tally::{Intervals, NOMINAL, margin};
use lingsync::accommodation::PairFigures;

/// The figures of the agent; `pair(t, draws)` gives (client, agent).
fn figures(
    pairs: u32,
    draws: &mut Draws,
    mut pair: impl FnMut(f64, &mut Draws) -> (f64, f64),
) -> PairFigures {
    let values: Vec<_> = (0..pairs).map(|t| pair(f64::from(t), draws)).collect();
    dialogue(values, draws).pair(1, 0)
}

#[test]
fn parties_that_share_a_signal_are_in_synchrony() {
    println!("shared signal of order one (.6), correlation .5:");
    for (pairs, runs, least) in [(40, 1_000, 0.6), (200, 200, 0.99)] {
        let mut draws = Draws::new(u64::from(pairs));
        let mut synchrony = Intervals::of(0.5);
        for _ in 0..runs {
            let mut shared = Ar1::new(0.6, &mut draws);
            let found = figures(pairs, &mut draws, |_, draws| {
                let signal = shared.next(draws);
                (signal + draws.normal(), signal + draws.normal())
            });
            synchrony.add(found.synchrony);
        }
        let (mean, power) = (synchrony.mean(), synchrony.power());
        println!("{pairs} pairs: mean {mean:.2}, found in {power:.2}, {}", synchrony.row());
        assert!((mean - 0.5).abs() < 0.05);
        assert!(power >= least);
        synchrony.check("synchrony of .5");
    }
}

#[test]
fn an_agent_that_follows_by_half_has_that_slope_in_its_interval() {
    println!("agent a_t = .5 c_t + .3 a_(t-1) + own, client of order one:");
    for phi in [0.0, 0.6, 0.8] {
        let mut draws = Draws::new((phi * 100.0) as u64 + 50);
        let mut slope = Intervals::of(0.5);
        for _ in 0..600 {
            let (mut client, mut agent) = (Ar1::new(phi, &mut draws), 0.0);
            let found = figures(40, &mut draws, |_, draws| {
                let value = client.next(draws);
                agent = 0.5 * value + 0.3 * agent + 0.7 * draws.normal();
                (value, agent)
            });
            slope.add(found.responsiveness.raw);
        }
        let (mean, power) = (slope.mean(), slope.power());
        println!("phi {phi}: mean {mean:.2}, found in {power:.2}, {}", slope.row());
        assert!((mean - 0.5).abs() < 0.05);
        assert!(power >= 0.8);
        slope.check("slope of .5");
    }
}

#[test]
fn a_gap_that_closes_is_convergence() {
    println!("gap closing from 3 to 0, both parties of order one, standard deviation .5:");
    for (phi, pairs, least) in [(0.0, 40, 0.95), (0.6, 40, 0.6), (0.6, 100, 0.9)] {
        let mut draws = Draws::new(12);
        let mut convergence = Intervals::of(0.0);
        for _ in 0..300 {
            let (mut client, mut agent) = (Ar1::new(phi, &mut draws), Ar1::new(phi, &mut draws));
            let found = figures(pairs, &mut draws, |t, draws| {
                let gap = 3.0 * (1.0 - t / f64::from(pairs));
                (0.5 * client.next(draws), gap + 0.5 * agent.next(draws))
            });
            convergence.add(found.convergence);
        }
        let (mean, power) = (convergence.mean(), convergence.power());
        println!("phi {phi}, {pairs} pairs: mean {mean:.3}, found in {power:.2}");
        assert!(mean > 2.0 / f64::from(pairs));
        assert!(power >= least, "{power} of {least}");
    }
}

/// A trend shared by both is a relation of their levels. It shows in the value of synchrony; the
/// interval widens, and goes when the trend is all there is: so slow a movement has happened once.
/// Nothing converges.
#[test]
fn a_shared_trend_widens_the_interval_of_synchrony_and_is_no_convergence() {
    let (runs, pairs) = (300, 40);
    println!("trend shared by both, {pairs} pairs, rising so many standard deviations in all:");
    let mut last = (f64::INFINITY, 0.0);
    for rise in [0.0, 2.0, 4.0, 8.0] {
        let mut draws = Draws::new(77);
        let (mut synchrony, mut convergence) = (Intervals::of(0.0), Intervals::of(0.0));
        let mut effective = 0.0;
        for _ in 0..runs {
            let found = figures(pairs, &mut draws, |t, draws| {
                let trend = rise * t / f64::from(pairs);
                (trend + draws.normal(), trend + draws.normal())
            });
            synchrony.add(found.synchrony);
            convergence.add(found.convergence);
            effective += found.synchrony.effective_n / f64::from(runs);
        }
        println!(
            "rise {rise}: synchrony {:.2}, effective n {effective:.1}, leaves 0 out in {:.2}, no \
             interval in {:.2}; convergence leaves 0 out in {:.3}",
            synchrony.mean(),
            synchrony.power(),
            synchrony.missing(),
            convergence.error(),
        );
        assert!(effective < last.0 && synchrony.mean() > last.1 - 0.02);
        assert!(convergence.error() <= NOMINAL + margin(NOMINAL, runs));
        last = (effective, synchrony.mean());
    }
    assert!(last.0 < 4.0, "of 40 pairs, {} are left", last.0);
}
