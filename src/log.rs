//! The log of a session: for each turn of the window its word ids, their places and what trackers
//! read, without any text. From it a session goes back, forgets, and comes back from a snapshot.

use crate::{
    acts,
    codec::{Reader, put, put_signed},
    correction, register,
    speakers::SpeakerId,
    text::{
        AnalysedTurn, TextCounts, Token, TurnContext,
        analyse::UNKNOWN_WORD,
        vocabulary::{OVERFLOW, Vocabulary},
    },
    turn::{Party, Role},
};
use alloc::{collections::VecDeque, vec::Vec};
use smallvec::SmallVec;

/// A chunk is closed once it holds this many bytes.
const CHUNK: usize = 16 * 1024;

const HAS_SPEAKER: u64 = 1;
const HAS_TIME: u64 = 2;
const IN_LANGUAGE: u64 = 4;
const INTERRUPTED: u64 = 8;
const REDACTED: u64 = 16;
const DROPPED: u64 = 32;
const KNOWN_FLAGS: u64 = 63;

/// A turn as the log keeps it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub(crate) head: Head,
    pub(crate) runs: SmallVec<[u32; 2]>,
    /// Word id, first byte, one past the last byte.
    pub(crate) words: Vec<(u32, u32, u32)>,
    /// What the register tracker reads.
    pub(crate) register: register::Record,
    /// What the trackers of acts read.
    pub(crate) acts: acts::Record,
    /// What the correction tracker reads.
    pub(crate) correction: correction::Record,
}

/// What the log keeps of a turn beside its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) turn: u32,
    pub(crate) role: Role,
    pub(crate) party: Party,
    pub(crate) speaker: Option<SpeakerId>,
    pub(crate) speaker_dropped: bool,
    pub(crate) at: Option<i64>,
    pub(crate) in_language: bool,
    pub(crate) interrupted: bool,
    pub(crate) redacted: bool,
    pub(crate) unknown_hints: u32,
    pub(crate) counts: TextCounts,
}

impl Record {
    /// The turn as if its text had been empty; `blank` is the word of an empty text, where the
    /// tokeniser has one.
    pub(crate) fn redact(&mut self, blank: Option<u32>) {
        self.head.redacted = true;
        self.runs.clear();
        self.words.clear();
        self.register.redact();
        self.acts.redact();
        self.correction.redact();
        if let Some(word) = blank {
            self.runs.push(1);
            self.words.push((word, 0, 0));
        }
        let words = self.words.len() as u32;
        let overflow_words = u32::from(blank == Some(OVERFLOW));
        self.head.counts = TextCounts { words, overflow_words, ..TextCounts::default() };
    }

    pub(crate) fn context(&self) -> TurnContext {
        let head = &self.head;
        TurnContext {
            turn: head.turn,
            role: head.role,
            party: head.party,
            speaker: head.speaker,
            in_language: head.in_language,
            interrupted: head.interrupted,
        }
    }

    /// The analysed turn again, as far as trackers need it.
    pub(crate) fn to_turn(&self, vocabulary: &Vocabulary) -> AnalysedTurn {
        let mut turn = AnalysedTurn::new(self.context());
        turn.runs = self.runs.clone();
        turn.counts = self.head.counts;
        turn.tokens = self.words.iter().map(|word| token(*word, vocabulary)).collect();
        turn
    }

    fn decode(turn: u32, bytes: &mut Reader<'_>) -> Option<Self> {
        let flags = bytes.get().filter(|flags| flags & !KNOWN_FLAGS == 0)?;
        let [role, party] = bytes.array()?;
        let role = match role {
            0 => Role::Client,
            1 => Role::Agent,
            2 => Role::Other,
            _ => return None,
        };
        let speaker = if flags & HAS_SPEAKER != 0 { Some(bytes.get_u32()?) } else { None };
        let at = if flags & HAS_TIME != 0 { Some(bytes.get_signed()?) } else { None };
        let unknown_hints = bytes.get_u32()?;
        let mut counts = TextCounts {
            words: 0,
            sentences: bytes.get_u32()?,
            code_words: bytes.get_u32()?,
            quoted_words: bytes.get_u32()?,
            other_words: bytes.get_u32()?,
            overflow_words: 0,
        };
        let mut runs = SmallVec::new();
        let mut end = 0_u32;
        for _ in 0..bytes.get_count(1)? {
            let len = bytes.get_u32().filter(|len| *len > 0)?;
            end = end.checked_add(len)?;
            runs.push(end);
        }
        let count = bytes.get_count(3)?;
        if count != end as usize {
            return None;
        }
        let (mut words, mut at_byte) = (Vec::with_capacity(count), 0_i64);
        for _ in 0..count {
            let id = bytes.get_u32()?.wrapping_sub(1);
            let start = at_byte.checked_add(bytes.get_signed()?)?;
            let end = start.checked_add(i64::from(bytes.get_u32()?))?;
            words.push((id, u32::try_from(start).ok()?, u32::try_from(end).ok()?));
            at_byte = end;
            counts.overflow_words += u32::from(id == OVERFLOW);
        }
        counts.words = count as u32;
        let head = Head {
            turn,
            role,
            party: Party(party),
            speaker,
            speaker_dropped: flags & DROPPED != 0,
            at,
            in_language: flags & IN_LANGUAGE != 0,
            interrupted: flags & INTERRUPTED != 0,
            redacted: flags & REDACTED != 0,
            unknown_hints,
            counts,
        };
        let register = register::Record::decode(bytes)?;
        let acts = acts::Record::decode(bytes)?;
        let correction = correction::Record::decode(bytes)?;
        Some(Self { head, runs, words, register, acts, correction })
    }
}

