//! Figures that say how well scores and decisions agree with labels.
#![allow(dead_code, reason = "each example uses a part of this file")]

/// True and false positives and negatives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Confusion {
    pub(crate) tp: u64,
    pub(crate) fp: u64,
    pub(crate) fn_: u64,
    pub(crate) tn: u64,
}

impl Confusion {
    /// Counts one decision.
    pub(crate) fn add(&mut self, said: bool, is: bool) {
        match (said, is) {
            (true, true) => self.tp += 1,
            (true, false) => self.fp += 1,
            (false, true) => self.fn_ += 1,
            (false, false) => self.tn += 1,
        }
    }

    /// Counts pairs of decision and label.
    pub(crate) fn of(pairs: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let mut all = Self::default();
        pairs.into_iter().for_each(|(said, is)| all.add(said, is));
        all
    }

    /// How many decisions there are.
    pub(crate) fn n(&self) -> u64 {
        self.tp + self.fp + self.fn_ + self.tn
    }

    /// How many labels are true.
    pub(crate) fn positives(&self) -> u64 {
        self.tp + self.fn_
    }

    /// Share of the positive decisions that are right; `None` without one.
    pub(crate) fn precision(&self) -> Option<f64> {
        ratio(self.tp, self.tp + self.fp)
    }

    /// Share of the positives that were found; `None` without one.
    pub(crate) fn recall(&self) -> Option<f64> {
        ratio(self.tp, self.positives())
    }

    /// Harmonic mean of precision and recall; `None` with neither a positive nor a positive
    /// decision.
    pub(crate) fn f1(&self) -> Option<f64> {
        ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn_)
    }

    /// Share of right decisions; `None` without any.
    pub(crate) fn accuracy(&self) -> Option<f64> {
        ratio(self.tp + self.tn, self.n())
    }

    /// Share of the decisions that say yes; `None` without any.
    pub(crate) fn rate(&self) -> Option<f64> {
        ratio(self.tp + self.fp, self.n())
    }
}

fn ratio(hits: u64, of: u64) -> Option<f64> {
    (of > 0).then(|| hits as f64 / of as f64)
}

/// Pearson's correlation; `None` under two pairs or without variance.
pub(crate) fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len();
    if n < 2 || n != b.len() {
        return None;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / n as f64;
    let (ma, mb) = (mean(a), mean(b));
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        ab += (x - ma) * (y - mb);
        aa += (x - ma) * (x - ma);
        bb += (y - mb) * (y - mb);
    }
    let scale = libm::sqrt(aa) * libm::sqrt(bb);
    (scale > 0.0).then(|| ab / scale)
}

/// Spearman's correlation: Pearson's of the ranks, ties sharing their mean rank.
pub(crate) fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    pearson(&ranks(a), &ranks(b))
}

/// Ranks from 1; ties share their mean rank.
pub(crate) fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let same = |at: &&usize| values[**at] == values[order[from]];
        let to = from + order[from..].iter().take_while(same).count();
        let rank = (from + to + 1) as f64 / 2.0;
        order[from..to].iter().for_each(|at| ranks[*at] = rank);
        from = to;
    }
    ranks
}

/// Area under the ROC curve: how often a positive scores above a negative, ties counting half;
/// `None` if one side is empty.
pub(crate) fn auc(scores: &[f64], labels: &[bool]) -> Option<f64> {
    let positives = labels.iter().filter(|label| **label).count() as f64;
    let negatives = labels.len() as f64 - positives;
    if positives == 0.0 || negatives == 0.0 || scores.len() != labels.len() {
        return None;
    }
    let ranks = ranks(scores);
    let sum: f64 = ranks.iter().zip(labels).filter(|(_, label)| **label).map(|(r, _)| r).sum();
    Some((sum - positives * (positives + 1.0) / 2.0) / (positives * negatives))
}

/// The median: the mean of the two middle values of an even number; `None` of none.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = sorted[(sorted.len() - 1) / 2];
    Some((lower + upper) / 2.0)
}

/// A mean over independent observations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mean {
    pub(crate) mean: f64,
    /// The ends of its 95 % interval.
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// The mean in standard deviations.
    pub(crate) effect: f64,
}

/// Mean and 95 % interval; Student's quantile by its expansion in 1 / df (within half a per cent
/// from 6 observations on). `None` below 3.
pub(crate) fn mean_interval(values: &[f64]) -> Option<Mean> {
    let n = values.len() as f64;
    if n < 3.0 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    let (deviation, df) = (libm::sqrt(variance), n - 1.0);
    let z = 1.959_963_985_f64;
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    let half = (z + first / df + second / (df * df)) * deviation / libm::sqrt(n);
    let effect = if deviation > 0.0 { mean / deviation } else { 0.0 };
    Some(Mean { mean, low: mean - half, high: mean + half, effect })
}

