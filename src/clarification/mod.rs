//! The clarification tracker: does the agent ask and repair, or answer passively?
//!
//! Two machines read the acts of the turns ([`acts`](crate::acts)). Their diagrams stand in
//! docs/MEASURES.md.
//!
//! - *Machine R*, repair: a party does not hear or understand the other, or the client was misread.
//!   [`RepairEvent`] is what a turn does to a repair.
//! - *Machine C*, clarification: a request of the client, and what the agent does with it
//!   ([`Response`]); whether an answer at once was [`Costly`].
//!
//! Beside them: grounding, and style requests ([`StyleEvent`]). [`ClarificationObservation`] is one
//! turn, [`ClarificationSummary`] the conversation.

mod cascade;
mod grounding;
mod history;
mod observation;
mod probe;
mod rates;
mod repair;
mod response;
#[cfg(feature = "serde")]
mod serialise;
mod state;
mod style;
mod summary;
mod tracker;
mod views;

pub use cascade::RepairInterval;
pub use observation::ClarificationObservation;
#[doc(hidden)]
pub use probe::Probe;
pub use repair::{RepairEvent, RepairKind, RepairStep};
pub use response::{Costly, Response};
pub(crate) use state::ClarificationState;
pub use style::{StyleEvent, StyleRequests, StyleStep};
pub use summary::{ClarificationRole, ClarificationSummary, RepairFigures, Requests};
pub use tracker::ClarificationTracker;
pub use views::{ByRole, GroundingGaps, Miti, Rifts};
