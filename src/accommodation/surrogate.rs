//! Lifts: how much more alike real pairs are than chance, with the partner's other floors, or
//! those of other dialogues, standing in for the real one.
//!
//! Surrogates as in ALIGN (Duran, Paxton & Fusaroli 2019) and the pseudo-dyads of later work; here
//! they lie in the past only, so that a lift runs online. Length is held by drawing them from the
//! length band of the real floor where it has enough.

use super::{
    batches::Batches,
    estimate::Spread,
    floors::{Joined, KEPT, PartyState, band},
    state::{State, put_u32},
    value::{LIMIT, SeriesValue},
};
use crate::{
    codec::{Reader, put, put_f64},
    value::{Measure, Undefined},
};
use alloc::vec::Vec;

/// A pair enters a lift with so many surrogates at least; a directional lift needs so many pairs.
pub(crate) const LEAST: u32 = 3;
/// Surrogates of the local lift are at most so many floors away.
const LOCAL: u32 = 4;

/// Similarity of real pairs minus that of surrogates, averaged over pairs.
///
/// In the unit of the similarity; above 0: more alike than chance. Undefined (`too_few`) when no
/// pair had 3 surrogates (directional: fewer than 3 pairs), `no_background` without a background.
/// The 95 % interval holds under autocorrelation; `None` below 12 pairs. It is by batch means, for a
/// background by effective n and the spread between its dialogues.
///
/// # Example
/// ```
/// use lingsync::accommodation::{Series, SeriesTurn};
///
/// let mut series = Series::new();
/// for t in 0..40 {
///     let mood = f64::from(t * 7 % 5);
///     series.observe(SeriesTurn::new(0, 6, Some(mood)));
///     series.observe(SeriesTurn::new(1, 6, Some(mood * 0.8))); // follows the client
/// }
/// let lift = series.pair(1, 0).lift;
/// assert!(lift.interval.unwrap().0 > 0.0);
/// assert_eq!(lift.n, 37); // the first three pairs have too few floors before them
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Lift {
    /// `raw` minus `chance`.
    pub value: Measure,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// Pairs used.
    pub n: u32,
    /// How many independent pairs would tell as much; at most `n`.
    pub effective_n: f64,
    /// Mean similarity of the real pairs used.
    pub raw: Measure,
    /// Mean similarity of their surrogates: the chance level.
    pub chance: Measure,
    /// Surrogates used, over all pairs.
    pub surrogates: u64,
    /// Pairs whose surrogates came from the length band of the real floor; the others used all
    /// bands.
    pub matched: u32,
}

impl Lift {
    pub(crate) fn undefined(reason: Undefined) -> Self {
        let nothing = Measure::Undefined(reason);
        Self {
            value: nothing,
            interval: None,
            n: 0,
            effective_n: 0.0,
            raw: nothing,
            chance: nothing,
            surrogates: 0,
            matched: 0,
        }
    }

    /// Whether the interval leaves 0 out.
    #[must_use]
    pub fn is_significant(&self) -> bool {
        self.interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0)
    }
}

/// The similarity of two values, if it is a number that can be used.
pub(crate) fn similarity<V: SeriesValue>(a: &V, b: &V) -> Option<f64> {
    Some(a.similarity(b)).filter(|similarity| similarity.abs() <= LIMIT * 2.0)
}

/// A sum of similarities, and how many.
type Sum = (f64, u32);

/// Similarities summed up in `G` clusters, apart for the band of the real floor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surrogates<const G: usize = 1> {
    all: [Sum; G],
    band: [Sum; G],
}

impl<const G: usize> Default for Surrogates<G> {
    fn default() -> Self {
        Self { all: [(0.0, 0); G], band: [(0.0, 0); G] }
    }
}

impl<const G: usize> Surrogates<G> {
    pub(crate) fn add(&mut self, cluster: usize, similarity: f64, same_band: bool) {
        let take = |sums: &mut [Sum; G]| {
            if let Some(sum) = sums.get_mut(cluster) {
                *sum = (sum.0 + similarity, sum.1 + 1);
            }
        };
        take(&mut self.all);
        if same_band {
            take(&mut self.band);
        }
    }

    /// The chance level and the sums that it is made of: from the band if it has enough, else from
    /// all bands.
    pub(crate) fn chance(&self) -> Option<(Chance, &[Sum; G])> {
        let total = |sums: &[Sum; G]| {
            sums.iter().fold((0.0, 0), |total, sum| (total.0 + sum.0, total.1 + sum.1))
        };
        let band = total(&self.band);
        let matched = band.1 >= LEAST;
        let ((sum, surrogates), sums) =
            if matched { (band, &self.band) } else { (total(&self.all), &self.all) };
        let similarity = sum / f64::from(surrogates.max(1));
        (surrogates >= LEAST).then_some((Chance { similarity, surrogates, matched }, sums))
    }
}

