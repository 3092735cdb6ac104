//! What the register tracker reads of a turn, and the log keeps of it: numbers, no text.

use super::{Dimension, ReadabilityCounts, StyleCounts};
use crate::{
    codec::{Reader, put, put_bytes, put_f64, put_signed},
    value::{Measure, Undefined},
};
use alloc::{boxed::Box, vec::Vec};

/// Steps of a score in 1: scores are kept in ten-thousandths, so that they are the same bytes
/// everywhere and short in JSON.
const STEPS: f64 = 10_000.0;

/// The figures of a turn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Record {
    /// Why nothing that is bound to the pack is measured.
    pub(crate) absent: Option<Undefined>,
    /// Words that count, without fillers where the turn was spoken.
    pub(crate) words: u32,
    /// Scores by dimension in ten-thousandths.
    pub(crate) scores: [Option<i32>; Dimension::SCORES],
    pub(crate) style: StyleCounts,
    /// Lists of markers that the turn holds a word of.
    pub(crate) markers: u32,
    /// Politeness strategies.
    pub(crate) strategies: u32,
    pub(crate) readability: ReadabilityCounts,
    /// How long the turn took.
    pub(crate) duration_ms: Option<f64>,
    /// Whether the turn is a mere sound of listening that ends no floor.
    pub(crate) backchannel: bool,
    /// The host's own measurements.
    pub(crate) series: Vec<(Box<str>, f64)>,
}

impl ReadabilityCounts {
    /// The counts in order, to be written.
    pub(crate) fn fields(&self) -> [u32; 5] {
        [self.words, self.sentences, self.syllables, self.letters, self.polysyllables]
    }

    pub(crate) fn from_fields(fields: [u32; 5]) -> Self {
        let [words, sentences, syllables, letters, polysyllables] = fields;
        Self { words, sentences, syllables, letters, polysyllables }
    }
}

/// A score in ten-thousandths; far-off scores are cut.
pub(crate) fn score(value: f64) -> Option<i32> {
    let steps = libm::round(value * STEPS);
    steps.is_finite().then(|| steps.clamp(-1e9, 1e9) as i32)
}

const HAS_WORDS: u64 = 1;
const HAS_DURATION: u64 = 2;
const BACKCHANNEL: u64 = 4;
const HAS_SERIES: u64 = 8;
const MEASURED: u64 = 16;
const FIRST_SCORE: u32 = 5;
/// Most series of a turn: what hints allow.
const MAX_SERIES: usize = 16;

impl Record {
    /// The score of a dimension that is kept with the turn.
    pub(crate) fn score(&self, dimension: Dimension) -> Measure {
        if let Some(reason) = self.absent {
            return Measure::Undefined(reason);
        }
        match self.scores.get(dimension.index()).copied().flatten() {
            Some(steps) => Measure::Value(f64::from(steps) / STEPS),
            None => Measure::Undefined(Undefined::NotAvailable),
        }
    }

    /// Gives the host's series other names.
    pub(crate) fn rename_series(&mut self, rename: impl Fn(&str) -> alloc::string::String) {
        for (name, _) in &mut self.series {
            *name = rename(name).into();
        }
        crate::sorted::sort_by(&mut self.series, |a, b| a.0.cmp(&b.0));
        self.series.dedup_by(|later, kept| later.0 == kept.0);
    }

