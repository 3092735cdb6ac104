//! Politeness strategies: what a turn does to be polite or blunt, as 21 signs with their places.
//!
//! The signs are those of Danescu-Niculescu-Mizil et al. 2013, "A computational approach to
//! politeness with application to social factors", as ConvoKit 5.0.0 reads them (`politeness_api`).
//! The peer needs a dependency parser. Here the rules look at the words and at short windows around
//! them, so that a turn costs well under a microsecond; on requests to strangers (Wikipedia, Stack
//! Exchange) more than 99.5 % of the signs equal those of the peer.

mod clauses;
mod rules;
mod token;
mod word;

pub(super) use token::word_bits;

use crate::value::Span;
use core::fmt;

/// One of the 21 politeness strategies: a sign that a turn shows or does not show.
///
/// "First word" means the first of a sentence; a mark that opens it counts as a word. Words are
/// compared without regard to capitals. A turn shows a sign if one of its sentences does.
///
/// # Example
/// ```
/// use lingsync::register::Strategy;
///
/// assert_eq!(Strategy::FirstPersonPlural.name(), "first_person_plural");
/// assert_eq!(Strategy::FirstPersonPlural.peer_name(), "1st_person_pl.");
/// assert_eq!(Strategy::ALL.len(), 21);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[repr(u8)]
pub enum Strategy {
    /// `please`, but not as the first word.
    Please,
    /// `please` as the first word.
    PleaseStart,
    /// Any hedge of the language pack: `maybe`, `should`, `think`.
    HasHedge,
    /// `by the way` at the start.
    IndirectBtw,
    /// A hedge that is a verb with its subject: `I think`, `it seems`.
    Hedges,
    /// `in fact`, `the truth`, `really`, `actually`, `honestly`, `surely`.
    Factuality,
    /// Praise as the first word: `great`, `nice`, `interesting`.
    Deference,
    /// `thanks`, `thank`, `I appreciate`.
    Gratitude,
    /// `sorry`, `oops`, `I apologize`, `forgive me`, `excuse me`.
    Apologizing,
    /// `we`, `our`, `us`, `ourselves`.
    FirstPersonPlural,
    /// `I`, `my`, `mine`, `myself`, but not as the first word.
    FirstPerson,
    /// `I`, `my`, `mine`, `myself` as the first word.
    FirstPersonStart,
    /// `you`, `your`, `yours`, `yourself`, but not as the first word.
    SecondPerson,
    /// `you`, `your`, `yours`, `yourself` as the first word.
    SecondPersonStart,
    /// `hi`, `hello` or `hey` as the first word.
    IndirectGreeting,
    /// `what`, `why`, `who` or `how` as one of the first two words.
    DirectQuestion,
    /// `so`, `then`, `and`, `but` or `or` as the first word.
    DirectStart,
    /// Any positive word of the language pack.
    HasPositive,
    /// Any negative word of the language pack.
    HasNegative,
    /// `could you`, `would you`.
    Subjunctive,
    /// `can you`, `will you`.
    Indicative,
}

impl Strategy {
    /// All strategies, in their fixed order.
    pub const ALL: [Self; 21] = [
        Self::Please,
        Self::PleaseStart,
        Self::HasHedge,
        Self::IndirectBtw,
        Self::Hedges,
        Self::Factuality,
        Self::Deference,
        Self::Gratitude,
        Self::Apologizing,
        Self::FirstPersonPlural,
        Self::FirstPerson,
        Self::FirstPersonStart,
        Self::SecondPerson,
        Self::SecondPersonStart,
        Self::IndirectGreeting,
        Self::DirectQuestion,
        Self::DirectStart,
        Self::HasPositive,
        Self::HasNegative,
        Self::Subjunctive,
        Self::Indicative,
    ];

    /// The snake_case name, as JSON shows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Please => "please",
            Self::PleaseStart => "please_start",
            Self::HasHedge => "has_hedge",
            Self::IndirectBtw => "indirect_btw",
            Self::Hedges => "hedges",
            Self::Factuality => "factuality",
            Self::Deference => "deference",
            Self::Gratitude => "gratitude",
            Self::Apologizing => "apologizing",
            Self::FirstPersonPlural => "first_person_plural",
            Self::FirstPerson => "first_person",
            Self::FirstPersonStart => "first_person_start",
            Self::SecondPerson => "second_person",
            Self::SecondPersonStart => "second_person_start",
            Self::IndirectGreeting => "indirect_greeting",
            Self::DirectQuestion => "direct_question",
            Self::DirectStart => "direct_start",
            Self::HasPositive => "has_positive",
            Self::HasNegative => "has_negative",
            Self::Subjunctive => "subjunctive",
            Self::Indicative => "indicative",
        }
    }

    /// The name that ConvoKit gives the strategy.
    #[must_use]
    pub const fn peer_name(self) -> &'static str {
        match self {
            Self::Please => "Please",
            Self::PleaseStart => "Please_start",
            Self::HasHedge => "HASHEDGE",
            Self::IndirectBtw => "Indirect_(btw)",
            Self::Hedges => "Hedges",
            Self::Factuality => "Factuality",
            Self::Deference => "Deference",
            Self::Gratitude => "Gratitude",
            Self::Apologizing => "Apologizing",
            Self::FirstPersonPlural => "1st_person_pl.",
            Self::FirstPerson => "1st_person",
            Self::FirstPersonStart => "1st_person_start",
            Self::SecondPerson => "2nd_person",
            Self::SecondPersonStart => "2nd_person_start",
            Self::IndirectGreeting => "Indirect_(greeting)",
            Self::DirectQuestion => "Direct_question",
            Self::DirectStart => "Direct_start",
            Self::HasPositive => "HASPOSITIVE",
            Self::HasNegative => "HASNEGATIVE",
            Self::Subjunctive => "SUBJUNCTIVE",
            Self::Indicative => "INDICATIVE",
        }
    }
}

