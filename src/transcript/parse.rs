//! From the text of a line, a JSON document or an element to turns.

use super::json::{broken, json_text, kind, looks_like_json};
use super::roles::{Who, who};
use crate::config::{Config, Limits};
use crate::error::{Error, ErrorKind, Result};
use crate::hints::{Claim, Hints};
use crate::transcript::TranscriptFormat;
use crate::turn::Turn;
use serde_json::{Map, Value};
use std::fmt;

/// What the host's configuration says about reading.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) strict: bool,
    pub(super) limits: Limits,
}

impl Rules {
    pub(super) fn new(config: &Config) -> Self {
        Self { strict: config.strict, limits: config.limits.clone() }
    }
}

/// A line, a message or a turn of a list, read; `None` if it is to be skipped.
pub(super) type Entry = Option<Turn<'static>>;

/// The turns of a dialogue as far as they are read.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) turns: Vec<Turn<'static>>,
    pub(super) skipped: u32,
    pub(super) unknown_hints: u32,
    /// What the host knows before the conversation.
    pub(super) claims: Vec<Claim>,
}

impl Entries {
    /// Takes the claims of a dialogue in.
    fn watch(&mut self, claims: Option<Value>, rules: &Rules) -> Result<()> {
        let Some(claims) = claims.filter(|claims| !claims.is_null()) else { return Ok(()) };
        let (claims, unknown) = Claim::list_and_unknown(claims, rules.strict, &rules.limits)?;
        self.unknown_hints = self.unknown_hints.saturating_add(unknown);
        self.claims = claims;
        Ok(())
    }

    pub(super) fn push(&mut self, entry: Entry) {
        match entry {
            None => self.skipped = self.skipped.saturating_add(1),
            Some(turn) => {
                self.unknown_hints = self.unknown_hints.saturating_add(turn.hints.unknown);
                self.turns.push(turn);
            }
        }
    }
}

/// What a JSON text of a transcript can be.
#[derive(Debug)]
pub(super) enum Document {
    /// A whole dialogue.
    Dialogue(TranscriptFormat, Option<String>, Result<Entries>),
    /// A turn that names its dialogue.
    TurnOf(String, Value),
    /// An object that is neither: a message, within a list.
    Bare(Value),
}

pub(super) fn invalid(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidTranscript, message.into())
}

/// Says what a JSON text is; whether its turns are right is inside.
pub(super) fn document(value: Value, rules: &Rules) -> Result<Document> {
    let mut map = match value {
        Value::Object(map) => map,
        Value::Array(list) => {
            let entries = entries(list, rules);
            return Ok(Document::Dialogue(TranscriptFormat::Messages, None, entries));
        }
        other => {
            return Err(invalid(format!("the JSON is {}: give an object", kind(&other))));
        }
    };
    let forms =
        [("turns", TranscriptFormat::DialogueLines), ("messages", TranscriptFormat::Messages)];
    for (key, format) in forms {
        match map.remove(key) {
            None | Some(Value::Null) => {}
            Some(Value::Array(list)) => {
                let id = match name(&map, "id")? {
                    None => name(&map, "dialogue")?,
                    id => id,
                };
                let read = entries(list, rules).and_then(|mut entries| {
                    entries.watch(map.remove("claims"), rules)?;
                    Ok(entries)
                });
                return Ok(Document::Dialogue(format, id, read));
            }
            Some(other) => {
                return Err(invalid(format!("`{key}` is {}: give a list", kind(&other))));
            }
        }
    }
    Ok(match name(&map, "dialogue")? {
        Some(id) => Document::TurnOf(id, Value::Object(map)),
        None => Document::Bare(Value::Object(map)),
    })
}

fn entries(list: Vec<Value>, rules: &Rules) -> Result<Entries> {
    let mut entries = Entries::default();
    for (index, value) in list.into_iter().enumerate() {
        entries.push(entry(value, Some(index), rules)?);
    }
    Ok(entries)
}

/// How a message calls a turn: by its place in the list that holds it, from 0.
struct Subject(Option<usize>);

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(index) => write!(f, "turn {index}"),
            None => f.write_str("the turn"),
        }
    }
}

