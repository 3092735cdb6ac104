//! Puts the register into words: z-scores, pauses, the distance to a target, and what drove a score.
#![allow(dead_code, reason = "each example uses a part of this file")]

use super::paint::clean;
use lingsync::{
    Measure, RegisterObservation,
    config::{Config, Target},
    register::{Dimension, Gap},
};

/// The scores that a line about a turn shows.
pub(crate) const SHOWN: [Dimension; 4] =
    [Dimension::Formality, Dimension::Politeness, Dimension::Valence, Dimension::Warmth];

/// A distance to the target beyond this, in standard deviations, asks for attention.
pub(crate) const FAR: f64 = 1.5;

/// `+0.4`, `-1.2`, `0.0`: never `-0.0`.
pub(crate) fn signed(value: f64, digits: usize) -> String {
    let text = format!("{value:+.digits$}");
    if text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { text } else { text[1..].to_owned() }
}

/// A score with one digit, or `-`.
pub(crate) fn score(measure: Measure) -> String {
    measure.value().map_or_else(|| "-".to_owned(), |value| signed(value, 1))
}

/// A time in seconds: `4.1s`, `47s`, `12m`, `3.0h`, `2d`; or `-`.
pub(crate) fn pause(measure: Measure) -> String {
    let Some(seconds) = measure.value() else { return "-".to_owned() };
    let (minutes, hours) = (seconds / 60.0, seconds / 3600.0);
    match seconds.abs() {
        size if size < 9.95 => format!("{seconds:.1}s"),
        size if size < 99.5 => format!("{seconds:.0}s"),
        size if size < 5970.0 => format!("{minutes:.0}m"),
        size if size < 48.0 * 3600.0 => format!("{hours:.1}h"),
        _ => format!("{:.0}d", hours / 24.0),
    }
}

/// The number of words behind a value of verbosity, ln(1 + words).
pub(crate) fn words_of(verbosity: f64) -> f64 {
    verbosity.exp_m1()
}

/// A short name for narrow columns.
pub(crate) const fn short(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Formality => "form",
        Dimension::Politeness => "pol",
        Dimension::Valence => "val",
        Dimension::Arousal => "aro",
        Dimension::Warmth => "warm",
        Dimension::Receptiveness => "rec",
        Dimension::Hostility => "hos",
        other => other.name(),
    }
}

/// The z-score that lies furthest from its target, with its gap; of equals the first. Others than
/// z-scores have other units and stay out.
pub(crate) fn furthest(seen: &RegisterObservation) -> Option<(Dimension, Gap, f64)> {
    let mut most: Option<(Dimension, Gap, f64)> = None;
    for &dimension in Dimension::ALL.iter().filter(|dimension| dimension.is_z_score()) {
        let Some(gap) = seen.gap(dimension) else { continue };
        let Some(off) = gap.to_target.value() else { continue };
        if most.is_none_or(|(_, _, least)| off.abs() > least.abs()) {
            most = Some((dimension, gap, off));
        }
    }
    most
}

/// The target relation that a configuration gives a dimension.
pub(crate) fn target(config: &Config, dimension: Dimension) -> Target {
    config.register.targets.of(dimension, config.goal)
}

/// The name of a target relation, as the configuration has it.
pub(crate) const fn target_name(target: Target) -> &'static str {
    match target {
        Target::Match => "match",
        Target::AtLeast => "at_least",
        Target::Complement => "complement",
        _ => "free",
    }
}

/// What a target relation asks of the agent.
pub(crate) const fn target_asks(target: Target) -> &'static str {
    match target {
        Target::Match => "the client's level",
        Target::AtLeast => "at least the client's level",
        Target::Complement => "between neutral and the client's level",
        _ => "free of the client's level",
    }
}

/// `warmth -0.6, 1.6 below its target: at least the client's level (+0.9)`
pub(crate) fn gap_in_words(
    seen: &RegisterObservation,
    (dimension, gap, off): (Dimension, Gap, f64),
    target: Target,
) -> String {
    let value = seen.measure(dimension);
    let level = value.value().zip(gap.raw.value()).map(|(value, raw)| value - raw);
    let level = level.map_or_else(|| "-".to_owned(), |level| signed(level, 1));
    let side = if off > 0.0 { "above" } else { "below" };
    let (value, off, asks) = (score(value), off.abs(), target_asks(target));
    format!("{dimension} {value}, {off:.1} {side} its target: {asks} ({level})")
}

