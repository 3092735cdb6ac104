//! A verdict that comes later: it settles a claim, and says which reports it would have changed.

use super::{
    claim::ClaimSeed,
    content::{Content, Stems},
    kinds::{Response, Source, StanceStep},
    reader::key_of,
    state::CorrectionState,
};
use crate::{hints::Verdict, pack::Lexicon, text::vocabulary::Keying};
use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};
use core::fmt;

/// What the host has found out about a claim.
///
/// ```
/// use lingsync::{Verdict, correction::Resolution};
/// let mut found = Resolution::new(Verdict::False);
/// found.correct_text = Some("bats can see".into());
/// assert_eq!(found.confidence, None);
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Resolution {
    /// Whether the claim is true.
    pub verdict: Verdict,
    /// How sure that is, 0 to 1.
    pub confidence: Option<f64>,
    /// What is true instead: later turns are compared with it.
    pub correct_text: Option<String>,
}

impl Resolution {
    /// A verdict and nothing else.
    #[must_use]
    pub const fn new(verdict: Verdict) -> Self {
        Self { verdict, confidence: None, correct_text: None }
    }
}

/// Debug output holds no text.
impl fmt::Debug for Resolution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolution")
            .field("verdict", &self.verdict)
            .field("confidence", &self.confidence)
            .finish_non_exhaustive()
    }
}

/// What a verdict changes in the report of an earlier turn. The report that was given stays as it is.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Amendment {
    /// The turn.
    pub turn: u32,
    /// The host's name for the claim.
    pub id: Box<str>,
    /// What the report said that the turn does with the claim.
    pub before: Option<Response>,
    /// What it would say now.
    pub after: Option<Response>,
    /// What the report said of the agent's own answer, where that changes.
    pub stance_before: Option<StanceStep>,
    /// What it would say now.
    pub stance_after: Option<StanceStep>,
}

#[cfg(feature = "json")]
impl Amendment {
    /// The amendment as one line of JSON.
    ///
    /// ```
    /// use lingsync::{Claim, Hints, Session, Turn, Verdict, correction::Resolution};
    ///
    /// let mut session = Session::default();
    /// let mut hints = Hints::default();
    /// hints.claims.push(Claim::new("c1", "bats are blind", Verdict::Pending));
    /// session.observe(&Turn::client("Bats are blind, aren't they?").hints(hints))?;
    /// session.observe(&Turn::agent("No, bats are not blind."))?;
    /// let amended = session.resolve("c1", &Resolution::new(Verdict::False))?;
    /// assert!(amended[0].to_json().starts_with(r#"{"turn":1,"id":"c1","before":"pending""#));
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}

/// A resolution as the state takes it in.
#[derive(Clone, Debug)]
pub(crate) struct Settled {
    pub(crate) key: u64,
    verdict: Verdict,
    percent: Option<u8>,
    correct: Content,
    correct_text: Option<Box<str>>,
}

impl Settled {
    pub(crate) fn new(
        id: &str,
        resolution: &Resolution,
        percent: Option<u8>,
        keying: &Keying,
        lexicon: &Lexicon,
    ) -> Self {
        let (key, _) = key_of(id, keying);
        let text = resolution.correct_text.as_deref();
        let mut stems = Stems::new(keying, lexicon);
        Self {
            key,
            verdict: resolution.verdict,
            percent,
            correct: text.map_or_else(Content::default, |text| Content::of(text, &mut stems)),
            correct_text: text.filter(|_| !keying.is_hashed()).map(Into::into),
        }
    }

    /// Enters it into a claim's seed.
    pub(crate) fn apply(&self, seed: &mut ClaimSeed) {
        if seed.key != self.key {
            return;
        }
        (seed.verdict, seed.percent) = (Some(self.verdict), self.percent);
        seed.source = Some(Source::Host);
        if !self.correct.is_empty() {
            seed.correct = self.correct.clone();
            seed.correct_text = self.correct_text.clone();
        }
    }
}

impl CorrectionState {
    /// The turn in which a claim opened that is followed.
    pub(crate) fn opened(&self, key: u64) -> Option<u32> {
        self.claims.get(key).map(|claim| claim.opened)
    }

    /// Settles a claim that is followed; `None` if it is not.
    pub(crate) fn resolve(&mut self, settled: &Settled) -> Option<Vec<Amendment>> {
        let claim = self.claims.get_mut(settled.key)?;
        let before = claim.verdict();
        settled.apply(Arc::make_mut(&mut claim.seed));
        let after = claim.verdict();
        let mut amendments: Vec<Amendment> = Vec::new();
        let first = claim.first.filter(|first| claim.answers.iter().all(|a| a.turn != first.turn));
        for answer in first.iter().chain(&claim.answers) {
            let (was, is) = (answer.response(before), answer.response(after));
            let flip = claim.flips.iter().find(|flip| flip.turn == answer.turn);
            let steps = flip.map(|flip| (flip.step(before), flip.step(after)));
            let steps = steps.filter(|(was, is)| was != is);
            if was != is || steps.is_some() {
                amendments.push(Amendment {
                    turn: answer.turn,
                    id: claim.seed.id.clone(),
                    before: was,
                    after: is,
                    stance_before: steps.map(|(was, _)| was),
                    stance_after: steps.map(|(_, is)| is),
                });
            }
        }
        Some(amendments)
    }
}
