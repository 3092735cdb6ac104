//! The content words and glossary terms of each party's last floor, and which of them a reply
//! leaves out.

use super::{
    generation::Generation,
    glossary::Glossary,
    observation::{Diverged, Missed, Outcome},
    reuse::TurnProfile,
};
use crate::{
    text::{AnalysedTurn, vocabulary::OVERFLOW},
    value::Span,
};
use alloc::{boxed::Box, vec::Vec};
use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

/// What a floor holds: a word of the session, or a term of the glossary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Item {
    Word(u32),
    Term(u32),
}

#[derive(Clone, Copy, Debug)]
struct Mention {
    item: Item,
    /// The last turn of the floor that holds it, and its first place there.
    turn: u32,
    span: Span,
}

/// All turns of one party until another one speaks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Floor {
    mentions: Vec<Mention>,
    index: HashMap<Item, u32, FixedState>,
}

impl Floor {
    pub(crate) fn clear(&mut self) {
        self.mentions.clear();
        self.index.clear();
    }

    /// Adds a turn's content words and glossary terms. O(words).
    pub(crate) fn add(&mut self, turn: &AnalysedTurn) {
        let mut terms = turn.phrases.iter().peekable();
        let mut at = 0;
        while at < turn.tokens.len() {
            let term = terms.next_if(|hit| hit.token as usize == at);
            let (item, last) = match term {
                Some(hit) => (Item::Term(hit.phrase), at + hit.len as usize - 1),
                None => (Item::Word(turn.tokens[at].canon), at),
            };
            let token = &turn.tokens[at];
            let counts = term.is_some() || (token.tags.is_content() && token.canon != OVERFLOW);
            if counts {
                let span = Span::new(token.start, turn.tokens[last].end);
                self.mention(Mention { item, turn: turn.turn(), span });
            }
            at = last + 1;
        }
    }

    fn mention(&mut self, mention: Mention) {
        let next = self.mentions.len() as u32;
        let place = *self.index.entry(mention.item).or_insert(next);
        match self.mentions.get_mut(place as usize) {
            Some(known) if known.turn == mention.turn => {}
            Some(known) => *known = mention,
            None => self.mentions.push(mention),
        }
    }

    /// Forgets what was last said before `turn`.
    pub(crate) fn drop_before(&mut self, turn: u32) {
        self.mentions.retain(|mention| mention.turn >= turn);
        self.index.clear();
        for (place, mention) in self.mentions.iter().enumerate() {
            self.index.insert(mention.item, place as u32);
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.mentions.capacity() * size_of::<Mention>()
            + self.index.capacity() * (size_of::<Item>() + 5)
    }

    /// The salient words and the glossary terms that `reply` does not hold, the most salient first.
    /// O(words of the floor and of the reply).
    pub(crate) fn missed_by(
        &self,
        reply: &AnalysedTurn,
        profile: &TurnProfile,
        generation: &Generation,
        glossary: &Glossary,
        limit: usize,
    ) -> Vec<Missed> {
        let found = FoundTerms::new(reply, glossary);
        let turns = generation.turn_count() as f64;
        let salience = |with: u32| libm::log((1.0 + turns) / (1.0 + f64::from(with)));
        let median = generation.median_spread();
        let mut missed: Vec<(Missed, Option<&Box<str>>)> = Vec::with_capacity(limit + 1);
        for mention in &self.mentions {
            let (word, term, salience, outcome) = match mention.item {
                Item::Word(word) => {
                    let with = generation.turns_with(word);
                    if with > median || profile.words.holds(word) {
                        continue;
                    }
                    (Some(word), None, salience(with), Outcome::Avoided)
                }
                Item::Term(number) => {
                    let Some(term) = glossary.terms.get(number as usize) else { continue };
                    if found.terms.contains(&number) {
                        continue;
                    }
                    let outcome = match found.substitutes.get(&term.entry) {
                        Some((_, span)) => Outcome::Replaced(*span),
                        None => Outcome::Avoided,
                    };
                    (None, Some(&term.text), salience(0), outcome)
                }
            };
            let found = Missed {
                term: None,
                turn: mention.turn,
                span: mention.span,
                salience,
                outcome,
                word,
            };
            keep_best(&mut missed, (found, term), limit);
        }
        let named =
            missed.into_iter().map(|(missed, term)| Missed { term: term.cloned(), ..missed });
        named.collect()
    }

    /// The pairs of glossary terms in which the reply differs from this floor.
    pub(crate) fn diverged(&self, reply: &AnalysedTurn, glossary: &Glossary) -> Vec<Diverged> {
        let found = FoundTerms::new(reply, glossary);
        let mut pairs = Vec::new();
        for mention in &self.mentions {
            let Item::Term(number) = mention.item else { continue };
            let Some(theirs) = glossary.terms.get(number as usize) else { continue };
            if found.terms.contains(&number) {
                continue;
            }
            let substitute = found.substitutes.get(&theirs.entry);
            let entry = glossary.entries.get(theirs.entry as usize);
            if let (Some((ours, span)), Some(entry)) = (substitute, entry) {
                pairs.push(Diverged {
                    entry: entry.clone(),
                    theirs: theirs.text.clone(),
                    ours: glossary.terms[*ours as usize].text.clone(),
                    span: *span,
                });
            }
        }
        crate::sorted::sort_by(&mut pairs, |a, b| (a.span, &a.theirs).cmp(&(b.span, &b.theirs)));
        pairs
    }
}

/// Puts `new` in its place among the most salient ones, earlier places first where two are equal.
fn keep_best<T>(best: &mut Vec<(Missed, T)>, new: (Missed, T), limit: usize) {
    let order = |a: &Missed, b: &Missed| {
        b.salience.total_cmp(&a.salience).then((a.turn, a.span).cmp(&(b.turn, b.span)))
    };
    let place = best.partition_point(|(other, _)| order(other, &new.0).is_lt());
    if place < limit {
        best.insert(place, new);
        best.truncate(limit);
    }
}

/// The glossary terms of a reply: which, and for each entry the first one with its place.
#[derive(Debug, Default)]
struct FoundTerms {
    terms: HashSet<u32, FixedState>,
    substitutes: HashMap<u32, (u32, Span), FixedState>,
}

impl FoundTerms {
    fn new(reply: &AnalysedTurn, glossary: &Glossary) -> Self {
        let mut found = Self::default();
        for hit in &reply.phrases {
            let Some(term) = glossary.terms.get(hit.phrase as usize) else { continue };
            found.terms.insert(hit.phrase);
            let (first, last) = (hit.token as usize, (hit.token + hit.len) as usize - 1);
            let span = Span::new(reply.tokens[first].start, reply.tokens[last].end);
            found.substitutes.entry(term.entry).or_insert((hit.phrase, span));
        }
        found
    }
}
