//! Whether a reply after a push-back gives the speaker's own answer up, by its own words.

use super::{
    features::{alternatives, rate},
    model::{StanceModel, percent_of_odds},
};
use crate::{acts::Overlap, correction::passage::Passage, pack::cues::Cue};

/// The features, by name.
pub const PRESSED_NAMES: &[&str] = &[
    "denial",
    "kept",
    "shared",
    "length",
    "back_references",
    "validations_opening",
    "negation_rate",
    "alternatives",
    "corrections_opening",
    "opens_yes",
    "evidence",
    "contrast_rate",
];

/// How many there are.
pub(crate) const PRESSED: usize = PRESSED_NAMES.len();

/// A reply after a push-back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pressed<'a> {
    pub(crate) reply: &'a Passage,
    /// The words of the speaker's own last turn in it.
    pub(crate) retention: Overlap,
    /// Whether the push-back brought evidence.
    pub(crate) evidence: bool,
    /// How it stands to the claim at stake: log-odds in hundredths of its denial.
    pub(crate) denial: Option<i16>,
}

impl Pressed<'_> {
    pub(super) fn values(&self) -> [f32; PRESSED] {
        let Self { reply, retention, .. } = self;
        let union =
            f32::from(retention.of) + f32::from(retention.earlier) - f32::from(retention.shared);
        let opens = reply.sentences.first().map(|first| first.opens).unwrap_or_default();
        [
            f32::from(self.denial.unwrap_or_default()) / 100.0,
            retention.kept() as f32,
            f32::from(retention.shared) / union.max(1.0),
            libm::logf(1.0 + reply.length as f32),
            reply.count_in_opening(Cue::BackReference).min(1.0),
            reply.count_in_opening(Cue::Validation).min(3.0),
            rate(reply.count_of(Cue::Negation), reply, 6.0),
            alternatives(reply),
            reply.count_in_opening(Cue::Correction).min(3.0),
            f32::from(u8::from(opens.has(Cue::Agreement))),
            f32::from(u8::from(self.evidence)),
            rate(reply.count_of(Cue::Contrast), reply, 4.0),
        ]
    }

    /// How likely it is that the answer is given up, in hundredths.
    pub(crate) fn percent(&self, model: &StanceModel) -> u8 {
        percent_of_odds(model.yields(&self.values(), self.denial.is_some()))
    }
}
