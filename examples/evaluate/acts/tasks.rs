//! The tasks of acts: what is looked for, where, and how the figure is made.

use super::{
    super::judge::{Form, unpunctuated, written},
    Hit, Seen,
    labels::Gold,
};
use lingsync::acts::{Act, ActSet};

/// How decisions become figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// F1 of the positive class, with precision and recall.
    F1,
    /// The same, and how well the form of a reply ranks.
    F1AndAuc,
    /// The share of the judged turns that are flagged: false alarms where no turn is positive.
    Rate,
    /// How well the turn's ambiguity ranks; turns of which it is undefined are left out.
    Auc,
}

/// A task: one row, or three, for each of its corpora.
#[derive(Clone, Copy)]
pub(crate) struct Task {
    pub(crate) name: &'static str,
    pub(crate) corpora: &'static [&'static str],
    pub(crate) gold: Gold,
    pub(crate) found: fn(&Seen) -> bool,
    pub(crate) bare: bool,
    pub(crate) measure: Measure,
}

impl Task {
    const fn new(
        name: &'static str,
        corpora: &'static [&'static str],
        gold: Gold,
        found: fn(&Seen) -> bool,
    ) -> Self {
        Self { name, corpora, gold, found, bare: false, measure: Measure::F1 }
    }

    const fn bare(self) -> Self {
        Self { bare: true, ..self }
    }

    const fn by(self, measure: Measure) -> Self {
        Self { measure, ..self }
    }

    /// How the texts are shown.
    pub(crate) fn form(&self) -> Form {
        if self.bare { unpunctuated } else { written }
    }
}

const REPAIR: Gold = Gold::Turn("clarification_request");
const CHECK: Gold = Gold::Turn("understanding_check");
const QUESTION: Gold = Gold::Turn("question");

/// All of them, in the order of the output.
pub(crate) const TASKS: &[Task] = &[
    Task::new(
        "other_initiated_repair",
        &["swda_br_windows"],
        Gold::Target("clarification_request"),
        signals_trouble,
    ),
    Task::new("other_initiated_repair", &["mrda", "bt_oasis"], REPAIR, signals_trouble),
    Task::new(
        "other_initiated_repair_with_candidates",
        &["swda_br_windows"],
        Gold::Target("clarification_request"),
        other_initiated_repair,
    ),
    Task::new(
        "other_initiated_repair_with_candidates",
        &["mrda", "bt_oasis"],
        REPAIR,
        other_initiated_repair,
    ),
    Task::new("clarification_request", &["molweni"], REPAIR, clarification_request),
    Task::new(
        "clarification_request",
        &["abg_coqa"],
        Gold::Agent("clarification_request"),
        clarification_request,
    ),
    Task::new("understanding_check", &["maptask", "mrda", "bt_oasis"], CHECK, understanding_check),
    Task::new(
        "third_position_repair",
        &["repair_qa"],
        Gold::LaterClient("third_position_repair"),
        third_position_repair,
    ),
    Task::new(
        "third_position_repair_false_alarms",
        &["esconv", "sgd", "bt_oasis"],
        Gold::NeverClient,
        third_position_repair,
    )
    .by(Measure::Rate),
    Task::new("question", &["mrda", "swda", "maptask", "bt_oasis"], QUESTION, question),
    Task::new("question", &["annomi", "esconv", "sgd"], Gold::Agent("question"), question),
    Task::new("question_nopunct", &["mrda"], QUESTION, question).bare(),
    Task::new("question_nopunct", &["annomi", "sgd"], Gold::Agent("question"), question).bare(),
    Task::new("open_question", &["annomi"], Gold::Agent("open_question"), open_question),
    Task::new("closed_question", &["annomi"], Gold::Agent("closed_question"), closed_question),
    Task::new("reflection", &["annomi", "esconv"], Gold::Agent("reflection"), reflection),
    Task::new("advice", &["esconv"], Gold::Agent("advice"), advice),
    Task::new("acknowledge", &["molweni", "maptask"], Gold::Turn("acknowledge"), acknowledge),
    Task::new("reject", &["mrda", "bt_oasis", "swda"], Gold::Turn("rejects"), reject),
    Task::new("agree", &["mrda"], Gold::Tag("full", "aa"), agree),
    Task::new(
        "explicit_rejection",
        &["falseqa"],
        Gold::Agent("corrects_false_premise"),
        explicit_rejection,
    )
    .by(Measure::F1AndAuc),
    Task::new(
        "needs_clarification",
        &["iglu", "clamber", "clariq_need"],
        Gold::Request("needs_clarification"),
        is_ambiguous,
    )
    .by(Measure::Auc),
];

fn any(seen: &Seen, acts: &[Act]) -> bool {
    let acts = ActSet::of(acts);
    seen.hits.iter().any(|hit| acts.contains(hit.act))
}

/// Not heard, not understood, or one part of it: what the labels of these corpora mean. A reading
/// that is offered for confirmation is labelled apart, as an understanding check.
fn signals_trouble(seen: &Seen) -> bool {
    any(seen, &[Act::OirOpen, Act::OirRestricted])
}

