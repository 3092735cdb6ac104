//! What a session says at the end follows from what it said of each turn: the figures of the summary
//! are those of the definitions over the reported values.

use crate::{
    accommodation::{check_level, check_lifts, check_pairs, same, values},
    naive,
    talk::{Said, cases, dialogue, observe, session},
};
use lingsync::{
    Measure, Party, RegisterSummary, Role, Session, TurnReport, Undefined,
    accommodation::{PairFigures, SeriesTurn},
    register::{
        Dimension, Rlsm, StyleCounts,
        coordination::{Coordination, Thresholds},
        lsm,
        rlsm::Rates,
    },
};
use proptest::prelude::*;

type Checked = Result<(), TestCaseError>;

const PAIRS: [(Party, Party); 4] = [
    (Party::AGENT, Party::CLIENT),
    (Party::CLIENT, Party::AGENT),
    (Party::OTHER, Party::CLIENT),
    (Party::AGENT, Party::OTHER),
];

/// Turns with their reports, sounds of listening left out.
type Seen = Vec<(Said, TurnReport)>;

fn watch(dialogue: &[Said]) -> (Session, Seen) {
    let mut session = session();
    let seen = dialogue.iter().map(|said| (said.clone(), observe(&mut session, &said.turn())));
    let seen: Seen = seen.filter(|(said, _)| !said.is_listening()).collect();
    (session, seen)
}

fn may_lift(said: &Said, words: u32) -> bool {
    !said.interrupted && words >= 3
}

fn turn<V>(said: &Said, report: &TurnReport, value: Option<V>) -> SeriesTurn<V> {
    let words = report.register.rhythm.words;
    SeriesTurn { party: report.party.index() as u8, words, value, lift: may_lift(said, words) }
}

fn of_dimension(seen: &Seen, dimension: Dimension) -> Vec<SeriesTurn<f64>> {
    let value = |report: &TurnReport| report.register.measure(dimension).value();
    seen.iter().map(|(said, report)| turn(said, report, value(report))).collect()
}

/// Whether every turn has words: a floor weighs its turns by them.
fn all_have_words(turns: &[SeriesTurn<f64>]) -> bool {
    turns.iter().all(|turn| turn.value.is_none() || turn.words > 0)
}

fn check_figures(
    found: &PairFigures,
    turns: &[SeriesTurn<f64>],
    (party, towards): (Party, Party),
) -> Checked {
    let (party, towards) = (party.index() as u8, towards.index() as u8);
    let pairs = naive::pairs(turns, party, towards);
    check_pairs(found, &pairs, found.responsiveness.reliability)?;
    check_lifts(found, turns, (party, towards))
}

fn check_dimensions(summary: &RegisterSummary, seen: &Seen) -> Checked {
    for dimension in Dimension::ALL.iter().copied() {
        let turns = of_dimension(seen, dimension);
        for own in &summary.parties {
            let values = values(&turns, own.party.index() as u8);
            check_level(*own.level(dimension).unwrap(), &values)?;
        }
        for (party, towards) in PAIRS.into_iter().filter(|_| all_have_words(&turns)) {
            let Some(pair) = summary.pair(party, towards) else { continue };
            let found = pair.dimension(dimension).unwrap();
            check_figures(&found.figures, &turns, (party, towards))?;
        }
    }
    Ok(())
}

fn check_series(summary: &RegisterSummary, seen: &Seen) -> Checked {
    for name in ["pitch", "loudness", "pause"] {
        // The hints keep the last value of a name.
        let value = |said: &Said| said.series.iter().rev().find(|(n, _)| *n == name).map(|s| s.1);
        let turns: Vec<_> = seen
            .iter()
            .map(|(said, report)| {
                let turn = turn(said, report, value(said));
                SeriesTurn { lift: turn.lift || turn.words == 0, ..turn }
            })
            .collect();
        for (party, towards) in PAIRS.into_iter().filter(|_| all_have_words(&turns)) {
            let Some(pair) = summary.pair(party, towards) else { continue };
            let found = pair.series.iter().find(|(known, _)| **known == *name);
            match found {
                Some((_, found)) => check_figures(found, &turns, (party, towards))?,
                None => prop_assert!(turns.iter().all(|turn| turn.value.is_none())),
            }
        }
    }
    Ok(())
}

fn check_style(summary: &RegisterSummary, seen: &Seen) -> Checked {
    let style = |report: &TurnReport| report.register.style.unwrap_or_default();
    let value = |report: &TurnReport| {
        let StyleCounts { counts, words, .. } = style(report);
        (words > 0).then_some((counts, words))
    };
    let turns: Vec<SeriesTurn<naive::Style>> =
        seen.iter().map(|(said, report)| turn(said, report, value(report))).collect();
    let mut rlsm = Rlsm::default();
    for (_, report) in seen.iter() {
        if report.register.style == Err(Undefined::Language) {
            rlsm.interrupt();
        } else {
            rlsm.observe(report.party.index() as u8, style(report));
        }
    }
    for (party, towards) in PAIRS {
        let Some(pair) = summary.pair(party, towards) else { continue };
        let (own, other) = (party.index() as u8, towards.index() as u8);
        check_lifts(&pair.style, &turns, (own, other))?;
        prop_assert_eq!(pair.rlsm, rlsm.directed(Rates::Turn, own, other));
        prop_assert_eq!(pair.rw_rlsm, rlsm.directed(Rates::Rolling, own, other));
        prop_assert_eq!(pair.rw_rlsm_slope, rlsm.slope(own));
    }
    Ok(())
}

