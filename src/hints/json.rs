//! Reads [`Hints`] from JSON: wrong types are errors that name the field, unknown fields are errors
//! or counted.

use super::{
    Claim, Hints, MAX_CLAIMS, MAX_EXCLUDE, MAX_MENTIONS, MAX_SERIES, MAX_STANCES, Mention,
    Modality, Path, Stance, StanceHint, Verdict, at_most, too_large,
};
use crate::config::Limits;
use crate::correction::Resolution;
use crate::error::{Error, Result};
use crate::value::Span;
use alloc::{format, string::String, vec::Vec};
use serde_json::{Map, Value};

impl Hints {
    /// Reads hints from a JSON object with the fields of [`Hints`]. `null` means absent; of a key
    /// that stands twice the last counts. A verdict may be a string or `true` and `false`.
    ///
    /// Spans are checked later, by [`Hints::validate`], which knows the turn's text.
    ///
    /// # Errors
    /// [`ErrorKind::LimitExceeded`](crate::ErrorKind::LimitExceeded) before anything is read if the
    /// JSON exceeds `limits.max_hint_bytes`; else
    /// [`ErrorKind::InvalidHint`](crate::ErrorKind::InvalidHint) for broken JSON, a wrong type, a
    /// number out of range, too many entries and, when `strict`, an unknown field.
    ///
    /// # Example
    /// ```
    /// use lingsync::{Hints, config::Limits};
    ///
    /// let limits = Limits::default();
    /// let hints = Hints::from_json(r#"{"language": "es", "mood": "low"}"#, false, &limits)?;
    /// assert_eq!(hints.language.as_deref(), Some("es"));
    /// assert_eq!(hints.unknown, 1);
    /// let error = Hints::from_json(r#"{"ambiguous": "yes"}"#, false, &limits).unwrap_err();
    /// assert_eq!(error.to_string(), "hint `ambiguous` is a string: give a number from 0 to 1");
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn from_json(json: &str, strict: bool, limits: &Limits) -> Result<Self> {
        if json.len() > limits.max_hint_bytes {
            return Err(too_large(json.len(), limits));
        }
        let value = serde_json::from_str(json)
            .map_err(|error| Error::hint(format!("hints are not valid JSON: {error}")))?;
        Self::from_value(value, strict)
    }

    /// Reads hints from a JSON value; as [`Hints::from_json`], without the bound on bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHint`](crate::ErrorKind::InvalidHint), as [`Hints::from_json`].
    ///
    /// # Example
    /// ```
    /// use lingsync::Hints;
    ///
    /// let hints = Hints::from_value(serde_json::json!({"tokens": 12}), true)?;
    /// assert_eq!(hints.tokens, Some(12));
    /// assert!(Hints::from_value(serde_json::json!({"tokns": 12}), true).is_err());
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn from_value(value: Value, strict: bool) -> Result<Self> {
        let map = match value {
            Value::Null => return Ok(Self::default()),
            Value::Object(map) => map,
            other => {
                return Err(Error::hint(format!("hints are {}: give an object", kind(&other))));
            }
        };
        let mut reader = Reader { strict, unknown: 0 };
        let mut hints = reader.hints(map)?;
        hints.unknown = reader.unknown;
        hints.validate_values()?;
        Ok(hints)
    }
}

impl Claim {
    /// Reads a JSON list of claims in the form of the hint `claims`, such as
    /// `[{"id": "c1", "text": "bats are blind", "verdict": false}]`; at most `limits.max_claims` of
    /// them. Unknown fields are errors when `strict`, and left out else.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHint`](crate::ErrorKind::InvalidHint) for broken JSON, a wrong type, a
    /// field that is missing; [`ErrorKind::LimitExceeded`](crate::ErrorKind::LimitExceeded) for too
    /// many claims.
    ///
    /// # Example
    /// ```
    /// use lingsync::{Claim, Verdict, config::Limits};
    ///
    /// let json = r#"[{"id": "c1", "text": "bats are blind", "verdict": false}]"#;
    /// let claims = Claim::list_from_json(json, true, &Limits::default())?;
    /// assert_eq!(claims[0].verdict, Verdict::False);
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn list_from_json(json: &str, strict: bool, limits: &Limits) -> Result<Vec<Self>> {
        let value = serde_json::from_str(json)
            .map_err(|error| Error::hint(format!("claims are not valid JSON: {error}")))?;
        Self::list_from_value(value, strict, limits)
    }

