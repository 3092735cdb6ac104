//! Forms of questions, places and confidence; text as people type it.

use crate::{has, hits};
use lingsync::{
    Config, Engine, Hints, Modality, Session, Turn,
    acts::{Act, ActEvidence, Forms},
};

#[test]
fn a_question_has_its_form() {
    for (text, form) in [
        ("Is the shop open?", Forms::POLAR),
        ("Where is the shop?", Forms::WH),
        ("Is it red or blue?", Forms::POLAR.union(Forms::ALTERNATIVE)),
        ("The shop is open?", Forms::DECLARATIVE),
        ("It is open, isn't it?", Forms::TAG),
        ("Do you know where it is?", Forms::INDIRECT),
    ] {
        let hits = hits(&[&format!("c: {text}")]);
        let asked = hits.iter().find(|hit| !hit.form.is_empty()).expect(text);
        assert!(asked.form.contains(form), "{text}: {:?}", asked.form.names().collect::<Vec<_>>());
    }
}

#[test]
fn a_turn_without_capitals_and_marks_still_asks() {
    for text in ["where is my parcel", "can i pause my plan", "what does escrow mean"] {
        let hits = hits(&[&format!("c: {text}")]);
        assert!(hits.iter().any(|hit| !hit.form.is_empty()), "{text}: {hits:?}");
    }
    for text in ["my parcel is late", "thanks a lot", "have a nice day"] {
        let hits = hits(&[&format!("c: {text}")]);
        assert!(hits.iter().all(|hit| !hit.act.asks()), "{text}: {hits:?}");
    }
}

#[test]
fn every_sentence_has_acts_of_its_own_with_its_place() {
    let text = "Got it. Your fee is nine euros. Would you like me to book it?";
    let mut session = Session::default();
    session.observe(&Turn::client("I want to join the gym.")).unwrap();
    let report = session.observe(&Turn::agent(text)).unwrap();
    let sentence = |act: Act| {
        let hit = report.clarification.acts.iter().find(|hit| hit.act == act);
        hit.and_then(|hit| hit.span.of(text))
    };
    assert_eq!(sentence(Act::Ack), Some("Got it."));
    assert_eq!(sentence(Act::Inform), Some("Your fee is nine euros."));
    assert_eq!(sentence(Act::Offer), Some("Would you like me to book it?"));
    let offer = report.clarification.acts.iter().find(|hit| hit.act == Act::Offer).unwrap();
    let ActEvidence::Phrase { span, .. } = offer.evidence else { panic!("{offer:?}") };
    assert_eq!(span.of(text), Some("Would you like me to"));
    assert!((0.0..=1.0).contains(&offer.confidence()));
}

#[test]
fn a_cited_question_asks_nothing() {
    assert!(!has(&["c: She wrote to me: \"are you sure?\""], Act::AskInfo));
    assert!(!has(&["c: > are you sure?"], Act::AskInfo));
}

#[test]
fn question_marks_in_code_and_links_ask_nothing() {
    for text in ["See `a ? b : c` here.", "It is at https://example.org/?q=a there."] {
        assert!(!has(&[&format!("c: {text}")], Act::AskInfo), "{text}");
    }
}

#[test]
fn what_as_a_turn_is_a_repair_and_within_prose_it_is_not() {
    assert!(has(&["a: Your escrow is short.", "c: What?"], Act::OirOpen));
    let prose = ["a: Your escrow is short.", "c: That is what I paid."];
    assert!(!has(&prose, Act::OirOpen) && !has(&prose, Act::AskInfo));
}

#[test]
fn a_wish_about_the_manner_is_a_style_request() {
    for text in ["Shorter, please.", "Can you say it in plain words?", "Please answer as a list."] {
        assert!(
            has(&["a: It is a long story.", &format!("c: {text}")], Act::StyleRequest),
            "{text}"
        );
    }
    assert!(!has(&["a: It is a long story.", "c: I have a short dog."], Act::StyleRequest));
}

#[test]
fn speech_is_read_without_its_marks() {
    let mut session = Session::default();
    let mut hints = Hints::default();
    hints.modality = Some(Modality::Speech);
    let report = session.observe(&Turn::client("where is um my parcel").hints(hints)).unwrap();
    assert!(report.clarification.acts.iter().any(|hit| hit.act.asks()));
}

#[test]
fn in_another_language_only_the_question_mark_is_read() {
    let mut session = Session::default();
    let mut hints = Hints::default();
    hints.language = Some("es".into());
    let turn = Turn::client("¿Dónde está mi paquete? Gracias.").hints(hints);
    let seen = session.observe(&turn).unwrap().clarification;
    let asks: Vec<Act> = seen.acts.iter().map(|hit| hit.act).collect();
    assert_eq!(asks, [Act::AskInfo, Act::Inform]);
    assert!(seen.acts.iter().all(|hit| hit.confidence() < 0.5));
    assert_eq!(seen.low_confidence.map(|reason| reason.name()), Some("language"));
}

#[test]
fn the_hosts_hint_decides_on_a_pushback() {
    let act = |pushback: Option<bool>| {
        let mut session = Session::default();
        session.observe(&Turn::agent("It was built in 1901.")).unwrap();
        let mut hints = Hints::default();
        hints.pushback = pushback;
        let turn = Turn::client("Are you sure?").hints(hints);
        let seen = session.observe(&turn).unwrap().clarification;
        seen.acts.iter().any(|hit| hit.act == Act::Pushback)
    };
    assert!(act(Some(true)) && !act(Some(false)));
}

#[test]
fn experimental_acts_are_off_by_default() {
    let text = "On the one hand part of you wants to stay.";
    let acts = |config: Config| {
        let mut session = Engine::new(config).unwrap().session();
        session.observe(&Turn::client("I do not know whether to go.")).unwrap();
        session.observe(&Turn::agent(text)).unwrap().clarification.acts.to_vec()
    };
    let mut config = Config::default();
    assert!(acts(config.clone()).iter().all(|hit| !hit.act.is_experimental()));
    config.clarification.experimental = true;
    assert!(acts(config).iter().any(|hit| hit.act == Act::ReflectComplex));
}
