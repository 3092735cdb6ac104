//! Taking turns in: preview equals observe, errors change nothing, seeds do not show, and what the
//! window has lost does not count.

use crate::{
    dialogue::{
        ALL, ALL_SPEAKERS, Bits, FULL, KEYED, SHARINGS, SMALL_WINDOW, TINY_VOCABULARY, bits, cases,
        config, dialogue, engine, observe_all, said, state,
    },
    naive::figures::figures,
};
use lingsync::{
    Claim, Engine, ErrorKind, Hints, Mention, Result, Session, Span, Stance, StanceHint, Turn,
    Verdict,
};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_preview_equals_the_observation_and_changes_nothing(
        bits in bits(ALL),
        dialogue in dialogue(1..26),
        other in said(),
    ) {
        let mut session = engine(bits).session();
        for said in &dialogue {
            let before = session.snapshot().unwrap();
            session.preview(&other.turn()).unwrap();
            let preview = session.preview(&said.turn()).unwrap();
            prop_assert!(session.snapshot().unwrap() == before, "a preview changed the state");
            let report = session.observe(&said.turn()).unwrap();
            #[cfg(feature = "json")]
            prop_assert_eq!(preview.to_json(), report.to_json());
            prop_assert_eq!(preview, report);
        }
    }

    #[test]
    fn previews_between_turns_leave_the_rest_of_the_conversation_as_it_was(
        bits in bits(ALL),
        dialogue in dialogue(1..26),
        other in said(),
    ) {
        let engine = engine(bits);
        let (mut asked, mut plain) = (engine.session(), engine.session());
        for said in &dialogue {
            asked.preview(&other.turn()).unwrap();
            let _ = (asked.summary(), asked.lexicon(SHARINGS[0]));
            prop_assert_eq!(asked.observe(&said.turn()), plain.observe(&said.turn()));
        }
        prop_assert_eq!(state(&asked), state(&plain));
    }

    #[test]
    fn two_hasher_seeds_give_the_same_bytes(
        bits in bits(ALL),
        dialogue in dialogue(1..26),
        seeds in any::<(u64, u64)>(),
    ) {
        let session = |seed| {
            let builder = Engine::builder(config(bits | FULL)).key([7; 16]);
            builder.hasher_seed(seed).build().unwrap().session()
        };
        let (mut one, mut two) = (session(seeds.0), session(seeds.1));
        let reports = (observe_all(&mut one, &dialogue), observe_all(&mut two, &dialogue));
        prop_assert_eq!(&reports.0, &reports.1);
        prop_assert_eq!(state(&one), state(&two));
        #[cfg(feature = "json")]
        {
            for (one, two) in reports.0.iter().zip(&reports.1) {
                prop_assert_eq!(one.to_json(), two.to_json());
            }
            prop_assert_eq!(one.summary().to_json(), two.summary().to_json());
            for sharing in SHARINGS {
                prop_assert_eq!(one.lexicon(sharing).to_json(), two.lexicon(sharing).to_json());
            }
        }
    }

    #[test]
    fn figures_are_those_of_a_conversation_that_began_with_the_window(
        bits in bits(ALL & !(TINY_VOCABULARY | ALL_SPEAKERS)),
        dialogue in dialogue(12..40),
    ) {
        let windowed = config(bits | SMALL_WINDOW);
        let mut endless = windowed.clone();
        endless.lexical.window_tokens = 0;
        let build = |config| Engine::builder(config).key([7; 16]).build().unwrap();
        let (windowed, endless) = (build(windowed), build(endless));
        let (mut session, mut fresh) = (windowed.session(), endless.session());
        let mut start = 0;
        for (number, said) in dialogue.iter().enumerate() {
            let window = session.summary().lexical.window;
            if window.first_turn != start {
                start = window.first_turn;
                fresh.reset();
                observe_all(&mut fresh, &dialogue[start as usize..number]);
                let summary = fresh.summary();
                prop_assert!(window.slid);
                prop_assert_eq!(summary.vocabulary, session.summary().vocabulary);
                prop_assert_eq!(window.words, summary.lexical.window.words);
            }
            let seen = session.observe(&said.turn()).unwrap().lexical;
            let expected = fresh.observe(&said.turn()).unwrap().lexical;
            prop_assert_eq!(figures(&seen, start, true), figures(&expected, 0, true));
        }
        if session.summary().lexical.window.first_turn == start {
            same_distances(&session, &fresh)?;
        }
    }
}

