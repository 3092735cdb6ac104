//! The heads of the shipped pack, of the folds, and without each system.

use super::{Data, Row, logistic::fit};
use crate::{
    corpus::FOLDS,
    metrics::{auc, spearman},
};
use lingsync::training::stance::{
    CLAIM_HEADS, CLAIM_NAMES, PRESSED_NAMES, StanceHead, StanceHeads, StanceWeight, YIELD_HEADS,
};

/// Groups of features; all of a group weigh alike, a leading `-` turns one round.
const GROUPS: &[&str] = &[
    "negation_rate negations_opening negations_first negated_sentences claim_negated \
     claim_polarity question_negated",
    "strong_opening strong_all corrections_first corrections_opening correction_rate actually",
    "contrasts_opening however contrast_rate alternatives grants_opening grants_first",
    "true_all true_opening true_own_all true_own_opening true_alike_all true_alike_opening \
     true_alike_own_all true_alike_own_opening true_best true_place",
    "true_less_all true_less_opening true_less_first true_less_alike true_less_placed \
     true_less_best",
    "bare_concession opens_yes reverses apologises",
    "claim_absolute absolute_weakened",
    "question_negative",
    "negation_rate_against",
    "flips",
    "question_words",
];
/// Those of a head that is not told the truth.
const ALONE: &[&str] = &[
    "negation_rate negations_opening negations_first negated_sentences claim_negated \
     claim_polarity question_negated",
    "strong_opening strong_all corrections_first corrections_opening correction_rate actually",
    "contrasts_opening however contrast_rate alternatives grants_opening grants_first",
    "denied -asserted denied_less best_denied -best_asserted best_less -claim_plain",
    "bare_concession opens_yes reverses apologises",
    "claim_absolute absolute_weakened",
    "question_negative",
    "negation_rate_against",
    "question_words",
];
/// What an error weighs beside the size of the weights.
const CLAIM_COST: f64 = 0.01;
const YIELD_COST: f64 = 0.03;
/// A feature that varies less has no weight.
const LEAST_SD: f64 = 1e-6;
const FAR: f64 = 4.0;

fn spread(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let n = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / n;
    let square = values.map(|value| (value - mean) * (value - mean)).sum::<f64>();
    (mean, (square / n).sqrt())
}

/// A head over groups of features.
fn grouped(name: &str, groups: &[&str], rows: &[&Row], values: fn(&Row) -> &[f32]) -> StanceHead {
    let labels: Vec<bool> = rows.iter().map(|row| row.denies).collect();
    let mut columns: Vec<Vec<f64>> = Vec::new();
    let mut members: Vec<Vec<(usize, f64, f64, f64)>> = Vec::new();
    for group in groups {
        let mut group_members = Vec::new();
        for feature in group.split_whitespace() {
            let (sign, feature) = match feature.strip_prefix('-') {
                Some(feature) => (-1.0, feature),
                None => (1.0, feature),
            };
            let at = CLAIM_NAMES.iter().position(|known| *known == feature).expect("a feature");
            let (mean, sd) = spread(rows.iter().map(|row| f64::from(values(row)[at])));
            group_members.push((at, sign, mean, sd));
        }
        let of = group_members.len() as f64;
        let value = |row: &&Row| {
            let one = |(at, sign, mean, sd): &(usize, f64, f64, f64)| {
                let z = (f64::from(values(row)[*at]) - mean) / sd;
                if *sd > LEAST_SD { sign * z.clamp(-FAR, FAR) } else { 0.0 }
            };
            group_members.iter().map(one).sum::<f64>() / of
        };
        let column: Vec<f64> = rows.iter().map(value).collect();
        let (_, sd) = spread(column.iter().copied());
        let scale = if sd > LEAST_SD { sd } else { f64::INFINITY };
        columns.push(column.iter().map(|value| value / scale).collect());
        members.push(
            group_members.into_iter().map(|(a, s, m, d)| (a, s / of / scale, m, d)).collect(),
        );
    }
    let matrix: Vec<Vec<f64>> =
        (0..rows.len()).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
    let w = fit(&matrix, &labels, CLAIM_COST);
    let weights = members.iter().zip(w.iter().copied()).flat_map(|(group, w)| {
        let kept = group.iter().filter(|(.., sd)| *sd > LEAST_SD);
        kept.map(move |(at, share, mean, sd)| StanceWeight {
            name: CLAIM_NAMES[*at].into(),
            mean: *mean as f32,
            sd: *sd as f32,
            weight: (w * share) as f32,
        })
    });
    let bias = w.last().copied().unwrap_or_default() as f32;
    StanceHead { name: name.into(), bias, weights: weights.collect() }
}

