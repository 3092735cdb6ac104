//! A reply as the matcher sees it: sentence by sentence, what each is about and what it negates, and
//! the forms that the whole reply has.

use super::content::{Content, Scope, Stem, Stems};
use crate::{
    pack::cues::{CUES, Cue, CueSet},
    text::AnalysedTurn,
    value::Span,
};
use alloc::vec::Vec;
use core::cell::OnceCell;

/// Sentences of a reply that are looked at.
pub(crate) const SENTENCES: usize = 60;
/// Words of a sentence that are looked at.
const WORDS: usize = 250;
/// The opening of a reply: so many sentences.
const OPENING: usize = 3;
/// So many words after an "if" a "were" says that it is not so.
const SUPPOSED: usize = 8;
/// A contrast this early takes a concession back.
const EARLY: usize = 80;

/// A content word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) stem: Stem,
    /// Whether it stands under a negation, and whether under an odd one.
    pub(crate) covered: bool,
    pub(crate) negated: bool,
    /// Words within quotation marks are only cited, and those of "if it were" only supposed.
    pub(crate) quoted: bool,
    /// Behind an although or a while.
    pub(crate) granted: bool,
}

/// One sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sentence {
    pub(crate) span: Span,
    /// Its content words: the first, and one past the last.
    first: u32,
    end: u32,
    /// What its words and phrases are.
    pub(crate) cues: CueSet,
    /// What its first word is.
    pub(crate) opens: CueSet,
    pub(crate) negations: u16,
    pub(crate) denials: u16,
    /// Denials that a negation takes back: "not a myth".
    pub(crate) lifted: u16,
    pub(crate) hedges: u16,
    /// Numbers in digits.
    pub(crate) numbers: u16,
    pub(crate) asks: bool,
    /// Words of any kind.
    pub(crate) length: u16,
}

impl Sentence {
    /// How many content words it has.
    pub(crate) fn words(&self) -> u32 {
        self.end - self.first
    }

    /// Whether it denies something.
    pub(crate) fn is_negative(&self) -> bool {
        self.negations > 0 || self.denials > 0
    }
}

/// How often the entries of each list occur.
pub(crate) type Tally = [u16; CUES];

/// The sentences of a reply.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Passage {
    pub(crate) sentences: Vec<Sentence>,
    words: Vec<Word>,
    /// Words of any kind, and those of the first sentence and of the opening.
    pub(crate) length: u32,
    pub(crate) opening_length: u32,
    /// Hits in the first sentence, in the opening, and in all.
    pub(crate) first: Tally,
    pub(crate) opening: Tally,
    pub(crate) all: Tally,
    /// "not" after a comma.
    pub(crate) comma_nots: u16,
    /// A contrast in the opening, early enough to take a concession back.
    pub(crate) takes_back: bool,
    /// A bit for each sentence with content words.
    pub(crate) worded: u64,
    /// Where its words are found, once a claim is compared with it.
    places: OnceCell<Places>,
}

/// Where the content words of a passage are found, by their stems and by the beginnings of these.
/// Lists of places, linked: each begins in a slot that the last bits of the hash name. A place is a
/// word's number plus one, so that 0 ends a list.
#[derive(Clone, Debug, Default, PartialEq)]
struct Places {
    slots: Vec<[u16; 2]>,
    /// By word: the next in its lists, and the number of its sentence.
    next: Vec<([u16; 2], u16)>,
}

impl Places {
    fn new(passage: &Passage) -> Self {
        // A half to three quarters of the slots stay empty.
        let slots = (2 * passage.words.len()).next_power_of_two();
        let mut places = Self {
            slots: alloc::vec![[0; 2]; slots],
            next: alloc::vec![([0; 2], 0); passage.words.len()],
        };
        // A list begins with the word that was entered last.
        for (number, sentence) in (0..).zip(&passage.sentences) {
            for at in sentence.first as usize..sentence.end as usize {
                let (place, Stem { hash, prefix }) = (at as u16 + 1, passage.words[at].stem);
                let mut enter = |list: usize, hash: u64| {
                    let first = &mut places.slots[hash as usize & (slots - 1)][list];
                    core::mem::replace(first, place)
                };
                let next = [enter(0, hash), enter(1, prefix)];
                places.next[at] = (next, number);
            }
        }
        places
    }
}

