//! What the clarification tracker says of one turn.

use super::{
    grounding::grounds,
    repair::RepairEvent,
    response::{Costly, Response},
    style::StyleEvent,
};
use crate::{
    acts::{ActHit, ActSet},
    value::{Measure, Undefined},
};
use smallvec::SmallVec;

/// What one turn does for understanding: its acts, and the steps of repairs, of the client's
/// requests and of style requests that it takes.
///
/// # Example
/// ```
/// use lingsync::{
///     ClarificationTracker, Engine, Role, Tracker,
///     acts::Act,
///     clarification::{Probe, RepairKind, RepairStep},
/// };
///
/// let mut tracker = ClarificationTracker::new(&Engine::default());
/// tracker.observe(&Probe::new(0, Role::Agent, &[Act::Inform]).turn());
/// let seen = tracker.observe(&Probe::new(1, Role::Client, &[Act::OirOpen]).turn());
/// let repair = seen.repair.unwrap();
/// assert_eq!((repair.event, repair.kind), (RepairStep::Opened, RepairKind::Open));
/// assert_eq!((repair.source, repair.opened, repair.chain), (Some(0), 1, 1));
/// assert!(seen.grounding);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClarificationObservation {
    /// How ambiguous a request of the client is, 0 (one reading) to 1: the host's hint, else an
    /// estimate from the wording. Undefined (`not_available`) for other turns, (`language`) outside
    /// the pack's language.
    pub ambiguity: Measure,
    /// The acts of the turn, in the order of their places.
    pub acts: SmallVec<[ActHit; 4]>,
    /// The step of the newest repair that the turn moves, if it moves any.
    pub repair: Option<RepairEvent>,
    /// The steps of all repairs that the turn moves, the newest repair last.
    pub repairs: SmallVec<[RepairEvent; 1]>,
    /// What the agent does with the client's requests that wait; `None` if none waits, or nothing
    /// is done with them.
    pub response: Option<Response>,
    /// An answer at once that this turn of the client shows to have been costly.
    pub costly: Option<Costly>,
    /// Whether the turn grounds: acknowledges, displays, reflects, clarifies or starts a repair.
    pub grounding: bool,
    /// The steps of style requests.
    pub style: SmallVec<[StyleEvent; 1]>,
    /// Why only the punctuation was read, if so: `language` or `not_available`. Acts are uncertain
    /// then.
    pub low_confidence: Option<Undefined>,
}

impl ClarificationObservation {
    /// How many signs of understanding the turn gives: acknowledgements, displays, reflections,
    /// clarifying questions and initiations of repair.
    #[must_use]
    pub fn signs_of_grounding(&self) -> u32 {
        let signs = self.acts.iter().filter(|hit| grounds(ActSet::of(&[hit.act])));
        u32::try_from(signs.count()).unwrap_or(u32::MAX)
    }
}
