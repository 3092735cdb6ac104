//! The host's glossary: terms that name one thing, found in turns by the phrase trie.

use crate::{
    config::Config,
    error::{Error, Result},
    pack::{LanguagePack, Lexicon, cues::CueList, phrases::PhraseList},
    text::analyse::TextPass,
    text::phrases::PhraseTrie,
};
use alloc::{boxed::Box, format, string::String, vec::Vec};

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
    /// Checks that every term holds a word and that no two terms are the same words.
    pub(crate) fn check(config: &Config) -> Result<()> {
        let mut seen: Vec<(Vec<String>, &str)> = Vec::new();
        for entry in &config.glossary {
            for term in &entry.terms {
                let words = TextPass::words_of_term(config, term);
                if words.iter().all(String::is_empty) {
                    let id = &entry.id;
                    return Err(Error::config(format!(
                        "glossary term `{term}` of `{id}` holds no word: remove it"
                    )));
                }
                seen.push((words, term));
            }
        }
        crate::sorted::sort_by(&mut seen, Ord::cmp);
        match seen.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(Error::config(format!(
                "glossary terms `{}` and `{}` are the same words: keep one",
                pair[0].1, pair[1].1
            ))),
            None => Ok(()),
        }
    }

    /// The glossary of a configuration, the lexicon that knows its words, and the trie that finds
    /// its terms.
    pub(crate) fn build(
        config: &Config,
        pack: Option<LanguagePack>,
    ) -> (Self, Lexicon, PhraseTrie) {
        let (mut glossary, mut words): (_, Vec<Vec<String>>) = (Self::default(), Vec::new());
        for (entry, group) in config.glossary.iter().enumerate() {
            glossary.entries.push(group.id.as_str().into());
            for term in &group.terms {
                words.push(TextPass::words_of_term(config, term));
                glossary.terms.push(Term { entry: entry as u32, text: term.as_str().into() });
            }
        }
        let phrases = pack.as_ref().and_then(LanguagePack::phrases);
        let known: Vec<_> = phrases.into_iter().flat_map(PhraseList::spellings).collect();
        let known = known.iter().map(|word| &**word);
        let cues = pack.as_ref().and_then(LanguagePack::cues).map(CueList::words);
        let known = known.chain(cues.into_iter().flatten());
        let all = words.iter().flatten().map(String::as_str).chain(known);
        let lexicon = Lexicon::new(pack.clone(), all);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::GlossaryEntry;
    use alloc::{string::ToString, vec};

    fn message(terms: &[&str]) -> Option<String> {
        let terms = terms.iter().map(ToString::to_string).collect();
        let glossary = vec![GlossaryEntry { id: "thing".into(), terms }];
        let checked = Glossary::check(&Config { glossary, ..Config::default() });
        checked.err().map(|error| error.to_string())
    }

    #[test]
    fn terms_are_compared_as_words() {
        assert_eq!(message(&["box", "parcel"]), None);
        let same = message(&["box", "Box?"]).unwrap_or_default();
        assert_eq!(same, "glossary terms `Box?` and `box` are the same words: keep one");
        let none = message(&["box", "!!!"]).unwrap_or_default();
        assert_eq!(none, "glossary term `!!!` of `thing` holds no word: remove it");
    }
}
