//! Style by closed-class words: counts of nine categories and language style matching (LSM).
//!
//! Sources: Ireland & Pennebaker 2010 (categories and LSM), Gonzales, Hancock & Pennebaker 2010
//! (groups). Both are taken over all words of a speaker, so counts that are added turn by turn are
//! exact. The turn-by-turn variant is [`super::rlsm`].

use crate::value::{Measure, Undefined};
use alloc::vec::Vec;

/// How many categories there are.
pub const CATEGORIES: usize = 9;

/// What is added below the fraction of [`similarity`], so that it is never divided by 0.
pub const EPSILON: f64 = 0.0001;

/// Per cent of the words by category, in the order of [`StyleCategory::ALL`].
pub type Profile = [f64; CATEGORIES];

/// A closed-class category. A word may belong to several.
///
/// # Example
/// ```
/// use lingsync::register::style::StyleCategory;
///
/// assert_eq!(StyleCategory::ALL[2], StyleCategory::Articles);
/// assert_eq!(StyleCategory::Articles.name(), "articles");
/// assert_eq!(StyleCategory::from_name("articles"), Some(StyleCategory::Articles));
/// assert_eq!(StyleCategory::Articles.bit(), 0b100);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum StyleCategory {
    /// I, you, my, they ...
    PersonalPronouns = 0,
    /// it, that, what, anything ...
    ImpersonalPronouns = 1,
    /// a, an, the.
    Articles = 2,
    /// and, but, because ...
    Conjunctions = 3,
    /// in, of, about ...
    Prepositions = 4,
    /// am, have, will ...
    AuxiliaryVerbs = 5,
    /// very, just, often ...: adverbs of high frequency.
    Adverbs = 6,
    /// no, not, never ...
    Negations = 7,
    /// many, few, all ...
    Quantifiers = 8,
}

impl StyleCategory {
    /// All categories, in the order of every array by category.
    pub const ALL: [Self; CATEGORIES] = [
        Self::PersonalPronouns,
        Self::ImpersonalPronouns,
        Self::Articles,
        Self::Conjunctions,
        Self::Prepositions,
        Self::AuxiliaryVerbs,
        Self::Adverbs,
        Self::Negations,
        Self::Quantifiers,
    ];

    /// The snake_case name, as word lists and JSON show it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PersonalPronouns => "personal_pronouns",
            Self::ImpersonalPronouns => "impersonal_pronouns",
            Self::Articles => "articles",
            Self::Conjunctions => "conjunctions",
            Self::Prepositions => "prepositions",
            Self::AuxiliaryVerbs => "auxiliary_verbs",
            Self::Adverbs => "adverbs",
            Self::Negations => "negations",
            Self::Quantifiers => "quantifiers",
        }
    }

    /// The category of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }

    /// The category's bit in a word's set of categories.
    #[must_use]
    pub const fn bit(self) -> u16 {
        1 << self as u8
    }
}

/// Words, and how many of them are in each category. Counts can be added; nothing else is kept.
///
/// # Example
/// ```
/// use lingsync::Measure;
/// use lingsync::register::style::{StyleCategory, StyleCounts};
///
/// let mut counts = StyleCounts::default();
/// counts.observe(StyleCategory::Articles.bit());
/// counts.observe(0);
/// // "don't" is one word in two categories.
/// counts.observe(StyleCategory::AuxiliaryVerbs.bit() | StyleCategory::Negations.bit());
/// counts.observe(0);
/// assert_eq!(counts.words, 4);
/// assert_eq!(counts.rate(StyleCategory::Negations), Measure::Value(25.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StyleCounts {
    /// All words, in a category or not.
    pub words: u32,
    /// Words by category, in the order of [`StyleCategory::ALL`].
    pub counts: [u32; CATEGORIES],
}

impl StyleCounts {
    /// Takes in one word by the set of its categories. Both parts of a contraction count: the set
    /// of "I'm" is that of "I" with that of "am".
    pub fn observe(&mut self, categories: u16) {
        self.words = self.words.saturating_add(1);
        let mut rest = categories;
        while rest != 0 {
            if let Some(count) = self.counts.get_mut(rest.trailing_zeros() as usize) {
                *count = count.saturating_add(1);
            }
            rest &= rest - 1;
        }
    }

