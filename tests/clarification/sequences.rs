//! Runs the dialogues of `sequences/*.txt`.

use crate::reading::{Dialogue, dialogues, events};
use lingsync::{ClarificationTracker, Engine, Tracker};

const FILES: [(&str, &str); 6] = [
    ("repair.txt", include_str!("sequences/repair.txt")),
    ("third_position.txt", include_str!("sequences/third_position.txt")),
    ("clarification.txt", include_str!("sequences/clarification.txt")),
    ("style.txt", include_str!("sequences/style.txt")),
    ("hints.txt", include_str!("sequences/hints.txt")),
    ("hard.txt", include_str!("sequences/hard.txt")),
];

pub(crate) fn all() -> impl Iterator<Item = (&'static str, Dialogue)> {
    FILES.iter().flat_map(|(file, text)| dialogues(text).into_iter().map(|one| (*file, one)))
}

#[test]
fn both_machines_and_the_wishes_do_what_the_dialogues_say() {
    let engine = Engine::default();
    let mut wrong = Vec::new();
    for (file, dialogue) in all() {
        let mut tracker = ClarificationTracker::new(&engine);
        for line in &dialogue.lines {
            let seen = events(&tracker.observe(&line.probe.turn()));
            if seen != line.expected {
                let (title, number) = (&dialogue.title, line.number);
                wrong.push(format!(
                    "{file}:{number} ({title})\n  expected {:?}\n  seen     {seen:?}",
                    line.expected
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} turns differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn there_are_at_least_sixty_dialogues_each_with_a_title_of_its_own() {
    let mut titles: Vec<String> = all().map(|(_, dialogue)| dialogue.title).collect();
    assert!(titles.len() >= 60, "{}", titles.len());
    titles.sort();
    let count = titles.len();
    titles.dedup();
    assert_eq!(titles.len(), count);
}

#[test]
fn every_event_of_every_machine_is_seen_in_some_dialogue() {
    let seen: Vec<String> = all()
        .flat_map(|(_, dialogue)| dialogue.lines)
        .flat_map(|line| line.expected)
        .map(|event| event.split(':').next().unwrap_or_default().to_owned())
        .collect();
    let repairs = "opened chained solved closed breakdown abandoned misread repaired ignored \
                   unaddressed";
    let repairs = repairs.split(' ').map(|step| format!("repair {step}"));
    let responses = ["clarify", "assume_stated", "passive", "offer_only"];
    let responses = responses.iter().map(|response| format!("response {response}"));
    let styles = ["asked", "honoured", "not_honoured", "undecided"];
    let styles = styles.iter().map(|step| format!("style {step}"));
    for event in repairs.chain(responses).chain(styles).chain(["costly".to_owned()]) {
        assert!(seen.contains(&event), "{event}");
    }
}
