//! Do people move towards each other in these measures? `retest_claims --data DIR`.
//!
//! DIR holds dialogues as `NAME.jsonl` or `NAME.jsonl.gz`: AnnoMI, ESConv, SwDA, SGD, any subset.
//! For each measure: the similarity of a reply to the turn that it answers (raw), the same with
//! surrogate partners out of the same dialogue (chance), and the three lifts, of which the second
//! and third take topic out more and more. A dialogue is one observation: intervals are Student's
//! over dialogues. The first party is the agent (with roles) or the second speaker.

#[path = "../common/corpus.rs"]
mod corpus;
#[path = "../common/dialogue.rs"]
mod dialogue;
#[path = "../common/metrics.rs"]
mod metrics;

use dialogue::{parties, series, turn};
use lingsync::{Engine, Party, accommodation::PairFigures, register::Dimension};
use std::{path::Path, process::ExitCode};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const CORPORA: [&str; 4] = ["annomi", "esconv", "swda", "sgd"];
const MEASURES: [&str; 5] = ["formality", "valence", "style", "rhythm (ln words)", "content words"];
const FIGURES: [&str; 5] = ["raw", "chance", "lift", "lift_local", "lift_directional"];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [flag, dir] = &args[..] else {
        eprintln!("usage: retest_claims --data DIR");
        return ExitCode::from(2);
    };
    if flag != "--data" || !Path::new(dir).is_dir() {
        eprintln!("retest_claims: {dir} is no folder of dialogues");
        return ExitCode::from(2);
    }
    match run(Path::new(dir)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("retest_claims: none of {} is in {dir}", CORPORA.join(", "));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("retest_claims: {error}");
            ExitCode::from(2)
        }
    }
}

/// Prints a table for each corpus; whether there was one.
fn run(dir: &Path) -> Outcome<bool> {
    let engine = Engine::default();
    let mut some = false;
    for name in CORPORA {
        let Some(lines) = corpus::read(dir, name)? else { continue };
        some = true;
        let mut found: Vec<[PairFigures; MEASURES.len()]> = Vec::new();
        let mut words = (0_u64, 0_u64);
        for line in &lines {
            let mut session = engine.session();
            for (text, party) in line.texts.iter().zip(parties(line)) {
                let report = session.observe(&turn(party, &text.text))?;
                words = (words.0 + u64::from(report.register.rhythm.words), words.1 + 1);
            }
            let content = series(&mut engine.analyser(), line)?.pair(1, 0);
            let summary = session.summary();
            let Some(pair) = summary.register.pair(Party::AGENT, Party::CLIENT) else { continue };
            let dimension = |wanted: Dimension| {
                pair.dimensions.iter().find(|d| d.dimension == wanted).map(|d| d.figures)
            };
            if let (Some(formality), Some(valence), Some(rhythm)) = (
                dimension(Dimension::Formality),
                dimension(Dimension::Valence),
                dimension(Dimension::Verbosity),
            ) {
                found.push([formality, valence, pair.style, rhythm, content]);
            }
        }
        let per_turn = words.0 as f64 / words.1.max(1) as f64;
        println!("\n{name}: {} dialogues, {per_turn:.1} words a turn", lines.len());
        for (at, measure) in MEASURES.iter().enumerate() {
            table(measure, found.iter().map(|figures| &figures[at]));
        }
    }
    Ok(some)
}

/// One measure over the dialogues.
fn table<'f>(measure: &str, dialogues: impl Iterator<Item = &'f PairFigures>) {
    let mut columns: [Vec<f64>; FIGURES.len()] = Default::default();
    for figures in dialogues {
        let lift = figures.lift;
        let values = [
            lift.raw,
            lift.chance,
            lift.value,
            figures.lift_local.value,
            figures.lift_directional.value,
        ];
        for (column, value) in columns.iter_mut().zip(values) {
            column.extend(value.value());
        }
    }
    println!("  {measure}");
    for (name, values) in FIGURES.iter().zip(&columns) {
        let Some(found) = metrics::mean_interval(values) else {
            println!("    {name:<18} fewer than 3 dialogues");
            continue;
        };
        let metrics::Mean { mean, low, high, effect } = found;
        let n = values.len();
        print!("    {name:<18} {mean:>7.3} [{low:>6.3}, {high:>6.3}]  n={n}");
        if name.starts_with("lift") {
            let leaves_0 = low > 0.0 || high < 0.0;
            print!("  d={effect:>5.2}{}", if leaves_0 { "" } else { "  not significant" });
        }
        println!();
    }
}
