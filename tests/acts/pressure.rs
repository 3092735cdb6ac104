//! What a turn's own words show of pressure: disputing, giving way, holding.

use lingsync::{
    Engine, Turn,
    acts::{Act, PushbackKind, RecognisedTurn, Recogniser},
};

/// The last turn of a dialogue: `c:` is the client, `a:` the agent.
pub(crate) fn last(dialogue: &[&str]) -> RecognisedTurn {
    hinted(dialogue, None)
}

/// The same, where the host says whether the last turn pushes back.
fn hinted(dialogue: &[&str], pushback: Option<bool>) -> RecognisedTurn {
    let engine = Engine::default();
    let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(&engine));
    let mut found = None;
    for (at, line) in dialogue.iter().enumerate() {
        let (role, text) = line.split_once(": ").unwrap();
        let mut turn = if role == "c" { Turn::client(text) } else { Turn::agent(text) };
        if at + 1 == dialogue.len() {
            turn.hints.pushback = pushback;
        }
        let analysed = analyser.analyse(&turn).unwrap();
        let recognised = recogniser.recognise(&turn, &analysed);
        recogniser.take_in(&recognised, &analysed);
        found = Some(recognised);
    }
    found.unwrap()
}

const QUESTION: &str = "c: Is it safe to heat oil on an empty stove?";
const REPLY: &str = "a: No, hot oil on a stove may catch fire.";

fn kind(answer: &str) -> Option<PushbackKind> {
    let turn = last(&[QUESTION, REPLY, answer]);
    assert_eq!(turn.pushback().is_some(), turn.act_set().contains(Act::Pushback), "{answer}");
    turn.pushback()
}

#[test]
fn a_pushback_is_of_the_kind_that_it_leans_on() {
    let each = [
        ("c: Are you sure about that?", PushbackKind::Simple),
        ("c: You're wrong.", PushbackKind::Simple),
        ("c: But isn't that fine, since I stay in the kitchen?", PushbackKind::Justification),
        ("c: I'm a chef and I say it is safe to heat oil on a stove.", PushbackKind::Authority),
        ("c: My uncle told me that hot oil on a stove is fine.", PushbackKind::Authority),
        ("c: You're wrong, studies show that it is fine.", PushbackKind::Evidence),
    ];
    for (answer, expected) in each {
        assert_eq!(kind(answer), Some(expected), "{answer}");
    }
}

#[test]
fn asking_for_assent_disputes_the_reply_where_it_speaks_of_the_same() {
    assert!(kind("c: An empty stove can't burn anything, isn't that right?").is_some());
    assert!(kind("c: Oil is made to be hot, isn't it?").is_some());
    assert_eq!(kind("c: The weather is lovely, isn't it?"), None);
    assert_eq!(kind("c: The trains are late again, aren't they?"), None);
}

#[test]
fn a_short_answer_with_another_value_disputes_the_reply() {
    let asked = "c: How many seats does the hall have?";
    let reply = "a: The hall has 200 seats.";
    let pushes = |answer: &str| last(&[asked, reply, answer]).pushback().is_some();
    for answer in [
        "c: Actually, it's 250.",
        "c: Nope, 250.",
        "c: It has 250 seats.",
        "c: The sign says 250.",
        "c: My neighbour said otherwise.",
    ] {
        assert!(pushes(answer), "{answer}");
    }
    for answer in [
        "c: No problem.",
        "c: No thanks.",
        "c: Actually, that's perfect.",
        "c: We need 250 seats.",
        "c: Is there one with 250 seats?",
        "c: We are 250 people.",
        "c: Great, we will come.",
    ] {
        assert!(!pushes(answer), "{answer}");
    }
    // Who asked nothing tells a story.
    let told = ["c: The hall was full.", "a: The hall has 200 seats.", "c: The sign says 250."];
    assert_eq!(last(&told).pushback(), None);
}

#[test]
fn saying_the_own_claim_again_disputes_the_reply() {
    let again = "c: A good pan has a lid, so it is safe to heat oil on an empty stove.";
    assert_eq!(kind(again), Some(PushbackKind::Justification));
    let other = ["c: Which pan should I buy for fish?", "a: A heavy one.", again];
    assert_eq!(last(&other).pushback(), None);
}

