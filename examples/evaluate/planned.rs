//! The rows whose detectors are not built yet: printed without a figure, so that none is overlooked.

use super::row::Row;

const ACTS: &str = "acts are not built yet";
const CLARIFICATION: &str = "the clarification tracker is not built yet";
const CORRECTION: &str = "the correction tracker is not built yet";
const CONVENTIONS: &str = "conventions are not built yet";

/// Corpora, task, metric, reason.
const ROWS: [(&[&str], &str, &str, &str); 26] = [
    (&["swda_br_windows", "mrda", "bt_oasis"], "other_initiated_repair", "f1", CLARIFICATION),
    (&["molweni", "abg_coqa"], "clarification_request", "f1", CLARIFICATION),
    (&["maptask", "mrda", "bt_oasis"], "understanding_check", "f1", CLARIFICATION),
    (&["repair_qa"], "third_position_repair", "f1", CLARIFICATION),
    (&["esconv", "sgd", "bt_oasis"], "third_position_repair_false_alarms", "rate", CLARIFICATION),
    (&["mrda", "swda", "maptask", "bt_oasis", "annomi", "esconv", "sgd"], "question", "f1", ACTS),
    (&["mrda", "annomi", "sgd"], "question_nopunct", "f1", ACTS),
    (&["annomi"], "open_question", "f1", ACTS),
    (&["annomi"], "closed_question", "f1", ACTS),
    (&["annomi", "esconv"], "reflection", "f1", ACTS),
    (&["esconv"], "advice", "f1", ACTS),
    (&["molweni", "maptask"], "acknowledge", "f1", ACTS),
    (&["mrda", "bt_oasis", "swda"], "reject", "f1", ACTS),
    (&["mrda"], "agree", "f1", ACTS),
    (&["iglu", "clamber", "clariq_need"], "needs_clarification", "auc", CLARIFICATION),
    (&["falseqa"], "explicit_rejection", "f1", CORRECTION),
    (&["falseqa"], "explicit_rejection", "auc", CORRECTION),
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
