//! The words of one session: each distinct word has a dense id, and its tags are decided once.
//!
//! A turn is analysed through a [`View`], which gives new words the ids that they will have, and
//! changes nothing; adopting what the view added makes them the session's own. So a preview and an
//! observation see the same ids.

use super::{phrases::NO_WORD, tags::Tags, variants};
use crate::pack::{Lexicon, WordFacts};
use alloc::{boxed::Box, string::String, vec::Vec};
use core::hash::{BuildHasher, Hasher};
use foldhash::fast::FixedState;
use hashbrown::{HashTable, hash_table::Entry};
use siphasher::sip128::{Hasher128, SipHasher24};

/// The id of every word beyond `max_vocabulary`: it equals no word, itself included.
pub(crate) const OVERFLOW: u32 = u32::MAX;

/// How a word is kept.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Key {
    Text(Box<str>),
    Hash([u8; 16]),
}

/// Words are never shown: Debug output is for logs.
impl core::fmt::Debug for Key {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{} bytes", text.len()),
            Self::Hash(_) => f.write_str("hash"),
        }
    }
}

/// A distinct word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Type {
    pub(crate) key: Key,
    /// The hash under which the session's table holds it.
    hash: u64,
    pub(crate) tags: Tags,
    /// Its id in the engine's lexicon, or [`NO_WORD`].
    pub(crate) shared: u32,
    /// The type it counts as: itself, unless variants are merged.
    pub(crate) canon: u32,
    pub(crate) facts: WordFacts,
}

impl Type {
    /// A type that stands for itself or, with another `canon`, for a variant.
    pub(crate) fn new(key: Key, tags: Tags, shared: u32, canon: u32) -> Self {
        Self { key, hash: 0, tags, shared, canon, facts: WordFacts::default() }
    }

    pub(crate) fn with_facts(self, facts: WordFacts) -> Self {
        Self { facts, ..self }
    }
}

/// How words become keys: as they are, or hashed under a key.
#[derive(Clone)]
pub(crate) enum Keying {
    Plain(FixedState),
    Hashed { key: [u8; 16], seed: u64 },
}

impl core::fmt::Debug for Keying {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(if matches!(self, Self::Plain(_)) { "plain" } else { "hashed" })
    }
}

impl Keying {
    pub(crate) fn plain(seed: u64) -> Self {
        Self::Plain(FixedState::with_seed(seed))
    }

    pub(crate) fn hashed(key: [u8; 16], seed: u64) -> Self {
        Self::Hashed { key, seed }
    }

    pub(crate) fn is_hashed(&self) -> bool {
        matches!(self, Self::Hashed { .. })
    }

    /// The 128-bit hash of a word under the key.
    pub(crate) fn digest(&self, word: &str) -> u128 {
        let key = match self {
            Self::Plain(_) => &[0; 16],
            Self::Hashed { key, .. } => key,
        };
        let mut hasher = SipHasher24::new_with_key(key);
        hasher.write(word.as_bytes());
        hasher.finish128().as_u128()
    }

    fn key_of(&self, word: &str) -> Key {
        if self.is_hashed() {
            Key::Hash(self.digest(word).to_le_bytes())
        } else {
            Key::Text(word.into())
        }
    }

    fn table_hash(&self, key: &Key) -> u64 {
        match (self, key) {
            (Self::Plain(state), Key::Text(text)) => hash_bytes(state, text.as_bytes()),
            (Self::Plain(state), Key::Hash(hash)) => hash_bytes(state, hash),
            (Self::Hashed { seed, .. }, Key::Hash(hash)) => {
                u128::from_le_bytes(*hash) as u64 ^ seed
            }
            (Self::Hashed { seed, .. }, Key::Text(text)) => (self.digest(text) as u64) ^ seed,
        }
    }
}

#[inline]
fn hash_bytes(state: &FixedState, bytes: &[u8]) -> u64 {
    let mut hasher = state.build_hasher();
    hasher.write(bytes);
    hasher.finish()
}

/// The words of one session.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    types: Vec<Option<Type>>,
    /// Ids without a type, highest first: the lowest is taken first.
    free: Vec<u32>,
    table: HashTable<u32>,
    keying: Keying,
    capacity: usize,
    merge_variants: bool,
}

impl Vocabulary {
    pub(crate) fn new(keying: Keying, capacity: usize, merge_variants: bool) -> Self {
        Self {
            types: Vec::new(),
            free: Vec::new(),
            table: HashTable::new(),
            keying,
            capacity,
            merge_variants,
        }
    }

