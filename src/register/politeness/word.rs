//! What a single word is to the rules: a set of bits for each word form that they name.

use super::PoliteClasses;

/// `i`, `my`, `mine`, `myself`.
pub(super) const FIRST: u64 = 1;
/// `we`, `our`, `us`, `ourselves`.
pub(super) const PLURAL: u64 = 1 << 1;
/// `you`, `your`, `yours`, `yourself`.
pub(super) const SECOND: u64 = 1 << 2;
pub(super) const PLEASE: u64 = 1 << 3;
/// `hi`, `hello`, `hey`.
pub(super) const GREETING: u64 = 1 << 4;
/// Praise that opens a sentence: `great`, `nice`.
pub(super) const PRAISE: u64 = 1 << 5;
/// `so`, `then`, `and`, `but`, `or`.
pub(super) const LINK: u64 = 1 << 6;
/// `what`, `why`, `who`, `how`.
pub(super) const ASKS: u64 = 1 << 7;
/// `really`, `actually`, `honestly`, `surely`.
pub(super) const FACTUAL: u64 = 1 << 8;
pub(super) const THANKS: u64 = 1 << 9;
pub(super) const SORRY: u64 = 1 << 10;
/// `could`, `would`.
pub(super) const WOULD: u64 = 1 << 11;
/// `can`, `will`.
pub(super) const CAN: u64 = 1 << 12;
pub(super) const I: u64 = 1 << 13;
pub(super) const ME: u64 = 1 << 14;
pub(super) const YOU: u64 = 1 << 15;
pub(super) const THE: u64 = 1 << 16;
pub(super) const IN: u64 = 1 << 17;
pub(super) const BY: u64 = 1 << 18;
pub(super) const WAY: u64 = 1 << 19;
pub(super) const FACT: u64 = 1 << 20;
/// `point`, `reality`, `truth`.
pub(super) const POINT: u64 = 1 << 21;
pub(super) const APPRECIATE: u64 = 1 << 22;
pub(super) const APOLOGIZE: u64 = 1 << 23;
/// `forgive`, `excuse`.
pub(super) const FORGIVE: u64 = 1 << 24;
/// A pronoun that may be a subject.
pub(super) const SUBJECT: u64 = 1 << 25;
/// May stand between a subject and its verb: adverbs and negations.
pub(super) const ADVERB: u64 = 1 << 26;
/// A form of `do`, `have` or a modal verb.
pub(super) const AUXILIARY: u64 = 1 << 27;
/// A form of `be`: a participle after it is most often passive.
pub(super) const BE: u64 = 1 << 28;
/// A hedge in a form that is a verb before anything else: `seems`, `suggests`.
pub(super) const VERB: u64 = 1 << 29;
/// A hedge that may be a verb, a noun or an adjective: `claim`, `thought`.
pub(super) const VERB_OR_NOUN: u64 = 1 << 30;
/// A hedge that may be a participle: passive after `be`.
pub(super) const PARTICIPLE: u64 = 1 << 31;
/// Another function word: an article, a preposition, a conjunction, an object pronoun.
pub(super) const FUNCTION: u64 = 1 << 32;
pub(super) const MARK: u64 = 1 << 33;
/// Two or more dots.
pub(super) const ELLIPSIS: u64 = 1 << 34;
/// An emoticon.
pub(super) const SMILE: u64 = 1 << 35;
/// A mark that stands around a word to stress or to quote it.
pub(super) const EMPHASIS: u64 = 1 << 37;
/// The word has a capital; unlike the other bits, this is not a property of the lower-case word.
pub(super) const CAPITAL: u64 = 1 << 38;
pub(super) const BUT: u64 = 1 << 39;
/// A form of `have`: a noun may follow.
pub(super) const HAVE: u64 = 1 << 40;
/// The language pack is asked too: the word may be a hedge or carry an opinion.
pub(super) const OPEN: u64 = 1 << 36;

/// Where the three bits begin that the language pack gives a word.
pub(super) const CLASSES_AT: u32 = 48;
pub(super) const HEDGE: u64 = (PoliteClasses::HEDGE.0 as u64) << CLASSES_AT;
pub(super) const POSITIVE: u64 = (PoliteClasses::POSITIVE.0 as u64) << CLASSES_AT;
pub(super) const NEGATIVE: u64 = (PoliteClasses::NEGATIVE.0 as u64) << CLASSES_AT;
/// Where the bits begin that say where a word falls into two.
const SPLIT_AT: u32 = 60;

