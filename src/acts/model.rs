//! The heads of acts: small linear models that score a whole turn before its sentences are decided.
//!
//! Each head is a logistic model of words, pairs and threes of words, the form of the turn and the
//! conversation before it ([`features`]). Its table stands in the pack's
//! section `act_heads`.

use super::{
    context::{Memory, Voice, Words},
    features::{ActFeatures, Origin, Seen, Sink, features},
    gates::Scene,
    sentence::Sentences,
};
use crate::{
    hints::Modality,
    pack::heads::{Heads, Sums},
    text::AnalysedTurn,
    turn::Turn,
    value::Span,
};
use alloc::sync::Arc;

/// The heads, in the order of the pack.
pub const NAMES: [&str; 7] =
    ["clarify", "check", "ack", "reject", "agree", "question", "need"];

/// A head of acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum ActHead {
    /// Asks the other to make something clear.
    Clarify,
    /// Checks an understanding.
    Check,
    /// Acknowledges.
    Ack,
    /// Rejects what was said.
    Reject,
    /// Agrees to it.
    Agree,
    /// Asks; learnt from turns without punctuation and meant for those.
    Question,
    /// A request that needs to be made clear.
    Need,
}

/// The scores of a turn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Scores {
    margins: [f32; NAMES.len()],
    need: f32,
}

impl Scores {
    /// The log-odds of a head above its threshold: it says yes above 0.
    pub(crate) fn margin(&self, head: ActHead) -> f32 {
        self.margins[head as usize]
    }

    /// How likely a request of this wording is to need a question back, 0 to 1.
    pub(crate) fn need(&self) -> f32 {
        self.need
    }
}

/// The heads of a pack.
#[derive(Clone, Debug)]
pub(crate) struct ActModel {
    heads: Arc<Heads>,
}

impl ActModel {
    /// The model of a pack's heads; `None` if they are not those of this version.
    pub(crate) fn new(heads: &Arc<Heads>) -> Option<Self> {
        let names = heads.heads().iter().map(|head| &*head.name);
        names.eq(NAMES).then(|| Self { heads: Arc::clone(heads) })
    }

    /// The scores of a turn. O(1): a bounded number of its words is read.
    pub(crate) fn score(&self, seen: &Seen<'_>) -> Scores {
        let mut sums = Adder(Sums::new(&self.heads));
        features(seen, &mut sums);
        let raw = sums.0.raw();
        let mut scores = Scores::default();
        for ((margin, raw), head) in scores.margins.iter_mut().zip(raw).zip(self.heads.heads()) {
            *margin = (raw - head.threshold) as f32;
        }
        scores.need = logistic(raw[ActHead::Need as usize]) as f32;
        scores
    }

    /// The words that speak most for a head, if any does.
    pub(crate) fn evidence(&self, head: ActHead, seen: &Seen<'_>) -> Option<Span> {
        let mut strongest = Strongest { heads: &self.heads, head: head as usize, best: None };
        features(seen, &mut strongest);
        let (_, first, last) = strongest.best?;
        seen.sentences.span(first, last)
    }
}

fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-odds))
}

struct Adder<'h>(Sums<'h>);

impl Sink for Adder<'_> {
    #[inline]
    fn gram(&mut self, hash: u64, _: Origin, _: u32, _: u32) {
        self.0.gram(hash);
    }

    #[inline]
    fn feature(&mut self, feature: usize) {
        self.0.feature(feature as u8);
    }
}

struct Strongest<'h> {
    heads: &'h Heads,
    head: usize,
    best: Option<(f64, u32, u32)>,
}

impl Sink for Strongest<'_> {
    fn gram(&mut self, hash: u64, origin: Origin, first: u32, last: u32) {
        let weight = self.heads.weight(self.head, hash);
        let stronger = self.best.is_none_or(|(best, ..)| weight > best);
        if origin == Origin::Words && weight > 0.0 && stronger {
            self.best = Some((weight, first, last));
        }
    }

    fn feature(&mut self, _: usize) {}
}

/// The features of a turn after those that `memory` has taken in, as the heads see them.
pub(crate) fn features_of(
    memory: &Memory,
    turn: &Turn<'_>,
    analysed: &AnalysedTurn,
) -> ActFeatures {
    let spoken = turn.hints.modality == Some(Modality::Speech);
    let sentences = Sentences::of(&turn.text, analysed, spoken);
    let words = Words::of(analysed.turn(), analysed.tokens());
    let mut scene = Scene::of(memory, Voice::of(&analysed.context), turn.role);
    let punctuated = turn.text.contains(super::recogniser::MARKS);
    scene.bare = (!punctuated || spoken) && memory.is_bare();
    scene.echo = scene.partner.map(|side| words.overlap(&side.floor)).unwrap_or_default();
    let mut out = ActFeatures::default();
    let (text, cohesion) = (&*turn.text, memory.cohesion(&words));
    let (sentences, words, scene) = (&sentences, &words, &scene);
    features(&Seen { text, sentences, words, scene, memory, cohesion }, &mut out);
    out
}
