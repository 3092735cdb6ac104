//! The fact base of a host: what is true of what, and what is often said instead.

mod index;
#[cfg(feature = "json")]
mod json;

use crate::error::{Error, Result};
use alloc::{format, string::String, sync::Arc, vec::Vec};
use core::fmt;
pub(crate) use index::{Found, Index, word_hash};

/// The most facts of a base, and the most bytes of all their words.
const MAX_FACTS: usize = 10_000;
const MAX_BYTES: usize = 4 << 20;

/// One fact: of a subject, by its property, a value is true and others are not.
///
/// # Example
/// ```
/// use lingsync::correction::Fact;
///
/// let fact = Fact::new(["bats", "bat"], ["sight"], "can see").wrong(["blind"]);
/// assert_eq!(fact.id(), "bats/sight");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "json", derive(serde::Deserialize))]
#[cfg_attr(feature = "json", serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct Fact {
    /// What the fact is about, in all its names; at least one.
    #[cfg_attr(feature = "json", serde(deserialize_with = "json::one_or_more"))]
    pub subject: Vec<String>,
    /// Which property of it, in all its names. They need not stand in the text, unless two facts of
    /// a subject share a value.
    #[cfg_attr(feature = "json", serde(default, deserialize_with = "json::one_or_more"))]
    pub property: Vec<String>,
    /// The true value.
    pub value: String,
    /// Values that are false.
    #[cfg_attr(feature = "json", serde(default))]
    pub wrong_values: Vec<String>,
}

impl Fact {
    /// A fact without wrong values.
    #[must_use]
    pub fn new<S: Into<String>, P: Into<String>>(
        subject: impl IntoIterator<Item = S>,
        property: impl IntoIterator<Item = P>,
        value: impl Into<String>,
    ) -> Self {
        Self {
            subject: subject.into_iter().map(Into::into).collect(),
            property: property.into_iter().map(Into::into).collect(),
            value: value.into(),
            wrong_values: Vec::new(),
        }
    }

    /// The same with values that are false.
    #[must_use]
    pub fn wrong<V: Into<String>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.wrong_values.extend(values.into_iter().map(Into::into));
        self
    }

    /// The id of the claims that contradict it: the first names of subject and property.
    #[must_use]
    pub fn id(&self) -> String {
        let first = |names: &[String]| names.first().cloned().unwrap_or_default();
        match &*self.property {
            [] => first(&self.subject),
            property => format!("{}/{}", first(&self.subject), first(property)),
        }
    }

    fn strings(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let subject = self.subject.iter().map(|name| ("subject", name));
        let property = self.property.iter().map(|name| ("property", name));
        let value = core::iter::once(("value", &self.value));
        let wrong = self.wrong_values.iter().map(|value| ("wrong_values", value));
        subject.chain(property).chain(value).chain(wrong)
    }
}

/// Debug output holds counts, never a text.
impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fact")
            .field("subject", &self.subject.len())
            .field("property", &self.property.len())
            .field("wrong_values", &self.wrong_values.len())
            .finish_non_exhaustive()
    }
}

/// Facts ready to be found in turns: part of an [`Engine`](crate::Engine), shared by its sessions.
///
/// A turn of the client that says a wrong value near the subject, and does not deny it, opens a false
/// claim; a turn of the agent that says the right value, or denies the wrong one, corrects it.
/// Names and values are compared word by word, whatever their case.
///
/// # Example
/// ```
/// use lingsync::{Config, Engine, Turn, correction::{Fact, FactBase, Response}};
///
/// let base = FactBase::new([Fact::new(["the museum"], ["opens"], "nine").wrong(["eight"])])?;
/// let engine = Engine::builder(Config::default()).facts(base).build()?;
/// let mut session = engine.session();
/// let asked = session.observe(&Turn::client("The museum opens at eight, right?"))?.correction;
/// assert_eq!(&*asked.claims[0].id, "the museum/opens");
/// let answer = session.observe(&Turn::agent("The museum opens at nine."))?.correction;
/// assert_eq!(answer.claims[0].response, Some(Response::Correct));
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone)]
pub struct FactBase {
    facts: Arc<[Fact]>,
    pub(crate) index: Arc<Index>,
}

