//! The rates of a conversation, counted by hand.

use crate::reading::{Dialogue, dialogues};
use lingsync::{
    ClarificationSummary, ClarificationTracker, Engine, Measure, Rate, Role, Tracker, Undefined,
    acts::Act,
    clarification::{Miti, Probe},
};

fn summary(dialogue: &Dialogue) -> ClarificationSummary {
    let mut tracker = ClarificationTracker::new(&Engine::default());
    dialogue.lines.iter().for_each(|line| drop(tracker.observe(&line.probe.turn())));
    tracker.summary()
}

fn of(text: &str) -> ClarificationSummary {
    summary(&dialogues(&format!("= a dialogue\n{text}"))[0])
}

fn rate(hits: u64, of: u64) -> Rate {
    Rate { hits, of }
}

const REQUESTS: &str = "\
client: Make it better. [request | ambiguity .9]
agent: The wording or the layout? [ask_clarify]
client: What time is it? [ask_info | ambiguity .1]
agent: Here or there? [ask_clarify]
client: Send the file. [request | ambiguity .7]
agent: Sent. [inform]
client: Again: the other file. [restate_request | ambiguity .3]
agent: Assuming the report, here it is. [inform | assumes]
client: Is there more? [ask_info]
agent: Plenty. [inform]
client: Tell me all. [request | ambiguity .5]
";

#[test]
fn a_request_that_still_waits_is_left_out_of_the_rates() {
    let summary = of(REQUESTS);
    assert_eq!((summary.requests.all, summary.requests.waiting), (6, 1));
    assert_eq!(summary.clarify_rate, rate(2, 5));
}

#[test]
fn weights_are_the_ambiguities_and_requests_without_one_are_left_out() {
    let summary = of(REQUESTS);
    let near = |measure: Measure, value: f64| {
        assert!((measure.value().unwrap() - value).abs() < 1e-12, "{measure:?}");
    };
    // .9 and .1 were clarified; .7 and .3 were not; one is unknown.
    near(summary.clarify_rate_weighted, 1.0 / 2.0);
    near(summary.over_asking, (0.1 + 0.9) / 2.0);
}

#[test]
fn passive_is_a_rate_over_ambiguous_requests_and_its_cost_one_over_all_answers_at_once() {
    let summary = of(REQUESTS);
    assert_eq!(summary.passive_rate, rate(1, 2));
    assert_eq!(summary.requests.passive, 2);
    assert_eq!(summary.passive_cost, rate(1, 2));
}

const REPAIRS: &str = "\
agent: Put it into escrow. [inform]
client: Into what? [oir_restricted]
agent: Into escrow. [repair_solution]
client: You mean a bank? [oir_candidate]
agent: Yes, a kind of bank. [repair_solution | yes_no]
client: Good. [ack]
agent: And sign the B form. [inform]
client: Sorry? [oir_open]
agent: The B form. [repair_solution]
client: The what? [oir_restricted]
agent: B. [repair_solution]
client: What? [oir_open]
";

#[test]
fn repairs_are_counted_by_kind_and_by_how_they_ended() {
    let summary = of(REPAIRS);
    let repairs = &summary.repairs;
    assert_eq!(repairs.oir_open, rate(2, 5));
    assert_eq!(repairs.oir_restricted, rate(2, 5));
    assert_eq!(repairs.oir_candidate, rate(1, 5));
    assert_eq!(repairs.specificity, Measure::Value(0.4));
    assert_eq!(repairs.repair_success, rate(1, 2));
    assert_eq!(repairs.breakdown, rate(1, 2));
    assert_eq!(repairs.mean_turns_to_close, Measure::Value(4.0));
    assert_eq!(repairs.chain_length, Measure::Value(2.5));
    assert_eq!(summary.oir_rate, rate(5, 12));
    assert_eq!(summary.role(Role::Client).unwrap().oir_rate, rate(5, 6));
    assert_eq!(summary.role(Role::Agent).unwrap().oir_rate, rate(0, 6));
    assert_eq!(summary.role(Role::Other), None);
}

#[test]
fn repairs_that_follow_on_repairs_are_a_hazard_above_one() {
    let summary = of(REPAIRS);
    // Turns 1, 3, 7, 9 and 11 start one; turns 2 to 6 and 8 to 11 have one among the three before,
    // and 3, 9 and 11 of them start one.
    let expected = (3.0 / 9.0) / (5.0 / 12.0);
    assert!((summary.repair_hazard.value().unwrap() - expected).abs() < 1e-12);
    let interval = &summary.other_initiated_repair_interval;
    assert_eq!(interval.turns, Measure::Value(10.0 / 4.0));
    assert_eq!(interval.seconds, Measure::Undefined(Undefined::NoTime));
}

