//! The analysed turn: what every tracker reads.

use super::{
    Segment, Tags,
    phrases::{NO_WORD, PhraseHit},
};
use crate::{
    pack::WordFacts,
    turn::{Party, Role},
    value::Span,
};
use alloc::vec::Vec;
use smallvec::SmallVec;

/// A word of a turn's prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The word's id within the session: dense, and never part of an output.
    pub(crate) id: u32,
    /// The id of the word that it counts as: the same, unless variants are merged.
    pub(crate) canon: u32,
    /// The word's id in the engine's lexicon, or `NO_WORD`.
    pub(crate) shared: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) tags: Tags,
}

impl Token {
    /// A word of which only its id is known.
    pub(crate) fn bare(id: u32) -> Self {
        Self { id, canon: id, shared: NO_WORD, start: 0, end: 0, tags: Tags::default() }
    }

    /// Where the word stands.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// What is known about the word.
    #[must_use]
    pub fn tags(&self) -> Tags {
        self.tags
    }
}

/// How much of a turn is what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TextCounts {
    /// Tokens that feed the measures: the words of the prose.
    pub words: u32,
    /// Sentences of the prose.
    pub sentences: u32,
    /// Words in code.
    pub code_words: u32,
    /// Words in quotations.
    pub quoted_words: u32,
    /// Words in links, tables and traces, and in what was masked or excluded.
    pub other_words: u32,
    /// Words that did not fit into the vocabulary.
    pub overflow_words: u32,
}

/// What a turn is, beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TurnContext {
    pub(crate) turn: u32,
    pub(crate) role: Role,
    pub(crate) party: Party,
    /// The speaker's number, where the turn has a label that is known.
    pub(crate) speaker: Option<u32>,
    /// Whether the pack describes the turn's language.
    pub(crate) in_language: bool,
    pub(crate) interrupted: bool,
}

/// One turn after the text pass: the words of its prose with their places, cut into runs across
/// which no expression reaches, its segments, sentences and counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnalysedTurn {
    pub(crate) context: TurnContext,
    pub(crate) tokens: Vec<Token>,
    /// One past the last token of each run; the last one is the number of tokens.
    pub(crate) runs: SmallVec<[u32; 2]>,
    pub(crate) segments: SmallVec<[Segment; 4]>,
    pub(crate) sentences: Vec<Span>,
    pub(crate) phrases: Vec<PhraseHit>,
    pub(crate) pattern_hits: SmallVec<[(u16, Span); 2]>,
    pub(crate) counts: TextCounts,
    /// What is known of the tokens, one by one; or nothing.
    pub(crate) facts: Vec<WordFacts>,
    /// The pack whose facts these are.
    pub(crate) facts_of: Option<u64>,
}

impl AnalysedTurn {
    pub(crate) fn new(context: TurnContext) -> Self {
        Self {
            context,
            tokens: Vec::new(),
            runs: SmallVec::new(),
            segments: SmallVec::new(),
            sentences: Vec::new(),
            phrases: Vec::new(),
            pattern_hits: SmallVec::new(),
            counts: TextCounts::default(),
            facts: Vec::new(),
            facts_of: None,
        }
    }

    /// The turn's number, from 0.
    #[must_use]
    pub fn turn(&self) -> u32 {
        self.context.turn
    }

    /// Who speaks.
    #[must_use]
    pub fn role(&self) -> Role {
        self.context.role
    }

    /// The party that the turn counts under.
    #[must_use]
    pub fn party(&self) -> Party {
        self.context.party
    }

    /// The words of the prose.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The words, run by run. No expression reaches from one run into the next: between them lies
    /// code, a quotation, a link or something masked, or the turn is very long.
    pub fn runs(&self) -> impl Iterator<Item = &[Token]> {
        let starts = core::iter::once(0).chain(self.runs.iter().map(|end| *end as usize));
        starts.zip(&self.runs).map(|(start, end)| &self.tokens[start..*end as usize])
    }

    /// The whole text in segments of one class each, in order.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The sentences of the prose.
    #[must_use]
    pub fn sentences(&self) -> &[Span] {
        &self.sentences
    }

    /// The counts.
    #[must_use]
    pub fn counts(&self) -> TextCounts {
        self.counts
    }

    /// Ends a run after the tokens so far, unless it would be empty.
    pub(crate) fn end_run(&mut self) {
        let end = self.tokens.len() as u32;
        if self.runs.last().copied().unwrap_or(0) < end {
            self.runs.push(end);
        }
    }
}
