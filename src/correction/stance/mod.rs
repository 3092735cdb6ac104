//! How a reply stands to a claim: what of the claim and of what is true instead it says, with which
//! polarity, and the forms of its sentences, as the heads of a pack weigh them.
//!
//! The features are those of docs/MEASURES.md; the heads stand in the pack's section `stance_heads`.

mod align;
mod features;
mod model;
mod rule;
#[doc(hidden)]
pub mod training;
mod yields;

pub(crate) use align::Aligned;
pub(crate) use features::{Asked, features, place};
pub(crate) use model::{Claimed, StanceModel, percent_of_odds};
pub(crate) use rule::{Rule, SHORT, rule};
pub(crate) use yields::Pressed;
