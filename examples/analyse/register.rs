//! The register in the summary: where the parties stand, how far the agent is from its targets, and
//! what can be said of their moving together.

use super::{
    args::Options,
    dynamics,
    gaps::Gaps,
    summary::Lines,
    tone::{self, pause, signed, target_name},
    words,
};
use lingsync::{
    Config, Measure, Party, RegisterSummary, Undefined,
    accommodation::Level,
    config::Detail,
    register::{Dimension, RegisterPair, StyleCategory, StyleScore},
};

/// The dimensions of a brief report.
const BRIEF: [Dimension; 7] = [
    Dimension::Formality,
    Dimension::Politeness,
    Dimension::Valence,
    Dimension::Arousal,
    Dimension::Warmth,
    Dimension::Verbosity,
    Dimension::Latency,
];

/// Adds the register to a summary.
pub(crate) fn render(
    lines: &mut Lines,
    summary: &RegisterSummary,
    gaps: &Gaps,
    config: &Config,
    options: &Options,
) {
    let full = options.config.detail == Detail::Full;
    if let Some(said) = gaps.unmeasured() {
        lines.add("tone and style", &said);
    }
    levels(lines, summary, gaps, config, full);
    let measured = !gaps.nothing_measured();
    if measured {
        reliability(lines, summary);
    }
    if measured && summary.party(Party::AGENT).is_some() {
        furthest(lines, gaps);
    }
    match summary.pair(Party::AGENT, Party::CLIENT) {
        Some(pair) => dynamics::said(lines, pair, measured, full),
        None => lines.add(
            "moving together",
            "undefined (not_available): client and agent did not both speak",
        ),
    }
    if measured {
        style(lines, summary, full);
        coordination(lines, summary, full);
    }
    if full {
        research(lines, summary);
        summary.pairs.iter().for_each(|pair| dynamics::tables(lines, pair));
    }
}

/// The table of levels and distances.
fn levels(lines: &mut Lines, summary: &RegisterSummary, gaps: &Gaps, config: &Config, full: bool) {
    let level = |party, of| summary.party(party).and_then(|own| own.level(of)).copied();
    lines.faint(&format!(
        "  {:<20}{:>8}{:>8}   {:<11}{:>7}{:>7}{:>8}",
        "register", "client", "agent", "target", "gap", "|gap|", "near"
    ));
    let all: &[Dimension] = if full { Dimension::ALL } else { &BRIEF };
    for &of in all {
        if of.is_pack_bound() && gaps.nothing_measured() {
            continue;
        }
        let (client, agent) = (level(Party::CLIENT, of), level(Party::AGENT, of));
        let spoken = [client, agent].into_iter().flatten().any(|level| level.n > 0);
        if !spoken {
            continue;
        }
        let distance = gaps.of(of);
        let or_none = |shown: Option<String>| shown.unwrap_or_else(|| "-".to_owned());
        let size = or_none(distance.mean_absolute().map(|mean| size(of, mean)));
        let gap = or_none(distance.mean().map(|mean| gap(of, mean)));
        let near = match distance.turns {
            0 => "-".to_owned(),
            turns => format!("{}/{turns}", distance.near),
        };
        let target = target_name(tone::target(config, of));
        let (client, agent) = (value(of, client), value(of, agent));
        lines.raw(&format!(
            "  {:<20}{client:>8}{agent:>8}   {target:<11}{gap:>7}{size:>7}{near:>8}",
            name(of)
        ));
    }
    let legend = format!(
        "z-scores, 0 = average of chat; gap: mean distance of the agent's turns from the target, |gap| \
         to either side; near: turns within {} of it (words: a factor of 1.65)",
        super::gaps::NEAR
    );
    lines.legend(&legend);
    if full {
        spreads(lines, summary);
    }
}

/// How a dimension is named in a table.
fn name(of: Dimension) -> &'static str {
    match of {
        Dimension::Verbosity => "words (verbosity)",
        Dimension::Latency => "pause (latency)",
        Dimension::Certainty => "certainty /100 words",
        other => other.name(),
    }
}

