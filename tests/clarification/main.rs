//! The clarification tracker against dialogues that read as its specification, and against its laws.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod laws;
#[cfg(feature = "english")]
mod mended;
mod reading;
mod sequences;
mod summaries;
#[cfg(feature = "english")]
mod texts;
