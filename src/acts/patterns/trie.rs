//! The trie of the phrases: built as lists of lists, and laid out flat to be walked.

use super::{Accept, Found, Mark, Phrases, WordId};
use crate::{
    pack::phrases::{Atom, End, Pattern, Step},
    text::phrases::NO_WORD,
};
use alloc::{collections::BTreeMap, vec, vec::Vec};
use core::ops::Range;
use smallvec::SmallVec;

/// The root of the patterns that may begin anywhere, and of those at the start of a sentence.
const FREE: u32 = 0;
const START: u32 = 1;

/// A node while the trie is built.
#[derive(Clone, Debug, Default)]
struct Node {
    words: Vec<(WordId, u32)>,
    classes: Vec<(u8, u32)>,
    any: Option<u32>,
    /// Further nodes that any word leads to.
    others: Vec<u32>,
    accepts: Vec<Accept>,
}

/// Enters pattern by pattern.
#[derive(Debug)]
pub(super) struct Builder {
    nodes: Vec<Node>,
    /// Edges that patterns share.
    shared: BTreeMap<(u32, WordId), u32>,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::default(); 2], shared: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, pattern: &Pattern, accept: Accept, ids: &[SmallVec<[WordId; 2]>]) {
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

    /// Lays the trie out. `classes`: those of each word.
    pub(super) fn finish(mut self, classes: &[u64]) -> Trie {
        let mut trie = Trie::default();
        for node in &mut self.nodes {
            crate::sorted::sort_by(&mut node.words, Ord::cmp);
            let words = trie.words.len();
            trie.words.extend_from_slice(&node.words);
            let (first, mask) = (trie.classes.len(), node.classes.iter().map(|(class, _)| class));
            let mask = mask.fold(0, |mask, class| mask | 1_u64 << class);
            trie.classes.extend_from_slice(&node.classes);
            let gaps = trie.gaps.len();
            trie.gaps.extend(node.any.iter().chain(&node.others));
            let accepts = trie.accepts.len();
            trie.accepts.extend_from_slice(&node.accepts);
            trie.nodes.push(Flat {
                words: place(words, trie.words.len()),
                classes: place(first, trie.classes.len()),
                mask,
                gaps: place(gaps, trie.gaps.len()),
                accepts: place(accepts, trie.accepts.len()),
                passes: node.accepts.is_empty() && node.any.is_none() && node.others.is_empty(),
                sieve: node.words.iter().fold(0, |bits, edge| bits | sieved(edge.0)),
            });
        }
        trie.lay_first_steps(&self.nodes, classes);
        trie
    }
}

/// Where a list begins and ends.
type Place = (u32, u32);

fn place(first: usize, end: usize) -> Place {
    (first as u32, end as u32)
}

fn range((first, end): Place) -> Range<usize> {
    first as usize..end as usize
}

/// A node as it is walked: where its lists are among those of all nodes.
#[derive(Clone, Debug)]
struct Flat {
    /// By word, sorted.
    words: Place,
    classes: Place,
    /// The classes that lead on, one bit each.
    mask: u64,
    /// What any word leads to.
    gaps: Place,
    accepts: Place,
    /// No phrase ends here, and no gap begins.
    passes: bool,
    /// A bit for each word that leads on, by the last bits of its id.
    sieve: u64,
}

/// The bit of a word in a sieve.
#[inline]
fn sieved(word: WordId) -> u64 {
    1 << (word % 64)
}

/// A step from a root, with what tells whether the next word leads on from there: most ways end at
/// their second word.
#[derive(Clone, Debug)]
struct First {
    sieve: u64,
    mask: u64,
    node: u32,
    /// A phrase ends there, or a gap begins: the next word does not matter.
    stays: bool,
}

impl First {
    fn to(number: u32, node: &Flat) -> Self {
        Self { sieve: node.sieve, mask: node.mask, node: number, stays: !node.passes }
    }
}

/// The trie, list after list.
#[derive(Clone, Debug, Default)]
pub(super) struct Trie {
    nodes: Vec<Flat>,
    words: Vec<(WordId, u32)>,
    classes: Vec<(u8, u32)>,
    gaps: Vec<u32>,
    accepts: Vec<Accept>,
    /// By word, what it leads to from either root: most words of a text lead nowhere.
    roots: [Vec<Place>; 2],
    steps: Vec<First>,
    /// What any word leads to from either root.
    gap_steps: [Vec<First>; 2],
}

