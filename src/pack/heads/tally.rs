//! The n-grams of one turn as the heads read them: those that the table lists, and how many there
//! are in all.

use super::{Contribution, Gram, HEADS, Heads};
use alloc::vec::Vec;

/// The most n-grams that are asked for as evidence.
const MOST: usize = 16;

/// An n-gram that the table lists, with its weights.
#[derive(Clone, Copy, Debug, Default)]
struct Listed {
    weights: [i8; HEADS],
    first: u32,
    last: u32,
}

/// The n-grams of a turn.
#[derive(Debug)]
pub(crate) struct Tally<'h> {
    heads: &'h Heads,
    listed: Vec<Listed>,
    grams: u32,
}

impl<'h> Tally<'h> {
    /// No n-gram yet, of a turn of so many words.
    pub(crate) fn new(heads: &'h Heads, words: usize) -> Self {
        // A word and a pair for each, and a few more.
        Self { heads, listed: Vec::with_capacity(2 * words.min(1 << 16) + 8), grams: 0 }
    }

    pub(super) fn of(heads: &'h Heads, grams: &[Gram]) -> Self {
        let mut tally = Self::new(heads, grams.len() / 2);
        grams.iter().for_each(|gram| tally.add(gram.hash, gram.first, gram.last));
        tally
    }

    /// The next n-gram, by its hash, with its first and last token.
    #[inline]
    pub(crate) fn add(&mut self, hash: u64, first: u32, last: u32) {
        self.grams += 1;
        if let Some(weights) = self.heads.weights(hash) {
            self.listed.push(Listed { weights: *weights, first, last });
        }
    }

    /// The next n-gram, of which the weights are known.
    #[inline]
    pub(crate) fn add_known(&mut self, weights: [i8; HEADS], token: u32) {
        self.grams += 1;
        if weights != [0; HEADS] {
            self.listed.push(Listed { weights, first: token, last: token });
        }
    }

    /// What the sum of the weights is multiplied by.
    pub(super) fn norm(&self) -> f64 {
        1.0 / libm::sqrt(f64::from(self.grams.max(1)))
    }

    /// The sum of the weights by head.
    pub(super) fn sums(&self) -> [i32; HEADS] {
        // So many weights, each a byte above 0, fit into a sum of two bytes.
        const FEW: usize = 256;
        const EVEN: u64 = 0x00ff_00ff_00ff_00ff;
        let mut sums = [0_i32; HEADS];
        for few in self.listed.chunks(FEW) {
            let (mut even, mut odd) = (0_u64, 0_u64);
            for gram in few {
                let bytes = packed(gram.weights) ^ HIGH;
                even += bytes & EVEN;
                odd += bytes >> 8 & EVEN;
            }
            let raised = 128 * few.len() as i32;
            for (pair, sums) in sums.chunks_exact_mut(2).enumerate() {
                for (sum, sums_of) in sums.iter_mut().zip([even, odd]) {
                    *sum += i32::from((sums_of >> (16 * pair)) as u16) - raised;
                }
            }
        }
        sums
    }

    /// The n-grams that move each of the heads in `wanted` furthest, up or down, at most `most` for a
    /// head and never more than 16: head by head, the strongest first, of equals the earlier first.
    /// Each comes with the place of its head in `wanted`.
    pub(crate) fn evidence(
        &self,
        wanted: &[usize],
        most: usize,
        mut each: impl FnMut(usize, Contribution),
    ) {
        // Few is the rule, and then the lists stay in registers.
        match most {
            0 => {}
            1..=3 => self.name(self.strongest::<3>(wanted).as_flattened(), wanted, most, &mut each),
            _ => self.name(self.strongest::<MOST>(wanted).as_flattened(), wanted, most, &mut each),
        }
    }

    /// The strongest n-grams by head, each as its size and its number, of which the second falls, so
    /// that of equals the earlier is the greater; 0 where there is none.
    fn strongest<const N: usize>(&self, wanted: &[usize]) -> [[u64; N]; HEADS] {
        let mut tops = [[0; N]; HEADS];
        // The size of the weakest of a full list, by head: what is not above it is passed over.
        let mut least = [127_u8; HEADS];
        for head in wanted {
            if let Some(least) = least.get_mut(*head) {
                *least = 0;
            }
        }
        let mut least = u64::from_le_bytes(least);
        for (number, gram) in (0_u32..).zip(&self.listed) {
            let sizes = sizes(gram.weights);
            let mut above = HIGH & !((least | HIGH) - sizes);
            while above != 0 {
                let bit = above.trailing_zeros() & !7;
                above &= above - 1;
                let mut new = (sizes >> bit & 0xff) << 32 | u64::from(!number);
                let tops = &mut tops[bit as usize / 8 % HEADS];
                for top in tops.iter_mut() {
                    (*top, new) = (new.max(*top), new.min(*top));
                }
                let weakest = (tops[N - 1] >> 32).min(127);
                least = least & !(0xff << bit) | weakest << bit;
            }
        }
        tops
    }

    /// Gives out the first `most` of each list; the lists of all heads stand in one row.
    fn name(
        &self,
        tops: &[u64],
        wanted: &[usize],
        most: usize,
        each: &mut impl FnMut(usize, Contribution),
    ) {
        let norm = self.norm();
        for (at, head) in wanted.iter().copied().enumerate() {
            let Some(meta) = self.heads.heads.get(head) else { continue };
            let len = tops.len() / HEADS;
            let unit = f64::from(meta.scale) * norm / meta.sd;
            for top in tops.iter().skip(head * len).take(most.min(len)) {
                let Some(gram) = self.listed.get(!(*top as u32) as usize) else { continue };
                let weight = gram.weights.get(head).copied().unwrap_or(0);
                let z = f64::from(weight) * unit;
                each(at, Contribution { first: gram.first, last: gram.last, z });
            }
        }
    }
}

/// The sign bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Eight weights, a byte each.
#[inline]
fn packed(weights: [i8; HEADS]) -> u64 {
    u64::from_le_bytes(weights.map(|weight| weight as u8))
}

/// The sizes of eight weights, a byte each.
#[inline]
fn sizes(weights: [i8; HEADS]) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    let bytes = packed(weights);
    let negative = bytes >> 7 & LOW;
    (bytes ^ (negative * 0xff)) + negative
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_weights() {
        let weights = [0, 1, -1, 127, -127, -128, 64, -64];
        assert_eq!(sizes(weights).to_le_bytes(), weights.map(i8::unsigned_abs));
    }
}
