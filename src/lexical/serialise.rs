//! The JSON of the lexical measures: brief for dashboards, full with the research measures.

use super::{
    distance::Distance,
    lexicon::{Activation, Expression, Lexicon, Sharing, VocabularyOverlap},
    observation::{LexicalObservation, Missed, Outcome, SharedExpression},
    reuse::Reuse,
    summary::{LexicalSummary, PairSummary, PartySummary},
};
use crate::{
    config::Detail,
    json::{Detailed, Object},
    turn::Party,
    value::Measure,
};
use alloc::vec::Vec;
use serde::ser::{Serialize, SerializeMap, Serializer};

impl Serialize for Party {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Serialize for Detailed<'_, LexicalObservation> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(seen, detail) = self;
        let mut object = Object::new(serializer)?;
        object.field("towards", &seen.towards)?;
        object.field("shared_repetition", &seen.shared_repetition)?;
        object.field("self_repetition", &seen.self_repetition)?;
        object.field("expression_count", &seen.expression_count)?;
        object.field("expressions", &seen.expressions)?;
        object.field("mirrored_count", &seen.mirrored_count)?;
        object.field("mirrored", &seen.mirrored)?;
        object.field("missed", &seen.missed)?;
        match &seen.diverged {
            Ok(pairs) => object.field("diverged", pairs)?,
            Err(reason) => object.absent("diverged", *reason)?,
        }
        if *detail == Detail::Full {
            object.field("reuse", &seen.reuse)?;
            let others: Vec<Other> =
                seen.others.iter().map(|(towards, rate)| Other(*towards, *rate)).collect();
            object.field("others", &others)?;
        }
        object.end::<S>()
    }
}

struct Other(Party, crate::value::Rate);

impl Serialize for Other {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("towards", &self.0)?;
        object.field("shared_repetition", &self.1)?;
        object.end::<S>()
    }
}

impl Serialize for SharedExpression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("span", &self.span)?;
        object.field("words", &self.words)?;
        object.field("initiator", &self.initiator)?;
        object.field("newly_shared", &self.newly_shared)?;
        object.end::<S>()
    }
}

impl Serialize for Missed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("term", &self.term)?;
        object.field("turn", &self.turn)?;
        object.field("span", &self.span)?;
        object.field("salience", &self.salience)?;
        match self.outcome {
            Outcome::Avoided => object.field("outcome", "avoided")?,
            Outcome::Replaced(by) => {
                object.field("outcome", "replaced")?;
                object.field("by", &by)?;
            }
        }
        object.end::<S>()
    }
}

impl Serialize for Reuse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.measure("p1", self.p1)?;
        object.measure("jaccard", self.jaccard)?;
        object.measure("lla", self.lla)?;
        object.measure("lilla", self.lilla)?;
        object.measure("sqrtprod", self.sqrtprod)?;
        object.measures("ngram_cosine", &self.ngram_cosine)?;
        object.measures("structure", &self.structure)?;
        object.end::<S>()
    }
}

impl Serialize for Detailed<'_, LexicalSummary> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(summary, detail) = self;
        let mut object = Object::new(serializer)?;
        object.field("window", &summary.window)?;
        object.field("parties", &summary.parties)?;
        let pairs: Vec<_> = summary.pairs.iter().map(|pair| Detailed(pair, *detail)).collect();
        object.field("pairs", &pairs)?;
        object.end::<S>()
    }
}

impl Serialize for PartySummary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("party", &self.party)?;
        object.field("turns", &self.turns)?;
        object.field("words", &self.words)?;
        object.field("self_repetition", &self.self_repetition)?;
        object.end::<S>()
    }
}

impl Serialize for Detailed<'_, PairSummary> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(pair, detail) = self;
        let mut object = Object::new(serializer)?;
        object.field("party", &pair.party)?;
        object.field("towards", &pair.towards)?;
        object.field("shared_repetition", &pair.shared_repetition)?;
        object.field("mirrored", &pair.mirrored)?;
        object.field("missed", &pair.missed)?;
        if *detail == Detail::Full {
            object.field("reuse", &Means(&pair.reuse))?;
            if let Some(distance) = &pair.distance {
                object.field("distance", distance)?;
            }
        }
        object.end::<S>()
    }
}

