//! Compares the library's figures with those of the peers: `parity DIR [--json]`.
//!
//! DIR holds golden files; one line is printed for each. Exit status 1 if a figure differs or
//! nothing was compared. `--no-letter-rule` turns off the rule that an expression holds a letter,
//! to see the comparison fail.

mod dialign;
mod pairs;
mod tally;

use dialign::{Lines, Run, read_lines, turns_of};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use tally::{Tally, skipped};

/// Kinds that are not compared, and why.
const SKIPPED: [(&str, &str); 17] = [
    ("align1", "not matched on purpose: ALIGN 1 compares sets of tagged n-grams"),
    ("dialign_python", "not matched on purpose: shared status by substring, see docs/COMPARE.md"),
    ("lsm_js", "not matched on purpose: not the published formula"),
    ("convokit", "coordination is not built yet"),
    ("coordination", "coordination is not built yet"),
    ("conventions", "conventions are not built yet"),
    ("flips", "the correction tracker is not built yet"),
    ("icca_wnd", "conventions are not built yet"),
    ("lingmatch", "style matching is not built yet"),
    ("lsm", "style matching is not built yet"),
    ("nclid", "nclid is not built yet"),
    ("politeness21", "the register tracker is not built yet"),
    ("readability", "the register tracker is not built yet"),
    ("syllables", "the register tracker is not built yet"),
    ("vader", "the register tracker is not built yet"),
    ("align2_pos", "not matched on purpose: part-of-speech n-grams need a tagger"),
    ("unknown", "no comparison is known for this kind"),
];

/// Files and folders of DIR that are inputs of others.
const INPUTS: [&str; 2] = ["coordination_markers", "conventions_closed_class"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let Some(dir) = arguments.iter().find(|argument| !argument.starts_with("--")) else {
        eprintln!("usage: parity DIR [--json] [--no-letter-rule]");
        return ExitCode::from(2);
    };
    let parity =
        Parity { dir: PathBuf::from(dir), letters: !has("--no-letter-rule"), json: has("--json") };
    match parity.run() {
        Ok(sums) => sums.exit(has("--json")),
        Err(message) => {
            eprintln!("parity: {message}");
            ExitCode::from(2)
        }
    }
}

struct Parity {
    dir: PathBuf,
    letters: bool,
    json: bool,
}

#[derive(Default)]
struct Sums {
    checked: u64,
    mismatches: u64,
    files: u32,
    failed: u32,
}

impl Sums {
    fn exit(&self, json: bool) -> ExitCode {
        if !json {
            println!(
                "{} figures checked in {} files: {} mismatches",
                self.checked, self.files, self.mismatches
            );
        }
        let good = self.failed == 0 && self.checked > 0;
        if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl Parity {
    fn run(&self) -> Result<Sums, String> {
        let mut sums = Sums::default();
        for path in sorted(&self.dir)? {
            let name = stem(&path);
            if path.is_dir() {
                if name.starts_with("dialogues") {
                    continue;
                }
                for file in sorted(&path)? {
                    self.file(&file, &name, &mut sums)?;
                }
                if name == "align2" {
                    self.print(&skipped("align2", "align2_pos", reason("align2_pos")), &mut sums);
                }
            } else if has_extension(&path, &["jsonl", "tsv", "json"])
                && !INPUTS.contains(&name.as_str())
            {
                self.file(&path, &name, &mut sums)?;
            }
        }
        Ok(sums)
    }

    fn file(&self, path: &Path, kind: &str, sums: &mut Sums) -> Result<(), String> {
        let kind = match kind {
            "dialign_long" | "dialign-scala" => "dialign",
            kind => kind,
        };
        let name = path.strip_prefix(&self.dir).unwrap_or(path).display().to_string();
        let mut tally = Tally::default();
        match kind {
            "dialign" if has_extension(path, &["jsonl"]) => {
                for line in read(path)?.lines() {
                    let golden = parse(line, path)?;
                    let folded = golden["normalised"] == true;
                    let run = Run::new(turns_of(&golden), folded, self.letters);
                    dialign::check(&run, &golden, 1e-9, &mut tally);
                }
            }
            "dialign" => {
                let (golden, run) = self.of_dialogue(path)?;
                dialign::check(&run, &golden, 1e-12, &mut tally);
            }
            "ako-dialign" => {
                let (golden, run) = self.of_dialogue(path)?;
                dialign::check_fork(&run, &golden, 1e-12, &mut tally);
            }
            "lla_r" => {
                let (golden, run) = self.of_dialogue(path)?;
                pairs::check_lla(&run.lines, &golden, 1e-12, &mut tally);
            }
            "align2" if has_extension(path, &["tsv"]) => return Ok(()),
            "align2" => {
                let golden = parse(&read(path)?, path)?;
                let input = read(&path.with_extension("input.tsv"))?;
                pairs::check_align(&input, &golden, 1e-12, &mut tally);
            }
            "weise_lex" => {
                let golden = parse(&read(path)?, path)?;
                for (dialogue, golden) in golden.as_object().into_iter().flatten() {
                    let lines = self.dialogue(dialogue.trim_end_matches(".tsv"))?;
                    let run = Run::new(lines, true, self.letters);
                    pairs::check_weise(&run, golden, 1e-12, &mut tally);
                }
            }
            kind => {
                self.print(&skipped(&name, kind, reason(kind)), sums);
                return Ok(());
            }
        }
        for sample in &tally.samples {
            eprintln!("{name}: {sample}");
        }
        sums.files += 1;
        sums.checked += tally.checked;
        sums.mismatches += tally.mismatches;
        sums.failed += u32::from(tally.mismatches > 0);
        self.print(&tally.line(&name, kind), sums);
        Ok(())
    }

    /// The figures of a dialogue that has a file of its own, and that dialogue.
    fn of_dialogue(&self, path: &Path) -> Result<(Value, Run), String> {
        let golden = parse(&read(path)?, path)?;
        let name = stem(path);
        let folded = name.ends_with(".norm");
        let lines = self.dialogue(name.trim_end_matches(".norm"))?;
        Ok((golden, Run::new(lines, folded, self.letters)))
    }

    fn dialogue(&self, name: &str) -> Result<Lines, String> {
        let paths = ["dialogues", "dialogues_licensed"]
            .map(|folder| self.dir.join(folder).join(format!("{name}.tsv")));
        match paths.iter().find(|path| path.exists()) {
            Some(path) => Ok(read_lines(&read(path)?)),
            None => Err(format!("no dialogue {name}.tsv under {}", self.dir.display())),
        }
    }

    fn print(&self, line: &Value, sums: &mut Sums) {
        if self.json {
            println!("{line}");
            return;
        }
        let text = |name: &str| line[name].as_str().unwrap_or_default();
        match line["skipped"].as_str() {
            Some(reason) => println!("{:<38} skipped: {reason}", text("file")),
            None => println!(
                "{:<38} {:>7} checked {:>5} mismatches, worst difference {:.1e}",
                text("file"),
                line["checked"],
                line["mismatches"],
                line["worst"].as_f64().unwrap_or_default(),
            ),
        }
        let _ = sums;
    }
}

fn reason(kind: &str) -> &'static str {
    let known = SKIPPED.iter().find(|(name, _)| *name == kind);
    known.unwrap_or(&SKIPPED[SKIPPED.len() - 1]).1
}

fn sorted(dir: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|found| extensions.iter().any(|wanted| found == *wanted))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn parse(text: &str, path: &Path) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("{}: {error}", path.display()))
}
