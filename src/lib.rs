//! Measures, turn by turn and with evidence, how well a chat agent synchronises with the person it
//! talks to.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![deny(missing_docs, missing_debug_implementations, rustdoc::broken_intra_doc_links)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

extern crate alloc;

mod analyser;
mod codec;
pub mod config;
mod engine;
mod error;
mod hints;
mod intake;
#[cfg(feature = "serde")]
mod json;
pub mod lexical;
mod log;
mod pack;
mod paged;
mod report;
mod session;
mod speakers;
pub mod text;
mod tracker;
#[cfg(all(feature = "std", feature = "json"))]
pub mod transcript;
mod turn;
mod value;

pub use analyser::Analyser;
pub use config::Config;
pub use engine::{Engine, EngineBuilder};
pub use error::{Error, ErrorKind, Result};
pub use hints::{Claim, Hints, Mention, Modality, Stance, StanceHint, Verdict};
pub use lexical::{Distance, LexicalObservation, LexicalSummary, LexicalTracker};
pub use report::{
    MEASURES_VERSION, PatternHit, SUMMARY_SCHEMA, SessionSummary, TURN_SCHEMA, TurnReport,
};
pub use session::{Redaction, Session};
pub use tracker::Tracker;
pub use turn::{Party, Role, Turn};
pub use value::{Measure, Rate, Span, Undefined};
