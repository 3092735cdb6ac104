//! What the recogniser remembers of earlier turns: the last turns' acts and content words, by id.

pub(crate) use super::words::{Words, counts};
use super::{Act, ActSet, Overlap, Record, asked::Asked};
use crate::{
    codec::{Reader, put},
    text::{Token, TurnContext},
    turn::Role,
};
use alloc::vec::Vec;

/// How many turns of either side a topic is taken from.
const TOPIC: usize = 4;
/// Voices that are told apart; beyond them the one that was silent longest is forgotten.
const VOICES: usize = 8;

/// Who speaks: client and agent are one voice each, all others one for each label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Voice(u64);

impl Voice {
    pub(crate) fn of(context: &TurnContext) -> Self {
        let speaker = context.speaker.filter(|_| context.role == Role::Other);
        Self(u64::from(context.party.0) | speaker.map_or(0, |id| (u64::from(id) + 1) << 8))
    }
}

/// One side of the conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Side {
    voice: Voice,
    /// The acts of its last turn.
    pub(crate) acts: ActSet,
    /// The acts of its last floor.
    pub(crate) floor_acts: ActSet,
    /// The words of its last turn.
    pub(crate) words: Words,
    /// The words of its last floor: all turns until another side spoke.
    pub(crate) floor: Words,
    /// The words of its last request.
    pub(crate) request: Option<Words>,
    /// The words of its last turn that asked, wanted or claimed something, and was no push-back.
    pub(crate) stated: Words,
    /// What kind of question its last turn asked.
    pub(crate) asked: Asked,
    /// How many words and sentences its last turn had.
    pub(crate) length: u32,
    pub(crate) sentences: u16,
    /// How many of them asked, offers in the form of a question included.
    pub(crate) questions: u16,
    /// The words of its last turns, the newest last.
    pub(crate) recent: Vec<Words>,
}

impl Side {
    /// Whether the word is one of its last turns.
    pub(crate) fn said(&self, id: u32) -> bool {
        self.recent.iter().any(|words| words.contains(id))
    }
}

/// Everything that is remembered: bounded, whatever the length of the conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Memory {
    /// The sides, the one that spoke last at the end.
    sides: Vec<Side>,
    /// The last turns of either side, the newest last.
    recent: Vec<Words>,
    /// How many turns in a row, up to the last one, had no punctuation.
    bare: u8,
    /// How many turns there were, as far as it matters.
    turns: u8,
}

/// Turns of one side whose words are remembered one by one.
const RECENT: usize = 3;
/// So many turns without punctuation tell that the conversation is written, or written down,
/// without any.
const BARE: u8 = 6;

/// What states something that the other side can deny.
const STATES: ActSet = REQUESTS.union(ActSet::of(&[Act::Claim, Act::AskClarify]));
/// So many words of it can be recognised when they come back.
pub(crate) const LEAST_STATED: usize = 3;

/// What counts as a request: something asked or wanted.
pub(crate) const REQUESTS: ActSet =
    ActSet::of(&[Act::AskInfo, Act::AskOpen, Act::Request, Act::RestateRequest]);

impl Memory {
    /// What is remembered of a voice.
    pub(crate) fn side(&self, voice: Voice) -> Option<&Side> {
        self.sides.iter().find(|side| side.voice == voice)
    }

    /// The other side that spoke last: whom a turn of `voice` answers, or goes on answering.
    pub(crate) fn partner(&self, voice: Voice) -> Option<&Side> {
        self.sides.iter().rev().find(|side| side.voice != voice)
    }

    /// Whether the turn before was another side's.
    pub(crate) fn is_answer(&self, voice: Voice) -> bool {
        self.sides.last().is_some_and(|side| side.voice != voice)
    }

    /// Whether the last turns, if any, had no punctuation.
    pub(crate) fn is_bare(&self) -> bool {
        self.bare == self.turns
    }

    /// What the last turn did, whoever spoke.
    pub(crate) fn last(&self) -> Option<&Side> {
        self.sides.last()
    }

    /// How much of `words` the last turns share.
    pub(crate) fn cohesion(&self, words: &Words) -> Overlap {
        let shared = words.iter().filter(|id| self.recent.iter().any(|w| w.contains(*id)));
        let earlier = self.recent.iter().map(Words::len).sum::<usize>().min(usize::from(u16::MAX));
        let shared = (shared.count() as u16).min(earlier as u16);
        Overlap { shared, of: words.len() as u16, earlier: earlier as u16 }
    }