    /// Per cent of the words in `category`; undefined (`empty`) without a word.
    #[must_use]
    pub fn rate(&self, category: StyleCategory) -> Measure {
        let count = f64::from(self.counts[category as usize]);
        Measure::ratio(100.0 * count, f64::from(self.words), Undefined::Empty)
    }

    /// All rates in per cent; 0 everywhere without a word.
    #[must_use]
    pub fn rates(&self) -> Profile {
        let words = f64::from(self.words);
        self.counts.map(|count| if words > 0.0 { 100.0 * f64::from(count) / words } else { 0.0 })
    }
}

impl core::ops::AddAssign for StyleCounts {
    fn add_assign(&mut self, other: Self) {
        self.words = self.words.saturating_add(other.words);
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine = mine.saturating_add(theirs);
        }
    }
}

impl core::ops::Add for StyleCounts {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl core::iter::Sum for StyleCounts {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), |sum, counts| sum + counts)
    }
}

/// A matching score: by category, and the plain mean of the categories that have one.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct StyleScore {
    /// 0 to 1 for each category, in the order of [`StyleCategory::ALL`].
    pub per_category: [Measure; CATEGORIES],
    /// Mean of the categories that are defined.
    pub value: Measure,
}

impl StyleScore {
    /// The score whose value is the mean of the defined categories, or undefined for `reason`.
    pub(crate) fn of(per_category: [Measure; CATEGORIES], reason: Undefined) -> Self {
        let value = mean(per_category.iter().filter_map(|category| category.value()), reason);
        Self { per_category, value }
    }

    /// No score at all, for `reason`.
    pub(crate) const fn undefined(reason: Undefined) -> Self {
        Self {
            per_category: [Measure::Undefined(reason); CATEGORIES],
            value: Measure::Undefined(reason),
        }
    }
}

/// The plain mean, or undefined for `reason` if there is nothing.
pub(crate) fn mean(values: impl Iterator<Item = f64>, reason: Undefined) -> Measure {
    let (sum, n) = values.fold((0.0, 0_u32), |(sum, n), value| (sum + value, n + 1));
    Measure::ratio(sum, f64::from(n), reason)
}

/// How alike two rates are: 1 - |a - b| / (a + b + .0001). 1 if both are 0, nearly 0 if one is.
/// Rates are in per cent; none is negative.
///
/// ```
/// use lingsync::register::style::similarity;
///
/// // Mueller-Frommeyer et al. 2019, Table 2.
/// assert!((similarity(25.0, 60.0) - 0.588235).abs() < 1e-6);
/// assert_eq!(similarity(0.0, 0.0), 1.0);
/// ```
#[must_use]
pub fn similarity(a: f64, b: f64) -> f64 {
    1.0 - (a - b).abs() / (a + b + EPSILON)
}

/// Language style matching of two speakers over all their words, 0 to 1 (Ireland & Pennebaker
/// 2010). Undefined (`empty`) if one has no word. Two categories that nobody uses match fully.
///
/// # Example
/// ```
/// use lingsync::register::style::{StyleCounts, lsm};
///
/// let a = StyleCounts { words: 10, counts: [2, 0, 1, 0, 1, 1, 0, 0, 0] };
/// let b = StyleCounts { words: 20, counts: [4, 0, 2, 0, 2, 2, 0, 0, 0] };
/// assert_eq!(lsm(&a, &b).value.value(), Some(1.0));
/// assert_eq!(lsm(&a, &StyleCounts::default()).value.value(), None);
/// ```
#[must_use]
pub fn lsm(a: &StyleCounts, b: &StyleCounts) -> StyleScore {
    if a.words == 0 || b.words == 0 {
        return StyleScore::undefined(Undefined::Empty);
    }
    matched(&a.rates(), &b.rates())
}

fn matched(a: &Profile, b: &Profile) -> StyleScore {
    let mut per_category = [Measure::Undefined(Undefined::Empty); CATEGORIES];
    for (score, (a, b)) in per_category.iter_mut().zip(a.iter().zip(b)) {
        *score = Measure::finite(similarity(*a, *b), Undefined::Empty);
    }
    StyleScore::of(per_category, Undefined::Empty)
}

/// Style matching of a group.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GroupLsm {
    /// Each member against the mean of the others, in the order given.
    pub members: Vec<StyleScore>,
    /// Mean over the members that have a score.
    pub value: Measure,
}

