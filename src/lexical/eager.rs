//! The shared lexicon kept up to date turn by turn, so that each turn can say what it changed.
//!
//! A turn makes some strings shared that were not so before. Only turns that hold one of them can
//! have other free expressions than before: these are the turns of the positions in the subtree of
//! the newly shared state in the tree of suffix links. They are recomputed and compared; on chat
//! that is two to four turns, however long the dialogue.

use super::{
    automaton::{Automaton, ROOT},
    coverage::Sweep,
    generation::{Generation, KeptTurn},
};
use crate::{paged::Paged, turn::Party};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};
use foldhash::fast::FixedState;
use hashbrown::HashMap;

const NONE: u32 = u32::MAX;

/// What one turn changed in the lexicon of client and agent. Read it from
/// [`Session::lexicon_change`](crate::Session::lexicon_change); needs `lexical.eager_lexicon`.
///
/// # Example
/// ```
/// use lingsync::{Config, Engine, Turn};
///
/// let mut config = Config::default();
/// config.lexical.eager_lexicon = true;
/// let mut session = Engine::new(config)?.session();
/// session.observe(&Turn::client("the red box"))?;
/// session.observe(&Turn::agent("the red box?"))?;
/// let change = session.lexicon_change().unwrap();
/// assert_eq!(change.established[0].text.as_deref(), Some("the red box"));
/// assert_eq!(change.entered, change.established);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LexiconChange {
    /// The turn.
    pub turn: u32,
    /// Expressions that the turn establishes.
    pub established: Vec<ChangedExpression>,
    /// Expressions that were not in the lexicon before.
    pub entered: Vec<ChangedExpression>,
    /// Expressions that are no longer in it: they stand free nowhere now.
    pub left: Vec<ChangedExpression>,
    /// Expressions of the lexicon that the turn holds.
    pub shared: Vec<ChangedExpression>,
}

/// An expression of a [`LexiconChange`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangedExpression {
    /// The words joined by blanks, where the session keeps text.
    pub text: Option<String>,
    /// Words in it.
    pub size: u32,
    /// Who said it first.
    pub initiator: Party,
    pub(crate) words: Vec<u32>,
}

/// The tree of suffix links with its positions, and who is free where.
#[derive(Clone, Debug, Default)]
pub(crate) struct Eager {
    /// By state.
    tree: Paged<Place, 256>,
    /// By word of the window: the next position of the same state.
    next_position: Paged<u32, 512>,
    /// By turn: the states of its free expressions.
    free: Vec<Vec<u32>>,
    /// By state: the turns in which it stands free, in order.
    free_turns: BTreeMap<u32, BTreeSet<u32>>,
    change: LexiconChange,
}

/// A state in the tree of suffix links.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    parent: u32,
    first_child: u32,
    next: u32,
    previous: u32,
    first_position: u32,
}

impl Eager {
    /// What the last turn changed.
    pub(super) fn change(&self) -> &LexiconChange {
        &self.change
    }

    /// Takes in a turn that the generation has just appended; `counted` are the states that it
    /// counted, `splits` the splits on the way.
    pub(super) fn update(
        &mut self,
        live: &Generation,
        turn: KeptTurn,
        counted: &[u32],
        splits: &[(u32, u32)],
    ) {
        self.grow(&live.automaton, splits);
        self.free.push(Vec::new());
        for position in turn.first..turn.end {
            let state = live.state(position).0;
            let first = self.tree.get(state as usize).map_or(NONE, |place| place.first_position);
            self.next_position.push(first);
            if state != ROOT {
                self.tree[state as usize].first_position = position as u32;
            }
        }
        let mut was_in = BTreeMap::new();
        for index in self.turns_to_recompute(live, turn, counted) {
            self.recompute(live, index, &mut was_in);
        }
        let is_in = |state: &u32| self.free_turns.contains_key(state);
        let changed = |to: bool| {
            let states =
                was_in.iter().filter(move |(state, was)| **was != to && is_in(state) == to);
            states.map(|(state, _)| *state)
        };
        let pair = [Party::CLIENT, Party::AGENT];
        let firsts = |state: u32| pair.map(|party| live.automaton.seen(state, party).first);
        let of_pair = pair.contains(&turn.party);
        let shared: Vec<u32> = counted.iter().copied().filter(|s| of_pair && is_in(s)).collect();
        let established = shared.iter().copied().filter(|state| {
            let first_free = self.free_turns.get(state).and_then(BTreeSet::first);
            firsts(*state).iter().chain(first_free).max() == Some(&turn.turn)
        });
        self.change = LexiconChange {
            turn: turn.turn,
            established: self.describe(live, established),
            entered: self.describe(live, changed(true)),
            left: self.describe(live, changed(false)),
            shared: self.describe(live, shared.iter().copied()),
        };
    }

