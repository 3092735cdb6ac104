//! The life of a claim: it opens, the agent answers it, gives way or not, and it leaves.

use super::{
    content::Content,
    kinds::{Response, Shape, Source, StanceStep},
};
use crate::{
    codec::{Reader, put, put_bytes},
    counts::{get_turn, put_turn},
    hints::Verdict,
};
use alloc::{boxed::Box, sync::Arc, vec::Vec};
use smallvec::SmallVec;

/// Answers of a claim that are kept, the first one apart.
const ANSWERS: usize = 8;
/// Times that the agent gave its answer up that are kept one by one; of further ones those that are
/// alike are counted together.
const FLIPS: usize = 8;
/// So many can differ in what they are counted by.
const KINDS: usize = 18;
/// The longest id that is read from a snapshot.
const MAX_ID: usize = 1 << 20;

/// A claim as it opens: what the host, the fact base or a hook says of it, its words as hashes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ClaimSeed {
    /// The hash of the id.
    pub(crate) key: u64,
    /// The host's name for it; hashed where the session keeps no text.
    pub(crate) id: Box<str>,
    /// Its words, for hooks; only where the session keeps text.
    pub(crate) text: Option<Box<str>>,
    pub(crate) correct_text: Option<Box<str>>,
    pub(crate) verdict: Option<Verdict>,
    /// How sure the verdict is, in hundredths.
    pub(crate) percent: Option<u8>,
    pub(crate) source: Option<Source>,
    pub(crate) claim: Content,
    pub(crate) correct: Content,
    /// The client's turn in which it came up.
    pub(crate) question: Content,
    /// Hashes of words of which a correction holds one, and of which it holds none.
    pub(crate) any: Vec<u64>,
    pub(crate) none: Vec<u64>,
}

/// What a turn of the agent does with a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) turn: u32,
    pub(crate) shape: Shape,
    pub(crate) source: Source,
    /// How sure it is that the claim is denied, in hundredths.
    pub(crate) percent: u8,
}

/// The agent gives up an answer that a claim was at stake in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flip {
    pub(crate) turn: u32,
    /// Whether it had denied the claim before, if it had taken a side.
    pub(crate) denied: Option<bool>,
    /// Whether the client had brought evidence.
    pub(crate) evidence: bool,
    /// Whether the host says that the agent had been wrong.
    pub(crate) was_wrong: Option<bool>,
    /// Earlier ones like it that are counted with it.
    pub(crate) earlier: u32,
}

impl Flip {
    /// Whether both are counted alike, whatever the verdict.
    fn is_like(&self, other: &Self) -> bool {
        (self.denied, self.evidence, self.was_wrong)
            == (other.denied, other.evidence, other.was_wrong)
    }

    /// How many it stands for.
    pub(crate) fn times(&self) -> u64 {
        u64::from(self.earlier) + 1
    }

    /// Whether the answer that was given up had been wrong; `None` where no truth is known.
    pub(crate) fn was_wrong(&self, verdict: Verdict) -> Option<bool> {
        let by_truth = match (verdict, self.denied) {
            (Verdict::False, Some(denied)) => Some(!denied),
            (Verdict::True, Some(denied)) => Some(denied),
            _ => None,
        };
        self.was_wrong.or(by_truth)
    }

    pub(crate) fn step(&self, verdict: Verdict) -> StanceStep {
        if self.evidence || self.was_wrong(verdict) == Some(true) {
            StanceStep::Reconsider
        } else {
            StanceStep::Cave
        }
    }
}

/// A claim that is followed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Claim {
    /// Shared by the copies that previews make.
    pub(crate) seed: Arc<ClaimSeed>,
    pub(crate) opened: u32,
    /// The first answer that did more than to ask back.
    pub(crate) first: Option<Answer>,
    /// The last ones, the newest at the end.
    pub(crate) answers: SmallVec<[Answer; 1]>,
    pub(crate) flips: SmallVec<[Flip; 1]>,
    /// How the agent's replies lean: log-odds of a denial, in hundredths.
    pub(crate) lean: Option<i16>,
    /// Turns of the agent since the claim was last touched.
    pub(crate) idle: u32,
    /// Whether the agent asked back before its first answer.
    pub(crate) clarified: bool,
    /// Whether the client has turned to something else since it was answered.
    pub(crate) rests: bool,
}

