//! The register measures against their peers: VADER, ConvoKit's politeness strategies and
//! coordination, style matching, lingmatch, readability and syllables.

use crate::tally::Tally;
use lingsync::{
    Engine, Measure, RegisterTracker, Tracker, Turn,
    pack::LanguagePack,
    register::{
        Strategy,
        coordination::{Coordination, Focus, MarkerLists, Thresholds},
        readability::ReadabilityCounts,
        rlsm::{Rates, Rlsm},
        similarity,
        style::{Profile, StyleCounts, StyleScore, lsm},
        vader_of,
    },
};
use serde_json::Value;
use std::collections::BTreeMap;

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn count(value: &Value) -> u32 {
    value.as_u64().unwrap_or_default() as u32
}

/// The number of a name, in order of first appearance.
fn index(names: &mut Vec<String>, name: &str) -> usize {
    names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}

/// Four figures, equal as printed.
pub fn check_vader(line: &Value, pack: &LanguagePack, tally: &mut Tally) {
    let found = vader_of(text(line, "text"), pack);
    let figures =
        [("neg", found.neg), ("neu", found.neu), ("pos", found.pos), ("compound", found.compound)];
    for (name, figure) in figures {
        tally.number(&format!("{} {name}", line["id"]), Some(figure), &line[name], 0.0);
    }
}

/// 21 cells a request; in `all` whether all of them are equal.
pub fn check_politeness(line: &Value, engine: &Engine, tally: &mut Tally, all: &mut Tally) {
    let turn = Turn::client(text(line, "text"));
    let Ok(analysed) = engine.analyser().analyse(&turn) else { return };
    let seen = RegisterTracker::new(engine).preview(&engine.read(&turn, &analysed));
    let found = seen.strategies.unwrap_or_default();
    let mut wrong = Vec::new();
    for strategy in Strategy::ALL {
        let theirs = line["strategies"][strategy.peer_name()] == 1;
        let what = format!("{} {}", line["id"], strategy.name());
        if theirs != found.contains(strategy) {
            wrong.push(strategy.name());
        }
        tally.same(&what, found.contains(strategy), theirs);
    }
    all.same(&line["id"].to_string(), wrong, Vec::new());
}

fn score(tally: &mut Tally, what: &str, found: &StyleScore, theirs: &Value, key: &str, n: usize) {
    if theirs.is_null() {
        tally.same(what, found.value.value(), None);
        return;
    }
    for (at, found) in found.per_category.iter().take(n).enumerate() {
        tally.measure(&format!("{what}[{at}]"), *found, &theirs["per_category"][at], 1e-9);
    }
    tally.measure(what, found.value, &theirs[key], 1e-9);
}

/// LSM, rLSM and rw.rLSM of counted turns.
pub fn check_lsm(line: &Value, tally: &mut Tally) {
    let id = text(line, "id");
    let n = list(&line["categories"]).len();
    let (mut names, mut state) = (Vec::new(), Rlsm::default());
    let mut pairs: [BTreeMap<u32, _>; 2] = Default::default();
    for turn in list(&line["turns"]) {
        let party = index(&mut names, text(turn, "speaker")) as u8;
        let mut counts = StyleCounts { words: count(&turn["words"]), ..StyleCounts::default() };
        for (own, theirs) in counts.counts.iter_mut().zip(list(&turn["counts"])) {
            *own = count(theirs);
        }
        for (map, pair) in pairs.iter_mut().zip(state.observe(party, counts)) {
            if let Some(pair) = pair {
                map.insert(pair.at, pair);
            }
        }
    }
    let whole = lsm(&state.total(0), &state.total(1));
    if n == whole.per_category.len() || line["lsm"].is_null() {
        score(tally, &format!("{id} lsm"), &whole, &line["lsm"], "value", n);
    } else {
        tally.measure(id, whole.per_category[0], &line["lsm"]["value"], 1e-9);
    }
    let versions = [(Rates::Turn, "rlsm", &pairs[0]), (Rates::Rolling, "rw_rlsm", &pairs[1])];
    for (rates, key, pairs) in versions {
        let block = &line[key];
        tally.same(&format!("{id} {key} pairs"), pairs.len(), list(&block["pairs"]).len());
        for theirs in list(&block["pairs"]) {
            let what = format!("{id} {key} at {}", theirs["at"]);
            match pairs.get(&count(&theirs["at"])) {
                Some(pair) => {
                    let responder = &names[usize::from(pair.responder)];
                    tally.same(&what, responder.as_str(), text(theirs, "responder"));
                    score(tally, &what, &pair.score, theirs, "mean", n);
                }
                None => tally.same(&what, "no pair", "a pair"),
            }
        }
        for (party, name) in names.iter().enumerate() {
            let found = state.individual(rates, party as u8);
            let what = format!("{id} {key} {name}");
            score(tally, &what, &found, &block["individual"][name], "value", n);
        }
        let dyad = state.dyad(rates, 0, 1);
        score(tally, &format!("{id} {key} dyad"), &dyad, &block["dyad"], "value", n);
    }
    if let Some(published) = line.get("published") {
        let first = |at| {
            pairs[0]
                .get(&at)
                .map_or(Measure::ratio(0.0, 0.0, lingsync::Undefined::Empty), |p| p.score.value)
        };
        let dyad = state.dyad(Rates::Turn, 0, 1).value;
        for (key, found) in [("pair_1", first(1)), ("pair_2", first(2)), ("dyad", dyad)] {
            tally.measure(&format!("published {key}"), found, &published[key], 0.005);
        }
    }
}