    /// Follows the automaton's new states and moved links.
    fn grow(&mut self, automaton: &Automaton, splits: &[(u32, u32)]) {
        let first_new = self.tree.len();
        let blank = Place {
            parent: NONE,
            first_child: NONE,
            next: NONE,
            previous: NONE,
            first_position: NONE,
        };
        while self.tree.len() < automaton.len() {
            self.tree.push(blank);
        }
        let moved = splits.iter().map(|(state, _)| *state);
        let new = (first_new as u32..automaton.len() as u32).filter(|state| *state != ROOT);
        for state in new.chain(moved) {
            let link = automaton.link(state);
            if self.tree[state as usize].parent != link {
                self.detach(state);
                self.attach(state, link);
            }
        }
    }

    fn detach(&mut self, state: u32) {
        let Place { parent, next, previous, .. } = self.tree[state as usize];
        if parent == NONE {
            return;
        }
        match previous {
            NONE => self.tree[parent as usize].first_child = next,
            previous => self.tree[previous as usize].next = next,
        }
        if next != NONE {
            self.tree[next as usize].previous = previous;
        }
    }

    fn attach(&mut self, state: u32, parent: u32) {
        let next = self.tree[parent as usize].first_child;
        if next != NONE {
            self.tree[next as usize].previous = state;
        }
        self.tree[parent as usize].first_child = state;
        let place = &mut self.tree[state as usize];
        (place.parent, place.next, place.previous) = (parent, next, NONE);
    }

    /// This turn, and every turn that holds a string which this turn made shared, as indices.
    fn turns_to_recompute(&self, live: &Generation, turn: KeptTurn, counted: &[u32]) -> Vec<usize> {
        let newly_shared = |state: u32| {
            state != ROOT
                && is_shared(&live.automaton, state)
                && live.automaton.seen(state, turn.party).first == turn.turn
        };
        let last = live.turn_count() - 1;
        let mut turns = alloc::vec![last];
        let tops = counted
            .iter()
            .copied()
            .filter(|state| newly_shared(*state) && !newly_shared(live.automaton.link(*state)));
        let mut open: Vec<u32> = tops.collect();
        while let Some(state) = open.pop() {
            let mut position = self.tree[state as usize].first_position;
            while position != NONE {
                turns.push(live.turn_of_position(position as usize));
                position = self.next_position[position as usize];
            }
            let mut child = self.tree[state as usize].first_child;
            while child != NONE {
                open.push(child);
                child = self.tree[child as usize].next;
            }
        }
        turns.sort_unstable();
        turns.dedup();
        turns
    }

    /// Finds the free expressions of a turn anew; for every state that entered or left the lexicon
    /// on the way, `was_in` says whether it was in it at first.
    fn recompute(&mut self, live: &Generation, index: usize, was_in: &mut BTreeMap<u32, bool>) {
        let kept = live.kept_turn(index);
        let mut now = free_states(live, kept);
        now.sort_unstable();
        now.dedup();
        let before = core::mem::take(&mut self.free[index]);
        for state in before.iter().filter(|state| now.binary_search(state).is_err()) {
            if let Some(turns) = self.free_turns.get_mut(state) {
                turns.remove(&kept.turn);
                if turns.is_empty() {
                    self.free_turns.remove(state);
                    was_in.entry(*state).or_insert(true);
                }
            }
        }
        for state in now.iter().filter(|state| before.binary_search(state).is_err()) {
            let turns = self.free_turns.entry(*state).or_default();
            if turns.is_empty() {
                was_in.entry(*state).or_insert(false);
            }
            turns.insert(kept.turn);
        }
        self.free[index] = now;
    }

    /// The expressions of these states: longest first, then in the order in which their states came
    /// to be, which depends on nothing but the turns.
    fn describe(
        &self,
        live: &Generation,
        states: impl Iterator<Item = u32>,
    ) -> Vec<ChangedExpression> {
        let size = |state: u32| live.automaton.string_len(state);
        let mut states: Vec<u32> = states.collect();
        crate::sorted::sort_by_key(&mut states, |state| (core::cmp::Reverse(size(*state)), *state));
        let expressions = states.into_iter().map(|state| {
            let mut below = state;
            // Any position below the state ends with its string.
            while self.tree[below as usize].first_position == NONE {
                below = self.tree[below as usize].first_child;
            }
            let end = self.tree[below as usize].first_position as usize + 1;
            let words = end - size(state) as usize..end;
            let [client, agent] = [Party::CLIENT, Party::AGENT]
                .map(|party| (live.automaton.seen(state, party).first, party));
            ChangedExpression {
                text: None,
                size: size(state),
                initiator: client.min(agent).1,
                words: words.map(|position| live.word(position)).collect(),
            }
        });
        expressions.collect()
    }

