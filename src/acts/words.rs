//! The content words of a turn, by id.

use super::Overlap;
use crate::{
    codec::{Reader, put},
    text::{Token, vocabulary::OVERFLOW},
};
use alloc::vec::Vec;
use smallvec::SmallVec;

/// The most different content words of a turn that are remembered.
const MAX_WORDS: usize = 512;

/// The different content words of a turn, sorted by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// The turn they are from, or the first and the last one of a floor.
    pub(super) first: u32,
    pub(super) turn: u32,
    ids: SmallVec<[u32; INLINE]>,
    /// A bit for each of them, by the last bits of the id: most words that are looked for are not here.
    sieve: u64,
}

/// So many words are kept without a list of their own.
const INLINE: usize = 12;

impl Words {
    /// The content words and numbers among `tokens`; those beyond the limit are left out, in order of the text.
    pub(crate) fn of(turn: u32, tokens: &[Token]) -> Self {
        let content = tokens.iter().filter(|token| counts(token));
        let ids = content.map(|token| token.canon).take(4 * MAX_WORDS).collect();
        let mut words = Self { first: turn, turn, ids, sieve: 0 };
        words.settle();
        words
    }

    /// Puts the ids in order, each once, and the sieve right.
    fn settle(&mut self) {
        self.ids.sort_unstable();
        self.ids.dedup();
        self.ids.truncate(MAX_WORDS);
        self.sieve = self.ids.iter().fold(0, |bits, id| bits | bit(*id));
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.ids.iter().copied()
    }

    pub(crate) fn contains(&self, id: u32) -> bool {
        self.sieve & bit(id) != 0 && self.ids.binary_search(&id).is_ok()
    }

    /// How much of this is in `earlier` too.
    pub(crate) fn overlap(&self, earlier: &Self) -> Overlap {
        let (small, large) =
            if self.len() <= earlier.len() { (self, earlier) } else { (earlier, self) };
        let shared = small.ids.iter().filter(|id| large.contains(**id)).count();
        Overlap { shared: shared as u16, of: self.len() as u16, earlier: earlier.len() as u16 }
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.ids.extend_from_slice(&other.ids);
        self.settle();
        self.turn = other.turn;
    }

    /// Keeps some of the words.
    pub(super) fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        self.ids.retain(|id| keep(*id));
        self.settle();
    }

    /// Forgets all words.
    pub(super) fn clear(&mut self) {
        self.ids.clear();
        self.sieve = 0;
    }

    /// Gives the words new ids: `ids` has the new one by the old one.
    pub(super) fn renumber(&mut self, ids: &[u32]) {
        self.ids.iter_mut().for_each(|id| *id = ids.get(*id as usize).copied().unwrap_or(*id));
        self.settle();
    }

    pub(super) fn heap_bytes(&self) -> usize {
        if self.ids.spilled() { self.ids.capacity() * size_of::<u32>() } else { 0 }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        put(out, u64::from(self.first));
        put(out, u64::from(self.turn));
        put(out, self.ids.len() as u64);
        let mut last = 0;
        for id in &self.ids {
            put(out, u64::from(id - last));
            last = *id;
        }
    }

    pub(super) fn write_some(all: &[Self], out: &mut Vec<u8>) {
        put(out, all.len() as u64);
        all.iter().for_each(|words| words.write(out));
    }

    pub(super) fn read_some(bytes: &mut Reader<'_>, most: usize) -> Option<Vec<Self>> {
        let count = bytes.get_count(3).filter(|count| *count <= most)?;
        (0..count).map(|_| Self::read(bytes)).collect()
    }

    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let (first, turn) = (bytes.get_u32()?, bytes.get_u32()?);
        let count = bytes.get_count(1).filter(|count| *count <= MAX_WORDS)?;
        let (mut ids, mut last) = (SmallVec::with_capacity(count), 0_u32);
        for at in 0..count {
            let step = bytes.get_u32().filter(|step| at == 0 || *step > 0)?;
            last = last.checked_add(step)?;
            ids.push(last);
        }
        let mut words = Self { first, turn, ids, sieve: 0 };
        words.settle();
        Some(words)
    }
}

/// The bit of a word in a sieve.
fn bit(id: u32) -> u64 {
    1 << (id % 64)
}

/// Whether a word says what a turn is about: it is in no closed class.
pub(crate) fn counts(token: &Token) -> bool {
    !token.tags().is_closed_class() && !token.span().is_empty() && token.canon != OVERFLOW
}
