//! The heads of the shipped pack and of the folds, with their thresholds.

use super::{
    ACT_CORPORA, Data, Row, decides,
    logistic::{Model, Problem},
};
use crate::{
    corpus::FOLDS,
    metrics::{Confusion, best_threshold},
};
use lingsync::training::{
    ACT_HEADS, FEATURES, HEADS, Head, Heads, HeadsBuilder, Row as Listed, Sums,
};
use std::collections::HashSet;

/// Lines of the table: 64 bytes each in memory, 60 in the pack, for six n-grams.
const LINES: usize = 512;
/// A weight counts as strong in its head if this many are stronger.
const STRONG: usize = 200;
/// Newton's steps and their inner steps: of the first fit, and of that with the listed n-grams alone.
const FIRST: (usize, usize) = (4, 10);
const LAST: (usize, usize) = (2, 10);

/// Heads that have been trained without some folds.
#[derive(Clone, Debug)]
pub(crate) struct ActPack {
    pub(crate) heads: Heads,
    builder: HeadsBuilder,
    /// Before n-grams were left out: where another fit may begin.
    wide: Model,
}

/// The shipped heads, then those without each fold.
pub(crate) fn train(data: &Data) -> Option<(ActPack, Vec<ActPack>)> {
    // Heads without two folds: each judges one of them for the pack that is without the other.
    let mut pairs = Vec::new();
    for one in 0..FOLDS {
        for other in one + 1..FOLDS {
            pairs.push(([one, other], heads(data, &[one, other], None, None)?));
        }
    }
    let mut folds = Vec::new();
    for fold in 0..FOLDS {
        let judges: Vec<(&ActPack, u64)> = pairs
            .iter()
            .filter(|(without, _)| without.contains(&fold))
            .map(|([one, other], pack)| (pack, if *one == fold { *other } else { *one }))
            .collect();
        let start = judges.first().map(|(pack, _)| &pack.wide);
        let mut pack = heads(data, &[fold], None, start)?;
        pack.set_thresholds(data, None, &judges)?;
        folds.push(pack);
    }
    let mut shipped = heads(data, &[], None, folds.first().map(|pack| &pack.wide))?;
    let judges: Vec<(&ActPack, u64)> = folds.iter().zip(0..).collect();
    shipped.set_thresholds(data, None, &judges)?;
    Some((shipped, folds))
}

/// The heads trained without one of the corpora: what they make of it is transfer. Thresholds of which
/// nothing but that corpus decides are even odds.
pub(crate) fn without(data: &Data, corpus: usize, start: &ActPack) -> Option<ActPack> {
    let fold = |fold| heads(data, &[fold], Some(corpus), Some(&start.wide));
    let folds: Vec<ActPack> = (0..FOLDS).map(fold).collect::<Option<_>>()?;
    let mut pack = heads(data, &[], Some(corpus), Some(&start.wide))?;
    let judges: Vec<(&ActPack, u64)> = folds.iter().zip(0..).collect();
    pack.set_thresholds(data, Some(corpus), &judges)?;
    Some(pack)
}

/// Heads trained on all lines but those of some folds, those with the key of one of them, and those
/// of a corpus.
fn heads(
    data: &Data,
    without: &[u64],
    corpus: Option<usize>,
    start: Option<&Model>,
) -> Option<ActPack> {
    let held = |line: usize| data.lines[line].fold().is_some_and(|fold| without.contains(&fold));
    let keys: HashSet<u64> =
        (0..data.lines.len()).filter(|at| held(*at)).filter_map(|at| data.lines[at].key).collect();
    let left = |line: usize| held(line) || data.lines[line].key.is_some_and(|k| keys.contains(&k));
    let stays = |row: &Row| Some(row.corpus) != corpus && !left(row.line);
    let rows: Vec<usize> = (0..data.rows.len()).filter(|row| stays(&data.rows[*row])).collect();
    let wide = Problem::new(data, &rows, None).solve(start, FIRST.0, FIRST.1);
    let kept = builder(data, &wide).kept(LINES);
    let narrow = Problem::new(data, &rows, Some(&kept)).solve(Some(&wide), LAST.0, LAST.1);
    let builder = builder(data, &narrow);
    Some(ActPack { heads: builder.build(LINES)?, builder, wide })
}

