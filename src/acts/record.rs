//! What trackers read of a recognised turn, and the log keeps of it: numbers, no text.

use super::{ActSet, Overlap, PushbackKind, Wishes, asked::Asked};
use crate::{
    codec::{Reader, put, put_signed},
    value::{Measure, Undefined},
};
use alloc::vec::Vec;

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
    /// What kind of question the turn asks: the reply to it is read in its light.
    pub(crate) asked: Asked,
    /// How a client's turn disputes what the agent said; `None` for a turn that does not.
    pub(crate) pushback: Option<PushbackKind>,
    /// What a client's turn that answers the agent would lean on, if it disputed something.
    pub(crate) leans: Option<PushbackKind>,
    /// An agent's turn that, pushed back, gives its answer up by its own words.
    pub(crate) concedes: bool,
    /// Sentences that validate ([`Act::Validate`](super::Act::Validate)).
    pub(crate) validations: u16,
    /// Sentences with a word or phrase that hedges.
    pub(crate) hedges: u16,
    /// Sentences with a word that contrasts: but, however, although.
    pub(crate) contrasts: u16,
    /// Words that negate; "not only", "not just" and "not merely" do not.
    pub(crate) negations: u16,
    /// Words that deny without negating: false, myth, impossible.
    pub(crate) denials: u16,
    /// Phrases of correction in the first three sentences; 3 stands for more.
    pub(crate) explicit: u16,
    /// Phrases of validation there; 3 stands for more.
    pub(crate) validates3: u8,
    /// Refers there to what the speaker had said: as I mentioned, earlier.
    pub(crate) back: bool,
    /// One thing in the place of another (", not", "rather than", "instead of", "not just"); 3
    /// stands for more.
    pub(crate) comma_not: u8,
    /// The first word says yes: yes, exactly, true.
    pub(crate) yes_open: bool,
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
const ASKED: u64 = 1 << 17;
const PUSHBACK: u64 = 1 << 18;
const CONCEDES: u64 = 1 << 19;
const BACK: u64 = 1 << 20;
const YES_OPEN: u64 = 1 << 21;
const WORDING: u64 = 1 << 22;
const KNOWN: u64 = (1 << 23) - 1;

/// What stands for "three or more".
const MANY: u16 = 3;

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
        let wording = self.wording();
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
            (self.asked != Asked::default(), ASKED),
            (self.pushback.is_some() || self.leans.is_some(), PUSHBACK),
            (self.concedes, CONCEDES),
            (self.back, BACK),
            (self.yes_open, YES_OPEN),
            (wording.iter().any(|count| *count > 0), WORDING),
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
        if self.asked != Asked::default() {
            put(out, u64::from(self.asked.bits()));
        }
        if self.pushback.is_some() || self.leans.is_some() {
            let code = |kind: Option<PushbackKind>| kind.map_or(0, PushbackKind::code);
            out.push(code(self.pushback) | code(self.leans) << 4);
        }
        if wording.iter().any(|count| *count > 0) {
            wording.iter().for_each(|count| put(out, u64::from(*count)));
        }
    }

    /// The counts of the turn's own words.
    fn wording(&self) -> [u16; 8] {
        let few = [self.explicit, u16::from(self.validates3), u16::from(self.comma_not)];
        let [explicit, validates, comma_not] = few;
        let (validations, hedges, contrasts) = (self.validations, self.hedges, self.contrasts);
        let (negations, denials) = (self.negations, self.denials);
        [validations, hedges, contrasts, negations, denials, explicit, validates, comma_not]
    }

    fn set_wording(&mut self, counts: [u16; 8]) -> Option<()> {
        let [validations, hedges, contrasts, negations, denials, few @ ..] = counts;
        if few.iter().any(|count| *count > MANY) {
            return None;
        }
        (self.validations, self.hedges, self.contrasts) = (validations, hedges, contrasts);
        (self.negations, self.denials) = (negations, denials);
        let [explicit, validates, comma_not] = few;
        (self.explicit, self.validates3, self.comma_not) =
            (explicit, validates as u8, comma_not as u8);
        Some(())
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
            concedes: has(CONCEDES),
            back: has(BACK),
            yes_open: has(YES_OPEN),
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
        if has(ASKED) {
            record.asked = Asked::from_bits(small(bytes)?)?;
        }
        if has(PUSHBACK) {
            let [code] = bytes.array()?;
            let kind = |code: u8| match code {
                0 => Some(None),
                code => PushbackKind::from_code(code).map(Some),
            };
            (record.pushback, record.leans) = (kind(code & 15)?, kind(code >> 4)?);
        }
        if has(WORDING) {
            let mut counts = [0; 8];
            for count in &mut counts {
                *count = small(bytes)?;
            }
            record.set_wording(counts)?;
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
            asked: Asked::WHY.union(Asked::NEGATED),
            pushback: Some(PushbackKind::Evidence),
            leans: Some(PushbackKind::Justification),
            concedes: true,
            validations: 2,
            negations: 300,
            explicit: 3,
            validates3: 1,
            back: true,
            yes_open: true,
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
    fn a_record_that_no_turn_can_have_is_not_read() {
        let many = Record { explicit: 4, ..record() };
        assert_eq!(round_trip(&many), None);
    }

    #[test]
    fn a_redacted_record_keeps_only_the_language() {
        let mut redacted = Record { absent: Some(Undefined::Language), ..record() };
        redacted.redact();
        assert_eq!(redacted, Record { absent: Some(Undefined::Language), ..Record::default() });
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            let _ = Record::decode(&mut Reader::new(&bytes));
        }
    }
}
