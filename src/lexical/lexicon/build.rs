//! Reading a lexicon off the automaton.
//!
//! A word's longest shared suffix is the deepest ancestor, in the tree of suffix links, of the
//! state of its prefix that the sharers have said; that ancestor is remembered per state, so one
//! pass over the window costs a few steps a word. The maximal intervals are the free uses.

use super::{Expression, Lexicon, LexiconFilter, Sharing, TurnCoverage, VocabularyOverlap};
use crate::{
    config::Compat,
    lexical::{
        automaton::ROOT,
        coverage::{Interval, Sweep},
        generation::{Generation, KeptTurn},
    },
    text::vocabulary::OVERFLOW,
    turn::Party,
    value::Rate,
};
use alloc::{vec, vec::Vec};
use foldhash::fast::FixedState;
use hashbrown::HashMap;

const UNKNOWN: u32 = u32::MAX;

/// How the lexicon is to be read.
pub(in crate::lexical) struct Request<'r> {
    pub(in crate::lexical) sharing: Sharing,
    pub(in crate::lexical) filter: Option<&'r LexiconFilter>,
    /// The text of a word, for the filter.
    pub(in crate::lexical) text: &'r dyn Fn(u32) -> Option<&'r str>,
    pub(in crate::lexical) require_letter: bool,
    pub(in crate::lexical) compat: Compat,
}

/// A free use of an expression.
#[derive(Clone, Copy, Debug)]
struct FreeUse {
    expression: u32,
    /// Index of the turn among the sharers' turns.
    turn: u32,
    /// First word, as an index into the window, and one past the last.
    start: usize,
    end: usize,
}

/// An expression while the lexicon is built.
#[derive(Debug)]
struct Draft {
    size: u32,
    state: u32,
    turns: Vec<u32>,
    first: usize,
    initiator: Party,
    first_free: u32,
    free_turns: u32,
    free_occurrences: u32,
    /// Parties that use it free, as bits.
    used_by: u8,
    last_free: u32,
    /// The next draft of the same state: excluding filters can cut one state's string to several
    /// lengths.
    next_of_state: u32,
}

struct Builder<'g, 'r> {
    live: &'g Generation,
    request: &'g Request<'r>,
    sharers: Vec<Party>,
    turns: Vec<KeptTurn>,
    /// The deepest shared ancestor by state, or [`UNKNOWN`].
    deepest: Vec<u32>,
    /// Runs that end in each state's strings, up to 2; only for excluding filters.
    ends: Vec<u8>,
    drafts: Vec<Draft>,
    /// Drafts by state and length.
    by_string: HashMap<(u32, u32), u32, FixedState>,
    uses: Vec<FreeUse>,
}

/// Builds the lexicon of a generation. O(window), with a small factor.
pub(in crate::lexical) fn lexicon(live: &Generation, request: &Request<'_>) -> Lexicon {
    let sharers: Vec<Party> = match request.sharing {
        Sharing::Pair(a, b) if a != b => vec![a, b],
        Sharing::Pair(a, _) => vec![a],
        Sharing::Own(party) => vec![party],
        Sharing::AllSpeakers => live.parties().filter(|p| live.party_turns(*p) > 0).collect(),
    };
    // A party that no speaker can have shares nothing.
    let exists = |party: &Party| live.parties().any(|known| known == *party);
    let sharers: Vec<Party> = if sharers.iter().all(exists) { sharers } else { Vec::new() };
    let turns = live.kept_turns().filter(|turn| sharers.contains(&turn.party)).collect();
    let mut builder = Builder {
        live,
        request,
        sharers,
        turns,
        deepest: vec![UNKNOWN; live.automaton.len()],
        ends: Vec::new(),
        drafts: Vec::new(),
        by_string: HashMap::default(),
        uses: Vec::new(),
    };
    builder.deepest[ROOT as usize] = ROOT;
    if request.filter.is_some_and(LexiconFilter::excludes) {
        builder.count_run_ends();
    }
    for index in 0..builder.turns.len() {
        builder.find_free_uses(index);
    }
    builder.finish()
}

