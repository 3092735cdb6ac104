//! One pack: lambda, weights, the rounded table, norms and thresholds.

use crate::{
    corpus::FOLDS,
    fit::{Lanes, Model, Problem, Sample, Vectors, lanes},
    metrics::{Confusion, best_threshold},
    norms::{Chat, Norm},
    targets::{AROUSAL, CORPORA, NAMES, SPEECH_WEIGHT, decides, is_own, says_yes, targets},
    texts::{Item, Text},
};
use lingsync::training::{HEADS, Head, Heads, HeadsBuilder, Row, feature_names};

/// Lambdas that are tried, from strong to weak.
const LAMBDAS: [f32; 6] = [8.0, 4.0, 2.0, 1.0, 0.5, 0.25];
const INNER: u64 = 4;
const FIRST_STEPS: usize = 25;
const WARM_STEPS: usize = 12;
const LAST_STEPS: usize = 60;
/// Lines of the table: 64 bytes each in memory, 60 in the pack.
pub(crate) const LINES: usize = 1536;

/// A trained pack and how it came about.
#[derive(Debug)]
pub(crate) struct Pack {
    pub(crate) heads: Heads,
    pub(crate) lambda: Lanes,
}

/// What all packs are trained from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Material<'m> {
    pub(crate) vectors: &'m Vectors,
    pub(crate) hashes: &'m [u64],
    pub(crate) chat: &'m Chat,
}

/// Trains on `items`.
pub(crate) fn train(items: &[&Item], material: Material<'_>) -> Option<Pack> {
    let columns = material.hashes.len();
    let samples = samples(items);
    let inner = |sample: &(u64, Sample<'_>)| sample.0;
    let mut predictions: Vec<(usize, Lanes)> = Vec::new();
    let mut lambda = [1.0; HEADS];
    let mut start: Option<Vec<Lanes>> = None;
    for fold in 0..INNER {
        let fitted: Vec<Sample<'_>> =
            samples.iter().filter(|sample| inner(sample) != fold).map(|s| s.1).collect();
        let problem = Problem::new(&fitted, columns, CORPORA.len(), material.vectors);
        let held: Vec<(usize, &Sample<'_>)> = samples
            .iter()
            .enumerate()
            .filter(|(_, sample)| inner(sample) == fold)
            .map(|(at, sample)| (at, &sample.1))
            .collect();
        if fold == 0 {
            let mut best = [f64::INFINITY; HEADS];
            for value in LAMBDAS {
                let steps = if start.is_some() { WARM_STEPS } else { FIRST_STEPS };
                let x = problem.solve([value; HEADS], start.as_deref(), steps);
                let errors = errors(&problem.model(&x), &held);
                for head in 0..HEADS {
                    if errors[head] < best[head] {
                        best[head] = errors[head];
                        lambda[head] = value;
                    }
                }
                start = Some(x);
            }
        }
        let x = problem.solve(lambda, start.as_deref(), FIRST_STEPS);
        let model = problem.model(&x);
        predictions.extend(held.iter().map(|(at, sample)| (*at, model.predict(sample.text))));
        start = Some(x);
    }
    let all: Vec<Sample<'_>> = samples.iter().map(|sample| sample.1).collect();
    let mut problem = Problem::new(&all, columns, CORPORA.len(), material.vectors);
    let first = problem.solve(lambda, start.as_deref(), FIRST_STEPS);
    // Which n-grams find room in the table; then once more with these alone.
    let kept = builder(&problem.model(&first), material).kept(LINES);
    let kept: Vec<bool> =
        material.hashes.iter().map(|hash| kept.binary_search(hash).is_ok()).collect();
    problem.restrict(&kept);
    let mut model = problem.model(&problem.solve(lambda, Some(&first), LAST_STEPS));
    raise(&mut model, &all);
    let mut builder = builder(&model, material);
    let rounded = builder.build(LINES)?;
    let norms = material.chat.norms(&rounded);
    let thresholds = thresholds(items, &predictions);
    for (at, head) in builder.heads.iter_mut().enumerate() {
        let Norm { mean, sd } = norms[at];
        head.mean = mean;
        head.sd = sd;
        head.threshold = thresholds[at].map_or(0.0, |raw| (raw - mean) / sd);
        head.reliability = [0.0; 4];
    }
    Some(Pack { heads: builder.build(LINES)?, lambda })
}

/// A builder with the weights of a model.
fn builder(model: &Model, material: Material<'_>) -> HeadsBuilder {
    let mut builder = HeadsBuilder {
        heads: NAMES.iter().map(|name| Head::named(name)).collect(),
        dense: model.dense.clone(),
        rows: rows(model, material),
        cut: 1000,
    };
    for (head, bias) in builder.heads.iter_mut().zip(model.bias) {
        head.bias = bias;
    }
    builder
}

/// Lets exclamation marks count as much for arousal as all else together: an emotion's name, which
/// the head learns from, tells little of how loud it was said. In standard deviations over the
/// texts as written.
fn raise(model: &mut Model, samples: &[Sample<'_>]) {
    let mark = feature_names().iter().position(|name| *name == "log_exclamations").unwrap_or(0);
    let written = samples.iter().step_by(2).filter(|sample| sample.weight[AROUSAL] > 0.0);
    let (scores, marks): (Vec<f64>, Vec<f64>) = written
        .map(|sample| (model.predict(sample.text)[AROUSAL], sample.text.dense()[mark]))
        .map(|(score, marks)| (f64::from(score), f64::from(marks)))
        .unzip();
    let ((_, scores), (mean, marks)) = (moments(&scores), moments(&marks));
    let step = scores / marks.max(1e-9);
    model.dense[mark][AROUSAL] += step as f32;
    model.bias[AROUSAL] -= (step * mean) as f32;
}

/// Mean and standard deviation.
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, libm::sqrt(values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n))
}

/// Two samples for each item: as written, then as speech; with their inner fold.
fn samples<'i>(items: &[&'i Item]) -> Vec<(u64, Sample<'i>)> {
    let mut samples = Vec::with_capacity(items.len() * 2);
    for item in items {
        let targets = targets(CORPORA[item.corpus].0, &item.line);
        let target = targets.map(|target| target.value);
        let weight = targets.map(|target| target.weight);
        let hash = item.line.group.or(item.line.key).unwrap_or(0);
        let inner = hash / FOLDS % INNER;
        let sample = |text: &'i Text, weight| Sample { text, corpus: item.corpus, target, weight };
        samples.push((inner, sample(&item.plain, weight)));
        let weight = lanes(|head| weight[head] * SPEECH_WEIGHT[head]);
        samples.push((inner, sample(&item.speech, weight)));
    }
    samples
}

