//! The sentences of a turn with their words: what the recogniser walks over.

use super::patterns::{Mark, WordId};
use crate::{
    text::{AnalysedTurn, Token},
    value::Span,
};
use alloc::vec::Vec;

/// One sentence of a turn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sentence<'a> {
    /// Its place in the text.
    pub(crate) span: Span,
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    /// The shared ids of its words.
    pub(crate) words: &'a [WordId],
    pub(crate) mark: Mark,
    /// Whether it stands within quotation marks, so that the speaker only cites it.
    pub(crate) quoted: bool,
}

/// The sentences of a turn, cut once.
#[derive(Debug)]
pub(crate) struct Sentences<'a> {
    text: &'a str,
    turn: &'a AnalysedTurn,
    words: Vec<WordId>,
    /// First token and one past the last of each sentence.
    ranges: Vec<(u32, u32)>,
    bare: bool,
}

impl<'a> Sentences<'a> {
    /// Cuts a turn. Linear in it. `bare`: neither the turn nor the conversation has punctuation.
    pub(crate) fn of(text: &'a str, turn: &'a AnalysedTurn, bare: bool) -> Self {
        let tokens = turn.tokens();
        let words = tokens.iter().map(|token| token.shared).collect();
        let mut ranges = Vec::with_capacity(turn.sentences().len());
        let mut at = 0_u32;
        for span in turn.sentences() {
            while tokens.get(at as usize).is_some_and(|token| token.start < span.start) {
                at += 1;
            }
            let first = at;
            while tokens.get(at as usize).is_some_and(|token| token.start < span.end) {
                at += 1;
            }
            ranges.push((first, at));
        }
        Self { text, turn, words, ranges, bare }
    }

    pub(crate) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// How many words they have.
    pub(crate) fn words(&self) -> usize {
        self.words.len()
    }

    /// The words of each sentence, and how it ends.
    pub(crate) fn marked(&self) -> impl Iterator<Item = (&[Token], Mark)> {
        let spans = self.turn.sentences().iter().zip(&self.ranges);
        spans.map(|(span, (first, end))| {
            let tokens = self.turn.tokens().get(*first as usize..*end as usize);
            (tokens.unwrap_or_default(), mark(span.of(self.text).unwrap_or_default(), self.bare))
        })
    }

    /// The sentences in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Sentence<'_>> {
        let spans = self.turn.sentences().iter().copied();
        spans.zip(&self.ranges).map(|(span, (first, end))| {
            let text = span.of(self.text).unwrap_or_default();
            let (first, end) = (*first as usize, *end as usize);
            let mark = mark(text, self.bare);
            Sentence {
                span,
                text,
                tokens: self.turn.tokens().get(first..end).unwrap_or_default(),
                words: self.words.get(first..end).unwrap_or_default(),
                mark,
                quoted: is_quoted(text),
            }
        })
    }
}

/// How a sentence ends: the last mark that is no bracket, quotation mark or emoji; a question mark
/// among several decides.
fn mark(text: &str, bare: bool) -> Mark {
    let mut found = None;
    for c in text.chars().rev().take(12) {
        match c {
            '?' | '？' | '؟' | '\u{203d}' | '\u{2047}' | '\u{2048}' | '\u{2049}' => {
                return Mark::Question;
            }
            '!' | '！' => found = found.or(Some(Mark::Exclamation)),
            '.' | '\u{2026}' | '。' | ';' | ':' | ',' => found = found.or(Some(Mark::Stop)),
            c if c.is_alphanumeric() => break,
            _ => {}
        }
    }
    match found {
        Some(mark) if !bare => mark,
        _ if bare => Mark::Bare,
        _ => Mark::Open,
    }
}

/// Whether the whole sentence stands in quotation marks, or its question does.
fn is_quoted(text: &str) -> bool {
    let quote = |c: char| matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}');
    let trimmed = text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?' && !quote(c));
    let mut ends = trimmed.chars().rev();
    let closes = match (ends.next(), ends.next()) {
        (Some(last), Some(before)) => quote(last) && (before == '?' || before.is_alphanumeric()),
        _ => false,
    };
    closes && text.chars().filter(|c| quote(*c)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Engine, Turn};

    fn marks(text: &str, bare: bool) -> Vec<(Mark, usize, bool)> {
        let turn = Turn::client(text);
        let analysed = Engine::default().analyser().analyse(&turn).unwrap();
        let sentences = Sentences::of(text, &analysed, bare);
        sentences.iter().map(|s| (s.mark, s.tokens.len(), s.quoted)).collect()
    }

    #[test]
    fn a_sentence_ends_with_its_last_mark() {
        let text = "Really?! I see. Then go (now)! Fine... ok";
        let found: Vec<Mark> = marks(text, false).into_iter().map(|(mark, ..)| mark).collect();
        assert_eq!(found[0], Mark::Question);
        assert_eq!(found[1], Mark::Stop);
        assert_eq!(found[2], Mark::Exclamation);
        assert_eq!(found.last(), Some(&Mark::Open));
    }

    #[test]
    fn a_turn_without_marks_is_bare() {
        assert_eq!(marks("where is my box", true), [(Mark::Bare, 4, false)]);
        assert_eq!(marks("where is my box", false), [(Mark::Open, 4, false)]);
    }

    #[test]
    fn a_question_in_quotation_marks_is_cited() {
        assert!(marks("She asked me \"are you sure?\"", false)[0].2);
        assert!(!marks("What does \"escrow\" mean?", false)[0].2);
        assert!(!marks("Are you sure?", false)[0].2);
    }
}