    /// The turn as if nothing had been said, in the same language.
    pub(crate) fn redact(&mut self) {
        let absent = self.absent.or(Some(Undefined::Empty));
        *self = Self { absent, ..Self::default() };
    }

    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        let mut flags = 0;
        let mut flag = |set: bool, bit: u64| flags |= if set { bit } else { 0 };
        let measured = self.absent.is_none();
        flag(self.words > 0, HAS_WORDS);
        flag(self.duration_ms.is_some(), HAS_DURATION);
        flag(self.backchannel, BACKCHANNEL);
        flag(!self.series.is_empty(), HAS_SERIES);
        flag(measured, MEASURED);
        for (index, score) in self.scores.iter().enumerate() {
            flag(score.is_some(), 1 << (FIRST_SCORE + index as u32));
        }
        put(out, flags);
        if let Some(reason) = self.absent {
            out.push(reason.code());
        }
        if self.words > 0 {
            put(out, u64::from(self.words));
        }
        if measured {
            self.scores.iter().flatten().for_each(|steps| put_signed(out, i64::from(*steps)));
            put(out, u64::from(self.style.words));
            self.style.counts.iter().for_each(|count| put(out, u64::from(*count)));
            put(out, u64::from(self.markers));
            put(out, u64::from(self.strategies));
            self.readability.fields().iter().for_each(|count| put(out, u64::from(*count)));
        }
        if let Some(duration) = self.duration_ms {
            put_f64(out, duration);
        }
        if !self.series.is_empty() {
            put(out, self.series.len() as u64);
            for (name, value) in &self.series {
                put_bytes(out, name.as_bytes());
                put_f64(out, *value);
            }
        }
    }

    pub(crate) fn decode(bytes: &mut Reader<'_>) -> Option<Self> {
        let flags = bytes.get()?;
        if flags >> (FIRST_SCORE + Dimension::SCORES as u32) != 0 {
            return None;
        }
        let has = |bit: u64| flags & bit != 0;
        if !has(MEASURED) && flags >> FIRST_SCORE != 0 {
            // Scores of a turn that was not measured.
            return None;
        }
        let mut record = Self { backchannel: has(BACKCHANNEL), ..Self::default() };
        if !has(MEASURED) {
            let [code] = bytes.array()?;
            record.absent = Some(Undefined::from_code(code)?);
        }
        if has(HAS_WORDS) {
            record.words = bytes.get_u32().filter(|words| *words > 0)?;
        }
        for (index, score) in record.scores.iter_mut().enumerate() {
            if has(1 << (FIRST_SCORE + index as u32)) {
                *score = Some(i32::try_from(bytes.get_signed()?).ok()?);
            }
        }
        if has(MEASURED) {
            record.style.words = bytes.get_u32()?;
            for count in &mut record.style.counts {
                *count = bytes.get_u32()?;
            }
            record.markers = bytes.get_u32()?;
            record.strategies = bytes.get_u32()?;
            let mut fields = [0; 5];
            for field in &mut fields {
                *field = bytes.get_u32()?;
            }
            record.readability = ReadabilityCounts::from_fields(fields);
        }
        if has(HAS_DURATION) {
            record.duration_ms = Some(bytes.get_f64().filter(|ms| *ms >= 0.0)?);
        }
        if has(HAS_SERIES) {
            let count = bytes.get_count(9).filter(|count| (1..=MAX_SERIES).contains(count))?;
            for _ in 0..count {
                let name = core::str::from_utf8(bytes.get_bytes()?).ok()?;
                record.series.push((name.into(), bytes.get_f64()?));
            }
            let sorted = record.series.windows(2).all(|pair| pair[0].0 < pair[1].0);
            if !sorted || record.series.iter().any(|(name, _)| name.is_empty()) {
                return None;
            }
        }
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(seed: i32) -> Record {
        let mut record = Record { words: 12, markers: 5, strategies: 3, ..Record::default() };
        record.scores[0] = Some(seed);
        record.scores[9] = Some(-seed);
        record.style.words = 12;
        record.style.counts[8] = 4;
        record.duration_ms = (seed % 2 == 0).then_some(750.5);
        record.series = alloc::vec![("loudness".into(), 61.5), ("pitch".into(), -2.0)];
        record
    }

    fn round_trip(record: &Record) -> Option<Record> {
        let mut bytes = Vec::new();
        record.encode(&mut bytes);
        let mut reader = Reader::new(&bytes);
        let read = Record::decode(&mut reader)?;
        reader.is_empty().then_some(read)
    }

    #[test]
    fn a_record_is_read_back_as_it_was_written() {
        for seed in [0, 1, -77_123, 1_000_000_000] {
            assert_eq!(round_trip(&record(seed)), Some(record(seed)));
        }
        let mut redacted = record(5);
        redacted.redact();
        assert_eq!(round_trip(&redacted), Some(redacted.clone()));
        assert_eq!(redacted.score(Dimension::Warmth), Measure::Undefined(Undefined::Empty));
    }

    #[test]
    fn a_score_is_kept_in_ten_thousandths() {
        assert_eq!(score(0.123_456), Some(1235));
        assert_eq!(score(-2.0), Some(-20_000));
        assert_eq!(score(f64::NAN), None);
        assert_eq!(score(1e300), Some(1_000_000_000));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            let _ = Record::decode(&mut Reader::new(&bytes));
        }
    }
}