    /// Reads claims from a JSON value; as [`Claim::list_from_json`].
    ///
    /// # Errors
    /// As [`Claim::list_from_json`].
    pub fn list_from_value(value: Value, strict: bool, limits: &Limits) -> Result<Vec<Self>> {
        Self::list_and_unknown(value, strict, limits).map(|(claims, _)| claims)
    }

    /// The same with the number of unknown fields.
    pub(crate) fn list_and_unknown(
        value: Value,
        strict: bool,
        limits: &Limits,
    ) -> Result<(Vec<Self>, u32)> {
        if let Some(count) = value.as_array().map(Vec::len).filter(|n| *n > limits.max_claims) {
            let (name, advice) = ("max_claims", "give fewer claims or raise the limit");
            return Err(Error::limit("claims", count, "", name, limits.max_claims, advice));
        }
        let mut reader = Reader { strict, unknown: 0 };
        let claims = reader.list("claims", usize::MAX, value, Reader::claim)?;
        Ok((claims, reader.unknown))
    }
}

impl Resolution {
    /// Reads what was found out about a claim from a JSON object:
    /// `{"verdict": false, "confidence": 0.9, "correct_text": "bats can see"}`. Only `verdict` must be
    /// there.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHint`](crate::ErrorKind::InvalidHint) for broken JSON, an unknown field,
    /// a wrong type or a confidence that is not from 0 to 1.
    ///
    /// # Example
    /// ```
    /// use lingsync::{Verdict, correction::Resolution};
    ///
    /// let found = Resolution::from_json(r#"{"verdict": false, "correct_text": "bats can see"}"#)?;
    /// assert_eq!(found.verdict, Verdict::False);
    /// assert!(Resolution::from_json("{}").is_err());
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(json)
            .map_err(|error| Error::hint(format!("a resolution is not valid JSON: {error}")))?;
        let Value::Object(map) = value else {
            let kind = kind(&value);
            return Err(Error::hint(format!("a resolution is {kind}: give an object")));
        };
        let mut found = None;
        let (mut confidence, mut correct_text) = (None, None);
        for (key, value) in map {
            let path = |field| Path::top(field);
            match key.as_str() {
                "verdict" => found = Some(verdict(path("verdict"), &value)?),
                "confidence" => confidence = optional(value, |v| unit(path("confidence"), &v))?,
                "correct_text" => {
                    correct_text = optional(value, |v| string(path("correct_text"), v))?;
                }
                other => {
                    let other = shown(other);
                    return Err(Error::hint(format!("unknown field {other} of a resolution")));
                }
            }
        }
        let verdict = found.ok_or_else(|| Path::top("verdict").error("is missing"))?;
        if let Some(p) = confidence.filter(|p| !(0.0..=1.0).contains(p)) {
            let say = format_args!("is {p}: give a number from 0 to 1");
            return Err(Path::top("confidence").error(say));
        }
        let mut resolution = Self::new(verdict);
        (resolution.confidence, resolution.correct_text) = (confidence, correct_text);
        Ok(resolution)
    }
}

/// What a message calls a JSON value; never the value itself.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Shows a name of the host's in backticks if it is short and plain, else its length.
pub(crate) fn shown(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !name.is_empty() && name.len() <= 40 && name.bytes().all(plain) {
        format!("`{name}`")
    } else {
        format!("of {} bytes", name.len())
    }
}

/// Walks through the JSON; counts the unknown fields or refuses the first.
struct Reader {
    strict: bool,
    unknown: u32,
}

