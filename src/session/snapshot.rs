//! A session as bytes: a header, then sections of their own tag, version and length.
//!
//! The vocabulary, the log of the window and the totals at the time it last slid are stored; the
//! automaton is rebuilt by replaying the log.

use super::{Counters, Session, history::Checkpoint};
use crate::{
    acts::Memory,
    clarification::ClarificationState,
    codec::{Reader, put, put_bytes, put_f64, put_signed},
    config::Retention,
    engine::Engine,
    error::{Error, ErrorKind, Result},
    lexical::Totals,
    log::{Log, Record},
    pack::Lexicon,
    register::RegisterState,
    speakers::Speakers,
    text::{
        Tags,
        phrases::NO_WORD,
        vocabulary::{Key, OVERFLOW, Type},
    },
    turn::Role,
    value::Rate,
};
use alloc::{format, vec::Vec};
use core::hash::Hasher;
use siphasher::sip::SipHasher24;

const MAGIC: [u8; 4] = *b"LSYN";
/// The format that this version writes, and the newest that it reads.
const FORMAT: u16 = 1;
/// Magic, format, pack, configuration, key check, length, checksum.
const HEADER: usize = 4 + 2 + 8 + 8 + 8 + 8 + 8;

const VOCABULARY: u16 = 1;
const SPEAKERS: u16 = 2;
const CHECKPOINT: u16 = 3;
const LOG: u16 = 4;
/// The register tracker as it was when the window last slid; empty before.
const REGISTER: u16 = 5;
/// What the recogniser remembered at that time.
const ACTS: u16 = 6;
/// The clarification tracker as it was then.
const CLARIFICATION: u16 = 7;
const SECTION_VERSION: u16 = 4;

