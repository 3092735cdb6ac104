//! Closed groups of words that the form of a turn is read from.

use crate::text::hash::WordSets;

/// Opens a turn without belonging to what it says.
pub(super) const LEAD: u16 = 1;
/// May stand before a question word.
pub(super) const PREPOSITION: u16 = 1 << 1;
pub(super) const WH: u16 = 1 << 2;
/// A question word with its verb.
pub(super) const WH_VERB: u16 = 1 << 3;
pub(super) const AUXILIARY: u16 = 1 << 4;
/// May be a subject after an auxiliary.
pub(super) const SUBJECT: u16 = 1 << 5;
pub(super) const PRONOUN: u16 = 1 << 6;
/// Opens a statement.
pub(super) const STATEMENT: u16 = 1 << 7;
pub(super) const NUMBER: u16 = 1 << 8;
/// Stands in front of candidate readings with a question mark.
pub(super) const OPENER: u16 = 1 << 9;
/// Makes a question of a statement by itself.
pub(super) const TAG: u16 = 1 << 10;
/// Fills a pause.
pub(super) const FILLER: u16 = 1 << 11;
pub(super) const SO: u16 = 1 << 12;
pub(super) const MEAN: u16 = 1 << 13;

const WORDS: [(u16, &[&str]); 14] = [
    (
        LEAD,
        &[
            "so", "and", "but", "well", "okay", "ok", "um", "uh", "umm", "uhh", "er", "erm", "eh",
            "hm", "hmm", "mm", "mhm", "now", "or", "because", "cause", "then", "yeah", "yes",
            "yep", "yup", "right", "alright", "oh", "ah", "like", "just", "hi", "hello", "hey",
            "sorry", "please", "great", "sure", "good", "thanks", "no", "actually", "anyway",
            "also", "see", "look", "wow", "since", "plus", "first", "maybe", "again", "perhaps",
        ],
    ),
    (PREPOSITION, &["and", "or", "for", "in", "on", "at", "to", "from", "with", "about", "by"]),
    (WH, &["what", "where", "when", "who", "whom", "whose", "which", "why", "how"]),
    (
        WH_VERB,
        &[
            "what's", "where's", "who's", "how's", "when's", "why's", "what're", "who're",
            "how're", "what'd", "where'd", "who'd", "how'd", "what'll", "who'll",
        ],
    ),
    (
        AUXILIARY,
        &[
            "is",
            "are",
            "was",
            "were",
            "am",
            "do",
            "does",
            "did",
            "can",
            "could",
            "will",
            "would",
            "should",
            "shall",
            "have",
            "has",
            "had",
            "may",
            "might",
            "ain't",
            "isn't",
            "aren't",
            "wasn't",
            "weren't",
            "don't",
            "doesn't",
            "didn't",
            "can't",
            "couldn't",
            "won't",
            "wouldn't",
            "shouldn't",
            "haven't",
            "hasn't",
            "hadn't",
        ],
    ),
    (
        SUBJECT,
        &[
            "you",
            "i",
            "we",
            "they",
            "he",
            "she",
            "it",
            "there",
            "that",
            "this",
            "these",
            "those",
            "the",
            "your",
            "my",
            "our",
            "their",
            "his",
            "her",
            "its",
            "any",
            "anyone",
            "anybody",
            "anything",
            "someone",
            "somebody",
            "something",
            "people",
            "everyone",
            "ya",
            "one",
            "a",
            "an",
            "all",
            "each",
            "both",
        ],
    ),
    (PRONOUN, &["you", "i", "we", "they", "he", "she", "it", "there", "that", "ya"]),
    (
        STATEMENT,
        &[
            "it's", "that's", "there's", "you're", "you", "they", "they're", "we're", "he's",
            "she's", "we", "i'm", "i", "the", "just", "not", "with", "in", "on", "to", "at",
            "like", "from",
        ],
    ),
    (
        NUMBER,
        &[
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "double", "zero", "twenty", "thirty", "forty", "fifty", "hundred", "0", "1", "2", "3",
            "4", "5", "6", "7", "8", "9", "10",
        ],
    ),
    (OPENER, &["so", "and", "but", "yeah", "right", "okay", "you", "it's", "that's"]),
    (TAG, &["huh"]),
    (FILLER, &["oh", "uh", "um", "wait", "sorry", "well", "hm"]),
    (SO, &["so"]),
    (MEAN, &["mean", "said", "meant", "saying"]),
];

const SLOTS: usize = 512;

static SETS: WordSets<SLOTS> = WordSets::new(&WORDS);

/// The groups of the word with this hash, one bit each.
#[inline]
pub(super) fn kinds(hash: u64) -> u16 {
    SETS.get(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash::hash_ascii;
    use alloc::collections::BTreeMap;

    #[test]
    fn every_word_has_its_groups_and_other_words_have_none() {
        let mut expected: BTreeMap<&str, u16> = BTreeMap::new();
        for (kind, words) in WORDS {
            words.iter().for_each(|word| *expected.entry(word).or_default() |= kind);
        }
        assert!(expected.len() < SLOTS / 2);
        for (word, bits) in expected {
            assert_eq!(kinds(hash_ascii(word.as_bytes())), bits, "{word}");
        }
        for word in ["parcel", "invoice", "", "thee", "?"] {
            assert_eq!(kinds(hash_ascii(word.as_bytes())), 0, "{word}");
        }
    }
}
