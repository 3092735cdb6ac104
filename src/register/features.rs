//! What the register heads read: surface features and word n-grams of a turn, in one pass.

mod classes;
mod scan;

use super::words::Words;
pub(super) use crate::text::hash::hash_lower as hash_of;
use crate::{pack::heads::Tally, text::AnalysedTurn};
use alloc::vec::Vec;
pub(super) use classes::classes as surface_of;
use classes::{CLASS_NAMES, CLASSES};
pub(super) use scan::shape as shape_of;

pub(crate) use crate::pack::heads::{DENSE, Gram};

const _: () = assert!(DENSE == FIRST_STRATEGY + STRATEGIES);

const FIRST_CLASS: usize = 24;
const FIRST_SENTIMENT: usize = FIRST_CLASS + CLASSES;
const FIRST_STRATEGY: usize = FIRST_SENTIMENT + 4;
/// Politeness strategies: one bit each.
pub(crate) const STRATEGIES: usize = 21;

/// The features before the word classes, in order.
const SURFACE_NAMES: [&str; FIRST_CLASS] = [
    "log_words",
    "word_length",
    "long_words",
    "log_bytes",
    "clitics",
    "exclamations",
    "log_exclamations",
    "question_marks",
    "ellipses",
    "commas",
    "colons",
    "quotation_marks",
    "brackets",
    "starts_upper",
    "starts_lower",
    "ends_stop",
    "ends_mark",
    "ends_word",
    "capitals",
    "tripled_letter",
    "emoticons",
    "distinct_words",
    "lower_case_i",
    "syllables",
];

/// What other passes over the same turn have found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct FeatureInputs {
    /// VADER's negative share, 0 to 1.
    pub(crate) negative: f32,
    /// VADER's positive share, 0 to 1.
    pub(crate) positive: f32,
    /// VADER's compound score, -1 to 1.
    pub(crate) compound: f32,
    /// The politeness strategies, one bit each in their fixed order.
    pub(crate) strategies: u32,
}

/// The features of one turn, in a buffer that is used again and again.
///
/// `dense` holds counts, shares and logarithms of the prose ([`feature_names`]); `grams` every word
/// and every pair of neighbouring words within a run, the start and the end of a run being words of
/// their own. A word with a clitic is two words (`do` + `n't`), both of its token. Case does not
/// matter to n-grams. Linear in the turn; memory grows to the longest turn seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    dense: Dense,
    grams: Vec<Gram>,
    words: u32,
}

#[derive(Clone, Debug, PartialEq)]
struct Dense([f32; DENSE]);

impl Default for Dense {
    fn default() -> Self {
        Self([0.0; DENSE])
    }
}

impl Features {
    /// An empty buffer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Replaces the features by those of `turn`, which is `text` after the text pass.
    pub(super) fn fill(
        &mut self,
        text: &str,
        turn: &AnalysedTurn,
        words: &Words<'_>,
        inputs: &FeatureInputs,
    ) {
        self.grams.clear();
        self.words = turn.tokens().len() as u32;
        self.dense.0 = dense(text, turn, words, inputs, &mut self.grams);
    }

    /// The dense features, in the order of [`feature_names`].
    #[must_use]
    pub fn dense(&self) -> &[f32; DENSE] {
        &self.dense.0
    }

    /// Words and pairs of words, in order.
    #[must_use]
    pub fn grams(&self) -> &[Gram] {
        &self.grams
    }

    /// The number of words of the turn.
    #[must_use]
    pub fn words(&self) -> u32 {
        self.words
    }
}

/// The dense features of a turn; its n-grams go to `grams`.
pub(super) fn tally(
    text: &str,
    turn: &AnalysedTurn,
    words: &Words<'_>,
    inputs: &FeatureInputs,
    grams: &mut Tally<'_>,
) -> [f32; DENSE] {
    dense(text, turn, words, inputs, grams)
}

fn dense(
    text: &str,
    turn: &AnalysedTurn,
    words: &Words<'_>,
    inputs: &FeatureInputs,
    grams: &mut impl scan::Grams,
) -> [f32; DENSE] {
    let mut dense = [0.0; DENSE];
    let mut scan = scan::Scan::default();
    scan.words(text, turn, words.of_tokens(), grams);
    scan.gaps(text, turn);
    scan.write(&mut dense);
    dense[FIRST_SENTIMENT] = inputs.negative;
    dense[FIRST_SENTIMENT + 1] = inputs.positive;
    dense[FIRST_SENTIMENT + 2] = inputs.compound;
    dense[FIRST_SENTIMENT + 3] = inputs.compound.abs();
    for (bit, slot) in dense[FIRST_STRATEGY..].iter_mut().enumerate() {
        *slot = (inputs.strategies >> bit & 1) as f32;
    }
    dense
}

/// The names of the dense features, in order; a strategy has its number.
#[must_use]
pub fn feature_names() -> Vec<&'static str> {
    let sentiment = ["vader_neg", "vader_pos", "vader_compound", "vader_strength"];
    let strategies = core::iter::repeat_n("strategy", STRATEGIES);
    let names = SURFACE_NAMES.iter().chain(&CLASS_NAMES).chain(&sentiment);
    names.copied().chain(strategies).collect()
}

/// The hash of a single word, as [`Features::grams`] holds it.
#[must_use]
pub fn word_hash(word: &str) -> u64 {
    crate::text::hash::hash_folded(word)
}