    pub(super) fn heap_bytes(&self) -> usize {
        let lists = self.free.iter().map(|list| list.capacity() * 4 + size_of::<Vec<u32>>());
        let turns = self.free_turns.values().map(|turns| turns.len() * 8 + 40);
        self.tree.heap_bytes()
            + self.next_position.heap_bytes()
            + lists.sum::<usize>()
            + turns.sum::<usize>()
    }
}

impl LexiconChange {
    pub(crate) fn name_expressions(&mut self, text: impl Fn(u32) -> Option<String>) {
        let lists = [&mut self.established, &mut self.entered, &mut self.left, &mut self.shared];
        for expression in lists.into_iter().flatten() {
            let words: Option<Vec<String>> = expression.words.iter().map(|id| text(*id)).collect();
            expression.text = words.map(|words| words.join(" "));
        }
    }
}

fn is_shared(automaton: &Automaton, state: u32) -> bool {
    [Party::CLIENT, Party::AGENT].iter().all(|party| automaton.seen(state, *party).turns > 0)
}

/// The states of a turn's free expressions among those that client and agent share.
fn free_states(live: &Generation, kept: KeptTurn) -> Vec<u32> {
    let mut states = Vec::new();
    if ![Party::CLIENT, Party::AGENT].contains(&kept.party) {
        return states;
    }
    let mut sweep = Sweep::new(live.requires_letter());
    // The states of a turn's prefixes share most of their way up: each is climbed once.
    let mut deepest: HashMap<u32, u32, FixedState> = HashMap::default();
    let mut path = Vec::new();
    for position in kept.first..kept.end {
        let (mut state, ends_run) = live.state(position);
        while state != ROOT && !is_shared(&live.automaton, state) {
            if let Some(known) = deepest.get(&state) {
                state = *known;
                break;
            }
            path.push(state);
            state = live.automaton.link(state);
        }
        for climbed in path.drain(..) {
            deepest.insert(climbed, state);
        }
        let longest = (state, live.automaton.string_len(state));
        let letter = live.has_letter(live.word(position));
        sweep.push(longest, letter, &mut |found| states.push(found.state));
        if ends_run {
            let whole = core::mem::replace(&mut sweep, Sweep::new(live.requires_letter()));
            whole.finish(&mut |found| states.push(found.state));
        }
    }
    states
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use crate::{Config, Engine, Party, Role, Session, Turn, lexical::Sharing};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn session(window: u32) -> Session {
        let mut config = Config::dialign();
        config.lexical.eager_lexicon = true;
        config.lexical.window_tokens = window;
        Engine::new(config).unwrap().session()
    }

    fn texts(list: &[super::ChangedExpression]) -> BTreeSet<String> {
        list.iter().map(|expression| expression.text.clone().unwrap()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn every_change_equals_the_difference_of_two_lexicons(
            turns in prop::collection::vec(
                (0_u8..5, prop::collection::vec(prop::sample::select(&["a", "b", "c", "7", "."][..]), 0..9)),
                1..24,
            ),
            windowed: bool,
        ) {
            let mut session = session(if windowed { 64 } else { 0 });
            let mut before = BTreeSet::new();
            for (who, words) in turns {
                let role = [Role::Client, Role::Agent, Role::Client, Role::Agent, Role::Other][who as usize];
                let start = session.summary().lexical.window.first_turn;
                let turn = session.observe(&Turn::new(role, words.join(" "))).unwrap().turn;
                if session.summary().lexical.window.first_turn != start {
                    // The window has slid: the change was against the window before.
                    before = session.lexicon(Sharing::Pair(Party::CLIENT, Party::AGENT))
                        .expressions().iter().map(|e| e.text.clone().unwrap()).collect();
                    continue;
                }
                let lexicon = session.lexicon(Sharing::Pair(Party::CLIENT, Party::AGENT));
                let named = |e: &crate::lexical::Expression| e.text.clone().unwrap();
                let now: BTreeSet<String> = lexicon.expressions().iter().map(named).collect();
                let change = session.lexicon_change().unwrap().clone();
                prop_assert_eq!(change.turn, turn);
                prop_assert_eq!(texts(&change.entered), &now - &before);
                prop_assert_eq!(texts(&change.left), &before - &now);
                let established: BTreeSet<String> = lexicon.established_in(turn).map(named).collect();
                prop_assert_eq!(texts(&change.established), established);
                let shared: BTreeSet<String> = lexicon.shared_in(turn).map(named).collect();
                prop_assert_eq!(texts(&change.shared), shared);
                before = now;
            }
        }
    }

    #[test]
    fn without_the_setting_there_is_no_change_to_read() {
        let mut session = Session::default();
        session.observe(&Turn::client("a")).unwrap();
        assert!(session.lexicon_change().is_none());
    }
}