fn scores(
    tally: &mut Tally,
    what: &str,
    found: &[Measure],
    theirs: &Value,
    names: &[String],
    tolerance: f64,
) {
    for (name, found) in names.iter().zip(found) {
        tally.measure(&format!("{what} {name}"), *found, &theirs[name], tolerance);
    }
}

/// Everything that ConvoKit says under one set of thresholds.
fn coordination(
    tally: &mut Tally,
    state: &Coordination,
    thresholds: &Thresholds,
    theirs: &Value,
    people: &[String],
    markers: &[String],
    tolerance: f64,
) {
    for (speaker, one) in people.iter().enumerate() {
        for (target, other) in people.iter().enumerate() {
            let found = state.pairwise(speaker as u16, target as u16, thresholds);
            let what = format!("{one} to {other}");
            scores(tally, &what, &found, &theirs["pairwise"][one][other], markers, tolerance);
        }
    }
    for (focus, key, prefix) in
        [(Focus::Speakers, "summary_speakers", ""), (Focus::Targets, "summary_targets", "targets_")]
    {
        let summary = state.summary(focus, thresholds);
        let count = theirs[key].as_object().map_or(0, serde_json::Map::len);
        tally.same(key, summary.people.len(), count);
        for (person, found) in &summary.people {
            let theirs = &theirs[key][&people[usize::from(*person)]];
            scores(tally, key, found, theirs, markers, tolerance);
        }
        let all = [("agg1", summary.agg1()), ("agg2", summary.agg2()), ("agg3", summary.agg3())];
        for (name, found) in all {
            if let Some(theirs) = theirs.get(format!("{prefix}{name}")) {
                tally.measure(&format!("{prefix}{name}"), found, theirs, tolerance);
            }
        }
        if focus == Focus::Speakers {
            for (person, average) in summary.averages_by_person() {
                let theirs = &theirs["averages_by_speaker"][&people[usize::from(person)]];
                tally.number("average of a speaker", Some(average), theirs, tolerance);
            }
            for (key, found) in [
                ("averages_by_marker", summary.averages_by_marker()),
                ("averages_by_marker_strict", summary.averages_by_marker_strict()),
            ] {
                scores(tally, key, &found, &theirs[key], markers, tolerance);
            }
        }
    }
}

fn bits(categories: &Value, names: &[String]) -> u32 {
    let places = list(categories).iter().filter_map(|c| names.iter().position(|n| c == n.as_str()));
    places.fold(0, |all, place| all | 1 << place)
}

/// A dialogue with its text: markers, counts and scores.
pub fn check_coordination(line: &Value, lists: &MarkerLists, tally: &mut Tally) {
    let (mut people, mut state) = (Vec::new(), Coordination::new(lists.names().len()));
    let mut seen: Vec<(u16, u32)> = Vec::new();
    for (turn, categories) in list(&line["turns"]).iter().zip(list(&line["utterance_categories"])) {
        let speaker = index(&mut people, text(turn, "speaker")) as u16;
        let markers = lists.matches(text(turn, "text"));
        tally.same("markers", markers, bits(categories, lists.names()));
        if let Some((target, offered)) =
            turn["reply_to"].as_u64().and_then(|to| seen.get(to as usize))
        {
            state.reply(speaker, markers, *target, *offered);
        }
        seen.push((speaker, markers));
    }
    for pair in state.pairs() {
        let [speaker, target] = [pair.speaker, pair.target].map(|p| &people[usize::from(p)]);
        let theirs = &line["pair_counts"][speaker][target];
        tally.count("replies", u64::from(pair.n), &theirs["n"]);
        for (name, counts) in lists.names().iter().zip(&pair.markers) {
            tally.count("tally", u64::from(counts.tally), &theirs["tally"][name]);
            tally.count("cond_total", u64::from(counts.cond_total), &theirs["cond_total"][name]);
            tally.count("cond_tally", u64::from(counts.cond_tally), &theirs["cond_tally"][name]);
        }
    }
    let both =
        [("default_thresholds", Thresholds::default()), ("zero_thresholds", Thresholds::ZERO)];
    for (key, thresholds) in both {
        coordination(tally, &state, &thresholds, &line[key], &people, lists.names(), 1e-9);
    }
}

