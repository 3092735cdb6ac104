//! The words and marks of a turn, and what they show of its form.

use super::{
    Seen,
    kinds::{AUXILIARY, LEAD, PREPOSITION, PRONOUN, SUBJECT, TAG, WH, WH_VERB, kinds},
};
use crate::{
    acts::patterns::Mark,
    text::hash::{hash_ascii, hash_folded},
};

/// Words of a turn that are read: the first and the last ones.
const HEAD: usize = 24;
const TAIL: usize = 16;

const QUESTION: u64 = hash_ascii(b"?");
const EXCLAMATION: u64 = hash_ascii(b"!");
/// What was left out between the first and the last words.
const GAP: u64 = hash_ascii(b"<gap>");

/// A word, or a mark.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unit {
    pub(super) hash: u64,
    pub(super) kinds: u16,
    pub(super) is_mark: bool,
}

/// What the words of a turn show of its form.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Form {
    pub(super) words: usize,
    pub(super) sentences: usize,
    pub(super) question: bool,
    pub(super) wh: bool,
    pub(super) auxiliary: bool,
    pub(super) within: bool,
    pub(super) tag: bool,
}

/// The words and marks of a turn, at most so many.
#[derive(Debug)]
pub(super) struct Units {
    list: [Unit; Self::MOST],
    len: usize,
}

impl Default for Units {
    fn default() -> Self {
        Self { list: [Unit::default(); Self::MOST], len: 0 }
    }
}

impl Units {
    const MOST: usize = 2 * (HEAD + TAIL);

    pub(super) fn all(&self) -> &[Unit] {
        &self.list[..self.len]
    }

    fn push(&mut self, unit: Unit) {
        if let Some(slot) = self.list.get_mut(self.len) {
            *slot = unit;
            self.len += 1;
        }
    }

    pub(super) fn read(&mut self, seen: &Seen<'_>) -> Form {
        let mut form = Form { sentences: seen.sentences.len(), ..Form::default() };
        let all: usize = seen.sentences.words();
        let skipped = HEAD..all.saturating_sub(TAIL).max(HEAD);
        form.words = all;
        let mut number = 0;
        for (tokens, mark) in seen.sentences.marked() {
            let from = self.len;
            for token in tokens {
                if skipped.contains(&number) {
                    if number == HEAD {
                        self.push(Unit { hash: GAP, is_mark: true, ..Unit::default() });
                    }
                    number += 1;
                    continue;
                }
                let word = token.span().of(seen.text).unwrap_or_default();
                let hash = hash_folded(word);
                self.push(Unit { hash, kinds: kinds(hash), is_mark: false });
                number += 1;
            }
            form.question |= mark == Mark::Question;
            if self.len > from {
                form.take(&self.list[from..self.len]);
            }
            let mark = match mark {
                Mark::Question => QUESTION,
                Mark::Exclamation => EXCLAMATION,
                _ => continue,
            };
            self.push(Unit { hash: mark, kinds: 0, is_mark: true });
        }
        form
    }
}

impl Form {
    /// Takes in a sentence.
    fn take(&mut self, units: &[Unit]) {
        let kind = |at: usize| units.get(at).map_or(0, |unit| unit.kinds);
        let lead = units.iter().take_while(|unit| unit.kinds & LEAD != 0).count().min(8);
        for start in [lead, lead + 1] {
            if start > lead && kind(lead) & PREPOSITION == 0 {
                break;
            }
            let after = kind(start + 1);
            self.wh |= kind(start) & WH_VERB != 0
                || kind(start) & WH != 0 && (after & AUXILIARY != 0 || start + 1 == units.len());
        }
        self.auxiliary |= kind(lead) & AUXILIARY != 0 && kind(lead + 1) & SUBJECT != 0;
        self.within |= units.windows(2).skip(lead + 1).any(is_inverted);
        self.tag |= units.windows(2).next_back().is_some_and(is_inverted);
        self.tag |= units.last().is_some_and(|unit| unit.kinds & TAG != 0);
    }
}

/// An auxiliary before its pronoun.
fn is_inverted(two: &[Unit]) -> bool {
    matches!(two, [verb, subject] if verb.kinds & AUXILIARY != 0 && subject.kinds & PRONOUN != 0)
}
