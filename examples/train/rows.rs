//! The rows of the evaluation that the heads answer for.

use crate::{
    metrics::{Confusion, auc, median, pearson, spearman},
    pack::Pack,
    targets::{
        AROUSAL, CORPORA, DISTRESS, DOUBT, FORMALITY, HOSTILITY, POLITENESS, VALENCE, WARMTH,
    },
    texts::{Item, Text},
};
use lingsync::training::HEADS;
use std::collections::HashSet;

/// A figure.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) head: usize,
    pub(crate) row: &'static str,
    pub(crate) metric: &'static str,
    pub(crate) value: Option<f64>,
    pub(crate) n: usize,
    pub(crate) basis: &'static str,
}

/// The packs: the shipped one, and those of the folds.
#[derive(Debug)]
pub(crate) struct Packs {
    pub(crate) shipped: Pack,
    pub(crate) folds: Vec<Pack>,
}

impl Packs {
    /// Scores by a pack that has not seen the line.
    fn scores(&self, item: &Item, text: &Text) -> [f64; HEADS] {
        let trained = item.corpus < CORPORA.len();
        let fold = item.line.fold().filter(|_| trained).and_then(|f| self.folds.get(f as usize));
        fold.unwrap_or(&self.shipped).heads.score(&text.features)
    }

    fn threshold(&self, item: &Item, head: usize) -> f64 {
        let trained = item.corpus < CORPORA.len();
        let fold = item.line.fold().filter(|_| trained).and_then(|f| self.folds.get(f as usize));
        fold.unwrap_or(&self.shipped).heads.heads()[head].threshold
    }
}

type Of = fn(&Item) -> &Text;

/// All figures. `corpora` holds what is trained on in its order, then emobank and epitome.
pub(crate) fn figures(packs: &Packs, corpora: &[Vec<Item>]) -> Vec<Figure> {
    let mut all = Vec::new();
    let plain: Of = |item| &item.plain;
    let speech: Of = |item| &item.speech;
    let mut add = |head, row, metric, (value, n), basis| {
        all.push(Figure { head, row, metric, value, n, basis });
    };
    let [answers, mixed, polite, emotions, offers, reactions, _, _, bank, epitome] = corpora else {
        return all;
    };
    let keys: HashSet<u64> = answers.iter().filter_map(|item| item.line.key).collect();
    let others: Vec<&Item> =
        mixed.iter().filter(|item| item.line.key.is_none_or(|key| !keys.contains(&key))).collect();
    let answers: Vec<&Item> = answers.iter().collect();
    for (of, row, other) in [
        (plain, "pavlick_answers formality", "pavlick_mixed formality"),
        (speech, "pavlick_answers formality_asr", "pavlick_mixed formality_asr"),
    ] {
        let rho =
            |items: &[&Item], label| correlation(packs, items, of, FORMALITY, label, spearman);
        add(FORMALITY, row, "spearman", rho(&answers, "formality"), "folds");
        add(FORMALITY, other, "spearman", rho(&others, "formality01"), "folds");
    }
    for (of, wiki, exchange) in [
        (plain, "stanford_politeness politeness_wiki", "stanford_politeness politeness_se"),
        (
            speech,
            "stanford_politeness politeness_wiki_asr",
            "stanford_politeness politeness_se_asr",
        ),
    ] {
        for (row, is_wiki) in [(wiki, true), (exchange, false)] {
            let domain = |item: &&Item| (item.line.meta["domain"] == "wiki") == is_wiki;
            let items: Vec<&Item> = polite.iter().filter(domain).collect();
            add(POLITENESS, row, "accuracy", quartiles(packs, &items, of), "folds");
        }
    }
    for (of, row) in [(plain, "goemotions valence_sign"), (speech, "goemotions valence_sign_asr")] {
        let sign = |item: &Item| item.line.labels["valence_sign"].as_f64().filter(|v| *v != 0.0);
        let yes = |item: &Item| sign(item).map(|sign| sign > 0.0);
        let all = decisions(packs, &refs(emotions), of, VALENCE, yes);
        add(VALENCE, row, "accuracy", (all.accuracy(), all.n() as usize), "folds");
    }
    let bank = refs(bank);
    for (of, valence, arousal) in [
        (plain, "emobank valence", "emobank arousal"),
        (speech, "emobank valence_asr", "emobank arousal_asr"),
    ] {
        let r = |head, label| correlation(packs, &bank, of, head, label, pearson);
        add(VALENCE, valence, "pearson", r(VALENCE, "valence"), "unseen");
        add(AROUSAL, arousal, "pearson", r(AROUSAL, "arousal"), "unseen");
    }
    for (of, row) in [(plain, "warmth_offers warm"), (speech, "warmth_offers warm_asr")] {
        let warm = |item: &Item| item.line.labels["warm"].as_bool();
        let all = decisions(packs, &refs(offers), of, WARMTH, warm);
        add(WARMTH, row, "accuracy", (all.accuracy(), all.n() as usize), "folds");
        add(WARMTH, row, "auc", ranking(packs, &refs(offers), of, WARMTH, warm), "folds");
    }
    for (of, row) in [(plain, "epitome warmth"), (speech, "epitome warmth_asr")] {
        let warm = |item: &Item| item.line.texts.get(1)?.labels["warmth"].as_bool();
        let all = decisions(packs, &refs(epitome), of, WARMTH, warm);
        add(WARMTH, row, "f1", (all.f1(), all.n() as usize), "unseen");
        add(WARMTH, row, "precision", (all.precision(), all.n() as usize), "unseen");
        add(WARMTH, row, "recall", (all.recall(), all.n() as usize), "unseen");
        add(WARMTH, row, "auc", ranking(packs, &refs(epitome), of, WARMTH, warm), "unseen");
    }
    let r = correlation(packs, &refs(reactions), plain, DISTRESS, "distress", pearson);
    add(DISTRESS, "empathic_reactions distress", "pearson", r, "folds");
    for (head, row, names) in [
        (
            DISTRESS,
            "goemotions distress",
            &["sadness", "fear", "nervousness", "grief", "remorse", "disappointment"][..],
        ),
        (HOSTILITY, "goemotions hostility", &["anger", "annoyance", "disgust", "disapproval"]),
        (DOUBT, "goemotions doubt", &["confusion"]),
    ] {
        let yes = |item: &Item| {
            let emotions = item.line.meta["emotions"].as_array()?;
            Some(emotions.iter().any(|e| e.as_str().is_some_and(|e| names.contains(&e))))
        };
        let all = decisions(packs, &refs(emotions), plain, head, yes);
        add(head, row, "f1", (all.f1(), all.n() as usize), "folds");
        add(head, row, "precision", (all.precision(), all.n() as usize), "folds");
        add(head, row, "recall", (all.recall(), all.n() as usize), "folds");
    }
    all
}