/// The distances between the parties are over the window too.
fn same_distances(session: &Session, fresh: &Session) -> std::result::Result<(), TestCaseError> {
    for pair in fresh.summary().lexical.pairs {
        let of = |session: &Session| session.lexical().distance(pair.party, pair.towards);
        prop_assert_eq!(of(session), of(fresh));
    }
    Ok(())
}

const WITHIN: &str = "a b the box";

fn with_hints(text: &'static str, set: impl FnOnce(&mut Hints)) -> Turn<'static> {
    let mut hints = Hints::default();
    set(&mut hints);
    Turn::agent(text).hints(hints)
}

fn claim(set: impl FnOnce(&mut Claim)) -> Turn<'static> {
    let mut claim = Claim::new("c", "t", Verdict::True);
    set(&mut claim);
    with_hints(WITHIN, |hints| hints.claims.push(claim))
}

fn stance(id: &str, confidence: f64) -> Turn<'static> {
    let mut stance = StanceHint::new(id, Stance::Holds);
    stance.confidence = Some(confidence);
    with_hints(WITHIN, |hints| hints.stances.push(stance))
}

fn series(series: &[(&str, f64)]) -> Turn<'static> {
    let series = series.iter().map(|(name, value)| (String::from(*name), *value)).collect();
    with_hints(WITHIN, |hints| hints.series = series)
}

