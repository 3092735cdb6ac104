//! What trackers read of a recognised turn, and the log keeps of it: numbers, no text.

use super::ActSet;
use crate::{
    codec::{Reader, put, put_signed},
    value::{Measure, Undefined},
};
use alloc::vec::Vec;

/// How many words of a turn are words of an earlier one too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Overlap {
    /// Different content words that both have.
    pub(crate) shared: u16,
    /// Different content words of the turn.
    pub(crate) of: u16,
    /// Different content words of the earlier turn.
    pub(crate) earlier: u16,
}

impl Overlap {
    /// The share of the turn's words, 0 to 1; 0 for a turn without any.
    pub(crate) fn share(self) -> f64 {
        f64::from(self.shared) / f64::from(self.of.max(1))
    }

    /// The share of the earlier turn's words, 0 to 1; 0 where it had none.
    pub(crate) fn kept(self) -> f64 {
        f64::from(self.shared) / f64::from(self.earlier.max(1))
    }

    fn fields(self) -> [u16; 3] {
        [self.shared, self.of, self.earlier]
    }
}

/// What a client wants to be different in the manner of the replies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes(u16);

impl Wishes {
    /// Shorter replies.
    pub const SHORTER: Self = Self(1);
    /// Longer ones, or more detail.
    pub const LONGER: Self = Self(2);
    /// Plainer words.
    pub const SIMPLER: Self = Self(4);
    /// A warmer tone.
    pub const WARMER: Self = Self(8);
    /// A more formal tone.
    pub const MORE_FORMAL: Self = Self(16);
    /// A less formal tone.
    pub const LESS_FORMAL: Self = Self(32);
    /// Another language.
    pub const LANGUAGE: Self = Self(64);
    /// Another form: a list, a table, no headings.
    pub const FORMAT: Self = Self(128);
    /// To stop doing something.
    pub const STOP: Self = Self(256);

    const ALL: [(Self, &'static str); 9] = [
        (Self::SHORTER, "shorter"),
        (Self::LONGER, "longer"),
        (Self::SIMPLER, "simpler"),
        (Self::WARMER, "warmer"),
        (Self::MORE_FORMAL, "more_formal"),
        (Self::LESS_FORMAL, "less_formal"),
        (Self::LANGUAGE, "language"),
        (Self::FORMAT, "format"),
        (Self::STOP, "stop"),
    ];

    /// Every wish by itself with its name, in a fixed order.
    pub fn each(self) -> impl Iterator<Item = (Self, &'static str)> {
        Self::ALL.into_iter().filter(move |(wish, _)| self.contains(*wish))
    }

    /// The wish of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, other)| *other == name).map(|(wish, _)| *wish)
    }

    /// The wishes of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of these are wished.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether nothing is wished.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One bit a wish.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    pub(crate) fn from_bits(bits: u16) -> Option<Self> {
        (bits < 1 << Self::ALL.len()).then_some(Self(bits))
    }
}

/// The figures of a turn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Record {
    /// Why only punctuation was looked at: the turn is in another language, or there is no pack.
    pub(crate) absent: Option<Undefined>,
    pub(crate) acts: ActSet,
    /// Words of the prose.
    pub(crate) words: u32,
    pub(crate) sentences: u16,
    /// Holds a comma or a mark that ends a sentence.
    pub(crate) punctuated: bool,
    /// Longer than a reply to a short request should be (`clarification.overresponse_words`).
    pub(crate) overlong: bool,
    /// Letters and digits of those words: long words make a turn hard to read.
    pub(crate) letters: u32,
    /// Sentences that ask, by kind.
    pub(crate) questions: u16,
    pub(crate) open_questions: u16,
    /// Sentences that restate what the other said, and those of them that add a meaning.
    pub(crate) reflections: u16,
    pub(crate) complex_reflections: u16,
    /// Lines that are items of a list.
    pub(crate) list_items: u16,
    /// Begins with yes or no, or is one.
    pub(crate) yes_no: bool,
    /// Says which reading it answers: assuming, if you mean.
    pub(crate) assumes: bool,
    /// Has content beyond acknowledgement, offers, apologies, concessions and questions.
    pub(crate) content: bool,
    /// Ends by asking or by handing over the topic, and not with an offer.
    pub(crate) hands_off: bool,
    /// A marker that stands only in repairs: that is not what I meant.
    pub(crate) strict_repair: bool,
    /// Words of the speaker's own last turn: does the turn repeat it?
    pub(crate) retention: Overlap,
    /// Words of the speaker's own last request.
    pub(crate) own_request: Overlap,
    /// Words of the partner's last floor.
    pub(crate) echo: Overlap,
    /// Words of the last turns of either side.
    pub(crate) cohesion: Overlap,
    /// How ambiguous a request is in thousandths: the host's figure or ours.
    pub(crate) ambiguity: Option<u16>,
    pub(crate) ambiguity_hinted: bool,
    pub(crate) refers_to: Option<u32>,
    pub(crate) resolved: Option<u32>,
    pub(crate) wishes: Wishes,
    /// z-scores in ten-thousandths, where the register was measured too.
    pub(crate) formality: Option<i32>,
    pub(crate) warmth: Option<i32>,
}

