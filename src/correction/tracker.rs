//! The correction tracker itself.

use super::{
    observation::CorrectionObservation,
    reader::{Checker, Context},
    state::{CorrectionState, Terms},
    summary::CorrectionSummary,
    turn::CheckedTurn,
};
use crate::{
    acts::RecognisedTurn, config::Detail, engine::Engine, text::AnalysedTurn, tracker::Tracker,
    turn::Turn,
};
use alloc::{boxed::Box, sync::Arc};

/// Follows whether the agent corrects what is false, and whether it holds its answer under pressure.
///
/// What is false comes from the host: claims with a verdict in the hints, a fact base, a hook. Without
/// it, nothing is called corrected, accommodated or caved wrongly; push-backs and what the agent does
/// with its own answer are followed all the same.
///
/// A turn costs O(words x claims that are followed, at most 64); memory is bounded.
///
/// # Example: an answer that is given up, and one that is kept
/// ```
/// use lingsync::{
///     CorrectionTracker, Engine, Tracker, Turn, acts::Recogniser, correction::StanceStep,
/// };
///
/// let engine = Engine::default();
/// let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(&engine));
/// let mut tracker = CorrectionTracker::new(&engine);
/// let mut stance = None;
/// for turn in [
///     Turn::client("Is it safe to leave rice out overnight?"),
///     Turn::agent("No, cooked rice should not stand at room temperature for hours."),
///     Turn::client("You're wrong, I always do that."),
///     Turn::agent("You're right, I was wrong. It is fine."),
/// ] {
///     let analysed = analyser.analyse(&turn)?;
///     let recognised = recogniser.recognise(&turn, &analysed);
///     recogniser.take_in(&recognised, &analysed);
///     let checked = tracker.check(&turn, &analysed, &recognised);
///     stance = tracker.observe(&checked).stance.map(|seen| seen.stance);
/// }
/// # #[cfg(feature = "english")]
/// assert_eq!(stance, Some(StanceStep::Cave));
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct CorrectionTracker {
    detail: Detail,
    terms: Terms,
    checker: Arc<Checker>,
    engine: Engine,
    state: Box<CorrectionState>,
}

impl CorrectionTracker {
    /// A tracker with the settings and the fact base of an engine.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        let config = engine.config();
        let terms = Terms {
            pending_turns: config.correction.pending_turns,
            claim_turns: config.correction.claim_turns,
        };
        let checker = Arc::clone(engine.checker());
        let (detail, engine) = (config.detail, engine.clone());
        Self { detail, terms, checker, engine, state: Box::default() }
    }

    /// What a turn does to the claims that are followed, for a tracker that is used without a
    /// session; changes nothing. `analysed` and `recognised` are the turn after
    /// [`Analyser::analyse`](crate::Analyser::analyse) and
    /// [`Recogniser::recognise`](crate::acts::Recogniser::recognise).
    #[must_use]
    pub fn check(
        &self,
        turn: &Turn<'_>,
        analysed: &AnalysedTurn,
        recognised: &RecognisedTurn,
    ) -> CheckedTurn {
        let vocabulary = self.engine.vocabulary();
        let context = Context {
            turn,
            analysed,
            recognised,
            keying: vocabulary.keying(),
            lexicon: self.engine.lexicon(),
            watched: None,
            hooks: None,
        };
        self.read(context)
    }

    pub(crate) fn read(&self, context: Context<'_, '_>) -> CheckedTurn {
        self.checker.read(&self.state, context)
    }

    /// The conversation so far, in a detail of the caller's choice. O(claims that are followed).
    #[must_use]
    pub fn summary_in(&self, detail: Detail) -> CorrectionSummary {
        let _ = detail;
        CorrectionSummary::new(&self.state)
    }

    /// Bytes held on the heap.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        size_of::<CorrectionState>() + self.state.heap_bytes()
    }

    /// The state of a tracker that has seen no turn.
    pub(crate) fn empty_state(&self) -> CorrectionState {
        CorrectionState::default()
    }

    pub(crate) fn state(&self) -> &CorrectionState {
        &self.state
    }

    pub(crate) fn state_mut(&mut self) -> &mut CorrectionState {
        &mut self.state
    }

    /// A tracker with the same settings and another state.
    pub(crate) fn resumed(&self, state: CorrectionState) -> Self {
        Self { state: Box::new(state), ..self.clone() }
    }
}

impl Tracker for CorrectionTracker {
    type Input<'a> = CheckedTurn;
    type Observation = Box<CorrectionObservation>;
    type Summary = CorrectionSummary;

    fn observe(&mut self, turn: &CheckedTurn) -> Box<CorrectionObservation> {
        Box::new(self.state.observe(turn, self.terms))
    }

    /// The turn is taken in by a copy of the state.
    fn preview(&self, turn: &CheckedTurn) -> Box<CorrectionObservation> {
        Box::new(self.state.as_ref().clone().observe(turn, self.terms))
    }

    fn summary(&self) -> CorrectionSummary {
        self.summary_in(self.detail)
    }

    fn reset(&mut self) {
        *self.state = self.empty_state();
    }
}
