//! The entries of [`Hints`](super::Hints): claims, stances and mentions, and the words they are
//! described with.

use crate::{named::named, value::Span};
use alloc::{string::String, vec::Vec};
use core::fmt;

/// A checkable statement and what the host knows of its truth.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Claim {
    /// The host's name for the claim; later stances refer to it.
    pub id: String,
    /// The claim in words.
    pub text: String,
    /// Whether it is true.
    pub verdict: Verdict,
    /// How sure the verdict is, 0 to 1.
    pub confidence: Option<f64>,
    /// What is true instead.
    pub correct_text: Option<String>,
    /// Where in the turn's text the claim stands.
    pub span: Option<Span>,
    /// Words of which a correction holds at least one.
    pub keywords_any: Vec<String>,
    /// Words of which a correction holds none.
    pub keywords_none: Vec<String>,
    /// Where the verdict comes from (a data base, a person).
    pub source: Option<String>,
}

impl Claim {
    /// A claim with its verdict and nothing else.
    ///
    /// ```
    /// use lingsync::{Claim, Verdict};
    /// let claim = Claim::new("c1", "bats are blind", Verdict::False);
    /// assert_eq!(claim.confidence, None);
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>, verdict: Verdict) -> Self {
        Self {
            id: id.into(),
            text: text.into(),
            verdict,
            confidence: None,
            correct_text: None,
            span: None,
            keywords_any: Vec::new(),
            keywords_none: Vec::new(),
            source: None,
        }
    }

    pub(super) fn strings(&self) -> impl Iterator<Item = &String> {
        [&self.id, &self.text]
            .into_iter()
            .chain(&self.correct_text)
            .chain(&self.source)
            .chain(&self.keywords_any)
            .chain(&self.keywords_none)
    }
}

named! {
    /// What is known of a claim's truth.
    ///
    /// ```
    /// use lingsync::Verdict;
    /// assert_eq!(Verdict::from_name("pending"), Some(Verdict::Pending));
    /// assert_eq!(Verdict::False.name(), "false");
    /// ```
    Verdict {
        /// It is false.
        False = "false",
        /// It is true.
        True = "true",
        /// Nothing is known.
        Unknown = "unknown",
        /// It is being checked; the host will say later.
        Pending = "pending",
    }
}

named! {
    /// What a turn does with a claim: the first three are towards the claim's text, the last three
    /// towards the agent's earlier answer.
    ///
    /// ```
    /// use lingsync::Stance;
    /// assert_eq!(Stance::from_name("gives_up"), Some(Stance::GivesUp));
    /// ```
    Stance {
        /// It says or presupposes the claim.
        Asserts = "asserts",
        /// It says the opposite of the claim.
        Denies = "denies",
        /// It does neither.
        Neither = "neither",
        /// It keeps the earlier answer.
        Holds = "holds",
        /// It keeps the earlier answer, with reservations.
        Hedges = "hedges",
        /// It gives the earlier answer up.
        GivesUp = "gives_up",
    }
}

named! {
    /// Whether a turn was written or spoken.
    ///
    /// ```
    /// assert_eq!(lingsync::Modality::Speech.name(), "speech");
    /// ```
    Modality {
        /// Written.
        Text = "text",
        /// Spoken: punctuation and case mean nothing, fillers are expected.
        Speech = "speech",
    }
}

/// What a turn does with one claim.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct StanceHint {
    /// The id of the claim.
    pub claim: String,
    /// What the turn does with it.
    pub stance: Stance,
    /// How sure that is, 0 to 1.
    pub confidence: Option<f64>,
}

impl StanceHint {
    /// A stance without a confidence.
    ///
    /// ```
    /// use lingsync::{Stance, StanceHint};
    /// assert_eq!(StanceHint::new("c1", Stance::Holds).claim, "c1");
    /// ```
    #[must_use]
    pub fn new(claim: impl Into<String>, stance: Stance) -> Self {
        Self { claim: claim.into(), stance, confidence: None }
    }
}

/// A piece of the text that names a thing.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mention {
    /// The host's name for the thing: mentions with the same name name the same thing.
    pub entity: String,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Mention {
    /// A mention of `entity` from byte `start` to byte `end`.
    ///
    /// ```
    /// use lingsync::{Mention, Span};
    /// assert_eq!(Mention::new("hut", 4, 10).span(), Span::new(4, 10));
    /// ```
    #[must_use]
    pub fn new(entity: impl Into<String>, start: u32, end: u32) -> Self {
        Self { entity: entity.into(), start, end }
    }

    /// Where in the text the mention stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// A length in place of a text, for `Debug`.
pub(super) struct Bytes(usize);

impl Bytes {
    pub(super) fn of(string: &Option<String>) -> Option<Self> {
        string.as_ref().map(|string| Self(string.len()))
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0)
    }
}

/// Debug output holds lengths, never a text.
impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim")
            .field("id", &Bytes(self.id.len()))
            .field("text", &Bytes(self.text.len()))
            .field("verdict", &self.verdict)
            .field("confidence", &self.confidence)
            .field("correct_text", &Bytes::of(&self.correct_text))
            .field("span", &self.span)
            .field("keywords_any", &self.keywords_any.len())
            .field("keywords_none", &self.keywords_none.len())
            .field("source", &Bytes::of(&self.source))
            .finish()
    }
}

/// Debug output holds lengths, never a text.
impl fmt::Debug for StanceHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StanceHint")
            .field("claim", &Bytes(self.claim.len()))
            .field("stance", &self.stance)
            .field("confidence", &self.confidence)
            .finish()
    }
}

/// Debug output holds lengths, never a text.
impl fmt::Debug for Mention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mention")
            .field("entity", &Bytes(self.entity.len()))
            .field("start", &self.start)
            .field("end", &self.end)
            .finish()
    }
}
