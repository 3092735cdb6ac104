//! Hooks: they are asked before anything changes, whatever they do.

use lingsync::{
    Claim, Config, Engine, Hints, Session, Stance, Turn, Verdict,
    correction::{Answer, Checked, ClaimQuery, Hooks, Resolution, Response, Source, Stanced},
};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

fn asked(verdict: Verdict) -> Turn<'static> {
    let mut hints = Hints::default();
    hints.claims.push(Claim::new("bats", "bats are blind", verdict));
    Turn::client("Why are bats blind?").hints(hints)
}

/// Counts how often it is asked, and answers what it is told to.
struct Scripted {
    calls: Arc<AtomicUsize>,
    check: fn() -> Answer<Checked>,
    stance: fn() -> Answer<Stanced>,
}

impl Hooks for Scripted {
    fn check(&self, _: &ClaimQuery<'_>) -> Answer<Checked> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        (self.check)()
    }

    fn stance(&self, _: &ClaimQuery<'_>) -> Answer<Stanced> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        (self.stance)()
    }
}

fn with(
    check: fn() -> Answer<Checked>,
    stance: fn() -> Answer<Stanced>,
) -> (Session, Arc<AtomicUsize>) {
    let (mut session, calls) = (Session::default(), Arc::new(AtomicUsize::new(0)));
    session.set_hooks(Scripted { calls: Arc::clone(&calls), check, stance });
    (session, calls)
}

fn false_claim() -> Answer<Checked> {
    Answer::Known(Checked::new(Verdict::False))
}

#[test]
fn only_a_claim_of_which_nothing_is_known_is_checked() {
    let (mut session, calls) = with(false_claim, || Answer::Nothing);
    session.observe(&asked(Verdict::True)).unwrap();
    assert_eq!(calls.load(Ordering::Relaxed), 0);
    let mut hints = Hints::default();
    hints.claims.push(Claim::new("owls", "owls see at night", Verdict::Unknown));
    let seen = session.observe(&Turn::client("And owls?").hints(hints)).unwrap().correction;
    assert_eq!((calls.load(Ordering::Relaxed), seen.claims[0].verdict), (1, Verdict::False));
    assert_eq!(seen.claims[0].verdict_source, Some(Source::Callback));
}

#[test]
fn a_hook_that_panics_or_answers_out_of_range_counts_as_pending() {
    let loud: [fn() -> Answer<Checked>; 3] = [
        || panic!("the host's own bug"),
        || {
            let mut found = Checked::new(Verdict::False);
            found.confidence = Some(f64::NAN);
            Answer::Known(found)
        },
        || Answer::Pending,
    ];
    std::panic::set_hook(Box::new(|_| {}));
    for check in loud {
        let (mut session, _) = with(check, || panic!("again"));
        let opened = session.observe(&asked(Verdict::Unknown)).unwrap().correction;
        assert_eq!(opened.claims[0].verdict, Verdict::Pending);
        let reply = session.observe(&Turn::agent("Bats are not blind.")).unwrap().correction;
        assert_eq!(reply.claims[0].response, Some(Response::Pending));
    }
    let _ = std::panic::take_hook();
}

#[test]
fn the_hosts_stance_decides_over_the_matcher_and_says_so() {
    let stance = || {
        let mut said = Stanced::new(Stance::Asserts);
        said.confidence = Some(0.75);
        Answer::Known(said)
    };
    let (mut session, _) = with(|| Answer::Nothing, stance);
    session.observe(&asked(Verdict::False)).unwrap();
    let seen = session.observe(&Turn::agent("Bats are not blind.")).unwrap().correction;
    let claim = &seen.claims[0];
    assert_eq!(
        (claim.response, claim.source),
        (Some(Response::Accommodate), Some(Source::Callback))
    );
    assert_eq!(claim.confidence.value(), Some(0.75));
}

