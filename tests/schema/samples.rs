//! What the library writes: of every example conversation and of small ones made for the corners,
//! under many settings.

use super::acts;
use lingsync::{
    Config, Engine, Hints, Party, Role, Session, Turn,
    config::{Detail, GlossaryEntry, Retention},
    lexical::Sharing,
    register::RegisterBackground,
    transcript::{AnalyseOptions, Dialogue, Transcripts},
};
use std::path::PathBuf;

/// JSON with the definition that it should fit.
pub(crate) struct Sample {
    pub(crate) def: &'static str,
    pub(crate) from: String,
    pub(crate) json: String,
}

fn example_files() -> Vec<PathBuf> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");
    let paths = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let is_transcript = |path: &PathBuf| path.extension().is_some_and(|end| end != "md");
    let mut paths: Vec<PathBuf> = paths.filter(is_transcript).collect();
    paths.sort();
    assert!(paths.len() >= 7, "{paths:?}");
    paths
}

fn dialogues(config: &Config) -> Vec<(String, Vec<Turn<'static>>)> {
    let mut all = Vec::new();
    for path in example_files() {
        let text = std::fs::read(&path).unwrap();
        for dialogue in Transcripts::new("x", &*text, config) {
            let Dialogue { id, turns, .. } = dialogue.unwrap();
            all.push((id, turns));
        }
    }
    let marked = config.clarification.experimental.then(acts::conversations);
    let made = corners().into_iter().chain(marked.unwrap_or_default());
    all.extend(made.map(|(name, turns)| (name.to_owned(), turns)));
    all
}

/// Small conversations with what the examples lack.
fn corners() -> Vec<(&'static str, Vec<Turn<'static>>)> {
    let pasted = "Sorry, the box broke:\n\n```\nopen(box)\n```\n\n> the box left on Monday\n\n\
                  see https://example.org/box\n\n| size | price |\n|---|---|\n| big | 10 |\n\n\
                  Traceback (most recent call last):\n  File \"box.py\", line 1, in <module>\n\
                  ValueError: no box\n";
    let mut abroad = Hints::default();
    abroad.language = Some("fi".into());
    let crowd = (0..10).map(|n| {
        let label = format!("speaker {n}");
        let role = [Turn::client, Turn::agent][n % 2];
        role("the lift is stuck again").speaker(label)
    });
    let crowd = crowd.chain([Turn::client("which lift is stuck again?").speaker("speaker 4")]);
    vec![
        ("nothing", vec![]),
        ("one turn", vec![Turn::client("my box is late").speaker("Ana").at(10)]),
        ("one empty turn", vec![Turn::agent("")]),
        ("silence", vec![Turn::client(""), Turn::agent(""), Turn::client("  ")]),
        ("figures", vec![Turn::client("12 34"), Turn::agent("34 56"), Turn::client("why?")]),
        ("echo", vec![Turn::client("red kites circle"), Turn::agent("red kites circle")]),
        (
            "pasted",
            vec![
                Turn::client("where is my box? the box is late").speaker("Ana").at(10),
                Turn::agent("Your consignment left the depot.").speaker("Ben").at(5),
                Turn::client(pasted).speaker("Ana").at(20),
                Turn::agent("The parcel is late, sorry. The box broke."),
                Turn::new(Role::Other, "the box is late here too"),
                Turn::client("laatikko on myöhässä, the box is late").hints(abroad),
                Turn::agent("The box is late."),
            ],
        ),
        ("crowd", crowd.collect()),
        ("long", long()),
    ]
}