/// Reads one turn or message.
pub(super) fn entry(value: Value, index: Option<usize>, rules: &Rules) -> Result<Entry> {
    let subject = Subject(index);
    let Value::Object(mut map) = value else {
        return Err(invalid(format!("{subject} is {}: give an object", kind(&value))));
    };
    let problem = |what: fmt::Arguments<'_>| invalid(format!("{subject} {what}"));
    let within = |error: Error| Error::new(error.kind(), format!("{subject}: {error}"));
    let role = name(&map, "role").map_err(within)?;
    let speaker = name(&map, "speaker").map_err(within)?;
    let (role, speaker) = match who(role.as_deref(), speaker.as_deref()) {
        None => {
            return Err(problem(format_args!("has neither `role` nor `speaker`: give one")));
        }
        Some(Who::Skipped) => return Ok(None),
        Some(Who::Speaker(role, speaker)) => (role, speaker),
    };
    let fields = [("text", map.remove("text")), ("content", map.remove("content"))];
    let present = fields.iter().any(|(_, value)| value.is_some());
    let given = fields
        .into_iter()
        .find_map(|(key, value)| value.filter(|value| !value.is_null()).map(|value| (key, value)));
    let text = match given {
        Some((key, value)) => spoken(key, value).map_err(within)?,
        None if present || map.contains_key("tool_calls") => return Ok(None),
        None => return Err(problem(format_args!("has no `text`: give a string"))),
    };
    let mut turn = Turn::new(role, text);
    turn.speaker = speaker.map(Into::into);
    turn.at = at(map.remove("at")).map_err(|what| problem(format_args!("{what}")))?;
    if let Some(hints) = map.remove("hints") {
        turn.hints = Hints::from_value(hints, rules.strict).map_err(within)?;
        turn.hints.validate(&turn.text, &rules.limits).map_err(within)?;
    }
    Ok(Some(turn))
}

/// The time of a turn, or what is wrong with it.
pub(super) fn at(value: Option<Value>) -> Result<Option<i64>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) if number.is_i64() => Ok(number.as_i64()),
        Some(Value::Number(_)) => {
            let advice = "give whole milliseconds that fit 64 bits";
            Err(format!("has an `at` that is no integer: {advice}"))
        }
        Some(other) => {
            let kind = kind(&other);
            Err(format!("has an `at` that is {kind}: give milliseconds"))
        }
    }
}

/// The words of a `text` or `content`: a string, or parts of which the textual ones are joined.
fn spoken(key: &str, value: Value) -> Result<String> {
    let parts = match value {
        Value::String(text) => return Ok(text),
        Value::Array(parts) => parts,
        other => {
            return Err(invalid(format!("`{key}` is {}: give a string", kind(&other))));
        }
    };
    let mut texts = Vec::with_capacity(parts.len());
    for (index, part) in parts.into_iter().enumerate() {
        match part {
            Value::String(text) => texts.push(text),
            Value::Object(mut part) => {
                // `input_text` and `output_text` are how OpenAI's Responses API calls them.
                let textual = ["text", "input_text", "output_text"];
                if !part.get("type").and_then(Value::as_str).is_some_and(|t| textual.contains(&t)) {
                    continue;
                }
                match part.remove("text") {
                    Some(Value::String(text)) => texts.push(text),
                    _ => {
                        return Err(invalid(format!(
                            "part {index} of `{key}` has no `text`: give a string"
                        )));
                    }
                }
            }
            other => {
                let kind = kind(&other);
                return Err(invalid(format!(
                    "part {index} of `{key}` is {kind}: give an object or a string"
                )));
            }
        }
    }
    Ok(texts.join("\n"))
}

/// A name or id: a string, or a number taken as one; empty and null are absent.
fn name(map: &Map<String, Value>, key: &str) -> Result<Option<String>> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(name)) => Ok(Some(name.clone()).filter(|name| !name.is_empty())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(other) => Err(invalid(format!("`{key}` is {}: give a string", kind(other)))),
    }
}

/// Reads one line `speaker<TAB>text`.
pub(super) fn tsv(line: &str) -> Result<Entry> {
    const FORM: &str = "give `speaker<TAB>text`";
    let line = line.strip_suffix('\r').unwrap_or(line);
    let Some((speaker, text)) = line.split_once('\t') else {
        return Err(invalid(format!("the line has no tab: {FORM}")));
    };
    match who(None, Some(speaker)) {
        None => Err(invalid(format!("the line has no speaker before its tab: {FORM}"))),
        Some(Who::Skipped) => Ok(None),
        Some(Who::Speaker(role, speaker)) => {
            let mut turn = Turn::new(role, text.to_owned());
            turn.speaker = speaker.map(Into::into);
            Ok(Some(turn))
        }
    }
}