/// Where the second of two words begins that are written as one (`im`, `whats`), or 0.
pub(super) const fn split(flags: u64) -> usize {
    (flags >> SPLIT_AT) as usize
}

const fn two_words(second_at: u64) -> u64 {
    OPEN | second_at << SPLIT_AT
}

/// The words that the rules name, with their bits. No word stands twice, and none is longer than
/// 16 bytes.
const GROUPS: &[(u64, &[&str])] = &[
    (FIRST | I | SUBJECT, &["i"]),
    (FIRST | FUNCTION, &["my", "mine", "myself"]),
    (PLURAL | SUBJECT, &["we"]),
    (PLURAL | FUNCTION, &["our", "us", "ourselves"]),
    (SECOND | YOU | SUBJECT, &["you"]),
    (SECOND | FUNCTION, &["your", "yours", "yourself"]),
    (SUBJECT, &["he", "she", "it", "they", "this", "that", "these", "those", "which", "there"]),
    (SUBJECT, &["everyone", "everybody", "everything", "anyone", "anybody", "someone"]),
    (SUBJECT, &["somebody", "something", "nobody", "nothing", "one", "others", "people"]),
    (SUBJECT, &["most", "some", "many", "both"]),
    (SUBJECT | ASKS, &["who", "what"]),
    (FUNCTION | ASKS, &["why", "how"]),
    (FUNCTION | ME, &["me"]),
    (FUNCTION, &["him", "her", "them", "his", "its", "their"]),
    (FUNCTION | PLEASE, &["please"]),
    (FUNCTION | GREETING, &["hi", "hello", "hey"]),
    (FUNCTION | PRAISE | OPEN, &["great", "good", "nice", "interesting", "cool", "excellent"]),
    (FUNCTION | PRAISE | OPEN, &["awesome"]),
    (FUNCTION | THANKS | OPEN, &["thank", "thanks"]),
    (FUNCTION | SORRY | OPEN, &["sorry", "woops", "oops"]),
    (ADVERB | LINK, &["so", "then"]),
    (FUNCTION | LINK, &["and", "or"]),
    (FUNCTION | LINK | BUT, &["but"]),
    (ADVERB | FACTUAL | OPEN, &["really", "actually", "honestly", "surely"]),
    (AUXILIARY | WOULD, &["could", "would"]),
    (AUXILIARY | CAN, &["can", "will"]),
    (AUXILIARY | HAVE, &["have", "has", "had", "'ve"]),
    (AUXILIARY, &["do", "does", "did", "must", "shall", "ca", "wo", "'d", "'ll"]),
    (AUXILIARY | OPEN, &["may", "might", "should", "ought"]),
    (BE, &["am", "are", "is", "was", "were", "be", "been", "being", "'m", "'re", "'s"]),
    (ADVERB, &["not", "n't", "nt", "never", "also", "just", "still", "always", "only", "even"]),
    (ADVERB, &["ever", "now", "already", "simply", "too", "very", "much", "here"]),
    (ADVERB | OPEN, &["often", "sometimes", "rather", "quite", "almost", "maybe", "perhaps"]),
    (ADVERB | OPEN, &["somewhat", "kinda", "sorta"]),
    (FUNCTION | THE, &["the"]),
    (FUNCTION | IN, &["in"]),
    (FUNCTION | BY, &["by"]),
    (FUNCTION, &["a", "an", "any", "every", "each", "no", "to", "of", "on", "at", "for", "with"]),
    (FUNCTION, &["from", "about", "into", "as", "than", "if", "when", "where", "while", "nor"]),
    (FUNCTION, &["because", "though", "although", "yet", "until", "since", "let", "make"]),
    (FUNCTION, &["made", "more", "less", "yes", "whether", "without"]),
    (WAY, &["way"]),
    (FACT, &["fact"]),
    (POINT | OPEN, &["point", "reality", "truth"]),
    (APPRECIATE | OPEN, &["appreciate"]),
    (APOLOGIZE | OPEN, &["apologize"]),
    (FORGIVE | OPEN, &["forgive", "excuse"]),
    (VERB | OPEN, &["think", "thinking", "appear", "appears", "appeared", "seems", "assume"]),
    (VERB | OPEN, &["argue", "argues", "feel", "feels", "guess", "indicate", "indicates"]),
    (VERB | OPEN, &["postulate", "postulates", "suggest", "suggests", "suppose", "supposes"]),
    (PARTICIPLE | OPEN, &["argued", "assumed", "claimed", "estimated", "felt", "indicated"]),
    (PARTICIPLE | OPEN, &["postulated", "suggested", "supposed", "thought"]),
    // Without `were`, `well`, `its` and the like, which are words of their own.
    (two_words(1), &["im", "ive", "id", "ima"]),
    (two_words(2), &["weve", "wed", "cant", "wont", "dont", "isnt"]),
    (two_words(3), &["youd", "youll", "youre", "youve", "whos", "whod", "wholl", "whys", "whyd"]),
    (two_words(3), &["hows", "howd", "howre", "howll", "cannot", "arent", "wasnt", "didnt"]),
    (two_words(3), &["hasnt", "hadnt"]),
    (two_words(4), &["whats", "whatd", "whatll", "whatre", "werent", "doesnt", "havent", "mustnt"]),
    (two_words(5), &["wouldnt", "couldnt"]),
    (two_words(6), &["shouldnt"]),
    (VERB_OR_NOUN | OPEN, &["claim", "claims", "doubt", "estimate", "suspect", "suspects"]),
];

