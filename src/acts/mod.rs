//! Acts: what each sentence of a turn does. A stage between the text pass and the trackers.

mod act;
mod asked;
mod context;
mod cues;
pub(crate) mod features;
mod finds;
mod gates;
mod lists;
pub(crate) mod model;
mod overlap;
pub(crate) mod patterns;
mod pushback;
mod question;
mod recogniser;
mod record;
mod sentence;
mod turn;
mod walk;
mod wishes;
mod words;

pub use act::{Act, ActEvidence, ActHit, ActSet, Forms};
pub(crate) use context::Memory;
pub(crate) use features::FEATURES;
pub(crate) use model::ActModel;
pub(crate) use overlap::Overlap;
pub use pushback::PushbackKind;
pub(crate) use recogniser::Phrasebook;
pub use recogniser::Recogniser;
pub(crate) use record::Record;
pub use turn::RecognisedTurn;
pub use wishes::Wishes;