impl Reader {
    fn hints(&mut self, map: Map<String, Value>) -> Result<Hints> {
        let mut hints = Hints::default();
        for (key, value) in map {
            if value.is_null() && is_field(&key) {
                continue;
            }
            match key.as_str() {
                "claims" => hints.claims = self.list("claims", MAX_CLAIMS, value, Self::claim)?,
                "stances" => {
                    hints.stances = self.list("stances", MAX_STANCES, value, Self::stance)?;
                }
                "pushback" => hints.pushback = Some(boolean("pushback", &value)?),
                "evidence" => hints.evidence = Some(boolean("evidence", &value)?),
                "agent_was_wrong" => {
                    hints.agent_was_wrong = Some(boolean("agent_was_wrong", &value)?);
                }
                "ambiguous" => hints.ambiguous = Some(unit(Path::top("ambiguous"), &value)?),
                "refers_to" => hints.refers_to = Some(turn("refers_to", &value)?),
                "resolved" => hints.resolved = Some(turn("resolved", &value)?),
                "mentions" => {
                    hints.mentions = self.list("mentions", MAX_MENTIONS, value, Self::mention)?;
                }
                "referent" => hints.referent = Some(string(Path::top("referent"), value)?),
                "series" => hints.series = series(value)?,
                "language" => hints.language = Some(string(Path::top("language"), value)?),
                "modality" => {
                    let advice = "give `text` or `speech`";
                    hints.modality =
                        Some(name(Path::top("modality"), &value, Modality::from_name, advice)?);
                }
                "interrupted" => hints.interrupted = boolean("interrupted", &value)?,
                "exclude" => {
                    hints.exclude =
                        self.list("exclude", MAX_EXCLUDE, value, |reader, at, map| {
                            reader.span(Path::inside("exclude", at, ""), map)
                        })?;
                }
                "duration_ms" => {
                    let path = Path::top("duration_ms");
                    hints.duration_ms = Some(number(path, &value, "give milliseconds")?);
                }
                "tokens" => {
                    let advice = "give a whole number from 0 to 4294967295";
                    hints.tokens = Some(whole(Path::top("tokens"), &value, advice)?);
                }
                _ => self.unknown_field(None, &key)?,
            }
        }
        Ok(hints)
    }

    fn claim(&mut self, index: usize, map: Map<String, Value>) -> Result<Claim> {
        let at = |field| Path::inside("claims", index, field);
        let mut claim = Claim::new("", "", Verdict::Unknown);
        let mut missing = ["id", "text", "verdict"].map(Some);
        for (key, value) in map {
            missing
                .iter_mut()
                .filter(|field| **field == Some(key.as_str()))
                .for_each(|f| *f = None);
            match key.as_str() {
                "id" => claim.id = string(at("id"), value)?,
                "text" => claim.text = string(at("text"), value)?,
                "verdict" => claim.verdict = verdict(at("verdict"), &value)?,
                "confidence" => claim.confidence = optional(value, |v| unit(at("confidence"), &v))?,
                "correct_text" => {
                    claim.correct_text = optional(value, |v| string(at("correct_text"), v))?;
                }
                "span" => {
                    claim.span = optional(value, |v| {
                        let path = at("span");
                        self.span(path, object(path, v)?)
                    })?;
                }
                "keywords_any" => claim.keywords_any = strings(at("keywords_any"), value)?,
                "keywords_none" => claim.keywords_none = strings(at("keywords_none"), value)?,
                "source" => claim.source = optional(value, |v| string(at("source"), v))?,
                _ => self.unknown_field(Some(("claims", index)), &key)?,
            }
        }
        present("claims", index, &missing)?;
        Ok(claim)
    }

    fn stance(&mut self, index: usize, map: Map<String, Value>) -> Result<StanceHint> {
        let at = |field| Path::inside("stances", index, field);
        let (mut claim, mut stance, mut confidence) = (None, None, None);
        for (key, value) in map {
            match key.as_str() {
                "claim" => claim = Some(string(at("claim"), value)?),
                "stance" => {
                    let advice = "give `asserts`, `denies`, `neither`, `holds`, `hedges` or \
                                  `gives_up`";
                    stance = Some(name(at("stance"), &value, Stance::from_name, advice)?);
                }
                "confidence" => confidence = optional(value, |v| unit(at("confidence"), &v))?,
                _ => self.unknown_field(Some(("stances", index)), &key)?,
            }
        }
        match (claim, stance) {
            (Some(claim), Some(stance)) => Ok(StanceHint { claim, stance, confidence }),
            (None, _) => Err(at("claim").error("is missing")),
            (_, None) => Err(at("stance").error("is missing")),
        }
    }

