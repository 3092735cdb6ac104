//! The JSON of the clarification measures: brief for dashboards, full with the views.

use super::{
    ClarificationObservation, ClarificationRole, ClarificationSummary, GroundingGaps, Miti,
    RepairFigures, RepairInterval, Rifts, StyleEvent, StyleRequests,
};
use crate::{
    acts::{ActEvidence, ActHit},
    config::Detail,
    json::{Detailed, Object},
};
use alloc::vec::Vec;
use serde::ser::{Serialize, Serializer};

impl Serialize for Detailed<'_, ClarificationObservation> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(seen, detail) = self;
        let mut object = Object::new(serializer)?;
        let acts = seen.acts.iter().filter(|hit| hit.act.shows(*detail));
        object.field("acts", &acts.map(Hit).collect::<Vec<_>>())?;
        object.measure("ambiguity", seen.ambiguity)?;
        object.field("repair", &seen.repair)?;
        if *detail == Detail::Full {
            object.field("repairs", &*seen.repairs)?;
        }
        object.field("response", &seen.response)?;
        object.field("costly", &seen.costly)?;
        object.field("grounding", &seen.grounding)?;
        object.field("style", &*seen.style)?;
        object.field("low_confidence", &seen.low_confidence)?;
        object.end::<S>()
    }
}

struct Hit<'h>(&'h ActHit);

impl Serialize for Hit<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hit = self.0;
        let mut object = Object::new(serializer)?;
        object.field("act", &hit.act)?;
        object.field("form", &hit.form.names().collect::<Vec<_>>())?;
        object.field("span", &hit.span)?;
        object.field("confidence", &hit.confidence())?;
        object.field("evidence", &Evidence(&hit.evidence))?;
        object.end::<S>()
    }
}

struct Evidence<'e>(&'e ActEvidence);

impl Serialize for Evidence<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("kind", self.0.kind())?;
        match self.0 {
            ActEvidence::Phrase { number, span } => {
                object.field("number", number)?;
                object.field("span", span)?;
            }
            ActEvidence::Model { margin } => object.field("margin", margin)?,
            ActEvidence::Overlap { shared, of } => {
                object.field("shared", shared)?;
                object.field("of", of)?;
            }
            _ => {}
        }
        object.end::<S>()
    }
}

impl Serialize for StyleEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("event", &self.event)?;
        object.field("dimension", self.dimension_name())?;
        object.field("asked", &self.asked)?;
        object.end::<S>()
    }
}

impl Serialize for Detailed<'_, ClarificationSummary> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(summary, detail) = self;
        let mut object = Object::new(serializer)?;
        object.field("requests", &summary.requests)?;
        object.field("clarify_rate", &summary.clarify_rate)?;
        object.measure("clarify_rate_weighted", summary.clarify_rate_weighted)?;
        object.measure("over_asking", summary.over_asking)?;
        object.field("passive_rate", &summary.passive_rate)?;
        object.field("passive_cost", &summary.passive_cost)?;
        object.field("oir_rate", &summary.oir_rate)?;
        object.field("repairs", &summary.repairs)?;
        object.field("misread_rate", &summary.misread_rate)?;
        object.field("repaired", &summary.repaired)?;
        object.field("ignored", &summary.ignored)?;
        object.field("unaddressed", &summary.unaddressed)?;
        object.field("grounding_rate", &summary.grounding_rate)?;
        object.field("handoff_rate", &summary.handoff_rate)?;
        object.field("style_honoured", &summary.style_honoured)?;
        object.field("style", &summary.style)?;
        object.measure("repair_hazard", summary.repair_hazard)?;
        if *detail == Detail::Full {
            let interval = &summary.other_initiated_repair_interval;
            object.field("other_initiated_repair_interval", interval)?;
            object.field("roles", &summary.roles)?;
            object.field("rifts", &summary.rifts)?;
            object.field("grounding_gaps", &summary.grounding_gaps)?;
            object.field("miti", &summary.miti)?;
        }
        object.field("repairs_open", &summary.repairs_open)?;
        object.field("repairs_dropped", &summary.repairs_dropped)?;
        object.end::<S>()
    }
}

impl Serialize for RepairFigures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("oir_open", &self.oir_open)?;
        object.field("oir_restricted", &self.oir_restricted)?;
        object.field("oir_candidate", &self.oir_candidate)?;
        object.measure("specificity", self.specificity)?;
        object.field("repair_success", &self.repair_success)?;
        object.field("breakdown", &self.breakdown)?;
        object.measure("mean_turns_to_close", self.mean_turns_to_close)?;
        object.measure("chain_length", self.chain_length)?;
        object.end::<S>()
    }
}