/// What a real similarity is compared with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chance {
    pub(crate) similarity: f64,
    pub(crate) surrogates: u32,
    pub(crate) matched: bool,
}

/// The chance levels of a turn by the earlier floors of its partner: of all that are kept, and of
/// those close by. `own` is the floor that the turn answers.
pub(crate) fn earlier_floors<V: SeriesValue>(
    turn: &V,
    own: &Joined<V>,
    partner: &PartyState<V>,
) -> [Option<Chance>; 2] {
    let earlier = partner.earlier();
    let taken = earlier.all();
    let (same, close) = (earlier.in_band(band(own.words)), partner.among_last(LOCAL));
    // Only those that a chance level will be made of have to be compared.
    let [(all, matched), (close, close_matched)] = [taken, close].map(|places| {
        let matched = (places & same).count_ones() >= LEAST;
        (if matched { places & same } else { places }, matched)
    });
    let mut found = [0.0; KEPT];
    if !turn.similarities(earlier.values(), all | close, &mut found) {
        return comparable_floors(turn, own, partner);
    }
    [(all, matched), (close, close_matched)].map(|(places, matched)| {
        let surrogates = places.count_ones();
        if surrogates < LEAST {
            return None;
        }
        let mut sum = 0.0;
        if places == u16::MAX {
            found.iter().for_each(|similarity| sum += similarity);
        } else {
            let mut rest = places;
            while rest != 0 {
                sum += found[rest.trailing_zeros() as usize % KEPT];
                rest &= rest - 1;
            }
        }
        let similarity = sum / f64::from(surrogates);
        Some(Chance { similarity, surrogates, matched })
    })
}

/// The same where some floors cannot be compared with the turn and do not count.
#[cold]
fn comparable_floors<V: SeriesValue>(
    turn: &V,
    own: &Joined<V>,
    partner: &PartyState<V>,
) -> [Option<Chance>; 2] {
    let earlier = partner.earlier();
    let (same, close) = (earlier.in_band(band(own.words)), partner.among_last(LOCAL));
    let [mut all, mut local] = [Surrogates::<1>::default(); 2];
    for (place, value) in earlier.values().iter().enumerate() {
        if let Some(similarity) = similarity(turn, value) {
            let is_in = |places: u16| places >> place & 1 != 0;
            all.add(0, similarity, is_in(same));
            if is_in(close) {
                local.add(0, similarity, is_in(same));
            }
        }
    }
    [all, local].map(|surrogates| surrogates.chance().map(|(chance, _)| chance))
}

/// A running lift.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct LiftState {
    lifts: Batches,
    raw: f64,
    chance: f64,
    surrogates: u64,
    matched: u32,
}

impl LiftState {
    pub(crate) fn add_chance(&mut self, real: f64, chance: Chance) {
        self.lifts.add(real - chance.similarity);
        let n = f64::from(self.lifts.n());
        self.raw += (real - self.raw) / n;
        self.chance += (chance.similarity - self.chance) / n;
        self.surrogates = self.surrogates.saturating_add(u64::from(chance.surrogates));
        self.matched = self.matched.saturating_add(u32::from(chance.matched));
    }

    /// Pairs used.
    pub(crate) fn n(&self) -> u32 {
        self.lifts.n()
    }

    /// Variance of the lifts of single pairs (by n).
    pub(crate) fn variance(&self) -> f64 {
        self.lifts.variance()
    }

    /// The lift so far, with its error by batch means; defined from `least` pairs on.
    pub(crate) fn lift_by_batches(&self, least: u32) -> Lift {
        self.lift(least, self.lifts.spread())
    }

    /// The lift so far, with this squared error; defined from `least` pairs on.
    pub(crate) fn lift(&self, least: u32, spread: Option<Spread>) -> Lift {
        let n = self.lifts.n();
        let interval = spread.and_then(|spread| spread.interval(self.lifts.mean()));
        let effective_n =
            spread.map_or(f64::from(n), |spread| self.lifts.effective_n(spread.variance));
        let counts = Lift {
            n,
            effective_n,
            surrogates: self.surrogates,
            matched: self.matched,
            ..Lift::undefined(Undefined::TooFew)
        };
        if n < least.max(1) {
            return counts;
        }
        Lift {
            value: Measure::Value(self.lifts.mean()),
            interval,
            raw: Measure::Value(self.raw),
            chance: Measure::Value(self.chance),
            ..counts
        }
    }
}

