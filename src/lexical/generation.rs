//! One generation of the window: the automaton, the words and the word statistics of the turns
//! since its start. The tracker reads the live one while a standby one grows up behind it.

use super::{
    automaton::{Automaton, ROOT},
    eager::{Eager, LexiconChange},
};
use crate::{
    config::LexicalConfig,
    paged::Paged,
    text::{AnalysedTurn, Token, vocabulary::OVERFLOW},
    turn::Party,
};
use alloc::{boxed::Box, vec, vec::Vec};

/// Set in a prefix state to mark the last word of a run.
const END_OF_RUN: u32 = 1 << 31;
const NEVER: u32 = u32::MAX;
/// Words used in this many turns or more share one bin.
const SPREAD_BINS: usize = 64;

/// A party's use of a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Use {
    pub(crate) count: u32,
    last: u32,
}

impl Use {
    /// The last turn in which the party used the word.
    pub(crate) fn last_turn(&self) -> Option<u32> {
        (self.count > 0).then_some(self.last)
    }
}

#[derive(Clone, Copy, Debug)]
struct TurnEntry {
    party: Party,
    /// Index of its first word.
    first: u32,
}

/// A turn as the generation keeps it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeptTurn {
    pub(crate) turn: u32,
    pub(crate) party: Party,
    /// Index of its first word, and one past its last.
    pub(crate) first: usize,
    pub(crate) end: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Generation {
    start: u32,
    parties: usize,
    pub(crate) automaton: Automaton,
    words: Paged<u32>,
    /// The automaton's state of the run up to each word. A run's prefix is never the shorter part
    /// of a split, so these stay right.
    states: Paged<u32>,
    turns: Paged<TurnEntry>,
    /// `parties` entries a word id.
    uses: Paged<Use>,
    /// Turns that hold the word, by word id.
    turns_with: Paged<u32>,
    /// Whether the word holds a letter, by word id.
    letters: Paged<bool>,
    /// How many content words are used in how many turns.
    spread: Box<[u32]>,
    content_types: u32,
    party_turns: [u32; Party::MAX_SPEAKERS],
    require_letter: bool,
    eager: Option<Box<Eager>>,
}

impl Generation {
    pub(crate) fn new(start: u32, parties: usize, seed: u64, config: &LexicalConfig) -> Self {
        Self {
            start,
            parties,
            automaton: Automaton::new(parties, seed, config.eager_lexicon),
            words: Paged::default(),
            states: Paged::default(),
            turns: Paged::default(),
            uses: Paged::default(),
            turns_with: Paged::default(),
            letters: Paged::default(),
            spread: vec![0; SPREAD_BINS].into_boxed_slice(),
            content_types: 0,
            party_turns: [0; Party::MAX_SPEAKERS],
            require_letter: config.require_letter,
            eager: config.eager_lexicon.then(Box::default),
        }
    }

    /// The first turn of the generation.
    pub(crate) fn start(&self) -> u32 {
        self.start
    }

