//! What a session hands out: the report of a turn, and the summary of a conversation.

use crate::{
    clarification::{ClarificationObservation, ClarificationSummary},
    config::Detail,
    correction::{CorrectionObservation, CorrectionSummary},
    lexical::{LexicalObservation, LexicalSummary},
    register::{RegisterObservation, RegisterSummary},
    session::Counters,
    text::{Segment, TextCounts},
    turn::{Party, Role},
    value::{Rate, Span},
};
use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};
use smallvec::SmallVec;

/// The version of the measures' definitions: raised whenever a figure of the same text changes.
pub const MEASURES_VERSION: u32 = 2;

/// The name and version of a turn report's JSON.
pub const TURN_SCHEMA: &str = "lingsync.turn/1";
/// The name and version of a session summary's JSON.
pub const SUMMARY_SCHEMA: &str = "lingsync.summary/1";

/// The name and version of a lexicon's JSON.
pub const LEXICON_SCHEMA: &str = "lingsync.lexicon/1";

/// What a session says of one turn.
///
/// As JSON (feature `json`) an undefined measure is `null`, with its reason in the sibling map
/// `undefined` of the same object. How much is written depends on `Config::detail`.
///
/// # Example
/// ```
/// use lingsync::{Session, Turn};
///
/// let mut session = Session::default();
/// let report = session.observe(&Turn::client("hello there"))?;
/// assert_eq!(report.text.words, 2);
/// # #[cfg(feature = "json")]
/// assert!(report.to_json().starts_with(r#"{"schema":"lingsync.turn/1","measures_version":2"#));
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TurnReport {
    /// How much of it is written as JSON.
    pub detail: Detail,
    /// Language, version and digest of the language pack.
    pub pack: Arc<str>,
    /// The turn's number, from 0.
    pub turn: u32,
    /// Who spoke.
    pub role: Role,
    /// The party that the turn counts under.
    pub party: Party,
    /// The speaker's label, where the session keeps text.
    pub speaker: Option<String>,
    /// When, in milliseconds.
    pub at: Option<i64>,
    /// Whether the time lies before that of the last turn that had one.
    pub clock_backwards: bool,
    /// How much of the turn is what.
    pub text: TextCounts,
    /// The segments of the text; written in full detail.
    pub segments: SmallVec<[Segment; 4]>,
    /// Hits of the host's patterns with effect `act`.
    pub patterns: Vec<PatternHit>,
    /// The lexical measures.
    pub lexical: LexicalObservation,
    /// The register measures.
    pub register: Box<RegisterObservation>,
    /// Acts, repair and clarification.
    pub clarification: Box<ClarificationObservation>,
    /// Claims, and what the agent does under pressure.
    pub correction: Box<CorrectionObservation>,
}

/// A hit of a pattern of the host.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct PatternHit {
    /// The pattern's name.
    pub name: String,
    /// Where.
    pub span: Span,
}

/// What a session says of the conversation so far.
///
/// # Example
/// ```
/// use lingsync::{Session, Turn};
///
/// let mut session = Session::default();
/// session.observe(&Turn::client("hello there"))?;
/// session.observe(&Turn::agent("hello"))?;
/// let summary = session.summary();
/// assert_eq!((summary.turns(), summary.words()), (2, 3));
/// assert_eq!(summary.lexical.pairs[0].shared_repetition.hits, 1);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SessionSummary {
    /// How much of it is written as JSON.
    pub detail: Detail,
    /// Language, version and digest of the language pack.
    pub pack: Arc<str>,
    pub(crate) counters: Counters,
    /// Distinct speaker labels.
    pub speakers: u32,
    /// Distinct words in the window.
    pub vocabulary: u32,
    /// The lexical measures.
    pub lexical: LexicalSummary,
    /// The register measures.
    pub register: RegisterSummary,
    /// Repair, clarification, grounding and style requests.
    pub clarification: ClarificationSummary,
    /// Correction, and answers under pressure.
    pub correction: CorrectionSummary,
}

impl SessionSummary {
    /// Turns observed.
    #[must_use]
    pub fn turns(&self) -> u32 {
        self.counters.turns
    }

    /// Words of the prose of all turns.
    #[must_use]
    pub fn words(&self) -> u64 {
        self.counters.words
    }

    /// The share of all words that stand in code.
    #[must_use]
    pub fn code_share(&self) -> Rate {
        Rate { hits: self.counters.code_words, of: self.all_words() }
    }

    /// The share of all words that stand in quotations.
    #[must_use]
    pub fn quoted_share(&self) -> Rate {
        Rate { hits: self.counters.quoted_words, of: self.all_words() }
    }

    fn all_words(&self) -> u64 {
        let Counters { words, code_words, quoted_words, other_words, .. } = self.counters;
        [code_words, quoted_words, other_words]
            .iter()
            .fold(words, |sum, more| sum.saturating_add(*more))
    }

    /// Turns whose time lay before that of the last turn that had one.
    #[must_use]
    pub fn clock_backwards(&self) -> u32 {
        self.counters.clock_backwards
    }

    /// Unknown hint fields, where they are not an error.
    #[must_use]
    pub fn unknown_hints(&self) -> u64 {
        self.counters.unknown_hints
    }

