//! lingsync watches a conversation between a *client* and an *agent* turn by turn and says, in
//! microseconds and with evidence, how well the agent synchronises with the client.
//!
//! # Overview
//!
//! - [`Engine`]: configuration and language data, built once, shared by all sessions.
//! - [`Session`]: one conversation. [`Session::observe`] takes a turn in and gives its
//!   [`TurnReport`]; [`Session::preview`] scores a candidate reply and changes nothing.
//! - [`LexicalTracker`]: the tracker behind the report, usable alone.
//! - [`lexical::Lexicon`]: the expressions that the parties share, with every measure of dialign.
//!
//! # Example: what does the agent take up?
//! ```
//! use lingsync::{Session, Turn};
//!
//! let mut session = Session::default();
//! session.observe(&Turn::client("I want to pause my plan until June"))?;
//! let text = "Sure, I can suspend your subscription until June.";
//! let lexical = session.observe(&Turn::agent(text))?.lexical;
//!
//! let mirrored: Vec<&str> = lexical.mirrored.iter().filter_map(|m| m.span.of(text)).collect();
//! # #[cfg(feature = "english")]
//! assert_eq!(mirrored, ["June"]);
//! let missed: Vec<&str> = lexical.missed.iter().filter_map(|m| m.term.as_deref()).collect();
//! # #[cfg(feature = "english")]
//! assert_eq!(missed, ["want", "pause", "plan"]);
//! # Ok::<(), lingsync::Error>(())
//! ```
//!
//! # Example: which of two replies takes up more?
//! ```
//! use lingsync::{Session, Turn};
//!
//! let mut session = Session::default();
//! session.observe(&Turn::client("The order book drifts from the price feed"))?;
//! let score = |reply: &str| {
//!     let report = session.preview(&Turn::agent(reply))?;
//!     Ok::<_, lingsync::Error>(report.lexical.shared_repetition.value())
//! };
//! let theirs = score("Does the order book lag behind the price feed?")?.value();
//! let renamed = score("Does the ledger lag behind the stream?")?.value();
//! assert!(theirs > renamed);
//! # Ok::<(), lingsync::Error>(())
//! ```
//!
//! # Example: go back when a reply is regenerated
//! ```
//! use lingsync::{Session, Turn};
//!
//! let mut session = Session::default();
//! session.observe(&Turn::client("where is my box?"))?;
//! session.observe(&Turn::agent("Your parcel is late."))?;
//! session.rewind(1)?;
//! session.observe(&Turn::agent("Your box is late."))?;
//! assert_eq!(session.turns(), 2);
//! # Ok::<(), lingsync::Error>(())
//! ```
//!
//! # What a score is
//!
//! A [`Rate`] carries its counts and an interval, a [`Measure`] is a value or the reason why there
//! is none ([`Undefined`]). Raw overlap is not quality: it grows with topic and length, and an echo
//! has the most of it.
//!
//! # Untrusted input
//!
//! Any text gives a report or a typed [`Error`]; nothing panics, and an error leaves the session as
//! it was. See [`documentation::security`].
//!
//! # Crate features
//!
//! - **std** (default): readers of transcripts, random keys and seeds. Without it the crate needs
//!   `alloc` only.
//! - **serde**, **json** (default): reports, configuration and hints as JSON; transcripts.
//! - **english** (default): the English pack.
//! - **patterns** (default): the host's own regular expressions in [`Config`].
//! - **capi**: the C ABI of `include/lingsync.h`, the only part with unsafe code.
#![cfg_attr(not(any(feature = "std", test)), no_std)]
#![cfg_attr(not(feature = "capi"), forbid(unsafe_code))]
#![cfg_attr(feature = "capi", deny(unsafe_code))]
#![deny(missing_docs, missing_debug_implementations, rustdoc::broken_intra_doc_links)]
#![warn(unreachable_pub)]
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

pub mod accommodation;
pub mod acts;
mod analyser;
mod ascii;
pub mod clarification;
mod codec;
pub mod config;
pub mod correction;
mod counts;
mod engine;
mod error;
#[cfg(feature = "capi")]
pub mod ffi;
mod hints;
mod intake;
#[cfg(feature = "serde")]
mod json;
pub mod lexical;
mod log;
mod named;
pub mod pack;
mod paged;
pub mod register;
mod report;
mod session;
mod sorted;
mod speakers;
pub mod text;
mod tracker;
#[cfg(all(feature = "std", feature = "json"))]
pub mod transcript;
mod turn;
mod value;

pub use analyser::Analyser;
pub use clarification::{ClarificationObservation, ClarificationSummary, ClarificationTracker};
pub use config::Config;
pub use correction::{CorrectionObservation, CorrectionSummary, CorrectionTracker};
pub use engine::{Engine, EngineBuilder};
pub use error::{Error, ErrorKind, Result};
pub use hints::{Claim, Hints, Mention, Modality, Stance, StanceHint, Verdict};
pub use lexical::{Distance, LexicalObservation, LexicalSummary, LexicalTracker};
pub use register::{RegisterObservation, RegisterSummary, RegisterTracker};
pub use report::{
    LEXICON_SCHEMA, MEASURES_VERSION, PatternHit, SUMMARY_SCHEMA, SessionSummary, TURN_SCHEMA,
    TurnReport,
};
pub use session::{Redaction, Session};
pub use tracker::Tracker;
pub use turn::{Party, Role, Turn};
pub use value::{Measure, Rate, Span, Undefined};

/// What the trainer of the model heads needs. Not part of the public interface.
#[doc(hidden)]
pub mod training {
    pub use crate::{
        acts::{
            features::{ActFeatures, FEATURES, FINER, OF_REQUEST, Origin},
            model::NAMES as ACT_HEADS,
        },
        correction::stance::training as stance,
        pack::heads::{
            Contribution, DENSE, Gram, HEADS, Head, HeadInput, Heads, HeadsBuilder, Row, Sums,
        },
        register::training::{Features, feature_names, fill, word_hash},
    };
}

/// The project's documents, so that their examples are tests.
pub mod documentation {
    #[doc = include_str!("../docs/MEASURES.md")]
    pub mod measures {}
    #[doc = include_str!("../docs/DESIGN.md")]
    pub mod design {}
    #[doc = include_str!("../docs/COMPARE.md")]
    pub mod compare {}
    #[doc = include_str!("../docs/SECURITY.md")]
    pub mod security {}
    #[doc = include_str!("../docs/C-ABI.md")]
    pub mod c_abi {}
    #[doc = include_str!("../CHANGELOG.md")]
    pub mod changelog {}
}

#[cfg(all(doctest, feature = "std", feature = "json", feature = "english"))]
#[doc = include_str!("../README.md")]
struct Readme;