impl Builder<'_, '_> {
    /// Whether the sharers have said a state's strings.
    fn is_shared(&self, state: u32) -> bool {
        let seen = |party: &Party| self.live.automaton.seen(state, *party).turns;
        match self.request.sharing {
            Sharing::Own(party) => seen(&party) >= 2,
            _ => self.sharers.len() > 1 && self.sharers.iter().all(|party| seen(party) > 0),
        }
    }

    fn deepest_shared(&mut self, state: u32) -> u32 {
        let mut at = state;
        while self.deepest[at as usize] == UNKNOWN && !self.is_shared(at) {
            at = self.live.automaton.link(at);
        }
        let found = match self.deepest[at as usize] {
            UNKNOWN => at,
            known => known,
        };
        let mut climb = state;
        while self.deepest[climb as usize] == UNKNOWN {
            self.deepest[climb as usize] = found;
            if climb == found {
                break;
            }
            climb = self.live.automaton.link(climb);
        }
        found
    }

    fn count_run_ends(&mut self) {
        self.ends = vec![0; self.live.automaton.len()];
        for turn in &self.turns {
            for index in turn.first..turn.end {
                let (mut state, ends) = self.live.state(index);
                while ends && state != ROOT && self.ends[state as usize] < 2 {
                    self.ends[state as usize] += 1;
                    state = self.live.automaton.link(state);
                }
            }
        }
    }

    fn find_free_uses(&mut self, turn: usize) {
        let kept = self.turns[turn];
        let mut first = kept.first;
        for index in kept.first..kept.end {
            if self.live.state(index).1 {
                self.find_in_run(turn, first, index + 1);
                first = index + 1;
            }
        }
    }

    fn find_in_run(&mut self, turn: usize, first: usize, end: usize) {
        let mut intervals = Vec::new();
        match self.request.filter {
            Some(filter) if filter.excludes() => {
                self.maximal_without(filter, first, end, &mut intervals);
            }
            filter => {
                self.maximal(first, end, &mut intervals);
                if let Some(filter) = filter {
                    // Whatever holds an interval with a match has that match too, so the maximal
                    // intervals stay the same and only those with a match remain.
                    let starts = filter.last_match_starts(&self.texts(first, end));
                    intervals.retain(|found| starts[found.end - 1] > found.start);
                }
            }
        }
        for found in intervals {
            self.add_use(turn, first, found);
        }
    }

    fn maximal(&mut self, first: usize, end: usize, intervals: &mut Vec<Interval>) {
        let mut sweep = Sweep::new(self.request.require_letter);
        for index in first..end {
            let state = self.deepest_shared(self.live.state(index).0);
            let longest = (state, self.live.automaton.string_len(state));
            let letter = self.live.has_letter(self.live.word(index));
            sweep.push(longest, letter, &mut |found| intervals.push(found));
        }
        sweep.finish(&mut |found| intervals.push(found));
    }

    fn texts(&self, first: usize, end: usize) -> Vec<Option<&str>> {
        (first..end).map(|index| (self.request.text)(self.live.word(index))).collect()
    }

    /// The maximal intervals among the strings that hold no match of an excluding filter. Cut short
    /// by the filter, a string need no longer be one after which different words follow, which
    /// dialign asks of an expression; so that is checked here.
    fn maximal_without(
        &mut self,
        filter: &LexiconFilter,
        first: usize,
        end: usize,
        intervals: &mut Vec<Interval>,
    ) {
        let starts = filter.last_match_starts(&self.texts(first, end));
        let (mut longest, mut letters_to) = (Vec::with_capacity(end - first), 0);
        for (place, index) in (first..end).enumerate() {
            if self.live.has_letter(self.live.word(index)) {
                letters_to = place + 1;
            }
            let allowed = (place + 1 - starts[place]) as u32;
            let (state, len) = self.longest_branching(self.live.state(index).0, allowed);
            let start = place + 1 - len as usize;
            let valid = len > 0 && (!self.request.require_letter || letters_to > start);
            longest.push(valid.then_some(Interval { start, end: place + 1, state }));
        }
        let mut covered_from = usize::MAX;
        for found in longest.into_iter().rev().flatten() {
            if found.start < covered_from {
                covered_from = found.start;
                intervals.push(found);
            }
        }
        intervals.reverse();
    }

