//! The JSON of the register measures: brief for dashboards, full with the research measures.

use super::{
    ClientState, CoordinationAggregates, Dimension, DimensionFigures, Gap, Readability,
    RegisterObservation, RegisterPair, RegisterParty, RegisterSummary, Rhythm, ScoreEvidence,
    Slope, Strategy, StrategyHit, StyleCategory, StyleCounts, StyleScore, Vader,
};
use crate::{
    accommodation::{Estimate, Level, Lift, PairFigures, Responsiveness},
    config::Detail,
    json::{Detailed, Object},
    value::{Measure, Rate, Undefined},
};
use alloc::vec::Vec;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Dimensions whose gap a dashboard shows.
const SHOWN: [Dimension; 6] = [
    Dimension::Formality,
    Dimension::Politeness,
    Dimension::Valence,
    Dimension::Arousal,
    Dimension::Warmth,
    Dimension::Verbosity,
];

impl Serialize for Detailed<'_, RegisterObservation> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(seen, detail) = self;
        let full = *detail == Detail::Full;
        let mut object = Object::new(serializer)?;
        object.field("towards", &seen.towards)?;
        object.measure("formality", seen.formality)?;
        object.measure("politeness", seen.politeness)?;
        object.measure("valence", seen.valence)?;
        object.measure("arousal", seen.arousal)?;
        object.measure("warmth", seen.warmth)?;
        object.measure("receptiveness", seen.receptiveness)?;
        object.measure("receptiveness_raw", seen.receptiveness_raw)?;
        if let Some(state) = &seen.client_state {
            object.field("client_state", state)?;
        }
        object.measure("certainty", seen.certainty)?;
        object.field("vader", &VaderFigures(seen.vader))?;
        match seen.strategies {
            Ok(_) => object.field("strategies", &*seen.strategy_hits)?,
            Err(reason) => object.absent("strategies", reason)?,
        }
        object.field("rhythm", &seen.rhythm)?;
        let gaps = Dimension::ALL.iter().filter(|d| full || SHOWN.contains(d));
        let gaps: Vec<_> = gaps.filter_map(|d| Some(DimensionGap(*d, seen.gap(*d)?))).collect();
        if !gaps.is_empty() {
            object.field("gap", &gaps)?;
        }
        object.field("evidence", &seen.evidence)?;
        if full {
            object.field("style", &Rates(seen.style))?;
            object.field("readability", &seen.readability)?;
        }
        object.end::<S>()
    }
}

impl Serialize for ClientState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.measure("distress", self.distress)?;
        object.measure("hostility", self.hostility)?;
        object.measure("doubt", self.doubt)?;
        object.end::<S>()
    }
}

struct DimensionGap(Dimension, Gap);

impl Serialize for DimensionGap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("dimension", &self.0)?;
        object.measure("raw", self.1.raw)?;
        object.measure("to_target", self.1.to_target)?;
        object.end::<S>()
    }
}

impl Serialize for ScoreEvidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("dimension", &self.dimension)?;
        object.field("span", &self.span)?;
        // Four digits: what the scores themselves are kept in.
        object.field("contribution", &(libm::round(self.contribution * 1e4) / 1e4))?;
        object.end::<S>()
    }
}

impl Serialize for StrategyHit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("strategy", self.strategy.name())?;
        object.field("span", &self.span)?;
        object.end::<S>()
    }
}

impl Serialize for Rhythm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("words", &self.words)?;
        object.field("sentences", &self.sentences)?;
        object.measure("words_per_sentence", self.words_per_sentence)?;
        object.measure("latency", self.latency)?;
        object.field("exclamation", &self.exclamation)?;
        object.field("question", &self.question)?;
        object.field("ellipsis", &self.ellipsis)?;
        object.field("emoji", &self.emoji)?;
        object.field("capitals", &self.capitals)?;
        object.end::<S>()
    }
}

/// Per cent of words by category.
struct Rates(Result<StyleCounts, Undefined>);

impl Serialize for Rates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("words", &self.0.map_or(0, |style| style.words))?;
        for category in StyleCategory::ALL {
            let rate = self.0.map_or_else(Measure::Undefined, |style| style.rate(category));
            object.measure(category.name(), rate)?;
        }
        object.end::<S>()
    }
}

