//! The words of a reply against those of a claim, of what is true instead, and of the question: sets
//! of bits, so that every share is a count of bits.

use super::features::Asked;
use crate::{
    correction::passage::{Passage, SENTENCES},
    value::Span,
};
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
    count(part) as f32 / of.count_ones() as f32
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

/// Words that are looked for, sorted, each with its number.
#[derive(Debug)]
pub(super) struct Index {
    words: Vec<u64>,
    pub(super) claim: Bits,
    pub(super) correct: Bits,
    pub(super) question: Bits,
}

impl Index {
    /// Merges three sorted lists.
    #[inline(never)]
    fn new(claim: &[u64], correct: &[u64], question: &[u64]) -> Self {
        let mut lists = [claim, correct, question];
        let mut bits: [Bits; 3] = [0; 3];
        let words = Vec::with_capacity(lists.iter().map(|list| list.len()).sum());
        let mut index = Self { words, claim: 0, correct: 0, question: 0 };
        while let Some(next) = lists.iter().filter_map(|list| list.first()).min().copied() {
            let bit = 1_u128.checked_shl(index.words.len() as u32).unwrap_or_default();
            for (list, bits) in lists.iter_mut().zip(&mut bits) {
                if let Some((_, rest)) = list.split_first().filter(|(first, _)| **first == next) {
                    (*list, *bits) = (rest, *bits | bit);
                }
            }
            if bit != 0 {
                index.words.push(next);
            }
        }
        [index.claim, index.correct, index.question] = bits;
        index
    }

    /// The numbers of these words.
    pub(super) fn bits(&self, words: &[u64]) -> Bits {
        words.iter().fold(0, |bits, word| bits | self.bit(*word))
    }

    fn bit(&self, word: u64) -> Bits {
        self.words.binary_search(&word).map_or(0, |at| 1 << at)
    }

    /// The words, each with its bit.
    fn each(&self) -> impl Iterator<Item = (u64, Bits)> {
        self.words.iter().enumerate().map(|(at, word)| (*word, 1 << at))
    }
}

/// A sentence with words that are looked for.
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
}

/// Lines in the order in which they are found.
struct Lines {
    lines: Vec<Line>,
    /// By sentence: the number of its line plus one.
    numbers: [u8; SENTENCES],
}

impl Lines {
    #[inline]
    fn line(&mut self, at: usize) -> &mut Line {
        if self.numbers[at] == 0 {
            self.lines.push(Line { at, ..Line::default() });
            self.numbers[at] = self.lines.len() as u8;
        }
        &mut self.lines[usize::from(self.numbers[at]) - 1]
    }

    /// The lines as their sentences stand in the reply.
    fn in_order(&self, reply: &Passage) -> Vec<Line> {
        let mut lines = Vec::with_capacity(self.lines.len());
        for (number, sentence) in self.numbers.iter().zip(&reply.sentences) {
            let line = usize::from(*number).checked_sub(1).and_then(|at| self.lines.get(at));
            lines.extend(line.map(|line| Line { span: sentence.span, ..*line }));
        }
        lines
    }
}

/// A reply against a claim.
#[derive(Debug)]
pub(crate) struct Aligned {
    pub(super) stems: Index,
    pub(super) prefixes: Index,
    /// The sentences with words that are looked for, in order.
    pub(super) lines: Vec<Line>,
    /// How many of the first sentences have content words, and what these weigh.
    pub(super) placed: usize,
    pub(super) weight: f32,
}

impl Aligned {
    /// Compares all words. O(words of the claim + words of the reply that it has + sentences).
    #[inline(never)]
    pub(crate) fn new(asked: &Asked<'_>, reply: &Passage) -> Self {
        let Asked { claim, correct, question } = asked;
        let stems = Index::new(&claim.stems, &correct.stems, &question.stems);
        let prefixes = Index::new(&claim.prefixes, &correct.prefixes, &question.prefixes);
        let mut lines = Lines { lines: Vec::with_capacity(8), numbers: [0; SENTENCES] };
        for (hash, bit) in stems.each() {
            for (word, at) in reply.with_stem(hash) {
                let line = lines.line(at);
                line.stems |= bit;
                line.covered |= if word.covered { bit } else { 0 };
                line.negated |= if word.negated { bit } else { 0 };
                line.granted |= if word.granted { bit } else { 0 };
                line.quoted |= if word.quoted { bit } else { 0 };
            }
        }
        for (prefix, bit) in prefixes.each() {
            reply.with_prefix(prefix).for_each(|(_, at)| lines.line(at).prefixes |= bit);
        }
        let lines = lines.in_order(reply);
        let worded = (0..PLACED).filter(|at| reply.worded >> at & 1 == 1);
        let (placed, weight) =
            worded.fold((0, 0.0), |(placed, weight), at| (placed + 1, weight + nearness(at)));
        Self { stems, prefixes, lines, placed, weight }
    }

    /// The sentences whose place counts.
    pub(super) fn first_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().take_while(|line| line.at < PLACED)
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
