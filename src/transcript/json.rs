//! From bytes to JSON: what of it a transcript can use, and where it is broken.

use super::input::Piece;
use super::parse::invalid;
use crate::error::{Error, Result};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// A reason with the line it is about.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) line: u64,
    pub(super) error: Error,
}

/// Whether a line is meant to be JSON: a brace and then a string, a closing brace or nothing, or
/// any bracket without a tab behind it.
pub(super) fn looks_like_json(line: &[u8]) -> bool {
    let mut bytes = line.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    match (bytes.next(), bytes.next()) {
        (Some(b'{'), None | Some(b'"' | b'}')) => true,
        (Some(b'['), None | Some(b'"' | b'{' | b'[' | b']')) => true,
        (Some(b'{' | b'['), _) => !line.contains(&b'\t'),
        _ => false,
    }
}

pub(super) fn text(piece: &Piece) -> Result<&str, Problem> {
    std::str::from_utf8(&piece.bytes).map_err(|error| {
        let valid = &piece.bytes[..error.valid_up_to()];
        let line = piece.line + valid.iter().filter(|byte| **byte == b'\n').count() as u64;
        let offset = piece.offset + valid.len() as u64;
        let error = invalid(format!(
            "invalid UTF-8 at byte {offset} of the file: convert it to UTF-8 or remove the line"
        ));
        Problem { line, error: error.at(usize::try_from(offset).unwrap_or(usize::MAX)) }
    })
}

/// Parses JSON, keeping only what a transcript can use.
pub(super) fn json(piece: &Piece) -> Result<Value, Problem> {
    json_text(text(piece)?).map_err(|error| {
        let line = error.line().max(1) as u64 - 1;
        let column = error.column() as u64 + if line == 0 { piece.column } else { 0 };
        Problem { line: piece.line + line, error: broken(&error, column) }
    })
}

/// Half of a surrogate pair in an escape, as programs leave it that cut texts in UTF-16, is read as
/// U+FFFD: one broken character must not cost a conversation.
pub(super) fn json_text(text: &str) -> serde_json::Result<Value> {
    strict_json(text).or_else(|error| match without_lone_surrogates(text) {
        Some(mended) => strict_json(&mended).map_err(|_| error),
        None => Err(error),
    })
}

/// The same with every field, for JSON that a program wrote for this library.
#[cfg(feature = "capi")]
pub(super) fn whole_json(text: &str) -> serde_json::Result<Value> {
    serde_json::from_str(text).or_else(|error| match without_lone_surrogates(text) {
        Some(mended) => serde_json::from_str(&mended).map_err(|_| error),
        None => Err(error),
    })
}

/// The text with every lone surrogate escape replaced, or `None` if there is none. Both escapes are
/// six bytes long, so that columns stay what they are.
fn without_lone_surrogates(text: &str) -> Option<String> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))
    };
    let (mut mended, mut from, mut at) = (String::new(), 0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        at += found;
        match (unit(at), unit(at + 6)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => at += 12,
            (Some(0xd800..0xe000), _) => {
                mended.push_str(&text[from..at]);
                mended.push_str("\\ufffd");
                at += 6;
                from = at;
            }
            // Another escape: a backslash and what it escapes, which may be a backslash.
            _ => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    (from > 0).then(|| mended + &text[from..])
}

fn strict_json(text: &str) -> serde_json::Result<Value> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let value = Kept.deserialize(&mut parser)?;
    parser.end()?;
    Ok(value)
}

pub(super) fn broken(error: &serde_json::Error, column: u64) -> Error {
    let reason = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let reason = reason.strip_suffix(&place).unwrap_or(&reason);
    invalid(format!("broken JSON at column {column}: {reason}"))
}

/// What a message calls a JSON value; never the value itself.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Builds a [`Value`] of the fields that a transcript can use and skips the rest unread: corpora
/// carry labels that outweigh the text. Also says nothing of the text in its errors, as it takes
/// every type.
struct Kept;

impl<'de> DeserializeSeed<'de> for Kept {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Kept {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element_seed(Self)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let value = match key.as_str() {
                "turns" | "messages" | "content" | "text" => access.next_value_seed(Self)?,
                "id" | "dialogue" | "role" | "speaker" | "at" | "hints" | "claims" | "type" => {
                    access.next_value()?
                }
                "tool_calls" | "function_call" => match access.next_value()? {
                    Some(IgnoredAny) => {
                        map.insert("tool_calls".into(), Value::Null);
                        continue;
                    }
                    None => continue,
                },
                _ => {
                    access.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_transcript_can_use_is_kept() {
        let text = r#"{"id": 7, "labels": {"id": [1]}, "turns": [{"text": "a", "meta": 1, "at": 2,
            "hints": {"x": {"y": null}}, "tool_calls": null, "function_call": {}}]}"#;
        let kept = json_text(text).unwrap();
        let expected = r#"{"id": 7, "turns": [{"text": "a", "at": 2, "hints": {"x": {"y": null}},
            "tool_calls": null}]}"#;
        assert_eq!(kept, serde_json::from_str::<Value>(expected).unwrap());
    }

    #[test]
    fn a_name_in_brackets_before_a_tab_is_not_json() {
        for json in ["{", " {}", "{\"a\"", "[{", "[", "{'a'", "[x]"] {
            assert!(looks_like_json(json.as_bytes()), "{json}");
        }
        for tsv in ["[Mara]\thello", "{laughs}\t", "Mara\t{}", ""] {
            assert!(!looks_like_json(tsv.as_bytes()), "{tsv}");
        }
    }

    #[test]
    fn a_break_is_placed_by_line_and_column_of_the_file() {
        let bytes = b"{\n\"id\": x}".to_vec();
        let piece = Piece { bytes, line: 4, column: 10, ..Piece::default() };
        let problem = json(&piece).unwrap_err();
        assert_eq!(problem.line, 5);
        assert_eq!(problem.error.to_string(), "broken JSON at column 7: expected value");
        let piece = Piece { bytes: b"a\n\xff".to_vec(), line: 4, offset: 90, ..Piece::default() };
        let problem = json(&piece).unwrap_err();
        assert_eq!((problem.line, problem.error.offset()), (5, Some(92)));
    }
}
