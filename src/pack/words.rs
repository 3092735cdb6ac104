//! The word table of a pack: what is known of a word, found by one hash of its bytes.
//!
//! ```text
//! log2 of buckets u8
//! count of class masks u16, the masks u64 each
//! count of kinds u16, each one the number of a mask u16, valence i8, syllables u8
//! the pieces of the words, as in `pieces`
//! where each bucket begins, and where the last one ends: u24 each
//! entries by bucket: number of the kind (variable length), length u8, the word in pieces
//! ```
//! Valence is in tenths, -128 for none; syllables 0 for the rule's count. A bucket holds two to
//! four words on average. Kinds stand by frequency, so that most numbers take one byte.

use super::pieces::Pieces;
use crate::codec::{Reader, put};
use alloc::{collections::BTreeMap, vec::Vec};

/// No valence.
const NO_VALENCE: i8 = i8::MIN;
const MAX_BUCKETS_LOG: u8 = 20;
/// Bytes of a kind, and of a bucket's beginning.
const KIND: usize = 4;
const START: usize = 3;

/// What the pack knows of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordEntry {
    /// Bits of [`WordClass`](super::WordClass).
    pub(crate) classes: u64,
    /// VADER's valence in tenths.
    pub(crate) valence: Option<i8>,
    /// Syllables where the rule would be wrong.
    pub(crate) syllables: Option<u8>,
}

/// Where the table lies in its bytes.
#[derive(Clone, Debug)]
pub(crate) struct WordTable {
    mask: usize,
    kinds: Vec<WordEntry>,
    pieces: Pieces,
    starts: usize,
    entries: usize,
}

/// A hash of bytes that is the same everywhere: eight bytes at a time, multiplied and folded.
#[inline]
pub(crate) fn stable_hash(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
        hash = (hash ^ word).wrapping_mul(K);
        hash ^= hash >> 29;
    }
    let mut last = 0;
    for byte in chunks.remainder().iter().rev() {
        last = last << 8 | u64::from(*byte);
    }
    hash = (hash ^ last).wrapping_mul(K);
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(K);
    hash ^ hash >> 29
}

impl WordTable {
    /// Reads the table and checks all of its entries, unless the bytes are trusted.
    pub(super) fn read(bytes: &[u8], trusted: bool) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let [log] = reader.array()?;
        let buckets = 1_usize << Some(log).filter(|log| *log <= MAX_BUCKETS_LOG)?;
        let masks = usize::from(u16::from_le_bytes(reader.array()?));
        let masks = reader.take(masks * 8)?;
        let kinds = usize::from(u16::from_le_bytes(reader.array()?));
        let kinds = reader.take(kinds * KIND)?.chunks_exact(KIND);
        let kinds: Option<Vec<WordEntry>> = kinds.map(|kind| entry(masks, kind)).collect();
        let (pieces, len) = Pieces::read(reader.clone().take(reader.rest())?)?;
        let starts = bytes.len() - reader.rest() + len;
        let entries = starts + START * (buckets + 1);
        bytes.get(entries..)?;
        let table = Self { mask: buckets - 1, kinds: kinds?, pieces, starts, entries };
        (trusted || table.is_sound(bytes)).then_some(table)
    }

    fn is_sound(&self, bytes: &[u8]) -> bool {
        let mut reached = 0;
        for bucket in 0..=self.mask {
            let Some((start, mut entries)) = self.bucket(bytes, bucket) else { return false };
            if start != reached {
                return false;
            }
            reached += entries.rest();
            while !entries.is_empty() {
                let Some((kind, written)) = next(&mut entries) else { return false };
                let word = self.pieces.expand(written);
                if kind >= self.kinds.len() || core::str::from_utf8(&word).is_err() {
                    return false;
                }
            }
        }
        self.entries + reached == bytes.len()
    }

    /// Where a bucket begins, and its entries.
    #[inline]
    fn bucket<'b>(&self, bytes: &'b [u8], bucket: usize) -> Option<(usize, Reader<'b>)> {
        let at = self.starts + bucket * START;
        let ends: [u8; 2 * START] = bytes.get(at..at + 2 * START)?.try_into().ok()?;
        let [a, b, c, d, e, f] = ends.map(usize::from);
        let (start, end) = (a | b << 8 | c << 16, d | e << 8 | f << 16);
        Some((start, Reader::new(bytes.get(self.entries + start..self.entries + end)?)))
    }

    /// What is known of a folded word with this [`stable_hash`].
    #[inline]
    pub(crate) fn find(&self, bytes: &[u8], word: &[u8], hash: u64) -> Option<WordEntry> {
        let (_, mut entries) = self.bucket(bytes, hash as usize & self.mask)?;
        while let Some((kind, written)) = next(&mut entries) {
            if self.pieces.stand_for(written, word) {
                return self.kinds.get(kind).copied();
            }
        }
        None
    }
}

/// The next entry of a bucket: its kind, and the word as written.
#[inline]
fn next<'b>(entries: &mut Reader<'b>) -> Option<(usize, &'b [u8])> {
    let kind = entries.get()? as usize;
    let [len] = entries.array()?;
    Some((kind, entries.take(usize::from(len))?))
}

/// What the bytes of a kind say.
fn entry(masks: &[u8], kind: &[u8]) -> Option<WordEntry> {
    let [low, high, valence, syllables] = kind.try_into().ok()?;
    let at = usize::from(u16::from_le_bytes([low, high])) * 8;
    let classes = u64::from_le_bytes(masks.get(at..at + 8)?.try_into().ok()?);
    let valence = valence as i8;
    Some(WordEntry {
        classes,
        valence: (valence != NO_VALENCE).then_some(valence),
        syllables: (syllables != 0).then_some(syllables),
    })
}

