//! Input that is empty, odd, foreign, out of order or wrong, with the register in full detail: a
//! report with typed reasons, or a typed error that leaves no trace.

use crate::talk::{observe, session};
use lingsync::{
    Config, Engine, ErrorKind, Hints, Measure, Party, RegisterObservation, Session, Turn,
    TurnReport, Undefined,
    register::{Dimension, RegisterBackground, Strategy},
};
use proptest::prelude::*;

const MODELLED: [Dimension; 8] = [
    Dimension::Formality,
    Dimension::Politeness,
    Dimension::Valence,
    Dimension::Arousal,
    Dimension::Warmth,
    Dimension::Distress,
    Dimension::Hostility,
    Dimension::Doubt,
];

fn with_hints(turn: Turn<'_>, set: impl FnOnce(&mut Hints)) -> Turn<'_> {
    let mut hints = turn.hints.clone();
    set(&mut hints);
    turn.hints(hints)
}

/// The report of a reply to an ordinary turn.
fn reply(text: &str) -> TurnReport {
    let mut session = session();
    observe(&mut session, &Turn::client("Could you please tell me where my parcel is?").at(1_000));
    let report = observe(&mut session, &Turn::agent(text).at(3_500));
    usable(&mut session);
    report
}

/// Whether a session still works: a turn, a summary and a way back from a snapshot.
fn usable(session: &mut Session) {
    observe(session, &Turn::client("Thank you, that is what I wanted to know."));
    assert!(session.summary().to_json().starts_with('{'));
    let restored = session.engine().restore(&session.snapshot().unwrap()).unwrap();
    assert_eq!(restored.summary(), session.summary());
}

/// Asserts that everything bound to the pack is undefined for this reason, and the rest is not.
fn nothing_bound_to_the_pack(seen: &RegisterObservation, reason: Undefined, text: &str) {
    for dimension in Dimension::ALL.iter().filter(|dimension| dimension.is_pack_bound()) {
        let found = seen.measure(*dimension);
        assert_eq!(found, Measure::Undefined(reason), "{dimension} of {text:?}");
    }
    assert_eq!(seen.receptiveness_raw, Measure::Undefined(reason), "{text:?}");
    assert_eq!(seen.vader.err(), Some(reason), "{text:?}");
    assert_eq!(seen.strategies.err(), Some(reason), "{text:?}");
    assert_eq!(seen.style.err(), Some(reason), "{text:?}");
    assert_eq!(seen.readability.flesch, Measure::Undefined(reason), "{text:?}");
    assert!(seen.evidence.is_empty() && seen.strategy_hits.is_empty(), "{text:?}");
    assert!(seen.measure(Dimension::Verbosity).value().is_some(), "{text:?}");
    assert_eq!(seen.rhythm.latency, Measure::Value(2.5), "{text:?}");
}

fn all_defined(seen: &RegisterObservation) {
    for dimension in Dimension::ALL {
        let value = seen.measure(*dimension).value();
        assert!(value.is_some_and(|value| value.abs() <= 1e5), "{dimension}: {value:?}");
    }
    assert!(seen.vader.is_ok() && seen.strategies.is_ok() && seen.style.is_ok());
}

#[test]
fn a_turn_without_words_has_no_register() {
    for text in ["", "   \t ", "\n\n\n", "...", "?!?!?!", "---", "\u{200b}"] {
        let seen = reply(text).register;
        assert_eq!((seen.rhythm.words, seen.rhythm.capitals), (0, 0), "{text:?}");
        nothing_bound_to_the_pack(&seen, Undefined::Empty, text);
        assert_eq!(seen.measure(Dimension::Verbosity), Measure::Value(0.0));
    }
}

#[test]
fn one_word_has_a_register() {
    for text in ["Yes", "no", "OK!", "x"] {
        let seen = reply(text).register;
        assert_eq!(seen.rhythm.words, 1);
        all_defined(&seen);
    }
}

#[test]
fn fifty_exclamation_marks_are_fifty_marks() {
    let alone = reply(&"!".repeat(50)).register;
    assert_eq!(alone.rhythm.exclamation, 50);
    nothing_bound_to_the_pack(&alone, Undefined::Empty, "50 exclamation marks");
    let seen = reply(&format!("This is wrong{}", "!".repeat(50))).register;
    assert_eq!((seen.rhythm.words, seen.rhythm.exclamation), (3, 50));
    all_defined(&seen);
    // VADER counts four of them.
    let four = reply("This is wrong!!!!").register;
    assert_eq!(seen.vader, four.vader);
}

#[test]
fn an_invisible_letter_inside_a_word_hides_no_strategy_and_no_word_of_style() {
    let plain = Session::default().observe(&Turn::client("thank you so much")).unwrap().register;
    assert!(plain.strategies.unwrap().contains(Strategy::Gratitude));
    for hidden in ["th\u{200d}ank you so much", "tha\u{ad}nk y\u{2060}ou so much"] {
        let seen = Session::default().observe(&Turn::client(hidden)).unwrap().register;
        assert_eq!(seen.strategies, plain.strategies, "{hidden:?}");
        assert_eq!(seen.style, plain.style, "{hidden:?}");
    }
}

#[test]
fn a_space_that_does_not_break_parts_words_for_the_strategies_as_any_other() {
    let strategies = |text: &str| {
        Session::default().observe(&Turn::client(text)).unwrap().register.strategies.unwrap()
    };
    let plain = strategies("Thank you so much, could you please help?");
    for space in ['\u{a0}', '\u{2009}', '\u{3000}'] {
        let text = format!("Thank you{space}so much, could{space}you please{space}help?");
        assert_eq!(strategies(&text), plain, "{space:?}");
    }
}

#[test]
fn emoji_alone_are_counted_but_are_no_words() {
    for (text, emoji) in [("😀", 1), ("😀😀😀", 3), ("👩‍👩‍👧 👍🏽 ❤️", 3)]
    {
        let seen = reply(text).register;
        assert_eq!((seen.rhythm.words, seen.rhythm.emoji), (0, emoji), "{text}");
        nothing_bound_to_the_pack(&seen, Undefined::Empty, text);
    }
}

#[test]
fn code_alone_has_no_register_however_it_reads() {
    for text in ["```\nthank you so much!!!\nfn main() {}\n```", "```python\nprint('hi')"] {
        let report = reply(text);
        assert_eq!(report.text.words, 0);
        assert!(report.text.code_share().hits > 0);
        assert_eq!(report.register.rhythm.exclamation, 0);
        nothing_bound_to_the_pack(&report.register, Undefined::Empty, text);
    }
}

const FOREIGN: [(&str, &str); 4] = [
    ("es", "No sé dónde está mi paquete, ¿me podría ayudar, por favor?"),
    ("zh-Hans", "我的包裹在哪里？请帮帮我！"),
    ("ar", "أين طردي؟ هل يمكنك مساعدتي من فضلك؟"),
    ("de", "Wo ist mein Paket? Danke!"),
];

#[test]
fn a_turn_in_another_language_is_undefined_with_that_reason() {
    for (language, text) in FOREIGN {
        let mut session = session();
        observe(&mut session, &Turn::client("Where is my parcel?").at(1_000));
        let turn = with_hints(Turn::agent(text).at(3_500), |h| h.language = Some(language.into()));
        let report = observe(&mut session, &turn);
        nothing_bound_to_the_pack(&report.register, Undefined::Language, text);
        assert!(report.register.rhythm.words > 0, "{text}");
        let json = report.to_json();
        assert!(json.contains(r#""formality":null"#) && json.contains(r#""language""#), "{json}");
        usable(&mut session);
    }
}

#[test]
fn a_turn_in_another_language_without_a_hint_gives_a_report() {
    for (_, text) in FOREIGN {
        let seen = reply(text).register;
        assert!(seen.rhythm.words > 0 && seen.formality.value().is_some(), "{text}");
    }
}

/// What the agent's replies say of style when every second one is in another language.
fn style_with(foreign: bool) -> (Option<f64>, Vec<Measure>) {
    let mut session = session();
    for number in 0..24 {
        let client = ["I do not know the way to it", "You are late with a box"][number % 2];
        observe(&mut session, &Turn::client(client));
        observe(
            &mut session,
            &Turn::agent(["I will not send the box", "We have a box"][number % 2]),
        );
        if foreign {
            observe(&mut session, &Turn::client("I do not know the way to it"));
            let turn = Turn::agent("No sé dónde está, pero la caja no llegó");
            observe(&mut session, &with_hints(turn, |h| h.language = Some("es".into())));
        }
    }
    let summary = session.summary().register;
    let pair = summary.pair(Party::AGENT, Party::CLIENT).unwrap();
    let coordination = pair.coordination.iter().map(|(_, score)| *score);
    (pair.rlsm.value.value(), coordination.collect())
}

#[test]
fn replies_in_another_language_do_not_count_as_replies_without_function_words() {
    let (rlsm, coordination) = style_with(false);
    assert!(rlsm.is_some() && coordination.iter().any(|score| score.value() != Some(0.0)));
    assert_eq!(style_with(true), (rlsm, coordination));
}

#[test]
fn a_reply_of_4096_words_is_read_whole() {
    let text = "We are sorry, but the parcel was lost on the way to you. ".repeat(342);
    let text: Vec<&str> = text.split_inclusive(' ').take(4_096).collect();
    let report = reply(&text.concat());
    assert_eq!(report.register.rhythm.words, 4_096);
    all_defined(&report.register);
    assert!(report.register.strategy_hits.len() <= 64);
    assert!(report.register.evidence.len() <= 3 * MODELLED.len());
}

#[test]
fn one_word_of_a_megabyte_is_read() {
    let report = reply(&"a".repeat(1 << 20));
    assert_eq!(report.register.rhythm.words, 1);
    all_defined(&report.register);
}

#[test]
fn without_times_there_is_no_latency() {
    let mut session = session();
    for turn in [Turn::client("Hello there"), Turn::agent("Hello"), Turn::client("Well").at(5)] {
        let seen = observe(&mut session, &turn).register;
        assert_eq!(seen.rhythm.latency, Measure::Undefined(Undefined::NoTime));
    }
    let seen = observe(&mut session, &Turn::agent("Yes")).register;
    assert_eq!(seen.rhythm.latency, Measure::Undefined(Undefined::NoTime));
    let level = session.register().series(Dimension::Latency).level(1);
    assert_eq!(level.mean, Measure::Undefined(Undefined::NotAvailable));
}

#[test]
fn a_time_that_goes_backwards_has_no_latency_and_the_turn_is_kept() {
    let mut session = session();
    let latency = |session: &mut Session, turn: Turn<'_>| {
        let report = observe(session, &turn);
        (report.clock_backwards, report.register.rhythm.latency.value())
    };
    assert_eq!(latency(&mut session, Turn::client("one").at(10_000)), (false, None));
    assert_eq!(latency(&mut session, Turn::agent("two").at(4_000)), (true, None));
    assert_eq!(latency(&mut session, Turn::client("three").at(5_000)), (false, Some(1.0)));
    assert_eq!(session.turns(), 3);
    assert_eq!(session.summary().clock_backwards(), 1);
    assert_eq!(session.register().series(Dimension::Verbosity).level(1).n, 1);
}

#[test]
fn times_at_the_ends_of_their_range_give_finite_figures() {
    let mut session = session();
    for (number, at) in [i64::MIN, i64::MAX, i64::MIN, 0, i64::MAX].into_iter().enumerate() {
        let text = "It is late, and I am tired.";
        let turn = if number % 2 == 0 { Turn::client(text) } else { Turn::agent(text) };
        let turn = with_hints(turn.at(at), |hints| hints.duration_ms = Some(f64::MAX));
        let latency = observe(&mut session, &turn).register.rhythm.latency;
        assert!(latency.value().is_none_or(f64::is_finite), "{latency:?}");
    }
    usable(&mut session);
}

fn series(entries: &[(&str, f64)]) -> Turn<'static> {
    let turn = Turn::agent("We have sent the parcel to you.");
    let entries = entries.iter().map(|(name, value)| (String::from(*name), *value)).collect();
    with_hints(turn, |hints| hints.series = entries)
}

fn after_a_few_turns() -> Session {
    let mut session = session();
    for (number, text) in ["Where is it?", "It is on its way.", "And when?"].iter().enumerate() {
        let turn = if number % 2 == 0 { Turn::client(*text) } else { Turn::agent(*text) };
        let turn = with_hints(turn.at(number as i64 * 1_000), |hints| {
            hints.set_series("pitch", 110.0 + number as f64);
        });
        observe(&mut session, &turn);
    }
    session
}

#[test]
fn a_series_that_is_no_number_is_refused_and_leaves_no_trace() {
    let mut session = after_a_few_turns();
    let (before, summary) = (session.snapshot().unwrap(), session.summary());
    let mut untouched = session.clone();
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -f64::NAN] {
        for turn in [
            series(&[("pitch", wrong)]),
            series(&[("loudness", 60.0), ("pitch", wrong)]),
            series(&[("loudness", wrong), ("pitch", 120.0)]),
        ] {
            let error = session.observe(&turn).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidHint);
            assert!(error.to_string().contains("not finite"), "{error}");
            assert_eq!(session.preview(&turn).unwrap_err(), error);
            assert_eq!(session.snapshot().unwrap(), before);
            assert_eq!(session.summary(), summary);
        }
    }
    let next = series(&[("pitch", 120.0)]);
    assert_eq!(session.observe(&next), untouched.observe(&next));
    assert_eq!(session.summary(), untouched.summary());
}

