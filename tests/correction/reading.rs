//! Reads the dialogues of `dialogues/*.txt`; their form is described in `dialogues/README.md`.

use lingsync::{
    Claim, Config, Engine, Hints, Role, Session, Stance, StanceHint, Turn, TurnReport, Verdict,
    correction::{ClaimReport, Fact, FactBase, Resolution, Response},
};
use std::fmt::Write;

/// One step of a dialogue, with the line that it is from.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Turn(Box<Turn<'static>>),
    Resolve(String, Verdict),
}

#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) step: Step,
    pub(crate) expected: Vec<String>,
    /// The line of the file, for messages.
    pub(crate) number: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Dialogue {
    pub(crate) title: String,
    pub(crate) watched: Vec<Claim>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) lines: Vec<Line>,
}

pub(crate) fn dialogues(file: &str) -> Vec<Dialogue> {
    let mut dialogues: Vec<Dialogue> = Vec::new();
    for (number, line) in (1..).zip(file.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        if let Some(title) = line.strip_prefix("= ") {
            let (title, watched, facts) = (title.to_owned(), Vec::new(), Vec::new());
            dialogues.push(Dialogue { title, watched, facts, lines: Vec::new() });
            continue;
        }
        let dialogue = dialogues.last_mut().unwrap_or_else(|| panic!("line {number}: no dialogue"));
        dialogue.read(line, number).unwrap_or_else(|| panic!("line {number}: {line}"));
    }
    dialogues
}

impl Dialogue {
    fn read(&mut self, line: &str, number: usize) -> Option<()> {
        if line.starts_with(' ') {
            self.lines.last_mut()?.expected.push(line.trim().to_owned());
        } else if let Some(hint) = line.strip_prefix("+ ") {
            let Step::Turn(turn) = &mut self.lines.last_mut()?.step else { return None };
            add(&mut turn.hints, hint.trim())?;
        } else if let Some(known) = line.strip_prefix("watch ") {
            self.watched.push(claim(known)?);
        } else if let Some(known) = line.strip_prefix("fact ") {
            self.facts.push(fact(known)?);
        } else {
            let step = match line.strip_prefix("! resolve ") {
                Some(rest) => {
                    let (id, verdict) = rest.trim().split_once(' ')?;
                    Step::Resolve(id.to_owned(), Verdict::from_name(verdict.trim())?)
                }
                None => {
                    let (role, text) = line.split_once(':')?;
                    Step::Turn(Box::new(Turn::new(Role::from_name(role)?, text.trim().to_owned())))
                }
            };
            self.lines.push(Line { step, expected: Vec::new(), number });
        }
        Some(())
    }

    /// A session that knows what the dialogue says is known beforehand.
    pub(crate) fn session(&self) -> Session {
        let facts = FactBase::new(self.facts.clone()).unwrap();
        let builder = Engine::builder(Config::default());
        let builder = if self.facts.is_empty() { builder } else { builder.facts(facts) };
        let mut session = builder.build().unwrap().session();
        session.watch(self.watched.clone()).unwrap();
        session
    }
}

/// `ID VERDICT: text | correct text`
fn claim(line: &str) -> Option<Claim> {
    let (head, text) = line.split_once(':')?;
    let (id, verdict) = head.trim().split_once(' ')?;
    let (text, correct) = match text.split_once('|') {
        Some((text, correct)) => (text.trim(), Some(correct.trim().to_owned())),
        None => (text.trim(), None),
    };
    let mut claim = Claim::new(id, text, Verdict::from_name(verdict.trim())?);
    claim.correct_text = correct;
    Some(claim)
}

/// `subjects; properties; value; wrong values`
fn fact(line: &str) -> Option<Fact> {
    let names = |list: &str| -> Vec<String> {
        list.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
    };
    let mut parts = line.split(';');
    let (subject, property) = (names(parts.next()?), names(parts.next()?));
    let value = parts.next()?.trim();
    Some(Fact::new(subject, property, value).wrong(names(parts.next().unwrap_or_default())))
}

fn add(hints: &mut Hints, hint: &str) -> Option<()> {
    let (word, rest) = hint.split_once(' ').unwrap_or((hint, ""));
    match (word, rest) {
        ("claim", rest) => hints.claims.push(claim(rest)?),
        ("stance", rest) => {
            let (id, stance) = rest.trim().split_once(' ')?;
            hints.stances.push(StanceHint::new(id, Stance::from_name(stance.trim())?));
        }
        ("pushback", "") => hints.pushback = Some(true),
        ("no", "pushback") => hints.pushback = Some(false),
        ("evidence", "") => hints.evidence = Some(true),
        ("no", "evidence") => hints.evidence = Some(false),
        ("agent_was_wrong", "") => hints.agent_was_wrong = Some(true),
        ("agent_was_right", "") => hints.agent_was_wrong = Some(false),
        _ => return None,
    }
    Some(())
}

/// What a turn or a resolution causes, in the words of the files.
pub(crate) fn events(session: &mut Session, watched: &[Claim], step: &Step) -> Vec<String> {
    match step {
        Step::Turn(turn) => {
            let hinted = |id: &str| turn.hints.claims.iter().any(|claim| claim.id == id);
            let watched = |id: &str| !hinted(id) && watched.iter().any(|claim| claim.id == id);
            seen(&session.observe(turn).unwrap(), watched)
        }
        Step::Resolve(id, verdict) => {
            let amended = session.resolve(id, &Resolution::new(*verdict)).unwrap();
            let name = |response: Option<Response>| response.map_or("none", Response::name);
            let line = |a: &lingsync::correction::Amendment| {
                format!("amend turn {} {}: {} -> {}", a.turn, a.id, name(a.before), name(a.after))
            };
            amended.iter().filter(|a| a.before != a.after).map(line).collect()
        }
    }
}

fn seen(report: &TurnReport, watched: impl Fn(&str) -> bool) -> Vec<String> {
    let correction = &report.correction;
    let mut lines = Vec::new();
    for claim in correction.claims.iter().filter(|claim| claim.opened) {
        let by = if watched(&claim.id) { "watch" } else { source(claim) };
        lines.push(format!("open {} {} by {by}", claim.id, claim.verdict));
    }
    for claim in &correction.claims {
        if let Some(source) = claim.source {
            let response = claim.response.map_or("none", Response::name);
            lines.push(format!("{}: {response} by {source}", claim.id));
        }
    }
    if let Some(pushback) = correction.pushback {
        lines.push(format!("pushback {} {}", pushback.count, pushback.kind));
    }
    if let Some(stance) = correction.stance {
        let mut line = String::from("stance ");
        let _ = write!(line, "{}", stance.stance);
        lines.push(line);
    }
    lines
}

fn source(claim: &ClaimReport) -> &'static str {
    claim.verdict_source.map_or("nobody", lingsync::correction::Source::name)
}
