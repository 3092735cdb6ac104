//! Compares the library's figures with those of the peers: `parity DIR [--json]`.
//!
//! DIR holds golden files; one line is printed for each. Exit status 1 if a figure differs or
//! nothing was compared. `--no-letter-rule` turns off the rule that an expression holds a letter,
//! to see the comparison fail.

mod dialign;
mod flips;
mod pairs;
mod register;
mod tally;

use dialign::{Lines, Run, read_lines, turns_of};
use lingsync::{Engine, register::coordination::MarkerLists};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use tally::{Tally, skipped};

/// Kinds that are not compared, and why.
const SKIPPED: [(&str, &str); 8] = [
    ("align1", "not matched on purpose: ALIGN 1 compares sets of tagged n-grams"),
    ("dialign_python", "not matched on purpose: shared status by substring, see docs/COMPARE.md"),
    ("lsm_js", "not matched on purpose: not the published formula"),
    ("conventions", "conventions are not built yet"),
    ("icca_wnd", "conventions are not built yet"),
    ("nclid", "nclid is not built yet"),
    ("align2_pos", "not matched on purpose: part-of-speech n-grams need a tagger"),
    ("unknown", "no comparison is known for this kind"),
];

/// The rates that are asked of peers that a rewrite cannot equal everywhere.
const CELLS: f64 = 0.993;
const ALL_CELLS: f64 = 0.88;
const SYLLABLES: f64 = 0.98;

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
    /// Cells that differ where only a rate is asked for.
    unequal: u64,
    files: u32,
    failed: u32,
}

impl Sums {
    fn exit(&self, json: bool) -> ExitCode {
        if !json {
            println!(
                "{} figures checked in {} files: {} mismatches, and {} of those that only a rate \
                 is asked of",
                self.checked, self.files, self.mismatches, self.unequal
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
            "vader" | "lsm" | "coordination" | "readability" => {
                let golden = read(path)?;
                let engine = Engine::default();
                let markers = self.markers()?;
                for line in golden.lines() {
                    let line = parse(line, path)?;
                    match (kind, engine.pack()) {
                        ("vader", Some(pack)) => register::check_vader(&line, pack, &mut tally),
                        ("lsm", _) => register::check_lsm(&line, &mut tally),
                        ("coordination", _) => {
                            register::check_coordination(&line, &markers, &mut tally);
                        }
                        ("readability", _) => register::check_readability(&line, &mut tally),
                        _ => {}
                    }
                }
            }
            "flips" => {
                for line in read(path)?.lines() {
                    flips::check(&parse(line, path)?, &mut tally);
                }
            }
            "politeness21" => {
                let engine = Engine::default();
                let mut all = Tally::default();
                for line in read(path)?.lines() {
                    register::check_politeness(&parse(line, path)?, &engine, &mut tally, &mut all);
                }
                self.rated(&name, "politeness21", &tally, CELLS, sums);
                self.rated(&format!("{name} (all 21)"), "politeness21", &all, ALL_CELLS, sums);
                return Ok(());
            }
            "syllables" => {
                let rate = register::check_syllables(&read(path)?, &Engine::default(), &mut tally);
                tally.weighted = Some(rate);
                self.rated(&name, "syllables", &tally, SYLLABLES, sums);
                return Ok(());
            }
            "convokit" => {
                let golden = parse(&read(path)?, path)?;
                register::check_convokit(&golden, &self.speakers(&stem(path))?, &mut tally);
            }
            "lingmatch" => {
                let golden = parse(&read(path)?, path)?;
                if golden.get("speakers").is_none() {
                    let reason = "the peer gives no profiles for it";
                    self.print(&skipped(&name, kind, reason), sums);
                    return Ok(());
                }
                register::check_lingmatch(&golden, &self.speakers(&stem(path))?, &mut tally);
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

    /// A kind of which a rate is asked, not equality everywhere.
    fn rated(&self, name: &str, kind: &str, tally: &Tally, need: f64, sums: &mut Sums) {
        sums.files += 1;
        sums.checked += tally.checked;
        let line = tally.rated_line(name, kind, need);
        let failed = line["rate"].as_f64().is_none_or(|rate| rate < need);
        sums.failed += u32::from(failed);
        sums.unequal += tally.mismatches;
        self.print(&line, sums);
    }

    /// The lists of markers beside the golden file of coordination.
    fn markers(&self) -> Result<MarkerLists, String> {
        let path = self.dir.join("coordination_markers.json");
        if !path.exists() {
            return Ok(MarkerLists::default());
        }
        let golden = parse(&read(&path)?, &path)?;
        let lists = golden["categories"].as_object();
        let words = |list: &'_ Value| -> Vec<String> {
            let words = list.as_array().into_iter().flatten();
            words.filter_map(Value::as_str).map(String::from).collect()
        };
        let lists: Vec<(String, Vec<String>)> =
            lists.into_iter().flatten().map(|(name, list)| (name.clone(), words(list))).collect();
        let lists =
            lists.iter().map(|(name, words)| (name.as_str(), words.iter().map(String::as_str)));
        Ok(MarkerLists::new(lists))
    }

    /// The speaker of each turn of a dialogue.
    fn speakers(&self, name: &str) -> Result<Vec<String>, String> {
        // The peers take the label as it stands, dialign's reader does not.
        let text = self.dialogue_text(name)?;
        let label = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
        Ok(text.lines().map(label).collect())
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
        Ok(read_lines(&self.dialogue_text(name)?))
    }

    fn dialogue_text(&self, name: &str) -> Result<String, String> {
        let paths = ["dialogues", "dialogues_licensed"]
            .map(|folder| self.dir.join(folder).join(format!("{name}.tsv")));
        match paths.iter().find(|path| path.exists()) {
            Some(path) => read(path),
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
            None if !line["need"].is_null() => println!(
                "{:<38} {:>7} checked {:>5} differ, rate {:.4}, need {}",
                text("file"),
                line["checked"],
                line["mismatches"],
                line["rate"].as_f64().unwrap_or_default(),
                line["need"],
            ),
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