/// Weighted squared errors of each head over the corpora's texts as written.
fn errors(model: &Model, held: &[(usize, &Sample<'_>)]) -> [f64; HEADS] {
    let mut errors = [0.0; HEADS];
    for (_, sample) in held.iter().filter(|(at, s)| at % 2 == 0 && !is_own(s.corpus)) {
        let prediction = model.predict(sample.text);
        for head in 0..HEADS {
            let off = f64::from(prediction[head] - sample.target[head]);
            errors[head] += f64::from(sample.weight[head]) * off * off;
        }
    }
    errors
}

/// Raw thresholds from predictions for lines that were held out: the best F1, for valence and warmth
/// the best accuracy.
fn thresholds(items: &[&Item], predictions: &[(usize, Lanes)]) -> [Option<f64>; HEADS] {
    let mut raw = [None; HEADS];
    for head in 0..HEADS {
        let mut pairs = Vec::new();
        for (at, prediction) in predictions.iter().filter(|(at, _)| at % 2 == 0) {
            let item = items[at / 2];
            let target = targets(CORPORA[item.corpus].0, &item.line)[head];
            if target.weight > 0.0 && decides(head, CORPORA[item.corpus].0) {
                if let Some(yes) = says_yes(head, target) {
                    pairs.push((f64::from(prediction[head]), yes));
                }
            }
        }
        let gain = |all: &Confusion| {
            if matches!(NAMES[head], "valence" | "warmth") {
                all.accuracy().unwrap_or(0.0)
            } else {
                all.f1().unwrap_or(0.0)
            }
        };
        raw[head] = best_threshold(&pairs, gain).map(|(threshold, _)| threshold);
    }
    raw
}

/// The n-grams with weights, by how much they matter: their largest weight among the heads, times
/// the square root of how often they are to be met.
fn rows(model: &Model, material: Material<'_>) -> Vec<Row> {
    let mut spread = [0.0_f64; HEADS];
    for (weights, documents) in model.grams.iter().zip(&model.documents) {
        for head in 0..HEADS {
            spread[head] += f64::from(weights[head] * weights[head]) * f64::from(*documents);
        }
    }
    let spread = spread.map(|sum| libm::sqrt(sum.max(1e-12)) as f32);
    let mut rows = Vec::new();
    for (column, weights) in model.grams.iter().enumerate() {
        let documents = model.documents.get(column).copied().unwrap_or(0);
        let listed = material.vectors.of.get(column).copied().filter(|at| *at != u32::MAX);
        if documents < 2 && listed.is_none() {
            continue;
        }
        // A word of the vectors is met about as often as its rank tells.
        let rank = listed.map_or(0.0, |at| 4000.0 / (at as f32 + 100.0));
        let often = (documents as f32).max(rank);
        let most = (0..HEADS).map(|h| weights[h].abs() / spread[h]).fold(0.0, f32::max);
        let importance = most * often.sqrt();
        rows.push(Row { hash: material.hashes[column], weights: *weights, importance });
    }
    rows
}