impl Head {
    fn encode(
        &self,
        runs: &[u32],
        words: impl ExactSizeIterator<Item = (u32, u32, u32)>,
        out: &mut Vec<u8>,
    ) {
        let flag = |set: bool, flag: u64| if set { flag } else { 0 };
        let flags = flag(self.speaker.is_some(), HAS_SPEAKER)
            | flag(self.at.is_some(), HAS_TIME)
            | flag(self.in_language, IN_LANGUAGE)
            | flag(self.interrupted, INTERRUPTED)
            | flag(self.redacted, REDACTED)
            | flag(self.speaker_dropped, DROPPED);
        put(out, flags);
        out.extend_from_slice(&[self.role as u8, self.party.0]);
        if let Some(speaker) = self.speaker {
            put(out, u64::from(speaker));
        }
        if let Some(at) = self.at {
            put_signed(out, at);
        }
        let counts = &self.counts;
        for count in [
            self.unknown_hints,
            counts.sentences,
            counts.code_words,
            counts.quoted_words,
            counts.other_words,
        ] {
            put(out, u64::from(count));
        }
        put(out, runs.len() as u64);
        let mut start = 0;
        for end in runs {
            put(out, u64::from(end - start));
            start = *end;
        }
        put(out, words.len() as u64);
        out.reserve(words.len() * 4);
        let mut at = 0;
        for (id, start, end) in words {
            // The word beyond the vocabulary is 0, all others are one more than their id.
            put(out, u64::from(id.wrapping_add(1)));
            put_signed(out, i64::from(start) - i64::from(at));
            put(out, u64::from(end - start));
            at = end;
        }
    }
}

fn token((id, start, end): (u32, u32, u32), vocabulary: &Vocabulary) -> Token {
    match vocabulary.get(id) {
        Some(kept) => {
            Token { id, canon: kept.canon, shared: kept.shared, start, end, tags: kept.tags }
        }
        None => Token {
            id: OVERFLOW,
            canon: OVERFLOW,
            shared: UNKNOWN_WORD,
            start,
            end,
            tags: crate::text::Tags::default(),
        },
    }
}

/// The records of the window's turns, in order, as bytes in chunks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log {
    chunks: VecDeque<Chunk>,
    first: u32,
    len: u32,
}

#[derive(Clone, Debug, Default)]
struct Chunk {
    bytes: Vec<u8>,
    records: u32,
}

impl Log {
    /// The first turn it holds.
    pub(crate) fn first_turn(&self) -> u32 {
        self.first
    }

    /// Appends a turn.
    pub(crate) fn push(&mut self, record: &Record) {
        let words = record.words.iter().copied();
        let read = (&record.register, &record.acts, &record.correction);
        self.push_parts(&record.head, &record.runs, words, read);
    }

    /// Appends a turn given in parts. The bytes of one turn are kept together.
    pub(crate) fn push_parts(
        &mut self,
        head: &Head,
        runs: &[u32],
        words: impl ExactSizeIterator<Item = (u32, u32, u32)>,
        (register, acts, correction): (&register::Record, &acts::Record, &correction::Record),
    ) {
        let full = self.chunks.back().is_none_or(|chunk| chunk.bytes.len() >= CHUNK);
        if full {
            self.chunks.push_back(Chunk::default());
        }
        if let Some(chunk) = self.chunks.back_mut() {
            head.encode(runs, words, &mut chunk.bytes);
            register.encode(&mut chunk.bytes);
            acts.encode(&mut chunk.bytes);
            correction.encode(&mut chunk.bytes);
            chunk.records += 1;
            self.len += 1;
        }
    }