impl ActPack {
    /// The log-odds of a row.
    pub(crate) fn scores(&self, data: &Data, row: usize) -> [f64; HEADS] {
        let mut sums = Sums::new(&self.heads);
        for column in data.columns_of(row) {
            match data.hash(*column as usize) {
                Some(hash) => sums.gram(hash),
                None => sums.feature(*column as u8),
            }
        }
        sums.raw()
    }

    /// Sets the thresholds by scores of `judges` for the lines of the folds that they have not seen,
    /// but for those of a corpus: the best F1.
    fn set_thresholds(
        &mut self,
        data: &Data,
        corpus: Option<usize>,
        judges: &[(&ActPack, u64)],
    ) -> Option<()> {
        let mut pairs = vec![Vec::new(); ACT_HEADS.len()];
        for (at, row) in data.rows.iter().enumerate() {
            let fold = data.line_of(row).fold();
            let judge = judges.iter().find(|(_, unseen)| Some(*unseen) == fold);
            let Some((judge, _)) = judge.filter(|_| Some(row.corpus) != corpus) else { continue };
            let wanted = |head: &usize| decides(*head, row) && row.labels[*head].is_some();
            if !(0..ACT_HEADS.len()).any(|head| wanted(&head)) {
                continue;
            }
            let scores = judge.scores(data, at);
            for head in (0..ACT_HEADS.len()).filter(wanted) {
                pairs[head].push((scores[head], row.labels[head] == Some(true)));
            }
        }
        for (head, pairs) in self.builder.heads.iter_mut().zip(&pairs) {
            let gain = |all: &Confusion| all.f1().unwrap_or(0.0);
            head.threshold = best_threshold(pairs, gain).map_or(0.0, |(threshold, _)| threshold);
        }
        self.heads = self.builder.build(LINES)?;
        Some(())
    }
}

/// A builder with the weights of a model: an n-gram matters by its largest weight among the heads,
/// times the square root of the rows it stands in, beside the strong ones of that head.
fn builder(data: &Data, model: &Model) -> HeadsBuilder {
    let importance = |column: usize, head: usize| {
        model.weights[column][head].abs() * f64::from(model.rows[column]).sqrt()
    };
    let strong: Vec<f64> = (0..ACT_HEADS.len())
        .map(|head| {
            let mut all: Vec<f64> =
                (FEATURES..data.width()).map(|column| importance(column, head)).collect();
            all.sort_by(|a, b| b.total_cmp(a));
            all.get(STRONG).copied().unwrap_or(0.0).max(1e-9)
        })
        .collect();
    let mut rows = Vec::new();
    for column in FEATURES..data.width() {
        let Some(hash) = data.hash(column).filter(|_| model.rows[column] > 0) else { continue };
        let most =
            strong.iter().enumerate().map(|(head, strong)| importance(column, head) / strong);
        let importance = most.fold(0.0, f64::max) as f32;
        rows.push(Listed { hash, weights: model.weights[column].map(|w| w as f32), importance });
    }
    let named =
        |(head, name): (usize, &&str)| Head { bias: model.bias[head] as f32, ..Head::named(name) };
    HeadsBuilder {
        heads: ACT_HEADS.iter().enumerate().map(named).collect(),
        dense: model.weights[..FEATURES].iter().map(|w| w.map(|w| w as f32)).collect(),
        rows,
        cut: 0,
    }
}

/// The corpora of a head.
pub(crate) fn sources(data: &Data, head: usize) -> String {
    let learns = |corpus: usize| {
        data.rows.iter().any(|row| row.corpus == corpus && row.labels[head].is_some())
    };
    let named = |(_, (name, licence)): (usize, &(&str, &str))| format!("{name} ({licence})");
    let all: Vec<String> =
        ACT_CORPORA.iter().enumerate().filter(|(at, _)| learns(*at)).map(named).collect();
    all.join(", ")
}
