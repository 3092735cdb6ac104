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
};
use alloc::sync::Arc;

/// The heads, in the order of the pack.
pub const NAMES: [&str; 7] = ["clarify", "check", "ack", "reject", "agree", "question", "need"];

/// A head of acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum ActHead {
    /// Asks the other to make something clear.
    Clarify,
    /// Checks an understanding.
    Check,
    /// Acknowledges. In the pack as the rule for it is to be measured against it.
    #[allow(dead_code, reason = "the rule is better on both corpora with labels")]
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

    /// The scores of a turn; `None` outside of the pack's language. O(1): a bounded number of its
    /// words is read.
    pub(crate) fn score(&self, seen: &Seen<'_>) -> Option<Scores> {
        if !seen.in_language {
            return None;
        }
        let mut sums = Adder(Sums::new(&self.heads));
        features(seen, &mut sums);
        let raw = sums.0.raw();
        let mut scores = Scores::default();
        for ((margin, raw), head) in scores.margins.iter_mut().zip(raw).zip(self.heads.heads()) {
            *margin = (raw - head.threshold) as f32;
        }
        scores.need = logistic(raw[ActHead::Need as usize]) as f32;
        Some(scores)
    }
}

fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-odds))
}

struct Adder<'h>(Sums<'h>);

impl Sink for Adder<'_> {
    #[inline]
    fn gram(&mut self, hash: u64, _: Origin) {
        self.0.gram(hash);
    }

    #[inline]
    fn feature(&mut self, feature: usize) {
        self.0.feature(feature as u8);
    }
}

