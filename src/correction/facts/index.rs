//! Finds the names and values of facts in a turn, in one pass over its words.

use super::Fact;
use crate::text::{hash::hash_folded, words::for_each_word};
use alloc::{vec, vec::Vec};
use hashbrown::HashMap;

/// How far a value may stand from its subject, in words.
const WINDOW: usize = 14;

/// What a term is to its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Subject,
    Property,
    Right,
    Wrong,
}

/// A name or a value: its words as hashes.
#[derive(Clone, Debug)]
struct Term {
    fact: u32,
    role: Role,
    rest: Vec<u64>,
}

/// All terms by their first word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    terms: HashMap<u64, Vec<Term>, foldhash::fast::FixedState>,
    /// Of each fact: whether another fact shares a subject and a value with it, so that only the
    /// property tells them apart.
    shared: Vec<bool>,
}

/// A value of a fact that stands near its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) fact: u32,
    /// The true value, or a wrong one.
    pub(crate) right: bool,
    /// First word of the value and one past its last.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether the property is named as well.
    pub(crate) named: bool,
}

/// The hashes of the words of a text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = u64> {
    let mut all = Vec::new();
    for_each_word(text, |word| all.push(hash_folded(&text[word.start..word.end])));
    all.into_iter()
}

impl Index {
    pub(super) fn new(facts: &[Fact]) -> Self {
        let mut terms: HashMap<u64, Vec<Term>, foldhash::fast::FixedState> = HashMap::default();
        let mut add = |fact: usize, role: Role, text: &str| {
            let mut hashes = words(text);
            if let Some(first) = hashes.next() {
                let term = Term { fact: fact as u32, role, rest: hashes.collect() };
                terms.entry(first).or_default().push(term);
            }
        };
        for (at, fact) in facts.iter().enumerate() {
            fact.subject.iter().for_each(|name| add(at, Role::Subject, name));
            fact.property.iter().for_each(|name| add(at, Role::Property, name));
            add(at, Role::Right, &fact.value);
            fact.wrong_values.iter().for_each(|value| add(at, Role::Wrong, value));
        }
        Self { terms, shared: shared(facts) }
    }

    /// The values in a turn that stand within a window of their subject, in order of their facts.
    /// `words` are the hashes of the turn's words. O(words x terms that begin with them).
    pub(crate) fn find(&self, words: &[u64]) -> Vec<Found> {
        let mut hits: Vec<(u32, Role, usize, usize)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for term in self.terms.get(word).into_iter().flatten() {
                let end = at + 1 + term.rest.len();
                if words.get(at + 1..end) == Some(&term.rest) {
                    hits.push((term.fact, term.role, at, end));
                }
            }
        }
        // A name within a longer name is not meant: the ferry, the night ferry.
        let names: Vec<(usize, usize)> = hits
            .iter()
            .filter(|hit| hit.1 == Role::Subject)
            .map(|(_, _, start, end)| (*start, *end))
            .collect();
        hits.retain(|(_, role, start, end)| {
            let within =
                |(from, to): &(usize, usize)| from <= start && end <= to && to - from > end - start;
            *role != Role::Subject || !names.iter().any(within)
        });
        // By fact; a longer value before a shorter one at the same place.
        hits.sort_unstable_by_key(|(fact, role, start, end)| {
            (*fact, *role, *start, usize::MAX - end)
        });
        let mut found = Vec::new();
        for of_fact in hits.chunk_by(|one, other| one.0 == other.0) {
            self.values(of_fact, &mut found);
        }
        found
    }

    fn values(&self, hits: &[(u32, Role, usize, usize)], found: &mut Vec<Found>) {
        let near = |role: Role, (start, end): (usize, usize)| {
            hits.iter().filter(|hit| hit.1 == role).any(|(_, _, from, to)| {
                *to <= start && start - to <= WINDOW || *from >= end && from - end <= WINDOW
            })
        };
        let first = found.len();
        for (fact, role, start, end) in hits.iter().copied().filter(|hit| hit.1 >= Role::Right) {
            let place = (start, end);
            let named = near(Role::Property, place);
            let told = named || !self.shared.get(fact as usize).copied().unwrap_or(false);
            if !told || !near(Role::Subject, place) {
                continue;
            }
            // A value within a longer one is not said by itself.
            let (right, inside) = (role == Role::Right, |other: &Found| {
                other.start <= start && end <= other.end && (other.start, other.end) != place
            });
            if !found[first..].iter().any(inside) {
                found.retain(|other| {
                    other.fact != fact
                        || !(start <= other.start && other.end <= end)
                        || (other.start, other.end) == place
                });
                found.push(Found { fact, right, start, end, named });
            }
        }
    }
}

/// Whether a fact shares a subject and a value with another.
fn shared(facts: &[Fact]) -> Vec<bool> {
    let mut keys: Vec<(u64, u32)> = Vec::new();
    let whole = |text: &str| words(text).fold(0_u64, |sum, word| sum.rotate_left(5) ^ word);
    for (at, fact) in facts.iter().enumerate() {
        let values = fact.wrong_values.iter().chain([&fact.value]);
        for value in values {
            for subject in &fact.subject {
                let key = whole(subject).rotate_left(17) ^ whole(value);
                keys.push((key, at as u32));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let mut shared = vec![false; facts.len()];
    for pair in keys.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        shared[pair[0].1 as usize] = true;
        shared[pair[1].1 as usize] = true;
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::{super::FactBase, *};
    use alloc::string::String;

    fn found(facts: &[Fact], text: &str) -> Vec<(u32, bool, String)> {
        let base = FactBase::new(facts.to_vec()).unwrap();
        let all: Vec<u64> = words(text).collect();
        let mut spans = Vec::new();
        for_each_word(text, |word| spans.push((word.start, word.end)));
        let text_of = |f: &Found| String::from(&text[spans[f.start].0..spans[f.end - 1].1]);
        base.index.find(&all).iter().map(|f| (f.fact, f.right, text_of(f))).collect()
    }

    fn bats() -> Fact {
        Fact::new(["bats", "bat"], ["sight"], "can see").wrong(["blind", "can not see"])
    }

    #[test]
    fn a_value_counts_near_its_subject_only() {
        assert_eq!(found(&[bats()], "Are bats blind?"), [(0, false, "blind".into())]);
        assert_eq!(found(&[bats()], "The mole is blind."), []);
        let far = "Bats fly. One two three four five six seven eight nine ten eleven twelve \
                   thirteen fourteen blind";
        assert_eq!(found(&[bats()], far), []);
    }

    #[test]
    fn the_longest_value_at_a_place_counts() {
        let seen = found(&[bats()], "A BAT can not see at all, I think.");
        assert_eq!(seen, [(0, false, "can not see".into())]);
    }

    #[test]
    fn two_facts_that_share_a_value_are_told_apart_by_the_property() {
        let none: [&str; 0] = [];
        let facts = [
            Fact::new(["the kit"], ["weight"], "two").wrong(["five"]),
            Fact::new(["the kit"], ["price", "costs"], "five").wrong(["two"]),
            Fact::new(["the box"], none, "five"),
        ];
        assert_eq!(found(&facts, "the kit costs two"), [(1, false, "two".into())]);
        assert_eq!(found(&facts, "the kit, five"), []);
        assert_eq!(found(&facts, "the box, five"), [(2, true, "five".into())]);
    }
}
