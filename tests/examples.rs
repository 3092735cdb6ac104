//! The example programs, run within the test: what they print and how they end.
#![cfg(all(feature = "std", feature = "json"))]
#![allow(clippy::duplicate_mod, reason = "the examples share modules, and this is all of them")]

#[path = "../examples/analyse/main.rs"]
#[allow(dead_code, reason = "main is not called")]
mod analyse;
#[path = "../examples/live_chat.rs"]
#[allow(dead_code, reason = "main is not called")]
mod live_chat;
#[path = "../examples/rerank.rs"]
#[allow(dead_code, reason = "main is not called")]
mod rerank;

use serde_json::Value;
use std::{io::Write, path::Path};

fn data(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    root.join(name).display().to_string()
}

/// A transcript of its own for one test.
fn file(name: &str, text: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::File::create(&path).unwrap().write_all(text).unwrap();
    path.display().to_string()
}

/// Exit status, stdout, stderr of `analyse`.
fn analyse(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = analyse::run_plain(arguments, &mut out, &mut err);
    (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn without_a_file_it_shows_the_bundled_conversation_and_what_to_try_next() {
    let (status, out, err) = analyse(&[]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.starts_with("support-coffee-box  23 turns: 12 client, 11 agent"), "{out}");
    assert!(out.contains("95% interval") && out.contains("analyse your.jsonl"));
}

#[test]
fn every_example_file_is_analysed_alike_for_every_number_of_threads() {
    let names = ["support.jsonl", "counselling.jsonl", "coding.jsonl", "spanish.jsonl"];
    let more = ["openai_messages.json", "interview.tsv", "turns.jsonl"];
    let files: Vec<String> = names.iter().chain(&more).map(|name| data(name)).collect();
    for options in [&["--full"][..], &["--json", "--lexicon"], &["--json", "--summary-only"]] {
        let run = |threads: &str| {
            let files = files.iter().map(String::as_str);
            let arguments: Vec<&str> =
                files.chain(options.iter().copied()).chain(["--threads", threads]).collect();
            analyse(&arguments)
        };
        let (status, out, _) = run("1");
        assert_eq!(status, 0);
        assert_eq!(run("3").1, out);
        if options[0] == "--json" {
            assert_eq!(out.lines().count(), 8);
            assert!(out.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
        }
    }
}

#[test]
fn the_first_error_ends_the_run_after_what_came_before_it() {
    let good = r#"{"id": "a", "turns": [{"role": "user", "text": "hello"}]}"#;
    let path = file("broken.jsonl", format!("{good}\n{{\"turns\": 1}}\n{good}\n").as_bytes());
    let (status, out, err) = analyse(&[&path, "--json"]);
    assert_eq!((status, out.lines().count()), (1, 1));
    assert!(err.starts_with(&format!("{path}:2: ")), "{err}");
    let (status, out, err) = analyse(&[&path, "--json", "--keep-going"]);
    assert_eq!((status, out.lines().count()), (0, 2));
    assert!(err.ends_with("1 problem skipped\n"), "{err}");
}

#[test]
fn a_missing_file_garbage_and_an_empty_file_are_told_apart() {
    let (status, out, err) = analyse(&["/nowhere.jsonl"]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(err.starts_with("/nowhere.jsonl: "), "{err}");
    let (status, _, err) = analyse(&[&file("garbage", &[0x80, 0, 0xff, 7, 0x1b, b'[', b'2'])]);
    assert_eq!(status, 1);
    assert!(!err.contains('\x1b') && err.contains(":1: "), "{err}");
    let (status, _, err) = analyse(&[&file("empty.jsonl", b"")]);
    assert_eq!(status, 0);
    assert!(err.ends_with("empty.jsonl: holds no dialogue\n"), "{err}");
    assert_eq!(analyse(&["--what"]).0, 2);
}

#[test]
fn no_control_character_of_a_transcript_reaches_the_terminal() {
    let text =
        r#"{"id": "\u001b]0;x\u0007", "turns": [{"role": "user", "text": "a\u001b[2Jb\u202e"}]}"#;
    let (status, out, _) = analyse(&[&file("hostile.jsonl", text.as_bytes())]);
    assert_eq!(status, 0);
    assert!(out.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{out:?}");
}

/// Exit status, stdout, stderr of `live_chat`.
fn chat(input: &str, prompts: bool) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = live_chat::run(input.as_bytes(), &mut out, &mut err, prompts, false);
    (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn a_typed_conversation_can_be_tried_and_taken_back() {
    let typed =
        "where is my box\n/try your box is late\n/agent your box is here\n/undo\n/summary\n";
    let (status, out, err) = chat(typed, true);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(out.matches("1 agent: shared 50% (2/4)").count(), 2, "{out}");
    assert!(out.contains("turn 1 is taken back") && out.contains("1 turn, 4 words"), "{out}");
}

#[test]
fn piped_lines_may_be_of_any_form_and_a_bad_one_costs_only_itself() {
    let piped = "Mara\twhere is my box\n{\"role\": 1}\nJonas\tyour box is here\nthanks\n";
    let (status, out, err) = chat(piped, false);
    assert_eq!(status, 1);
    assert!(err.starts_with("stdin:2: "), "{err}");
    for start in ["  0 client: ", "  1 agent: shared 50% (2/4)", "  2 client: "] {
        assert!(out.contains(start), "{out}");
    }
}