impl Session {
    /// The session as bytes, for [`Session::restore`]. The same state gives the same bytes.
    /// O(window).
    ///
    /// Under `Retention::Keep` they hold the words of the window; see docs/SECURITY.md.
    ///
    /// # Errors
    /// [`ErrorKind::Retention`] under `Retention::None`.
    ///
    /// # Example
    /// ```
    /// use lingsync::{Engine, Turn};
    ///
    /// let engine = Engine::default();
    /// let mut session = engine.session();
    /// session.observe(&Turn::client("where is my box?"))?;
    /// let mut copy = engine.restore(&session.snapshot()?)?;
    /// let reply = Turn::agent("Your box is on its way.");
    /// assert_eq!(copy.observe(&reply)?, session.observe(&reply)?);
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn snapshot(&self) -> Result<Vec<u8>> {
        if self.engine.config().retention == Retention::None {
            return Err(Error::new(
                ErrorKind::Retention,
                "retention = none forbids snapshots: use `keyed` or `keep`",
            ));
        }
        let mut body = Vec::new();
        section(&mut body, VOCABULARY, |out| self.write_vocabulary(out));
        section(&mut body, SPEAKERS, |out| self.write_speakers(out));
        section(&mut body, CHECKPOINT, |out| write_checkpoint(&self.checkpoint, out));
        section(&mut body, LOG, |out| self.log.encode(out));
        if self.checkpoint.totals.is_some() {
            section(&mut body, REGISTER, |out| self.checkpoint.register.write(out));
            section(&mut body, ACTS, |out| self.checkpoint.memory.write(out));
            section(&mut body, CLARIFICATION, |out| self.checkpoint.clarification.write(out));
        }
        let mut bytes = Vec::with_capacity(HEADER + body.len());
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&pack_hash(&self.engine).to_le_bytes());
        bytes.extend_from_slice(&self.engine.state_digest().to_le_bytes());
        bytes.extend_from_slice(&self.key_check().to_le_bytes());
        bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
        let sum = checksum(&bytes, &body);
        bytes.extend_from_slice(&sum.to_le_bytes());
        bytes.extend_from_slice(&body);
        Ok(bytes)
    }

    /// A session from a snapshot that an engine with the same state-shaping settings, language pack
    /// and retention key has written: what it does from here on is what the first session would
    /// have done. O(window).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidSnapshot`] for bytes that are cut short, damaged or not a snapshot;
    /// [`ErrorKind::UnsupportedVersion`] for one of a newer version;
    /// [`ErrorKind::ConfigMismatch`], [`ErrorKind::PackMismatch`] or [`ErrorKind::KeyMismatch`]
    /// for one of another engine; [`ErrorKind::LimitExceeded`] over `limits.max_snapshot_bytes`;
    /// [`ErrorKind::Retention`] under `Retention::None`.
    pub fn restore(engine: &Engine, snapshot: &[u8]) -> Result<Self> {
        let limit = engine.config().limits.max_snapshot_bytes;
        if snapshot.len() > limit {
            return Err(too_large(snapshot.len(), limit));
        }
        if engine.config().retention == Retention::None {
            return Err(Error::new(
                ErrorKind::Retention,
                "retention = none forbids snapshots: use `keyed` or `keep`",
            ));
        }
        let session = Self::new(engine);
        let body = session.read_header(snapshot)?;
        session.read_body(body).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidSnapshot,
                "snapshot holds values that no session writes: discard it",
            )
        })
    }

    fn read_header<'b>(&self, snapshot: &'b [u8]) -> Result<&'b [u8]> {
        let invalid =
            |message: alloc::string::String| Error::new(ErrorKind::InvalidSnapshot, message);
        let mut bytes = Reader::new(snapshot);
        if bytes.array() != Some(MAGIC) {
            return Err(invalid(format!("{} bytes are not a snapshot", snapshot.len())));
        }
        let short = || invalid(format!("snapshot of {} bytes is cut short", snapshot.len()));
        let format = bytes.array().map(u16::from_le_bytes).ok_or_else(short)?;
        if format == 0 || format > FORMAT {
            return Err(Error::new(
                ErrorKind::UnsupportedVersion,
                format!("snapshot has format {format}, this version reads up to {FORMAT}: update"),
            ));
        }
        let mut number = || bytes.array().map(u64::from_le_bytes).ok_or_else(short);
        let (pack, config, key) = (number()?, number()?, number()?);
        let (len, sum) = (number()?, number()?);
        if len != bytes.rest() as u64 {
            let rest = bytes.rest();
            return Err(invalid(format!("snapshot has {rest} bytes of body instead of {len}")));
        }
        let body = bytes.take(bytes.rest()).ok_or_else(short)?;
        // A fuzzer would never guess it, and what it looks for lies behind.
        if !cfg!(fuzzing) && checksum(&snapshot[..HEADER - 8], body) != sum {
            return Err(invalid("snapshot is damaged: its checksum does not match".into()));
        }
        let wrong = |kind, what: &str| {
            Err(Error::new(kind, format!("snapshot was written with {what}: use the same one")))
        };
        if pack != pack_hash(&self.engine) {
            return wrong(ErrorKind::PackMismatch, "another language pack");
        }
        if config != self.engine.state_digest() {
            return wrong(ErrorKind::ConfigMismatch, "other settings that shape the state");
        }
        if key != self.key_check() {
            return wrong(ErrorKind::KeyMismatch, "another retention key");
        }
        Ok(body)
    }

    fn read_body(mut self, body: &[u8]) -> Option<Self> {
        let mut bytes = Reader::new(body);
        let mut sections: [Option<&[u8]>; 7] = [None; 7];
        while !bytes.is_empty() {
            let tag = u16::from_le_bytes(bytes.array()?);
            let version = u16::from_le_bytes(bytes.array()?);
            let content = bytes.get_bytes()?;
            // Sections of later trackers are passed over.
            if let Some(place) = sections.get_mut(usize::from(tag).wrapping_sub(1)) {
                if version != SECTION_VERSION || place.replace(content).is_some() {
                    return None;
                }
            }
        }
        let [vocabulary, speakers, checkpoint, log, register, acts, clarification] = sections;
        let types = self.read_vocabulary(&mut Reader::new(vocabulary?))?;
        let vocabulary = self.engine.vocabulary().with_types(types);
        self.vocabulary = vocabulary;
        self.read_speakers(&mut Reader::new(speakers?))?;
        let parties = self.lexical.party_count();
        self.checkpoint = read_checkpoint(&mut Reader::new(checkpoint?), parties)?;
        let empty = self.register.empty_state();
        self.checkpoint.register = match (register, &self.checkpoint.totals) {
            (None, None) => empty,
            (Some(bytes), Some(_)) => {
                let mut bytes = Reader::new(bytes);
                let state = RegisterState::read(&mut bytes, parties, &empty)?;
                bytes.is_empty().then_some(state)?
            }
            _ => return None,
        };
        self.checkpoint.memory = match (acts, &self.checkpoint.totals) {
            (None, None) => Memory::default(),
            (Some(bytes), Some(_)) => {
                let known = |id| self.vocabulary.get(id).is_some();
                Memory::read(&mut Reader::new(bytes), &known)?
            }
            _ => return None,
        };
        self.checkpoint.clarification = match (clarification, &self.checkpoint.totals) {
            (None, None) => ClarificationState::default(),
            (Some(bytes), Some(_)) => {
                let mut bytes = Reader::new(bytes);
                let state = ClarificationState::read(&mut bytes)?;
                bytes.is_empty().then_some(state)?
            }
            _ => return None,
        };
        let (first, records) = Log::decode(&mut Reader::new(log?))?;
        self.check_records(first, &records)?;
        self.log = Log::from_records(first, core::iter::empty());
        self.rebuild(&records);
        Some(self)
    }

    /// Whether the records fit the rest of the snapshot.
    fn check_records(&self, first: u32, records: &[Record]) -> Option<()> {
        let resumed = self.checkpoint.counters.turns;
        let end = first.checked_add(records.len() as u32).filter(|end| *end <= i32::MAX as u32)?;
        let starts_well = match self.checkpoint.totals {
            Some(_) => first <= resumed && resumed <= end,
            None => first == 0 && resumed == 0,
        };
        let fits = |record: &Record| {
            let mut start = 0;
            let runs = record.runs.iter().all(|end| {
                let len = end - start;
                start = *end;
                len <= self.engine.config().lexical.max_run_tokens
            });
            let words = record.words.iter().all(|(id, start, end)| {
                start <= end && (*id == OVERFLOW || self.vocabulary.get(*id).is_some())
            });
            let speaker = record.head.speaker.is_none_or(|id| (id as usize) < self.speakers.len());
            runs && words && speaker && record.head.party.index() < self.lexical.party_count()
        };
        let known = self.checkpoint.labels <= self.speakers.len()
            && self.checkpoint.slots <= self.speakers.slot_count();
        (starts_well && known && records.iter().all(fits)).then_some(())
    }

    /// A number that tells one key from another without giving either away.
    fn key_check(&self) -> u64 {
        let keying = self.vocabulary.keying();
        if keying.is_hashed() { keying.digest("lingsync key check") as u64 } else { 0 }
    }

    fn write_vocabulary(&self, out: &mut Vec<u8>) {
        let types = self.vocabulary.types();
        put(out, types.len() as u64);
        for (id, kept) in types.iter().enumerate() {
            match kept {
                None => out.push(0),
                Some(Type { key: Key::Text(text), canon, .. }) => {
                    out.push(if *canon as usize == id { 1 } else { 2 });
                    put_bytes(out, text.as_bytes());
                    write_canon(out, id, *canon);
                }
                // A hashed word cannot be looked up again, so what was known of it is kept.
                Some(Type { key: Key::Hash(hash), tags, shared, canon, .. }) => {
                    out.push(if *canon as usize == id { 3 } else { 4 });
                    out.extend_from_slice(hash);
                    put(out, u64::from(tags.bits()));
                    put(out, u64::from(shared.wrapping_add(1)));
                    write_canon(out, id, *canon);
                }
            }
        }
    }

    fn read_vocabulary(&self, bytes: &mut Reader<'_>) -> Option<Vec<Option<Type>>> {
        let count = bytes.get_count(1)?;
        if count > self.engine.config().limits.max_vocabulary {
            return None;
        }
        let lexicon = self.engine.lexicon();
        let mut types = Vec::with_capacity(count);
        for id in 0..count as u32 {
            let [kind] = bytes.array()?;
            let entry = match kind {
                0 => None,
                1 | 2 => Some(read_text_type(bytes, lexicon)?),
                3 | 4 => Some(read_hash_type(bytes)?),
                _ => return None,
            };
            types.push(match entry {
                None => None,
                Some(mut entry) => {
                    entry.canon = if kind % 2 == 0 { bytes.get_u32()? } else { id };
                    Some(entry)
                }
            });
        }
        for id in 0..types.len() {
            let canon = types[id].as_ref().map_or(id, |entry: &Type| entry.canon as usize);
            let tags = types.get(canon)?.as_ref().map(|entry| entry.tags);
            if let (Some(entry), Some(tags)) = (&mut types[id], tags) {
                entry.tags = tags;
            }
        }
        let alive = |id: u32| types.get(id as usize).is_some_and(Option::is_some);
        let fits = types.iter().flatten().all(|entry| alive(entry.canon));
        let hashed = self.vocabulary.keying().is_hashed();
        let keyed = types.iter().flatten().all(|e| matches!(e.key, Key::Hash(_)) == hashed);
        (fits && keyed && bytes.is_empty()).then_some(types)
    }

    fn write_speakers(&self, out: &mut Vec<u8>) {
        put(out, self.speakers.len() as u64);
        for label in self.speakers.labels() {
            match label {
                None => out.push(0),
                Some(Key::Text(text)) => {
                    out.push(1);
                    put_bytes(out, text.as_bytes());
                }
                Some(Key::Hash(hash)) => {
                    out.push(2);
                    out.extend_from_slice(hash);
                }
            }
        }
        put(out, self.speakers.slot_count() as u64);
        for (role, speaker) in self.speakers.slots() {
            out.push(*role as u8);
            put(out, speaker.map_or(0, |speaker| u64::from(speaker) + 1));
        }
    }

    fn read_speakers(&mut self, bytes: &mut Reader<'_>) -> Option<()> {
        let mut labels = Vec::new();
        for _ in 0..bytes.get_count(1)? {
            labels.push(match bytes.array()? {
                [0] => None,
                [1] => Some(Key::Text(core::str::from_utf8(bytes.get_bytes()?).ok()?.into())),
                [2] => Some(Key::Hash(bytes.array()?)),
                _ => return None,
            });
        }
        let mut slots = Vec::new();
        for _ in 0..bytes.get_count(2).filter(|count| *count <= Speakers::MAX_SLOTS)? {
            let role = match bytes.array()? {
                [0] => Role::Client,
                [1] => Role::Agent,
                [2] => Role::Other,
                _ => return None,
            };
            let speaker = bytes.get_u32()?.checked_sub(1);
            slots.push((role, speaker));
        }
        let config = self.engine.config();
        let fits = labels.len() <= config.limits.max_speakers && bytes.is_empty();
        if !fits {
            return None;
        }
        let keying = self.vocabulary.keying();
        self.speakers = core::mem::take(&mut self.speakers).with_parts(labels, slots, keying);
        Some(())
    }
}

