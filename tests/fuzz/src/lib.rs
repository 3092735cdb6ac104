//! What the fuzzer does with its bytes, through the functions that C programs call. The targets are
//! in `fuzz_targets`; `tests/fuzz_inputs.rs` replays the seeds and every input that once failed.
//!
//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz calls` (or restore, hints, jsonl).

mod chat;

use chat::{Chat, Input, engine};

/// A history of calls on a few sessions: each law that ties calls together is checked on the way.
pub fn calls(data: &[u8]) {
    let mut input = Input::new(data);
    let engine = engine(input.byte());
    let mut chat = Chat::new(engine);
    // Enough calls for a window of 64 words to slide many times.
    for _ in 0..96 {
        let Some(call) = input.next_byte() else { break };
        match call {
            // Beside the others, so that earlier inputs mean what they meant.
            240..=247 => chat.watch(input.rest_of_line()),
            248..=255 => chat.resolve(input.text(), input.rest_of_line()),
            _ => {}
        }
        match call % 16 {
            0..=5 => {
                let (role, meta) = (input.byte(), input.meta());
                let text = input.text();
                chat.preview_and_observe(i32::from(role % 4), text, meta);
            }
            6 => chat.preview(i32::from(input.byte()), input.text(), input.rest_of_line()),
            7 => chat.rewind(u32::from(input.byte())),
            8 => chat.redact(u32::from(input.byte())),
            9 => chat.forget(input.text()),
            10 => chat.restored(engine),
            11 => chat.observe_jsonl(input.rest_of_line()),
            12 => chat.summary(i32::from(input.byte() % 4)),
            13 => chat.lexicon(i32::from(input.byte() % 4), i32::from(input.byte() % 4)),
            14 => chat.cloned(),
            _ => chat.observe(i32::from(input.byte()), input.text(), input.rest_of_line()),
        }
    }
    chat.summary(2);
}

/// A snapshot of a small session with some of its bytes replaced, or any bytes at all. Built for
/// fuzzing the library does not look at the checksum, so that they reach the decoder.
pub fn restore(data: &[u8]) {
    let mut input = Input::new(data);
    let engine = engine(input.byte());
    let mut chat = Chat::new(engine);
    for turn in 0..input.byte() % 24 {
        chat.observe(i32::from(turn % 3), input.text(), &[]);
    }
    let Some(mut snapshot) = chat.snapshot() else { return };
    while let Some(place) = input.next_u16() {
        let at = usize::from(place) % snapshot.len();
        let byte = input.byte();
        match input.byte() % 8 {
            0 => snapshot.truncate(at.max(1)),
            1 => snapshot.insert(at, byte),
            _ => snapshot[at] = byte,
        }
    }
    chat.go_on_from(engine, &snapshot);
    chat.go_on_from(engine, data);
}

/// Hints as JSON beside a text, in strict and in lenient engines.
pub fn hints(data: &[u8]) {
    let mut input = Input::new(data);
    let engine = engine(input.byte());
    let mut chat = Chat::new(engine);
    let text = input.text();
    let hints = [b"{\"hints\": ".as_slice(), input.rest(), b"}"].concat();
    for role in [0, 1] {
        chat.preview_and_observe(role, text, &hints);
        chat.observe(role, text, input.rest());
    }
    chat.summary(2);
}

/// Transcripts of every form, and turns line by line.
pub fn jsonl(data: &[u8]) {
    let mut input = Input::new(data);
    let engine = engine(input.byte());
    let flags = u32::from(input.byte() % 16);
    let detail = i32::from(input.byte() % 4);
    engine.analyse_jsonl(input.rest(), detail, flags);
    let mut chat = Chat::new(engine);
    chat.observe_jsonl(input.rest());
    chat.observe_jsonl(input.rest());
    chat.summary(2);
}
