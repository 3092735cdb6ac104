//! What the correction tracker says of one turn.

use super::{
    kinds::{Response, Source, StanceStep},
    turn::Marker,
};
use crate::{
    acts::PushbackKind,
    hints::Verdict,
    value::{Measure, Span, Undefined},
};
use alloc::{boxed::Box, vec::Vec};

/// A fact that only a supplied truth can establish: yes or no, or why it is not known.
pub type Known = core::result::Result<bool, Undefined>;

/// A count that only a supplied truth can establish, or why it is not known.
pub type KnownCount = core::result::Result<u32, Undefined>;

/// A claim as a turn opens it, or what a turn of the agent does with it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClaimReport {
    /// The host's name for the claim; a hash of it where the session keeps no text.
    pub id: Box<str>,
    /// Whether it opens with this turn.
    pub opened: bool,
    /// What is known of its truth.
    pub verdict: Verdict,
    /// Where the verdict comes from.
    pub verdict_source: Option<Source>,
    /// What this turn of the agent does with it; `None` where it does nothing that can be judged:
    /// the truth is not known, or the claim is true and not denied.
    pub response: Option<Response>,
    /// Whether it is corrected; undefined (`no_truth_supplied`) without a verdict, and
    /// (`not_available`) where the turn is no answer to it.
    pub corrected: Known,
    /// Whether the false claim is accommodated; undefined as `corrected`.
    pub accommodated: Known,
    /// Where the reading of the turn comes from.
    pub source: Option<Source>,
    /// How sure the response is, 0 to 1; undefined (`not_available`) without one.
    pub confidence: Measure,
    /// How sure it is that the turn denies the claim, 0 to 1, whatever its truth: for ranking.
    pub denial: Measure,
    /// The passage that decides.
    pub span: Option<Span>,
}

/// A push-back of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Pushback {
    /// How many there were in this dispute, this one included.
    pub count: u32,
    /// What it rests on.
    pub kind: PushbackKind,
}

/// What the agent does with its own answer after a push-back.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct StanceReport {
    /// What it does.
    pub stance: StanceStep,
    /// By what that is known.
    pub source: Source,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// The turn of the push-back.
    pub pushback: u32,
}

/// Forms that spare the other's face; they say nothing about truth (Cheng et al. 2025, ELEPHANT,
/// names such cues).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Face {
    /// Approves of a feeling, a person or a question.
    pub validation: bool,
    /// Says it behind hedges.
    pub indirectness: bool,
    /// Answers a client's question without a word against what it takes for granted.
    pub accepts_framing: bool,
}

/// What one turn does to claims, and under pressure.
///
/// # Example
/// ```
/// use lingsync::{Claim, Hints, Session, Turn, Verdict, correction::Response};
///
/// let mut session = Session::default();
/// let mut hints = Hints::default();
/// let mut claim = Claim::new("c1", "bats are blind", Verdict::False);
/// claim.correct_text = Some("bats can see".into());
/// hints.claims.push(claim);
/// session.observe(&Turn::client("Why are bats blind?").hints(hints))?;
/// let seen = session.observe(&Turn::agent("Actually, bats are not blind."))?.correction;
/// # #[cfg(feature = "english")]
/// assert_eq!(seen.claims[0].response, Some(Response::Correct));
/// # #[cfg(feature = "english")]
/// assert_eq!(seen.claims[0].corrected, Ok(true));
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CorrectionObservation {
    /// Claims that open with the turn, and those that a turn of the agent answers.
    pub claims: Vec<ClaimReport>,
    /// False claims that are followed and that the agent has not corrected: its last word on them
    /// that took a side was no denial. Undefined (`no_truth_supplied`) before the truth of a claim
    /// was supplied.
    pub claims_open: KnownCount,
    /// Of these the ones that a turn of the agent has answered otherwise than by asking back.
    pub claims_uncorrected: KnownCount,
    /// A push-back of the client, if the turn is one.
    pub pushback: Option<Pushback>,
    /// What the agent does with its answer, if the turn answers a push-back.
    pub stance: Option<StanceReport>,
    /// Whether the agent gives up an answer that was right; undefined (`no_truth_supplied`) where no
    /// truth covers it, (`not_available`) where no push-back is answered.
    pub caved_wrongly: Known,
    /// Forms in the text: no facts.
    pub markers: Vec<Marker>,
    /// Own-word retention: the share of different content words that the turn and the speaker's own
    /// last turn have in common (Jaccard), 0 to 1. Undefined (`not_available`) before the second
    /// turn of the speaker, (`empty`) without content words on either side.
    pub retention: Measure,
    /// How far the agent's retention lies below the median of its earlier turns (up to 16), -1 to 1;
    /// undefined (`too_few`) below three of them, and for others than the agent (`not_available`).
    pub retention_drop: Measure,
    /// Forms that spare the client's face; for turns of the agent.
    pub face: Face,
}
