//! What the C interface reads as JSON: the further fields of one turn, and turns line by line.

use super::{
    json::{broken, kind, whole_json},
    parse::{at, read_turn_line},
    roles::label,
};
use crate::{
    config::Config,
    error::{Error, ErrorKind, Result},
    hints::{Hints, shown},
    turn::Turn,
};
use serde_json::Value;

/// The turn with the fields `{"speaker"?, "at"?, "hints"?}` of a JSON object. Unlike in a
/// transcript, an unknown field is an error: a program wrote it.
pub(crate) fn read_turn_fields<'t>(
    mut turn: Turn<'t>,
    json: &str,
    config: &Config,
) -> Result<Turn<'t>> {
    let value = whole_json(json).map_err(|error| {
        Error::hint(format!("meta is not valid: {}", broken(&error, error.column() as u64)))
    })?;
    let Value::Object(map) = value else {
        return Err(Error::hint(format!("meta is {}: give an object", kind(&value))));
    };
    for (key, value) in map {
        match (key.as_str(), value) {
            ("speaker" | "at" | "hints", Value::Null) => {}
            ("speaker", Value::String(speaker)) => {
                // The same person as in a transcript, and as `forget` is told.
                let speaker = label(&speaker);
                turn.speaker = (!speaker.is_empty()).then(|| speaker.to_owned().into());
            }
            ("speaker", other) => {
                let kind = kind(&other);
                return Err(Error::hint(format!("`speaker` is {kind}: give a string")));
            }
            ("at", value) => {
                turn.at = at(Some(value)).map_err(|what| Error::hint(format!("meta {what}")))?;
            }
            ("hints", value) => turn.hints = Hints::from_value(value, config.strict)?,
            _ => {
                let key = shown(&key);
                return Err(Error::hint(format!(
                    "meta has an unknown field {key}: give `speaker`, `at` or `hints`"
                )));
            }
        }
    }
    Ok(turn)
}

/// Turns, one a line, with the number of the line of each; blank lines and messages that transcripts
/// skip are left out.
pub(crate) fn read_turn_lines(
    lines: &[u8],
    config: &Config,
) -> Result<(Vec<Turn<'static>>, Vec<usize>)> {
    let (mut turns, mut numbers) = (Vec::new(), Vec::new());
    let mut start = 0;
    for (index, bytes) in lines.split(|byte| *byte == b'\n').enumerate() {
        let number = index + 1;
        let line = std::str::from_utf8(bytes).map_err(|error| {
            let offset = start + error.valid_up_to();
            let message = format!("line {number} is not UTF-8 from byte {offset} on: convert it");
            Error::new(ErrorKind::InvalidTranscript, message).at(offset)
        })?;
        let read = read_turn_line(line, config)
            .map_err(|error| Error::new(error.kind(), format!("line {number}: {error}")))?;
        if let Some(turn) = read {
            turns.push(turn);
            numbers.push(number);
        }
        start += bytes.len() + 1;
    }
    Ok((turns, numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(json: &str) -> Result<Turn<'static>> {
        read_turn_fields(Turn::client("hello"), json, &Config::default())
    }

    #[test]
    fn the_fields_of_a_turn_are_those_of_a_transcript() {
        let turn = fields(r#"{"speaker": " Ana: "}"#).unwrap();
        assert_eq!(turn.speaker.as_deref(), Some("Ana"));
        assert_eq!(fields(r#"{"speaker": ""}"#).unwrap().speaker, None);
        let turn = fields(r#"{"speaker": "Ana", "at": -5, "hints": {"tokens": 3}}"#).unwrap();
        assert_eq!((turn.speaker.as_deref(), turn.at), (Some("Ana"), Some(-5)));
        assert_eq!(turn.hints.tokens, Some(3));
        let turn = fields(r#"{"speaker": "A\ud800"}"#).unwrap();
        assert_eq!(turn.speaker.as_deref(), Some("A\u{fffd}"));
        let turn = fields(r#"{"speaker": null, "at": null, "hints": null}"#).unwrap();
        assert_eq!(turn, Turn::client("hello"));
    }

    #[test]
    fn a_wrong_field_is_named_with_what_to_give() {
        for (json, message) in [
            ("[]", "meta is a list: give an object"),
            (r#"{"speaker": 5}"#, "`speaker` is a number: give a string"),
            (
                r#"{"at": 1.5}"#,
                "meta has an `at` that is no integer: give whole milliseconds that fit 64 bits",
            ),
            (
                r#"{"speker": "Ana"}"#,
                "meta has an unknown field `speker`: give `speaker`, `at` or `hints`",
            ),
            (r#"{"hints": 5}"#, "hints are a number: give an object"),
            ("{", "meta is not valid: broken JSON at column 1: EOF while parsing an object"),
        ] {
            let error = fields(json).unwrap_err();
            assert_eq!(
                (error.kind(), error.to_string().as_str()),
                (ErrorKind::InvalidHint, message)
            );
        }
    }

    #[test]
    fn lines_are_numbered_from_one_and_blank_ones_count() {
        let config = Config::default();
        let (turns, numbers) = read_turn_lines(b"user\thi\n\nbot\thello\r\n", &config).unwrap();
        assert_eq!((turns.len(), numbers), (2, vec![1, 3]));
        let error = read_turn_lines(b"user\thi\nno turn\n", &config).unwrap_err();
        assert!(error.to_string().starts_with("line 2: the line has no tab"), "{error}");
        let error = read_turn_lines(b"user\thi\nuser\t\xff\n", &config).unwrap_err();
        assert_eq!(error.offset(), Some(13));
    }
}
