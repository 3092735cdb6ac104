//! Acts and clarification in the summary: when the agent should have asked, when it was misunderstood
//! and whether it repaired that, with the turns.

use super::{acts, args::Options, summary::Lines, words};
use lingsync::{
    ClarificationSummary, Measure, Party, Rate, Turn, TurnReport,
    clarification::{ByRole, RepairFigures, RepairStep, Response},
    config::Detail,
};

/// From this ambiguity on a request should not be answered without asking.
const AMBIGUOUS: f64 = 0.5;
/// Letters of a turn that are quoted.
const QUOTED: usize = 48;
/// Turns of the client that are remembered.
const TURNS: usize = 32;

/// A turn that is quoted.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    turn: u32,
    text: String,
}

impl Said {
    fn of(turn: &Turn<'_>, report: &TurnReport) -> Self {
        Self { turn: report.turn, text: acts::quoted(&turn.text, QUOTED) }
    }
}

/// A request that was answered at once.
#[derive(Clone, Debug)]
struct Answered {
    request: Said,
    ambiguity: Option<f64>,
    answer: u32,
    /// The turn that shows that the answer was not what was wanted.
    costly: Option<u32>,
}

/// The client says that a reply missed what was meant.
#[derive(Clone, Debug)]
struct Misread {
    reply: Option<u32>,
    said: Said,
    end: Option<(RepairStep, Said)>,
}

/// The turns of a dialogue that bear on clarification.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clarity {
    /// Turns of the client, how ambiguous they are as a request, and whether they wait.
    client: Vec<(Said, Option<f64>, bool)>,
    answered: Vec<Answered>,
    misread: Vec<Misread>,
    /// Turns of which only the question marks were looked at, and all turns.
    unsure: u64,
    turns: u64,
}

impl Clarity {
    /// Takes in a turn.
    pub(crate) fn add(&mut self, turn: &Turn<'_>, report: &TurnReport) {
        let seen = &*report.clarification;
        self.turns += 1;
        self.unsure += u64::from(seen.low_confidence.is_some());
        if report.party == Party::CLIENT {
            self.client(turn, report);
        } else if seen.response == Some(Response::Passive) {
            let answer = report.turn;
            let ambiguous = |it: &Option<f64>| it.is_some_and(|it| it >= AMBIGUOUS);
            let waits = self.client.iter().filter(|(_, it, waits)| *waits && ambiguous(it));
            self.answered.extend(waits.map(|(request, ambiguity, _)| Answered {
                request: request.clone(),
                ambiguity: *ambiguity,
                answer,
                costly: None,
            }));
        }
        if seen.response.is_some() {
            self.client.iter_mut().for_each(|(.., waits)| *waits = false);
        }
        self.repairs(turn, report);
    }

    fn client(&mut self, turn: &Turn<'_>, report: &TurnReport) {
        let seen = &*report.clarification;
        if let Some(costly) = seen.costly {
            let turn = costly.request;
            let costs = Some(report.turn);
            match self.answered.iter_mut().find(|it| it.request.turn == turn) {
                Some(known) => known.costly = costs,
                None => {
                    let said = self.client.iter().find(|(said, ..)| said.turn == turn);
                    let (request, ambiguity) = match said {
                        Some((said, ambiguity, _)) => (said.clone(), *ambiguity),
                        None => (Said { turn, text: String::new() }, None),
                    };
                    let answer = costly.answer;
                    self.answered.push(Answered { request, ambiguity, answer, costly: costs });
                }
            }
        }
        if self.client.len() == TURNS {
            self.client.remove(0);
        }
        self.client.push((Said::of(turn, report), seen.ambiguity.value(), true));
    }

    fn repairs(&mut self, turn: &Turn<'_>, report: &TurnReport) {
        for event in &report.clarification.repairs {
            match event.event {
                RepairStep::Misread => {
                    let said = Said::of(turn, report);
                    self.misread.push(Misread { reply: event.source, said, end: None });
                }
                RepairStep::Repaired | RepairStep::Ignored | RepairStep::Unaddressed => {
                    let mut all = self.misread.iter_mut();
                    if let Some(misread) = all.find(|misread| misread.said.turn == event.opened) {
                        misread.end = Some((event.event, Said::of(turn, report)));
                    }
                }
                _ => {}
            }
        }
    }

