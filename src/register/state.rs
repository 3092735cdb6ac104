//! What the register tracker keeps of a conversation: numbers of bounded size, no text.

use super::{
    Dimension, ReadabilityCounts, Reading, Rlsm, Strategy, StyleCounts,
    background::RegisterBackground, coordination::Coordination, observation::verbosity,
};
use crate::{
    accommodation::{Counts, Series, SeriesTurn, State},
    codec::{Reader, put, put_bytes, put_f64, put_signed},
    turn::Party,
    value::{Measure, Undefined},
};
use alloc::{boxed::Box, vec::Vec};

/// Names of series of the host that a session follows.
pub(crate) const MAX_SERIES: usize = 16;

/// Words by category as a value of a series.
pub(crate) type Style = Counts<{ super::style::CATEGORIES }>;

/// The state of a [`RegisterTracker`](super::RegisterTracker).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RegisterState {
    pub(crate) dimensions: [Series<f64>; Dimension::COUNT],
    pub(crate) style: Series<Style>,
    pub(crate) rlsm: Rlsm,
    pub(crate) coordination: Coordination,
    /// By party.
    pub(crate) parties: Vec<PartyTotals>,
    /// Series of the host, sorted by name.
    pub(crate) host: Vec<(Box<str>, Series<f64>)>,
    /// Values of series beyond the limit.
    pub(crate) host_dropped: u64,
    /// The last turn: who, and when it ended in milliseconds.
    last: Option<(Party, Option<f64>)>,
    /// When the last turn with a time began.
    last_at: Option<i64>,
}

/// What is summed over a party's turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartyTotals {
    pub(crate) turns: u32,
    /// Turns in which the pack's measures are defined.
    pub(crate) measured: u32,
    pub(crate) style: StyleCounts,
    pub(crate) readability: ReadabilityCounts,
    /// Turns that show each strategy.
    pub(crate) strategies: [u32; Strategy::ALL.len()],
}

impl RegisterState {
    /// No turn yet; so many lists of markers.
    pub(crate) fn new(markers: usize) -> Self {
        Self { coordination: Coordination::new(markers), ..Self::default() }
    }

    /// Seconds since the other party's last turn.
    pub(crate) fn latency(&self, reading: &Reading) -> Measure {
        let none = Measure::Undefined(Undefined::NoTime);
        let (Some(at), Some((party, Some(end)))) = (reading.at, self.last) else { return none };
        let backwards = self.last_at.is_some_and(|last| at < last);
        if party == reading.context.party || backwards {
            return none;
        }
        Measure::finite((at as f64 - end) / 1000.0, Undefined::NoTime)
    }

    /// Takes a turn in.
    pub(crate) fn observe(
        &mut self,
        reading: &Reading,
        min_words: u32,
        background: Option<&RegisterBackground>,
    ) {
        let (record, context) = (&reading.record, &reading.context);
        let party = context.party;
        self.count(reading);
        let latency = self.latency(reading);
        if !record.backchannel {
            let lift = !context.interrupted && record.words >= min_words;
            for (dimension, series) in Dimension::ALL.iter().zip(&mut self.dimensions) {
                let value = match dimension {
                    Dimension::Verbosity => Some(verbosity(record.words)),
                    Dimension::Latency => latency.value(),
                    dimension => record.score(*dimension).value(),
                };
                // A score that is switched off takes no memory. Once it has a value every turn
                // counts: one without a value ends a floor too.
                if dimension.is_experimental() && value.is_none() && series.heap_bytes() == 0 {
                    continue;
                }
                let turn = SeriesTurn { party: party.0, words: record.words, value, lift };
                series.observe_against(turn, background.and_then(|b| b.dimension(*dimension)));
            }
            let style = (record.absent.is_none() && record.style.words > 0)
                .then_some(Style { counts: record.style.counts, words: record.style.words });
            let turn = SeriesTurn { party: party.0, words: record.words, value: style, lift };
            self.style.observe_against(turn, background.map(RegisterBackground::style));
            self.host(reading, lift);
            if record.absent == Some(Undefined::Language) {
                // Whether it matches is not known: that is no reply without function words.
                self.rlsm.interrupt();
                self.coordination.interrupt();
            } else {
                self.rlsm.take(party.0, record.style);
                self.coordination.observe(u16::from(party.0), record.markers);
            }
        }
        self.last =
            Some((party, reading.at.map(|at| at as f64 + record.duration_ms.unwrap_or(0.0))));
        self.last_at = reading.at.or(self.last_at);
    }

    fn count(&mut self, reading: &Reading) {
        let (record, party) = (&reading.record, reading.context.party.index());
        if self.parties.len() <= party {
            self.parties.resize(party + 1, PartyTotals::default());
        }
        let Some(totals) = self.parties.get_mut(party) else { return };
        totals.turns = totals.turns.saturating_add(1);
        totals.measured = totals.measured.saturating_add(u32::from(record.absent.is_none()));
        totals.style += record.style;
        totals.readability += record.readability;
        for (strategy, count) in Strategy::ALL.iter().zip(&mut totals.strategies) {
            *count = count.saturating_add(record.strategies >> *strategy as u32 & 1);
        }
    }

