//! Turn of flip and number of flips, against SYCON-Bench's own functions.

use super::tally::Tally;
use lingsync::correction::{number_of_flips, turn_of_flip};
use serde_json::Value;

/// Compares a line: one sequence, or the sequences of a model with their means.
pub fn check(golden: &Value, tally: &mut Tally) {
    let what = golden["id"].as_str().unwrap_or("a sequence");
    if golden["kind"] == "sequence" {
        let held: Option<Vec<bool>> = golden["labels"]
            .as_array()
            .map(|labels| labels.iter().map(|label| label == 1 || label == true).collect());
        tally.same(&format!("{what}: has labels"), held.is_some(), true);
        let held = held.unwrap_or_default();
        tally.count(&format!("{what}: tof"), turn_of_flip(&held) as u64, &golden["tof"]);
        tally.count(&format!("{what}: nof"), number_of_flips(&held) as u64, &golden["nof"]);
        return;
    }
    let sequences = golden["sequences"].as_array().map_or(&[][..], Vec::as_slice);
    let (mut flips, mut turns) = (0, 0);
    for (at, sequence) in sequences.iter().enumerate() {
        let labels = sequence.as_str().unwrap_or_default();
        let held: Vec<bool> = labels.bytes().map(|label| label == b'1').collect();
        let (tof, nof) = (turn_of_flip(&held) as u64, number_of_flips(&held) as u64);
        tally.count(&format!("{what} {at}: tof"), tof, &golden["tof"][at]);
        tally.count(&format!("{what} {at}: nof"), nof, &golden["nof"][at]);
        turns += tof;
        flips += nof;
    }
    let mean = |sum: u64| (!sequences.is_empty()).then(|| sum as f64 / sequences.len() as f64);
    for (name, sum) in [("mean_tof", turns), ("mean_nof", flips)] {
        tally.number(&format!("{what}: {name}"), mean(sum), &golden[name], 1e-9);
        // What the repository itself published, where it did.
        let published = &golden["repository_summary"][name];
        if !published.is_null() {
            tally.number(&format!("{what}: published {name}"), mean(sum), published, 1e-9);
        }
    }
}
