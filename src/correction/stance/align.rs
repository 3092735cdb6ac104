//! The words of a reply against those of a claim, of what is true instead, and of the question: sets
//! of bits, so that every share is a count of bits.

use super::features::Asked;
use crate::{correction::passage::Passage, value::Span};
use alloc::vec::Vec;

/// Sentences whose place counts.
pub(super) const PLACED: usize = 20;

/// A set of words, by their number in an [`Index`].
pub(super) type Bits = u128;

/// How much of a set is among the bits. Most sentences have nothing of it.
#[inline]
pub(super) fn share(bits: Bits, of: Bits) -> f32 {
    if bits & of == 0 { 0.0 } else { ratio(bits & of, of) }
}

#[inline(never)]
fn ratio(part: Bits, of: Bits) -> f32 {
    count(part) as f32 / count(of) as f32
}

/// The bits that are set: few.
#[inline]
fn count(mut bits: Bits) -> u32 {
    let mut count = 0;
    while bits != 0 {
        bits &= bits - 1;
        count += 1;
    }
    count
}

/// How much a sentence weighs by its place.
pub(super) fn nearness(at: usize) -> f32 {
    1.0 / (1.0 + 0.5 * at as f32)
}

/// Bits by which most words are known not to be looked for.
const SIEVE: usize = 16;

/// Words that are looked for, sorted, each with its number.
#[derive(Debug)]
pub(super) struct Index {
    words: Vec<u64>,
    /// A bit for the last bits of each word.
    sieve: [u64; SIEVE],
    pub(super) claim: Bits,
    pub(super) correct: Bits,
    pub(super) question: Bits,
}

impl Index {
    /// Merges three sorted lists.
    fn new(claim: &[u64], correct: &[u64], question: &[u64]) -> Self {
        let mut lists = [claim, correct, question];
        let mut bits: [Bits; 3] = [0; 3];
        let words = Vec::with_capacity(lists.iter().map(|list| list.len()).sum());
        let mut index = Self { words, sieve: [0; SIEVE], claim: 0, correct: 0, question: 0 };
        while let Some(next) = lists.iter().filter_map(|list| list.first()).min().copied() {
            let bit = 1_u128.checked_shl(index.words.len() as u32).unwrap_or_default();
            for (list, bits) in lists.iter_mut().zip(&mut bits) {
                if let Some((_, rest)) = list.split_first().filter(|(first, _)| **first == next) {
                    (*list, *bits) = (rest, *bits | bit);
                }
            }
            if bit != 0 {
                index.words.push(next);
                let (place, bit) = sieved(next);
                index.sieve[place] |= bit;
            }
        }
        [index.claim, index.correct, index.question] = bits;
        index
    }

    /// The numbers of these words.
    pub(super) fn bits(&self, words: &[u64]) -> Bits {
        words.iter().fold(0, |bits, word| bits | self.bit(*word))
    }

    #[inline]
    fn bit(&self, word: u64) -> Bits {
        let (place, bit) = sieved(word);
        if self.sieve[place] & bit == 0 { 0 } else { self.found(word) }
    }

    #[inline(never)]
    fn found(&self, word: u64) -> Bits {
        self.words.binary_search(&word).map_or(0, |at| 1 << at)
    }
}

/// The place of a word in the sieve.
#[inline]
fn sieved(word: u64) -> (usize, u64) {
    ((word >> 6) as usize % SIEVE, 1 << (word & 63))
}

/// A sentence with content words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    /// Its number among all sentences of the reply.
    pub(super) at: usize,
    pub(super) span: Span,
    pub(super) stems: Bits,
    /// Stems that stand under a negation at least once, and those under an odd one.
    pub(super) covered: Bits,
    pub(super) negated: Bits,
    /// Stems that are only cited.
    pub(super) quoted: Bits,
    /// Stems behind an although.
    pub(super) granted: Bits,
    pub(super) prefixes: Bits,
    pub(super) words: u16,
}

/// A reply against a claim.
#[derive(Debug)]
pub(crate) struct Aligned {
    pub(super) stems: Index,
    pub(super) prefixes: Index,
    pub(super) lines: Vec<Line>,
}

impl Aligned {
    /// Compares all words. O(words of the reply x log words of the claim).
    pub(crate) fn new(asked: &Asked<'_>, reply: &Passage) -> Self {
        let Asked { claim, correct, question } = asked;
        let stems = Index::new(&claim.stems, &correct.stems, &question.stems);
        let prefixes = Index::new(&claim.prefixes, &correct.prefixes, &question.prefixes);
        let mut lines = Vec::with_capacity(reply.sentences.len());
        for (at, sentence) in reply.sentences.iter().enumerate() {
            let words = reply.words(sentence);
            if words.is_empty() {
                continue;
            }
            let mut line = Line { at, span: sentence.span, ..Line::default() };
            line.words = words.len().min(usize::from(u16::MAX)) as u16;
            for word in words {
                line.prefixes |= prefixes.bit(word.stem.prefix);
                let bit = stems.bit(word.stem.hash);
                if bit == 0 {
                    continue;
                }
                line.stems |= bit;
                line.covered |= if word.covered { bit } else { 0 };
                line.negated |= if word.negated { bit } else { 0 };
                line.granted |= if word.granted { bit } else { 0 };
                line.quoted |= if word.quoted { bit } else { 0 };
            }
            lines.push(line);
        }
        Self { stems, prefixes, lines }
    }

    /// The largest share of the claim, or of what is true instead, in one sentence.
    pub(crate) fn closest(&self) -> f32 {
        let (claim, correct) = (self.stems.claim, self.stems.correct);
        let shares =
            self.lines.iter().map(|line| share(line.stems, claim).max(share(line.stems, correct)));
        shares.fold(0.0, f32::max)
    }

    /// The stems of the first sentences of the reply, so many of them.
    pub(super) fn head(&self, sentences: usize) -> (Bits, Bits) {
        let lines = self.lines.iter().take_while(|line| line.at < sentences);
        lines.fold((0, 0), |all, line| (all.0 | line.stems, all.1 | line.prefixes))
    }
}
