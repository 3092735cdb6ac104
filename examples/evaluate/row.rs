//! A figure and how it came about.

use serde_json::{Map, Value, json};

/// Whether the weights had seen a corpus: no line, every line (then folds were used), or some.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Basis {
    pub(crate) unseen: usize,
    pub(crate) folds: usize,
}

impl Basis {
    pub(crate) fn name(self) -> Option<&'static str> {
        match (self.unseen > 0, self.folds > 0) {
            (true, true) => Some("mixed"),
            (true, false) => Some("unseen"),
            (false, true) => Some("folds"),
            (false, false) => None,
        }
    }
}

/// One line of the output.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) corpus: String,
    pub(crate) task: String,
    pub(crate) metric: &'static str,
    /// What is measured, where a task has several figures of one metric.
    pub(crate) measure: Option<&'static str>,
    /// The figure, or why there is none.
    pub(crate) value: Option<f64>,
    pub(crate) reason: Option<String>,
    pub(crate) n: usize,
    /// How many labels are true, where labels are true or false.
    pub(crate) positives: Option<usize>,
    /// How many labelled items have no score, where a score may be undefined.
    pub(crate) left_out: Option<usize>,
    pub(crate) basis: Basis,
}

impl Row {
    pub(crate) fn new(corpus: &str, task: &str, metric: &'static str) -> Self {
        Self {
            corpus: corpus.to_owned(),
            task: task.to_owned(),
            metric,
            measure: None,
            value: None,
            reason: None,
            n: 0,
            positives: None,
            left_out: None,
            basis: Basis::default(),
        }
    }

    /// The row with its figure; without one it says that there are too few items.
    pub(crate) fn with(self, value: Option<f64>, n: usize, basis: Basis) -> Self {
        let reason = value.is_none().then(|| "too few items with a label".to_owned());
        Self { value, reason, n, basis, ..self }
    }

    pub(crate) fn without(self, reason: &str) -> Self {
        Self { reason: Some(reason.to_owned()), ..self }
    }

    pub(crate) fn json(&self) -> Value {
        let mut object = Map::new();
        object.insert("corpus".into(), json!(self.corpus));
        object.insert("task".into(), json!(self.task));
        object.insert("metric".into(), json!(self.metric));
        if let Some(measure) = self.measure {
            object.insert("measure".into(), json!(measure));
        }
        object.insert("value".into(), json!(self.value));
        object.insert("n".into(), json!(self.n));
        object.insert("positives".into(), json!(self.positives));
        if let Some(left_out) = self.left_out {
            object.insert("left_out".into(), json!(left_out));
        }
        object.insert("basis".into(), json!(self.basis.name()));
        if let Some(reason) = &self.reason {
            object.insert("reason".into(), json!(reason));
        }
        Value::Object(object)
    }

    pub(crate) fn line(&self) -> String {
        let task = match self.measure {
            Some(measure) => format!("{} {measure}", self.task),
            None => self.task.clone(),
        };
        let positives = self.positives.map_or(String::new(), |count| format!(" ({count} true)"));
        let left_out = self.left_out.map_or(String::new(), |count| format!(" ({count} left out)"));
        let what = format!("{:<20} {task:<36} {:<9}", self.corpus, self.metric);
        match (self.value, &self.reason) {
            (Some(value), _) => {
                let basis = self.basis.name().unwrap_or("-");
                format!("{what} {value:>7.3}  n={}{positives}{left_out} {basis}", self.n)
            }
            (None, reason) => format!("{what}       -  {}", reason.as_deref().unwrap_or("")),
        }
    }
}
