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
/// The most paths that options and alternatives of one pattern may unfold to.
const MAX_PATHS: usize = 4096;
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

/// A step of a pattern as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Word(Box<str>),
    Class(u8),
    Any,
}

/// One pattern, unfolded.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// What it shows: the name of an act, or of a cue.
    pub(crate) label: Box<str>,
    /// How sure a hit is, in hundredths.
    pub(crate) percent: u8,
    /// Whether it stands at the start of a sentence only.
    pub(crate) start: bool,
    pub(crate) end: End,
    pub(crate) paths: Vec<Vec<Step>>,
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
        let mut paths: Vec<Vec<Step>> = vec![Vec::new()];
        for step in steps {
            let choices = self.choices(step)?;
            let mut longer = Vec::with_capacity(paths.len() * choices.len());
            for path in &paths {
                for choice in &choices {
                    longer.push(path.iter().cloned().chain(choice.iter().cloned()).collect());
                }
            }
            paths = longer;
            if paths.len() > MAX_PATHS {
                return None;
            }
        }
        paths.retain(|path| !path.is_empty());
        if self.patterns.len() >= MAX_PATTERNS {
            return None;
        }
        self.patterns.push(Pattern { label: label.into(), percent, start, end, paths });
        Some(())
    }

    /// The sequences that a step as written stands for.
    fn choices(&self, step: &str) -> Option<Vec<Vec<Step>>> {
        if step == ".." {
            return Some((0..=GAP).map(|len| vec![Step::Any; len]).collect());
        }
        if step == "*" {
            return Some(vec![vec![Step::Any]]);
        }
        if let Some(optional) = step.strip_prefix('[') {
            let mut choices = self.choices(optional.strip_suffix(']')?)?;
            choices.push(Vec::new());
            return Some(choices);
        }
        if matches!(step, "^" | "$" | "?" | "$?") {
            return None;
        }
        let choice = |word: &str| match word.strip_prefix('@') {
            Some(name) => self.class_number(name).map(|class| vec![Step::Class(class)]),
            None => (!word.is_empty()).then(|| vec![Step::Word(word.into())]),
        };
        step.split('|').map(choice).collect()
    }

    /// Every word that the list knows, with the spellings without an apostrophe.
    pub(crate) fn words(&self) -> Vec<String> {
        let steps = self.patterns.iter().flat_map(|pattern| pattern.paths.iter().flatten());
        let words = steps.filter_map(|step| match step {
            Step::Word(word) => Some(&**word),
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
        let wide = "ack\t90\t[a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a]";
        assert!(PhraseList::read(wide).is_err());
    }

    #[test]
    fn words_are_known_in_both_spellings() {
        let list = PhraseList::read("@x\tit\nack\t90\t^ i'll don't @x").unwrap();
        assert_eq!(list.words(), ["don't", "dont", "i'll", "it"]);
    }
}
