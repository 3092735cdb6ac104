//! Under `retention = keyed` no word that was said, and no label, leaves the session: not in a
//! snapshot, a report, an error or Debug output. And the figures are the same as with all words kept.
#![allow(clippy::unwrap_used)]

#[path = "naive/figures.rs"]
mod figures;

use figures::figures;
use lingsync::{
    Claim, Config, Engine, Hints, LexicalTracker, Mention, Party, Role, Session, Stance,
    StanceHint, Tracker, Turn, Verdict,
    config::{Detail, Retention},
    lexical::Sharing,
};
use proptest::{collection::vec, prelude::*};

const MAX_TURN_BYTES: usize = 4096;
const SHARINGS: [Sharing; 4] = [
    Sharing::Pair(Party::AGENT, Party::CLIENT),
    Sharing::Own(Party::CLIENT),
    Sharing::Own(Party::AGENT),
    Sharing::AllSpeakers,
];

/// Random words of 8 letters and more: part of no schema, and of no language pack.
fn words() -> impl Strategy<Value = Vec<String>> {
    vec("[b-df-hj-np-tv-z][a-z]{6,9}[b-df-hj-np-tv-xz]", 6..14)
}

/// A turn as places in the list of words: who, label, text.
type Said = (u8, usize, Vec<usize>);

fn dialogue() -> impl Strategy<Value = Vec<Said>> {
    vec((0..3_u8, 0..14_usize, vec(0..14_usize, 0..9)), 1..14)
}

#[derive(Clone, Copy, Debug)]
struct Settings {
    small_window: bool,
    all_speakers: bool,
    variants: bool,
    eager: bool,
}

fn settings() -> impl Strategy<Value = Settings> {
    any::<[bool; 4]>().prop_map(|[small_window, all_speakers, variants, eager]| Settings {
        small_window,
        all_speakers,
        variants,
        eager,
    })
}

fn engine(settings: Settings, retention: Retention) -> Engine {
    let mut config = Config::default();
    config.retention = retention;
    config.detail = Detail::Full;
    config.limits.max_turn_bytes = MAX_TURN_BYTES;
    config.lexical.all_speakers = settings.all_speakers;
    config.lexical.merge_variants = settings.variants;
    config.lexical.eager_lexicon = settings.eager;
    if settings.small_window {
        config.lexical.window_tokens = 64;
        config.lexical.max_run_tokens = 16;
    }
    Engine::builder(config).key(*b"sixteen secrets!").build().unwrap()
}

fn word(words: &[String], at: usize) -> &str {
    &words[at % words.len()]
}

/// The turn, with every other word capitalised, a link, code, and hints made of the words.
fn turn<'w>(words: &'w [String], (role, label, text): &Said) -> Turn<'w> {
    let mut spoken = String::new();
    for (place, at) in text.iter().enumerate() {
        let word = word(words, *at);
        match place % 5 {
            1 => spoken.push_str(&word.to_uppercase()),
            3 => spoken.push_str(&format!("https://{word}.example `{word}`")),
            _ => spoken.push_str(word),
        }
        spoken.push_str(if place % 3 == 2 { ". " } else { " " });
    }
    let role = [Role::Client, Role::Agent, Role::Other][usize::from(*role)];
    Turn::new(role, spoken).speaker(word(words, *label)).hints(hints(words))
}

fn hints(words: &[String]) -> Hints {
    let mut claim = Claim::new(word(words, 0), word(words, 1), Verdict::False);
    claim.correct_text = Some(word(words, 2).into());
    claim.keywords_any.push(word(words, 3).into());
    claim.keywords_none.push(word(words, 4).into());
    claim.source = Some(word(words, 5).into());
    let mut hints = Hints::default();
    hints.claims.push(claim);
    hints.stances.push(StanceHint::new(word(words, 0), Stance::Denies));
    hints.mentions.push(Mention::new(word(words, 1), 0, 0));
    hints.referent = Some(word(words, 2).into());
    hints.set_series(word(words, 3), 1.0);
    hints
}

/// Everything that can go wrong with such turns, as messages and Debug output.
fn errors(session: &mut Session, words: &[String]) -> String {
    let (all, mut shown) = (words.concat(), Vec::new());
    let mut twice = hints(words);
    twice.claims.push(twice.claims[0].clone());
    let mut outside = hints(words);
    outside.mentions.push(Mention::new(word(words, 1), 0, 99));
    let mut language = hints(words);
    language.language = Some(all.clone());
    let mut series = hints(words);
    series.series.push((String::new(), 1.0));
    for hints in [twice, outside, language, series] {
        shown.push(session.observe(&Turn::client("x").hints(hints)).unwrap_err());
    }
    let label = all.repeat(1024 / all.len() + 1);
    shown.push(session.observe(&Turn::client(&*all).speaker(label)).unwrap_err());
    shown.push(
        session.observe(&Turn::client(all.repeat(MAX_TURN_BYTES / all.len() + 1))).unwrap_err(),
    );
    shown.push(session.forget(&all).unwrap_err());
    shown.push(session.engine().restore(all.as_bytes()).unwrap_err());
    #[cfg(feature = "json")]
    {
        let limits = &session.engine().config().limits;
        let json = [format!("{{\"ambiguous\": \"{all}\"}}"), format!("[\"{all}\"]"), all.clone()];
        shown.extend(json.map(|json| Hints::from_json(&json, true, limits).unwrap_err()));
    }
    shown.iter().map(|error| format!("{error} {error:?} {error:#?}")).collect()
}

