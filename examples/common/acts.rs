//! Puts acts into words: short names, the words that show them, and the steps of repair,
//! clarification and style requests.
#![allow(dead_code, reason = "each example uses a part of this file")]

use super::paint::{Mark, Style, clean};
use lingsync::{
    ClarificationObservation, Span, TurnReport,
    acts::{Act, ActEvidence, ActHit},
    clarification::{RepairEvent, RepairKind, RepairStep, Response, StyleStep},
    config::Detail,
};

/// A short name for narrow columns.
pub(crate) const fn short(act: Act) -> &'static str {
    match act {
        Act::AskInfo => "ask",
        Act::AskClarify => "clarify",
        Act::AskOpen => "open ask",
        Act::AskRhetorical => "rhetoric",
        Act::ClosingOffer => "closing",
        Act::OirOpen => "oir open",
        Act::OirRestricted => "oir where",
        Act::OirCandidate => "oir guess",
        Act::RepairSelf => "own slip",
        Act::RepairThird => "not that",
        Act::RepairSolution => "solution",
        Act::RestateRequest => "again",
        Act::ReflectComplex => "reflect+",
        Act::CorrectHedged => "correct~",
        Act::Apologise => "sorry",
        Act::TopicShift => "topic",
        Act::StyleRequest => "style",
        other => other.name(),
    }
}

/// A short name of the step that a turn takes: that of a repair, else what it does with a request,
/// else that of a style request.
pub(crate) fn step(seen: &ClarificationObservation) -> Option<&'static str> {
    let repair = seen.repair.map(|repair| match repair.event {
        RepairStep::Opened => "repair?",
        RepairStep::Chained => "again?",
        RepairStep::Unaddressed => "no answer",
        RepairStep::Breakdown => "breaks",
        other => other.name(),
    });
    let response = seen.response.map(|response| match response {
        Response::Clarify => "asks back",
        Response::AssumeStated => "assumes",
        Response::OfferOnly => "offers",
        _ => "at once",
    });
    let style = seen.style.last().map(|style| match style.event {
        StyleStep::Asked => "wish",
        StyleStep::Honoured => "as wished",
        StyleStep::NotHonoured => "not so",
        _ => "undecided",
    });
    repair.or(response).or(style)
}

/// Whether a step asks for attention.
pub(crate) fn is_trouble(seen: &ClarificationObservation) -> bool {
    let repair = seen.repair.is_some_and(|repair| {
        matches!(
            repair.event,
            RepairStep::Misread
                | RepairStep::Ignored
                | RepairStep::Unaddressed
                | RepairStep::Breakdown
        )
    });
    repair
        || seen.costly.is_some()
        || seen.style.iter().any(|style| style.event == StyleStep::NotHonoured)
}

/// The short names of a turn's acts that a brief report shows, each once, in order.
pub(crate) fn names(seen: &ClarificationObservation) -> Vec<&'static str> {
    let mut names = Vec::new();
    for hit in seen.acts.iter().filter(|hit| hit.act.shows(Detail::Brief)) {
        if !names.contains(&short(hit.act)) {
            names.push(short(hit.act));
        }
    }
    names
}

/// The words that show an act: the phrase, else the whole sentence.
fn shown_by(hit: &ActHit) -> Span {
    match hit.evidence {
        ActEvidence::Phrase { span, .. } => span,
        _ => hit.span,
    }
}

/// Where the words stand that show the acts of a turn, for [`wrap`](super::paint::wrap).
pub(crate) fn marks(report: &TurnReport, sentences: bool) -> Vec<Mark> {
    let shown = report.clarification.acts.iter().filter(|hit| hit.act.shows(Detail::Brief));
    let shown = shown.filter(|hit| sentences || matches!(hit.evidence, ActEvidence::Phrase { .. }));
    let mut spans: Vec<Span> = shown.map(shown_by).filter(|span| span.start < span.end).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut marks: Vec<Mark> = Vec::new();
    for span in spans {
        let (start, end) = (span.start as usize, span.end as usize);
        match marks.last_mut().filter(|(last, _)| start < last.end) {
            Some((last, _)) => last.end = last.end.max(end),
            None => marks.push((start..end, Style::Act)),
        }
    }
    marks
}

