//! The one error type of the library: what was wrong, the value, the limit, and what to do.

use alloc::{borrow::Cow, boxed::Box, string::String};
use core::fmt;

/// What kind of thing went wrong. The names are stable; new kinds may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value is larger than the configured limit.
    LimitExceeded,
    /// A hint has the wrong form, or an unknown field was given in strict mode.
    InvalidHint,
    /// A configuration value is out of its range.
    InvalidConfig,
    /// A transcript could not be read.
    InvalidTranscript,
    /// The turn asked for was never observed, or is no longer in the window.
    UnknownTurn,
    /// The speaker asked for has no turn in this session.
    UnknownSpeaker,
    /// `rewind` was asked to go back further than the log reaches.
    RewindTooFar,
    /// The retention mode forbids the call.
    Retention,
    /// A snapshot is cut short, damaged, or not a snapshot at all.
    InvalidSnapshot,
    /// A snapshot was written by a newer version of the library.
    UnsupportedVersion,
    /// A snapshot belongs to an engine with other state-shaping settings.
    ConfigMismatch,
    /// A snapshot belongs to an engine with another language pack.
    PackMismatch,
    /// A snapshot belongs to an engine with another retention key.
    KeyMismatch,
    /// A language pack is cut short, damaged, without a licence entry, or not a pack at all.
    InvalidPack,
    /// No claim that is followed has this id.
    UnknownClaim,
}

impl ErrorKind {
    /// The stable snake_case name, as JSON and the bindings show it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LimitExceeded => "limit_exceeded",
            Self::InvalidHint => "invalid_hint",
            Self::InvalidConfig => "invalid_config",
            Self::InvalidTranscript => "invalid_transcript",
            Self::UnknownTurn => "unknown_turn",
            Self::UnknownSpeaker => "unknown_speaker",
            Self::RewindTooFar => "rewind_too_far",
            Self::Retention => "retention",
            Self::InvalidSnapshot => "invalid_snapshot",
            Self::UnsupportedVersion => "unsupported_version",
            Self::ConfigMismatch => "config_mismatch",
            Self::PackMismatch => "pack_mismatch",
            Self::KeyMismatch => "key_mismatch",
            Self::InvalidPack => "invalid_pack",
            Self::UnknownClaim => "unknown_claim",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Any error of this library. An error leaves the session as it was.
///
/// The message is lower-case and says the value, the limit and what to do; it never holds text of
/// a turn.
///
/// # Example
/// ```
/// use lingsync::{Config, Engine, ErrorKind, Turn};
///
/// let mut config = Config::default();
/// config.limits.max_turn_bytes = 8;
/// let mut session = Engine::new(config)?.session();
/// let error = session.observe(&Turn::client("more than eight bytes")).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::LimitExceeded);
/// assert_eq!(
///     error.to_string(),
///     "turn of 21 bytes exceeds max_turn_bytes = 8: split the turn or raise the limit"
/// );
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.message)]
pub struct Error(Box<Repr>);

#[derive(Clone, PartialEq, Eq)]
struct Repr {
    kind: ErrorKind,
    message: Cow<'static, str>,
    offset: Option<usize>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Repr { kind, message: message.into(), offset: None }))
    }

    /// The error with the byte offset at which it was found.
    #[cfg(any(test, all(feature = "std", feature = "json")))]
    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.0.offset = Some(offset);
        self
    }

    /// A value over a configured limit: `{what} of {value} exceeds {name} = {limit}: {advice}`.
    pub(crate) fn limit(
        what: &str,
        value: usize,
        unit: &str,
        name: &str,
        limit: usize,
        advice: &str,
    ) -> Self {
        let blank = if unit.is_empty() { "" } else { " " };
        Self::new(
            ErrorKind::LimitExceeded,
            alloc::format!("{what} of {value}{blank}{unit} exceeds {name} = {limit}: {advice}"),
        )
    }

    pub(crate) fn hint(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidHint, message.into())
    }

    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidConfig, message.into())
    }

    /// What kind of error this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The byte offset in the input at which the error was found, where there is one.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .field("offset", &self.0.offset)
            .finish()
    }
}

/// A result with this library's [`Error`].
pub type Result<T, E = Error> = core::result::Result<T, E>;

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn a_limit_names_the_value_the_limit_and_the_remedy() {
        let error = Error::limit("turn", 9, "bytes", "max_turn_bytes", 8, "split the turn").at(3);
        assert_eq!(error.to_string(), "turn of 9 bytes exceeds max_turn_bytes = 8: split the turn");
        assert_eq!(error.kind().name(), "limit_exceeded");
        assert_eq!(error.offset(), Some(3));
    }

    #[test]
    fn a_limit_without_a_unit_has_one_blank() {
        let error = Error::limit("facts", 9, "", "max_facts", 8, "drop some");
        assert_eq!(error.to_string(), "facts of 9 exceeds max_facts = 8: drop some");
    }

    #[test]
    fn an_error_is_one_word_wide() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<()>>(), size_of::<usize>());
    }
}