/// A conversation long enough for every statistic, with times, prosody and much politeness.
fn long() -> Vec<Turn<'static>> {
    const CLIENT: [&str; 6] = [
        "Hey, could you please help me with the order? I would really appreciate it!",
        "Please tell me why the box is so terribly late. What happened to it?",
        "By the way, I'm sorry for asking twice, can you look again in the system for us?",
        "Great, that is wonderful news and I am very happy with it, thank you.",
        "So in fact you lost it?? But I asked you nicely, and it seems that nobody cared.",
        "ok... My name is on the box, your people saw it, and I suggest we wait.",
    ];
    const AGENT: [&str; 5] = [
        "Hello! I am sorry to hear that, we will look into the order for you today.",
        "I think that the box may be at the depot, and you can collect it from there.",
        "Thanks for waiting. It is terrible that this happened twice; would you like a refund?",
        "Good. Your box arrives on Monday, before noon, with our usual driver.",
        "Perhaps. We are not sure, and I do not want to promise what we cannot keep.",
    ];
    const ANGRY: [&str; 4] = [
        "lol u guys lost it again?? omg this is such a stupid damn joke, i hate it so much",
        "no no no, dont u dare, ur support sucks and im so sick of this crap, it is horrible",
        "wtf dude, gimme my money back now, u idiots ruined my whole week and i cant even",
        "yeah right, as if, i dont believe u anymore, this is the worst shop ever, so pathetic",
    ];
    let mut turns = Vec::new();
    for number in 0..80_usize {
        let mut hints = Hints::default();
        hints.set_series("pitch", 180.0 + (number * 7 % 23) as f64);
        let text = match number % 2 {
            // Polite and formal at first, then no longer: the level moves.
            0 if number < 40 => {
                [CLIENT[number * 3 % 7 % CLIENT.len()], CLIENT[number % 5]].join(" ")
            }
            0 => [ANGRY[number * 3 % 7 % ANGRY.len()], ANGRY[number % 3]].join(" "),
            _ => AGENT[number * 5 % 11 % AGENT.len()].to_owned(),
        };
        let role = if number % 2 == 0 { Role::Client } else { Role::Agent };
        let turn = Turn::new(role, text).at(number as i64 * 4_000 + (number * 37 % 900) as i64);
        turns.push(turn.hints(hints));
    }
    turns
}

/// A background of a few small dialogues.
fn background(engine: &Engine) -> RegisterBackground {
    let mut background = RegisterBackground::new();
    for number in 0..6_u64 {
        let mut analyser = engine.analyser();
        let turns = long().into_iter().skip(number as usize * 3).take(8);
        let readings: Vec<_> =
            turns.map(|turn| engine.read(&turn, &analyser.analyse(&turn).unwrap())).collect();
        background.absorb(number, &readings);
    }
    background
}

fn engines() -> Vec<(&'static str, Engine)> {
    let with = |change: &dyn Fn(&mut Config)| {
        let mut config = Config::default();
        config.detail = Detail::Full;
        change(&mut config);
        Engine::builder(config).key(*b"sixteen secrets!").build().unwrap()
    };
    let terms = |config: &mut Config| {
        let entry = |id: &str, terms: &[&str]| GlossaryEntry {
            id: id.into(),
            terms: terms.iter().map(|term| (*term).to_owned()).collect(),
        };
        config.glossary = vec![
            entry("parcel", &["box", "parcel", "consignment"]),
            entry("book", &["order book", "ledger"]),
        ];
        #[cfg(feature = "patterns")]
        config.patterns.push(lingsync::config::Pattern {
            name: "apology".into(),
            regex: "(?i)sorry".into(),
            effect: lingsync::config::PatternEffect::Act,
        });
    };
    vec![
        ("plain", with(&|config| config.detail = Detail::Brief)),
        ("full", with(&|_| {})),
        ("eager", with(&|config| config.lexical.eager_lexicon = true)),
        ("terms", with(&terms)),
        (
            "terms in brief",
            with(&|config| {
                terms(config);
                config.detail = Detail::Brief;
            }),
        ),
        ("speakers", with(&|config| config.lexical.all_speakers = true)),
        (
            "keyed",
            with(&|config| {
                terms(config);
                config.retention = Retention::Keyed;
            }),
        ),
        ("acts", Engine::new(acts::config()).unwrap()),
        ("client state", with(&|config| config.register.client_state = true)),
        ("compared", {
            let mut config = Config::default();
            config.detail = Detail::Full;
            let background = background(&Engine::default());
            Engine::builder(config).background(background).build().unwrap()
        }),
        ("nothing kept", with(&|config| config.retention = Retention::None)),
        (
            "dialign",
            with(&|config| {
                *config = Config::dialign();
                config.detail = Detail::Full;
            }),
        ),
        (
            "tight",
            with(&|config| {
                config.lexical.window_tokens = 64;
                config.lexical.max_run_tokens = 16;
                config.limits.max_evidence = 1;
                config.limits.max_vocabulary = 40;
                config.limits.max_speakers = 1;
            }),
        ),
    ]
}

