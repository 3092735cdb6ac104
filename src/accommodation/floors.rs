//! Floors: all turns of one party until another party speaks.

use super::{
    level::LevelState,
    ring::Ring,
    state::{State, put_u32, put_value, read_flag, read_value},
    value::SeriesValue,
};
use crate::codec::Reader;
use alloc::{boxed::Box, vec::Vec};

/// Parties at most.
pub(crate) const PARTIES: u8 = 8;
/// Earlier floors of a party that are kept as surrogates.
const KEPT: usize = 16;
/// Length bands.
pub(crate) const BANDS: usize = 4;

/// The length band of so many words: 1-4, 5-9, 10-19, 20 and more.
pub(crate) fn band(words: u32) -> usize {
    match words {
        0..=4 => 0,
        5..=9 => 1,
        10..=19 => 2,
        _ => 3,
    }
}

/// The joined value of one or more turns, and their words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Joined<V> {
    pub(crate) value: V,
    pub(crate) words: u32,
}

impl<V: SeriesValue> Joined<V> {
    fn add(joined: &mut Option<Self>, value: &V, words: u32) {
        match joined {
            None => *joined = Some(Self { value: value.clone(), words }),
            Some(known) => {
                known.value = known.value.joined(known.words, value, words);
                known.words = known.words.saturating_add(words);
            }
        }
    }
}

impl<V: SeriesValue> State for Joined<V> {
    fn write(&self, out: &mut Vec<u8>) {
        put_u32(out, self.words);
        put_value(out, &self.value);
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let words = bytes.get_u32()?;
        Some(Self { value: read_value(bytes)?, words })
    }
}

impl<V: SeriesValue> State for Option<Joined<V>> {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(joined) = self {
            joined.write(out);
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        Some(if read_flag(bytes)? { Some(Joined::read(bytes)?) } else { None })
    }
}

/// A floor, open or complete.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Floor<V> {
    pub(crate) party: u8,
    /// Its turns with a value.
    pub(crate) all: Option<Joined<V>>,
    /// Those of them that may enter lifts.
    pub(crate) eligible: Option<Joined<V>>,
}

impl<V: SeriesValue> Floor<V> {
    pub(crate) fn new(party: u8) -> Self {
        Self { party, all: None, eligible: None }
    }

    /// Adds a turn of the party; `lift`: it may enter lifts.
    pub(crate) fn add(&mut self, value: Option<&V>, words: u32, lift: bool) {
        if let Some(value) = value {
            Joined::add(&mut self.all, value, words);
            if lift {
                Joined::add(&mut self.eligible, value, words);
            }
        }
    }
}

impl<V: SeriesValue> State for Floor<V> {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.party);
        self.all.write(out);
        self.eligible.write(out);
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let [party] = bytes.array()?;
        let (all, eligible) = (State::read(bytes)?, State::read(bytes)?);
        let floor = Self { party, all, eligible };
        let possible = party < PARTIES && (floor.all.is_some() || floor.eligible.is_none());
        possible.then_some(floor)
    }
}

/// A complete floor that may stand in for a later one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Earlier<V> {
    pub(crate) floor: Joined<V>,
    /// Its number among the party's floors.
    pub(crate) number: u32,
}

impl<V: SeriesValue> State for Earlier<V> {
    fn write(&self, out: &mut Vec<u8>) {
        put_u32(out, self.number);
        self.floor.write(out);
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let number = bytes.get_u32()?;
        Some(Self { floor: Joined::read(bytes)?, number })
    }
}

/// What is kept of one party.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PartyState<V> {
    pub(crate) level: Option<Box<LevelState>>,
    /// Complete floors so far.
    floors: u32,
    earlier: Ring<Earlier<V>, KEPT>,
    /// The places of the earlier floors by the band of their words, a bit for each.
    bands: [u16; BANDS],
}

impl<V> Default for PartyState<V> {
    fn default() -> Self {
        Self { level: None, floors: 0, earlier: Ring::default(), bands: [0; BANDS] }
    }
}

impl<V: SeriesValue> PartyState<V> {
    /// The earlier floors that may stand in, by their places.
    pub(crate) fn earlier(&self) -> &[Earlier<V>] {
        self.earlier.items()
    }

    /// The places of the floors of a band, a bit for each.
    pub(crate) fn in_band(&self, band: usize) -> u16 {
        self.bands.get(band).copied().unwrap_or(0)
    }

    /// The places of those among the last `few` floors that may stand in, a bit for each.
    pub(crate) fn among_last(&self, few: u32) -> u16 {
        let first = self.floors.saturating_sub(few);
        let items = self.earlier.items();
        let close = |place: &usize| items.get(*place).is_some_and(|floor| floor.number >= first);
        self.earlier.newest().take_while(close).fold(0, |places, place| places | 1 << place)
    }

    /// Counts a complete floor, and keeps what of it may enter lifts.
    pub(crate) fn complete(&mut self, eligible: Option<Joined<V>>) {
        if let Some(floor) = eligible {
            let own = band(floor.words);
            let place = self.earlier.push(Earlier { floor, number: self.floors });
            for (band, places) in self.bands.iter_mut().enumerate() {
                *places = *places & !(1 << place) | u16::from(band == own) << place;
            }
        }
        self.floors = self.floors.saturating_add(1);
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.earlier.heap_bytes() + self.level.as_ref().map_or(0, |level| level.heap_bytes())
    }
}

impl<V: SeriesValue> State for PartyState<V> {
    fn write(&self, out: &mut Vec<u8>) {
        self.level.write(out);
        put_u32(out, self.floors);
        self.earlier.write(out);
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let (level, floors) = (State::read(bytes)?, bytes.get_u32()?);
        let earlier: Ring<Earlier<V>, KEPT> = State::read(bytes)?;
        let possible = earlier.iter().all(|earlier| earlier.number < floors);
        let mut bands = [0; BANDS];
        for (place, earlier) in earlier.iter().enumerate() {
            if let Some(places) = bands.get_mut(band(earlier.floor.words)) {
                *places |= 1 << place;
            }
        }
        possible.then_some(Self { level, floors, earlier, bands })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_is_the_word_weighted_mean_of_its_turns() {
        let mut floor = Floor::new(0);
        floor.add(Some(&1.0), 6, true);
        floor.add(None, 50, true);
        floor.add(Some(&4.0), 2, false);
        floor.add(Some(&2.0), 2, true);
        let all = floor.all.unwrap();
        assert!((all.value - 1.8).abs() < 1e-12);
        assert_eq!(all.words, 10);
        assert_eq!(floor.eligible, Some(Joined { value: 1.25, words: 8 }));
    }

    #[test]
    fn words_fall_into_four_bands() {
        let bands = [1, 4, 5, 9, 10, 19, 20, 900].map(band);
        assert_eq!(bands, [0, 0, 1, 1, 2, 2, 3, 3]);
    }

    #[test]
    fn a_floor_that_never_completed_is_refused() {
        let mut party = PartyState::default();
        party.complete(Some(Joined { value: 1.0, words: 5 }));
        let mut bytes = Vec::new();
        party.write(&mut bytes);
        assert_eq!(State::read(&mut Reader::new(&bytes)), Some(party));
        bytes[1] = 0;
        assert_eq!(PartyState::<f64>::read(&mut Reader::new(&bytes)), None);
    }
}
