//! From bytes to an analysed turn in one pass: segment classes, words, sentences, tags, phrases.

pub(crate) mod clitics;
mod dialign;
pub(crate) mod hash;
pub(crate) mod numerals;
pub(crate) mod patterns;
pub(crate) mod phrases;
mod segment;
mod sentence;
pub(crate) mod stem;
mod tags;
mod turn;
mod variants;
pub(crate) mod vocabulary;
pub(crate) mod words;

pub(crate) use analyse::is_invisible;
pub use clitics::clitic_start;
pub use segment::{Segment, SegmentClass};
pub use tags::Tags;
pub(crate) use turn::TurnContext;
pub use turn::{AnalysedTurn, TextCounts, Token};

pub(crate) mod analyse;
