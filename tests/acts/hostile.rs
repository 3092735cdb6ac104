//! Input that nobody would type, and what must hold for any.

use lingsync::{Session, Turn, acts::Act};
use proptest::prelude::*;

#[test]
fn ten_questions_in_a_turn_are_ten() {
    let text = "Is it red? ".repeat(10);
    let report = Session::default().observe(&Turn::client(text.as_str())).unwrap();
    let asks = report.clarification.acts.iter().filter(|hit| hit.act == Act::AskInfo).count();
    assert_eq!(asks, 10);
}

#[test]
fn a_hundred_thousand_words_cost_no_more_than_their_size() {
    // Each word begins many phrases; a walk that was not bounded would not end.
    let text = "you know what i mean so ".repeat(4_000);
    let mut session = Session::default();
    session.observe(&Turn::agent("Do you know it?")).unwrap();
    let report = session.observe(&Turn::client(text.as_str())).unwrap();
    assert!(report.clarification.acts.len() <= 4 * 64);
    let marks = "? ! . ".repeat(20_000);
    session.observe(&Turn::client(marks.as_str())).unwrap();
}

#[test]
fn a_turn_without_words_has_no_act() {
    for text in ["", " ", "\u{200b}", "...", "—"] {
        let report = Session::default().observe(&Turn::client(text)).unwrap();
        assert!(report.clarification.acts.is_empty(), "{text:?}");
    }
}

proptest! {
    #[test]
    fn places_lie_in_the_text_and_a_preview_is_what_comes(
        turns in prop::collection::vec(
            (any::<bool>(), "([a-z]{1,6}[ ,.?!]){0,12}|(no|what|sorry|you mean|i meant|ok|[?\"“ ]){0,6}|\\PC{0,20}"),
            1..6,
        ),
    ) {
        let mut session = Session::default();
        for (client, text) in &turns {
            let turn =
                if *client { Turn::client(text.as_str()) } else { Turn::agent(text.as_str()) };
            let preview = session.preview(&turn).unwrap();
            let report = session.observe(&turn).unwrap();
            prop_assert_eq!(&preview, &report);
            for hit in &report.clarification.acts {
                prop_assert!(hit.span.of(text).is_some());
                prop_assert!((0.0..=1.0).contains(&hit.confidence()));
            }
        }
    }
}