    /// Takes a turn in. O(words of the turn), amortised.
    pub(crate) fn observe(&mut self, context: &TurnContext, record: &Record, tokens: &[Token]) {
        let voice = Voice::of(context);
        let words = Words::of(context.turn, tokens);
        let goes_on = self.sides.last().is_some_and(|side| side.voice == voice);
        let mut side = match self.sides.iter().position(|side| side.voice == voice) {
            Some(at) => self.sides.remove(at),
            None => Side { voice, ..Side::default() },
        };
        if goes_on {
            side.floor.join(&words);
            side.floor_acts = side.floor_acts.union(record.acts);
        } else {
            side.floor = words.clone();
            side.floor_acts = record.acts;
        }
        if record.acts.meets(REQUESTS) {
            side.request = Some(words.clone());
        }
        let states = record.acts.meets(STATES) && !record.acts.contains(Act::Pushback);
        if side.stated.len() == 0 || (states && words.len() >= LEAST_STATED) {
            side.stated = words.clone();
        }
        (side.acts, side.asked) = (record.acts, record.asked);
        (side.length, side.sentences) = (record.words, record.sentences);
        side.questions = record.questions;
        if side.recent.len() == RECENT {
            side.recent.remove(0);
        }
        side.recent.push(words.clone());
        self.bare = if record.punctuated { 0 } else { self.bare.saturating_add(1).min(BARE) };
        self.turns = self.turns.saturating_add(1).min(BARE);
        side.words = words.clone();
        if self.sides.len() == VOICES {
            self.sides.remove(0);
        }
        self.sides.push(side);
        if self.recent.len() == TOPIC {
            self.recent.remove(0);
        }
        self.recent.push(words);
    }

    fn all(&mut self) -> impl Iterator<Item = &mut Words> {
        let sides = self.sides.iter_mut().flat_map(|side| {
            let own = [&mut side.words, &mut side.floor, &mut side.stated].into_iter();
            own.chain(side.request.as_mut()).chain(side.recent.iter_mut())
        });
        sides.chain(self.recent.iter_mut())
    }

    /// Forgets the words that the session no longer knows.
    pub(crate) fn retain(&mut self, alive: impl Fn(u32) -> bool) {
        self.all().for_each(|words| words.retain(&alive));
    }

    /// Forgets the words of a turn.
    pub(crate) fn forget(&mut self, turn: u32) {
        self.all()
            .filter(|words| (words.first..=words.turn).contains(&turn))
            .for_each(|words| words.clear());
    }

    /// Forgets the words of all turns before `turn`.
    pub(crate) fn forget_before(&mut self, turn: u32) {
        self.all().filter(|words| words.first < turn).for_each(|words| words.clear());
    }

    /// Gives the words new ids: `ids` has the new one by the old one.
    pub(crate) fn renumber(&mut self, ids: &[u32]) {
        self.all().for_each(|words| words.renumber(ids));
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let sides = self.sides.iter().map(|side| {
            let request = side.request.as_ref().map_or(0, |words| words.heap_bytes());
            let turns: usize = side.recent.iter().map(|words| words.heap_bytes()).sum();
            let own = [&side.words, &side.floor, &side.stated].map(|words| words.heap_bytes());
            own.iter().sum::<usize>() + request + turns
        });
        let recent = self.recent.iter().map(|words| words.heap_bytes());
        sides.sum::<usize>()
            + recent.sum::<usize>()
            + self.sides.capacity() * size_of::<Side>()
            + self.recent.capacity() * size_of::<Words>()
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put(out, self.sides.len() as u64);
        for side in &self.sides {
            put(out, side.voice.0);
            put(out, u64::from(side.acts.bits()));
            put(out, u64::from(side.floor_acts.bits()));
            put(out, u64::from(side.length));
            put(out, u64::from(side.sentences));
            put(out, u64::from(side.questions));
            side.words.write(out);
            side.floor.write(out);
            side.stated.write(out);
            put(out, u64::from(side.asked.bits()));
            out.push(u8::from(side.request.is_some()));
            if let Some(request) = &side.request {
                request.write(out);
            }
            Words::write_some(&side.recent, out);
        }
        Words::write_some(&self.recent, out);
        out.extend_from_slice(&[self.bare, self.turns]);
    }