/// Reads one turn from one line, for a live chat over a pipe: a JSON object with the fields of a
/// turn, or `speaker<TAB>text`. `None` for a blank line and for a message that transcripts skip
/// (`system`, `developer`, `tool`, `function`, null content).
///
/// # Errors
/// [`ErrorKind::InvalidTranscript`] with the reason, and the errors of the turn's hints.
///
/// # Example
/// ```
/// use lingsync::{Config, Role, transcript::read_turn_line};
///
/// let config = Config::default();
/// let turn = read_turn_line("user\tmy plan is broken\n", &config)?.unwrap();
/// assert_eq!((turn.role, &*turn.text), (Role::Client, "my plan is broken"));
/// let turn = read_turn_line(r#"{"role": "assistant", "text": "which plan?"}"#, &config)?.unwrap();
/// assert_eq!(turn.role, Role::Agent);
/// assert_eq!(read_turn_line("  \n", &config)?, None);
/// # Ok::<(), lingsync::Error>(())
/// ```
pub fn read_turn_line(line: &str, config: &Config) -> Result<Option<Turn<'static>>> {
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let line = line.strip_suffix('\n').unwrap_or(line);
    if line.trim().is_empty() {
        return Ok(None);
    }
    if !looks_like_json(line.as_bytes()) {
        return tsv(line);
    }
    let value = json_text(line).map_err(|error| broken(&error, error.column() as u64))?;
    entry(value, None, &Rules::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::turn::Role;

    fn turn(line: &str) -> Result<Option<Turn<'static>>> {
        read_turn_line(line, &Config::default())
    }

    fn message(line: &str) -> String {
        turn(line).unwrap_err().to_string()
    }

    #[test]
    fn a_line_of_json_is_a_turn_with_all_its_fields() {
        let line = r#"{"role": "user", "speaker": "Ana:", "text": "hola", "at": -5, "x": [],
            "hints": {"language": "es", "mood": 1}}"#;
        let turn = turn(line).unwrap().unwrap();
        assert_eq!((turn.role, turn.speaker.as_deref()), (Role::Client, Some("Ana")));
        assert_eq!((&*turn.text, turn.at), ("hola", Some(-5)));
        assert_eq!((turn.hints.language.as_deref(), turn.hints.unknown), (Some("es"), 1));
    }

    #[test]
    fn textual_parts_of_a_content_are_joined_by_a_newline() {
        let line = r#"{"role": "user", "content": [{"type": "text", "text": "a"},
            {"type": "image_url", "image_url": {}}, "b", {"type": "input_text", "text": "c"}]}"#;
        assert_eq!(turn(line).unwrap().unwrap().text, "a\nb\nc");
        let broken = r#"{"role": "user", "content": [{"type": "text", "text": 5}]}"#;
        assert_eq!(message(broken), "the turn: part 0 of `content` has no `text`: give a string");
    }

    #[test]
    fn messages_of_the_machinery_and_empty_ones_are_skipped() {
        for line in [
            r#"{"role": "system"}"#,
            r#"{"role": "assistant", "content": null}"#,
            r#"{"role": "assistant", "tool_calls": [{}]}"#,
            "tool\t{}",
            "\t \r\n",
            "",
        ] {
            assert_eq!(turn(line).unwrap(), None, "{line}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_turn_is_said_without_its_words() {
        for (line, expected) in [
            (r#"{"text": "a"}"#, "the turn has neither `role` nor `speaker`: give one"),
            (r#"{"role": "user"}"#, "the turn has no `text`: give a string"),
            (r#"{"role": "user", "text": 5}"#, "the turn: `text` is a number: give a string"),
            (r#"{"role": [], "text": ""}"#, "the turn: `role` is a list: give a string"),
            ("[]", "the turn is a list: give an object"),
            ("hello", "the line has no tab: give `speaker<TAB>text`"),
            (": \ttext", "the line has no speaker before its tab: give `speaker<TAB>text`"),
            ("{\"a\"", "broken JSON at column 4: EOF while parsing an object"),
        ] {
            assert_eq!(message(line), expected);
        }
        let at = |at| message(&format!(r#"{{"role": "user", "text": "", "at": {at}}}"#));
        assert!(at("1.5").contains("an `at` that is no integer"));
        assert!(at("18446744073709551615").contains("an `at` that is no integer"));
        assert!(at("\"now\"").contains("an `at` that is a string"));
    }

    #[test]
    fn an_error_in_a_hint_keeps_its_kind() {
        let line =
            r#"{"role": "user", "text": "é", "hints": {"exclude": [{"start": 1, "end": 2}]}}"#;
        let error = turn(line).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidHint);
        assert!(error.to_string().starts_with("the turn: hint `exclude[0]` goes from byte 1"));
        let strict = Config { strict: true, ..Config::default() };
        let line = r#"{"role": "user", "text": "", "hints": {"mood": 1}}"#;
        assert!(read_turn_line(line, &strict).is_err() && turn(line).is_ok());
    }
}
