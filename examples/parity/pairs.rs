//! Adjacent turns and word distributions: LLA, ALIGN's lexical cosines, Weise & Levitan's distances.

use crate::{dialign::Run, tally::Tally};
use lingsync::{Measure, Party, Undefined, lexical::Reuse};
use serde_json::Value;

/// Xu & Reitter's LLA: lower case, split at single blanks as R does.
pub fn check_lla(lines: &[(String, String)], golden: &Value, tolerance: f64, tally: &mut Tally) {
    let words = |text: &str| -> Vec<String> {
        let mut words: Vec<String> = text.to_lowercase().split(' ').map(str::to_owned).collect();
        if words.last().is_some_and(String::is_empty) {
            words.pop();
        }
        words
    };
    let turns = golden["turns"].as_array().into_iter().flatten();
    for (index, (turn, theirs)) in lines.iter().zip(turns).enumerate() {
        let prime = index.checked_sub(1).map(|before| &lines[before]);
        let reuse = prime
            .filter(|prime| prime.0 != turn.0)
            .map(|prime| Reuse::between(&words(&prime.1), &words(&turn.1)));
        let value = |pick: fn(&Reuse) -> Measure| reuse.as_ref().and_then(|r| pick(r).value());
        tally.number("sum", value(|reuse| reuse.lla), &theirs["sum"], tolerance);
        tally.number("prod", value(|reuse| reuse.lilla), &theirs["prod"], tolerance);
        tally.number("sqrtprod", value(|reuse| reuse.sqrtprod), &theirs["sqrtprod"], tolerance);
    }
}

/// ALIGN 2.0's lexical cosines over the tokens and lemmas that stand in the input.
pub fn check_align(input: &str, golden: &Value, tolerance: f64, tally: &mut Tally) {
    let mut lines = input.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| header.iter().position(|field| *field == name).unwrap_or(0);
    let (token, lemma) = (column("token"), column("lemma"));
    let rows: Vec<[Vec<String>; 2]> = lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            [token, lemma].map(|index| {
                let field = fields.get(index).copied().unwrap_or_default();
                // A field that holds quotation marks is quoted, with its own ones doubled.
                let quoted = field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                python_list(&quoted.map_or(field.to_owned(), |inner| inner.replace("\"\"", "\"")))
            })
        })
        .collect();
    for (name, lag) in
        [("lag1_noDups", 1), ("lag1_withDups", 1), ("lag2_noDups", 2), ("lag2_withDups", 2)]
    {
        let theirs = golden[name].as_array().into_iter().flatten();
        for (index, theirs) in theirs.enumerate() {
            align_row(rows.get(index), rows.get(index + lag), theirs, tolerance, tally);
        }
    }
}

fn align_row(
    row: Option<&[Vec<String>; 2]>,
    next: Option<&[Vec<String>; 2]>,
    theirs: &Value,
    tolerance: f64,
    tally: &mut Tally,
) {
    let mut all = Vec::new();
    for (side, name) in ["tok", "lem"].into_iter().enumerate() {
        let cosines = row.zip(next).map(|(a, b)| Reuse::between(&a[side], &b[side]).ngram_cosine);
        for n in 1..=3 {
            let ours = cosines.and_then(|cosines| match cosines[n - 1] {
                // ALIGN says 0.0 where a turn is too short for the n-gram.
                Measure::Undefined(Undefined::TooShort) => Some(0.0),
                defined => defined.value(),
            });
            let name = format!("lexical_{name}{n}_cosine");
            tally.number(&name, ours, &theirs[&name], tolerance);
            all.extend(ours);
        }
    }
    let master = (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64);
    tally.number("lexical_master_cosine", master, &theirs["lexical_master_cosine"], tolerance);
}

/// A list of strings as Python prints it.
fn python_list(text: &str) -> Vec<String> {
    let (mut words, mut chars) = (Vec::new(), text.chars());
    while let Some(quote) = chars.find(|c| matches!(c, '\'' | '"')) {
        let mut word = String::new();
        while let Some(c) = chars.next() {
            match c {
                '\\' => word.extend(chars.next()),
                c if c == quote => break,
                c => word.push(c),
            }
        }
        words.push(word);
    }
    words
}

/// Weise & Levitan's distances between the two speakers' words.
pub fn check_weise(run: &Run, golden: &Value, tolerance: f64, tally: &mut Tally) {
    let distance = run.session().lexical().distance(Party::CLIENT, Party::AGENT);
    let figures = [
        ("dist_sim_all", distance.nenkova),
        ("dist_sim_mf25_restricted", distance.nenkova_top25_class),
        ("kld_A_to_B_norm", distance.kld),
        ("kld_A_to_B_norm_after_other_call_same_process", distance.kld),
        ("kld_B_to_A_norm", distance.kld_reverse),
    ];
    for (name, ours) in figures {
        tally.measure(name, ours, &golden[name], tolerance);
    }
}
