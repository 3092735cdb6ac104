//! Finds the names and values of facts in a turn, in one pass over its words.

use super::Fact;
use crate::text::{hash::hash_folded, words::for_each_word};
use alloc::{string::String, vec, vec::Vec};
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
    /// Whether it names the subject of a fact.
    names: bool,
    /// The facts that have it for a value, and whether that is the right one.
    values: Vec<(u32, Role)>,
}

/// All phrases by their first word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    first: HashMap<u64, Vec<u32>, foldhash::fast::FixedState>,
    phrases: Vec<Phrase>,
    /// Of each fact: the phrases that name its subject, and its property.
    named: Vec<[Vec<u32>; 2]>,
    /// Of each fact: whether another fact shares a subject and a value with it, so that only the
    /// property tells them apart.
    shared: Vec<bool>,
}

/// Values of a turn that are looked at, each with each fact that has it: what many facts share is
/// looked for that often and no more.
const MOST: usize = 16_384;

/// Where a phrase is found: its number, its first word, and one past its last.
type Hit = (u32, usize, usize);

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
        let mut index = Self { shared: shared(facts), ..Self::default() };
        for (at, fact) in facts.iter().enumerate() {
            let phrases = |index: &mut Self, texts: &[String]| -> Vec<u32> {
                texts.iter().filter_map(|text| index.phrase(text)).collect()
            };
            let subject = phrases(&mut index, &fact.subject);
            subject.iter().for_each(|name| index.phrases[*name as usize].names = true);
            let property = phrases(&mut index, &fact.property);
            index.named.push([subject, property]);
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
    /// them), and for each value, and each fact that has it, the logarithm of what was found; of
    /// the values at most 16,384 are looked at, the first ones.
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
        let values = hits.iter().flat_map(|(phrase, start, end)| {
            let values = &self.phrases[*phrase as usize].values;
            values.iter().map(move |(fact, role)| (*fact, *role, *start, *end))
        });
        let values: Vec<(u32, Role, usize, usize)> = values.take(MOST).collect();
        if values.is_empty() {
            return Vec::new();
        }
        let mut names = self.outermost_names(&hits);
        names.sort_unstable();
        hits.sort_unstable();
        let mut found: Vec<(Found, Role)> = Vec::new();
        for (fact, role, start, end) in values {
            let [subject, property] = &self.named[fact as usize];
            let near = |hits: &[Hit], phrases: &[u32]| {
                phrases.iter().any(|phrase| self.is_near(hits, *phrase, (start, end)))
            };
            let named = near(&hits, property);
            let told = named || !self.shared[fact as usize];
            if told && near(&names, subject) {
                found.push((Found { fact, right: role == Role::Right, start, end, named }, role));
            }
        }
        // A value within a longer one of the same fact is not said by itself.
        found.sort_unstable_by_key(|(f, role)| (f.fact, f.start, usize::MAX - f.end, *role));
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
        found.sort_unstable_by_key(|(f, role)| (f.fact, *role, f.start, usize::MAX - f.end));
        found.into_iter().map(|(value, _)| value).collect()
    }

    /// Whether a phrase stands beside a place, within the window. The hits are sorted.
    fn is_near(&self, hits: &[Hit], phrase: u32, (start, end): (usize, usize)) -> bool {
        let length = self.phrases[phrase as usize].rest.len() + 1;
        let from = start.saturating_sub(WINDOW + length);
        let first = hits.partition_point(|hit| (hit.0, hit.1) < (phrase, from));
        let mut here =
            hits[first..].iter().take_while(|hit| hit.0 == phrase && hit.1 <= end + WINDOW);
        here.any(|(_, from, to)| {
            *to <= start && start - to <= WINDOW || *from >= end && from - end <= WINDOW
        })
    }

    /// A name within a longer name is not meant: the ferry, the night ferry.
    fn outermost_names(&self, hits: &[Hit]) -> Vec<Hit> {
        let is_name = |hit: &&Hit| self.phrases[hit.0 as usize].names;
        let mut names: Vec<Hit> = hits.iter().filter(is_name).copied().collect();
        names.sort_unstable_by_key(|(_, start, end)| (*start, usize::MAX - end));
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
    use alloc::format;
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
