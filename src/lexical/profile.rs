//! The n-grams of one turn with their counts, n = 1 to 3: what the adjacent-turn measures compare.

use crate::text::vocabulary::OVERFLOW;
use alloc::{vec, vec::Vec};

/// The longest n-gram that is compared.
pub(crate) const ORDERS: usize = 3;

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    parent: u32,
    token: u32,
    /// 0 is an empty slot.
    child: u32,
}

/// A trie of depth three over the words of a turn, in one hash table. A node is an n-gram.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    slots: Vec<Slot>,
    /// Occurrences by node; node 0 is the empty n-gram.
    counts: Vec<u32>,
    /// Distinct words with their nodes, in order of appearance.
    words: Vec<(u32, u32)>,
    /// Words, with those beyond the vocabulary.
    tokens: u32,
    /// n-grams by order.
    grams: [u32; ORDERS],
    /// Sums of squared counts by order.
    squares: [u64; ORDERS],
}

impl Profile {
    /// The profile of runs of word ids. O(words).
    pub(crate) fn new<I: Iterator<Item = u32>>(
        words: usize,
        runs: impl Iterator<Item = I>,
    ) -> Self {
        let size = (words * ORDERS * 2).next_power_of_two().max(8);
        let mut profile = Self {
            slots: vec![Slot::default(); size],
            counts: Vec::with_capacity(1 + words * ORDERS),
            words: Vec::with_capacity(words),
            tokens: 0,
            grams: [0; ORDERS],
            squares: [0; ORDERS],
        };
        profile.counts.push(0);
        for run in runs {
            profile.add_run(run);
        }
        profile
    }

    fn add_run(&mut self, run: impl Iterator<Item = u32>) {
        let mut suffixes = [0_u32; ORDERS];
        for token in run {
            self.tokens += 1;
            if token == OVERFLOW {
                suffixes = [0; ORDERS];
                continue;
            }
            let mut parent = 0;
            for (order, suffix) in suffixes.iter_mut().enumerate() {
                if order > 0 && parent == 0 {
                    // The n-gram would reach over the start of the run.
                    parent = core::mem::take(suffix);
                    continue;
                }
                let node = self.child_or_new(parent, token);
                let count = &mut self.counts[node as usize];
                if order == 0 && *count == 0 {
                    self.words.push((token, node));
                }
                self.squares[order] += 2 * u64::from(*count) + 1;
                *count += 1;
                self.grams[order] += 1;
                parent = core::mem::replace(suffix, node);
            }
        }
    }

    fn place(&self, parent: u32, token: u32) -> usize {
        let mask = self.slots.len() - 1;
        let key = (u64::from(parent) << 32) | u64::from(token);
        let mut place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        loop {
            let slot = &self.slots[place];
            if slot.child == 0 || (slot.parent == parent && slot.token == token) {
                return place;
            }
            place = (place + 1) & mask;
        }
    }

    fn child_or_new(&mut self, parent: u32, token: u32) -> u32 {
        let place = self.place(parent, token);
        if self.slots[place].child == 0 {
            let child = self.counts.len() as u32;
            self.slots[place] = Slot { parent, token, child };
            self.counts.push(0);
        }
        self.slots[place].child
    }

    /// The n-gram `parent` + `token`, or 0.
    fn child(&self, parent: u32, token: u32) -> u32 {
        self.slots[self.place(parent, token)].child
    }

    /// How often the turn holds a word.
    pub(crate) fn count(&self, word: u32) -> u32 {
        self.counts[self.child(0, word) as usize]
    }

    /// Words in the turn.
    pub(crate) fn tokens(&self) -> u32 {
        self.tokens
    }

    /// Distinct words with their counts, in order of appearance.
    pub(crate) fn words(&self) -> impl Iterator<Item = (u32, u32)> {
        self.words.iter().map(|(word, node)| (*word, self.counts[*node as usize]))
    }

    /// Distinct words.
    pub(crate) fn types(&self) -> usize {
        self.words.len()
    }

    /// n-grams of length `order + 1`.
    pub(crate) fn grams(&self, order: usize) -> u32 {
        self.grams[order]
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>()
            + self.counts.capacity() * 4
            + self.words.capacity() * 8
    }

    /// The cosine of the n-gram counts for each n, given the runs that this profile was made of;
    /// meaningless for an n of which a side has no n-gram. O(words).
    pub(crate) fn cosines<I: Iterator<Item = u32>>(
        &self,
        runs: impl Iterator<Item = I>,
        other: &Self,
    ) -> [f64; ORDERS] {
        let mut dots = [0_u64; ORDERS];
        for run in runs {
            let mut suffixes = [0_u32; ORDERS];
            for token in run {
                let mut parent = 0;
                for order in 0..ORDERS {
                    let node = if token == OVERFLOW || (order > 0 && parent == 0) {
                        0
                    } else {
                        other.child(parent, token)
                    };
                    dots[order] += u64::from(other.counts[node as usize]);
                    parent = core::mem::replace(&mut suffixes[order], node);
                }
            }
        }
        core::array::from_fn(|order| {
            let norms =
                libm::sqrt(self.squares[order] as f64) * libm::sqrt(other.squares[order] as f64);
            dots[order] as f64 / norms
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(runs: &[&[u32]]) -> Profile {
        let words = runs.iter().map(|run| run.len()).sum();
        Profile::new(words, runs.iter().map(|run| run.iter().copied()))
    }

    #[test]
    fn n_grams_are_counted_within_runs() {
        let turn = profile(&[&[1, 2, 1, 2], &[1, 2]]);
        assert_eq!((turn.tokens(), turn.types()), (6, 2));
        assert_eq!(turn.grams, [6, 4, 2]);
        assert_eq!((turn.count(1), turn.count(2), turn.count(3)), (3, 3, 0));
        // (1,2) three times and (2,1) once; (1,2,1) and (2,1,2) once each.
        assert_eq!(turn.squares, [18, 10, 2]);
    }

    #[test]
    fn the_cosine_is_that_of_the_count_vectors() {
        let (one, two) = (profile(&[&[1, 2, 3]]), profile(&[&[1, 2, 2, 3, 3]]));
        let cosines = one.cosines([[1, 2, 3].into_iter()].into_iter(), &two);
        let expected = 5.0 / (libm::sqrt(3.0) * 3.0);
        assert!((cosines[0] - expected).abs() < 1e-15);
        // (1,2) and (2,3) once each on both sides, beside (2,2) and (3,3).
        assert!((cosines[1] - 2.0 / (libm::sqrt(2.0) * 2.0)).abs() < 1e-15);
        assert_eq!(cosines[2], 0.0);
    }

    #[test]
    fn a_word_beyond_the_vocabulary_breaks_n_grams_and_equals_nothing() {
        let turn = profile(&[&[1, OVERFLOW, 1, OVERFLOW]]);
        assert_eq!((turn.tokens(), turn.grams), (4, [2, 0, 0]));
    }
}
