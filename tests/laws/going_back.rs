//! Going back: from a snapshot, by rewind, by redact and forget.

use crate::dialogue::{
    ALL, DIALIGN, KEYED, SMALL_WINDOW, Said, TINY_VOCABULARY, TWO_SPEAKERS, bits, cases, config,
    dialogue, engine, observe_all, report_figures, state, visible,
};
use lingsync::{Engine, ErrorKind, Session, Turn, config::Retention};
use proptest::{collection::vec, prelude::*};

/// What may happen to a session beside turns.
#[derive(Clone, Debug)]
enum Event {
    Turns(Vec<Said>),
    Redact(prop::sample::Index),
    Forget(&'static str),
    Rewind(prop::sample::Index),
    Restore,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let name = prop::sample::select(&["Ana", "Ben", "Cem"][..]);
    let event = prop_oneof![
        4 => dialogue(1..9).prop_map(Event::Turns),
        1 => any::<prop::sample::Index>().prop_map(Event::Redact),
        1 => name.prop_map(Event::Forget),
        1 => any::<prop::sample::Index>().prop_map(Event::Rewind),
        1 => Just(Event::Restore),
    ];
    vec(event, 1..8)
}

fn happen(session: &mut Session, event: &Event) {
    let turns = session.turns() as usize;
    match event {
        Event::Turns(dialogue) => drop(observe_all(session, dialogue)),
        Event::Redact(at) if turns > 0 => drop(session.redact(at.index(turns) as u32).unwrap()),
        Event::Redact(_) => {}
        Event::Forget(name) => drop(session.forget(name)),
        Event::Rewind(at) => {
            let to = at.index(turns + 1) as u32;
            session.rewind(to.max(oldest(session))).unwrap();
        }
        Event::Restore => {
            *session = session.engine().restore(&session.snapshot().unwrap()).unwrap()
        }
    }
}

/// The oldest turn that the session can be rewound to, as its own error names it.
fn oldest(session: &Session) -> u32 {
    match session.clone().rewind(0) {
        Ok(()) => 0,
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::RewindTooFar);
            let message = error.to_string();
            let numbers = message.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
            let numbers: Vec<u32> = numbers.map(|n| n.parse().unwrap()).collect();
            assert_eq!((numbers.len(), numbers[0]), (2, 0), "{message}");
            numbers[1]
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_restored_session_goes_on_as_the_first_would(
        bits in bits(ALL),
        before in events(),
        after in dialogue(0..16),
    ) {
        let mut session = engine(bits).session();
        before.iter().for_each(|event| happen(&mut session, event));
        let snapshot = session.snapshot().unwrap();
        let mut restored = session.engine().restore(&snapshot).unwrap();
        prop_assert!(restored.snapshot().unwrap() == snapshot, "the snapshot of a restored session");
        prop_assert_eq!(state(&restored), state(&session));
        for said in &after {
            prop_assert_eq!(restored.observe(&said.turn()), session.observe(&said.turn()));
            prop_assert_eq!(oldest(&restored), oldest(&session));
        }
        prop_assert_eq!(state(&restored), state(&session));
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn a_rewound_session_has_never_seen_the_later_turns(
        bits in bits(ALL),
        dialogue in dialogue(1..30),
        after in dialogue(2..5),
    ) {
        let mut session = engine(bits).session();
        let mut prefixes = vec![session.clone()];
        for said in &dialogue {
            session.observe(&said.turn()).unwrap();
            prefixes.push(session.clone());
        }
        let oldest = oldest(&session);
        prop_assert_eq!(oldest > 0, session.summary().lexical.window.slid);
        for (turn, prefix) in prefixes.iter().enumerate() {
            let mut rewound = session.clone();
            if (turn as u32) < oldest {
                let error = rewound.rewind(turn as u32).unwrap_err();
                prop_assert_eq!(error.kind(), ErrorKind::RewindTooFar);
                prop_assert!(error.to_string().contains(&oldest.to_string()), "{}", error);
                continue;
            }
            rewound.rewind(turn as u32).unwrap();
            prop_assert_eq!(state(&rewound), state(prefix), "rewound to {}", turn);
            let mut prefix = prefix.clone();
            for said in &after {
                prop_assert_eq!(rewound.observe(&said.turn()), prefix.observe(&said.turn()));
            }
            prop_assert_eq!(rewound.summary(), prefix.summary());
            prop_assert!(rewound.snapshot() == prefix.snapshot(), "rewound to {}", turn);
        }
    }

    // A vocabulary or a list of speakers that is full remembers in what order it was filled, so
    // both keep their default size here.
    #[test]
    fn a_redacted_turn_is_as_an_empty_one(
        bits in bits(ALL & !(DIALIGN | SMALL_WINDOW | TINY_VOCABULARY)),
        dialogue in dialogue(1..16),
        at in any::<prop::sample::Index>(),
        after in dialogue(1..6),
    ) {
        let turn = at.index(dialogue.len());
        let (mut session, mut expected) = (engine(bits).session(), engine(bits).session());
        observe_all(&mut session, &dialogue);
        let mut emptied = dialogue;
        emptied[turn] = emptied[turn].emptied();
        observe_all(&mut expected, &emptied);
        let done = session.redact(turn as u32).unwrap();
        prop_assert_eq!((done.turns, done.totals_kept), (1, false));
        prop_assert_eq!(session.summary().redacted(), 1);
        follow(&mut session, &mut expected, &after)?;
    }

    #[test]
    fn a_forgotten_speaker_has_said_nothing(
        bits in bits(ALL & !(DIALIGN | SMALL_WINDOW | TINY_VOCABULARY | TWO_SPEAKERS)),
        mut dialogue in dialogue(1..16),
        mut after in dialogue(1..6),
    ) {
        dialogue[0].speaker = Some("Ana");
        // When the label comes back it is a new one, so it does not here.
        after.iter_mut().for_each(|said| said.speaker = said.speaker.filter(|name| *name != "Ana"));
        let (mut session, mut expected) = (engine(bits).session(), engine(bits).session());
        observe_all(&mut session, &dialogue);
        let is_ana = |said: &Said| said.speaker == Some("Ana");
        let emptied: Vec<Said> = dialogue
            .iter()
            .map(|said| if is_ana(said) { said.emptied() } else { said.clone() })
            .collect();
        observe_all(&mut expected, &emptied);
        let done = session.forget("Ana").unwrap();
        let turns = dialogue.iter().filter(|said| is_ana(said)).count() as u32;
        prop_assert_eq!((done.turns, done.totals_kept), (turns, false));
        prop_assert!(!holds(&session.snapshot().unwrap(), "Ana"));
        prop_assert_eq!(session.forget("Ana").unwrap_err().kind(), ErrorKind::UnknownSpeaker);
        follow(&mut session, &mut expected, &after)?;
    }

    #[test]
    fn what_has_left_the_window_is_redacted_without_its_totals(
        bits in bits(ALL & !(KEYED | DIALIGN)),
        dialogue in dialogue(20..40),
        at in any::<prop::sample::Index>(),
    ) {
        let mut dialogue = dialogue;
        let turn = at.index(dialogue.len());
        dialogue[turn].text = "xylophone marmalade".into();
        dialogue[turn].exclude = None;
        let mut session = engine(bits | SMALL_WINDOW).session();
        observe_all(&mut session, &dialogue);
        let (oldest, words) = (oldest(&session), session.summary().words());
        let done = session.redact(turn as u32).unwrap();
        prop_assert_eq!(done.totals_kept, (turn as u32) < oldest);
        prop_assert!(!done.totals_kept || session.summary().words() == words);
        let snapshot = session.snapshot().unwrap();
        prop_assert!(!holds(&snapshot, "xylophone") && !holds(&snapshot, "marmalade"));
        prop_assert_eq!(session.turns() as usize, dialogue.len());
        let mut other = dialogue[turn].clone();
        other.speaker = Some("Eve");
        session.observe(&other.turn()).ok();
        if let Ok(done) = session.forget("Eve") {
            prop_assert_eq!(done.totals_kept, session.summary().lexical.window.slid);
        }
    }
}

/// Whether both sessions say the same from here on.
fn follow(
    session: &mut Session,
    expected: &mut Session,
    after: &[Said],
) -> Result<(), TestCaseError> {
    prop_assert_eq!(visible(session), visible(expected));
    for said in after {
        let one = session.observe(&said.turn()).unwrap();
        let two = expected.observe(&said.turn()).unwrap();
        prop_assert_eq!(report_figures(&one), report_figures(&two));
    }
    prop_assert_eq!(visible(session), visible(expected));
    Ok(())
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

#[test]
fn a_turn_redacted_under_the_rules_of_dialign_is_as_an_empty_one() {
    let engine = engine(DIALIGN);
    let (mut session, mut expected) = (engine.session(), engine.session());
    for (text, emptied) in [("a b", "a b"), ("a b c", ""), ("a", "a")] {
        session.observe(&Turn::client(text)).unwrap();
        expected.observe(&Turn::client(emptied)).unwrap();
    }
    session.redact(1).unwrap();
    assert_eq!(visible(&session), visible(&expected));
}

#[test]
fn a_word_beyond_the_vocabulary_means_the_same_when_it_is_replayed() {
    let engine = engine(TINY_VOCABULARY);
    let mut session = engine.session();
    for turn in [Turn::client("b a"), Turn::agent("box don't stars the")] {
        session.observe(&turn).unwrap();
    }
    let restored = engine.restore(&session.snapshot().unwrap()).unwrap();
    let structure = |session: &Session| {
        let reuse = session.summary().lexical.pairs[0].reuse.clone();
        reuse.into_iter().find(|(name, _)| *name == "structure_1")
    };
    assert_eq!(structure(&restored), structure(&session));
    assert_eq!(restored.summary(), session.summary());
}

#[test]
fn without_retention_there_is_no_way_back() {
    let mut config = config(0);
    config.retention = Retention::None;
    let mut session = Engine::new(config).unwrap().session();
    session.observe(&Turn::client("a b").speaker("Ana")).unwrap();
    let kinds = [
        session.rewind(0).unwrap_err().kind(),
        session.snapshot().unwrap_err().kind(),
        session.engine().restore(b"").unwrap_err().kind(),
    ];
    assert_eq!(kinds, [ErrorKind::Retention; 3]);
    assert_eq!(session.turns(), 1);
    assert_eq!(session.redact(0).unwrap().turns, 1);
    assert_eq!(session.forget("Ana").unwrap().turns, 1);
    assert_eq!(session.summary().words(), 0);
}
