//! Transcripts as people have them: every form, the files of examples/data, and hostile input.
#![cfg(all(feature = "std", feature = "json"))]
#![allow(clippy::unwrap_used)]

use lingsync::transcript::{Dialogue, TranscriptFormat, Transcripts, read_turn_line};
use lingsync::{Config, ErrorKind, Result, Role};
use proptest::prelude::*;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

fn config(max_dialogue_bytes: usize) -> Config {
    let mut config = Config::default();
    config.limits.max_dialogue_bytes = max_dialogue_bytes;
    config
}

fn strict() -> Config {
    let mut config = Config::default();
    config.strict = true;
    config
}

/// Reads through a buffer of a few bytes, so that every rule has to work across its edges.
fn items_with(bytes: &[u8], config: &Config, buffer: usize) -> Vec<Result<Dialogue>> {
    Transcripts::new("t", BufReader::with_capacity(buffer, bytes), config).collect()
}

fn items(text: impl AsRef<[u8]>) -> Vec<Result<Dialogue>> {
    items_with(text.as_ref(), &Config::default(), 3)
}

/// The id and texts of a dialogue, or the message of an error.
fn outline(items: &[Result<Dialogue>]) -> Vec<String> {
    items
        .iter()
        .map(|item| match item {
            Ok(dialogue) => {
                let texts: Vec<_> = dialogue.turns.iter().map(|turn| &*turn.text).collect();
                format!("{}: {}", dialogue.id, texts.join("|"))
            }
            Err(error) => format!("ERROR {error}"),
        })
        .collect()
}

fn outlines(text: impl AsRef<[u8]>) -> Vec<String> {
    outline(&items(text))
}

fn example(name: &str) -> (Option<TranscriptFormat>, Vec<Dialogue>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(name);
    let reader = BufReader::new(File::open(path).unwrap());
    let config = strict();
    let mut transcripts = Transcripts::new(name, reader, &config);
    let dialogues = transcripts.by_ref().map(Result::unwrap).collect();
    (transcripts.format(), dialogues)
}

#[test]
fn the_example_dialogues_are_read_whole() {
    for (name, id, turns) in [
        ("support.jsonl", "support-coffee-box", 23),
        ("counselling.jsonl", "counselling-sunday-feeling", 28),
        ("coding.jsonl", "coding-order-book", 21),
        ("spanish.jsonl", "spanish-bici", 18),
    ] {
        let (format, dialogues) = example(name);
        assert_eq!(format, Some(TranscriptFormat::DialogueLines));
        assert_eq!((dialogues.len(), dialogues[0].turns.len()), (1, turns), "{name}");
        assert_eq!(dialogues[0].id, id);
        assert!(!dialogues[0].roles_assumed && dialogues[0].skipped == 0);
        assert!(dialogues[0].turns.iter().all(|turn| turn.at.is_some()));
    }
    let (_, spanish) = example("spanish.jsonl");
    let spoken = |turn: &lingsync::Turn| turn.hints.language.as_deref() == Some("es");
    assert!(spanish[0].turns.iter().all(spoken));
}

#[test]
fn pretty_printed_messages_are_one_dialogue_without_the_machinery() {
    let (format, dialogues) = example("openai_messages.json");
    assert_eq!(format, Some(TranscriptFormat::Messages));
    let [dialogue] = dialogues.as_slice() else { unreachable!("one dialogue") };
    assert_eq!((dialogue.turns.len(), dialogue.skipped, &*dialogue.id), (9, 2, "dialogue-1"));
    assert!(dialogue.turns[2].text.ends_with("18:00 or so\ntwo of us are slow walkers (knees)"));
}

#[test]
fn speakers_without_roles_become_client_and_agent_in_their_order() {
    let (format, dialogues) = example("interview.tsv");
    assert_eq!(format, Some(TranscriptFormat::Tsv));
    let turns = &dialogues[0].turns;
    assert!(dialogues[0].roles_assumed && turns.len() == 12);
    assert_eq!((turns[0].role, turns[0].speaker.as_deref()), (Role::Client, Some("Mara")));
    assert_eq!((turns[1].role, turns[1].speaker.as_deref()), (Role::Agent, Some("Jonas")));
}

#[test]
fn turns_on_lines_of_their_own_are_joined_by_their_dialogue() {
    let (format, dialogues) = example("turns.jsonl");
    assert_eq!(format, Some(TranscriptFormat::TurnLines));
    let shape: Vec<_> = dialogues.iter().map(|d| (&*d.id, d.turns.len())).collect();
    assert_eq!(shape, [("d1", 6), ("d2", 4)]);
}

