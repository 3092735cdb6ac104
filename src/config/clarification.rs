//! The settings of acts and of the clarification tracker.

use super::within;
use crate::error::Result;

/// Acts and the clarification tracker.
///
/// ```
/// use lingsync::{Config, Engine};
///
/// let mut config = Config::default();
/// config.clarification.overresponse_words = 80;
/// let engine = Engine::new(config)?;
/// # drop(engine);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct ClarificationConfig {
    /// Whether acts that are found too rarely to be facts about a turn are reported too:
    /// `ask_rhetorical`, `repair_self`, `reflect_complex`. Default false.
    pub experimental: bool,
    /// A reply of more words than this to a request of at most 12 words counts as an overresponse.
    /// Default 120; 1 to 1,000,000.
    pub overresponse_words: u32,
}

impl Default for ClarificationConfig {
    fn default() -> Self {
        Self { experimental: false, overresponse_words: 120 }
    }
}

impl ClarificationConfig {
    pub(super) fn validate(&self) -> Result<()> {
        let words = self.overresponse_words as usize;
        within("clarification.overresponse_words", words, 1, 1_000_000)
    }
}