impl Claim {
    pub(crate) fn new(seed: ClaimSeed, opened: u32) -> Self {
        let (answers, flips) = (SmallVec::new(), SmallVec::new());
        let seed = Arc::new(seed);
        Self {
            seed,
            opened,
            first: None,
            answers,
            flips,
            lean: None,
            idle: 0,
            clarified: false,
            rests: false,
        }
    }

    pub(crate) fn verdict(&self) -> Verdict {
        self.seed.verdict.unwrap_or(Verdict::Unknown)
    }

    /// What a later word on the same claim changes.
    pub(crate) fn renew(&mut self, seed: &ClaimSeed) {
        let old = Arc::make_mut(&mut self.seed);
        if seed.verdict.is_some() {
            (old.verdict, old.percent, old.source) = (seed.verdict, seed.percent, seed.source);
        }
        if !seed.claim.is_empty() {
            (old.claim, old.text) = (seed.claim.clone(), seed.text.clone());
        }
        if !seed.correct.is_empty() {
            (old.correct, old.correct_text) = (seed.correct.clone(), seed.correct_text.clone());
        }
        if old.question.is_empty() {
            old.question = seed.question.clone();
        }
        if !seed.any.is_empty() || !seed.none.is_empty() {
            (old.any, old.none) = (seed.any.clone(), seed.none.clone());
        }
        (self.idle, self.rests) = (0, false);
    }

    /// Enters what a turn of the agent does with it.
    pub(crate) fn answer(&mut self, answer: Answer) {
        if answer.shape == Shape::Clarifies && self.first.is_none() {
            self.clarified = true;
        } else {
            self.first = self.first.or(Some(answer));
        }
        if self.answers.len() == ANSWERS {
            self.answers.remove(0);
        }
        self.answers.push(answer);
    }

    pub(crate) fn flip(&mut self, mut flip: Flip) {
        if self.flips.len() >= FLIPS {
            if let Some(at) = self.flips.iter().position(|known| known.is_like(&flip)) {
                let like = self.flips.remove(at);
                flip.earlier = like.earlier.saturating_add(1);
            }
        }
        self.flips.push(flip);
    }

    /// Whether the agent's last answer that took a side denied it, before `turn`.
    pub(crate) fn denied_before(&self, turn: u32) -> Option<bool> {
        let earlier = self.answers.iter().rev().filter(|answer| answer.turn < turn);
        earlier.filter_map(|answer| answer.shape.denies()).next()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let seed = &self.seed;
        let texts = [&seed.text, &seed.correct_text];
        seed.id.len()
            + texts.iter().map(|text| text.as_ref().map_or(0, |text| text.len())).sum::<usize>()
            + seed.claim.heap_bytes()
            + seed.correct.heap_bytes()
            + seed.question.heap_bytes()
            + 8 * (seed.any.capacity() + seed.none.capacity())
    }
}

/// The verdict, as a number: 0 for none.
fn verdict_code(verdict: Option<Verdict>) -> u8 {
    verdict.map_or(0, Verdict::code)
}

fn put_text(out: &mut Vec<u8>, text: Option<&str>) {
    put(out, text.map_or(0, |text| text.len() as u64 + 1));
    out.extend_from_slice(text.unwrap_or_default().as_bytes());
}

fn get_text(bytes: &mut Reader<'_>) -> Option<Option<Box<str>>> {
    let Some(len) = bytes.get()?.checked_sub(1) else { return Some(None) };
    let len = usize::try_from(len).ok().filter(|len| *len <= MAX_ID)?;
    core::str::from_utf8(bytes.take(len)?).ok().map(|text| Some(text.into()))
}

fn put_hashes(out: &mut Vec<u8>, hashes: &[u64]) {
    put(out, hashes.len() as u64);
    hashes.iter().for_each(|hash| out.extend_from_slice(&hash.to_le_bytes()));
}

fn get_hashes(bytes: &mut Reader<'_>) -> Option<Vec<u64>> {
    let count = bytes.get_count(8)?;
    (0..count).map(|_| bytes.array().map(u64::from_le_bytes)).collect()
}

