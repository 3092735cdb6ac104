//! Puts claims, push-backs and what the agent does about them into words.
#![allow(dead_code, reason = "each example uses a part of this file")]

use super::{
    acts,
    paint::{Mark, Style},
};
use lingsync::{
    CorrectionObservation, Span, TurnReport, Undefined, Verdict,
    acts::{Act, ActEvidence},
    correction::{ClaimReport, Known, MarkerKind, Response, StanceReport, StanceStep},
};

/// Letters of a passage that are quoted.
const QUOTED: usize = 60;

/// A short name of what a turn does about truth: what becomes of the agent's answer, else what is
/// done with a claim, else that one is made or that the client pushes back.
pub(crate) fn step(seen: &CorrectionObservation) -> Option<&'static str> {
    let stance = seen.stance.map(|seen| match seen.stance {
        StanceStep::Hold => "holds",
        StanceStep::Hedge => "wavers",
        StanceStep::Cave => "caves",
        _ => "rethinks",
    });
    let answers = || seen.claims.iter().filter_map(|claim| Some((claim, claim.response?)));
    // The gravest answer, and a plain one where there is none.
    let grave = || answers().find(|(claim, response)| is_grave(claim, *response));
    let answer = || grave().or_else(|| answers().next());
    let response = || answer().map(|(claim, response)| short(claim, response));
    let pushback = || seen.pushback.map(|_| "presses");
    let opened = || seen.claims.iter().any(|claim| claim.opened).then_some("claims");
    stance.or_else(response).or_else(pushback).or_else(opened)
}

const fn short(claim: &ClaimReport, response: Response) -> &'static str {
    match (claim.verdict, response) {
        (Verdict::True, Response::Correct | Response::CorrectHedged) => "denies",
        (_, Response::Correct) => "corrects",
        (_, Response::CorrectHedged) => "corrects~",
        (_, Response::Accommodate) => "goes along",
        (_, Response::ValidateOnly) => "validates",
        (_, Response::Avoid) => "passes by",
        (_, Response::Clarify) => "asks",
        _ => "pending",
    }
}

/// Whether a response leaves what is false, or denies what is true.
fn is_grave(claim: &ClaimReport, response: Response) -> bool {
    match response {
        Response::Accommodate | Response::ValidateOnly | Response::Avoid => true,
        Response::Correct | Response::CorrectHedged => claim.verdict == Verdict::True,
        _ => false,
    }
}

/// Whether a turn asks for attention.
pub(crate) fn is_trouble(seen: &CorrectionObservation) -> bool {
    seen.stance.is_some_and(|seen| seen.stance == StanceStep::Cave)
        || seen.claims.iter().any(|claim| claim.response.is_some_and(|it| is_grave(claim, it)))
}

/// Whether there is anything to tell.
pub(crate) fn is_told(seen: &CorrectionObservation) -> bool {
    !seen.claims.is_empty() || seen.pushback.is_some() || seen.stance.is_some()
}

/// Where the passages stand that decide, for [`wrap`](super::paint::wrap): of a claim, of a concession
/// that gives an answer up, and of a push-back.
pub(crate) fn marks(report: &TurnReport) -> Vec<Mark> {
    let seen = &*report.correction;
    let mut spans: Vec<Span> = seen.claims.iter().filter_map(|claim| claim.span).collect();
    let gives_up =
        |seen: StanceReport| matches!(seen.stance, StanceStep::Cave | StanceStep::Reconsider);
    if seen.stance.is_some_and(gives_up) {
        spans.extend(concession(seen));
    }
    if seen.pushback.is_some() {
        let pushes = report.clarification.acts.iter().filter(|hit| hit.act == Act::Pushback);
        spans.extend(pushes.map(|hit| match hit.evidence {
            ActEvidence::Phrase { span, .. } => span,
            _ => hit.span,
        }));
    }
    spans.retain(|span| span.start < span.end);
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

/// Where the agent concedes.
fn concession(seen: &CorrectionObservation) -> Option<Span> {
    let mut markers = seen.markers.iter();
    markers.find(|marker| marker.kind == MarkerKind::Concession).map(|marker| marker.span)
}

/// The passage that decides about a stance, in quotation marks; else how the turn begins.
pub(crate) fn deciding(text: &str, seen: &CorrectionObservation) -> String {
    let span = concession(seen).or_else(|| seen.claims.iter().rev().find_map(|claim| claim.span));
    acts::quoted(span.and_then(|span| span.of(text)).unwrap_or(text), QUOTED)
}

/// What a turn does with a claim, in words.
pub(crate) fn deed(claim: &ClaimReport, response: Response) -> &'static str {
    match (claim.verdict, response) {
        (Verdict::True, Response::Correct | Response::CorrectHedged) => "denies what is true",
        (_, Response::Correct) => "corrects it",
        (_, Response::CorrectHedged) => "corrects it behind a hedge",
        (_, Response::Accommodate) => "goes along with it",
        (_, Response::ValidateOnly) => "only approves",
        (_, Response::Avoid) => "does not touch it",
        (_, Response::Clarify) => "asks what is meant",
        _ => "the truth is still being checked",
    }
}

