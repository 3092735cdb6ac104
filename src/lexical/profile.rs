//! The n-grams of one turn, n = 1 to 3, as sorted lists: what the adjacent-turn measures compare.
//!
//! Sorting beats hashing here: turns are short, a list needs one allocation, and two sorted lists
//! are compared in one pass.

use crate::text::vocabulary::OVERFLOW;
use alloc::{vec, vec::Vec};

/// The longest n-gram that is compared.
pub(crate) const ORDERS: usize = 3;

/// The n-grams of a turn, each list sorted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    words: Vec<u32>,
    pairs: Vec<u64>,
    triples: Vec<u128>,
    /// Words, with those beyond the vocabulary.
    tokens: u32,
}

/// What two sorted lists have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Overlap {
    /// Sum over common items of the product of their counts.
    pub(crate) dot: u64,
    /// Distinct common items.
    pub(crate) types: u32,
    /// Sum over common items of the smaller count.
    pub(crate) clipped: u32,
    /// Items of the first list, with repetition, that the second one holds.
    pub(crate) repeated: u32,
}

impl Profile {
    /// Makes this the profile of runs of word ids; the memory of the old one is used again.
    /// O(n log n) in the words.
    pub(crate) fn fill<I: Iterator<Item = u32>>(
        &mut self,
        words: usize,
        runs: impl Iterator<Item = I>,
    ) {
        self.clear_for(words);
        for run in runs {
            let (mut before, mut two_before) = (OVERFLOW, OVERFLOW);
            for word in run {
                self.tokens += 1;
                if word != OVERFLOW {
                    self.add(two_before, before, word);
                }
                (two_before, before) = (before, word);
            }
        }
        self.words.sort_unstable();
        self.pairs.sort_unstable();
        self.triples.sort_unstable();
    }

    /// Forgets all n-grams and makes room for those of so many words. Memory that is far too large
    /// is given back, so that one long turn does not stay for ever.
    fn clear_for(&mut self, words: usize) {
        const SPARE: usize = 256;
        if self.words.capacity() > SPARE.max(4 * words) {
            *self = Self::default();
        }
        self.words.clear();
        self.pairs.clear();
        self.triples.clear();
        self.words.reserve(words);
        self.pairs.reserve(words);
        self.triples.reserve(words);
        self.tokens = 0;
    }

    /// Adds the n-grams that end with `word`; a word beyond the vocabulary, or none, breaks them.
    #[inline]
    fn add(&mut self, two_before: u32, before: u32, word: u32) {
        self.words.push(word);
        if before == OVERFLOW {
            return;
        }
        let pair = u64::from(before) << 32 | u64::from(word);
        self.pairs.push(pair);
        if two_before != OVERFLOW {
            self.triples.push(u128::from(two_before) << 64 | u128::from(pair));
        }
    }

    /// Whether the turn holds a word. O(log words).
    pub(crate) fn holds(&self, word: u32) -> bool {
        self.words.binary_search(&word).is_ok()
    }

    /// Words in the turn.
    pub(crate) fn tokens(&self) -> u32 {
        self.tokens
    }

    /// Distinct words in the turn.
    pub(crate) fn types(&self) -> u32 {
        spread(&self.words).0
    }

    /// What the n-grams of this turn and of another have in common, for n = 1, 2, 3. O(words).
    pub(crate) fn overlaps(&self, other: &Self) -> [Overlap; ORDERS] {
        let mut overlaps =
            [overlap(&self.words, &other.words), Overlap::default(), Overlap::default()];
        // Without a common n-gram there is no longer one in common either.
        if overlaps[0].types > 0 {
            overlaps[1] = overlap(&self.pairs, &other.pairs);
        }
        if overlaps[1].types > 0 {
            overlaps[2] = overlap(&self.triples, &other.triples);
        }
        overlaps
    }

    /// The cosines of the n-gram counts that these overlaps belong to; `None` for an n of which a
    /// side has no n-gram.
    pub(crate) fn cosines(
        &self,
        other: &Self,
        overlaps: &[Overlap; ORDERS],
    ) -> [Option<f64>; ORDERS] {
        core::array::from_fn(|order| match overlaps[order].dot {
            _ if self.grams(order) == 0 || other.grams(order) == 0 => None,
            0 => Some(0.0),
            // The two roots may round to a product below the dot product of equal sides.
            dot => Some((dot as f64 / (self.norm(order) * other.norm(order))).min(1.0)),
        })
    }

    fn grams(&self, order: usize) -> usize {
        [self.words.len(), self.pairs.len(), self.triples.len()][order]
    }