/// The area under the curve of a head's score.
fn ranking(
    packs: &Packs,
    items: &[&Item],
    of: Of,
    head: usize,
    yes: impl Fn(&Item) -> Option<bool>,
) -> (Option<f64>, usize) {
    let scored = |item: &&Item| Some((packs.scores(item, of(item))[head], yes(item)?));
    let (scores, labels): (Vec<f64>, Vec<bool>) = items.iter().filter_map(scored).unzip();
    (auc(&scores, &labels), scores.len())
}

fn refs(items: &[Item]) -> Vec<&Item> {
    items.iter().collect()
}

fn correlation(
    packs: &Packs,
    items: &[&Item],
    of: Of,
    head: usize,
    label: &str,
    how: fn(&[f64], &[f64]) -> Option<f64>,
) -> (Option<f64>, usize) {
    let (mut scores, mut labels) = (Vec::new(), Vec::new());
    for item in items {
        if let Some(value) = item.line.labels[label].as_f64() {
            scores.push(packs.scores(item, of(item))[head]);
            labels.push(value);
        }
    }
    (how(&scores, &labels), scores.len())
}

/// Top against bottom quartile; the threshold is the median score.
fn quartiles(packs: &Packs, items: &[&Item], of: Of) -> (Option<f64>, usize) {
    let mut scored = Vec::new();
    for item in items {
        let quartile = item.line.labels["quartile"].as_u64();
        if let Some(quartile) = quartile.filter(|quartile| matches!(quartile, 1 | 4)) {
            scored.push((packs.scores(item, of(item))[POLITENESS], quartile == 4));
        }
    }
    let scores: Vec<f64> = scored.iter().map(|(score, _)| *score).collect();
    let Some(middle) = median(&scores) else { return (None, 0) };
    let all = Confusion::of(scored.iter().map(|(score, is)| (*score > middle, *is)));
    (all.accuracy(), scored.len())
}

fn decisions(
    packs: &Packs,
    items: &[&Item],
    of: Of,
    head: usize,
    label: impl Fn(&Item) -> Option<bool>,
) -> Confusion {
    let mut all = Confusion::default();
    for item in items {
        if let Some(is) = label(item) {
            let said = packs.scores(item, of(item))[head] > packs.threshold(item, head);
            all.add(said, is);
        }
    }
    all
}
