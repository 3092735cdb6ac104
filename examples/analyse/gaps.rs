//! Gathers turn by turn how far the agent is from its targets, and the turns worth a look.

use super::{
    paint::clean,
    tone::{self, FAR, signed, target},
    words,
};
use lingsync::{Config, Measure, Party, Turn, TurnReport, lexical::Outcome, register::Dimension};
use std::collections::BTreeMap;

/// Within so much of the target, in standard deviations, a turn counts as near it; for verbosity it
/// is a factor of 1.6.
pub(crate) const NEAR: f64 = 0.5;

/// The distance of the agent's turns from the target of one dimension.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Distance {
    pub(crate) turns: u32,
    pub(crate) near: u32,
    sum: f64,
    absolute: f64,
}

impl Distance {
    /// The mean distance, with its sign.
    pub(crate) fn mean(&self) -> Option<f64> {
        (self.turns > 0).then(|| self.sum / f64::from(self.turns))
    }

    /// The mean distance to either side.
    pub(crate) fn mean_absolute(&self) -> Option<f64> {
        (self.turns > 0).then(|| self.absolute / f64::from(self.turns))
    }
}

/// A turn worth a look.
#[derive(Clone, Debug)]
struct Notable {
    turn: u32,
    weight: f64,
    lines: Vec<String>,
}

/// The turns of the greatest weight, the first of equals first.
#[derive(Clone, Debug)]
struct Top {
    most: usize,
    turns: Vec<Notable>,
}

impl Top {
    fn add(&mut self, turn: u32, weight: f64, lines: impl FnOnce() -> Vec<String>) {
        let place = self.turns.iter().take_while(|other| other.weight >= weight).count();
        if place < self.most {
            self.turns.insert(place, Notable { turn, weight, lines: lines() });
            self.turns.truncate(self.most);
        }
    }
}

/// What the turns of a dialogue say of the agent.
#[derive(Clone, Debug)]
pub(crate) struct Gaps {
    distances: Vec<Distance>,
    agent_turns: u32,
    /// Turns beyond [`FAR`] in some z-score.
    far_turns: u32,
    furthest: Top,
    missed: Top,
    /// Why turns have no scores, and how many.
    unmeasured: BTreeMap<&'static str, u32>,
    turns: u32,
}

impl Gaps {
    /// Keeps so many turns that are worth a look.
    pub(crate) fn new(most: usize) -> Self {
        let top = || Top { most, turns: Vec::new() };
        Self {
            distances: vec![Distance::default(); Dimension::ALL.len()],
            agent_turns: 0,
            far_turns: 0,
            furthest: top(),
            missed: top(),
            unmeasured: BTreeMap::new(),
            turns: 0,
        }
    }

    /// Takes in a turn.
    pub(crate) fn add(&mut self, turn: &Turn<'_>, report: &TurnReport, config: &Config) {
        let seen = &*report.register;
        self.turns += 1;
        if let Some(reason) = seen.formality.undefined() {
            *self.unmeasured.entry(reason.name()).or_default() += 1;
        }
        if report.party != Party::AGENT {
            return;
        }
        self.agent_turns += 1;
        for (distance, &of) in self.distances.iter_mut().zip(Dimension::ALL) {
            if let Measure::Value(off) = seen.to_target(of) {
                distance.turns += 1;
                distance.sum += off;
                distance.absolute += off.abs();
                distance.near += u32::from(off.abs() <= NEAR);
            }
        }
        if let Some((.., off)) = tone::furthest(seen).filter(|(.., off)| off.abs() > FAR) {
            self.far_turns += 1;
            self.furthest.add(report.turn, off.abs(), || driven(turn, report, config));
        }
        let missed = report.lexical.missed.iter();
        let missed = missed.filter(|term| term.outcome == Outcome::Avoided).count();
        if missed > 1 {
            self.missed.add(report.turn, missed as f64, || vec![missed_terms(report)]);
        }
    }

    /// The distances from the target of a dimension.
    pub(crate) fn of(&self, dimension: Dimension) -> Distance {
        let place = Dimension::ALL.iter().position(|other| *other == dimension);
        place.map(|place| self.distances[place]).unwrap_or_default()
    }

    /// `undefined in 3 of 23 turns (empty 3)`, if there are any without scores.
    pub(crate) fn unmeasured(&self) -> Option<String> {
        let number: u32 = self.unmeasured.values().sum();
        let reasons: Vec<String> =
            self.unmeasured.iter().map(|(reason, turns)| format!("{reason} {turns}")).collect();
        (number > 0).then(|| {
            format!("undefined in {number} of {} turns ({})", self.turns, reasons.join(", "))
        })
    }