struct Means<'m>(&'m [(&'static str, super::summary::Mean)]);

impl Serialize for Means<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, mean) in self.0 {
            map.serialize_entry(name, mean)?;
        }
        map.end()
    }
}

impl Serialize for super::summary::Mean {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.measure("mean", self.mean)?;
        object.field("n", &self.n)?;
        object.end::<S>()
    }
}

impl Serialize for Distance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.measure("nenkova", self.nenkova)?;
        object.measure("nenkova_top25", self.nenkova_top25)?;
        object.measure("nenkova_top25_class", self.nenkova_top25_class)?;
        object.measure("entr2_top25", self.entr2_top25)?;
        object.measure("kld", self.kld)?;
        object.measure("kld_reverse", self.kld_reverse)?;
        object.measure("jsd", self.jsd)?;
        object.end::<S>()
    }
}

/// `{"pair": ["agent", "client"]}`, `{"own": "agent"}` or `"all_speakers"`.
impl Serialize for Sharing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Pair(a, b) => serializer.serialize_newtype_variant("", 0, "pair", &[a, b]),
            Self::Own(party) => serializer.serialize_newtype_variant("", 1, "own", party),
            Self::AllSpeakers => serializer.serialize_str("all_speakers"),
        }
    }
}

impl Serialize for Lexicon {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("schema", crate::report::LEXICON_SCHEMA)?;
        object.field("measures_version", &crate::report::MEASURES_VERSION)?;
        object.field("sharing", &self.sharing())?;
        object.field("words", &self.words())?;
        object.field("els", &self.els())?;
        object.field("ev", &self.expression_variety())?;
        object.field("er", &self.expression_repetition())?;
        object.field("ee", &self.expression_establishment())?;
        object.measure("entr", Measure::Value(self.entropy()))?;
        object.measure("l", self.mean_size())?;
        object.field("lmax", &self.max_size())?;
        if let Some(overlap) = self.vocabulary_overlap() {
            object.field("vocabulary_overlap", &overlap)?;
        }
        let parties: Vec<_> = self.sharers().map(|party| ByParty(self, party)).collect();
        object.field("by_party", &parties)?;
        if let Some(last) = self.turns().last() {
            object.measure("activation", self.activation(last.turn, Activation::default()))?;
        }
        object.field("expressions", self.expressions())?;
        object.end::<S>()
    }
}

struct ByParty<'l>(&'l Lexicon, Party);

impl Serialize for ByParty<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(lexicon, party) = self;
        let mut object = Object::new(serializer)?;
        object.field("party", party)?;
        object.field("ie", &lexicon.initiated(*party))?;
        object.field("er", &lexicon.expression_repetition_of(*party))?;
        object.field("ee", &lexicon.expression_establishment_of(*party))?;
        object.field("token_share", &lexicon.token_share(*party))?;
        object.field("used_instances", &lexicon.instances(*party))?;
        object.field("usage_variety", &lexicon.usage_variety(*party))?;
        object.end::<S>()
    }
}

impl Serialize for VocabularyOverlap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("all", &self.all)?;
        object.field("first", &self.first)?;
        object.field("second", &self.second)?;
        object.end::<S>()
    }
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("text", &self.text)?;
        object.field("size", &self.size)?;
        object.field("freq", &self.turns.len())?;
        object.field("free_freq", &self.free_turns)?;
        object.field("free_occ", &self.free_occurrences)?;
        object.field("span", &self.span())?;
        object.field("initiator", &self.initiator)?;
        object.field("establishment_turn", &self.establishment_turn)?;
        object.field("priming", &self.priming)?;
        object.field("turns", &self.turns)?;
        object.end::<S>()
    }
}

#[cfg(feature = "json")]
impl Lexicon {
    /// The lexicon with all its measures as one line of JSON.
    #[must_use]
    pub fn to_json(&self) -> alloc::string::String {
        crate::json::to_string(self)
    }
}
