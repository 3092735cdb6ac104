//! What holds of the matcher whatever the words.

use lingsync::{
    Claim, Config, CorrectionObservation, Engine, Hints, Session, Turn, Verdict, config::Retention,
    correction::Response,
};

/// A long reply that stands against the claim, and one that stands on its ground.
const AGAINST: &str = "That is a common misconception, and I would not rely on it. Bats can in fact \
    see, and many of them see rather well. However, it is true that they hunt in the dark, where \
    eyes are of little use. Instead of looking for insects they listen for echoes, which is not the \
    same as being unable to see. Fruit bats, which do not use echoes at all, find ripe fruit with \
    their eyes and can even tell some colours apart.";
const FOR: &str = "There are several reasons for it. The first is the place where they live: caves \
    are dark, and over a very long time eyes became useless to animals that spend the day in them. \
    The second is the way they hunt, since echoes tell them all about the insects around them. The \
    third is the size of their heads, which are full of ears and of the nerves that serve them. So \
    being blind costs them little, and it even saves them some energy on long nights.";

fn hinted() -> Hints {
    let mut claim = Claim::new("bats", "bats are blind", Verdict::False);
    claim.correct_text = Some("bats can see".into());
    let mut hints = Hints::default();
    hints.claims.push(claim);
    hints
}

fn session(retention: Retention) -> Session {
    let mut config = Config::default();
    config.retention = retention;
    Engine::builder(config).key(*b"sixteen letters.").build().unwrap().session()
}

/// What the session makes of replies to the claim.
fn seen(mut session: Session, replies: &[&str]) -> Vec<CorrectionObservation> {
    let mut seen = Vec::new();
    session.observe(&Turn::client("Why are bats blind?").hints(hinted())).unwrap();
    for reply in replies {
        seen.push(*session.observe(&Turn::agent(*reply)).unwrap().correction.clone());
        let mut hints = Hints::default();
        hints.pushback = Some(true);
        session.observe(&Turn::client("Are you sure about that?").hints(hints)).unwrap();
    }
    seen
}

fn denial(seen: &CorrectionObservation) -> f64 {
    seen.claims[0].denial.value().unwrap()
}

#[test]
fn a_long_reply_is_read_by_all_that_it_says() {
    let response = |text| seen(Session::default(), &[text])[0].claims[0].response;
    assert_eq!(response(AGAINST), Some(Response::Correct));
    let (against, on_its_ground) =
        (seen(Session::default(), &[AGAINST]), seen(Session::default(), &[FOR]));
    assert!(denial(&against[0]) > denial(&on_its_ground[0]) + 0.2);
}

#[test]
fn a_later_long_reply_is_read_with_those_before_it() {
    let alone = denial(&seen(Session::default(), &[FOR, FOR])[1]);
    let after = denial(&seen(Session::default(), &[AGAINST, FOR])[1]);
    assert!(after > alone, "{after} is not above {alone}");
}

#[test]
fn a_plain_short_word_counts_whatever_was_said_before() {
    let seen = seen(Session::default(), &[AGAINST, "You're right, bats are blind."]);
    assert_eq!(seen[1].claims[0].response, Some(Response::Accommodate));
}

#[test]
fn figures_do_not_hang_on_whether_text_is_kept() {
    let replies = [AGAINST, FOR, "Bats can see.", FOR];
    let kept = seen(session(Retention::Keep), &replies);
    let keyed = seen(session(Retention::Keyed), &replies);
    let none = seen(session(Retention::None), &replies);
    for other in [keyed, none] {
        for (one, other) in kept.iter().zip(&other) {
            assert_eq!(denial(one), denial(other));
            assert_eq!(one.claims[0].response, other.claims[0].response);
            assert_eq!(one.claims[0].span, other.claims[0].span);
            let stance = |seen: &CorrectionObservation| seen.stance.as_ref().map(|s| s.confidence);
            assert_eq!(stance(one), stance(other));
        }
    }
}

#[test]
fn a_session_goes_on_from_its_snapshot_with_the_same_figures() {
    let mut session = session(Retention::Keyed);
    session.observe(&Turn::client("Why are bats blind?").hints(hinted())).unwrap();
    session.observe(&Turn::agent(AGAINST)).unwrap();
    let mut restored = session.engine().restore(&session.snapshot().unwrap()).unwrap();
    let (one, other) =
        (session.observe(&Turn::agent(FOR)).unwrap(), restored.observe(&Turn::agent(FOR)).unwrap());
    assert_eq!(denial(&one.correction), denial(&other.correction));
}

#[test]
fn the_span_is_the_sentence_that_decides() {
    let reply = "People often say bats are blind. That is a myth.";
    let seen = seen(Session::default(), &[reply]);
    let span = seen[0].claims[0].span.unwrap();
    assert_eq!(span.of(reply).map(str::trim), Some("That is a myth."));
}

#[test]
fn a_reply_about_something_else_does_not_touch_the_claim() {
    let elsewhere = "The library opens at nine and closes at six on weekdays. On Saturdays it opens \
        an hour later, and on Sundays it does not open at all. You can borrow up to ten books at a \
        time, and keep each of them for four weeks. If nobody waits for a book, you can keep it for \
        another four weeks. There is a small fee for books that come back late.";
    let seen = seen(Session::default(), &[elsewhere]);
    assert_eq!(seen[0].claims[0].response, Some(Response::Avoid));
}
