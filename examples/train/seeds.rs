//! What the project brings itself: texts written for it with what a head should say of them, and the
//! words of the valence lists. They carry to words that no corpus holds, through the word vectors.

use crate::corpus::{Line, Text, fnv1a};
use serde_json::{Value, json};
use std::{collections::BTreeMap, error::Error, fs, path::Path};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The lines of `seeds` or `words` from the sources in `dir`; `None` for another name.
pub(crate) fn read(name: &str, dir: &Path) -> Outcome<Option<Vec<Line>>> {
    Ok(match name {
        "seeds" => Some(seeds(dir)?),
        "words" => Some(words(dir)?),
        _ => None,
    })
}

/// `seeds.txt`: head, value, text.
fn seeds(dir: &Path) -> Outcome<Vec<Line>> {
    let mut lines = Vec::new();
    for fields in rows(dir, "seeds.txt")? {
        let [head, value, text] = &fields[..] else {
            return Err(format!("seeds.txt: {fields:?} are not three fields").into());
        };
        lines.push(line(text, &json!({ head: value.parse::<f64>()? })));
    }
    Ok(lines)
}

/// The words of VADER's lexicon and of the opinion lexicon, with a valence from -1 to 1. VADER's
/// mean rating goes before the sign of the opinion lexicon.
fn words(dir: &Path) -> Outcome<Vec<Line>> {
    /// Tenths of VADER's rating that count as 1.
    const FULL: f64 = 30.0;
    let mut valences = BTreeMap::new();
    for (file, valence) in [("opinion_positive.txt", 0.5), ("opinion_negative.txt", -0.5)] {
        for fields in rows(dir, file)? {
            valences.insert(fields[0].clone(), valence);
        }
    }
    for fields in rows(dir, "vader.txt")? {
        if let [word, tenths] = &fields[..] {
            valences.insert(word.clone(), tenths.parse::<f64>()? / FULL);
        }
    }
    let letters = |word: &&String| word.chars().all(|c| c.is_alphabetic());
    let words: Vec<&String> = valences.keys().filter(letters).collect();
    Ok(words.into_iter().map(|word| line(word, &json!({ "valence": valences[word] }))).collect())
}

fn rows(dir: &Path, file: &str) -> Outcome<Vec<Vec<String>>> {
    let all = fs::read_to_string(dir.join(file))?;
    let lines = all.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    Ok(lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

fn line(text: &str, labels: &Value) -> Line {
    let (role, speaker, labels) = ("client".to_owned(), String::new(), labels.clone());
    let texts = vec![Text { role, speaker, text: text.to_owned(), labels: labels.clone() }];
    let group = Some(fnv1a(text.bytes()));
    Line { id: String::new(), texts, labels, meta: Value::Null, key: None, group }
}
