//! How well the heads of acts do on lines that their weights have not seen.

use super::{
    ABG_COQA, ACK, AGREE, ActPack, CHECK, CLARIFY, Data, IGLU, MOLWENI, MRDA, NEED, QUESTION,
    REJECT, Row,
};
use crate::{
    metrics::{Confusion, auc},
    rows::Figure,
};

/// Head, corpus, whether without punctuation, and the name of the row.
const ROWS: [(usize, usize, bool, &str); 12] = [
    (CLARIFY, MOLWENI, false, "molweni clarification_request"),
    (CLARIFY, MOLWENI, true, "molweni clarification_request_nopunct"),
    (CLARIFY, ABG_COQA, false, "abg_coqa clarification_request"),
    (CHECK, MRDA, false, "mrda understanding_check"),
    (ACK, MRDA, false, "mrda backchannel or acknowledgement"),
    (ACK, MOLWENI, false, "molweni acknowledge"),
    (REJECT, MRDA, false, "mrda reject"),
    (AGREE, MRDA, false, "mrda agree"),
    (QUESTION, MRDA, true, "mrda question_nopunct"),
    (QUESTION, MOLWENI, true, "molweni question mark_nopunct"),
    (NEED, IGLU, false, "iglu needs_clarification"),
    (NEED, IGLU, true, "iglu needs_clarification_nopunct"),
];

/// All figures, each by the pack that was trained without the line's fold.
pub(crate) fn figures(data: &Data, folds: &[ActPack]) -> Vec<Figure> {
    let mut all = Vec::new();
    for (head, corpus, bare, name) in ROWS {
        let wanted =
            |row: &Row| row.corpus == corpus && row.bare == bare && row.labels[head].is_some();
        let (mut scores, mut labels) = (Vec::new(), Vec::new());
        for (at, row) in data.rows.iter().enumerate().filter(|(_, row)| wanted(row)) {
            let fold = data.line_of(row).fold().and_then(|fold| folds.get(fold as usize));
            let Some(pack) = fold else { continue };
            let threshold = pack.heads.heads()[head].threshold;
            scores.push(pack.scores(data, at)[head] - threshold);
            labels.push(row.labels[head] == Some(true));
        }
        let decisions = scores.iter().map(|score| *score > 0.0);
        let counts = Confusion::of(decisions.zip(labels.iter().copied()));
        let mut add = |metric, value| {
            let (n, basis) = (scores.len(), "folds");
            all.push(Figure { head, row: name, metric, value, n, basis });
        };
        if head == NEED {
            add("auc", auc(&scores, &labels));
        } else {
            add("f1", counts.f1());
            add("precision", counts.precision());
            add("recall", counts.recall());
        }
    }
    all
}
