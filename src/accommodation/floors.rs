//! Floors: all turns of one party until another party speaks.

use super::{
    level::LevelState,
    state::{State, put_u32, put_value, read_flag, read_value},
    value::SeriesValue,
};
use crate::codec::{Reader, put};
use alloc::{boxed::Box, vec::Vec};

/// Parties at most.
pub(crate) const PARTIES: u8 = 8;
/// Earlier floors of a party that are kept as surrogates.
pub(crate) const KEPT: usize = 16;
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

/// A bit for the first place of each band.
const EACH_BAND: u64 = 0x0001_0001_0001_0001;
const _: () = assert!(KEPT * BANDS == 64);

/// The last floors of a party that may stand in for others.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Earlier<V> {
    /// The value of each place; a new one takes the place of the oldest.
    values: Vec<V>,
    words: [u32; KEPT],
    /// The number of each among the party's floors.
    numbers: [u32; KEPT],
    /// The places by the band of the words, a bit for each: the first band lowest.
    bands: u64,
    /// The place of the oldest, once all are taken.
    oldest: usize,
}

impl<V> Default for Earlier<V> {
    fn default() -> Self {
        let none = [0; KEPT];
        Self { values: Vec::new(), words: none, numbers: none, bands: 0, oldest: 0 }
    }
}

impl<V> Earlier<V> {
    /// The values by their places.
    pub(crate) fn values(&self) -> &[V] {
        &self.values
    }

    /// The places that are taken, a bit for each.
    pub(crate) fn all(&self) -> u16 {
        ((1_u32 << self.values.len()) - 1) as u16
    }

    /// The places of the floors of a band.
    pub(crate) fn in_band(&self, band: usize) -> u16 {
        (self.bands >> (KEPT * band.min(BANDS - 1))) as u16
    }

    /// The places of those of the newest `few` whose number is this one or a later one.
    fn since(&self, number: u32, few: u32) -> u16 {
        let mut places = 0;
        let len = self.values.len();
        let newest = if len < KEPT { len } else { self.oldest + KEPT };
        for back in 1..=len.min(few as usize) {
            let place = (newest - back) % KEPT;
            places |= u16::from(self.numbers[place] >= number) << place;
        }
        places
    }

    fn push(&mut self, floor: Joined<V>, number: u32) {
        let mut place = self.values.len();
        if place < KEPT {
            self.values.push(floor.value);
        } else {
            place = self.oldest;
            self.oldest = (place + 1) % KEPT;
            if let Some(value) = self.values.get_mut(place) {
                *value = floor.value;
            }
        }
        (self.words[place], self.numbers[place]) = (floor.words, number);
        let gone = !(EACH_BAND << place);
        self.bands = self.bands & gone | 1 << (KEPT * band(floor.words) + place);
    }

    fn heap_bytes(&self) -> usize {
        self.values.capacity() * size_of::<V>()
    }
}

impl<V: SeriesValue> State for Earlier<V> {
    fn write(&self, out: &mut Vec<u8>) {
        put(out, self.values.len() as u64);
        put(out, self.oldest as u64);
        for ((value, words), number) in self.values.iter().zip(self.words).zip(self.numbers) {
            put_u32(out, number);
            put_u32(out, words);
            put_value(out, value);
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let (len, oldest) = (bytes.get_count(1)?, usize::try_from(bytes.get()?).ok()?);
        if len > KEPT || oldest >= if len == KEPT { KEPT } else { 1 } {
            return None;
        }
        let mut earlier = Self::default();
        for _ in 0..len {
            let number = bytes.get_u32()?;
            earlier.push(Joined::read(bytes)?, number);
        }
        earlier.oldest = oldest;
        Some(earlier)
    }
}

/// What is kept of one party.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PartyState<V> {
    pub(crate) level: Option<Box<LevelState>>,
    /// Complete floors so far.
    floors: u32,
    earlier: Earlier<V>,
}

impl<V> Default for PartyState<V> {
    fn default() -> Self {
        Self { level: None, floors: 0, earlier: Earlier::default() }
    }
}

impl<V: SeriesValue> PartyState<V> {
    /// The earlier floors that may stand in.
    pub(crate) fn earlier(&self) -> &Earlier<V> {
        &self.earlier
    }

    /// The places of those among the last `few` floors that may stand in, a bit for each.
    pub(crate) fn among_last(&self, few: u32) -> u16 {
        self.earlier.since(self.floors.saturating_sub(few), few)
    }

    /// Counts a complete floor, and keeps what of it may enter lifts.
    pub(crate) fn complete(&mut self, eligible: Option<Joined<V>>) {
        if let Some(floor) = eligible {
            self.earlier.push(floor, self.floors);
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
        let earlier: Earlier<V> = State::read(bytes)?;
        let taken = earlier.numbers.iter().take(earlier.values.len());
        let possible = taken.copied().all(|number| number < floors);
        possible.then_some(Self { level, floors, earlier })
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
