//! What a text is about, as hashes: the stems of its content words, and which of them it negates.

use crate::{
    codec::{Reader, put},
    pack::Lexicon,
    text::{hash::hash_lower, is_invisible, stem::stem, vocabulary::Keying, words::for_each_word},
};
use alloc::{string::String, vec::Vec};

/// Different stems of a claim that are kept.
const MOST: usize = 64;
/// How many words after a negation it covers.
const SCOPE: u8 = 6;

/// Turns words into hashes of their stems: under the session's key where it keeps no text.
#[derive(Debug)]
pub(crate) struct Stems<'s> {
    keying: &'s Keying,
    lexicon: &'s Lexicon,
    word: String,
}

/// What a word is to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Content(u64),
    Negation,
    /// Says by itself that something is not so: wrong, impossible, a myth.
    Denial,
    /// Ends what a negation covers: but, because.
    Break,
    /// Only, just: takes a "not" before it back.
    Only,
    Hedge,
    Other,
}

impl<'s> Stems<'s> {
    pub(crate) fn new(keying: &'s Keying, lexicon: &'s Lexicon) -> Self {
        Self { keying, lexicon, word: String::new() }
    }

    /// What a word of a text is.
    pub(crate) fn kind(&mut self, text: &str) -> Kind {
        let visible = text.chars().filter(|c| !is_invisible(*c));
        let folded = visible.flat_map(|c| if c == '’' { '\'' } else { c }.to_lowercase());
        self.word.clear();
        self.word.extend(folded);
        let word = self.word.as_str();
        if is_negation(word) {
            return Kind::Negation;
        }
        if BREAKS.contains(&word) {
            return Kind::Break;
        }
        if ONLY.contains(&word) {
            return Kind::Only;
        }
        if HEDGES.binary_search(&word).is_ok() {
            return Kind::Hedge;
        }
        let denies = DENIALS.binary_search(&word).is_ok();
        let counts = word.len() > 1 || word.starts_with(|c: char| c.is_ascii_digit());
        if denies {
            return Kind::Denial;
        }
        if !counts || self.lexicon.categories(word) != 0 {
            return Kind::Other;
        }
        stem(&mut self.word);
        Kind::Content(if self.keying.is_hashed() {
            self.keying.digest(&self.word) as u64
        } else {
            hash_lower(&self.word)
        })
    }

    /// The hash of a single word as content, whatever its class.
    pub(crate) fn keyword(&mut self, text: &str) -> u64 {
        if let Kind::Content(hash) = self.kind(text) {
            return hash;
        }
        if self.keying.is_hashed() {
            self.keying.digest(&self.word) as u64
        } else {
            hash_lower(&self.word)
        }
    }
}

pub(crate) fn is_negation(word: &str) -> bool {
    word.ends_with("n't") || NEGATIONS.binary_search(&word).is_ok()
}

const NEGATIONS: [&str; 31] = [
    "aint", "arent", "barely", "cannot", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt",
    "hardly", "hasnt", "havent", "isnt", "neither", "never", "no", "nobody", "none", "nor", "not",
    "nothing", "nowhere", "rarely", "scarcely", "seldom", "shouldnt", "wasnt", "werent", "without",
    "wont",
];
const BREAKS: [&str; 5] = ["although", "because", "but", "however", "while"];
const ONLY: [&str; 3] = ["just", "merely", "only"];
const DENIALS: [&str; 24] = [
    "contrary",
    "debunked",
    "erroneous",
    "fallacy",
    "false",
    "fictional",
    "fictitious",
    "imaginary",
    "impossible",
    "inaccurate",
    "incorrect",
    "misconception",
    "misconceptions",
    "misinformation",
    "misleading",
    "mistaken",
    "misunderstanding",
    "myth",
    "mythical",
    "myths",
    "nonexistent",
    "unfounded",
    "untrue",
    "wrong",
];
const HEDGES: [&str; 20] = [
    "apparently",
    "appear",
    "appears",
    "arguably",
    "could",
    "likely",
    "may",
    "maybe",
    "might",
    "partly",
    "perhaps",
    "possibly",
    "potentially",
    "probably",
    "seem",
    "seems",
    "somewhat",
    "suggests",
    "uncertain",
    "unclear",
];

/// Follows what a negation covers, word by word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scope {
    left: u8,
    odd: bool,
    just: bool,
}

