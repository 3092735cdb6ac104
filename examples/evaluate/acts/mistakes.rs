//! Turns that a row gets wrong, for reading while a detector is built.

use super::{super::corpus::Line, Seen};
use lingsync::acts::Act;
use serde_json::Value;
use std::fmt::Write;

/// The row whose mistakes are wanted, and how many of either kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistakes {
    pub(crate) task: String,
    pub(crate) corpus: String,
    count: usize,
    false_positives: Kind,
    false_negatives: Kind,
}

/// Mistakes of one kind: how many, and how many of the turns had each act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Kind {
    count: usize,
    acts: [usize; Act::COUNT],
}

impl Kind {
    fn add(&mut self, seen: &Seen) -> usize {
        self.count += 1;
        let acts = Act::ALL.iter().enumerate();
        for (number, _) in acts.filter(|(_, act)| seen.hits.iter().any(|hit| hit.act == **act)) {
            self.acts[number] += 1;
        }
        self.count
    }

    /// The acts of the turns, the most frequent first.
    fn line(&self) -> String {
        let mut acts: Vec<_> = Act::ALL.iter().zip(self.acts).filter(|(_, n)| *n > 0).collect();
        acts.sort_by_key(|(act, n)| (std::cmp::Reverse(*n), **act));
        let acts: Vec<String> = acts.iter().map(|(act, n)| format!("{act} {n}")).collect();
        format!("{} turns, by what was found: {}", self.count, acts.join(", "))
    }
}

impl Mistakes {
    /// `TASK/CORPUS` and a number.
    pub(crate) fn new(row: &str, count: &str) -> Result<Self, String> {
        let Some((task, corpus)) = row.split_once('/') else {
            return Err(format!("--mistakes needs TASK/CORPUS and a number, not {row}"));
        };
        let count = count.parse().map_err(|_| format!("--mistakes: {count} is no number"))?;
        let (task, corpus) = (task.to_owned(), corpus.to_owned());
        let (false_positives, false_negatives) = (Kind::default(), Kind::default());
        Ok(Self { task, corpus, count, false_positives, false_negatives })
    }

    /// What is to be shown of a turn; `None` if it is right, or enough have been shown.
    pub(crate) fn of(
        &mut self,
        (line, at): (&Line, usize),
        texts: &[String],
        seen: &Seen,
        (said, is): (bool, bool),
    ) -> Option<String> {
        let (kind, count) = match (said, is) {
            (true, false) => ("false positive", self.false_positives.add(seen)),
            (false, true) => ("false negative", self.false_negatives.add(seen)),
            _ => return None,
        };
        if count > self.count {
            return None;
        }
        let mut out = format!("{kind} {count}: {} turn {at}\n", line.id);
        for (name, at) in [("before", at.checked_sub(1)), ("turn", Some(at))] {
            let (Some(text), Some(at)) = (at.and_then(|at| line.texts.get(at)), at) else {
                continue;
            };
            let shown = texts.get(at).map_or("", |text| text);
            let _ = writeln!(out, "  {name:<6} {} {}: {shown}", text.role, text.speaker);
        }
        let labels = line.texts.get(at).map_or(&Value::Null, |text| &text.labels);
        let _ = writeln!(out, "  gold   {labels}");
        let _ = writeln!(out, "  found  {}", seen.line());
        Some(out)
    }

    /// All mistakes, counted.
    pub(crate) fn summary(&self) -> String {
        let (positives, negatives) = (self.false_positives.line(), self.false_negatives.line());
        format!("false positives: {positives}\nfalse negatives: {negatives}")
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Hit, *};
    use lingsync::acts::Forms;
    use serde_json::json;

    #[test]
    fn the_first_mistakes_of_either_kind_are_shown_with_the_turn_before() {
        let labels = json!({"question": false});
        let text = |text: &str| super::super::super::corpus::Text {
            role: "client".to_owned(),
            speaker: "ann".to_owned(),
            text: text.to_owned(),
            labels: labels.clone(),
        };
        let texts = ["The kettle is on.".to_owned(), "Tea, then?".to_owned()];
        let turns = texts.iter().map(|shown| text(shown)).collect();
        let (id, labels, meta) = ("kitchen".to_owned(), Value::Null, Value::Null);
        let line = Line { id, texts: turns, labels, meta, key: None, group: None };
        let hit = Hit { act: Act::AskInfo, form: Forms::POLAR, confidence: 0.97, start: 0 };
        let seen = Seen { hits: vec![hit], ..Seen::default() };
        let mut mistakes = Mistakes::new("question/kitchen", "1").unwrap();
        let mut of = |decision| mistakes.of((&line, 1), &texts, &seen, decision);
        assert_eq!(of((true, true)), None);
        let shown = of((true, false)).unwrap();
        for part in ["false positive 1: kitchen turn 1", "The kettle is on.", "ask_info 0.97 polar"]
        {
            assert!(shown.contains(part), "{shown}");
        }
        assert_eq!(of((true, false)), None);
        assert!(of((false, true)).unwrap().starts_with("false negative 1"));
        assert!(mistakes.summary().contains("2 turns, by what was found: ask_info 2"));
    }

    #[test]
    fn a_row_is_named_by_task_and_corpus() {
        assert!(Mistakes::new("question", "3").unwrap_err().contains("TASK/CORPUS"));
        assert!(Mistakes::new("question/swda", "some").unwrap_err().contains("some"));
    }
}