/// A set of politeness strategies: one bit each, in the order of [`Strategy::ALL`].
///
/// # Example
/// ```
/// use lingsync::register::{Strategies, Strategy};
///
/// let shown: Strategies = [Strategy::Gratitude, Strategy::Please].into_iter().collect();
/// assert!(shown.contains(Strategy::Please));
/// assert_eq!(shown.iter().next(), Some(Strategy::Please));
/// assert_eq!(Strategies::from_bits(shown.bits()), shown);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Strategies(u32);

impl Strategies {
    /// The set of these bits; bits that belong to no strategy are dropped.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits & ((1 << Strategy::ALL.len()) - 1))
    }

    /// Bit `n` is the strategy at `n` of [`Strategy::ALL`].
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether the set holds `strategy`.
    #[must_use]
    pub const fn contains(self, strategy: Strategy) -> bool {
        self.0 >> strategy as u8 & 1 != 0
    }

    /// How many strategies the set holds: 0 to 21.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether the set holds none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The strategies of the set, in their fixed order.
    pub fn iter(self) -> impl Iterator<Item = Strategy> {
        Strategy::ALL.into_iter().filter(move |strategy| self.contains(*strategy))
    }

    fn insert(&mut self, strategy: Strategy) {
        self.0 |= 1 << strategy as u8;
    }
}

impl FromIterator<Strategy> for Strategies {
    fn from_iter<I: IntoIterator<Item = Strategy>>(strategies: I) -> Self {
        let mut set = Self::default();
        strategies.into_iter().for_each(|strategy| set.insert(strategy));
        set
    }
}

impl fmt::Debug for Strategies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// What the language pack knows of a word: a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PoliteClasses(u8);

impl PoliteClasses {
    /// The word makes a statement weaker.
    pub(crate) const HEDGE: Self = Self(1);
    /// The word has a good sense.
    pub(crate) const POSITIVE: Self = Self(2);
    /// The word has a bad sense.
    pub(crate) const NEGATIVE: Self = Self(4);

    pub(crate) const fn union(self, classes: Self) -> Self {
        Self(self.0 | classes.0)
    }
}

/// Where the classes of words come from: the language pack.
pub(crate) trait PolitenessWords {
    /// The classes of a lower-case word, whose apostrophe, if any, is straight, and which begins
    /// at byte `at` of the text.
    ///
    /// It is asked at most once for each token, and not for the commonest function words
    /// (articles, pronouns, forms of be, do and have).
    fn classes(&self, word: &str) -> PoliteClasses;

    /// A word of fewer than 16 letters that begins at the byte `at` of the text: where it ends, and
    /// its [`word_bits`]. Asked in order.
    #[inline]
    fn known(&self, at: usize) -> Option<(usize, u64)> {
        let _ = at;
        None
    }
}

/// Finds the politeness strategies of a turn.
///
/// `sentences` are spans of `text`, in order. They are cut further where a parser would cut: see
/// [`clauses`]. `found` is called for every hit, sentence by sentence, with the words that show it.
/// Time is linear in the text; memory is a buffer on the stack that grows for long sentences only.
pub(crate) fn strategies<W: PolitenessWords>(
    text: &str,
    sentences: &[Span],
    words: &W,
    mut found: impl FnMut(Strategy, Span),
) -> Strategies {
    let mut shown = Strategies::default();
    let mut tokens = token::Tokens::new();
    let mut sentences = sentences.iter().filter(|span| span.of(text).is_some()).peekable();
    while let Some(first) = sentences.next() {
        let mut end = first.end;
        while let Some(next) = sentences.next_if(|next| clauses::goes_on(text, end, **next)) {
            end = next.end;
        }
        tokens.clear();
        let marks = token::tokenise(text, first.start as usize, end as usize, words, &mut tokens);
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let (clause, others) =
                if clauses::may_cut(marks) { clauses::first(rest) } else { (rest, &[][..]) };
            rules::sentence(clause, &mut |strategy, span| {
                shown.insert(strategy);
                found(strategy, span);
            });
            rest = others;
        }
    }
    shown
}

#[cfg(test)]
mod tests;