    fn mention(&mut self, index: usize, mut map: Map<String, Value>) -> Result<Mention> {
        let path = Path::inside("mentions", index, "entity");
        let entity = map.remove("entity").ok_or_else(|| path.error("is missing"))?;
        let entity = string(path, entity)?;
        let span = self.span(Path::inside("mentions", index, ""), map)?;
        Ok(Mention { entity, start: span.start, end: span.end })
    }

    fn span(&mut self, path: Path, map: Map<String, Value>) -> Result<Span> {
        const ADVICE: &str = "give `start` and `end` as byte offsets";
        let (mut start, mut end) = (None, None);
        for (key, value) in map {
            match key.as_str() {
                "start" => start = Some(whole(path, &value, ADVICE)?),
                "end" => end = Some(whole(path, &value, ADVICE)?),
                _ => self.unknown_field(path.list, &key)?,
            }
        }
        match (start, end) {
            (Some(start), Some(end)) => Ok(Span::new(start, end)),
            _ => Err(path.error(format_args!("has no `start` or no `end`: {ADVICE}"))),
        }
    }

    /// Reads a list of objects, with the bound on its length checked first.
    fn list<T>(
        &mut self,
        list: &'static str,
        limit: usize,
        value: Value,
        mut item: impl FnMut(&mut Self, usize, Map<String, Value>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let Value::Array(values) = value else {
            return Err(wrong(Path::top(list), &value, "give a list of objects"));
        };
        at_most(list, values.len(), limit)?;
        let mut items = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            let map = object(Path::inside(list, index, ""), value)?;
            items.push(item(self, index, map)?);
        }
        Ok(items)
    }

    fn unknown_field(&mut self, list: Option<(&'static str, usize)>, key: &str) -> Result<()> {
        if self.strict {
            let place = match list {
                Some((list, index)) => format!(" in `{list}[{index}]`"),
                None => String::new(),
            };
            let key = shown(key);
            let advice = "remove it or turn `strict` off";
            return Err(Error::hint(format!("unknown hint {key}{place}: {advice}")));
        }
        self.unknown = self.unknown.saturating_add(1);
        Ok(())
    }
}

fn is_field(key: &str) -> bool {
    const FIELDS: [&str; 17] = [
        "claims",
        "stances",
        "pushback",
        "evidence",
        "agent_was_wrong",
        "ambiguous",
        "refers_to",
        "resolved",
        "mentions",
        "referent",
        "series",
        "language",
        "modality",
        "interrupted",
        "exclude",
        "duration_ms",
        "tokens",
    ];
    FIELDS.contains(&key)
}

fn present(list: &'static str, index: usize, missing: &[Option<&'static str>]) -> Result<()> {
    match missing.iter().flatten().next() {
        Some(field) => Err(Path::inside(list, index, field).error("is missing")),
        None => Ok(()),
    }
}

fn wrong(path: Path, value: &Value, advice: &str) -> Error {
    path.error(format_args!("is {}: {advice}", kind(value)))
}

fn optional<T>(value: Value, read: impl FnOnce(Value) -> Result<T>) -> Result<Option<T>> {
    if value.is_null() { Ok(None) } else { read(value).map(Some) }
}

fn object(path: Path, value: Value) -> Result<Map<String, Value>> {
    match value {
        Value::Object(map) => Ok(map),
        other => Err(wrong(path, &other, "give an object")),
    }
}

fn string(path: Path, value: Value) -> Result<String> {
    match value {
        Value::String(string) => Ok(string),
        other => Err(wrong(path, &other, "give a string")),
    }
}

fn strings(path: Path, value: Value) -> Result<Vec<String>> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(values) => values
            .into_iter()
            .map(|value| match value {
                Value::String(string) => Ok(string),
                other => Err(path.error(format_args!("holds {}: give strings only", kind(&other)))),
            })
            .collect(),
        other => Err(wrong(path, &other, "give a list of strings")),
    }
}