impl Trie {
    /// What each word leads to from the roots.
    fn lay_first_steps(&mut self, nodes: &[Node], classes: &[u64]) {
        for (root, steps) in [FREE, START].into_iter().zip(&mut self.roots) {
            let node = &nodes[root as usize];
            let most = node.words.last().map_or(0, |(word, _)| *word as usize + 1);
            for word in 0..most.max(classes.len()) {
                let first = self.steps.len();
                let below = node.words.partition_point(|edge| (edge.0 as usize) < word);
                let of_word = node.words[below..].iter().take_while(|edge| edge.0 as usize == word);
                let own = classes.get(word).copied().unwrap_or(0);
                let of_class = node.classes.iter().filter(|(class, _)| own >> class & 1 == 1);
                let children = of_word.map(|edge| edge.1).chain(of_class.map(|edge| edge.1));
                let nodes = &self.nodes;
                self.steps.extend(children.map(|child| First::to(child, &nodes[child as usize])));
                steps.push(place(first, self.steps.len()));
            }
            let gaps = node.any.iter().chain(&node.others);
            let gaps = gaps.map(|child| First::to(*child, &self.nodes[*child as usize]));
            self.gap_steps[root as usize] = gaps.collect();
        }
    }

    pub(super) fn walk<'a>(
        &'a self,
        phrases: &'a Phrases,
        words: &'a [WordId],
        mark: Mark,
        out: &'a mut Vec<Found>,
    ) -> Walk<'a> {
        Walk { trie: self, phrases, words, mark, start: 0, out }
    }
}

/// A word of the sentence.
#[derive(Clone, Copy)]
struct Here {
    word: WordId,
    bit: u64,
    classes: u64,
    /// Behind the last word.
    is_end: bool,
}

impl Here {
    /// Whether it may be one of the words, and whether it is in one of the classes, that lead on.
    #[inline]
    fn leads(self, sieve: u64, mask: u64) -> bool {
        (self.bit & sieve) | (self.classes & mask) != 0
    }
}

/// One search through a sentence.
pub(super) struct Walk<'a> {
    trie: &'a Trie,
    phrases: &'a Phrases,
    words: &'a [WordId],
    mark: Mark,
    start: usize,
    out: &'a mut Vec<Found>,
}

impl Walk<'_> {
    /// The phrases that begin with a word, of those for the start of a sentence.
    pub(super) fn begin(&mut self, start: usize) {
        self.from(START, start);
    }

    /// The same of those that may begin anywhere.
    pub(super) fn anywhere(&mut self, start: usize) {
        self.from(FREE, start);
    }

    fn from(&mut self, root: u32, start: usize) {
        self.start = start;
        let trie = self.trie;
        let here = self.word_at(start);
        if here.is_end {
            return;
        }
        let next = self.word_at(start + 1);
        let steps = trie.roots[root as usize].get(here.word as usize);
        let steps = steps.map_or(&[][..], |steps| &trie.steps[range(*steps)]);
        for first in steps.iter().chain(&trie.gap_steps[root as usize]) {
            if first.stays || next.leads(first.sieve, first.mask) {
                self.go(first.node, start + 1, next);
            }
        }
    }

    /// What is asked of the word at a place.
    #[inline]
    fn word_at(&self, at: usize) -> Here {
        match self.words.get(at).copied() {
            Some(word) if word != NO_WORD => Here {
                word,
                bit: sieved(word),
                classes: self.phrases.classes_of(word),
                is_end: false,
            },
            end => Here { word: NO_WORD, bit: 0, classes: 0, is_end: end.is_none() },
        }
    }

    fn accepts(&mut self, node: &Flat, at: usize) {
        for accept in &self.trie.accepts[range(node.accepts)] {
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
    }

    /// Goes on at a node, where the next word leads on from it.
    #[inline]
    fn step(&mut self, node: u32, at: usize, here: Here) {
        if let Some(flat) = self.trie.nodes.get(node as usize) {
            if !flat.passes || here.leads(flat.sieve, flat.mask) {
                self.go(node, at, here);
            }
        }
    }

    fn go(&mut self, node: u32, at: usize, here: Here) {
        let trie = self.trie;
        let Some(node) = trie.nodes.get(node as usize) else { return };
        self.accepts(node, at);
        if here.is_end {
            return;
        }
        let next = self.word_at(at + 1);
        if node.sieve & here.bit != 0 {
            for (listed, child) in &trie.words[range(node.words)] {
                if *listed >= here.word {
                    if *listed > here.word {
                        break;
                    }
                    self.step(*child, at + 1, next);
                }
            }
        }
        if node.mask & here.classes != 0 {
            for (class, child) in &trie.classes[range(node.classes)] {
                if here.classes >> class & 1 == 1 {
                    self.step(*child, at + 1, next);
                }
            }
        }
        for child in &trie.gaps[range(node.gaps)] {
            self.step(*child, at + 1, next);
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