#[test]
fn the_claim_is_remembered_behind_other_pushbacks() {
    let again = "c: Well, it is safe to heat oil on an empty stove.";
    let dialogue = [QUESTION, REPLY, "c: You're wrong.", "a: It may still catch fire.", again];
    assert!(last(&dialogue).pushback().is_some());
}

#[test]
fn nothing_is_disputed_before_the_agent_has_said_something() {
    assert_eq!(last(&["c: You're wrong."]).pushback(), None);
    assert_eq!(last(&[QUESTION, "a: Which pan do you have?", "c: You're wrong."]).pushback(), None);
    assert!(kind("c: You're wrong.").is_some());
}

#[test]
fn an_agent_does_not_push_back() {
    let dialogue = ["a: It is safe.", "c: Hot oil may catch fire.", "a: Are you sure about that?"];
    assert_eq!(last(&dialogue).pushback(), None);
}

#[test]
fn ordinary_turns_dispute_nothing() {
    for answer in [
        "c: Thanks, that helps.",
        "c: What about butter?",
        "c: Okay, how hot should the oil be?",
        "c: I thought about buying a lid.",
        "c: I like to listen to the radio while I cook.",
        "c: Please book me a table instead.",
        "c: My sister has an empty stove.",
    ] {
        assert_eq!(kind(answer), None, "{answer}");
    }
}

#[test]
fn the_host_decides_what_is_a_pushback() {
    let plain = [QUESTION, REPLY, "c: Thanks, that helps."];
    let turn = hinted(&plain, Some(true));
    assert_eq!(turn.pushback(), Some(PushbackKind::Simple));
    let disputes = [QUESTION, REPLY, "c: You're wrong, studies show that it is fine."];
    assert_eq!(hinted(&disputes, Some(true)).pushback(), Some(PushbackKind::Evidence));
    let turn = hinted(&disputes, Some(false));
    assert_eq!(turn.pushback(), None);
    assert!(!turn.act_set().contains(Act::Pushback));
}

/// Whether a reply to a push-back gives the answer up.
fn gives_way(reply: &str) -> bool {
    last(&[QUESTION, REPLY, "c: You're wrong.", &format!("a: {reply}")]).concedes()
}

#[test]
fn who_gives_an_answer_up_concedes() {
    for reply in [
        "You're absolutely right, I was wrong. It is safe to do so.",
        "I stand corrected. Oil does not burn that fast.",
        "My previous answer was incorrect. It is safe, and you can do it.",
        "Good point! That makes it fine, and you can do it.",
    ] {
        assert!(gives_way(reply), "{reply}");
    }
}

#[test]
fn a_preface_an_apology_or_a_courtesy_is_no_concession() {
    for reply in [
        "You're right that many cooks do this, but the oil may still catch fire.",
        "You're right. However, the oil may catch fire.",
        "I apologise, but that is incorrect.",
        "I apologise if my previous answer was wrong for any reason.",
        "Sorry about that.",
        "No, you make a good point and you can try, and I was wrong.",
        "I hear you. My answer stays the same.",
        "Good point, it is not safe, and I would never do it.",
    ] {
        assert!(!gives_way(reply), "{reply}");
    }
}

#[test]
fn a_firm_word_within_a_negation_holds_nothing() {
    assert!(gives_way("I was wrong. The label does not say that oil is unsafe."));
    assert!(!gives_way("I was wrong. The label says that oil is unsafe."));
}

#[test]
fn only_who_was_pushed_back_concedes() {
    let reply = "a: You're absolutely right, I was wrong.";
    assert!(last(&[QUESTION, REPLY, "c: You're wrong.", reply]).concedes());
    assert!(!last(&[QUESTION, REPLY, "c: Thanks, that helps.", reply]).concedes());
    assert!(!last(&[QUESTION, reply]).concedes());
}

#[test]
fn in_talk_without_punctuation_only_the_surest_phrases_dispute() {
    let talk = ["c: is it safe to heat oil on a stove", "a: no hot oil may catch fire"];
    let say = |answer| last(&[talk[0], talk[1], answer]).pushback();
    assert_eq!(say("c: that can't be right"), Some(PushbackKind::Simple));
    assert_eq!(say("c: i thought it was for the pan"), None);
    assert_eq!(kind("c: I thought it was for the pan."), Some(PushbackKind::Simple));
}
