//! Whole dialogues in one call: every turn observed, the summary, and one line of JSON for all of
//! it.

use super::{Dialogue, Transcripts};
use crate::{
    config::Detail,
    engine::Engine,
    error::{Error, Result},
    hints::shown,
    json::{Detailed, Object},
    lexical::{Lexicon, Sharing},
    report::{SessionSummary, TurnReport},
    turn::Party,
};
use serde::ser::{Serialize, SerializeSeq, Serializer};

/// What [`Engine::analyse`] is to give, and what to do with what it cannot take.
///
/// # Example
/// ```
/// use lingsync::transcript::AnalyseOptions;
///
/// let mut options = AnalyseOptions::default();
/// options.summary_only = true;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnalyseOptions {
    /// How much the reports say; `None` is as the engine's configuration says.
    pub detail: Option<Detail>,
    /// Whether the reports of the turns are left out: fast over many dialogues.
    pub summary_only: bool,
    /// Whether the shared lexicon of agent and client is given.
    pub lexicon: bool,
    /// Whether what cannot be read or is refused becomes a [`Problem`] instead of ending the work.
    pub keep_going: bool,
}

/// What was left out, and why.
///
/// As JSON: `{"error": {"kind", "message", "id"?, "turn"?}}`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// The dialogue, where it is known.
    pub id: Option<String>,
    /// The turn's place in the dialogue, from 0, where it is known.
    pub turn: Option<u32>,
    /// Why.
    pub error: Error,
}

/// Every report of one dialogue.
///
/// As JSON it is the line of `analyse --json`:
/// `{"id", "roles": "given" or "assumed", "skipped", "turns"?, "summary", "lexicon"?}`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DialogueReport {
    /// The dialogue's id.
    pub id: String,
    /// Whether the first speaker was made the client and the second the agent.
    pub roles_assumed: bool,
    /// Messages that are not part of the conversation: those of `system`, `tool` and the like.
    pub skipped: u32,
    /// The report of each turn; `None` with `summary_only`.
    pub turns: Option<Vec<TurnReport>>,
    /// The conversation as a whole.
    pub summary: SessionSummary,
    /// The shared lexicon, if it was asked for.
    pub lexicon: Option<Lexicon>,
    /// Turns that were left out; always empty without `keep_going`.
    pub problems: Vec<Problem>,
}

impl Engine {
    /// Analyses one dialogue in a session of its own. O(words).
    ///
    /// # Errors
    /// The first turn that is refused, as [`Session::observe`](crate::Session::observe) would
    /// refuse it; with `keep_going` there is no error.
    ///
    /// # Example
    /// ```
    /// use lingsync::{Config, Engine, transcript::{AnalyseOptions, Transcripts}};
    ///
    /// let engine = Engine::default();
    /// let chat = "user\twhere is my box?\nassistant\tYour box is late.\n";
    /// for dialogue in Transcripts::new("chat", chat.as_bytes(), engine.config()) {
    ///     let report = engine.analyse(&dialogue?, &AnalyseOptions::default())?;
    ///     assert_eq!(report.summary.turns(), 2);
    ///     assert!(report.to_json().starts_with(r#"{"id":"dialogue-1","roles":"given""#));
    /// }
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn analyse(&self, dialogue: &Dialogue, options: &AnalyseOptions) -> Result<DialogueReport> {
        let detail = options.detail.unwrap_or(self.config().detail);
        let mut session = self.session();
        let mut turns = (!options.summary_only).then(Vec::new);
        let mut problems = Vec::new();
        if let Err(error) = session.watch(dialogue.claims.iter().cloned()) {
            let id = dialogue.id.clone();
            if !options.keep_going {
                let message = format!("dialogue {}: {error}", shown(&id));
                return Err(Error::new(error.kind(), message));
            }
            problems.push(Problem { id: Some(id), turn: None, error });
        }
        for (index, turn) in dialogue.turns.iter().enumerate() {
            match session.observe(turn) {
                Ok(mut report) => {
                    report.detail = detail;
                    if let Some(turns) = &mut turns {
                        turns.push(report);
                    }
                }
                Err(error) if options.keep_going => problems.push(Problem {
                    id: Some(dialogue.id.clone()),
                    turn: Some(index as u32),
                    error,
                }),
                Err(error) => {
                    let id = shown(&dialogue.id);
                    let message = format!("dialogue {id}, turn {index}: {error}");
                    return Err(Error::new(error.kind(), message));
                }
            }
        }
        let pair = Sharing::Pair(Party::AGENT, Party::CLIENT);
        Ok(DialogueReport {
            id: dialogue.id.clone(),
            roles_assumed: dialogue.roles_assumed,
            skipped: dialogue.skipped,
            turns,
            summary: session.summary_in(detail),
            lexicon: options.lexicon.then(|| session.lexicon(pair)),
            problems,
        })
    }

