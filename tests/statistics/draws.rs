//! Seeded draws, series of order one, and dialogues made of them.

use lingsync::accommodation::{Series, SeriesTurn};

/// SplitMix64 (Steele, Lea & Flood 2014) with normal draws by the polar method (Marsaglia & Bray
/// 1964). The same seed, the same draws.
pub(crate) struct Draws {
    state: u64,
    spare: Option<f64>,
}

impl Draws {
    pub(crate) fn new(seed: u64) -> Self {
        let mut draws = Self { state: seed.wrapping_mul(0xd134_2543_de82_ef95), spare: None };
        draws.next();
        draws
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0..1.
    fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = u * u + v * v;
            if square > 0.0 && square < 1.0 {
                let scale = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(v * scale);
                return u * scale;
            }
        }
    }

    /// `from` to `to`, both included.
    pub(crate) fn whole(&mut self, from: u32, to: u32) -> u32 {
        from + (self.uniform() * f64::from(to - from + 1)) as u32
    }
}

/// A stationary series of order one with mean 0 and standard deviation 1.
pub(crate) struct Ar1 {
    phi: f64,
    last: f64,
}

impl Ar1 {
    pub(crate) fn new(phi: f64, draws: &mut Draws) -> Self {
        Self { phi, last: draws.normal() }
    }

    pub(crate) fn next(&mut self, draws: &mut Draws) -> f64 {
        self.last = self.phi * self.last + (1.0 - self.phi * self.phi).sqrt() * draws.normal();
        self.last
    }
}

/// A turn of 3 to 40 words, whatever its value is.
pub(crate) fn turn(party: u8, value: f64, draws: &mut Draws) -> SeriesTurn<f64> {
    SeriesTurn::new(party, draws.whole(3, 40), Some(value))
}

/// A floor of 1 to `most` turns: the next values of the party's series.
pub(crate) fn floor(
    party: u8,
    series: &mut Ar1,
    most: u32,
    draws: &mut Draws,
) -> Vec<SeriesTurn<f64>> {
    let turns = if most == 1 { 1 } else { draws.whole(1, most) };
    (0..turns)
        .map(|_| {
            let value = series.next(draws);
            turn(party, value, draws)
        })
        .collect()
}

/// A dialogue of `pairs` (client, agent) values, one turn a floor. Its lifts stay empty, which takes
/// half the time.
pub(crate) fn dialogue(
    pairs: impl IntoIterator<Item = (f64, f64)>,
    draws: &mut Draws,
) -> Series<f64> {
    let mut series = Series::new();
    for (client, agent) in pairs {
        for (party, value) in [(0, client), (1, agent)] {
            series.observe(SeriesTurn { lift: false, ..turn(party, value, draws) });
        }
    }
    series
}
