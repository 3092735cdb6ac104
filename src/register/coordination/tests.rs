use super::*;
use crate::codec::Reader;
use crate::value::{Measure, Undefined};
use proptest::prelude::*;

#[test]
fn a_turn_after_ones_own_is_no_reply() {
    let mut coordination = Coordination::new(1);
    assert_eq!(coordination.observe(0, 1), None);
    assert_eq!(coordination.observe(0, 1), None);
    assert!(coordination.pairs().is_empty());
    assert_eq!(coordination.observe(1, 1), Some(Echo { target: 0, offered: 1, taken: 1 }));
    assert_eq!(coordination.pairs()[0].n, 1);
}

#[test]
fn a_marker_below_the_threshold_has_no_score() {
    let mut coordination = Coordination::new(1);
    for _ in 0..2 {
        coordination.reply(1, 1, 0, 1);
    }
    let default = Thresholds::default();
    let too_few = Measure::Undefined(Undefined::TooFew);
    assert_eq!(coordination.pairwise(1, 0, &default), [too_few]);
    coordination.reply(1, 0, 0, 1);
    coordination.reply(1, 0, 0, 0);
    let score = coordination.pairwise(1, 0, &default)[0].value().unwrap();
    assert!((score - (2.0 / 3.0 - 0.5)).abs() < 1e-12);
    let missing = Measure::Undefined(Undefined::NotAvailable);
    assert_eq!(coordination.pairwise(0, 1, &default), [missing]);
}

#[test]
fn a_pair_below_its_own_threshold_is_not_summed() {
    let mut coordination = Coordination::new(1);
    coordination.reply(0, 1, 1, 1);
    coordination.reply(0, 0, 2, 1);
    coordination.reply(0, 0, 2, 1);
    let of = |thresholds| coordination.summary(Focus::Speakers, &thresholds).agg3().value();
    let all = of(Thresholds::ZERO).unwrap();
    assert!(all.abs() < 1e-12, "1/3 - 1/3");
    assert_eq!(of(Thresholds { speaker_indiv: 1, ..Thresholds::ZERO }), Some(0.0));
    assert_eq!(of(Thresholds { utterances_indiv: 3, ..Thresholds::ZERO }), None);
}

#[test]
fn a_missing_marker_is_left_out_or_filled_or_excludes_the_person() {
    let mut coordination = Coordination::new(2);
    // Person 0 has both markers: 0.5 and -0.5; person 1 the first only: 0.
    coordination.reply(0, 0b01, 1, 0b01);
    coordination.reply(0, 0b10, 1, 0b00);
    coordination.reply(0, 0b10, 1, 0b00);
    coordination.reply(0, 0b00, 1, 0b10);
    coordination.reply(1, 0b01, 0, 0b01);
    let summary = coordination.summary(Focus::Speakers, &Thresholds::ZERO);
    assert_eq!(summary.agg1().value(), Some((0.75 - 0.5) / 2.0));
    assert_eq!(summary.agg2().value(), Some((0.75 - 0.5 + 0.0 - 0.5) / 4.0));
    assert_eq!(summary.agg3().value(), Some((0.125 + 0.0) / 2.0));
    assert_eq!(summary.averages_by_marker()[0].value(), Some(0.375));
    assert_eq!(summary.averages_by_marker_strict()[0].value(), Some(0.75));
}

#[test]
fn there_is_nothing_to_say_of_an_empty_dialogue() {
    let summary = Coordination::new(3).summary(Focus::Targets, &Thresholds::ZERO);
    assert!(summary.people.is_empty());
    for aggregate in [summary.agg1(), summary.agg2(), summary.agg3()] {
        assert_eq!(aggregate, Measure::Undefined(Undefined::TooFew));
    }
}

#[test]
fn markers_beyond_the_number_are_ignored() {
    let mut coordination = Coordination::new(99);
    assert_eq!(coordination.markers(), MAX_MARKERS);
    coordination.observe(0, u32::MAX);
    assert_eq!(coordination.observe(1, u32::MAX).unwrap().taken, u32::MAX);
    let mut none = Coordination::new(0);
    none.observe(0, u32::MAX);
    assert_eq!(none.observe(1, u32::MAX).unwrap().offered, 0);
}

#[test]
fn a_word_matches_whole_and_a_prefix_at_its_start() {
    let lists = MarkerLists::new([("a", vec!["it", "i'm"]), ("b", vec!["some*", "all"])]);
    let cases = [
        ("IT is", 0b01),
        ("bit it2 it_", 0),
        ("(it)", 0b01),
        ("éit", 0b01),
        ("something", 0b10),
        ("awesome", 0),
        ("I'm", 0b01),
        ("i’m", 0),
        ("i'mx", 0),
        ("it'all", 0b01),
        ("y'all", 0b10),
        ("", 0),
        ("it", 0b01),
    ];
    for (text, expected) in cases {
        assert_eq!(lists.matches(text), expected, "{text}");
    }
}

#[test]
fn lists_of_one_name_are_joined_and_lists_beyond_the_limit_left_out() {
    let names: Vec<alloc::string::String> = (0..40).map(|n| alloc::format!("m{n}")).collect();
    let lists = names.iter().chain(&names[..1]).map(|name| (name.as_str(), vec!["x", "*"]));
    let lists = MarkerLists::new(lists);
    assert_eq!(lists.names().len(), MAX_MARKERS);
    assert_eq!(lists.matches("x"), u32::MAX);
    assert_eq!(MarkerLists::default().matches("x"), 0);
}

proptest! {
    #[test]
    fn the_state_is_read_back_as_written(
        markers in 0..40_usize,
        turns in prop::collection::vec((0..70_u16, any::<u32>()), 0..60),
    ) {
        let mut coordination = Coordination::new(markers);
        for (speaker, markers) in turns {
            let preview = coordination.preview(speaker, markers);
            prop_assert_eq!(coordination.observe(speaker, markers), preview);
        }
        let mut bytes = Vec::new();
        coordination.write(&mut bytes);
        let mut reader = Reader::new(&bytes);
        prop_assert_eq!(Coordination::read(&mut reader), Some(coordination));
        prop_assert!(reader.is_empty());
    }

    #[test]
    fn any_bytes_are_a_state_or_none(bytes: Vec<u8>) {
        if let Some(mut state) = Coordination::read(&mut Reader::new(&bytes)) {
            state.observe(0, 1);
            let _ = state.summary(Focus::Targets, &Thresholds::default()).agg2();
        }
    }

    #[test]
    fn any_text_is_matched(text: String) {
        let _ = MarkerLists::parse("a\tit i'm any*\n").matches(&text);
    }
}