fn first_found<'w>(words: &'w [String], shown: &[u8]) -> Option<&'w String> {
    let shown = String::from_utf8_lossy(shown).to_ascii_lowercase();
    words.iter().find(|word| shown.contains(word.as_str()))
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_keyed_session_shows_no_word_of_any_turn(
        settings in settings(),
        words in words(),
        dialogue in dialogue(),
    ) {
        let engine = engine(settings, Retention::Keyed);
        let mut session = engine.session();
        let (mut analyser, mut tracker) = (engine.analyser(), LexicalTracker::new(&engine));
        let mut shown = String::new();
        for said in &dialogue {
            let turn = turn(&words, said);
            let analysed = analyser.analyse(&turn).unwrap();
            let report = session.observe(&turn).unwrap();
            #[cfg(feature = "json")]
            shown.push_str(&report.to_json());
            shown += &format!("{turn:?} {:?} {report:?} {report:#?} {analysed:?}", turn.hints);
            shown += &format!("{:?}", tracker.observe(&analysed));
        }
        for sharing in SHARINGS {
            let lexicon = session.lexicon(sharing);
            #[cfg(feature = "json")]
            shown.push_str(&lexicon.to_json());
            shown += &format!("{lexicon:?}");
        }
        let summary = session.summary();
        #[cfg(feature = "json")]
        shown.push_str(&summary.to_json());
        shown += &format!("{summary:?} {session:?} {session:#?} {engine:?} {tracker:?} {analyser:?}");
        shown += &format!("{:?} {:?}", session.lexical(), tracker.summary());
        shown += &errors(&mut session, &words);
        prop_assert_eq!(first_found(&words, shown.as_bytes()), None);
        prop_assert_eq!(first_found(&words, &session.snapshot().unwrap()), None);
    }

    #[test]
    fn debug_output_shows_no_word_under_any_retention(
        settings in settings(),
        words in words(),
        dialogue in dialogue(),
    ) {
        for retention in [Retention::Keep, Retention::Keyed, Retention::None] {
            let engine = engine(settings, retention);
            let mut session = engine.session();
            let (mut analyser, mut tracker) = (engine.analyser(), LexicalTracker::new(&engine));
            let mut shown = String::new();
            for said in &dialogue {
                let turn = turn(&words, said);
                let analysed = analyser.analyse(&turn).unwrap();
                tracker.observe(&analysed);
                session.observe(&turn).unwrap();
                shown += &format!("{turn:?} {analysed:?}");
            }
            shown += &format!("{session:?} {tracker:?} {analyser:?} {:?}", session.lexical());
            shown += &errors(&mut session, &words);
            prop_assert_eq!(first_found(&words, shown.as_bytes()), None, "{:?}", retention);
        }
    }

    #[test]
    fn figures_do_not_depend_on_what_is_kept(
        settings in settings(),
        words in words(),
        dialogue in dialogue(),
    ) {
        let kept = [Retention::Keep, Retention::Keyed, Retention::None];
        let mut sessions = kept.map(|retention| engine(settings, retention).session());
        for said in &dialogue {
            let turn = turn(&words, said);
            let reports = sessions.each_mut().map(|session| session.observe(&turn).unwrap());
            prop_assert_eq!(reports[0].speaker.as_deref(), turn.speaker.as_deref());
            for report in &reports[1..] {
                prop_assert_eq!(&report.speaker, &None);
                let [one, two] = [&reports[0], report].map(|r| figures(&r.lexical, 0, false));
                prop_assert_eq!(one, two);
                prop_assert_eq!((report.text, &report.segments), (reports[0].text, &reports[0].segments));
            }
        }
        let mut summaries = sessions.each_ref().map(Session::summary);
        // The host's names of its series are hashed where words are; all else is the same.
        for summary in &mut summaries {
            summary.register.parties.iter_mut().for_each(|own| own.series.clear());
            summary.register.pairs.iter_mut().for_each(|pair| pair.series.clear());
        }
        prop_assert_eq!(&summaries[0], &summaries[1]);
        prop_assert_eq!(&summaries[0], &summaries[2]);
        for sharing in SHARINGS {
            let lexica = sessions.each_ref().map(|session| session.lexicon(sharing));
            prop_assert_eq!(lexica[0].turns(), lexica[1].turns());
            prop_assert_eq!(lexica[0].els(), lexica[2].els());
            prop_assert!(lexica[1].expressions().iter().all(|entry| entry.text.is_none()));
        }
    }
}

#[test]
fn a_kept_session_does_hold_its_words_so_the_search_above_finds_what_is_there() {
    let none = Settings { small_window: false, all_speakers: false, variants: false, eager: false };
    let words = vec![String::from("xylophonist")];
    let mut session = engine(none, Retention::Keep).session();
    session.observe(&turn(&words, &(0, 0, vec![0]))).unwrap();
    assert_eq!(first_found(&words, &session.snapshot().unwrap()), Some(&words[0]));
}