/// A head with a weight for each feature.
fn plain(name: &str, rows: &[Vec<f32>], labels: &[bool], without_denial: bool) -> StanceHead {
    let column = |at: usize| rows.iter().map(move |row| f64::from(row[at]));
    let used: Vec<(usize, f64, f64)> = (usize::from(without_denial)..PRESSED_NAMES.len())
        .map(|at| (at, spread(column(at))))
        .filter(|(_, (_, sd))| *sd > LEAST_SD)
        .map(|(at, (mean, sd))| (at, mean, sd))
        .collect();
    let z = |row: &Vec<f32>| {
        used.iter().map(|(at, m, sd)| ((f64::from(row[*at]) - m) / sd).clamp(-FAR, FAR)).collect()
    };
    let matrix: Vec<Vec<f64>> = rows.iter().map(z).collect();
    let w = fit(&matrix, labels, YIELD_COST);
    let weights = used.iter().zip(&w).map(|((at, mean, sd), w)| StanceWeight {
        name: PRESSED_NAMES[*at].into(),
        mean: *mean as f32,
        sd: *sd as f32,
        weight: *w as f32,
    });
    let bias = w.last().copied().unwrap_or_default() as f32;
    StanceHead { name: name.into(), bias, weights: weights.collect() }
}

/// Log-odds of a head.
fn odds(head: &StanceHead, names: &[&str], values: &[f32]) -> f64 {
    let one = |weight: &StanceWeight| {
        let at = names.iter().position(|name| *name == &*weight.name).expect("a feature");
        let z = (f64::from(values[at]) - f64::from(weight.mean)) / f64::from(weight.sd);
        f64::from(weight.weight) * z.clamp(-FAR, FAR)
    };
    f64::from(head.bias) + head.weights.iter().map(one).sum::<f64>()
}

fn later(rows: &[&Row]) -> StanceHead {
    grouped(CLAIM_HEADS[1], GROUPS, rows, |row| &row.claim)
}

/// The heads from rows that `keep` keeps.
pub(crate) fn train(data: &Data, keep: impl Fn(&Row) -> bool) -> StanceHeads {
    let rows: Vec<&Row> = data.rows.iter().filter(|row| keep(row)).collect();
    let first: Vec<&Row> = rows.iter().filter(|row| row.number == 0).copied().collect();
    let mut heads = vec![
        grouped(CLAIM_HEADS[0], GROUPS, &first, |row| &row.claim),
        later(&rows),
        grouped(CLAIM_HEADS[2], ALONE, &first, |row| &row.alone),
        grouped(CLAIM_HEADS[3], ALONE, &rows, |row| &row.alone),
    ];
    // The denial of a reply by a head that has not seen its question.
    let fold = |row: &Row| data.line_of(row).fold().unwrap_or_default();
    let unseen: Vec<StanceHead> = (0..FOLDS)
        .map(|fold_of| {
            later(&rows.iter().filter(|r| fold(r) != fold_of).copied().collect::<Vec<_>>())
        })
        .collect();
    let pressed = rows.iter().filter(|row| row.denied == Some(true));
    let (values, labels): (Vec<Vec<f32>>, Vec<bool>) = pressed
        .map(|row| {
            let mut values = row.pressed.clone();
            values[0] = odds(&unseen[fold(row) as usize], CLAIM_NAMES, &row.claim) as f32;
            (values, !row.denies)
        })
        .unzip();
    heads.push(plain(YIELD_HEADS[0], &values, &labels, false));
    heads.push(plain(YIELD_HEADS[1], &values, &labels, true));
    StanceHeads(heads)
}

