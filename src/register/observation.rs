//! What the register tracker says of one turn.

use super::{
    Dimension, Gap, Readability, Reading, Rhythm, ScoreEvidence, Strategies, StrategyHit,
    StyleCounts, Vader,
};
use crate::{
    turn::Party,
    value::{Measure, Undefined},
};
use alloc::vec::Vec;
use smallvec::SmallVec;

/// The register of one turn, and its distance from the client's.
///
/// Everything but [`rhythm`](Self::rhythm) is bound to the language of the pack: undefined
/// (`language`) outside of it, `empty` for a turn without a word, `not_available` where the pack
/// does not hold it.
///
/// # Example
/// ```
/// use lingsync::{Session, Turn, register::{Dimension, Strategy}};
///
/// let mut session = Session::default();
/// let text = "Could you please send me the file? Thanks!";
/// let register = session.observe(&Turn::client(text))?.register;
/// # #[cfg(feature = "english")] {
/// assert!(register.politeness.value() > Some(1.0));
/// assert!(register.strategies.unwrap().contains(Strategy::Gratitude));
/// let thanks = register.strategy_hits.iter().find(|hit| hit.strategy == Strategy::Gratitude);
/// assert_eq!(thanks.unwrap().span.of(text), Some("Thanks"));
/// # }
/// assert_eq!(register.rhythm.words, 8);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RegisterObservation {
    /// The party whose level the gap is taken from: the client for the agent, else the agent.
    pub towards: Party,
    /// How formal the wording is: z-score, 0 = chat average (after Pavlick & Tetreault 2016).
    pub formality: Measure,
    /// How polite it is as a request: z-score (after Danescu-Niculescu-Mizil et al. 2013).
    pub politeness: Measure,
    /// How positive the tone is: z-score.
    pub valence: Measure,
    /// How agitated the tone is: z-score.
    pub arousal: Measure,
    /// How warm the wording is: z-score.
    pub warmth: Measure,
    /// How open to the other's view: the raw score as a z-score.
    pub receptiveness: Measure,
    /// The raw score of the published model (Yeomans et al. 2020): about -1 to 2.
    pub receptiveness_raw: Measure,
    /// Boosters minus hedges per 100 words, -100 to 100.
    pub certainty: Measure,
    /// Experimental, only with `register.client_state`: distress, hostility and doubt as z-scores.
    pub client_state: Option<ClientState>,
    /// VADER's four figures (Hutto & Gilbert 2014).
    pub vader: Result<Vader, Undefined>,
    /// The politeness strategies of the turn.
    pub strategies: Result<Strategies, Undefined>,
    /// Where the strategies show, in order; at most `limits.max_evidence`.
    pub strategy_hits: SmallVec<[StrategyHit; 4]>,
    /// Words by category of style.
    pub style: Result<StyleCounts, Undefined>,
    /// Six readability formulas.
    pub readability: Readability,
    /// Length, pace and punctuation.
    pub rhythm: Rhythm,
    /// The distance from the client's level, by dimension.
    pub(crate) gaps: [Gap; Dimension::COUNT],
    /// The words that move each model's score furthest; at most `register.max_evidence` for each.
    pub evidence: Vec<ScoreEvidence>,
    /// ln(1 + words).
    pub(crate) verbosity: Measure,
}

/// The state of the speaker as far as the wording shows it; experimental.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClientState {
    /// Sadness, fear, grief: z-score.
    pub distress: Measure,
    /// Anger, annoyance: z-score.
    pub hostility: Measure,
    /// Confusion, uncertainty: z-score.
    pub doubt: Measure,
}

impl RegisterObservation {
    /// The figures of a reading; latency and gaps are the tracker's to fill in.
    pub(crate) fn new(reading: &Reading, towards: Party, client_state: bool) -> Self {
        let record = &reading.record;
        let score = |dimension| record.score(dimension);
        let ok = record.absent.map_or(Ok(()), Err);
        let raw = Measure::finite(reading.receptiveness_raw, Undefined::NotAvailable);
        Self {
            towards,
            formality: score(Dimension::Formality),
            politeness: score(Dimension::Politeness),
            valence: score(Dimension::Valence),
            arousal: score(Dimension::Arousal),
            warmth: score(Dimension::Warmth),
            receptiveness: score(Dimension::Receptiveness),
            receptiveness_raw: record.absent.map_or(raw, Measure::Undefined),
            certainty: score(Dimension::Certainty),
            client_state: client_state.then(|| ClientState {
                distress: score(Dimension::Distress),
                hostility: score(Dimension::Hostility),
                doubt: score(Dimension::Doubt),
            }),
            vader: ok.map(|()| reading.vader),
            strategies: ok.map(|()| Strategies::from_bits(record.strategies)),
            strategy_hits: SmallVec::from_slice(&reading.strategies),
            style: ok.map(|()| record.style),
            readability: match record.absent {
                None => record.readability.readability(),
                Some(reason) => Readability::undefined(reason),
            },
            rhythm: reading.rhythm,
            gaps: [Gap::undefined(Undefined::NotAvailable); Dimension::COUNT],
            evidence: reading.evidence.clone(),
            verbosity: Measure::Value(verbosity(record.words)),
        }
    }

    /// The turn's value of a dimension.
    #[must_use]
    pub fn measure(&self, dimension: Dimension) -> Measure {
        let state = |pick: fn(&ClientState) -> Measure| {
            let absent = Measure::Undefined(Undefined::NotAvailable);
            self.client_state.as_ref().map_or(absent, pick)
        };
        match dimension {
            Dimension::Formality => self.formality,
            Dimension::Politeness => self.politeness,
            Dimension::Valence => self.valence,
            Dimension::Arousal => self.arousal,
            Dimension::Warmth => self.warmth,
            Dimension::Receptiveness => self.receptiveness,
            Dimension::Distress => state(|state| state.distress),
            Dimension::Hostility => state(|state| state.hostility),
            Dimension::Doubt => state(|state| state.doubt),
            Dimension::Certainty => self.certainty,
            Dimension::Vader => match self.vader {
                Ok(vader) => Measure::Value(vader.compound),
                Err(reason) => Measure::Undefined(reason),
            },
            Dimension::Verbosity => self.verbosity,
            Dimension::Latency => self.rhythm.latency,
        }
    }

    /// The distance of an agent's turn from the client's level of a dimension; `None` for a
    /// dimension without a target, and for turns of others.
    #[must_use]
    pub fn gap(&self, dimension: Dimension) -> Option<Gap> {
        let gap = self.gaps[dimension.index()];
        let missing = Measure::Undefined(Undefined::NotAvailable);
        (gap.raw != missing || gap.to_target != missing).then_some(gap)
    }
}

impl RegisterObservation {
    /// The distance of an agent's turn from the target of a dimension, with its sign; undefined as
    /// [`Gap::to_target`].
    #[must_use]
    pub fn to_target(&self, dimension: Dimension) -> Measure {
        self.gaps[dimension.index()].to_target
    }
}

/// ln(1 + words).
pub(crate) fn verbosity(words: u32) -> f64 {
    libm::log1p(f64::from(words))
}
