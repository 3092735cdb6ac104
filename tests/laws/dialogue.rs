//! Random conversations and settings, and the whole visible state of a session.

use crate::naive::figures::figures;
use lingsync::{
    Config, Engine, Hints, Modality, Party, Role, Session, SessionSummary, Span, Turn, TurnReport,
    config::{Detail, GlossaryEntry, MarkerList, Retention},
    lexical::{Lexicon, Sharing},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// So many cases; a failure is minimised and printed, and no file is written.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Settings by their bits, so that a failing case shrinks towards the defaults.
pub(crate) type Bits = u16;

pub(crate) const DIALIGN: Bits = 1;
pub(crate) const SMALL_WINDOW: Bits = 1 << 1;
pub(crate) const GLOSSARY: Bits = 1 << 2;
pub(crate) const VARIANTS: Bits = 1 << 3;
pub(crate) const ALL_SPEAKERS: Bits = 1 << 4;
pub(crate) const TINY_VOCABULARY: Bits = 1 << 5;
pub(crate) const EAGER: Bits = 1 << 6;
pub(crate) const KEYED: Bits = 1 << 7;
pub(crate) const NO_LETTER: Bits = 1 << 8;
pub(crate) const TWO_SPEAKERS: Bits = 1 << 9;
pub(crate) const FULL: Bits = 1 << 10;
pub(crate) const CLIENT_STATE: Bits = 1 << 11;
pub(crate) const MARKERS: Bits = 1 << 12;
pub(crate) const ALL: Bits = (1 << 13) - 1;

/// Any settings whose bits lie in `allowed`; the small window is on in half of them, if allowed.
pub(crate) fn bits(allowed: Bits) -> impl Strategy<Value = Bits> {
    (any::<u16>(), any::<u16>()).prop_map(move |(one, two)| {
        let rare = one & two & (TINY_VOCABULARY | DIALIGN);
        (rare | one & !(TINY_VOCABULARY | DIALIGN)) & allowed
    })
}

pub(crate) fn config(bits: Bits) -> Config {
    let on = |bit: Bits| bits & bit != 0;
    let mut config = if on(DIALIGN) { Config::dialign() } else { Config::default() };
    if on(SMALL_WINDOW) {
        config.lexical.window_tokens = 64;
        config.lexical.max_run_tokens = 16;
    }
    if on(GLOSSARY) {
        let entry = |id: &str, terms: [&str; 3]| GlossaryEntry {
            id: id.into(),
            terms: terms.map(String::from).into(),
        };
        config.glossary = vec![
            entry("thing", ["box", "star two", "Straße"]),
            entry("hue", ["colour", "b a", "a"]),
        ];
    }
    config.lexical.merge_variants = on(VARIANTS);
    config.lexical.all_speakers = on(ALL_SPEAKERS);
    config.lexical.eager_lexicon = on(EAGER);
    config.lexical.require_letter = !on(NO_LETTER);
    if on(TINY_VOCABULARY) {
        config.limits.max_vocabulary = 5;
    }
    if on(TWO_SPEAKERS) {
        config.limits.max_speakers = 2;
    }
    if on(KEYED) {
        config.retention = Retention::Keyed;
    }
    if on(FULL) {
        config.detail = Detail::Full;
    }
    config.register.client_state = on(CLIENT_STATE);
    if on(MARKERS) {
        let list = |name: &str, words: [&str; 2]| MarkerList {
            name: name.into(),
            words: words.map(String::from).into(),
        };
        config.register.markers =
            vec![list("article", ["a", "the"]), list("star", ["star*", "two"])];
    }
    config
}

pub(crate) fn engine(bits: Bits) -> Engine {
    Engine::builder(config(bits)).key([7; 16]).build().unwrap()
}

/// A turn as the generators make it.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub role: Role,
    pub speaker: Option<&'static str>,
    pub text: String,
    pub at: Option<i64>,
    pub exclude: Option<(usize, usize)>,
    pub language: Option<&'static str>,
    pub interrupted: bool,
    pub unknown: u32,
    pub speech: bool,
    pub series: Vec<(&'static str, i32)>,
    pub duration_ms: Option<u16>,
}

impl Said {
    pub(crate) fn turn(&self) -> Turn<'_> {
        let mut hints = Hints::default();
        hints.language = self.language.map(String::from);
        hints.interrupted = self.interrupted;
        hints.unknown = self.unknown;
        hints.modality = self.speech.then_some(Modality::Speech);
        hints.duration_ms = self.duration_ms.map(f64::from);
        for (name, value) in &self.series {
            hints.set_series(*name, f64::from(*value) / 4.0);
        }
        if let Some((one, two)) = self.exclude {
            let mut places: Vec<usize> = self.text.char_indices().map(|(at, _)| at).collect();
            places.push(self.text.len());
            let (one, two) = (places[one % places.len()], places[two % places.len()]);
            hints.exclude.push(Span::new(one.min(two) as u32, one.max(two) as u32));
        }
        let mut turn = Turn::new(self.role, &*self.text).hints(hints);
        turn.speaker = self.speaker.map(Into::into);
        turn.at = self.at;
        turn
    }

    /// The same turn with nothing in it, and nothing measured of it.
    pub(crate) fn emptied(&self) -> Self {
        let (text, series) = (String::new(), Vec::new());
        Self { text, series, exclude: None, duration_ms: None, ..self.clone() }
    }
}

