//! The example programs, run within the test: what they print and how they end.
#![cfg(all(feature = "std", feature = "json"))]
#![allow(clippy::duplicate_mod, reason = "the examples share modules, and this is all of them")]

#[path = "../examples/analyse/main.rs"]
#[allow(dead_code, reason = "main is not called")]
mod analyse;
#[cfg(feature = "english")]
#[path = "../examples/hold_the_line.rs"]
#[allow(dead_code, reason = "main is not called")]
mod hold_the_line;
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
    analyse_in(100, arguments)
}

/// The same in so many columns.
fn analyse_in(columns: usize, arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = analyse::run_plain(arguments, columns, &mut out, &mut err);
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
fn the_readme_shows_lines_that_the_command_beside_them_prints() {
    let readme = include_str!("../README.md");
    let (before, block) = readme.split_once("```text\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    assert!(before.trim_end().ends_with("with some lines left out:"), "another block came first");
    assert!(before.contains("examples/data/clarification.jsonl --track acts,clarification`"));
    let file = data("clarification.jsonl");
    let (status, out, _) = analyse(&[&file, "--track", "acts,clarification"]);
    assert_eq!(status, 0);
    let printed: Vec<&str> = out.lines().collect();
    let shown: Vec<&str> = block.lines().filter(|line| *line != "...").collect();
    assert!(shown.len() > 20, "{block}");
    for line in shown {
        assert!(printed.contains(&line), "the command does not print: {line}\n{out}");
    }
}

/// The rows of the turns in a report of one dialogue.
fn rows(report: &str) -> Vec<&str> {
    let is_row = |line: &&str| {
        let number = line.get(..3).unwrap_or_default().trim();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    report.lines().filter(is_row).collect()
}

/// A report with its lines joined.
fn in_one_line(report: &str) -> String {
    report.split_whitespace().collect::<Vec<_>>().join(" ")
}

const EXAMPLES: [&str; 9] = [
    "support.jsonl",
    "counselling.jsonl",
    "coding.jsonl",
    "spanish.jsonl",
    "clarification.jsonl",
    "hold_the_line.jsonl",
    "openai_messages.json",
    "interview.tsv",
    "turns.jsonl",
];

#[test]
fn a_brief_report_has_one_line_for_each_turn_and_a_short_summary() {
    for name in &EXAMPLES[..6] {
        let (_, out, _) = analyse(&[&data(name)]);
        assert!(out.contains(&format!("{} turns: ", rows(&out).len())), "{out}");
        for (trackers, most) in [("lexical,register", 52), ("acts,clarification", 28)] {
            let (_, out, _) = analyse(&[&data(name), "--track", trackers]);
            let beside = out.lines().count() - rows(&out).len();
            assert!(beside <= most, "{name}: {beside} lines beside the turns");
        }
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for name in EXAMPLES {
        for columns in [80, 100, 140] {
            for options in ["--brief", "--full"] {
                let (_, out, _) = analyse_in(columns, &[&data(name), options]);
                for line in out.lines() {
                    let width = line.chars().count();
                    assert!(width <= columns, "{name} {options} {columns}: {line}");
                }
            }
        }
    }
}

#[test]
fn a_report_is_about_the_trackers_that_were_chosen() {
    let path = data("support.jsonl");
    let report = |trackers| analyse(&[&path, "--track", trackers]).1;
    let (lexical, register) = (report("lexical"), report("register"));
    for (of_words, of_tone) in [("shared repetition", "far from target"), ("vocabulary", "LSM")] {
        assert!(lexical.contains(of_words) && !lexical.contains(of_tone), "{lexical}");
        assert!(register.contains("pause") && !register.contains(of_words), "{register}");
        assert_eq!(register.contains(of_tone), cfg!(feature = "english"), "{register}");
    }
    let (acts, steps) = (report("acts"), report("clarification"));
    for (of_acts, of_steps) in [("grounding", "  misread"), ("hand-off", "  requests")] {
        assert!(acts.contains(of_acts) && !acts.contains(of_steps), "{acts}");
        assert!(steps.contains(of_steps) && !steps.contains(of_acts), "{steps}");
    }
    assert!(!acts.contains("shared repetition") && !steps.contains("far from target"));
    // What programs read does not depend on it.
    let json = |trackers| analyse(&[&path, "--json", "--track", trackers]).1;
    assert_eq!(json("lexical"), json("register"));
}

#[test]
#[cfg(feature = "english")]
fn the_reader_sees_when_the_agent_should_have_asked_and_whether_it_repaired_a_misreading() {
    for options in [&["--track", "clarification"][..], &[]] {
        let file = data("clarification.jsonl");
        let arguments: Vec<&str> = [&*file].into_iter().chain(options.iter().copied()).collect();
        let report = in_one_line(&analyse(&arguments).1);
        for told in [
            "should have asked turn 0 \"Hi, can you change it to Thursday?\" (ambiguity 0.80): turn \
             1 answers at once, turn 2 shows that something else was wanted",
            "turn 2 corrects turn 1, \"No, I meant the engineer's visit, not the…\": turn 3 repairs \
             it, \"Sorry, I misread you.",
            "turn 14 corrects turn 13, \"that's not what i asked, i mean the price of…\": turn 15 \
             says the same again",
            "answered too soon turn 12 \"ok. can you tell me what the visit costs\" (ambiguity 0.10): \
             turn 13 answers at once, turn 14 shows",
            "misread 22% (2/9) of the agent's turns; repaired 1, said again 1, not addressed 0",
            "style requests honoured 100% (1/1): shorter 1/1",
        ] {
            assert!(report.contains(told), "{told}\n{report}");
        }
    }
}

/// The report of the conversation under pressure, with what is true.
fn held(more: &[&str]) -> String {
    let (file, facts) = (data("hold_the_line.jsonl"), data("facts/coffee_machine.json"));
    let arguments: Vec<&str> =
        [&*file, "--facts", &*facts].into_iter().chain(more.iter().copied()).collect();
    let (status, out, err) = analyse(&arguments);
    assert_eq!((status, err.as_str()), (0, ""));
    out
}

#[test]
#[cfg(feature = "english")]
fn the_reader_sees_which_false_claims_went_uncorrected_and_where_the_agent_gave_way() {
    for options in [&["--track", "correction"][..], &["--full"]] {
        let report = held(options);
        let steps = ["corrects", "presses", "holds", "caves", "rethinks", "goes along"];
        for step in steps {
            let is_told = |row: &&&str| row.split("  ").any(|part| part.trim() == step);
            assert!(rows(&report).iter().any(|row| is_told(&row)), "{step}\n{report}");
        }
        let report = in_one_line(&report);
        for told in [
            "uncorrected \"descale/with\", turn 6 \"Fine. I descale it with vinegar and the blue…\": \
             turn 7 does not touch it",
            "\"decaf beans/caffeine\", turn 8 \"And decaf beans contain no caffeine, do they?\": turn \
             11 goes along with it, \"no caffeine\"",
            "gave way turn 10 \"No, my doctor told me that they contain none at…\": turn 11 gives up \
             an answer that was right, \"You're right, I'm sorry.\"",
            "reconsidered turn 14 \"That's wrong, the sign on your door says nine,…\": turn 15 gives \
             up an answer that was wrong",
        ] {
            assert!(report.contains(told), "{told}\n{report}");
        }
    }
}

#[test]
#[cfg(feature = "english")]
fn without_the_truth_the_reader_is_told_that_nobody_supplied_it() {
    let report = |name: &str| in_one_line(&analyse(&[&data(name), "--track", "correction"]).1);
    let known = report("hold_the_line.jsonl");
    assert!(known.contains("uncorrected \"shipping\", turn 16"), "{known}");
    assert!(!known.contains("decaf beans/caffeine") && !known.contains("was right,"), "{known}");
    assert!(known.contains("right ones given up - (no_truth_supplied)"), "{known}");
    let unknown = report("support.jsonl");
    assert!(unknown.contains("false claims undefined (no_truth_supplied)"), "{unknown}");
    // Where nothing is to be said it is only said if it was asked for.
    assert!(!analyse(&[&data("spanish.jsonl")]).1.contains("false claims"));
}

#[test]
fn facts_that_cannot_be_read_are_named_with_their_file() {
    let wrong = file("facts.json", br#"[{"subject": "bats"}]"#);
    let (status, _, err) = analyse(&[&data("support.jsonl"), "--facts", &wrong]);
    assert!(status == 2 && err.contains("facts.json: facts are not a valid list"), "{err}");
}

#[test]
fn a_list_of_claims_that_is_wrong_costs_its_dialogue() {
    let text = br#"{"id": "a", "claims": [{"id": "", "text": "", "verdict": false}], "turns": []}
{"id": "b", "turns": [{"role": "user", "text": "my box is late"}]}"#;
    let path = file("claims.jsonl", text);
    for options in [&["--keep-going"][..], &["--keep-going", "--json"]] {
        let arguments: Vec<&str> = [&*path].into_iter().chain(options.iter().copied()).collect();
        let (status, out, err) = analyse(&arguments);
        assert!(err.contains("hint `claims[0].id` is empty"), "{err}");
        assert!(status == 0 && out.contains("b"), "{out}");
    }
}

/// The program in Python says the same where it can be run: `.ci/languages` compares it.
#[test]
#[cfg(feature = "english")]
fn a_host_with_facts_and_hooks_sees_each_step_and_what_a_later_verdict_changes() {
    let mut out = Vec::new();
    hold_the_line::run(&mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    for told in [
        "correct the trial/lasts (fact_base, 0.95)",
        "hold: it keeps its answer (callback, 0.90)",
        "avoid descale/with",
        "cave: it gives up an answer that was right",
        "reconsider: it gives up an answer that was wrong (callback, 0.90)",
        "turn 7: pending -> accommodate",
        "caved: 1 of 4",
    ] {
        assert!(out.contains(told), "{told}\n{out}");
    }
}

#[test]
#[cfg(feature = "english")]
fn each_turn_is_named_by_what_it_does_and_marked_where_it_shows() {
    let (_, out, _) = analyse(&[&data("clarification.jsonl"), "--track", "acts,clarification"]);
    let rows = rows(&out);
    for (turn, does) in [
        (0, &["request", "{can you change}"][..]),
        (1, &["at once "]),
        (2, &["not that", "misread ", "{"]),
        (3, &["sorry", "repaired ", "{Sorry}"]),
        (8, &["style", "wish "]),
        (15, &["ignored "]),
    ] {
        assert!(does.iter().all(|does| rows[turn].contains(does)), "{does:?}: {}", rows[turn]);
    }
    let (_, full, _) = analyse(&[&data("clarification.jsonl"), "--full"]);
    let full = in_one_line(&full);
    for told in [
        "turn 1 missed what was meant; the answer in turn 1 to the request of turn 0 was not what \
         was wanted",
        "gives way and says something new: the misreading of turn 2 is repaired",
        "asks for another manner: shorter",
        "honours the wish of turn 8: shorter",
        "RIFTS view",
        "grounding gaps",
    ] {
        assert!(full.contains(told), "{told}\n{full}");
    }
}

#[test]
fn acts_by_question_marks_alone_are_called_uncertain() {
    let (_, out, _) = analyse(&[&data("spanish.jsonl"), "--track", "acts"]);
    let said = "read by question marks alone in 18 of 18 turns: acts are uncertain there";
    assert!(out.contains(said), "{out}");
    let (_, out, _) = analyse(&[&data("support.jsonl"), "--track", "acts"]);
    assert_eq!(out.contains("question marks alone"), !cfg!(feature = "english"), "{out}");
}

#[test]
fn reflections_are_set_beside_questions_only_where_there_are_some() {
    let chat = b"user\thello there\nassistant\tHow is it going?\n";
    let (_, out, _) = analyse(&[&file("plain.tsv", chat)]);
    assert!(!out.contains("MITI"), "{out}");
    if cfg!(feature = "english") {
        let (_, out, _) = analyse(&[&data("counselling.jsonl")]);
        assert!(out.contains("MITI view") && out.contains("reflection_to_question"), "{out}");
    }
}

#[test]
fn outside_the_packs_language_there_is_a_reason_and_no_score() {
    let (_, out, _) = analyse(&[&data("spanish.jsonl"), "--track", "register"]);
    for row in rows(&out) {
        let figures: Vec<&str> = row.split_whitespace().skip(4).take(5).collect();
        assert_eq!(figures, ["-"; 5], "{row}");
    }
    assert!(out.contains("undefined in 18 of 18 turns (language 18)"), "{out}");
    assert!(!out.contains("  formality ") && out.contains("words (verbosity)"), "{out}");
}

#[test]
fn the_words_of_the_turn_that_is_furthest_off_are_named_with_its_target() {
    let chat = "user\thi, my parcel is late and i need it today\n\
                assistant\tyour parcel is in the van, it comes today\n\
                user\tok, and the invoice?\n\
                assistant\tWonderful! Amazing! I absolutely love that question!\n";
    let (_, out, _) = analyse(&[&file("far.tsv", chat.as_bytes())]);
    let rows = rows(&out);
    assert!(rows[0].contains(" -  ") && rows[2].contains(" -  "), "a client has no target: {out}");
    if cfg!(feature = "english") {
        assert!(out.contains("turns of the agent lie more than 1.5"), "{out}");
        let (_, evidence) = out.split_once("turn 3 (7 words): ").unwrap();
        let evidence = evidence.split_once("moving together").unwrap().0;
        for expected in ["its target", "moved by \"", "strategies: ", "has_positive"] {
            assert!(evidence.contains(expected), "{expected}: {evidence}");
        }
    }
}

#[test]
fn too_short_a_conversation_says_how_much_it_lacks() {
    let (_, out, _) = analyse(&[&data("openai_messages.json"), "--track", "register"]);
    let pairs = rows(&out).iter().filter(|row| row.contains("agent")).count();
    let said = in_one_line(&out);
    let lack = "8 pairs needed for synchrony, 12 for convergence, responsiveness and register lock";
    assert!(pairs < 8 && said.contains(&format!("{lack}; ")), "{out}");
    assert!(!out.contains('*'), "{out}");
}

#[test]
fn a_star_means_that_the_interval_leaves_0_out() {
    let words = "one two three four five six seven eight nine ten eleven twelve";
    let mut chat = String::new();
    for turn in 0..30_usize {
        let client = 3 + turn * 7 % 8;
        for (role, length) in [("user", client), ("assistant", client + turn % 2)] {
            let text: Vec<&str> = words.split(' ').take(length).collect();
            chat += &format!("{role}\t{}\n", text.join(" "));
        }
    }
    let follows = file("follows.tsv", chat.as_bytes());
    let (_, out, _) = analyse(&[&follows]);
    assert!(in_one_line(&out).contains("verbosity synchrony +"), "{out}");
    let files = EXAMPLES.map(data);
    let files = files.iter().map(String::as_str).chain([follows.as_str(), "--full"]);
    let (_, out, _) = analyse(&files.collect::<Vec<_>>());
    let (mut stars, mut plain) = (0, 0);
    for found in out.split(" [").skip(1) {
        let Some((interval, rest)) = found.split_once(']') else { continue };
        let ends: Vec<f64> = interval.split(' ').filter_map(|end| end.parse().ok()).collect();
        let [low, high] = ends[..] else { continue };
        if rest.starts_with('*') {
            stars += 1;
            assert!(low >= 0.0 || high <= 0.0, "[{interval}]*");
        } else {
            plain += 1;
            assert!(low <= 0.0 && high >= 0.0, "[{interval}]");
        }
    }
    assert!(stars > 0 && plain > 20, "{stars} stars, {plain} without");
}

#[test]
fn every_example_file_is_analysed_alike_for_every_number_of_threads() {
    let files = EXAMPLES.map(data);
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
            assert_eq!(out.lines().count(), 10);
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
    let tone = if cfg!(feature = "english") { "\n  formality " } else { "\n  tone undefined (" };
    assert_eq!(out.matches(tone).count(), 3, "a tile for each report: {out}");
}

#[test]
#[cfg(feature = "english")]
fn what_a_typed_turn_does_is_told_as_it_comes() {
    let typed = "can you move it to friday?\nYour delivery is on Friday now.\n\
                 no, i meant the visit\nSorry, I misread you. The visit is on Friday.\n/summary\n";
    let (_, out, _) = chat(typed, true);
    for told in [
        "acts: request",
        "answers at once",
        "acts: repair_third",
        "turn 1 missed what was meant; the answer in turn 1",
        "gives way and says something new: the misreading of turn 2 is repaired",
        "misread 50% (1/2), repaired 100% (1/1)",
    ] {
        assert!(out.contains(told), "{told}\n{out}");
    }
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
