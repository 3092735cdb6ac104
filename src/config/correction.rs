//! The settings of the correction tracker.

use super::within;
use crate::error::Result;

/// The correction tracker.
///
/// ```
/// use lingsync::{Config, Engine};
///
/// let mut config = Config::default();
/// config.correction.pending_turns = 6;
/// let engine = Engine::new(config)?;
/// # drop(engine);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct CorrectionConfig {
    /// After so many turns a claim whose verdict is still pending counts as unknown. Default 20;
    /// 1 to 1,000,000.
    pub pending_turns: u32,
    /// A claim that so many turns of the agent have not touched is let go, once it is older than
    /// `pending_turns`. Default 8; 1 to 1,000,000.
    pub claim_turns: u32,
    /// Whether hooks are asked for previews too. Default true.
    pub hooks_in_preview: bool,
}

impl Default for CorrectionConfig {
    fn default() -> Self {
        Self { pending_turns: 20, claim_turns: 8, hooks_in_preview: true }
    }
}

impl CorrectionConfig {
    pub(super) fn validate(&self) -> Result<()> {
        within("correction.pending_turns", self.pending_turns as usize, 1, 1_000_000)?;
        within("correction.claim_turns", self.claim_turns as usize, 1, 1_000_000)
    }
}
