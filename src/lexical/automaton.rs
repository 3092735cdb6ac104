//! The online generalised suffix automaton of a dialogue: which strings of words were said, by
//! whom, first when, and in how many turns.
//!
//! Every turn (or run of a turn) is a string of word ids, read from the root. A state stands for
//! all strings with the same occurrences; its longest string is the expression it names, and its
//! suffix link leads to the longest shorter string with more occurrences. Each state counts turns
//! by party, so that "has the other party said this?" is one look-up. Appending is amortised O(1)
//! states a word (Blumer et al. 1985); counting walks up the suffix links to the first state that
//! this turn has already counted.

use super::edges::EdgeTable;
use crate::{paged::Paged, turn::Party};
use alloc::vec::Vec;

/// The state of the empty string. No edge leads to it, so as a target it means "none".
pub(crate) const ROOT: u32 = 0;
const NONE: u32 = u32::MAX;

/// A state.
#[derive(Clone, Copy, Debug)]
struct Node {
    link: u32,
    /// The first edge lies in the node.
    token: u32,
    target: u32,
    /// The head of the list of further edges' words; their targets are in the edge table.
    more: u32,
    /// The last turn that was counted here.
    last_turn: u32,
    /// Words in the longest string.
    len: u16,
    /// Of the last turn counted here: the deepest states from here up that the partner, and the
    /// speaker in an earlier turn, have said.
    deepest: [u32; 2],
    /// What client, agent and others have said of it.
    seen: [Seen; NEAR],
}

/// Parties whose counts lie in the node; those of others lie apart.
const NEAR: usize = 3;
const FAR: usize = Party::MAX_SPEAKERS - NEAR;

impl Default for Node {
    fn default() -> Self {
        Self {
            link: ROOT,
            token: NONE,
            target: ROOT,
            more: NONE,
            last_turn: NONE,
            len: 0,
            deepest: [ROOT; 2],
            seen: [Seen::default(); NEAR],
        }
    }
}

/// The word of a further edge of a state.
#[derive(Clone, Copy, Debug, Default)]
struct Further {
    token: u32,
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
    nodes: Paged<Node, 256>,
    /// The counts of further parties by state; empty without any.
    far: Paged<[Seen; FAR], 256>,
    further: Paged<Further, 512>,
    edges: EdgeTable,
    /// The root's edges by word id.
    roots: Paged<u32, 512>,
    has_far: bool,
    /// States that were split while appending, as (old state, clone); read by the eager lexicon.
    splits: Option<Vec<(u32, u32)>>,
    /// Room for the states of a walk.
    path: Vec<u32>,
}

