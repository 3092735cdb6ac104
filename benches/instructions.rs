//! What `instructions.sh` runs under callgrind, and the report that it makes of the counts.
//!
//! `instructions run text|tracker|register|session WINDOW HISTORY TURNS` observes HISTORY turns of 12
//! words, then TURNS more inside `measured`, and prints how many words these hold. The turns of
//! `register` and `chat` (a session) are English chat of 25 words.
//! `instructions report COUNTS WORDS` prints instructions per word by function.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "common/callgrind.rs"]
mod callgrind;
mod common;

use common::{Writer, chat::Chat, turn};
use lingsync::{Config, Engine, LexicalTracker, RegisterTracker, Tracker, text::AnalysedTurn};
use std::hint::black_box;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse().unwrap();
    match arguments[..] {
        ["run", what, window, history, turns] => {
            run(what, number(window) as u32, number(history), number(turns));
        }
        ["report", counts, words] => callgrind::report(counts, number(words) as f64),
        _ => eprintln!("this bench is run by benches/instructions.sh"),
    }
}

/// Callgrind counts while this function is on the stack, and at no other time.
#[inline(never)]
fn measured(run: &mut dyn FnMut()) {
    run();
}

fn run(what: &str, window: u32, history: usize, turns: usize) {
    let mut config = Config::default();
    config.lexical.window_tokens = window;
    // A fixed seed: the same counts at every run.
    let engine = Engine::builder(config).hasher_seed(1).build().unwrap();
    let texts = match what {
        "register" | "chat" => Chat::new(21).turns(history + turns, 25),
        _ => Writer::new(21).turns(history + turns),
    };
    let mut analyser = engine.analyser();
    let mut analyse = |number: usize| analyser.analyse(&turn(number, &texts[number])).unwrap();
    let mut words = 0;
    match what {
        "text" => {
            (0..history).for_each(|number| drop(analyse(number)));
            measured(&mut || {
                for number in history..history + turns {
                    words += black_box(analyse(number)).tokens().len();
                }
            });
        }
        "tracker" => {
            let mut tracker = LexicalTracker::new(&engine);
            (0..history).for_each(|number| drop(tracker.observe(&analyse(number))));
            let rest: Vec<AnalysedTurn> = (history..history + turns).map(analyse).collect();
            words = rest.iter().map(|turn| turn.tokens().len()).sum();
            measured(&mut || rest.iter().for_each(|turn| drop(black_box(tracker.observe(turn)))));
        }
        "register" => {
            let mut tracker = RegisterTracker::new(&engine);
            let register = |tracker: &mut RegisterTracker, number: usize, turn: &AnalysedTurn| {
                let reading = engine.read(&common::turn(number, &texts[number]), turn);
                drop(black_box(tracker.observe(&reading)));
            };
            (0..history).for_each(|number| register(&mut tracker, number, &analyse(number)));
            let rest: Vec<AnalysedTurn> = (history..history + turns).map(analyse).collect();
            words = rest.iter().map(|turn| turn.tokens().len()).sum();
            measured(&mut || {
                for (number, turn) in (history..).zip(&rest) {
                    register(&mut tracker, number, turn);
                }
            });
        }
        "session" | "chat" => {
            let mut session = engine.session();
            let mut observe =
                |number: usize| session.observe(&turn(number, &texts[number])).unwrap();
            (0..history).for_each(|number| drop(observe(number)));
            measured(&mut || {
                for number in history..history + turns {
                    words += black_box(observe(number)).text.words as usize;
                }
            });
        }
        _ => eprintln!("unknown: {what}"),
    }
    println!("{words}");
}
