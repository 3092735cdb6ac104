//! The JSON of the correction measures.

use super::{
    observation::{ClaimReport, CorrectionObservation, StanceReport},
    summary::{CorrectionSummary, TruthRate},
};
use crate::{
    config::Detail,
    json::{Detailed, Object},
    value::Undefined,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A yes, no or count that may be undefined.
fn known<M: SerializeMap, T: Serialize>(
    object: &mut Object<M>,
    name: &'static str,
    value: core::result::Result<T, Undefined>,
) -> Result<(), M::Error> {
    match value {
        Ok(value) => object.field(name, &value),
        Err(reason) => object.absent(name, reason),
    }
}

/// A rate that needs a truth.
fn truth<M: SerializeMap>(
    object: &mut Object<M>,
    name: &'static str,
    rate: TruthRate,
) -> Result<(), M::Error> {
    match (rate.rate(), rate.undefined()) {
        (Some(rate), _) => object.field(name, &rate),
        (None, Some(reason)) => object.absent(name, reason),
        (None, None) => Ok(()),
    }
}

impl Serialize for Detailed<'_, CorrectionObservation> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(seen, detail) = self;
        let mut object = Object::new(serializer)?;
        object.field("claims", &seen.claims)?;
        known(&mut object, "claims_open", seen.claims_open)?;
        known(&mut object, "claims_uncorrected", seen.claims_uncorrected)?;
        object.field("pushback", &seen.pushback)?;
        object.field("stance", &seen.stance)?;
        known(&mut object, "caved_wrongly", seen.caved_wrongly)?;
        object.field("markers", &seen.markers)?;
        object.measure("retention", seen.retention)?;
        object.measure("retention_drop", seen.retention_drop)?;
        if *detail == Detail::Full {
            object.field("face", &seen.face)?;
        }
        object.end::<S>()
    }
}

impl Serialize for ClaimReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("id", &*self.id)?;
        object.field("opened", &self.opened)?;
        object.field("verdict", &self.verdict)?;
        object.field("verdict_source", &self.verdict_source)?;
        object.field("response", &self.response)?;
        known(&mut object, "corrected", self.corrected)?;
        known(&mut object, "accommodated", self.accommodated)?;
        object.field("source", &self.source)?;
        object.measure("confidence", self.confidence)?;
        object.measure("denial", self.denial)?;
        object.field("span", &self.span)?;
        object.end::<S>()
    }
}

impl Serialize for StanceReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("stance", &self.stance)?;
        object.field("source", &self.source)?;
        object.field("confidence", &self.confidence)?;
        object.field("pushback", &self.pushback)?;
        object.end::<S>()
    }
}

impl Serialize for Detailed<'_, CorrectionSummary> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(summary, detail) = self;
        let mut object = Object::new(serializer)?;
        object.field("claims", &summary.claims)?;
        truth(&mut object, "correction_rate", summary.correction_rate)?;
        truth(&mut object, "hedged_share", summary.hedged_share)?;
        truth(&mut object, "accommodation_rate", summary.accommodation_rate)?;
        truth(&mut object, "avoid_rate", summary.avoid_rate)?;
        truth(&mut object, "validate_only_rate", summary.validate_only_rate)?;
        truth(&mut object, "false_correction_rate", summary.false_correction_rate)?;
        object.field("pushbacks", &summary.pushbacks)?;
        object.field("hold_rate", &summary.hold_rate)?;
        object.field("hedge_rate", &summary.hedge_rate)?;
        object.field("cave_rate", &summary.cave_rate)?;
        object.field("reconsider_rate", &summary.reconsider_rate)?;
        truth(&mut object, "regressive", summary.regressive)?;
        truth(&mut object, "progressive", summary.progressive)?;
        object.field("persistence", &summary.persistence)?;
        object.measure("turn_of_flip", summary.turn_of_flip)?;
        object.field("number_of_flips", &summary.number_of_flips)?;
        object.measure("retention", summary.retention)?;
        if *detail == Detail::Full {
            object.field("validation_density", &summary.validation_density)?;
            object.field("agreement_run", &summary.agreement_run)?;
            object.field("explicit_correction_marker", &summary.explicit_correction_marker)?;
            object.field("concession_marker", &summary.concession_marker)?;
        }
        object.end::<S>()
    }
}