#[test]
fn the_interval_in_seconds_leaves_out_gaps_without_times_and_clocks_that_go_backwards() {
    let mut tracker = ClarificationTracker::new(&Engine::default());
    for (turn, at) in [Some(1_000), Some(5_000), None, Some(9_000), Some(7_000), Some(9_000)]
        .into_iter()
        .enumerate()
    {
        let role = if turn % 2 == 0 { Role::Client } else { Role::Agent };
        let mut probe = Probe::new(turn as u32, role, &[Act::OirOpen]);
        probe.at = at;
        tracker.observe(&probe.turn());
    }
    let interval = tracker.summary().other_initiated_repair_interval;
    assert_eq!(interval.turns, Measure::Value(1.0));
    assert_eq!(interval.seconds, Measure::Value(3.0));
}

#[test]
fn misreadings_are_counted_by_what_the_agent_made_of_them() {
    let summary = of("\
client: Send it to Ann. [request]
agent: I have sent it to Anna. [inform]
client: I meant Ann. [repair_third | strict]
agent: I have sent it to Anna. [inform | own 3/3/3]
client: I meant Ann. [repair_third | strict]
agent: To Andrew, then. [inform]
client: I meant Ann. [repair_third | strict]
agent: Sorry, Ann has it. [apologise, inform]
");
    assert_eq!(summary.misread_rate, rate(3, 4));
    assert_eq!(summary.ignored, rate(1, 3));
    assert_eq!(summary.unaddressed, rate(1, 3));
    assert_eq!(summary.repaired, rate(1, 3));
    assert_eq!(summary.rifts.repair, rate(3, 4));
}

#[test]
fn the_views_count_the_same_acts() {
    let summary = of("\
client: Which museums are near? [ask_info]
agent: Got it. The Tate is. [ack, inform | words 130]
client: Is it free? [ask_info]
agent: Yes. What do you like about art? [agree, ask_open | content]
client: By the way, where can I eat? [topic_shift, ask_info]
agent: You are hungry. Which kind of food do you mean? [reflect, ask_clarify]
client: Again: where can I eat? [restate_request, ask_info]
");
    let rifts = &summary.rifts;
    assert_eq!(rifts.followup, rate(1, 4));
    assert_eq!(rifts.repeat, rate(1, 4));
    assert_eq!(rifts.topic_switch.client, rate(1, 4));
    assert_eq!(rifts.clarification.agent, rate(1, 3));
    assert_eq!(rifts.acknowledgement.agent, rate(1, 3));
    assert_eq!(rifts.agreement.agent, rate(1, 3));
    assert_eq!(rifts.response.agent, rate(1, 3));
    assert_eq!(rifts.overresponse, rate(1, 3));
    assert_eq!(summary.grounding_gaps.clarification.agent, rate(1, 3));
    assert_eq!(summary.grounding_gaps.followup.agent, rate(1, 3));
    let Miti { questions, reflections, reflection_to_question, open_share, .. } = summary.miti;
    assert_eq!((questions, reflections), (2, 1));
    assert_eq!(reflection_to_question, Measure::Value(0.5));
    assert_eq!(open_share, rate(1, 2));
    assert_eq!(summary.grounding_rate, rate(2, 3));
    assert_eq!(summary.handoff_rate, rate(2, 3));
}

#[test]
fn style_requests_are_counted_by_what_is_wished() {
    let summary = of("\
client: What is a lien? [ask_info]
agent: A right over a thing, kept until a debt is paid. [inform | words 40]
client: Shorter, and stop saying thing. [style_request | wish shorter, wish stop]
agent: A right. [inform | words 2]
agent: Over property. [inform | words 2]
client: Now longer. [style_request | wish longer]
client: No, shorter. [style_request | wish shorter]
agent: It is a right over property. [inform | words 30]
agent: It is a right over property. [inform | words 30]
");
    let kinds: Vec<_> = summary.style.iter().map(|one| one.dimension_name()).collect();
    assert_eq!(kinds, ["shorter", "longer", "stop"]);
    assert_eq!(summary.style[0].honoured, rate(1, 2));
    assert_eq!(summary.style[1].withdrawn, 1);
    assert_eq!(summary.style[2].undecided, 1);
    assert_eq!(summary.style_honoured, rate(1, 2));
}

#[test]
fn of_a_conversation_without_turns_nothing_is_defined() {
    let summary = ClarificationTracker::new(&Engine::default()).summary();
    let empty = Measure::Undefined(Undefined::Empty);
    let few = Measure::Undefined(Undefined::TooFew);
    assert_eq!(summary.clarify_rate.value(), empty);
    assert_eq!(summary.clarify_rate_weighted, empty);
    assert_eq!(summary.repairs.specificity, empty);
    assert_eq!(summary.miti.reflection_to_question, empty);
    assert_eq!(summary.repair_hazard, few);
    assert_eq!(summary.other_initiated_repair_interval.seconds, few);
    assert!(summary.roles.is_empty() && summary.style.is_empty());
}

#[test]
fn turns_in_another_language_are_counted_as_of_low_confidence() {
    let summary = of("\
client: Wo ist der Schalter? [ask_info | foreign]
agent: In the annex. [inform]
");
    assert_eq!(summary.role(Role::Client).unwrap().low_confidence, 1);
    assert_eq!(summary.role(Role::Agent).unwrap().low_confidence, 0);
}
