//! Decisions of one row, counted as they come.

use super::{
    super::{
        metrics::{Confusion, auc},
        row::{Basis, Row},
    },
    Seen,
    tasks::{Measure, Task},
};

const UNDEFINED: &str = "the ambiguity of every item is undefined";

/// The decisions of a task on a corpus.
pub(crate) struct Tally {
    pub(crate) task: &'static Task,
    pub(crate) corpus: &'static str,
    found: Confusion,
    scores: Vec<f64>,
    labels: Vec<bool>,
    left_out: usize,
    pub(crate) basis: Basis,
    /// Why there is no figure.
    pub(crate) missing: Option<&'static str>,
}

impl Tally {
    pub(crate) fn new(task: &'static Task, corpus: &'static str) -> Self {
        let (found, basis) = (Confusion::default(), Basis::default());
        let (scores, labels) = (Vec::new(), Vec::new());
        Self { task, corpus, found, scores, labels, left_out: 0, basis, missing: None }
    }

    /// Counts a turn; the decision, `None` if the turn is left out.
    pub(crate) fn add(&mut self, seen: &Seen, is: bool) -> Option<bool> {
        let said = (self.task.found)(seen);
        if self.task.measure == Measure::Auc {
            let Some(score) = seen.ambiguity else {
                self.left_out += 1;
                return None;
            };
            self.scores.push(score);
            self.labels.push(is);
        }
        if self.task.measure == Measure::F1AndAuc {
            // A turn that answers no question rejects none.
            self.scores.push(seen.rejection.unwrap_or(f64::NEG_INFINITY));
            self.labels.push(is);
        }
        self.found.add(said, is);
        Some(said)
    }

    /// The rows with their figures.
    pub(crate) fn rows(&self) -> Vec<Row> {
        let ranked = || auc(&self.scores, &self.labels);
        let decided = || {
            let found = &self.found;
            vec![("f1", found.f1()), ("precision", found.precision()), ("recall", found.recall())]
        };
        let figures: Vec<(&'static str, Option<f64>)> = match self.task.measure {
            Measure::F1 => decided(),
            Measure::F1AndAuc => decided().into_iter().chain([("auc", ranked())]).collect(),
            Measure::Rate => vec![("rate", self.found.rate())],
            Measure::Auc => vec![("auc", ranked())],
        };
        figures.into_iter().map(|(metric, value)| self.row(metric, value)).collect()
    }

    fn row(&self, metric: &'static str, value: Option<f64>) -> Row {
        let row = Row::new(self.corpus, self.task.name, metric);
        if let Some(reason) = self.missing {
            return row.without(reason);
        }
        let row = row.with(value, self.found.n() as usize, self.basis);
        let positives = Some(self.found.positives() as usize);
        let left_out = (self.task.measure == Measure::Auc).then_some(self.left_out);
        let row = Row { positives, left_out, ..row };
        if row.n == 0 && self.left_out > 0 { row.without(UNDEFINED) } else { row }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Hit, tasks::TASKS},
        *,
    };
    use lingsync::acts::{Act, Forms};

    fn tally(task: &str) -> Tally {
        let task = TASKS.iter().find(|known| known.name == task).unwrap();
        let mut tally = Tally::new(task, task.corpora[0]);
        tally.basis.unseen = 1;
        tally
    }

    fn seen(act: Option<Act>, ambiguity: Option<f64>) -> Seen {
        let hit = |act: Act| Hit { act, form: Forms::default(), confidence: 0.8, start: 0 };
        Seen { hits: act.map(hit).into_iter().collect(), ambiguity, rejection: None }
    }

    fn values(tally: &Tally) -> Vec<(&'static str, Option<f64>)> {
        tally.rows().iter().map(|row| (row.metric, row.value)).collect()
    }

    #[test]
    fn f1_comes_with_precision_and_recall() {
        let mut tally = tally("advice");
        let advice = seen(Some(Act::Advise), None);
        assert_eq!(tally.add(&advice, true), Some(true));
        assert_eq!(tally.add(&advice, false), Some(true));
        assert_eq!(tally.add(&seen(None, None), false), Some(false));
        let (f1, half, one) = (Some(2.0 / 3.0), Some(0.5), Some(1.0));
        assert_eq!(values(&tally), [("f1", f1), ("precision", half), ("recall", one)]);
        let row = &tally.rows()[0];
        assert_eq!((row.n, row.positives, row.left_out), (3, Some(1), None));
    }

    #[test]
    fn false_alarms_are_a_share_of_all_judged_turns() {
        let mut tally = tally("third_position_repair_false_alarms");
        tally.add(&seen(Some(Act::RepairThird), None), false);
        for _ in 0..3 {
            tally.add(&seen(Some(Act::Inform), None), false);
        }
        assert_eq!(values(&tally), [("rate", Some(0.25))]);
    }

    #[test]
    fn a_rejection_is_decided_by_its_act_and_ranked_by_the_form_of_the_reply() {
        let mut tally = tally("explicit_rejection");
        let reply = |act, rejection| Seen { rejection, ..seen(Some(act), None) };
        tally.add(&reply(Act::Correct, Some(0.4)), true);
        tally.add(&reply(Act::Inform, Some(-0.1)), true);
        tally.add(&reply(Act::Inform, Some(-0.2)), false);
        tally.add(&reply(Act::Inform, None), false);
        let figures = [("f1", 2.0 / 3.0), ("precision", 1.0), ("recall", 0.5), ("auc", 1.0)];
        assert_eq!(values(&tally), figures.map(|(name, value)| (name, Some(value))));
    }

    #[test]
    fn a_request_whose_ambiguity_is_undefined_is_left_out_and_counted() {
        let mut tally = tally("needs_clarification");
        assert_eq!(tally.add(&seen(None, None), true), None);
        let reason = tally.rows()[0].reason.clone();
        assert!(reason.unwrap().contains("undefined"));
        tally.add(&seen(None, Some(0.9)), true);
        tally.add(&seen(None, Some(0.2)), false);
        assert_eq!(values(&tally), [("auc", Some(1.0))]);
        let row = &tally.rows()[0];
        assert_eq!((row.n, row.positives, row.left_out), (2, Some(1), Some(1)));
    }

    #[test]
    fn a_row_without_its_corpus_says_why() {
        let mut tally = tally("agree");
        tally.missing = Some("no such file");
        assert!(tally.rows().iter().all(|row| row.value.is_none()));
        assert_eq!(tally.rows()[0].reason.as_deref(), Some("no such file"));
    }
}
