//! A fact base from JSON.

use super::{Fact, FactBase};
use crate::error::{Error, Result};
use alloc::{format, string::String, vec, vec::Vec};
use serde::{Deserialize, Deserializer};

/// One name, or a list of them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    More(Vec<String>),
}

pub(super) fn one_or_more<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> core::result::Result<Vec<String>, D::Error> {
    Ok(match Names::deserialize(deserializer)? {
        Names::One(name) => vec![name],
        Names::More(names) => names,
    })
}

impl FactBase {
    /// A base from a JSON list of facts:
    /// `[{"subject": ["bats"], "property": ["sight"], "value": "can see", "wrong_values": ["blind"]}]`.
    /// A single name may stand without its list; `property` and `wrong_values` may be missing.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidConfig`](crate::ErrorKind::InvalidConfig) for broken JSON or an unknown
    /// field; else as [`FactBase::new`].
    ///
    /// # Example
    /// ```
    /// use lingsync::correction::FactBase;
    ///
    /// let base = FactBase::from_json(r#"[{"subject": "bats", "value": "can see"}]"#)?;
    /// assert_eq!(base.facts()[0].id(), "bats");
    /// assert!(FactBase::from_json(r#"[{"subject": "bats"}]"#).is_err());
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self> {
        if json.len() > 2 * super::MAX_BYTES {
            let (limit, advice) = ("the limit of a fact base", "give fewer or shorter facts");
            return Err(Error::limit(
                "facts",
                json.len(),
                "bytes",
                limit,
                2 * super::MAX_BYTES,
                advice,
            ));
        }
        let facts: Vec<Fact> = serde_json::from_str(json)
            .map_err(|error| Error::config(format!("facts are not a valid list: {error}")))?;
        Self::new(facts)
    }
}
