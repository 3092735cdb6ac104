//! Coordination against its definition (Danescu-Niculescu-Mizil et al. 2012): the replies are
//! listed, the probabilities counted.

use crate::{accommodation::same, naive::mean, talk::cases};
use lingsync::{
    Measure, Undefined,
    register::coordination::{Coordination, Focus, MarkerLists, Thresholds},
};
use proptest::{collection::vec, prelude::*};

const MARKERS: usize = 4;

type Checked = Result<(), TestCaseError>;
/// A turn: who, and which markers it holds.
type Said = (u16, u32);

fn said() -> impl Strategy<Value = Said> {
    (0..4_u16, 0..1_u32 << MARKERS)
}

/// Replies of others than oneself: (reply, what it answers).
fn replies(turns: &[Said]) -> Vec<(Said, Said)> {
    let adjacent = turns.windows(2).filter(|two| two[0].0 != two[1].0);
    adjacent.map(|two| (two[1], two[0])).collect()
}

/// P(reply has it | target had it) - P(reply has it), if at least `least` targets had it.
fn score(replies: &[(Said, Said)], marker: usize, least: usize) -> Option<f64> {
    let has = |(_, markers): Said| markers >> marker & 1 == 1;
    let offered: Vec<_> = replies.iter().filter(|(_, target)| has(*target)).collect();
    let share = |hits: usize, of: usize| hits as f64 / of as f64;
    let taken = offered.iter().filter(|(reply, _)| has(*reply)).count();
    let used = replies.iter().filter(|(reply, _)| has(*reply)).count();
    (offered.len() >= least.max(1))
        .then(|| share(taken, offered.len()) - share(used, replies.len()))
}

fn check(found: Measure, expected: Option<f64>, what: &str) -> Checked {
    match expected {
        Some(expected) => same(found, expected, what),
        None => {
            prop_assert_eq!(found.undefined(), Some(Undefined::TooFew), "{}", what);
            Ok(())
        }
    }
}

fn mean_of(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let values: Vec<f64> = values.into_iter().collect();
    (!values.is_empty()).then(|| mean(&values))
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn scores_and_their_averages_equal_the_definition(
        turns in vec(said(), 0..60),
        least in 0..4_u32,
    ) {
        let mut coordination = Coordination::new(MARKERS);
        for (speaker, markers) in &turns {
            let preview = coordination.preview(*speaker, *markers);
            prop_assert_eq!(coordination.observe(*speaker, *markers), preview);
        }
        let thresholds = Thresholds { target: least, ..Thresholds::ZERO };
        let replies = replies(&turns);
        for speaker in 0..4 {
            for target in 0..4 {
                let between: Vec<_> = replies
                    .iter()
                    .filter(|(reply, answered)| (reply.0, answered.0) == (speaker, target))
                    .copied()
                    .collect();
                let found = coordination.pairwise(speaker, target, &thresholds);
                prop_assert_eq!(found.len(), MARKERS);
                for (marker, found) in found.into_iter().enumerate() {
                    if between.is_empty() {
                        prop_assert_eq!(found.undefined(), Some(Undefined::NotAvailable));
                    } else {
                        check(found, score(&between, marker, least as usize), "pair")?;
                    }
                }
            }
        }
        check_averages(&coordination, &replies, thresholds)?;
    }

    #[test]
    fn a_text_holds_the_markers_whose_words_it_holds(
        words in vec(prop::sample::select(&["the", "theatre", "cat", "a", "any", "anyone"][..]), 0..9),
    ) {
        let lists = MarkerLists::parse("article\tthe a\nquantifier\tany*\nanimal\tcat\n");
        let has = |wanted: &[&str]| u32::from(words.iter().any(|word| wanted.contains(word)));
        let expected =
            has(&["the", "a"]) | has(&["any", "anyone"]) << 1 | has(&["cat"]) << 2;
        prop_assert_eq!(lists.matches(&words.join(" ")), expected);
        prop_assert_eq!(lists.matches(&words.join(", ").to_uppercase()), expected);
    }
}

/// The three averages over speakers and markers.
fn check_averages(
    coordination: &Coordination,
    replies: &[(Said, Said)],
    thresholds: Thresholds,
) -> Checked {
    let of = |speaker: u16| {
        let own: Vec<_> = replies.iter().filter(|(reply, _)| reply.0 == speaker).copied().collect();
        let scores: Vec<Option<f64>> =
            (0..MARKERS).map(|marker| score(&own, marker, thresholds.target as usize)).collect();
        scores
    };
    let all: Vec<_> = (0..4).map(of).filter(|scores| scores.iter().any(Option::is_some)).collect();
    let by_marker: Vec<Option<f64>> =
        (0..MARKERS).map(|marker| mean_of(all.iter().filter_map(|own| own[marker]))).collect();
    let complete = all.iter().filter(|own| own.iter().all(Option::is_some));
    let agg1 = mean_of(complete.filter_map(|own| mean_of(own.iter().flatten().copied())));
    let filled = |own: &Vec<Option<f64>>| {
        let scores = own.iter().zip(&by_marker).map(|(own, average)| own.or(*average));
        scores.collect::<Option<Vec<f64>>>().map(|scores| mean(&scores))
    };
    let filled: Option<Vec<f64>> = all.iter().map(filled).collect();
    let agg3 = mean_of(all.iter().filter_map(|own| mean_of(own.iter().flatten().copied())));
    let found = coordination.summary(Focus::Speakers, &thresholds);
    prop_assert_eq!(found.people.len(), all.len());
    check(found.agg1(), agg1, "agg1")?;
    check(found.agg2(), filled.and_then(mean_of), "agg2")?;
    check(found.agg3(), agg3, "agg3")
}
