//! Which words of a turn lie in something that a party has already said: dialign's dynamic
//! expression repetition, read off the automaton without changing it.
//!
//! With L(e) the length of the longest string ending at word e that the party has said, the
//! inclusion-maximal repeated intervals end where L does not grow; those that hold a letter are the
//! free expressions of the turn, and their union is what is covered.

use super::automaton::{Automaton, ROOT};
use crate::{text::Token, text::vocabulary::OVERFLOW, turn::Party};

/// A maximal repeated interval of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    /// First word, and one past the last, within the run.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The state that holds its string.
    pub(crate) state: u32,
}

/// Calls `each` for every free expression of `run` that `party` has already said, in order, and
/// returns how many words they cover together. Amortised O(words of the run).
pub(crate) fn free_intervals(
    automaton: &Automaton,
    run: &[Token],
    party: Party,
    require_letter: bool,
    mut each: impl FnMut(Interval),
) -> u64 {
    let mut sweep = Sweep::new(require_letter);
    let mut at = (ROOT, 0);
    for token in run {
        at = if token.canon == OVERFLOW {
            (ROOT, 0)
        } else {
            automaton.follow(at, token.canon, party)
        };
        sweep.push(at, token.tags.has_letter(), &mut each);
    }
    sweep.finish(&mut each)
}

/// The same for two parties in one walk: `each` hears of the expressions that the first has said;
/// the words covered are returned for both.
pub(crate) fn free_intervals_of_two(
    automaton: &Automaton,
    run: &[Token],
    parties: [Party; 2],
    require_letter: bool,
    mut each: impl FnMut(Interval),
) -> [u64; 2] {
    let mut sweeps = [Sweep::new(require_letter), Sweep::new(require_letter)];
    let mut at = [(ROOT, 0); 2];
    for token in run {
        at = if token.canon == OVERFLOW {
            [(ROOT, 0); 2]
        } else {
            automaton.follow_both(at, token.canon, parties)
        };
        let letter = token.tags.has_letter();
        sweeps[0].push(at[0], letter, &mut each);
        sweeps[1].push(at[1], letter, &mut |_| ());
    }
    let [first, second] = sweeps;
    [first.finish(&mut each), second.finish(&mut |_| ())]
}

/// Finds the maximal intervals from the longest matches, word by word.
#[derive(Debug)]
pub(crate) struct Sweep {
    require_letter: bool,
    words: usize,
    /// One past the last word with a letter.
    letters_to: usize,
    /// State and length of the longest match at the last word.
    last: (u32, u32),
    covered: u64,
    covered_to: usize,
}

impl Sweep {
    pub(crate) fn new(require_letter: bool) -> Self {
        Self { require_letter, words: 0, letters_to: 0, last: (ROOT, 0), covered: 0, covered_to: 0 }
    }

    /// The next word with its longest match.
    #[inline]
    pub(crate) fn push(
        &mut self,
        longest: (u32, u32),
        letter: bool,
        each: &mut impl FnMut(Interval),
    ) {
        if longest.1 <= self.last.1 {
            self.close(each);
        }
        self.last = longest;
        self.words += 1;
        if letter {
            self.letters_to = self.words;
        }
    }

    #[inline]
    fn close(&mut self, each: &mut impl FnMut(Interval)) {
        let (state, len) = self.last;
        let (start, end) = (self.words - len as usize, self.words);
        if len == 0 || (self.require_letter && self.letters_to <= start) {
            return;
        }
        self.covered += (end - start.max(self.covered_to)) as u64;
        self.covered_to = end;
        each(Interval { start, end, state });
    }

    /// Ends the run; returns how many of its words are covered.
    pub(crate) fn finish(mut self, each: &mut impl FnMut(Interval)) -> u64 {
        self.close(each);
        self.covered
    }
}
