//! Input that nobody meant well, or nobody meant at all: what it gives, and that it costs no more
//! than it should.
#![allow(clippy::unwrap_used)]

use lingsync::{
    Analyser, Config, Engine, EngineBuilder, Error, ErrorKind, Hints, LexicalObservation,
    LexicalSummary, LexicalTracker, Measure, Party, Rate, Redaction, Role, Session, SessionSummary,
    Turn, TurnReport, Undefined,
    lexical::{Activation, Lexicon, LexiconFilter, Sharing},
    text::AnalysedTurn,
};
use std::panic::{RefUnwindSafe, UnwindSafe};

fn session(change: impl FnOnce(&mut Config)) -> Session {
    let mut config = Config::default();
    change(&mut config);
    Engine::new(config).unwrap().session()
}

/// Observes after a preview that must say the same.
fn observe(session: &mut Session, turn: &Turn<'_>) -> TurnReport {
    let preview = session.preview(turn).unwrap();
    let report = session.observe(turn).unwrap();
    assert_eq!(preview, report);
    report
}

#[test]
fn turns_without_a_word_are_counted_and_their_figures_are_undefined() {
    let texts = [
        "",
        "   \n\t ",
        "?!... -- ,,, ()",
        "👍🎉🧑‍🚀",
        "\u{202e}\u{202d}\u{2066}\u{2069}",
        "\u{200b}\u{200d}\u{feff}\u{ad}",
        "\0\0\0",
        "\u{301}\u{302}",
    ];
    for text in texts {
        let mut session = Session::default();
        session.observe(&Turn::client("the blue box")).unwrap();
        let report = observe(&mut session, &Turn::agent(text));
        assert_eq!(report.text.words, 0, "{text:?}");
        let lexical = report.lexical;
        let empty = Measure::Undefined(Undefined::Empty);
        assert_eq!(lexical.shared_repetition.value(), empty, "{text:?}");
        assert_eq!(lexical.self_repetition.value(), empty, "{text:?}");
        assert_eq!(lexical.reuse.p1, empty, "{text:?}");
        assert_eq!((lexical.expression_count, lexical.mirrored_count), (0, 0), "{text:?}");
        let next = observe(&mut session, &Turn::client("the blue box"));
        assert_eq!(next.lexical.self_repetition, Rate { hits: 3, of: 3 }, "{text:?}");
        assert_eq!(session.turns(), 3);
    }
}

/// Texts of two turns, and how many words of the second the first turn has already said.
const SHARED: [(&str, &str, u64, u64); 10] = [
    ("bo\u{ad}x bl\u{2060}ue \u{feff}red", "BOX BLUE RED", 3, 3),
    // A blank without width parts words, as Unicode has it.
    ("bo\u{200b}x", "bo x box", 2, 3),
    ("\u{202e}box\u{202c} blue", "box blue", 2, 2),
    ("a\0b", "b a\0", 2, 2),
    ("don’t", "don't", 1, 1),
    ("hello мир 世界 שלום", "МИР שלום 世 hello", 4, 4),
    ("我喜欢苹果", "我喜欢香蕉", 3, 5),
    ("ΟΔΥΣΣΕΥΣ", "οδυσσευς", 1, 1),
    ("42 7", "7 42", 0, 2),
    ("a\r\nb\u{2028}c", "c a b", 3, 3),
];

#[test]
fn words_are_recognised_across_scripts_and_invisible_characters() {
    for (first, second, hits, of) in SHARED {
        let mut session = Session::default();
        session.observe(&Turn::client(first)).unwrap();
        let rate = observe(&mut session, &Turn::agent(second)).lexical.shared_repetition;
        assert_eq!(rate, Rate { hits, of }, "{first:?} {second:?}");
    }
}

#[test]
fn thai_is_cut_into_something_that_repeats() {
    let mut session = Session::default();
    let text = "สวัสดีครับ ผมชื่อสมชาย";
    let of = u64::from(session.observe(&Turn::client(text)).unwrap().text.words);
    let rate = observe(&mut session, &Turn::agent(text)).lexical.shared_repetition;
    assert!(of > 0);
    assert_eq!(rate, Rate { hits: of, of });
}

