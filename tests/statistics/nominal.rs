use crate::draws::{Ar1, Draws, turn};
use crate::tally::{Tally, margin};
use lingsync::accommodation::{Background, Estimate, Lift, PairFigures, Series};

const NAMES: [&str; 9] = [
    "synchrony",
    "convergence",
    "resp raw",
    "resp corr",
    "lift",
    "local",
    "directional",
    "backgr",
    "trueless",
];

fn est(e: &Estimate) -> (bool, bool, f64) {
    (e.interval.is_some(), e.excludes(0.0), e.interval.map_or(0.0, |(a, b)| b - a))
}
fn lif(e: &Lift) -> (bool, bool, f64) {
    (e.interval.is_some(), e.is_significant(), e.interval.map_or(0.0, |(a, b)| b - a))
}

fn run(phi: f64, n: u32, most: u32, draws: &mut Draws) -> PairFigures {
    let mut background = Background::new();
    for id in 0..20 {
        let mut client = Ar1::new(phi, draws);
        let turns: Vec<_> = (0..40)
            .flat_map(|_| {
                let k = draws.whole(1, most);
                let mut v: Vec<_> = (0..k)
                    .map(|_| {
                        let x = client.next(draws);
                        turn(0, x, draws)
                    })
                    .collect();
                v.push(turn(1, 0.0, draws));
                v
            })
            .collect();
        background.absorb(id, turns);
    }
    let mut client = Ar1::new(phi, draws);
    let mut agent = Ar1::new(phi, draws);
    let mut series = Series::new();
    for _ in 0..n {
        for _ in 0..draws.whole(1, most) {
            let v = client.next(draws);
            series.observe(turn(0, v, draws));
        }
        for _ in 0..draws.whole(1, most) {
            let v = agent.next(draws);
            series.observe_against(turn(1, v, draws), Some(&background));
        }
    }
    series.pair_with(1, 0, 0.7)
}

#[test]
fn explore() {
    let runs: u32 = std::env::var("RUNS").map_or(1000, |s| s.parse().unwrap());
    for most in [1, 3] {
        for phi in [0.0, 0.6, 0.8] {
            for n in std::env::var("NS")
                .unwrap_or("40,200".into())
                .split(',')
                .map(|n| n.parse::<u32>().unwrap())
            {
                let mut draws = Draws::new(n as u64 * 1000 + (phi * 100.0) as u64 + most as u64);
                let mut t = [(Tally::default(), Tally::default(), 0.0); 9];
                for _ in 0..runs {
                    let f = run(phi, n, most, &mut draws);
                    let all = [
                        est(&f.synchrony),
                        est(&f.convergence),
                        est(&f.responsiveness.raw),
                        est(&f.responsiveness.corrected),
                        lif(&f.lift),
                        lif(&f.lift_local),
                        lif(&f.lift_directional),
                        lif(&f.background_lift),
                    ];
                    for (t, (some, hit, w)) in t.iter_mut().zip(all) {
                        t.0.add(hit);
                        t.1.add(!some);
                        t.2 += w;
                    }
                }
                print!("most {most} phi {phi} n {n:3}:");
                for (name, (a, b, w)) in NAMES.iter().zip(&t).take(8) {
                    print!("  {name} {:.3}", a.share());
                    if b.hits > 0 {
                        print!(" (none {:.3})", b.share());
                    }
                    print!(" [{:.3}]", w / f64::from(runs - b.hits));
                }
                println!();
            }
        }
    }
    println!("margin {}", margin(0.05, runs));
}
