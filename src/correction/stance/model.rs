//! The heads of stance, ready to be used.

use super::{
    features::{FEATURES, NAMES, Values},
    yields::{PRESSED, PRESSED_NAMES},
};
use crate::pack::stance::{StanceHead, StanceHeads};
use alloc::{boxed::Box, vec::Vec};

/// The names of the heads of a reply towards a claim: the first reply and later ones, with the truth
/// and without.
pub const CLAIM_HEADS: [&str; 4] = ["first", "later", "first_alone", "later_alone"];
/// The names of the heads of a reply after a push-back.
pub const YIELD_HEADS: [&str; 2] = ["yields", "yields_alone"];

/// How far from its mean a feature counts, in standard deviations.
const FAR: f32 = 4.0;
/// The most and the least log-odds, in hundredths.
const MOST: f32 = 2_000.0;

/// Which head reads a reply towards a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claimed {
    /// The first reply since the claim came up.
    pub(crate) first: bool,
    /// Whether it is known what is true instead.
    pub(crate) truth: bool,
}

/// A linear model over some of `N` values.
#[derive(Clone, Debug, PartialEq)]
struct Linear<const N: usize> {
    bias: f32,
    /// The number of a value, its mean, one over its deviation, and its weight.
    terms: Vec<(u8, f32, f32, f32)>,
}

impl<const N: usize> Linear<N> {
    fn new(head: &StanceHead, names: &[&str]) -> Option<Self> {
        let number = |name: &str| names.iter().position(|known| *known == name);
        let terms = head.weights.iter().map(|weight| {
            let number = u8::try_from(number(&weight.name)?).ok()?;
            Some((number, weight.mean, 1.0 / weight.sd, weight.weight))
        });
        Some(Self { bias: head.bias, terms: terms.collect::<Option<_>>()? })
    }

    /// Log-odds.
    fn odds(&self, values: &[f32; N]) -> f32 {
        self.terms.iter().fold(self.bias, |sum, (number, mean, over_sd, weight)| {
            let value = values.get(usize::from(*number)).copied().unwrap_or_default();
            sum + weight * ((value - mean) * over_sd).clamp(-FAR, FAR)
        })
    }
}

/// The heads.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StanceModel(Box<Model>);

#[derive(Clone, Debug, PartialEq)]
struct Model {
    claim: [Linear<FEATURES>; 4],
    yields: [Linear<PRESSED>; 2],
}

impl StanceModel {
    /// The model of a pack's heads; `None` if they are not those of this version.
    pub(crate) fn new(heads: &StanceHeads) -> Option<Self> {
        let head = |name: &str| heads.0.iter().find(|head| *head.name == *name);
        let claim = |name: &str| Linear::new(head(name)?, NAMES);
        let yields = |name: &str| Linear::new(head(name)?, PRESSED_NAMES);
        let [first, later, first_alone, later_alone] = CLAIM_HEADS.map(claim);
        let [with, without] = YIELD_HEADS.map(yields);
        let claim = [first?, later?, first_alone?, later_alone?];
        Some(Self(Box::new(Model { claim, yields: [with?, without?] })))
    }

    /// The log-odds that a reply denies a claim, in hundredths.
    pub(crate) fn denies(&self, which: Claimed, values: &Values) -> i16 {
        let head = usize::from(!which.first) + 2 * usize::from(!which.truth);
        hundredths(self.0.claim[head].odds(values))
    }

    /// The log-odds that a reply gives the speaker's own answer up, in hundredths. `claimed`: whether
    /// the values know how it stands to the claim at stake.
    pub(super) fn yields(&self, values: &[f32; PRESSED], claimed: bool) -> i16 {
        hundredths(self.0.yields[usize::from(!claimed)].odds(values))
    }
}

fn hundredths(odds: f32) -> i16 {
    libm::roundf(odds * 100.0).clamp(-MOST, MOST) as i16
}

/// How likely log-odds in hundredths make it, in hundredths.
pub(crate) fn percent_of_odds(hundredths: i16) -> u8 {
    let sure = 1.0 / (1.0 + libm::exp(-f64::from(hundredths) / 100.0));
    libm::round(100.0 * sure).clamp(0.0, 100.0) as u8
}