/// The mean of a level, in the unit that is easiest to read.
fn value(of: Dimension, level: Option<Level>) -> String {
    let mean = level.map_or(Measure::Undefined(Undefined::NotAvailable), |level| level.mean);
    plain(of, mean)
}

fn plain(of: Dimension, measure: Measure) -> String {
    match (of, measure) {
        (_, Measure::Undefined(_)) => "-".to_owned(),
        (Dimension::Verbosity, Measure::Value(value)) => format!("{:.1}", tone::words_of(value)),
        (Dimension::Latency, value) => pause(value),
        (Dimension::Vader, Measure::Value(value)) => signed(value, 2),
        (_, Measure::Value(value)) => signed(value, 1),
    }
}

/// A mean distance; of lengths the factor that it is.
fn gap(of: Dimension, mean: f64) -> String {
    if of == Dimension::Verbosity { format!("x{:.1}", mean.exp()) } else { signed(mean, 1) }
}

fn size(of: Dimension, mean: f64) -> String {
    if of == Dimension::Verbosity { gap(of, mean) } else { format!("{mean:.1}") }
}

/// How far the scores of a single turn can be trusted.
fn reliability(lines: &mut Lines, summary: &RegisterSummary) {
    let mut parts = Vec::new();
    // The figures of a pair hold the reliability of what the partner said.
    for (party, towards) in [(Party::AGENT, Party::CLIENT), (Party::CLIENT, Party::AGENT)] {
        let Some(pair) = summary.pair(party, towards) else { continue };
        let scores = pair.dimensions.iter().filter(|of| of.dimension.is_z_score());
        let measured = scores.filter(|of| of.figures.pairs > 0);
        let found: Vec<f64> = measured.map(|of| of.figures.responsiveness.reliability).collect();
        let words = pair.dimension(Dimension::Formality);
        let words = words.and_then(|of| of.figures.partner_words.value());
        if let (Some(words), false) = (words, found.is_empty()) {
            let low = found.iter().copied().fold(1.0, f64::min);
            let high = found.iter().copied().fold(0.0, f64::max);
            parts.push(format!("{towards} {low:.2}-{high:.2} ({words:.0} words)"));
        }
    }
    if !parts.is_empty() {
        let said = format!("z-scores of a turn: {}", parts.join(", "));
        lines.add("reliability", &said);
    }
}

/// Standard deviations and recent levels, and the series of the host.
fn spreads(lines: &mut Lines, summary: &RegisterSummary) {
    for own in &summary.parties {
        let levels = own.levels.iter().filter(|(_, level)| level.n > 0);
        let levels = levels.map(|(of, level)| {
            let sd = level.sd.value().map_or_else(|| "-".to_owned(), |sd| format!("{sd:.1}"));
            let recent = match of {
                Dimension::Verbosity => plain(*of, level.recent_mean) + " words",
                _ => plain(*of, level.recent_mean),
            };
            format!("{of} sd {sd}, last {} {recent}", level.recent_n)
        });
        lines.add(&format!("levels of {}", own.party), &levels.collect::<Vec<_>>().join("; "));
        for (name, level) in &own.series {
            let figures = [("mean", level.mean), ("sd", level.sd), ("last 8", level.recent_mean)];
            let figures = figures.map(|(name, value)| format!("{name} {}", words::figure(value)));
            let name = super::paint::clean(name);
            lines.add("", &format!("{name}: {} (n={})", figures.join(", "), level.n));
        }
    }
    if summary.series_dropped > 0 {
        lines.add("series dropped", &words::count(summary.series_dropped, "value"));
    }
}

fn furthest(lines: &mut Lines, gaps: &Gaps) {
    let (said, turns) = gaps.furthest();
    lines.add("far from target", &said);
    turns.iter().for_each(|line| lines.add("", line));
}

