//! The laws of docs/DESIGN.md, section 1, over random acts.

use lingsync::{
    ClarificationSummary, ClarificationTracker, Engine, Rate, Role, Tracker,
    acts::{Act, Wishes},
    clarification::{Probe, RepairStep},
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::{collections::BTreeSet, sync::OnceLock};

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// One engine for all cases.
fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(Engine::default)
}

prop_compose! {
    fn figures()(
        words in select(vec![0_u32, 1, 3, 12, 40, 130]),
        flags in any::<u8>(),
        retention in (0_u16..6, 0_u16..6, 0_u16..6),
        own_request in (0_u16..4, 0_u16..4, 0_u16..4),
        list_items in 0_u16..3,
        sentences in (0_u16..4, 0_u16..4),
    ) -> Probe {
        let mut probe = Probe::new(0, Role::Client, &[]);
        probe.words = words;
        probe.letters = words * 4;
        probe.yes_no = flags & 1 != 0;
        probe.assumes = flags & 2 != 0;
        probe.content = flags & 4 != 0;
        probe.strict_repair = flags & 8 != 0;
        probe.in_language = flags & 0x30 != 0;
        probe.interrupted = flags & 0xc0 == 0;
        probe.retention = retention.into();
        probe.own_request = own_request.into();
        probe.list_items = list_items;
        probe.questions = sentences.0;
        probe.reflections = sentences.1;
        probe
    }
}

prop_compose! {
    fn turn()(
        mut probe in figures(),
        role in select(vec![Role::Client, Role::Client, Role::Agent, Role::Agent, Role::Other]),
        acts in vec(select(Act::ALL), 0..4),
        at in option::of(-50_000_i64..50_000),
        hints in option::weighted(0.2, (option::of(0_u32..40), option::of(0_u32..40))),
        ambiguity in option::of(0.0..=1.0_f64),
        wish in option::weighted(0.2, select(vec![1_u8, 2, 3, 4, 5, 6, 7, 8, 9])),
        scores in option::of((-2.0..2.0_f64, -2.0..2.0_f64)),
    ) -> Probe {
        const WISHES: [Wishes; 9] = [
            Wishes::SHORTER,
            Wishes::LONGER,
            Wishes::SIMPLER,
            Wishes::WARMER,
            Wishes::MORE_FORMAL,
            Wishes::LESS_FORMAL,
            Wishes::LANGUAGE,
            Wishes::FORMAT,
            Wishes::STOP,
        ];
        probe.role = role;
        acts.iter().for_each(|act| probe.acts.insert(*act));
        probe.at = at;
        (probe.refers_to, probe.resolved) = hints.unwrap_or_default();
        probe.ambiguity = ambiguity;
        probe.wishes = wish.map_or(Wishes::default(), |n| WISHES[usize::from(n - 1)]);
        (probe.formality, probe.warmth) = scores.unzip();
        probe
    }
}

fn dialogue() -> impl Strategy<Value = Vec<Probe>> {
    vec(turn(), 1..60).prop_map(|mut turns| {
        for (number, probe) in (0..).zip(&mut turns) {
            probe.turn = number;
        }
        turns
    })
}

