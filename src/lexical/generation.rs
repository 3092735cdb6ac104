//! One generation of the window: the automaton, the words and the word statistics of the turns
//! since its start. The tracker reads the live one while a standby one grows up behind it.

use super::{
    automaton::{Automaton, ROOT},
    coverage::{Interval, Sweep},
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

impl Default for Use {
    fn default() -> Self {
        Self { count: 0, last: NEVER }
    }
}

/// Parties whose uses lie in the word's entry; those of others lie apart.
const NEAR: usize = 3;
const FAR: usize = Party::MAX_SPEAKERS - NEAR;

/// What is known of a word's use.
#[derive(Clone, Copy, Debug, Default)]
struct WordUse {
    /// Turns that hold it.
    turns: u32,
    has_letter: bool,
    near: [Use; NEAR],
}

#[derive(Clone, Copy, Debug, Default)]
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
    /// Each word with the automaton's state of the run up to it. A run's prefix is never the
    /// shorter part of a split, so these stay right.
    words: Paged<(u32, u32), 512>,
    turns: Paged<TurnEntry, 128>,
    /// By word id.
    uses: Paged<WordUse, 128>,
    /// The uses of further parties by word id; empty without any.
    far_uses: Paged<[Use; FAR], 128>,
    /// How many content words are used in how many turns.
    spread: Box<[u32]>,
    content_types: u32,
    party_turns: [u32; Party::MAX_SPEAKERS],
    silent_turns: usize,
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
            turns: Paged::default(),
            uses: Paged::default(),
            far_uses: Paged::default(),
            spread: vec![0; SPREAD_BINS].into_boxed_slice(),
            content_types: 0,
            party_turns: [0; Party::MAX_SPEAKERS],
            silent_turns: 0,
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

    /// What the generation weighs in its window: its words, and one for each turn without any, so
    /// that silence makes the window slide too.
    pub(crate) fn weight(&self) -> usize {
        self.words.len() + self.silent_turns
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
        let mut counted = Vec::new();
        self.begin(turn);
        for run in turn.runs() {
            let first = self.append(run, turn);
            for index in first..self.words.len() {
                let state = self.words[index].1;
                let collects = self.eager.is_some();
                self.automaton.count(state, turn.turn(), turn.party(), |state| {
                    if collects {
                        counted.push(state);
                    }
                });
            }
            self.end_run();
        }
        self.update_eager(&counted);
    }

    /// Appends a turn and finds its free expressions among what `towards` has said, and among what
    /// the party itself has said in earlier turns. `each` hears of the former, with the run they
    /// stand in; the words covered are returned for both. The same as
    /// [`free_intervals_of_two`](super::coverage::free_intervals_of_two) before the turn, from
    /// the walk that counts it. Amortised O(words).
    pub(crate) fn push_and_cover<'t>(
        &mut self,
        turn: &'t AnalysedTurn,
        towards: Party,
        mut each: impl FnMut(&Automaton, &'t [Token], Interval),
    ) -> [u64; 2] {
        let (mut counted, mut hits) = (Vec::new(), [0; 2]);
        self.begin(turn);
        for run in turn.runs() {
            let first = self.append(run, turn);
            let mut sweeps = [Sweep::new(self.require_letter), Sweep::new(self.require_letter)];
            for (index, token) in (first..).zip(run) {
                let state = self.words[index].1;
                let (collect, parties) = (self.eager.is_some(), [towards, turn.party()]);
                let counted = collect.then_some(&mut counted);
                let automaton = &mut self.automaton;
                let longest = automaton.count_and_cover(state, turn.turn(), parties, counted);
                let (letter, automaton) = (token.tags.has_letter(), &self.automaton);
                sweeps[0].push(longest[0], letter, &mut |found| each(automaton, run, found));
                sweeps[1].push(longest[1], letter, &mut |_| ());
            }
            let [shared, own] = sweeps;
            let automaton = &self.automaton;
            hits[0] += shared.finish(&mut |found| each(automaton, run, found));
            hits[1] += own.finish(&mut |_| ());
            self.end_run();
        }
        self.update_eager(&counted);
        hits
    }

    fn begin(&mut self, turn: &AnalysedTurn) {
        let party = turn.party();
        self.turns.push(TurnEntry { party, first: self.words.len() as u32 });
        self.party_turns[party.index()] += 1;
        self.silent_turns += usize::from(turn.tokens.is_empty());
    }

    /// Appends the words of a run; returns the index of the first.
    fn append(&mut self, run: &[Token], turn: &AnalysedTurn) -> usize {
        let first = self.words.len();
        let mut state = ROOT;
        for token in run {
            state = if token.canon == OVERFLOW {
                ROOT
            } else {
                self.note_use(token, turn.turn(), turn.party());
                self.automaton.extend(state, token.canon)
            };
            self.words.push((token.canon, state));
        }
        first
    }

    fn end_run(&mut self) {
        if let Some(last) = self.words.len().checked_sub(1) {
            self.words[last].1 |= END_OF_RUN;
        }
    }

    fn update_eager(&mut self, counted: &[u32]) {
        if let Some(mut eager) = self.eager.take() {
            let splits = self.automaton.take_splits();
            eager.update(self, self.kept_turn(self.turns.len() - 1), counted, &splits);
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
        let highest = token.canon.max(token.id) as usize;
        while self.uses.len() <= highest {
            self.uses.push(WordUse::default());
            if self.parties > NEAR {
                self.far_uses.push([Use::default(); FAR]);
            }
        }
        if token.id != token.canon {
            // A surface form is kept alive by its own uses; it counts as its canonical word.
            self.uses[token.id as usize].turns += 1;
        }
        let word = &mut self.uses[token.canon as usize];
        word.has_letter = token.tags.has_letter();
        let entry = match word.near.get_mut(party.index()) {
            Some(entry) => entry,
            None => &mut self.far_uses[token.canon as usize][party.index() - NEAR],
        };
        entry.count += 1;
        if entry.last == turn {
            return;
        }
        entry.last = turn;
        word.turns += 1;
        if token.tags.is_content() {
            let bin = |turns: u32| (turns as usize).min(SPREAD_BINS - 1);
            let (before, after) = (bin(word.turns - 1), bin(word.turns));
            if before == 0 {
                self.content_types += 1;
            } else {
                self.spread[before] -= 1;
            }
            self.spread[after] += 1;
        }
    }

    /// A party's use of a word.
    pub(crate) fn word_use(&self, word: u32, party: Party) -> Use {
        let Some(entry) = self.uses.get(word as usize) else { return Use::default() };
        match entry.near.get(party.index()) {
            Some(found) => *found,
            // A party that no speaker can have has used nothing.
            None => self
                .far_uses
                .get(word as usize)
                .and_then(|far| far.get(party.index() - NEAR))
                .copied()
                .unwrap_or_default(),
        }
    }

    /// Turns of any party that hold a word.
    pub(crate) fn turns_with(&self, word: u32) -> u32 {
        self.uses.get(word as usize).map_or(0, |entry| entry.turns)
    }

    /// Whether a word holds a letter.
    pub(crate) fn has_letter(&self, word: u32) -> bool {
        self.uses.get(word as usize).is_some_and(|entry| entry.has_letter)
    }

    /// Word ids that were ever used here lie below this.
    pub(crate) fn word_bound(&self) -> u32 {
        self.uses.len() as u32
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
        self.words[index].0
    }

    /// The automaton's state of the run up to the word, and whether the run ends with it.
    pub(crate) fn state(&self, index: usize) -> (u32, bool) {
        let (_, state) = self.words[index];
        (state & !END_OF_RUN, state & END_OF_RUN != 0)
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.automaton.heap_bytes()
            + self.words.heap_bytes()
            + self.turns.heap_bytes()
            + self.uses.heap_bytes()
            + self.far_uses.heap_bytes()
            + self.spread.len() * 4
            + self.eager.as_deref().map_or(0, Eager::heap_bytes)
    }
}
