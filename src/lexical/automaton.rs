//! The online generalised suffix automaton of a dialogue: which strings of words were said, by
//! whom, first when, and in how many turns.
//!
//! Every turn (or run of a turn) is a string of word ids, read from the root. A state stands for
//! all strings with the same occurrences; its longest string is the expression it names, and its
//! suffix link leads to the longest shorter string with more occurrences. Each state counts turns
//! by party, so that "has the other party said this?" is one look-up. Appending is amortised O(1)
//! states a word (Blumer et al. 1985); counting walks up the suffix links to the first state that
//! this turn has already counted.

use crate::{paged::Paged, turn::Party};
use hashbrown::HashTable;

/// The state of the empty string. No edge leads to it, so as a target it means "none".
pub(crate) const ROOT: u32 = 0;
const NONE: u32 = u32::MAX;

/// Edges that are looked up by walking a state's list; a state with more has them in the index.
const LISTED: u16 = 4;
/// The index is split so that its growth never stalls a turn for long.
const SHARDS: usize = 16;

/// A state: the part that every step reads.
#[derive(Clone, Copy, Debug)]
struct Node {
    link: u32,
    /// The first edge lies in the node.
    token: u32,
    target: u32,
    /// The head of the list of further edges.
    more: u32,
    /// The last turn that was counted here.
    last_turn: u32,
    /// Words in the longest string.
    len: u16,
    /// Further edges, saturating.
    more_edges: u16,
    /// What client, agent and others have said of it.
    seen: [Seen; NEAR],
}

/// Parties whose counts lie in the node; those of others lie apart.
const NEAR: usize = 3;
const FAR: usize = Party::MAX_SPEAKERS - NEAR;

#[derive(Clone, Copy, Debug)]
struct Edge {
    state: u32,
    token: u32,
    target: u32,
    next: u32,
}

/// What a party has said of a state's strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Distinct turns of the party that hold them.
    pub(crate) turns: u32,
    /// The first of these turns; meaningless while `turns` is 0.
    pub(crate) first: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct Automaton {
    nodes: Paged<Node>,
    /// The counts of further parties by state; empty without any.
    far: Paged<[Seen; FAR]>,
    edges: Paged<Edge>,
    index: [HashTable<u32>; SHARDS],
    /// The root's edges by word id.
    roots: Paged<u32>,
    has_far: bool,
    seed: u64,
    /// States that were split while appending, as (old state, clone); read by the eager lexicon.
    splits: Option<alloc::vec::Vec<(u32, u32)>>,
}

impl Automaton {
    pub(crate) fn new(parties: usize, seed: u64, track_splits: bool) -> Self {
        Self {
            nodes: Paged::default(),
            far: Paged::default(),
            edges: Paged::default(),
            index: core::array::from_fn(|_| HashTable::new()),
            roots: Paged::default(),
            has_far: parties > NEAR,
            seed,
            splits: track_splits.then(alloc::vec::Vec::new),
        }
    }