    /// The longest shared, branching string of at most `allowed` words that ends where `state` does.
    fn longest_branching(&mut self, state: u32, allowed: u32) -> (u32, u32) {
        let mut at = self.deepest_shared(state);
        while at != ROOT {
            let link = self.live.automaton.link(at);
            let shortest = self.live.automaton.string_len(link) + 1;
            if allowed >= shortest {
                let automaton = &self.live.automaton;
                let said = |next: u32| {
                    self.sharers.iter().any(|party| automaton.seen(next, *party).turns > 0)
                };
                if automaton.is_right_branching(at, u32::from(self.ends[at as usize]), said) {
                    return (at, automaton.string_len(at).min(allowed));
                }
            }
            at = link;
        }
        (ROOT, 0)
    }

    fn add_use(&mut self, turn: usize, first: usize, found: Interval) {
        let kept = self.turns[turn];
        let size = (found.end - found.start) as u32;
        let next = self.drafts.len() as u32;
        let expression = *self.by_string.entry((found.state, size)).or_insert(next);
        if expression == next {
            self.drafts.push(Draft {
                size,
                state: found.state,
                turns: Vec::new(),
                first: 0,
                initiator: kept.party,
                first_free: kept.turn,
                free_turns: 0,
                free_occurrences: 0,
                used_by: 0,
                last_free: UNKNOWN,
                next_of_state: UNKNOWN,
            });
        }
        let draft = &mut self.drafts[expression as usize];
        draft.free_occurrences += 1;
        draft.used_by |= 1 << kept.party.index();
        if draft.last_free != kept.turn {
            draft.last_free = kept.turn;
            draft.free_turns += 1;
        }
        let (start, end) = (first + found.start, first + found.end);
        self.uses.push(FreeUse { expression, turn: turn as u32, start, end });
    }

    /// Notes the turns of every expression, whether it stands free there or not.
    fn find_turns(&mut self) {
        let states = self.live.automaton.len();
        let (mut visited, mut heads) = (vec![UNKNOWN; states], vec![UNKNOWN; states]);
        for (number, draft) in self.drafts.iter_mut().enumerate() {
            draft.next_of_state = heads[draft.state as usize];
            heads[draft.state as usize] = number as u32;
        }
        for (index, kept) in self.turns.iter().enumerate() {
            for place in kept.first..kept.end {
                let mut state = self.live.state(place).0;
                while state != ROOT && visited[state as usize] != index as u32 {
                    visited[state as usize] = index as u32;
                    let mut number = heads[state as usize];
                    while let Some(draft) = self.drafts.get_mut(number as usize) {
                        if draft.turns.is_empty() {
                            draft.first = place + 1 - draft.size as usize;
                            draft.initiator = kept.party;
                        }
                        draft.turns.push(kept.turn);
                        number = draft.next_of_state;
                    }
                    state = self.live.automaton.link(state);
                }
            }
        }
    }

    /// The turn from which on all sharers have said an expression and it has stood free.
    fn establishment(&self, draft: &Draft) -> u32 {
        let first = |party: &Party| self.live.automaton.seen(draft.state, *party).first;
        let shared = match self.request.sharing {
            Sharing::Own(_) => 0,
            _ => self.sharers.iter().map(first).max().unwrap_or(0),
        };
        shared.max(draft.first_free)
    }

