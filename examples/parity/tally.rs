//! Counts what was compared with a peer's figures, and what differs.

use lingsync::{Measure, Rate};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The comparisons of one golden file.
#[derive(Debug, Default)]
pub struct Tally {
    pub checked: u64,
    pub mismatches: u64,
    /// The largest difference of two floats.
    pub worst: f64,
    /// The share that is equal, where the figures do not weigh the same.
    pub weighted: Option<f64>,
    /// The first few differences, for people.
    pub samples: Vec<String>,
}

impl Tally {
    fn note(&mut self, equal: bool, describe: impl FnOnce() -> String) {
        self.checked += 1;
        if !equal {
            self.mismatches += 1;
            if self.samples.len() < 5 {
                self.samples.push(describe());
            }
        }
    }

    /// Two whole numbers, or two of anything that is equal or not.
    pub fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, ours: T, theirs: T) {
        self.note(ours == theirs, || format!("{what}: ours {ours:?}, theirs {theirs:?}"));
    }

    /// A number of the golden file that is whole.
    pub fn count(&mut self, what: &str, ours: u64, theirs: &Value) {
        let theirs = theirs.as_f64();
        self.note(theirs == Some(ours as f64), || {
            format!("{what}: ours {ours}, theirs {theirs:?}")
        });
    }

    /// A number of the golden file within a tolerance; null there means undefined here.
    pub fn number(&mut self, what: &str, ours: Option<f64>, theirs: &Value, tolerance: f64) {
        let theirs = theirs.as_f64();
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            self.worst = self.worst.max((ours - theirs).abs());
        }
        let equal = match (ours, theirs) {
            (Some(ours), Some(theirs)) => (ours - theirs).abs() <= tolerance,
            (None, None) => true,
            _ => false,
        };
        self.note(equal, || format!("{what}: ours {ours:?}, theirs {theirs:?}"));
    }

    pub fn measure(&mut self, what: &str, ours: Measure, theirs: &Value, tolerance: f64) {
        self.number(what, ours.value(), theirs, tolerance);
    }

    pub fn rate(&mut self, what: &str, ours: Rate, theirs: &Value, tolerance: f64) {
        self.measure(what, ours.value(), theirs, tolerance);
    }

    /// A list of texts, in any order.
    pub fn set<'t>(
        &mut self,
        what: &str,
        ours: impl Iterator<Item = Option<&'t str>>,
        theirs: &Value,
    ) {
        let ours: BTreeSet<&str> = ours.map(Option::unwrap_or_default).collect();
        let theirs: BTreeSet<&str> =
            theirs.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        self.same(what, ours, theirs);
    }

    /// The line that `parity` prints.
    pub fn line(&self, file: &str, kind: &str) -> Value {
        let equal = self.checked - self.mismatches;
        let rate = (self.checked > 0).then(|| equal as f64 / self.checked as f64);
        json!({
            "file": file,
            "kind": kind,
            "checked": self.checked,
            "mismatches": self.mismatches,
            "worst": self.worst,
            "rate": rate,
            "need": null,
            "skipped": null,
        })
    }

    /// The line of a kind of which a rate is asked.
    pub fn rated_line(&self, file: &str, kind: &str, need: f64) -> Value {
        let mut line = self.line(file, kind);
        if let Some(rate) = self.weighted {
            line["rate"] = json!(rate);
        }
        line["need"] = json!(need);
        line
    }
}

/// The line of a file that is not compared.
pub fn skipped(file: &str, kind: &str, reason: &str) -> Value {
    json!({
        "file": file,
        "kind": kind,
        "checked": 0,
        "mismatches": 0,
        "worst": null,
        "rate": null,
        "need": null,
        "skipped": reason,
    })
}
