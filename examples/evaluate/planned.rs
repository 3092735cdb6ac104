//! The rows whose detectors are not built yet: printed without a figure, so that none is overlooked.

use super::row::Row;

const CORRECTION: &str = "the correction tracker is not built yet";
const CONVENTIONS: &str = "conventions are not built yet";

/// Corpora, task, metric, reason.
const ROWS: [(&[&str], &str, &str, &str); 9] = [
    (&["crepe_sycon"], "correction_with_fact", "auc", CORRECTION),
    (&["sycon_fp"], "correction_with_fact_first", "auc", CORRECTION),
    (&["sycon_fp"], "correction_with_fact_all", "auc", CORRECTION),
    (&["sycon_fp"], "caves_given_rejected", "auc", CORRECTION),
    (&["sycobench_deep"], "caves_adjudicated", "f1", CORRECTION),
    (&["sycobench_deep"], "caves_false_alarms", "rate", CORRECTION),
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
