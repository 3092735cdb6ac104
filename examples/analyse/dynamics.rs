//! How one party's register moves with another's: what stands out in a brief report, three tables
//! in a full one. A star marks an interval that leaves 0 out, and every absence has its reason.

use super::{paint::clean, summary::Lines, tone::signed, words};
use lingsync::{
    Measure, Undefined,
    accommodation::{Estimate, Lift, PairFigures},
    register::{Dimension, DimensionFigures, RegisterPair},
};

/// Pairs that convergence, responsiveness and the register lock need.
const LEAST: u32 = 12;
/// Pairs that synchrony needs.
const LEAST_SYNCHRONY: u32 = 8;

/// `+0.12 [-0.41 +0.59]`, with a star if the interval leaves 0 out; `-` if undefined.
pub(crate) fn estimate(found: &Estimate, digits: usize) -> String {
    with_interval(found.value, found.interval, digits)
}

/// The same of a lift.
pub(crate) fn lift(found: &Lift, digits: usize) -> String {
    with_interval(found.value, found.interval, digits)
}

fn with_interval(value: Measure, interval: Interval, digits: usize) -> String {
    let Measure::Value(value) = value else { return "-".to_owned() };
    let Some((low, high)) = interval else { return signed(value, digits) };
    let out = stands_out(interval);
    // An end that is not 0 is not shown as 0 where that matters.
    let digits = (digits..digits + 3)
        .find(|digits| !out || low.abs().min(high.abs()) * 10_f64.powi(*digits as i32) >= 0.5)
        .unwrap_or(digits);
    let star = if out { "*" } else { "" };
    format!("{} [{} {}]{star}", signed(value, digits), signed(low, digits), signed(high, digits))
}

fn stands_out(interval: Interval) -> bool {
    interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0)
}

/// `29.8 words a turn, answering floors of 14.2 words (11 pairs)`
pub(crate) fn lengths(figures: &PairFigures) -> String {
    let (Measure::Value(own), Measure::Value(partner)) = (figures.own_words, figures.partner_words)
    else {
        return "no pairs".to_owned();
    };
    let pairs = words::count(figures.pairs.into(), "pair");
    format!("{own:.1} words a turn, answering {partner:.1} ({pairs})")
}

type Interval = Option<(f64, f64)>;

