//! Finds the names and values of facts in a turn, in one pass over its words.

use super::Fact;
use crate::{
    sorted::sort_by_key,
    text::{
        hash::{hash_ascii, hash_folded},
        numerals::in_digits,
        words::for_each_word,
    },
};
use alloc::{vec, vec::Vec};
use hashbrown::HashMap;

/// How far a value may stand from its subject, in words.
const WINDOW: usize = 14;

/// What a value is to its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Right,
    Wrong,
}

/// A name or a value: its words as hashes, and the facts that have it.
#[derive(Clone, Debug, Default)]
struct Phrase {
    /// The words behind the first one.
    rest: Vec<u64>,
    /// The facts whose subject it names, in order.
    subject_of: Vec<u32>,
    /// The facts whose property it names, in order.
    property_of: Vec<u32>,
    /// Those of `subject_of` that need no property to be told.
    alone: Vec<u32>,
    /// The facts that have it for a value, and whether that is the right one.
    values: Vec<(u32, Role)>,
}

/// All phrases by their first word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    first: HashMap<u64, Vec<u32>, foldhash::fast::FixedState>,
    phrases: Vec<Phrase>,
    /// Of each fact: whether another fact shares a subject and a value with it, so that only the
    /// property tells them apart.
    shared: Vec<bool>,
}

/// Values found in a turn that are kept, the earliest.
const MOST: usize = 4_096;
/// Pairs of a value in the turn and a fact that may have it that are looked at.
const LOOKS: usize = 65_536;

/// Where a phrase is found: its number, its first word, and one past its last.
type Hit = (u32, usize, usize);

/// Where names stand, by their first words and by their ends.
struct Places {
    by_start: Vec<Hit>,
    by_end: Vec<Hit>,
}

impl Places {
    fn new(mut hits: Vec<Hit>) -> Self {
        let mut by_end = hits.clone();
        sort_by_key(&mut hits, |hit| hit.1);
        sort_by_key(&mut by_end, |hit| hit.2);
        Self { by_start: hits, by_end }
    }

    /// The phrases that stand beside a place, within the window.
    fn near(&self, start: usize, end: usize) -> Vec<u32> {
        let before = self.by_end.partition_point(|hit| hit.2 + WINDOW < start);
        let before = self.by_end[before..].iter().take_while(|hit| hit.2 <= start);
        let behind = self.by_start.partition_point(|hit| hit.1 < end);
        let behind = self.by_start[behind..].iter().take_while(|hit| hit.1 <= end + WINDOW);
        let mut phrases: Vec<u32> = before.chain(behind).map(|hit| hit.0).collect();
        phrases.sort_unstable();
        phrases.dedup();
        phrases
    }
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
    for_each_word(text, |word| all.push(word_hash(&text[word.start..word.end])));
    all.into_iter()
}

/// The hash of a word, folded; that of a number in words is that of its digits.
pub(crate) fn word_hash(word: &str) -> u64 {
    const LONGEST: usize = 9;
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else { return hash_folded(word) };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    in_digits(lower).map_or_else(|| hash_folded(word), hash_ascii)
}

impl Index {
    pub(super) fn new(facts: &[Fact]) -> Self {
        let mut index = Self { shared: shared(facts), ..Self::default() };
        for (at, fact) in facts.iter().enumerate() {
            let fact_at = at as u32;
            let add = |facts: &mut Vec<u32>| {
                if facts.last() != Some(&fact_at) {
                    facts.push(fact_at);
                }
            };
            for name in &fact.subject {
                if let Some(phrase) = index.phrase(name) {
                    let alone = !index.shared[at];
                    let phrase = &mut index.phrases[phrase as usize];
                    add(&mut phrase.subject_of);
                    if alone {
                        add(&mut phrase.alone);
                    }
                }
            }
            for name in &fact.property {
                if let Some(phrase) = index.phrase(name) {
                    add(&mut index.phrases[phrase as usize].property_of);
                }
            }
            let wrong = fact.wrong_values.iter().map(|value| (value, Role::Wrong));
            for (value, role) in [(&fact.value, Role::Right)].into_iter().chain(wrong) {
                if let Some(phrase) = index.phrase(value) {
                    index.phrases[phrase as usize].values.push((at as u32, role));
                }
            }
        }
        index
    }

    /// The number of a phrase; `None` for one without words.
    fn phrase(&mut self, text: &str) -> Option<u32> {
        let mut hashes = words(text);
        let (first, rest) = (hashes.next()?, hashes.collect::<Vec<u64>>());
        let phrases = &mut self.phrases;
        let alike = self.first.entry(first).or_default();
        let known = alike.iter().find(|at| phrases[**at as usize].rest == rest);
        Some(known.copied().unwrap_or_else(|| {
            let new = phrases.len() as u32;
            phrases.push(Phrase { rest, ..Phrase::default() });
            alike.push(new);
            new
        }))
    }

