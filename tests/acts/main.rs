//! The acts of turns as a session reports them.
#![cfg(all(feature = "std", feature = "json", feature = "english"))]

mod forms;
mod gates;
mod hostile;
mod pressure;
mod rejection;

use lingsync::{
    Session, Turn,
    acts::{Act, ActHit},
};

/// The acts of the last turn of a dialogue: `c:` is the client, `a:` the agent.
fn hits(dialogue: &[&str]) -> Vec<ActHit> {
    let mut session = Session::default();
    let mut last = Vec::new();
    for line in dialogue {
        let (role, text) = line.split_once(": ").unwrap();
        let turn = if role == "c" { Turn::client(text) } else { Turn::agent(text) };
        last = session.observe(&turn).unwrap().clarification.acts.to_vec();
    }
    last
}

fn has(dialogue: &[&str], act: Act) -> bool {
    hits(dialogue).iter().any(|hit| hit.act == act)
}
