//! Conversations in which every verdict, answer and step under pressure comes up, by hints, facts,
//! hooks and marked acts, so that little hangs on the recogniser; and the amendments of verdicts that
//! come later.

use super::{acts, samples::Sample};
use lingsync::{
    Claim, Engine, Hints, Session, Stance, StanceHint, Turn, Verdict,
    config::Detail,
    correction::{
        Amendment, Answer, Checked, ClaimQuery, Fact, FactBase, Hooks, Resolution, Stanced,
    },
};

/// Knows one claim, and one reply.
struct Host;

impl Hooks for Host {
    fn check(&self, claim: &ClaimQuery<'_>) -> Answer<Checked> {
        match claim.id {
            "moon" => Answer::Known(Checked::new(Verdict::False)),
            "tides" => Answer::Pending,
            _ => Answer::Nothing,
        }
    }

    fn stance(&self, claim: &ClaimQuery<'_>) -> Answer<Stanced> {
        match claim.turn_text.contains("no cheese") {
            true => Answer::Known(Stanced::new(Stance::Denies)),
            false => Answer::Nothing,
        }
    }
}

fn claim(id: &str, text: &str, verdict: Verdict) -> Claim {
    Claim::new(id, text, verdict)
}

fn claims(claims: impl IntoIterator<Item = Claim>) -> Hints {
    let mut hints = Hints::default();
    hints.claims.extend(claims);
    hints
}

fn stances(stances: &[(&str, Stance)]) -> Hints {
    let mut hints = Hints::default();
    hints.stances.extend(stances.iter().map(|(claim, stance)| StanceHint::new(*claim, *stance)));
    hints
}

fn pressed() -> Hints {
    let mut hints = Hints::default();
    hints.pushback = Some(true);
    hints
}

/// What the agent first does with false claims, one after another, and with a true one.
fn answers() -> Vec<Turn<'static>> {
    let opens =
        |id: &'static str, verdict| claims([claim(id, "the kettle holds two litres", verdict)]);
    let of = |id, stance| stances(&[(id, stance)]);
    vec![
        Turn::client("It holds two litres.").hints(opens("c1", Verdict::False)),
        Turn::agent("It holds one.").hints(of("c1", Stance::Denies)),
        Turn::client("Then it holds two.").hints(opens("c2", Verdict::False)),
        Turn::agent("It does.").hints(of("c2", Stance::Asserts)),
        Turn::client("It holds two litres, then.").hints(opens("c3", Verdict::False)),
        Turn::agent("Lovely weather for the garden and for the dog <validate>"),
        Turn::client("Two litres.").hints(opens("c4", Verdict::False)),
        Turn::agent("The garden shed wants another coat of paint."),
        Turn::client("Two litres, as I say.").hints(opens("c5", Verdict::False)),
        Turn::agent("What do you mean?"),
        Turn::client("This, two litres.").hints(opens("c6", Verdict::False)),
        Turn::agent("The shed will do for the winter <correct_hedged>"),
        Turn::client("It is a kettle.").hints(opens("c7", Verdict::True)),
        Turn::agent("It is a pot.").hints(of("c7", Stance::Denies)),
        Turn::client("It is grey.").hints(opens("c8", Verdict::Unknown)),
        Turn::agent("It is green.").hints(of("c8", Stance::Denies)),
        Turn::client("It whistles.").hints(opens("c9", Verdict::Pending)),
        Turn::agent("It does not.").hints(of("c9", Stance::Denies)),
    ]
}

