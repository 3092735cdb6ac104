//! The words of a turn as the measures of register read them. What is known of a word is worked out
//! when it is interned; of the rest - words beyond ASCII, spoken ones, words that the vocabulary has
//! no room for - the same is worked out here, from the text.

use super::{
    features::{hash_of, shape_of, surface_of},
    politeness, spoken,
    syllables::syllables,
    vader,
};
use crate::{
    pack::{
        LanguagePack, WordClass, WordFacts,
        words::{WordEntry, stable_hash},
    },
    text::{AnalysedTurn, Token, clitics, is_invisible},
};
use alloc::{borrow::Cow, string::String};
use core::cell::Cell;

/// The words of a turn, in order.
#[derive(Debug)]
pub(crate) struct Words<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// One for each token.
    facts: Cow<'t, [WordFacts]>,
    count: u32,
}

impl<'t> Words<'t> {
    /// The words of `turn`; without fillers where it was spoken. O(words), or O(bytes) of those that
    /// are not known.
    pub(crate) fn of(
        text: &'t str,
        turn: &'t AnalysedTurn,
        pack: &LanguagePack,
        speech: bool,
    ) -> Self {
        let tokens = turn.tokens();
        let described = turn.facts_of == Some(pack.number()) && turn.facts.len() == tokens.len();
        // The text of a spoken turn has no capitals, and parts at other signs.
        let known = |facts: &WordFacts| facts.is(WordFacts::KNOWN);
        let facts = if described && !speech && turn.facts.iter().all(known) {
            Cow::Borrowed(turn.facts.as_slice())
        } else {
            let listed = turn.facts.iter().filter(|_| described).map(Some);
            let listed = listed.chain(core::iter::repeat(None));
            let mut folded = String::new();
            let each = tokens.iter().zip(listed).map(|(token, listed)| {
                let word = token.span().of(text).unwrap_or_default();
                let mut facts = match listed.filter(|facts| known(facts) && !speech) {
                    Some(facts) => *facts,
                    None => facts_here(pack, word, &mut folded),
                };
                // dialign's tokeniser makes a token of nothing.
                let filler = speech && facts.classes & WordClass::Filler.bit() as u32 != 0;
                if token.span().is_empty() || filler {
                    facts.flags |= WordFacts::SKIP;
                }
                facts
            });
            Cow::Owned(each.collect())
        };
        let mut words = Self { text, tokens, facts, count: 0 };
        words.count = words.iter().count() as u32;
        words
    }

    /// How many there are.
    pub(crate) fn len(&self) -> u32 {
        self.count
    }

    /// What is known of each word.
    #[inline]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &WordFacts> {
        self.facts.iter().filter(|facts| !facts.is(WordFacts::SKIP))
    }

    /// The words with their tokens.
    pub(crate) fn with_tokens(&self) -> impl Iterator<Item = (&Token, &WordFacts)> {
        self.tokens.iter().zip(&*self.facts).filter(|(_, facts)| !facts.is(WordFacts::SKIP))
    }

    /// The first word that begins at the byte `at` or behind it.
    pub(crate) fn first_from(&self, at: u32) -> Option<(&Token, &WordFacts)> {
        let from = self.tokens.partition_point(|token| token.start < at);
        let rest = self.tokens.get(from..)?.iter().zip(self.facts.get(from..)?);
        rest.into_iter().find(|(_, facts)| !facts.is(WordFacts::SKIP))
    }

    /// What is known of each token, one that is no word included.
    pub(crate) fn of_tokens(&self) -> &[WordFacts] {
        &self.facts
    }

    /// Syllables and letters of a word, which is that of `token`.
    #[inline]
    pub(crate) fn counts(
        &self,
        pack: &LanguagePack,
        token: &Token,
        word: &WordFacts,
    ) -> (u32, u32) {
        if word.is(WordFacts::LONG) {
            let mut folded = String::new();
            fold(token.span().of(self.text).unwrap_or_default(), &mut folded);
            let entry = entry(pack, &folded);
            return (syllables(&folded, &|_: &str| entry.syllables), letters(&folded));
        }
        (u32::from(word.syllables), u32::from(word.letters))
    }

    /// Whether every word only says that the speaker listens.
    pub(crate) fn is_backchannel(&self) -> bool {
        self.len() as usize <= spoken::LONGEST_BACKCHANNEL
            && self.iter().all(|word| word.classes & WordClass::Backchannel.bit() as u32 != 0)
    }
}

/// The pack, asked for the words of a text in their order: those that are words of the turn are
/// known already.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    pub(crate) pack: &'a LanguagePack,
    tokens: &'a [Token],
    facts: &'a [WordFacts],
    next: Cell<usize>,
}