/// Every rate of a summary.
fn rates(summary: &ClarificationSummary) -> Vec<Rate> {
    let mut rates = vec![
        summary.clarify_rate,
        summary.passive_rate,
        summary.passive_cost,
        summary.oir_rate,
        summary.misread_rate,
        summary.repaired,
        summary.ignored,
        summary.unaddressed,
        summary.grounding_rate,
        summary.handoff_rate,
        summary.style_honoured,
        summary.rifts.followup,
        summary.rifts.repair,
        summary.rifts.repeat,
        summary.rifts.overresponse,
        summary.miti.open_share,
        summary.miti.complex_share,
    ];
    for repairs in summary.roles.iter().map(|own| own.repairs).chain([summary.repairs]) {
        rates.extend([repairs.oir_open, repairs.oir_restricted, repairs.oir_candidate]);
        rates.extend([repairs.repair_success, repairs.breakdown]);
    }
    rates.extend(summary.roles.iter().flat_map(|own| [own.oir_rate, own.grounding_rate]));
    let (rifts, gaps) = (&summary.rifts, &summary.grounding_gaps);
    for by_role in [
        rifts.clarification,
        rifts.topic_switch,
        rifts.acknowledgement,
        rifts.display,
        rifts.agreement,
        rifts.disagreement,
        rifts.response,
        gaps.clarification,
        gaps.followup,
        gaps.acknowledgement,
    ] {
        rates.extend([by_role.client, by_role.agent]);
    }
    rates.extend(summary.style.iter().map(|one| one.honoured));
    rates
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_preview_equals_the_observation_and_changes_nothing(
        dialogue in dialogue(),
        other in turn(),
    ) {
        let mut tracker = ClarificationTracker::new(engine());
        for probe in &dialogue {
            let turn = probe.turn();
            let before = tracker.summary();
            tracker.preview(&other.turn());
            let preview = tracker.preview(&turn);
            prop_assert_eq!(tracker.summary(), before);
            prop_assert_eq!(tracker.observe(&turn), preview);
        }
    }

    #[test]
    fn what_the_log_keeps_of_a_turn_moves_the_machines_as_the_turn_did(dialogue in dialogue()) {
        let mut live = ClarificationTracker::new(engine());
        let mut replayed = ClarificationTracker::new(engine());
        for probe in &dialogue {
            let mut seen = live.observe(&probe.turn());
            seen.acts.clear();
            prop_assert_eq!(replayed.observe(&probe.logged_turn()), seen);
        }
        prop_assert_eq!(replayed.summary(), live.summary());
    }

    #[test]
    fn no_rate_has_more_hits_than_chances_and_every_measure_is_in_its_range(
        dialogue in dialogue(),
    ) {
        let mut tracker = ClarificationTracker::new(engine());
        for probe in &dialogue {
            tracker.observe(&probe.turn());
            let summary = tracker.summary();
            for rate in rates(&summary) {
                prop_assert!(rate.hits <= rate.of, "{rate:?}");
            }
            let shares = [
                summary.clarify_rate_weighted,
                summary.over_asking,
                summary.repairs.specificity,
            ];
            for share in shares.iter().filter_map(|share| share.value()) {
                prop_assert!((0.0..=1.0).contains(&share), "{share}");
            }
            if let Some(length) = summary.repairs.chain_length.value() {
                prop_assert!((1.0..=3.0).contains(&length), "{length}");
            }
            if let Some(turns) = summary.repairs.mean_turns_to_close.value() {
                prop_assert!(turns >= 1.0, "{turns}");
            }
            let requests = summary.requests;
            let settled = requests.clarify + requests.assume_stated + requests.passive
                + requests.offer_only + requests.unanswered + requests.dropped;
            prop_assert_eq!(settled, summary.clarify_rate.of);
            prop_assert_eq!(settled + requests.waiting, requests.all);
        }
    }

    #[test]
    fn every_repair_that_moves_was_opened_and_none_moves_after_its_end(dialogue in dialogue()) {
        let mut tracker = ClarificationTracker::new(engine());
        let mut open = BTreeSet::new();
        for probe in &dialogue {
            for event in &tracker.observe(&probe.turn()).repairs {
                let third = event.kind.name() == "third_position";
                let key = (event.opened, third, event.initiator.index());
                match event.event {
                    RepairStep::Opened | RepairStep::Misread => {
                        prop_assert_eq!(event.opened, probe.turn);
                        prop_assert!(open.insert(key));
                    }
                    RepairStep::Chained | RepairStep::Solved => prop_assert!(open.contains(&key)),
                    _ => prop_assert!(open.remove(&key), "{event:?}"),
                }
                prop_assert!(event.source.is_none_or(|source| source < event.opened));
                prop_assert!((1..=3).contains(&event.chain));
            }
            prop_assert!(open.len() <= 8);
            prop_assert_eq!(tracker.summary().repairs_open, open.len() as u64);
        }
    }

    #[test]
    fn after_a_reset_the_tracker_is_as_new(before in dialogue(), after in dialogue()) {
        let mut used = ClarificationTracker::new(engine());
        before.iter().for_each(|probe| drop(used.observe(&probe.turn())));
        used.reset();
        let mut fresh = ClarificationTracker::new(engine());
        for probe in &after {
            prop_assert_eq!(used.observe(&probe.turn()), fresh.observe(&probe.turn()));
        }
        prop_assert_eq!(used.summary(), fresh.summary());
    }
}

#[test]
fn a_thousand_open_repairs_and_requests_take_the_memory_of_none() {
    let mut tracker = ClarificationTracker::new(engine());
    let empty = tracker.heap_bytes();
    for number in 0..2_000_u32 {
        let (role, acts) = match number % 4 {
            0 => (Role::Client, [Act::OirOpen, Act::Request]),
            1 => (Role::Other, [Act::OirCandidate, Act::Ack]),
            2 => (Role::Client, [Act::AskInfo, Act::OirRestricted]),
            _ => (Role::Other, [Act::OirOpen, Act::Ack]),
        };
        tracker.observe(&Probe::new(number, role, &acts).turn());
    }
    assert_eq!(tracker.heap_bytes(), empty);
    let summary = tracker.summary();
    assert_eq!(summary.requests.all, 1_000);
    assert_eq!(summary.requests.dropped, 992);
    assert_eq!(summary.repairs_dropped, 1_992);
    assert_eq!(summary.repairs.repair_success, Rate { hits: 0, of: 2_000 });
}