#[test]
fn bare_lists_of_messages_and_lists_of_dialogues_are_read() {
    let message = r#"{"role": "user", "content": "a]"}, {"role": "assistant", "content": "b"}"#;
    assert_eq!(outlines(format!("[{message}]")), ["dialogue-1: a]|b"]);
    assert_eq!(
        outlines(format!("[{message}]\n\n[{message}]")),
        ["dialogue-1: a]|b", "dialogue-3: a]|b"]
    );
    let nested = format!("[[{message}], {{\"id\": \"x\", \"messages\": [{message}]}},\n[], []]");
    let expected = ["dialogue-1: a]|b", "x: a]|b", "dialogue-2: ", "dialogue-2-2: "];
    assert_eq!(outlines(nested), expected);
    let pretty = "[\n  {\n    \"id\": 5,\n    \"turns\": [\n      {\n        \"speaker\": \"A\",\n  \
                  \"text\": \"x\"\n      }\n    ]\n  },\n  {\n    \"turns\": []\n  }\n]\n";
    assert_eq!(outlines(pretty), ["5: x", "dialogue-11: "]);
    assert_eq!(outlines("[]"), [""; 0]);
    assert_eq!(outlines("[\n]\n"), [""; 0]);
}

#[test]
fn compact_messages_over_many_lines_are_one_document() {
    let text = "{\"messages\":[\n{\"role\":\"user\",\"content\":\"a\"},\n\
                {\"role\":\"assistant\",\"content\":\"b\"}\n]}\n{\"messages\":[]}";
    assert_eq!(outlines(text), ["dialogue-1: a|b", "dialogue-5: "]);
}

#[test]
fn unknown_fields_beside_the_turns_do_not_matter() {
    let text = r#"{"id": "a", "source": "s", "licence": "l", "turns": [{"speaker": "A", "role":
        "other", "text": "x", "labels": {"text": 5}}], "labels": [1], "meta": {"turns": 0}}"#
        .replace('\n', " ");
    let read = items(&text);
    let dialogue = read[0].as_ref().unwrap();
    assert!(dialogue.roles_assumed);
    assert_eq!(dialogue.turns[0].role, Role::Client);
}

#[test]
fn tsv_tolerates_a_byte_order_mark_crlf_blank_lines_and_empty_texts() {
    let text = "\u{feff}bot:\t\r\n\r\nuser\tone\ttwo\r\nsystem\tx\nuser\tthree";
    let read = items(text);
    assert_eq!(outline(&read), ["dialogue-1: |one\ttwo|three"]);
    let dialogue = read[0].as_ref().unwrap();
    assert_eq!((dialogue.skipped, dialogue.turns[0].role), (1, Role::Agent));
    assert_eq!(dialogue.turns[0].speaker.as_deref(), Some("bot"));
    assert_eq!(outlines("[Mara]\thello\n[Jonas]\thi"), ["dialogue-1: hello|hi"]);
}

