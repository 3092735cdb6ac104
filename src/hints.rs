//! What a host may know about a turn beside its text: [`Hints`], a closed table of optional fields
//! (docs/DESIGN.md, section 5).

mod items;
#[cfg(feature = "json")]
mod json;

use crate::config::{Limits, is_language_tag};
use crate::error::{Error, Result};
use crate::value::Span;
use alloc::{format, string::String, vec::Vec};
use core::fmt;

use items::Bytes;
pub use items::{Claim, Mention, Modality, Stance, StanceHint, Verdict};
#[cfg(all(feature = "std", feature = "json"))]
pub(crate) use json::shown;

const MAX_CLAIMS: usize = 32;
const MAX_STANCES: usize = 32;
const MAX_MENTIONS: usize = 64;
const MAX_SERIES: usize = 16;
const MAX_EXCLUDE: usize = 1024;
/// Beyond it the squares of a series could leave the range of numbers.
const MAX_SERIES_VALUE: f64 = 1e60;

/// What a host knows about a turn. Every field is optional; empty hints allocate nothing.
///
/// # Example
/// ```
/// use lingsync::{Claim, Hints, Verdict, config::Limits};
///
/// let mut hints = Hints::default();
/// assert!(hints.is_empty());
/// hints.claims.push(Claim::new("c1", "bats are blind", Verdict::False));
/// hints.ambiguous = Some(0.25);
/// hints.set_series("pitch", 182.5);
/// hints.validate("why are bats blind?", &Limits::default())?;
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Hints {
    /// Checkable statements in the turn and what is known of their truth. At most 32, each id once.
    pub claims: Vec<Claim>,
    /// What the turn does with claims. At most 32.
    pub stances: Vec<StanceHint>,
    /// Whether the turn disputes or doubts what the other side said before.
    pub pushback: Option<bool>,
    /// Whether the turn brings new evidence.
    pub evidence: Option<bool>,
    /// Whether the agent's earlier answer, which this turn disputes, was in truth wrong.
    pub agent_was_wrong: Option<bool>,
    /// How ambiguous the request is: 0 (one reading) to 1.
    pub ambiguous: Option<f64>,
    /// The number of the turn that this one refers to.
    pub refers_to: Option<u32>,
    /// The number of the turn whose trouble this one resolves.
    pub resolved: Option<u32>,
    /// Pieces of the text that name things. At most 64.
    pub mentions: Vec<Mention>,
    /// What the whole turn is about (a picture, a product).
    pub referent: Option<String>,
    /// Measurements of the host's own, such as pitch or loudness: sorted by name, each name once,
    /// finite values from -1e60 to 1e60, at most 16. [`Hints::set_series`] keeps the order.
    pub series: Vec<(String, f64)>,
    /// The language of the turn (BCP 47).
    pub language: Option<String>,
    /// Whether the turn was written or spoken.
    pub modality: Option<Modality>,
    /// Whether the turn was cut off by the other speaker.
    pub interrupted: bool,
    /// Pieces of the text that no measure should see. At most 1024.
    pub exclude: Vec<Span>,
    /// How long the turn took, in milliseconds: finite, 0 or more.
    pub duration_ms: Option<f64>,
    /// How many tokens of a language model the turn cost.
    pub tokens: Option<u32>,
    /// How many unknown fields were met when the hints were read from JSON, `strict` being off.
    pub unknown: u32,
}

/// A field of the hints as a message names it: `claims[2].confidence`.
#[derive(Clone, Copy)]
struct Path {
    list: Option<(&'static str, usize)>,
    field: &'static str,
}

impl Path {
    const fn top(field: &'static str) -> Self {
        Self { list: None, field }
    }

    const fn inside(list: &'static str, index: usize, field: &'static str) -> Self {
        Self { list: Some((list, index)), field }
    }

