//! One test for each gate: the same words with the gate open and with it closed.

use crate::has;
use lingsync::acts::Act;

/// `open` shows the act, `closed` has the same phrase and does not.
fn gate(act: Act, open: &[&str], closed: &[&str]) {
    assert!(has(open, act), "{act} is missing: {open:?}");
    assert!(!has(closed, act), "{act} should not be found: {closed:?}");
}

#[test]
fn an_offer_is_no_question() {
    gate(
        Act::AskClarify,
        &["c: I need a new plan.", "a: Do you travel a lot?"],
        &["c: I need a new plan.", "a: Would you like me to compare two plans?"],
    );
    assert!(has(
        &["c: I need a new plan.", "a: Would you like me to compare two plans?"],
        Act::Offer
    ));
}

#[test]
fn a_closing_offer_is_no_offer() {
    let dialogue = ["c: Thanks, that is all.", "a: Can I help you with anything else today?"];
    assert!(has(&dialogue, Act::ClosingOffer));
    gate(Act::Offer, &["c: My bill is wrong.", "a: Can I help you with the bill?"], &dialogue);
}

#[test]
fn a_repair_needs_talk_before_it() {
    gate(Act::OirOpen, &["a: Your escrow is short.", "c: Sorry?"], &["c: Sorry?"]);
}

#[test]
fn a_clarifying_question_follows_a_request() {
    gate(
        Act::AskClarify,
        &["c: Book me a table, please.", "a: For how many people?"],
        &["c: It rained all week here.", "a: Did you enjoy the rain?"],
    );
}

#[test]
fn a_misreading_is_repaired_only_after_a_reply_that_asked_nothing() {
    let reply = "c: No, I meant the return flight.";
    gate(
        Act::RepairThird,
        &["c: When does my flight leave?", "a: Your flight leaves at nine.", reply],
        &["c: When does my flight leave?", "a: Do you mean the flight out?", reply],
    );
}

#[test]
fn a_misreading_needs_a_reply_to_an_own_request() {
    let reply = "c: I meant the blue one.";
    gate(
        Act::RepairThird,
        &["c: Where is my parcel?", "a: Your parcel is in Leeds.", reply],
        &["c: Hello there.", "a: Welcome to our shop.", reply],
    );
}

#[test]
fn what_is_turned_down_must_be_the_replys() {
    gate(
        Act::RepairThird,
        &["c: Who won the cup in May?", "a: Smith won the cup in June.", "c: May, not June."],
        &["c: Who won the cup in May?", "a: Smith won the cup in June.", "c: Fun, not work."],
    );
}

#[test]
fn without_punctuation_sorry_asks_for_a_repair_only_after_the_others_talk() {
    gate(
        Act::OirOpen,
        &["c: i want the third floor flat", "a: the third floor flat is let already", "c: sorry"],
        &[
            "c: i want the third floor flat",
            "a: the third floor flat is let already",
            "c: fine then",
            "c: sorry",
        ],
    );
}

#[test]
fn an_echo_is_made_of_the_others_words() {
    gate(
        Act::OirRestricted,
        &["a: You need an escrow for that.", "c: An escrow?"],
        &["a: You need an escrow for that.", "c: A lawyer?"],
    );
}

#[test]
fn a_yes_after_a_question_is_no_acknowledgement() {
    gate(
        Act::Ack,
        &["a: The parcel arrives on Friday.", "c: Okay."],
        &["a: Does Friday suit you?", "c: Okay."],
    );
}

#[test]
fn a_plain_answer_to_a_request_is_no_reflection() {
    let reply = "a: The week left you without any sleep.";
    gate(
        Act::Reflect,
        &["c: The baby cried every night this week.", reply],
        &["c: How did the week leave me?", reply],
    );
}

#[test]
fn giving_way_needs_a_pushback_and_an_apology_alone_is_none() {
    let reply = "a: You're right, my mistake.";
    gate(
        Act::Concede,
        &["c: Is the shop open?", "a: It opens at nine.", "c: That can't be right.", reply],
        &["c: Is the shop open?", "a: It opens at nine.", "c: Thank you.", reply],
    );
    let sorry = ["a: It opens at nine.", "c: That can't be right.", "a: I'm sorry about that."];
    assert!(has(&sorry, Act::Apologise) && !has(&sorry, Act::Concede));
}

