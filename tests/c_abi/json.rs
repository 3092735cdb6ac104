//! C and Rust say the same, byte for byte.

use super::{
    library::{Link, program},
    tools::{Watch, files, needed, root, run, runs_well, scratch},
};
use lingsync::{
    Claim, Engine, Hints, Measure, Party, Role, Session, Turn, TurnReport, Undefined,
    clarification::RepairStep,
    config::Detail,
    lexical::Sharing,
    register::Dimension,
    transcript::{AnalyseOptions, Transcripts},
};
use serde_json::{Value, json};
use std::{fs, path::PathBuf};

/// Numbers that C gives for a detail, and what they mean.
const DETAILS: [(&str, Option<Detail>); 3] =
    [("0", None), ("1", Some(Detail::Brief)), ("2", Some(Detail::Full))];

fn program_json(into: &str) -> Option<PathBuf> {
    program(&root().join("tests/c/json.c"), Link::Static, into)
}

fn transcripts() -> Vec<PathBuf> {
    let files = files("examples/data", &["json", "jsonl", "tsv"]);
    assert!(files.len() >= 7, "{files:?}");
    files
}

fn options(detail: Option<Detail>, flags: u32) -> AnalyseOptions {
    let mut options = AnalyseOptions::default();
    options.detail = detail;
    options.summary_only = flags & 1 != 0;
    options.lexicon = flags & 2 != 0;
    options.keep_going = flags & 4 != 0;
    options
}

#[test]
fn a_transcript_gives_the_same_bytes_in_c_and_in_rust() {
    let Some(program) = program_json("json-transcripts") else { return };
    let valgrind = needed("valgrind");
    let engine = Engine::default();
    for file in transcripts() {
        let data = fs::read(&file).unwrap();
        let path = file.to_str().unwrap();
        for (number, detail) in DETAILS {
            for flags in 0..8 {
                let rust = engine.analyse_jsonl(&data, &options(detail, flags)).unwrap();
                let arguments = [path, number, &flags.to_string()];
                let c = runs_well(&program, &arguments, &[], Watch::No);
                assert!(!rust.is_empty() && c == rust.as_bytes(), "{arguments:?}");
            }
        }
        if valgrind {
            runs_well(&program, &[path, "2", "6"], &[], Watch::Valgrind);
        }
    }
}

/// Transcripts that cannot be read, or only in part.
const BROKEN: [&str; 6] = [
    "user\thello\nno tab here\n",
    "{\"id\": \"a\", \"turns\": [{\"role\": \"user\", \"text\": \"hello\"}]}\n{\"id\": \"b\"",
    "{\"dialogue\": \"a\", \"role\": \"user\", \"text\": \"one\"}\n5\n",
    "{\"turns\": [{\"role\": \"user\", \"text\": \"a\", \"hints\": {\"ambiguous\": 7}}]}",
    "[{\"role\": \"user\"}]",
    "{\"messages\": 5}",
];

#[test]
fn a_transcript_that_cannot_be_read_gives_the_same_error_in_c_and_in_rust() {
    let Some(program) = program_json("json-errors") else { return };
    let engine = Engine::default();
    let file = scratch("json-errors").join("broken.jsonl");
    let path = file.to_str().unwrap();
    for data in BROKEN {
        fs::write(&file, data).unwrap();
        let error = engine.analyse_jsonl(data.as_bytes(), &options(None, 0)).unwrap_err();
        let done = run(&program, &[path, "0", "0"], &[], Watch::No);
        assert_eq!(done.status.code(), Some(3), "{data}");
        let said = String::from_utf8(done.stdout).unwrap();
        assert_eq!(said, format!("{}: {error}\n", error.kind().name()));
        let lines = engine.analyse_jsonl(data.as_bytes(), &options(None, 4)).unwrap();
        assert!(lines.contains("{\"error\":{"), "{lines}");
        let c = runs_well(&program, &[path, "0", "4"], &[], Watch::No);
        assert_eq!(String::from_utf8(c).unwrap(), lines);
    }
}

