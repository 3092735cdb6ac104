//! The word table of a pack: what is known of a word, found by one hash of its bytes.
//!
//! ```text
//! log2 of buckets u8, class count u16, class masks u64 each
//! where each bucket begins u32, and where the last one ends
//! entries by bucket: class u16, valence i8, syllables u8, length u8, the word
//! ```
//! Valence is in tenths, -128 for none; syllables 0 for the rule's count. A bucket holds two words
//! on average.

use alloc::vec::Vec;

/// No valence.
const NO_VALENCE: i8 = i8::MIN;
const MAX_BUCKETS_LOG: u8 = 22;
/// Bytes of an entry before its word.
const HEAD: usize = 5;

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
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordTable {
    mask: usize,
    masks: usize,
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
        let log = *bytes.first().filter(|log| **log <= MAX_BUCKETS_LOG)?;
        let classes = u16::from_le_bytes(bytes.get(1..3)?.try_into().ok()?) as usize;
        let starts = 3 + classes * 8;
        let entries = starts + 4 * ((1 << log) + 1);
        let table = Self { mask: (1 << log) - 1, masks: 3, starts, entries };
        bytes.get(entries..)?;
        (trusted || table.is_sound(bytes, classes)).then_some(table)
    }

    fn is_sound(&self, bytes: &[u8], classes: usize) -> bool {
        let mut reached = 0;
        for bucket in 0..=self.mask {
            let Some((start, mut entries)) = self.bucket(bytes, bucket) else { return false };
            if start != reached {
                return false;
            }
            reached += entries.len();
            while !entries.is_empty() {
                let Some((class, _, word, rest)) = split(entries) else { return false };
                if usize::from(class) >= classes || core::str::from_utf8(word).is_err() {
                    return false;
                }
                entries = rest;
            }
        }
        self.entries + reached == bytes.len()
    }

    /// Where a bucket begins, and its entries.
    #[inline]
    fn bucket<'b>(&self, bytes: &'b [u8], bucket: usize) -> Option<(usize, &'b [u8])> {
        let at = self.starts + bucket * 4;
        let ends: [u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
        let [a, b, c, d, e, f, g, h] = ends;
        let start = u32::from_le_bytes([a, b, c, d]) as usize;
        let end = u32::from_le_bytes([e, f, g, h]) as usize;
        Some((start, bytes.get(self.entries + start..self.entries + end)?))
    }

    /// What is known of a folded word with this [`stable_hash`].
    #[inline]
    pub(crate) fn find(&self, bytes: &[u8], word: &[u8], hash: u64) -> Option<WordEntry> {
        let (_, mut entries) = self.bucket(bytes, hash as usize & self.mask)?;
        while let Some((class, [valence, syllables], found, rest)) = split(entries) {
            if found == word {
                let at = self.masks + usize::from(class) * 8;
                let classes = u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?);
                let valence = valence as i8;
                return Some(WordEntry {
                    classes,
                    valence: (valence != NO_VALENCE).then_some(valence),
                    syllables: (syllables != 0).then_some(syllables),
                });
            }
            entries = rest;
        }
        None
    }
}

/// The first entry: class, valence and syllables, word; and the entries after it.
#[inline]
#[allow(clippy::type_complexity)]
fn split(entries: &[u8]) -> Option<(u16, [u8; 2], &[u8], &[u8])> {
    let (head, rest) = entries.split_at_checked(HEAD)?;
    let [low, high, valence, syllables, len] = head.try_into().ok()?;
    let (word, rest) = rest.split_at_checked(usize::from(len))?;
    Some((u16::from_le_bytes([low, high]), [valence, syllables], word, rest))
}

/// The bytes of a table of these words, which are sorted and distinct. `None` if a word is longer
/// than 255 bytes or there are too many.
pub(super) fn encode(words: &[(&str, WordEntry)]) -> Option<Vec<u8>> {
    let mut log = 1;
    while (2_usize << log) < words.len() {
        log += 1;
    }
    if log > MAX_BUCKETS_LOG {
        return None;
    }
    let mut masks: Vec<u64> = words.iter().map(|(_, entry)| entry.classes).collect();
    masks.sort_unstable();
    masks.dedup();
    let mut buckets = alloc::vec![Vec::new(); 1 << log];
    for (word, entry) in words {
        let bucket = stable_hash(word.as_bytes()) as usize & (buckets.len() - 1);
        let class = u16::try_from(masks.binary_search(&entry.classes).ok()?).ok()?;
        let bucket = &mut buckets[bucket];
        bucket.extend_from_slice(&class.to_le_bytes());
        bucket.push(entry.valence.unwrap_or(NO_VALENCE) as u8);
        bucket.push(entry.syllables.unwrap_or(0));
        bucket.push(u8::try_from(word.len()).ok()?);
        bucket.extend_from_slice(word.as_bytes());
    }
    let mut bytes = alloc::vec![log];
    bytes.extend_from_slice(&u16::try_from(masks.len()).ok()?.to_le_bytes());
    for mask in masks {
        bytes.extend_from_slice(&mask.to_le_bytes());
    }
    let mut reached = 0_u32;
    bytes.extend_from_slice(&reached.to_le_bytes());
    for bucket in &buckets {
        reached = reached.checked_add(u32::try_from(bucket.len()).ok()?)?;
        bytes.extend_from_slice(&reached.to_le_bytes());
    }
    bytes.extend(buckets.into_iter().flatten());
    Some(bytes)
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