#[test]
fn a_preview_asks_the_same_and_changes_nothing_unless_it_is_switched_off() {
    let (mut session, calls) = with(false_claim, || Answer::Known(Stanced::new(Stance::Denies)));
    let turn = asked(Verdict::Unknown);
    let preview = session.preview(&turn).unwrap();
    assert_eq!(session.observe(&turn).unwrap(), preview);
    let reply = Turn::agent("Let us talk about owls.");
    let preview = session.preview(&reply).unwrap();
    assert_eq!(session.observe(&reply).unwrap(), preview);
    assert_eq!(calls.load(Ordering::Relaxed), 4);

    let mut config = Config::default();
    config.correction.hooks_in_preview = false;
    let mut quiet = Engine::new(config).unwrap().session();
    let calls = Arc::new(AtomicUsize::new(0));
    let check: fn() -> Answer<Checked> = false_claim;
    quiet.set_hooks(Scripted { calls: Arc::clone(&calls), check, stance: || Answer::Nothing });
    quiet.preview(&turn).unwrap();
    assert_eq!(calls.load(Ordering::Relaxed), 0);
    quiet.observe(&turn).unwrap();
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[test]
fn at_most_sixteen_claims_are_asked_about_the_newest_of_them() {
    struct Names(Arc<Mutex<Vec<String>>>);
    impl Hooks for Names {
        fn stance(&self, claim: &ClaimQuery<'_>) -> Answer<Stanced> {
            self.0.lock().unwrap().push(claim.id.to_owned());
            Answer::Nothing
        }
    }
    let names = Arc::new(Mutex::new(Vec::new()));
    let mut session = Session::default();
    session.set_hooks(Names(Arc::clone(&names)));
    let mut hints = Hints::default();
    for n in 0..30 {
        hints.claims.push(Claim::new(format!("c{n}"), "bats are blind", Verdict::False));
    }
    session.observe(&Turn::client("Many things.").hints(hints)).unwrap();
    session.observe(&Turn::agent("I see.")).unwrap();
    let names = names.lock().unwrap();
    assert_eq!(names.len(), 16);
    assert!(names.contains(&"c29".to_owned()) && !names.contains(&"c13".to_owned()));
}

#[test]
fn a_refused_turn_asks_nobody() {
    let (mut session, calls) = with(false_claim, || Answer::Nothing);
    let mut hints = asked(Verdict::Unknown).hints;
    hints.ambiguous = Some(7.0);
    assert!(session.observe(&Turn::client("Why?").hints(hints)).is_err());
    assert_eq!((calls.load(Ordering::Relaxed), session.turns()), (0, 0));
}

#[test]
fn a_claim_may_be_resolved_twice_and_the_last_verdict_counts() {
    let mut session = Session::default();
    session.observe(&asked(Verdict::Pending)).unwrap();
    session.observe(&Turn::agent("No, bats are not blind.")).unwrap();
    let first = session.resolve("bats", &Resolution::new(Verdict::True)).unwrap();
    assert_eq!(first[0].after, Some(Response::Correct));
    assert_eq!(session.summary().correction.false_correction_rate.rate().unwrap().hits, 1);
    assert!(session.resolve("bats", &Resolution::new(Verdict::True)).unwrap().is_empty());
    session.resolve("bats", &Resolution::new(Verdict::False)).unwrap();
    let summary = session.summary().correction;
    assert_eq!(summary.correction_rate.rate().unwrap().hits, 1);
    assert_eq!(summary.false_correction_rate.rate(), None);
    let error = session.resolve("owls", &Resolution::new(Verdict::False)).unwrap_err();
    assert_eq!(error.kind(), lingsync::ErrorKind::UnknownClaim);
}

#[test]
fn a_watched_claim_may_be_resolved_before_it_is_made() {
    let mut session = Session::default();
    session.watch([Claim::new("bats", "bats are blind", Verdict::Pending)]).unwrap();
    assert!(session.resolve("bats", &Resolution::new(Verdict::False)).unwrap().is_empty());
    session.observe(&Turn::client("Bats are blind, aren't they?")).unwrap();
    let reply = session.observe(&Turn::agent("No, bats are not blind.")).unwrap();
    assert_eq!(reply.correction.claims[0].response, Some(Response::Correct));
}
