//! The words of a turn as the measures of register read them: folded, hashed, and looked up in the
//! pack once.

use super::spoken;
use crate::{
    pack::{
        LanguagePack, WordClass,
        words::{WordEntry, stable_hash},
    },
    text::{AnalysedTurn, clitics, is_invisible},
};
use alloc::{string::String, vec::Vec};
use core::cell::Cell;

/// A word of a turn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexeme {
    /// Where its folded form lies in the buffer.
    start: u32,
    end: u32,
    /// Where the word begins in the text.
    at: u32,
    /// The token of the turn.
    pub(crate) token: u32,
    /// Whether its classes are those of stem and clitic: the pack does not know it whole.
    in_parts: bool,
    /// What the pack knows of it.
    pub(crate) entry: WordEntry,
}

impl Lexeme {
    pub(crate) fn is(&self, class: WordClass) -> bool {
        self.entry.classes & class.bit() != 0
    }
}

/// The words of a turn, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexed {
    folded: String,
    words: Vec<Lexeme>,
}

impl Lexed {
    /// Looks the words of `turn` up; without fillers where it was spoken. O(bytes).
    pub(crate) fn of(text: &str, turn: &AnalysedTurn, pack: &LanguagePack, speech: bool) -> Self {
        let mut lexed =
            Self { folded: String::new(), words: Vec::with_capacity(turn.tokens().len()) };
        // The folded words of an ASCII text stand where the words stand.
        let in_place = text.is_ascii();
        if in_place {
            lexed.folded = text.to_ascii_lowercase();
        } else {
            lexed.folded.reserve(text.len().min(1 << 16));
        }
        for (token, index) in turn.tokens().iter().zip(0..) {
            let word = token.span();
            if word.is_empty() {
                // dialign's tokeniser makes a token of nothing.
                continue;
            }
            let (start, end) = if in_place {
                let end = (word.end as usize).min(text.len());
                ((word.start as usize).min(end), end)
            } else {
                let start = lexed.folded.len();
                fold(word.of(text).unwrap_or_default(), &mut lexed.folded);
                (start, lexed.folded.len())
            };
            let folded = &lexed.folded.as_bytes()[start..end];
            let hash = stable_hash(folded);
            let mut entry = pack.word(folded, hash).unwrap_or_default();
            let mut in_parts = false;
            if entry.classes == 0 {
                entry.classes = classes_of_parts(&lexed.folded[start..end], pack);
                in_parts = entry.classes != 0;
            }
            if speech && entry.classes & WordClass::Filler.bit() != 0 {
                continue;
            }
            let (start, end, at) = (start as u32, end as u32, token.start);
            lexed.words.push(Lexeme { start, end, at, token: index, in_parts, entry });
        }
        lexed
    }

    pub(crate) fn words(&self) -> &[Lexeme] {
        &self.words
    }

    /// The folded form of a word.
    pub(crate) fn text(&self, word: &Lexeme) -> &str {
        self.folded.get(word.start as usize..word.end as usize).unwrap_or_default()
    }

    /// The bytes of the folded form of a word.
    #[inline]
    pub(crate) fn bytes(&self, word: &Lexeme) -> &[u8] {
        self.folded.as_bytes().get(word.start as usize..word.end as usize).unwrap_or_default()
    }

    /// Whether every word only says that the speaker listens.
    pub(crate) fn is_backchannel(&self) -> bool {
        self.words.len() <= spoken::LONGEST_BACKCHANNEL
            && self.words.iter().all(|word| word.is(WordClass::Backchannel))
    }
}

/// The pack, asked for the words of a text in their order: those that stand among the words of the
/// turn are known already.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    pub(crate) pack: &'a LanguagePack,
    lexed: &'a Lexed,
    next: Cell<usize>,
}

impl<'a> Known<'a> {
    pub(crate) fn new(pack: &'a LanguagePack, lexed: &'a Lexed) -> Self {
        Self { pack, lexed, next: Cell::new(0) }
    }

    /// What the pack knows of the folded word `word`, which stands at `at` in the text of the turn.
    #[inline]
    pub(crate) fn entry(&self, word: &str, at: usize) -> Option<WordEntry> {
        let mut next = self.next.get();
        while let Some(known) = self.lexed.words.get(next) {
            if known.at as usize >= at {
                self.next.set(next);
                if known.at as usize == at
                    && !known.in_parts
                    && self.lexed.bytes(known) == word.as_bytes()
                {
                    return Some(known.entry);
                }
                break;
            }
            next += 1;
        }
        self.pack.word(word.as_bytes(), stable_hash(word.as_bytes()))
    }
}

/// The classes of stem and clitic of a word that the pack does not know whole.
fn classes_of_parts(word: &str, pack: &LanguagePack) -> u64 {
    let Some(at) = word.contains('\'').then(|| clitics::clitic_start(word)).flatten() else {
        return 0;
    };
    let classes = |part: &str| {
        let known = pack.word(part.as_bytes(), stable_hash(part.as_bytes()));
        known.map_or(0, |entry| entry.classes)
    };
    classes(clitics::full_stem(&word[..at])) | classes(&word[at..])
}

/// Appends the form under which the pack knows a word: lower-case, curly apostrophes straight, without
/// invisible characters.
fn fold(word: &str, out: &mut String) {
    let start = out.len();
    if word.is_ascii() {
        out.push_str(word);
        if let Some(new) = out.get_mut(start..) {
            new.make_ascii_lowercase();
        }
        return;
    }
    let visible = word.chars().filter(|c| !is_invisible(*c));
    for c in visible.map(|c| if c == '’' { '\'' } else { c }) {
        out.extend(c.to_lowercase());
    }
}