/// The markers of talk::config that plain words hold.
fn markers(text: &str) -> u32 {
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '\'')
        .map(str::to_lowercase)
        .collect();
    // An apostrophe ends a marker's word: "I'm" holds "i".
    let stems = words.iter().flat_map(|word| word.split('\'').take(1));
    let has = |wanted: [&str; 3]| u32::from(stems.clone().any(|stem| wanted.contains(&stem)));
    has(["the", "a", "an"]) | has(["i", "you", "we"]) << 1 | has(["no", "not", "never"]) << 2
}

fn check_coordination(summary: &RegisterSummary, seen: &Seen) -> Checked {
    let mut coordination = Coordination::new(3);
    for (said, report) in seen {
        if report.register.style == Err(Undefined::Language) {
            coordination.interrupt();
        } else {
            coordination.observe(report.party.index() as u16, markers(&said.text));
        }
    }
    for (party, towards) in PAIRS {
        let Some(pair) = summary.pair(party, towards) else { continue };
        let (own, other) = (party.index() as u16, towards.index() as u16);
        let expected = coordination.pairwise(own, other, &Thresholds::default());
        let found: Vec<Measure> = pair.coordination.iter().map(|(_, score)| *score).collect();
        prop_assert_eq!(found, expected);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn the_summary_follows_from_the_reports(dialogue in dialogue(0..90)) {
        let (session, seen) = watch(&dialogue);
        let summary = session.summary().register;
        check_dimensions(&summary, &seen)?;
        check_series(&summary, &seen)?;
        check_style(&summary, &seen)?;
    }

    #[test]
    fn markers_of_the_host_are_counted_in_replies(mut dialogue in dialogue(0..60)) {
        dialogue.retain(|said| !said.text.contains("```"));
        let (session, seen) = watch(&dialogue);
        check_coordination(&session.summary().register, &seen)?;
    }

    #[test]
    fn matching_over_all_words_adds_up_the_turns(dialogue in dialogue(0..40)) {
        let mut session = session();
        let mut totals = [StyleCounts::default(); 3];
        for said in &dialogue {
            let report = observe(&mut session, &said.turn());
            totals[report.party.index()] += report.register.style.unwrap_or_default();
        }
        let summary = session.summary().register;
        for pair in &summary.pairs {
            let of = |party: Party| totals[party.index()];
            prop_assert_eq!(pair.lsm, lsm(&of(pair.party), &of(pair.towards)));
        }
        for own in &summary.parties {
            prop_assert_eq!(own.style, totals[own.party.index()]);
        }
    }

    #[test]
    fn a_gap_is_the_distance_from_the_mean_of_the_clients_last_eight(
        dialogue in dialogue(0..60),
    ) {
        let mut session = session();
        let mut client: Vec<Vec<f64>> = vec![Vec::new(); Dimension::COUNT];
        for said in &dialogue {
            let report = observe(&mut session, &said.turn());
            for (dimension, client) in Dimension::ALL.iter().zip(&mut client) {
                let value = report.register.measure(*dimension);
                let recent = &client[client.len().saturating_sub(8)..];
                let gap = report.register.gap(*dimension).map(|gap| gap.raw);
                match (said.role, value) {
                    (Role::Agent, Measure::Value(own)) if !recent.is_empty() => {
                        prop_assert!(gap.is_some(), "{}: {:?} {:?}", dimension, own, recent);
                        same(gap.unwrap(), own - naive::mean(recent), dimension.name())?;
                    }
                    (Role::Agent, Measure::Undefined(reason)) => {
                        let shown = gap.and_then(Measure::undefined);
                        prop_assert!(shown.is_none_or(|shown| shown == reason));
                    }
                    _ => prop_assert!(gap.is_none()),
                }
                if said.role == Role::Client && !said.is_listening() {
                    client.extend(value.value());
                }
            }
        }
    }

    #[test]
    fn latency_is_the_time_since_the_end_of_the_other_partys_turn(dialogue in dialogue(0..40)) {
        let mut session = session();
        let mut before: Option<&Said> = None;
        let mut last_at = None;
        for said in &dialogue {
            let found = observe(&mut session, &said.turn()).register.rhythm.latency;
            let end = before.filter(|before| before.role != said.role).and_then(|before| {
                Some(before.at? as f64 + before.duration_ms.unwrap_or(0.0))
            });
            match (said.at, end) {
                (Some(at), Some(end)) if last_at.is_none_or(|last| at >= last) => {
                    same(found, (at as f64 - end) / 1000.0, "latency")?;
                }
                _ => prop_assert_eq!(found, Measure::Undefined(Undefined::NoTime)),
            }
            (before, last_at) = (Some(said), said.at.or(last_at));
        }
    }
}