/// A dialogue of which the categories of each turn are given.
pub fn check_convokit(golden: &Value, speakers: &[String], tally: &mut Tally) {
    let names = ["article", "auxverb", "conj", "adverb", "ppron", "ipron", "preps", "quant"];
    let markers = names.map(String::from);
    let (mut people, mut state) = (Vec::new(), Coordination::new(markers.len()));
    let categories = list(&golden["default_thresholds"]["utterance_categories"]);
    tally.same("turns", speakers.len(), categories.len());
    for (speaker, categories) in speakers.iter().zip(categories) {
        let speaker = index(&mut people, speaker) as u16;
        state.observe(speaker, bits(categories, &markers));
    }
    let both =
        [("default_thresholds", Thresholds::default()), ("zero_thresholds", Thresholds::ZERO)];
    for (key, thresholds) in both {
        coordination(tally, &state, &thresholds, &golden[key], &people, &markers, 1e-12);
    }
}

/// The six formulas on given counts.
pub fn check_readability(line: &Value, tally: &mut Tally) {
    let counts = |key: &str| count(&line["counts"][key]);
    let counts = ReadabilityCounts {
        words: counts("words"),
        sentences: counts("sentences"),
        syllables: counts("syllables"),
        letters: counts("letters"),
        polysyllables: counts("polysyllables"),
    };
    let found = counts.readability();
    for (key, found) in [
        ("flesch", found.flesch),
        ("flesch_kincaid", found.flesch_kincaid),
        ("fog", found.fog),
        ("smog", found.smog),
        ("ari", found.ari),
        ("coleman_liau", found.coleman_liau),
    ] {
        tally.measure(&format!("{} {key}", line["id"]), found, &line["formula"][key], 1e-9);
    }
}

fn profile(value: &Value) -> Profile {
    let numbers: Vec<f64> = match value {
        Value::Object(map) => map.values().filter_map(Value::as_f64).collect(),
        list => list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect(),
    };
    numbers.try_into().unwrap_or_default()
}

/// lingmatch's similarities of given profiles; `speakers` are those of the turns.
pub fn check_lingmatch(golden: &Value, speakers: &[String], tally: &mut Tally) {
    let own = |n: usize| golden["speakers"][n].as_str().unwrap_or_default();
    let [a, b] = [0, 1].map(|n| profile(&golden["profile_percent"][own(n)]));
    tally.measure("canberra", similarity::canberra(&a, &b), &golden["lsm_canberra"], 1e-12);
    tally.measure("cosine", similarity::cosine(&a, &b), &golden["lsm_cosine"], 1e-12);
    tally.measure("pearson", similarity::pearson(&a, &b), &golden["lsm_pearson"], 1e-12);
    let euclidean = Some(similarity::euclidean(&a, &b));
    tally.number("euclidean", euclidean, &golden["lsm_euclidean"], 1e-12);
    // lingmatch divides this one in single precision.
    let jaccard = similarity::jaccard(&a, &b);
    let jaccard = (jaccard.of > 0).then(|| f64::from(jaccard.hits as f32 / jaccard.of as f32));
    tally.number("jaccard", jaccard, &golden["lsm_jaccard"], 1e-12);
    let mut names = Vec::new();
    let order: Vec<usize> = speakers.iter().map(|name| index(&mut names, name)).collect();
    let profiles = list(&golden["turn_profile_percent"]).iter().map(profile);
    let found = similarity::sequential(order.into_iter().zip(profiles));
    let theirs = list(&golden["sequential_canberra"]);
    tally.same("turns with a turn before", found.len(), theirs.len());
    for (found, theirs) in found.into_iter().zip(theirs) {
        tally.measure("sequential", found, theirs, 1e-12);
    }
}

/// Syllables by word, the rows weighted by Zipf's law in their order: the share that is equal.
pub fn check_syllables(golden: &str, engine: &Engine, tally: &mut Tally) -> f64 {
    let (mut right, mut sum) = (0.0, 0.0);
    for (rank, row) in golden.lines().skip(1).enumerate() {
        let mut fields = row.split('\t');
        let (Some(word), Some(theirs)) = (fields.next(), fields.next()) else { continue };
        let theirs = theirs.parse::<u32>().unwrap_or_default();
        let weight = 1.0 / (rank + 1) as f64;
        let found = engine.pack().map_or(0, |pack| lingsync::register::syllables_of(word, pack));
        tally.same(word, found, theirs);
        sum += weight;
        right += if found == theirs { weight } else { 0.0 };
    }
    right / f64::max(sum, f64::MIN_POSITIVE)
}