struct VaderFigures(Result<Vader, Undefined>);

impl Serialize for VaderFigures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let figure = |pick: fn(Vader) -> f64| match self.0 {
            Ok(vader) => Measure::Value(pick(vader)),
            Err(reason) => Measure::Undefined(reason),
        };
        let mut object = Object::new(serializer)?;
        object.measure("neg", figure(|vader| vader.neg))?;
        object.measure("neu", figure(|vader| vader.neu))?;
        object.measure("pos", figure(|vader| vader.pos))?;
        object.measure("compound", figure(|vader| vader.compound))?;
        object.end::<S>()
    }
}

impl Serialize for Readability {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.measure("flesch", self.flesch)?;
        object.measure("flesch_kincaid", self.flesch_kincaid)?;
        object.measure("fog", self.fog)?;
        object.measure("smog", self.smog)?;
        object.measure("ari", self.ari)?;
        object.measure("coleman_liau", self.coleman_liau)?;
        object.end::<S>()
    }
}

impl Serialize for Detailed<'_, RegisterSummary> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(summary, detail) = self;
        let mut object = Object::new(serializer)?;
        let parties: Vec<_> = summary.parties.iter().map(|own| Detailed(own, *detail)).collect();
        object.field("parties", &parties)?;
        let pairs: Vec<_> = summary.pairs.iter().map(|pair| Detailed(pair, *detail)).collect();
        object.field("pairs", &pairs)?;
        if *detail == Detail::Full {
            object.field("coordination", &summary.coordination)?;
        }
        object.field("series_dropped", &summary.series_dropped)?;
        object.end::<S>()
    }
}

impl Serialize for Detailed<'_, RegisterParty> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(own, detail) = self;
        let mut object = Object::new(serializer)?;
        object.field("party", &own.party)?;
        object.field("turns", &own.turns)?;
        object.field("measured", &own.measured)?;
        let levels: Vec<_> = own.levels.iter().map(|(d, level)| Named(d.name(), level)).collect();
        object.field("levels", &levels)?;
        let series: Vec<_> = own.series.iter().map(|(name, level)| Named(name, level)).collect();
        if !series.is_empty() {
            object.field("series", &series)?;
        }
        if *detail == Detail::Full {
            object.field("style", &Rates(Ok(own.style)))?;
            object.field("readability", &own.readability)?;
            let strategies: Vec<_> =
                own.strategies.iter().map(|(strategy, rate)| Shown(*strategy, *rate)).collect();
            object.field("strategies", &strategies)?;
        }
        object.end::<S>()
    }
}

struct Named<'v, V>(&'v str, &'v V);

impl Serialize for Named<'_, Level> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let level = self.1;
        let mut object = Object::new(serializer)?;
        object.field("name", self.0)?;
        object.field("n", &level.n)?;
        object.measure("mean", level.mean)?;
        object.measure("sd", level.sd)?;
        object.measure("recent_mean", level.recent_mean)?;
        object.end::<S>()
    }
}

struct Shown(Strategy, Rate);

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("strategy", self.0.name())?;
        object.field("share", &self.1)?;
        object.end::<S>()
    }
}

impl Serialize for Detailed<'_, RegisterPair> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(pair, detail) = self;
        let full = *detail == Detail::Full;
        let mut object = Object::new(serializer)?;
        object.field("party", &pair.party)?;
        object.field("towards", &pair.towards)?;
        object.field("lsm", &Detailed(&pair.lsm, *detail))?;
        object.field("rlsm", &Detailed(&pair.rlsm, *detail))?;
        object.field("rw_rlsm", &Detailed(&pair.rw_rlsm, *detail))?;
        object.field("rw_rlsm_slope", &pair.rw_rlsm_slope)?;
        let dimensions: Vec<_> =
            pair.dimensions.iter().map(|figures| Detailed(figures, *detail)).collect();
        object.field("dimensions", &dimensions)?;
        object.field("style_lift", &Lifts(&pair.style))?;
        let series: Vec<_> =
            pair.series.iter().map(|(name, f)| NamedFigures(name, f, full)).collect();
        if !series.is_empty() {
            object.field("series", &series)?;
        }
        if full {
            let scores = pair.coordination.iter();
            let scores: Vec<_> = scores.map(|(name, score)| MarkerScore(name, *score)).collect();
            object.field("coordination", &scores)?;
        }
        object.end::<S>()
    }
}