impl FactBase {
    /// A base of these facts. O(words). Of the values found in a turn the earliest 4,096 are kept;
    /// at most 65,536 pairs of a value and a fact that may have it are looked at.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidConfig`](crate::ErrorKind::InvalidConfig) for a fact without a subject,
    /// a name or value without a word, or an id that another fact has;
    /// [`ErrorKind::LimitExceeded`](crate::ErrorKind::LimitExceeded) beyond 10,000 facts or 4 MiB.
    pub fn new(facts: impl IntoIterator<Item = Fact>) -> Result<Self> {
        let facts: Vec<Fact> = facts.into_iter().take(MAX_FACTS + 1).collect();
        check(&facts)?;
        let index = Arc::new(Index::new(&facts));
        Ok(Self { facts: facts.into(), index })
    }

    /// Feeds every word to a hasher.
    pub(crate) fn hash_into(&self, hasher: &mut impl core::hash::Hasher) {
        for (field, text) in self.facts.iter().flat_map(Fact::strings) {
            hasher.write(field.as_bytes());
            hasher.write(&[0xff]);
            hasher.write(text.as_bytes());
            hasher.write(&[0xfe]);
        }
    }

    /// The facts.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }
}

impl fmt::Debug for FactBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FactBase({} facts)", self.facts.len())
    }
}

fn check(facts: &[Fact]) -> Result<()> {
    if facts.len() > MAX_FACTS {
        let advice = "give fewer facts";
        let limit = "the limit of a fact base";
        return Err(Error::limit("facts", facts.len(), "", limit, MAX_FACTS, advice));
    }
    let bytes: usize = facts.iter().flat_map(Fact::strings).map(|(_, text)| text.len()).sum();
    if bytes > MAX_BYTES {
        let (limit, advice) = ("the limit of a fact base", "give fewer or shorter facts");
        return Err(Error::limit("facts", bytes, "bytes", limit, MAX_BYTES, advice));
    }
    let mut ids: Vec<(String, usize)> = Vec::with_capacity(facts.len());
    for (at, fact) in facts.iter().enumerate() {
        if fact.subject.is_empty() {
            return Err(Error::config(format!("facts[{at}].subject is empty: name it")));
        }
        for (field, text) in fact.strings() {
            if index::words(text).next().is_none() {
                return Err(Error::config(format!(
                    "facts[{at}].{field} of {} bytes holds no word: give one",
                    text.len()
                )));
            }
        }
        ids.push((fact.id(), at));
    }
    crate::sorted::sort_by(&mut ids, Ord::cmp);
    if let Some(pair) = ids.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(Error::config(format!(
            "facts[{}] has the same first subject and property as facts[{}]: join them",
            pair[1].1, pair[0].1
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_without_a_subject_or_a_word_names_its_field() {
        let none: [&str; 0] = [];
        let error = FactBase::new([Fact::new(none, ["sight"], "good")]).unwrap_err();
        assert_eq!(error.to_string(), "facts[0].subject is empty: name it");
        let error = FactBase::new([Fact::new(["bat"], none, "...")]).unwrap_err();
        assert_eq!(error.to_string(), "facts[0].value of 3 bytes holds no word: give one");
    }

    #[test]
    fn two_facts_of_one_name_are_refused() {
        let fact = || Fact::new(["bat"], ["sight"], "good");
        let error = FactBase::new([fact(), Fact::new(["owl"], ["sight"], "good"), fact()]);
        assert!(error.unwrap_err().to_string().starts_with("facts[2] has the same first subject"));
    }

    #[test]
    fn too_many_facts_are_refused_before_they_are_read() {
        let many = (0..).map(|n| Fact::new([format!("s{n}")], ["p"], "v"));
        let error = FactBase::new(many).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::LimitExceeded);
    }

    #[test]
    fn debug_output_holds_none_of_the_words() {
        let base = FactBase::new([Fact::new(["marmalade"], ["colour"], "orange")]).unwrap();
        let shown = format!("{base:?} {:?}", base.facts());
        assert!(!shown.contains("marmalade") && !shown.contains("orange"), "{shown}");
    }
}
