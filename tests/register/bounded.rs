//! State stays small: in a dialogue of thousands of turns nothing grows once everything has been
//! seen.

use crate::talk::{config, observe};
use lingsync::{
    Engine, Hints, Modality, RegisterTracker, Role, Session, Tracker, Turn,
    accommodation::{Counts, Series, SeriesTurn},
    register::{Rlsm, StyleCounts, coordination::Coordination},
};

const TEXTS: [&str; 6] = [
    "I would be grateful if you could tell me where the parcel is.",
    "It is on the way, and it should not take more than a few days!",
    "Thanks, but nobody told me.",
    "no idea lol",
    "We are sorry that you were not told about it, that was our mistake.",
    "that is fine by me",
];

/// A long dialogue of three parties with times, series, speech and other languages.
fn turn(number: u32) -> Turn<'static> {
    let role = [Role::Client, Role::Agent, Role::Client, Role::Agent, Role::Other];
    let mut hints = Hints::default();
    hints.set_series("pitch", f64::from(number * 7919 % 101));
    hints.set_series(["loudness", "pause"][number as usize % 2], f64::from(number % 13));
    hints.modality = (number % 11 == 0).then_some(Modality::Speech);
    hints.language = (number % 17 == 0).then(|| "es".into());
    hints.interrupted = number % 23 == 0;
    let text = TEXTS[(number * 7919 % 97 % 6) as usize];
    Turn::new(role[(number * 31 % 5) as usize], text).at(i64::from(number) * 900).hints(hints)
}

fn watched(session: &mut Session, turns: core::ops::Range<u32>) {
    turns.for_each(|number| drop(session.observe(&turn(number)).unwrap()));
}

#[test]
fn the_tracker_holds_no_more_after_four_thousand_turns_than_after_five_hundred() {
    let engine = Engine::new(config()).unwrap();
    let (mut analyser, mut tracker) = (engine.analyser(), RegisterTracker::new(&engine));
    let mut held = Vec::new();
    for number in 0..4_000 {
        let turn = turn(number);
        tracker.observe(&engine.read(&turn, &analyser.analyse(&turn).unwrap()));
        if [499, 3_999].contains(&number) {
            held.push(tracker.heap_bytes());
        }
    }
    assert_eq!(held[0], held[1]);
    // Three parties, 13 dimensions, 3 series of the host: about 3 KiB for each and pair.
    assert!(held[1] < 320 << 10, "{}", held[1]);
}

#[test]
fn a_session_and_its_snapshot_reach_a_plateau() {
    let mut config = config();
    config.lexical.window_tokens = 512;
    config.lexical.max_run_tokens = 128;
    let mut session = Engine::new(config).unwrap().session();
    let mut most = |from: u32| {
        let (mut heap, mut snapshot) = (0, 0);
        for part in 0..20 {
            watched(&mut session, from + part * 50..from + part * 50 + 50);
            heap = heap.max(session.heap_bytes());
            snapshot = snapshot.max(session.snapshot().unwrap().len());
        }
        (heap, snapshot)
    };
    let (early, late) = (most(1_000), most(3_000));
    let within = |late: usize, early: usize| late * 20 <= early * 21;
    assert!(within(late.0, early.0), "heap {early:?} {late:?}");
    assert!(within(late.1, early.1), "snapshot {early:?} {late:?}");
}

#[test]
fn a_turn_late_in_a_dialogue_is_still_previewed_as_observed() {
    let mut session = Engine::new(config()).unwrap().session();
    watched(&mut session, 0..1_500);
    (1_500..1_520).for_each(|number| drop(observe(&mut session, &turn(number))));
}

#[test]
fn no_part_of_the_engine_grows_with_the_turns() {
    let held = |turns: u32| {
        let (mut numbers, mut styles) = (Series::<f64>::new(), Series::<Counts<9>>::new());
        let (mut rlsm, mut coordination) = (Rlsm::default(), Coordination::new(8));
        for t in 0..turns {
            let (party, words) = ((t * 7919 % 8) as u8, 3 + t % 30);
            let counts = [t % 3, t % 2, 1, 0, 0, t % 5, 0, 1, 0];
            let style = Counts { counts, words };
            numbers.observe(SeriesTurn::new(party, words, Some(f64::from(t % 19))));
            styles.observe(SeriesTurn::new(party, words, Some(style)));
            rlsm.observe(party, StyleCounts { words, counts });
            coordination.observe(u16::from(party), t % 256);
        }
        [numbers.heap_bytes(), styles.heap_bytes(), rlsm.heap_bytes(), coordination.heap_bytes()]
    };
    assert_eq!(held(2_000), held(40_000));
}