    fn error(self, problem: impl fmt::Display) -> Error {
        Error::hint(format!("hint `{self}` {problem}"))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.list {
            Some((list, index)) if self.field.is_empty() => write!(f, "{list}[{index}]"),
            Some((list, index)) => write!(f, "{list}[{index}].{}", self.field),
            None => f.write_str(self.field),
        }
    }
}

impl Hints {
    /// Whether nothing is hinted at all and no unknown field was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds a measurement of the host's own, or replaces the one of that name.
    ///
    /// ```
    /// let mut hints = lingsync::Hints::default();
    /// hints.set_series("pitch", 180.0);
    /// hints.set_series("loudness", 61.0);
    /// assert_eq!(hints.series[0].0, "loudness");
    /// ```
    pub fn set_series(&mut self, name: impl Into<String>, value: f64) {
        let name = name.into();
        match self.series.binary_search_by(|(other, _)| other.cmp(&name)) {
            Ok(found) => self.series[found].1 = value,
            Err(place) => self.series.insert(place, (name, value)),
        }
    }

    /// Checks the hints of a turn whose text is `text`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHint`](crate::ErrorKind::InvalidHint), naming the first field that is
    /// wrong: too many entries, a number out of its range or not finite, an id twice or empty, a
    /// span that does not fit the text, a language that is no tag.
    /// [`ErrorKind::LimitExceeded`](crate::ErrorKind::LimitExceeded) if all strings together
    /// exceed `limits.max_hint_bytes`.
    ///
    /// # Example
    /// ```
    /// use lingsync::{Hints, config::Limits};
    ///
    /// let mut hints = Hints::default();
    /// hints.ambiguous = Some(7.0);
    /// let error = hints.validate("hello", &Limits::default()).unwrap_err();
    /// assert_eq!(error.to_string(), "hint `ambiguous` is 7: give a number from 0 to 1");
    /// ```
    pub fn validate(&self, text: &str, limits: &Limits) -> Result<()> {
        self.validate_values()?;
        self.validate_spans(text)?;
        let bytes = self.string_bytes();
        if bytes > limits.max_hint_bytes { Err(too_large(bytes, limits)) } else { Ok(()) }
    }

    /// Everything that can be checked without the turn's text.
    fn validate_values(&self) -> Result<()> {
        self.validate_counts()?;
        self.validate_claims()?;
        for (index, stance) in self.stances.iter().enumerate() {
            not_empty(Path::inside("stances", index, "claim"), &stance.claim)?;
            unit(Path::inside("stances", index, "confidence"), stance.confidence)?;
        }
        for (index, mention) in self.mentions.iter().enumerate() {
            not_empty(Path::inside("mentions", index, "entity"), &mention.entity)?;
        }
        for (index, (name, value)) in self.series.iter().enumerate() {
            not_empty(Path::inside("series", index, "name"), name)?;
            if !value.is_finite() {
                return Err(Path::inside("series", index, "").error("is not finite: leave it out"));
            }
            if value.abs() > MAX_SERIES_VALUE {
                let say = format_args!("is {value:e}: at most 1e60 either side of 0");
                return Err(Path::inside("series", index, "").error(say));
            }
            if index > 0 && self.series[index - 1].0 >= *name {
                return Err(Path::inside("series", index, "")
                    .error("is out of order: sort the names and give each once"));
            }
        }
        unit(Path::top("ambiguous"), self.ambiguous)?;
        if let Some(referent) = &self.referent {
            not_empty(Path::top("referent"), referent)?;
        }
        if let Some(ms) = self.duration_ms.filter(|ms| !ms.is_finite() || *ms < 0.0) {
            return Err(Path::top("duration_ms")
                .error(format_args!("is {ms}: give milliseconds, finite and 0 or more")));
        }
        match &self.language {
            Some(tag) if !is_language_tag(tag) => Err(Path::top("language").error(format_args!(
                "of {} bytes is not a BCP 47 tag: give one such as `en` or `pt-BR`",
                tag.len()
            ))),
            _ => Ok(()),
        }
    }

    fn validate_counts(&self) -> Result<()> {
        at_most("claims", self.claims.len(), MAX_CLAIMS)?;
        at_most("stances", self.stances.len(), MAX_STANCES)?;
        at_most("mentions", self.mentions.len(), MAX_MENTIONS)?;
        at_most("series", self.series.len(), MAX_SERIES)?;
        at_most("exclude", self.exclude.len(), MAX_EXCLUDE)
    }

