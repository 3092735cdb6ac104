//! What is known of one party towards another in one series.

use super::{
    background::Background,
    clusters::BackgroundLift,
    estimate::Estimate,
    floors::{BANDS, Floor, Joined, PARTIES, PartyState, band},
    paired::{BandProximity, Paired},
    responsiveness::Responsiveness,
    state::{State, put_u32, put_value, read_flag, read_value},
    surrogate::{Chance, LEAST, Lift, LiftState, earlier_floors, similarity},
    value::SeriesValue,
};
use crate::{
    codec::{Reader, put_f64},
    value::{Measure, Undefined},
};
use alloc::{boxed::Box, vec::Vec};

/// The figures of one party towards another: see [`Series`](super::Series) for floors and pairs.
///
/// `proximity`, `convergence`, `synchrony` and `responsiveness` are undefined for values that are
/// not numbers (`not_available` or `too_few`); lifts exist for all.
///
/// # Example
/// ```
/// use lingsync::{Measure, Undefined};
/// use lingsync::accommodation::{Series, SeriesTurn};
///
/// let mut series = Series::new();
/// series.observe(SeriesTurn::new(0, 4, Some(1.0)));
/// series.observe(SeriesTurn::new(1, 12, Some(3.0)));
/// let figures = series.pair(1, 0);
/// assert_eq!(figures.pairs, 1);
/// assert_eq!(figures.proximity, Measure::Value(-2.0));
/// assert_eq!(figures.own_words, Measure::Value(12.0));
/// assert_eq!(figures.synchrony.value, Measure::Undefined(Undefined::TooFew));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct PairFigures {
    /// Pairs with a value on both sides.
    pub pairs: u32,
    /// Mean words of the party's paired turns.
    pub own_words: Measure,
    /// Mean words of the partner's floors that they answer.
    pub partner_words: Measure,
    /// Minus the mean absolute difference within pairs; at most 0, unit of the series. Undefined
    /// (`not_available`) without a pair.
    pub proximity: Measure,
    /// The same for the length bands of the partner's floor.
    pub proximity_by_band: [BandProximity; 4],
    /// Minus the slope of that difference on pair number: positive = growing closer, unit of the
    /// series for each pair. Undefined (`too_few`) below 12 pairs.
    pub convergence: Estimate,
    /// The same slope within length bands, so that a change of length alone does not count.
    pub convergence_within_bands: Measure,
    /// Pearson's correlation of the paired values, -1..=1. Undefined below 8 pairs (`too_few`) or
    /// when a side does not vary (`no_variance`).
    pub synchrony: Estimate,
    /// Exploratory: correlation with the partner's value of so many pairs before, for -2, -1, 1, 2
    /// (positive: the party follows). One of several lags looks large by chance; there is no interval.
    pub synchrony_lags: [Measure; 4],
    /// The slope of the party on its partner.
    pub responsiveness: Responsiveness,
    /// Real pairs against the partner's last 16 earlier floors.
    pub lift: Lift,
    /// Against those of them at most 4 floors away: a slow common topic cancels in part.
    pub lift_local: Lift,
    /// Similarity to the floor before the turn minus that to the partner's next floor, one floor
    /// late: topic cancels.
    pub lift_directional: Lift,
    /// Against floors of other dialogues, the pseudo-dyad test. Its interval allows for the choice of
    /// these dialogues too; with a handful of them (fewer than 4 of 16 clusters) there is none.
    pub background_lift: Lift,
}

/// A turn that waits for the partner's next floor.
#[derive(Clone, Debug, PartialEq)]
struct Pending<V> {
    turn: V,
    real: f64,
    band: u8,
}

/// Running figures of one ordered pair of parties.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PairState<V> {
    pub(crate) party: u8,
    pub(crate) towards: u8,
    pairs: u32,
    own_words: f64,
    partner_words: f64,
    paired: Option<Box<Paired>>,
    lift: LiftState,
    local: LiftState,
    directional: LiftState,
    /// There since a background was first offered.
    background: Option<Box<BackgroundLift>>,
    pending: Option<Pending<V>>,
}

impl<V: SeriesValue> PairState<V> {
    pub(crate) fn new(party: u8, towards: u8) -> Self {
        Self {
            party,
            towards,
            pairs: 0,
            own_words: 0.0,
            partner_words: 0.0,
            paired: None,
            lift: LiftState::default(),
            local: LiftState::default(),
            directional: LiftState::default(),
            background: None,
            pending: None,
        }
    }