    /// How many types are alive.
    pub(crate) fn len(&self) -> usize {
        self.types.len() - self.free.len()
    }

    pub(crate) fn get(&self, id: u32) -> Option<&Type> {
        self.types.get(id as usize)?.as_ref()
    }

    /// The text of a word, where the session keeps text.
    pub(crate) fn text(&self, id: u32) -> Option<&str> {
        match &self.get(id)?.key {
            Key::Text(text) => Some(text),
            Key::Hash(_) => None,
        }
    }

    pub(crate) fn keying(&self) -> &Keying {
        &self.keying
    }

    /// A read-only look at the words, in which new ones have the ids they would get.
    pub(crate) fn view<'v>(&'v self, lexicon: &'v Lexicon) -> View<'v> {
        View { base: self, lexicon, added: Vec::new(), table: HashTable::new() }
    }

    /// Makes the types that a view added the session's own, under the ids that the view gave them.
    pub(crate) fn adopt(&mut self, added: Vec<Type>) {
        for new in added {
            let id = match self.free.pop() {
                Some(id) => id,
                None => {
                    self.types.push(None);
                    (self.types.len() - 1) as u32
                }
            };
            self.place(id, new);
        }
    }

    /// Puts a type at an id that is known to be without one.
    fn place(&mut self, id: u32, new: Type) {
        let hash = new.hash;
        self.types[id as usize] = Some(new);
        let types = &self.types;
        self.table.insert_unique(hash, id, |other| {
            types[*other as usize].as_ref().map_or(0, |kept| kept.hash)
        });
    }

    /// Frees every type that neither `alive` holds nor a living type counts as.
    pub(crate) fn retain(&mut self, alive: impl Fn(u32) -> bool) {
        let mut keep: Vec<bool> = (0..self.types.len() as u32).map(&alive).collect();
        for (id, kept) in self.types.iter().enumerate() {
            if let Some(kept) = kept.as_ref().filter(|_| alive(id as u32)) {
                keep[kept.canon as usize] = true;
            }
        }
        for (id, kept) in keep.iter().enumerate() {
            if *kept {
                continue;
            }
            if let Some(dead) = self.types[id].take() {
                if let Ok(found) = self.table.find_entry(dead.hash, |other| *other == id as u32) {
                    found.remove();
                }
            }
        }
        while self.types.last().is_some_and(Option::is_none) {
            self.types.pop();
        }
        let holes = self.types.iter().enumerate().rev().filter(|(_, kept)| kept.is_none());
        self.free = holes.map(|(id, _)| id as u32).collect();
    }

    /// Whether one large turn of the past has left far more ids than there are types.
    pub(crate) fn is_sparse(&self) -> bool {
        const MANY: usize = 4096;
        self.types.len() > MANY && self.types.len() > 4 * self.len()
    }

    /// Gives the types new ids without gaps, in the old order; returns the new id by the old one.
    pub(crate) fn compact(&mut self) -> Vec<u32> {
        let mut ids = Vec::with_capacity(self.types.len());
        let mut next = 0;
        for kept in &self.types {
            ids.push(next);
            next += u32::from(kept.is_some());
        }
        let types: Vec<Type> = core::mem::take(&mut self.types).into_iter().flatten().collect();
        self.table = HashTable::new();
        self.free = Vec::new();
        self.types = types.iter().map(|_| None).collect();
        for (id, mut kept) in (0..).zip(types) {
            kept.canon = ids.get(kept.canon as usize).copied().unwrap_or(id);
            self.place(id, kept);
        }
        ids
    }

    /// Rebuilds a vocabulary from its types in order of id.
    pub(crate) fn with_types(mut self, types: Vec<Option<Type>>) -> Self {
        self.types = (0..types.len()).map(|_| None).collect();
        for (id, kept) in types.into_iter().enumerate() {
            if let Some(mut kept) = kept {
                kept.hash = self.keying.table_hash(&kept.key);
                self.place(id as u32, kept);
            }
        }
        self.retain(|_| true);
        self.free = (0..self.types.len() as u32)
            .rev()
            .filter(|id| self.types[*id as usize].is_none())
            .collect();
        self
    }