impl Automaton {
    pub(crate) fn new(parties: usize, seed: u64, track_splits: bool) -> Self {
        Self {
            nodes: Paged::default(),
            far: Paged::default(),
            further: Paged::default(),
            edges: EdgeTable::new(seed),
            roots: Paged::default(),
            has_far: parties > NEAR,
            splits: track_splits.then(Vec::new),
            path: Vec::new(),
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
        self.seen_at(&self.nodes[state as usize], state, party)
    }

    #[inline]
    fn seen_at(&self, node: &Node, state: u32, party: Party) -> Seen {
        match node.seen.get(party.index()) {
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
        if node.more == NONE { ROOT } else { self.edges.get(state, token).unwrap_or(ROOT) }
    }

    /// The state after `token`; where there is none, an edge to `target` is made and [`ROOT`] given.
    #[inline]
    fn step_or_add(&mut self, state: u32, token: u32, target: u32) -> u32 {
        if state == ROOT {
            while self.roots.len() <= token as usize {
                self.roots.push(ROOT);
            }
            let place = &mut self.roots[token as usize];
            if *place == ROOT {
                *place = target;
                return ROOT;
            }
            return *place;
        }
        let node = &mut self.nodes[state as usize];
        if node.token == token {
            return node.target;
        }
        if node.target == ROOT {
            (node.token, node.target) = (token, target);
            return ROOT;
        }
        if let Some(known) = self.edges.get_or_insert(state, token, target) {
            return known;
        }
        let next = core::mem::replace(&mut node.more, self.further.len() as u32);
        self.further.push(Further { token, next });
        ROOT
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
        } else {
            self.edges.replace(state, token, target);
        }
    }

    /// The words of a state's edges beyond the first, with their targets.
    fn further_edges(&self, head: u32, state: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let mut at = head;
        core::iter::from_fn(move || {
            let entry = *self.further.get(at as usize)?;
            at = entry.next;
            Some((entry.token, self.edges.get(state, entry.token).unwrap_or(ROOT)))
        })
    }

    fn new_node(&mut self, node: Node) -> u32 {
        let state = self.nodes.len() as u32;
        self.nodes.push(node);
        if self.has_far {
            self.far.push([Seen::default(); FAR]);
        }
        state
    }

    /// Appends a word to the string of `last` and returns the state of the longer string.
    /// Amortised O(1). Runs are at most `u16::MAX` words long.
    pub(crate) fn extend(&mut self, last: u32, token: u32) -> u32 {
        if self.nodes.len() == 0 {
            self.new_node(Node::default());
        }
        let len = self.nodes[last as usize].len + 1;
        let state = self.nodes.len() as u32;
        let known = self.step_or_add(last, token, state);
        if known != ROOT {
            let whole = self.nodes[known as usize].len == len;
            return if whole { known } else { self.split(last, token, known) };
        }
        self.new_node(Node { len, ..Node::default() });
        let mut from = last;
        while from != ROOT {
            from = self.link(from);
            let target = self.step_or_add(from, token, state);
            if target != ROOT {
                let whole = self.nodes[target as usize].len == self.nodes[from as usize].len + 1;
                let link = if whole { target } else { self.split(from, token, target) };
                self.nodes[state as usize].link = link;
                break;
            }
        }
        state
    }

    /// Gives the shorter strings of `state`, up to the one that `from` and `token` spell, a state
    /// of their own. Their occurrences so far were the same, so the clone copies every count; the
    /// longest string stays with the old state, which therefore keeps naming its expression.
    fn split(&mut self, from: u32, token: u32, state: u32) -> u32 {
        let old = self.nodes[state as usize];
        let len = self.nodes[from as usize].len + 1;
        let clone = self.new_node(Node { more: NONE, len, ..old });
        for deepest in &mut self.nodes[clone as usize].deepest {
            if *deepest == state {
                *deepest = clone;
            }
        }
        if self.has_far {
            self.far[clone as usize] = self.far[state as usize];
        }
        let mut at = old.more;
        while let Some(entry) = self.further.get(at as usize).copied() {
            let target = self.edges.get(state, entry.token).unwrap_or(ROOT);
            self.step_or_add(clone, entry.token, target);
            at = entry.next;
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
    /// shortest. Returns the state at which this turn had been counted before, or the root.
    #[inline]
    pub(crate) fn count(
        &mut self,
        state: u32,
        turn: u32,
        party: Party,
        mut each: impl FnMut(u32),
    ) -> u32 {
        let mut at = state;
        while at != ROOT {
            let node = &mut self.nodes[at as usize];
            if node.last_turn == turn {
                return at;
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
        ROOT
    }

    /// As [`count`](Self::count), and says of the strings that end here which longest one
    /// `towards` has said, and which the party itself in an earlier turn: states and lengths.
    #[inline]
    pub(crate) fn count_and_cover(
        &mut self,
        state: u32,
        turn: u32,
        [towards, party]: [Party; 2],
        counted: Option<&mut Vec<u32>>,
    ) -> [(u32, u32); 2] {
        let mut path = core::mem::take(&mut self.path);
        let top = self.count(state, turn, party, |counted| path.push(counted));
        let mut deepest = if top == ROOT { [ROOT; 2] } else { self.nodes[top as usize].deepest };
        // Down the path again: what is not said itself is said as far as what lies above it.
        for counted in path.iter().rev() {
            let node = &mut self.nodes[*counted as usize];
            let turns_of = |party: Party| match node.seen.get(party.index()) {
                Some(seen) => seen.turns,
                None => self.far[*counted as usize][party.index() - NEAR].turns,
            };
            if turns_of(towards) > 0 {
                deepest[0] = *counted;
            }
            if turns_of(party) > 1 {
                deepest[1] = *counted;
            }
            node.deepest = deepest;
        }
        if let Some(counted) = counted {
            counted.extend_from_slice(&path);
        }
        path.clear();
        self.path = path;
        deepest.map(|deepest| (deepest, self.string_len(deepest)))
    }

    /// The longest suffix of what was read so far plus `token` that `party` has said: from the
    /// state and length of the last call to those of this one. Amortised O(1).
    #[inline]
    pub(crate) fn follow(&self, from: (u32, u32), token: u32, party: Party) -> (u32, u32) {
        self.follow_from(from, self.step(from.0, token), token, party)
    }

    /// The same for two parties at once: where both stand at one state they share the step.
    #[inline]
    pub(crate) fn follow_both(
        &self,
        from: [(u32, u32); 2],
        token: u32,
        parties: [Party; 2],
    ) -> [(u32, u32); 2] {
        let next = self.step(from[0].0, token);
        let same = from[0].0 == from[1].0;
        let other = if same { next } else { self.step(from[1].0, token) };
        [
            self.follow_from(from[0], next, token, parties[0]),
            self.follow_from(from[1], other, token, parties[1]),
        ]
    }

    /// `next` is the step from the state of `from`, which may be none.
    #[inline]
    fn follow_from(&self, from: (u32, u32), next: u32, token: u32, party: Party) -> (u32, u32) {
        let ((mut state, mut len), mut next) = (from, next);
        loop {
            if next != ROOT && self.seen(next, party).turns > 0 {
                return (next, len + 1);
            }
            if state == ROOT {
                return (ROOT, 0);
            }
            state = self.link(state);
            len = self.string_len(state);
            next = self.step(state, token);
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
        let mut further = self.further_edges(node.more, state);
        while branches < 2 {
            let Some((_, target)) = further.next() else { break };
            branches += u32::from(counts(target));
        }
        branches >= 2
    }

    /// The splits since the last call.
    pub(crate) fn take_splits(&mut self) -> Vec<(u32, u32)> {
        self.splits.as_mut().map(core::mem::take).unwrap_or_default()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.nodes.heap_bytes()
            + self.far.heap_bytes()
            + self.further.heap_bytes()
            + self.edges.heap_bytes()
            + self.roots.heap_bytes()
    }
}
