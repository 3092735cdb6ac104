//! Floors of other dialogues, to compare a dialogue with: the pseudo-dyad test.

use super::{
    clusters::{CLUSTERS, cluster},
    floors::{BANDS, Floor, Joined, PARTIES, band},
    series::SeriesTurn,
    state::{State, put_u32},
    surrogate::{Surrogates, similarity},
    value::SeriesValue,
};
use crate::codec::{Reader, put};
use alloc::vec::Vec;
use core::fmt;

/// Floors kept of each party and length band.
const KEPT: usize = 32;
const MAGIC: [u8; 4] = *b"LSBG";
const VERSION: u8 = 1;

/// A sample of the floors of other dialogues in one series, for each party and length band.
///
/// Of each party and band it keeps the 32 floors with the least hash of (dialogue, party, floor), a
/// uniform sample (bottom-k; Cohen & Kaplan 2007). So the order of absorbing does not matter, and
/// parts built apart and merged hold the same floors as one built at once: a cluster can build one by
/// reduce. Memory is bounded. Give every dialogue a number of its own, and leave out the dialogue
/// that you measure ([`without`](Self::without)).
///
/// # Example
/// ```
/// use lingsync::accommodation::{Background, Series, SeriesTurn};
///
/// let others = |from: u64, to: u64| {
///     let mut background = Background::new();
///     for dialogue in from..to {
///         let turn = |t: u64| {
///             let value = (dialogue * 5 + t * 3) % 7;
///             SeriesTurn::new((t % 2) as u8, 8, Some(value as f64))
///         };
///         background.absorb(dialogue, (0..10).map(turn));
///     }
///     background
/// };
/// let mut background = others(0, 20);
/// background.merge(&others(20, 50));
/// assert_eq!(background, others(0, 50));
/// let background = Background::<f64>::from_bytes(&background.to_bytes())?;
///
/// let mut series = Series::new();
/// for t in 0..30 {
///     let client = f64::from(t * 3 % 7);
///     series.observe_against(SeriesTurn::new(0, 8, Some(client)), Some(&background));
///     series.observe_against(SeriesTurn::new(1, 8, Some(client)), Some(&background));
/// }
/// assert!(series.pair(1, 0).background_lift.is_significant());
/// # Ok::<(), lingsync::accommodation::BackgroundError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Background<V> {
    parties: Vec<[Vec<Kept<V>>; BANDS]>,
    dialogues: u64,
    floors: u64,
}

/// A floor of another dialogue.
#[derive(Clone, Debug, PartialEq)]
struct Kept<V> {
    /// Sorted by this: hash, dialogue, number of the floor.
    key: (u64, u64, u32),
    floor: Joined<V>,
}

impl<V> Default for Background<V> {
    fn default() -> Self {
        Self { parties: Vec::new(), dialogues: 0, floors: 0 }
    }
}

impl<V: SeriesValue> Background<V> {
    /// A background without dialogues. Allocates nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a whole dialogue under a number that no other dialogue has. Turns that may not enter
    /// lifts are left out, as in a [`Series`](super::Series). O(1) a turn.
    pub fn absorb(&mut self, dialogue: u64, turns: impl IntoIterator<Item = SeriesTurn<V>>) {
        let mut open: Option<Floor<V>> = None;
        let mut number = 0;
        for turn in turns {
            let party = turn.party.min(PARTIES - 1);
            if let Some(floor) = open.take_if(|floor| floor.party != party) {
                self.keep(dialogue, number, floor);
                number += 1;
            }
            let floor = open.get_or_insert_with(|| Floor::new(party));
            floor.add(turn.value.filter(V::is_valid).as_ref(), turn.words, turn.lift);
        }
        if let Some(floor) = open {
            self.keep(dialogue, number, floor);
        }
        self.dialogues = self.dialogues.saturating_add(1);
    }

    fn keep(&mut self, dialogue: u64, number: u32, floor: Floor<V>) {
        if let Some(eligible) = floor.eligible {
            self.floors = self.floors.saturating_add(1);
            let key = (priority(dialogue, floor.party, number), dialogue, number);
            let place = band(eligible.words);
            insert(self.sample(floor.party, place), Kept { key, floor: eligible });
        }
    }

    fn sample(&mut self, party: u8, band: usize) -> &mut Vec<Kept<V>> {
        let index = usize::from(party);
        if self.parties.len() <= index {
            self.parties.resize_with(index + 1, Default::default);
        }
        &mut self.parties[index][band]
    }

