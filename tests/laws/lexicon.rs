//! The incremental lexicon and the figures of each turn equal those of the definition.

use crate::{
    dialogue::cases,
    naive::{self, Coverage, Expression, Filter, Mode},
};
use lingsync::{
    Config, Engine, Party, Role, Session, Turn,
    lexical::{Lexicon, LexiconFilter, Sharing},
};
use proptest::{collection::vec, prelude::*, sample::select};

const ROLES: [Role; 3] = [Role::Client, Role::Agent, Role::Other];
/// Two words, then two tokens without a letter, then more words.
const TOKENS: [&str; 6] = ["a", "b", "7", "-", "xa", "bc"];

fn turn(party: u8, tokens: impl IntoIterator<Item = &'static str>) -> naive::Turn {
    let mut tokens: Vec<String> = tokens.into_iter().map(String::from).collect();
    if tokens.is_empty() {
        // An empty turn is one empty token.
        tokens.push(String::new());
    }
    naive::Turn { party, tokens }
}

/// Turns over the first `1..=4` tokens of a random part of the alphabet.
fn random(turns: usize, words: usize) -> impl Strategy<Value = Vec<naive::Turn>> {
    (1..=4_usize, 0..3_usize).prop_flat_map(move |(size, from)| {
        let token = select(&TOKENS[from..(from + size).min(TOKENS.len())]);
        let party = prop_oneof![3 => 0..2_u8, 1 => 2..3_u8];
        vec((party, vec(token, 0..words)), 1..turns)
            .prop_map(|turns| turns.into_iter().map(|(party, text)| turn(party, text)).collect())
    })
}

/// Pieces of one adversarial word: a run of one token, Fibonacci's or Thue and Morse's.
fn adversarial() -> impl Strategy<Value = Vec<naive::Turn>> {
    (0..3_usize, vec((0..3_u8, 0..40_usize, 0..16_usize), 2..6), any::<bool>()).prop_map(
        |(kind, pieces, letterless)| {
            let word = infinite(kind, 56);
            let tokens = if letterless { ["a", "7"] } else { ["a", "b"] };
            let piece = |(party, start, len): (u8, usize, usize)| {
                turn(party, word[start..start + len].iter().map(|bit| tokens[*bit]))
            };
            pieces.into_iter().map(piece).collect()
        },
    )
}

fn infinite(kind: usize, len: usize) -> Vec<usize> {
    match kind {
        0 => vec![0; len],
        1 => (0..len as u32).map(|n| (n.count_ones() % 2) as usize).collect(),
        _ => {
            let (mut shorter, mut word) = (vec![1], vec![0]);
            while word.len() < len {
                let longer = [word.as_slice(), &shorter].concat();
                shorter = core::mem::replace(&mut word, longer);
            }
            word.truncate(len);
            word
        }
    }
}

fn session() -> Session {
    Engine::builder(Config::dialign()).hasher_seed(11).build().unwrap().session()
}

fn observe(session: &mut Session, turn: &naive::Turn) -> lingsync::LexicalObservation {
    let text = turn.tokens.join(" ");
    session.observe(&Turn::new(ROLES[turn.party as usize], text)).unwrap().lexical
}

fn modes() -> [(Sharing, Mode); 4] {
    let (client, agent, other) = (Party::CLIENT, Party::AGENT, Party::OTHER);
    [
        (Sharing::Pair(agent, client), Mode::Shared(vec![1, 0])),
        (Sharing::Pair(client, other), Mode::Shared(vec![0, 2])),
        (Sharing::Own(client), Mode::Own(0)),
        (Sharing::Own(agent), Mode::Own(1)),
    ]
}

/// What the definition says nothing about in an own lexicon is left out of both.
fn expressions(lexicon: &Lexicon, own: bool) -> Vec<Expression> {
    let described = lexicon.expressions().iter().map(|e| Expression {
        text: e.text.clone().unwrap(),
        size: e.size,
        turns: e.turns.clone(),
        free_turns: e.free_turns,
        free_occurrences: e.free_occurrences,
        first_free_turn: e.first_free_turn,
        initiator: e.initiator.index() as u8,
        establishment: if own { 0 } else { e.establishment_turn },
        priming: if own { 0 } else { e.priming },
    });
    let mut described: Vec<_> = described.collect();
    described.sort();
    described
}

fn coverage(lexicon: &Lexicon, own: bool) -> Vec<Coverage> {
    let turns = lexicon.turns().iter().map(|turn| Coverage {
        turn: turn.turn,
        established: if own { 0 } else { turn.established },
        shared: turn.shared,
        establishing: if own { 0 } else { turn.establishing },
        instances: turn.instances,
    });
    turns.collect()
}