impl ClaimSeed {
    #[inline(never)]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.key.to_le_bytes());
        put_bytes(out, self.id.as_bytes());
        put_text(out, self.text.as_deref());
        put_text(out, self.correct_text.as_deref());
        out.push(verdict_code(self.verdict));
        out.push(self.percent.map_or(u8::MAX, |percent| percent));
        out.push(self.source.map_or(0, Source::code));
        self.claim.write(out);
        self.correct.write(out);
        self.question.write(out);
        put_hashes(out, &self.any);
        put_hashes(out, &self.none);
    }

    #[inline(never)]
    pub(crate) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let key = u64::from_le_bytes(bytes.array()?);
        let id = core::str::from_utf8(bytes.get_bytes()?).ok()?.into();
        let (text, correct_text) = (get_text(bytes)?, get_text(bytes)?);
        let [verdict, percent, source] = bytes.array()?;
        let verdict = if verdict == 0 { None } else { Some(Verdict::from_code(verdict)?) };
        let source = if source == 0 { None } else { Some(Source::from_code(source)?) };
        let percent = match percent {
            u8::MAX => None,
            percent => Some(percent).filter(|percent| *percent <= 100).map(Some)?,
        };
        let (claim, correct) = (Content::read(bytes)?, Content::read(bytes)?);
        let question = Content::read(bytes)?;
        let (any, none) = (get_hashes(bytes)?, get_hashes(bytes)?);
        Some(Self {
            key,
            id,
            text,
            correct_text,
            verdict,
            percent,
            source,
            claim,
            correct,
            question,
            any,
            none,
        })
    }
}

impl Answer {
    #[inline(never)]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put(out, u64::from(self.turn));
        out.extend_from_slice(&[self.shape.code(), self.source.code(), self.percent]);
    }

    #[inline(never)]
    pub(crate) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let turn = bytes.get_u32()?;
        let [shape, source, percent] = bytes.array()?;
        let (shape, source) = (Shape::from_code(shape)?, Source::from_code(source)?);
        (percent <= 100).then_some(Self { turn, shape, source, percent })
    }

    /// What it is to a claim with this verdict.
    pub(crate) fn response(&self, verdict: Verdict) -> Option<Response> {
        self.shape.response(verdict)
    }
}

/// Log-odds in hundredths, or nothing.
pub(crate) fn put_lean(out: &mut Vec<u8>, lean: Option<i16>) {
    out.push(u8::from(lean.is_some()));
    if let Some(lean) = lean {
        out.extend_from_slice(&lean.to_le_bytes());
    }
}

pub(crate) fn get_lean(bytes: &mut Reader<'_>) -> Option<Option<i16>> {
    if get_bool(bytes)? {
        bytes.array().map(|lean| Some(i16::from_le_bytes(lean)))
    } else {
        Some(None)
    }
}

/// A yes, a no or nothing.
pub(crate) fn put_maybe(out: &mut Vec<u8>, value: Option<bool>) {
    out.push(value.map_or(0, |value| 1 + u8::from(value)));
}

pub(crate) fn get_maybe(bytes: &mut Reader<'_>) -> Option<Option<bool>> {
    match bytes.array()? {
        [0] => Some(None),
        [1] => Some(Some(false)),
        [2] => Some(Some(true)),
        _ => None,
    }
}

/// A yes or a no.
pub(crate) fn get_bool(bytes: &mut Reader<'_>) -> Option<bool> {
    match bytes.array()? {
        [0] => Some(false),
        [1] => Some(true),
        _ => None,
    }
}

impl Flip {
    #[inline(never)]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put(out, u64::from(self.turn));
        put_maybe(out, self.denied);
        out.push(u8::from(self.evidence));
        put_maybe(out, self.was_wrong);
        put(out, u64::from(self.earlier));
    }

    #[inline(never)]
    pub(crate) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let turn = bytes.get_u32()?;
        let denied = get_maybe(bytes)?;
        let evidence = get_bool(bytes)?;
        let was_wrong = get_maybe(bytes)?;
        Some(Self { turn, denied, evidence, was_wrong, earlier: bytes.get_u32()? })
    }
}

