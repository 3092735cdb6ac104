//! Distances between the words of two parties: Nenkova's high-frequency words, Bigi's
//! Kullback-Leibler distance, the Jensen-Shannon divergence.

use crate::value::{Measure, Undefined};
use alloc::vec::Vec;

/// How far apart two word distributions are. All sums run over the words in the order in which the
/// first party, then the second one, first used them.
///
/// # Example
/// ```
/// use lingsync::Distance;
///
/// // Counts of each word on both sides.
/// let same = Distance::new(&[(2, 2), (1, 1)]);
/// assert_eq!(same.nenkova.value(), Some(0.0));
/// assert_eq!(same.jsd.value(), Some(0.0));
/// let apart = Distance::new(&[(3, 0), (0, 3)]);
/// assert_eq!(apart.jsd.value(), Some(1.0));
/// assert_eq!(apart.nenkova.value(), Some(-2.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Distance {
    /// Minus the summed differences of relative frequencies over all words (Nenkova, Gravano &
    /// Hirschberg 2008), -2 to 0; 0 is equal.
    pub nenkova: Measure,
    /// The same over the 25 words that both use most, -2 to 0.
    pub nenkova_top25: Measure,
    /// The same over these 25 with frequencies relative to their own sum, as in the code of Weise
    /// & Levitan 2018, -2 to 0; undefined (`empty`) when a side uses none of them.
    pub nenkova_top25_class: Measure,
    /// Minus the summed differences of counts, by the sum of counts, over these 25 (ENTR2 of
    /// Nenkova et al.), -1 to 0.
    pub entr2_top25: Measure,
    /// Bigi's distance of the first party from the second, 0 upwards, at most 1 in practice.
    pub kld: Measure,
    /// Bigi's distance of the second party from the first.
    pub kld_reverse: Measure,
    /// Jensen-Shannon divergence in bits, 0 to 1.
    pub jsd: Measure,
}

/// How many of the most frequent words count as the high-frequency class.
const TOP: usize = 25;

impl Distance {
    /// The distances of two parties from the counts of each word that either of them uses.
    /// O(n log n). Undefined (`empty`) when a side has no word.
    #[must_use]
    pub fn new(counts: &[(u32, u32)]) -> Self {
        let mut top: Vec<(u32, u32)> = counts.to_vec();
        // A stable sort keeps words of one frequency in order of first use.
        crate::sorted::sort_by_key(&mut top, |(a, b)| {
            core::cmp::Reverse(u64::from(*a) + u64::from(*b))
        });
        top.truncate(TOP);
        let (all_a, all_b) = sums(counts);
        let (top_a, top_b) = sums(&top);
        let difference: f64 = top.iter().map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
        let reversed: Vec<(u32, u32)> = counts.iter().map(|(a, b)| (*b, *a)).collect();
        let defined = all_a > 0.0 && all_b > 0.0;
        let entr2 = if defined { 0.0 - difference } else { f64::NAN };
        Self {
            nenkova: nenkova(counts, all_a, all_b),
            nenkova_top25: nenkova(&top, all_a, all_b),
            nenkova_top25_class: nenkova(&top, top_a, top_b),
            entr2_top25: Measure::ratio(entr2, top_a + top_b, Undefined::Empty),
            kld: kullback_leibler(counts),
            kld_reverse: kullback_leibler(&reversed),
            jsd: jensen_shannon(counts, all_a, all_b),
        }
    }
}

fn sums(counts: &[(u32, u32)]) -> (f64, f64) {
    counts.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + f64::from(*x), b + f64::from(*y)))
}

/// Minus the sum over `class` of the differences between each word's share of `total_a` and of
/// `total_b`: -2 to 0. Undefined (`empty`) when a total is 0.
#[must_use]
pub fn nenkova(class: &[(u32, u32)], total_a: f64, total_b: f64) -> Measure {
    if total_a == 0.0 || total_b == 0.0 {
        return Measure::Undefined(Undefined::Empty);
    }
    let share = |(a, b): &(u32, u32)| (f64::from(*a) / total_a - f64::from(*b) / total_b).abs();
    // Not -0 for equal sides.
    Measure::finite(0.0 - class.iter().map(share).sum::<f64>(), Undefined::Empty)
}

