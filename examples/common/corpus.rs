//! Labelled corpora: lines, their keys and folds. Used by `train` and `evaluate`.
#![allow(dead_code, reason = "each example uses a part of this file")]

use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

/// How many folds there are.
pub(crate) const FOLDS: u64 = 5;
/// Lines with fewer letters and digits have no key.
const LEAST_KEY: usize = 20;

/// A text of a line and who says it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Text {
    pub(crate) role: String,
    pub(crate) speaker: String,
    pub(crate) text: String,
    /// The labels of the turn; those of the line for a single text.
    pub(crate) labels: Value,
}

/// A line of a corpus: a dialogue, or a single text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) texts: Vec<Text>,
    pub(crate) labels: Value,
    pub(crate) meta: Value,
    /// The hash of all its texts, if they are long enough to have one.
    pub(crate) key: Option<u64>,
    /// The hash of its corpus and group, if it has one.
    pub(crate) group: Option<u64>,
}

impl Line {
    /// The fold of the line: of its group, else of its key. A line with neither has none, and is
    /// not trained on.
    pub(crate) fn fold(&self) -> Option<u64> {
        self.group.or(self.key).map(|hash| hash % FOLDS)
    }
}

/// The lines of `NAME.jsonl` or `NAME.jsonl.gz` in `dir`; `None` if there is no such file.
///
/// # Errors
/// A file that cannot be read, or a line that is no JSON object.
pub(crate) fn read(dir: &Path, name: &str) -> io::Result<Option<Vec<Line>>> {
    let plain = dir.join(format!("{name}.jsonl"));
    let packed = dir.join(format!("{name}.jsonl.gz"));
    let reader: Box<dyn Read> = if plain.exists() {
        Box::new(File::open(plain)?)
    } else if packed.exists() {
        Box::new(MultiGzDecoder::new(File::open(packed)?))
    } else {
        return Ok(None);
    };
    let lines = BufReader::new(reader).lines().filter(|line| {
        // An error is kept, to be reported.
        line.as_ref().map_or(true, |line| !line.trim().is_empty())
    });
    lines.map(|line| parse(name, &line?)).collect::<io::Result<Vec<Line>>>().map(Some)
}

fn parse(corpus: &str, line: &str) -> io::Result<Line> {
    let mut value: Value = serde_json::from_str(line)?;
    let labels = value["labels"].take();
    let meta = value["meta"].take();
    let mut texts = Vec::new();
    for turn in value["turns"].as_array_mut().into_iter().flatten() {
        texts.push(Text {
            role: turn["role"].as_str().unwrap_or("other").to_owned(),
            speaker: turn["speaker"].as_str().unwrap_or_default().to_owned(),
            text: turn["text"].as_str().unwrap_or_default().to_owned(),
            labels: turn["labels"].take(),
        });
    }
    for (field, role) in
        [("context", "client"), ("question", "client"), ("text", "client"), ("reply", "agent")]
    {
        // A field that is there and empty is no turn.
        if let Some(text) = value[field].as_str().filter(|text| !text.is_empty()) {
            let labels = labels.clone();
            let (role, speaker) = (role.to_owned(), String::new());
            texts.push(Text { role, speaker, text: text.to_owned(), labels });
        }
    }
    let key = key(texts.iter().map(|text| text.text.as_str()));
    let named = |group: &str| fnv1a(corpus.bytes().chain([0]).chain(group.bytes()));
    let group = meta["group"].as_str().map(named);
    let id = value["id"].as_str().unwrap_or_default().to_owned();
    Ok(Line { id, texts, labels, meta, key, group })
}

/// The key of texts: FNV-1a (64 bits) over the UTF-8 bytes of all of them in order, without a
/// separator, reduced to lower-case letters and digits; `None` under 20 such characters.
pub(crate) fn key<'t>(texts: impl Iterator<Item = &'t str>) -> Option<u64> {
    let chars = texts.flat_map(str::chars).filter(|c| c.is_alphanumeric());
    let reduced: String = chars.flat_map(char::to_lowercase).collect();
    (reduced.chars().count() >= LEAST_KEY).then(|| fnv1a(reduced.bytes()))
}

/// FNV-1a, 64 bits.
pub(crate) fn fnv1a(bytes: impl Iterator<Item = u8>) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.fold(0xcbf2_9ce4_8422_2325, step)
}

/// A text as a speech recogniser would write it: lower case, no punctuation but the apostrophe
/// inside a word, single blanks.
pub(crate) fn asr_form(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let joins = matches!(c, '\'' | '’')
            && before.is_alphanumeric()
            && chars.peek().is_some_and(|next| next.is_alphanumeric());
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
            before = c;
        } else if joins {
            out.push('\'');
            before = '\'';
        } else if before != ' ' {
            out.push(' ');
            before = ' ';
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_ignores_case_spaces_and_punctuation() {
        let key = |text: &str| key([text].into_iter());
        assert_eq!(key("Where is my parcel, please?"), key("where is  my PARCEL please"));
        assert_ne!(key("Where is my parcel, please?"), key("Where is my letter, please?"));
        assert_eq!(key("too short"), None);
    }

    #[test]
    fn the_hash_is_that_of_the_published_vectors() {
        assert_eq!(fnv1a("".bytes()), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a("a".bytes()), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a("foobar".bytes()), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_line_of_turns_and_a_single_text_are_read() {
        let line = r#"{"id":"a","turns":[{"role":"client","text":"My parcel is late, is it not?",
            "labels":{"question":true}},{"role":"agent","text":"It is."}],"meta":{"group":"g"}}"#;
        let line = parse("c", &line.replace('\n', " ")).unwrap();
        assert_eq!((line.texts.len(), line.texts[1].role.as_str()), (2, "agent"));
        assert_eq!(line.texts[0].labels["question"], true);
        assert_eq!(line.fold(), Some(fnv1a("c\0g".bytes()) % FOLDS));
        let line = parse("c", r#"{"id":"b","text":"hello","labels":{"warm":true}}"#).unwrap();
        assert_eq!((line.texts[0].role.as_str(), line.key, line.fold()), ("client", None, None));
        let line = parse("c", r#"{"id":"b","context":"","question":"Which one?"}"#).unwrap();
        assert_eq!(line.texts.len(), 1);
    }

    #[test]
    fn a_recogniser_keeps_the_apostrophe_inside_a_word_only() {
        assert_eq!(asr_form("I'm 'fine', thanks!"), "i'm fine thanks");
        assert_eq!(asr_form("  do n't   STOP... "), "do n't stop");
    }
}