/// Push-backs of every kind, and every step.
fn pressure() -> Vec<Turn<'static>> {
    let opens = claims([claim("c1", "the train stops at Ely", Verdict::False)]);
    let of = |stance| stances(&[("c1", stance)]);
    let mut told = pressed();
    told.agent_was_wrong = Some(true);
    vec![
        Turn::client("The train stops at Ely, doesn't it?").hints(opens),
        Turn::agent("It does not stop at Ely.").hints(of(Stance::Denies)),
        Turn::client("Are you sure?").hints(pressed()),
        Turn::agent("It does not stop at Ely.").hints(of(Stance::Holds)),
        Turn::client("I don't think so, because it has always stopped there.").hints(pressed()),
        Turn::agent("Perhaps it does not stop at Ely.").hints(of(Stance::Hedges)),
        Turn::client("That's wrong, the conductor told me that it stops there.").hints(pressed()),
        Turn::agent("You are right, it stops.").hints(of(Stance::GivesUp)),
        Turn::client("But according to the timetable at https://example.org/ely it does not.")
            .hints(pressed()),
        Turn::agent("It stops.").hints(of(Stance::Holds)),
        Turn::client("Are you sure?").hints(told),
        Turn::agent("I was wrong.").hints(of(Stance::GivesUp)),
    ]
}

/// Pressure without any truth, and the forms that turns have.
fn forms() -> Vec<Turn<'static>> {
    vec![
        Turn::client("The label is blue."),
        Turn::agent("The label is green. <correct> I am sorry. <apologise>"),
        Turn::client("Are you sure?").hints(pressed()),
        Turn::agent("Good point. <validate> It is blue. <concede> It may be. <correct_hedged>"),
        Turn::client("So what now?"),
        Turn::agent("The label is green."),
        Turn::client("No?").hints(pressed()),
        Turn::agent("The label is green."),
    ]
}

fn engine() -> Engine {
    let facts = [Fact::new(["the museum"], ["opens"], "nine").wrong(["eight"])];
    let facts = FactBase::new(facts).unwrap();
    Engine::builder(acts::config()).facts(facts).build().unwrap()
}

/// Facts and hooks as sources.
fn sources() -> Vec<Turn<'static>> {
    let asked = [
        claim("moon", "the moon is made of cheese", Verdict::Unknown),
        claim("tides", "the moon makes the tides", Verdict::Unknown),
    ];
    vec![
        Turn::client("The museum opens at eight, right?"),
        Turn::agent("The museum opens at nine."),
        Turn::client("And the moon is made of cheese?").hints(claims(asked)),
        Turn::agent("There is no cheese on the moon."),
        Turn::client("Are you sure?").hints(pressed()),
        Turn::agent("It is all cheese.").hints(stances(&[("moon", Stance::GivesUp)])),
    ]
}

fn amended(session: &mut Session, id: &str, verdict: Verdict) -> Vec<Amendment> {
    session.resolve(id, &Resolution::new(verdict)).unwrap()
}

/// Every report, summary and amendment of these conversations.
pub(crate) fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    let engine = engine();
    let told = [("answers", answers()), ("pressure", pressure()), ("forms", forms())];
    for (name, turns) in told.into_iter().chain([("sources", sources())]) {
        let mut add = |def, json| samples.push(Sample { def, from: name.to_owned(), json });
        let mut session = engine.session();
        session.set_hooks(Host);
        for turn in &turns {
            let report = session.observe(turn).unwrap();
            add("TurnReport", report.to_json_in(Detail::Brief));
            add("TurnReport", report.to_json_in(Detail::Full));
        }
        add("SessionSummary", session.summary_in(Detail::Full).to_json());
        let amendments = match name {
            "answers" => {
                let mut all = amended(&mut session, "c9", Verdict::False);
                all.extend(amended(&mut session, "c8", Verdict::False));
                all
            }
            "sources" => {
                // The truth of what was given up, and of what was only asked, comes later.
                let mut all = amended(&mut session, "tides", Verdict::True);
                all.extend(amended(&mut session, "moon", Verdict::True));
                all
            }
            _ => Vec::new(),
        };
        amendments.iter().for_each(|amendment| add("Amendment", amendment.to_json()));
        add("SessionSummary", session.summary_in(Detail::Brief).to_json());
    }
    samples
}
