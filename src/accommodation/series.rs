//! One per-turn series of a dialogue, for all ordered pairs of its parties.

use super::{
    background::Background,
    floors::{Floor, Joined, PARTIES, PartyState},
    level::{Level, LevelState},
    pair::{PairFigures, PairState},
    state::State,
    value::SeriesValue,
};
use crate::codec::{Reader, put};
use alloc::{boxed::Box, vec::Vec};

/// A turn of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesTurn<V> {
    /// Who speaks: 0 to 7; greater numbers count as 7.
    pub party: u8,
    /// Words of the turn: its weight in its floor, and its length band.
    pub words: u32,
    /// The turn's value; `None` where it has none. A number that is not finite, or beyond 1e60,
    /// counts as none.
    pub value: Option<V>,
    /// Whether the turn may enter lifts: not when it was interrupted or has fewer than `min_words`.
    pub lift: bool,
}

impl<V> SeriesTurn<V> {
    /// A turn that enters lifts if it has 3 words at least.
    ///
    /// ```
    /// use lingsync::accommodation::SeriesTurn;
    ///
    /// assert!(SeriesTurn::new(0, 3, Some(1.0)).lift);
    /// assert!(!SeriesTurn::new(0, 2, Some(1.0)).lift);
    /// ```
    #[must_use]
    pub fn new(party: u8, words: u32, value: Option<V>) -> Self {
        Self { party, words, value, lift: words >= 3 }
    }
}

/// How the parties of a dialogue move towards each other in one per-turn series: formality, words a
/// turn, valence, style counts, a host's pitch.
///
/// A *floor* is all turns of one party until another party speaks; its value is its turns' joined. A
/// *pair* is a turn that opens a floor, with the floor just before it. Later turns of a floor are
/// not paired, nor is a floor whose first turn has no value. Every ordered pair of parties has
/// figures of its own.
///
/// A turn costs O(1), whatever the length of the dialogue; memory is bounded by the parties that
/// occur; a series that was never used is one pointer.
///
/// # Example
/// ```
/// use lingsync::accommodation::{Series, SeriesTurn};
///
/// let mut series = Series::new();
/// for t in 0..40 {
///     let client = f64::from(t * 7 % 11) / 4.0;
///     series.observe(SeriesTurn::new(0, 9, Some(client)));
///     series.observe(SeriesTurn::new(1, 9, Some(1.0 + client / 2.0)));
/// }
/// let agent = series.pair(1, 0);
/// assert!(agent.synchrony.value.value().unwrap() > 0.99);
/// assert!(agent.synchrony.excludes(0.0));
/// assert_eq!(series.pairs().collect::<Vec<_>>(), [(0, 1), (1, 0)]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Series<V>(Option<Box<SeriesState<V>>>);

#[derive(Clone, Debug, PartialEq)]
struct SeriesState<V> {
    parties: Vec<PartyState<V>>,
    /// Sorted by party, then partner.
    pairs: Vec<PairState<V>>,
    /// The floor of the last speaker.
    open: Floor<V>,
}

impl<V> Default for Series<V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<V: SeriesValue> Series<V> {
    /// A series without turns. Allocates nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a turn in. O(1): at most 16 comparisons of values.
    pub fn observe(&mut self, turn: SeriesTurn<V>) {
        self.observe_against(turn, None);
    }

    /// Takes a turn in and compares it with other dialogues too, for `background_lift`. O(1): at
    /// most 144 comparisons of values.
    pub fn observe_against(&mut self, turn: SeriesTurn<V>, background: Option<&Background<V>>) {
        let party = turn.party.min(PARTIES - 1);
        let value = turn.value.filter(V::is_valid);
        let state = self.0.get_or_insert_with(|| {
            let (parties, pairs) = (Vec::new(), Vec::new());
            Box::new(SeriesState { parties, pairs, open: Floor::new(party) })
        });
        if let Some(number) = value.as_ref().and_then(V::number) {
            state.party(party).level.get_or_insert_default().add(number);
        }
        if state.open.party != party {
            let floor = core::mem::replace(&mut state.open, Floor::new(party));
            let answer = value.clone().map(|value| Joined { value, words: turn.words });
            state.close(floor, party, answer.as_ref(), turn.lift, background);
        }
        state.open.add(value.as_ref(), turn.words, turn.lift);
    }

    /// The mean of the last 8 turns of a party, as [`Level::recent_mean`]. O(1).
    pub(crate) fn recent_mean(&self, party: u8) -> Option<f64> {
        let state = self.0.as_ref()?.parties.get(usize::from(party))?;
        state.level.as_deref().map(LevelState::recent_mean)
    }

