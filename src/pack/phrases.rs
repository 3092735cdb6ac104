//! Phrases of acts as a pack lists them: patterns over words, not yet over ids.
//!
//! A section `acts` has one phrase a line: a label, how sure a hit is in hundredths, and the pattern,
//! separated by tabs.
//!
//! ```text
//! @be    am is are was were
//! oir_open    90    ^ sorry|pardon ?
//! oir_candidate    75    ^ [so] you mean ..
//! ```
//! `^` is the start of a sentence (openers such as "well" and "so" are passed over), `$` its end, `?`
//! its end with a question mark, `$?` its end with one or, in a turn without any punctuation, without
//! one. `a|b` is
//! either word, `@name` a word of a class, `[x]` may be missing, `*` is one word of any kind, and
//! `..` none to three.

use super::container::invalid;
use crate::error::Error;
use alloc::{
    borrow::Cow, boxed::Box, collections::BTreeMap, format, string::String, vec, vec::Vec,
};

/// The most classes that a list of phrases may define: one bit each.
const MAX_CLASSES: usize = 64;
/// The longest pattern, in steps.
const MAX_STEPS: usize = 16;
/// The most patterns of a list.
const MAX_PATTERNS: usize = 8192;
/// What `..` stands for at most.
const GAP: usize = 3;

/// Where a phrase must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Anywhere,
    Sentence,
    Question,
    Asking,
}

/// What one word of a pattern may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Atom {
    /// The number of a word of the list.
    Word(u32),
    Class(u8),
    Any,
}

/// A step of a pattern: one word that is any of these; perhaps none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) atoms: Vec<Atom>,
    pub(crate) optional: bool,
}

/// One pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// What it shows: the name of an act, or of a cue.
    pub(crate) label: Box<str>,
    /// How sure a hit is, in hundredths.
    pub(crate) percent: u8,
    /// Whether it stands at the start of a sentence only.
    pub(crate) start: bool,
    pub(crate) end: End,
    pub(crate) steps: Vec<Step>,
}

/// What a list of phrases says before words have ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct PhraseList {
    /// All words, each once, in order of appearance.
    pub(crate) words: Vec<Box<str>>,
    /// Names, and the numbers of the words.
    pub(crate) classes: Vec<(Box<str>, Vec<u32>)>,
    pub(crate) patterns: Vec<Pattern>,
}

