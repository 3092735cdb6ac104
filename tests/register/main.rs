//! The register tracker and the accommodation engine against their definitions and laws: figures
//! equal a naive recomputation from the whole history, what is observed is what was previewed, state
//! stays small, and bad input gives typed reasons.
#![cfg(all(feature = "english", feature = "json"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accommodation;
mod bad_input;
mod bounded;
mod coordination;
mod laws;
mod naive;
mod reports;
mod style;
mod talk;
