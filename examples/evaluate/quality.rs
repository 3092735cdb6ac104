//! Do measures of a counselling session tell high quality from low? Each beside length, which does.

use super::{
    Outcome, corpus,
    dialogue::{parties, series, turn},
    judge::Judge,
    metrics::auc,
    row::{Basis, Row},
};
use lingsync::{Party, Session, register::Dimension};
use std::path::Path;

/// The measures of the agent towards the client.
const MEASURES: [&str; 10] = [
    "turns",
    "words",
    "content_word_jaccard",
    "lift",
    "lift_local",
    "lift_directional",
    "lsm",
    "rlsm",
    "formality_lift_local",
    "valence_lift_local",
];

pub(crate) fn rows(judge: &Judge, dir: &Path) -> Outcome<Vec<Row>> {
    const NAME: &str = "annomi";
    let row = |measure| Row { measure: Some(measure), ..Row::new(NAME, "quality_auc", "auc") };
    let Some(lines) = corpus::read(dir, NAME)? else {
        let absent = |measure| row(measure).without("the corpus is not in this folder");
        return Ok(MEASURES.map(absent).into());
    };
    let mut table: Vec<(bool, [Option<f64>; MEASURES.len()])> = Vec::new();
    for line in &lines {
        let high = match line.labels["mi_quality"].as_str().or(line.meta["mi_quality"].as_str()) {
            Some("high") => true,
            Some("low") => false,
            _ => continue,
        };
        let mut session = judge.shipped().session();
        let mut words = 0;
        for (text, party) in line.texts.iter().zip(parties(line)) {
            let report = session.observe(&turn(party, &text.text))?;
            words += u64::from(report.register.rhythm.words);
        }
        let content = series(&mut judge.shipped().analyser(), line)?.pair(1, 0);
        let [lsm, rlsm, formality, valence] = figures(&session);
        table.push((
            high,
            [
                Some(line.texts.len() as f64),
                Some(words as f64),
                content.lift.raw.value(),
                content.lift.value.value(),
                content.lift_local.value.value(),
                content.lift_directional.value.value(),
                lsm,
                rlsm,
                formality,
                valence,
            ],
        ));
    }
    let mut rows = Vec::new();
    for (at, measure) in MEASURES.into_iter().enumerate() {
        let defined = table.iter().filter_map(|(high, values)| Some((values[at]?, *high)));
        let (scores, labels): (Vec<f64>, Vec<bool>) = defined.unzip();
        let n = scores.len();
        let high = labels.iter().filter(|high| **high).count();
        let row = row(measure).with(auc(&scores, &labels), n, Basis { unseen: n, folds: 0 });
        rows.push(Row { positives: Some(high), ..row });
    }
    Ok(rows)
}

fn figures(session: &Session) -> [Option<f64>; 4] {
    let summary = session.summary();
    let Some(pair) = summary.register.pair(Party::AGENT, Party::CLIENT) else { return [None; 4] };
    let local = |dimension: Dimension| {
        let found = pair.dimensions.iter().find(|figures| figures.dimension == dimension)?;
        found.figures.lift_local.value.value()
    };
    [
        pair.lsm.value.value(),
        pair.rlsm.value.value(),
        local(Dimension::Formality),
        local(Dimension::Valence),
    ]
}
