//! What a series is made of: [`SeriesValue`], for scalars (`f64`) and for count vectors
//! ([`Counts`]).

use crate::codec::{Reader, put, put_f64};
use alloc::vec::Vec;
use core::fmt::Debug;

/// Scalars and similarities beyond this magnitude count as undefined: no square overflows.
pub(crate) const LIMIT: f64 = 1e60;

/// A value that a turn can have in a [`Series`](super::Series).
///
/// Lifts exist for every such type; level, proximity, convergence, synchrony and responsiveness
/// exist for those with a [`number`](Self::number).
///
/// # Example
/// ```
/// use lingsync::accommodation::SeriesValue;
///
/// assert_eq!(1.5_f64.similarity(&1.0), -0.5);
/// assert_eq!(1.0_f64.joined(3, &2.0, 1), 1.25);
/// ```
pub trait SeriesValue: Clone + PartialEq + Debug {
    /// Names the type in the bytes of a [`Background`](super::Background).
    const KIND: [u8; 4];

    /// How alike two values are: finite, greater is more alike, symmetric.
    fn similarity(&self, other: &Self) -> f64;

    /// How alike the value is to those of `others` that `wanted` names by a bit each, written in
    /// their places. Whether all of these can be used: finite and not beyond all measure.
    #[doc(hidden)]
    fn similarities(&self, others: &[Self], wanted: u16, found: &mut [f64; 16]) -> bool {
        let mut usable = true;
        for (place, (other, found)) in others.iter().zip(found).enumerate() {
            if wanted >> place & 1 != 0 {
                *found = self.similarity(other);
                usable &= found.abs() <= LIMIT * 2.0;
            }
        }
        usable
    }

    /// The value of two turns of one floor taken together, with the words of each.
    #[must_use]
    fn joined(&self, own_words: u32, other: &Self, other_words: u32) -> Self;

    /// The value as a number, if it is one.
    fn number(&self) -> Option<f64> {
        None
    }

    /// Whether the value can be used; others count as undefined for their turn.
    fn is_valid(&self) -> bool {
        true
    }

    /// Appends the value's bytes: the same bytes for the same value.
    fn encode(&self, out: &mut Vec<u8>);

    /// The value of exactly these bytes, or `None` if they are not one.
    fn decode(bytes: &[u8]) -> Option<Self>;
}

/// Similarity is minus the absolute difference; a floor has the word-weighted mean of its turns (a
/// turn without words weighs as one word).
impl SeriesValue for f64 {
    const KIND: [u8; 4] = *b"f64 ";

    #[inline]
    fn similarity(&self, other: &Self) -> f64 {
        -(self - other).abs()
    }

    fn similarities(&self, others: &[Self], _: u16, found: &mut [f64; 16]) -> bool {
        // All of them are no more work than some.
        for (other, found) in others.iter().zip(found) {
            *found = -(self - other).abs();
        }
        true
    }

    fn joined(&self, own_words: u32, other: &Self, other_words: u32) -> Self {
        let (own, new) = (f64::from(own_words.max(1)), f64::from(other_words.max(1)));
        self + (other - self) * (new / (own + new))
    }

    fn number(&self) -> Option<f64> {
        Some(*self)
    }

    fn is_valid(&self) -> bool {
        self.abs() <= LIMIT
    }

    fn encode(&self, out: &mut Vec<u8>) {
        put_f64(out, *self);
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        reader.get_f64().filter(|value| reader.is_empty() && value.is_valid())
    }
}

/// How many words of a turn or floor fall into each of `N` categories.
///
/// Similarity is language style matching over the categories, in 0..=1 (Ireland & Pennebaker 2010):
/// the mean of `1 - |p - q| / (p + q + .0001)` with p and q in per cent of words. A floor adds up
/// the counts of its turns. O(N).
///
/// # Example
/// ```
/// use lingsync::accommodation::{Counts, SeriesValue};
///
/// let ask = Counts { counts: [2, 0], words: 10 };
/// let reply = Counts { counts: [4, 0], words: 20 };
/// assert_eq!(ask.similarity(&reply), 1.0);
/// let other = Counts { counts: [0, 4], words: 20 };
/// assert!(ask.similarity(&other) < 0.001);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts<const N: usize> {
    /// Words of each category.
    pub counts: [u32; N],
    /// All words; with none the value counts as undefined.
    pub words: u32,
}

impl<const N: usize> Counts<N> {
    /// Per cent of the words by category.
    #[inline]
    fn rates(&self) -> [f64; N] {
        let share = 100.0 / f64::from(self.words.max(1));
        self.counts.map(|count| f64::from(count) * share)
    }
}

/// The similarity of two profiles in per cent.
#[inline]
fn alike<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    if N == 0 {
        return 1.0;
    }
    let mut apart = [0.0; N];
    for ((apart, p), q) in apart.iter_mut().zip(a).zip(b) {
        *apart = (p - q).abs() / (p + q + 0.000_1);
    }
    let mut sum = 0.0;
    for apart in apart {
        sum += 1.0 - apart;
    }
    sum / N as f64
}

impl<const N: usize> SeriesValue for Counts<N> {
    const KIND: [u8; 4] = *b"cnts";

    fn similarity(&self, other: &Self) -> f64 {
        alike(&self.rates(), &other.rates())
    }

    fn similarities(&self, others: &[Self], wanted: u16, found: &mut [f64; 16]) -> bool {
        let own = self.rates();
        for (place, (other, found)) in others.iter().zip(found).enumerate() {
            if wanted >> place & 1 != 0 {
                *found = alike(&own, &other.rates());
            }
        }
        true
    }

    fn joined(&self, _: u32, other: &Self, _: u32) -> Self {
        let mut both = *self;
        for (count, more) in both.counts.iter_mut().zip(&other.counts) {
            *count = count.saturating_add(*more);
        }
        both.words = both.words.saturating_add(other.words);
        both
    }

    fn is_valid(&self) -> bool {
        self.words > 0
    }

    fn encode(&self, out: &mut Vec<u8>) {
        put(out, u64::from(self.words));
        self.counts.iter().for_each(|&count| put(out, u64::from(count)));
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let mut value = Self { counts: [0; N], words: reader.get_u32()? };
        for count in &mut value.counts {
            *count = reader.get_u32()?;
        }
        (reader.is_empty() && value.is_valid()).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_of_equal_turns_has_exactly_their_value() {
        assert_eq!(0.1_f64.joined(7, &0.1, 3), 0.1);
        assert_eq!(4.0_f64.joined(0, &2.0, 0), 3.0);
    }

    #[test]
    fn numbers_without_meaning_are_not_values() {
        for wrong in [f64::NAN, f64::INFINITY, -1e61] {
            assert!(!wrong.is_valid());
        }
        assert!((-1e60_f64).is_valid());
    }

    #[test]
    fn values_are_read_back_from_exactly_their_bytes() {
        let value = Counts { counts: [3, 0, 500], words: 900 };
        let mut bytes = Vec::new();
        value.encode(&mut bytes);
        assert_eq!(Counts::decode(&bytes), Some(value));
        assert_eq!(Counts::<2>::decode(&bytes), None);
        assert_eq!(f64::decode(&bytes), None);
    }
}
