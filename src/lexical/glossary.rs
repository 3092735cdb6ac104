//! The host's glossary: terms that name one thing, found in turns by the phrase trie.

use crate::{config::Config, pack::Lexicon, text::analyse::TextPass, text::phrases::PhraseTrie};
use alloc::{boxed::Box, string::String, vec::Vec};

/// A term of the glossary.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub(crate) entry: u32,
    pub(crate) text: Box<str>,
}

/// The terms by phrase number, and the names of the entries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Glossary {
    pub(crate) terms: Vec<Term>,
    pub(crate) entries: Vec<Box<str>>,
}

impl Glossary {
    /// The glossary of a configuration, the lexicon that knows its words, and the trie that finds
    /// its terms.
    pub(crate) fn build(config: &Config) -> (Self, Lexicon, PhraseTrie) {
        let (mut glossary, mut words): (_, Vec<Vec<String>>) = (Self::default(), Vec::new());
        for (entry, group) in config.glossary.iter().enumerate() {
            glossary.entries.push(group.id.as_str().into());
            for term in &group.terms {
                words.push(TextPass::words_of_term(config, term));
                glossary.terms.push(Term { entry: entry as u32, text: term.as_str().into() });
            }
        }
        let lexicon = Lexicon::new(words.iter().flatten().map(String::as_str));
        let ids: Vec<Vec<u32>> = words
            .iter()
            .map(|term| term.iter().filter_map(|word| lexicon.id(word)).collect())
            .collect();
        let numbered = ids.iter().enumerate().map(|(number, ids)| (number as u32, ids.as_slice()));
        let trie = PhraseTrie::new(numbered);
        (glossary, lexicon, trie)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}