impl Passage {
    /// The prose of a turn. O(words).
    #[inline(never)]
    pub(crate) fn of(text: &str, turn: &AnalysedTurn, stems: &mut Stems<'_>) -> Self {
        let (tokens, mut at) = (turn.tokens(), 0);
        let mut passage = Self {
            sentences: Vec::with_capacity(turn.sentences().len().min(SENTENCES)),
            words: Vec::with_capacity(tokens.len().min(SENTENCES * WORDS)),
            ..Self::default()
        };
        // A phrase that reaches into the next sentence is that sentence's.
        let mut carried: Option<(CueSet, usize)> = None;
        for span in turn.sentences() {
            while tokens.get(at).is_some_and(|token| token.start < span.start) {
                at += 1;
            }
            let first = at;
            while tokens.get(at).is_some_and(|token| token.start < span.end) {
                at += 1;
            }
            if first < at {
                passage.sentence((text, turn), *span, first..at, stems, &mut carried);
            }
            if passage.sentences.len() == SENTENCES {
                break;
            }
        }
        passage
    }

    fn sentence(
        &mut self,
        (text, turn): (&str, &AnalysedTurn),
        span: Span,
        range: core::ops::Range<usize>,
        stems: &mut Stems<'_>,
        carried: &mut Option<(CueSet, usize)>,
    ) {
        let number = self.sentences.len();
        let mut sentence = Sentence { span, first: self.words.len() as u32, ..Sentence::default() };
        let (mut scope, mut last, mut open) = (Scope::default(), span.start, false);
        let (cues, tokens) = (stems.lexicon().cues(), turn.tokens());
        if let Some((set, _)) = carried.take() {
            self.count(set, number, &mut sentence, range.start);
        }
        let before = self.length;
        // Where what something is not begins, and whether that goes on.
        let (mut replaces, mut replaced, mut granted) = (usize::MAX, false, false);
        let mut supposed = false;
        for at in range.clone().take(WORDS) {
            let token = &tokens[at];
            let mut comma = false;
            // Most words are parted by a single blank.
            let blank = token.start.wrapping_sub(last) == 1
                && text.as_bytes().get(last as usize) == Some(&b' ');
            if !blank {
                let between = text.get(last as usize..token.start as usize).unwrap_or_default();
                let found = Between::of(between);
                comma = found.comma;
                if found.stops {
                    scope.stop();
                    (replaced, granted, supposed) = (false, false, false);
                }
                open ^= found.quotes;
            }
            last = token.end;
            let known = cues.known(token.shared);
            let set = known.set;
            replaced = replaced && !set.has(Cue::Break) || at == replaces;
            granted |= set.has(Cue::OpeningContrast);
            supposed |= set.has(Cue::Condition) && {
                let next = turn.tokens()[at..range.end].iter().take(SUPPOSED);
                next.into_iter().any(|token| cues.word(token.shared).has(Cue::Unreal))
            };
            if at == range.start {
                sentence.opens = set;
            }
            if !set.is_empty() {
                self.count(set, number, &mut sentence, at);
                if comma && set.has(Cue::Not) {
                    let after = tokens.get(at + 1).map(|next| cues.word(next.shared));
                    let limited = after.is_some_and(|next| next.has(Cue::Limiter));
                    self.comma_nots += u16::from(!limited);
                }
            }
            let rest = tokens[at + 1..].iter().map(|token| token.shared);
            cues.phrases(known, rest, |set, len| {
                if set.has(Cue::Replacement) {
                    replaces = at + len;
                }
                if at + len <= range.end {
                    self.count(set, number, &mut sentence, at);
                } else {
                    carried.get_or_insert((CueSet::default(), 0)).0.add(set);
                }
            });
            let covered = scope.next(set);
            sentence.lifted += u16::from(covered.near && set.has(Cue::Denial));
            let closed = token.tags().is_closed_class() && !set.has(Cue::Quantity);
            if !set.has(Cue::Negation) && !closed {
                if let Some(stem) = stems.stem(text, token.span()) {
                    let digit = text.as_bytes().get(token.start as usize);
                    sentence.numbers += u16::from(digit.is_some_and(u8::is_ascii_digit));
                    let (covered, negated) = (covered.any, covered.odd ^ replaced);
                    let quoted = open || supposed;
                    self.words.push(Word { stem, covered, negated, quoted, granted });
                }
            }
        }
        sentence.length = range.len().min(usize::from(u16::MAX)) as u16;
        self.length = before.saturating_add(range.len() as u32);
        if number < OPENING {
            self.opening_length = self.length;
        }
        let end = text.get(last as usize..span.end as usize).unwrap_or_default();
        sentence.asks = end.contains(['?', '？']);
        sentence.end = self.words.len() as u32;
        self.worded |= u64::from(sentence.first < sentence.end) << number;
        self.sentences.push(sentence);
    }

