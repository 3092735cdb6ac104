//! The register tracker: does the agent's tone and rhythm move with the client's as it should?
//!
//! - A turn by itself: [`RegisterObservation`], read by [`Engine::read`](crate::Engine::read) into
//!   a [`Reading`].
//! - The distance from the client: [`Gap`], by [`Dimension`] and [`Target`](crate::config::Target).
//! - The conversation: [`RegisterSummary`], with the figures of [`accommodation`](crate::accommodation)
//!   for every dimension, style matching ([`style`], [`rlsm`]) and [`coordination`].

mod background;
pub mod coordination;
mod dimension;
#[doc(hidden)]
pub(crate) mod features;
pub mod heylighen;
mod markers;
mod observation;
mod politeness;
mod provider;
pub mod readability;
mod reading;
mod receptiveness;
mod record;
mod rhythm;
pub mod rlsm;
#[cfg(feature = "serde")]
mod serialise;
pub mod similarity;
mod spoken;
mod state;
pub mod style;
mod summary;
pub mod syllables;
mod target;
mod tracker;
#[doc(hidden)]
pub(crate) mod training;
mod vader;
mod words;

pub use background::RegisterBackground;
pub use dimension::Dimension;
pub use observation::{ClientState, RegisterObservation};
pub use politeness::{Strategies, Strategy};
pub use provider::{syllables_of, vader_of};
pub use readability::{Readability, ReadabilityCounts};
pub(crate) use reading::Meter;
pub use reading::{Reading, ScoreEvidence, StrategyHit};
pub(crate) use record::Record;
pub use rhythm::Rhythm;
pub use rlsm::{Rlsm, Slope};
pub(crate) use state::RegisterState;
pub use style::{StyleCategory, StyleCounts, StyleScore, lsm};
pub use summary::{
    CoordinationAggregates, DimensionFigures, RegisterPair, RegisterParty, RegisterSummary,
};
pub use target::Gap;
pub use tracker::RegisterTracker;
pub(crate) use tracker::Settings;
pub use vader::Vader;
pub(crate) use words::word_facts;
