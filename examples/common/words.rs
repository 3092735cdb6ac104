//! Puts measures into words: a share with its counts and interval, and what an agent turn missed.
#![allow(dead_code, reason = "each example uses a part of this file")]

use super::paint::{Mark, Style, clean};
use lingsync::{LexicalObservation, Measure, Party, Rate, TurnReport, lexical::Outcome};

/// `18%`, or `-` when there is nothing to divide by.
pub(crate) fn percent(rate: Rate) -> String {
    match rate.value() {
        Measure::Value(share) => format!("{:.0}%", share * 100.0),
        Measure::Undefined(_) => "-".to_owned(),
    }
}

/// `18% (56/312)`, or `undefined (empty)`.
pub(crate) fn share(rate: Rate) -> String {
    match rate.value() {
        Measure::Value(_) => format!("{} ({}/{})", percent(rate), rate.hits, rate.of),
        Measure::Undefined(reason) => format!("undefined ({reason})"),
    }
}

/// `18% (56/312, 95% interval 14-23%)`, or `undefined (empty)`.
pub(crate) fn share_with_interval(rate: Rate) -> String {
    let Some((low, high)) = rate.interval() else { return share(rate) };
    let Rate { hits, of } = rate;
    let (low, high) = (low * 100.0, high * 100.0);
    format!("{} ({hits}/{of}, 95% interval {low:.0}-{high:.0}%)", percent(rate))
}

/// `0.123`, or `undefined (too_short)`.
pub(crate) fn figure(measure: Measure) -> String {
    match measure {
        Measure::Value(value) => format!("{value:.3}"),
        Measure::Undefined(reason) => format!("undefined ({reason})"),
    }
}

/// `1 turn`, `2 turns`.
pub(crate) fn count(number: u64, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// Where the shared expressions of a turn stand, for [`wrap`](super::paint::wrap).
pub(crate) fn marks(report: &TurnReport) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for expression in &report.lexical.expressions {
        let own = expression.initiator == report.party;
        let style = if own { Style::Own } else { Style::Shared };
        let (start, end) = (expression.span.start as usize, expression.span.end as usize);
        // Free expressions may overlap: together they are one mark.
        match marks.last_mut().filter(|(last, _)| start < last.end) {
            Some((last, _)) => last.end = last.end.max(end),
            None => marks.push((start..end, style)),
        }
    }
    marks
}

/// The content words of a turn that take up the other's, in order.
pub(crate) fn taken_up(text: &str, lexical: &LexicalObservation) -> Vec<String> {
    lexical.mirrored.iter().filter_map(|word| word.span.of(text)).map(clean).collect()
}

/// `missed: invoice (turn 3), plan (turn 5)`: the client's terms that an agent turn leaves out.
pub(crate) fn missed(lexical: &LexicalObservation) -> Option<String> {
    let avoided = lexical.missed.iter().filter(|missed| missed.outcome == Outcome::Avoided);
    let terms: Vec<String> = avoided
        .map(|missed| {
            let term = missed.term.as_deref().map_or_else(|| "(not kept)".to_owned(), clean);
            format!("{term} (turn {})", missed.turn)
        })
        .collect();
    (!terms.is_empty()).then(|| format!("missed: {}", terms.join(", ")))
}

/// `replaced: box -> device`: the client's terms for which an agent turn says another.
pub(crate) fn replaced(text: &str, lexical: &LexicalObservation) -> Option<String> {
    let mut pairs: Vec<String> = Vec::new();
    let diverged = lexical.diverged.iter().flatten();
    pairs.extend(diverged.map(|pair| format!("{} -> {}", clean(&pair.theirs), clean(&pair.ours))));
    for missed in &lexical.missed {
        if let (Outcome::Replaced(by), Some(term)) = (missed.outcome, missed.term.as_deref()) {
            let by = by.of(text).unwrap_or("?").to_lowercase();
            pairs.push(format!("{} -> {}", clean(term), clean(&by)));
        }
    }
    pairs.sort();
    pairs.dedup();
    (!pairs.is_empty()).then(|| format!("replaced: {}", pairs.join(", ")))
}

/// What stands beneath an agent turn; nothing for the turns of others.
pub(crate) fn notes(text: &str, report: &TurnReport) -> Option<String> {
    if report.party != Party::AGENT {
        return None;
    }
    let notes = [replaced(text, &report.lexical), missed(&report.lexical)];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "english")]
    use lingsync::{Config, Engine, config::GlossaryEntry};
    use lingsync::{Session, Turn};

    #[test]
    fn a_share_never_stands_alone() {
        let rate = Rate { hits: 15, of: 50 };
        assert_eq!(share(rate), "30% (15/50)");
        assert_eq!(share_with_interval(rate), "30% (15/50, 95% interval 19-44%)");
        assert_eq!(share_with_interval(Rate::default()), "undefined (empty)");
    }

    #[test]
    #[cfg(feature = "english")]
    fn what_an_agent_turn_misses_or_replaces_is_named() {
        let mut config = Config::default();
        let terms = vec!["box".to_owned(), "device".to_owned()];
        config.glossary = vec![GlossaryEntry { id: "box".to_owned(), terms }];
        let mut session = Engine::new(config).unwrap().session();
        session.observe(&Turn::client("where is my box and the invoice")).unwrap();
        let text = "The device is late.";
        let report = session.observe(&Turn::agent(text)).unwrap();
        assert_eq!(
            notes(text, &report).unwrap(),
            "replaced: box -> device; missed: invoice (turn 0)"
        );
    }

    #[test]
    fn overlapping_expressions_are_one_mark() {
        let mut session = Session::default();
        for text in ["a red box here", "it is red box land"] {
            session.observe(&Turn::client(text)).unwrap();
        }
        let report = session.observe(&Turn::agent("a red box land")).unwrap();
        assert_eq!(report.lexical.expressions.len(), 2);
        assert_eq!(marks(&report), [(0..14, Style::Shared)]);
    }
}
