//! The emoji of a pack with their descriptions.
//!
//! A section `emoji` has one emoji a line, sorted by character: the character, a tab, and the words
//! of its description, separated by spaces. It is written in pieces, as in `pieces`.

use super::pieces;
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use core::str::SplitAsciiWhitespace;

/// The lines of the section, and where each begins.
#[derive(Clone, Debug, Default)]
pub(crate) struct EmojiTable {
    text: String,
    starts: Vec<(char, u32)>,
}

/// The words of an emoji's description.
pub(crate) type EmojiWords<'b> = SplitAsciiWhitespace<'b>;

impl EmojiTable {
    /// Reads the table and checks it.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let text = pieces::unpack(bytes)?;
        let mut starts: Vec<(char, u32)> = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let (key, description) = line.strip_suffix('\n')?.split_once('\t')?;
            let mut key = key.chars();
            let (Some(c), None) = (key.next(), key.next()) else { return None };
            if starts.last().is_some_and(|(before, _)| *before >= c) {
                return None;
            }
            starts.push((c, u32::try_from(at + line.len() - 1 - description.len()).ok()?));
            at += line.len();
        }
        Some(Self { text, starts })
    }

    /// The words of an emoji's description.
    pub(crate) fn get(&self, c: char) -> Option<EmojiWords<'_>> {
        let at = self.starts.binary_search_by_key(&c, |(known, _)| *known).ok()?;
        let rest = self.text.get(self.starts[at].1 as usize..)?;
        Some(rest.lines().next().unwrap_or_default().split_ascii_whitespace())
    }
}

/// The bytes of a table of these characters and descriptions.
pub(super) fn encode(emoji: &BTreeMap<char, Vec<&str>>) -> Vec<u8> {
    let mut text = String::new();
    for (c, words) in emoji {
        text.push(*c);
        text.push('\t');
        text.push_str(&words.join(" "));
        text.push('\n');
    }
    pieces::pack(&text)
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
            ('😶', alloc::vec![]),
        ]);
        let bytes = encode(&emoji);
        let table = EmojiTable::read(&bytes).unwrap();
        for (c, words) in &emoji {
            assert_eq!(&table.get(*c).unwrap().collect::<Vec<_>>(), words);
        }
        assert!(table.get('😁').is_none());
    }

    #[test]
    fn lines_that_no_builder_writes_are_refused() {
        for text in [
            "😀 face\n",
            "😀😀\tface\n",
            "\tface\n",
            "😀\tface",
            "😀\ta\n😀\tb\n",
            "😟\ta\n😀\tb\n",
        ] {
            assert!(EmojiTable::read(&pieces::pack(text)).is_none(), "{text}");
        }
        assert!(EmojiTable::read(&pieces::pack("")).is_some());
        assert!(EmojiTable::read(b"").is_none());
    }
}