#[test]
fn a_pushback_disputes_what_was_said() {
    gate(
        Act::Pushback,
        &["c: When was it built?", "a: It was built in 1901.", "c: I read that it was 1911."],
        &["c: Hello.", "c: I read that it was 1911."],
    );
}

#[test]
fn a_no_after_a_question_is_its_answer() {
    gate(
        Act::Disagree,
        &["a: The blue plan is cheaper.", "c: No, it isn't."],
        &["a: Is the blue plan yours?", "c: No, it isn't."],
    );
}

#[test]
fn a_display_repeats_the_other() {
    gate(
        Act::Display,
        &["a: The class starts on Friday at six.", "c: Friday at six."],
        &["a: The class starts on Monday at nine.", "c: Friday at six."],
    );
}

#[test]
fn only_the_agent_reflects() {
    gate(
        Act::Reflect,
        &["c: I cannot sleep.", "a: It sounds like the nights are hard."],
        &["a: I cannot sleep.", "c: It sounds like the nights are hard."],
    );
}

#[test]
fn a_solution_answers_a_repair() {
    let reply = "c: The one in Leeds.";
    gate(
        Act::RepairSolution,
        &["c: My shop is shut.", "a: Which shop?", reply],
        &["c: My shop is shut.", "a: That is a pity.", reply],
    );
}

#[test]
fn a_request_is_said_again_after_a_reply() {
    let request = "c: List the cheap hotels in Leeds.";
    gate(
        Act::RestateRequest,
        &[request, "a: Leeds is a city in the north.", "c: List cheap hotels in Leeds!"],
        &[request, "c: List cheap hotels in Leeds!"],
    );
}

#[test]
fn who_thanks_for_the_answer_wants_something_more_and_not_the_same_again() {
    let talk = ["c: Can you book the room for Friday?", "a: The desk has a room on Friday."];
    gate(
        Act::RestateRequest,
        &[talk[0], talk[1], "c: Can you book the room for Friday?"],
        &[talk[0], talk[1], "c: Great, thanks! And can you book the room for Monday?"],
    );
}

#[test]
fn what_was_asked_for_is_no_repair_and_no_request() {
    let talk = ["c: Can you book the room for Friday?", "a: It is booked for Friday."];
    let praise = [talk[0], talk[1], "c: That is exactly what I asked for, thank you."];
    gate(Act::RestateRequest, &[talk[0], talk[1], "c: As I said, I asked for the room."], &praise);
    gate(
        Act::RepairThird,
        &[talk[0], talk[1], "c: That is not what I meant."],
        &[talk[0], talk[1], "c: No worries, that is what I meant."],
    );
}

#[test]
fn a_service_that_is_offered_offers_no_reading() {
    let talk =
        ["c: Can you book the room for Friday?", "a: It is booked.", "c: Lovely, thank you."];
    let offer = [talk[0], talk[1], talk[2], "a: You're welcome! Anything else?"];
    assert!(has(&offer, Act::ClosingOffer));
    assert!(!has(&offer, Act::OirCandidate));
}

#[test]
fn a_question_that_is_cited_offers_no_reading() {
    let talk = ["a: The red door is broken.", "c: The red door, you mean?"];
    assert!(has(&talk, Act::OirCandidate));
    for cited in ["c: She said: \"what?\"", "c: The sign read \"can I help you?\""] {
        assert!(!has(&[talk[0], cited], Act::OirCandidate), "{cited}");
    }
}

#[test]
fn what_a_question_word_asks_for_offers_no_reading() {
    let talk = ["a: The red door is broken.", "c: The red door, you mean?"];
    assert!(has(&talk, Act::OirCandidate));
    for asked in ["c: What happened today?", "c: Who broke it?", "c: What happened at the door?"] {
        assert!(!has(&[talk[0], asked], Act::OirCandidate), "{asked}");
    }
    assert!(has(&[talk[0], "c: What, the red door?"], Act::OirCandidate));
}