    /// Words held.
    pub(crate) fn tokens(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn turn_count(&self) -> usize {
        self.turns.len()
    }

    /// Turns that a party has had.
    pub(crate) fn party_turns(&self, party: Party) -> u32 {
        self.party_turns[party.index()]
    }

    pub(crate) fn parties(&self) -> impl Iterator<Item = Party> + use<> {
        (0..self.parties as u8).map(Party::from_index)
    }

    /// Appends a turn. Amortised O(words).
    pub(crate) fn push(&mut self, turn: &AnalysedTurn) {
        let (number, party) = (turn.turn(), turn.party());
        self.turns.push(TurnEntry { party, first: self.words.len() as u32 });
        self.party_turns[party.index()] += 1;
        let mut counted = Vec::new();
        for run in turn.runs() {
            let first = self.words.len();
            let mut state = ROOT;
            for token in run {
                state = if token.canon == OVERFLOW {
                    ROOT
                } else {
                    self.note_use(token, number, party);
                    self.automaton.extend(state, token.canon)
                };
                self.words.push(token.canon);
                self.states.push(state);
            }
            for index in first..self.words.len() {
                let state = self.states[index];
                if self.eager.is_some() {
                    self.automaton.count(state, number, party, |state| counted.push(state));
                } else {
                    self.automaton.count(state, number, party, |_| ());
                }
            }
            if let Some(last) = self.words.len().checked_sub(1) {
                self.states[last] |= END_OF_RUN;
            }
        }
        if let Some(mut eager) = self.eager.take() {
            let splits = self.automaton.take_splits();
            eager.update(self, self.kept_turn(self.turns.len() - 1), &counted, &splits);
            self.eager = Some(eager);
        }
    }

    /// What the last turn changed in the lexicon, if that is kept track of.
    pub(crate) fn change(&self) -> Option<&LexiconChange> {
        self.eager.as_deref().map(Eager::change).filter(|_| self.turns.len() > 0)
    }

    pub(crate) fn requires_letter(&self) -> bool {
        self.require_letter
    }

    /// The index of the turn that holds a word. O(log turns).
    pub(crate) fn turn_of_position(&self, position: usize) -> usize {
        let (mut low, mut high) = (0, self.turns.len());
        while high - low > 1 {
            let middle = (low + high) / 2;
            if self.turns[middle].first as usize <= position { low = middle } else { high = middle }
        }
        low
    }

    fn note_use(&mut self, token: &Token, turn: u32, party: Party) {
        self.grow_to(token.canon.max(token.id));
        if token.id != token.canon {
            // A surface form is kept alive by its own uses; it counts as its canonical word.
            self.turns_with[token.id as usize] += 1;
        }
        let place = token.canon as usize;
        self.letters[place] = token.tags.has_letter();
        let entry = &mut self.uses[place * self.parties + party.index()];
        entry.count += 1;
        if entry.last == turn {
            return;
        }
        entry.last = turn;
        let turns = &mut self.turns_with[place];
        *turns += 1;
        if token.tags.is_content() {
            let bin = |turns: u32| (turns as usize).min(SPREAD_BINS - 1);
            let (before, after) = (bin(*turns - 1), bin(*turns));
            if before == 0 {
                self.content_types += 1;
            } else {
                self.spread[before] -= 1;
            }
            self.spread[after] += 1;
        }
    }

    fn grow_to(&mut self, id: u32) {
        while self.turns_with.len() <= id as usize {
            self.turns_with.push(0);
            self.letters.push(false);
            for _ in 0..self.parties {
                self.uses.push(Use { count: 0, last: NEVER });
            }
        }
    }

    /// A party's use of a word.
    pub(crate) fn word_use(&self, word: u32, party: Party) -> Use {
        let place = word as usize * self.parties + party.index();
        self.uses.get(place).copied().unwrap_or(Use { count: 0, last: NEVER })
    }

    /// Turns of any party that hold a word.
    pub(crate) fn turns_with(&self, word: u32) -> u32 {
        self.turns_with.get(word as usize).copied().unwrap_or(0)
    }

    /// Whether a word holds a letter.
    pub(crate) fn has_letter(&self, word: u32) -> bool {
        self.letters.get(word as usize).copied().unwrap_or(false)
    }

    /// Word ids that were ever used here lie below this.
    pub(crate) fn word_bound(&self) -> u32 {
        self.turns_with.len() as u32
    }

    /// The median over content words of the number of turns that hold one; 0 without any.
    /// O(1): the bins are few.
    pub(crate) fn median_spread(&self) -> u32 {
        let half = self.content_types.div_ceil(2);
        let mut sum = 0;
        for (turns, types) in self.spread.iter().enumerate().skip(1) {
            sum += types;
            if sum >= half && sum > 0 {
                return turns as u32;
            }
        }
        0
    }

    /// The turns in order.
    pub(crate) fn kept_turns(&self) -> impl DoubleEndedIterator<Item = KeptTurn> + '_ {
        (0..self.turns.len()).map(|index| self.kept_turn(index))
    }

    pub(crate) fn kept_turn(&self, index: usize) -> KeptTurn {
        let entry = self.turns[index];
        let end = self.turns.get(index + 1).map_or(self.words.len(), |next| next.first as usize);
        KeptTurn {
            turn: self.start + index as u32,
            party: entry.party,
            first: entry.first as usize,
            end,
        }
    }

    pub(crate) fn word(&self, index: usize) -> u32 {
        self.words[index]
    }

    /// The automaton's state of the run up to the word, and whether the run ends with it.
    pub(crate) fn state(&self, index: usize) -> (u32, bool) {
        let state = self.states[index];
        (state & !END_OF_RUN, state & END_OF_RUN != 0)
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.automaton.heap_bytes()
            + self.words.heap_bytes()
            + self.states.heap_bytes()
            + self.turns.heap_bytes()
            + self.uses.heap_bytes()
            + self.turns_with.heap_bytes()
            + self.letters.heap_bytes()
            + self.spread.len() * 4
            + self.eager.as_deref().map_or(0, Eager::heap_bytes)
    }
}