impl Scope {
    /// Takes the next word; whether it is negated. Two negations in one scope take each other back.
    pub(crate) fn next(&mut self, kind: Kind) -> bool {
        let only = self.just && kind == Kind::Only;
        self.just = kind == Kind::Negation;
        match kind {
            Kind::Negation => {
                self.odd = if self.left > 0 { !self.odd } else { true };
                self.left = SCOPE;
                return false;
            }
            Kind::Break => self.left = 0,
            Kind::Only if only => self.left = 0,
            _ => {}
        }
        let covered = self.left > 0 && self.odd;
        self.left = self.left.saturating_sub(1);
        covered
    }

    /// A comma or the like.
    pub(crate) fn stop(&mut self) {
        *self = Self::default();
    }
}

/// The content of a claim, or of what is true instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Content {
    /// Sorted, each once.
    pub(crate) stems: Vec<u64>,
    /// Those that stand under a negation.
    pub(crate) negated: Vec<u64>,
    /// An odd number of negations and denials.
    pub(crate) denies: bool,
}

impl Content {
    /// The content of a text. O(words).
    pub(crate) fn of(text: &str, stems: &mut Stems<'_>) -> Self {
        let (mut all, mut negated) = (Vec::new(), Vec::new());
        let (mut scope, mut count, mut last) = (Scope::default(), 0_u32, 0);
        for_each_word(text, |word| {
            if text[last..word.start].contains([',', ';', ':', '.', '!', '?']) {
                scope.stop();
            }
            last = word.end;
            let kind = stems.kind(&text[word.start..word.end]);
            count += u32::from(matches!(kind, Kind::Negation | Kind::Denial));
            let covered = scope.next(kind);
            if let Kind::Content(stem) = kind {
                if all.len() < 4 * MOST {
                    all.push(stem);
                    negated.extend(covered.then_some(stem));
                }
            }
        });
        Self { stems: sorted(all), negated: sorted(negated), denies: count % 2 == 1 }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        8 * (self.stems.capacity() + self.negated.capacity())
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        for list in [&self.stems, &self.negated] {
            put(out, list.len() as u64);
            list.iter().for_each(|stem| out.extend_from_slice(&stem.to_le_bytes()));
        }
        out.push(u8::from(self.denies));
    }

    pub(crate) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let list = |bytes: &mut Reader<'_>| -> Option<Vec<u64>> {
            let count = bytes.get_count(8).filter(|count| *count <= MOST)?;
            let list: Vec<u64> =
                (0..count).map(|_| bytes.array().map(u64::from_le_bytes)).collect::<Option<_>>()?;
            list.windows(2).all(|pair| pair[0] < pair[1]).then_some(list)
        };
        let (stems, negated) = (list(bytes)?, list(bytes)?);
        let denies = match bytes.array()? {
            [0] => false,
            [1] => true,
            _ => return None,
        };
        Some(Self { stems, negated, denies })
    }
}

fn sorted(mut stems: Vec<u64>) -> Vec<u64> {
    stems.sort_unstable();
    stems.dedup();
    stems.truncate(MOST);
    stems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;

    fn content(text: &str) -> Content {
        let engine = Engine::default();
        let keying = Keying::plain(0);
        Content::of(text, &mut Stems::new(&keying, engine.lexicon()))
    }

    #[test]
    fn the_lists_are_sorted() {
        for list in [&NEGATIONS[..], &DENIALS, &HEDGES] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{list:?}");
        }
    }

    #[cfg(feature = "english")]
    #[test]
    fn content_is_the_stems_without_the_words_of_grammar() {
        let bats = content("Bats are blind");
        assert_eq!(bats.stems.len(), 2);
        assert_eq!(bats, content("blind bat"));
        assert!(!bats.denies && bats.negated.is_empty());
    }

    #[cfg(feature = "english")]
    #[test]
    fn a_negation_covers_what_follows_until_the_clause_ends() {
        let seen = content("Bats are not blind, they see");
        assert_eq!(seen.negated, content("blind").stems);
        assert!(seen.denies);
        assert!(content("they are not only blind").negated.is_empty());
        let twice = content("it is not true that bats never see");
        assert!(!twice.denies && !twice.negated.contains(&content("see").stems[0]));
    }

    #[test]
    fn content_comes_back_from_its_bytes() {
        let seen = content("Marmalade is not blue");
        let mut bytes = Vec::new();
        seen.write(&mut bytes);
        assert_eq!(Content::read(&mut Reader::new(&bytes)), Some(seen));
        for cut in 0..bytes.len() {
            assert_eq!(Content::read(&mut Reader::new(&bytes[..cut])), None);
        }
    }
}
