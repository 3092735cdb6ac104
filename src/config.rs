//! Everything that can be set, with its default and its meaning; checked once, when an
//! [`Engine`](crate::Engine) is built.

mod clarification;
mod correction;
mod register;

use crate::error::{Error, Result};
use alloc::{format, string::String, vec::Vec};
pub use clarification::ClarificationConfig;
pub use correction::CorrectionConfig;
pub use register::{Goal, MarkerList, RegisterConfig, Target, Targets};
#[cfg(feature = "json")]
use serde_json::Value;

/// All settings. Start from [`Config::default`] and change fields.
///
/// # Example
/// ```
/// use lingsync::{Config, Engine};
///
/// let mut config = Config::default();
/// config.lexical.window_tokens = 4096;
/// config.limits.max_turn_bytes = 64 * 1024;
/// let engine = Engine::new(config)?;
/// # drop(engine);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Config {
    /// Bounds on what a host may hand in and on what a session keeps.
    pub limits: Limits,
    /// How text becomes words.
    pub text: TextConfig,
    /// The lexical tracker.
    pub lexical: LexicalConfig,
    /// The register tracker.
    pub register: RegisterConfig,
    /// Acts and the clarification tracker.
    pub clarification: ClarificationConfig,
    /// The correction tracker.
    pub correction: CorrectionConfig,
    /// What the agent is there for: decides the default targets of register.
    pub goal: Goal,
    /// What a session keeps of the text.
    pub retention: Retention,
    /// The language of turns that carry no `language` hint (BCP 47). Default `en`.
    pub language: String,
    /// Whether unknown hint fields are an error (`true`) or counted (`false`, the default).
    pub strict: bool,
    /// How much a report says. Default brief.
    pub detail: Detail,
    /// The host's own terms: entries whose terms mean the same thing.
    pub glossary: Vec<GlossaryEntry>,
    /// The host's own patterns.
    pub patterns: Vec<Pattern>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            text: TextConfig::default(),
            lexical: LexicalConfig::default(),
            register: RegisterConfig::default(),
            clarification: ClarificationConfig::default(),
            correction: CorrectionConfig::default(),
            goal: Goal::Balanced,
            retention: Retention::Keep,
            language: String::from("en"),
            strict: false,
            detail: Detail::Brief,
            glossary: Vec::new(),
            patterns: Vec::new(),
        }
    }
}

/// Bounds. Text, hints and snapshots over a bound are a typed error; vocabulary, speakers and
/// evidence are cut and counted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one turn's text. Default 1 MiB; at most 1 GiB.
    pub max_turn_bytes: usize,
    /// Bytes of one turn's hints (as JSON, or the sum of their texts). Default 1 MiB.
    pub max_hint_bytes: usize,
    /// Bytes of a snapshot that `restore` accepts. Default 256 MiB.
    pub max_snapshot_bytes: usize,
    /// Distinct words a session keeps apart; later new words become one word that nobody shares,
    /// counted in the summary. Default 1,000,000.
    pub max_vocabulary: usize,
    /// Distinct speaker labels a session keeps apart; later labels are dropped and counted.
    /// Default 16,384.
    pub max_speakers: usize,
    /// Claims that a session watches for. Default 1,024.
    pub max_claims: usize,
    /// Entries of each evidence list of one report; the rest is counted. Default 64.
    pub max_evidence: usize,
    /// Bytes of one dialogue that the transcript reader collects. Default 256 MiB.
    pub max_dialogue_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_turn_bytes: 1 << 20,
            max_hint_bytes: 1 << 20,
            max_snapshot_bytes: 256 << 20,
            max_vocabulary: 1_000_000,
            max_speakers: 16_384,
            max_claims: 1024,
            max_evidence: 64,
            max_dialogue_bytes: 256 << 20,
        }
    }
}

/// How text becomes words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct TextConfig {
    /// Which rules cut a text into tokens.
    pub tokeniser: Tokeniser,
    /// Whether words that differ in case are one word.
    pub case: Case,
    /// Whether code, quotations, links, tables and stack traces are told from prose and kept out
    /// of the measures. Default true.
    pub segment_classes: bool,
}

