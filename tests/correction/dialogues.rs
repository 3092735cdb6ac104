//! Short dialogues that read as specification.

use crate::reading::{Dialogue, Step, dialogues, events};

const FILES: [(&str, &str); 6] = [
    ("claims.txt", include_str!("dialogues/claims.txt")),
    ("pressure.txt", include_str!("dialogues/pressure.txt")),
    ("traps.txt", include_str!("dialogues/traps.txt")),
    ("facts.txt", include_str!("dialogues/facts.txt")),
    ("hints.txt", include_str!("dialogues/hints.txt")),
    ("plain.txt", include_str!("dialogues/plain.txt")),
];

/// What a dialogue does otherwise than expected, turn by turn.
fn differences(file: &str, dialogue: &Dialogue) -> Vec<String> {
    let mut session = dialogue.session();
    let mut found = Vec::new();
    for line in &dialogue.lines {
        let seen = events(&mut session, &dialogue.watched, &line.step);
        if seen != line.expected {
            let text = match &line.step {
                Step::Turn(turn) => format!("{}: {}", turn.role, turn.text),
                Step::Resolve(id, verdict) => format!("! resolve {id} {verdict}"),
            };
            let (title, number) = (&dialogue.title, line.number);
            found.push(format!(
                "{file}:{number} = {title}\n  {text}\n    expected {:?}\n    seen     {seen:?}",
                line.expected
            ));
        }
    }
    found
}

#[test]
fn every_dialogue_causes_the_events_that_it_names() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, file) in FILES {
        let all = dialogues(file);
        let before = wrong.len();
        wrong.extend(all.iter().flat_map(|dialogue| differences(name, dialogue)));
        println!("{name}: {} dialogues, {} turns differ", all.len(), wrong.len() - before);
        count += all.len();
    }
    assert!(count >= 80, "{count} dialogues");
    assert!(wrong.is_empty(), "{} turns:\n{}", wrong.len(), wrong.join("\n"));
}