impl Serialize for Detailed<'_, StyleScore> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(score, detail) = self;
        let mut object = Object::new(serializer)?;
        object.measure("value", score.value)?;
        if *detail == Detail::Full {
            object.field("by_category", &ByCategory(score))?;
        }
        object.end::<S>()
    }
}

struct ByCategory<'s>(&'s StyleScore);

impl Serialize for ByCategory<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        for (category, value) in StyleCategory::ALL.into_iter().zip(self.0.per_category) {
            object.measure(category.name(), value)?;
        }
        object.end::<S>()
    }
}

impl Serialize for Slope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.measure("value", self.value)?;
        object.field("n", &self.n)?;
        object.end::<S>()
    }
}

impl Serialize for Detailed<'_, DimensionFigures> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(own, detail) = self;
        let mut object = Object::new(serializer)?;
        object.field("dimension", &own.dimension)?;
        figures(&mut object, &own.figures, *detail == Detail::Full)?;
        match own.register_lock {
            Ok(lock) => object.field("register_lock", &lock)?,
            Err(reason) => object.absent("register_lock", reason)?,
        }
        object.end::<S>()
    }
}

struct NamedFigures<'v>(&'v str, &'v PairFigures, bool);

impl Serialize for NamedFigures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("name", self.0)?;
        figures(&mut object, self.1, self.2)?;
        object.end::<S>()
    }
}

/// The figures of a pair: in brief how the party moves, in full all there is.
fn figures<M: SerializeMap>(
    object: &mut Object<M>,
    figures: &PairFigures,
    full: bool,
) -> Result<(), M::Error> {
    object.field("pairs", &figures.pairs)?;
    object.measure("own_words", figures.own_words)?;
    object.measure("partner_words", figures.partner_words)?;
    object.field("responsiveness", &figures.responsiveness)?;
    object.field("synchrony", &figures.synchrony)?;
    object.field("lift", &figures.lift)?;
    object.measure("proximity", figures.proximity)?;
    object.measure("convergence_within_bands", figures.convergence_within_bands)?;
    if full {
        object.field("convergence", &figures.convergence)?;
        object.measures("synchrony_lags", &figures.synchrony_lags)?;
        object.field("lift_local", &figures.lift_local)?;
        object.field("lift_directional", &figures.lift_directional)?;
        object.field("background_lift", &figures.background_lift)?;
    }
    Ok(())
}

struct Lifts<'f>(&'f PairFigures);

impl Serialize for Lifts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("lift", &self.0.lift)?;
        object.field("lift_local", &self.0.lift_local)?;
        object.field("lift_directional", &self.0.lift_directional)?;
        object.field("background_lift", &self.0.background_lift)?;
        object.end::<S>()
    }
}

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.measure("value", self.value)?;
        object.field("interval", &self.interval)?;
        object.field("n", &self.n)?;
        object.field("effective_n", &self.effective_n)?;
        object.end::<S>()
    }
}

impl Serialize for Lift {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.measure("value", self.value)?;
        object.field("interval", &self.interval)?;
        object.field("n", &self.n)?;
        object.field("effective_n", &self.effective_n)?;
        object.measure("raw", self.raw)?;
        object.measure("chance", self.chance)?;
        object.field("surrogates", &self.surrogates)?;
        object.field("matched", &self.matched)?;
        object.end::<S>()
    }
}

impl Serialize for Responsiveness {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("raw", &self.raw)?;
        object.measure("own_lag", self.own_lag)?;
        object.field("reliability", &self.reliability)?;
        object.field("corrected", &self.corrected)?;
        object.end::<S>()
    }
}

impl Serialize for CoordinationAggregates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.measure("agg1", self.agg1)?;
        object.measure("agg2", self.agg2)?;
        object.measure("agg3", self.agg3)?;
        object.end::<S>()
    }
}

struct MarkerScore<'m>(&'m str, Measure);

impl Serialize for MarkerScore<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("name", self.0)?;
        object.measure("score", self.1)?;
        object.end::<S>()
    }
}