    /// Words that did not fit into the vocabulary (`limits.max_vocabulary`).
    #[must_use]
    pub fn overflow_words(&self) -> u64 {
        self.counters.overflow_words
    }

    /// Turns whose speaker's label was one too many (`limits.max_speakers`).
    #[must_use]
    pub fn speakers_dropped(&self) -> u32 {
        self.counters.speakers_dropped
    }

    /// Turns whose words were redacted.
    #[must_use]
    pub fn redacted(&self) -> u32 {
        self.counters.redacted
    }
}

impl TextCounts {
    /// The share of the turn's words that stand in code.
    #[must_use]
    pub fn code_share(&self) -> Rate {
        Rate { hits: u64::from(self.code_words), of: self.all() }
    }

    /// The share of the turn's words that stand in quotations.
    #[must_use]
    pub fn quoted_share(&self) -> Rate {
        Rate { hits: u64::from(self.quoted_words), of: self.all() }
    }

    fn all(&self) -> u64 {
        [self.words, self.code_words, self.quoted_words, self.other_words]
            .iter()
            .map(|count| u64::from(*count))
            .sum()
    }
}

#[cfg(feature = "serde")]
mod serialise {
    use super::*;
    use crate::json::{Detailed, Object};
    use serde::ser::{Serialize, Serializer};

    impl Serialize for TurnReport {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            Detailed(self, self.detail).serialize(serializer)
        }
    }

    impl Serialize for Detailed<'_, TurnReport> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let Self(report, detail) = self;
            let mut object = Object::new(serializer)?;
            object.field("schema", TURN_SCHEMA)?;
            object.field("measures_version", &MEASURES_VERSION)?;
            object.field("pack", &*report.pack)?;
            object.field("turn", &report.turn)?;
            object.field("role", &report.role)?;
            object.field("party", report.party.name())?;
            object.field("speaker", &report.speaker)?;
            object.field("at", &report.at)?;
            object.field("clock_backwards", &report.clock_backwards)?;
            object.field("text", &Counts(&report.text))?;
            if *detail == Detail::Full {
                object.field("segments", &*report.segments)?;
            }
            if !report.patterns.is_empty() {
                object.field("patterns", &report.patterns)?;
            }
            object.field("lexical", &Detailed(&report.lexical, *detail))?;
            object.field("register", &Detailed(&*report.register, *detail))?;
            object.field("clarification", &Detailed(&*report.clarification, *detail))?;
            object.field("correction", &Detailed(&*report.correction, *detail))?;
            object.end::<S>()
        }
    }

    struct Counts<'c>(&'c TextCounts);

    impl Serialize for Counts<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut object = Object::new(serializer)?;
            object.field("words", &self.0.words)?;
            object.field("sentences", &self.0.sentences)?;
            object.field("overflow_words", &self.0.overflow_words)?;
            object.measure("code_share", self.0.code_share().value())?;
            object.measure("quoted_share", self.0.quoted_share().value())?;
            object.end::<S>()
        }
    }

    impl Serialize for SessionSummary {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut object = Object::new(serializer)?;
            object.field("schema", SUMMARY_SCHEMA)?;
            object.field("measures_version", &MEASURES_VERSION)?;
            object.field("pack", &*self.pack)?;
            object.field("turns", &self.turns())?;
            object.field("words", &self.words())?;
            object.field("vocabulary", &self.vocabulary)?;
            object.field("speakers", &self.speakers)?;
            object.measure("code_share", self.code_share().value())?;
            object.measure("quoted_share", self.quoted_share().value())?;
            object.field("clock_backwards", &self.clock_backwards())?;
            object.field("unknown_hints", &self.unknown_hints())?;
            object.field("overflow_words", &self.overflow_words())?;
            object.field("speakers_dropped", &self.speakers_dropped())?;
            object.field("redacted", &self.redacted())?;
            object.field("lexical", &Detailed(&self.lexical, self.detail))?;
            object.field("register", &Detailed(&self.register, self.detail))?;
            object.field("clarification", &Detailed(&self.clarification, self.detail))?;
            object.field("correction", &Detailed(&self.correction, self.detail))?;
            object.end::<S>()
        }
    }
}

#[cfg(feature = "json")]
mod text {
    use super::*;

    impl TurnReport {
        /// The report as one line of JSON. The same report gives the same bytes.
        #[must_use]
        pub fn to_json(&self) -> String {
            crate::json::to_string(self)
        }

        /// The report as one line of JSON in a detail of the caller's choice.
        ///
        /// ```
        /// use lingsync::{Session, Turn, config::Detail};
        ///
        /// let report = Session::default().observe(&Turn::client("hello"))?;
        /// assert_eq!(report.to_json_in(Detail::Brief), report.to_json());
        /// assert!(report.to_json_in(Detail::Full).contains(r#""segments":[{"class":"prose""#));
        /// # Ok::<(), lingsync::Error>(())
        /// ```
        #[must_use]
        pub fn to_json_in(&self, detail: Detail) -> String {
            crate::json::to_string(&crate::json::Detailed(self, detail))
        }
    }

    impl SessionSummary {
        /// The summary as one line of JSON. The same summary gives the same bytes.
        #[must_use]
        pub fn to_json(&self) -> String {
            crate::json::to_string(self)
        }
    }
}