fn boolean(field: &'static str, value: &Value) -> Result<bool> {
    value.as_bool().ok_or_else(|| wrong(Path::top(field), value, "give true or false"))
}

fn number(path: Path, value: &Value, advice: &str) -> Result<f64> {
    value.as_f64().ok_or_else(|| wrong(path, value, advice))
}

fn unit(path: Path, value: &Value) -> Result<f64> {
    number(path, value, "give a number from 0 to 1")
}

fn whole(path: Path, value: &Value, advice: &str) -> Result<u32> {
    match value {
        Value::Number(number) => number
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
            .ok_or_else(|| path.error(format_args!("holds the number {number}: {advice}"))),
        other => Err(wrong(path, other, advice)),
    }
}

fn turn(field: &'static str, value: &Value) -> Result<u32> {
    whole(Path::top(field), value, "give the number of a turn, counted from 0")
}

fn name<T>(
    path: Path,
    value: &Value,
    from_name: impl Fn(&str) -> Option<T>,
    advice: &str,
) -> Result<T> {
    match value {
        Value::String(string) => from_name(string)
            .ok_or_else(|| path.error(format_args!("is the word {}: {advice}", shown(string)))),
        other => Err(wrong(path, other, advice)),
    }
}

/// `verdict: false` is what a host writes first, so the JSON booleans count as the words.
fn verdict(path: Path, value: &Value) -> Result<Verdict> {
    match value {
        Value::Bool(true) => Ok(Verdict::True),
        Value::Bool(false) => Ok(Verdict::False),
        other => {
            let advice = "give `false`, `true`, `unknown` or `pending`";
            name(path, other, Verdict::from_name, advice)
        }
    }
}