/// Everything that sessions give.
pub(crate) fn of_sessions() -> Vec<Sample> {
    let mut samples = Vec::new();
    for (settings, engine) in engines() {
        for (name, turns) in dialogues(engine.config()) {
            let from = format!("{name}, {settings}");
            let mut add = |def, json| samples.push(Sample { def, from: from.clone(), json });
            let mut session = engine.session();
            for (number, turn) in turns.iter().enumerate() {
                let preview = session.preview(turn).unwrap().to_json();
                let report = session.observe(turn).unwrap();
                assert_eq!(preview, report.to_json(), "{from}");
                add("TurnReport", report.to_json_in(Detail::Brief));
                add("TurnReport", report.to_json_in(Detail::Full));
                if number < 2 {
                    add("SessionSummary", session.summary().to_json());
                }
            }
            add("SessionSummary", session.summary_in(Detail::Brief).to_json());
            add("SessionSummary", session.summary_in(Detail::Full).to_json());
            lexicons(&session, |json| add("Lexicon", json));
            if !turns.is_empty() && engine.config().retention != Retention::None {
                session.redact(0).unwrap();
                add("SessionSummary", session.summary().to_json());
            }
        }
    }
    samples
}

fn lexicons(session: &Session, mut add: impl FnMut(String)) {
    let parties = [Party::CLIENT, Party::AGENT, Party::OTHER];
    for sharing in parties.map(Sharing::Own).into_iter().chain([
        Sharing::Pair(Party::AGENT, Party::CLIENT),
        Sharing::Pair(Party::CLIENT, Party::OTHER),
        Sharing::AllSpeakers,
    ]) {
        add(session.lexicon(sharing).to_json());
    }
}

/// The lines of every example and of a file made for the corners, as `analyse --json` prints them:
/// dialogues, and problems in their place.
pub(crate) fn of_transcripts() -> Vec<Sample> {
    let mut files: Vec<Vec<u8>> =
        example_files().iter().map(|path| std::fs::read(path).unwrap()).collect();
    files.push(CORNERS.into());
    let mut small = Config::default();
    small.limits.max_turn_bytes = 48;
    let small = ("small turns", Engine::new(small).unwrap());
    let mut samples = Vec::new();
    for (place, (settings, engine)) in engines().into_iter().chain([small]).enumerate() {
        // Two of the eight sets of options with each engine, so that all come.
        for number in [place, place + 3] {
            let mut options = AnalyseOptions::default();
            options.detail = [None, Some(Detail::Full)][number % 2];
            options.summary_only = number & 2 != 0;
            options.lexicon = number & 4 != 0;
            options.keep_going = true;
            for data in &files {
                for line in engine.analyse_jsonl(data, &options).unwrap().lines() {
                    let is_problem = line.starts_with(r#"{"error":"#);
                    let def = if is_problem { "Problem" } else { "DialogueReport" };
                    let from = format!("{settings}, {options:?}");
                    samples.push(Sample { def, from, json: line.to_owned() });
                }
            }
        }
    }
    samples
}

/// Nothing but skipped messages, an id to be quoted, and one line for each kind of problem.
const CORNERS: &str = r#"{"id": "\u00e9 \"x\"", "turns": []}
{"messages": [{"role": "system", "content": "be brief"}]}
{"turns": 1}
{"turns": [{"role": "user", "text": "my box is late", "at": 7, "hints": {"claims": 1}}]}
{"id": "long", "turns": [{"role": "user", "text": "0123456789 0123456789 0123456789 0123456789 0123456789"}, {"role": "bot", "text": "ok"}]}
"#;
