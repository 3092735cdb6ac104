//! What `instructions.sh` runs under callgrind, and the report that it makes of the counts.
//!
//! `instructions run text|tracker|register|acts|correction|claims|session WINDOW HISTORY TURNS`
//! observes HISTORY turns of 12 words, then TURNS more inside `measured`, and prints how many words
//! these hold. The turns of `register`, `correction` and `chat` (a session) are English chat of 25
//! words, those of `acts` (the recogniser and the clarification tracker) of 12; those of `claims` are
//! replies of 2 kB to eight claims, each the first one.
//! `instructions report COUNTS WORDS` prints instructions per word by function.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "common/callgrind.rs"]
mod callgrind;
mod common;

use common::{Writer, chat::Chat, claims, turn};
use lingsync::{
    ClarificationTracker, Config, CorrectionTracker, Engine, LexicalTracker, RegisterTracker,
    Tracker, Turn,
    acts::{RecognisedTurn, Recogniser},
    text::AnalysedTurn,
};
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
        "register" | "correction" | "chat" => Chat::new(21).turns(history + turns, 25),
        "acts" => Chat::new(21).turns(history + turns, 12),
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
        "acts" => {
            let (mut recogniser, mut tracker) =
                (Recogniser::new(&engine), ClarificationTracker::new(&engine));
            let mut acts = |number: usize, analysed: &AnalysedTurn| {
                let recognised = recogniser.recognise(&turn(number, &texts[number]), analysed);
                recogniser.take_in(&recognised, analysed);
                drop(black_box(tracker.observe(&recognised)));
            };
            (0..history).for_each(|number| acts(number, &analyse(number)));
            let rest: Vec<AnalysedTurn> = (history..history + turns).map(analyse).collect();
            words = rest.iter().map(|turn| turn.tokens().len()).sum();
            measured(&mut || {
                (history..).zip(&rest).for_each(|(number, turn)| acts(number, turn));
            });
        }
        "correction" => {
            let mut recogniser = Recogniser::new(&engine);
            let mut tracker = CorrectionTracker::new(&engine);
            let mut recognise = |number: usize| {
                let analysed = analyse(number);
                let recognised = recogniser.recognise(&turn(number, &texts[number]), &analysed);
                recogniser.take_in(&recognised, &analysed);
                (analysed, recognised)
            };
            let correct = |tracker: &mut CorrectionTracker, number: usize, read: &Read| {
                let turn = turn(number, &texts[number]);
                let checked = tracker.check(&turn, &read.0, &read.1);
                drop(black_box(tracker.observe(&checked)));
            };
            (0..history).for_each(|number| correct(&mut tracker, number, &recognise(number)));
            let rest: Vec<Read> = (history..history + turns).map(recognise).collect();
            words = rest.iter().map(|(turn, _)| turn.tokens().len()).sum();
            measured(&mut || {
                for (number, read) in (history..).zip(&rest) {
                    correct(&mut tracker, number, read);
                }
            });
        }
        "claims" => words = replies_to_claims(&engine, turns),
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

/// A turn after the text pass, and its acts.
type Read = (AnalysedTurn, RecognisedTurn);

/// Replies to eight claims, each by a tracker of its own; their words.
fn replies_to_claims(engine: &Engine, turns: usize) -> usize {
    let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(engine));
    let mut recognise = |turn: &Turn<'_>| {
        let analysed = analyser.analyse(turn).unwrap();
        let recognised = recogniser.recognise(turn, &analysed);
        recogniser.take_in(&recognised, &analysed);
        (analysed, recognised)
    };
    let mut tracker = CorrectionTracker::new(engine);
    let claiming = claims::claiming();
    let (analysed, recognised) = recognise(&claiming);
    drop(tracker.observe(&tracker.check(&claiming, &analysed, &recognised)));
    let replies: Vec<Turn<'_>> = claims::replies(turns).into_iter().map(Turn::agent).collect();
    let read: Vec<Read> = replies.iter().map(recognise).collect();
    let mut trackers = vec![tracker; turns];
    measured(&mut || {
        for ((tracker, turn), read) in trackers.iter_mut().zip(&replies).zip(&read) {
            let checked = tracker.check(turn, &read.0, &read.1);
            drop(black_box(tracker.observe(&checked)));
        }
    });
    read.iter().map(|(turn, _)| turn.tokens().len()).sum()
}