    /// Enters an entry of some lists at a word of a sentence.
    #[inline(never)]
    fn count(&mut self, set: CueSet, number: usize, sentence: &mut Sentence, word: usize) {
        sentence.cues.add(set);
        sentence.negations += u16::from(set.has(Cue::Negation));
        sentence.denials += u16::from(set.has(Cue::Denial));
        sentence.hedges += u16::from(set.has(Cue::Hedge));
        let opening = number < OPENING;
        self.takes_back |= opening && word < EARLY && set.has(Cue::MainContrast);
        for list in set.each() {
            self.all[list] = self.all[list].saturating_add(1);
            if opening {
                self.opening[list] += 1;
            }
            if number == 0 {
                self.first[list] += 1;
            }
        }
    }

    /// The words with this stem, each with the number of its sentence.
    #[inline]
    pub(crate) fn with_stem(&self, hash: u64) -> impl Iterator<Item = (&Word, usize)> {
        self.in_list(0, hash).filter(move |(word, _)| word.stem.hash == hash)
    }

    /// The same for the words whose stems begin like this.
    #[inline]
    pub(crate) fn with_prefix(&self, prefix: u64) -> impl Iterator<Item = (&Word, usize)> {
        self.in_list(1, prefix).filter(move |(word, _)| word.stem.prefix == prefix)
    }

    #[inline]
    fn in_list(&self, list: usize, hash: u64) -> impl Iterator<Item = (&Word, usize)> {
        let places = self.places.get_or_init(|| Places::new(self));
        let mut at = places.slots[hash as usize & (places.slots.len() - 1)][list];
        core::iter::from_fn(move || {
            let here = usize::from(at).checked_sub(1)?;
            let (next, sentence) = places.next[here];
            at = next[list];
            Some((&self.words[here], usize::from(sentence)))
        })
    }

    /// Whether any sentence holds one of these stems.
    pub(crate) fn touches(&self, stems: &[u64]) -> bool {
        self.words.iter().any(|word| stems.contains(&word.stem.hash))
    }

    /// How often the entries of a list occur in all of it.
    pub(crate) fn count_of(&self, cue: Cue) -> f32 {
        f32::from(self.all[cue as usize])
    }

    /// The same for the first sentences.
    pub(crate) fn count_in_opening(&self, cue: Cue) -> f32 {
        f32::from(self.opening[cue as usize])
    }

    /// The same for the first sentence.
    pub(crate) fn count_in_first(&self, cue: Cue) -> f32 {
        f32::from(self.first[cue as usize])
    }

    /// All stems, sorted, each once.
    pub(crate) fn stems(&self) -> Vec<u64> {
        let mut stems: Vec<u64> = self.words.iter().map(|word| word.stem.hash).collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    }

    /// What the whole is about.
    pub(crate) fn content(&self) -> Content {
        let mut content = Content::default();
        self.words.iter().for_each(|word| content.add(word.stem, word.negated));
        content.sort();
        let negations = self.all[Cue::Negation as usize];
        content.odd = negations % 2 == 1;
        content.negative = negations > 0;
        content.why = self.all[Cue::Why as usize] > 0;
        content
    }
}

/// What parts two words.
#[derive(Clone, Copy, Debug, Default)]
struct Between {
    comma: bool,
    /// A comma or the like.
    stops: bool,
    /// An odd number of quotation marks.
    quotes: bool,
}

impl Between {
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        for c in text.chars() {
            found.comma |= c == ',';
            found.stops |= matches!(c, ',' | ';' | ':' | '(');
            found.quotes ^= is_quote(c);
        }
        found
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}')
}
