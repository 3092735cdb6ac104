//! Phrases over word ids: a trie that finds the longest phrase at each token in one pass.

use alloc::vec::Vec;

/// An id that no phrase holds: a word outside the shared lexicon.
pub(crate) const NO_WORD: u32 = u32::MAX;

/// A phrase found in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PhraseHit {
    /// The number under which the phrase was added.
    pub(crate) phrase: u32,
    /// The first token.
    pub(crate) token: u32,
    /// How many tokens.
    pub(crate) len: u32,
}

/// A set of phrases, each a sequence of shared word ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct PhraseTrie {
    /// Edges of each node, sorted by word. Node 0 is the root.
    nodes: Vec<Node>,
    longest: usize,
}

#[derive(Clone, Debug, Default)]
struct Node {
    edges: Vec<(u32, u32)>,
    phrase: Option<u32>,
}

impl PhraseTrie {
    /// Builds the trie; a phrase given twice keeps its first number.
    pub(crate) fn new<'p>(phrases: impl IntoIterator<Item = (u32, &'p [u32])>) -> Self {
        let mut trie = Self { nodes: alloc::vec![Node::default()], longest: 0 };
        for (number, words) in phrases {
            if words.is_empty() || words.contains(&NO_WORD) {
                continue;
            }
            let mut node = 0;
            for word in words {
                node = trie.child_or_new(node, *word);
            }
            trie.nodes[node].phrase.get_or_insert(number);
            trie.longest = trie.longest.max(words.len());
        }
        trie
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.longest == 0
    }

    fn child_or_new(&mut self, node: usize, word: u32) -> usize {
        match self.nodes[node].edges.binary_search_by_key(&word, |edge| edge.0) {
            Ok(found) => self.nodes[node].edges[found].1 as usize,
            Err(place) => {
                let child = self.nodes.len();
                self.nodes[node].edges.insert(place, (word, child as u32));
                self.nodes.push(Node::default());
                child
            }
        }
    }

    fn child(&self, node: usize, word: u32) -> Option<usize> {
        let edges = &self.nodes[node].edges;
        let found = edges.binary_search_by_key(&word, |edge| edge.0).ok()?;
        Some(edges[found].1 as usize)
    }

    /// Calls `each` for the longest phrase at each token, left to right, without overlaps.
    /// O(words x longest phrase).
    pub(crate) fn find(&self, words: &[u32], mut each: impl FnMut(PhraseHit)) {
        let mut at = 0;
        while at < words.len() && !self.is_empty() {
            let (mut node, mut best) = (0, None);
            for (length, word) in words[at..].iter().take(self.longest).enumerate() {
                let Some(next) = self.child(node, *word) else { break };
                node = next;
                if let Some(phrase) = self.nodes[node].phrase {
                    best = Some((phrase, length + 1));
                }
            }
            at += match best {
                Some((phrase, len)) => {
                    each(PhraseHit { phrase, token: at as u32, len: len as u32 });
                    len
                }
                None => 1,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn hits(trie: &PhraseTrie, words: &[u32]) -> Vec<(u32, u32, u32)> {
        let mut found = Vec::new();
        trie.find(words, |hit| found.push((hit.phrase, hit.token, hit.len)));
        found
    }

    #[test]
    fn the_longest_phrase_wins_and_phrases_do_not_overlap() {
        let trie = PhraseTrie::new([(0, &[1, 2][..]), (1, &[1, 2, 3]), (2, &[3]), (3, &[2, 3, 4])]);
        assert_eq!(hits(&trie, &[9, 1, 2, 3, 4]), vec![(1, 1, 3)]);
        assert_eq!(hits(&trie, &[1, 2, 4, 3, 3]), vec![(0, 0, 2), (2, 3, 1), (2, 4, 1)]);
        assert_eq!(hits(&trie, &[1, 3]), vec![(2, 1, 1)]);
        assert_eq!(hits(&trie, &[]), vec![]);
    }

    #[test]
    fn a_word_outside_the_lexicon_is_in_no_phrase() {
        let trie = PhraseTrie::new([(0, &[NO_WORD][..])]);
        assert!(trie.is_empty());
        assert_eq!(hits(&trie, &[NO_WORD, NO_WORD]), vec![]);
    }
}
