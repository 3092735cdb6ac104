//! Reads transcripts in any of the usual forms, one dialogue at a time: the form is found by
//! content, and a bad line costs nothing but itself (docs/DESIGN.md, section 6).

mod analysis;
#[cfg(feature = "capi")]
mod fields;
mod input;
mod json;
mod list;
mod parse;
mod reader;
mod roles;

pub use analysis::{AnalyseOptions, DialogueReport, Problem};
#[cfg(feature = "capi")]
pub(crate) use fields::{read_turn_fields, read_turn_lines};
pub use parse::read_turn_line;
pub use reader::Transcripts;
#[cfg(feature = "capi")]
pub(crate) use roles::label;

use crate::hints::Claim;
use crate::turn::Turn;

/// The form of a transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TranscriptFormat {
    /// Objects `{"id", "turns": [{"role" or "speaker", "text", "at"?, "hints"?}], "claims"?}`, one a
    /// line or in a list.
    DialogueLines,
    /// One turn a line: an object with a `dialogue` id beside the fields of a turn.
    TurnLines,
    /// OpenAI-style `{"messages": [{"role", "content"}]}`, or the bare list of messages.
    Messages,
    /// `speaker<TAB>text`, one turn a line, one dialogue a file.
    Tsv,
}

/// One dialogue of a transcript.
///
/// Debug output names no text; see [`Turn`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Dialogue {
    /// The id in the file; `dialogue-N`, where N is the line on which it starts, if it has none
    /// (`dialogue-N-2` and so on for further ones on that line).
    pub id: String,
    /// The turns in their order.
    pub turns: Vec<Turn<'static>>,
    /// Claims that the host knows before the conversation: the list `claims` beside `turns` or
    /// `messages`, in the form of the hint of this name. A session is to
    /// [`watch`](crate::Session::watch) for them.
    pub claims: Vec<Claim>,
    /// Messages left out: those of `system`, `developer`, `tool` and `function`, and those whose
    /// content is null.
    pub skipped: u32,
    /// Whether no role in the file named a client or an agent, so that the first speaker was made
    /// the client and the second the agent.
    pub roles_assumed: bool,
    /// Unknown fields in the turns' hints, `strict` being off.
    pub unknown_hints: u32,
}