/// Wilson's 95 % interval of a share; `None` of none.
pub(crate) fn wilson(hits: u64, of: u64) -> Option<(f64, f64)> {
    let (p, n, z) = (ratio(hits, of)?, of as f64, 1.959_963_984_540_054_f64);
    let centre = p + z * z / (2.0 * n);
    let half = z * libm::sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n));
    let whole = 1.0 + z * z / n;
    Some(((centre - half) / whole, (centre + half) / whole))
}

/// The 95 % interval of a correlation of `n` pairs by Fisher's transformation; `None` under four.
pub(crate) fn fisher(r: f64, n: usize) -> Option<(f64, f64)> {
    if n < 4 || r.abs() >= 1.0 {
        return None;
    }
    let (z, half) = (libm::atanh(r), 1.959_963_984_540_054 / libm::sqrt(n as f64 - 3.0));
    Some((libm::tanh(z - half), libm::tanh(z + half)))
}

/// The threshold above which `gain` of the confusion is largest, and that gain. Candidates lie half
/// way between neighbouring scores; of equals the lowest is taken.
pub(crate) fn best_threshold(
    pairs: &[(f64, bool)],
    gain: impl Fn(&Confusion) -> f64,
) -> Option<(f64, f64)> {
    let mut sorted = pairs.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut all = Confusion::of(sorted.iter().map(|(_, is)| (true, *is)));
    let mut best: Option<(f64, f64)> = None;
    for (at, (score, is)) in sorted.iter().enumerate() {
        if *is {
            all.tp -= 1;
            all.fn_ += 1;
        } else {
            all.fp -= 1;
            all.tn += 1;
        }
        let Some((next, _)) = sorted.get(at + 1).filter(|(next, _)| next > score) else {
            continue;
        };
        let value = gain(&all);
        if best.is_none_or(|(_, most)| value > most) {
            best = Some(((score + next) / 2.0, value));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_monotone_relation_has_a_rank_correlation_of_one() {
        let (a, b) = ([1.0, 2.0, 3.0, 4.0], [1.0, 8.0, 27.0, 64.0]);
        assert!((spearman(&a, &b).unwrap() - 1.0).abs() < 1e-12);
        assert!(pearson(&a, &b).unwrap() < 1.0);
        assert_eq!(pearson(&a, &[2.0; 4]), None);
    }

    #[test]
    fn ties_share_their_mean_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
    }

    #[test]
    fn f1_is_the_mean_of_precision_and_recall() {
        let found = [(true, true), (true, false), (false, true), (false, false), (true, true)];
        let all = Confusion::of(found);
        let two_thirds = Some(2.0 / 3.0);
        assert_eq!((all.precision(), all.recall(), all.f1()), (two_thirds, two_thirds, two_thirds));
        assert_eq!((all.accuracy(), all.n(), all.positives()), (Some(0.6), 5, 3));
        assert_eq!(Confusion::default().f1(), None);
    }

    #[test]
    fn auc_is_half_for_scores_that_say_nothing() {
        assert_eq!(auc(&[1.0; 4], &[true, false, true, false]), Some(0.5));
        assert_eq!(auc(&[0.1, 0.9, 0.4], &[false, true, false]), Some(1.0));
        assert_eq!(auc(&[0.1], &[true]), None);
    }

    #[test]
    fn the_interval_of_a_share_holds_it() {
        let (low, high) = wilson(8, 10).unwrap();
        assert!((low - 0.490_2).abs() < 1e-3 && (high - 0.943_3).abs() < 1e-3, "{low} {high}");
        assert_eq!(wilson(0, 0), None);
        let (low, high) = fisher(0.5, 100).unwrap();
        assert!((low - 0.336).abs() < 1e-2 && (high - 0.634).abs() < 1e-2, "{low} {high}");
    }

    #[test]
    fn the_best_threshold_separates_what_can_be_separated() {
        let pairs = [(0.1, false), (0.2, false), (0.6, true), (0.8, true)];
        let best = best_threshold(&pairs, |all| all.f1().unwrap_or(0.0)).unwrap();
        assert_eq!(best, (0.4, 1.0));
    }

    #[test]
    fn the_median_of_an_even_number_lies_in_the_middle() {
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn the_interval_of_a_mean_is_students() {
        // t(0.975, 9) = 2.262157; the deviation of 1 to 10 is 3.02765.
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        let found = mean_interval(&values).unwrap();
        assert_eq!(found.mean, 5.5);
        assert!((found.high - 5.5 - 2.262_157 * 3.027_65 / 10_f64.sqrt()).abs() < 0.01);
        assert_eq!(mean_interval(&values[..2]), None);
    }
}