const COUNT: usize = {
    let (mut group, mut count) = (0, 0);
    while group < GROUPS.len() {
        count += GROUPS[group].1.len();
        group += 1;
    }
    count
};

/// A word packed into a number, with its bits. The first entry is no word.
type Entry = (u128, u64);

const SLOTS: usize = 2048;

/// Open addressing with linear probing: mostly free, so that a miss ends at the first probe.
struct Table {
    slots: [u16; SLOTS],
    entries: [Entry; COUNT + 1],
}

static TABLE: Table = {
    let mut table = Table { slots: [0; SLOTS], entries: [(0, 0); COUNT + 1] };
    let (mut group, mut count) = (0, 0);
    while group < GROUPS.len() {
        let (flags, words) = GROUPS[group];
        let mut at = 0;
        while at < words.len() {
            count += 1;
            let key = pack(words[at].as_bytes());
            table.entries[count] = (key, flags);
            let mut slot = slot(key);
            while table.slots[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            table.slots[slot] = count as u16;
            at += 1;
        }
        group += 1;
    }
    assert!(count < SLOTS / 2);
    table
};

const fn slot(key: u128) -> usize {
    let folded = key as u64 ^ ((key >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53) as usize % SLOTS
}

/// The first 16 bytes of a word as a number, the first byte lowest.
pub(super) const fn pack(word: &[u8]) -> u128 {
    let (mut key, mut at) = (0, 0);
    while at < word.len() && at < 16 {
        key |= (word[at] as u128) << (8 * at);
        at += 1;
    }
    key
}

/// The bits of a packed lower-case word; [`OPEN`] alone for a word that the rules do not name.
#[inline]
pub(super) fn flags(key: u128) -> u64 {
    let mut at = slot(key);
    loop {
        let number = TABLE.slots.get(at).copied().unwrap_or(0);
        match TABLE.entries.get(usize::from(number)) {
            Some((word, flags)) if number != 0 => {
                if *word == key {
                    return *flags;
                }
                at = (at + 1) % SLOTS;
            }
            _ => return OPEN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn every_word_is_found_with_the_bits_of_its_group() {
        for (bits, words) in GROUPS {
            for word in *words {
                assert!(word.len() <= 16, "{word}");
                assert_eq!(flags(pack(word.as_bytes())), *bits, "{word}");
            }
        }
    }

    #[test]
    fn no_word_stands_in_two_groups() {
        let mut words: Vec<&str> = GROUPS.iter().flat_map(|(_, words)| *words).copied().collect();
        words.sort_unstable();
        let count = words.len();
        words.dedup();
        assert_eq!(words.len(), count);
    }

    #[test]
    fn other_words_are_open() {
        for word in ["", "table", "yo", "youu", "i'", "the\0", "interestingly"] {
            let key = pack(word.as_bytes());
            if !word.contains('\0') {
                assert_eq!(flags(key), OPEN, "{word:?}");
            }
        }
    }
}