    /// Analyses a transcript of any form ([`TranscriptFormat`](super::TranscriptFormat)): one line
    /// of JSON for each dialogue, that of [`DialogueReport::to_json`]. With `keep_going` each
    /// [`Problem`] is a line as well, at its place; nothing else is lost. O(bytes).
    ///
    /// # Errors
    /// The first thing that cannot be read or is refused; with `keep_going` there is no error.
    ///
    /// # Example
    /// ```
    /// use lingsync::{Engine, transcript::AnalyseOptions};
    ///
    /// let chat = r#"{"messages": [{"role": "user", "content": "hello there"}]}"#;
    /// let lines = Engine::default().analyse_jsonl(chat.as_bytes(), &AnalyseOptions::default())?;
    /// assert_eq!(lines.lines().count(), 1);
    /// assert!(lines.contains(r#""turns":[{"schema":"lingsync.turn/1""#));
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn analyse_jsonl(&self, data: &[u8], options: &AnalyseOptions) -> Result<String> {
        let mut lines = String::new();
        let mut add = |line: &str| {
            lines.push_str(line);
            lines.push('\n');
        };
        for dialogue in Transcripts::new("transcript", data, self.config()) {
            match dialogue.and_then(|dialogue| self.analyse(&dialogue, options)) {
                Ok(report) => {
                    report.problems.iter().for_each(|problem| add(&problem.to_json()));
                    add(&report.to_json());
                }
                Err(error) if options.keep_going => {
                    add(&Problem { id: None, turn: None, error }.to_json());
                }
                Err(error) => return Err(error),
            }
        }
        Ok(lines)
    }
}

impl DialogueReport {
    /// The report as one line of JSON, without its problems. The same report gives the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}

impl Problem {
    /// The problem as one line of JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}

impl Serialize for DialogueReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("id", &self.id)?;
        object.field("roles", if self.roles_assumed { "assumed" } else { "given" })?;
        object.field("skipped", &self.skipped)?;
        if let Some(turns) = &self.turns {
            object.field("turns", &Turns(turns))?;
        }
        object.field("summary", &self.summary)?;
        if let Some(lexicon) = &self.lexicon {
            object.field("lexicon", lexicon)?;
        }
        object.end::<S>()
    }
}

struct Turns<'t>(&'t [TurnReport]);

