//! What is checked of a turn before anything changes.

use crate::{
    config::Config,
    engine::Engine,
    error::{Error, Result},
    turn::Turn,
};

/// Most turns that a session counts.
const MAX_TURNS: u32 = i32::MAX as u32;
/// Bytes of a speaker's label.
const MAX_SPEAKER_BYTES: usize = 1024;

/// Checks limits, spans and hints of the turn that would have the number `number`.
pub(crate) fn check(turn: &Turn<'_>, number: u32, config: &Config) -> Result<()> {
    let limit = config.limits.max_turn_bytes;
    if turn.text.len() > limit {
        return Err(turn_too_large(turn.text.len(), limit));
    }
    let label = turn.speaker.as_ref().map_or(0, |speaker| speaker.len());
    if label > MAX_SPEAKER_BYTES {
        let name = "the limit of a speaker's label";
        return Err(Error::limit("speaker", label, "bytes", name, MAX_SPEAKER_BYTES, "shorten it"));
    }
    if number >= MAX_TURNS {
        let (name, advice) = ("the limit of a session", "start a new session");
        return Err(Error::limit("turn", number as usize, "", name, MAX_TURNS as usize, advice));
    }
    if turn.hints.is_empty() {
        return Ok(());
    }
    if config.strict && turn.hints.unknown > 0 {
        return Err(Error::hint(alloc::format!(
            "{} unknown hint fields: remove them, or set strict = false",
            turn.hints.unknown
        )));
    }
    turn.hints.validate(&turn.text, &config.limits)
}

pub(crate) fn turn_too_large(bytes: usize, limit: usize) -> Error {
    let advice = "split the turn or raise the limit";
    Error::limit("turn", bytes, "bytes", "max_turn_bytes", limit, advice)
}

/// Whether the pack describes the language of a turn.
pub(crate) fn in_language(turn: &Turn<'_>, engine: &Engine) -> bool {
    let language = turn.hints.language.as_deref().unwrap_or(&engine.config().language);
    engine.lexicon().covers(language)
}
