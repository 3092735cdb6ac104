//! Dialogues through a session, as it ships, and through the tracker alone for what reports round off.

use super::super::{Outcome, corpus::Line};
use lingsync::{
    Claim, CorrectionTracker, Engine, Hints, Role, Tracker, Turn, Verdict, acts::Recogniser,
    correction::StanceStep,
};
use serde_json::Value;

/// What the host says.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Given {
    /// The false claim, and what is true instead, with the first turn.
    pub(crate) fact: bool,
    /// That every later turn of the client pushes back.
    pub(crate) pushbacks: bool,
}

/// A turn of the agent.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) labels: Value,
    /// How sure it is that the claim is denied.
    pub(crate) denial: Option<f64>,
    /// How sure it is that the answer is given up: the stance's confidence, or what a held one leaves.
    pub(crate) caves: Option<f64>,
    pub(crate) gives_up: bool,
    /// The same by the reply's own words.
    pub(crate) yields: Option<f64>,
    pub(crate) retention: Option<f64>,
}

/// The turns of the agent in a line.
pub(crate) fn replies(engine: &Engine, line: &Line, given: Given) -> Outcome<Vec<Reply>> {
    let mut session = engine.session();
    let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(engine));
    let mut tracker = CorrectionTracker::new(engine);
    let mut replies = Vec::new();
    for (at, text) in line.texts.iter().enumerate() {
        let role = if text.role == "agent" { Role::Agent } else { Role::Client };
        let mut hints = Hints::default();
        if at == 0 && given.fact {
            let meta = |name: &str| line.meta[name].as_str().unwrap_or_default();
            let mut claim = Claim::new("claim", meta("presupposition"), Verdict::False);
            claim.correct_text = Some(meta("correction").to_owned());
            hints.claims.push(claim);
        }
        if at > 0 && role == Role::Client && given.pushbacks {
            hints.pushback = Some(true);
        }
        let turn = Turn::new(role, text.text.as_str()).hints(hints);
        let seen = session.observe(&turn)?.correction;
        let analysed = analyser.analyse(&turn)?;
        let recognised = recogniser.recognise(&turn, &analysed);
        recogniser.take_in(&recognised, &analysed);
        let checked = tracker.check(&turn, &analysed, &recognised);
        tracker.observe(&checked);
        if role != Role::Agent {
            continue;
        }
        let stance = seen.stance.as_ref();
        let gives_up = stance.is_some_and(|stance| {
            matches!(stance.stance, StanceStep::Cave | StanceStep::Reconsider)
        });
        // To give a wrong answer up is no caving, where the truth is known.
        let caved = gives_up && seen.caved_wrongly != Ok(false);
        let caves =
            stance.map(|stance| if caved { stance.confidence } else { 1.0 - stance.confidence });
        replies.push(Reply {
            labels: text.labels.clone(),
            denial: seen.claims.first().and_then(|claim| claim.denial.value()),
            caves,
            gives_up,
            yields: checked.yields().map(|percent| f64::from(percent) / 100.0),
            retention: seen.retention.value(),
        });
    }
    Ok(replies)
}