impl Default for TextConfig {
    fn default() -> Self {
        Self { tokeniser: Tokeniser::Words, case: Case::Fold, segment_classes: true }
    }
}

/// Which rules cut a text into tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Tokeniser {
    /// Unicode words (UAX 29), punctuation left out.
    #[default]
    Words,
    /// dialign's rules: split at blanks, runs of `. ? ! , \` are tokens of their own, an empty
    /// turn is one empty token.
    Dialign,
}

/// Whether words that differ in case are one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Case {
    /// They are: full Unicode lower-casing.
    #[default]
    Fold,
    /// They are not.
    Keep,
}

/// Whose definitions the measures follow where a peer's differ from the corrected ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Compat {
    /// The corrected definitions.
    #[default]
    Corrected,
    /// dialign 1.1: self-repetition divides by the speaker's tokens plus one for every turn of the
    /// other speaker.
    Dialign,
}

/// The lexical tracker.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct LexicalConfig {
    /// Tokens of history that are kept exactly: between half of this and all of it, in whole turns.
    /// 0 means no window. Default 16,384.
    pub window_tokens: u32,
    /// Tokens that one piece of a turn may hold; a longer turn is cut into pieces across which no
    /// expression reaches. Default 4,096; from 16 to 65,535.
    pub max_run_tokens: u32,
    /// Whose definitions to follow.
    pub compat: Compat,
    /// Whether an expression must hold a letter (dialign's rule). Default true.
    pub require_letter: bool,
    /// Whether plural and singular, number words and digits, and British and American spelling
    /// count as one word. Default false.
    pub merge_variants: bool,
    /// Whether each speaker is a party of its own, up to eight. Default false.
    pub all_speakers: bool,
    /// Whether the shared lexicon is kept up to date turn by turn, so that
    /// `LexicalTracker::lexicon_change` can name what each turn changed. Default false. A turn then
    /// costs the words of the earlier turns whose expressions it changes: two to four turns of a
    /// chat, at worst all turns of the window.
    pub eager_lexicon: bool,
    /// Entries of `missed` in one observation. Default 8.
    pub max_missed: usize,
}

impl Default for LexicalConfig {
    fn default() -> Self {
        Self {
            window_tokens: 16_384,
            max_run_tokens: 4_096,
            compat: Compat::Corrected,
            require_letter: true,
            merge_variants: false,
            all_speakers: false,
            eager_lexicon: false,
            max_missed: 8,
        }
    }
}

/// What a session keeps of the text. docs/SECURITY.md says which measures each mode costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Retention {
    /// Words are kept as they are.
    #[default]
    Keep,
    /// Words are kept as 128-bit hashes under the key that the host gave to the engine.
    Keyed,
    /// As `Keyed`, under a random key that dies with the session: no snapshot, no rewind.
    None,
}

/// How much a report says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Detail {
    /// What a dashboard shows, and the evidence.
    #[default]
    Brief,
    /// Everything, research measures included.
    Full,
}

/// Terms of the host that mean one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct GlossaryEntry {
    /// The host's name for the thing.
    pub id: String,
    /// The terms that name it: words or phrases.
    pub terms: Vec<String>,
}

/// A pattern of the host.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Pattern {
    /// The name under which hits are counted.
    pub name: String,
    /// A regular expression in the syntax of the `regex` crate. Of Unicode's properties there are the
    /// general categories (`\p{Lu}`) and `\p{White_Space}`.
    pub regex: String,
    /// What a hit does.
    pub effect: PatternEffect,
}

/// What a hit of a pattern does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum PatternEffect {
    /// The hit is kept out of every measure (an order number, a name).
    Mask,
    /// The hit is one term, whatever blanks or punctuation it holds.
    Term,
    /// The hit is marked as an act of the host's own; it is counted under the pattern's name.
    Act,
}

const MAX_PATTERNS: usize = 256;
const MAX_GLOSSARY_TERMS: usize = 65_536;