    /// Reads what `write` wrote; `None` for anything else. `known` says whether a word id exists.
    pub(crate) fn read(bytes: &mut Reader<'_>, known: &dyn Fn(u32) -> bool) -> Option<Self> {
        let mut memory = Self::default();
        for _ in 0..bytes.get_count(11).filter(|count| *count <= VOICES)? {
            let voice = Voice(bytes.get()?);
            if memory.side(voice).is_some() {
                return None;
            }
            memory.sides.push(Side {
                voice,
                acts: ActSet::from_bits(bytes.get_u32()?),
                floor_acts: ActSet::from_bits(bytes.get_u32()?),
                length: bytes.get_u32()?,
                sentences: u16::try_from(bytes.get()?).ok()?,
                questions: u16::try_from(bytes.get()?).ok()?,
                words: Words::read(bytes)?,
                floor: Words::read(bytes)?,
                stated: Words::read(bytes)?,
                asked: Asked::from_bits(u16::try_from(bytes.get()?).ok()?)?,
                request: match bytes.array()? {
                    [0] => None,
                    [1] => Some(Words::read(bytes)?),
                    _ => return None,
                },
                recent: Words::read_some(bytes, RECENT)?,
            });
        }
        memory.recent = Words::read_some(bytes, TOPIC)?;
        let [bare, turns] = bytes.array()?;
        if bare > turns || turns > BARE {
            return None;
        }
        (memory.bare, memory.turns) = (bare, turns);
        let sound = memory.all().all(|words| words.iter().all(&known));
        (sound && bytes.is_empty()).then_some(memory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Engine, Turn, text::AnalysedTurn};

    /// A conversation of turns, by role, with the words analysed by one vocabulary.
    fn memory(turns: &[(&str, &str, &[Act])]) -> (Memory, Vec<AnalysedTurn>) {
        let mut analyser = Engine::default().analyser();
        let (mut memory, mut analysed) = (Memory::default(), Vec::new());
        for (role, text, acts) in turns {
            let turn = if *role == "client" { Turn::client(*text) } else { Turn::agent(*text) };
            let seen = analyser.analyse(&turn).unwrap();
            let record = Record { acts: ActSet::of(acts), ..Record::default() };
            memory.observe(&seen.context, &record, seen.tokens());
            analysed.push(seen);
        }
        (memory, analysed)
    }

    fn voice(turn: &AnalysedTurn) -> Voice {
        Voice::of(&turn.context)
    }

    #[test]
    fn a_floor_holds_all_turns_until_another_side_speaks() {
        let turns: &[(&str, &str, &[Act])] = &[
            ("client", "blue parcel", &[Act::Request]),
            ("client", "late delivery", &[Act::Inform]),
            ("agent", "parcel tracking number", &[Act::AskInfo]),
        ];
        let (memory, analysed) = memory(turns);
        let client = memory.side(voice(&analysed[0])).unwrap();
        assert_eq!(client.floor.len(), 4);
        assert_eq!(client.words.len(), 2);
        assert_eq!(client.request.as_ref().map(Words::len), Some(2));
        assert!(client.floor_acts.contains(Act::Request));
        let reply = Words::of(2, analysed[2].tokens());
        assert_eq!(reply.overlap(&client.floor), Overlap { shared: 1, of: 3, earlier: 4 });
        let (client, agent) = (voice(&analysed[0]), voice(&analysed[2]));
        assert!(memory.is_answer(client) && !memory.is_answer(agent));
        let asked = memory.partner(client).unwrap().acts;
        assert!(asked.contains(Act::AskInfo));
    }

    #[test]
    fn memory_comes_back_from_its_bytes() {
        let turns: &[(&str, &str, &[Act])] =
            &[("client", "blue parcel", &[Act::Request]), ("agent", "which parcel", &[])];
        let (memory, _) = memory(turns);
        let mut bytes = Vec::new();
        memory.write(&mut bytes);
        let read = Memory::read(&mut Reader::new(&bytes), &|_| true);
        assert_eq!(read, Some(memory));
        assert_eq!(Memory::read(&mut Reader::new(&bytes), &|id| id > 0), None);
        for len in 0..bytes.len() {
            assert!(Memory::read(&mut Reader::new(&bytes[..len]), &|_| true).is_none(), "{len}");
        }
    }

    #[test]
    fn words_that_are_gone_are_forgotten() {
        let (mut memory, _) = memory(&[("client", "blue parcel late", &[Act::Request])]);
        memory.retain(|id| id != 0);
        assert_eq!((memory.sides[0].words.len(), memory.recent[0].len()), (2, 2));
        memory.forget(0);
        assert_eq!(memory.sides[0].words.len(), 0);
        assert!(memory.recent[0].len() == 0);
    }
}
