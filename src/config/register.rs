//! The settings of the register tracker.

use super::within;
use crate::error::{Error, Result};
use alloc::{format, string::String, vec::Vec};

/// Lists of markers: what a turn's record has bits for.
const MAX_MARKERS: usize = 16;

/// How the agent's value of a dimension should relate to the client's level. 0 is neutral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Target {
    /// As the client's.
    Match,
    /// As the client's or higher.
    AtLeast,
    /// In the client's direction but nearer to neutral: a frightened or angry client is not
    /// mirrored.
    Complement,
    /// No target.
    #[default]
    Free,
}

/// What the agent is there for: decides the default [`Targets`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Goal {
    /// A task is to be done: wording matters, tone less.
    Task,
    /// A person is to be helped: tone matters as much as wording.
    Relational,
    /// Both.
    #[default]
    Balanced,
}

/// The target of each dimension; what is not set follows the [`Goal`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Targets {
    /// Of formality. By default `match`.
    pub formality: Option<Target>,
    /// Of politeness. By default `at_least`.
    pub politeness: Option<Target>,
    /// Of valence. By default `complement`.
    pub valence: Option<Target>,
    /// Of arousal. By default `complement`.
    pub arousal: Option<Target>,
    /// Of warmth. By default `at_least`; `free` for a task.
    pub warmth: Option<Target>,
    /// Of receptiveness. By default `free`; `at_least` for a relational goal.
    pub receptiveness: Option<Target>,
    /// Of hostility (experimental). By default `complement`.
    pub hostility: Option<Target>,
    /// Of certainty. By default `free`.
    pub certainty: Option<Target>,
    /// Of verbosity. By default `match`.
    pub verbosity: Option<Target>,
    /// Of latency. By default `free`.
    pub latency: Option<Target>,
}

/// The register tracker.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct RegisterConfig {
    /// How the agent's value of each dimension should relate to the client's.
    pub targets: Targets,
    /// Turns with fewer words stay out of lifts. Default 3; at most 1,000.
    pub min_words: u32,
    /// Whether the experimental dimensions distress, hostility and doubt are measured. Default
    /// false.
    pub client_state: bool,
    /// How many words or word pairs are named as evidence for each model score. Default 3; at most
    /// 16.
    pub max_evidence: usize,
    /// Lists of words whose use is compared by coordination, in place of the pack's eight closed
    /// classes. At most 16 lists.
    pub markers: Vec<MarkerList>,
}

impl Default for RegisterConfig {
    fn default() -> Self {
        Self {
            targets: Targets::default(),
            min_words: 3,
            client_state: false,
            max_evidence: 3,
            markers: Vec::new(),
        }
    }
}

/// A list of words of the host whose use is compared by coordination.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct MarkerList {
    /// The name of the list.
    pub name: String,
    /// Lower-case words; a trailing `*` makes a prefix.
    pub words: Vec<String>,
}

impl RegisterConfig {
    pub(super) fn validate(&self) -> Result<()> {
        let register = self;
        within("register.min_words", self.min_words as usize, 0, 1_000)?;
        within("register.max_evidence", register.max_evidence, 0, 16)?;
        within("lists in register.markers", register.markers.len(), 0, MAX_MARKERS)?;
        let words = register.markers.iter().map(|list| list.words.len()).sum::<usize>();
        within("words in register.markers", words, 0, super::MAX_GLOSSARY_TERMS)?;
        for (index, list) in register.markers.iter().enumerate() {
            let name = &list.name;
            if name.trim().is_empty() || list.words.iter().any(|word| !is_marker(word)) {
                return Err(Error::config(format!(
                    "register.markers[{index}] has an empty name or word: give lower-case words, \
                     `*` at the end only"
                )));
            }
            if register.markers[..index].iter().any(|other| other.name == *name) {
                return Err(Error::config(format!(
                    "register.markers has the name `{name}` twice: join the lists"
                )));
            }
        }
        Ok(())
    }
}

/// Whether a word can stand in a list of markers.
fn is_marker(word: &str) -> bool {
    let stem = word.strip_suffix('*').unwrap_or(word);
    !stem.is_empty() && !stem.contains('*') && stem.to_lowercase() == stem
}
