//! The laws of docs/DESIGN.md, section 1, for the register tracker used alone.

use crate::talk::{Said, cases, config, dialogue, said};
use lingsync::{
    Analyser, Engine, RegisterObservation, RegisterTracker, Session, Tracker,
    config::Detail,
    register::{Reading, RegisterBackground},
};
use proptest::prelude::*;

/// A tracker with the text pass that reads its turns.
struct Alone {
    engine: Engine,
    analyser: Analyser,
    tracker: RegisterTracker,
}

impl Alone {
    fn new(engine: &Engine) -> Self {
        let (analyser, tracker) = (engine.analyser(), RegisterTracker::new(engine));
        Self { engine: engine.clone(), analyser, tracker }
    }

    fn read(&mut self, said: &Said) -> Reading {
        let turn = said.turn();
        self.engine.read(&turn, &self.analyser.analyse(&turn).unwrap())
    }

    fn observe(&mut self, said: &Said) -> Box<RegisterObservation> {
        let reading = self.read(said);
        self.tracker.observe(&reading)
    }
}

fn engine(seed: u64) -> Engine {
    Engine::builder(config()).hasher_seed(seed).build().unwrap()
}

/// Floors of other dialogues.
fn background(dialogues: &[Vec<Said>]) -> RegisterBackground {
    let mut background = RegisterBackground::new();
    for (number, dialogue) in (1..).zip(dialogues) {
        let mut alone = Alone::new(&engine(0));
        let readings: Vec<Reading> = dialogue.iter().map(|said| alone.read(said)).collect();
        background.absorb(number, &readings);
    }
    background
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn a_preview_equals_the_observation_and_changes_nothing(
        dialogue in dialogue(1..40),
        other in said(),
    ) {
        let mut alone = Alone::new(&engine(1));
        let other = alone.read(&other);
        for said in &dialogue {
            let reading = alone.read(said);
            let (before, bytes) = (alone.tracker.summary(), alone.tracker.heap_bytes());
            alone.tracker.preview(&other);
            let preview = alone.tracker.preview(&reading);
            prop_assert_eq!(alone.tracker.summary(), before);
            prop_assert_eq!(alone.tracker.heap_bytes(), bytes);
            prop_assert_eq!(alone.tracker.observe(&reading), preview);
        }
    }

    #[test]
    fn previews_and_summaries_between_turns_leave_the_rest_as_it_was(
        dialogue in dialogue(1..40),
        other in said(),
    ) {
        let engine = engine(1);
        let (mut asked, mut plain) = (Alone::new(&engine), Alone::new(&engine));
        let other = Alone::new(&engine).read(&other);
        for said in &dialogue {
            asked.tracker.preview(&other);
            drop(asked.tracker.summary());
            prop_assert_eq!(asked.observe(said), plain.observe(said));
        }
        prop_assert_eq!(asked.tracker.summary(), plain.tracker.summary());
    }

    #[test]
    fn two_hasher_seeds_and_two_runs_give_the_same_bytes(
        dialogue in dialogue(1..40),
        seeds in any::<(u64, u64)>(),
    ) {
        let run = |seed| {
            let mut session = engine(seed).session();
            let turns = dialogue.iter().map(|said| session.observe(&said.turn()).unwrap().to_json());
            let turns: Vec<String> = turns.collect();
            (turns, session.summary().to_json(), session.snapshot().unwrap())
        };
        let first = run(seeds.0);
        prop_assert!(first == run(seeds.0), "two runs differ");
        prop_assert!(first == run(seeds.1), "two seeds differ");
    }

    #[test]
    fn the_tracker_alone_says_what_a_session_says(dialogue in dialogue(1..40)) {
        let engine = engine(1);
        let (mut alone, mut session) = (Alone::new(&engine), engine.session());
        for said in &dialogue {
            prop_assert_eq!(alone.observe(said), session.observe(&said.turn()).unwrap().register);
        }
        prop_assert_eq!(alone.tracker.summary(), session.summary().register);
    }

    #[test]
    fn after_a_reset_the_tracker_is_as_new(before in dialogue(1..30), after in dialogue(1..30)) {
        let engine = engine(1);
        let (mut used, mut fresh) = (Alone::new(&engine), Alone::new(&engine));
        before.iter().for_each(|said| drop(used.observe(said)));
        used.tracker.reset();
        prop_assert_eq!(used.tracker.summary(), fresh.tracker.summary());
        prop_assert_eq!(used.tracker.heap_bytes(), fresh.tracker.heap_bytes());
        for said in &after {
            prop_assert_eq!(used.observe(said), fresh.observe(said));
        }
        prop_assert_eq!(used.tracker.summary(), fresh.tracker.summary());
    }
}

/// How a session with a background comes to its end.
fn finish(mut session: Session, rest: &[Said]) -> (String, Vec<u8>) {
    rest.iter().for_each(|said| drop(session.observe(&said.turn()).unwrap()));
    (session.summary_in(Detail::Full).to_json(), session.snapshot().unwrap())
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn a_background_of_other_dialogues_keeps_the_laws(
        others in proptest::collection::vec(dialogue(4..16), 1..4),
        dialogue in dialogue(2..50),
        cut in any::<prop::sample::Index>(),
    ) {
        let background = background(&others);
        let read = RegisterBackground::from_bytes(&background.to_bytes()).unwrap();
        prop_assert_eq!(&read, &background);
        let mut config = config();
        // So small that its state is in the snapshot, not only in the log.
        config.lexical.window_tokens = 64;
        config.lexical.max_run_tokens = 16;
        let engine = Engine::builder(config).background(background).build().unwrap();
        let (first, rest) = dialogue.split_at(cut.index(dialogue.len()));
        let mut session = engine.session();
        for said in first {
            let preview = session.preview(&said.turn()).unwrap();
            prop_assert_eq!(session.observe(&said.turn()).unwrap(), preview);
        }
        let restored = engine.restore(&session.snapshot().unwrap()).unwrap();
        let mut rewound = session.clone();
        rewound.observe(&rest[0].turn()).unwrap();
        rewound.rewind(first.len() as u32).ok();
        let expected = finish(session, rest);
        prop_assert!(finish(restored, rest) == expected, "restored at {}", first.len());
        if rewound.turns() as usize == first.len() {
            prop_assert!(finish(rewound, rest) == expected, "rewound to {}", first.len());
        }
    }
}