/// The marks of both, in order; where two meet, the one of `first` stays.
pub(crate) fn merged(first: Vec<Mark>, second: Vec<Mark>) -> Vec<Mark> {
    let apart = |mark: &Mark| {
        first.iter().all(|(range, _)| mark.0.end <= range.start || range.end <= mark.0.start)
    };
    let mut all: Vec<Mark> = second.into_iter().filter(apart).collect();
    all.extend(first.iter().cloned());
    all.sort_by_key(|(range, _)| range.start);
    all
}

/// Every act of a turn with its words: `ask_clarify "do you mean" .88 polar; ack "okay" .95`.
pub(crate) fn listed(text: &str, seen: &ClarificationObservation, detail: Detail) -> String {
    let hits = seen.acts.iter().filter(|hit| hit.act.shows(detail));
    let hits = hits.map(|hit| {
        let words = quoted(shown_by(hit).of(text).unwrap_or("?"), 40);
        let kind = match hit.evidence {
            ActEvidence::Phrase { .. } => String::new(),
            other => format!(" by {}", other.kind()),
        };
        let forms: Vec<&str> = hit.form.names().collect();
        let forms =
            if forms.is_empty() { String::new() } else { format!(" ({})", forms.join(" ")) };
        format!("{}{forms} {words} {:.2}{kind}", hit.act, hit.confidence())
    });
    hits.collect::<Vec<_>>().join("; ")
}

/// A text in quotation marks, cut behind so many letters.
pub(crate) fn quoted(text: &str, most: usize) -> String {
    let text = clean(text.trim());
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        let words = short.rfind(' ').filter(|end| *end > most / 2).unwrap_or(short.len());
        short.truncate(words);
        short.push('\u{2026}');
    }
    format!("\"{short}\"")
}

/// Everything that a turn does in the machines, in words.
pub(crate) fn steps(seen: &ClarificationObservation) -> Vec<String> {
    let mut said: Vec<String> = seen.repairs.iter().map(repair).collect();
    said.extend(seen.response.map(|response| self::response(response).to_owned()));
    said.extend(seen.costly.map(|costly| {
        format!(
            "the answer in turn {} to the request of turn {} was not what was wanted",
            costly.answer, costly.request
        )
    }));
    said.extend(seen.style.iter().map(|style| {
        let (wish, asked) = (style.dimension_name().replace('_', " "), style.asked);
        match style.event {
            StyleStep::Asked => format!("asks for another manner: {wish}"),
            StyleStep::Honoured => format!("honours the wish of turn {asked}: {wish}"),
            StyleStep::NotHonoured => format!("the wish of turn {asked} is not honoured: {wish}"),
            _ => format!("whether the wish of turn {asked} is honoured cannot be said: {wish}"),
        }
    }));
    said
}

/// What a turn does with the client's requests that wait.
pub(crate) const fn response(response: Response) -> &'static str {
    match response {
        Response::Clarify => "asks back before it answers",
        Response::AssumeStated => "says which reading it answers",
        Response::OfferOnly => "only offers something",
        _ => "answers at once",
    }
}