    /// Requests that were answered at once: those known to be ambiguous, or others of which the
    /// answer turned out not to be what was wanted.
    fn answered_at_once(&self, ambiguous: bool) -> Vec<String> {
        // Those that were costly tell most.
        let (costly, others): (Vec<_>, Vec<_>) =
            self.answered.iter().partition(|it| it.costly.is_some());
        let all = costly.into_iter().chain(others);
        let is_ambiguous = |it: &&Answered| it.ambiguity.is_some_and(|it| it >= AMBIGUOUS);
        let told = all.filter(|it| is_ambiguous(it) == ambiguous).map(|it| {
            let (turn, text, answer) = (it.request.turn, &it.request.text, it.answer);
            let ambiguity = it.ambiguity.map(|it| format!(" (ambiguity {it:.2})"));
            let ambiguity = ambiguity.unwrap_or_default();
            let mut said = format!("turn {turn} {text}{ambiguity}: turn {answer} answers at once");
            if let Some(costly) = it.costly {
                said += &format!(", turn {costly} shows that something else was wanted");
            }
            said
        });
        told.collect()
    }

    /// What the client says was missed, and what the agent made of it.
    fn misreadings(&self) -> Vec<String> {
        let told = self.misread.iter().map(|it| {
            let (turn, text) = (it.said.turn, &it.said.text);
            let reply = it.reply.map(|reply| format!(" corrects turn {reply},"));
            let reply = reply.unwrap_or_default();
            let end = match &it.end {
                Some((RepairStep::Repaired, by)) => {
                    format!("turn {} repairs it, {}", by.turn, by.text)
                }
                Some((RepairStep::Ignored, by)) => {
                    format!("turn {} says the same again, {}", by.turn, by.text)
                }
                Some((_, by)) => format!("turn {} does not address it, {}", by.turn, by.text),
                None => "the agent did not speak again".to_owned(),
            };
            format!("turn {turn}{reply} {text}: {end}")
        });
        told.collect()
    }
}

/// Adds acts and clarification to a summary.
pub(crate) fn render(
    lines: &mut Lines,
    summary: &ClarificationSummary,
    clarity: &Clarity,
    most: usize,
    options: &Options,
) {
    let full = options.config.detail == Detail::Full;
    if clarity.unsure > 0 {
        let said = format!(
            "read by question marks alone in {} of {}: acts are uncertain there",
            clarity.unsure,
            words::count(clarity.turns, "turn")
        );
        lines.add("acts", &said);
    }
    if options.trackers.clarification {
        requests(lines, summary, full);
        listed(lines, "should have asked", &clarity.answered_at_once(true), most);
        listed(lines, "answered too soon", &clarity.answered_at_once(false), most);
        misread(lines, summary);
        listed(lines, "", &clarity.misreadings(), most);
        repairs(lines, "repairs", summary.oir_rate, &summary.repairs);
        style(lines, summary);
    }
    if options.trackers.acts {
        grounding(lines, summary);
        miti(lines, summary);
    }
    if full {
        research(lines, summary, options);
    }
}

pub(crate) fn listed(lines: &mut Lines, title: &str, said: &[String], most: usize) {
    let more = said.len().saturating_sub(most);
    for (index, line) in said.iter().take(most).enumerate() {
        let more =
            if more > 0 && index + 1 == most { format!("; {more} more") } else { String::new() };
        lines.add(if index == 0 { title } else { "" }, &format!("{line}{more}"));
    }
}

