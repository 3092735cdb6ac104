//! The phrases of acts: a trie over the shared ids of words, with classes, options and gaps.

pub(crate) use super::cues::{Cue, Label};
use crate::{
    pack::phrases::{Atom, End, Pattern, PhraseList, Step, spellings},
    text::phrases::NO_WORD,
};
use alloc::{boxed::Box, collections::BTreeMap, vec, vec::Vec};
use smallvec::SmallVec;

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

#[derive(Clone, Debug, Default)]
struct Node {
    /// By word, sorted.
    words: Vec<(u32, u32)>,
    classes: Vec<(u8, u32)>,
    any: Option<u32>,
    /// Further nodes that any word leads to.
    others: Vec<u32>,
    accepts: Vec<Accept>,
}

/// The phrases by word id, ready to be looked for.
#[derive(Clone, Debug)]
pub(crate) struct Phrases {
    nodes: Vec<Node>,
    /// The classes of each shared word.
    classes: Vec<u64>,
    names: BTreeMap<Box<str>, u64>,
    /// Edges that patterns share, while the trie is built.
    shared: BTreeMap<(u32, WordId), u32>,
}

/// The root of the patterns that may begin anywhere, and of those at the start of a sentence.
const FREE: u32 = 0;
const START: u32 = 1;

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
        let mut names = BTreeMap::new();
        for (number, (name, words)) in list.classes.iter().enumerate() {
            let bit = 1_u64 << number;
            names.insert(name.clone(), bit);
            for id in words.iter().flat_map(|word| &ids[*word as usize]) {
                let at = *id as usize;
                if classes.len() <= at {
                    classes.resize(at + 1, 0);
                }
                classes[at] |= bit;
            }
        }
        let shared = BTreeMap::new();
        let mut phrases = Self { nodes: vec![Node::default(); 2], classes, names, shared };
        for (number, pattern) in list.patterns.iter().enumerate() {
            // Labels of a later version are passed over.
            let Some(label) = Label::from_name(&pattern.label) else { continue };
            let (percent, end) = (pattern.percent, pattern.end);
            let accept = Accept { label, number: number as u16, percent, end };
            phrases.add(pattern, accept, &ids);
        }
        phrases.shared.clear();
        phrases.nodes.iter_mut().for_each(|node| node.words.sort_unstable());
        phrases
    }

    fn add(&mut self, pattern: &Pattern, accept: Accept, ids: &[SmallVec<[WordId; 2]>]) {
        let mut ends = vec![if pattern.start { START } else { FREE }];
        for step in &pattern.steps {
            let mut next = self.follow(&ends, step, ids);
            if step.optional {
                next.extend_from_slice(&ends);
            }
            ends = next;
        }
        for node in ends {
            let accepts = &mut self.nodes[node as usize].accepts;
            if !accepts.contains(&accept) {
                accepts.push(accept);
            }
        }
    }

    /// The nodes after a step. A single word, class or gap is one edge of the trie, shared by all
    /// patterns that begin alike; words to choose from lead to a node of their own.
    fn follow(&mut self, ends: &[u32], step: &Step, ids: &[SmallVec<[WordId; 2]>]) -> Vec<u32> {
        if let [atom] = &*step.atoms {
            match atom {
                Atom::Class(class) => {
                    return ends.iter().map(|node| self.by_class(*node, *class)).collect();
                }
                Atom::Any => return ends.iter().map(|node| self.by_any(*node)).collect(),
                Atom::Word(word) => match &*ids[*word as usize] {
                    [] => return Vec::new(),
                    [id] => return ends.iter().map(|node| self.by_word(*node, *id)).collect(),
                    _ => {}
                },
            }
        }
        let child = self.push();
        for node in ends {
            for atom in &step.atoms {
                match atom {
                    Atom::Class(class) => {
                        self.nodes[*node as usize].classes.push((*class, child));
                    }
                    Atom::Any => self.nodes[*node as usize].others.push(child),
                    Atom::Word(word) => {
                        let words = &mut self.nodes[*node as usize].words;
                        words.extend(ids[*word as usize].iter().map(|id| (*id, child)));
                    }
                }
            }
        }
        vec![child]
    }

    fn push(&mut self) -> u32 {
        self.nodes.push(Node::default());
        self.nodes.len() as u32 - 1
    }

    fn by_word(&mut self, node: u32, word: WordId) -> u32 {
        if let Some(child) = self.shared.get(&(node, word)) {
            return *child;
        }
        let child = self.push();
        self.nodes[node as usize].words.push((word, child));
        self.shared.insert((node, word), child);
        child
    }

    fn by_class(&mut self, node: u32, class: u8) -> u32 {
        // Classes follow the words in the table of what is shared.
        let key = (node, WordId::MAX - 1 - u32::from(class));
        if let Some(child) = self.shared.get(&key) {
            return *child;
        }
        let child = self.push();
        self.nodes[node as usize].classes.push((class, child));
        self.shared.insert(key, child);
        child
    }

    fn by_any(&mut self, node: u32) -> u32 {
        if let Some(child) = self.nodes[node as usize].any {
            return child;
        }
        let child = self.push();
        self.nodes[node as usize].any = Some(child);
        child
    }

    /// The class of a name, as a mask; 0 for one that the list does not define.
    pub(crate) fn class(&self, name: &str) -> u64 {
        self.names.get(name).copied().unwrap_or(0)
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
        let (single, double) = (self.class("lead"), self.class("lead_two"));
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
            let mut walk = Walk { phrases: self, words, mark: Mark::Stop, start: 0, out };
            walk.from(START, at);
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
        let mut walk = Walk { phrases: self, words, mark, start: 0, out };
        for at in 0..=lead {
            walk.from(START, at);
        }
        for at in 0..words.len().min(usize::from(u16::MAX)) {
            walk.from(FREE, at);
        }
    }
}

