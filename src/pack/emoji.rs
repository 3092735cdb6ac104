//! The emoji of a pack with their descriptions, as words of one dictionary.
//!
//! ```text
//! dictionary: count u16, then for each word its length u8 and its bytes
//! entries: count u16, sorted by character: character u32, first u16, words u8
//! the words of all descriptions: u16 each
//! ```

use alloc::{collections::BTreeMap, vec::Vec};
use core::ops::Range;

/// Where the parts lie in their bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct EmojiTable {
    /// Where each word of the dictionary lies.
    words: Vec<(u32, u8)>,
    entries: usize,
    count: usize,
    ids: usize,
}

const ENTRY: usize = 7;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

impl EmojiTable {
    /// Reads the table and checks it.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut table = Self::default();
        let mut at = 2;
        for _ in 0..u16_at(bytes, 0)? {
            let len = *bytes.get(at)?;
            core::str::from_utf8(bytes.get(at + 1..at + 1 + usize::from(len))?).ok()?;
            table.words.push((at as u32 + 1, len));
            at += 1 + usize::from(len);
        }
        table.count = usize::from(u16_at(bytes, at)?);
        table.entries = at + 2;
        table.ids = table.entries + table.count * ENTRY;
        let ids = bytes.get(table.ids..)?.len() / 2;
        for index in 0..table.count {
            let (_, first, words) = table.entry(bytes, index)?;
            if usize::from(first) + usize::from(words) > ids {
                return None;
            }
        }
        for id in 0..ids {
            table.words.get(usize::from(u16_at(bytes, table.ids + id * 2)?))?;
        }
        Some(table)
    }

    fn entry(&self, bytes: &[u8], index: usize) -> Option<(u32, u16, u8)> {
        let at = self.entries + index * ENTRY;
        let c = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        Some((c, u16_at(bytes, at + 4)?, *bytes.get(at + 6)?))
    }

    /// The words of an emoji's description.
    pub(crate) fn get<'b>(&'b self, bytes: &'b [u8], c: char) -> Option<EmojiWords<'b>> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let (found, first, words) = self.entry(bytes, middle)?;
            match found.cmp(&u32::from(c)) {
                core::cmp::Ordering::Less => low = middle + 1,
                core::cmp::Ordering::Greater => high = middle,
                core::cmp::Ordering::Equal => {
                    let ids = usize::from(first)..usize::from(first) + usize::from(words);
                    return Some(EmojiWords { table: self, bytes, ids });
                }
            }
        }
        None
    }

    fn word<'b>(&self, bytes: &'b [u8], id: usize) -> Option<&'b str> {
        let number = u16_at(bytes, self.ids + id * 2)?;
        let (start, len) = *self.words.get(usize::from(number))?;
        let word = bytes.get(start as usize..start as usize + usize::from(len))?;
        core::str::from_utf8(word).ok()
    }
}

/// The words of an emoji's description.
#[derive(Clone, Debug)]
pub(crate) struct EmojiWords<'b> {
    table: &'b EmojiTable,
    bytes: &'b [u8],
    ids: Range<usize>,
}

impl<'b> Iterator for EmojiWords<'b> {
    type Item = &'b str;

    fn next(&mut self) -> Option<&'b str> {
        self.table.word(self.bytes, self.ids.next()?)
    }
}

/// The bytes of a table of these characters and descriptions; `None` if there are too many.
pub(super) fn encode(emoji: &BTreeMap<char, Vec<&str>>) -> Option<Vec<u8>> {
    let mut dictionary: Vec<&str> = emoji.values().flatten().copied().collect();
    dictionary.sort_unstable();
    dictionary.dedup();
    let mut bytes = u16::try_from(dictionary.len()).ok()?.to_le_bytes().to_vec();
    for word in &dictionary {
        bytes.push(u8::try_from(word.len()).ok()?);
        bytes.extend_from_slice(word.as_bytes());
    }
    bytes.extend_from_slice(&u16::try_from(emoji.len()).ok()?.to_le_bytes());
    let mut ids = Vec::new();
    for (c, words) in emoji {
        bytes.extend_from_slice(&u32::from(*c).to_le_bytes());
        bytes.extend_from_slice(&u16::try_from(ids.len()).ok()?.to_le_bytes());
        bytes.push(u8::try_from(words.len()).ok()?);
        for word in words {
            ids.push(u16::try_from(dictionary.binary_search(word).ok()?).ok()?);
        }
    }
    ids.iter().for_each(|id| bytes.extend_from_slice(&id.to_le_bytes()));
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_comes_back_word_by_word() {
        let emoji = BTreeMap::from([
            ('😀', alloc::vec!["grinning", "face"]),
            ('❤', alloc::vec!["red", "heart"]),
            ('😟', alloc::vec!["worried", "face"]),
        ]);
        let bytes = encode(&emoji).unwrap();
        let table = EmojiTable::read(&bytes).unwrap();
        for (c, words) in &emoji {
            assert_eq!(&table.get(&bytes, *c).unwrap().collect::<Vec<_>>(), words);
        }
        assert!(table.get(&bytes, '😁').is_none());
        for len in 0..bytes.len() - 1 {
            assert!(EmojiTable::read(&bytes[..len]).is_none(), "{len}");
        }
    }
}