#[test]
fn a_batch_with_a_bad_series_is_refused_whole() {
    let mut session = after_a_few_turns();
    let before = session.snapshot().unwrap();
    let turns = [series(&[("pitch", 1.0)]), series(&[("pitch", f64::NAN)])];
    let (index, error) =
        session.observe_all(&turns, |_| panic!("nothing is reported")).unwrap_err();
    assert_eq!((index, error.kind()), (1, ErrorKind::InvalidHint));
    assert_eq!(session.snapshot().unwrap(), before);
}

#[test]
fn numbers_too_large_to_compare_are_refused_and_the_largest_that_are_not_stay_finite() {
    let mut session = after_a_few_turns();
    let before = session.snapshot().unwrap();
    for value in [f64::MAX, -f64::MAX, 1e61] {
        let error = session.observe(&series(&[("pitch", value)])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidHint);
        assert!(error.to_string().contains("at most 1e60"), "{error}");
        assert_eq!(session.snapshot().unwrap(), before);
    }
    for number in 0..40 {
        let value = [1e60, -1e60, f64::MIN_POSITIVE][number % 3];
        observe(&mut session, &series(&[("pitch", value)]));
        observe(&mut session, &Turn::client("And when?"));
    }
    let summary = session.summary();
    assert!(!summary.to_json().contains("inf") && !summary.to_json().contains("NaN"));
    let agent = summary.register.party(Party::AGENT).unwrap();
    assert_eq!((&*agent.series[0].0, agent.series[0].1.n), ("pitch", 41));
}