    fn coverage(&self, establishment: &[u32]) -> Vec<TurnCoverage> {
        let mut uses = self.uses.as_slice();
        let mut first_use_in = vec![UNKNOWN; self.drafts.len()];
        let turns = self.turns.iter().enumerate().map(|(index, kept)| {
            let count = uses.iter().take_while(|found| found.turn as usize == index).count();
            let (own, rest) = uses.split_at(count);
            uses = rest;
            let (mut shared, mut established) = (Union::default(), Union::default());
            let (mut establishing, mut instances) = (Union::default(), 0);
            for found in own {
                let number = found.expression as usize;
                shared.add(found.start, found.end);
                if establishment[number] <= kept.turn {
                    established.add(found.start, found.end);
                }
                let is_first = first_use_in[number] != index as u32;
                instances += u32::from(is_first);
                first_use_in[number] = index as u32;
                if is_first && establishment[number] == kept.turn {
                    establishing.add(found.start, found.end);
                }
            }
            TurnCoverage {
                turn: kept.turn,
                party: kept.party,
                words: (kept.end - kept.first) as u32,
                established: established.covered,
                shared: shared.covered,
                establishing: establishing.covered,
                instances,
            }
        });
        turns.collect()
    }

    fn finish(mut self) -> Lexicon {
        self.find_turns();
        let establishment: Vec<u32> =
            self.drafts.iter().map(|draft| self.establishment(draft)).collect();
        let turns = self.coverage(&establishment);
        let used = |party: &Party| {
            let bit = 1 << party.index();
            (*party, self.drafts.iter().filter(|draft| draft.used_by & bit != 0).count() as u64)
        };
        let used = self.sharers.iter().map(used).collect();
        let mut words = turns.iter().map(|turn| u64::from(turn.words)).sum();
        let overlap = match self.request.sharing {
            Sharing::Pair(a, b) if self.sharers.len() == 2 => {
                Some(vocabulary_overlap(self.live, a, b))
            }
            Sharing::Own(_)
                if !self.sharers.is_empty() && self.request.compat == Compat::Dialign =>
            {
                words += (self.live.turn_count() - turns.len()) as u64;
                None
            }
            _ => None,
        };
        let party_of = |turn: u32| {
            let place = self.turns.binary_search_by_key(&turn, |kept| kept.turn).ok();
            place.map(|place| self.turns[place].party)
        };
        let mut expressions: Vec<Expression> = self
            .drafts
            .iter()
            .zip(&establishment)
            .map(|(draft, establishment)| {
                let own = draft.turns.iter().take_while(|turn| {
                    *turn < establishment && party_of(**turn) == Some(draft.initiator)
                });
                let priming = own.count() as u32;
                let words = draft.first..draft.first + draft.size as usize;
                Expression {
                    text: None,
                    size: draft.size,
                    free_turns: draft.free_turns,
                    free_occurrences: draft.free_occurrences,
                    first_free_turn: draft.first_free,
                    initiator: draft.initiator,
                    establishment_turn: *establishment,
                    priming,
                    first: draft.first,
                    words: words.map(|index| self.live.word(index)).collect(),
                    turns: draft.turns.clone(),
                }
            })
            .collect();
        crate::sorted::sort_by(&mut expressions, |a, b| {
            b.size.cmp(&a.size).then(a.first.cmp(&b.first))
        });
        Lexicon { sharing: self.request.sharing, expressions, turns, words, overlap, used }
    }
}

/// The size of a union of intervals that come with growing starts and ends.
#[derive(Debug, Default)]
struct Union {
    covered: u32,
    to: usize,
}

impl Union {
    fn add(&mut self, start: usize, end: usize) {
        self.covered += (end - start.max(self.to).min(end)) as u32;
        self.to = self.to.max(end);
    }
}

fn vocabulary_overlap(live: &Generation, a: Party, b: Party) -> VocabularyOverlap {
    let (mut first, mut second, mut both) = (0, 0, 0);
    for word in (0..live.word_bound()).filter(|word| *word != OVERFLOW) {
        let (in_a, in_b) = (live.word_use(word, a).count > 0, live.word_use(word, b).count > 0);
        first += u64::from(in_a);
        second += u64::from(in_b);
        both += u64::from(in_a && in_b);
    }
    VocabularyOverlap {
        all: Rate { hits: both, of: first + second - both },
        first: Rate { hits: both, of: first },
        second: Rate { hits: both, of: second },
    }
}