#[test]
fn a_bad_line_costs_only_itself() {
    let text = "a\tone\nno tab\nb\ttwo\n\u{7f}\n";
    assert_eq!(
        outlines(text),
        [
            "ERROR t:2: the line has no tab: give `speaker<TAB>text`",
            "ERROR t:4: the line has no tab: give `speaker<TAB>text`",
            "dialogue-1: one|two",
        ]
    );
    let line = |id, text| format!(r#"{{"dialogue": "{id}", "role": "user", "text": {text}}}"#);
    let lines = [line("d", "\"a\""), line("d", "7"), line("d", "\"b\""), line("e", "\"c\"")];
    assert_eq!(
        outlines(lines.join("\n")),
        ["ERROR t:2: the turn: `text` is a number: give a string", "d: a|b", "e: c",]
    );
}

#[test]
fn a_line_that_was_cut_off_loses_no_other_line() {
    let good = |id| format!(r#"{{"id": "{id}", "turns": [{{"role": "user", "text": "x"}}]}}"#);
    for cut in
        [r#"{"id": "b", "turns": [{"role": "use"#, r#"{"id": "b", "turns": ["#, "{", "{\"a\""]
    {
        let read = items(format!("{}\n{cut}\n{}\n{}", good("a"), good("c"), good("d")));
        assert_eq!(read.len(), 4, "{cut}: {read:?}");
        let error = read[1].as_ref().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidTranscript);
        assert!(error.to_string().starts_with("t:2: broken JSON at column "), "{error}");
        let ids: Vec<_> = read.iter().flatten().map(|dialogue| &*dialogue.id).collect();
        assert_eq!(ids, ["a", "c", "d"]);
    }
    let list = |id| format!(r#"[{{"role": "user", "content": "{id}"}}]"#);
    for cut in [r#"[{"role": "user", "con"#, r#"[{"role": "user", "content": "x"}"#] {
        let read = items(format!("{}\n{cut}\n{}\n{}", list("a"), list("c"), list("d")));
        let good: Vec<_> = read.iter().flatten().map(|d| d.turns[0].text.clone()).collect();
        assert_eq!(good, ["a", "c", "d"], "{cut}: {read:?}");
    }
    let elements = format!("[\n{},\n{{\"id\": \"b\n{},\n{}\n]", good("a"), good("c"), good("d"));
    let read = items(elements);
    assert_eq!(read.iter().filter(|item| item.is_err()).count(), 1, "{read:?}");
    assert_eq!(read.iter().flatten().count(), 3);
}

#[test]
fn a_file_that_was_cut_off_is_one_error() {
    let (_, whole) = example("support.jsonl");
    assert_eq!(whole.len(), 1);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/openai_messages.json");
    let bytes = std::fs::read(path).unwrap();
    for length in [1, 2, 20, 60, 400, bytes.len() - 3] {
        let read = items(&bytes[..length]);
        assert_eq!(read.len(), 1, "{length}: {read:?}");
        assert!(read[0].as_ref().unwrap_err().to_string().contains("broken JSON"), "{read:?}");
    }
    let list = "[\n{\"role\": \"user\", \"content\": \"a\"},\n";
    assert_eq!(outlines(list), ["ERROR t:3: the file ends within a list: close or mend it"]);
}

#[test]
fn a_dialogue_that_comes_back_is_an_error_once() {
    let line =
        |id: &str| format!("{{\"dialogue\": \"{id}\", \"role\": \"user\", \"text\": \"x\"}}\n");
    let text: String = ["a", "b", "a", "a", "c", "my long words"].map(line).concat();
    assert_eq!(
        outlines(&text),
        [
            "a: x",
            "b: x",
            "ERROR t:3: dialogue `a` comes back after another one: sort the lines by dialogue",
            "c: x",
            "my long words: x",
        ]
    );
    let again = format!("{text}{}{}", line("a"), line("my long words"));
    let last = outlines(again).pop().unwrap();
    assert!(last.contains("dialogue of 13 bytes comes back"), "{last}");
}

#[test]
fn what_is_no_transcript_is_said_to_be_so() {
    for (text, reason) in [
        (&b"\x1f\x8b\x08\0"[..], "t:1: this is gzip data: decompress it first"),
        (b"\xff\xfea\0", "t:1: this is UTF-16 text: convert it to UTF-8 first"),
        (b"hello", "t:1: the line is neither JSON nor `speaker<TAB>text`: give one of them"),
        (b"{}", "t:1: the object has no `turns`, `messages` or `dialogue`: give one of them"),
        (b"{\"turns\": 5}", "t:1: `turns` is a number: give a list"),
        (b"{\"turns\": [5]}", "t:1: turn 0 is a number: give an object"),
        (b"[5]", "t:1: turn 0 is a number: give an object"),
        (b"[{},5]", "t:1: turn 0 has neither `role` nor `speaker`: give one"),
        (b"[ \"a\"]", "t:1: the JSON is a string: give an object"),
    ] {
        assert_eq!(outlines(text)[0], format!("ERROR {reason}"));
    }
    for nothing in ["", "\u{feff}", "\n\n  \r\n\t\n", " "] {
        assert_eq!(outlines(nothing), [""; 0]);
    }
}

#[test]
fn invalid_utf8_is_placed_by_line_and_offset() {
    let read = items(b"a\tone\nb\tt\xffo\na\tthree");
    let error = read[0].as_ref().unwrap_err();
    let place = "t:2: invalid UTF-8 at byte 9 of the file";
    assert!(error.to_string().starts_with(place), "{error}");
    assert_eq!(error.offset(), Some(9));
    assert_eq!(outline(&read)[1], "dialogue-1: one|three");
    let json = items(b"{\"turns\": [\n{\"text\": \"\xc3\"}]}");
    assert!(json[0].as_ref().unwrap_err().to_string().starts_with("t:2: invalid UTF-8 at byte 22"));
}

#[test]
fn lone_surrogates_are_read_as_replacement_characters() {
    let line = |text| format!("{{\"turns\": [{{\"role\": \"user\", \"text\": \"{text}\"}}]}}");
    for (escaped, text) in [
        ("a\\ud800", "a\u{fffd}"),
        ("\\udc00b\\ud83d", "\u{fffd}b\u{fffd}"),
        ("\\ud83d\\ude00 \\ud83d \\ude00", "\u{1f600} \u{fffd} \u{fffd}"),
        ("\\\\ud800 \\ud800", "\\ud800 \u{fffd}"),
    ] {
        assert_eq!(outlines(line(escaped)), [format!("dialogue-1: {text}")], "{escaped}");
    }
    assert!(outlines(line("\\ud800\\x"))[0].starts_with("ERROR t:1: broken JSON at column "));
}

#[test]
fn nul_bytes_are_errors_with_a_reason_or_text() {
    let line = |text| format!("{{\"turns\": [{{\"role\": \"user\", \"text\": \"{text}\"}}]}}");
    assert!(outlines(line("a\0b"))[0].contains("control character"));
    assert_eq!(outlines(line("a\\u0000b")), ["dialogue-1: a\0b"]);
    assert_eq!(outlines("user\ta\0b"), ["dialogue-1: a\0b"]);
    assert_eq!(outlines(format!("{}\n{}", line("\\q"), line("x")))[1], "dialogue-2: x");
}

#[test]
fn deep_nesting_is_an_error_and_not_a_crash() {
    for text in ["[".repeat(100_000), "{\"turns\":".repeat(100_000), "{\"a\":[".repeat(100_000)] {
        let read = items_with(text.as_bytes(), &Config::default(), 4096);
        assert_eq!(read.len(), 1 + usize::from(text.starts_with('[')), "{read:?}");
        assert!(read[0].is_err());
        assert!(read_turn_line(&text, &Config::default()).is_err());
    }
    let ignored = format!("{{\"turns\": [], \"x\": {}{}}}", "[".repeat(9999), "]".repeat(9999));
    let read = items_with(ignored.as_bytes(), &Config::default(), 4096);
    assert_eq!(read.len(), 1);
}

#[test]
fn a_dialogue_over_the_limit_is_an_error_and_the_next_one_is_read() {
    let limit = config(100);
    let long = "x".repeat(200);
    let line =
        |text: &str| format!("{{\"turns\": [{{\"role\": \"user\", \"text\": \"{text}\"}}]}}");
    let turn = |id, text: &str| {
        format!("{{\"dialogue\": \"{id}\", \"role\": \"user\", \"text\": \"{text}\"}}\n")
    };
    let pretty = |text: &str| line(text).replace(',', ",\n").replace('[', "[\n");
    let texts = [
        format!("{}\n{}\n{}", line("a"), line(&long), line("b")),
        format!("{}\n{}\n{}", pretty("a"), pretty(&long), pretty("b")),
        format!("[{},{},{}]", line("a"), line(&long), line("b")),
        format!("[{},\n{},\n{}]", pretty("a"), pretty(&long), pretty("b")),
        format!("{}{}{}", turn("d", "a"), turn("e", "long").repeat(9), turn("f", "b")),
    ];
    for (text, buffer) in texts.iter().flat_map(|text| [(text, 2), (text, 8192)]) {
        let read = items_with(text.as_bytes(), &limit, buffer);
        let [Ok(a), Err(error), Ok(b)] = read.as_slice() else {
            unreachable!("{text}: {:?}", outline(&read))
        };
        assert_eq!((&*a.turns[0].text, &*b.turns[0].text), ("a", "b"));
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
        assert!(error.to_string().contains("exceeds max_dialogue_bytes = 100"), "{error}");
    }
    let tsv = format!("a\tx\nb\t{}\na\ty", "word ".repeat(30));
    for text in [tsv, "a\tone two three four five\n".repeat(9)] {
        let read = items_with(text.as_bytes(), &limit, 16);
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].as_ref().unwrap_err().kind(), ErrorKind::LimitExceeded);
    }
    let lines = format!("{}{}{}", turn("d", "a"), turn("e", &long), turn("f", "b"));
    let read = outline(&items_with(lines.as_bytes(), &limit, 16));
    assert!(read[0].starts_with("ERROR t:2: dialogue of more than"), "{read:?}");
    assert_eq!(read[1..], ["d: a", "f: b"]);
    let messages = format!("[{}]", ["{\"role\": \"user\", \"content\": \"a\"}"; 9].join(","));
    let read = items_with(format!("{messages}\n{}", line("b")).as_bytes(), &limit, 16);
    assert_eq!(read.len(), 2, "{read:?}");
    assert!(read[0].is_err() && read[1].is_ok());
}

#[test]
fn a_list_on_one_line_may_be_longer_than_the_limit() {
    let one = r#"{"turns": [{"role": "user", "text": "a"}]}"#;
    let text = format!("[{}]", vec![one; 1000].join(", "));
    let read = items_with(text.as_bytes(), &config(64), 4096);
    assert_eq!(read.iter().flatten().count(), 1000);
    assert_eq!(read[999].as_ref().unwrap().id, "dialogue-1-1000");
}

#[test]
fn an_endless_line_is_refused_without_being_collected() {
    for start in [&b"{\"turns\": [\""[..], b"a\t", b"", b"[{\"text\": \""] {
        let endless = start.chain(io::repeat(b'x'));
        let mut transcripts = Transcripts::new("t", BufReader::new(endless), &config(1 << 20));
        let error = transcripts.next().unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    }
}

#[test]
fn a_reader_that_fails_ends_the_iteration_with_an_error() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let file = b"{\"id\": \"a\", \"turns\": []}\n{\"id\"".chain(Broken);
    let read: Vec<_> = Transcripts::new("t", BufReader::new(file), &Config::default()).collect();
    let expected = ["a: ", "ERROR t:2: the file cannot be read on: connection reset"];
    assert_eq!(outline(&read), expected);
}

