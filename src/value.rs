//! The values of which every report is made: [`Rate`], [`Measure`] with its typed absence, [`Span`].

use core::fmt;

/// Why a measure has no value. The names and numbers are stable and the same in every binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
#[repr(u8)]
pub enum Undefined {
    /// There is nothing to compare with yet.
    NotAvailable = 1,
    /// A side holds no word.
    Empty = 2,
    /// A side is shorter than the measure needs.
    TooShort = 3,
    /// Too few observations so far.
    TooFew = 4,
    /// The values do not vary.
    NoVariance = 5,
    /// The text is outside the languages of the pack.
    Language = 6,
    /// No word vectors are loaded.
    NoVectors = 7,
    /// The host supplied no truth to compare with.
    NoTruthSupplied = 8,
    /// The host supplied no times.
    NoTime = 9,
    /// The host supplied no referents.
    NoReferents = 10,
    /// The reading is too unreliable at this length.
    LowReliability = 11,
    /// The work budget is used up.
    Budget = 12,
    /// The retention mode keeps too little to compute it.
    Retention = 13,
    /// No background of other dialogues is supplied.
    NoBackground = 14,
    /// No glossary is supplied.
    NoGlossary = 15,
}

impl Undefined {
    /// The snake_case name, as JSON shows it.
    ///
    /// ```
    /// assert_eq!(lingsync::Undefined::TooShort.name(), "too_short");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotAvailable => "not_available",
            Self::Empty => "empty",
            Self::TooShort => "too_short",
            Self::TooFew => "too_few",
            Self::NoVariance => "no_variance",
            Self::Language => "language",
            Self::NoVectors => "no_vectors",
            Self::NoTruthSupplied => "no_truth_supplied",
            Self::NoTime => "no_time",
            Self::NoReferents => "no_referents",
            Self::LowReliability => "low_reliability",
            Self::Budget => "budget",
            Self::Retention => "retention",
            Self::NoBackground => "no_background",
            Self::NoGlossary => "no_glossary",
        }
    }

    /// The reason of a number.
    pub(crate) const fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            1 => Self::NotAvailable,
            2 => Self::Empty,
            3 => Self::TooShort,
            4 => Self::TooFew,
            5 => Self::NoVariance,
            6 => Self::Language,
            7 => Self::NoVectors,
            8 => Self::NoTruthSupplied,
            9 => Self::NoTime,
            10 => Self::NoReferents,
            11 => Self::LowReliability,
            12 => Self::Budget,
            13 => Self::Retention,
            14 => Self::NoBackground,
            15 => Self::NoGlossary,
            _ => return None,
        })
    }

    /// The number of the reason, as C shows it (0 means defined).
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A measured value, or the reason why there is none. Never NaN, never a silent 0.
///
/// # Example
/// ```
/// use lingsync::{Measure, Undefined};
///
/// let half: Measure = Measure::ratio(1.0, 2.0, Undefined::Empty);
/// assert_eq!(half.value(), Some(0.5));
/// let nothing = Measure::ratio(0.0, 0.0, Undefined::Empty);
/// assert_eq!(nothing, Measure::Undefined(Undefined::Empty));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// The value: always finite.
    Value(f64),
    /// No value, and why.
    Undefined(Undefined),
}

impl Measure {
    /// `value` if it is finite, else undefined for `reason`.
    #[must_use]
    pub fn finite(value: f64, reason: Undefined) -> Self {
        if value.is_finite() { Self::Value(value) } else { Self::Undefined(reason) }
    }

    /// `numerator / denominator`, or undefined for `reason` when the denominator is 0.
    #[must_use]
    pub fn ratio(numerator: f64, denominator: f64, reason: Undefined) -> Self {
        if denominator == 0.0 {
            Self::Undefined(reason)
        } else {
            Self::finite(numerator / denominator, reason)
        }
    }

    /// The value, if there is one.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            Self::Undefined(_) => None,
        }
    }

    /// The reason of the absence, if there is no value.
    #[must_use]
    pub fn undefined(self) -> Option<Undefined> {
        match self {
            Self::Value(_) => None,
            Self::Undefined(reason) => Some(reason),
        }
    }
}

/// A share: so many hits out of so many chances. It keeps its counts, so that rates can be added.
///
/// # Example
/// ```
/// use lingsync::{Measure, Rate};
///
/// let rate = Rate { hits: 3, of: 4 } + Rate { hits: 0, of: 4 };
/// assert_eq!(rate.value(), Measure::Value(0.375));
/// let (low, high) = rate.interval().unwrap();
/// assert!(low < 0.375 && 0.375 < high);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rate {
    /// How often it happened.
    pub hits: u64,
    /// How often it could have happened.
    pub of: u64,
}

impl Rate {
    /// `hits / of`, in 0..=1; undefined (`empty`) when `of` is 0.
    #[must_use]
    pub fn value(self) -> Measure {
        Measure::ratio(self.hits as f64, self.of as f64, Undefined::Empty)
    }

    /// The Wilson score interval at 95 % (Wilson 1927), or `None` when `of` is 0.
    #[must_use]
    pub fn interval(self) -> Option<(f64, f64)> {
        const Z: f64 = 1.959_963_984_540_054;
        if self.of == 0 {
            return None;
        }
        let n = self.of as f64;
        let p = self.hits as f64 / n;
        let scale = 1.0 + Z * Z / n;
        let centre = (p + Z * Z / (2.0 * n)) / scale;
        let half = Z / scale * libm::sqrt(p * (1.0 - p) / n + Z * Z / (4.0 * n * n));
        Some(((centre - half).max(0.0), (centre + half).min(1.0)))
    }
}

impl core::ops::Add for Rate {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { hits: self.hits.saturating_add(other.hits), of: self.of.saturating_add(other.of) }
    }
}

impl core::ops::AddAssign for Rate {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// A piece of a turn's text: UTF-8 byte offsets, the end not included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte `start` to byte `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The piece of `text` that the span names, or `None` if it does not fit that text.
    ///
    /// ```
    /// assert_eq!(lingsync::Span::new(4, 7).of("the cat"), Some("cat"));
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start as usize..self.end as usize)
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_is_never_not_a_number() {
        assert_eq!(
            Measure::finite(f64::NAN, Undefined::TooFew),
            Measure::Undefined(Undefined::TooFew)
        );
        assert_eq!(
            Measure::ratio(1.0, f64::from_bits(1), Undefined::Empty),
            Measure::Undefined(Undefined::Empty)
        );
    }

    #[test]
    fn the_wilson_interval_equals_published_figures() {
        // 15 of 50, 95 %: Brown, Cai and DasGupta's formula gives .1910 to .4375.
        let (low, high) = Rate { hits: 15, of: 50 }.interval().unwrap();
        assert!((low - 0.191_0).abs() < 5e-4, "{low}");
        assert!((high - 0.437_5).abs() < 5e-4, "{high}");
        assert!(Rate { hits: 0, of: 9 }.interval().unwrap().0 < 1e-12);
        assert_eq!(Rate::default().interval(), None);
    }

    #[test]
    fn a_span_outside_its_text_is_nothing() {
        assert_eq!(Span::new(1, 2).of("é"), None);
        assert_eq!(Span::new(5, 9).of("abc"), None);
        assert_eq!(Span::new(3, 1).len(), 0);
    }
}
