//! Heads over features that are there or not: plain sums of weights.

use super::{HEADS, Heads};

/// The sums of one turn, by head. Unlike [`Heads::raw`] it does not divide by the number of n-grams.
#[derive(Clone, Copy, Debug)]
pub struct Sums<'h> {
    heads: &'h Heads,
    grams: [i32; HEADS],
    dense: [f32; HEADS],
}

impl<'h> Sums<'h> {
    /// Of a turn without features.
    #[must_use]
    pub fn new(heads: &'h Heads) -> Self {
        Self { heads, grams: [0; HEADS], dense: [0.0; HEADS] }
    }

    /// Adds an n-gram.
    #[inline]
    pub fn gram(&mut self, hash: u64) {
        if let Some(weights) = self.heads.weights(hash) {
            for (sum, weight) in self.grams.iter_mut().zip(weights) {
                *sum += i32::from(*weight);
            }
        }
    }

    /// Adds a dense feature.
    #[inline]
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
        let weight = self.weights(hash).and_then(|weights| weights.get(head)).copied();
        let scale = self.heads.get(head).map_or(0.0, |head| head.scale);
        f64::from(weight.unwrap_or(0)) * f64::from(scale)
    }
}