fn exclude(text: &'static str, start: u32, end: u32) -> Turn<'static> {
    with_hints(text, |hints| hints.exclude.push(Span::new(start, end)))
}

/// Turns that no session takes, with the name of what is wrong with them.
fn bad_turns() -> Vec<(&'static str, ErrorKind, Turn<'static>)> {
    use ErrorKind::{InvalidHint, LimitExceeded};
    let many_claims = (0..33).map(|n| Claim::new(n.to_string(), "t", Verdict::True)).collect();
    let many_series: Vec<_> = (10..27).map(|n| (n.to_string(), 1.0)).collect();
    let twice = vec![Claim::new("c", "t", Verdict::True), Claim::new("c", "u", Verdict::False)];
    vec![
        ("text too long", LimitExceeded, Turn::client("word ".repeat(200))),
        ("label too long", LimitExceeded, Turn::client(WITHIN).speaker("x".repeat(1025))),
        ("hints too long", LimitExceeded, claim(|c| c.text = "x".repeat(2000))),
        ("unknown hint", InvalidHint, with_hints(WITHIN, |h| h.unknown = 1)),
        ("33 claims", InvalidHint, with_hints(WITHIN, |h| h.claims = many_claims)),
        (
            "33 stances",
            InvalidHint,
            with_hints(WITHIN, |h| {
                h.stances = vec![StanceHint::new("c", Stance::Denies); 33];
            }),
        ),
        (
            "65 mentions",
            InvalidHint,
            with_hints(WITHIN, |h| {
                h.mentions = vec![Mention::new("e", 0, 1); 65];
            }),
        ),
        ("17 series", InvalidHint, with_hints(WITHIN, |h| h.series = many_series)),
        (
            "1025 spans",
            InvalidHint,
            with_hints(WITHIN, |h| {
                h.exclude = vec![Span::new(0, 1); 1025];
            }),
        ),
        ("claim without id", InvalidHint, claim(|c| c.id.clear())),
        ("claim twice", InvalidHint, with_hints(WITHIN, |h| h.claims = twice)),
        ("claim confidence", InvalidHint, claim(|c| c.confidence = Some(1.5))),
        ("claim span", InvalidHint, claim(|c| c.span = Some(Span::new(3, 99)))),
        ("empty keyword", InvalidHint, claim(|c| c.keywords_any.push(String::new()))),
        ("empty counter-keyword", InvalidHint, claim(|c| c.keywords_none.push(String::new()))),
        ("stance without claim", InvalidHint, stance("", 0.5)),
        ("stance confidence", InvalidHint, stance("c", f64::NAN)),
        (
            "mention without entity",
            InvalidHint,
            with_hints(WITHIN, |h| {
                h.mentions.push(Mention::new("", 0, 1));
            }),
        ),
        (
            "mention outside",
            InvalidHint,
            with_hints(WITHIN, |h| {
                h.mentions.push(Mention::new("e", 4, 99));
            }),
        ),
        ("series without name", InvalidHint, series(&[("", 1.0)])),
        ("series not finite", InvalidHint, series(&[("a", f64::INFINITY)])),
        ("series out of order", InvalidHint, series(&[("b", 1.0), ("a", 1.0)])),
        ("ambiguous", InvalidHint, with_hints(WITHIN, |h| h.ambiguous = Some(-0.1))),
        ("referent", InvalidHint, with_hints(WITHIN, |h| h.referent = Some(String::new()))),
        ("language", InvalidHint, with_hints(WITHIN, |h| h.language = Some("en_US".into()))),
        ("duration", InvalidHint, with_hints(WITHIN, |h| h.duration_ms = Some(-1.0))),
        ("span reversed", InvalidHint, exclude(WITHIN, 3, 1)),
        ("span inside a character", InvalidHint, exclude("é a", 1, 3)),
        ("span beyond the text", InvalidHint, exclude(WITHIN, 0, 99)),
    ]
}

type Call = fn(&mut Session) -> Result<()>;

/// Other calls that must fail on a session of fewer than 100 turns.
const BAD_CALLS: [(&str, ErrorKind, Call); 5] = [
    ("rewind to the future", ErrorKind::UnknownTurn, |s| s.rewind(s.turns() + 1)),
    ("rewind to turn 4 billion", ErrorKind::UnknownTurn, |s| s.rewind(u32::MAX)),
    ("redact the next turn", ErrorKind::UnknownTurn, |s| s.redact(s.turns()).map(drop)),
    ("forget a stranger", ErrorKind::UnknownSpeaker, |s| s.forget("Zoe").map(drop)),
    ("restore nonsense", ErrorKind::InvalidSnapshot, |s| {
        let engine = s.engine().clone();
        engine.restore(b"nonsense").map(|restored| *s = restored)
    }),
];

fn strict_engine(bits: Bits) -> Engine {
    let mut config = config(bits);
    config.strict = true;
    config.limits.max_turn_bytes = 900;
    config.limits.max_hint_bytes = 1500;
    Engine::builder(config).key([7; 16]).build().unwrap()
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn an_error_leaves_everything_as_it_was(
        bits in bits(ALL),
        mut dialogue in dialogue(1..26),
        next in said(),
    ) {
        dialogue.push(next);
        dialogue.iter_mut().for_each(|said| said.unknown = 0);
        let next = dialogue.pop().unwrap();
        let mut session = strict_engine(bits).session();
        observe_all(&mut session, &dialogue);
        let untouched = session.clone();
        let before = state(&session);
        for (name, kind, turn) in bad_turns() {
            let error = session.preview(&turn).expect_err(name);
            prop_assert_eq!(error.kind(), kind, "{}", name);
            prop_assert_eq!(session.observe(&turn).expect_err(name), error);
            prop_assert!(session.snapshot().unwrap() == before.snapshot, "{} left a trace", name);
        }
        for (name, kind, call) in BAD_CALLS {
            prop_assert_eq!(call(&mut session).expect_err(name).kind(), kind, "{}", name);
            prop_assert!(session.snapshot().unwrap() == before.snapshot, "{} left a trace", name);
        }
        if session.summary().lexical.window.slid {
            let error = session.rewind(0).unwrap_err();
            prop_assert_eq!(error.kind(), ErrorKind::RewindTooFar);
        }
        prop_assert_eq!(state(&session), before);
        let mut untouched = untouched;
        prop_assert_eq!(session.observe(&next.turn()), untouched.observe(&next.turn()));
        prop_assert_eq!(state(&session), state(&untouched));
    }
}

#[test]
fn a_snapshot_of_another_engine_is_refused_by_what_differs() {
    let snapshot = |bits| {
        let mut session = engine(bits).session();
        session.observe(&Turn::client("a b")).unwrap();
        session.snapshot().unwrap()
    };
    let kind = |engine: &Engine, bytes: &[u8]| engine.restore(bytes).unwrap_err().kind();
    assert_eq!(kind(&engine(SMALL_WINDOW), &snapshot(0)), ErrorKind::ConfigMismatch);
    assert_eq!(kind(&engine(KEYED), &snapshot(0)), ErrorKind::ConfigMismatch);
    let other_key = Engine::builder(config(KEYED)).key([8; 16]).build().unwrap();
    assert_eq!(kind(&other_key, &snapshot(KEYED)), ErrorKind::KeyMismatch);
    let mut small = config(0);
    small.limits.max_snapshot_bytes = 20;
    let small = Engine::new(small).unwrap();
    assert_eq!(kind(&small, &snapshot(0)), ErrorKind::LimitExceeded);
    assert!(engine(FULL).restore(&snapshot(0)).is_ok(), "detail shapes no state");
}