/// The words that move a score furthest, with how far in its standard deviations, all places of a
/// word together: `"thanks" +1.20, "sorry" +0.40`.
pub(crate) fn drivers(text: &str, seen: &RegisterObservation, dimension: Dimension) -> String {
    let mut found: Vec<(String, f64)> = Vec::new();
    for evidence in seen.evidence.iter().filter(|evidence| evidence.dimension == dimension) {
        let words = evidence.span.of(text).map_or_else(|| "?".to_owned(), clean);
        let same = |other: &&mut (String, f64)| other.0.to_lowercase() == words.to_lowercase();
        match found.iter_mut().find(same) {
            Some((_, sum)) => *sum += evidence.contribution,
            None => found.push((words, evidence.contribution)),
        }
    }
    let found = found.iter().map(|(words, sum)| format!("\"{words}\" {}", signed(*sum, 2)));
    found.collect::<Vec<_>>().join(", ")
}

/// What these words give together of a score; the rest is other words, length and form.
pub(crate) fn together(seen: &RegisterObservation, dimension: Dimension) -> String {
    let named = seen.evidence.iter().filter(|evidence| evidence.dimension == dimension);
    let sum: f64 = named.map(|evidence| evidence.contribution).sum();
    format!("together {} of {}", signed(sum, 1), score(seen.measure(dimension)))
}

/// The politeness strategies of a turn, each with the words that first show it:
/// `gratitude "thanks", second_person "you"`.
pub(crate) fn strategies(text: &str, seen: &RegisterObservation) -> String {
    let Ok(shown) = seen.strategies else { return String::new() };
    let shown: Vec<String> = shown
        .iter()
        .map(|strategy| {
            let hit = seen.strategy_hits.iter().find(|hit| hit.strategy == strategy);
            match hit.and_then(|hit| hit.span.of(text)) {
                Some(words) => format!("{} \"{}\"", strategy.name(), clean(words)),
                None => strategy.name().to_owned(),
            }
        })
        .collect();
    shown.join(", ")
}

/// The tone of a turn in one line: `formality +0.4, politeness +4.4, valence -0.8, warmth +4.4`, or
/// why there is none.
pub(crate) fn tone(seen: &RegisterObservation) -> String {
    if let Some(reason) = SHOWN.iter().find_map(|of| seen.measure(*of).undefined()) {
        return format!("tone undefined ({reason})");
    }
    SHOWN.map(|of| format!("{of} {}", score(seen.measure(of)))).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use lingsync::{Session, Turn, Undefined};

    #[test]
    fn a_score_that_rounds_to_nothing_has_no_sign() {
        assert_eq!(signed(-0.04, 1), "0.0");
        assert_eq!(signed(0.06, 1), "+0.1");
        assert_eq!(signed(-20.0, 0), "-20");
        assert_eq!(score(Measure::Undefined(Undefined::Language)), "-");
    }

    #[test]
    fn a_pause_keeps_its_unit_and_a_missing_one_is_no_zero() {
        let shown = |seconds: f64| pause(Measure::Value(seconds));
        assert_eq!([shown(0.0), shown(9.96), shown(261.0)], ["0.0s", "10s", "4m"]);
        assert_eq!([shown(7200.0), shown(3e5), shown(-0.3)], ["2.0h", "3d", "-0.3s"]);
        assert_eq!(pause(Measure::Undefined(Undefined::NoTime)), "-");
    }

    #[test]
    #[cfg(feature = "english")]
    fn the_words_that_drive_a_score_are_quoted_from_the_turn() {
        let mut session = Session::default();
        session.observe(&Turn::client("the parcel is late again")).unwrap();
        let text = "Thank you so much for waiting! I'm sorry.";
        let seen = session.observe(&Turn::agent(text)).unwrap().register;
        assert!(drivers(text, &seen, Dimension::Politeness).contains("\"Thank"));
        let strategies = strategies(text, &seen);
        assert!(strategies.contains("gratitude \"Thank\""), "{strategies}");
        assert!(strategies.contains("apologizing"), "{strategies}");
    }

    #[test]
    fn the_turns_of_a_client_have_no_target() {
        let mut session = Session::default();
        let seen = session.observe(&Turn::client("the parcel is late")).unwrap().register;
        assert!(furthest(&seen).is_none());
    }
}
