//! The phrases of acts: a trie over the shared ids of words, with classes, options and gaps.

mod trie;

pub(crate) use super::cues::{Cue, Label};
use crate::pack::phrases::{End, PhraseList, spellings};
use alloc::{boxed::Box, vec::Vec};
use smallvec::SmallVec;
use trie::{Builder, Trie};

/// A phrase found in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) label: Label,
    /// The number of the phrase in the pack's list.
    pub(crate) number: u16,
    pub(crate) percent: u8,
    /// First token and one past the last, within the sentence.
    pub(crate) start: u16,
    pub(crate) end: u16,
}

/// How a sentence ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// With a question mark.
    Question,
    /// With an exclamation mark.
    Exclamation,
    /// With a full stop or the like.
    Stop,
    /// With nothing, in a turn that has punctuation elsewhere.
    Open,
    /// With nothing, in a turn without any punctuation.
    Bare,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Accept {
    label: Label,
    number: u16,
    percent: u8,
    end: End,
}

/// The phrases by word id, ready to be looked for.
#[derive(Clone, Debug)]
pub(crate) struct Phrases {
    trie: Trie,
    /// The classes of each shared word.
    classes: Vec<u64>,
    /// The names of the classes; the number of a name is that of its bit.
    names: Vec<Box<str>>,
    /// The classes of single openers, and of the first of two.
    lead: [u64; 2],
}

/// A word as phrases see it.
pub(crate) type WordId = u32;

impl Phrases {
    /// The phrases of a list; `id` gives the shared id of a word.
    pub(crate) fn new(list: &PhraseList, id: impl Fn(&str) -> Option<WordId>) -> Self {
        // The ids of each word of the list, in both spellings.
        let ids: Vec<SmallVec<[WordId; 2]>> = list
            .words
            .iter()
            .map(|word| spellings(word).filter_map(|word| id(&word)).collect())
            .collect();
        let mut classes: Vec<u64> = Vec::new();
        for (number, (_, words)) in list.classes.iter().enumerate() {
            let bit = 1_u64 << number;
            for id in words.iter().flat_map(|word| &ids[*word as usize]) {
                let at = *id as usize;
                if classes.len() <= at {
                    classes.resize(at + 1, 0);
                }
                classes[at] |= bit;
            }
        }
        let mut builder = Builder::new();
        for (number, pattern) in list.patterns.iter().enumerate() {
            // Labels of a later version are passed over.
            let Some(label) = Label::from_name(&pattern.label) else { continue };
            let (percent, end) = (pattern.percent, pattern.end);
            let accept = Accept { label, number: number as u16, percent, end };
            builder.add(pattern, accept, &ids);
        }
        let names = list.classes.iter().map(|(name, _)| name.clone()).collect();
        let trie = builder.finish(&classes);
        let mut phrases = Self { trie, classes, names, lead: [0; 2] };
        phrases.lead = ["lead", "lead_two"].map(|name| phrases.class(name));
        phrases
    }

    /// The class of a name, as a mask; 0 for one that the list does not define.
    #[inline(never)]
    pub(crate) fn class(&self, name: &str) -> u64 {
        self.names.iter().position(|known| **known == *name).map_or(0, |number| 1 << number)
    }

    /// The classes of a word, one bit each.
    #[inline]
    pub(crate) fn classes_of(&self, word: WordId) -> u64 {
        self.classes.get(word as usize).copied().unwrap_or(0)
    }

    /// How many words of a sentence are openers: single words of the class `lead`, and two words
    /// that are a `lead` phrase. `out` is used and left empty.
    pub(crate) fn lead(&self, words: &[WordId], out: &mut Vec<Found>) -> usize {
        const MOST: usize = 8;
        let [single, double] = self.lead;
        let mut at = 0;
        while at < words.len().min(MOST) {
            let classes = self.classes_of(words[at]);
            if classes & single != 0 {
                at += 1;
                continue;
            }
            if classes & double == 0 {
                break;
            }
            out.clear();
            self.trie.walk(self, words, Mark::Stop, out).begin(at);
            let lead = out.iter().find(|found| found.label == Label::Cue(Cue::Lead));
            match lead {
                Some(found) => at = usize::from(found.end),
                None => break,
            }
        }
        out.clear();
        at.min(words.len().saturating_sub(1))
    }