    /// All types in order of id, with `None` for a free id.
    pub(crate) fn types(&self) -> &[Option<Type>] {
        &self.types
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let texts = self.types.iter().flatten().map(|kept| match &kept.key {
            Key::Text(text) => text.len(),
            Key::Hash(_) => 0,
        });
        self.types.capacity() * size_of::<Option<Type>>()
            + texts.sum::<usize>()
            + self.table.capacity() * 5
            + self.free.capacity() * 4
    }
}

/// What a token needs to know of its word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordRef {
    pub(crate) id: u32,
    pub(crate) canon: u32,
    pub(crate) shared: u32,
    pub(crate) tags: Tags,
    pub(crate) facts: WordFacts,
}

/// A read-only look at a vocabulary, with the new words of one turn.
#[derive(Debug)]
pub(crate) struct View<'v> {
    base: &'v Vocabulary,
    lexicon: &'v Lexicon,
    added: Vec<Type>,
    /// Indices into `added`.
    table: HashTable<u32>,
}

impl View<'_> {
    /// The word's id; a new word gets the next one. `word` is already folded.
    #[inline]
    pub(crate) fn intern(&mut self, word: &str) -> WordRef {
        if let Keying::Plain(state) = &self.base.keying {
            let hash = hash_bytes(state, word.as_bytes());
            let base = self.base;
            let known = base.table.find(hash, |id| base.text(*id) == Some(word));
            if let Some(id) = known {
                return self.known(*id);
            }
            return self.intern_new(word, hash);
        }
        let key = self.base.keying.key_of(word);
        let hash = self.base.keying.table_hash(&key);
        let base = self.base;
        match base.table.find(hash, |id| base.get(*id).is_some_and(|kept| kept.key == key)) {
            Some(id) => self.known(*id),
            None => self.intern_new(word, hash),
        }
    }

    #[inline]
    fn known(&self, id: u32) -> WordRef {
        match self.base.get(id) {
            Some(kept) => WordRef {
                id,
                canon: kept.canon,
                shared: kept.shared,
                tags: kept.tags,
                facts: kept.facts,
            },
            None => self.unknown(),
        }
    }

    /// A word beyond the limit: nothing is known of it, now or when the turn is replayed.
    fn unknown(&self) -> WordRef {
        let (tags, facts) = (Tags::default(), WordFacts::default());
        WordRef { id: OVERFLOW, canon: OVERFLOW, shared: NO_WORD, tags, facts }
    }

    #[cold]
    fn intern_new(&mut self, word: &str, hash: u64) -> WordRef {
        let key = self.base.keying.key_of(word);
        let added = &self.added;
        let seen = self.table.find(hash, |index| added[*index as usize].key == key).copied();
        let index = match seen {
            Some(index) => index,
            None => {
                if self.base.len() + self.added.len() >= self.base.capacity {
                    return self.unknown();
                }
                self.add(word, key, hash, Tags::of(word, self.lexicon))
            }
        };
        let new = &self.added[index as usize];
        WordRef {
            id: self.provisional(index),
            canon: new.canon,
            shared: new.shared,
            tags: new.tags,
            facts: new.facts,
        }
    }

    fn add(&mut self, word: &str, key: Key, hash: u64, tags: Tags) -> u32 {
        let index = self.added.len() as u32;
        let id = self.provisional(index);
        let shared = self.lexicon.id(word).unwrap_or(NO_WORD);
        // A word that is kept as a keyed hash leaves nothing else behind by which it could be found.
        let facts = match self.base.keying {
            Keying::Plain(_) => self.lexicon.facts(word),
            Keying::Hashed { .. } => WordFacts::default(),
        };
        self.added.push(Type { key, hash, tags, shared, canon: id, facts });
        let added = &self.added;
        let rehash = |other: &u32| added[*other as usize].hash;
        let same = |other: &u32| *other == index;
        if let Entry::Vacant(place) = self.table.entry(hash, same, rehash) {
            place.insert(index);
        }
        if self.base.merge_variants {
            let canonical: Option<String> = variants::canonical(word);
            if let Some(canonical) = canonical.filter(|canonical| canonical != word) {
                let canonical = self.intern(&canonical);
                if canonical.canon != OVERFLOW {
                    // A variant is whatever its canonical word is, in every respect.
                    let variant = &mut self.added[index as usize];
                    (variant.canon, variant.tags) = (canonical.canon, canonical.tags);
                }
            }
        }
        index
    }

    /// The id that the `index`-th new type will get: freed ids first, then new ones.
    fn provisional(&self, index: u32) -> u32 {
        let (free, index) = (&self.base.free, index as usize);
        match free.len().checked_sub(index + 1) {
            Some(place) => free[place],
            None => (self.base.types.len() + index - free.len()) as u32,
        }
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        self.lexicon
    }

    /// The types that the turn added, in order of appearance.
    pub(crate) fn into_added(self) -> Vec<Type> {
        self.added
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::LanguagePack;

    fn vocabulary(capacity: usize) -> Vocabulary {
        Vocabulary::new(Keying::plain(7), capacity, false)
    }

    fn learn(vocabulary: &mut Vocabulary, lexicon: &Lexicon, words: &[&str]) -> Vec<u32> {
        let mut view = vocabulary.view(lexicon);
        let ids = words.iter().map(|word| view.intern(word).id).collect();
        let added = view.into_added();
        vocabulary.adopt(added);
        ids
    }

    #[test]
    fn a_view_gives_the_ids_that_adoption_will_give() {
        let lexicon = Lexicon::new(LanguagePack::embedded(), []);
        let mut vocabulary = vocabulary(100);
        assert_eq!(learn(&mut vocabulary, &lexicon, &["a", "b", "a"]), [0, 1, 0]);
        let before = vocabulary.clone();
        let mut view = vocabulary.view(&lexicon);
        let ids = ["b", "c", "d", "c"].map(|word| view.intern(word).id);
        assert_eq!(ids, [1, 2, 3, 2]);
        assert_eq!(vocabulary.types(), before.types());
        assert_eq!(learn(&mut vocabulary, &lexicon, &["b", "c", "d", "c"]), ids);
        assert_eq!(vocabulary.text(2), Some("c"));
    }

    #[test]
    fn freed_ids_are_given_out_again_lowest_first() {
        let lexicon = Lexicon::new(LanguagePack::embedded(), []);
        let mut vocabulary = vocabulary(100);
        learn(&mut vocabulary, &lexicon, &["a", "b", "c", "d"]);
        vocabulary.retain(|id| id == 1 || id == 3);
        assert_eq!(vocabulary.len(), 2);
        assert_eq!(learn(&mut vocabulary, &lexicon, &["e", "d", "f", "g", "a"]), [0, 3, 2, 4, 5]);
        let copy = super::Vocabulary::new(Keying::plain(9), 100, false)
            .with_types(vocabulary.types().to_vec());
        let keys = |vocabulary: &Vocabulary| {
            let types = vocabulary.types().iter();
            types.map(|kept| kept.as_ref().map(|kept| kept.key.clone())).collect::<Vec<_>>()
        };
        assert_eq!(keys(&copy), keys(&vocabulary));
        assert_eq!(copy.view(&lexicon).intern("g").id, 4);
    }

    #[test]
    fn words_beyond_the_limit_become_one_unknown_word() {
        let lexicon = Lexicon::new(LanguagePack::embedded(), []);
        let mut vocabulary = vocabulary(2);
        let ids = learn(&mut vocabulary, &lexicon, &["a", "b", "c", "d", "a"]);
        assert_eq!(ids, [0, 1, OVERFLOW, OVERFLOW, 0]);
        assert_eq!(vocabulary.len(), 2);
    }

    #[test]
    fn a_hashed_vocabulary_keeps_no_text() {
        let lexicon = Lexicon::new(LanguagePack::embedded(), []);
        let keying = Keying::hashed([3; 16], 5);
        let mut vocabulary = Vocabulary::new(keying, 100, false);
        assert_eq!(learn(&mut vocabulary, &lexicon, &["plum", "pear", "plum"]), [0, 1, 0]);
        assert_eq!(learn(&mut vocabulary, &lexicon, &["pear"]), [1]);
        assert_eq!(vocabulary.text(0), None);
        assert!(!alloc::format!("{vocabulary:?}").contains("plum"));
    }

    #[test]
    fn variants_count_as_one_word_where_they_are_merged() {
        let lexicon = Lexicon::new(LanguagePack::embedded(), []);
        let vocabulary = Vocabulary::new(Keying::plain(1), 100, true);
        let mut view = vocabulary.view(&lexicon);
        let plural = view.intern("stars");
        let singular = view.intern("star");
        assert_ne!(plural.id, singular.id);
        assert_eq!(plural.canon, singular.canon);
    }
}
