//! Our side of `peers/run.sh`.
//!
//! - `peers dialogue TURNS` writes a dialogue, `peers time FILE` times its last turns with dialign's
//!   rules and prints JSON.
//! - `peers chat TURNS` writes a dialogue of English chat, `peers register FILE` times VADER, the
//!   register tracker and a session on all of its turns, and prints JSON with their figures.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod common;

use common::{Writer, chat::Chat, median, nanoseconds, turn};
use lingsync::{
    Config, Engine, Party, RegisterTracker, Session, Tracker, Turn,
    lexical::Sharing,
    register::{Reading, vader_of},
};
use serde_json::json;
use std::hint::black_box;

/// Turns that are timed, up to the last one.
const LAST: usize = 20;
const ROUNDS: usize = 25;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["dialogue", turns] => dialogue(&Writer::new(31).turns(turns.parse().unwrap())),
        ["chat", turns] => dialogue(&Chat::new(31).dialogue(turns.parse().unwrap())),
        ["register", file] => register(&std::fs::read_to_string(file).unwrap()),
        ["time", file] => time(&std::fs::read_to_string(file).unwrap()),
        _ => eprintln!("this bench is run by benches/peers/run.sh"),
    }
}

fn dialogue(texts: &[String]) {
    for (number, text) in texts.iter().enumerate() {
        println!("{}\t{text}", turn(number, text).role);
    }
}

fn time(dialogue: &str) {
    let engine = Engine::new(Config::dialign()).unwrap();
    let turns: Vec<Turn<'_>> = dialogue.lines().map(read_turn).collect();
    let (before, last) = turns.split_at(turns.len() - LAST);
    let (mut observe, mut lexicons) = (Vec::new(), Vec::new());
    let mut figures = Vec::new();
    for round in 0..ROUNDS {
        figures.clear();
        let mut session = engine.session();
        before.iter().for_each(|turn| drop(session.observe(turn).unwrap()));
        for turn in last {
            let (time, report) = nanoseconds(|| session.observe(turn).unwrap());
            // In turns, because lexicons push the session out of the caches.
            if round % 2 == 0 {
                observe.push(time);
            } else {
                lexicons.push(time + nanoseconds(|| both_lexicons(&session, report.party)).0);
            }
            let seen = report.lexical;
            figures.push([seen.shared_repetition, seen.self_repetition].map(|rate| {
                assert!(rate.of > 0, "every turn of the dialogue has words");
                rate.hits as f64 / rate.of as f64
            }));
        }
    }
    let result = json!({
        "observe_ns": median(observe),
        "observe_and_lexicons_ns": median(lexicons),
        "der_and_dser": figures,
    });
    println!("{result}");
}

/// All turns, several times over; every figure is the median of the whole passes.
fn register(dialogue: &str) {
    let engine = Engine::default();
    let pack = engine.pack().expect("the bench needs the English pack");
    let turns: Vec<Turn<'_>> = dialogue.lines().map(read_turn).collect();
    let read = |take: &mut dyn FnMut(Reading)| {
        let mut analyser = engine.analyser();
        for turn in &turns {
            let analysed = analyser.analyse(turn).unwrap();
            take(engine.read(turn, &analysed));
        }
    };
    let [mut vader, mut reading, mut tracker, mut session] = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS {
        let all = || turns.iter().map(|turn| vader_of(&turn.text, pack).compound).sum::<f64>();
        vader.push(nanoseconds(all).0);
        reading.push(nanoseconds(|| read(&mut |reading| drop(black_box(reading)))).0);
        let mut own = RegisterTracker::new(&engine);
        let all = || read(&mut |reading| drop(black_box(own.observe(&reading))));
        tracker.push(nanoseconds(all).0);
        let mut whole = engine.session();
        let all = || turns.iter().for_each(|turn| drop(black_box(whole.observe(turn).unwrap())));
        session.push(nanoseconds(all).0);
    }
    let figures = turns.iter().map(|turn| {
        let vader = vader_of(&turn.text, pack);
        [vader.neg, vader.neu, vader.pos, vader.compound]
    });
    let mut own = RegisterTracker::new(&engine);
    let mut strategies = Vec::new();
    read(&mut |reading| {
        let shown = own.observe(&reading).strategies.unwrap_or_default();
        strategies.push(shown.iter().map(|strategy| strategy.peer_name()).collect::<Vec<_>>());
    });
    let result = json!({
        "vader": figures.collect::<Vec<_>>(),
        "strategies": strategies,
        "vader_ns": median(vader),
        "reading_ns": median(reading),
        "tracker_ns": median(tracker),
        "session_ns": median(session),
    });
    println!("{result}");
}

/// What the peer computes for every turn: the shared lexicon, and the speaker's own.
fn both_lexicons(session: &Session, party: Party) -> u64 {
    session.lexicon(Sharing::Pair(Party::CLIENT, Party::AGENT)).els()
        + session.lexicon(Sharing::Own(party)).els()
}

fn read_turn(line: &str) -> Turn<'_> {
    let (label, text) = line.split_once('\t').unwrap();
    if label == "client" { Turn::client(text) } else { Turn::agent(text) }
}
