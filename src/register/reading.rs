//! The reading of a turn: everything that can be measured of it alone, before the conversation
//! comes in.

use super::{
    Dimension, ReadabilityCounts, Rhythm, StyleCounts, Vader,
    features::{self, FeatureInputs},
    markers::Markers,
    politeness::{self, Strategies, Strategy},
    receptiveness::receptiveness,
    record::{self, Record},
    spoken,
    vader::vader,
    words::{Known, Words},
};
use crate::{
    config::Config,
    hints::Modality,
    pack::{LanguagePack, WordClass, heads::Tally},
    text::{AnalysedTurn, SegmentClass, TurnContext},
    turn::Turn,
    value::{Span, Undefined},
};
use alloc::{borrow::Cow, string::String, vec::Vec};
use smallvec::SmallVec;

/// A word or pair of words that moves a model's score, with how far.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScoreEvidence {
    /// The score.
    pub dimension: Dimension,
    /// Where the words stand.
    pub span: Span,
    /// How much they add to the score, in its standard deviations.
    pub contribution: f64,
}

/// A place where a turn shows a politeness strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StrategyHit {
    /// The strategy.
    pub strategy: Strategy,
    /// The words that show it.
    pub span: Span,
}

/// What is measured of a turn alone: the input of the [`RegisterTracker`](super::RegisterTracker).
///
/// # Example
/// ```
/// use lingsync::{Engine, RegisterTracker, Tracker, Turn, register::Dimension};
///
/// let engine = Engine::default();
/// let (mut analyser, mut tracker) = (engine.analyser(), RegisterTracker::new(&engine));
/// let turn = Turn::client("Could you please help me? Thank you so much!");
/// let reading = engine.read(&turn, &analyser.analyse(&turn)?);
/// # #[cfg(feature = "english")]
/// assert!(tracker.observe(&reading).measure(Dimension::Politeness).value() > Some(0.0));
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub(crate) context: TurnContext,
    pub(crate) at: Option<i64>,
    pub(crate) record: Record,
    pub(crate) rhythm: Rhythm,
    pub(crate) vader: Vader,
    pub(crate) receptiveness_raw: f64,
    pub(crate) strategies: SmallVec<[StrategyHit; 4]>,
    pub(crate) evidence: Vec<ScoreEvidence>,
}

/// What reads turns: the pack and the settings, shared by all sessions of an engine.
#[derive(Clone, Debug)]
pub(crate) struct Meter {
    pack: Option<LanguagePack>,
    markers: Markers,
    /// The scores that are measured, and the numbers of their heads in the pack.
    scores: Vec<Dimension>,
    heads: Vec<usize>,
    max_evidence: usize,
    max_hits: usize,
}

/// The scores that a model gives.
const MODELLED: [Dimension; 8] = [
    Dimension::Formality,
    Dimension::Politeness,
    Dimension::Valence,
    Dimension::Arousal,
    Dimension::Warmth,
    Dimension::Distress,
    Dimension::Hostility,
    Dimension::Doubt,
];

impl Meter {
    pub(crate) fn new(pack: Option<&LanguagePack>, config: &Config) -> Self {
        let pack = pack.filter(|pack| pack.has_words()).cloned();
        let heads = pack.as_ref().and_then(LanguagePack::heads);
        let client_state = config.register.client_state;
        let measured = MODELLED.into_iter().filter(|d| client_state || !d.is_experimental());
        let number = |dimension: Dimension| Some((dimension, heads?.index(dimension.name())?));
        let (scores, heads) = measured.filter_map(number).unzip();
        Self {
            scores,
            heads,
            pack,
            markers: Markers::new(&config.register.markers),
            max_evidence: config.register.max_evidence,
            max_hits: config.limits.max_evidence,
        }
    }

    /// Reads a turn. O(bytes).
    pub(crate) fn read(&self, turn: &Turn<'_>, analysed: &AnalysedTurn) -> Reading {
        let speech = turn.hints.modality == Some(Modality::Speech);
        let text: Cow<'_, str> =
            if speech { Cow::Owned(spoken::plain(&turn.text)) } else { Cow::Borrowed(&turn.text) };
        // dialign's tokeniser makes a token of nothing, which is no word.
        let words = analysed.tokens().iter().filter(|token| !token.span().is_empty());
        let words = words.count() as u32;
        let mut reading = Reading {
            context: analysed.context,
            at: turn.at,
            record: Record { words, duration_ms: turn.hints.duration_ms, ..Record::default() },
            rhythm: Rhythm::of(&text, analysed, speech, words),
            vader: Vader::default(),
            receptiveness_raw: 0.0,
            strategies: SmallVec::new(),
            evidence: Vec::new(),
        };
        let series = turn.hints.series.iter();
        reading.record.series =
            series.map(|(name, value)| (name.as_str().into(), *value)).collect();
        reading.record.absent = match &self.pack {
            _ if !analysed.context.in_language => Some(Undefined::Language),
            None => Some(Undefined::NotAvailable),
            Some(_) if words == 0 => Some(Undefined::Empty),
            Some(pack) => self.measure(pack, &text, analysed, speech, &mut reading),
        };
        reading
    }

