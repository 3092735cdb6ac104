//! The rows of the register.

use super::{
    Outcome,
    corpus::{self, Line},
    judge::{Form, Judge, observe, spoken, written},
    metrics::{Confusion, auc, median, pearson, spearman},
    row::{Basis, Row},
};
use lingsync::{RegisterObservation, register::Dimension};
use std::{collections::HashSet, path::Path};

type Task = fn(&Judge, &Path) -> Outcome<Vec<Row>>;

/// All of them, in the order of the output.
pub(crate) const TASKS: [Task; 6] =
    [formality, politeness, valence_sign, emobank, warmth_offers, epitome];

const ABSENT: &str = "the corpus is not in this folder";
const NO_FOLDS: &str = "the packs of the folds are missing: run the example `train` with --data";

/// The plain form, and that of a speech recogniser under the name TASK_asr.
const FORMS: [(Form, &str); 2] = [(written, ""), (spoken, "_asr")];

/// A line with its score, and whether the detector says yes.
struct Scored<'l> {
    line: &'l Line,
    score: f64,
    yes: bool,
}

/// The lines that can be scored; a dimension that is undefined for a text leaves it out.
fn scored<'l>(
    judge: &Judge,
    lines: impl IntoIterator<Item = &'l Line>,
    form: Form,
    dimension: Dimension,
) -> Outcome<Option<(Vec<Scored<'l>>, Basis)>> {
    let (mut all, mut basis) = (Vec::new(), Basis::default());
    for line in lines {
        let engine = match judge.engine(line, &mut basis) {
            Ok(Some(engine)) => engine,
            Ok(None) => continue,
            Err(_) => return Ok(None),
        };
        let seen = observe(engine, line, form)?;
        if let Some(score) = seen.measure(dimension).value() {
            let threshold = engine.pack().and_then(|pack| pack.threshold(dimension.name()));
            let yes = threshold.is_some_and(|threshold| score > threshold);
            all.push(Scored { line, score, yes });
        }
    }
    Ok(Some((all, basis)))
}

/// Correlation of a dimension with a label of the line.
fn correlation(
    judge: &Judge,
    (lines, label): (&[&Line], &str),
    (form, dimension): (Form, Dimension),
    how: fn(&[f64], &[f64]) -> Option<f64>,
    row: Row,
) -> Outcome<Row> {
    let labelled = lines.iter().copied().filter(|line| line.labels[label].is_number());
    let Some((all, basis)) = scored(judge, labelled, form, dimension)? else {
        return Ok(row.without(NO_FOLDS));
    };
    let scores: Vec<f64> = all.iter().map(|item| item.score).collect();
    let gold: Vec<f64> = all.iter().filter_map(|item| item.line.labels[label].as_f64()).collect();
    Ok(row.with(how(&scores, &gold), all.len(), basis))
}

fn formality(judge: &Judge, dir: &Path) -> Outcome<Vec<Row>> {
    let (answers, mixed) =
        (corpus::read(dir, "pavlick_answers")?, corpus::read(dir, "pavlick_mixed")?);
    let keys: HashSet<u64> = answers.iter().flatten().filter_map(|line| line.key).collect();
    let mut rows = Vec::new();
    for (form, suffix) in FORMS {
        for (name, lines, label) in
            [("pavlick_answers", &answers, "formality"), ("pavlick_mixed", &mixed, "formality01")]
        {
            let row = Row::new(name, &format!("formality{suffix}"), "spearman");
            let Some(lines) = lines else {
                rows.push(row.without(ABSENT));
                continue;
            };
            // A text of the mixed corpus that is in the answers too is scored there.
            let twin = |line: &&Line| {
                name == "pavlick_mixed" && line.key.is_some_and(|key| keys.contains(&key))
            };
            let lines: Vec<&Line> = lines.iter().filter(|line| !twin(line)).collect();
            let what = (form, Dimension::Formality);
            rows.push(correlation(judge, (&lines, label), what, spearman, row)?);
        }
    }
    Ok(rows)
}

/// The quarter rated most polite against the least, split at the median score.
fn politeness(judge: &Judge, dir: &Path) -> Outcome<Vec<Row>> {
    const NAME: &str = "stanford_politeness";
    let lines = corpus::read(dir, NAME)?;
    let mut rows = Vec::new();
    for (form, suffix) in FORMS {
        for (task, wiki) in [("politeness_wiki", true), ("politeness_se", false)] {
            let row = Row::new(NAME, &format!("{task}{suffix}"), "accuracy");
            let Some(lines) = &lines else {
                rows.push(row.without(ABSENT));
                continue;
            };
            let quartile = |line: &Line| line.labels["quartile"].as_u64();
            let wanted = lines.iter().filter(|line| {
                (line.meta["domain"] == "wiki") == wiki && matches!(quartile(line), Some(1 | 4))
            });
            let Some((all, basis)) = scored(judge, wanted, form, Dimension::Politeness)? else {
                rows.push(row.without(NO_FOLDS));
                continue;
            };
            let scores: Vec<f64> = all.iter().map(|item| item.score).collect();
            let middle = median(&scores).unwrap_or(0.0);
            let is = |item: &Scored<'_>| quartile(item.line) == Some(4);
            let found = Confusion::of(all.iter().map(|item| (item.score > middle, is(item))));
            let row = row.with(found.accuracy(), all.len(), basis);
            rows.push(Row { positives: Some(found.positives() as usize), ..row });
        }
    }
    Ok(rows)
}

