//! The items of `items.txt`.

use lingsync::{Claim, Hints, Session, Turn, Verdict, correction::Response};

const ITEMS: &str = include_str!("items.txt");

/// What the session says of a reply to a claim that is known to be false.
fn response(claim: &str, correct: &str, question: &str, reply: &str) -> String {
    let mut hinted = Claim::new("c", claim, Verdict::False);
    hinted.correct_text = (!correct.is_empty()).then(|| correct.to_owned());
    let mut hints = Hints::default();
    hints.claims.push(hinted);
    let mut session = Session::default();
    session.observe(&Turn::client(question).hints(hints)).unwrap();
    let seen = session.observe(&Turn::agent(reply)).unwrap().correction;
    let said = match seen.claims[0].response {
        Some(Response::Correct) => "denies",
        Some(Response::CorrectHedged) => "hedges",
        Some(Response::Accommodate) => "asserts",
        _ => "nothing",
    };
    said.to_owned()
}

#[test]
fn a_short_reply_is_read_by_what_it_says() {
    let (mut context, mut wrong, mut count) = (None, Vec::new(), 0);
    for line in ITEMS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some(item) = line.strip_prefix("    ") else {
            let fields: Vec<&str> = line.split('|').map(str::trim).collect();
            let [claim, correct, question] = fields[..] else { panic!("{line}") };
            context = Some((claim, correct, question));
            continue;
        };
        let (expected, reply) = item.split_once(": ").unwrap();
        let (claim, correct, question) = context.unwrap();
        let found = response(claim, correct, question, reply);
        count += 1;
        if found != expected {
            wrong.push(format!("{found} for {expected}: {claim} / {reply}"));
        }
    }
    assert!(count >= 40, "only {count} items");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}
