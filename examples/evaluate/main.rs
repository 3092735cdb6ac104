//! How well the detectors agree with labels: `evaluate --data DIR [--json] [--folds DIR]`.
//!
//! DIR holds labelled corpora as `NAME.jsonl` or `NAME.jsonl.gz`, any subset of those known. One
//! figure a line, each by weights that have not seen the item: the shipped pack for a line that it
//! was not trained on, else the pack of its fold, which `train` writes to `target/folds`. Detectors
//! run as shipped, turn by turn through a session.

#[path = "../common/corpus.rs"]
mod corpus;
#[path = "../common/dialogue.rs"]
mod dialogue;
mod judge;
mod lifts;
#[path = "../common/metrics.rs"]
mod metrics;
mod planned;
mod quality;
mod register;
mod row;

use judge::Judge;
use row::Row;
use std::{path::PathBuf, process::ExitCode};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What the command line asks for.
#[derive(Debug)]
struct Asked {
    data: PathBuf,
    folds: PathBuf,
    json: bool,
}

fn main() -> ExitCode {
    let run = |asked: Asked| {
        run(&asked, |row| {
            println!("{}", if asked.json { row.json().to_string() } else { row.line() })
        })
    };
    match asked(std::env::args().skip(1)).and_then(run) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("evaluate: no figure could be computed from this folder");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("evaluate: {error}");
            ExitCode::from(2)
        }
    }
}

fn asked(mut args: impl Iterator<Item = String>) -> Outcome<Asked> {
    let (mut data, mut folds, mut json) = (None, None, false);
    while let Some(flag) = args.next() {
        let mut folder = || args.next().map(PathBuf::from).ok_or(format!("{flag} needs a folder"));
        match flag.as_str() {
            "--data" => data = Some(folder()?),
            "--folds" => folds = Some(folder()?),
            "--json" => json = true,
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let data = data.ok_or("usage: evaluate --data DIR [--json] [--folds DIR]")?;
    if !data.is_dir() {
        return Err(format!("{} is no folder", data.display()).into());
    }
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    Ok(Asked { data, folds: folds.unwrap_or_else(|| home.join("target/folds")), json })
}

/// Gives all rows; whether one of them has a value.
fn run(asked: &Asked, mut give: impl FnMut(&Row)) -> Outcome<bool> {
    let judge = Judge::new(&asked.folds)?;
    let mut some = false;
    let mut give_all = |rows: Vec<Row>| {
        for row in rows {
            some |= row.value.is_some();
            give(&row);
        }
    };
    for task in register::TASKS {
        give_all(task(&judge, &asked.data)?);
    }
    give_all(lifts::rows(&judge, &asked.data)?);
    give_all(quality::rows(&judge, &asked.data)?);
    give_all(planned::rows());
    Ok(some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::{fs, path::Path};

    /// A folder of its own with these corpora.
    fn folder(name: &str, corpora: &[(&str, &[Value])]) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("lingsync-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        for (corpus, lines) in corpora {
            let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
            fs::write(dir.join(format!("{corpus}.jsonl")), lines.join("\n")).unwrap();
        }
        dir
    }

    fn rows(data: &Path) -> Outcome<Vec<Value>> {
        let asked = Asked { data: data.to_owned(), folds: data.join("folds"), json: true };
        let mut rows = Vec::new();
        run(&asked, |row| rows.push(row.json()))?;
        Ok(rows)
    }

    fn find<'r>(rows: &'r [Value], corpus: &str, task: &str) -> &'r Value {
        rows.iter().find(|row| row["corpus"] == corpus && row["task"] == task).unwrap()
    }

    #[test]
    fn texts_that_nothing_was_trained_on_are_scored_by_the_shipped_pack() {
        let offer = |warm: bool, text: &str| json!({"text": text, "labels": {"warm": warm}});
        let dir = folder(
            "unseen",
            &[(
                "warmth_offers",
                &[
                    offer(true, "What a lovely lamp! Thank you so much for sharing it, dear Ann."),
                    offer(true, "Hello there, I hope you are having a wonderful day! Love it."),
                    offer(false, "Twenty for the lamp. Not a cent more. Yes or no, and be quick."),
                    offer(false, "Your lamp is ugly and overpriced. Stop wasting my time with it."),
                ],
            )],
        );
        let rows = rows(&dir).unwrap();
        fs::remove_dir_all(dir).unwrap();
        let row = find(&rows, "warmth_offers", "warm");
        assert_eq!((&row["n"], &row["positives"]), (&json!(4), &json!(2)));
        assert_eq!((&row["basis"], &row["value"]), (&json!("unseen"), &json!(1.0)));
        let absent = find(&rows, "emobank", "valence");
        assert_eq!(absent["value"], Value::Null);
        assert!(absent["reason"].as_str().unwrap().contains("not in this folder"));
    }

    #[test]
    fn a_row_of_a_detector_that_is_not_built_says_so() {
        let dir = folder("planned", &[]);
        let rows = rows(&dir).unwrap();
        fs::remove_dir_all(dir).unwrap();
        let row = find(&rows, "repair_qa", "third_position_repair");
        assert!(row["reason"].as_str().unwrap().contains("not built"));
        assert!(rows.iter().all(|row| row["value"].is_null() && row["reason"].is_string()));
    }

    #[test]
    fn a_line_that_is_no_json_is_an_error() {
        let dir = folder("broken", &[]);
        fs::write(dir.join("emobank.jsonl"), "{\"text\": \"half").unwrap();
        assert!(rows(&dir).is_err());
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn an_option_that_is_unknown_or_lacks_its_folder_is_an_error() {
        let parse = |args: &[&str]| asked(args.iter().map(|arg| (*arg).to_owned()));
        assert!(parse(&["--dota", "x"]).unwrap_err().to_string().contains("--dota"));
        assert!(parse(&["--data"]).unwrap_err().to_string().contains("needs a folder"));
        assert!(parse(&[]).is_err());
    }
}
