//! Reads the dialogues of `sequences/*.txt`; their form is described in `sequences/README.md`.

use lingsync::{
    ClarificationObservation, Role,
    acts::{Act, Wishes},
    clarification::Probe,
};

/// A turn with the events that it has to cause.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) probe: Probe,
    pub(crate) expected: Vec<String>,
    /// The line of the file, for messages.
    pub(crate) number: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Dialogue {
    pub(crate) title: String,
    pub(crate) lines: Vec<Line>,
}

pub(crate) fn dialogues(file: &str) -> Vec<Dialogue> {
    let mut dialogues: Vec<Dialogue> = Vec::new();
    for (number, line) in (1..).zip(file.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        if let Some(title) = line.strip_prefix("= ") {
            dialogues.push(Dialogue { title: title.to_owned(), lines: Vec::new() });
            continue;
        }
        let dialogue = dialogues.last_mut().unwrap_or_else(|| panic!("line {number}: no dialogue"));
        if line.starts_with(' ') {
            let turn =
                dialogue.lines.last_mut().unwrap_or_else(|| panic!("line {number}: no turn"));
            turn.expected.push(line.trim().to_owned());
        } else {
            let turn = dialogue.lines.len() as u32;
            dialogue.lines.push(parse(line, turn, number));
        }
    }
    dialogues
}

fn parse(line: &str, turn: u32, number: usize) -> Line {
    let wrong = |what: &str| -> ! { panic!("line {number}: {what}: {line}") };
    let (role, rest) = line.split_once(':').unwrap_or_else(|| wrong("no role"));
    let role = Role::from_name(role).unwrap_or_else(|| wrong("unknown role"));
    let rest = rest.trim().strip_suffix(']').unwrap_or_else(|| wrong("no acts"));
    let (text, inside) = rest.split_once('[').unwrap_or_else(|| wrong("no acts"));
    let (acts, facts) = inside.split_once('|').unwrap_or((inside, ""));
    let acts: Vec<Act> = acts
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| Act::from_name(name).unwrap_or_else(|| wrong(name)))
        .collect();
    let mut probe = Probe::new(turn, role, &acts);
    let words = text.split_whitespace().map(|word| word.chars().filter(|c| c.is_alphanumeric()));
    let letters: Vec<u32> = words.map(|word| word.count() as u32).filter(|n| *n > 0).collect();
    probe.words = letters.len() as u32;
    probe.letters = letters.iter().sum();
    for fact in facts.split(',').map(str::trim).filter(|fact| !fact.is_empty()) {
        state(&mut probe, fact).unwrap_or_else(|| wrong(fact));
    }
    Line { text: text.trim().to_owned(), probe, expected: Vec::new(), number }
}

/// Enters a fact into a turn.
fn state(probe: &mut Probe, fact: &str) -> Option<()> {
    let (name, value) = fact.split_once(' ').unwrap_or((fact, ""));
    let overlap = || -> Option<[u16; 3]> {
        let counts: Vec<u16> = value.split('/').map(|n| n.parse().ok()).collect::<Option<_>>()?;
        counts.try_into().ok()
    };
    match name {
        "words" => {
            let letters = f64::from(probe.letters) / f64::from(probe.words.max(1));
            probe.words = value.parse().ok()?;
            probe.letters = (letters * f64::from(probe.words)) as u32;
        }
        "content" => probe.content = true,
        "no" if value == "content" => probe.content = false,
        "yes_no" => probe.yes_no = true,
        "assumes" => probe.assumes = true,
        "strict" => probe.strict_repair = true,
        "own" => probe.retention = overlap()?,
        "request" => probe.own_request = overlap()?,
        "ambiguity" => probe.ambiguity = Some(value.parse().ok()?),
        "ambiguous" => {
            probe.ambiguity = Some(value.parse().ok()?);
            probe.ambiguity_hinted = true;
        }
        "refers_to" => probe.refers_to = Some(value.parse().ok()?),
        "resolved" => probe.resolved = Some(value.parse().ok()?),
        "wish" => probe.wishes = probe.wishes.union(Wishes::from_name(value)?),
        "list" => probe.list_items = value.parse().ok()?,
        "formality" => probe.formality = Some(value.parse().ok()?),
        "warmth" => probe.warmth = Some(value.parse().ok()?),
        "foreign" => probe.in_language = false,
        "interrupted" => probe.interrupted = true,
        _ => return None,
    }
    Some(())
}

/// The events of an observation as the files write them.
pub(crate) fn events(seen: &ClarificationObservation) -> Vec<String> {
    let repairs = seen.repairs.iter().map(|event| {
        let source = event.source.map_or_else(String::new, |turn| format!(" of turn {turn}"));
        let time = if event.chain > 1 { format!(", time {}", event.chain) } else { String::new() };
        let (kind, by) = (event.kind.name(), event.initiator);
        format!("repair {}: {kind} by {by}{source}{time}", event.event)
    });
    let response = seen.response.map(|response| format!("response {response}"));
    let costly =
        seen.costly.map(|it| format!("costly: request {}, answer {}", it.request, it.answer));
    let style =
        seen.style.iter().map(|it| format!("style {}: {}", it.event.name(), it.dimension_name()));
    repairs.chain(response).chain(costly).chain(style).collect()
}
