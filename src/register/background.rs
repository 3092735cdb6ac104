//! Other dialogues to compare with, for the pseudo-dyad test: what remains of similarity when a
//! turn is paired with the floors of other conversations.

use super::{Dimension, Reading, observation::verbosity, state::Style};
use crate::{
    accommodation::{Background, SeriesTurn},
    codec::{Reader, put, put_bytes},
    error::{Error, ErrorKind, Result},
};
use alloc::{format, vec::Vec};

/// A sample of floors of other dialogues, for every dimension and for style. It is bounded, can be
/// merged in any order, and is written to bytes and read from them.
///
/// # Example
/// ```
/// use lingsync::{Engine, Party, Turn, register::{Dimension, RegisterBackground}};
///
/// let engine = Engine::default();
/// let mut background = RegisterBackground::new();
/// for dialogue in 0..5_u64 {
///     let mut analyser = engine.analyser();
///     let mut readings = Vec::new();
///     for turn in 0..6 {
///         let text = "word ".repeat(3 + (dialogue as usize + turn) % 9);
///         let turn = if turn % 2 == 0 { Turn::client(text) } else { Turn::agent(text) };
///         readings.push(engine.read(&turn, &analyser.analyse(&turn)?));
///     }
///     background.absorb(dialogue, &readings);
/// }
/// let background = RegisterBackground::from_bytes(&background.to_bytes())?;
/// let mut session = Engine::builder(Default::default()).background(background).build()?.session();
/// session.observe(&Turn::client("one two three four five"))?;
/// session.observe(&Turn::agent("six seven eight nine ten"))?;
/// let summary = session.summary().register;
/// let verbosity = summary.pair(Party::AGENT, Party::CLIENT).unwrap().dimension(Dimension::Verbosity);
/// assert!(verbosity.unwrap().figures.background_lift.value.value().is_some());
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegisterBackground {
    dimensions: [Background<f64>; Dimension::COUNT],
    style: Background<Style>,
}

const MAGIC: [u8; 4] = *b"LSBG";
const VERSION: u8 = 1;

impl RegisterBackground {
    /// A background without dialogues.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a whole dialogue under a number that no other dialogue has. O(turns).
    pub fn absorb(&mut self, dialogue: u64, readings: &[Reading]) {
        let turn = |reading: &Reading, value: Option<f64>| SeriesTurn {
            party: reading.context.party.0,
            words: reading.record.words,
            value,
            lift: !reading.context.interrupted && reading.record.words >= MIN_WORDS,
        };
        for (dimension, background) in Dimension::ALL.iter().zip(&mut self.dimensions) {
            let value = |reading: &Reading| match dimension {
                Dimension::Verbosity => Some(verbosity(reading.record.words)),
                // It needs the turn before; pauses are not compared between dialogues.
                Dimension::Latency => None,
                dimension => reading.record.score(*dimension).value(),
            };
            background.absorb(dialogue, readings.iter().map(|r| turn(r, value(r))));
        }
        self.style.absorb(
            dialogue,
            readings.iter().map(|reading| {
                let record = &reading.record;
                let value = (record.style.words > 0)
                    .then_some(Style { counts: record.style.counts, words: record.style.words });
                let SeriesTurn { party, words, lift, .. } = turn(reading, None);
                SeriesTurn { party, words, value, lift }
            }),
        );
    }

    /// Takes in what another background of different dialogues holds. The result is the same in any
    /// order and grouping.
    pub fn merge(&mut self, other: &Self) {
        for (own, other) in self.dimensions.iter_mut().zip(&other.dimensions) {
            own.merge(other);
        }
        self.style.merge(&other.style);
    }

    /// How many dialogues it has taken in.
    #[must_use]
    pub fn dialogues(&self) -> u64 {
        self.style.dialogues()
    }

    /// The background as bytes: the same background gives the same bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        put(&mut bytes, Dimension::COUNT as u64);
        for background in &self.dimensions {
            put_bytes(&mut bytes, &background.to_bytes());
        }
        put_bytes(&mut bytes, &self.style.to_bytes());
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidPack`] for bytes that are cut short, damaged or no background;
    /// [`ErrorKind::UnsupportedVersion`] for those of a newer version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader::new(bytes);
        let invalid = || {
            let message = format!("background of {} bytes is damaged or cut short", bytes.len());
            Error::new(ErrorKind::InvalidPack, message)
        };
        if reader.array() != Some(MAGIC) {
            let message = format!("{} bytes are not a background", bytes.len());
            return Err(Error::new(ErrorKind::InvalidPack, message));
        }
        match reader.array() {
            Some([VERSION]) => {}
            Some([newer]) if newer > VERSION => {
                let message =
                    format!("background has version {newer}, {VERSION} can be read: update");
                return Err(Error::new(ErrorKind::UnsupportedVersion, message));
            }
            _ => return Err(invalid()),
        }
        if reader.get() != Some(Dimension::COUNT as u64) {
            return Err(invalid());
        }
        let mut read = Self::default();
        for background in &mut read.dimensions {
            let bytes = reader.get_bytes().ok_or_else(invalid)?;
            *background = Background::from_bytes(bytes).map_err(|_| invalid())?;
        }
        let style = reader.get_bytes().ok_or_else(invalid)?;
        read.style = Background::from_bytes(style).map_err(|_| invalid())?;
        if reader.is_empty() { Ok(read) } else { Err(invalid()) }
    }

    pub(crate) fn dimension(&self, dimension: Dimension) -> Option<&Background<f64>> {
        self.dimensions.get(dimension.index())
    }

    pub(crate) fn style(&self) -> &Background<Style> {
        &self.style
    }
}

/// Turns with fewer words stay out.
const MIN_WORDS: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_no_background_wrote_are_refused() {
        let bytes = RegisterBackground::new().to_bytes();
        assert_eq!(RegisterBackground::from_bytes(&bytes), Ok(RegisterBackground::new()));
        for len in 0..bytes.len() {
            let error = RegisterBackground::from_bytes(&bytes[..len]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidPack, "{len}");
        }
        let mut newer = bytes;
        newer[4] = VERSION + 1;
        let error = RegisterBackground::from_bytes(&newer).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnsupportedVersion);
    }
}