impl PhraseList {
    /// Reads a list. The error names the first line that is not sound.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut list = Self::default();
        let mut known = BTreeMap::new();
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let ok = match line.strip_prefix('@') {
                Some(class) => list.class(class, &mut known),
                None => list.pattern(line, &mut known),
            };
            if ok.is_none() {
                return Err(line.into());
            }
        }
        Ok(list)
    }

    fn class<'t>(&mut self, line: &'t str, known: &mut Known<'t>) -> Option<()> {
        let (name, words) = line.split_once('\t')?;
        let mut list: Vec<u32> = Vec::new();
        for word in words.split_ascii_whitespace() {
            match word.strip_prefix('@') {
                Some(other) => {
                    let at = self.classes.iter().position(|(known, _)| **known == *other)?;
                    list.extend_from_slice(&self.classes[at].1);
                }
                None => list.push(self.word(word, known)),
            }
        }
        if self.classes.len() >= MAX_CLASSES || self.class_number(name).is_some() {
            return None;
        }
        self.classes.push((name.into(), list));
        Some(())
    }

    fn class_number(&self, name: &str) -> Option<u8> {
        self.classes.iter().position(|(known, _)| **known == *name).map(|at| at as u8)
    }

    fn pattern<'t>(&mut self, line: &'t str, known: &mut Known<'t>) -> Option<()> {
        let mut fields = line.split('\t');
        let label = fields.next().filter(|label| !label.is_empty())?;
        let percent: u8 = fields.next()?.parse().ok().filter(|percent| *percent <= 100)?;
        let (pattern, None) = (fields.next()?, fields.next()) else { return None };
        let mut steps: Vec<&str> = pattern.split_ascii_whitespace().collect();
        let start = steps.first() == Some(&"^");
        if start {
            steps.remove(0);
        }
        let end = match steps.last() {
            Some(&"$") => End::Sentence,
            Some(&"?") => End::Question,
            Some(&"$?") => End::Asking,
            _ => End::Anywhere,
        };
        if end != End::Anywhere {
            steps.pop();
        }
        if steps.is_empty() || steps.len() > MAX_STEPS {
            return None;
        }
        let mut all = Vec::with_capacity(steps.len());
        for step in steps {
            self.step(step, known, &mut all)?;
        }
        let steps: Vec<Step> = all;
        if steps.iter().all(|step| step.optional) {
            return None;
        }
        if self.patterns.len() >= MAX_PATTERNS {
            return None;
        }
        self.patterns.push(Pattern { label: label.into(), percent, start, end, steps });
        Some(())
    }

    /// The number of a word.
    fn word<'t>(&mut self, word: &'t str, known: &mut Known<'t>) -> u32 {
        *known.entry(word).or_insert_with(|| {
            self.words.push(word.into());
            self.words.len() as u32 - 1
        })
    }

    /// Adds the steps that one as written stands for.
    fn step<'t>(
        &mut self,
        written: &'t str,
        known: &mut Known<'t>,
        steps: &mut Vec<Step>,
    ) -> Option<()> {
        let any = |optional| Step { atoms: vec![Atom::Any], optional };
        match written {
            ".." => {
                steps.extend((0..GAP).map(|_| any(true)));
                return Some(());
            }
            "*" => {
                steps.push(any(false));
                return Some(());
            }
            "^" | "$" | "?" | "$?" => return None,
            _ => {}
        }
        let (words, optional) = match written.strip_prefix('[') {
            Some(inner) => (inner.strip_suffix(']')?, true),
            None => (written, false),
        };
        let mut atoms = Vec::new();
        for word in words.split('|') {
            atoms.push(match word.strip_prefix('@') {
                Some(name) => Atom::Class(self.class_number(name)?),
                None if word == "*" => Atom::Any,
                None if word.is_empty() || word.contains(['[', ']']) => return None,
                None => Atom::Word(self.word(word, known)),
            });
        }
        steps.push(Step { atoms, optional });
        Some(())
    }

    /// Every spelling that the list knows.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.words.iter().flat_map(|word| spellings(word))
    }
}

/// The numbers of words, while a list is read.
type Known<'t> = BTreeMap<&'t str, u32>;

/// The error for a line that is not sound.
pub(super) fn unsound(line: &str) -> Error {
    invalid(format!("phrase `{line}` of the pack's acts is not sound: mend it"))
}

/// A word and, where it has an apostrophe and no other word is written so, without it.
pub(crate) fn spellings(word: &str) -> impl Iterator<Item = Cow<'_, str>> {
    const OTHER_WORDS: [&str; 9] =
        ["we'll", "he'll", "she'll", "we're", "i'd", "we'd", "she'd", "i'll", "he'd"];
    let bare = word.contains('\'') && !OTHER_WORDS.contains(&word);
    let plain = bare.then(|| Cow::Owned(word.replace('\'', "")));
    core::iter::once(Cow::Borrowed(word)).chain(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_not_sound_is_named() {
        for line in ["\t90\ta", "ack\t101\ta", "ack\t90", "ack\t90\t@none", "ack\t90\t[a"] {
            assert_eq!(PhraseList::read(line).unwrap_err(), line);
        }
        assert!(PhraseList::read("@a\tb\n@a\tc").is_err());
        let all_may_be_missing = "ack\t90\t[a] [b]";
        assert!(PhraseList::read(all_may_be_missing).is_err());
    }

    #[test]
    fn words_are_known_in_both_spellings() {
        let list = PhraseList::read("@x\tit\nack\t90\t^ i'll don't @x").unwrap();
        let spellings: Vec<_> = list.spellings().collect();
        assert_eq!(spellings, ["it", "i'll", "don't", "dont"]);
    }
}
