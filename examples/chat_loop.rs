// cargo run --release --example chat_loop
//! The shape of a chat backend: each request brings the chat so far, some candidate replies, and
//! the state of the session as bytes; it picks a reply and gives the new state. The programs of
//! the same name in C, C++, Python and Go print the same.

use lingsync::{Engine, Measure, Role, Turn, TurnReport};
use std::{cmp::Reverse, error::Error};

struct Message<'a> {
    /// `user` or `assistant`.
    role: &'a str,
    content: &'a str,
}

/// Handles one request: the index of the reply, and the state for the next request.
fn handle(
    engine: &Engine,
    state: Option<&[u8]>,
    messages: &[Message<'_>],
    candidates: &[&str],
) -> Result<(usize, Vec<u8>), Box<dyn Error>> {
    // The session goes on where the request before left it.
    let mut session = match state {
        Some(snapshot) => engine.restore(snapshot)?,
        None => engine.session(),
    };
    let seen = session.turns();
    println!("messages: {}, seen before: {seen}", messages.len());

    // It has seen more than the chat holds: the last reply is to be written anew.
    if seen as usize > messages.len() {
        session.rewind(u32::try_from(messages.len())?)?;
    }
    for message in &messages[session.turns() as usize..] {
        let role = Role::from_name(message.role).ok_or("a message has an unknown role")?;
        session.observe(&Turn::new(role, message.content))?;
    }

    // A preview changes nothing.
    let mut best = None;
    for (index, reply) in candidates.iter().enumerate() {
        let key = rank(&session.preview(&Turn::agent(*reply))?);
        if best.is_none_or(|(least, _)| key < least) {
            best = Some((key, index));
        }
    }
    let (_, index) = best.ok_or("a request needs a candidate")?;
    let report = session.observe(&Turn::agent(candidates[index]))?;
    let state = session.snapshot()?;

    let lexical = &report.lexical;
    let share = match lexical.shared_repetition.value() {
        Measure::Value(share) => format!("{:.1} %", 100.0 * share),
        Measure::Undefined(reason) => format!("- ({reason})"),
    };
    let (mirrored, missed) = (lexical.mirrored_count, lexical.missed.len());
    println!("  turn {}: mirrored {mirrored}, missed {missed}, shared {share}", report.turn);
    println!("  reply {} of {}: {}", index + 1, candidates.len(), candidates[index]);
    println!("  state: {} bytes", state.len());
    Ok((index, state))
}

/// What replies are sorted by, the smallest first: one that merely echoes comes last, then fewer
/// missed terms are better, then more mirrored words. This is an order by uptake of words, no
/// judgement of quality; put your own in its place, or beside your model's own score.
fn rank(report: &TurnReport) -> (bool, usize, Reverse<u32>) {
    let lexical = &report.lexical;
    let is_echo = lexical.shared_repetition.value().value().is_some_and(|share| share > 0.8);
    (is_echo, lexical.missed.len(), Reverse(lexical.mirrored_count))
}

fn main() -> Result<(), Box<dyn Error>> {
    let engine = Engine::default();
    let question = "My tulip bulbs have not come yet. Can you check the parcel?";
    let mut chat = vec![Message { role: "user", content: question }];
    let candidates = [
        "We apologise for the inconvenience and will look into it.",
        "My tulip bulbs have not come yet. Can you check the parcel?",
        "I can check where the parcel with your tulip bulbs is. What is your postcode?",
    ];
    let (_, state) = handle(&engine, None, &chat, &candidates)?;

    // The second request is for the same messages: the user wants another reply.
    let candidates = [
        "Shipments are delayed at times.",
        "I checked: the parcel with the tulip bulbs left our shop, but it has not come far.",
    ];
    let (reply, state) = handle(&engine, Some(&state), &chat, &candidates)?;

    let question = "Will the bulbs survive the frost in the parcel?";
    chat.push(Message { role: "assistant", content: candidates[reply] });
    chat.push(Message { role: "user", content: question });
    let candidates = [
        "Rest assured that everything will be fine 🌷",
        "In a parcel the bulbs stay fresh for three weeks; frost does them no harm.",
    ];
    handle(&engine, Some(&state), &chat, &candidates)?;
    Ok(())
}