    /// Finds every phrase of a sentence: `words` are its shared ids, `lead` how many of them are
    /// openers. O(words x longest pattern), with few branches.
    pub(crate) fn find(&self, words: &[WordId], lead: usize, mark: Mark, out: &mut Vec<Found>) {
        let mut walk = self.trie.walk(self, words, mark, out);
        for at in 0..=lead {
            walk.begin(at);
        }
        for at in 0..words.len().min(usize::from(u16::MAX)) {
            walk.anywhere(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{acts::Act, text::phrases::NO_WORD};

    const LIST: &str = "# a comment\n\
        @be\tis are\n\
        @wh\twhat who\n\
        oir_open\t90\t^ sorry|pardon $?\n\
        oir_candidate\t75\t^ [so] you mean ..\n\
        wh\t80\t@wh @be\n\
        disagree\t60\tdon't .. so $\n\
        ack\t70\t^ okay $\n";

    fn found(sentence: &str, lead: usize, mark: Mark) -> Vec<(Label, u16, u16)> {
        let list = PhraseList::read(LIST).unwrap();
        let words: Vec<_> = list.spellings().collect();
        let id = |word: &str| words.iter().position(|known| known == word).map(|at| at as u32);
        let phrases = Phrases::new(&list, id);
        let ids: Vec<u32> = sentence.split(' ').map(|word| id(word).unwrap_or(NO_WORD)).collect();
        let mut out = Vec::new();
        phrases.find(&ids, lead, mark, &mut out);
        out.into_iter().map(|found| (found.label, found.start, found.end)).collect()
    }

    fn labels(sentence: &str, lead: usize, mark: Mark) -> Vec<Label> {
        let mut labels: Vec<Label> =
            found(sentence, lead, mark).into_iter().map(|(label, ..)| label).collect();
        labels.dedup();
        labels
    }

    #[test]
    fn a_question_pattern_wants_its_mark_or_a_turn_without_marks() {
        let open = [Label::Act(Act::OirOpen)];
        assert_eq!(labels("sorry", 0, Mark::Question), open);
        assert_eq!(labels("pardon", 0, Mark::Bare), open);
        assert_eq!(labels("sorry", 0, Mark::Stop), []);
        assert_eq!(labels("sorry about that", 0, Mark::Question), []);
    }

    #[test]
    fn the_start_of_a_sentence_comes_after_its_openers() {
        assert_eq!(labels("okay", 0, Mark::Stop), [Label::Act(Act::Ack)]);
        assert_eq!(labels("well okay", 1, Mark::Stop), [Label::Act(Act::Ack)]);
        assert_eq!(labels("well okay", 0, Mark::Stop), []);
    }

    #[test]
    fn options_classes_and_gaps_are_found() {
        let candidate = Label::Act(Act::OirCandidate);
        assert_eq!(labels("so you mean the plan", 0, Mark::Question), [candidate]);
        assert_eq!(found("you mean", 0, Mark::Question), [(candidate, 0, 2)]);
        assert_eq!(labels("well what is that", 0, Mark::Open), [Label::Cue(Cue::Wh)]);
        for text in ["don't so", "i don't think so", "dont really think so"] {
            assert_eq!(labels(text, 0, Mark::Stop), [Label::Act(Act::Disagree)], "{text}");
        }
        assert_eq!(labels("don't a b c d so", 0, Mark::Stop), []);
    }

    #[test]
    fn a_word_of_no_phrase_matches_nothing_but_a_gap() {
        assert_eq!(labels("zebra", 0, Mark::Question), []);
        assert_eq!(labels("you mean zebra zebra", 0, Mark::Bare), [Label::Act(Act::OirCandidate)]);
    }
}