    /// Everything that is bound to the pack; the reason if a spoken turn turns out to have no word.
    fn measure(
        &self,
        pack: &LanguagePack,
        text: &str,
        turn: &AnalysedTurn,
        speech: bool,
        reading: &mut Reading,
    ) -> Option<Undefined> {
        let words = Words::of(text, turn, pack, speech);
        reading.record.words = words.len();
        reading.rhythm.set_words(words.len());
        if words.len() == 0 {
            // Nothing but fillers: a sound of listening.
            reading.record.backchannel = true;
            return Some(Undefined::Empty);
        }
        let record = &mut reading.record;
        record.backchannel = speech && words.is_backchannel();
        record.markers = self.markers.of(text, turn);
        let certainty = self.count(turn, pack, &words, record);
        if speech {
            // Without punctuation there are no sentences to count.
            record.readability.sentences = 0;
        }

        reading.vader = match prose(text, turn) {
            Cow::Borrowed(prose) => vader(prose, &Known::new(pack, &words)),
            Cow::Owned(prose) => vader(&prose, &Known::nothing(pack)),
        };
        let hits = &mut reading.strategies;
        let known = Known::new(pack, &words);
        let strategies =
            politeness::strategies(text, turn.sentences(), &known, |strategy, span| {
                if hits.len() < self.max_hits {
                    hits.push(StrategyHit { strategy, span });
                }
            });
        record.strategies = strategies.bits();

        let mut set = |dimension: Dimension, value: f64| {
            record.scores[dimension.index()] = record::score(value);
        };
        set(Dimension::Certainty, certainty);
        set(Dimension::Vader, reading.vader.compound);
        reading.receptiveness_raw = receptiveness(text, turn, &words);
        if let Some(norm) = pack.norms().norm(Dimension::Receptiveness.name()) {
            set(Dimension::Receptiveness, within(norm.z(reading.receptiveness_raw)));
        }
        let heads = pack.heads()?;
        let mut grams = Tally::new(heads, turn.tokens().len());
        let inputs = inputs(&reading.vader, strategies);
        let dense = features::tally(text, turn, &words, &inputs, &mut grams);
        let scores = heads.score_of(&grams, &dense);
        for (dimension, head) in self.scores.iter().zip(&self.heads) {
            set(*dimension, within(scores.get(*head).copied().unwrap_or(f64::NAN)));
        }
        reading.evidence.reserve_exact(self.heads.len() * self.max_evidence);
        let tokens = turn.tokens();
        grams.evidence(&self.heads, self.max_evidence, |at, found| {
            let places = (tokens.get(found.first as usize), tokens.get(found.last as usize));
            if let (Some(dimension), (Some(first), Some(last))) = (self.scores.get(at), places) {
                reading.evidence.push(ScoreEvidence {
                    dimension: *dimension,
                    span: Span::new(first.start, last.end),
                    contribution: found.z,
                });
            }
        });
        None
    }

    /// Style and readability; and boosters minus hedges per 100 words.
    fn count(
        &self,
        turn: &AnalysedTurn,
        pack: &LanguagePack,
        words: &Words<'_>,
        record: &mut Record,
    ) -> f64 {
        let mut style = StyleCounts::default();
        let mut readability = ReadabilityCounts {
            sentences: turn.counts().sentences.max(1),
            ..ReadabilityCounts::default()
        };
        let (mut boosters, mut hedges) = (0_u32, 0_u32);
        for (token, word) in words.with_tokens() {
            let classes = u64::from(word.classes);
            style.observe((classes & STYLE) as u16);
            let (beats, letters) = words.counts(pack, token, word);
            readability.observe(beats, letters);
            boosters += u32::from(classes & WordClass::Booster.bit() != 0);
            hedges += u32::from(classes & WordClass::Hedging.bit() != 0);
        }
        (record.style, record.readability) = (style, readability);
        100.0 * (f64::from(boosters) - f64::from(hedges)) / f64::from(words.len().max(1))
    }
}

/// The bits of the nine categories of style.
const STYLE: u64 = (1 << super::style::CATEGORIES) - 1;

fn inputs(vader: &Vader, strategies: Strategies) -> FeatureInputs {
    FeatureInputs {
        negative: vader.neg as f32,
        positive: vader.pos as f32,
        compound: vader.compound as f32,
        strategies: strategies.bits(),
    }
}

/// A z-score within 10 deviations of the average: a word of a million letters, or a sentence said
/// three hundred times, is no voice three hundred times as loud, and must not decide a mean alone.
fn within(z: f64) -> f64 {
    const MOST: f64 = 10.0;
    z.clamp(-MOST, MOST)
}

/// The words of a turn, and what else the heads are told of it.
pub(super) fn inputs_of<'t>(
    text: &'t str,
    turn: &'t AnalysedTurn,
    pack: &LanguagePack,
    speech: bool,
) -> (Words<'t>, FeatureInputs) {
    let words = Words::of(text, turn, pack, speech);
    let strategies = politeness::strategies(text, turn.sentences(), pack, |_, _| ());
    let inputs = inputs(&vader(&prose(text, turn), pack), strategies);
    (words, inputs)
}

/// The prose of a turn: the text itself where it is all prose.
fn prose<'t>(text: &'t str, turn: &AnalysedTurn) -> Cow<'t, str> {
    match turn.segments() {
        [only] if only.class == SegmentClass::Prose => Cow::Borrowed(text),
        segments => {
            let mut prose = String::with_capacity(text.len());
            for segment in segments.iter().filter(|s| s.class == SegmentClass::Prose) {
                if !prose.is_empty() {
                    prose.push(' ');
                }
                prose.push_str(segment.span.of(text).unwrap_or_default());
            }
            Cow::Owned(prose)
        }
    }
}

impl Reading {
    /// A reading of what the log keeps: the tracker's state needs no more.
    pub(crate) fn of_record(context: TurnContext, at: Option<i64>, record: Record) -> Self {
        Self {
            context,
            at,
            rhythm: Rhythm::empty(),
            vader: Vader::default(),
            receptiveness_raw: 0.0,
            strategies: SmallVec::new(),
            evidence: Vec::new(),
            record,
        }
    }
}