impl Config {
    /// The settings under which the lexical figures equal dialign 1.1: its tokeniser, case kept,
    /// no window, no segment classes, its self-repetition denominators.
    ///
    /// ```
    /// let config = lingsync::Config::dialign();
    /// assert_eq!(config.lexical.window_tokens, 0);
    /// ```
    #[must_use]
    pub fn dialign() -> Self {
        Self {
            text: TextConfig {
                tokeniser: Tokeniser::Dialign,
                case: Case::Keep,
                segment_classes: false,
            },
            lexical: LexicalConfig {
                compat: Compat::Dialign,
                window_tokens: 0,
                ..LexicalConfig::default()
            },
            ..Self::default()
        }
    }

    /// Checks every value against its range.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidConfig`](crate::ErrorKind::InvalidConfig), with the name of the first
    /// setting that is out of range, its value and the range.
    pub fn validate(&self) -> Result<()> {
        let limits = &self.limits;
        within("limits.max_turn_bytes", limits.max_turn_bytes, 1, 1 << 30)?;
        within("limits.max_hint_bytes", limits.max_hint_bytes, 1, 1 << 30)?;
        within("limits.max_snapshot_bytes", limits.max_snapshot_bytes, 1, 1 << 40)?;
        within("limits.max_dialogue_bytes", limits.max_dialogue_bytes, 1, 1 << 40)?;
        within("limits.max_vocabulary", limits.max_vocabulary, 1, 1 << 30)?;
        within("limits.max_speakers", limits.max_speakers, 1, 1 << 24)?;
        within("limits.max_claims", limits.max_claims, 1, 1 << 20)?;
        within("limits.max_evidence", limits.max_evidence, 0, 1 << 16)?;
        within("lexical.max_missed", self.lexical.max_missed, 0, 64)?;
        within("lexical.max_run_tokens", self.lexical.max_run_tokens as usize, 16, 65_535)?;
        if self.lexical.window_tokens != 0 {
            within("lexical.window_tokens", self.lexical.window_tokens as usize, 64, 1 << 28)?;
        }
        if !is_language_tag(&self.language) {
            return Err(Error::config(format!(
                "language of {} bytes is not a BCP 47 tag: give one such as `en` or `pt-BR`",
                self.language.len()
            )));
        }
        self.validate_glossary()?;
        self.register.validate()?;
        self.clarification.validate()?;
        self.correction.validate()?;
        self.validate_patterns()
    }

    fn validate_glossary(&self) -> Result<()> {
        let count = self.glossary.iter().map(|entry| entry.terms.len()).sum::<usize>();
        if count > MAX_GLOSSARY_TERMS {
            return Err(Error::config(format!(
                "glossary of {count} terms exceeds {MAX_GLOSSARY_TERMS}: drop entries"
            )));
        }
        let mut seen: Vec<(String, &str)> = Vec::with_capacity(count);
        for entry in &self.glossary {
            for term in &entry.terms {
                let key = term.trim().to_lowercase();
                if key.is_empty() {
                    return Err(Error::config(format!(
                        "glossary entry `{}` has an empty term: remove it",
                        entry.id
                    )));
                }
                seen.push((key, &entry.id));
            }
        }
        crate::sorted::sort_by(&mut seen, Ord::cmp);
        match seen.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(Error::config(format!(
                "glossary term `{}` stands in `{}` and again in `{}`: keep it in one",
                pair[0].0, pair[0].1, pair[1].1
            ))),
            None => Ok(()),
        }
    }

    fn validate_patterns(&self) -> Result<()> {
        if self.patterns.len() > MAX_PATTERNS {
            return Err(Error::config(format!(
                "{} patterns exceed {MAX_PATTERNS}: join some with `|`",
                self.patterns.len()
            )));
        }
        if cfg!(not(feature = "patterns")) && !self.patterns.is_empty() {
            return Err(Error::config(
                "patterns are given, but the crate was built without its feature `patterns`",
            ));
        }
        Ok(())
    }
}