pub(crate) fn too_large(bytes: usize, limit: usize) -> Error {
    let (name, advice) = ("max_snapshot_bytes", "raise the limit if you trust the source");
    Error::limit("snapshot", bytes, "bytes", name, limit, advice)
}

fn section(body: &mut Vec<u8>, tag: u16, write: impl FnOnce(&mut Vec<u8>)) {
    let mut content = Vec::new();
    write(&mut content);
    body.extend_from_slice(&tag.to_le_bytes());
    body.extend_from_slice(&SECTION_VERSION.to_le_bytes());
    put_bytes(body, &content);
}

fn checksum(header: &[u8], body: &[u8]) -> u64 {
    let mut hasher = SipHasher24::new();
    hasher.write(header);
    hasher.write(body);
    hasher.finish()
}

fn pack_hash(engine: &Engine) -> u64 {
    let mut hasher = SipHasher24::new();
    hasher.write(engine.pack_digest().as_bytes());
    hasher.finish()
}

fn write_canon(out: &mut Vec<u8>, id: usize, canon: u32) {
    if canon as usize != id {
        put(out, u64::from(canon));
    }
}

fn read_text_type(bytes: &mut Reader<'_>, lexicon: &Lexicon) -> Option<Type> {
    let text = core::str::from_utf8(bytes.get_bytes()?).ok()?;
    let shared = lexicon.id(text).unwrap_or(NO_WORD);
    let found = Type::new(Key::Text(text.into()), Tags::of(text, lexicon), shared, 0);
    Some(found.with_facts(lexicon.facts(text)))
}

