use crate::draws::{Ar1, Draws, dialogue};
use crate::tally::Tally;
use lingsync::accommodation::register_lock;

fn locks(
    slope: f64,
    own: f64,
    reliability: f64,
    scale_observed: bool,
    runs: u32,
) -> (Tally, u32, f64) {
    let mut draws = Draws::new(7);
    let mut t = Tally::default();
    let mut undefined = 0;
    let mut sum = 0.0;
    for _ in 0..runs {
        let mut client = Ar1::new(0.6, &mut draws);
        let mut pairs = Vec::new();
        let unit = if scale_observed { reliability.sqrt() } else { 1.0 };
        let noise = unit * ((1.0 - reliability) / reliability).sqrt();
        for _ in 0..40 {
            let c = unit * client.next(&mut draws);
            let read = c + noise * draws.normal();
            pairs.push((read, slope * c + own * draws.normal()));
        }
        let series = dialogue(pairs, &mut draws);
        let found = series.pair_with(1, 0, reliability).responsiveness;
        sum += found.corrected.value.value().unwrap_or(f64::NAN);
        match register_lock(&found, &series.level(0)) {
            Ok(lock) => t.add(lock),
            Err(_) => {
                undefined += 1;
                t.add(false);
            }
        }
    }
    (t, undefined, sum / f64::from(runs))
}

#[test]
fn explore() {
    for scale in [false] {
        for own in [0.3,0.4, 0.5, 0.6, 0.866, 1.0] {
            print!("lock scaled by observed {scale} own {own}:");
            for r in [0.5, 0.6, 0.8] {
                let (planted, un, mean) = locks(0.5, own, r, scale, 20000);
                let (still, un2, _) = locks(0.0, own, r, scale, 20000);
                print!(
                    "   r {r}: planted {:.3} (un {un}, mean {mean:.3}) static {:.3} (un {un2})",
                    planted.share(),
                    still.share()
                );
            }
            println!();
        }
    }
}