    /// The turns in order.
    pub(crate) fn records(&self) -> impl Iterator<Item = Record> + '_ {
        let mut turn = self.first;
        self.chunks
            .iter()
            .flat_map(|chunk| {
                let mut reader = Reader::new(&chunk.bytes);
                core::iter::from_fn(move || {
                    (!reader.is_empty()).then(|| Record::decode(0, &mut reader))
                })
                .flatten()
            })
            .map(move |mut record| {
                record.head.turn = turn;
                turn += 1;
                record
            })
    }

    /// Drops the turns before `turn`.
    pub(crate) fn drop_before(&mut self, turn: u32) {
        while let Some(chunk) = self.chunks.front_mut() {
            let surplus = turn.saturating_sub(self.first);
            if surplus == 0 {
                return;
            }
            if chunk.records <= surplus {
                self.first += chunk.records;
                self.len -= chunk.records;
                self.chunks.pop_front();
                continue;
            }
            let mut reader = Reader::new(&chunk.bytes);
            for _ in 0..surplus {
                Record::decode(0, &mut reader);
            }
            let rest = reader.rest();
            chunk.bytes.drain(..chunk.bytes.len() - rest);
            chunk.records -= surplus;
            self.first += surplus;
            self.len -= surplus;
        }
    }

    /// A log of these records, beginning with turn `first`.
    pub(crate) fn from_records<'r>(first: u32, records: impl Iterator<Item = &'r Record>) -> Self {
        let mut log = Self { first, ..Self::default() };
        for record in records {
            log.push(record);
        }
        log
    }

    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        put(out, u64::from(self.first));
        put(out, u64::from(self.len));
        for chunk in &self.chunks {
            out.extend_from_slice(&chunk.bytes);
        }
    }

    /// Reads a log with its records. The caller checks what they refer to.
    pub(crate) fn decode(bytes: &mut Reader<'_>) -> Option<(u32, Vec<Record>)> {
        let first = bytes.get_u32()?;
        let count = bytes.get_count(10)?;
        let end = first.checked_add(u32::try_from(count).ok()?)?;
        let records: Option<Vec<Record>> =
            (first..end).map(|turn| Record::decode(turn, bytes)).collect();
        Some((first, records?))
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.bytes.capacity()).sum::<usize>()
            + self.chunks.capacity() * size_of::<Chunk>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smallvec::smallvec;

    fn record(turn: u32, words: usize) -> Record {
        let head = Head {
            turn,
            role: Role::Agent,
            party: Party::AGENT,
            speaker: (turn % 2 == 0).then_some(turn),
            speaker_dropped: false,
            at: (turn % 3 == 0).then_some(-5 * i64::from(turn)),
            in_language: true,
            interrupted: turn % 5 == 0,
            redacted: false,
            unknown_hints: turn,
            counts: TextCounts { words: words as u32, sentences: 2, ..TextCounts::default() },
        };
        Record {
            head,
            runs: if words > 0 { smallvec![words as u32] } else { smallvec![] },
            words: (0..words as u32).map(|at| (at * 7, at * 6 + 1, at * 6 + 5)).collect(),
            register: register::Record { words: words as u32, ..register::Record::default() },
            acts: acts::Record { words: words as u32, ..acts::Record::default() },
            correction: correction::Record::default(),
        }
    }

    #[test]
    fn turns_come_back_as_they_were_logged() {
        let records: Vec<Record> =
            (0..300).map(|turn| record(turn, turn as usize * 37 % 90)).collect();
        let log = Log::from_records(0, records.iter());
        assert!(log.records().eq(records.iter().cloned()));
        let mut bytes = Vec::new();
        log.encode(&mut bytes);
        assert_eq!(Log::decode(&mut Reader::new(&bytes)), Some((0, records)));
    }

    #[test]
    fn dropping_the_first_turns_keeps_the_others() {
        let records: Vec<Record> = (0..300).map(|turn| record(turn, 60)).collect();
        for start in [0, 1, 77, 150, 299, 300] {
            let mut log = Log::from_records(0, records.iter());
            log.drop_before(start);
            assert_eq!(log.first_turn(), start);
            assert!(log.records().eq(records[start as usize..].iter().cloned()), "{start}");
        }
    }

    #[test]
    fn a_redacted_turn_holds_none_of_its_words() {
        let mut redacted = record(3, 10);
        redacted.redact(None);
        assert!(redacted.words.is_empty() && redacted.runs.is_empty());
        let log = Log::from_records(3, core::iter::once(&redacted));
        assert_eq!(log.records().next(), Some(redacted));
    }
}
