//! What the tracker reads of a turn, and the log keeps of it: numbers and hashes, and the host's
//! names and words for its claims where the session keeps text.

use super::{
    claim::{Answer, ClaimSeed, get_bool, get_lean, get_maybe, put_lean, put_maybe},
    dispute::{Taken, Taking},
    kinds::{Shape, Source},
};
use crate::codec::{Reader, put};
use alloc::vec::Vec;

/// How a turn of the agent stands to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The claim.
    pub(crate) key: u64,
    pub(crate) shape: Shape,
    pub(crate) source: Source,
    /// How sure it is that the claim is denied, in hundredths.
    pub(crate) percent: u8,
    /// Whether the turn speaks of what the claim speaks of.
    pub(crate) touches: bool,
    /// How the agent's replies lean now, by the matcher: log-odds of a denial, in hundredths.
    pub(crate) lean: Option<i16>,
}

impl Reading {
    pub(crate) fn answer(&self, turn: u32) -> Answer {
        let Self { shape, source, percent, .. } = *self;
        Answer { turn, shape, source, percent }
    }
}

/// The figures of a turn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Record {
    /// Claims that open, or of which more is known now.
    pub(crate) opened: Vec<ClaimSeed>,
    pub(crate) readings: Vec<Reading>,
    /// What the host says of the agent's own answer, and of which claim.
    pub(crate) takings: Vec<(u64, Taking)>,
    /// The host's hints `evidence` and `agent_was_wrong`.
    pub(crate) evidence: Option<bool>,
    pub(crate) was_wrong: Option<bool>,
    /// Only asks for time.
    pub(crate) stalls: bool,
    /// How sure the reply's own words make it that the answer is given up, in hundredths.
    pub(crate) yields: Option<u8>,
}

const OPENED: u8 = 1;
const READINGS: u8 = 2;
const TAKINGS: u8 = 4;
const HINTS: u8 = 8;
const YIELDS: u8 = 16;
const STALLS: u8 = 32;
const KNOWN: u8 = 63;
/// The most claims of a turn, hints and facts together, and the most readings.
const MOST: usize = 1 << 12;

impl Record {
    /// The turn as if nothing had been said.
    pub(crate) fn redact(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        let hints = self.evidence.is_some() || self.was_wrong.is_some();
        let flags = [
            (!self.opened.is_empty(), OPENED),
            (!self.readings.is_empty(), READINGS),
            (!self.takings.is_empty(), TAKINGS),
            (hints, HINTS),
            (self.yields.is_some(), YIELDS),
            (self.stalls, STALLS),
        ];
        out.push(flags.iter().filter(|(set, _)| *set).map(|(_, flag)| flag).sum());
        if !self.opened.is_empty() {
            put(out, self.opened.len() as u64);
            self.opened.iter().for_each(|seed| seed.write(out));
        }
        if !self.readings.is_empty() {
            put(out, self.readings.len() as u64);
            for reading in &self.readings {
                out.extend_from_slice(&reading.key.to_le_bytes());
                let (shape, source) = (reading.shape.code(), reading.source.code());
                out.extend_from_slice(&[shape, source, reading.percent]);
                out.push(u8::from(reading.touches));
                put_lean(out, reading.lean);
            }
        }
        if !self.takings.is_empty() {
            put(out, self.takings.len() as u64);
            for (key, taking) in &self.takings {
                out.extend_from_slice(&key.to_le_bytes());
                let (taken, source) = (taking.taken.code(), taking.source.code());
                out.extend_from_slice(&[taken, taking.percent, source]);
            }
        }
        if hints {
            put_maybe(out, self.evidence);
            put_maybe(out, self.was_wrong);
        }
        out.extend(self.yields);
    }

    pub(crate) fn decode(bytes: &mut Reader<'_>) -> Option<Self> {
        let [flags] = bytes.array()?;
        if flags & !KNOWN != 0 {
            return None;
        }
        let has = |flag: u8| flags & flag != 0;
        let mut record = Self { stalls: has(STALLS), ..Self::default() };
        if has(OPENED) {
            let count = bytes.get_count(16).filter(|count| *count <= MOST)?;
            record.opened = (0..count).map(|_| ClaimSeed::read(bytes)).collect::<Option<_>>()?;
        }
        if has(READINGS) {
            let count = bytes.get_count(13).filter(|count| *count <= MOST)?;
            record.readings = (0..count).map(|_| read_reading(bytes)).collect::<Option<_>>()?;
        }
        if has(TAKINGS) {
            let count = bytes.get_count(11).filter(|count| *count <= MOST)?;
            record.takings = (0..count).map(|_| read_taking(bytes)).collect::<Option<_>>()?;
        }
        if has(HINTS) {
            (record.evidence, record.was_wrong) = (get_maybe(bytes)?, get_maybe(bytes)?);
        }
        if has(YIELDS) {
            let [percent] = bytes.array()?;
            record.yields = Some(percent).filter(|percent| *percent <= 100).map(Some)?;
        }
        Some(record)
    }
}

fn read_reading(bytes: &mut Reader<'_>) -> Option<Reading> {
    let key = u64::from_le_bytes(bytes.array()?);
    let [shape, source, percent] = bytes.array()?;
    let (shape, source) = (Shape::from_code(shape)?, Source::from_code(source)?);
    let touches = get_bool(bytes)?;
    let lean = get_lean(bytes)?;
    (percent <= 100).then_some(Reading { key, shape, source, percent, touches, lean })
}

fn read_taking(bytes: &mut Reader<'_>) -> Option<(u64, Taking)> {
    let key = u64::from_le_bytes(bytes.array()?);
    let [taken, percent, source] = bytes.array()?;
    let (taken, source) = (Taken::from_code(taken)?, Source::from_code(source)?);
    (percent <= 100).then_some((key, Taking { taken, percent, source }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hints::Verdict;
    use proptest::prelude::*;

    fn round_trip(record: &Record) -> Option<Record> {
        let mut bytes = Vec::new();
        record.encode(&mut bytes);
        let mut reader = Reader::new(&bytes);
        let read = Record::decode(&mut reader)?;
        reader.is_empty().then_some(read)
    }

    #[test]
    fn a_record_is_read_back_as_it_was_written() {
        let seed = ClaimSeed {
            key: 3,
            id: "c1".into(),
            verdict: Some(Verdict::True),
            ..ClaimSeed::default()
        };
        let (shape, source) = (Shape::DeniesHedged, Source::Callback);
        let record = Record {
            opened: alloc::vec![seed],
            readings: alloc::vec![Reading {
                key: 3,
                shape,
                source,
                percent: 77,
                touches: true,
                lean: Some(-35),
            }],
            takings: alloc::vec![(3, Taking { taken: Taken::GivesUp, percent: 90, source })],
            evidence: Some(true),
            was_wrong: Some(false),
            stalls: true,
            yields: Some(12),
        };
        assert_eq!(round_trip(&record), Some(record));
        assert_eq!(round_trip(&Record::default()), Some(Record::default()));
        let mut bytes = Vec::new();
        Record::default().encode(&mut bytes);
        assert_eq!(bytes.len(), 1, "a turn without claims costs a byte");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            let _ = Record::decode(&mut Reader::new(&bytes));
        }
    }
}
