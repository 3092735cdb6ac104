//! The rates: counts as [`Rate`] with its interval, weighted sums, means and ratios as [`Measure`].

use super::{
    grounding::TalkCounts,
    repair::{MisreadCounts, RepairCounts},
    response::ResponseCounts,
};
use crate::value::{Measure, Rate, Undefined};

/// `hits` of `of`.
pub(super) fn rate(hits: u64, of: u64) -> Rate {
    Rate { hits, of }
}

/// A ratio of sums; undefined (`empty`) when the lower one is 0.
pub(super) fn ratio(numerator: u64, denominator: u64) -> Measure {
    Measure::ratio(numerator as f64, denominator as f64, Undefined::Empty)
}

impl ResponseCounts {
    /// CLARIFY / requests.
    pub(super) fn clarify_rate(&self) -> Rate {
        rate(self.clarify, self.settled)
    }

    /// Σ a(r)[CLARIFY] / Σ a(r).
    pub(super) fn clarify_rate_weighted(&self) -> Measure {
        ratio(self.ambiguity_clarified, self.ambiguity)
    }

    /// Σ (1 − a)[CLARIFY] / Σ (1 − a).
    pub(super) fn over_asking(&self) -> Measure {
        ratio(self.clearness_clarified, self.clearness)
    }

    /// PASSIVE / requests, of those with a ≥ .5.
    pub(super) fn passive_rate(&self) -> Rate {
        rate(self.ambiguous_passive, self.ambiguous)
    }

    /// COSTLY / PASSIVE.
    pub(super) fn passive_cost(&self) -> Rate {
        rate(self.costly, self.passive)
    }
}

impl RepairCounts {
    /// The counts of two roles together.
    pub(super) fn plus(&self, other: &Self) -> Self {
        let sum = |pick: fn(&Self) -> u64| pick(self).saturating_add(pick(other));
        Self {
            open: sum(|counts| counts.open),
            restricted: sum(|counts| counts.restricted),
            candidate: sum(|counts| counts.candidate),
            opened: sum(|counts| counts.opened),
            closed: sum(|counts| counts.closed),
            breakdown: sum(|counts| counts.breakdown),
            abandoned: sum(|counts| counts.abandoned),
            turns_to_close: sum(|counts| counts.turns_to_close),
            chain: sum(|counts| counts.chain),
        }
    }

    /// The share of each kind among the initiations: open, restricted, candidate.
    pub(super) fn shares(&self) -> [Rate; 3] {
        [self.open, self.restricted, self.candidate].map(|count| rate(count, self.initiations()))
    }

    /// (restricted + 2 candidate) / 2 OIR.
    pub(super) fn specificity(&self) -> Measure {
        let weighted = self.candidate.saturating_mul(2).saturating_add(self.restricted);
        ratio(weighted, self.initiations().saturating_mul(2))
    }

    /// CLOSED / opened.
    pub(super) fn success(&self) -> Rate {
        rate(self.closed, self.opened)
    }

    /// BREAKDOWN / opened.
    pub(super) fn breakdown(&self) -> Rate {
        rate(self.breakdown, self.opened)
    }

    pub(super) fn mean_turns_to_close(&self) -> Measure {
        ratio(self.turns_to_close, self.closed)
    }

    pub(super) fn chain_length(&self) -> Measure {
        ratio(self.chain, self.ended())
    }
}

impl MisreadCounts {
    /// REPAIRED / A_MISREAD.
    pub(super) fn repaired(&self) -> Rate {
        rate(self.repaired, self.misread)
    }
}

impl TalkCounts {
    /// A share of the turns.
    pub(super) fn of_turns(&self, count: u64) -> Rate {
        rate(count, self.turns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weighted_rates_are_those_of_the_formulas() {
        // Requests of .9 (clarified), .4 (clarified) and .7 (answered at once).
        let counts = ResponseCounts {
            requests: 3,
            settled: 3,
            clarify: 2,
            passive: 1,
            ambiguity: 2000,
            ambiguity_clarified: 1300,
            clearness: 1000,
            clearness_clarified: 700,
            ambiguous: 2,
            ambiguous_passive: 1,
            ..ResponseCounts::default()
        };
        assert_eq!(counts.clarify_rate(), Rate { hits: 2, of: 3 });
        assert_eq!(counts.clarify_rate_weighted(), Measure::Value(0.65));
        assert_eq!(counts.over_asking(), Measure::Value(0.7));
        assert_eq!(counts.passive_rate(), Rate { hits: 1, of: 2 });
    }

    #[test]
    fn specificity_runs_from_open_to_candidate() {
        let counts = |open, restricted, candidate| RepairCounts {
            open,
            restricted,
            candidate,
            ..RepairCounts::default()
        };
        assert_eq!(counts(3, 0, 0).specificity(), Measure::Value(0.0));
        assert_eq!(counts(0, 0, 2).specificity(), Measure::Value(1.0));
        assert_eq!(counts(1, 1, 1).specificity(), Measure::Value(0.5));
        let none = Measure::Undefined(Undefined::Empty);
        assert_eq!(counts(0, 0, 0).specificity(), none);
    }
}