#[cfg(feature = "json")]
impl Config {
    /// Reads a configuration from JSON; fields left out keep their defaults.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidConfig`](crate::ErrorKind::InvalidConfig) for broken JSON, an unknown
    /// field or a value out of range.
    ///
    /// # Example
    /// ```
    /// let config = lingsync::Config::from_json(r#"{"lexical": {"window_tokens": 4096}}"#)?;
    /// assert_eq!(config.lexical.window_tokens, 4096);
    /// assert!(lingsync::Config::from_json(r#"{"lexicl": {}}"#).is_err());
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self> {
        let wrong = |error| Error::config(format!("configuration is not valid: {error}"));
        let tree: Value = serde_json::from_str(json).map_err(wrong)?;
        let defaults = crate::json::to_value(&Self::default());
        check_levels("the configuration", &tree, &defaults)?;
        // Read from the text, so that an error names its line and column.
        let config: Self = serde_json::from_str(json).map_err(wrong)?;
        config.validate()?;
        Ok(config)
    }
}

/// Refuses a list where a level of settings belongs: serde would take it for the settings in their
/// order.
#[cfg(feature = "json")]
pub(crate) fn check_levels(name: &str, tree: &Value, defaults: &Value) -> Result<()> {
    let defaults = match (defaults, tree) {
        (Value::Object(defaults), _) => defaults,
        // Entries of the glossary and patterns: the list is empty by default.
        (Value::Array(_), Value::Array(entries)) if !entries.iter().all(Value::is_object) => {
            let message = format!("an entry of {name} is no object: give its fields by name");
            return Err(Error::config(message));
        }
        _ => return Ok(()),
    };
    let Value::Object(levels) = tree else {
        return Err(Error::config(format!("{name} is no object: give settings by name")));
    };
    for (key, level) in levels {
        if let Some(default) = defaults.get(key) {
            check_levels(&format!("`{key}`"), level, default)?;
        }
    }
    Ok(())
}

fn within(name: &str, value: usize, low: usize, high: usize) -> Result<()> {
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(Error::config(format!("{name} = {value} is out of range: give {low} to {high}")))
    }
}

/// Whether `tag` has the shape of a BCP 47 tag: a primary subtag of 2 to 8 letters, then subtags of
/// 1 to 8 letters or digits, 35 bytes in all.
pub(crate) fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or_default();
    tag.len() <= 35
        && (2..=8).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags.all(|subtag| {
            (1..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::ToString, vec};

    #[test]
    fn the_default_is_valid_and_so_is_the_dialign_preset() {
        assert!(Config::default().validate().is_ok());
        assert!(Config::dialign().validate().is_ok());
    }

    #[test]
    fn a_value_out_of_range_is_named_with_its_range() {
        let mut config = Config::default();
        config.lexical.max_run_tokens = 5;
        let message = config.validate().unwrap_err().to_string();
        assert_eq!(message, "lexical.max_run_tokens = 5 is out of range: give 16 to 65535");
    }

    #[cfg(feature = "json")]
    #[test]
    fn a_list_is_no_configuration_and_no_level_of_one() {
        for json in ["[]", "5", r#"{"limits": []}"#, r#"{"lexical": [16384]}"#, "null"] {
            let message = Config::from_json(json).unwrap_err().to_string();
            assert!(message.ends_with("is no object: give settings by name"), "{message}");
        }
        let message =
            Config::from_json(r#"{"glossary": [["id", ["a"]]]}"#).unwrap_err().to_string();
        assert_eq!(message, "an entry of `glossary` is no object: give its fields by name");
        let message = Config::from_json("{\n\"lexical\": {\"window_tokns\": 5}}").unwrap_err();
        assert!(message.to_string().contains("line 2"), "{message}");
    }

    #[test]
    fn a_term_in_two_glossary_entries_is_an_error() {
        let entry = |id: &str, term: &str| GlossaryEntry {
            id: id.to_string(),
            terms: vec![term.to_string()],
        };
        let glossary = vec![entry("box", "Parcel"), entry("post", "parcel ")];
        let config = Config { glossary, ..Config::default() };
        let message = config.validate().unwrap_err().to_string();
        assert!(message.contains("`parcel` stands in `box` and again in `post`"), "{message}");
    }

    #[test]
    fn language_tags_are_checked_by_shape() {
        for good in ["en", "pt-BR", "zh-Hant-TW", "sr-Latn"] {
            assert!(is_language_tag(good), "{good}");
        }
        for bad in ["", "e", "en_US", "en-", "a1", "en-verylongsubtag"] {
            assert!(!is_language_tag(bad), "{bad}");
        }
    }
}