impl<'a> Known<'a> {
    /// The words of a text in which they stand where the turn has them.
    pub(crate) fn new(pack: &'a LanguagePack, words: &'a Words<'_>) -> Self {
        Self { pack, tokens: words.tokens, facts: words.of_tokens(), next: Cell::new(0) }
    }

    /// The pack alone.
    pub(crate) fn nothing(pack: &'a LanguagePack) -> Self {
        Self { pack, tokens: &[], facts: &[], next: Cell::new(0) }
    }

    /// The word that begins at `at`, and where it ends. Each is given once.
    #[inline]
    pub(crate) fn at(&self, at: usize) -> Option<(usize, &'a WordFacts)> {
        let mut next = self.next.get();
        while let (Some(token), Some(facts)) = (self.tokens.get(next), self.facts.get(next)) {
            let start = token.start as usize;
            if start > at {
                break;
            }
            next += 1;
            if start == at {
                self.next.set(next);
                return Some((token.end as usize, facts));
            }
        }
        self.next.set(next);
        None
    }
}

fn entry(pack: &LanguagePack, word: &str) -> WordEntry {
    pack.word(word.as_bytes(), stable_hash(word.as_bytes())).unwrap_or_default()
}

/// The facts of a lower-case ASCII word.
#[inline(never)]
pub(crate) fn word_facts(pack: &LanguagePack, word: &str) -> WordFacts {
    let bytes = word.as_bytes();
    let mut facts = facts_of_any(pack, word);
    let shape = shape_of(word);
    facts.vowels = shape.vowels as u8;
    let mut set = |holds: bool, flag: u16| facts.flags |= if holds { flag } else { 0 };
    let ends = [bytes.first(), bytes.last()].into_iter().flatten();
    let whole = ends.clone().count() > 0
        && ends.copied().all(|byte| byte.is_ascii_alphanumeric())
        && bytes.iter().all(u8::is_ascii_graphic);
    set(whole, WordFacts::WHOLE);
    let letters = (1..16).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_alphabetic);
    set(letters, WordFacts::LETTERS);
    set(shape.apostrophe, WordFacts::APOSTROPHE);
    set(shape.tripled, WordFacts::TRIPLED);
    set(shape.apostrophe && word.contains("n't"), WordFacts::NEGATED);
    set(matches!(word, "m" | "s" | "d" | "re" | "ve" | "ll"), WordFacts::CLITIC);
    if letters {
        facts.polite = politeness::word_bits(pack, word);
    }
    facts.rule = vader::rule(bytes);
    facts
}

/// What is known of any folded word.
#[inline(never)]
fn facts_of_any(pack: &LanguagePack, word: &str) -> WordFacts {
    let entry = entry(pack, word);
    let mut classes = entry.classes;
    if classes == 0 {
        classes = classes_of_parts(word, pack);
    }
    let hash = hash_of(word);
    let mut facts = WordFacts {
        hash,
        weights: pack.heads().map_or([0; 8], |heads| heads.weights_of(hash)),
        classes: classes as u32,
        flags: WordFacts::KNOWN,
        surface: surface_of(hash),
        valence: entry.valence.unwrap_or(WordFacts::NO_VALENCE),
        ..WordFacts::default()
    };
    if matches!(word, "i" | "we" | "i'm" | "i'd" | "i've") {
        facts.flags |= WordFacts::SPEAKER;
    }
    if word.len() > WordFacts::MOST_BYTES {
        facts.flags |= WordFacts::LONG;
    } else {
        facts.syllables = syllables(word, &|_: &str| entry.syllables) as u8;
        facts.letters = letters(word) as u8;
    }
    facts
}

/// The facts of a word as it stands in a text.
#[inline(never)]
fn facts_here(pack: &LanguagePack, word: &str, folded: &mut String) -> WordFacts {
    folded.clear();
    fold(word, folded);
    if crate::ascii::is_ascii(word) && word.len() <= WordFacts::MOST_BYTES {
        return word_facts(pack, folded).standing_as(word, false);
    }
    let mut facts = facts_of_any(pack, folded);
    facts.flags |= WordFacts::FOREIGN;
    facts
}

/// Letters and digits of a folded word.
fn letters(word: &str) -> u32 {
    word.chars().filter(|c| c.is_alphanumeric()).count() as u32
}

/// The classes of stem and clitic of a word that the pack does not know whole.
fn classes_of_parts(word: &str, pack: &LanguagePack) -> u64 {
    let Some(at) = word.contains('\'').then(|| clitics::clitic_start(word)).flatten() else {
        return 0;
    };
    let classes = |part: &str| entry(pack, part).classes;
    classes(clitics::full_stem(&word[..at])) | classes(&word[at..])
}

/// Appends the form under which the pack knows a word: lower-case, curly apostrophes straight, without
/// invisible characters.
fn fold(word: &str, out: &mut String) {
    let start = out.len();
    if crate::ascii::is_ascii(word) {
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
