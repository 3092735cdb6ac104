//! The level of a party: where its values lie, in all and lately.

use super::{
    moments::Comoments,
    ring::Ring,
    state::{State, read_flag},
    value::LIMIT,
};
use crate::{
    codec::{Reader, put_f64},
    value::{Measure, Undefined},
};
use alloc::vec::Vec;

/// Turns of the recent level.
const RECENT: usize = 8;

/// The level of a party, in the unit of the series.
///
/// `mean` and `sd` are over all turns with a value (Welford 1962); the recent figures over the last
/// 8 of them. `recent_lowest` and `recent_highest` are the least and the greatest recent mean so
/// far, from the 8th value on: a mean of fewer values moves by noise alone.
///
/// # Example
/// ```
/// use lingsync::Measure;
/// use lingsync::accommodation::{Series, SeriesTurn};
///
/// let mut series = Series::new();
/// for value in [1.0, 2.0, 6.0] {
///     series.observe(SeriesTurn::new(0, 5, Some(value)));
/// }
/// let level = series.level(0);
/// assert_eq!((level.n, level.mean), (3, Measure::Value(3.0)));
/// assert_eq!(level.recent_max, Measure::Value(6.0));
/// assert_eq!(level.range().value(), None); // fewer than 8 turns
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Level {
    /// Turns with a value.
    pub n: u32,
    /// Mean of all; undefined (`not_available`) without a turn.
    pub mean: Measure,
    /// Standard deviation of all; undefined (`too_few`) below 2 turns.
    pub sd: Measure,
    /// Turns that the recent figures are over: at most 8.
    pub recent_n: u32,
    /// Mean of the last 8.
    pub recent_mean: Measure,
    /// Least of the last 8.
    pub recent_min: Measure,
    /// Greatest of the last 8.
    pub recent_max: Measure,
    /// Least recent mean so far; undefined (`too_few`) below 8 turns.
    pub recent_lowest: Measure,
    /// Greatest recent mean so far; undefined (`too_few`) below 8 turns.
    pub recent_highest: Measure,
}

impl Level {
    /// The level of a party without a turn.
    pub(crate) fn none() -> Self {
        let nothing = Measure::Undefined(Undefined::NotAvailable);
        Self {
            n: 0,
            mean: nothing,
            sd: nothing,
            recent_n: 0,
            recent_mean: nothing,
            recent_min: nothing,
            recent_max: nothing,
            recent_lowest: nothing,
            recent_highest: nothing,
        }
    }

    /// How far the recent mean has ranged: greatest minus least. Undefined (`too_few`) below 8
    /// turns, or (`not_available`) without one.
    #[must_use]
    pub fn range(&self) -> Measure {
        match (self.recent_highest, self.recent_lowest) {
            (Measure::Value(high), Measure::Value(low)) => {
                Measure::finite(high - low, Undefined::TooFew)
            }
            (undefined, _) => undefined,
        }
    }
}

/// The running level.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct LevelState {
    moments: Comoments<1>,
    recent: Ring<f64, RECENT>,
    /// Least and greatest recent mean so far.
    ranged: Option<(f64, f64)>,
}

impl LevelState {
    pub(crate) fn add(&mut self, value: f64) {
        self.moments.add([value]);
        self.recent.push(value);
        if self.recent.len() == RECENT {
            let mean = self.recent_mean();
            let (low, high) = self.ranged.unwrap_or((mean, mean));
            self.ranged = Some((low.min(mean), high.max(mean)));
        }
    }

    pub(crate) fn recent_mean(&self) -> f64 {
        self.recent.iter().sum::<f64>() / self.recent.len() as f64
    }

    pub(crate) fn level(&self) -> Level {
        let n = self.moments.n();
        if n == 0 {
            return Level::none();
        }
        let too_few = Measure::Undefined(Undefined::TooFew);
        let variance = self.moments.product(0, 0) / f64::from(n.max(2) - 1);
        let least = self.recent.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = self.recent.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Level {
            n,
            mean: Measure::Value(self.moments.mean(0)),
            sd: if n < 2 { too_few } else { Measure::Value(libm::sqrt(variance)) },
            recent_n: self.recent.len() as u32,
            recent_mean: Measure::Value(self.recent_mean()),
            recent_min: Measure::Value(least),
            recent_max: Measure::Value(greatest),
            recent_lowest: self.ranged.map_or(too_few, |(low, _)| Measure::Value(low)),
            recent_highest: self.ranged.map_or(too_few, |(_, high)| Measure::Value(high)),
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        size_of::<Self>() + self.recent.heap_bytes()
    }
}

impl State for f64 {
    fn write(&self, out: &mut Vec<u8>) {
        put_f64(out, *self);
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        bytes.get_f64().filter(|value| value.abs() <= LIMIT)
    }
}

impl State for LevelState {
    fn write(&self, out: &mut Vec<u8>) {
        self.moments.write(out);
        self.recent.write(out);
        out.push(u8::from(self.ranged.is_some()));
        if let Some((low, high)) = self.ranged {
            put_f64(out, low);
            put_f64(out, high);
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let (moments, recent): (Comoments<1>, Ring<f64, RECENT>) =
            (State::read(bytes)?, State::read(bytes)?);
        let ranged =
            if read_flag(bytes)? { Some((f64::read(bytes)?, f64::read(bytes)?)) } else { None };
        let possible = recent.len() == (moments.n() as usize).min(RECENT)
            && ranged.is_some() == (recent.len() == RECENT)
            && ranged.is_none_or(|(low, high)| low <= high);
        possible.then_some(Self { moments, recent, ranged })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recent_level_forgets_what_lies_more_than_eight_turns_back() {
        let mut state = LevelState::default();
        state.add(100.0);
        (0..8).for_each(|t| state.add(f64::from(t)));
        let level = state.level();
        assert_eq!(level.recent_mean, Measure::Value(3.5));
        assert_eq!(
            (level.recent_min, level.recent_max),
            (Measure::Value(0.0), Measure::Value(7.0))
        );
        assert_eq!(level.recent_highest, Measure::Value((100.0 + 21.0) / 8.0));
        assert!((level.range().value().unwrap() - (121.0 / 8.0 - 3.5)).abs() < 1e-12);
    }

    #[test]
    fn one_turn_has_a_mean_but_no_deviation() {
        let mut state = LevelState::default();
        assert_eq!(state.level(), Level::none());
        state.add(2.0);
        assert_eq!(state.level().mean, Measure::Value(2.0));
        assert_eq!(state.level().sd, Measure::Undefined(Undefined::TooFew));
    }
}