    /// Takes in what another background of different dialogues holds. The result is the same in any
    /// order and grouping.
    pub fn merge(&mut self, other: &Self) {
        for (party, bands) in (0..PARTIES).zip(&other.parties) {
            for (band, kept) in bands.iter().enumerate() {
                let sample = self.sample(party, band);
                kept.iter().for_each(|kept| insert(sample, kept.clone()));
            }
        }
        self.dialogues = self.dialogues.saturating_add(other.dialogues);
        self.floors = self.floors.saturating_add(other.floors);
    }

    /// The same without the floors of one dialogue, to measure that dialogue against the others.
    #[must_use]
    pub fn without(&self, dialogue: u64) -> Self {
        let mut others = self.clone();
        for sample in others.parties.iter_mut().flatten() {
            sample.retain(|kept| kept.key.1 != dialogue);
        }
        others
    }

    /// Dialogues absorbed.
    #[must_use]
    pub fn dialogues(&self) -> u64 {
        self.dialogues
    }

    /// Floors absorbed that may enter lifts; the background keeps a sample of them.
    #[must_use]
    pub fn floors(&self) -> u64 {
        self.floors
    }

    /// How like a turn the floors of `party` in other dialogues are.
    pub(crate) fn surrogates(&self, turn: &V, party: u8, words: u32) -> Surrogates<CLUSTERS> {
        let mut surrogates = Surrogates::default();
        let bands = self.parties.get(usize::from(party)).into_iter().flatten();
        for (place, sample) in bands.enumerate() {
            for kept in sample {
                if let Some(similarity) = similarity(turn, &kept.floor.value) {
                    surrogates.add(cluster(kept.key.1), similarity, place == band(words));
                }
            }
        }
        surrogates
    }

    /// Bytes held on the heap, those behind the values themselves not included.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        let samples = self.parties.iter().flatten();
        self.parties.capacity() * size_of::<[Vec<Kept<V>>; BANDS]>()
            + samples.map(|sample| sample.capacity() * size_of::<Kept<V>>()).sum::<usize>()
    }

    /// The background as bytes, the same on every machine. Little-endian, with a version.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(&MAGIC);
        out.push(VERSION);
        out.extend_from_slice(&V::KIND);
        put(&mut out, self.dialogues);
        put(&mut out, self.floors);
        put(&mut out, self.parties.len() as u64);
        for sample in self.parties.iter().flatten() {
            put(&mut out, sample.len() as u64);
            for kept in sample {
                put(&mut out, kept.key.1);
                put_u32(&mut out, kept.key.2);
                kept.floor.write(&mut out);
            }
        }
        out
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// If the bytes are no background, of another version, of another type of value, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BackgroundError> {
        let mut reader = Reader::new(bytes);
        if reader.array() != Some(MAGIC) {
            return Err(BackgroundError::NotABackground);
        }
        match reader.array() {
            Some([VERSION]) => {}
            Some([version]) => return Err(BackgroundError::Version(version)),
            None => return Err(BackgroundError::Damaged),
        }
        match reader.array() {
            Some(kind) if kind == V::KIND => {}
            Some(kind) => return Err(BackgroundError::Kind(kind)),
            None => return Err(BackgroundError::Damaged),
        }
        let background = Self::read_body(&mut reader);
        background.filter(|_| reader.is_empty()).ok_or(BackgroundError::Damaged)
    }

    fn read_body(bytes: &mut Reader<'_>) -> Option<Self> {
        let (dialogues, floors) = (bytes.get()?, bytes.get()?);
        let parties = bytes.get_count(BANDS).filter(|&parties| parties <= usize::from(PARTIES))?;
        let mut background = Self { parties: Vec::new(), dialogues, floors };
        let mut total = 0;
        for party in (0..PARTIES).take(parties) {
            for place in 0..BANDS {
                let len = bytes.get_count(1).filter(|&len| len <= KEPT)?;
                total += len as u64;
                let sample = background.sample(party, place);
                for _ in 0..len {
                    let (dialogue, number) = (bytes.get()?, bytes.get_u32()?);
                    let floor: Joined<V> = State::read(bytes)?;
                    let key = (priority(dialogue, party, number), dialogue, number);
                    let in_order = sample.last().is_none_or(|last| last.key < key);
                    if !in_order || band(floor.words) != place {
                        return None;
                    }
                    sample.push(Kept { key, floor });
                }
            }
        }
        (total <= floors && (dialogues > 0 || floors == 0)).then_some(background)
    }
}

/// Keeps a floor if it is among the first of its sample.
fn insert<V>(sample: &mut Vec<Kept<V>>, kept: Kept<V>) {
    if let Err(place) = sample.binary_search_by_key(&kept.key, |known| known.key) {
        if place < KEPT {
            sample.truncate(KEPT - 1);
            sample.insert(place, kept);
        }
    }
}

