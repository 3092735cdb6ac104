//! The words of a reply against those of a claim, of what is true instead, and of the question: sets
//! of bits, so that every share is a count of bits.

use super::features::Asked;
use crate::{correction::passage::Passage, value::Span};
use alloc::vec::Vec;

/// Sentences whose place counts.
pub(super) const PLACED: usize = 20;

/// A set of words, by their number in an [`Index`].
pub(super) type Bits = u128;

pub(super) fn share(bits: Bits, of: Bits) -> f32 {
    if of == 0 { 0.0 } else { (bits & of).count_ones() as f32 / of.count_ones() as f32 }
}

/// How much a sentence weighs by its place.
pub(super) fn nearness(at: usize) -> f32 {
    1.0 / (1.0 + 0.5 * at as f32)
}

/// Words that are looked for, sorted, each with its number.
#[derive(Debug)]
pub(super) struct Index {
    words: Vec<u64>,
    pub(super) claim: Bits,
    pub(super) correct: Bits,
    pub(super) question: Bits,
}

impl Index {
    fn new(claim: &[u64], correct: &[u64], question: &[u64]) -> Self {
        let mut words = [claim, correct, question].concat();
        words.sort_unstable();
        words.dedup();
        words.truncate(Bits::BITS as usize);
        let bits = |list: &[u64]| {
            list.iter()
                .filter_map(|word| words.binary_search(word).ok())
                .fold(0, |b, at| b | 1 << at)
        };
        let (claim, correct, question) = (bits(claim), bits(correct), bits(question));
        Self { words, claim, correct, question }
    }

    /// The numbers of these words.
    pub(super) fn bits(&self, words: &[u64]) -> Bits {
        words.iter().fold(0, |bits, word| bits | self.bit(*word))
    }

    fn bit(&self, word: u64) -> Bits {
        self.words.binary_search(&word).map_or(0, |at| 1 << at)
    }
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
                let bit = stems.bit(word.stem.hash);
                line.stems |= bit;
                line.covered |= if word.covered { bit } else { 0 };
                line.negated |= if word.negated { bit } else { 0 };
                line.granted |= if word.granted { bit } else { 0 };
                line.quoted |= if word.quoted { bit } else { 0 };
                line.prefixes |= prefixes.bit(word.stem.prefix);
            }
            lines.push(line);
        }
        Self { stems, prefixes, lines }
    }

    /// The largest share of the claim, or of what is true instead, in one sentence.
    pub(crate) fn closest(&self) -> f32 {
        let Index { claim, correct, .. } = self.stems;
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
