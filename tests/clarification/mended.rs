//! From the text alone: a reply that gives way and says something new repairs a misreading, in one
//! sentence or in two; one that only gives way does not.

use lingsync::{Session, Turn, clarification::RepairStep};

/// What a reply makes of having misread the client.
fn step(reply: &str) -> Option<RepairStep> {
    let mut session = Session::default();
    for turn in [
        Turn::client("Can you change my booking to Thursday?"),
        Turn::agent("Your delivery is on Thursday."),
    ] {
        session.observe(&turn).unwrap();
    }
    let seen = session.observe(&Turn::client("No, I meant the visit.")).unwrap().clarification;
    assert_eq!(seen.repair.map(|repair| repair.event), Some(RepairStep::Misread));
    let seen = session.observe(&Turn::agent(reply)).unwrap().clarification;
    seen.repair.map(|repair| repair.event)
}

#[test]
fn an_apology_with_something_new_behind_it_mends() {
    for reply in [
        "I'm sorry. The visit is on Thursday now.",
        "Sorry, the visit is on Thursday now.",
        "Sorry about that, I moved the visit to Thursday.",
        "Apologies - the visit is now on Thursday.",
        "I apologise for that: the engineer's visit is on Thursday.",
    ] {
        assert_eq!(step(reply), Some(RepairStep::Repaired), "{reply}");
    }
}

#[test]
fn giving_way_with_something_new_mends() {
    for reply in [
        "You're right, the visit is on Thursday now.",
        "You are right. I have moved the visit to Thursday.",
    ] {
        assert_eq!(step(reply), Some(RepairStep::Repaired), "{reply}");
    }
}

#[test]
fn an_apology_alone_mends_nothing_whatever_it_is_for() {
    for reply in
        ["Sorry!", "I'm so sorry for the delay and the trouble.", "Sorry, my mistake there."]
    {
        assert_ne!(step(reply), Some(RepairStep::Repaired), "{reply}");
    }
}