#[test]
fn a_text_may_be_as_long_as_the_limit_and_no_longer() {
    let mut session = session(|config| config.limits.max_turn_bytes = 64);
    assert_eq!(observe(&mut session, &Turn::client("é".repeat(32))).text.words, 1);
    let before = session.snapshot().unwrap();
    let error = session.observe(&Turn::client("x".repeat(65))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    assert!(error.to_string().starts_with("turn of 65 bytes exceeds max_turn_bytes = 64"));
    assert_eq!(session.snapshot().unwrap(), before);
}

#[test]
fn one_word_twenty_thousand_times_is_all_repetition() {
    let text = "box ".repeat(20_000);
    let mut session = Session::default();
    let report = observe(&mut session, &Turn::client(&*text));
    assert_eq!(report.lexical.self_repetition, Rate { hits: 0, of: 20_000 });
    let report = observe(&mut session, &Turn::agent(&*text));
    let all = Rate { hits: 20_000, of: 20_000 };
    assert_eq!(report.lexical.shared_repetition, all);
    // Five runs, of at most 4,096 words each: one expression a run.
    assert_eq!(report.lexical.expression_count, 5);
    assert_eq!(report.lexical.mirrored_count, 1);
    assert_eq!(observe(&mut session, &Turn::client(&*text)).lexical.shared_repetition, all);
    session.restore_and_compare();
}

trait RestoreAndCompare {
    fn restore_and_compare(&self);
}

impl RestoreAndCompare for Session {
    fn restore_and_compare(&self) {
        let restored = self.engine().restore(&self.snapshot().unwrap()).unwrap();
        assert_eq!(restored.summary(), self.summary());
    }
}

#[test]
fn twenty_thousand_different_words_in_one_turn_are_kept_apart() {
    let text: String = (0..20_000).map(|n| format!("w{n} ")).collect();
    let mut session = Session::default();
    observe(&mut session, &Turn::client(&*text));
    let lexical = observe(&mut session, &Turn::agent(&*text)).lexical;
    assert_eq!(lexical.shared_repetition, Rate { hits: 20_000, of: 20_000 });
    assert_eq!((lexical.mirrored.len(), lexical.mirrored_count), (64, 20_000));
}

/// With variants merged, digits (no letter, no content word) and a number word are one word.
#[test]
fn a_number_in_digits_and_in_words_is_one_word_where_variants_are_merged() {
    let pairs = [("2", "two"), ("12", "twelve"), ("90", "ninety"), ("100", "hundred")];
    for (digits, word) in pairs {
        for (first, second) in [(digits, word), (word, digits)] {
            let mut session = session(|config| config.lexical.merge_variants = true);
            for text in [first, second, first, second] {
                observe(&mut session, &Turn::client(text));
                observe(&mut session, &Turn::agent(format!("{text} boxes")));
            }
            let pair = Sharing::Pair(Party::AGENT, Party::CLIENT);
            let lexicon = session.lexicon(pair);
            let turns: Vec<_> = lexicon.expressions().iter().map(|e| e.turns.len()).collect();
            assert!(turns.is_empty() || turns == [8], "{first} {second}: {turns:?}");
            session.restore_and_compare();
        }
    }
}

#[test]
fn words_beyond_the_vocabulary_are_counted_and_never_shared() {
    let mut session = session(|config| config.limits.max_vocabulary = 3);
    let text = "red box came late today";
    assert_eq!(observe(&mut session, &Turn::client(text)).text.overflow_words, 2);
    let report = observe(&mut session, &Turn::agent(text));
    assert_eq!(report.lexical.shared_repetition, Rate { hits: 3, of: 5 });
    assert_eq!((session.summary().overflow_words(), session.summary().vocabulary), (4, 3));
}

#[test]
fn ten_thousand_speakers_are_told_apart_up_to_the_limit() {
    for (limit, kept) in [(16_384, 10_000), (100, 100)] {
        for apart in [false, true] {
            let mut session = session(|config| {
                config.limits.max_speakers = limit;
                config.lexical.all_speakers = apart;
            });
            for number in 0..10_000 {
                let turn = Turn::new(Role::Other, "hi").speaker(format!("s{number}"));
                session.observe(&turn).unwrap();
            }
            let summary = session.summary();
            assert_eq!(summary.speakers, kept);
            assert_eq!(summary.speakers_dropped(), 10_000 - kept);
            assert_eq!(summary.lexical.parties.len(), if apart { 6 } else { 1 });
            assert_eq!(session.forget("s99").unwrap().turns, 1);
            assert_eq!(session.forget("s9999").is_ok(), kept == 10_000);
        }
    }
}

#[test]
fn unknown_hints_are_an_error_when_strict_and_else_counted() {
    let mut hints = Hints::default();
    hints.unknown = 3;
    let turn = Turn::client("a").hints(hints);
    let error = session(|config| config.strict = true).observe(&turn).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidHint);
    assert_eq!(error.to_string(), "3 unknown hint fields: remove them, or set strict = false");
    let mut session = Session::default();
    observe(&mut session, &turn);
    observe(&mut session, &turn);
    assert_eq!(session.summary().unknown_hints(), 6);
}