const WORDS: [&str; 18] = [
    "a", "b", "a", "b", "the", "box", "Box", "stars", "star", "two", "2", "colour", "color",
    "don't", "is", "7", "ninety", "90",
];
/// Words that say something of register.
const TONE: [&str; 12] = [
    "I", "you", "please", "thanks", "sorry", "yeah", "mhm", "um", "GREAT", "awful!", "maybe", ":)",
];
const ODD: [&str; 12] =
    ["Straße", "ΣΑΣ", "語言", "İ", "👍", "b\u{200b}ox", "...", "?!", "e\u{301}", "ไทย", "\0", "_"];
const BETWEEN: [&str; 12] = [
    " ",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "\n",
    "\n> ",
    "\n```\n",
    " `a b` ",
    " https://a.example/b ",
    "\n\n",
];

pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => select(&WORDS[..]), 3 => select(&TONE[..]), 1 => select(&ODD[..])];
    let glue = prop_oneof![6 => Just(" "), 1 => select(&BETWEEN[..])];
    vec((piece, glue), 0..14)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, glue)| [piece, glue]).collect())
}

/// What a host may know of how a turn was said.
type Measured = (bool, Vec<(&'static str, i32)>, Option<u16>);

fn measured() -> impl Strategy<Value = Measured> {
    let series = vec((select(&["pitch", "loudness", "pause"][..]), -90..90_i32), 0..3);
    let series = prop_oneof![1 => Just(Vec::new()), 1 => series];
    (prop::bool::weighted(0.2), series, option::weighted(0.2, 0..40_u16))
}

pub(crate) fn said() -> impl Strategy<Value = Said> {
    (
        select(&[Role::Client, Role::Agent, Role::Client, Role::Agent, Role::Other][..]),
        option::weighted(0.4, select(&["Ana", "Ben", "Cem", "Dot"][..])),
        text(),
        option::weighted(0.3, 0..50_i64),
        option::weighted(0.2, (0..40_usize, 0..40_usize)),
        option::weighted(0.2, select(&["en", "de", "zh-Hant"][..])),
        prop::bool::weighted(0.1),
        prop_oneof![4 => Just(0), 1 => 1..3_u32],
        measured(),
    )
        .prop_map(
            |(role, speaker, text, at, exclude, language, interrupted, unknown, measured)| {
                let (speech, series, duration_ms) = measured;
                Said {
                    role,
                    speaker,
                    text,
                    at,
                    exclude,
                    language,
                    interrupted,
                    unknown,
                    speech,
                    series,
                    duration_ms,
                }
            },
        )
}

pub(crate) fn dialogue(turns: core::ops::Range<usize>) -> impl Strategy<Value = Vec<Said>> {
    vec(said(), turns)
}

pub(crate) fn observe_all(session: &mut Session, dialogue: &[Said]) -> Vec<TurnReport> {
    dialogue.iter().map(|said| session.observe(&said.turn()).unwrap()).collect()
}

pub(crate) const SHARINGS: [Sharing; 5] = [
    Sharing::Pair(Party::AGENT, Party::CLIENT),
    Sharing::Pair(Party::CLIENT, Party::OTHER),
    Sharing::Own(Party::AGENT),
    Sharing::Own(Party::OTHER),
    Sharing::AllSpeakers,
];

/// Everything that two sessions with the same history must agree on, ids included.
#[derive(Debug, PartialEq)]
pub(crate) struct State {
    pub snapshot: Vec<u8>,
    pub summary: SessionSummary,
    pub lexica: Vec<Lexicon>,
}

pub(crate) fn state(session: &Session) -> State {
    State {
        snapshot: session.snapshot().unwrap(),
        summary: session.summary(),
        lexica: SHARINGS.map(|sharing| session.lexicon(sharing)).into(),
    }
}

/// Everything that must agree where words may have other ids, as text.
pub(crate) fn visible(session: &Session) -> String {
    let summary = session.summary();
    let lexica = SHARINGS.map(|sharing| lexicon_figures(&session.lexicon(sharing))).join("\n");
    format!(
        "turns {} words {} code {:?} quoted {:?} backwards {} unknown {} overflow {} dropped {} \
         speakers {} vocabulary {}\n{:?}\n{:?}\n{lexica}",
        summary.turns(),
        summary.words(),
        summary.code_share(),
        summary.quoted_share(),
        summary.clock_backwards(),
        summary.unknown_hints(),
        summary.overflow_words(),
        summary.speakers_dropped(),
        summary.speakers,
        summary.vocabulary,
        summary.lexical,
        summary.register,
    )
}

pub(crate) fn lexicon_figures(lexicon: &Lexicon) -> String {
    let expressions: Vec<_> = lexicon
        .expressions()
        .iter()
        .map(|e| {
            let free = (e.free_turns, e.free_occurrences, e.first_free_turn);
            (&e.text, e.size, &e.turns, free, e.initiator, e.establishment_turn, e.priming)
        })
        .collect();
    let used: Vec<_> = lexicon.sharers().map(|party| lexicon.usage_variety(party)).collect();
    format!(
        "{:?} {} {:?} {used:?}\n{:?}\n{expressions:?}",
        lexicon.sharing(),
        lexicon.words(),
        lexicon.vocabulary_overlap(),
        lexicon.turns(),
    )
}

/// A report without the ids that the session uses inside.
pub(crate) fn report_figures(report: &TurnReport) -> String {
    format!(
        "{} {:?} {:?} {:?} {:?} {} {:?} {:?} {:?}\n{}\n{:?}",
        report.turn,
        report.role,
        report.party,
        report.speaker,
        report.at,
        report.clock_backwards,
        report.text,
        report.segments,
        report.patterns,
        figures(&report.lexical, 0, true),
        report.register,
    )
}
