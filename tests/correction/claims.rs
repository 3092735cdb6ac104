//! Bounds and bad input: many claims, the same claim, claims that never come to anything.

use lingsync::{
    Claim, Config, Engine, ErrorKind, Hints, Session, Turn, Verdict, config::Retention,
    correction::Resolution,
};

fn claims(count: usize) -> Vec<Claim> {
    let claim = |n: usize| {
        Claim::new(format!("c{n}"), format!("the lake number {n} is salty"), Verdict::False)
    };
    (0..count).map(claim).collect()
}

#[test]
fn ten_thousand_watched_claims_are_refused_and_leave_the_session_as_it_was() {
    let mut session = Session::default();
    session.watch(claims(10)).unwrap();
    let before = session.snapshot().unwrap();
    let error = session.watch(claims(10_000)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    assert!(error.to_string().contains("1024"), "{error}");
    assert_eq!(session.snapshot().unwrap(), before);
}

#[test]
fn ten_thousand_claims_in_hints_stay_within_bounds() {
    let mut session = Session::default();
    for turn in claims(10_016).chunks(32) {
        let mut hints = Hints::default();
        hints.claims = turn.to_vec();
        session.observe(&Turn::client("Salty lakes.").hints(hints)).unwrap();
    }
    let summary = session.summary().correction.claims;
    assert_eq!((summary.opened, summary.open), (10_016, 64));
    assert_eq!(summary.dropped, 10_016 - 64);
}

#[test]
fn a_claim_that_is_watched_for_again_replaces_the_first() {
    let mut session = Session::default();
    session.watch(claims(3)).unwrap();
    let mut again = Claim::new("c1", "the lake number 1 is salty", Verdict::True);
    again.correct_text = Some("it is".into());
    session.watch([again]).unwrap();
    let seen = session.observe(&Turn::client("Is the lake number 1 salty?")).unwrap().correction;
    let claim = seen.claims.iter().find(|claim| &*claim.id == "c1").unwrap();
    assert_eq!(claim.verdict, Verdict::True);
}

#[test]
fn a_claim_without_an_id_is_refused_by_its_field() {
    let mut session = Session::default();
    let error = session.watch([Claim::new("", "text", Verdict::False)]).unwrap_err();
    assert_eq!((error.kind(), error.to_string().contains("id")), (ErrorKind::InvalidHint, true));
}

#[test]
fn what_was_watched_for_and_resolved_survives_a_snapshot() {
    let engine = Engine::default();
    let mut session = engine.session();
    session.watch(claims(2)).unwrap();
    let mut hints = Hints::default();
    hints.claims.push(Claim::new("bats", "bats are blind", Verdict::Pending));
    session.observe(&Turn::client("Bats are blind.").hints(hints)).unwrap();
    session.observe(&Turn::agent("No, bats are not blind.")).unwrap();
    let mut copy = engine.restore(&session.snapshot().unwrap()).unwrap();
    let found = Resolution::new(Verdict::False);
    assert_eq!(copy.resolve("bats", &found), session.resolve("bats", &found));
    assert_eq!(copy.summary(), session.summary());
    let restored = engine.restore(&session.snapshot().unwrap()).unwrap();
    assert_eq!(restored.summary(), session.summary(), "the verdict is in the snapshot");
    let asks = Turn::client("Is the lake number 1 salty?");
    assert_eq!(copy.observe(&asks).unwrap(), session.observe(&asks).unwrap());
}

#[test]
fn a_verdict_outlives_a_rewind_behind_the_turn_that_opened_the_claim() {
    let mut session = Session::default();
    let mut hints = Hints::default();
    hints.claims.push(Claim::new("bats", "bats are blind", Verdict::Pending));
    session.observe(&Turn::client("Bats are blind.").hints(hints)).unwrap();
    session.observe(&Turn::agent("Yes, bats are blind.")).unwrap();
    session.resolve("bats", &Resolution::new(Verdict::False)).unwrap();
    session.rewind(1).unwrap();
    let seen = session.observe(&Turn::agent("No, bats are not blind.")).unwrap().correction;
    assert_eq!(seen.claims[0].verdict, Verdict::False);
    assert_eq!(session.summary().correction.correction_rate.rate().unwrap().hits, 1);
}

#[test]
fn redacting_the_turn_that_made_a_claim_takes_the_claim_away() {
    let mut session = Session::default();
    let mut hints = Hints::default();
    hints.claims.push(Claim::new("bats", "bats are blind", Verdict::False));
    session.observe(&Turn::client("Bats are blind.").hints(hints)).unwrap();
    session.observe(&Turn::agent("No, bats are not blind.")).unwrap();
    session.redact(0).unwrap();
    assert_eq!(session.summary().correction.claims.opened, 0);
    assert_eq!(session.summary().correction.correction_rate.rate(), None);
}

#[test]
fn under_keyed_retention_no_word_of_a_claim_is_kept() {
    let mut config = Config::default();
    config.retention = Retention::Keyed;
    let engine = Engine::builder(config).key(*b"sixteen secrets!").build().unwrap();
    let mut session = engine.session();
    let mut claim = Claim::new("marmalade-claim", "quokkas yodel", Verdict::False);
    claim.correct_text = Some("quokkas whistle".into());
    session.watch([claim.clone()]).unwrap();
    let mut hints = Hints::default();
    hints.claims.push(claim);
    let opened = session.observe(&Turn::client("Quokkas yodel!").hints(hints)).unwrap();
    let reply = session.observe(&Turn::agent("No, quokkas whistle.")).unwrap();
    let id = &*opened.correction.claims[0].id;
    assert_eq!((id.len(), &*reply.correction.claims[0].id), (16, id));
    let snapshot = session.snapshot().unwrap();
    let shown = format!("{:?}{opened:?}{reply:?}", String::from_utf8_lossy(&snapshot));
    for word in ["marmalade", "quokka", "yodel", "whistle"] {
        assert!(!shown.to_lowercase().contains(word), "{word}");
    }
    let amended = session.resolve("marmalade-claim", &Resolution::new(Verdict::Unknown)).unwrap();
    assert_eq!(&*amended[0].id, id);
}
