//! The verbs that every tracker has.

/// A measure that runs along a conversation.
///
/// Two laws hold for every tracker, turn and state: [`preview`](Tracker::preview) equals what
/// [`observe`](Tracker::observe) would return and changes nothing; and the cost of a turn grows
/// with the turn, not with the conversation.
///
/// # Example
/// ```
/// use lingsync::{Engine, LexicalTracker, Tracker, Turn};
///
/// let engine = Engine::default();
/// let mut analyser = engine.analyser();
/// let mut tracker = LexicalTracker::new(&engine);
/// tracker.observe(&analyser.analyse(&Turn::client("the red box"))?);
/// let reply = analyser.analyse(&Turn::agent("which red box?"))?;
/// let preview = tracker.preview(&reply);
/// assert_eq!(preview.shared_repetition.hits, 2);
/// assert_eq!(tracker.observe(&reply), preview);
/// # Ok::<(), lingsync::Error>(())
/// ```
pub trait Tracker {
    /// What the tracker reads.
    type Input<'a>;
    /// What it says of one turn.
    type Observation;
    /// What it says of the conversation so far.
    type Summary;

    /// Takes the turn in and says what it saw. Never fails.
    fn observe(&mut self, turn: &Self::Input<'_>) -> Self::Observation;

    /// What [`observe`](Tracker::observe) would say, without taking the turn in.
    fn preview(&self, turn: &Self::Input<'_>) -> Self::Observation;

    /// The conversation so far.
    fn summary(&self) -> Self::Summary;

    /// Forgets everything.
    fn reset(&mut self);
}
