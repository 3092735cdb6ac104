//! The words that every session of an engine knows by the same id, and the closed-class words.

use super::{
    Categories, LanguagePack, WordFacts,
    cues::{CueSet, Cues},
};
use crate::text::clitics;
use alloc::{boxed::Box, sync::Arc, vec::Vec};
use foldhash::fast::FixedState;
use hashbrown::HashMap;

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
    pack: Option<LanguagePack>,
    /// Sorted by word; the index is the word's shared id.
    entries: Vec<Entry>,
    /// The ids by word. The words are the pack's and the host's own, so a fixed seed will do.
    index: HashMap<Box<str>, u32, FixedState>,
    /// Prefixes (without the star) with their categories.
    prefixes: Vec<(Box<str>, Categories)>,
    /// Lower-case, without the last stop, sorted.
    abbreviations: Vec<Box<str>>,
    digest: Arc<str>,
    cues: Cues,
    describe: Option<Describe>,
}

/// What finds the facts of a lower-case ASCII word.
type Describe = fn(&LanguagePack, &str) -> WordFacts;

impl Lexicon {
    /// The pack's words and `extra` words of the host.
    pub(crate) fn new<'w>(
        pack: Option<LanguagePack>,
        extra: impl IntoIterator<Item = &'w str>,
    ) -> Self {
        let (mut entries, mut prefixes) = (Vec::new(), Vec::new());
        let categories = pack.as_ref().into_iter().flat_map(LanguagePack::closed_class);
        for (index, (_, words)) in categories.enumerate() {
            for word in words {
                match word.strip_suffix('*') {
                    Some(prefix) => prefixes.push((prefix.into(), 1 << index)),
                    None => entries.push(Entry { word: word.into(), categories: 1 << index }),
                }
            }
        }
        entries.extend(extra.into_iter().map(|word| Entry { word: word.into(), categories: 0 }));
        crate::sorted::sort_by(&mut entries, |a: &Entry, b: &Entry| a.word.cmp(&b.word));
        entries.dedup_by(|later, kept| {
            let same = later.word == kept.word;
            if same {
                kept.categories |= later.categories;
            }
            same
        });
        let ids = entries.iter().zip(0..);
        let index = ids.map(|(entry, id)| (entry.word.clone(), id)).collect();
        let digest = pack.as_ref().map_or_else(|| "none".into(), |pack| pack.digest().into());
        let mut abbreviations: Vec<Box<str>> =
            pack.iter().flat_map(LanguagePack::abbreviations).map(Box::from).collect();
        crate::sorted::sort_by(&mut abbreviations, Ord::cmp);
        let cues = Cues::default();
        let lexicon =
            Self { pack, entries, index, prefixes, abbreviations, digest, cues, describe: None };
        let cues = Cues::new(lexicon.pack().and_then(LanguagePack::cues), &lexicon);
        Self { cues, ..lexicon }
    }

    /// The same lexicon, which asks `describe` for the facts of words.
    pub(crate) fn described_by(mut self, describe: Describe) -> Self {
        self.describe = Some(describe);
        self
    }

    /// The pack whose facts of words are known, by its number.
    pub(crate) fn described(&self) -> Option<u64> {
        let pack = self.pack.as_ref().filter(|pack| pack.has_words())?;
        self.describe.map(|_| pack.number())
    }

    /// The facts of a word in any case; none are known of words beyond ASCII.
    pub(crate) fn facts(&self, word: &str) -> WordFacts {
        let described = (self.describe, &self.pack);
        let (Some(describe), Some(pack), true) =
            (described.0, described.1, crate::ascii::is_ascii(word))
        else {
            return WordFacts::default();
        };
        if word.len() > WordFacts::MOST_BYTES || !pack.has_words() {
            return WordFacts::default();
        }
        describe(pack, &word.to_ascii_lowercase())
    }

    /// The lists of stance.
    pub(crate) fn cues(&self) -> &Cues {
        &self.cues
    }

    /// The lists of stance that a folded word is in.
    pub(crate) fn cues_of(&self, word: &str) -> CueSet {
        self.id(word).map_or(CueSet::default(), |id| self.cues.word(id))
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
        let matching = self.prefixes.iter().filter(|(prefix, _)| word.starts_with(&**prefix));
        matching.fold(whole, |sum, (_, categories)| sum | categories)
    }

    /// Whether a full stop after this lower-case word does not end a sentence.
    pub(crate) fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.binary_search_by(|other| (**other).cmp(word)).is_ok()
    }

    /// Whether the pack describes the language of this tag.
    pub(crate) fn covers(&self, language: &str) -> bool {
        let primary = language.split('-').next().unwrap_or_default();
        self.pack.as_ref().is_some_and(|pack| primary.eq_ignore_ascii_case(pack.language()))
    }

    /// The pack, if there is one.
    pub(crate) fn pack(&self) -> Option<&LanguagePack> {
        self.pack.as_ref()
    }

    /// Language, version and content digest of the pack: `en-1-` and 16 hexadecimal digits, or
    /// `none`.
    pub(crate) fn digest(&self) -> &Arc<str> {
        &self.digest
    }
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;

    fn lexicon<const N: usize>(extra: [&str; N]) -> Lexicon {
        Lexicon::new(Some(LanguagePack::english()), extra)
    }

    #[test]
    fn closed_class_words_are_known_with_their_clitics_and_prefixes() {
        let lexicon = lexicon([]);
        for word in ["the", "i", "don't", "they're", "can't", "won't", "something", "she'll"] {
            assert_ne!(lexicon.categories(word), 0, "{word}");
        }
        for word in ["parcel", "dog's", "o'clock", "run"] {
            assert_eq!(lexicon.categories(word), 0, "{word}");
        }
    }

    #[test]
    fn words_of_the_host_join_the_lexicon_without_a_category() {
        let lexicon = lexicon(["parcel", "the"]);
        assert!(lexicon.id("parcel").is_some());
        assert_eq!(lexicon.categories("parcel"), 0);
        assert_ne!(lexicon.categories("the"), 0);
        assert_eq!(lexicon.id("box"), None);
    }

    #[test]
    fn abbreviations_are_found() {
        assert!(lexicon([]).is_abbreviation("dr"));
        assert!(!lexicon([]).is_abbreviation("parcel"));
    }

    #[test]
    fn the_digest_names_language_and_version() {
        let lexicon = lexicon([]);
        assert!(lexicon.digest().starts_with("en-4-"), "{}", lexicon.digest());
        assert!(lexicon.covers("en-GB") && !lexicon.covers("es"));
    }
}