    /// States, the root included.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len().max(1)
    }

    #[inline]
    pub(crate) fn link(&self, state: u32) -> u32 {
        self.nodes[state as usize].link
    }

    /// Words in the longest string of a state.
    #[inline]
    pub(crate) fn string_len(&self, state: u32) -> u32 {
        if state == ROOT { 0 } else { u32::from(self.nodes[state as usize].len) }
    }

    #[inline]
    pub(crate) fn seen(&self, state: u32, party: Party) -> Seen {
        match self.nodes[state as usize].seen.get(party.index()) {
            Some(seen) => *seen,
            None => self.far[state as usize][party.index() - NEAR],
        }
    }

    /// The state after `token`, or [`ROOT`] if the string was never said.
    #[inline]
    pub(crate) fn step(&self, state: u32, token: u32) -> u32 {
        if state == ROOT {
            return self.roots.get(token as usize).copied().unwrap_or(ROOT);
        }
        let node = &self.nodes[state as usize];
        if node.token == token {
            return node.target;
        }
        if node.more == NONE {
            return ROOT;
        }
        self.find_edge(state, node, token).map_or(ROOT, |edge| self.edges[edge].target)
    }

    fn find_edge(&self, state: u32, node: &Node, token: u32) -> Option<usize> {
        if node.more_edges > LISTED {
            let hash = hash_edge(state, token, self.seed);
            let same = |edge: &u32| {
                let edge = &self.edges[*edge as usize];
                edge.state == state && edge.token == token
            };
            return self.index[shard(hash)].find(hash, same).map(|edge| *edge as usize);
        }
        let mut edge = node.more;
        while edge != NONE {
            let entry = &self.edges[edge as usize];
            if entry.token == token {
                return Some(edge as usize);
            }
            edge = entry.next;
        }
        None
    }

    fn add_edge(&mut self, state: u32, token: u32, target: u32) {
        if state == ROOT {
            while self.roots.len() <= token as usize {
                self.roots.push(ROOT);
            }
            self.roots[token as usize] = target;
            return;
        }
        let node = &mut self.nodes[state as usize];
        if node.target == ROOT {
            (node.token, node.target) = (token, target);
            return;
        }
        let edge = self.edges.len() as u32;
        let next = node.more;
        node.more = edge;
        node.more_edges = node.more_edges.saturating_add(1);
        let count = node.more_edges;
        self.edges.push(Edge { state, token, target, next });
        if count == LISTED + 1 {
            let mut listed = edge;
            while listed != NONE {
                self.index_edge(listed);
                listed = self.edges[listed as usize].next;
            }
        } else if count > LISTED {
            self.index_edge(edge);
        }
    }

    fn index_edge(&mut self, edge: u32) {
        let entry = self.edges[edge as usize];
        let hash = hash_edge(entry.state, entry.token, self.seed);
        let (edges, seed) = (&self.edges, self.seed);
        self.index[shard(hash)].insert_unique(hash, edge, |other| {
            let other = &edges[*other as usize];
            hash_edge(other.state, other.token, seed)
        });
    }

    /// Points an existing edge at another state.
    fn redirect(&mut self, state: u32, token: u32, target: u32) {
        if state == ROOT {
            self.roots[token as usize] = target;
            return;
        }
        let node = &mut self.nodes[state as usize];
        if node.token == token {
            node.target = target;
            return;
        }
        let node = *node;
        if let Some(edge) = self.find_edge(state, &node, token) {
            self.edges[edge].target = target;
        }
    }

    fn new_node(&mut self, node: Node) -> u32 {
        let state = self.nodes.len() as u32;
        self.nodes.push(node);
        if self.has_far {
            self.far.push([Seen::default(); FAR]);
        }
        state
    }

    fn blank(len: u16) -> Node {
        Node {
            link: ROOT,
            token: NONE,
            target: ROOT,
            more: NONE,
            last_turn: NONE,
            len,
            more_edges: 0,
            seen: [Seen::default(); NEAR],
        }
    }

    /// Appends a word to the string of `last` and returns the state of the longer string.
    /// Amortised O(1). Runs are at most `u16::MAX` words long.
    pub(crate) fn extend(&mut self, last: u32, token: u32) -> u32 {
        if self.nodes.len() == 0 {
            self.new_node(Self::blank(0));
        }
        let len = self.nodes[last as usize].len + 1;
        let known = self.step(last, token);
        if known != ROOT {
            let whole = self.nodes[known as usize].len == len;
            return if whole { known } else { self.split(last, token, known) };
        }
        let state = self.new_node(Self::blank(len));
        let mut from = last;
        loop {
            self.add_edge(from, token, state);
            if from == ROOT {
                return state;
            }
            from = self.link(from);
            let target = self.step(from, token);
            if target != ROOT {
                let whole = self.nodes[target as usize].len == self.nodes[from as usize].len + 1;
                let link = if whole { target } else { self.split(from, token, target) };
                self.nodes[state as usize].link = link;
                return state;
            }
        }
    }

    /// Gives the shorter strings of `state`, up to the one that `from` and `token` spell, a state
    /// of their own. Their occurrences so far were the same, so the clone copies every count; the
    /// longest string stays with the old state, which therefore keeps naming its expression.
    fn split(&mut self, from: u32, token: u32, state: u32) -> u32 {
        let old = self.nodes[state as usize];
        let len = self.nodes[from as usize].len + 1;
        let clone = self.new_node(Node { more: NONE, more_edges: 0, len, ..old });
        if self.has_far {
            self.far[clone as usize] = self.far[state as usize];
        }
        let mut edge = old.more;
        while edge != NONE {
            let entry = self.edges[edge as usize];
            self.add_edge(clone, entry.token, entry.target);
            edge = entry.next;
        }
        self.nodes[state as usize].link = clone;
        let mut from = from;
        while self.step(from, token) == state {
            self.redirect(from, token, clone);
            if from == ROOT {
                break;
            }
            from = self.link(from);
        }
        if let Some(splits) = &mut self.splits {
            splits.push((state, clone));
        }
        clone
    }

    /// Counts `turn` of `party` at `state` and everything above it, and tells `each` about every
    /// state that is counted for the first time in this turn, from the longest string to the
    /// shortest.
    #[inline]
    pub(crate) fn count(&mut self, state: u32, turn: u32, party: Party, mut each: impl FnMut(u32)) {
        let mut at = state;
        while at != ROOT {
            let node = &mut self.nodes[at as usize];
            if node.last_turn == turn {
                return;
            }
            node.last_turn = turn;
            let link = node.link;
            let seen = match node.seen.get_mut(party.index()) {
                Some(seen) => seen,
                None => &mut self.far[at as usize][party.index() - NEAR],
            };
            if seen.turns == 0 {
                seen.first = turn;
            }
            seen.turns += 1;
            each(at);
            at = link;
        }
    }

    /// The longest suffix of what was read so far plus `token` that `party` has said: from the
    /// state and length of the last call to those of this one. Amortised O(1).
    #[inline]
    pub(crate) fn follow(&self, from: (u32, u32), token: u32, party: Party) -> (u32, u32) {
        let (mut state, mut len) = from;
        loop {
            let next = self.step(state, token);
            if next != ROOT && self.seen(next, party).turns > 0 {
                return (next, len + 1);
            }
            if state == ROOT {
                return (ROOT, 0);
            }
            state = self.link(state);
            len = self.string_len(state);
        }
    }

    /// Whether two different words (or ends of a run, given as `ends`) follow a state's strings.
    pub(crate) fn is_right_branching(
        &self,
        state: u32,
        ends: u32,
        counts: impl Fn(u32) -> bool,
    ) -> bool {
        let node = &self.nodes[state as usize];
        let mut branches = ends;
        if node.target != ROOT && counts(node.target) {
            branches += 1;
        }
        let mut edge = node.more;
        while edge != NONE && branches < 2 {
            let entry = &self.edges[edge as usize];
            branches += u32::from(counts(entry.target));
            edge = entry.next;
        }
        branches >= 2
    }

    /// The splits since the last call.
    pub(crate) fn take_splits(&mut self) -> alloc::vec::Vec<(u32, u32)> {
        self.splits.as_mut().map(core::mem::take).unwrap_or_default()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.nodes.heap_bytes()
            + self.far.heap_bytes()
            + self.edges.heap_bytes()
            + self.roots.heap_bytes()
            + self.index.iter().map(|shard| shard.capacity() * 8 / 7 * 5).sum::<usize>()
    }
}

fn shard(hash: u64) -> usize {
    (hash >> 40) as usize % SHARDS
}

/// Folded multiplication: the seed is the session's own, so that no text can be made to collide.
fn hash_edge(state: u32, token: u32, seed: u64) -> u64 {
    let key = (u64::from(state) << 32 | u64::from(token)) ^ seed;
    let product = u128::from(key) * 0x9e37_79b9_7f4a_7c15_u128;
    ((product as u64) ^ (product >> 64) as u64).wrapping_mul(0xd6e8_feb8_6659_fd93)
}