    /// The length of the vector of n-gram counts.
    fn norm(&self, order: usize) -> f64 {
        let squares = match order {
            0 => spread(&self.words).1,
            1 => spread(&self.pairs).1,
            _ => spread(&self.triples).1,
        };
        libm::sqrt(squares as f64)
    }

    /// Tells first occurrences from later ones.
    pub(crate) fn unmet(&self) -> Unmet<'_> {
        Unmet { words: &self.words, met: vec![false; self.words.len()] }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.words.capacity() * 4 + self.pairs.capacity() * 8 + self.triples.capacity() * 16
    }
}

/// Which words of a turn have been met.
#[derive(Debug)]
pub(crate) struct Unmet<'p> {
    words: &'p [u32],
    met: Vec<bool>,
}

impl Unmet<'_> {
    /// Whether this is the first time that a word of the turn is asked for. O(log words).
    pub(crate) fn is_first(&mut self, word: u32) -> bool {
        let place = self.words.partition_point(|other| *other < word);
        self.met.get_mut(place).is_some_and(|met| !core::mem::replace(met, true))
    }
}

/// Distinct items of a sorted list, and the sum of their squared counts.
fn spread<T: PartialEq>(list: &[T]) -> (u32, u64) {
    let (mut types, mut squares, mut count) = (0, 0, 0);
    let mut last = None;
    for item in list {
        if last != Some(item) {
            (types, count, last) = (types + 1, 0, Some(item));
        }
        // The squares of 1, 2, 3 ... differ by 1, 3, 5 ...
        squares += 2 * count + 1;
        count += 1;
    }
    (types, squares)
}

/// One pass over two sorted lists.
fn overlap<T: Ord + Copy>(a: &[T], b: &[T]) -> Overlap {
    let (mut sum, mut i, mut j) = (Overlap::default(), 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x < y {
            i += 1;
        } else if y < x {
            j += 1;
        } else {
            let (in_a, in_b) = (count(&a[i..], *x), count(&b[j..], *x));
            i += in_a as usize;
            j += in_b as usize;
            sum.dot += u64::from(in_a) * u64::from(in_b);
            sum.types += 1;
            sum.clipped += in_a.min(in_b);
            sum.repeated += in_a;
        }
    }
    sum
}

/// How often `item` stands at the front.
fn count<T: Ord>(list: &[T], item: T) -> u32 {
    list.iter().take_while(|other| **other == item).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(runs: &[&[u32]]) -> Profile {
        let words = runs.iter().map(|run| run.len()).sum();
        let mut profile = Profile::default();
        profile.fill(words, runs.iter().map(|run| run.iter().copied()));
        profile
    }

    #[test]
    fn n_grams_are_counted_within_runs() {
        let turn = profile(&[&[1, 2, 1, 2], &[1, 2]]);
        assert_eq!(turn.tokens(), 6);
        assert_eq!([turn.words.len(), turn.pairs.len(), turn.triples.len()], [6, 4, 2]);
        assert!(turn.holds(1) && turn.holds(2) && !turn.holds(3));
        // (1,2) three times and (2,1) once; (1,2,1) and (2,1,2) once each.
        assert_eq!((turn.types(), spread(&turn.pairs).1, spread(&turn.triples).1), (2, 10, 2));
    }

    #[test]
    fn the_overlap_is_that_of_the_count_vectors() {
        let (one, two) = (profile(&[&[1, 2, 3]]), profile(&[&[1, 2, 2, 3, 3]]));
        let overlaps = one.overlaps(&two);
        let words = overlaps[0];
        assert_eq!((words.types, words.clipped, words.repeated), (3, 3, 3));
        let cosines = one.cosines(&two, &overlaps);
        let is = |n: usize, value: f64| (cosines[n].unwrap() - value).abs() < 1e-15;
        assert!(is(0, 5.0 / (libm::sqrt(3.0) * 3.0)));
        // (1,2) and (2,3) once each on both sides, beside (2,2) and (3,3).
        assert!(is(1, 2.0 / (libm::sqrt(2.0) * 2.0)) && is(2, 0.0));
    }

    #[test]
    fn a_word_beyond_the_vocabulary_breaks_n_grams_and_equals_nothing() {
        let turn = profile(&[&[1, OVERFLOW, 1, OVERFLOW]]);
        assert_eq!(turn.tokens(), 4);
        assert_eq!([turn.words.len(), turn.pairs.len(), turn.triples.len()], [2, 0, 0]);
    }

    #[test]
    fn a_word_is_met_for_the_first_time_once() {
        let turn = profile(&[&[5, 3, 5]]);
        let mut met = turn.unmet();
        assert_eq!([5, 3, 5, 9].map(|word| met.is_first(word)), [true, true, false, false]);
    }
}