fn other_initiated_repair(seen: &Seen) -> bool {
    seen.hits.iter().any(|hit| hit.act.is_oir())
}

fn clarification_request(seen: &Seen) -> bool {
    any(seen, &[Act::AskClarify, Act::OirOpen, Act::OirRestricted])
}

fn understanding_check(seen: &Seen) -> bool {
    any(seen, &[Act::OirCandidate])
}

fn third_position_repair(seen: &Seen) -> bool {
    any(seen, &[Act::RepairThird])
}

/// Asks, in the form of a question or by an act of asking. "I did not hear you" starts a repair and
/// is no question, and no corpus labels it so.
fn question(seen: &Seen) -> bool {
    let asks = [Act::AskInfo, Act::AskClarify, Act::AskOpen, Act::AskRhetorical];
    any(seen, &asks) || seen.hits.iter().any(|hit| !hit.form.is_empty())
}

fn open_question(seen: &Seen) -> bool {
    any(seen, &[Act::AskOpen])
}

/// A sentence that asks and is not open; a turn may ask one of either.
fn closed_question(seen: &Seen) -> bool {
    let open =
        |start| seen.hits.iter().any(|other| other.act == Act::AskOpen && other.start == start);
    let asks = |hit: &&Hit| hit.act.asks() || !hit.form.is_empty();
    seen.hits.iter().filter(asks).any(|hit| !open(hit.start))
}

fn reflection(seen: &Seen) -> bool {
    any(seen, &[Act::Reflect, Act::ReflectComplex])
}

fn advice(seen: &Seen) -> bool {
    any(seen, &[Act::Advise])
}

fn acknowledge(seen: &Seen) -> bool {
    any(seen, &[Act::Ack])
}

fn reject(seen: &Seen) -> bool {
    any(seen, &[Act::Disagree, Act::Correct, Act::Pushback])
}

/// The form of a correction: what it corrects may be true.
fn explicit_rejection(seen: &Seen) -> bool {
    any(seen, &[Act::Correct, Act::CorrectHedged])
}

fn agree(seen: &Seen) -> bool {
    any(seen, &[Act::Agree])
}

/// At the threshold from which the clarification tracker calls a request ambiguous.
fn is_ambiguous(seen: &Seen) -> bool {
    seen.ambiguity.is_some_and(|ambiguity| ambiguity >= 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lingsync::acts::Forms;

    fn seen(acts: &[Act]) -> Seen {
        let hit = |(start, act): (u32, &Act)| Hit {
            act: *act,
            form: Forms::default(),
            confidence: 0.9,
            start,
        };
        Seen { hits: (0..).zip(acts).map(hit).collect(), ..Seen::default() }
    }

    #[test]
    fn whatever_asks_or_has_the_form_of_a_question_is_one() {
        for act in Act::ALL.iter().filter(|act| act.asks() && !act.is_oir()) {
            assert!(question(&seen(&[*act])), "{act}");
        }
        let mut offer = seen(&[Act::Offer]);
        assert!(!question(&offer));
        offer.hits[0].form = Forms::POLAR;
        assert!(question(&offer) && closed_question(&offer) && !open_question(&offer));
        assert!(!question(&seen(&[Act::Ack, Act::Claim])));
    }

    #[test]
    fn an_open_question_is_not_closed_unless_another_one_is() {
        assert!(open_question(&seen(&[Act::AskOpen])));
        assert!(!closed_question(&seen(&[Act::AskOpen])));
        assert!(closed_question(&seen(&[Act::AskOpen, Act::AskInfo])));
    }

    #[test]
    fn a_candidate_reading_checks_understanding_and_is_no_request_to_clarify() {
        let candidate = seen(&[Act::OirCandidate]);
        assert!(other_initiated_repair(&candidate) && understanding_check(&candidate));
        assert!(!clarification_request(&candidate));
        assert!(clarification_request(&seen(&[Act::AskClarify])));
        assert!(!other_initiated_repair(&seen(&[Act::AskClarify])));
    }

    #[test]
    fn rejecting_is_to_disagree_to_correct_or_to_push_back() {
        for act in [Act::Disagree, Act::Correct, Act::Pushback] {
            assert!(reject(&seen(&[act])), "{act}");
        }
        assert!(!reject(&seen(&[Act::CorrectHedged, Act::RepairThird])));
    }

    #[test]
    fn a_hedged_correction_rejects_as_well() {
        assert!(explicit_rejection(&seen(&[Act::Correct])));
        assert!(explicit_rejection(&seen(&[Act::Inform, Act::CorrectHedged])));
        assert!(!explicit_rejection(&seen(&[Act::Disagree, Act::Pushback])));
    }

    #[test]
    fn no_row_stands_twice() {
        let rows = TASKS.iter().flat_map(|task| task.corpora.iter().map(|name| (task.name, *name)));
        let mut rows: Vec<_> = rows.collect();
        let count = rows.len();
        rows.sort_unstable();
        rows.dedup();
        assert_eq!(rows.len(), count);
    }
}