#[test]
fn hints_are_read_checked_and_counted() {
    let line = |hints: &str| {
        let turn = format!(r#"{{"role": "user", "text": "bats", "hints": {hints}}}"#);
        format!(r#"{{"id": "a", "turns": [{turn}, {turn}]}}"#)
    };
    let read = items(line(r#"{"ambiguous": 0.5, "mood": 1, "tone": 2}"#));
    let dialogue = read[0].as_ref().unwrap();
    assert_eq!((dialogue.unknown_hints, dialogue.turns[1].hints.ambiguous), (4, Some(0.5)));
    let wrong = items(line(r#"{"exclude": [{"start": 2, "end": 9}]}"#));
    let error = wrong[0].as_ref().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidHint);
    assert!(error.to_string().starts_with("t:1: turn 0: hint `exclude[0]` goes from"), "{error}");
    let strict = strict();
    let read = items_with(line(r#"{"mood": 1}"#).as_bytes(), &strict, 64);
    assert!(outline(&read)[0].contains("turn 0: unknown hint `mood`"));
}

#[test]
fn a_megabyte_of_garbage_ends() {
    // A fixed linear congruential generator: the same garbage in every run.
    let mut state = 1_u64;
    let garbage: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (state >> 33) as u8
    })
    .take(1 << 20)
    .collect();
    for start in [&b""[..], b"{\"", b"[{", b"a\tb\n"] {
        let bytes = [start, &garbage].concat();
        for item in items_with(&bytes, &Config::default(), 8192) {
            if let Err(error) = item {
                assert!(error.to_string().starts_with("t:"));
            }
        }
    }
}

fn fragments() -> impl Strategy<Value = Vec<u8>> {
    let fragment = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\n",
        "\t",
        "\r\n",
        " ",
        "\u{feff}",
        "\"turns\"",
        "\"messages\"",
        "\"role\"",
        "\"user\"",
        "\"text\"",
        "\"dialogue\"",
        "\"x\"",
        "null",
        "1",
        "é",
        "{\"role\":\"user\",\"text\":\"x\"}",
        "{\"turns\":[]}",
        "{\"dialogue\":\"d\",\"role\":\"a\"}",
        "user\thello\n",
        "\u{1f}",
    ]);
    prop::collection::vec(fragment, 0..40).prop_map(|parts| parts.concat().into_bytes())
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic_or_differ_with_its_buffer(
        bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..300), fragments()],
        limit in 0_usize..200,
    ) {
        let config = config(limit);
        for config in [&config, &Config::default()] {
            let whole = outline(&items_with(&bytes, config, 8192));
            prop_assert!(whole.len() <= 2 * bytes.len() + 2);
            for buffer in [1, 3] {
                prop_assert_eq!(&outline(&items_with(&bytes, config, buffer)), &whole);
            }
        }
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let _ = read_turn_line(text, &config);
        }
    }
}