const YES_NO: u64 = 1;
const ASSUMES: u64 = 1 << 1;
const CONTENT: u64 = 1 << 2;
const STRICT: u64 = 1 << 3;
const HINTED: u64 = 1 << 4;
const AMBIGUITY: u64 = 1 << 5;
const REFERS: u64 = 1 << 6;
const RESOLVED: u64 = 1 << 7;
const FORMALITY: u64 = 1 << 8;
const WARMTH: u64 = 1 << 9;
const ABSENT: u64 = 1 << 10;
const COUNTED: u64 = 1 << 11;
const OVERLAPS: u64 = 1 << 12;
const WISHES: u64 = 1 << 13;
const PUNCTUATED: u64 = 1 << 14;
const OVERLONG: u64 = 1 << 15;
const HANDS_OFF: u64 = 1 << 16;
const KNOWN: u64 = (1 << 17) - 1;

impl Record {
    /// How ambiguous the request is, 0 to 1.
    pub(crate) fn ambiguity(&self) -> Measure {
        match self.ambiguity {
            Some(thousandths) => Measure::Value(f64::from(thousandths) / 1000.0),
            None => Measure::Undefined(self.absent.unwrap_or(Undefined::NotAvailable)),
        }
    }

    /// The tone, as the register was measured: z-scores in ten-thousandths.
    pub(crate) fn set_manner(&mut self, formality: Option<i32>, warmth: Option<i32>) {
        (self.formality, self.warmth) = (formality, warmth);
    }