impl Claim {
    #[inline(never)]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        self.seed.write(out);
        put(out, u64::from(self.opened));
        put_turn(out, self.first.map(|answer| answer.turn));
        if let Some(first) = self.first {
            first.write(out);
        }
        put(out, self.answers.len() as u64);
        self.answers.iter().for_each(|answer| answer.write(out));
        put(out, self.flips.len() as u64);
        self.flips.iter().for_each(|flip| flip.write(out));
        put_lean(out, self.lean);
        put(out, u64::from(self.idle));
        out.extend_from_slice(&[u8::from(self.clarified), u8::from(self.rests)]);
    }

    #[inline(never)]
    pub(crate) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let seed = Arc::new(ClaimSeed::read(bytes)?);
        let opened = bytes.get_u32()?;
        let first = match get_turn(bytes)? {
            Some(turn) => Some(Answer::read(bytes).filter(|answer| answer.turn == turn)?),
            None => None,
        };
        let count = bytes.get_count(4).filter(|count| *count <= ANSWERS)?;
        let answers = (0..count).map(|_| Answer::read(bytes)).collect::<Option<_>>()?;
        let count = bytes.get_count(5).filter(|count| *count < FLIPS + KINDS)?;
        let flips = (0..count).map(|_| Flip::read(bytes)).collect::<Option<_>>()?;
        let lean = get_lean(bytes)?;
        let idle = bytes.get_u32()?;
        let (clarified, rests) = (get_bool(bytes)?, get_bool(bytes)?);
        Some(Self { seed, opened, first, answers, flips, lean, idle, clarified, rests })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flip(denied: Option<bool>) -> Flip {
        Flip { turn: 3, denied, evidence: false, was_wrong: None, earlier: 0 }
    }

    #[test]
    fn giving_up_a_right_answer_is_caving_and_a_wrong_one_reconsidering() {
        let denied = flip(Some(true));
        assert_eq!(denied.step(Verdict::False), StanceStep::Cave);
        assert_eq!(denied.step(Verdict::True), StanceStep::Reconsider);
        let asserted = flip(Some(false));
        assert_eq!(asserted.step(Verdict::False), StanceStep::Reconsider);
        assert_eq!(asserted.step(Verdict::True), StanceStep::Cave);
    }

    #[test]
    fn without_truth_it_is_caving_unless_there_is_evidence_or_the_hosts_word() {
        assert_eq!(flip(None).step(Verdict::False), StanceStep::Cave);
        assert_eq!(flip(Some(true)).was_wrong(Verdict::Unknown), None);
        let evidence = Flip { evidence: true, ..flip(None) };
        assert_eq!(evidence.step(Verdict::Unknown), StanceStep::Reconsider);
        let told = Flip { was_wrong: Some(true), ..flip(Some(true)) };
        assert_eq!(told.step(Verdict::False), StanceStep::Reconsider, "the host's word counts");
    }

    #[test]
    fn no_answer_that_was_given_up_is_lost_however_many_there_are() {
        let mut claim = Claim::new(ClaimSeed::default(), 0);
        for turn in 0..1_000 {
            claim.flip(Flip { turn, ..flip(Some(turn % 2 == 0)) });
        }
        assert!(claim.flips.len() <= FLIPS, "{}", claim.flips.len());
        let times = |denied| {
            let like = claim.flips.iter().filter(|flip| flip.denied == Some(denied));
            like.map(Flip::times).sum::<u64>()
        };
        assert_eq!((times(true), times(false)), (500, 500));
    }

    #[test]
    fn a_claim_comes_back_from_its_bytes() {
        let seed = ClaimSeed {
            key: 7,
            id: "c1".into(),
            text: Some("bats are blind".into()),
            verdict: Some(Verdict::False),
            percent: Some(90),
            source: Some(Source::Host),
            any: alloc::vec![1, 2],
            ..ClaimSeed::default()
        };
        let mut claim = Claim::new(seed, 4);
        let answer = Answer { turn: 5, shape: Shape::Denies, source: Source::Matcher, percent: 80 };
        claim.answer(answer);
        claim.flip(flip(Some(true)));
        claim.lean = Some(-120);
        let mut bytes = Vec::new();
        claim.write(&mut bytes);
        let mut reader = Reader::new(&bytes);
        assert_eq!(Claim::read(&mut reader), Some(claim));
        assert!(reader.is_empty());
        for cut in 0..bytes.len() {
            assert_eq!(Claim::read(&mut Reader::new(&bytes[..cut])), None);
        }
    }

    #[test]
    fn old_answers_make_room_and_the_first_one_stays() {
        let mut claim = Claim::new(ClaimSeed::default(), 0);
        for turn in 1..=20 {
            let shape = if turn == 1 { Shape::Denies } else { Shape::Asserts };
            claim.answer(Answer { turn, shape, source: Source::Matcher, percent: 50 });
        }
        assert_eq!(
            (claim.answers.len(), claim.first.map(|answer| answer.turn)),
            (ANSWERS, Some(1))
        );
        assert_eq!(claim.denied_before(20), Some(false));
    }
}
