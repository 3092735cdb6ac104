//! Similarities of two style profiles as lingmatch 1.0.8 computes them: Canberra (its language
//! style matching), Jaccard, cosine, Pearson, Euclidean, and the series over a dialogue.
//!
//! They take rates in per cent and add no constant: unlike [`super::style::lsm`], a profile of
//! nothing but zeros on both sides is undefined. Each is linear in the categories.

use super::style::{CATEGORIES, Profile};
use crate::value::{Measure, Rate, Undefined};
use alloc::vec::Vec;

fn used(a: &Profile, b: &Profile) -> impl Iterator<Item = (f64, f64)> {
    a.iter().copied().zip(b.iter().copied())
}

fn products(a: &Profile, b: &Profile) -> f64 {
    used(a, b).map(|(a, b)| a * b).sum()
}

/// Mean over the categories of 1 - |a - b| / (a + b), 0 to 1; a category that both leave at 0
/// counts 1. lingmatch's LSM. Undefined (`empty`) if both profiles are all 0.
///
/// ```
/// use lingsync::register::similarity::canberra;
///
/// let a = [0.0, 0.0, 25.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// let b = [0.0, 0.0, 20.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// assert!((canberra(&a, &b).value().unwrap() - 0.987654320987654).abs() < 1e-12);
/// ```
#[must_use]
pub fn canberra(a: &Profile, b: &Profile) -> Measure {
    if jaccard(a, b).of == 0 {
        return Measure::Undefined(Undefined::Empty);
    }
    let sum: f64 =
        used(a, b).map(|(a, b)| if a == b { 1.0 } else { 1.0 - (a - b).abs() / (a + b) }).sum();
    Measure::finite(sum / CATEGORIES as f64, Undefined::Empty)
}

/// Categories that both use out of those that one uses. lingmatch divides in single precision, so
/// its figure is that of `hits as f32 / of as f32`. Undefined when no category is used.
///
/// ```
/// use lingsync::{Rate, register::similarity::jaccard};
///
/// let a = [1.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// let b = [9.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// assert_eq!(jaccard(&a, &b), Rate { hits: 1, of: 3 });
/// ```
#[must_use]
pub fn jaccard(a: &Profile, b: &Profile) -> Rate {
    let hits = used(a, b).filter(|(a, b)| *a > 0.0 && *b > 0.0).count() as u64;
    let of = used(a, b).filter(|(a, b)| *a > 0.0 || *b > 0.0).count() as u64;
    Rate { hits, of }
}

/// Cosine of the angle between the profiles, 0 to 1. Undefined (`empty`) if one is all 0.
///
/// ```
/// use lingsync::register::similarity::cosine;
///
/// let a = [3.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// let b = [3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// assert_eq!(cosine(&a, &b).value(), Some(0.6));
/// ```
#[must_use]
pub fn cosine(a: &Profile, b: &Profile) -> Measure {
    let lengths = libm::sqrt(products(a, a)) * libm::sqrt(products(b, b));
    Measure::ratio(products(a, b), lengths, Undefined::Empty)
}

/// Pearson correlation of the profiles over the categories, -1 to 1. Undefined (`no_variance`) if
/// one is the same everywhere.
///
/// ```
/// use lingsync::{Undefined, register::similarity::pearson};
///
/// let a = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
/// assert!((pearson(&a, &a.map(|x| 2.0 * x)).value().unwrap() - 1.0).abs() < 1e-12);
/// assert_eq!(pearson(&a, &[1.0; 9]).undefined(), Some(Undefined::NoVariance));
/// ```
#[must_use]
pub fn pearson(a: &Profile, b: &Profile) -> Measure {
    let centred = |profile: &Profile| {
        let mean = profile.iter().sum::<f64>() / CATEGORIES as f64;
        profile.map(|value| value - mean)
    };
    let (a, b) = (centred(a), centred(b));
    let spread = libm::sqrt(products(&a, &a)) * libm::sqrt(products(&b, &b));
    Measure::ratio(products(&a, &b), spread, Undefined::NoVariance)
}

/// 1 / (1 + Euclidean distance of the profiles), above 0 to 1. Two empty profiles give 1.
///
/// ```
/// use lingsync::register::similarity::euclidean;
///
/// let a = [3.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// assert!((euclidean(&a, &[0.0; 9]) - 1.0 / 6.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn euclidean(a: &Profile, b: &Profile) -> f64 {
    let squares: f64 = used(a, b).map(|(a, b)| (a - b) * (a - b)).sum();
    1.0 / (1.0 + libm::sqrt(squares))
}

/// [`canberra`] of every floor with the one before it, as lingmatch's sequential comparison: turns
/// of one speaker in a row are one floor, with the plain mean of their profiles. Linear in turns.
///
/// ```
/// use lingsync::register::similarity::sequential;
///
/// let the = |rate| [0.0, 0.0, rate, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// let series = sequential([(0, the(30.0)), (0, the(10.0)), (1, the(20.0))]);
/// assert_eq!(series.len(), 1);
/// assert_eq!(series[0].value(), Some(1.0));
/// ```
#[must_use]
pub fn sequential(turns: impl IntoIterator<Item = (usize, Profile)>) -> Vec<Measure> {
    let mean = |(sum, n): (Profile, u32)| sum.map(|value| value / f64::from(n.max(1)));
    let mut series = Vec::new();
    let mut before: Option<Profile> = None;
    let mut floor: Option<(usize, (Profile, u32))> = None;
    let mut close = |floor: (Profile, u32)| {
        let profile = mean(floor);
        if let Some(before) = before.replace(profile) {
            series.push(canberra(&before, &profile));
        }
    };
    for (speaker, profile) in turns {
        match &mut floor {
            Some((same, (sum, n))) if *same == speaker => {
                sum.iter_mut().zip(profile).for_each(|(sum, value)| *sum += value);
                *n += 1;
            }
            _ => {
                if let Some((_, done)) = floor.replace((speaker, (profile, 1))) {
                    close(done);
                }
            }
        }
    }
    if let Some((_, done)) = floor {
        close(done);
    }
    series
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Profile = [0.0; CATEGORIES];
    const SOME: Profile = [1.0, 0.0, 5.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0];

    #[test]
    fn two_empty_profiles_have_no_similarity_but_no_distance() {
        assert_eq!(canberra(&NONE, &NONE).value(), None);
        assert_eq!(cosine(&NONE, &NONE).value(), None);
        assert_eq!(pearson(&NONE, &NONE).value(), None);
        assert_eq!(jaccard(&NONE, &NONE).value().value(), None);
        assert_eq!(euclidean(&NONE, &NONE), 1.0);
    }

    #[test]
    fn one_empty_profile_is_unlike_where_the_other_has_something() {
        assert_eq!(canberra(&NONE, &SOME), Measure::Value(6.0 / 9.0));
        assert_eq!(cosine(&NONE, &SOME).value(), None);
        assert_eq!(jaccard(&NONE, &SOME), Rate { hits: 0, of: 3 });
    }

    #[test]
    fn a_series_has_one_figure_less_than_floors() {
        assert!(sequential([]).is_empty());
        assert!(sequential([(3, SOME), (3, NONE)]).is_empty());
        assert_eq!(sequential([(0, SOME), (1, SOME), (0, NONE), (2, NONE)]).len(), 3);
    }
}