/// What the heads see of the conversation, as the recogniser does.
fn scene_of<'a>(
    memory: &'a Memory,
    turn: &Turn<'_>,
    analysed: &AnalysedTurn,
    words: &Words,
) -> Scene<'a> {
    let mut scene = Scene::of(memory, Voice::of(&analysed.context), turn.role);
    let punctuated = turn.text.contains(super::recogniser::MARKS);
    let spoken = turn.hints.modality == Some(Modality::Speech);
    scene.bare = (!punctuated || spoken) && memory.is_bare();
    scene.echo = scene.partner.map(|side| words.overlap(&side.floor)).unwrap_or_default();
    scene
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
    let scene = scene_of(memory, turn, analysed, &words);
    let mut out = ActFeatures::default();
    let (text, cohesion) = (&*turn.text, memory.cohesion(&words));
    let (sentences, words, scene) = (&sentences, &words, &scene);
    let in_language = analysed.context.in_language;
    features(&Seen { in_language, text, sentences, words, scene, memory, cohesion }, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Engine,
        acts::{Recogniser, features::FEATURES},
        pack::heads::{HEADS, Head, HeadsBuilder, Row},
    };
    use alloc::{collections::BTreeSet, string::String, vec::Vec};
    use proptest::{prelude::*, test_runner::TestRunner};

    /// Heads in which every n-gram of the turns weighs something.
    fn model(turns: &[ActFeatures]) -> ActModel {
        let hashes: BTreeSet<u64> =
            turns.iter().flat_map(|turn| turn.grams.iter().map(|(hash, _)| *hash)).collect();
        let weight = |hash: u64, head: usize| (hash >> (8 * head) & 0xff) as f32 / 100.0 - 1.2;
        let row = |hash: u64| Row {
            hash,
            weights: core::array::from_fn(|head| if head < 7 { weight(hash, head) } else { 0.0 }),
            importance: 1.0,
        };
        let dense = |feature: usize| {
            core::array::from_fn(
                |head| if head < 7 { (feature * 7 + head) as f32 / 99.0 } else { 0.0 },
            )
        };
        let builder = HeadsBuilder {
            heads: NAMES.iter().map(|name| Head { threshold: 0.5, ..Head::named(name) }).collect(),
            dense: (0..FEATURES).map(dense).collect(),
            rows: hashes.into_iter().map(row).collect(),
            cut: 0,
        };
        ActModel::new(&Arc::new(builder.build(600).unwrap())).unwrap()
    }

    /// Turns of two sides, one after the other.
    fn talk(engine: &Engine, texts: &[&str]) -> (Vec<ActFeatures>, Vec<Scores>) {
        let collect = |model: Option<&ActModel>| {
            let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(engine));
            let (mut all, mut scores) = (Vec::new(), Vec::new());
            for (at, text) in texts.iter().enumerate() {
                let turn = if at % 2 == 0 { Turn::client(*text) } else { Turn::agent(*text) };
                let analysed = analyser.analyse(&turn).unwrap();
                let memory = recogniser.memory();
                let found = features_of(memory, &turn, &analysed);
                if let Some(model) = model {
                    let sentences = Sentences::of(text, &analysed, false);
                    let words = Words::of(analysed.turn(), analysed.tokens());
                    let scene = scene_of(memory, &turn, &analysed, &words);
                    let cohesion = memory.cohesion(&words);
                    let (sentences, words, scene) = (&sentences, &words, &scene);
                    let in_language = true;
                    let seen =
                        Seen { in_language, text, sentences, words, scene, memory, cohesion };
                    scores.extend(model.score(&seen));
                    assert_eq!(model.score(&Seen { in_language: false, ..seen }), None);
                }
                all.push(found);
                let recognised = recogniser.recognise(&turn, &analysed);
                recogniser.take_in(&recognised, &analysed);
            }
            (all, scores)
        };
        let (all, ..) = collect(None);
        collect(Some(&model(&all)))
    }

    #[test]
    fn a_score_is_the_sum_of_the_weights_of_different_features() {
        let texts =
            ["Where is it? Where is it?", "No no, it is late.", "so you mean two boxes", "yeah"];
        let (turns, scores) = talk(&Engine::default(), &texts);
        let heads = model(&turns).heads;
        assert_eq!(scores.len(), turns.len());
        for (turn, scores) in turns.iter().zip(&scores) {
            let hashes: BTreeSet<u64> = turn.grams.iter().map(|(hash, _)| *hash).collect();
            for head in 0..NAMES.len() {
                let grams: f64 = hashes.iter().map(|hash| heads.weight(head, *hash)).sum();
                let dense: f64 = turn
                    .dense
                    .iter()
                    .map(|f| f64::from((usize::from(*f) * 7 + head) as f32 / 99.0))
                    .sum();
                let expected = grams + dense - 0.5;
                assert!((f64::from(scores.margins[head]) - expected).abs() < 1e-3, "{head}");
            }
            assert!((0.0..=1.0).contains(&scores.need()));
        }
    }

    #[test]
    fn the_conversation_before_a_turn_is_among_its_features() {
        let (after_question, ..) = talk(&Engine::default(), &["Is the box blue?", "no"]);
        let (after_statement, ..) = talk(&Engine::default(), &["The box is blue.", "no"]);
        let (first, ..) = talk(&Engine::default(), &["no"]);
        assert_ne!(after_question[1], after_statement[1]);
        assert_ne!(after_statement[1], first[0]);
    }

    #[test]
    fn no_feature_is_there_twice_and_all_numbers_are_known() {
        let (turns, ..) = talk(
            &Engine::default(),
            &["So you mean two? Are you sure, are you?", "the blue box, the blue", "huh"],
        );
        for turn in turns {
            let different: BTreeSet<u8> = turn.dense.iter().copied().collect();
            assert_eq!(different.len(), turn.dense.len());
            assert!(different.iter().all(|feature| usize::from(*feature) < FEATURES));
        }
    }

    #[test]
    fn heads_of_another_version_are_no_model() {
        let heads = [Head::named("clarify")].into();
        let builder = HeadsBuilder { heads, dense: [[0.0; HEADS]].into(), ..Default::default() };
        assert!(ActModel::new(&Arc::new(builder.build(1).unwrap())).is_none());
    }

    #[cfg(feature = "english")]
    #[test]
    fn the_english_pack_has_the_heads() {
        let pack = crate::pack::LanguagePack::english();
        assert!(pack.act_heads().and_then(ActModel::new).is_some());
    }

    #[test]
    fn any_text_is_read_without_a_panic() {
        let engine = Engine::default();
        let text = ".{0,60}|([a-z?!. ]{0,9}){0,40}";
        let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) };
        let result = TestRunner::new(config).run(&prop::collection::vec(text, 1..4), |texts| {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            talk(&engine, &texts);
            Ok(())
        });
        assert_eq!(result, Ok(()));
    }
}