/// Style matching of a group, 0 to 1 (Gonzales, Hancock & Pennebaker 2010): each member's rates
/// against the plain mean of the other members' rates, then the mean over members. Members without
/// a word are left out; undefined (`too_few`) with fewer than two others. For two members it equals
/// [`lsm`]. Linear in the members.
///
/// # Example
/// ```
/// use lingsync::register::style::{StyleCounts, group_lsm, lsm};
///
/// let a = StyleCounts { words: 10, counts: [2, 0, 1, 0, 1, 1, 0, 0, 0] };
/// let b = StyleCounts { words: 10, counts: [1, 0, 1, 0, 1, 1, 0, 0, 0] };
/// assert_eq!(group_lsm(&[a, b]).value, lsm(&a, &b).value);
/// assert!(group_lsm(&[a]).value.value().is_none());
/// ```
#[must_use]
pub fn group_lsm(members: &[StyleCounts]) -> GroupLsm {
    let speaking = members.iter().filter(|member| member.words > 0);
    let (mut sum, mut n) = ([0.0; CATEGORIES], 0_u32);
    for member in speaking {
        sum.iter_mut().zip(member.rates()).for_each(|(sum, rate)| *sum += rate);
        n += 1;
    }
    let score = |member: &StyleCounts| {
        if member.words == 0 {
            return StyleScore::undefined(Undefined::Empty);
        }
        if n < 2 {
            return StyleScore::undefined(Undefined::TooFew);
        }
        let own = member.rates();
        let mut others = sum;
        for (other, own) in others.iter_mut().zip(own) {
            // Rounding may leave a trace below 0 where nobody else uses the category.
            *other = ((*other - own) / f64::from(n - 1)).max(0.0);
        }
        matched(&own, &others)
    };
    let members: Vec<_> = members.iter().map(score).collect();
    let value = mean(members.iter().filter_map(|m| m.value.value()), Undefined::TooFew);
    GroupLsm { members, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(words: u32, first: u32) -> StyleCounts {
        StyleCounts { words, counts: [first, 0, 0, 0, 0, 0, 0, 0, 0] }
    }

    #[test]
    fn the_published_example_is_matched() {
        let pairs = [(5, 3, 4, 1, 0.588_235), (4, 1, 15, 7, 0.697_6)];
        for (words_a, a, words_b, b, published) in pairs {
            let score = lsm(&counts(words_a, a), &counts(words_b, b));
            let found = score.per_category[0].value().unwrap();
            assert!((found - published).abs() < 1e-3, "{found}");
        }
    }

    #[test]
    fn a_category_that_nobody_uses_matches_fully() {
        let score = lsm(&counts(5, 0), &counts(7, 0));
        assert_eq!(score.value, Measure::Value(1.0));
    }

    #[test]
    fn a_category_of_one_side_only_scores_about_0() {
        let score = lsm(&counts(5, 1), &counts(7, 0)).per_category[0].value().unwrap();
        assert!(score > 0.0 && score < 1e-5, "{score}");
    }

    #[test]
    fn a_set_beyond_the_categories_counts_a_word_only() {
        let mut style = StyleCounts::default();
        style.observe(1 << 12);
        assert_eq!(style, counts(1, 0));
    }

    #[test]
    fn counts_stop_at_their_limit() {
        let full = StyleCounts { words: u32::MAX, counts: [u32::MAX; CATEGORIES] };
        assert_eq!(full + counts(1, 1), full);
    }

    #[test]
    fn each_member_is_compared_with_the_mean_of_the_others() {
        let group = [counts(10, 1), counts(10, 2), counts(10, 3), StyleCounts::default()];
        let found = group_lsm(&group);
        let first = found.members[0].per_category[0].value().unwrap();
        assert!((first - similarity(10.0, 25.0)).abs() < 1e-12);
        let second = found.members[1].per_category[0].value().unwrap();
        assert!((second - 1.0).abs() < 1e-12);
        assert_eq!(found.members[3].value, Measure::Undefined(Undefined::Empty));
        let members = [0, 1, 2].map(|at: usize| found.members[at].value.value().unwrap());
        assert!((found.value.value().unwrap() - members.iter().sum::<f64>() / 3.0).abs() < 1e-12);
    }
}
