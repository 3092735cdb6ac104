//! Acts: what each sentence of a turn does. A stage between the text pass and the trackers.

mod act;
mod context;
pub(crate) mod features;
mod gates;
pub(crate) mod model;
pub(crate) mod patterns;
mod pushback;
mod question;
mod recogniser;
mod record;
mod sentence;
mod turn;
mod walk;

pub use act::{Act, ActEvidence, ActHit, ActSet, Forms};
pub(crate) use context::Memory;
pub(crate) use features::FEATURES;
pub(crate) use model::ActModel;
pub use pushback::PushbackKind;
pub(crate) use recogniser::Phrasebook;
pub use recogniser::Recogniser;
pub use record::Wishes;
pub(crate) use record::{Overlap, Record};
pub use turn::RecognisedTurn;
