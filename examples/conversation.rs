// cargo run --release --example conversation
//! Watches a short conversation turn by turn. The programs of the same name in C, C++, Python and
//! Go print the same.

use lingsync::{Engine, Hints, Measure, Turn, TurnReport, config::Detail};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    // What else is known of a turn: a label of the speaker, a time in milliseconds, hints.
    let mut hints = Hints::default();
    hints.language = Some("en".to_owned());
    let chat = [
        Turn::client("Hi! The lid of my teapot has a crack 😕 Can I get a spare lid?")
            .speaker("Noor")
            .at(1_760_000_000_000)
            .hints(hints),
        Turn::agent("Sorry about the crack! Which teapot is it, the round or the tall one?"),
        Turn::client("The tall one. Please use the blue glaze again, with the gold rim."),
        Turn::agent("I can post the cover in that colour tomorrow."),
        Turn::client("👍"),
        Turn::agent("Your spare lid is packed: blue glaze, made for the tall teapot."),
    ];

    // One engine is enough for a process.
    let engine = Engine::default();
    let mut session = engine.session();
    for turn in &chat[..chat.len() - 1] {
        print_figures(&session.observe(turn)?);
    }
    let last = &chat[chat.len() - 1];
    let report = session.observe(last)?;
    print_figures(&report);
    println!("The last turn takes up:");
    for word in report.lexical.mirrored.iter().filter_map(|found| found.span.of(&last.text)) {
        println!("  {word}");
    }
    println!("{}", session.summary_in(Detail::Brief).to_json());
    Ok(())
}

fn print_figures(report: &TurnReport) {
    println!(
        "turn {}  {:<6}  {:>2} words  shared {:<9}  mirrored {}  missed {}",
        report.turn,
        report.role.name(),
        report.text.words,
        shared(report),
        report.lexical.mirrored_count,
        report.lexical.missed.len(),
    );
}

/// A measure has a value, or the reason why it has none.
fn shared(report: &TurnReport) -> String {
    match report.lexical.shared_repetition.value() {
        Measure::Value(share) => format!("{:.1} %", 100.0 * share),
        Measure::Undefined(reason) => format!("- ({reason})"),
    }
}
