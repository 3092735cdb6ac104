//! The rows whose detectors are not built yet: printed without a figure, so that none is overlooked.

use super::row::Row;

const CONVENTIONS: &str = "conventions are not built yet";

/// Corpora, task, metric, reason.
const ROWS: [(&[&str], &str, &str, &str); 3] = [
    (&["tangrams", "multiparty_tangrams", "coco_refgame"], "message_length", "series", CONVENTIONS),
    (&["tangrams", "multiparty_tangrams", "coco_refgame"], "wnr", "series", CONVENTIONS),
    (&["photobook_gold", "gum_dialogue"], "referent_link", "f1", CONVENTIONS),
];

/// One row each.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for (corpora, task, metric, reason) in ROWS {
        for corpus in corpora {
            rows.push(Row::new(corpus, task, metric).without(reason));
        }
    }
    rows
}