#[test]
fn a_clock_that_goes_backwards_is_kept_and_counted() {
    let mut session = Session::default();
    let times = [(Some(100), false), (Some(50), true), (None, false), (Some(50), false)];
    for (at, backwards) in times {
        let mut turn = Turn::client("a");
        turn.at = at;
        let report = observe(&mut session, &turn);
        assert_eq!((report.at, report.clock_backwards), (at, backwards));
    }
    observe(&mut session, &Turn::client("a").at(i64::MAX));
    assert!(observe(&mut session, &Turn::client("a").at(i64::MIN)).clock_backwards);
    assert_eq!((session.turns(), session.summary().clock_backwards()), (6, 2));
    session.restore_and_compare();
}

#[test]
fn a_time_is_backwards_when_it_lies_before_that_of_the_last_timed_turn() {
    let mut session = Session::default();
    let times = [(100, false), (50, true), (70, false), (69, true), (100, false)];
    for (at, backwards) in times {
        let report = observe(&mut session, &Turn::client("a").at(at));
        assert_eq!(report.clock_backwards, backwards, "at {at}");
    }
}

#[test]
fn a_party_that_is_nobody_has_an_empty_lexicon() {
    let mut session = Session::default();
    session.observe(&Turn::client("the blue box")).unwrap();
    session.observe(&Turn::agent("the blue box")).unwrap();
    for index in [2, 3, 5, 7, 8, 200, 255] {
        let nobody = Party::from_index(index);
        for sharing in [
            Sharing::Own(nobody),
            Sharing::Pair(nobody, Party::CLIENT),
            Sharing::Pair(Party::CLIENT, nobody),
            Sharing::Pair(nobody, nobody),
        ] {
            let lexicon = session.lexicon(sharing);
            assert_eq!(lexicon.els(), 0, "{sharing:?}");
            assert_eq!(lexicon.expression_repetition().hits, 0, "{sharing:?}");
        }
    }
}

#[test]
fn a_party_shares_nothing_with_itself() {
    let mut session = Session::default();
    session.observe(&Turn::client("the blue box")).unwrap();
    session.observe(&Turn::agent("green")).unwrap();
    assert_eq!(session.lexicon(Sharing::Pair(Party::CLIENT, Party::CLIENT)).els(), 0);
}

#[test]
fn the_lexica_of_an_empty_session_are_empty() {
    let (session, filter) = (Session::default(), LexiconFilter::only(["a"]));
    let pair = Sharing::Pair(Party::AGENT, Party::CLIENT);
    for sharing in [pair, Sharing::Own(Party::OTHER), Sharing::AllSpeakers] {
        for lexicon in [session.lexicon(sharing), session.lexicon_filtered(sharing, &filter)] {
            assert_eq!((lexicon.els(), lexicon.words(), lexicon.max_size()), (0, 0, 0));
            assert_eq!(lexicon.expression_variety().value().value(), None);
            assert_eq!(lexicon.entropy().to_bits(), 0.0_f64.to_bits());
        }
    }
    assert_eq!(session.summary().lexical.pairs.len(), 0);
}

#[test]
fn memory_does_not_grow_with_the_conversation() {
    let mut session = session(|config| config.lexical.window_tokens = 1024);
    let (mut early, mut late) = (0, 0);
    for number in 0..3000_u32 {
        // Words that never come back, words that do, and labels.
        let text =
            format!("w{number} x{} the box y{} and z{number} again", number / 2, number % 90);
        let role = if number % 2 == 0 { Role::Client } else { Role::Agent };
        let turn = Turn::new(role, text).speaker(["Ana", "Ben"][number as usize % 2]).at(9);
        session.observe(&turn).unwrap();
        let most = if number < 1000 { &mut early } else { &mut late };
        *most = session.heap_bytes().max(*most);
    }
    assert!(late <= early + early / 10, "{late} bytes after {early}");
    assert!(late < 2 << 20, "{late} bytes");
    assert!(session.snapshot().unwrap().len() < 64 << 10);
    let window = session.summary().lexical.window;
    assert!(window.slid && (512..=1032).contains(&window.words), "{window:?}");
}

#[cfg(feature = "json")]
#[test]
fn reports_of_hostile_text_are_json() {
    let mut session = session(|config| config.detail = lingsync::config::Detail::Full);
    for text in
        ["a\0b \u{1} \u{7f}", "\"quoted\" \\ back", "\u{2028}\u{2029}", "<b>&amp;</b>", "👍"]
    {
        let turn = Turn::client(text).speaker(text).at(i64::MIN);
        let json = session.observe(&turn).unwrap().to_json();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["speaker"], text);
        assert!(!json.contains('\0') && !json.contains('\n'));
    }
}

