//! The laws of the library, with claims, facts, hooks and pressure in every turn.

use lingsync::{
    Claim, Config, Engine, Hints, Role, Session, Stance, StanceHint, Turn, Verdict,
    correction::{
        Answer, Checked, ClaimQuery, CorrectionSummary, Fact, FactBase, Hooks, Resolution, Stanced,
        number_of_flips, turn_of_flip,
    },
};
use proptest::{collection::vec, prelude::*};

const TEXTS: [&str; 16] = [
    "Why are bats blind?",
    "Bats can't see, everyone knows that.",
    "Actually, bats can see quite well.",
    "No, that's a common misconception. Bats are not blind.",
    "You're right, I was wrong. Bats are blind.",
    "You're right that it is dark there, but bats still see.",
    "Are you sure?",
    "You're wrong. My teacher says they are blind.",
    "I apologise, but that is incorrect.",
    "The museum opens at eight.",
    "The museum opens at nine, not at eight.",
    "That's a great question!",
    "Which animal do you mean?",
    "Thanks. Something else: how tall is the tower?",
    "I'm not sure, it may be a bit more nuanced.",
    "👍",
];
const VERDICTS: [Verdict; 4] = [Verdict::False, Verdict::True, Verdict::Unknown, Verdict::Pending];
const STANCES: [Stance; 6] = [
    Stance::Asserts,
    Stance::Denies,
    Stance::Neither,
    Stance::Holds,
    Stance::Hedges,
    Stance::GivesUp,
];

/// A turn out of random bits.
fn turn(bits: u64) -> Turn<'static> {
    let at = |shift: u32, count: usize| (bits >> shift) as usize % count;
    let role = [Role::Client, Role::Agent, Role::Client, Role::Agent, Role::Other][at(0, 5)];
    let mut hints = Hints::default();
    for n in 0..(bits >> 8 & 3).saturating_sub(1) {
        let verdict = VERDICTS[at(12 + 2 * n as u32, 4)];
        let mut claim = Claim::new(format!("c{}", at(16, 5) as u64 + n), "bats are blind", verdict);
        if bits >> 20 & 1 == 1 {
            claim.correct_text = Some("bats can see".into());
        }
        if bits >> 21 & 7 == 7 {
            claim.keywords_any.push("see".into());
        }
        hints.claims.push(claim);
    }
    if bits >> 24 & 3 == 3 {
        hints.stances.push(StanceHint::new(format!("c{}", at(26, 6)), STANCES[at(30, 6)]));
    }
    let maybe = |shift: u32| match bits >> shift & 7 {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    };
    (hints.pushback, hints.evidence, hints.agent_was_wrong) = (maybe(33), maybe(36), maybe(39));
    Turn::new(role, TEXTS[at(44, TEXTS.len())]).hints(hints)
}

/// Answers by what is asked alone.
struct Host;

impl Hooks for Host {
    fn check(&self, claim: &ClaimQuery<'_>) -> Answer<Checked> {
        match claim.id.len() + claim.turn as usize % 3 {
            2 => Answer::Known(Checked::new(Verdict::False)),
            3 => Answer::Pending,
            _ => Answer::Nothing,
        }
    }

    fn stance(&self, claim: &ClaimQuery<'_>) -> Answer<Stanced> {
        match (claim.turn as usize + claim.turn_text.len()) % 4 {
            0 => Answer::Known(Stanced::new(STANCES[claim.turn_text.len() % 6])),
            1 => Answer::Pending,
            _ => Answer::Nothing,
        }
    }
}

fn engine(window: bool) -> Engine {
    let mut config = Config::default();
    config.correction.pending_turns = 4;
    config.correction.claim_turns = 3;
    if window {
        config.lexical.window_tokens = 64;
    }
    let facts = [Fact::new(["the museum"], ["opens"], "nine").wrong(["eight"])];
    Engine::builder(config).facts(FactBase::new(facts).unwrap()).build().unwrap()
}

fn session(engine: &Engine, hooks: bool) -> Session {
    let mut session = engine.session();
    session.watch([Claim::new("c9", "the tower is tall", Verdict::True)]).unwrap();
    if hooks {
        session.set_hooks(Host);
    }
    session
}