    /// The values in a turn that stand within a window of their subject, in order of their facts.
    /// `words` are the hashes of the turn's words. O(words x different phrases that begin with
    /// them), and for each value the names near it and the shortest list of facts that it may be
    /// of; at most 4,096 values are kept and 65,536 pairs looked at, the earliest.
    pub(crate) fn find(&self, words: &[u64]) -> Vec<Found> {
        let mut hits: Vec<Hit> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for phrase in self.first.get(word).into_iter().flatten() {
                let rest = &self.phrases[*phrase as usize].rest;
                let end = at + 1 + rest.len();
                if words.get(at + 1..end) == Some(rest) {
                    hits.push((*phrase, at, end));
                }
            }
        }
        let of_property = |hit: &&Hit| !self.phrase_of(hit).property_of.is_empty();
        let properties = Places::new(hits.iter().filter(of_property).copied().collect());
        let names = Places::new(self.outermost_names(&hits));
        let mut found: Vec<(Found, Role)> = Vec::new();
        let mut looks = LOOKS;
        for hit in hits.iter().filter(|hit| !self.phrase_of(hit).values.is_empty()) {
            let (values, (_, start, end)) = (&self.phrase_of(hit).values, *hit);
            let (subjects, properties) = (names.near(start, end), properties.near(start, end));
            for fact in self.candidates(values, &subjects, &properties) {
                if looks == 0 || found.len() >= MOST {
                    break;
                }
                looks -= 1;
                let is_in = |facts: &[u32]| facts.binary_search(&fact).is_ok();
                let named =
                    properties.iter().any(|at| is_in(&self.phrases[*at as usize].property_of));
                let told = named || !self.shared[fact as usize];
                if !told || !subjects.iter().any(|at| is_in(&self.phrases[*at as usize].subject_of))
                {
                    continue;
                }
                let first = values.partition_point(|value| value.0 < fact);
                for (_, role) in values[first..].iter().take_while(|value| value.0 == fact) {
                    let right = *role == Role::Right;
                    found.push((Found { fact, right, start, end, named }, *role));
                }
            }
        }
        found.truncate(MOST);
        // A value within a longer one of the same fact is not said by itself.
        sort_by_key(&mut found, |(f, role)| (f.fact, f.start, usize::MAX - f.end, *role));
        let mut longest: Option<Found> = None;
        found.retain(|(value, _)| {
            let inside = longest.is_some_and(|other| {
                let place = (other.start, other.end);
                other.fact == value.fact
                    && value.end <= other.end
                    && place != (value.start, value.end)
            });
            if !inside {
                longest = Some(*value);
            }
            !inside
        });
        sort_by_key(&mut found, |(f, role)| (f.fact, *role, f.start, usize::MAX - f.end));
        found.into_iter().map(|(value, _)| value).collect()
    }

    fn phrase_of(&self, hit: &Hit) -> &Phrase {
        &self.phrases[hit.0 as usize]
    }

    /// The facts that a value near these names may be of, in order: the shortest of the lists that
    /// hold all of them.
    fn candidates(&self, values: &[(u32, Role)], subjects: &[u32], properties: &[u32]) -> Vec<u32> {
        let phrases = |all: &[u32]| all.iter().map(|at| &self.phrases[*at as usize]).collect();
        let (subjects, properties): (Vec<&Phrase>, Vec<&Phrase>) =
            (phrases(subjects), phrases(properties));
        let by_name: Vec<&[u32]> = subjects.iter().map(|phrase| &phrase.subject_of[..]).collect();
        let alone = subjects.iter().map(|phrase| &phrase.alone[..]);
        let by_property: Vec<&[u32]> =
            alone.chain(properties.iter().map(|phrase| &phrase.property_of[..])).collect();
        let size = |lists: &[&[u32]]| lists.iter().map(|list| list.len()).sum::<usize>();
        let lists = if size(&by_name) <= size(&by_property) { by_name } else { by_property };
        let mut facts: Vec<u32> = if values.len() <= size(&lists) {
            values.iter().map(|value| value.0).collect()
        } else {
            lists.concat()
        };
        facts.sort_unstable();
        facts.dedup();
        facts
    }

    /// A name within a longer name is not meant: the ferry, the night ferry.
    fn outermost_names(&self, hits: &[Hit]) -> Vec<Hit> {
        let is_name = |hit: &&Hit| !self.phrase_of(hit).subject_of.is_empty();
        let mut names: Vec<Hit> = hits.iter().filter(is_name).copied().collect();
        sort_by_key(&mut names, |(_, start, end)| (*start, usize::MAX - end));
        let mut reached = 0;
        names.retain(|(_, _, end)| {
            let outer = *end > reached;
            reached = reached.max(*end);
            outer
        });
        names
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
    crate::sorted::sort_by(&mut keys, Ord::cmp);
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
    use alloc::{format, string::String};
    use proptest::prelude::*;

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
    fn a_long_text_about_what_many_facts_share_is_looked_at_within_bounds() {
        let names = |at: usize| [format!("thing {at}"), "thing".into()];
        let fact = |at| Fact::new(names(at), ["weighs"], format!("{at} kg"));
        let facts: Vec<Fact> = (0..1_000).map(|at| fact(at).wrong(["5 kg"])).collect();
        let text = "the thing weighs 5 kg, or 7 kg. ".repeat(2_000);
        let base = FactBase::new(facts).unwrap();
        let all: Vec<u64> = words(&text).collect();
        let found = base.index.find(&all);
        assert!(!found.is_empty() && found.len() <= MOST, "{}", found.len());
        let places = |f: &Found| (f.fact, f.start);
        assert!(found.windows(2).all(|pair| places(&pair[0]).0 <= places(&pair[1]).0));
    }

    #[test]
    fn a_thousand_facts_that_share_a_name_hide_none_of_the_values() {
        let names = |at: usize| [format!("thing{at}"), "thing".into()];
        let fact = |at| Fact::new(names(at), [format!("p{at}")], "5 euros").wrong(["7 euros"]);
        let facts: Vec<Fact> = (0..1_000).map(fact).collect();
        let text = "the thing p6 costs 5 euros 7 euros. ".repeat(256);
        let all: Vec<u64> = words(&text).collect();
        let found = Index::new(&facts).find(&all);
        assert_eq!(found.len(), 512);
        assert!(found.iter().all(|value| value.fact == 6 && value.named));
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

    /// What `find` finds, looked for the plain way: each phrase at each place.
    fn naive(facts: &[Fact], all: &[u64]) -> Vec<Found> {
        let places = |texts: &[String]| -> Vec<(usize, usize)> {
            let phrases = texts.iter().map(|text| words(text).collect::<Vec<u64>>());
            let of = |phrase: Vec<u64>| {
                let from = (0..all.len()).filter(|at| all[*at..].starts_with(&phrase));
                from.map(|at| (at, at + phrase.len())).collect::<Vec<_>>()
            };
            phrases.flat_map(of).collect()
        };
        let beyond = |one: (usize, usize), other: (usize, usize)| {
            one != other && one.0 <= other.0 && other.1 <= one.1
        };
        let names: Vec<_> = facts.iter().flat_map(|fact| places(&fact.subject)).collect();
        let shared = shared(facts);
        let mut result = Vec::new();
        for (at, fact) in facts.iter().enumerate() {
            let outermost = |name: &(usize, usize)| !names.iter().any(|n| beyond(*n, *name));
            let subject: Vec<_> = places(&fact.subject).into_iter().filter(outermost).collect();
            let property = places(&fact.property);
            let near = |hits: &[(usize, usize)], (start, end): (usize, usize)| {
                hits.iter().any(|(from, to)| {
                    *to <= start && start - to <= WINDOW || *from >= end && from - end <= WINDOW
                })
            };
            let mut here: Vec<(Role, usize, usize)> = Vec::new();
            for (role, texts) in [
                (Role::Right, core::slice::from_ref(&fact.value)),
                (Role::Wrong, &fact.wrong_values[..]),
            ] {
                let told =
                    |p: &(usize, usize)| near(&subject, *p) && (near(&property, *p) || !shared[at]);
                here.extend(places(texts).into_iter().filter(told).map(|p| (role, p.0, p.1)));
            }
            let all = here.clone();
            here.retain(|v| !all.iter().any(|other| beyond((other.1, other.2), (v.1, v.2))));
            here.sort_unstable_by_key(|(role, start, end)| (*role, *start, usize::MAX - end));
            result.extend(here.into_iter().map(|(role, start, end)| Found {
                fact: at as u32,
                right: role == Role::Right,
                start,
                end,
                named: near(&property, (start, end)),
            }));
        }
        result
    }

    fn phrase() -> impl Strategy<Value = String> {
        proptest::collection::vec("[abcd]", 1..4).prop_map(|words| words.join(" "))
    }

    fn fact() -> impl Strategy<Value = Fact> {
        let some = |least| proptest::collection::vec(phrase(), least..3);
        (some(1), some(0), phrase(), some(0)).prop_map(|(subject, property, value, wrong)| {
            Fact::new(subject, property, value).wrong(wrong)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn finds_what_a_plain_search_finds(
            facts in proptest::collection::vec(fact(), 1..5),
            text in proptest::collection::vec("[abcdxxxxxxxx]", 0..90),
        ) {
            let all: Vec<u64> = words(&text.join(" ")).collect();
            prop_assert_eq!(Index::new(&facts).find(&all), naive(&facts, &all));
        }
    }
}
