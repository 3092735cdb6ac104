//! Reuse of the partner's last turn: overlap and n-gram measures of adjacent turns.
//!
//! Sources: LEEETs (`p1`, as in sacreBLEU), Xu & Reitter (`lla`, `lilla`, `sqrtprod`), ALIGN 2.0
//! (`ngram_cosine`); `structure` is this library's own.

use super::profile::{ORDERS, Overlap, Profile};
use crate::{
    text::{Token, vocabulary::OVERFLOW},
    value::{Measure, Undefined},
};
use alloc::vec::Vec;
use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// How much a turn reuses of the partner's last turn. Undefined (`not_available`) in the first
/// turn and after a turn of the same party, `empty` when a side has no word.
///
/// These are raw figures: long turns and common topics raise them.
///
/// # Example
/// ```
/// use lingsync::{Session, Turn};
///
/// let mut session = Session::default();
/// session.observe(&Turn::client("the red box"))?;
/// let report = session.observe(&Turn::agent("the box"))?;
/// let reuse = &report.lexical.reuse;
/// assert_eq!(reuse.p1.value(), Some(100.0));
/// assert_eq!(reuse.jaccard.value(), Some(2.0 / 3.0));
/// assert_eq!(reuse.lla.value(), Some(2.0 / 5.0));
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Reuse {
    /// Clipped unigram precision, 0 to 100.
    pub p1: Measure,
    /// Shared words by all words, as types, 0 to 1.
    pub jaccard: Measure,
    /// Words whose type is in the partner's turn, by the words of both turns, 0 to 1.
    pub lla: Measure,
    /// The same by the product of both lengths.
    pub lilla: Measure,
    /// The same by the root of that product.
    pub sqrtprod: Measure,
    /// Cosine of the n-gram counts for n = 1, 2, 3, 0 to 1; `too_short` when a side has no n-gram.
    pub ngram_cosine: [Measure; ORDERS],
    /// The same with every open-class word replaced by one symbol; bound to the pack's language.
    pub structure: [Measure; ORDERS],
}

/// The names of the measures in the order of [`Reuse::values`].
pub(crate) const NAMES: [&str; 11] = [
    "p1",
    "jaccard",
    "lla",
    "lilla",
    "sqrtprod",
    "ngram_cosine_1",
    "ngram_cosine_2",
    "ngram_cosine_3",
    "structure_1",
    "structure_2",
    "structure_3",
];

impl Reuse {
    pub(crate) fn undefined(reason: Undefined) -> Self {
        let none = Measure::Undefined(reason);
        Self {
            p1: none,
            jaccard: none,
            lla: none,
            lilla: none,
            sqrtprod: none,
            ngram_cosine: [none; ORDERS],
            structure: [none; ORDERS],
        }
    }

    /// The measures of two lists of words, however they were cut: what `target` reuses of `prime`.
    /// Words are equal when their texts are. `structure` needs a language pack and stays undefined
    /// (`language`). O(words).
    ///
    /// ```
    /// use lingsync::lexical::Reuse;
    ///
    /// let reuse = Reuse::between(&["the", "red", "box"], &["the", "box", "box"]);
    /// assert_eq!(reuse.p1.value(), Some(200.0 / 3.0));
    /// assert_eq!(reuse.lla.value(), Some(3.0 / 6.0));
    /// ```
    #[must_use]
    pub fn between<S: AsRef<str>>(prime: &[S], target: &[S]) -> Self {
        let mut ids: HashMap<&str, u32, FixedState> = HashMap::default();
        let mut tokens = [Vec::with_capacity(prime.len()), Vec::with_capacity(target.len())];
        for (list, words) in tokens.iter_mut().zip([prime, target]) {
            for word in words {
                let next = ids.len() as u32;
                list.push(Token::bare(*ids.entry(word.as_ref()).or_insert(next)));
            }
        }
        let [prime, target] = tokens;
        let profile = |words: &[Token]| {
            TurnProfile::new(None, 0, words.len(), core::iter::once(words), false)
        };
        profile(&target).reuse(&profile(&prime))
    }

    pub(crate) fn values(&self) -> [Measure; 11] {
        let ([n1, n2, n3], [s1, s2, s3]) = (self.ngram_cosine, self.structure);
        [self.p1, self.jaccard, self.lla, self.lilla, self.sqrtprod, n1, n2, n3, s1, s2, s3]
    }
}

/// The two profiles of a turn: of its words, and of its skeleton where the pack knows the language.
#[derive(Clone, Debug)]
pub(crate) struct TurnProfile {
    pub(crate) turn: u32,
    pub(crate) words: Profile,
    pub(crate) skeleton: Option<Profile>,
}

/// The symbol that stands for every open-class word.
const OPEN: u32 = OVERFLOW - 1;

fn symbol(token: &Token) -> u32 {
    if token.tags.is_closed_class() { token.canon } else { OPEN }
}

impl TurnProfile {
    /// The profile of a turn; the memory of `old` is used again.
    pub(crate) fn new<'t, R>(
        old: Option<Self>,
        turn: u32,
        tokens: usize,
        runs: R,
        in_language: bool,
    ) -> Self
    where
        R: Iterator<Item = &'t [Token]> + Clone,
    {
        let (mut words, skeleton) =
            old.map_or_else(Default::default, |old| (old.words, old.skeleton));
        words.fill(tokens, runs.clone().map(|run| run.iter().map(|token| token.canon)));
        let skeleton = in_language.then(|| {
            let mut skeleton = skeleton.unwrap_or_default();
            skeleton.fill(tokens, runs.map(|run| run.iter().map(symbol)));
            skeleton
        });
        Self { turn, words, skeleton }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.words.heap_bytes() + self.skeleton.as_ref().map_or(0, Profile::heap_bytes)
    }

    /// What this turn reuses of the turn `prime`.
    pub(crate) fn reuse(&self, prime: &Self) -> Reuse {
        let (own, other) = (&self.words, &prime.words);
        if own.tokens() == 0 || other.tokens() == 0 {
            return Reuse::undefined(Undefined::Empty);
        }
        let grams = own.overlaps(other);
        let words = grams[0];
        let all = own.types() + other.types() - words.types;
        let (target, prime_len) = (f64::from(own.tokens()), f64::from(other.tokens()));
        let overlap = f64::from(words.repeated);
        let value = |value: f64| Measure::finite(value, Undefined::Empty);
        Reuse {
            p1: value(100.0 * f64::from(words.clipped) / target),
            jaccard: Measure::ratio(f64::from(words.types), f64::from(all), Undefined::Empty),
            lla: value(overlap / (prime_len + target)),
            lilla: value(overlap / (prime_len * target)),
            sqrtprod: value(overlap / libm::sqrt(prime_len * target)),
            ngram_cosine: cosines(own, other, &grams),
            structure: match (&self.skeleton, &prime.skeleton) {
                (Some(own), Some(other)) => cosines(own, other, &own.overlaps(other)),
                _ => [Measure::Undefined(Undefined::Language); ORDERS],
            },
        }
    }
}

fn cosines(own: &Profile, other: &Profile, grams: &[Overlap; ORDERS]) -> [Measure; ORDERS] {
    own.cosines(other, grams).map(|cosine| match cosine {
        Some(cosine) => Measure::finite(cosine, Undefined::TooShort),
        None => Measure::Undefined(Undefined::TooShort),
    })
}
