//! Phrases of acts as a pack lists them: patterns over words, not yet over ids.
//!
//! A section `acts` has one phrase a line: a label, how sure a hit is in hundredths, and the pattern.
//!
//! ```text
//! @be	am is are was were
//! oir_open	90	^ sorry|pardon ?
//! oir_candidate	75	^ [so] you mean ..
//! ```
//! `^` is the start of a sentence (openers such as "well" and "so" are passed over), `$` its end, `?`
//! its end with a question mark, `$?` its end with one or, in a turn without any punctuation, without
//! one. `a|b` is
//! either word, `@name` a word of a class, `[x]` may be missing, `*` is one word of any kind, and
//! `..` none to three.

use super::container::invalid;
use crate::error::Error;
use alloc::{boxed::Box, format, string::String, vec, vec::Vec};

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
    Word(Box<str>),
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
    pub(crate) classes: Vec<(Box<str>, Vec<Box<str>>)>,
    pub(crate) patterns: Vec<Pattern>,
}

impl PhraseList {
    /// Reads a list. The error names the first line that is not sound.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut list = Self::default();
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let ok = match line.strip_prefix('@') {
                Some(class) => list.class(class),
                None => list.pattern(line),
            };
            if ok.is_none() {
                return Err(line.into());
            }
        }
        Ok(list)
    }

    fn class(&mut self, line: &str) -> Option<()> {
        let (name, words) = line.split_once('\t')?;
        let mut list: Vec<Box<str>> = Vec::new();
        for word in words.split_ascii_whitespace() {
            match word.strip_prefix('@') {
                Some(other) => {
                    let at = self.classes.iter().position(|(known, _)| **known == *other)?;
                    list.extend(self.classes[at].1.iter().cloned());
                }
                None => list.push(word.into()),
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

    fn pattern(&mut self, line: &str) -> Option<()> {
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
        let steps: Option<Vec<Vec<Step>>> = steps.into_iter().map(|step| self.step(step)).collect();
        let steps: Vec<Step> = steps?.into_iter().flatten().collect();
        if steps.iter().all(|step| step.optional) {
            return None;
        }
        if self.patterns.len() >= MAX_PATTERNS {
            return None;
        }
        self.patterns.push(Pattern { label: label.into(), percent, start, end, steps });
        Some(())
    }

    /// The steps that one as written stands for.
    fn step(&self, written: &str) -> Option<Vec<Step>> {
        let any = |optional| Step { atoms: vec![Atom::Any], optional };
        match written {
            ".." => return Some(vec![any(true); GAP]),
            "*" => return Some(vec![any(false)]),
            "^" | "$" | "?" | "$?" => return None,
            _ => {}
        }
        let (words, optional) = match written.strip_prefix('[') {
            Some(inner) => (inner.strip_suffix(']')?, true),
            None => (written, false),
        };
        let atom = |word: &str| match word.strip_prefix('@') {
            Some(name) => self.class_number(name).map(Atom::Class),
            None if word == "*" => Some(Atom::Any),
            None => {
                (!word.is_empty() && !word.contains(['[', ']'])).then(|| Atom::Word(word.into()))
            }
        };
        let atoms = words.split('|').map(atom).collect::<Option<_>>()?;
        Some(vec![Step { atoms, optional }])
    }

    /// Every word that the list knows, with the spellings without an apostrophe.
    pub(crate) fn words(&self) -> Vec<String> {
        let steps = self.patterns.iter().flat_map(|pattern| &pattern.steps);
        let words = steps.flat_map(|step| &step.atoms).filter_map(|atom| match atom {
            Atom::Word(word) => Some(&**word),
            _ => None,
        });
        let classes = self.classes.iter().flat_map(|(_, words)| words.iter().map(|word| &**word));
        let mut all: Vec<String> = words.chain(classes).flat_map(spellings).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The error for a line that is not sound.
pub(super) fn unsound(line: &str) -> Error {
    invalid(format!("phrase `{line}` of the pack's acts is not sound: mend it"))
}

/// A word and, where it has an apostrophe and no other word is written so, without it.
pub(crate) fn spellings(word: &str) -> impl Iterator<Item = String> + '_ {
    const OTHER_WORDS: [&str; 9] =
        ["well", "hell", "shell", "were", "id", "wed", "shed", "ill", "hed"];
    let plain: String = word.chars().filter(|c| *c != '\'').collect();
    let bare = plain != word && !OTHER_WORDS.contains(&plain.as_str());
    core::iter::once(word.into()).chain(bare.then_some(plain))
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
        assert_eq!(list.words(), ["don't", "dont", "i'll", "it"]);
    }
}