/// What a turn does to a repair.
pub(crate) fn repair(event: &RepairEvent) -> String {
    let source = match event.source {
        Some(turn) => format!("turn {turn}"),
        None => "nothing said before".to_owned(),
    };
    let opened = event.opened;
    match event.event {
        RepairStep::Opened => format!("starts a repair of {source}, {}", how(event.kind)),
        RepairStep::Chained => {
            format!(
                "starts the repair of {source} again, {} (time {})",
                how(event.kind),
                event.chain
            )
        }
        RepairStep::Solved => format!("gives what turn {opened} asked for"),
        RepairStep::Closed => format!("goes on: the repair of turn {opened} is closed"),
        RepairStep::Breakdown => {
            format!("starts the repair of {source} for the third time: it breaks down")
        }
        RepairStep::Abandoned => format!("the repair of turn {opened} is given up"),
        RepairStep::Misread => format!("{source} missed what was meant"),
        RepairStep::Repaired => {
            format!("gives way and says something new: the misreading of turn {opened} is repaired")
        }
        RepairStep::Ignored => format!("says the same again: turn {opened} is ignored"),
        _ => format!("neither gives way nor says the same: turn {opened} is not addressed"),
    }
}

const fn how(kind: RepairKind) -> &'static str {
    match kind {
        RepairKind::Open => "without saying where the trouble is",
        RepairKind::Restricted => "saying where the trouble is",
        RepairKind::Candidate => "offering a reading",
        _ => "as it missed what was meant",
    }
}

/// Acts and steps of a turn in one line; nothing if it has none.
pub(crate) fn line(seen: &ClarificationObservation) -> Option<String> {
    let mut parts = Vec::new();
    let acts = seen.acts.iter().map(|hit| hit.act).filter(|act| act.shows(Detail::Brief));
    let mut acts: Vec<&str> = acts.map(Act::name).collect();
    acts.dedup();
    if !acts.is_empty() {
        parts.push(format!("acts: {}", acts.join(", ")));
    }
    if let Some(reason) = seen.low_confidence {
        parts.push(format!("by question marks alone ({reason})"));
    }
    parts.extend(steps(seen));
    (!parts.is_empty()).then(|| parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lingsync::{Session, Turn};

    #[test]
    fn every_short_name_fits_its_column_and_stands_for_one_act() {
        let mut names: Vec<&str> = Act::ALL.iter().map(|act| short(*act)).collect();
        assert!(names.iter().all(|name| name.len() <= 9), "{names:?}");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Act::COUNT);
    }

    #[test]
    #[cfg(feature = "english")]
    fn a_repair_is_told_in_words_with_its_turns() {
        let mut session = Session::default();
        session.observe(&Turn::agent("The exception is at the hub.")).unwrap();
        let seen = session.observe(&Turn::client("Sorry?")).unwrap().clarification;
        assert_eq!(
            steps(&seen),
            ["starts a repair of turn 0, without saying where the trouble is"]
        );
        assert_eq!((step(&seen), names(&seen)), (Some("repair?"), vec!["oir open"]));
        let seen = session.observe(&Turn::agent("The parcel is in Leeds.")).unwrap().clarification;
        assert_eq!(steps(&seen), ["gives what turn 1 asked for"]);
    }

    #[test]
    #[cfg(feature = "english")]
    fn the_words_that_show_an_act_are_marked_in_the_turn() {
        let mut session = Session::default();
        let text = "It is late. Do you mean the red box?";
        session.observe(&Turn::client("Where is the box?")).unwrap();
        let report = session.observe(&Turn::agent(text)).unwrap();
        let marked: Vec<&str> =
            marks(&report, true).into_iter().map(|(range, _)| &text[range]).collect();
        assert!(marked.iter().any(|words| words.contains("Do you mean")), "{marked:?}");
    }

    #[test]
    fn a_mark_gives_way_where_a_more_telling_one_lies() {
        let first = vec![(4..8, Style::Act)];
        let second = vec![(0..4, Style::Shared), (6..9, Style::Shared), (9..11, Style::Own)];
        let merged = merged(first, second);
        assert_eq!(merged, [(0..4, Style::Shared), (4..8, Style::Act), (9..11, Style::Own)]);
    }

    #[test]
    fn a_long_text_is_cut_at_a_blank() {
        assert_eq!(quoted("one two three four", 12), "\"one two\u{2026}\"");
        assert_eq!(quoted("short", 12), "\"short\"");
    }
}