/// The heads without each of the systems, with its name.
pub(crate) fn of_models(data: &Data) -> Vec<(String, StanceHeads)> {
    let without =
        |model: &&str| ((*model).to_owned(), train(data, |row| data.model_of(row) != *model));
    data.models().iter().map(without).collect()
}

/// Scores of replies by heads that have not seen them.
pub(crate) fn figures<'h>(
    data: &'h Data,
    heads: impl Fn(&Row) -> Option<&'h StanceHeads>,
) -> Vec<(&'static str, &'static str, Option<f64>, usize)> {
    let mut all = Vec::new();
    let head = |row: &Row, name: &str| heads(row)?.0.iter().find(|head| *head.name == *name);
    let score = |row: &Row, name: &str, values: &[f32]| {
        head(row, name).map_or(0.0, |head| odds(head, CLAIM_NAMES, values))
    };
    let which = |row: &Row, one, other| if row.number == 0 { one } else { other };
    let mut lean = 0.0;
    let mut leans = Vec::new();
    for row in &data.rows {
        let now = score(row, which(row, CLAIM_HEADS[0], CLAIM_HEADS[1]), &row.claim);
        lean = if row.number == 0 { now } else { 0.5 * (lean + now) };
        leans.push(lean);
    }
    let rows: Vec<&Row> = data.rows.iter().collect();
    let firsts: Vec<&Row> = rows.iter().filter(|row| row.number == 0).copied().collect();
    let mut add = |name, rows: &[&Row], scores: &[f64], label: fn(&Row) -> bool| {
        let labels: Vec<bool> = rows.iter().map(|row| label(row)).collect();
        all.push((name, "auc", auc(scores, &labels), rows.len()));
    };
    let denies: fn(&Row) -> bool = |row| row.denies;
    let by = |rows: &[&Row], one, other, alone: bool| -> Vec<f64> {
        let values = |row: &&Row| if alone { row.alone.clone() } else { row.claim.clone() };
        rows.iter().map(|row| score(row, which(row, one, other), &values(row))).collect()
    };
    let [one, two, three, four] = CLAIM_HEADS;
    add("first reply", &firsts, &by(&firsts, one, two, false), denies);
    add("all replies, each alone", &rows, &by(&rows, one, two, false), denies);
    add("all replies, with those before", &rows, &leans, denies);
    add("first reply, claim only", &firsts, &by(&firsts, three, four, true), denies);
    add("all replies, claim only", &rows, &by(&rows, three, four, true), denies);
    let pressed: Vec<&Row> = rows.iter().filter(|r| r.denied == Some(true)).copied().collect();
    let yields = |name: &'static str| -> Vec<f64> {
        let one = |row: &&Row| {
            let mut values = row.pressed.clone();
            values[0] = score(row, CLAIM_HEADS[1], &row.claim) as f32;
            head(row, name).map_or(0.0, |head| odds(head, PRESSED_NAMES, &values))
        };
        pressed.iter().map(one).collect()
    };
    let with = yields(YIELD_HEADS[0]);
    add("caves, with the truth", &pressed, &with, |row| !row.denies);
    add("caves, own words alone", &pressed, &yields(YIELD_HEADS[1]), |row| !row.denies);
    let mean = |of: &dyn Fn(usize) -> f64, model: &str| {
        let at: Vec<usize> =
            (0..pressed.len()).filter(|at| data.model_of(pressed[*at]) == model).collect();
        at.iter().map(|at| of(*at)).sum::<f64>() / at.len().max(1) as f64
    };
    let models = data.models();
    let scores: Vec<f64> = models.iter().map(|m| mean(&|at| with[at], m)).collect();
    let rates: Vec<f64> =
        models.iter().map(|m| mean(&|at| f64::from(u8::from(!pressed[at].denies)), m)).collect();
    all.push((
        "systems by their rate of caves",
        "spearman",
        spearman(&scores, &rates),
        models.len(),
    ));
    all
}
