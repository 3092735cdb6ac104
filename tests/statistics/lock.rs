//! The register lock: client of order one (.6) with standard deviation 1, read with noise; 40 pairs.
//!
//! The agent is a_t = b c_t + own, own independent from turn to turn. What b = .5 leaves of an agent
//! with standard deviation 1, as the client has it, is an own part of .866: the gates for a static
//! agent (b = 0) stand there. Less own movement is easier to find and is printed beside it, and so
//! is more. A follower may not be called locked at any of them.

use crate::draws::{Ar1, Draws, dialogue};
use crate::tally::Tally;
use lingsync::{
    Undefined,
    accommodation::{Level, Responsiveness, register_lock},
};

const PAIRS: u32 = 40;
const RUNS: u32 = 1_000;
/// Runs for the gates of a static agent: at reliability .8 the true share, over 20,000 runs, is .752.
const MANY: u32 = 3_000;
/// Runs for those that are found far more often than that.
const FEW: u32 = 500;
/// Standard deviations of the agent's own part.
const OWN: [f64; 5] = [0.3, 0.5, 0.7, 0.866, 1.0];
/// That of an agent with standard deviation 1 and a slope of .5.
const HONEST: f64 = 0.866;
const RELIABILITIES: [f64; 3] = [0.5, 0.6, 0.8];

fn found(slope: f64, own: f64, reliability: f64, draws: &mut Draws) -> (Responsiveness, Level) {
    let mut client = Ar1::new(0.6, draws);
    let noise = ((1.0 - reliability) / reliability).sqrt();
    let pairs: Vec<(f64, f64)> = (0..PAIRS)
        .map(|_| {
            let value = client.next(draws);
            (value + noise * draws.normal(), slope * value + own * draws.normal())
        })
        .collect();
    let series = dialogue(pairs, draws);
    (series.pair_with(1, 0, reliability).responsiveness, series.level(0))
}

/// How often a lock is called; where it cannot be said it is not.
fn locks(slope: f64, own: f64, reliability: f64, runs: u32) -> f64 {
    let mut draws = Draws::new((reliability * 100.0 + own * 1e5) as u64);
    let mut called = Tally::default();
    for _ in 0..runs {
        let (found, level) = found(slope, own, reliability, &mut draws);
        called.add(register_lock(&found, &level) == Ok(true));
    }
    called.share()
}

#[test]
fn an_agent_that_follows_is_hardly_ever_called_locked() {
    println!("slope .5, called a lock ({RUNS} runs); reliability .5, .6, .8:");
    for own in OWN {
        let shares = RELIABILITIES.map(|reliability| locks(0.5, own, reliability, RUNS));
        println!("own part {own:<6}{shares:.3?}");
        assert!(shares.iter().all(|&share| share <= 0.05), "own {own}: {shares:?}");
    }
}

#[test]
fn an_agent_that_stays_fixed_is_found() {
    println!("slope 0, called a lock ({FEW} or {MANY} runs); reliability .5, .6, .8:");
    for own in OWN {
        let runs = if own == HONEST { MANY } else { FEW };
        let shares = RELIABILITIES.map(|reliability| locks(0.0, own, reliability, runs));
        println!("own part {own:<6}{shares:.3?}");
        if own <= HONEST {
            assert!(shares[1] >= 0.55, "own {own}, reliability .6: {}", shares[1]);
            assert!(shares[2] >= 0.75, "own {own}, reliability .8: {}", shares[2]);
        }
    }
}

#[test]
fn a_client_read_too_badly_shows_no_lock_either_way() {
    let mut draws = Draws::new(35);
    for slope in [0.0, 0.5] {
        let (found, level) = found(slope, 0.5, 0.35, &mut draws);
        assert!(found.raw.value.value().is_some());
        assert_eq!(register_lock(&found, &level), Err(Undefined::LowReliability));
    }
}
