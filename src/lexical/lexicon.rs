//! The expression lexicon of the window, with every measure of dialign (Dubuisson Duplessis et al.
//! 2017, 2021) and the establishment measures and lexicon filter of akonoroshi's fork.
//!
//! It is read off the automaton in one pass over the window and changes nothing. On a prefix of a
//! conversation it is dialign's as-of-now lexicon; on the whole of it, the offline one.

mod build;
mod filter;

pub(super) use build::{Request, lexicon as build_lexicon};
pub use filter::LexiconFilter;

use crate::{
    turn::Party,
    value::{Measure, Rate, Undefined},
};
use alloc::{string::String, vec::Vec};

/// Whose words make an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sharing {
    /// Said by both parties; turns of others are left out. The first party comes first in
    /// `by_party` figures.
    Pair(Party, Party),
    /// Said by one party in at least two turns: its self-repetition.
    Own(Party),
    /// Said by every party that has spoken, at least two.
    AllSpeakers,
}

/// An expression: a string of words that its sharers have said, and that stands free of any longer
/// one at least once.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Expression {
    /// The words joined by blanks, where the session keeps text; else `None`.
    pub text: Option<String>,
    /// Words in it.
    pub size: u32,
    /// Turns that hold it, in order: dialign's frequency is their number.
    pub turns: Vec<u32>,
    /// Turns in which it stands free.
    pub free_turns: u32,
    /// Times it stands free.
    pub free_occurrences: u32,
    /// The first turn in which it stands free.
    pub first_free_turn: u32,
    /// Who said it first.
    pub initiator: Party,
    /// The turn from which on it is established: all sharers have said it, and it has stood free.
    pub establishment_turn: u32,
    /// Turns of the initiator that hold it before anybody else's and before its establishment.
    pub priming: u32,
    /// Its first place: index of the first word in the window.
    pub(crate) first: usize,
    pub(crate) words: Vec<u32>,
}

impl Expression {
    /// Turns from the first to the last that hold it, both included.
    #[must_use]
    pub fn span(&self) -> u32 {
        match (self.turns.first(), self.turns.last()) {
            (Some(first), Some(last)) => last - first + 1,
            _ => 0,
        }
    }

    /// Whether a turn holds it.
    #[must_use]
    pub fn is_in(&self, turn: u32) -> bool {
        self.turns.binary_search(&turn).is_ok()
    }
}

/// What of a turn the lexicon covers, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TurnCoverage {
    /// The turn.
    pub turn: u32,
    /// Whose turn.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub party: Party,
    /// Its words.
    pub words: u32,
    /// Words in free expressions that are established by then.
    pub established: u32,
    /// Words in any free expressions.
    pub shared: u32,
    /// Words in the first free use of an expression that this turn establishes.
    pub establishing: u32,
    /// Expressions used free, each once.
    pub instances: u32,
}

/// How much vocabulary two parties share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VocabularyOverlap {
    /// Words both use, of the words either uses.
    pub all: Rate,
    /// The same, of the words the first party uses.
    pub first: Rate,
    /// The same, of the words the second party uses.
    pub second: Rate,
}

/// The weights of dialign's expression activation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Activation {
    /// How slowly an expression fades with the turns since its first use.
    pub alpha: f64,
    /// How slowly it grows with the number of turns that hold it.
    pub beta: f64,
    /// The share of the fading part, 0 to 1.
    pub lambda: f64,
}

impl Default for Activation {
    /// dialign's command line: 2, 2, 0.5.
    fn default() -> Self {
        Self { alpha: 2.0, beta: 2.0, lambda: 0.5 }
    }
}

/// The expression lexicon of the window. Get one from
/// [`LexicalTracker::lexicon`](crate::LexicalTracker::lexicon) or
/// [`Session::lexicon`](crate::Session::lexicon).
///
/// # Example
/// ```
/// use lingsync::{Party, Session, Turn, lexical::Sharing};
///
/// let mut session = Session::default();
/// session.observe(&Turn::client("my Sunday feeling is back"))?;
/// session.observe(&Turn::agent("tell me about the Sunday feeling"))?;
/// let lexicon = session.lexicon(Sharing::Pair(Party::AGENT, Party::CLIENT));
/// let texts: Vec<_> = lexicon.expressions().iter().map(|e| e.text.as_deref().unwrap()).collect();
/// assert_eq!(texts, ["sunday feeling"]);
/// assert_eq!(lexicon.expressions()[0].initiator, Party::CLIENT);
/// assert_eq!(lexicon.expression_repetition().hits, 2);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Lexicon {
    sharing: Sharing,
    expressions: Vec<Expression>,
    turns: Vec<TurnCoverage>,
    /// Words that the coverage is a share of; with `Compat::Dialign` an own lexicon counts one more
    /// for each turn of the others.
    words: u64,
    overlap: Option<VocabularyOverlap>,
    /// Expressions that each party uses free, by party.
    used: Vec<(Party, u64)>,
}

