//! Claims, made up, about what [`Chat`] speaks of, and replies of 2 kB to them.

use super::chat::Chat;
use lingsync::{Claim, Turn, Verdict};

/// What a client claims, and what is true instead.
const CLAIMS: [(&str, &str); 8] = [
    ("the order number of the parcel is 51290", "the order number of the parcel is 48213"),
    (
        "nobody ever answers messages about a refund",
        "we answer messages and refund the full amount",
    ),
    ("the laptop cost more than 90 dollars", "the laptop cost about 30 dollars"),
    ("the technician never looks at the router", "the technician looks at it before twelve"),
    ("the new website is worse than the old one", "the new website is better than the old one"),
    ("restarting the printer breaks all settings", "restarting the printer keeps the settings"),
    ("the contract was changed by the neighbour", "the manager of the team changed the contract"),
    ("the insurance does not cover the garden", "the insurance covers the garden and the kitchen"),
];

/// The turn in which they come up.
pub(crate) fn claiming() -> Turn<'static> {
    let mut turn =
        Turn::client("Why is my parcel so late, and why does nobody answer about a refund?");
    let claims = CLAIMS.iter().enumerate().map(|(number, (text, correct))| {
        let mut claim = Claim::new(format!("c{number}"), *text, Verdict::False);
        claim.correct_text = Some((*correct).to_owned());
        claim
    });
    turn.hints.claims.extend(claims);
    turn
}

/// Replies of 2 kB.
pub(crate) fn replies(count: usize) -> Vec<String> {
    let mut chat = Chat::new(31);
    let mut reply = || {
        let mut reply = chat.turn(12);
        while reply.len() < 2_000 {
            reply.push(' ');
            reply.push_str(&chat.turn(12));
        }
        reply
    };
    (0..count).map(|_| reply()).collect()
}
