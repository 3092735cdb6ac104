//! Reciprocal language style matching (rLSM) and its rolling version (rw.rLSM), turn by turn.
//!
//! Source: Mueller-Frommeyer, Frommeyer & Kauffeld 2019. Turns of one party in a row are one turn.
//! Each turn is compared with the turn before it, and the score belongs to the party that answers.
//! The order of averaging is part of the measure: pairs to a mean by category, both parties to a
//! mean by category, categories to the value.
//!
//! The last turn is still open: it grows while its party speaks on. Every figure reads as if the
//! conversation ended now. A turn costs O(categories), whatever the length of the conversation.

use super::style::{CATEGORIES, StyleCounts, StyleScore, similarity};
use crate::value::{Measure, Undefined};
use alloc::vec::Vec;

/// Parties that are kept apart. Higher indexes count as the last one.
pub const PARTIES: usize = 8;

/// Turns of a party that the rolling version sums over.
pub const WINDOW: usize = 8;

/// The rolling version drops turns of fewer words.
pub const MIN_WORDS: u32 = 3;

/// Which of the two measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rates {
    /// rLSM: rates of the turn itself.
    Turn,
    /// rw.rLSM: rates over the last [`WINDOW`] turns of the party, turns of fewer than
    /// [`MIN_WORDS`] words left out.
    Rolling,
}

/// The score of one turn against the turn before it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct StylePair {
    /// The party that answers: the score is its own.
    pub responder: u8,
    /// The party that spoke before.
    pub leader: u8,
    /// Which turn it is: from 0, turns in a row merged; for [`Rates::Rolling`] only turns that are
    /// long enough count.
    pub at: u32,
    /// By category, 0 to 1; undefined (`not_available`) where the leader uses none of it.
    pub score: StyleScore,
}

/// A least-squares slope and the points behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Slope {
    /// Change of the score by turn; undefined (`too_few`) below two points.
    pub value: Measure,
    /// Pairs behind it.
    pub n: u32,
}

/// Sums of the scores of one party's answers to another party.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sums {
    sum: [f64; CATEGORIES],
    n: [u32; CATEGORIES],
}

impl Sums {
    fn add(&mut self, score: &StyleScore) {
        for ((sum, n), score) in self.sum.iter_mut().zip(&mut self.n).zip(score.per_category) {
            if let Some(value) = score.value() {
                *sum += value;
                *n = n.saturating_add(1);
            }
        }
    }

    fn join(&mut self, other: &Self) {
        self.sum.iter_mut().zip(other.sum).for_each(|(mine, theirs)| *mine += theirs);
        self.n
            .iter_mut()
            .zip(other.n)
            .for_each(|(mine, theirs)| *mine = mine.saturating_add(theirs));
    }

    fn score(&self) -> StyleScore {
        let mut per_category = [Measure::Undefined(Undefined::NotAvailable); CATEGORIES];
        for ((score, sum), n) in per_category.iter_mut().zip(self.sum).zip(self.n) {
            *score = Measure::ratio(sum, f64::from(n), Undefined::NotAvailable);
        }
        StyleScore::of(per_category, Undefined::NotAvailable)
    }
}

/// Running sums of a straight line through the points (turn, score).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Line {
    n: u32,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
}

impl Line {
    fn add(&mut self, x: f64, y: f64) {
        self.n = self.n.saturating_add(1);
        self.x += x;
        self.y += y;
        self.xx += x * x;
        self.xy += x * y;
    }

    fn add_pair(&mut self, pair: &StylePair) {
        if let Some(value) = pair.score.value.value() {
            self.add(f64::from(pair.at), value);
        }
    }

    fn join(&mut self, other: &Self) {
        self.n = self.n.saturating_add(other.n);
        self.x += other.x;
        self.y += other.y;
        self.xx += other.xx;
        self.xy += other.xy;
    }

    fn slope(&self) -> Slope {
        let n = f64::from(self.n);
        let value = if self.n < 2 {
            Measure::Undefined(Undefined::TooFew)
        } else {
            let spread = n * self.xx - self.x * self.x;
            Measure::ratio(n * self.xy - self.x * self.y, spread, Undefined::NoVariance)
        };
        Slope { value, n: self.n }
    }
}

/// What is known of one party's answers to one other party.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Link {
    responder: u8,
    leader: u8,
    turn: Sums,
    rolling: Sums,
    line: Line,
}