struct Walk<'a> {
    phrases: &'a Phrases,
    words: &'a [WordId],
    mark: Mark,
    start: usize,
    out: &'a mut Vec<Found>,
}

impl Walk<'_> {
    fn from(&mut self, root: u32, start: usize) {
        self.start = start;
        self.step(root, start);
    }

    fn step(&mut self, node: u32, at: usize) {
        let phrases = self.phrases;
        let Some(node) = phrases.nodes.get(node as usize) else { return };
        for accept in &node.accepts {
            let ends = match accept.end {
                End::Anywhere => true,
                End::Sentence => at == self.words.len(),
                End::Question => at == self.words.len() && self.mark == Mark::Question,
                End::Asking => {
                    at == self.words.len() && matches!(self.mark, Mark::Question | Mark::Bare)
                }
            };
            if ends {
                self.accept(accept, at);
            }
        }
        let Some(word) = self.words.get(at).copied() else { return };
        if word != NO_WORD {
            let first = node.words.partition_point(|edge| edge.0 < word);
            for (_, child) in node.words[first..].iter().take_while(|edge| edge.0 == word) {
                self.step(*child, at + 1);
            }
            if !node.classes.is_empty() {
                let classes = phrases.classes_of(word);
                for (class, child) in &node.classes {
                    if classes >> class & 1 == 1 {
                        self.step(*child, at + 1);
                    }
                }
            }
        }
        for child in node.any.iter().chain(&node.others) {
            self.step(*child, at + 1);
        }
    }

    fn accept(&mut self, accept: &Accept, at: usize) {
        let found = Found {
            label: accept.label,
            number: accept.number,
            percent: accept.percent,
            start: self.start as u16,
            end: at.min(usize::from(u16::MAX)) as u16,
        };
        // Paths of one pattern may meet; those from another word are other hits.
        let here = self.out.iter().rev().take_while(|other| other.start == found.start);
        if !here.into_iter().any(|other| *other == found) {
            self.out.push(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::Act;

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