fn read_hash_type(bytes: &mut Reader<'_>) -> Option<Type> {
    let key = Key::Hash(bytes.array()?);
    let tags = Tags::from_bits(bytes.get_u32()?);
    let shared = bytes.get_u32()?.wrapping_sub(1);
    Some(Type::new(key, tags, shared, 0))
}

fn put_rate(out: &mut Vec<u8>, rate: Rate) {
    put(out, rate.hits);
    put(out, rate.of);
}

fn get_rate(bytes: &mut Reader<'_>) -> Option<Rate> {
    Some(Rate { hits: bytes.get()?, of: bytes.get()? })
}

fn write_checkpoint(checkpoint: &Checkpoint, out: &mut Vec<u8>) {
    let Checkpoint { counters, totals, labels, slots, .. } = checkpoint;
    for count in counters.counts() {
        put(out, count);
    }
    out.push(u8::from(counters.last_at.is_some()));
    put_signed(out, counters.last_at.unwrap_or_default());
    put(out, *labels as u64);
    put(out, *slots as u64);
    out.push(u8::from(totals.is_some()));
    let Some(totals) = totals else { return };
    for own in &totals.own {
        put_rate(out, own.repetition);
        put(out, u64::from(own.turns));
        put(out, own.words);
    }
    for pair in &totals.pairs {
        put_rate(out, pair.shared);
        put(out, pair.mirrored);
        put(out, pair.missed);
        for (n, sum) in pair.reuse {
            put(out, u64::from(n));
            if n > 0 {
                put_f64(out, sum);
            }
        }
    }
}