impl Link {
    fn new(responder: u8, leader: u8) -> Self {
        let (turn, rolling, line) = (Sums::default(), Sums::default(), Line::default());
        Self { responder, leader, turn, rolling, line }
    }

    const fn sums(&self, rates: Rates) -> &Sums {
        match rates {
            Rates::Turn => &self.turn,
            Rates::Rolling => &self.rolling,
        }
    }
}

/// One party: all its words, and its last turns.
#[derive(Clone, Debug, PartialEq)]
struct Side {
    party: u8,
    /// Closed turns only.
    total: StyleCounts,
    /// The last turns of enough words, oldest first, and their sum.
    window: [StyleCounts; WINDOW],
    filled: usize,
    sum: StyleCounts,
}

impl Side {
    fn new(party: u8) -> Self {
        let empty = StyleCounts::default();
        Self { party, total: empty, window: [empty; WINDOW], filled: 0, sum: empty }
    }

    /// The window's sum once `turn` has come in.
    fn sum_with(&self, turn: &StyleCounts) -> StyleCounts {
        let oldest = if self.filled == WINDOW { self.window[0] } else { StyleCounts::default() };
        // Sums of saturated counts may be short of their parts.
        let mut sum = self.sum;
        sum.words = sum.words.saturating_sub(oldest.words);
        for (sum, gone) in sum.counts.iter_mut().zip(oldest.counts) {
            *sum = sum.saturating_sub(gone);
        }
        sum + *turn
    }

    fn push(&mut self, turn: StyleCounts) {
        self.sum = self.sum_with(&turn);
        if self.filled == WINDOW {
            self.window.rotate_left(1);
            self.window[WINDOW - 1] = turn;
        } else {
            self.window[self.filled] = turn;
            self.filled += 1;
        }
    }
}

/// The state of both measures: a few hundred bytes for each party, and for each pair of parties
/// that answer one another. Nothing is allocated before the first turn.
///
/// # Example
/// ```
/// use lingsync::register::rlsm::{Rates, Rlsm};
/// use lingsync::register::style::StyleCounts;
///
/// let turn = |words, articles| StyleCounts { words, counts: [0, 0, articles, 0, 0, 0, 0, 0, 0] };
/// let (client, agent) = (0, 1);
/// let mut rlsm = Rlsm::default();
/// rlsm.observe(client, turn(10, 2));
/// assert!(rlsm.dyad(Rates::Turn, client, agent).value.value().is_none());
/// rlsm.observe(agent, turn(5, 1));
/// rlsm.observe(client, turn(10, 1));
/// assert_eq!(rlsm.individual(Rates::Turn, agent).value.value(), Some(1.0));
/// let client_score = rlsm.individual(Rates::Turn, client).value.value().unwrap();
/// assert!((client_score - 2.0 / 3.0).abs() < 1e-5);
/// let both = rlsm.dyad(Rates::Turn, client, agent).value.value().unwrap();
/// assert!((both - (1.0 + client_score) / 2.0).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rlsm {
    sides: Vec<Side>,
    links: Vec<Link>,
    /// The last closed turn.
    before: Option<(u8, StyleCounts)>,
    /// The turn that still grows.
    open: Option<(u8, StyleCounts)>,
    /// Party of the last closed turn that was long enough for the rolling version.
    kept: Option<u8>,
    closed_turns: u32,
    kept_turns: u32,
}

fn party_index(party: u8) -> u8 {
    party.min(PARTIES as u8 - 1)
}

fn pair(responder: u8, leader: u8, at: u32, led: &StyleCounts, answer: &StyleCounts) -> StylePair {
    StylePair { responder, leader, at, score: compare(led, answer) }
}

fn compare(leader: &StyleCounts, responder: &StyleCounts) -> StyleScore {
    let (led, answer) = (leader.rates(), responder.rates());
    let mut per_category = [Measure::Undefined(Undefined::NotAvailable); CATEGORIES];
    for (score, (led, answer)) in per_category.iter_mut().zip(led.into_iter().zip(answer)) {
        if led > 0.0 {
            *score = Measure::finite(similarity(answer, led), Undefined::NotAvailable);
        }
    }
    StyleScore::of(per_category, Undefined::NotAvailable)
}