    /// Takes in a pair: a turn with a value, and the floor that it answers.
    pub(crate) fn add(&mut self, turn: &Joined<V>, floor: &Joined<V>) {
        self.pairs = self.pairs.saturating_add(1);
        let n = f64::from(self.pairs);
        self.own_words += (f64::from(turn.words) - self.own_words) / n;
        self.partner_words += (f64::from(floor.words) - self.partner_words) / n;
        if let (Some(a), Some(c)) = (turn.value.number(), floor.value.number()) {
            self.paired.get_or_insert_default().add(a, c, band(floor.words));
        }
    }

    /// Takes in a pair that may enter lifts. `partner` does not hold the floor yet.
    pub(crate) fn add_lift(
        &mut self,
        turn: &V,
        floor: &Joined<V>,
        partner: &PartyState<V>,
        background: Option<&Background<V>>,
    ) {
        let Some(real) = similarity(turn, &floor.value) else { return };
        let [all, local] = earlier_floors(turn, floor, partner);
        if let Some(chance) = all {
            self.lift.add_chance(real, chance);
        }
        if let Some(chance) = local {
            self.local.add_chance(real, chance);
        }
        if let Some(background) = background {
            let surrogates = background.surrogates(turn, self.towards, floor.words);
            self.background.get_or_insert_default().add(real, &surrogates);
        }
        self.pending = Some(Pending { turn: turn.clone(), real, band: band(floor.words) as u8 });
    }

    /// Compares the waiting turn with the partner's next floor, now complete.
    pub(crate) fn settle(&mut self, next: &Floor<V>) {
        let (Some(waiting), Some(floor)) = (self.pending.take(), &next.eligible) else { return };
        if let Some(later) = similarity(&waiting.turn, &floor.value) {
            let matched = usize::from(waiting.band) == band(floor.words);
            let chance = Chance { similarity: later, surrogates: 1, matched };
            self.directional.add_chance(waiting.real, chance);
        }
    }

    pub(crate) fn figures(&self, reliability: f64) -> PairFigures {
        let none = Paired::default();
        let paired = self.paired.as_deref().unwrap_or(&none);
        let words = |mean: f64| {
            if self.pairs == 0 {
                Measure::Undefined(Undefined::NotAvailable)
            } else {
                Measure::Value(mean)
            }
        };
        let background = self.background.as_deref();
        PairFigures {
            pairs: self.pairs,
            own_words: words(self.own_words),
            partner_words: words(self.partner_words),
            proximity: paired.proximity(),
            proximity_by_band: paired.proximity_by_band(),
            convergence: paired.convergence(),
            convergence_within_bands: paired.convergence_within_bands(),
            synchrony: paired.synchrony(),
            synchrony_lags: paired.synchrony_lags(),
            responsiveness: paired.responsiveness(reliability),
            lift: self.lift.lift_by_batches(1),
            lift_local: self.local.lift_by_batches(1),
            lift_directional: self.directional.lift_by_batches(LEAST),
            background_lift: background
                .map_or(Lift::undefined(Undefined::NoBackground), BackgroundLift::lift),
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.paired.as_ref().map_or(0, |_| size_of::<Paired>())
            + self.background.as_ref().map_or(0, |_| size_of::<BackgroundLift>())
    }
}

impl<V: SeriesValue> State for PairState<V> {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&[self.party, self.towards]);
        put_u32(out, self.pairs);
        put_f64(out, self.own_words);
        put_f64(out, self.partner_words);
        self.paired.write(out);
        self.lift.write(out);
        self.local.write(out);
        self.directional.write(out);
        self.background.write(out);
        out.push(u8::from(self.pending.is_some()));
        if let Some(waiting) = &self.pending {
            put_value(out, &waiting.turn);
            put_f64(out, waiting.real);
            out.push(waiting.band);
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let [party, towards] = bytes.array()?;
        let mut pair = Self {
            pairs: bytes.get_u32()?,
            own_words: bytes.get_f64()?,
            partner_words: bytes.get_f64()?,
            paired: State::read(bytes)?,
            lift: State::read(bytes)?,
            local: State::read(bytes)?,
            directional: State::read(bytes)?,
            background: State::read(bytes)?,
            ..Self::new(party, towards)
        };
        if read_flag(bytes)? {
            let (turn, real) = (read_value(bytes)?, bytes.get_f64()?);
            let [band] = bytes.array()?;
            pair.pending = Some(Pending { turn, real, band });
        }
        let in_lifts = [&pair.lift, &pair.local, &pair.directional];
        let background = pair.background.as_deref().map(BackgroundLift::n);
        let possible = party < PARTIES
            && towards < PARTIES
            && party != towards
            && pair.pairs > 0
            && pair.paired.as_ref().is_none_or(|paired| paired.pairs() <= pair.pairs)
            && in_lifts.map(LiftState::n).into_iter().chain(background).all(|n| n <= pair.pairs)
            && pair.pending.as_ref().is_none_or(|waiting| usize::from(waiting.band) < BANDS);
        possible.then_some(pair)
    }
}