    /// The turn as if nothing had been said. What it referred to goes with it.
    pub(crate) fn redact(&mut self) {
        *self = Self { absent: self.absent, ..Self::default() };
    }

    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        let counts =
            [self.questions, self.open_questions, self.reflections, self.complex_reflections];
        let overlaps = [self.retention, self.own_request, self.echo, self.cohesion];
        let counted = counts.iter().any(|count| *count > 0) || self.list_items > 0;
        let overlapping = overlaps.iter().any(|overlap| *overlap != Overlap::default());
        let flags = [
            (self.yes_no, YES_NO),
            (self.assumes, ASSUMES),
            (self.content, CONTENT),
            (self.strict_repair, STRICT),
            (self.ambiguity_hinted, HINTED),
            (self.ambiguity.is_some(), AMBIGUITY),
            (self.refers_to.is_some(), REFERS),
            (self.resolved.is_some(), RESOLVED),
            (self.formality.is_some(), FORMALITY),
            (self.warmth.is_some(), WARMTH),
            (self.absent.is_some(), ABSENT),
            (counted, COUNTED),
            (overlapping, OVERLAPS),
            (!self.wishes.is_empty(), WISHES),
            (self.punctuated, PUNCTUATED),
            (self.overlong, OVERLONG),
            (self.hands_off, HANDS_OFF),
        ];
        put(out, flags.iter().filter(|(set, _)| *set).map(|(_, flag)| flag).sum());
        if let Some(reason) = self.absent {
            out.push(reason.code());
        }
        put(out, u64::from(self.acts.bits()));
        put(out, u64::from(self.words));
        put(out, u64::from(self.letters));
        put(out, u64::from(self.sentences));
        if counted {
            counts.iter().for_each(|count| put(out, u64::from(*count)));
            put(out, u64::from(self.list_items));
        }
        if overlapping {
            overlaps.iter().flat_map(|overlap| overlap.fields()).for_each(|n| put(out, n.into()));
        }
        if let Some(thousandths) = self.ambiguity {
            put(out, u64::from(thousandths));
        }
        for turn in [self.refers_to, self.resolved].into_iter().flatten() {
            put(out, u64::from(turn));
        }
        if !self.wishes.is_empty() {
            put(out, u64::from(self.wishes.bits()));
        }
        for score in [self.formality, self.warmth].into_iter().flatten() {
            put_signed(out, i64::from(score));
        }
    }

    pub(crate) fn decode(bytes: &mut Reader<'_>) -> Option<Self> {
        let flags = bytes.get().filter(|flags| flags & !KNOWN == 0)?;
        let has = |flag: u64| flags & flag != 0;
        let small = |bytes: &mut Reader<'_>| u16::try_from(bytes.get()?).ok();
        let mut record = Self {
            yes_no: has(YES_NO),
            assumes: has(ASSUMES),
            content: has(CONTENT),
            strict_repair: has(STRICT),
            ambiguity_hinted: has(HINTED),
            punctuated: has(PUNCTUATED),
            overlong: has(OVERLONG),
            hands_off: has(HANDS_OFF),
            ..Self::default()
        };
        if has(ABSENT) {
            let [code] = bytes.array()?;
            record.absent = Some(Undefined::from_code(code)?);
        }
        record.acts = ActSet::from_bits(bytes.get_u32()?);
        record.words = bytes.get_u32()?;
        record.letters = bytes.get_u32()?;
        record.sentences = small(bytes)?;
        if has(COUNTED) {
            for count in [
                &mut record.questions,
                &mut record.open_questions,
                &mut record.reflections,
                &mut record.complex_reflections,
                &mut record.list_items,
            ] {
                *count = small(bytes)?;
            }
        }
        if has(OVERLAPS) {
            for overlap in [
                &mut record.retention,
                &mut record.own_request,
                &mut record.echo,
                &mut record.cohesion,
            ] {
                let (shared, of, earlier) = (small(bytes)?, small(bytes)?, small(bytes)?);
                *overlap = Overlap { shared, of, earlier };
                if shared > of || shared > earlier {
                    return None;
                }
            }
        }
        if has(AMBIGUITY) {
            record.ambiguity = Some(small(bytes).filter(|thousandths| *thousandths <= 1000)?);
        }
        if has(REFERS) {
            record.refers_to = Some(bytes.get_u32()?);
        }
        if has(RESOLVED) {
            record.resolved = Some(bytes.get_u32()?);
        }
        if has(WISHES) {
            record.wishes = Wishes::from_bits(small(bytes)?)?;
        }
        for (flag, score) in [(FORMALITY, &mut record.formality), (WARMTH, &mut record.warmth)] {
            if has(flag) {
                *score = Some(i32::try_from(bytes.get_signed()?).ok()?);
            }
        }
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::Act;
    use proptest::prelude::*;

    fn record() -> Record {
        Record {
            acts: ActSet::of(&[Act::AskInfo, Act::Ack, Act::Advise]),
            words: 12,
            letters: 50,
            sentences: 3,
            punctuated: true,
            questions: 2,
            open_questions: 1,
            list_items: 3,
            yes_no: true,
            content: true,
            echo: Overlap { shared: 2, of: 5, earlier: 7 },
            ambiguity: Some(725),
            ambiguity_hinted: true,
            refers_to: Some(3),
            wishes: Wishes::SHORTER.union(Wishes::STOP),
            warmth: Some(-12_345),
            ..Record::default()
        }
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
        assert_eq!(round_trip(&record()), Some(record()));
        assert_eq!(round_trip(&Record::default()), Some(Record::default()));
        let foreign = Record { absent: Some(Undefined::Language), ..record() };
        assert_eq!(round_trip(&foreign), Some(foreign.clone()));
    }

    #[test]
    fn a_redacted_record_keeps_only_the_language() {
        let mut redacted = Record { absent: Some(Undefined::Language), ..record() };
        redacted.redact();
        assert_eq!(redacted, Record { absent: Some(Undefined::Language), ..Record::default() });
    }

    #[test]
    fn wishes_have_names() {
        let wishes = Wishes::from_name("shorter").unwrap().union(Wishes::FORMAT);
        assert_eq!(wishes.each().map(|(_, name)| name).collect::<Vec<_>>(), ["shorter", "format"]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            let _ = Record::decode(&mut Reader::new(&bytes));
        }
    }
}