fn same_lexicon(
    session: &Session,
    turns: &[naive::Turn],
    filter: Option<&Filter>,
) -> Result<(), TestCaseError> {
    let spoken: Vec<u8> = (0..3).filter(|p| turns.iter().any(|turn| turn.party == *p)).collect();
    let all = (Sharing::AllSpeakers, Mode::Shared(spoken));
    for (sharing, mode) in modes().into_iter().chain([all]) {
        let own = matches!(mode, Mode::Own(_));
        let found = match filter {
            None => session.lexicon(sharing),
            Some(Filter { entries, exclude: false }) => {
                session.lexicon_filtered(sharing, &LexiconFilter::only(entries))
            }
            Some(Filter { entries, .. }) => {
                session.lexicon_filtered(sharing, &LexiconFilter::without(entries))
            }
        };
        let mut expected = naive::lexicon(turns, &mode, filter);
        if own {
            for entry in &mut expected.expressions {
                (entry.establishment, entry.priming) = (0, 0);
            }
            for turn in &mut expected.coverage {
                (turn.established, turn.establishing) = (0, 0);
            }
        }
        prop_assert_eq!(expressions(&found, own), expected.expressions, "{:?}", sharing);
        prop_assert_eq!(coverage(&found, own), expected.coverage, "{:?}", sharing);
        let words: usize = turns
            .iter()
            .map(|turn| match &mode {
                Mode::Own(party) if *party != turn.party => 1,
                Mode::Shared(parties) if !parties.contains(&turn.party) => 0,
                _ => turn.tokens.len(),
            })
            .sum();
        prop_assert_eq!(found.words(), words as u64, "{:?}", sharing);
    }
    Ok(())
}

/// The figures of every turn against the lexicon of the conversation up to it.
fn same_turns(turns: &[naive::Turn]) -> Result<Session, TestCaseError> {
    let mut session = session();
    for (number, turn) in turns.iter().enumerate() {
        let (seen, upto) = (observe(&mut session, turn), &turns[..=number]);
        let of = turn.tokens.len() as u64;
        let own = naive::lexicon(upto, &Mode::Own(turn.party), None);
        let hits = u64::from(own.coverage.last().unwrap().shared);
        let rate = seen.self_repetition;
        prop_assert_eq!((rate.hits, rate.of), (hits, of), "self-repetition of turn {}", number);
        let towards = [(seen.towards, seen.shared_repetition)];
        for (other, rate) in towards.into_iter().chain(seen.others) {
            let mode = Mode::Shared(vec![turn.party, other.index() as u8]);
            let lexicon = naive::lexicon(upto, &mode, None);
            let hits = u64::from(lexicon.coverage.last().unwrap().established);
            prop_assert_eq!((rate.hits, rate.of), (hits, of), "{} to {}", number, other);
        }
    }
    Ok(session)
}

fn filter() -> impl Strategy<Value = Filter> {
    let entry =
        select(&["a", "b", "7", "-", "a b", "b a", "a a", "7 a", "a 7", "a b a", "bc", "zz"]);
    (vec(entry, 0..3), any::<bool>()).prop_map(|(entries, exclude)| Filter {
        entries: entries.into_iter().map(String::from).collect(),
        exclude,
    })
}

proptest! {
    #![proptest_config(cases(1200))]

    #[test]
    fn the_lexicon_of_a_random_dialogue_is_that_of_the_definition(turns in random(9, 7)) {
        let session = same_turns(&turns)?;
        same_lexicon(&session, &turns, None)?;
    }
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn the_lexicon_of_an_adversarial_dialogue_is_that_of_the_definition(turns in adversarial()) {
        let session = same_turns(&turns)?;
        same_lexicon(&session, &turns, None)?;
    }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn a_filter_acts_before_free_uses_are_told_from_constrained_ones(
        turns in prop_oneof![3 => random(8, 7), 1 => adversarial()],
        filter in filter(),
    ) {
        let mut session = session();
        turns.iter().for_each(|turn| drop(observe(&mut session, turn)));
        same_lexicon(&session, &turns, Some(&filter))?;
    }
}

#[test]
fn long_words_of_every_adversarial_kind_give_the_lexicon_of_the_definition() {
    for kind in 0..3 {
        let word = infinite(kind, 60);
        let spell = |from: usize, to: usize| word[from..to].iter().map(|bit| ["a", "b"][*bit]);
        let turns = [
            turn(0, spell(0, 60)),
            turn(1, spell(7, 50)),
            turn(1, spell(20, 41)),
            turn(0, spell(3, 30)),
        ];
        let session = same_turns(&turns).unwrap();
        same_lexicon(&session, &turns, None).unwrap();
    }
}