fn holds(summary: &CorrectionSummary) {
    let rates = [summary.hold_rate, summary.hedge_rate, summary.cave_rate, summary.reconsider_rate];
    for rate in rates.into_iter().chain([summary.persistence, summary.validation_density]) {
        assert!(rate.hits <= rate.of, "{rate:?}");
    }
    assert!(rates.iter().map(|rate| rate.hits).sum::<u64>() <= summary.pushbacks);
    for rate in [summary.correction_rate, summary.hedged_share, summary.false_correction_rate] {
        assert!(rate.rate().is_none_or(|rate| rate.hits <= rate.of));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_preview_is_what_observing_says_with_hooks_and_without(
        turns in vec(any::<u64>(), 1..24),
        hooks: bool,
    ) {
        let mut session = session(&engine(false), hooks);
        for bits in turns {
            let preview = session.preview(&turn(bits)).unwrap();
            prop_assert_eq!(session.observe(&turn(bits)).unwrap(), preview);
            holds(&session.summary().correction);
        }
    }

    #[test]
    fn going_back_is_as_if_the_later_turns_had_never_been_seen(
        turns in vec(any::<u64>(), 1..16),
        more in vec(any::<u64>(), 1..8),
        hooks: bool,
        window: bool,
    ) {
        let engine = engine(window);
        let mut session = session(&engine, hooks);
        for bits in &turns {
            session.observe(&turn(*bits)).unwrap();
        }
        let before = (session.snapshot().unwrap(), session.summary());
        let mut later = session.clone();
        for bits in &more {
            later.observe(&turn(*bits)).unwrap();
        }
        if later.rewind(turns.len() as u32).is_ok() {
            prop_assert_eq!(later.summary(), before.1);
            let next = turn(more[0]);
            prop_assert_eq!(later.observe(&next).unwrap(), session.observe(&next).unwrap());
        }
    }

    #[test]
    fn a_snapshot_goes_on_as_its_session_would_have(
        turns in vec(any::<u64>(), 1..16),
        more in vec(any::<u64>(), 1..8),
        window: bool,
    ) {
        let engine = engine(window);
        let mut session = session(&engine, false);
        for bits in &turns {
            session.observe(&turn(*bits)).unwrap();
        }
        let mut restored = engine.restore(&session.snapshot().unwrap()).unwrap();
        prop_assert_eq!(restored.summary(), session.summary());
        for bits in &more {
            let turn = turn(*bits);
            prop_assert_eq!(restored.observe(&turn).unwrap(), session.observe(&turn).unwrap());
        }
    }

    #[test]
    fn a_verdict_that_comes_late_counts_as_if_it_had_been_known(
        turns in vec(any::<u64>(), 1..14),
        which in 0..6_usize,
        verdict in 0..2_usize,
    ) {
        let engine = engine(false);
        let mut session = session(&engine, false);
        for bits in &turns {
            session.observe(&turn(*bits)).unwrap();
        }
        let reported = session.summary().correction;
        let found = Resolution::new(VERDICTS[verdict]);
        match session.resolve(&format!("c{which}"), &found) {
            Err(_) => prop_assert_eq!(session.summary().correction, reported),
            Ok(_) => {
                // The state that is built again from the log is the one that was settled.
                let restored = engine.restore(&session.snapshot().unwrap()).unwrap();
                prop_assert_eq!(restored.summary(), session.summary());
                holds(&session.summary().correction);
                let again = session.resolve(&format!("c{which}"), &found).unwrap();
                prop_assert!(again.is_empty());
            }
        }
    }

    #[test]
    fn two_hash_seeds_give_the_same_bytes(turns in vec(any::<u64>(), 1..16)) {
        let facts = || FactBase::new([Fact::new(["the museum"], ["opens"], "nine").wrong(["eight"])]);
        let reports = |seed: u64| {
            let builder = Engine::builder(Config::default()).facts(facts().unwrap());
            let mut session = builder.hasher_seed(seed).build().unwrap().session();
            let all = turns.iter().map(|bits| session.observe(&turn(*bits)).unwrap().to_json());
            let all: Vec<String> = all.collect();
            (all, session.summary().to_json())
        };
        prop_assert_eq!(reports(1), reports(0xdead_beef));
    }

    #[test]
    fn flips_follow_their_definition(held in vec(any::<bool>(), 0..12)) {
        let tof = turn_of_flip(&held);
        prop_assert!(held[..tof].iter().all(|held| *held) && held.get(tof) != Some(&true));
        let nof = (1..held.len()).filter(|at| held[*at] != held[at - 1]).count();
        prop_assert_eq!(number_of_flips(&held), nof);
    }
}
