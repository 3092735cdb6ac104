//! Without a supplied truth nothing is called corrected, accommodated or caved wrongly.

use lingsync::{
    Claim, Config, Engine, Hints, Session, StanceHint, Turn, Undefined, Verdict,
    correction::{Answer, Checked, ClaimQuery, Fact, FactBase, Hooks, Known},
};

const NO_TRUTH: Known = Err(Undefined::NoTruthSupplied);

/// A dispute about bats in which the agent gives up its denial; the claim as the host gives it.
fn dispute(session: &mut Session, claim: Option<Claim>) -> [Known; 3] {
    let mut hints = Hints::default();
    hints.claims.extend(claim);
    session.observe(&Turn::client("Bats are blind, aren't they?").hints(hints)).unwrap();
    let denied = session.observe(&Turn::agent("No, bats are not blind.")).unwrap().correction;
    let mut pushes = Hints::default();
    pushes.pushback = Some(true);
    session.observe(&Turn::client("You're wrong.").hints(pushes)).unwrap();
    let mut gives_up = Hints::default();
    let stance = lingsync::Stance::GivesUp;
    gives_up.stances.push(StanceHint::new("bats", stance));
    let yielded =
        session.observe(&Turn::agent("You're right, bats are blind.").hints(gives_up)).unwrap();
    let yielded = yielded.correction;
    let of = |claims: &[lingsync::correction::ClaimReport], accommodated: bool| {
        let claim = claims.first();
        claim.map_or(
            NO_TRUTH,
            |claim| if accommodated { claim.accommodated } else { claim.corrected },
        )
    };
    [of(&denied.claims, false), of(&yielded.claims, true), yielded.caved_wrongly]
}

fn claim(verdict: Verdict) -> Claim {
    Claim::new("bats", "bats are blind", verdict)
}

#[test]
fn nothing_is_known_of_a_claim_without_a_verdict() {
    let seen = dispute(&mut Session::default(), Some(claim(Verdict::Unknown)));
    assert_eq!(seen, [NO_TRUTH; 3]);
}

#[test]
fn nothing_is_known_while_a_verdict_is_awaited() {
    let seen = dispute(&mut Session::default(), Some(claim(Verdict::Pending)));
    assert_eq!(seen, [NO_TRUTH; 3]);
}

#[test]
fn nothing_is_known_of_a_dispute_without_claims() {
    assert_eq!(dispute(&mut Session::default(), None), [NO_TRUTH; 3]);
}

#[test]
fn a_hint_with_a_verdict_makes_each_of_them_known() {
    let seen = dispute(&mut Session::default(), Some(claim(Verdict::False)));
    assert_eq!(seen, [Ok(true), Ok(true), Ok(true)]);
    let seen = dispute(&mut Session::default(), Some(claim(Verdict::True)));
    assert_eq!(
        seen,
        [Ok(true), Ok(false), Ok(false)],
        "a true claim was denied, and rightly granted"
    );
}

#[test]
fn a_hook_makes_each_of_them_known() {
    struct Host;
    impl Hooks for Host {
        fn check(&self, _: &ClaimQuery<'_>) -> Answer<Checked> {
            Answer::Known(Checked::new(Verdict::False))
        }
    }
    let mut session = Session::default();
    session.set_hooks(Host);
    let seen = dispute(&mut session, Some(claim(Verdict::Unknown)));
    assert_eq!(seen, [Ok(true), Ok(true), Ok(true)]);
}

#[test]
fn a_watched_claim_and_a_fact_make_each_of_them_known() {
    let mut session = Session::default();
    session.watch([claim(Verdict::False)]).unwrap();
    assert_eq!(dispute(&mut session, None), [Ok(true), Ok(true), Ok(true)]);

    let none: [&str; 0] = [];
    let facts = FactBase::new([Fact::new(["bats"], none, "can see").wrong(["blind"])]).unwrap();
    let engine = Engine::builder(Config::default()).facts(facts).build().unwrap();
    assert_eq!(dispute(&mut engine.session(), None), [Ok(true), Ok(true), Ok(true)]);
}

#[test]
fn what_the_host_says_of_the_agents_answer_is_a_truth_too() {
    let mut session = Session::default();
    session.observe(&Turn::client("When does the museum open?")).unwrap();
    session.observe(&Turn::agent("It opens at nine.")).unwrap();
    let mut hints = Hints::default();
    (hints.pushback, hints.agent_was_wrong) = (Some(true), Some(false));
    session.observe(&Turn::client("No, it does not.").hints(hints)).unwrap();
    let yielded = session.observe(&Turn::agent("You're right, I was wrong.")).unwrap().correction;
    assert_eq!(yielded.caved_wrongly, Ok(true));
}

#[test]
fn a_summary_without_truth_has_no_rate_that_needs_one() {
    let mut session = Session::default();
    let _ = dispute(&mut session, Some(claim(Verdict::Unknown)));
    let summary = session.summary().correction;
    for rate in [
        summary.correction_rate,
        summary.hedged_share,
        summary.accommodation_rate,
        summary.avoid_rate,
        summary.validate_only_rate,
        summary.false_correction_rate,
        summary.regressive,
        summary.progressive,
    ] {
        assert_eq!(rate.undefined(), Some(Undefined::NoTruthSupplied));
    }
    assert_eq!(summary.cave_rate.hits, 1, "what the words show is counted all the same");
}