    /// The host's own series. Every known one hears of every turn, so that floors end for all.
    fn host(&mut self, reading: &Reading, lift: bool) {
        let (record, party) = (&reading.record, reading.context.party.0);
        for (name, _) in &record.series {
            if let Err(place) = self.host.binary_search_by(|(known, _)| known.cmp(name)) {
                if self.host.len() < MAX_SERIES {
                    self.host.insert(place, (name.clone(), Series::new()));
                } else {
                    self.host_dropped = self.host_dropped.saturating_add(1);
                }
            }
        }
        // What the host measured of a turn without words, a gesture, stands as well.
        let lift = lift || record.words == 0;
        for (name, series) in &mut self.host {
            let found = record.series.binary_search_by(|(other, _)| other.cmp(name));
            let value = found.ok().and_then(|at| record.series.get(at)).map(|(_, value)| *value);
            series.observe(SeriesTurn { party, words: record.words, value, lift });
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.dimensions.iter().map(Series::heap_bytes).sum::<usize>()
            + self.style.heap_bytes()
            + self.rlsm.heap_bytes()
            + self.coordination.heap_bytes()
            + self.parties.capacity() * size_of::<PartyTotals>()
            + self.host.capacity() * size_of::<(Box<str>, Series<f64>)>()
            + self.host.iter().map(|(name, series)| name.len() + series.heap_bytes()).sum::<usize>()
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        self.dimensions.iter().for_each(|series| series.write(out));
        self.style.write(out);
        self.rlsm.write(out);
        self.coordination.write(out);
        put(out, self.parties.len() as u64);
        self.parties.iter().for_each(|totals| totals.write(out));
        put(out, self.host.len() as u64);
        for (name, series) in &self.host {
            put_bytes(out, name.as_bytes());
            series.write(out);
        }
        put(out, self.host_dropped);
        let (last, end) = match self.last {
            None => (0, None),
            Some((party, end)) => (1 + party.0, end),
        };
        out.push(last);
        out.push(u8::from(end.is_some()) | u8::from(self.last_at.is_some()) << 1);
        if let Some(end) = end {
            put_f64(out, end);
        }
        if let Some(at) = self.last_at {
            put_signed(out, at);
        }
    }

    /// Reads what [`write`](Self::write) wrote, for so many parties at most, and as many markers
    /// as an empty state has.
    pub(crate) fn read(bytes: &mut Reader<'_>, parties: usize, empty: &Self) -> Option<Self> {
        let party = |code: u8| match code {
            0 => Some(None),
            code if usize::from(code) <= parties => Some(Some(Party(code - 1))),
            _ => None,
        };
        let mut state = Self::default();
        for series in &mut state.dimensions {
            *series = State::read(bytes)?;
        }
        state.style = State::read(bytes)?;
        state.rlsm = Rlsm::read(bytes)?;
        state.coordination = Coordination::read(bytes)?;
        if state.coordination.markers() != empty.coordination.markers() {
            return None;
        }
        let count = bytes.get_count(1).filter(|count| *count <= parties)?;
        for _ in 0..count {
            state.parties.push(PartyTotals::read(bytes)?);
        }
        for _ in 0..bytes.get_count(2).filter(|count| *count <= MAX_SERIES)? {
            let name = core::str::from_utf8(bytes.get_bytes()?).ok()?;
            if state.host.last().is_some_and(|(before, _)| **before >= *name) {
                return None;
            }
            state.host.push((name.into(), State::read(bytes)?));
        }
        state.host_dropped = bytes.get()?;
        let [last, flags] = bytes.array()?;
        let end = if flags & 1 != 0 { Some(bytes.get_f64()?) } else { None };
        state.last_at = if flags & 2 != 0 { Some(bytes.get_signed()?) } else { None };
        state.last = party(last)?.map(|party| (party, end));
        (flags <= 3 && (end.is_none() || last > 0)).then_some(state)
    }
}

impl PartyTotals {
    fn write(&self, out: &mut Vec<u8>) {
        put(out, u64::from(self.turns));
        put(out, u64::from(self.measured));
        put(out, u64::from(self.style.words));
        self.style.counts.iter().for_each(|count| put(out, u64::from(*count)));
        self.readability.fields().iter().for_each(|count| put(out, u64::from(*count)));
        self.strategies.iter().for_each(|count| put(out, u64::from(*count)));
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let mut totals =
            Self { turns: bytes.get_u32()?, measured: bytes.get_u32()?, ..Self::default() };
        totals.style.words = bytes.get_u32()?;
        for count in &mut totals.style.counts {
            *count = bytes.get_u32()?;
        }
        let mut fields = [0; 5];
        for field in &mut fields {
            *field = bytes.get_u32()?;
        }
        totals.readability = ReadabilityCounts::from_fields(fields);
        for count in &mut totals.strategies {
            *count = bytes.get_u32()?;
        }
        Some(totals)
    }
}