impl Lexicon {
    /// Whose words make an expression here.
    #[must_use]
    pub fn sharing(&self) -> Sharing {
        self.sharing
    }

    /// The parties whose words it holds.
    pub fn sharers(&self) -> impl Iterator<Item = Party> + '_ {
        self.used.iter().map(|(party, _)| *party)
    }

    /// The expressions, longest first, then in order of first use. dialign's ELS is their number.
    #[must_use]
    pub fn expressions(&self) -> &[Expression] {
        &self.expressions
    }

    /// Every turn of the sharers in the window, in order.
    #[must_use]
    pub fn turns(&self) -> &[TurnCoverage] {
        &self.turns
    }

    /// The words of these turns: what `EV` and `ER` are shares of.
    #[must_use]
    pub fn words(&self) -> u64 {
        self.words
    }

    /// The turn `turn`, if it is a sharer's and in the window. O(log turns).
    #[must_use]
    pub fn turn(&self, turn: u32) -> Option<&TurnCoverage> {
        let place = self.turns.binary_search_by_key(&turn, |entry| entry.turn).ok()?;
        self.turns.get(place)
    }

    /// Expression lexicon size (ELS).
    #[must_use]
    pub fn els(&self) -> u64 {
        self.expressions.len() as u64
    }

    /// Expression variety (EV): expressions by words. `SEV` for an own lexicon.
    #[must_use]
    pub fn expression_variety(&self) -> Rate {
        Rate { hits: self.els(), of: self.words }
    }

    /// Expression repetition (ER): the share of words in established expressions; in an own
    /// lexicon (`SER`) in any free expression. Offline it is not the sum of the turns'
    /// `shared_repetition`: later repeats change what is free.
    #[must_use]
    pub fn expression_repetition(&self) -> Rate {
        Rate {
            hits: self.turns.iter().map(|turn| u64::from(self.repeated(turn))).sum(),
            of: self.words,
        }
    }

    /// The same over one party's turns.
    #[must_use]
    pub fn expression_repetition_of(&self, party: Party) -> Rate {
        let turns = || self.turns.iter().filter(|turn| turn.party == party);
        Rate {
            hits: turns().map(|turn| u64::from(self.repeated(turn))).sum(),
            of: turns().map(|turn| u64::from(turn.words)).sum(),
        }
    }

    fn repeated(&self, turn: &TurnCoverage) -> u32 {
        if matches!(self.sharing, Sharing::Own(_)) { turn.shared } else { turn.established }
    }

    /// Expression establishment (EE): the share of words in the first free use of an expression in
    /// the turn that establishes it.
    #[must_use]
    pub fn expression_establishment(&self) -> Rate {
        let hits = self.turns.iter().map(|turn| u64::from(turn.establishing)).sum();
        Rate { hits, of: self.words }
    }

    /// The same over one party's turns.
    #[must_use]
    pub fn expression_establishment_of(&self, party: Party) -> Rate {
        let turns = || self.turns.iter().filter(|turn| turn.party == party);
        Rate {
            hits: turns().map(|turn| u64::from(turn.establishing)).sum(),
            of: turns().map(|turn| u64::from(turn.words)).sum(),
        }
    }

    /// Turns with a free use by the expression's size, as (size, turns), sorted.
    fn sizes(&self) -> Vec<(u32, u64)> {
        let mut sizes: Vec<(u32, u64)> = Vec::new();
        // The expressions are sorted by size already, the longest first.
        for expression in self.expressions.iter().rev() {
            let free = u64::from(expression.free_turns);
            match sizes.last_mut() {
                Some((size, sum)) if *size == expression.size => *sum += free,
                _ => sizes.push((expression.size, free)),
            }
        }
        sizes
    }

    /// Entropy (ENTR) in bits of the sizes of freely used expressions, 0 upwards; 0 when there is
    /// none, as in dialign.
    #[must_use]
    pub fn entropy(&self) -> f64 {
        let sizes = self.sizes();
        let all: u64 = sizes.iter().map(|(_, turns)| turns).sum();
        let bits = sizes.iter().map(|(_, turns)| {
            let share = *turns as f64 / all as f64;
            -share * libm::log2(share)
        });
        bits.sum::<f64>() + 0.0
    }

    /// Mean size (L) of freely used expressions in words; undefined (`empty`) without one.
    #[must_use]
    pub fn mean_size(&self) -> Measure {
        let sizes = self.sizes();
        let (words, turns) = sizes.iter().fold((0, 0), |(words, turns), (size, free)| {
            (words + u64::from(*size) * free, turns + free)
        });
        Measure::ratio(words as f64, turns as f64, Undefined::Empty)
    }

    /// Size of the longest expression (LMAX) in words; 0 without one.
    #[must_use]
    pub fn max_size(&self) -> u32 {
        self.expressions.first().map_or(0, |expression| expression.size)
    }

    /// Initiated expressions (IE): the share of the expressions that `party` said first.
    #[must_use]
    pub fn initiated(&self, party: Party) -> Rate {
        let initiated = self.expressions.iter().filter(|entry| entry.initiator == party);
        Rate { hits: initiated.count() as u64, of: self.els() }
    }

    /// The share of the words that are `party`'s.
    #[must_use]
    pub fn token_share(&self, party: Party) -> Rate {
        let turns = self.turns.iter().filter(|turn| turn.party == party);
        Rate { hits: turns.map(|turn| u64::from(turn.words)).sum(), of: self.words }
    }

    /// In how many of `party`'s turns each expression is used free, summed over the expressions.
    #[must_use]
    pub fn instances(&self, party: Party) -> u64 {
        let turns = self.turns.iter().filter(|turn| turn.party == party);
        turns.map(|turn| u64::from(turn.instances)).sum()
    }

    /// The share of the expressions that `party` uses free.
    #[must_use]
    pub fn usage_variety(&self, party: Party) -> Rate {
        let used = self.used.iter().find(|(other, _)| *other == party);
        Rate { hits: used.map_or(0, |(_, used)| *used), of: self.els() }
    }

    /// How much vocabulary the two parties of a pair share; `None` for other lexicons.
    #[must_use]
    pub fn vocabulary_overlap(&self) -> Option<VocabularyOverlap> {
        self.overlap
    }

    /// The expressions that a turn holds, free or not.
    pub fn shared_in(&self, turn: u32) -> impl Iterator<Item = &Expression> {
        self.expressions.iter().filter(move |entry| entry.is_in(turn))
    }

    /// The expressions that a turn establishes. Their number is dialign's lexicon contribution.
    pub fn established_in(&self, turn: u32) -> impl Iterator<Item = &Expression> {
        self.expressions.iter().filter(move |entry| entry.establishment_turn == turn)
    }

    /// Expression activation of a turn: its share of words in established expressions, weighted by
    /// how recent (first use) and how frequent its expressions are; 0 when it holds none. 0 to 1;
    /// undefined (`empty`) for a turn without words. It is dialign's online figure when the turn
    /// is the last one of the window.
    #[must_use]
    pub fn activation(&self, turn: u32, weights: Activation) -> Measure {
        let Some(coverage) = self.turn(turn).filter(|coverage| coverage.words > 0) else {
            return Measure::Undefined(Undefined::Empty);
        };
        let (mut sum, mut size) = (0.0, 0.0);
        for entry in self.shared_in(turn) {
            let first = entry.turns.first().copied().unwrap_or(turn);
            let frequency = entry.turns.partition_point(|other| *other <= turn) as f64;
            let age = f64::from(turn - first + 1);
            let fading = libm::exp(-(age - 1.0) / weights.alpha);
            let growing = 1.0 - libm::exp(-(frequency - 1.0) / weights.beta);
            let active = weights.lambda * fading + (1.0 - weights.lambda) * growing;
            sum += f64::from(entry.size) * active;
            size += f64::from(entry.size);
        }
        if size == 0.0 {
            return Measure::Value(0.0);
        }
        let repetition = f64::from(coverage.established) / f64::from(coverage.words);
        Measure::finite(repetition * sum / size, Undefined::Empty)
    }

    pub(crate) fn name_expressions(&mut self, text: impl Fn(u32) -> Option<String>) {
        for expression in &mut self.expressions {
            let words: Option<Vec<String>> = expression.words.iter().map(|id| text(*id)).collect();
            expression.text = words.map(|words| words.join(" "));
        }
    }
}