impl State for LiftState {
    fn write(&self, out: &mut Vec<u8>) {
        self.lifts.write(out);
        if self.lifts.n() > 0 {
            put_f64(out, self.raw);
            put_f64(out, self.chance);
            put(out, self.surrogates);
            put_u32(out, self.matched);
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let mut state = Self { lifts: State::read(bytes)?, ..Self::default() };
        if state.lifts.n() > 0 {
            state.raw = bytes.get_f64()?;
            state.chance = bytes.get_f64()?;
            state.surrogates = bytes.get()?;
            state.matched = bytes.get_u32()?;
        }
        let n = state.lifts.n();
        (state.matched <= n && state.surrogates >= u64::from(n)).then_some(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floors(values: &[(f64, u32)]) -> PartyState<f64> {
        let mut party = PartyState::default();
        values.iter().for_each(|&(value, words)| party.complete(Some(Joined { value, words })));
        party
    }

    #[test]
    fn surrogates_come_from_the_band_if_it_holds_three() {
        let partner = floors(&[(1.0, 6), (9.0, 30), (2.0, 7), (9.0, 2), (3.0, 9)]);
        let own = Joined { value: 0.0, words: 5 };
        let [all, _] = earlier_floors(&0.0, &own, &partner);
        let chance = all.unwrap();
        assert!(chance.matched);
        assert_eq!((chance.similarity, chance.surrogates), (-2.0, 3));
    }

    #[test]
    fn surrogates_come_from_all_bands_else() {
        let partner = floors(&[(1.0, 6), (9.0, 30), (2.0, 7)]);
        let own = Joined { value: 0.0, words: 5 };
        let [all, _] = earlier_floors(&0.0, &own, &partner);
        let chance = all.unwrap();
        assert!(!chance.matched);
        assert_eq!((chance.similarity, chance.surrogates), (-4.0, 3));
        let own = Joined { value: 0.0, words: 5 };
        let [few, _] = earlier_floors(&0.0, &own, &floors(&[(1.0, 6), (2.0, 6)]));
        assert!(few.is_none());
    }

    #[test]
    fn local_surrogates_are_at_most_four_floors_away() {
        let partner = floors(&[(100.0, 6), (1.0, 6), (1.0, 6), (1.0, 6), (1.0, 6)]);
        let own = Joined { value: 0.0, words: 6 };
        let [all, local] = earlier_floors(&0.0, &own, &partner);
        assert_eq!(all.unwrap().surrogates, 5);
        assert_eq!(local.unwrap().surrogates, 4);
        assert_eq!(local.unwrap().similarity, -1.0);
    }

    #[test]
    fn only_the_last_sixteen_floors_stand_in() {
        let values: Vec<(f64, u32)> =
            (0..40).map(|t| (if t < 24 { 99.0 } else { 1.0 }, 6)).collect();
        let own = Joined { value: 0.0, words: 6 };
        let [all, _] = earlier_floors(&0.0, &own, &floors(&values));
        assert_eq!(all.unwrap().surrogates, 16);
        assert_eq!(all.unwrap().similarity, -1.0);
    }

    /// Values that are compared only up to a limit.
    #[derive(Clone, Debug, PartialEq)]
    struct Bounded(f64);

    impl SeriesValue for Bounded {
        const KIND: [u8; 4] = *b"test";

        fn similarity(&self, other: &Self) -> f64 {
            if other.0 > 10.0 { f64::NAN } else { -(self.0 - other.0).abs() }
        }

        fn joined(&self, _: u32, _: &Self, _: u32) -> Self {
            self.clone()
        }

        fn encode(&self, out: &mut Vec<u8>) {
            put_f64(out, self.0);
        }

        fn decode(_: &[u8]) -> Option<Self> {
            None
        }
    }

    #[test]
    fn floors_that_cannot_be_compared_do_not_stand_in() {
        let mut partner = PartyState::default();
        for (value, words) in [(1.0, 6), (99.0, 7), (2.0, 8), (3.0, 30), (99.0, 30)] {
            partner.complete(Some(Joined { value: Bounded(value), words }));
        }
        let own = Joined { value: Bounded(0.0), words: 6 };
        let [all, local] = earlier_floors(&Bounded(0.0), &own, &partner);
        let chance = all.unwrap();
        assert_eq!((chance.similarity, chance.surrogates, chance.matched), (-2.0, 3, false));
        assert!(local.is_none());
    }
}