fn requests(lines: &mut Lines, summary: &ClarificationSummary, full: bool) {
    let all = &summary.requests;
    if all.all == 0 {
        lines.add("requests", "none of the client");
        return;
    }
    let share = if full { words::share_with_interval } else { words::share };
    let mut said = format!("{} of the client: asked back {}", all.all, share(summary.clarify_rate));
    let kinds = [
        ("reading stated", all.assume_stated),
        ("only offered", all.offer_only),
        ("unanswered", all.unanswered),
        ("waiting", all.waiting),
        ("dropped", all.dropped),
        ("answered at once", all.passive),
    ];
    for (name, number) in kinds.into_iter().filter(|(_, number)| *number > 0) {
        said += &format!(", {name} {number}");
    }
    if summary.passive_cost.hits > 0 {
        said += &format!("; costly {} of the answers at once", share(summary.passive_cost));
    }
    lines.add("requests", &said);
    if summary.passive_rate.of == 0 {
        return;
    }
    let said = format!(
        "answered at once {}; asked back by ambiguity {}, over-asking {}",
        share(summary.passive_rate),
        figure(summary.clarify_rate_weighted),
        figure(summary.over_asking)
    );
    lines.add("ambiguous ones", &said);
}

fn misread(lines: &mut Lines, summary: &ClarificationSummary) {
    let rate = summary.misread_rate;
    if rate.hits == 0 {
        lines.add("misread", &format!("{} of the agent's turns", words::share(rate)));
        return;
    }
    let ends = [
        ("repaired", summary.repaired),
        ("said again", summary.ignored),
        ("not addressed", summary.unaddressed),
    ];
    let ends = ends.map(|(name, rate)| format!("{name} {}", rate.hits));
    lines.add(
        "misread",
        &format!("{} of the agent's turns; {}", words::share(rate), ends.join(", ")),
    );
}

/// Repairs of the other's talk by kind, and how they ended.
fn repairs(lines: &mut Lines, title: &str, oir: Rate, figures: &RepairFigures) {
    if oir.hits == 0 {
        lines.add(title, &format!("{} of the turns start one", words::share(oir)));
        return;
    }
    let kinds = [
        ("open", figures.oir_open),
        ("restricted", figures.oir_restricted),
        ("candidate", figures.oir_candidate),
    ];
    let kinds = kinds.into_iter().filter(|(_, rate)| rate.hits > 0);
    let kinds: Vec<String> = kinds.map(|(name, rate)| format!("{name} {}", rate.hits)).collect();
    let said = format!(
        "{} of the turns start one: {}; closed {}, broken down {}, {} turns to close",
        words::share(oir),
        kinds.join(", "),
        words::share(figures.repair_success),
        figures.breakdown.hits,
        figure(figures.mean_turns_to_close),
    );
    lines.add(title, &said);
}

fn style(lines: &mut Lines, summary: &ClarificationSummary) {
    if summary.style.is_empty() {
        return;
    }
    let each = summary.style.iter().map(|of| {
        let mut said = format!("{} {}/{}", of.dimension_name(), of.honoured.hits, of.honoured.of);
        for (name, number) in [("undecided", of.undecided), ("withdrawn", of.withdrawn)] {
            if number > 0 {
                said += &format!(" ({number} {name})");
            }
        }
        said
    });
    let each = each.collect::<Vec<_>>().join(", ");
    lines.add(
        "style requests",
        &format!("honoured {}: {each}", words::share(summary.style_honoured)),
    );
}

fn grounding(lines: &mut Lines, summary: &ClarificationSummary) {
    let said = format!(
        "{} of the agent's turns; hand-off {}",
        words::share(summary.grounding_rate),
        words::share(summary.handoff_rate)
    );
    lines.add("grounding", &said);
}

/// Only where the agent reflects: MITI is about counselling.
fn miti(lines: &mut Lines, summary: &ClarificationSummary) {
    let miti = &summary.miti;
    if miti.reflections == 0 {
        return;
    }
    let said = format!(
        "{}, {}, reflection_to_question {}, open {}",
        words::count(miti.reflections, "reflection"),
        words::count(miti.questions, "question"),
        figure(miti.reflection_to_question),
        words::share(miti.open_share)
    );
    lines.add("MITI view", &said);
}

