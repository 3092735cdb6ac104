//! The hash of words and word pairs: the same on every machine and in every build.

use super::is_invisible;

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// FNV-1a, byte by byte; [`WordHash::finish`] spreads it over all 64 bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordHash(u64);

impl WordHash {
    pub(crate) const fn new() -> Self {
        Self(OFFSET)
    }

    #[inline]
    pub(crate) const fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(PRIME))
    }

    #[inline]
    pub(crate) fn char(self, c: char) -> Self {
        let mut buffer = [0; 4];
        let bytes = c.encode_utf8(&mut buffer).as_bytes();
        bytes.iter().fold(self, |hash, byte| hash.byte(*byte))
    }

    #[inline]
    pub(crate) const fn finish(self) -> u64 {
        mix(self.0)
    }
}

/// The finaliser of SplitMix64.
#[inline]
const fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The hash of a pair of neighbours.
#[inline]
pub(crate) const fn pair(first: u64, second: u64) -> u64 {
    let hash = (first.rotate_left(29) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 32)
}

/// The hash of a lower-case ASCII word.
pub(crate) const fn hash_ascii(word: &[u8]) -> u64 {
    let mut hash = WordHash::new();
    let mut at = 0;
    while at < word.len() {
        hash = hash.byte(word[at]);
        at += 1;
    }
    hash.finish()
}

/// The hash of a word that is folded already.
pub(crate) fn hash_lower(word: &str) -> u64 {
    hash_ascii(word.as_bytes())
}

/// The hash of any word, folded: lower-cased character by character, curly apostrophes straight,
/// invisible characters left out.
#[inline]
pub(crate) fn hash_folded(word: &str) -> u64 {
    let (mut hash, mut all) = (WordHash::new(), 0);
    for byte in word.bytes() {
        hash = hash.byte(byte.to_ascii_lowercase());
        all |= byte;
    }
    if all < 0x80 { hash.finish() } else { folded_beyond_ascii(word) }
}

#[inline(never)]
fn folded_beyond_ascii(word: &str) -> u64 {
    let visible = word.chars().filter(|c| !is_invisible(*c));
    let lower = visible.flat_map(|c| if c == '’' { '\'' } else { c }.to_lowercase());
    lower.fold(WordHash::new(), WordHash::char).finish()
}

/// Small sets of words that are known when the crate is compiled: which of up to 16 sets a word is
/// in, by its hash. Open addressing by the low bits of the hash; its high half is the tag. At least
/// half of the slots must stay empty, and two words of the sets must not share a tag: tests of the
/// sets say so. Another word shares one with them once in millions.
#[derive(Debug)]
pub(crate) struct WordSets<const SLOTS: usize>([(u32, u16); SLOTS]);

impl<const SLOTS: usize> WordSets<SLOTS> {
    /// Sets of lower-case ASCII words, each with its bit.
    pub(crate) const fn new(sets: &[(u16, &[&str])]) -> Self {
        let mut table = [(0_u32, 0_u16); SLOTS];
        let mut set = 0;
        while set < sets.len() {
            let (bit, words) = sets[set];
            let mut word = 0;
            while word < words.len() {
                let hash = hash_ascii(words[word].as_bytes());
                let tag = (hash >> 32) as u32 | 1;
                let mut at = hash as usize % SLOTS;
                while table[at].0 != 0 && table[at].0 != tag {
                    at = (at + 1) % SLOTS;
                }
                table[at].0 = tag;
                table[at].1 |= bit;
                word += 1;
            }
            set += 1;
        }
        Self(table)
    }

    /// The bits of the word with this hash.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> u16 {
        let tag = (hash >> 32) as u32 | 1;
        let mut at = hash as usize % SLOTS;
        while self.0[at].0 != 0 {
            if self.0[at].0 == tag {
                return self.0[at].1;
            }
            at = (at + 1) % SLOTS;
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_curly_apostrophes_and_invisible_characters_do_not_matter() {
        let plain = hash_ascii(b"don't");
        assert_eq!(hash_folded("Don’t"), plain);
        assert_eq!(hash_folded("do\u{ad}n't"), plain);
        assert_ne!(hash_folded("dont"), plain);
    }

    #[test]
    fn the_order_of_a_pair_matters() {
        let (a, b) = (hash_ascii(b"can"), hash_ascii(b"you"));
        assert_ne!(pair(a, b), pair(b, a));
    }

    #[test]
    fn the_hash_is_the_same_in_every_build() {
        assert_eq!(hash_ascii(b""), 0xf52a_15e9_a9b5_e89b);
        assert_eq!(hash_ascii(b"please"), hash_folded("PLEASE"));
    }
}
