//! The n-grams of one turn as the heads read them: those that the table lists, and how many there
//! are in all.

use super::{Contribution, Gram, HEADS, Heads};
use smallvec::SmallVec;

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
    listed: SmallVec<[Listed; 64]>,
    grams: u32,
}

/// An n-gram among the strongest of a head.
type Top = (u32, u32, i8);

impl<'h> Tally<'h> {
    pub(crate) fn new(heads: &'h Heads) -> Self {
        Self { heads, listed: SmallVec::new(), grams: 0 }
    }

    pub(super) fn of(heads: &'h Heads, grams: &[Gram]) -> Self {
        let mut tally = Self::new(heads);
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
        // So many weights of a byte fit into a sum of two.
        const FEW: usize = 256;
        let mut sums = [0_i32; HEADS];
        for few in self.listed.chunks(FEW) {
            let mut parts = [0_i16; HEADS];
            for gram in few {
                for (part, weight) in parts.iter_mut().zip(gram.weights) {
                    *part = part.wrapping_add(i16::from(weight));
                }
            }
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum += i32::from(part);
            }
        }
        sums
    }

    /// The n-grams that move each of the heads in `wanted` (a bit for each) furthest, up or down, at
    /// most `most` for a head: head by head, the strongest first, of equals the earlier first.
    pub(crate) fn evidence(
        &self,
        wanted: &[usize],
        most: usize,
        mut each: impl FnMut(usize, Contribution),
    ) {
        const HIGH: u64 = 0x8080_8080_8080_8080;
        if most == 0 {
            return;
        }
        let mut tops: SmallVec<[Top; 24]> = SmallVec::from_elem(Top::default(), most * HEADS);
        let mut lens = [0_usize; HEADS];
        // The size of the weakest in a full list, by head: what is not above it is passed over.
        let mut least = [127_u8; HEADS];
        for head in wanted {
            if let Some(least) = least.get_mut(*head) {
                *least = 0;
            }
        }
        for gram in &self.listed {
            let above = HIGH & !((u64::from_le_bytes(least) | HIGH) - sizes(gram.weights));
            let mut rest = above;
            while rest != 0 {
                let head = rest.trailing_zeros() as usize / 8;
                rest &= rest - 1;
                let weight = gram.weights[head];
                let (tops, len) = (&mut tops[head * most..][..most], &mut lens[head]);
                let weaker = |other: &Top| other.2.unsigned_abs() < weight.unsigned_abs();
                let at = tops[..*len].iter().position(weaker).unwrap_or(*len);
                if at == most {
                    continue;
                }
                *len = (*len + 1).min(most);
                tops[at..*len].rotate_right(1);
                tops[at] = (gram.first, gram.last, weight);
                if *len == most {
                    least[head] = tops[most - 1].2.unsigned_abs().min(127);
                }
            }
        }
        let norm = self.norm();
        for head in wanted.iter().copied() {
            let Some(meta) = self.heads.heads.get(head) else { continue };
            let unit = f64::from(meta.scale) * norm / meta.sd;
            for (first, last, weight) in tops[head * most..][..lens[head]].iter().copied() {
                each(head, Contribution { first, last, z: f64::from(weight) * unit });
            }
        }
    }
}

/// The sizes of eight weights, a byte each.
#[inline]
fn sizes(weights: [i8; HEADS]) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    let bytes = u64::from_le_bytes(weights.map(|weight| weight as u8));
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
