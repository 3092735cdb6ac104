//! How well the detectors agree with labels: `evaluate --data DIR [--json] [--folds DIR]`.
//! `--only TASK[/CORPUS],...` leaves out all other rows; `--mistakes TASK/CORPUS N` shows the first
//! N false positives and false negatives of a row of acts on the standard error. `--transfer` gives
//! rows of acts by weights that have seen no line of the corpus; `train --transfer` makes them.
//!
//! DIR holds labelled corpora as `NAME.jsonl` or `NAME.jsonl.gz`, any subset of those known. One
//! figure a line, each by weights that have not seen the item: the shipped pack for a line that it
//! was not trained on, else the pack of its fold, which `train` writes to `target/folds`. Detectors
//! run as shipped, turn by turn through a session.

mod acts;
#[path = "../common/corpus.rs"]
mod corpus;
mod correction;
#[path = "../common/dialogue.rs"]
mod dialogue;
mod judge;
mod lifts;
#[path = "../common/metrics.rs"]
mod metrics;
mod only;
mod planned;
mod quality;
mod register;
mod row;
mod transfer;

use acts::mistakes::Mistakes;
use judge::Judge;
use only::Only;
use row::Row;
use std::{path::PathBuf, process::ExitCode};
use transfer::Transfer;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What the command line asks for.
#[derive(Debug)]
struct Asked {
    data: PathBuf,
    folds: PathBuf,
    json: bool,
    only: Only,
    mistakes: Option<Mistakes>,
    transfer: bool,
}