/// The figures of a dimension that have an interval, by name.
fn intervals(figures: &PairFigures) -> [(&'static str, String, Interval); 6] {
    let of = |found: &Estimate, digits| (estimate(found, digits), found.interval);
    let lift_of = |found: &Lift| (lift(found, 2), found.interval);
    let named = |name, (shown, interval)| (name, shown, interval);
    [
        named("synchrony", of(&figures.synchrony, 2)),
        named("convergence", of(&figures.convergence, 3)),
        named("responsiveness", of(&figures.responsiveness.corrected, 2)),
        named("lift", lift_of(&figures.lift)),
        named("lift_local", lift_of(&figures.lift_local)),
        named("lift_directional", lift_of(&figures.lift_directional)),
    ]
}

/// What a brief report says of a pair: what stands out, what is missing to say more, the lock if
/// scores were `measured`.
pub(crate) fn said(lines: &mut Lines, pair: &RegisterPair, measured: bool, full: bool) {
    let mut out = Vec::new();
    let mut looked_at = 0;
    for of in &pair.dimensions {
        for (name, shown, interval) in intervals(&of.figures) {
            looked_at += u32::from(interval.is_some());
            if stands_out(interval) {
                out.push(format!("{} {name} {shown}", of.dimension));
            }
        }
    }
    let title = "moving together";
    let longest = pair.dimensions.iter().max_by_key(|of| of.figures.pairs);
    if let Some(longest) = longest {
        lines.add(title, &format!("the agent's {}", lengths(&longest.figures)));
        if let Some(needed) = too_few(longest.figures.pairs) {
            lines.add("", &needed);
        }
    }
    if looked_at > 0 {
        let hint = if full { "" } else { " (--full lists them)" };
        let verdict = match out.is_empty() {
            true => format!("none of {looked_at} intervals leaves 0 out{hint}"),
            false => format!(
                "{} of {looked_at} intervals leave 0 out, where chance alone gives 1 in 20: {}",
                out.len(),
                out.join("; ")
            ),
        };
        lines.add("", &verdict);
    }
    if measured && longest.is_some_and(|of| of.figures.pairs >= LEAST) {
        lines.add("register lock", &locks(pair));
    }
}

/// `12 pairs needed for convergence, ..., 6 so far`, where that is so.
fn too_few(pairs: u32) -> Option<String> {
    let missing = match pairs {
        ..LEAST_SYNCHRONY => format!("{LEAST_SYNCHRONY} pairs needed for synchrony, {LEAST} for"),
        LEAST_SYNCHRONY..LEAST => format!("{LEAST} pairs needed for"),
        _ => return None,
    };
    Some(format!("{missing} convergence, responsiveness and register lock; {pairs} so far"))
}

/// Which dimensions are locked, which are not, and why nothing can be said of the others.
fn locks(pair: &RegisterPair) -> String {
    let scores = || pair.dimensions.iter().filter(|of| of.dimension.is_z_score());
    let names = |wanted: Result<bool, ()>| {
        let of = scores().filter(|of| of.register_lock.map_err(|_| ()) == wanted);
        of.map(|of| of.dimension.name()).collect::<Vec<_>>().join(", ")
    };
    let mut parts = Vec::new();
    for (verdict, wanted) in [("locked", Ok(true)), ("not locked", Ok(false))] {
        let names = names(wanted);
        if !names.is_empty() {
            parts.push(format!("{verdict}: {names}"));
        }
    }
    let mut reasons = Reasons::default();
    for of in scores() {
        reasons.add("lock", of.register_lock.err(), of);
    }
    parts.extend(reasons.lines(pair).into_iter().map(|(_, line)| line));
    parts.join("; ")
}

/// Why figures are undefined: column, reason and dimension.
#[derive(Debug, Default)]
struct Reasons(Vec<(&'static str, Undefined, Dimension)>);

impl Reasons {
    fn add(&mut self, column: &'static str, reason: Option<Undefined>, of: &DimensionFigures) {
        self.0.extend(reason.map(|reason| (column, reason, of.dimension)));
    }

    /// For each column and reason the dimensions and what it would take.
    fn lines(&self, pair: &RegisterPair) -> Vec<(&'static str, String)> {
        let mut groups: Vec<(&'static str, Undefined, Vec<Dimension>)> = Vec::new();
        for (column, reason, dimension) in &self.0 {
            match groups.iter_mut().find(|group| (group.0, group.1) == (*column, *reason)) {
                Some(group) => group.2.push(*dimension),
                None => groups.push((column, *reason, vec![*dimension])),
            }
        }
        let lines = groups.into_iter().map(|(column, reason, dimensions)| {
            let names: Vec<&str> = dimensions.iter().map(|of| of.name()).collect();
            let line = format!("undefined ({reason}) for {}", names.join(", "));
            match wants(column, reason, &dimensions, pair) {
                Some(wants) => (column, format!("{line}: {wants}")),
                None => (column, line),
            }
        });
        lines.collect()
    }
}

/// What it would take to define a figure.
fn wants(
    column: &str,
    reason: Undefined,
    dimensions: &[Dimension],
    pair: &RegisterPair,
) -> Option<String> {
    let figures = || dimensions.iter().filter_map(|of| pair.dimension(*of));
    let pairs = figures().map(|of| of.figures.pairs).min().unwrap_or(0);
    Some(match (column, reason) {
        ("synchrony", Undefined::TooFew) => {
            format!("{LEAST_SYNCHRONY} pairs needed, {pairs} so far")
        }
        ("lift" | "local" | "directional", Undefined::TooFew) => {
            "3 floors to compare with are needed for each turn".to_owned()
        }
        ("lock", Undefined::TooFew) if pairs >= LEAST => {
            format!("8 turns of the {} needed", pair.towards)
        }
        (_, Undefined::TooFew) => format!("{LEAST} pairs needed, {pairs} so far"),
        ("lock", Undefined::NoVariance) => {
            format!("the level of the {} ranged less than 1.0", pair.towards)
        }
        (_, Undefined::NoVariance) => "a side does not vary".to_owned(),
        (_, Undefined::LowReliability) => {
            let found = figures().map(|of| of.figures.responsiveness.reliability);
            let (low, high) = found.fold((1.0_f64, 0.0_f64), |(low, high), reliability| {
                (low.min(reliability), high.max(reliability))
            });
            format!("turns this short are read with reliability {low:.2} to {high:.2}, 0.50 needed")
        }
        _ => return None,
    })
}

/// How many digits the figures of a dimension are given with.
const fn digits(dimension: Dimension) -> usize {
    match dimension {
        Dimension::Latency | Dimension::Certainty => 1,
        _ => 2,
    }
}

/// The tables of a full report for one direction.
pub(crate) fn tables(lines: &mut Lines, pair: &RegisterPair) {
    let title = format!("{} -> {}", pair.party, pair.towards);
    let longest = pair.dimensions.iter().max_by_key(|of| of.figures.pairs);
    let Some(longest) = longest.filter(|of| of.figures.pairs > 0) else {
        return lines.add(&title, "no pairs");
    };
    lines.add(&title, &lengths(&longest.figures));
    let mut reasons = Reasons::default();
    movement(lines, pair, &mut reasons);
    answers(lines, pair, &mut reasons);
    lifts(lines, pair, &mut reasons);
    let Lift { n, surrogates, matched, .. } = longest.figures.lift;
    let floors = words::count(surrogates, "earlier floor");
    lines.add(
        "  lifts",
        &format!("{n} pairs against {floors}; for {matched} of the same length band"),
    );
    let absent = pair.dimensions.iter().filter(|of| of.figures.pairs == 0);
    let absent: Vec<&str> = absent.map(|of| of.dimension.name()).collect();
    if !absent.is_empty() {
        lines.add("  no pairs", &absent.join(", "));
    }
    for (column, line) in reasons.lines(pair) {
        lines.add(&format!("  {column}"), &line);
    }
    for (name, figures) in &pair.series {
        host_series(lines, &clean(name), figures);
    }
}

/// The dimensions with a value on both sides of a pair at least once.
fn paired(pair: &RegisterPair) -> impl Iterator<Item = &DimensionFigures> {
    pair.dimensions.iter().filter(|of| of.figures.pairs > 0)
}

fn movement(lines: &mut Lines, pair: &RegisterPair, reasons: &mut Reasons) {
    let names = ["pairs", "proximity", "convergence a pair", "synchrony"];
    let [pairs, proximity, convergence, synchrony] = names;
    lines.faint(&format!("  {:<14}{pairs:>6}{proximity:>10}  {convergence:<23}{synchrony}", ""));
    for of in paired(pair) {
        let (figures, digits) = (&of.figures, digits(of.dimension));
        let near = figures.proximity.value();
        let near = near.map_or_else(|| "-".to_owned(), |value| signed(value, digits));
        lines.raw(&format!(
            "  {:<14}{:>6}{near:>10}  {:<23}{}",
            of.dimension.name(),
            figures.pairs,
            estimate(&figures.convergence, digits + 1),
            estimate(&figures.synchrony, 2)
        ));
        reasons.add("convergence", figures.convergence.value.undefined(), of);
        reasons.add("synchrony", figures.synchrony.value.undefined(), of);
    }
}

fn answers(lines: &mut Lines, pair: &RegisterPair, reasons: &mut Reasons) {
    let (raw, corrected) = ("responsiveness raw", "corrected");
    lines.faint(&format!("  {:<14}{raw:<24}{corrected:<24}{:<9}lock", "", "reliab."));
    for of in paired(pair) {
        let found = &of.figures.responsiveness;
        let lock = match of.register_lock {
            Ok(true) => "yes",
            Ok(false) => "no",
            Err(_) => "-",
        };
        lines.raw(&format!(
            "  {:<14}{:<24}{:<24}{:<9.2}{lock}",
            of.dimension.name(),
            estimate(&found.raw, 2),
            estimate(&found.corrected, 2),
            found.reliability
        ));
        reasons.add("responsiveness", found.corrected.value.undefined(), of);
        let lock = of.register_lock.err().filter(|_| of.dimension.is_z_score());
        reasons.add("lock", lock, of);
    }
}

fn lifts(lines: &mut Lines, pair: &RegisterPair, reasons: &mut Reasons) {
    let (local, directional) = ("lift_local", "lift_directional");
    lines.faint(&format!("  {:<14}{:<21}{local:<21}{directional}", "", "lift"));
    for of in paired(pair) {
        let (figures, digits) = (&of.figures, digits(of.dimension));
        lines.raw(&format!(
            "  {:<14}{:<21}{:<21}{}",
            of.dimension.name(),
            lift(&figures.lift, digits),
            lift(&figures.lift_local, digits),
            lift(&figures.lift_directional, digits)
        ));
        reasons.add("lift", figures.lift.value.undefined(), of);
        reasons.add("local", figures.lift_local.value.undefined(), of);
        reasons.add("directional", figures.lift_directional.value.undefined(), of);
    }
    lines.legend(
        "* the 95% interval in brackets leaves 0 out; no brackets: too few independent pairs for an \
         interval",
    );
}

/// A series of the host in one line.
fn host_series(lines: &mut Lines, name: &str, figures: &PairFigures) {
    let near = words::figure(figures.proximity);
    let mut parts = vec![format!("proximity {near}")];
    for (name, shown, _) in intervals(figures) {
        parts.push(format!("{name} {shown}"));
    }
    let pairs = words::count(figures.pairs.into(), "pair");
    lines.add(&format!("  {name}"), &format!("{} ({pairs})", parts.join(", ")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use lingsync::accommodation::{Series, SeriesTurn};

    fn figures(pairs: u32) -> PairFigures {
        let mut series = Series::new();
        for t in 0..pairs {
            let client = f64::from(t * 7 % 11);
            series.observe(SeriesTurn::new(0, 8, Some(client)));
            series.observe(SeriesTurn::new(1, 8, Some(client + f64::from(t % 2))));
        }
        series.pair_with(1, 0, 0.8)
    }

    #[test]
    fn only_an_interval_without_0_has_a_star_and_an_undefined_figure_is_no_0() {
        let shown = |value, interval| with_interval(value, interval, 2);
        assert_eq!(shown(Measure::Value(0.5), Some((0.1, 0.8))), "+0.50 [+0.10 +0.80]*");
        assert_eq!(shown(Measure::Value(0.5), Some((-0.1, 0.8))), "+0.50 [-0.10 +0.80]");
        let near = shown(Measure::Value(0.5), Some((0.0012, 0.8)));
        assert_eq!(near, "+0.500 [+0.001 +0.800]*");
        assert_eq!(shown(Measure::Value(0.5), None), "+0.50");
        assert_eq!(shown(Measure::Undefined(Undefined::TooFew), None), "-");
    }

    #[test]
    fn what_is_missing_to_say_more_is_told_with_numbers() {
        assert!(too_few(6).unwrap().ends_with("register lock; 6 so far"));
        assert!(too_few(11).unwrap().starts_with("12 pairs needed for convergence"));
        assert_eq!(too_few(12), None);
        assert_eq!(estimate(&figures(7).synchrony, 2), "-");
        assert!(estimate(&figures(30).synchrony, 2).ends_with('*'));
    }
}
