//! The text pass: one walk over a turn's text that fills an [`AnalysedTurn`].

use super::{
    AnalysedTurn, Segment, SegmentClass, Token, TurnContext, dialign,
    patterns::{Hits, Patterns},
    phrases::{NO_WORD, PhraseTrie},
    segment, sentence,
    vocabulary::{OVERFLOW, View},
    words::{self, Word},
};
use crate::{
    config::{Case, Config, Tokeniser},
    value::Span,
};
use alloc::{string::String, vec::Vec};
use smallvec::smallvec;

/// The settings of the text pass: built once by an engine.
#[derive(Clone, Debug)]
pub(crate) struct TextPass {
    pub(crate) tokeniser: Tokeniser,
    pub(crate) case: Case,
    pub(crate) segment_classes: bool,
    pub(crate) max_run_tokens: u32,
    pub(crate) patterns: Patterns,
    pub(crate) glossary: PhraseTrie,
}

impl TextPass {
    pub(crate) fn new(config: &Config, patterns: Patterns, glossary: PhraseTrie) -> Self {
        Self {
            tokeniser: config.text.tokeniser,
            case: config.text.case,
            segment_classes: config.text.segment_classes,
            max_run_tokens: config.lexical.max_run_tokens,
            patterns,
            glossary,
        }
    }

    /// Analyses `text`. Spans in `exclude` lie on character boundaries of it. Linear in the text.
    pub(crate) fn analyse(
        &self,
        text: &str,
        exclude: &[Span],
        context: TurnContext,
        words: &mut View<'_>,
    ) -> AnalysedTurn {
        let mut turn = AnalysedTurn::new(context);
        // English has about one word in five or six bytes.
        turn.tokens.reserve(text.len().min(1 << 16) / 5 + 1);
        turn.facts_of = words.lexicon().described();
        if turn.facts_of.is_some() {
            turn.facts.reserve(text.len().min(1 << 16) / 5 + 1);
        }
        let whole = Span::new(0, text.len() as u32);
        if self.tokeniser == Tokeniser::Dialign {
            self.dialign_tokens(text, &mut turn, words);
            turn.end_run();
            turn.segments = smallvec![Segment { class: SegmentClass::Prose, span: whole }];
        } else {
            if self.segment_classes {
                segment::segments(text, &mut turn.segments);
            } else if !text.is_empty() {
                turn.segments.push(Segment { class: SegmentClass::Prose, span: whole });
            }
            let mut hits = self.patterns.find(text);
            turn.pattern_hits = core::mem::take(&mut hits.acts);
            hits.masks.extend_from_slice(exclude);
            crate::sorted::sort_by(&mut hits.masks, Ord::cmp);
            self.prose_tokens(text, &hits, &mut turn, words);
        }
        let lexicon = words.lexicon();
        let is_abbreviation = |word: &str| lexicon.is_abbreviation(word);
        sentence::sentences(text, &turn.segments, &is_abbreviation, &mut turn.sentences);
        self.find_phrases(&mut turn);
        turn.counts.words = turn.tokens.len() as u32;
        turn.counts.sentences = turn.sentences.len() as u32;
        turn
    }

    fn dialign_tokens(&self, text: &str, turn: &mut AnalysedTurn, words: &mut View<'_>) {
        let mut lower = String::new();
        dialign::for_each_token(text, |start, end| {
            let word = &text[start..end];
            let key = match self.case {
                Case::Keep => word,
                Case::Fold => {
                    lower.clear();
                    lower.push_str(&word.to_lowercase());
                    &lower
                }
            };
            self.push(turn, words, key, (word, false), start);
        });
    }

    /// The words of every prose segment, less what is masked; words elsewhere are counted.
    fn prose_tokens(&self, text: &str, hits: &Hits, turn: &mut AnalysedTurn, words: &mut View<'_>) {
        let mut folded = String::new();
        let mut masks = hits.masks.iter().copied().peekable();
        let mut terms = hits.terms.as_slice();
        for segment in turn.segments.clone() {
            let (mut at, end) = (segment.span.start, segment.span.end);
            if segment.class != SegmentClass::Prose {
                let count = words::count_words(&text[at as usize..end as usize]);
                match segment.class {
                    SegmentClass::Code => turn.counts.code_words += count,
                    SegmentClass::Quotation => turn.counts.quoted_words += count,
                    _ => turn.counts.other_words += count,
                }
                continue;
            }
            while at < end {
                while masks.peek().is_some_and(|mask| mask.end <= at) {
                    masks.next();
                }
                let mask = masks.peek().copied().filter(|mask| mask.start < end);
                let stop = mask.map_or(end, |mask| mask.start.max(at));
                self.interval(text, at, stop, &mut terms, &mut folded, turn, words);
                at = match mask {
                    Some(mask) => {
                        let masked_to = mask.end.min(end);
                        let masked = &text[stop as usize..masked_to as usize];
                        turn.counts.other_words += words::count_words(masked);
                        masked_to
                    }
                    None => end,
                };
            }
        }
    }

