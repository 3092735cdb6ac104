//! Our side of `peers/run.sh`: `peers dialogue TURNS` writes a dialogue, `peers time FILE` times
//! its last turns with dialign's rules and prints JSON.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod common;

use common::{Writer, median, nanoseconds, turn};
use lingsync::{Config, Engine, Party, Session, Turn, lexical::Sharing};
use serde_json::json;

/// Turns that are timed, up to the last one.
const LAST: usize = 20;
const ROUNDS: usize = 25;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["dialogue", turns] => dialogue(turns.parse().unwrap()),
        ["time", file] => time(&std::fs::read_to_string(file).unwrap()),
        _ => eprintln!("this bench is run by benches/peers/run.sh"),
    }
}

fn dialogue(turns: usize) {
    for (number, text) in Writer::new(31).turns(turns).iter().enumerate() {
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

/// What the peer computes for every turn: the shared lexicon, and the speaker's own.
fn both_lexicons(session: &Session, party: Party) -> u64 {
    session.lexicon(Sharing::Pair(Party::CLIENT, Party::AGENT)).els()
        + session.lexicon(Sharing::Own(party)).els()
}

fn read_turn(line: &str) -> Turn<'_> {
    let (label, text) = line.split_once('\t').unwrap();
    if label == "client" { Turn::client(text) } else { Turn::agent(text) }
}