    fn validate_claims(&self) -> Result<()> {
        for (index, claim) in self.claims.iter().enumerate() {
            not_empty(Path::inside("claims", index, "id"), &claim.id)?;
            unit(Path::inside("claims", index, "confidence"), claim.confidence)?;
            for keyword in &claim.keywords_any {
                not_empty(Path::inside("claims", index, "keywords_any"), keyword)?;
            }
            for keyword in &claim.keywords_none {
                not_empty(Path::inside("claims", index, "keywords_none"), keyword)?;
            }
            if let Some(first) = self.claims[..index].iter().position(|c| c.id == claim.id) {
                return Err(Path::inside("claims", index, "id").error(format_args!(
                    "is the same as that of claims[{first}]: give each claim an id of its own"
                )));
            }
        }
        Ok(())
    }

    fn validate_spans(&self, text: &str) -> Result<()> {
        let check = |path: Path, span: Span| {
            if span.of(text).is_some() {
                return Ok(());
            }
            Err(path.error(format_args!(
                "goes from byte {} to {} in a text of {} bytes: give the start and end of whole \
                 characters inside it",
                span.start,
                span.end,
                text.len()
            )))
        };
        for (index, claim) in self.claims.iter().enumerate() {
            if let Some(span) = claim.span {
                check(Path::inside("claims", index, "span"), span)?;
            }
        }
        for (index, mention) in self.mentions.iter().enumerate() {
            check(Path::inside("mentions", index, ""), mention.span())?;
        }
        for (index, span) in self.exclude.iter().enumerate() {
            check(Path::inside("exclude", index, ""), *span)?;
        }
        Ok(())
    }

    fn string_bytes(&self) -> usize {
        let claims = self.claims.iter().flat_map(Claim::strings);
        claims
            .chain(self.stances.iter().map(|stance| &stance.claim))
            .chain(self.mentions.iter().map(|mention| &mention.entity))
            .chain(self.series.iter().map(|(name, _)| name))
            .chain(&self.referent)
            .chain(&self.language)
            .fold(0, |sum, string| sum.saturating_add(string.len()))
    }
}

fn at_most(list: &'static str, count: usize, limit: usize) -> Result<()> {
    if count <= limit {
        return Ok(());
    }
    Err(Path::top(list).error(format_args!("has {count} entries: give at most {limit}")))
}

fn not_empty(path: Path, string: &str) -> Result<()> {
    if string.is_empty() { Err(path.error("is empty: name it or leave it out")) } else { Ok(()) }
}

fn unit(path: Path, value: Option<f64>) -> Result<()> {
    match value {
        Some(number) if !(0.0..=1.0).contains(&number) => {
            Err(path.error(format_args!("is {number}: give a number from 0 to 1")))
        }
        _ => Ok(()),
    }
}

fn too_large(bytes: usize, limits: &Limits) -> Error {
    let advice = "give fewer or shorter hints, or raise the limit";
    Error::limit("hints", bytes, "bytes", "max_hint_bytes", limits.max_hint_bytes, advice)
}

/// Debug output holds counts and lengths, never a text: hints end up in logs.
impl fmt::Debug for Hints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hints")
            .field("claims", &self.claims.len())
            .field("stances", &self.stances.len())
            .field("pushback", &self.pushback)
            .field("evidence", &self.evidence)
            .field("agent_was_wrong", &self.agent_was_wrong)
            .field("ambiguous", &self.ambiguous)
            .field("refers_to", &self.refers_to)
            .field("resolved", &self.resolved)
            .field("mentions", &self.mentions.len())
            .field("referent", &Bytes::of(&self.referent))
            .field("series", &self.series.len())
            .field("language", &Bytes::of(&self.language))
            .field("modality", &self.modality)
            .field("interrupted", &self.interrupted)
            .field("exclude", &self.exclude.len())
            .field("duration_ms", &self.duration_ms)
            .field("tokens", &self.tokens)
            .field("unknown", &self.unknown)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use alloc::string::ToString;

    fn message(hints: &Hints, text: &str) -> String {
        hints.validate(text, &Limits::default()).unwrap_err().to_string()
    }

    #[test]
    fn empty_hints_are_valid_for_every_text() {
        assert!(Hints::default().is_empty());
        assert!(Hints::default().validate("", &Limits::default()).is_ok());
        assert!(!Hints { interrupted: true, ..Hints::default() }.is_empty());
    }