/// `serde_json` keeps the keys of an object sorted unless some other crate of the host's turns
/// `preserve_order` on, so they are sorted here.
fn series(value: Value) -> Result<Vec<(String, f64)>> {
    let map = object(Path::top("series"), value)?;
    at_most("series", map.len(), MAX_SERIES)?;
    let mut series = Vec::with_capacity(map.len());
    for (index, (name, value)) in map.into_iter().enumerate() {
        if !value.is_null() {
            let path = Path::inside("series", index, "");
            let number = number(path, &value, "give a number")?;
            series.push((name, number));
        }
    }
    crate::sorted::sort_by(&mut series, |a, b| a.0.cmp(&b.0));
    Ok(series)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use alloc::string::ToString;

    const FULL: &str = r#"{
        "claims": [{"id": "c1", "text": "bats are blind", "verdict": false, "confidence": 0.9,
            "correct_text": "bats see", "span": {"start": 0, "end": 4}, "keywords_any": ["see"],
            "keywords_none": null, "source": "zoo"},
            {"id": "c2", "text": "", "verdict": "pending"}],
        "stances": [{"claim": "c1", "stance": "gives_up", "confidence": null}],
        "pushback": true, "evidence": false, "agent_was_wrong": null, "ambiguous": 1,
        "refers_to": 0, "resolved": 4294967295,
        "mentions": [{"entity": "bat", "start": 0, "end": 4}], "referent": "picture 3",
        "series": {"pitch": 180, "loudness": 61.5}, "language": "pt-BR", "modality": "speech",
        "interrupted": true, "exclude": [{"start": 1, "end": 2}], "duration_ms": 12.5, "tokens": 9
    }"#;

    fn read(json: &str) -> Result<Hints> {
        Hints::from_json(json, true, &Limits::default())
    }

    fn message(json: &str) -> String {
        read(json).unwrap_err().to_string()
    }

    #[test]
    fn every_field_of_the_table_is_read() {
        let hints = read(FULL).unwrap();
        assert_eq!(hints.claims[0].verdict, Verdict::False);
        assert_eq!(hints.claims[0].span, Some(Span::new(0, 4)));
        assert_eq!(hints.claims[0].keywords_any, ["see"]);
        assert_eq!(hints.claims[1].verdict, Verdict::Pending);
        assert_eq!(hints.stances[0].stance, Stance::GivesUp);
        assert_eq!(hints.agent_was_wrong, None);
        assert_eq!(hints.resolved, Some(u32::MAX));
        assert_eq!(hints.mentions, [Mention::new("bat", 0, 4)]);
        assert_eq!(hints.series, [("loudness".to_string(), 61.5), ("pitch".to_string(), 180.0)]);
        assert_eq!(hints.modality, Some(Modality::Speech));
        assert_eq!(hints.exclude, [Span::new(1, 2)]);
        assert_eq!((hints.duration_ms, hints.tokens), (Some(12.5), Some(9)));
        assert!(hints.interrupted && hints.unknown == 0);
        assert!(hints.validate("bats", &Limits::default()).is_ok());
    }

    #[test]
    fn a_null_is_an_absent_field() {
        let value: Value = serde_json::from_str(FULL).unwrap();
        let mut nulls = value.as_object().unwrap().clone();
        nulls.values_mut().for_each(|value| *value = Value::Null);
        assert!(Hints::from_value(Value::Object(nulls), true).unwrap().is_empty());
        assert!(read("null").unwrap().is_empty());
    }

    #[test]
    fn an_unknown_field_is_an_error_when_strict_and_counted_when_not() {
        let json = r#"{"mood": 1, "claims": [{"id":"a","text":"","verdict":true,"x":null}],
            "exclude": [{"start":0,"end":0,"why":""}]}"#;
        let counted = Hints::from_json(json, false, &Limits::default()).unwrap();
        assert_eq!(counted.unknown, 3);
        let advice = "remove it or turn `strict` off";
        let mood = message(r#"{"mood": 1}"#);
        assert_eq!(mood, format!("unknown hint `mood`: {advice}"));
        let nested = message(r#"{"claims": [{"id":"a","text":"","verdict":true,"x":null}]}"#);
        assert_eq!(nested, format!("unknown hint `x` in `claims[0]`: {advice}"));
        let secret = message(r#"{"my secret words": 1}"#);
        assert_eq!(secret, format!("unknown hint of 15 bytes: {advice}"));
    }

    #[test]
    fn a_wrong_type_names_its_field_and_never_its_value() {
        for (json, expected) in [
            (r#"{"ambiguous": "s"}"#, "hint `ambiguous` is a string: give a number from 0 to 1"),
            (r#"{"pushback": "s"}"#, "hint `pushback` is a string: give true or false"),
            (r#"{"claims": {}}"#, "hint `claims` is an object: give a list of objects"),
            (r#"{"claims": [7]}"#, "hint `claims[0]` is a number: give an object"),
            (r#"{"claims": [{"id": 1}]}"#, "hint `claims[0].id` is a number: give a string"),
            (r#"{"claims": [{"id": "s"}]}"#, "hint `claims[0].text` is missing"),
            (r#"{"stances": [{"claim": "s"}]}"#, "hint `stances[0].stance` is missing"),
            (r#"{"mentions": [{"start": 0, "end": 0}]}"#, "hint `mentions[0].entity` is missing"),
            (
                r#"{"series": {"secret words": true}}"#,
                "hint `series[0]` is a boolean: give a number",
            ),
            (
                r#"{"modality": "a b"}"#,
                "hint `modality` is the word of 3 bytes: give `text` or `speech`",
            ),
            ("[]", "hints are a list: give an object"),
        ] {
            assert_eq!(message(json), expected);
        }
        assert!(message(r#"{"tokens": -1}"#).starts_with("hint `tokens` holds the number -1"));
        assert!(message(r#"{"refers_to": 1.5}"#).contains("give the number of a turn"));
        assert!(message(r#"{"exclude": [{"start": 0}]}"#).contains("has no `start` or no `end`"));
        assert!(message(r#"{"ambiguous": 1.5}"#).contains("is 1.5: give a number from 0 to 1"));
    }

    #[test]
    fn json_over_the_limit_is_refused_before_it_is_parsed() {
        let limits = Limits { max_hint_bytes: 8, ..Limits::default() };
        let error = Hints::from_json("not JSON at all", false, &limits).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
        assert!(message(&"[".repeat(100_000)).contains("recursion limit"));
    }
}