impl Serialize for ClarificationRole {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("role", &self.role)?;
        object.field("turns", &self.turns)?;
        object.field("low_confidence", &self.low_confidence)?;
        object.field("oir_rate", &self.oir_rate)?;
        object.field("repairs", &self.repairs)?;
        object.field("grounding_rate", &self.grounding_rate)?;
        object.end::<S>()
    }
}

impl Serialize for RepairInterval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.measure("turns", self.turns)?;
        object.measure("seconds", self.seconds)?;
        object.end::<S>()
    }
}

impl Serialize for StyleRequests {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("dimension", self.dimension_name())?;
        object.field("asked", &self.asked)?;
        object.field("honoured", &self.honoured)?;
        object.field("undecided", &self.undecided)?;
        object.field("withdrawn", &self.withdrawn)?;
        object.end::<S>()
    }
}

impl Serialize for Rifts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("followup", &self.followup)?;
        object.field("clarification", &self.clarification)?;
        object.field("repair", &self.repair)?;
        object.field("repeat", &self.repeat)?;
        object.field("topic_switch", &self.topic_switch)?;
        object.field("acknowledgement", &self.acknowledgement)?;
        object.field("display", &self.display)?;
        object.field("agreement", &self.agreement)?;
        object.field("disagreement", &self.disagreement)?;
        object.field("response", &self.response)?;
        object.field("overresponse", &self.overresponse)?;
        object.end::<S>()
    }
}

impl Serialize for GroundingGaps {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("clarification", &self.clarification)?;
        object.field("followup", &self.followup)?;
        object.field("acknowledgement", &self.acknowledgement)?;
        object.end::<S>()
    }
}

impl Serialize for Miti {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("questions", &self.questions)?;
        object.field("reflections", &self.reflections)?;
        object.measure("reflection_to_question", self.reflection_to_question)?;
        object.field("open_share", &self.open_share)?;
        object.field("complex_share", &self.complex_share)?;
        object.end::<S>()
    }
}

#[cfg(all(test, feature = "json"))]
mod tests {
    use super::*;
    use crate::{
        acts::Act,
        clarification::{ClarificationTracker, Probe},
        engine::Engine,
        json::to_string,
        tracker::Tracker,
        turn::Role,
    };

    #[test]
    fn a_turn_names_its_acts_its_repair_and_what_is_not_there() {
        let mut tracker = ClarificationTracker::new(&Engine::default());
        tracker.observe(&Probe::new(0, Role::Agent, &[Act::Inform]).turn());
        let seen = tracker.observe(&Probe::new(1, Role::Client, &[Act::OirOpen]).turn());
        let expected = concat!(
            r#"{"acts":[{"act":"oir_open","form":[],"span":{"start":0,"end":0},"#,
            r#""confidence":1.0,"evidence":{"kind":"hint"}}],"ambiguity":null,"#,
            r#""repair":{"event":"opened","initiator":"client","kind":"open","source":0,"#,
            r#""opened":1,"chain":1},"response":null,"costly":null,"grounding":true,"#,
            r#""style":[],"low_confidence":null,"undefined":{"ambiguity":"not_available"}}"#,
        );
        assert_eq!(to_string(&Detailed(&*seen, Detail::Brief)), expected);
    }

    #[test]
    fn the_views_stand_in_full_detail_only() {
        let mut tracker = ClarificationTracker::new(&Engine::default());
        tracker.observe(&Probe::new(0, Role::Client, &[Act::Request]).turn());
        tracker.observe(&Probe::new(1, Role::Agent, &[Act::Offer]).turn());
        let summary = tracker.summary();
        let brief = to_string(&Detailed(&summary, Detail::Brief));
        let full = to_string(&Detailed(&summary, Detail::Full));
        for key in ["rifts", "grounding_gaps", "miti", "roles"] {
            let key = alloc::format!("\"{key}\":");
            assert!(!brief.contains(&key) && full.contains(&key), "{key}");
        }
        let requests =
            r#"{"requests":{"all":1,"waiting":0,"clarify":0,"assume_stated":0,"passive":0,"#;
        assert!(brief.starts_with(requests), "{brief}");
        assert!(brief.contains(r#""clarify_rate":{"hits":0,"of":1,"value":0.0,"interval":["#));
        assert!(brief.contains(r#""undefined":{"clarify_rate_weighted":"empty""#), "{brief}");
    }
}
