//! The JSON of a dialogue: the library's own line, so that every figure keeps its bytes.

use super::args::Options;
use lingsync::{
    Engine, Error,
    transcript::{AnalyseOptions, Dialogue},
};

/// `{"id", "roles", "skipped", "turns": [...], "summary": {...}, "lexicon": {...}?}` on one line.
///
/// # Errors
/// The first turn that the session refuses, by its number.
pub(crate) fn dialogue(
    engine: &Engine,
    dialogue: &Dialogue,
    options: &Options,
) -> Result<String, Error> {
    let mut what = AnalyseOptions::default();
    what.summary_only = options.summary_only;
    what.lexicon = options.lexicon;
    let mut line = engine.analyse(dialogue, &what)?.to_json();
    line.push('\n');
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::super::args::{Command, parse};
    use super::*;
    use lingsync::{Config, Turn, transcript::Transcripts};
    use serde_json::Value;

    const CHAT: &str = "user\tmy plan \"A\" is broken\nassistant\tYour plan is broken?\n";

    fn line(arguments: &[&str]) -> String {
        let Command::Analyse(options) = parse(arguments.iter().map(Into::into)).unwrap() else {
            panic!("no job");
        };
        let engine = Engine::new(options.config.clone()).unwrap();
        let read = Transcripts::new("x", CHAT.as_bytes(), &options.config).next();
        dialogue(&engine, &read.unwrap().unwrap(), &options).unwrap()
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