impl Serialize for Turns<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for turn in self.0 {
            list.serialize_element(&Detailed(turn, turn.detail))?;
        }
        list.end()
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Reason<'p>(&'p Problem);
        impl Serialize for Reason<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut object = Object::new(serializer)?;
                object.field("kind", self.0.error.kind().name())?;
                object.field("message", &self.0.error.to_string())?;
                if let Some(id) = &self.0.id {
                    object.field("id", id)?;
                }
                if let Some(turn) = &self.0.turn {
                    object.field("turn", turn)?;
                }
                object.end::<S>()
            }
        }
        let mut object = Object::new(serializer)?;
        object.field("error", &Reason(self))?;
        object.end::<S>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    const DATA: &str = r#"{"id": "a", "turns": [{"role": "user", "text": "four words are here"}]}
        not json
        {"id": "b", "turns": [{"role": "user", "text": "ok"}, {"role": "bot", "text": "far too long"}]}"#;

    fn engine() -> Engine {
        let mut config = Config::default();
        config.limits.max_turn_bytes = 19;
        Engine::new(config).unwrap()
    }

    #[test]
    fn keep_going_puts_a_line_where_something_was_left_out() {
        let mut engine_config = Config::default();
        engine_config.limits.max_turn_bytes = 11;
        let engine = Engine::new(engine_config).unwrap();
        let options = AnalyseOptions { keep_going: true, summary_only: true, ..Default::default() };
        let lines = engine.analyse_jsonl(DATA.as_bytes(), &options).unwrap();
        let starts = [
            r#"{"error":{"kind":"limit_exceeded","message":"turn of 19 bytes"#,
            r#"{"id":"a","roles":"given","skipped":0,"summary":{"#,
            r#"{"error":{"kind":"invalid_transcript","message":"transcript:2: "#,
            r#"{"error":{"kind":"limit_exceeded","message":"turn of 12 bytes"#,
            r#"{"id":"b","roles":"given","skipped":0,"summary":{"#,
        ];
        assert_eq!(lines.lines().count(), starts.len(), "{lines}");
        for (line, start) in lines.lines().zip(starts) {
            assert!(line.starts_with(start), "{line}");
        }
        assert!(lines.contains(r#""id":"b","turn":1}}"#), "{lines}");
    }

    #[test]
    fn without_it_the_first_problem_ends_the_work_and_is_named() {
        let message = |data: &str| {
            engine().analyse_jsonl(data.as_bytes(), &AnalyseOptions::default()).unwrap_err()
        };
        assert!(message(DATA).to_string().starts_with("transcript:2: "));
        let long = r#"{"id": "c", "turns": [{"role": "user", "text": "twenty bytes and more"}]}"#;
        let text = message(long).to_string();
        assert!(text.starts_with("dialogue `c`, turn 0: turn of 21 bytes exceeds"), "{text}");
    }

    #[test]
    fn the_claims_of_a_dialogue_are_watched_for() {
        let chat = |claims: &str| {
            format!(
                r#"{{"id": "d", "claims": {claims}, "turns": [
                    {{"role": "user", "text": "Is it true that bats are blind?"}}]}}"#
            )
        };
        let known = chat(r#"[{"id": "bats", "text": "bats are blind", "verdict": false}]"#);
        let engine = Engine::default();
        let read = |chat: &str| engine.analyse_jsonl(chat.as_bytes(), &AnalyseOptions::default());
        assert!(read(&known).unwrap().contains(r#""claims":[{"id":"bats","opened":true"#));
        assert!(read(&chat("null")).unwrap().contains(r#""claims":[]"#));
        let error = read(&chat(r#"[{"id": "bats", "text": "bats are blind"}]"#)).unwrap_err();
        let expected = "transcript:1: hint `claims[0].verdict` is missing";
        assert_eq!(error.to_string(), expected);
        let error = read(&chat(r#"[{"id": "", "text": "", "verdict": false}]"#)).unwrap_err();
        assert!(error.to_string().starts_with("dialogue `d`: hint `claims[0].id` is empty"));
        let options = AnalyseOptions { keep_going: true, ..Default::default() };
        let both =
            engine.analyse_jsonl(chat("[]").replace("[]", "5").as_bytes(), &options).unwrap();
        assert!(both.starts_with(r#"{"error":{"kind":"invalid_hint""#), "{both}");
    }

    #[test]
    fn the_detail_of_the_call_beats_that_of_the_engine() {
        let chat = "user\thello\nassistant\thello\n";
        let options = AnalyseOptions { detail: Some(Detail::Full), ..Default::default() };
        let full = engine().analyse_jsonl(chat.as_bytes(), &options).unwrap();
        let config = Config { detail: Detail::Full, ..Config::default() };
        let same = Engine::new(config).unwrap();
        let lines = same.analyse_jsonl(chat.as_bytes(), &AnalyseOptions::default()).unwrap();
        assert_eq!(full, lines);
        assert!(full.contains(r#""distance":{"#) && full.contains(r#""segments":["#));
    }
}