const USAGE: &str = "usage: evaluate --data DIR [--json] [--folds DIR] [--only TASK[/CORPUS],...] \
                     [--mistakes TASK/CORPUS N] [--transfer]";

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
    let (mut only, mut mistakes, mut transfer) = (Only::default(), None, false);
    while let Some(flag) = args.next() {
        let mut next = |what: &str| args.next().ok_or(format!("{flag} needs {what}"));
        match flag.as_str() {
            "--data" => data = Some(PathBuf::from(next("a folder")?)),
            "--folds" => folds = Some(PathBuf::from(next("a folder")?)),
            "--json" => json = true,
            "--transfer" => transfer = true,
            "--only" => only = Only::new(&next("tasks")?),
            "--mistakes" => {
                let row = next("TASK/CORPUS and a number")?;
                mistakes = Some(Mistakes::new(&row, &next("a number")?)?);
                only = Only::new(&row);
            }
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let data = data.ok_or(USAGE)?;
    if !data.is_dir() {
        return Err(format!("{} is no folder", data.display()).into());
    }
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folds = folds.unwrap_or_else(|| home.join("target/folds"));
    let only = if transfer { Transfer::rows(only) } else { only };
    Ok(Asked { data, folds, json, only, mistakes, transfer })
}

/// Gives the rows that are wanted; whether one of them has a value.
fn run(asked: &Asked, mut give: impl FnMut(&Row)) -> Outcome<bool> {
    let judge = Judge::new(&asked.folds)?;
    let (mut some, mut count) = (false, 0);
    let mut give_all = |rows: Vec<Row>| {
        for row in rows.iter().filter(|row| asked.only.admits(&row.task, &row.corpus)) {
            some |= row.value.is_some();
            count += 1;
            give(row);
        }
    };
    let transfer = asked.transfer.then(|| Transfer::new(&asked.folds)).transpose()?;
    let acts = |judge| {
        acts::rows(judge, transfer.as_ref(), &asked.data, &asked.only, asked.mistakes.clone())
    };
    let correction = || correction::rows(&judge, &asked.data, &asked.folds, &asked.only);
    if asked.only.lies_within(acts::has) {
        give_all(acts(&judge)?);
    } else if asked.only.lies_within(correction::has) {
        give_all(correction()?);
    } else {
        for task in register::TASKS {
            give_all(task(&judge, &asked.data)?);
        }
        give_all(acts(&judge)?);
        give_all(correction()?);
        give_all(lifts::rows(&judge, &asked.data)?);
        give_all(quality::rows(&judge, &asked.data)?);
        give_all(planned::rows());
    }
    if count == 0 { Err("no row has a name that was asked for".into()) } else { Ok(some) }
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
        rows_only(data, Only::default())
    }

    fn rows_only(data: &Path, only: Only) -> Outcome<Vec<Value>> {
        let (folds, data) = (data.join("folds"), data.to_owned());
        let asked = Asked { data, folds, json: true, only, mistakes: None, transfer: false };
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
        let row = find(&rows, "photobook_gold", "referent_link");
        assert!(row["reason"].as_str().unwrap().contains("not built"));
        assert!(rows.iter().all(|row| row["value"].is_null() && row["reason"].is_string()));
    }

    #[test]
    fn questions_are_counted_turn_by_turn_where_turns_are_labelled() {
        let turn = |speaker: &str, text: &str, labels: Value| json!({"speaker": speaker, "role": "other", "text": text, "labels": labels});
        let asks = json!({"question": true});
        let line = json!({
            "id": "kitchen",
            "turns": [
                turn("ann", "Where did you put the kettle?", asks.clone()),
                turn("bob", "It is under the sink.", json!({})),
                turn("ann", "Do you want some tea?", asks),
                turn("bob", "I would love some.", json!({})),
            ],
            "meta": {"absent_means_false": "question"},
        });
        let dir = folder("acts", &[("swda", &[line])]);
        let rows = rows_only(&dir, Only::new("question/swda,question/mrda")).unwrap();
        let unknown = rows_only(&dir, Only::new("question/kitchen"));
        assert!(unknown.unwrap_err().to_string().contains("no row"));
        fs::remove_dir_all(dir).unwrap();
        assert_eq!(rows.len(), 6, "f1, precision and recall of two rows");
        let row = find(&rows, "swda", "question");
        assert_eq!((&row["value"], &row["metric"]), (&json!(1.0), &json!("f1")));
        assert_eq!((&row["n"], &row["positives"]), (&json!(4), &json!(2)));
        assert_eq!(find(&rows, "mrda", "question")["value"], Value::Null);
    }

    #[test]
    fn transfer_without_its_packs_names_the_file_and_the_command_that_writes_it() {
        let dir = folder("transfer", &[]);
        let (data, folds) = (dir.clone(), dir.join("folds"));
        let only = Transfer::rows(Only::default());
        let asked = Asked { data, folds, json: true, only, mistakes: None, transfer: true };
        let error = run(&asked, |_| {}).unwrap_err().to_string();
        fs::remove_dir_all(dir).unwrap();
        assert!(error.contains("without-mrda.pack") && error.contains("--transfer"), "{error}");
    }

    #[test]
    fn transfer_scores_a_corpus_by_the_pack_that_is_without_it() {
        let turn = |text: &str, labels: Value| json!({"speaker": "a", "role": "other", "text": text, "labels": labels});
        let line = json!({
            "id": "kitchen",
            "turns": [
                turn("where did you put the kettle", json!({"question": true})),
                turn("under the sink", json!({})),
            ],
            "meta": {"absent_means_false": "question"},
        });
        let lines = [line];
        let dir = folder("left-out", &[("mrda", &lines), ("swda", &lines)]);
        let (data, folds) = (dir.clone(), dir.join("folds"));
        fs::create_dir_all(&folds).unwrap();
        // A pack of no words, by which nothing but a question mark asks.
        let pack = lingsync::pack::PackBuilder::new("xx", 1).build().unwrap();
        for name in transfer::TRAINED {
            fs::write(folds.join(format!("without-{name}.pack")), &pack).unwrap();
        }
        let only = Only::new("question/mrda,question/swda");
        let asked = Asked { data, folds, json: true, only, mistakes: None, transfer: true };
        let mut rows = Vec::new();
        run(&asked, |row| rows.push(row.json())).unwrap();
        fs::remove_dir_all(dir).unwrap();
        let recall = |corpus: &str| {
            let is = |row: &&Value| row["corpus"] == corpus && row["metric"] == "recall";
            rows.iter().find(is).unwrap()["value"].clone()
        };
        assert_eq!((recall("mrda"), recall("swda")), (json!(0.0), json!(1.0)));
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
        assert!(
            parse(&["--mistakes", "question/swda"]).unwrap_err().to_string().contains("number")
        );
        assert!(parse(&[]).is_err());
    }
}
