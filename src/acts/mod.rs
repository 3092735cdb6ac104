//! Acts: what each sentence of a turn does. A stage between the text pass and the trackers.

mod act;
mod record;
mod turn;

pub use act::{Act, ActEvidence, ActHit, ActSet, Forms};
pub use record::Wishes;
pub(crate) use record::{Overlap, Record};
pub use turn::RecognisedTurn;