/// Language style matching, with the words that it rests on.
fn style(lines: &mut Lines, summary: &RegisterSummary, full: bool) {
    for pair in &summary.pairs {
        let (party, towards) = (pair.party, pair.towards);
        if !full && (party, towards) != (Party::AGENT, Party::CLIENT) {
            continue;
        }
        let slope = match pair.rw_rlsm_slope.value {
            Measure::Value(value) => signed(value, 3),
            Measure::Undefined(reason) => format!("- ({reason})"),
        };
        let words = |party| summary.party(party).map_or(0, |own| own.style.words);
        lines.add(
            &format!("style {party}"),
            &format!(
                "LSM {} ({} and {} words), rLSM {}, rw.rLSM {}, slope {slope} (n={})",
                figure(pair.lsm.value),
                words(party),
                words(towards),
                figure(pair.rlsm.value),
                figure(pair.rw_rlsm.value),
                pair.rw_rlsm_slope.n,
            ),
        );
        if full {
            lines.add("", &dynamics::lengths(&pair.style));
            let lift = dynamics::lift(&pair.style.lift, 3);
            let local = dynamics::lift(&pair.style.lift_local, 3);
            let directional = dynamics::lift(&pair.style.lift_directional, 3);
            let (raw, chance) = (figure(pair.style.lift.raw), figure(pair.style.lift.chance));
            lines.add(
                "",
                &format!(
                    "lift {lift} (similarity {raw}, by chance {chance}), lift_local {local}, \
                     lift_directional {directional}"
                ),
            );
            for (name, score) in
                [("LSM", &pair.lsm), ("rLSM", &pair.rlsm), ("rw.rLSM", &pair.rw_rlsm)]
            {
                lines.add("", &format!("{name} by category: {}", categories(score)));
            }
        }
    }
}

fn categories(score: &StyleScore) -> String {
    let pairs = StyleCategory::ALL.iter().zip(score.per_category);
    pairs
        .map(|(of, value)| format!("{} {}", of.name(), figure(value)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// `0.75`, or `- (too_few)`.
fn figure(measure: Measure) -> String {
    match measure {
        Measure::Value(value) => format!("{value:.2}"),
        Measure::Undefined(reason) => format!("- ({reason})"),
    }
}

fn signed_figure(measure: Measure) -> String {
    match measure {
        Measure::Value(value) => signed(value, 2),
        Measure::Undefined(reason) => format!("- ({reason})"),
    }
}

fn coordination(lines: &mut Lines, summary: &RegisterSummary, full: bool) {
    let all = &summary.coordination;
    let shown = [("agg1", all.agg1), ("agg2", all.agg2), ("agg3", all.agg3)];
    let shown = shown.map(|(name, value)| format!("{name} {}", signed_figure(value)));
    lines.add("coordination", &shown.join(", "));
    let by_marker = |pair: &RegisterPair| {
        let markers = pair.coordination.iter();
        let markers = markers.map(|(name, value)| format!("{name} {}", signed_figure(*value)));
        markers.collect::<Vec<_>>().join(", ")
    };
    for pair in summary.pairs.iter().filter(|_| full) {
        lines.add("", &format!("{} -> {}: {}", pair.party, pair.towards, by_marker(pair)));
    }
}

/// What each party's own texts are like.
fn research(lines: &mut Lines, summary: &RegisterSummary) {
    for own in summary.parties.iter().filter(|own| own.measured > 0) {
        let shown = own.strategies.iter().filter(|(_, rate)| rate.hits > 0);
        let shown = shown.map(|(of, rate)| format!("{} {}", of.name(), words::share(*rate)));
        let shown = shown.collect::<Vec<_>>().join(", ");
        let none = "none of the 21".to_owned();
        let shown = if shown.is_empty() { none } else { shown };
        lines.add(&format!("strategies {}", own.party), &shown);
        let rates = StyleCategory::ALL.map(|of| match own.style.rate(of) {
            Measure::Value(rate) => format!("{} {rate:.1}%", of.name()),
            Measure::Undefined(reason) => format!("{} - ({reason})", of.name()),
        });
        lines.add(&format!("closed class {}", own.party), &rates.join(", "));
        let reading = &own.readability;
        let formulas = [
            ("flesch", reading.flesch),
            ("flesch_kincaid", reading.flesch_kincaid),
            ("fog", reading.fog),
            ("smog", reading.smog),
            ("ari", reading.ari),
            ("coleman_liau", reading.coleman_liau),
        ];
        let formulas = formulas.map(|(name, value)| format!("{name} {}", figure(value)));
        lines.add(&format!("readability {}", own.party), &formulas.join(", "));
    }
}