#[test]
fn seventeen_series_of_one_turn_are_refused() {
    let mut session = after_a_few_turns();
    let before = session.snapshot().unwrap();
    let names: Vec<String> = (10..27).map(|name| name.to_string()).collect();
    let entries: Vec<(&str, f64)> = names.iter().map(|name| (&**name, 1.0)).collect();
    let error = session.observe(&series(&entries)).unwrap_err();
    assert_eq!(error.to_string(), "hint `series` has 17 entries: give at most 16");
    assert_eq!(session.snapshot().unwrap(), before);
    observe(&mut session, &series(&entries[..16]));
}

#[test]
fn the_seventeenth_name_of_a_conversation_is_dropped_and_counted() {
    let mut session = session();
    for round in 0..2 {
        for name in 10..30 {
            observe(&mut session, &series(&[(&name.to_string(), f64::from(round))]));
        }
    }
    let summary = session.summary().register;
    assert_eq!(summary.series_dropped, 8);
    let names: Vec<&str> = summary.parties[0].series.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, (10..26).map(|name| name.to_string()).collect::<Vec<_>>());
    usable(&mut session);
}

proptest! {
    #![proptest_config(crate::talk::cases(64))]

    #[test]
    fn any_text_gives_figures_that_are_numbers(
        texts in proptest::collection::vec("\\PC{0,60}|[ -~]{0,80}|(?s:.{0,40})", 1..6),
        speech in any::<bool>(),
    ) {
        let mut session = session();
        for (number, text) in texts.iter().enumerate() {
            let turn = if number % 2 == 0 { Turn::client(&**text) } else { Turn::agent(&**text) };
            let turn = with_hints(turn, |hints| {
                hints.modality = speech.then_some(lingsync::Modality::Speech);
            });
            let seen = observe(&mut session, &turn).register;
            for dimension in Dimension::ALL {
                prop_assert!(seen.measure(*dimension).value().is_none_or(f64::is_finite));
            }
            let spans = seen.evidence.iter().map(|evidence| evidence.span);
            for span in spans.chain(seen.strategy_hits.iter().map(|hit| hit.span)) {
                prop_assert!(span.of(text).is_some_and(|words| !words.is_empty()), "{:?}", span);
            }
        }
        prop_assert!(!session.summary().to_json().contains("NaN"));
    }
}