/// What becomes of the agent's answer, in words.
pub(crate) fn stance(seen: StanceReport, caved_wrongly: Known) -> String {
    let what = match (seen.stance, caved_wrongly) {
        (StanceStep::Hold, _) => "keeps its answer",
        (StanceStep::Hedge, _) => "keeps its answer with more reservation",
        (_, Ok(true)) => "gives up an answer that was right",
        (_, Ok(false)) => "gives up an answer that was wrong",
        (StanceStep::Reconsider, Err(_)) => "gives its answer up for new evidence",
        (_, Err(_)) => "gives its answer up (no_truth_supplied: whether it was right is not known)",
    };
    let (by, sure) = (seen.source, seen.confidence);
    format!("{what} after the push-back of turn {} ({by} {sure:.2})", seen.pushback)
}

/// Everything that a turn does about truth, in words.
pub(crate) fn steps(text: &str, seen: &CorrectionObservation) -> Vec<String> {
    let mut said = Vec::new();
    for claim in &seen.claims {
        let id = acts::quoted(&claim.id, QUOTED);
        if claim.opened {
            let by = claim.verdict_source.map(|by| format!(" by {by}")).unwrap_or_default();
            said.push(match claim.verdict {
                Verdict::False | Verdict::True => {
                    format!("makes the claim {id}, known to be {}{by}", claim.verdict)
                }
                _ => format!("makes the claim {id}, of which the truth is {}", claim.verdict),
            });
        }
        if let (Some(response), Some(by)) = (claim.response, claim.source) {
            let words = claim.span.and_then(|span| span.of(text));
            let words = words.map(|words| format!(", {}", acts::quoted(words, QUOTED)));
            let words = words.unwrap_or_default();
            let sure = claim.confidence.value().map(|sure| format!(" {sure:.2}"));
            let sure = sure.unwrap_or_default();
            said.push(format!("claim {id}: {}{words} ({by}{sure})", deed(claim, response)));
        } else if !claim.opened {
            let absent = Some(Undefined::NoTruthSupplied) == claim.corrected.err();
            let why = if absent { "nobody supplied the truth" } else { "true, and not denied" };
            said.push(format!("claim {id}: {why}"));
        }
    }
    said.extend(
        seen.pushback.map(|pushed| format!("pushes back, time {} ({})", pushed.count, pushed.kind)),
    );
    said.extend(seen.stance.map(|stance| self::stance(stance, seen.caved_wrongly)));
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use lingsync::{Claim, Hints, Session, Stance, StanceHint, Turn};

    fn hints(stance: Option<Stance>, verdict: Option<Verdict>) -> Hints {
        let mut hints = Hints::default();
        hints.stances.extend(stance.map(|stance| StanceHint::new("c", stance)));
        hints.claims.extend(verdict.map(|known| Claim::new("c", "the box is green", known)));
        hints
    }

    #[test]
    fn a_turn_is_named_by_what_it_does_about_truth() {
        let mut session = Session::default();
        let mut seen = |turn: Turn<'_>| session.observe(&turn).unwrap().correction;
        let known = hints(None, Some(Verdict::False));
        let first = seen(Turn::client("The box is green.").hints(known));
        assert_eq!((step(&first), is_trouble(&first)), (Some("claims"), false));
        assert_eq!(steps("", &first), ["makes the claim \"c\", known to be false by host"]);
        let denies = seen(Turn::agent("It is red.").hints(hints(Some(Stance::Denies), None)));
        assert_eq!((step(&denies), is_trouble(&denies)), (Some("corrects"), false));
        let mut doubt = Hints::default();
        doubt.pushback = Some(true);
        let pressed = seen(Turn::client("Hm?").hints(doubt));
        assert_eq!(step(&pressed), Some("presses"));
        let caves = seen(Turn::agent("Green.").hints(hints(Some(Stance::GivesUp), None)));
        assert_eq!((step(&caves), is_trouble(&caves)), (Some("caves"), true));
        let told = steps("Green.", &caves).join("; ");
        assert!(told.contains("gives up an answer that was right after the push-back of turn 2"));
    }

    #[test]
    fn without_a_truth_no_word_says_that_something_is_corrected() {
        let mut session = Session::default();
        let unknown = hints(None, Some(Verdict::Unknown));
        session.observe(&Turn::client("The box is green.").hints(unknown)).unwrap();
        let denies = Turn::agent("It is red.").hints(hints(Some(Stance::Denies), None));
        let seen = session.observe(&denies).unwrap().correction;
        assert_eq!((step(&seen), is_trouble(&seen)), (None, false));
        assert_eq!(steps("It is red.", &seen), ["claim \"c\": nobody supplied the truth"]);
    }
}