/// The bytes of a table of these words, which are sorted and distinct. `None` if a word is longer
/// than 255 bytes or there are too many.
pub(super) fn encode(words: &[(&str, WordEntry)]) -> Option<Vec<u8>> {
    let mut log = 0;
    while (4_usize << log) < words.len() {
        log += 1;
    }
    if log > MAX_BUCKETS_LOG {
        return None;
    }
    let mut masks: Vec<u64> = words.iter().map(|(_, entry)| entry.classes).collect();
    masks.sort_unstable();
    masks.dedup();
    let mut bytes = alloc::vec![log];
    bytes.extend_from_slice(&u16::try_from(masks.len()).ok()?.to_le_bytes());
    bytes.extend(masks.iter().flat_map(|mask| mask.to_le_bytes()));
    let kinds = kinds(words, &masks)?;
    bytes.extend_from_slice(&u16::try_from(kinds.len()).ok()?.to_le_bytes());
    bytes.extend(kinds.iter().flatten());
    let numbers: BTreeMap<&[u8; KIND], u64> = kinds.iter().zip(0..).collect();

    let texts: Vec<&[u8]> = words.iter().map(|(word, _)| word.as_bytes()).collect();
    let (pieces, written) = Pieces::of(&texts);
    bytes.extend_from_slice(&pieces.encode());
    let mut buckets = alloc::vec![Vec::new(); 1 << log];
    for ((word, entry), written) in words.iter().zip(written) {
        let bucket = stable_hash(word.as_bytes()) as usize & (buckets.len() - 1);
        let bucket = &mut buckets[bucket];
        put(bucket, *numbers.get(&kind(entry, &masks)?)?);
        bucket.push(u8::try_from(written.len()).ok()?);
        bucket.extend_from_slice(&written);
    }
    let mut reached = 0_u32;
    bytes.extend_from_slice(&[0; START]);
    for bucket in &buckets {
        reached = reached.checked_add(u32::try_from(bucket.len()).ok()?)?;
        let [low, middle, high, 0] = reached.to_le_bytes() else { return None };
        bytes.extend_from_slice(&[low, middle, high]);
    }
    bytes.extend(buckets.into_iter().flatten());
    Some(bytes)
}

fn kind(entry: &WordEntry, masks: &[u64]) -> Option<[u8; KIND]> {
    let mask = u16::try_from(masks.binary_search(&entry.classes).ok()?).ok()?;
    let [low, high] = mask.to_le_bytes();
    Some([low, high, entry.valence.unwrap_or(NO_VALENCE) as u8, entry.syllables.unwrap_or(0)])
}

/// The kinds of these words, the most frequent first.
fn kinds(words: &[(&str, WordEntry)], masks: &[u64]) -> Option<Vec<[u8; KIND]>> {
    let mut counts: BTreeMap<[u8; KIND], usize> = BTreeMap::new();
    for (_, entry) in words {
        *counts.entry(kind(entry, masks)?).or_default() += 1;
    }
    let mut kinds: Vec<([u8; KIND], usize)> = counts.into_iter().collect();
    crate::sorted::sort_by_key(&mut kinds, |(_, count)| core::cmp::Reverse(*count));
    Some(kinds.into_iter().map(|(kind, _)| kind).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};

    fn entry(classes: u64, valence: Option<i8>) -> WordEntry {
        WordEntry { classes, valence, syllables: None }
    }

    #[test]
    fn every_word_is_found_with_what_was_said_of_it() {
        let names: Vec<String> = (0..3000).map(|n| format!("w{n:04}é")).collect();
        let words: Vec<(&str, WordEntry)> = names
            .iter()
            .zip(0..)
            .map(|(name, n)| (name.as_str(), entry(1 << (n % 50), (n % 3 == 0).then_some(-40))))
            .collect();
        let bytes = encode(&words).unwrap();
        let table = WordTable::read(&bytes, false).unwrap();
        for (word, known) in &words {
            assert_eq!(
                table.find(&bytes, word.as_bytes(), stable_hash(word.as_bytes())),
                Some(*known)
            );
        }
        for unknown in ["", "w", "w9999é", "a word of more than eight bytes"] {
            assert_eq!(
                table.find(&bytes, unknown.as_bytes(), stable_hash(unknown.as_bytes())),
                None,
                "{unknown}"
            );
        }
    }

    #[test]
    fn broken_tables_are_refused_and_never_panic() {
        let bytes = encode(&[("box", entry(3, None)), ("parcel", entry(4, Some(5)))]).unwrap();
        for len in 0..bytes.len() {
            assert!(WordTable::read(&bytes[..len], false).is_none(), "{len}");
        }
        for at in 0..bytes.len() {
            for value in [0, 1, 127, 255] {
                let mut damaged = bytes.clone();
                damaged[at] = value;
                if let Some(table) = WordTable::read(&damaged, false) {
                    table.find(&damaged, b"parcel", stable_hash(b"parcel"));
                    table.find(&damaged, b"none", stable_hash(b"none"));
                }
            }
        }
    }

    #[test]
    fn the_hash_is_the_same_everywhere() {
        assert_eq!(stable_hash(b""), stable_hash(b""));
        assert_ne!(stable_hash(b"a"), stable_hash(b"a\0"));
        assert_eq!(stable_hash(b"synchrony"), 14_355_807_231_533_774_300);
    }
}