fn read_checkpoint(bytes: &mut Reader<'_>, parties: usize) -> Option<Checkpoint> {
    let mut counts = [0; Counters::COUNTS];
    for count in &mut counts {
        *count = bytes.get()?;
    }
    let mut counters = Counters::from_counts(counts)?;
    let [timed] = bytes.array()?;
    let at = bytes.get_signed()?;
    counters.last_at = (timed == 1).then_some(at);
    let labels = usize::try_from(bytes.get()?).ok()?;
    let slots = usize::try_from(bytes.get()?).ok()?;
    let totals = match bytes.array()? {
        [0] => None,
        [1] => Some(read_totals(bytes, parties)?),
        _ => return None,
    };
    let rest = Checkpoint::default();
    bytes.is_empty().then_some(Checkpoint { counters, totals, labels, slots, ..rest })
}

fn read_totals(bytes: &mut Reader<'_>, parties: usize) -> Option<Totals> {
    let mut totals = Totals::new(parties);
    for own in &mut totals.own {
        own.repetition = get_rate(bytes)?;
        own.turns = bytes.get_u32()?;
        own.words = bytes.get()?;
    }
    for pair in &mut totals.pairs {
        pair.shared = get_rate(bytes)?;
        pair.mirrored = bytes.get()?;
        pair.missed = bytes.get()?;
        for (n, sum) in &mut pair.reuse {
            *n = bytes.get_u32()?;
            if *n > 0 {
                *sum = bytes.get_f64()?;
            }
        }
    }
    Some(totals)
}