    #[test]
    fn debug_output_holds_no_free_text() {
        let mut hints = Hints::default();
        let mut claim = Claim::new("marmalade1", "marmalade2", Verdict::True);
        claim.correct_text = Some("marmalade3".into());
        claim.keywords_any.push("marmalade4".into());
        claim.source = Some("marmalade5".into());
        hints.claims.push(claim);
        hints.stances.push(StanceHint::new("marmalade", Stance::Denies));
        hints.mentions.push(Mention::new("marmalade", 0, 1));
        hints.referent = Some("marmalade".into());
        hints.language = Some("marmalade".into());
        hints.set_series("marmalade", 1.0);
        let shown = format!("{hints:?} {:?} {:?}", hints.claims, (&hints.stances, &hints.mentions));
        assert!(!shown.contains("marmalade"), "{shown}");
        assert!(shown.contains("claims: 1") && shown.contains("10 bytes"), "{shown}");
    }

    #[test]
    fn a_span_must_fit_the_text_and_its_characters() {
        let mut hints = Hints::default();
        hints.exclude.push(Span::new(0, 2));
        assert!(hints.validate("é", &Limits::default()).is_ok());
        for bad in [Span::new(0, 1), Span::new(1, 2), Span::new(2, 0), Span::new(0, 3)] {
            hints.exclude[0] = bad;
            assert!(message(&hints, "é").starts_with("hint `exclude[0]` goes from byte"));
        }
        let mut hints = Hints::default();
        hints.mentions.push(Mention::new("x", 0, 9));
        assert!(message(&hints, "abc").contains("to 9 in a text of 3 bytes"));
        hints.mentions.clear();
        hints.claims.push(Claim::new("c", "t", Verdict::Unknown));
        hints.claims[0].span = Some(Span::new(4, 5));
        assert!(message(&hints, "abc").starts_with("hint `claims[0].span` goes"));
    }

    #[test]
    fn numbers_out_of_range_are_named_with_their_range() {
        let mut hints = Hints::default();
        hints.stances.push(StanceHint::new("c", Stance::Holds));
        hints.stances[0].confidence = Some(f64::NAN);
        let expected = "hint `stances[0].confidence` is NaN: give a number from 0 to 1";
        assert_eq!(message(&hints, ""), expected);
        let hints = Hints { duration_ms: Some(f64::INFINITY), ..Hints::default() };
        assert!(message(&hints, "").contains("`duration_ms` is inf"));
        let mut hints = Hints::default();
        hints.set_series("pitch", f64::NAN);
        assert!(message(&hints, "").contains("`series[0]` is not finite"));
        let mut hints = Hints::default();
        hints.set_series("pitch", -2e60);
        assert!(message(&hints, "").contains("`series[0]` is -2e60: at most 1e60"));
    }

    #[test]
    fn too_many_entries_doubled_ids_and_bad_tags_are_errors() {
        let claims = alloc::vec![Claim::new("c", "t", Verdict::True); 2];
        let mut hints = Hints { claims, ..Hints::default() };
        assert!(message(&hints, "").contains("`claims[1].id` is the same as that of claims[0]"));
        hints.claims = (0..33).map(|n| Claim::new(n.to_string(), "", Verdict::True)).collect();
        assert_eq!(message(&hints, ""), "hint `claims` has 33 entries: give at most 32");
        let hints = Hints { language: Some("en_US".into()), ..Hints::default() };
        assert!(message(&hints, "").contains("`language` of 5 bytes is not a BCP 47 tag"));
        let series = alloc::vec![("b".into(), 1.0), ("a".into(), 1.0)];
        let hints = Hints { series, ..Hints::default() };
        assert!(message(&hints, "").contains("`series[1]` is out of order"));
    }

    #[test]
    fn all_strings_together_are_bounded() {
        let limits = Limits { max_hint_bytes: 10, ..Limits::default() };
        let mut hints = Hints::default();
        hints.claims.push(Claim::new("c1", "12345678", Verdict::True));
        assert!(hints.validate("", &limits).is_ok());
        hints.referent = Some("r".into());
        let error = hints.validate("", &limits).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
        assert!(error.to_string().starts_with("hints of 11 bytes exceeds max_hint_bytes = 10"));
    }
}
