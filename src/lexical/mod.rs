//! The lexical tracker: does the agent take up the client's words and expressions?

mod automaton;
mod coverage;
mod distance;
mod eager;
mod edges;
mod floor;
mod generation;
pub(crate) mod glossary;
mod lexicon;
mod observation;
mod profile;
mod reuse;
#[cfg(feature = "serde")]
mod serialise;
mod summary;
mod tracker;

pub use distance::{Distance, kullback_leibler, nenkova};
pub use eager::{ChangedExpression, LexiconChange};
pub use lexicon::{
    Activation, Expression, Lexicon, LexiconFilter, Sharing, TurnCoverage, VocabularyOverlap,
};
pub use observation::{Diverged, LexicalObservation, Mirrored, Missed, Outcome, SharedExpression};
pub use reuse::Reuse;
pub(crate) use summary::Totals;
pub use summary::{LexicalSummary, Mean, PairSummary, PartySummary, Window};
pub use tracker::LexicalTracker;
