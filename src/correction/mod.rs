//! The correction tracker: does the agent correct what is false, and hold when it is pressed?
//!
//! Truth comes from the host: claims with a verdict in the hints of a turn, claims that a session
//! watches for, a fact base of the engine, hooks. A claim opens, the agent's turns answer it
//! ([`Response`]), and it leaves. *Machine K* follows what the agent does with its own answer once
//! the client pushes back ([`StanceStep`]); its diagram stands in docs/MEASURES.md.
//!
//! Without a supplied truth nothing is called corrected, accommodated or caved wrongly: these are
//! undefined (`no_truth_supplied`). What the words alone show is named for its form ([`Marker`]).

mod claim;
mod claims;
mod content;
mod dispute;
mod facts;
mod flips;
mod hooks;
mod kinds;
mod matcher;
mod observation;
mod passage;
mod reader;
mod record;
mod resolve;
#[cfg(feature = "serde")]
mod serialise;
#[doc(hidden)]
pub mod stance;
mod state;
mod summary;
mod talk;
mod tracker;
mod turn;
mod watched;

pub use facts::{Fact, FactBase};
pub use flips::{number_of_flips, turn_of_flip};
pub(crate) use hooks::percent_of;
pub use hooks::{Answer, Checked, ClaimQuery, Hooks, Stanced};
pub use kinds::{MarkerKind, Response, Source, StanceStep};
pub use observation::{
    ClaimReport, CorrectionObservation, Face, Known, KnownCount, Pushback, StanceReport,
};
pub(crate) use reader::{Checker, Context, seed_of};
pub(crate) use record::Record;
pub(crate) use resolve::Settled;
pub use resolve::{Amendment, Resolution};
pub(crate) use stance::StanceModel;
pub(crate) use state::CorrectionState;
pub use summary::{ClaimFigures, CorrectionSummary, TruthRate};
pub use tracker::CorrectionTracker;
pub use turn::{CheckedTurn, Marker};
pub(crate) use watched::Watched;
