//! The register heads: small linear models that give a turn's formality, politeness, valence and
//! so on as z-scores.
//!
//! A head is a weighted sum of the dense features plus the weights of the turn's n-grams, the
//! latter divided by the square root of their number. The n-grams that carry weight stand in one
//! table for all heads, each with a 16-bit tag and an 8-bit weight per head. An n-gram is looked for
//! in one line of 64 bytes only, so that it costs one cache line; one that is not listed has no
//! weight, but for one in some ten thousand, whose tag happens to be that of another.

mod build;
mod codec;
mod sums;
mod tally;

use alloc::{boxed::Box, vec::Vec};
pub use build::{HeadsBuilder, Row};
pub use sums::Sums;
pub(crate) use tally::Tally;

/// What heads read of a turn.
pub trait HeadInput {
    /// The dense features, [`DENSE`] of them.
    fn dense(&self) -> &[f32];
    /// Words and pairs of words, in order.
    fn grams(&self) -> &[Gram];
}

/// A word or a pair of neighbours: its hash and the tokens it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gram {
    /// The hash under which the heads know it.
    pub hash: u64,
    /// Its first token.
    pub first: u32,
    /// Its last token.
    pub last: u32,
}

/// How many dense features the register heads have.
pub const DENSE: usize = 61;
/// The most dense features that heads may have.
pub const MOST_DENSE: usize = 255;

/// The most heads that a table has room for.
pub const HEADS: usize = 8;
/// Rows of the table in one cache line.
const LINE_ROWS: usize = 6;
/// Bands of turn length in words: 1 to 4, 5 to 9, 10 to 19, 20 and more.
pub(crate) const BANDS: usize = 4;

/// One cache line of the table: tags and weights of six n-grams. Tag 0 marks an empty row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(align(64))]
struct Line {
    tags: [u16; LINE_ROWS],
    weights: [[i8; HEADS]; LINE_ROWS],
}

/// What is known of one head beside its weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its name: `formality`.
    pub name: Box<str>,
    /// Raw score of a turn without features.
    pub bias: f32,
    /// What a weight of 1 in the table stands for.
    pub scale: f32,
    /// Mean raw score over the chat text that the pack names.
    pub mean: f64,
    /// Standard deviation over the same text, above 0.
    pub sd: f64,
    /// The z-score above which the head says yes.
    pub threshold: f64,
    /// Split-half reliability of a turn's score by its length in words: 1-4, 5-9, 10-19, 20 and
    /// more; 0 to 1.
    pub reliability: [f32; BANDS],
}

/// What an n-gram adds to a score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contribution {
    /// Its first token.
    pub first: u32,
    /// Its last token.
    pub last: u32,
    /// How much it adds, in z.
    pub z: f64,
}

/// The heads of a pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Heads {
    heads: Vec<Head>,
    /// Weights by dense feature, then by head.
    dense: Vec<[f32; HEADS]>,
    lines: Vec<Line>,
}

impl Heads {
    /// The heads, in order.
    #[must_use]
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// The number of a head by its name.
    #[must_use]
    pub fn index(&self, name: &str) -> Option<usize> {
        self.heads.iter().position(|head| &*head.name == name)
    }

    /// Raw scores: what training fits. Heads that do not exist have 0.
    #[must_use]
    pub fn raw(&self, features: &impl HeadInput) -> [f64; HEADS] {
        self.raw_of(&Tally::of(self, features.grams()), features.dense())
    }

    fn raw_of(&self, grams: &Tally<'_>, features: &[f32]) -> [f64; HEADS] {
        let mut dense = [0_f32; HEADS];
        for (value, weights) in features.iter().zip(&self.dense) {
            // Most classes and strategies are absent, and adding 0 changes no sum.
            if *value != 0.0 {
                for (sum, weight) in dense.iter_mut().zip(weights) {
                    *sum += value * weight;
                }
            }
        }
        let (sums, norm) = (grams.sums(), grams.norm());
        let mut raw = [0.0; HEADS];
        for (((raw, head), sum), dense) in raw.iter_mut().zip(&self.heads).zip(sums).zip(dense) {
            *raw = f64::from(head.bias)
                + f64::from(dense)
                + f64::from(sum) * f64::from(head.scale) * norm;
        }
        raw
    }

    /// The z-scores: 0 is the average of chat text, 1 a standard deviation above it.
    #[must_use]
    pub fn score(&self, features: &impl HeadInput) -> [f64; HEADS] {
        self.score_of(&Tally::of(self, features.grams()), features.dense())
    }

    /// The z-scores of the n-grams and dense features of a turn.
    pub(crate) fn score_of(&self, grams: &Tally<'_>, dense: &[f32]) -> [f64; HEADS] {
        let mut scores = self.raw_of(grams, dense);
        for (score, head) in scores.iter_mut().zip(&self.heads) {
            *score = (*score - head.mean) / head.sd;
        }
        scores
    }

    /// The `most` n-grams that move a head furthest, up or down, the strongest first; of equals the
    /// earlier first.
    #[must_use]
    pub fn evidence(
        &self,
        head: usize,
        features: &impl HeadInput,
        most: usize,
    ) -> Vec<Contribution> {
        let mut top = Vec::new();
        let tally = Tally::of(self, features.grams());
        tally.evidence(&[head], most, |_, found| top.push(found));
        top
    }

    /// The weights of an n-gram; 0 where the table does not list it.
    pub(crate) fn weights_of(&self, hash: u64) -> [i8; HEADS] {
        self.weights(hash).copied().unwrap_or_default()
    }

    /// The weights of an n-gram that the table lists.
    #[inline]
    fn weights(&self, hash: u64) -> Option<&[i8; HEADS]> {
        let (line, tag) = place(hash, self.lines.len());
        let line = self.lines.get(line)?;
        line.weights.get(line.slot(tag)?)
    }
}

impl Line {
    /// The first row with this tag, which is not 0.
    #[inline]
    fn slot(&self, tag: u16) -> Option<usize> {
        // The lowest lane of 16 bits that is 0 is the lowest whose top bit is set here.
        const ONES: u64 = 0x0001_0001_0001_0001;
        const TOPS: u64 = 0x8000_8000_8000_8000;
        let [a, b, c, d, e, f] = self.tags.map(u64::from);
        let tags = u64::from(tag) * ONES;
        let first = (a | b << 16 | c << 32 | d << 48) ^ tags;
        let zero = first.wrapping_sub(ONES) & !first & TOPS;
        if zero != 0 {
            return Some(zero.trailing_zeros() as usize / 16);
        }
        if e == u64::from(tag) {
            return Some(4);
        }
        (f == u64::from(tag)).then_some(5)
    }
}

/// The line and the tag of a hash in a table of `lines` lines.
#[inline]
fn place(hash: u64, lines: usize) -> (usize, u16) {
    let line = ((hash >> 32) * lines as u64) >> 32;
    (line as usize, (hash as u16).max(1))
}

const _: () = assert!(size_of::<Line>() == 64 && DENSE <= MOST_DENSE);
