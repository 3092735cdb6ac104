//! Random conversations with all that the register tracker reads of a turn.

use lingsync::{
    Config, Engine, Hints, Modality, Role, Session, Turn, TurnReport,
    config::{Detail, MarkerList},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// So many cases; a failure is minimised and printed, and no file is written.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Sentences of different register.
const SENTENCES: [&str; 24] = [
    "I would be most grateful if you could look into the matter of the invoice.",
    "hey can u fix this pls",
    "Thank you so much, that was really kind of you!",
    "This is the worst service I have ever had, and nobody seems to care.",
    "I think we should perhaps wait until the end of the week.",
    "no",
    "Yes.",
    "The parcel never came, and it was not at the office either.",
    "WHY IS IT STILL BROKEN???",
    "I understand, and I am sorry about all of this.",
    "lol ok :)",
    "Could you please tell me which of the two boxes is yours?",
    "They are absolutely certain that it will work.",
    "Maybe, but I don't know...",
    "Dear Sir or Madam, regarding the aforementioned agreement we must decline.",
    "It's great, I love it 😀",
    "The one in the corner has some of the papers under it, because few people ever go there.",
    "We are afraid that she may lose everything.",
    "u r the best!!",
    "```\nfn main() {}\n```",
    "",
    "On the other hand, neither of them has many reasons to be so angry with you.",
    "ok",
    "Never mind, I found it.",
];

/// Sounds of listening when spoken.
const LISTENING: [&str; 3] = ["mhm", "yeah", "um"];

/// A turn as the generators make it.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) role: Role,
    pub(crate) text: String,
    pub(crate) at: Option<i64>,
    pub(crate) duration_ms: Option<f64>,
    pub(crate) series: Vec<(&'static str, f64)>,
    pub(crate) speech: bool,
    pub(crate) language: Option<&'static str>,
    pub(crate) interrupted: bool,
}

impl Said {
    pub(crate) fn turn(&self) -> Turn<'_> {
        let mut hints = Hints::default();
        for (name, value) in &self.series {
            hints.set_series(*name, *value);
        }
        hints.modality = self.speech.then_some(Modality::Speech);
        hints.language = self.language.map(String::from);
        hints.interrupted = self.interrupted;
        hints.duration_ms = self.duration_ms;
        let mut turn = Turn::new(self.role, &*self.text).hints(hints);
        turn.at = self.at;
        turn
    }

    /// Whether it is spoken and no more than a sound of listening, in the pack's language.
    pub(crate) fn is_listening(&self) -> bool {
        let english = self.language.is_none_or(|language| language.starts_with("en"));
        let words = self.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let listens = |word: &str| {
            let word = word.to_lowercase();
            LISTENING.contains(&&*word) || ["yes", "ok"].contains(&&*word)
        };
        let few = (1..=2).contains(&words.clone().count());
        self.speech && english && few && words.into_iter().all(listens)
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => vec(select(&SENTENCES[..]), 1..4).prop_map(|sentences| sentences.join(" ")),
        1 => select(&LISTENING[..]).prop_map(String::from),
    ]
}

fn series() -> impl Strategy<Value = Vec<(&'static str, f64)>> {
    let value = (-200..200_i32).prop_map(|value| f64::from(value) / 4.0);
    vec((select(&["pitch", "loudness", "pause"][..]), value), 0..3)
}

pub(crate) fn said() -> impl Strategy<Value = Said> {
    (
        select(&[Role::Client, Role::Agent, Role::Client, Role::Agent, Role::Other][..]),
        text(),
        (option::weighted(0.7, 0..200_i64), option::weighted(0.3, 0..40_i32)),
        series(),
        prop::bool::weighted(0.2),
        option::weighted(0.1, select(&["en-GB", "es"][..])),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(role, text, (at, duration), series, speech, language, interrupted)| Said {
            role,
            text,
            at,
            duration_ms: duration.map(f64::from),
            series,
            speech,
            language,
            interrupted,
        })
}

/// A dialogue whose times go forwards but for a few.
pub(crate) fn dialogue(turns: core::ops::Range<usize>) -> impl Strategy<Value = Vec<Said>> {
    vec(said(), turns).prop_map(|mut dialogue| {
        for (said, number) in dialogue.iter_mut().zip(0..) {
            said.at = said.at.map(|at| number * 100 + at);
        }
        dialogue
    })
}

/// All that the register tracker can do: full reports, the client's state, marker lists of the
/// host.
pub(crate) fn config() -> Config {
    let mut config = Config::default();
    config.detail = Detail::Full;
    config.register.client_state = true;
    let list = |name: &str, words: [&str; 3]| MarkerList {
        name: name.into(),
        words: words.map(String::from).into(),
    };
    config.register.markers = vec![
        list("article", ["the", "a", "an"]),
        list("pronoun", ["i", "you", "we"]),
        list("negation", ["no", "not", "never"]),
    ];
    config
}

pub(crate) fn session() -> Session {
    Engine::new(config()).unwrap().session()
}

/// Observes after a preview that must say the same.
pub(crate) fn observe(session: &mut Session, turn: &Turn<'_>) -> TurnReport {
    let preview = session.preview(turn).unwrap();
    let report = session.observe(turn).unwrap();
    assert_eq!(preview, report);
    report
}
