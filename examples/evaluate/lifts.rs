//! How many human dialogues take up the other's words beyond chance and topic.

use super::{
    Outcome, corpus,
    dialogue::{parties, series},
    judge::Judge,
    row::{Basis, Row},
};
use std::path::Path;

/// Human dialogues.
const CORPORA: [&str; 4] = ["annomi", "esconv", "swda", "sgd"];
/// Agent turns at least.
const TURNS: usize = 10;

pub(crate) fn rows(judge: &Judge, dir: &Path) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for name in CORPORA {
        let row = Row::new(name, "lift_local_positive_share", "rate");
        let Some(lines) = corpus::read(dir, name)? else {
            rows.push(row.without("the corpus is not in this folder"));
            continue;
        };
        let (mut positive, mut n) = (0_usize, 0_usize);
        for line in &lines {
            if parties(line).iter().filter(|party| **party == 1).count() < TURNS {
                continue;
            }
            let mut analyser = judge.shipped().analyser();
            let found = series(&mut analyser, line)?.pair(1, 0).lift_local;
            if let Some(value) = found.value.value() {
                n += 1;
                positive += usize::from(value > 0.0);
            }
        }
        let value = (n > 0).then(|| positive as f64 / n as f64);
        let row = row.with(value, n, Basis { unseen: n, folds: 0 });
        rows.push(Row { positives: Some(positive), ..row });
    }
    Ok(rows)
}
