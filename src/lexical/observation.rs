//! What the lexical tracker says of one turn.

use super::reuse::Reuse;
use crate::{
    turn::Party,
    value::{Rate, Span, Undefined},
};
use alloc::{boxed::Box, vec::Vec};
use smallvec::SmallVec;

/// The lexical measures of one turn, towards the party it answers.
///
/// # Example
/// ```
/// use lingsync::{Party, Session, Turn};
///
/// let mut session = Session::default();
/// session.observe(&Turn::client("I want to pause my plan"))?;
/// let text = "You can pause your plan today";
/// let lexical = session.observe(&Turn::agent(text))?.lexical;
/// assert_eq!(lexical.towards, Party::CLIENT);
/// assert_eq!((lexical.shared_repetition.hits, lexical.shared_repetition.of), (2, 6));
/// let words: Vec<_> = lexical.expressions.iter().map(|e| e.span.of(text).unwrap()).collect();
/// assert_eq!(words, ["pause", "plan"]);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LexicalObservation {
    /// The party with which the turn is compared.
    pub towards: Party,
    /// Share of the turn's words that lie in an expression which `towards` has already said: the
    /// dynamic expression repetition (DER) of dialign. 0 to 1; undefined (`empty`) without a word.
    pub shared_repetition: Rate,
    /// Share of the turn's words that lie in an expression which the same party has already said
    /// (dialign's DSER). 0 to 1; undefined (`empty`) without a word.
    pub self_repetition: Rate,
    /// The free expressions behind `shared_repetition`, in order; at most `limits.max_evidence`.
    pub expressions: Vec<SharedExpression>,
    /// How many free expressions there are, those beyond the limit included.
    pub expression_count: u32,
    /// `shared_repetition` towards the other parties that have spoken.
    pub others: SmallVec<[(Party, Rate); 1]>,
    /// Overlap with the partner's last turn.
    pub reuse: Reuse,
    /// Content words of the turn that `towards` has used, by type, in order of appearance; at most
    /// `limits.max_evidence`.
    pub mirrored: Vec<Mirrored>,
    /// How many content words are mirrored, those beyond the limit included.
    pub mirrored_count: u32,
    /// Salient content words and glossary terms of the partner's last floor that this turn, the
    /// first one after it, does not take up; the most salient first, at most `lexical.max_missed`.
    pub missed: Vec<Missed>,
    /// Pairs of terms for one thing, the partner's and this turn's, as the glossary names them;
    /// undefined (`no_glossary`) without one.
    pub diverged: Result<Vec<Diverged>, Undefined>,
}

/// An expression of a turn that the other party has said before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SharedExpression {
    /// Where it stands.
    pub span: Span,
    /// Words.
    pub words: u32,
    /// Who of the two said it first.
    pub initiator: Party,
    /// Whether this turn is the first in which the speaker says it.
    pub newly_shared: bool,
}

/// A content word that the other party has used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Mirrored {
    /// Its first place in the turn.
    pub span: Span,
    /// Turns since the other party last used it (1: in the turn before).
    pub lag: u32,
}

/// A term of the partner that the turn does not take up.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Missed {
    /// The term, where the session keeps text.
    pub term: Option<Box<str>>,
    /// The partner's turn in which it stands.
    pub turn: u32,
    /// Its place there.
    pub span: Span,
    /// ln((1 + turns) / (1 + turns with it)), 0 upwards: high for a rare word.
    pub salience: f64,
    /// What became of it.
    pub outcome: Outcome,
    pub(crate) word: Option<u32>,
}

/// What became of a missed term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It is not there, and no known substitute either.
    Avoided,
    /// Another term of the same glossary entry stands in its place, at this span of the turn.
    Replaced(Span),
}

/// Two terms for one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Diverged {
    /// The glossary entry that says so.
    pub entry: Box<str>,
    /// The partner's term.
    pub theirs: Box<str>,
    /// The term of this turn.
    pub ours: Box<str>,
    /// Its place in this turn.
    pub span: Span,
}