/// Bigi's (2003) smoothed Kullback-Leibler divergence of the first side from the second, divided by
/// its divergence from the empty document, as in the code of Weise & Levitan.
///
/// A word that a side lacks gets a tenth of the smallest probability of either side; the empty
/// document gives every word a tenth of the smallest smoothed probability of the first side.
/// Undefined (`empty`) when a side has no word.
///
/// ```
/// use lingsync::lexical::kullback_leibler;
/// assert_eq!(kullback_leibler(&[(1, 5)]).value(), Some(0.0));
/// ```
#[must_use]
pub fn kullback_leibler(counts: &[(u32, u32)]) -> Measure {
    let (total_a, total_b) = sums(counts);
    if total_a == 0.0 || total_b == 0.0 {
        return Measure::Undefined(Undefined::Empty);
    }
    let smallest = |total: f64, of: fn(&(u32, u32)) -> u32| {
        let present = counts.iter().map(of).filter(|count| *count > 0);
        present.min().map_or(f64::INFINITY, |count| f64::from(count) / total)
    };
    let epsilon = smallest(total_a, |pair| pair.0).min(smallest(total_b, |pair| pair.1)) / 10.0;
    let missing = |of: fn(&(u32, u32)) -> u32| {
        counts.iter().map(of).filter(|count| *count == 0).count() as f64
    };
    let scale_a = 1.0 - missing(|pair| pair.0) * epsilon;
    let scale_b = 1.0 - missing(|pair| pair.1) * epsilon;
    let smooth = |count: u32, total: f64, scale: f64| {
        if count == 0 { epsilon } else { f64::from(count) / total * scale }
    };
    let pairs =
        || counts.iter().map(|(a, b)| (smooth(*a, total_a, scale_a), smooth(*b, total_b, scale_b)));
    let divergence: f64 = pairs().map(|(p, q)| p * libm::log(p / q)).sum();
    let nothing = pairs().fold(f64::INFINITY, |least, (p, _)| least.min(p)) / 10.0;
    let from_nothing: f64 = pairs().map(|(p, _)| p * libm::log(p / nothing)).sum();
    Measure::ratio(divergence, from_nothing, Undefined::Empty)
}

fn jensen_shannon(counts: &[(u32, u32)], total_a: f64, total_b: f64) -> Measure {
    if total_a == 0.0 || total_b == 0.0 {
        return Measure::Undefined(Undefined::Empty);
    }
    let towards = |p: f64, q: f64| if p == 0.0 { 0.0 } else { p * libm::log2(2.0 * p / (p + q)) };
    let terms = counts.iter().map(|(a, b)| {
        let (p, q) = (f64::from(*a) / total_a, f64::from(*b) / total_b);
        (towards(p, q) + towards(q, p)) / 2.0
    });
    Measure::finite(terms.sum::<f64>().clamp(0.0, 1.0), Undefined::Empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_side_makes_every_distance_undefined() {
        let distance = Distance::new(&[(3, 0), (1, 0)]);
        for measure in [distance.nenkova, distance.kld, distance.jsd, distance.entr2_top25] {
            assert_eq!(measure, Measure::Undefined(Undefined::Empty));
        }
    }

    #[test]
    fn the_top_words_are_those_with_the_highest_joint_count() {
        let mut counts = [(1, 1); 30];
        counts[29] = (9, 1);
        let distance = Distance::new(&counts);
        let (a, b) = (38.0, 30.0);
        let expected = -((9.0_f64 / a - 1.0 / b).abs() + 24.0 * (1.0_f64 / a - 1.0 / b).abs());
        assert!((distance.nenkova_top25.value().unwrap() - expected).abs() < 1e-12);
        assert_eq!(distance.entr2_top25.value(), Some(-8.0 / 58.0));
    }

    #[test]
    fn the_divergence_is_not_symmetric() {
        let distance = Distance::new(&[(4, 1), (1, 1), (0, 3)]);
        assert_ne!(distance.kld.value(), distance.kld_reverse.value());
        assert!(distance.kld.value().unwrap() > 0.0);
    }
}