impl Rlsm {
    /// Bytes held on the heap, about.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.sides.capacity() * size_of::<Side>() + self.links.capacity() * size_of::<Link>()
    }

    /// Takes in a turn of `party`, and gives its pairs as they stand now: against the turn before,
    /// for [`Rates::Turn`] and for [`Rates::Rolling`]. Further turns of the same party are joined
    /// to it. O(categories).
    ///
    /// ```
    /// use lingsync::register::{rlsm::Rlsm, style::StyleCounts};
    ///
    /// let turn = StyleCounts { words: 4, counts: [1, 0, 0, 0, 0, 0, 0, 0, 0] };
    /// let mut rlsm = Rlsm::default();
    /// assert_eq!(rlsm.observe(0, turn), [None, None]);
    /// let [pair, rolling] = rlsm.observe(1, turn);
    /// assert_eq!(pair.unwrap().score.value.value(), Some(1.0));
    /// assert_eq!(rolling.unwrap().responder, 1);
    /// ```
    pub fn observe(&mut self, party: u8, counts: StyleCounts) -> [Option<StylePair>; 2] {
        self.take(party, counts);
        [self.latest(Rates::Turn), self.latest(Rates::Rolling)]
    }

    /// Takes in a turn of `party`.
    pub(crate) fn take(&mut self, party: u8, counts: StyleCounts) {
        let party = party_index(party);
        match &mut self.open {
            Some((speaking, open)) if *speaking == party => *open += counts,
            _ => {
                self.close();
                self.open = Some((party, counts));
            }
        }
    }

    /// What [`observe`](Self::observe) would give. Changes nothing.
    #[must_use]
    pub fn preview(&self, party: u8, counts: StyleCounts) -> [Option<StylePair>; 2] {
        let party = party_index(party);
        match self.open {
            Some((speaking, open)) if speaking == party => {
                let open = open + counts;
                [self.turn_pair(self.before, party, &open), self.rolling_pair(party, &open)]
            }
            Some((leader, before)) => {
                let turn = pair(party, leader, self.closed_turns + 1, &before, &counts);
                if before.words < MIN_WORDS {
                    return [Some(turn), self.rolling_pair(party, &counts)];
                }
                let led = self.window_with(leader, &before);
                let rolling = (counts.words >= MIN_WORDS).then(|| {
                    let answer = self.window_with(party, &counts);
                    pair(party, leader, self.kept_turns + 1, &led, &answer)
                });
                [Some(turn), rolling]
            }
            None => [None, None],
        }
    }

    /// Passes over a turn whose style is not known, such as one in another language: the turn in
    /// progress ends, and the next one answers nobody. O(categories).
    pub fn interrupt(&mut self) {
        self.close();
        (self.before, self.kept) = (None, None);
    }

    /// The pair of the turn in progress. `None` if there is none: the first turn, or for
    /// [`Rates::Rolling`] a turn that is too short or follows one of the same party.
    #[must_use]
    pub fn latest(&self, rates: Rates) -> Option<StylePair> {
        let (party, open) = self.open?;
        match rates {
            Rates::Turn => self.turn_pair(self.before, party, &open),
            Rates::Rolling => self.rolling_pair(party, &open),
        }
    }

    /// The mean over all answers of `party`, by category and together, 0 to 1. Undefined
    /// (`not_available`) before its first answer to a turn that uses the category.
    #[must_use]
    pub fn individual(&self, rates: Rates, party: u8) -> StyleScore {
        self.sums(rates, |responder, _| responder == party_index(party)).score()
    }

    /// The same over the answers to one other party only: with two parties, equal to
    /// [`individual`](Self::individual).
    #[must_use]
    pub fn directed(&self, rates: Rates, responder: u8, leader: u8) -> StyleScore {
        let asked = (party_index(responder), party_index(leader));
        self.sums(rates, |responder, leader| (responder, leader) == asked).score()
    }

    /// Both parties together: by category the mean of the two directions, undefined where one is;
    /// `value` is the mean over categories.
    #[must_use]
    pub fn dyad(&self, rates: Rates, a: u8, b: u8) -> StyleScore {
        let (ab, ba) = (self.directed(rates, a, b), self.directed(rates, b, a));
        let mut per_category = ab.per_category;
        for (mine, theirs) in per_category.iter_mut().zip(ba.per_category) {
            if let (Some(a), Some(b)) = (mine.value(), theirs.value()) {
                *mine = Measure::finite((a + b) / 2.0, Undefined::NotAvailable);
            } else {
                *mine = Measure::Undefined(Undefined::NotAvailable);
            }
        }
        StyleScore::of(per_category, Undefined::NotAvailable)
    }

    /// Accommodation: how the responder's rw.rLSM changes by turn, as the least-squares slope on
    /// the index of the turn. Above 0 the responder comes closer.
    #[must_use]
    pub fn slope(&self, responder: u8) -> Slope {
        let responder = party_index(responder);
        let mut line = Line::default();
        for link in self.links.iter().filter(|link| link.responder == responder) {
            line.join(&link.line);
        }
        if let Some(pair) = self.latest(Rates::Rolling).filter(|pair| pair.responder == responder) {
            line.add_pair(&pair);
        }
        line.slope()
    }

    /// All words of `party` so far, for [`super::style::lsm`].
    #[must_use]
    pub fn total(&self, party: u8) -> StyleCounts {
        let party = party_index(party);
        let closed = self.side(party).map_or_else(StyleCounts::default, |side| side.total);
        self.open.filter(|(open, _)| *open == party).map_or(closed, |(_, open)| closed + open)
    }

    /// The rates of `party` over its last [`WINDOW`] turns of enough words, the turn in progress
    /// included; undefined as [`StyleCounts::rate`].
    #[must_use]
    pub fn window(&self, party: u8) -> StyleCounts {
        let party = party_index(party);
        match self.open {
            Some((speaking, open)) if speaking == party && open.words >= MIN_WORDS => {
                self.window_with(party, &open)
            }
            _ => self.side(party).map_or_else(StyleCounts::default, |side| side.sum),
        }
    }

    fn side(&self, party: u8) -> Option<&Side> {
        self.sides.iter().find(|side| side.party == party)
    }

    fn side_mut(&mut self, party: u8) -> Option<&mut Side> {
        if self.side(party).is_none() {
            self.sides.push(Side::new(party));
            crate::sorted::sort_by_key(&mut self.sides, |side| side.party);
        }
        self.sides.iter_mut().find(|side| side.party == party)
    }

    fn window_with(&self, party: u8, turn: &StyleCounts) -> StyleCounts {
        self.side(party).map_or(*turn, |side| side.sum_with(turn))
    }

    fn turn_pair(
        &self,
        before: Option<(u8, StyleCounts)>,
        party: u8,
        turn: &StyleCounts,
    ) -> Option<StylePair> {
        let (leader, led) = before?;
        Some(pair(party, leader, self.closed_turns, &led, turn))
    }

    fn rolling_pair(&self, party: u8, turn: &StyleCounts) -> Option<StylePair> {
        let leader = self.kept.filter(|kept| *kept != party)?;
        if turn.words < MIN_WORDS {
            return None;
        }
        let led = self.side(leader)?.sum;
        Some(pair(party, leader, self.kept_turns, &led, &self.window_with(party, turn)))
    }

    fn link_mut(&mut self, responder: u8, leader: u8) -> Option<&mut Link> {
        let key = (responder, leader);
        match self.links.binary_search_by_key(&key, |link| (link.responder, link.leader)) {
            Ok(at) => self.links.get_mut(at),
            Err(at) => {
                self.links.insert(at, Link::new(responder, leader));
                self.links.get_mut(at)
            }
        }
    }

    /// Ends the turn in progress: its pairs become part of the sums.
    fn close(&mut self) {
        let Some((party, turn)) = self.open else { return };
        if let Some(pair) = self.latest(Rates::Turn) {
            if let Some(link) = self.link_mut(pair.responder, pair.leader) {
                link.turn.add(&pair.score);
            }
        }
        if let Some(pair) = self.latest(Rates::Rolling) {
            if let Some(link) = self.link_mut(pair.responder, pair.leader) {
                link.rolling.add(&pair.score);
                link.line.add_pair(&pair);
            }
        }
        let long_enough = turn.words >= MIN_WORDS;
        if let Some(side) = self.side_mut(party) {
            side.total += turn;
            if long_enough {
                side.push(turn);
            }
        }
        if long_enough {
            self.kept = Some(party);
            self.kept_turns = self.kept_turns.saturating_add(1);
        }
        self.closed_turns = self.closed_turns.saturating_add(1);
        self.before = Some((party, turn));
        self.open = None;
    }

    /// The sums of the links that `wanted` picks, the turn in progress included.
    fn sums(&self, rates: Rates, wanted: impl Fn(u8, u8) -> bool) -> Sums {
        let mut sums = Sums::default();
        for link in self.links.iter().filter(|link| wanted(link.responder, link.leader)) {
            sums.join(link.sums(rates));
        }
        if let Some(pair) = self.latest(rates).filter(|pair| wanted(pair.responder, pair.leader)) {
            sums.add(&pair.score);
        }
        sums
    }
}

mod state;

#[cfg(test)]
mod tests;