/// A hash of the floor's identity: SplitMix64's finaliser over each part (Steele, Lea & Flood 2014).
fn priority(dialogue: u64, party: u8, number: u32) -> u64 {
    let mix = |mut z: u64| {
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let floor = (u64::from(party) << 32) | u64::from(number);
    mix(mix(dialogue.wrapping_add(0x9e37_79b9_7f4a_7c15)).wrapping_add(floor).wrapping_add(1))
}

/// Why bytes are not a [`Background`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BackgroundError {
    /// The bytes do not begin as a background does.
    NotABackground,
    /// A background of a version that this library does not read.
    Version(u8),
    /// A background of another type of value, named by its [`SeriesValue::KIND`].
    Kind([u8; 4]),
    /// Cut off, changed, or with something behind its end.
    Damaged,
}

impl fmt::Display for BackgroundError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotABackground => f.write_str("the bytes are no background"),
            Self::Version(version) => write!(f, "the background has version {version}, not 1"),
            Self::Kind(kind) => {
                write!(f, "the background holds values of kind {}", kind.escape_ascii())
            }
            Self::Damaged => f.write_str("the background is damaged"),
        }
    }
}

impl core::error::Error for BackgroundError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dialogue(id: u64, turns: u64) -> impl Iterator<Item = SeriesTurn<f64>> {
        (0..turns).map(move |t| {
            let draw = priority(id, 9, t as u32);
            let party = (draw % 3) as u8;
            SeriesTurn::new(party, (draw >> 8) as u32 % 30, Some((draw >> 16) as f64 / 1e12))
        })
    }

    fn background(ids: impl IntoIterator<Item = u64>) -> Background<f64> {
        let mut background = Background::new();
        ids.into_iter().for_each(|id| background.absorb(id, dialogue(id, 12)));
        background
    }

    proptest! {
        #[test]
        fn parts_merged_in_any_order_equal_the_whole(cut in 0_u64..60, other_cut in 0_u64..60) {
            let (a, b) = (cut.min(other_cut), cut.max(other_cut));
            let parts = [background(0..a), background((a..b).rev()), background(b..60)];
            let mut forward = parts[0].clone();
            forward.merge(&parts[1]);
            forward.merge(&parts[2]);
            let mut backward = parts[2].clone();
            let mut tail = parts[1].clone();
            tail.merge(&parts[0]);
            backward.merge(&tail);
            prop_assert_eq!(&forward, &backward);
            prop_assert_eq!(&forward.to_bytes(), &background(0..60).to_bytes());
        }

        #[test]
        fn any_change_of_the_bytes_is_noticed_or_harmless(at in 0_usize..2_000, with: u8) {
            let mut bytes = background(0..10).to_bytes();
            let at = at % bytes.len();
            bytes[at] = with;
            if let Ok(read) = Background::<f64>::from_bytes(&bytes) {
                prop_assert_eq!(Background::from_bytes(&read.to_bytes()), Ok(read));
            }
        }
    }

    #[test]
    fn it_stays_small_and_counts_all() {
        let background = background(0..400);
        assert_eq!(background.dialogues(), 400);
        assert!(background.floors() > 2_000);
        let kept: usize = background.parties.iter().flatten().map(Vec::len).sum();
        assert_eq!(kept, 3 * BANDS * KEPT);
        assert!(background.heap_bytes() < 32_768, "{}", background.heap_bytes());
    }

    #[test]
    fn the_sample_is_spread_evenly_over_the_dialogues() {
        let background = background(0..400);
        let ids = background.parties.iter().flatten().flatten().map(|kept| kept.key.1);
        let mean = ids.clone().sum::<u64>() as f64 / ids.count() as f64;
        assert!((mean - 199.5).abs() < 20.0, "{mean}");
    }

    #[test]
    fn a_dialogue_can_be_left_out() {
        let with = background(0..10);
        assert_eq!(with.without(3).parties, {
            let ids = (0..10).filter(|&id| id != 3);
            background(ids).parties
        });
    }

    #[test]
    fn what_is_wrong_with_the_bytes_is_said() {
        let bytes = background(0..10).to_bytes();
        let error = |bytes: &[u8]| Background::<f64>::from_bytes(bytes).unwrap_err();
        assert_eq!(error(b"{}"), BackgroundError::NotABackground);
        assert_eq!(error(&bytes[..bytes.len() - 1]), BackgroundError::Damaged);
        assert_eq!(error(&[&bytes[..], &[0]].concat()), BackgroundError::Damaged);
        let mut newer = bytes.clone();
        newer[4] = 2;
        assert_eq!(error(&newer), BackgroundError::Version(2));
        let counts = Background::<super::super::Counts<9>>::from_bytes(&bytes).unwrap_err();
        assert_eq!(counts, BackgroundError::Kind(*b"f64 "));
        assert_eq!(counts.to_string(), "the background holds values of kind f64 ");
    }
}