fn valence_sign(judge: &Judge, dir: &Path) -> Outcome<Vec<Row>> {
    let sign = |line: &Line| line.labels["valence_sign"].as_f64().filter(|sign| *sign != 0.0);
    let is = |line: &Line| sign(line).map(|sign| sign > 0.0);
    let mut rows = Vec::new();
    let lines = corpus::read(dir, "goemotions")?;
    for (form, suffix) in FORMS {
        let (task, asr) = (format!("valence_sign{suffix}"), format!("valence{suffix}"));
        let task = if suffix.is_empty() { task } else { asr };
        let what = (form, Dimension::Valence);
        rows.extend(decisions(judge, ("goemotions", &task), &lines, what, is, &["accuracy"])?);
    }
    Ok(rows)
}

fn emobank(judge: &Judge, dir: &Path) -> Outcome<Vec<Row>> {
    let lines = corpus::read(dir, "emobank")?;
    let mut rows = Vec::new();
    for (form, suffix) in FORMS {
        for (dimension, label) in [(Dimension::Valence, "valence"), (Dimension::Arousal, "arousal")]
        {
            let row = Row::new("emobank", &format!("{label}{suffix}"), "pearson");
            let Some(lines) = &lines else {
                rows.push(row.without(ABSENT));
                continue;
            };
            let lines: Vec<&Line> = lines.iter().collect();
            let row = correlation(judge, (&lines, label), (form, dimension), pearson, row)?;
            rows.push(row);
        }
    }
    Ok(rows)
}

fn warmth_offers(judge: &Judge, dir: &Path) -> Outcome<Vec<Row>> {
    let lines = corpus::read(dir, "warmth_offers")?;
    let is = |line: &Line| line.labels["warm"].as_bool();
    let mut rows = Vec::new();
    for (form, suffix) in FORMS {
        let what = (form, Dimension::Warmth);
        let task = format!("warm{suffix}");
        let metrics = ["accuracy", "auc"];
        rows.extend(decisions(judge, ("warmth_offers", &task), &lines, what, is, &metrics)?);
    }
    Ok(rows)
}

/// Replies of peer supporters: do they show warmth, do they ask.
fn epitome(judge: &Judge, dir: &Path) -> Outcome<Vec<Row>> {
    const METRICS: [&str; 3] = ["f1", "precision", "recall"];
    let lines = corpus::read(dir, "epitome")?;
    let reply = |line: &Line, label: &str| {
        line.texts.iter().find(|text| text.role == "agent")?.labels[label].as_bool()
    };
    let mut rows = Vec::new();
    for (form, suffix) in FORMS {
        let what = (form, Dimension::Warmth);
        let is = |line: &Line| reply(line, "warmth");
        let task = format!("warmth{suffix}");
        let metrics = ["f1", "precision", "recall", "auc"];
        rows.extend(decisions(judge, ("epitome", &task), &lines, what, is, &metrics)?);
    }
    let Some(lines) = &lines else {
        rows.push(Row::new("epitome", "explores", "f1").without(ABSENT));
        return Ok(rows);
    };
    let (mut found, mut basis) = (Confusion::default(), Basis::default());
    for line in lines {
        let Some(is) = reply(line, "explores") else { continue };
        let Ok(Some(engine)) = judge.engine(line, &mut basis) else { continue };
        let seen = observe(engine, line, written)?;
        found.add(asks(&seen), is);
    }
    rows.extend(
        METRICS.map(|metric| confusion_row(("epitome", "explores"), metric, &found, basis)),
    );
    Ok(rows)
}

/// Whether a turn asks, as far as the register knows: by its question marks.
fn asks(seen: &RegisterObservation) -> bool {
    seen.rhythm.question > 0
}

fn decisions(
    judge: &Judge,
    (name, task): (&str, &str),
    lines: &Option<Vec<Line>>,
    (form, dimension): (Form, Dimension),
    is: impl Fn(&Line) -> Option<bool>,
    metrics: &[&'static str],
) -> Outcome<Vec<Row>> {
    let all_without = |reason: &str| {
        let row = |metric: &&'static str| Row::new(name, task, metric).without(reason);
        metrics.iter().map(row).collect()
    };
    let Some(lines) = lines else { return Ok(all_without(ABSENT)) };
    let labelled = lines.iter().filter(|line| is(line).is_some());
    let Some((all, basis)) = scored(judge, labelled, form, dimension)? else {
        return Ok(all_without(NO_FOLDS));
    };
    let labels: Vec<bool> = all.iter().filter_map(|item| is(item.line)).collect();
    let scores: Vec<f64> = all.iter().map(|item| item.score).collect();
    let found = Confusion::of(all.iter().map(|item| item.yes).zip(labels.iter().copied()));
    let row = |metric: &&'static str| {
        if *metric == "auc" {
            let row = Row::new(name, task, metric).with(auc(&scores, &labels), all.len(), basis);
            Row { positives: Some(found.positives() as usize), ..row }
        } else {
            confusion_row((name, task), metric, &found, basis)
        }
    };
    Ok(metrics.iter().map(row).collect())
}

fn confusion_row(
    (name, task): (&str, &str),
    metric: &'static str,
    found: &Confusion,
    basis: Basis,
) -> Row {
    let value = match metric {
        "f1" => found.f1(),
        "precision" => found.precision(),
        "recall" => found.recall(),
        _ => found.accuracy(),
    };
    let row = Row::new(name, task, metric).with(value, found.n() as usize, basis);
    Row { positives: Some(found.positives() as usize), ..row }
}
