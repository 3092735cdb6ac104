//! The clarification tracker itself.

use super::{
    observation::ClarificationObservation, state::ClarificationState, summary::ClarificationSummary,
};
use crate::{acts::RecognisedTurn, config::Detail, engine::Engine, tracker::Tracker};
use alloc::boxed::Box;

/// Follows whether the agent asks, repairs and grounds, or answers passively.
///
/// A turn costs O(1), whatever the length of the conversation; memory is fixed. Nothing here reads
/// text: the acts of the turn and its overlaps with turns before decide.
///
/// # Example: an ambiguous request that the agent answers at once, and the cost of it
/// ```
/// use lingsync::{
///     ClarificationTracker, Engine, Role, Tracker,
///     acts::Act,
///     clarification::{Probe, Response},
/// };
///
/// let mut tracker = ClarificationTracker::new(&Engine::default());
/// let mut request = Probe::new(0, Role::Client, &[Act::Request]);
/// request.ambiguity = Some(0.8);
/// tracker.observe(&request.turn());
///
/// let answer = Probe::new(1, Role::Agent, &[Act::Inform]).turn();
/// assert_eq!(tracker.preview(&answer).response, Some(Response::Passive));
/// tracker.observe(&answer);
///
/// let again = Probe::new(2, Role::Client, &[Act::RestateRequest]).turn();
/// let costly = tracker.observe(&again).costly.unwrap();
/// assert_eq!((costly.request, costly.answer), (0, 1));
/// assert_eq!(tracker.summary().passive_rate.hits, 1);
/// ```
#[derive(Clone, Debug)]
pub struct ClarificationTracker {
    detail: Detail,
    state: Box<ClarificationState>,
}

impl ClarificationTracker {
    /// A tracker with the settings of an engine.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        Self { detail: engine.config().detail, state: Box::default() }
    }

    /// The conversation so far, in a detail of the caller's choice. O(1).
    #[must_use]
    pub fn summary_in(&self, detail: Detail) -> ClarificationSummary {
        let _ = detail;
        ClarificationSummary::new(&self.state)
    }

    /// Bytes held on the heap.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        size_of::<ClarificationState>()
    }

    /// The state of a tracker that has seen no turn.
    pub(crate) fn empty_state(&self) -> ClarificationState {
        ClarificationState::default()
    }

    pub(crate) fn state(&self) -> &ClarificationState {
        &self.state
    }

    /// A tracker with the same settings and another state.
    pub(crate) fn resumed(&self, state: ClarificationState) -> Self {
        Self { detail: self.detail, state: Box::new(state) }
    }
}

impl Tracker for ClarificationTracker {
    type Input<'a> = RecognisedTurn;
    type Observation = Box<ClarificationObservation>;
    type Summary = ClarificationSummary;

    fn observe(&mut self, turn: &RecognisedTurn) -> Box<ClarificationObservation> {
        Box::new(self.state.observe(turn))
    }

    /// The state is small: the turn is taken in by a copy of it.
    fn preview(&self, turn: &RecognisedTurn) -> Box<ClarificationObservation> {
        Box::new(self.state.as_ref().clone().observe(turn))
    }

    fn summary(&self) -> ClarificationSummary {
        self.summary_in(self.detail)
    }

    fn reset(&mut self) {
        *self.state = self.empty_state();
    }
}