/// Values may cross threads and panics: no type holds anything that must stay where it is.
#[test]
fn every_public_type_may_be_sent_shared_and_unwound() {
    fn assert_auto<T: Send + Sync + UnwindSafe + RefUnwindSafe>() {}
    macro_rules! all {
        ($($type:ty),* $(,)?) => { $(assert_auto::<$type>();)* };
    }
    all!(
        Analyser,
        AnalysedTurn,
        Activation,
        Config,
        Engine,
        EngineBuilder,
        Error,
        ErrorKind,
        Hints,
        LexicalObservation,
        LexicalSummary,
        LexicalTracker,
        Lexicon,
        LexiconFilter,
        Measure,
        Party,
        Rate,
        Redaction,
        Role,
        Session,
        SessionSummary,
        Sharing,
        Turn<'static>,
        TurnReport,
        Undefined,
        lingsync::Claim,
        lingsync::Distance,
        lingsync::Mention,
        lingsync::Modality,
        lingsync::PatternHit,
        lingsync::Span,
        lingsync::Stance,
        lingsync::StanceHint,
        lingsync::Verdict,
        lingsync::config::Case,
        lingsync::config::Compat,
        lingsync::config::Detail,
        lingsync::config::GlossaryEntry,
        lingsync::config::LexicalConfig,
        lingsync::config::Limits,
        lingsync::config::Pattern,
        lingsync::config::PatternEffect,
        lingsync::config::Retention,
        lingsync::config::TextConfig,
        lingsync::config::Tokeniser,
        lingsync::lexical::Diverged,
        lingsync::lexical::Expression,
        lingsync::lexical::Mean,
        lingsync::lexical::Mirrored,
        lingsync::lexical::Missed,
        lingsync::lexical::Outcome,
        lingsync::lexical::PairSummary,
        lingsync::lexical::PartySummary,
        lingsync::lexical::Reuse,
        lingsync::lexical::SharedExpression,
        lingsync::lexical::TurnCoverage,
        lingsync::lexical::VocabularyOverlap,
        lingsync::lexical::Window,
        lingsync::text::Segment,
        lingsync::text::SegmentClass,
        lingsync::text::Tags,
        lingsync::text::TextCounts,
        lingsync::text::Token,
    );
    #[cfg(all(feature = "std", feature = "json"))]
    all!(lingsync::transcript::Dialogue, lingsync::transcript::TranscriptFormat);
}

#[test]
fn one_very_large_turn_does_not_weigh_on_a_small_window_for_ever() {
    for eager in [false, true] {
        let mut session = session(|config| {
            config.lexical.window_tokens = 64;
            config.lexical.eager_lexicon = eager;
        });
        let many: Vec<String> = (0..50_000).map(|word| format!("w{word}x")).collect();
        observe(&mut session, &Turn::client(format!("{} zebra", many.join(" "))));
        let large = session.heap_bytes();
        for _ in 0..100 {
            let report = observe(&mut session, &Turn::agent("the zebra is a zebra"));
            assert_eq!(report.lexical.shared_repetition.of, 5);
        }
        let small = session.heap_bytes();
        assert!(small < 200_000 && small < large / 10, "{large} bytes, then {small}");
        session.rewind(session.turns() - 1).unwrap();
        let copy = session.engine().restore(&session.snapshot().unwrap()).unwrap();
        assert_eq!(copy.summary(), session.summary());
    }
}

#[test]
fn turns_without_a_word_make_the_window_slide_too() {
    let mut session = session(|config| config.lexical.window_tokens = 64);
    for _ in 0..2_000 {
        observe(&mut session, &Turn::client("\u{1f600}"));
    }
    let window = session.summary().lexical.window;
    assert!(window.slid && window.turns <= 64, "{window:?}");
}

#[test]
fn a_party_that_is_nobody_is_at_no_distance() {
    let mut session = Session::default();
    observe(&mut session, &Turn::client("the blue box"));
    for index in [2, 3, 7, 200] {
        let distance = session.lexical().distance(Party::from_index(index), Party::CLIENT);
        assert!(distance.jsd.value().is_none());
    }
}

#[cfg(feature = "patterns")]
#[test]
fn masks_and_terms_that_alternate_all_through_a_turn_are_all_found() {
    use lingsync::config::{Pattern, PatternEffect};
    let pattern = |name: &str, effect| Pattern { name: name.into(), regex: name.into(), effect };
    let mut session = session(|config| {
        config.patterns =
            vec![pattern("x", PatternEffect::Mask), pattern("y, ?y", PatternEffect::Term)];
    });
    let report = session.observe(&Turn::client("x y, y ".repeat(50_000))).unwrap();
    assert_eq!((report.text.words, report.text.other_words), (50_000, 50_000));
}
