//! Language data: what a word is, shared by all sessions and never changed.

#[cfg(feature = "english")]
mod en;

use crate::text::clitics;
use alloc::{borrow::ToOwned, boxed::Box, format, string::String, sync::Arc, vec::Vec};
use core::hash::Hasher;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use siphasher::sip128::{Hasher128, SipHasher24};

/// One bit for each closed-class category, in the order of the pack: at most [`MAX_CATEGORIES`].
pub(crate) type Categories = u32;

/// Categories that a pack may have: what a word's tags have room for.
pub(crate) const MAX_CATEGORIES: usize = 28;

/// The data of one language as it is compiled in.
#[derive(Debug)]
pub(crate) struct LanguagePack {
    language: &'static str,
    version: u16,
    /// Closed-class words by category; a trailing `*` makes a prefix.
    categories: &'static [(&'static str, &'static [&'static str])],
    /// Lower-case, without the last stop, sorted.
    abbreviations: &'static [&'static str],
}

impl LanguagePack {
    /// The pack that is compiled in, if there is one.
    fn embedded() -> Option<&'static Self> {
        #[cfg(feature = "english")]
        let pack = Some(&en::PACK);
        #[cfg(not(feature = "english"))]
        let pack = None;
        pack
    }
}

/// A word of the shared lexicon.
#[derive(Clone, Debug)]
struct Entry {
    word: Box<str>,
    categories: Categories,
}

/// The words that every session of an engine knows by the same id: the pack's closed-class words,
/// then the words of the host's glossary.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    pack: Option<&'static LanguagePack>,
    /// Sorted by word; the index is the word's shared id.
    entries: Vec<Entry>,
    /// The ids by word. The words are the pack's and the host's own, so a fixed seed will do.
    index: HashMap<Box<str>, u32, FixedState>,
    /// Prefixes (without the star) with their categories.
    prefixes: Vec<(&'static str, Categories)>,
    digest: Arc<str>,
}

impl Lexicon {
    /// The pack's words and `extra` words of the host.
    pub(crate) fn new<'w>(extra: impl IntoIterator<Item = &'w str>) -> Self {
        let pack = LanguagePack::embedded();
        let (mut entries, mut prefixes) = (Vec::new(), Vec::new());
        for (index, (_, words)) in pack.map_or(&[][..], |pack| pack.categories).iter().enumerate() {
            for word in *words {
                match word.strip_suffix('*') {
                    Some(prefix) => prefixes.push((prefix, 1 << index)),
                    None => entries.push(Entry { word: (*word).into(), categories: 1 << index }),
                }
            }
        }
        entries.extend(extra.into_iter().map(|word| Entry { word: word.into(), categories: 0 }));
        entries.sort_by(|a, b| a.word.cmp(&b.word));
        entries.dedup_by(|later, kept| {
            let same = later.word == kept.word;
            if same {
                kept.categories |= later.categories;
            }
            same
        });
        let ids = entries.iter().zip(0..);
        let index = ids.map(|(entry, id)| (entry.word.clone(), id)).collect();
        let digest = pack.map_or_else(|| "none".into(), |pack| digest(pack).into());
        Self { pack, entries, index, prefixes, digest }
    }

    /// The shared id of a folded word.
    pub(crate) fn id(&self, word: &str) -> Option<u32> {
        self.index.get(word).copied()
    }

    /// The closed-class categories of a folded word; a word with a clitic has those of its stem.
    pub(crate) fn categories(&self, word: &str) -> Categories {
        let own = self.listed(word);
        if own != 0 {
            return own;
        }
        match clitics::clitic_start(word) {
            Some(at) => self.listed(clitics::full_stem(&word[..at])),
            None => 0,
        }
    }

    fn listed(&self, word: &str) -> Categories {
        let whole = self.id(word).map_or(0, |id| self.entries[id as usize].categories);
        let matching = self.prefixes.iter().filter(|(prefix, _)| word.starts_with(prefix));
        matching.fold(whole, |sum, (_, categories)| sum | categories)
    }

    /// Whether a full stop after this lower-case word does not end a sentence.
    pub(crate) fn is_abbreviation(&self, word: &str) -> bool {
        self.pack.is_some_and(|pack| pack.abbreviations.binary_search(&word).is_ok())
    }

    /// Whether the pack describes the language of this tag.
    pub(crate) fn covers(&self, language: &str) -> bool {
        let primary = language.split('-').next().unwrap_or_default();
        self.pack.is_some_and(|pack| primary.eq_ignore_ascii_case(pack.language))
    }

    /// Language, version and content digest of the pack: `en-1-` and 16 hexadecimal digits, or
    /// `none`.
    pub(crate) fn digest(&self) -> &Arc<str> {
        &self.digest
    }
}

fn digest(pack: &LanguagePack) -> String {
    let mut hasher = SipHasher24::new();
    for (name, words) in pack.categories {
        hasher.write(name.as_bytes());
        for word in *words {
            hasher.write(&[0]);
            hasher.write(word.as_bytes());
        }
        hasher.write(&[1]);
    }
    for word in pack.abbreviations {
        hasher.write(word.as_bytes());
        hasher.write(&[2]);
    }
    format!("{}-{}-{:016x}", pack.language.to_owned(), pack.version, hasher.finish128().h1)
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;

    #[test]
    fn closed_class_words_are_known_with_their_clitics_and_prefixes() {
        let lexicon = Lexicon::new([]);
        for word in ["the", "i", "don't", "they're", "can't", "won't", "something", "she'll"] {
            assert_ne!(lexicon.categories(word), 0, "{word}");
        }
        for word in ["parcel", "dog's", "o'clock", "run"] {
            assert_eq!(lexicon.categories(word), 0, "{word}");
        }
    }

    #[test]
    fn words_of_the_host_join_the_lexicon_without_a_category() {
        let lexicon = Lexicon::new(["parcel", "the"]);
        assert!(lexicon.id("parcel").is_some());
        assert_eq!(lexicon.categories("parcel"), 0);
        assert_ne!(lexicon.categories("the"), 0);
        assert_eq!(lexicon.id("box"), None);
    }

    #[test]
    fn abbreviations_are_sorted_so_that_they_can_be_found() {
        let list = en::PACK.abbreviations;
        assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(Lexicon::new([]).is_abbreviation("dr"));
    }

    #[test]
    fn the_digest_names_language_and_version() {
        let lexicon = Lexicon::new([]);
        assert!(lexicon.digest().starts_with("en-1-"), "{}", lexicon.digest());
        assert!(lexicon.covers("en-GB") && !lexicon.covers("es"));
    }
}