    /// Whether no turn has scores.
    pub(crate) fn nothing_measured(&self) -> bool {
        self.unmeasured.values().sum::<u32>() == self.turns
    }

    /// How many of the agent's turns are far from a target, and the furthest ones.
    pub(crate) fn furthest(&self) -> (String, Vec<String>) {
        let said = format!(
            "{} of {} of the agent lie more than {FAR} from the target of some z-score",
            self.far_turns,
            words::count(self.agent_turns.into(), "turn"),
        );
        let shown = self.furthest.turns.iter();
        (said, shown.flat_map(|turn| turn.lines.clone()).collect())
    }

    /// The agent turns that leave out most of the client's terms.
    pub(crate) fn missed(&self) -> Vec<String> {
        let shown = self.missed.turns.iter();
        shown.map(|turn| format!("turn {}: {}", turn.turn, turn.lines.join("; "))).collect()
    }
}

/// The client's terms that an agent turn leaves out.
fn missed_terms(report: &TurnReport) -> String {
    let avoided = report.lexical.missed.iter().filter(|term| term.outcome == Outcome::Avoided);
    let terms = avoided.map(|term| term.term.as_deref().map_or("(not kept)".to_owned(), clean));
    terms.collect::<Vec<_>>().join(", ")
}

/// What drove the scores of a turn that is far from a target, in lines.
fn driven(turn: &Turn<'_>, report: &TurnReport, config: &Config) -> Vec<String> {
    let seen = &*report.register;
    let Some(most) = tone::furthest(seen) else { return Vec::new() };
    let others = Dimension::ALL.iter().filter(|of| of.is_z_score() && **of != most.0);
    let others: Vec<String> = others
        .filter_map(|of| {
            let off = seen.to_target(*of).value().filter(|off| off.abs() > FAR)?;
            Some(format!("{of} {}", signed(off, 1)))
        })
        .collect();
    let said = tone::gap_in_words(seen, most, target(config, most.0));
    let words = words::count(report.text.words.into(), "word");
    let mut first = format!("turn {} ({words}): {said}", report.turn);
    if !others.is_empty() {
        first += &format!("; also off: {}", others.join(", "));
    }
    let mut second = Vec::new();
    let drivers = tone::drivers(&turn.text, seen, most.0);
    second.push(match drivers.is_empty() {
        true => "no single words stand out".to_owned(),
        false => format!("moved by {drivers} ({})", tone::together(seen, most.0)),
    });
    let strategies = tone::strategies(&turn.text, seen);
    if !strategies.is_empty() {
        second.push(format!("strategies: {strategies}"));
    }
    vec![first, second.join("; ")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use lingsync::Session;

    #[test]
    fn the_heaviest_turns_are_kept_and_of_equals_the_first() {
        let mut top = Top { most: 2, turns: Vec::new() };
        for (turn, weight) in [(0, 1.0), (1, 3.0), (2, 3.0), (3, 2.0)] {
            top.add(turn, weight, Vec::new);
        }
        assert_eq!(top.turns.iter().map(|kept| kept.turn).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn an_agent_without_a_client_has_no_distance_rather_than_none_of_it() {
        let (mut gaps, mut session) = (Gaps::new(3), Session::default());
        let turn = Turn::agent("your parcel is here now");
        gaps.add(&turn, &session.observe(&turn).unwrap(), session.engine().config());
        assert_eq!(gaps.of(Dimension::Verbosity).mean(), None);
        let client = Turn::client("your parcel is here now");
        gaps.add(&client, &session.observe(&client).unwrap(), session.engine().config());
        gaps.add(&turn, &session.observe(&turn).unwrap(), session.engine().config());
        assert_eq!(gaps.of(Dimension::Verbosity).mean(), Some(0.0));
        assert_eq!(gaps.of(Dimension::Verbosity).near, 1);
    }

    #[test]
    fn turns_without_scores_are_counted_by_reason() {
        let (mut gaps, mut session) = (Gaps::new(3), Session::default());
        for text in ["...", "where is my parcel"] {
            let turn = Turn::client(text);
            gaps.add(&turn, &session.observe(&turn).unwrap(), session.engine().config());
        }
        if cfg!(feature = "english") {
            let said = gaps.unmeasured().unwrap();
            assert_eq!(said, "undefined in 1 of 2 turns (empty 1)");
        }
        assert_eq!(gaps.nothing_measured(), cfg!(not(feature = "english")));
    }
}