/// A turn with its meta as C is given it.
type Said = (Turn<'static>, String);

/// The conversations of the examples, and one whose turns carry every kind of further field.
fn conversations() -> Vec<Vec<Said>> {
    let config = lingsync::Config::default();
    let mut all = Vec::new();
    for file in transcripts() {
        let data = fs::read(&file).unwrap();
        for dialogue in Transcripts::new("t", &data[..], &config) {
            all.push(dialogue.unwrap().turns.into_iter().map(with_meta).collect());
        }
    }
    let more = [
        (0, "", Value::Null),
        (0, "Give me the \u{1f511} of the 'red' box — número 5!", json!({"at": -5})),
        (2, "`ls -l` says so", json!({"speaker": "Öyvind", "at": i64::MAX, "hints": null})),
        (
            1,
            "The key of the red box? Número 5.",
            json!({"speaker": "K-9", "hints": {"exclude": [{"start": 0, "end": 3}], "tokens": 12,
                "interrupted": true, "mood": ["good"]}}),
        ),
        (0, "La caja roja", json!({"hints": {"language": "es"}})),
        (
            0,
            "The red box is green.",
            json!({"hints": {"claims": [{"id": "c1", "text": "the box is green", "verdict": false,
                "correct_text": "the box is red", "confidence": 0.5}]}}),
        ),
        (1, "It is red.", json!({"hints": {"stances": [{"claim": "c1", "stance": "denies"}]}})),
        (0, "Is it?", json!({"hints": {"pushback": true}})),
        (
            1,
            "You are right.",
            json!({"hints": {"stances": [{"claim": "c1", "stance": "gives_up"}]}}),
        ),
        (1, "\u{0}\u{feff}\r\n\t", json!({})),
        (1, "the red box the red box", json!({"speaker": null})),
    ];
    all.push(more.into_iter().map(|(role, text, meta)| crafted(role, text, &meta)).collect());
    all
}

/// What is known of a turn of a transcript, as JSON. The examples hint at languages, ambiguity,
/// push-backs with their evidence, and claims without more than id, text and verdict.
fn with_meta(turn: Turn<'static>) -> Said {
    let mut meta = json!({});
    if let Some(speaker) = &turn.speaker {
        meta["speaker"] = json!(speaker);
    }
    if let Some(at) = turn.at {
        meta["at"] = json!(at);
    }
    let mut hints = Hints::default();
    if let Some(language) = &turn.hints.language {
        meta["hints"]["language"] = json!(language);
        hints.language = Some(language.clone());
    }
    if let Some(ambiguous) = turn.hints.ambiguous {
        meta["hints"]["ambiguous"] = json!(ambiguous);
        hints.ambiguous = Some(ambiguous);
    }
    if let Some(pushback) = turn.hints.pushback {
        meta["hints"]["pushback"] = json!(pushback);
        hints.pushback = Some(pushback);
    }
    if let Some(evidence) = turn.hints.evidence {
        meta["hints"]["evidence"] = json!(evidence);
        hints.evidence = Some(evidence);
    }
    for claim in &turn.hints.claims {
        let verdict = claim.verdict.name();
        let known = json!({"id": claim.id, "text": claim.text, "verdict": verdict});
        let claims = meta["hints"]["claims"].as_array().cloned().unwrap_or_default();
        meta["hints"]["claims"] = claims.into_iter().chain([known]).collect();
        hints.claims.push(Claim::new(&*claim.id, &*claim.text, claim.verdict));
    }
    assert_eq!(turn.hints, hints);
    (turn, meta.to_string())
}

fn crafted(role: i32, text: &'static str, meta: &Value) -> Said {
    let role = [Role::Client, Role::Agent, Role::Other][role as usize];
    let mut turn = Turn::new(role, text);
    turn.speaker = meta["speaker"].as_str().map(|speaker| speaker.to_owned().into());
    turn.at = meta["at"].as_i64();
    if meta["hints"].is_object() {
        turn.hints = Hints::from_value(meta["hints"].clone(), false).unwrap();
    }
    (turn, if meta.is_null() { String::new() } else { meta.to_string() })
}

/// A double as C prints it: its bits, or not-a-number and the reason.
fn double(measure: Measure) -> (String, u8) {
    let value = measure.value().unwrap_or(f64::NAN);
    (format!("{:016x}", value.to_bits()), measure.undefined().map_or(0, |why| why.code()))
}

/// The line of figures that C prints; what this version does not measure is not
/// available.
fn figures(report: &TurnReport) -> String {
    let lexical = &report.lexical;
    let (shared, shared_reason) = double(lexical.shared_repetition.value());
    let (own, own_reason) = double(lexical.self_repetition.value());
    let (turn, role, words) = (report.turn, report.role as i32, report.text.words);
    let (mirrored, missed) = (lexical.mirrored_count, lexical.missed.len());
    let gaps = [Dimension::Formality, Dimension::Warmth, Dimension::Valence, Dimension::Verbosity];
    let gaps = gaps.map(|dimension| double(report.register.to_target(dimension)));
    let values: String = gaps.iter().map(|(value, _)| format!(" {value}")).collect();
    let [a, b, c, d] = gaps.map(|(_, reason)| reason);
    let acts = &report.clarification;
    let response = acts.response.map_or(0, |response| response.code());
    let repair = acts.repair.map_or(0, |repair| repair_code(repair.event));
    let asked = u8::from(acts.acts.iter().any(|hit| hit.act.asks()));
    let grounded = acts.signs_of_grounding();
    let claims = &report.correction;
    let stance = claims.stance.map_or(0, |seen| seen.stance.code());
    let (open, left) = (claims.claims_open.unwrap_or(0), claims.claims_uncorrected.unwrap_or(0));
    let why = claims.claims_open.err().map_or(0, Undefined::code);
    format!(
        "{turn} {role} {words} {mirrored} {missed} {response} {repair} {stance} 0 {asked} \
         {grounded} {open} {left} 0 0 {shared} {own}{values} {shared_reason} {own_reason} {a} {b} \
         {c} {d} 0 0 0 0 0 0 0 {why} 1 0"
    )
}

/// The numbers of lingsync_repair.
fn repair_code(step: RepairStep) -> u8 {
    match step.name() {
        "opened" | "chained" => 1,
        "solved" => 2,
        "closed" => 3,
        "breakdown" => 4,
        "abandoned" => 5,
        "misread" => 6,
        "repaired" => 7,
        "ignored" => 8,
        "unaddressed" => 9,
        other => panic!("{other} has no number"),
    }
}

fn detail_of(session: &Session, detail: Option<Detail>) -> Detail {
    detail.unwrap_or(session.engine().config().detail)
}

#[test]
fn turns_one_by_one_give_the_same_bytes_in_c_and_in_rust() {
    let Some(program) = program_json("json-turns") else { return };
    let valgrind = needed("valgrind");
    for conversation in conversations() {
        let mut input = Vec::new();
        for (turn, meta) in &conversation {
            let head = format!("{} {} {}\n", turn.role as i32, turn.text.len(), meta.len());
            for part in [&head, &*turn.text, meta] {
                input.extend_from_slice(part.as_bytes());
            }
        }
        for (number, detail) in DETAILS {
            let mut session = Session::default();
            let detail = detail_of(&session, detail);
            let mut rust = String::new();
            for (turn, _) in &conversation {
                let mut report = session.observe(turn).unwrap();
                report.detail = detail;
                rust += &format!("{}\n{}\n", report.to_json(), figures(&report));
            }
            rust += &session.summary_in(detail).to_json();
            let pair = Sharing::Pair(Party::AGENT, Party::CLIENT);
            rust += &format!("\n{}\n", session.lexicon(pair).to_json());
            let c = runs_well(&program, &["turns", number], &input, Watch::No);
            assert_eq!(String::from_utf8(c).unwrap(), rust);
        }
        if valgrind {
            runs_well(&program, &["turns", "2"], &input, Watch::Valgrind);
        }
    }
}

#[test]
fn turns_in_one_call_give_the_same_bytes_in_c_and_in_rust() {
    let Some(program) = program_json("json-lines") else { return };
    for conversation in conversations() {
        let mut input = String::new();
        for (turn, meta) in &conversation {
            let known: Value = serde_json::from_str(meta).unwrap_or_default();
            let mut line = json!({"role": turn.role.name(), "text": turn.text});
            for key in ["speaker", "at", "hints"] {
                if !known[key].is_null() {
                    line[key] = known[key].clone();
                }
            }
            input += &format!("{line}\n\n");
        }
        for (number, detail) in DETAILS {
            let mut session = Session::default();
            let detail = detail_of(&session, detail);
            let mut rust = String::new();
            for (turn, _) in &conversation {
                let mut report = session.observe(turn).unwrap();
                report.detail = detail;
                rust += &report.to_json();
                rust.push('\n');
            }
            let c = runs_well(&program, &["lines", number], input.as_bytes(), Watch::No);
            assert_eq!(String::from_utf8(c).unwrap(), rust);
        }
    }
}