    /// The words of one stretch of prose as runs of their own; a hit of a term pattern is one word.
    /// Stretches come in order, and so do `terms`, which are used up on the way.
    #[allow(clippy::too_many_arguments)]
    fn interval(
        &self,
        text: &str,
        start: u32,
        end: u32,
        terms: &mut &[Span],
        folded: &mut String,
        turn: &mut AnalysedTurn,
        words: &mut View<'_>,
    ) {
        let mut at = start as usize;
        while let Some((term, rest)) = terms.split_first().filter(|(term, _)| term.start < end) {
            *terms = rest;
            let (from, to) = (term.start as usize, term.end as usize);
            // A term that reaches over the stretch, or into another one, is no term here.
            if from < at || term.end > end {
                continue;
            }
            self.words_of(text, at, from, folded, turn, words);
            let plain = false;
            self.word(text, Word { start: from, end: to, plain }, folded, turn, words);
            at = to;
        }
        self.words_of(text, at, end as usize, folded, turn, words);
        turn.end_run();
    }

    fn words_of(
        &self,
        text: &str,
        from: usize,
        to: usize,
        folded: &mut String,
        turn: &mut AnalysedTurn,
        words: &mut View<'_>,
    ) {
        words::for_each_word(&text[from..to], |word| {
            let word = Word { start: word.start + from, end: word.end + from, plain: word.plain };
            self.word(text, word, folded, turn, words);
        });
    }

    #[inline]
    fn word(
        &self,
        text: &str,
        word: Word,
        folded: &mut String,
        turn: &mut AnalysedTurn,
        words: &mut View<'_>,
    ) {
        let slice = &text[word.start..word.end];
        let key = if word.plain {
            slice
        } else {
            fold(slice, self.case, folded);
            folded.as_str()
        };
        self.push(turn, words, key, (slice, word.plain), word.start);
    }

    #[inline]
    fn push(
        &self,
        turn: &mut AnalysedTurn,
        words: &mut View<'_>,
        key: &str,
        (standing, plain): (&str, bool),
        start: usize,
    ) {
        let word = words.intern(key);
        if word.id == OVERFLOW {
            turn.counts.overflow_words += 1;
        }
        turn.tokens.push(Token {
            id: word.id,
            canon: word.canon,
            shared: word.shared,
            start: start as u32,
            end: (start + standing.len()) as u32,
            tags: word.tags,
        });
        if turn.facts_of.is_some() {
            turn.facts.push(word.facts.standing_as(standing, plain));
        }
        let run_start = turn.runs.last().copied().unwrap_or(0);
        if turn.tokens.len() as u32 - run_start >= self.max_run_tokens {
            turn.end_run();
        }
    }

    /// Terms of the glossary, run by run.
    pub(crate) fn find_phrases(&self, turn: &mut AnalysedTurn) {
        if self.glossary.is_empty() {
            return;
        }
        let (mut start, mut ids) = (0, Vec::new());
        for end in &turn.runs {
            ids.clear();
            ids.extend(turn.tokens[start as usize..*end as usize].iter().map(|token| token.shared));
            let phrases = &mut turn.phrases;
            self.glossary.find(&ids, |mut hit| {
                hit.token += start;
                phrases.push(hit);
            });
            start = *end;
        }
    }

    /// The folded words of a term of the host, as the text pass would cut them.
    pub(crate) fn words_of_term(config: &Config, term: &str) -> Vec<String> {
        let mut parts = Vec::new();
        let mut push = |slice: &str| {
            let mut folded = String::new();
            fold(slice, config.text.case, &mut folded);
            parts.push(folded);
        };
        match config.text.tokeniser {
            Tokeniser::Words => {
                words::for_each_word(term, |word| push(&term[word.start..word.end]))
            }
            Tokeniser::Dialign => {
                dialign::for_each_token(term, |start, end| push(&term[start..end]));
            }
        }
        parts
    }
}

/// Puts the form under which a word is known into `out`: lower-cased where case is folded, curly
/// apostrophes straight, and without invisible characters that could hide or fake a shared word.
fn fold(word: &str, case: Case, out: &mut String) {
    out.clear();
    if crate::ascii::is_ascii(word) {
        out.push_str(word);
        if case == Case::Fold {
            out.make_ascii_lowercase();
        }
        return;
    }
    let visible = word.chars().filter(|c| !is_invisible(*c));
    out.extend(visible.map(|c| if c == '’' { '\'' } else { c }));
    if case == Case::Fold {
        // Lower-casing whole words keeps the final sigma of Greek right.
        *out = out.to_lowercase();
    }
}

/// Whether a character shows nothing and could hide or fake a word.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// The number of an unknown word in the shared lexicon.
pub(crate) const UNKNOWN_WORD: u32 = NO_WORD;