    /// The level of a party. O(1).
    #[must_use]
    pub fn level(&self, party: u8) -> Level {
        let state = self.0.as_ref().and_then(|state| state.parties.get(usize::from(party)));
        let level = state.and_then(|party| party.level.as_deref());
        level.map_or_else(Level::none, LevelState::level)
    }

    /// The figures of `party` towards `towards`, its value taken as fully reliable. O(1).
    #[must_use]
    pub fn pair(&self, party: u8, towards: u8) -> PairFigures {
        self.pair_with(party, towards, 1.0)
    }

    /// The figures of `party` towards `towards`; `reliability` is that of the partner's value, 0..=1,
    /// which responsiveness is corrected for. O(1).
    #[must_use]
    pub fn pair_with(&self, party: u8, towards: u8, reliability: f64) -> PairFigures {
        let state =
            self.0.as_ref().and_then(|state| Some(&state.pairs[state.find(party, towards).ok()?]));
        match state {
            Some(pair) => pair.figures(reliability),
            None => PairState::<V>::new(party, towards).figures(reliability),
        }
    }

    /// The ordered pairs (party, towards) that have occurred, by party, then partner.
    pub fn pairs(&self) -> impl Iterator<Item = (u8, u8)> {
        let pairs = self.0.as_ref().map_or(&[][..], |state| &state.pairs);
        pairs.iter().map(|pair| (pair.party, pair.towards))
    }

    /// Bytes held on the heap, those behind the values themselves not included.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        let Some(state) = &self.0 else { return 0 };
        size_of::<SeriesState<V>>()
            + state.parties.capacity() * size_of::<PartyState<V>>()
            + state.parties.iter().map(PartyState::heap_bytes).sum::<usize>()
            + state.pairs.capacity() * size_of::<PairState<V>>()
            + state.pairs.iter().map(PairState::heap_bytes).sum::<usize>()
    }
}

impl<V: SeriesValue> SeriesState<V> {
    fn party(&mut self, party: u8) -> &mut PartyState<V> {
        let index = usize::from(party);
        if self.parties.len() <= index {
            self.parties.resize_with(index + 1, PartyState::default);
        }
        &mut self.parties[index]
    }

    fn find(&self, party: u8, towards: u8) -> Result<usize, usize> {
        self.pairs.binary_search_by_key(&(party, towards), |pair| (pair.party, pair.towards))
    }

    /// Completes `floor`, which `party` answers with `answer`.
    fn close(
        &mut self,
        floor: Floor<V>,
        party: u8,
        answer: Option<&Joined<V>>,
        lift: bool,
        background: Option<&Background<V>>,
    ) {
        for pair in self.pairs.iter_mut().filter(|pair| pair.towards == floor.party) {
            pair.settle(&floor);
        }
        if let (Some(answer), Some(all)) = (answer, &floor.all) {
            let place = self.find(party, floor.party).unwrap_or_else(|place| {
                self.pairs.reserve_exact(1);
                self.pairs.insert(place, PairState::new(party, floor.party));
                place
            });
            self.party(floor.party);
            let pair = &mut self.pairs[place];
            pair.add(answer, all);
            if let (true, Some(eligible)) = (lift, &floor.eligible) {
                let partner = &self.parties[usize::from(floor.party)];
                pair.add_lift(&answer.value, eligible, partner, background);
            }
        }
        self.party(floor.party).complete(floor.eligible);
    }
}

impl<V: SeriesValue> State for SeriesState<V> {
    fn write(&self, out: &mut Vec<u8>) {
        self.open.write(out);
        put(out, self.parties.len() as u64);
        self.parties.iter().for_each(|party| party.write(out));
        put(out, self.pairs.len() as u64);
        self.pairs.iter().for_each(|pair| pair.write(out));
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let open = State::read(bytes)?;
        let parties = bytes.get_count(1).filter(|&parties| parties <= usize::from(PARTIES))?;
        let parties = (0..parties).map(|_| State::read(bytes)).collect::<Option<Vec<_>>>()?;
        let pairs = bytes.get_count(1)?;
        let mut state = Self { parties, pairs: Vec::new(), open };
        for _ in 0..pairs {
            let pair: PairState<V> = State::read(bytes)?;
            let last = state.pairs.last().map(|pair| (pair.party, pair.towards));
            if last.is_some_and(|last| last >= (pair.party, pair.towards)) {
                return None;
            }
            state.pairs.push(pair);
        }
        Some(state)
    }
}

impl<V: SeriesValue> State for Series<V> {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        State::read(bytes).map(Self)
    }
}

#[cfg(test)]
mod tests;
