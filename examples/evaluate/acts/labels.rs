//! Which turns of a corpus a task judges, and what their labels say.

use super::super::corpus::{Line, Text};

/// Where the truth about a turn stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gold {
    /// A flag of the turn, whoever speaks.
    Turn(&'static str),
    /// A flag of an agent's turn.
    Agent(&'static str),
    /// A flag of a client's turn that is not the first of the line.
    LaterClient(&'static str),
    /// A flag of the client's last turn: the request that is judged.
    Request(&'static str),
    /// A flag of the turn that the line is about, `meta.target_turn`, against other questions.
    Target(&'static str),
    /// The tag of the turn, under this name, is this one.
    Tag(&'static str, &'static str),
    /// Every client's turn is negative.
    NeverClient,
}

impl Gold {
    /// Whether the turn is positive; `None` if the task does not judge it.
    pub(crate) fn of(self, line: &Line, at: usize) -> Option<bool> {
        let text = line.texts.get(at)?;
        match self {
            Self::Turn(name) => flag(line, text, name),
            Self::Agent(name) => flag(line, text, name).filter(|_| text.role == "agent"),
            Self::LaterClient(name) => {
                flag(line, text, name).filter(|_| text.role == "client" && at > 0)
            }
            Self::Request(name) => {
                let last = line.texts.iter().rposition(|text| text.role == "client");
                flag(line, text, name).filter(|_| last == Some(at))
            }
            Self::Target(name) => {
                let target = line.meta["target_turn"].as_u64() == Some(at as u64);
                let positive = flag(line, text, name) == Some(true);
                let judged = target && (positive || text.labels["question"] == true);
                judged.then_some(positive)
            }
            Self::Tag(name, tag) => text.labels[name].as_str().map(|found| found == tag),
            Self::NeverClient => (text.role == "client").then_some(false),
        }
    }
}

/// A label of a turn. Where it is absent it is false if the corpus says so for this label, else the
/// turn is not labelled.
fn flag(line: &Line, text: &Text, name: &str) -> Option<bool> {
    let absent = line.meta["absent_means_false"].as_str().unwrap_or_default();
    let false_if_absent = absent.split(',').any(|listed| listed.trim() == name);
    text.labels[name].as_bool().or(false_if_absent.then_some(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A line of turns: role, labels.
    fn line(meta: Value, turns: &[(&str, Value)]) -> Line {
        let text = |(role, labels): &(&str, Value)| Text {
            role: (*role).to_owned(),
            speaker: String::new(),
            text: "Shall we take the early ferry?".to_owned(),
            labels: labels.clone(),
        };
        let texts = turns.iter().map(text).collect();
        Line { id: String::new(), texts, labels: Value::Null, meta, key: None, group: None }
    }

    fn all(gold: Gold, line: &Line) -> Vec<Option<bool>> {
        (0..line.texts.len()).map(|at| gold.of(line, at)).collect()
    }

    #[test]
    fn an_absent_flag_is_false_only_where_the_corpus_says_so() {
        let turns = [("other", json!({"question": true})), ("other", json!({"act": "sd"}))];
        let meta = json!({"absent_means_false": "rejects,question"});
        let question = Gold::Turn("question");
        assert_eq!(all(question, &line(meta.clone(), &turns)), [Some(true), Some(false)]);
        assert_eq!(all(question, &line(json!({}), &turns)), [Some(true), None]);
        assert_eq!(all(Gold::Turn("thanks"), &line(meta, &turns)), [None, None]);
    }

    #[test]
    fn tasks_of_the_agent_leave_out_all_others() {
        let asks = json!({"question": true});
        let line = line(json!({}), &[("client", asks.clone()), ("agent", asks)]);
        assert_eq!(all(Gold::Agent("question"), &line), [None, Some(true)]);
    }

    #[test]
    fn a_repair_is_looked_for_in_client_turns_after_the_first() {
        let (yes, no) = (json!({"repair": true}), json!({"repair": false}));
        let turns = [("client", no.clone()), ("agent", json!({})), ("client", yes), ("client", no)];
        let line = line(json!({}), &turns);
        assert_eq!(all(Gold::LaterClient("repair"), &line), [None, None, Some(true), Some(false)]);
        let all = all(Gold::NeverClient, &line);
        assert_eq!(all, [Some(false), None, Some(false), Some(false)]);
    }

    #[test]
    fn of_a_context_and_a_question_the_question_is_judged() {
        let vague = json!({"vague": true});
        let line = line(json!({}), &[("client", vague.clone()), ("client", vague)]);
        assert_eq!(all(Gold::Request("vague"), &line), [None, Some(true)]);
    }

    #[test]
    fn of_a_window_only_the_target_turn_is_judged() {
        let (repair, question) =
            (json!({"repair": true, "question": true}), json!({"question": true}));
        let window = |target: u64| {
            let turns = [("other", question.clone()), ("other", repair.clone())];
            line(json!({"target_turn": target}), &turns)
        };
        assert_eq!(all(Gold::Target("repair"), &window(0)), [Some(false), None]);
        assert_eq!(all(Gold::Target("repair"), &window(1)), [None, Some(true)]);
        let neither = line(json!({"target_turn": 0}), &[("other", json!({}))]);
        assert_eq!(all(Gold::Target("repair"), &neither), [None]);
    }

    #[test]
    fn a_turn_without_a_tag_is_left_out() {
        let turns = [("other", json!({"full": "aa"})), ("other", json!({"full": "aap"}))];
        let mut turns = turns.to_vec();
        turns.push(("other", json!({})));
        let found = all(Gold::Tag("full", "aa"), &line(json!({}), &turns));
        assert_eq!(found, [Some(true), Some(false), None]);
    }
}