#[test]
fn a_cry_repeated_three_hundred_times_stays_within_ten_deviations() {
    let texts =
        ["WHY ".repeat(300), "k".repeat(1 << 16), "I think you are right, I see. ".repeat(300)];
    for text in &texts {
        let seen = Session::default().observe(&Turn::client(text)).unwrap().register;
        for dimension in Dimension::ALL.iter().filter(|dimension| dimension.is_z_score()) {
            let score = seen.measure(*dimension).value().unwrap_or(0.0);
            assert!(score.abs() <= 10.0, "{dimension}: {score}");
        }
    }
}

#[test]
fn a_snapshot_with_a_background_is_not_restored_without_it() {
    let plain = Engine::default();
    let mut background = RegisterBackground::new();
    let mut analyser = plain.analyser();
    let turn = Turn::client("where is the parcel that I sent to you");
    background.absorb(1, &[plain.read(&turn, &analyser.analyse(&turn).unwrap())]);
    let with = Engine::builder(Config::default()).background(background).build().unwrap();
    let mut session = with.session();
    session.observe(&turn).unwrap();
    let bytes = session.snapshot().unwrap();
    assert_eq!(plain.restore(&bytes).unwrap_err().kind(), ErrorKind::ConfigMismatch);
    assert!(with.restore(&bytes).is_ok());
}