/// What a full report adds.
fn research(lines: &mut Lines, summary: &ClarificationSummary, options: &Options) {
    if options.trackers.clarification {
        for own in &summary.roles {
            repairs(lines, &format!("repairs {}", own.role), own.oir_rate, &own.repairs);
        }
        let all = &summary.repairs;
        let interval = &summary.other_initiated_repair_interval;
        let said = format!(
            "specificity {}, chain_length {}, repair_hazard {}, interval {} turns, {} s",
            figure(all.specificity),
            figure(all.chain_length),
            figure(summary.repair_hazard),
            figure(interval.turns),
            figure(interval.seconds),
        );
        lines.add("repairs", &said);
        let open = [("open", summary.repairs_open), ("dropped", summary.repairs_dropped)];
        let open: Vec<String> = open.map(|(name, number)| format!("{number} {name}")).into();
        lines.add("", &open.join(", "));
    }
    if options.trackers.acts {
        let rifts = &summary.rifts;
        let alone = [
            ("followup", rifts.followup),
            ("repair", rifts.repair),
            ("repeat", rifts.repeat),
            ("overresponse", rifts.overresponse),
        ];
        let mut said: Vec<String> =
            alone.map(|(name, rate)| format!("{name} {}", words::share(rate))).into();
        said.extend(by_role([
            ("clarification", rifts.clarification),
            ("topic_switch", rifts.topic_switch),
            ("acknowledgement", rifts.acknowledgement),
            ("display", rifts.display),
            ("agreement", rifts.agreement),
            ("disagreement", rifts.disagreement),
            ("response", rifts.response),
        ]));
        lines.add("RIFTS view", &said.join(", "));
        let gaps = &summary.grounding_gaps;
        let said = by_role([
            ("clarification", gaps.clarification),
            ("followup", gaps.followup),
            ("acknowledgement", gaps.acknowledgement),
        ]);
        lines.add("grounding gaps", &said.join(", "));
        lines.legend("client/agent: shares of their turns");
    }
}

fn by_role<const N: usize>(rates: [(&str, ByRole); N]) -> Vec<String> {
    let said = rates.map(|(name, of)| {
        format!("{name} {}/{}", words::percent(of.client), words::percent(of.agent))
    });
    said.into()
}

/// `0.75`, or `- (empty)`.
fn figure(measure: Measure) -> String {
    match measure {
        Measure::Value(value) => format!("{value:.2}"),
        Measure::Undefined(reason) => format!("- ({reason})"),
    }
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;
    use lingsync::{Hints, Session};

    fn told(turns: &[Turn<'_>]) -> Clarity {
        let (mut session, mut clarity) = (Session::default(), Clarity::default());
        for turn in turns {
            let report = session.observe(turn).unwrap();
            clarity.add(turn, &report);
        }
        clarity
    }

    fn ambiguous() -> Hints {
        let mut hints = Hints::default();
        hints.ambiguous = Some(0.9);
        hints
    }

    #[test]
    fn an_ambiguous_request_that_is_answered_at_once_is_told_with_its_cost() {
        let clarity = told(&[
            Turn::client("Can you move the delivery to Friday?").hints(ambiguous()),
            Turn::agent("The delivery comes on Friday."),
            Turn::client("No, I meant the pickup."),
            Turn::agent("Sorry, I misread you. The pickup is on Friday now."),
        ]);
        assert_eq!(
            clarity.answered_at_once(true),
            [
                "turn 0 \"Can you move the delivery to Friday?\" (ambiguity 0.90): turn 1 answers at \
              once, turn 2 shows that something else was wanted"
            ]
        );
        assert_eq!(
            clarity.misreadings(),
            ["turn 2 corrects turn 1, \"No, I meant the pickup.\": turn 3 repairs it, \"Sorry, I \
              misread you. The pickup is on Friday…\""]
        );
    }

    #[test]
    fn an_ambiguous_request_that_is_clarified_is_no_reproach() {
        let clarity = told(&[
            Turn::client("Can you move the delivery to Friday?").hints(ambiguous()),
            Turn::agent("Do you mean the delivery or the pickup?"),
            Turn::client("The pickup."),
            Turn::agent("The pickup is on Friday now."),
        ]);
        assert!(clarity.answered_at_once(true).is_empty());
        assert!(clarity.answered_at_once(false).is_empty());
    }
}
