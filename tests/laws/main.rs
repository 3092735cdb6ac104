//! The laws of docs/DESIGN.md, section 1, as properties over random conversations: preview equals
//! observe, errors change nothing, a session comes back from its snapshot and goes back in time
//! exactly, the incremental lexicon equals the definition, and no output shows a hash seed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod dialogue;
mod going_back;
mod lexicon;
#[path = "../naive/mod.rs"]
mod naive;
mod snapshots;
mod taking_in;
