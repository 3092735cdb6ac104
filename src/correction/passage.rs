//! A reply as the matcher sees it: sentence by sentence, what each is about and what it negates.

use super::content::{Kind, Scope, Stems};
use crate::{text::AnalysedTurn, value::Span};
use alloc::vec::Vec;

/// Sentences of a reply that are looked at.
const SENTENCES: usize = 24;
/// Stems of a sentence that are looked at.
const WORDS: usize = 80;

/// One sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sentence {
    pub(crate) span: Span,
    /// In order of the text.
    pub(crate) stems: Vec<u64>,
    /// Whether each stands under a negation.
    pub(crate) negated: Vec<bool>,
    pub(crate) negations: u16,
    pub(crate) denials: u16,
    pub(crate) hedges: u16,
    /// Words within quotation marks are only cited.
    pub(crate) quoted: Vec<bool>,
    pub(crate) asks: bool,
}

impl Sentence {
    /// Whether it denies something.
    pub(crate) fn is_negative(&self) -> bool {
        self.negations > 0 || self.denials > 0
    }

    /// How many of these stems it holds.
    pub(crate) fn holds(&self, stems: &[u64]) -> usize {
        stems.iter().filter(|stem| self.stems.contains(stem)).count()
    }
}

/// The sentences of a reply.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Passage {
    pub(crate) sentences: Vec<Sentence>,
}

impl Passage {
    /// The prose of a turn. O(words).
    pub(crate) fn of(text: &str, turn: &AnalysedTurn, stems: &mut Stems<'_>) -> Self {
        let mut sentences = Vec::new();
        let mut tokens = turn.tokens().iter().peekable();
        for span in turn.sentences().iter().take(SENTENCES) {
            let mut sentence = Sentence { span: *span, ..Sentence::default() };
            let (mut scope, mut last, mut open) = (Scope::default(), span.start, false);
            while let Some(token) = tokens.next_if(|token| token.start < span.end) {
                if token.start < span.start {
                    continue;
                }
                let between = Span::new(last, token.start).of(text).unwrap_or_default();
                if between.contains([',', ';', ':', '(']) {
                    scope.stop();
                }
                let marks = between.chars().filter(|c| is_quote(*c)).count();
                open ^= marks % 2 == 1;
                last = token.end;
                let kind = stems.kind(token.span().of(text).unwrap_or_default());
                let covered = scope.next(kind);
                match kind {
                    Kind::Negation => sentence.negations += 1,
                    Kind::Denial => sentence.denials += 1,
                    Kind::Hedge => sentence.hedges += 1,
                    Kind::Content(stem) if sentence.stems.len() < WORDS => {
                        sentence.stems.push(stem);
                        sentence.negated.push(covered);
                        sentence.quoted.push(open);
                    }
                    _ => {}
                }
            }
            let end = Span::new(last, span.end).of(text).unwrap_or_default();
            sentence.asks = end.contains(['?', '？']);
            sentences.push(sentence);
        }
        Self { sentences }
    }

    /// Whether any sentence holds one of these stems.
    pub(crate) fn touches(&self, stems: &[u64]) -> bool {
        self.sentences.iter().any(|sentence| sentence.holds(stems) > 0)
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}')
}
