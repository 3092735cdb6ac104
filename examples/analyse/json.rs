//! The JSON of a dialogue: the library's own reports, embedded as they are, so that every figure
//! keeps its bytes.

use super::args::Options;
use lingsync::{Error, Party, Session, lexical::Sharing, transcript::Dialogue};
use std::fmt::Write;

/// `{"id", "roles", "skipped", "turns": [...], "summary": {...}, "lexicon": {...}?}` on one line.
///
/// # Errors
/// The first turn that the session refuses, by its number.
pub(crate) fn dialogue(
    mut session: Session,
    dialogue: &Dialogue,
    options: &Options,
) -> Result<String, (u32, Error)> {
    let id = serde_json::Value::from(dialogue.id.as_str());
    let roles = if dialogue.roles_assumed { "assumed" } else { "given" };
    let mut line = format!(r#"{{"id":{id},"roles":"{roles}","skipped":{}"#, dialogue.skipped);
    let turns = turns(&mut session, dialogue, options)?;
    if !options.summary_only {
        let _ = write!(line, r#","turns":[{turns}]"#);
    }
    let _ = write!(line, r#","summary":{}"#, session.summary().to_json());
    if options.lexicon {
        let lexicon = session.lexicon(Sharing::Pair(Party::AGENT, Party::CLIENT));
        let _ = write!(line, r#","lexicon":{}"#, lexicon.to_json());
    }
    line.push_str("}\n");
    Ok(line)
}

/// The reports of the turns, by commas; nothing when only the summary is asked for.
fn turns(
    session: &mut Session,
    dialogue: &Dialogue,
    options: &Options,
) -> Result<String, (u32, Error)> {
    let mut reports = String::new();
    for turn in &dialogue.turns {
        let number = session.turns();
        let report = session.observe(turn).map_err(|error| (number, error))?;
        if !options.summary_only {
            if number > 0 {
                reports.push(',');
            }
            reports.push_str(&report.to_json());
        }
    }
    Ok(reports)
}

#[cfg(test)]
mod tests {
    use super::super::args::{Command, parse};
    use super::*;
    use lingsync::{Config, Engine, Turn, transcript::Transcripts};
    use serde_json::Value;

    const CHAT: &str = "user\tmy plan \"A\" is broken\nassistant\tYour plan is broken?\n";

    fn line(arguments: &[&str]) -> String {
        let Command::Analyse(options) = parse(arguments.iter().map(Into::into)).unwrap() else {
            panic!("no job");
        };
        let engine = Engine::new(options.config.clone()).unwrap();
        let read = Transcripts::new("x", CHAT.as_bytes(), &options.config).next();
        dialogue(engine.session(), &read.unwrap().unwrap(), &options).unwrap()
    }

    #[test]
    fn a_dialogue_is_one_line_of_valid_json_with_the_reports_as_they_are() {
        let line = line(&["--lexicon"]);
        let value: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(value["turns"].as_array().unwrap().len(), 2);
        assert_eq!(value["summary"]["turns"], 2);
        assert_eq!(value["lexicon"]["expressions"][0]["text"], "is broken");
        let mut session = Engine::new(Config::default()).unwrap().session();
        let report =
            session.observe(&Turn::client("my plan \"A\" is broken").speaker("user")).unwrap();
        assert!(line.contains(&report.to_json()));
        assert_eq!(line.matches('\n').count(), 1);
    }

    #[test]
    fn summaries_alone_have_no_turns() {
        let value: Value = serde_json::from_str(&line(&["--summary-only"])).unwrap();
        assert!(value.get("turns").is_none() && value.get("lexicon").is_none());
        assert_eq!(value["summary"]["words"], 9);
    }
}
