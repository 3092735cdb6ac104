//! Heads over features that are there or not: plain sums of weights.

use super::{HEADS, Heads, LINE_ROWS, place};

/// Rows of a table of which it is known whether they were met. N-grams in rows beyond them count as
/// often as they are there.
const ROWS: usize = 4096;

/// The sums of one turn, by head. An n-gram that is there twice counts once, and unlike in
/// [`Heads::raw`] nothing is divided by their number.
#[derive(Clone, Copy, Debug)]
pub struct Sums<'h> {
    heads: &'h Heads,
    /// A turn has far fewer n-grams than would fill these.
    grams: [i16; HEADS],
    dense: [f32; HEADS],
    met: [u64; ROWS / 64],
}

impl<'h> Sums<'h> {
    /// Of a turn without features.
    #[must_use]
    pub fn new(heads: &'h Heads) -> Self {
        Self { heads, grams: [0; HEADS], dense: [0.0; HEADS], met: [0; ROWS / 64] }
    }

    /// Adds an n-gram.
    #[inline]
    pub fn gram(&mut self, hash: u64) {
        let Some((row, weights)) = self.heads.row(hash) else { return };
        if let Some(met) = self.met.get_mut(row / 64) {
            let bit = 1 << (row % 64);
            if *met & bit != 0 {
                return;
            }
            *met |= bit;
        }
        for (sum, weight) in self.grams.iter_mut().zip(weights) {
            *sum = sum.saturating_add(i16::from(*weight));
        }
    }

    /// Adds a dense feature.
    #[inline(never)]
    pub fn feature(&mut self, feature: u8) {
        if let Some(weights) = self.heads.dense.get(usize::from(feature)) {
            for (sum, weight) in self.dense.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
    }

    /// The raw score of each head; 0 for those that do not exist.
    #[must_use]
    pub fn raw(&self) -> [f64; HEADS] {
        let mut raw = [0.0; HEADS];
        let sums = self.grams.iter().zip(&self.dense);
        for ((raw, head), (grams, dense)) in raw.iter_mut().zip(&self.heads.heads).zip(sums) {
            *raw = f64::from(head.bias)
                + f64::from(*dense)
                + f64::from(*grams) * f64::from(head.scale);
        }
        raw
    }
}

impl Heads {
    /// How many dense features the heads have.
    #[must_use]
    pub fn features(&self) -> usize {
        self.dense.len()
    }

    /// The weight of an n-gram in a head, in the head's own units; 0 for one that is not listed.
    #[must_use]
    pub fn weight(&self, head: usize, hash: u64) -> f64 {
        let weight = self.row(hash).and_then(|(_, weights)| weights.get(head)).copied();
        let scale = self.heads.get(head).map_or(0.0, |head| head.scale);
        f64::from(weight.unwrap_or(0)) * f64::from(scale)
    }

    /// The number and the weights of the row of an n-gram.
    #[inline]
    fn row(&self, hash: u64) -> Option<(usize, &[i8; HEADS])> {
        let (at, tag) = place(hash, self.lines.len());
        let line = self.lines.get(at)?;
        let slot = slot(line.tags, tag)?;
        Some((at * LINE_ROWS + slot, line.weights.get(slot)?))
    }
}

/// The first of the tags that is this one, without a branch for each.
#[inline]
fn slot(tags: [u16; LINE_ROWS], tag: u16) -> Option<usize> {
    let found = tags.iter().enumerate().map(|(at, listed)| u32::from(*listed == tag) << at);
    let found = found.fold(0, |all, bit| all | bit);
    (found != 0).then(|| found.trailing_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Head, HeadsBuilder, Row},
        *,
    };

    fn heads() -> Heads {
        let row = |hash: u64, one: f32, other: f32| {
            let mut weights = [0.0; HEADS];
            (weights[0], weights[1]) = (one, other);
            Row { hash, weights, importance: 1.0 }
        };
        let mut dense = [0.0; HEADS];
        dense[1] = 0.25;
        HeadsBuilder {
            heads: [Head::named("a"), Head { bias: -1.0, ..Head::named("b") }].into(),
            dense: [[0.0; HEADS], dense].into(),
            rows: [row(1 << 40 | 7, 1.0, -2.0), row(9 << 50 | 3, 0.5, 0.0)].into(),
            cut: 0,
        }
        .build(4)
        .unwrap()
    }

    #[test]
    fn a_sum_is_the_bias_and_what_is_there_and_twice_is_once() {
        let heads = heads();
        let mut sums = Sums::new(&heads);
        assert_eq!(&sums.raw()[..3], [0.0, -1.0, 0.0]);
        sums.gram(1 << 40 | 7);
        sums.gram(1 << 40 | 7);
        sums.gram(12345);
        sums.feature(1);
        sums.feature(200);
        let raw = sums.raw();
        assert!((raw[0] - 1.0).abs() < 0.01 && (raw[1] + 2.75).abs() < 0.01, "{raw:?}");
        sums.gram(9 << 50 | 3);
        assert!((sums.raw()[0] - 1.5).abs() < 0.01);
    }

    #[test]
    fn the_number_of_features_comes_back_from_the_bytes() {
        let read = Heads::decode(&heads().encode()).unwrap();
        assert_eq!((read.features(), &read), (2, &heads()));
        assert!((read.weight(1, 1 << 40 | 7) + 2.0).abs() < 0.01);
        assert_eq!(read.weight(1, 8), 0.0);
    }
}
