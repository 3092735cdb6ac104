//! The small word classes of the surface features: own lists, looked up by the hash of a word.

use crate::text::hash::WordSets;

/// How many classes there are.
pub(crate) const CLASSES: usize = 12;

/// The names of the classes, in the order of their bits.
pub(crate) const CLASS_NAMES: [&str; CLASSES] = [
    "first_person",
    "second_person",
    "we",
    "third_person",
    "articles",
    "prepositions",
    "informal",
    "warm",
    "boosters",
    "negations",
    "swearing",
    "question_words",
];

/// The words of each class, in the order of [`CLASS_NAMES`]. A word may stand in several.
const WORDS: [&[&str]; CLASSES] = [
    &["i", "me", "my", "mine", "myself", "im", "ive"],
    &["you", "your", "yours", "yourself", "u", "ur", "ya"],
    &["we", "us", "our", "ours", "ourselves"],
    &[
        "he",
        "she",
        "they",
        "him",
        "them",
        "her",
        "his",
        "their",
        "its",
        "it",
        "hers",
        "theirs",
        "himself",
        "herself",
        "themselves",
        "itself",
    ],
    &["a", "an", "the"],
    &[
        "of", "in", "to", "for", "with", "on", "at", "from", "by", "about", "as", "into",
        "through", "after", "over", "between", "against", "during",
    ],
    &[
        "lol", "lmao", "rofl", "omg", "wtf", "gonna", "wanna", "gotta", "kinda", "sorta", "yeah",
        "yep", "nope", "nah", "hey", "hi", "ok", "okay", "dude", "guy", "guys", "bro", "u", "ur",
        "r", "thx", "pls", "plz", "cuz", "cause", "coz", "im", "ive", "dont", "cant", "wont",
        "thats", "whats", "haha", "hahaha", "hehe", "btw", "imo", "imho", "idk", "tbh", "stuff",
        "crap", "damn", "sucks", "cool", "awesome", "wow", "ya", "yup", "dunno", "ain't", "aint",
        "y'all", "yall", "kids", "mom", "dad", "didnt", "doesnt", "isnt", "wasnt", "gimme",
        "lemme", "tho", "til", "ppl", "n", "b", "ugh", "meh", "yay", "folks", "lots", "super",
    ],
    &[
        "sorry",
        "hope",
        "hug",
        "hugs",
        "love",
        "loved",
        "loving",
        "glad",
        "proud",
        "congrats",
        "congratulations",
        "welcome",
        "care",
        "appreciate",
        "appreciated",
        "thank",
        "thanks",
        "grateful",
        "thankful",
        "dear",
        "wish",
        "wishing",
        "friend",
        "kind",
        "lovely",
        "wonderful",
        "happy",
        "delighted",
        "pleasure",
        "pleased",
        "cheers",
        "luck",
        "bless",
        "beautiful",
        "amazing",
        "sweet",
        "strong",
        "brave",
        "support",
        "comfort",
        "understand",
        "feel",
    ],
    &[
        "very",
        "so",
        "really",
        "extremely",
        "absolutely",
        "totally",
        "completely",
        "incredibly",
        "definitely",
        "always",
        "never",
        "ever",
        "super",
        "too",
        "utterly",
        "truly",
        "highly",
        "literally",
        "fucking",
    ],
    &[
        "no", "not", "n't", "never", "none", "nothing", "nobody", "nowhere", "neither", "nor",
        "cannot", "without", "dont", "cant", "wont", "didnt", "doesnt", "isnt", "wasnt",
    ],
    &[
        "fuck", "fucking", "fucked", "fucker", "shit", "shitty", "bullshit", "ass", "asshole",
        "bitch", "bastard", "damn", "goddamn", "crap", "hell", "dick", "piss", "pissed", "wtf",
        "idiot", "idiots", "moron", "stupid", "dumb", "dumbass", "scum", "trash",
    ],
    &["what", "why", "how", "who", "when", "where", "which", "whose", "whom"],
];

const SLOTS: usize = 1024;

static SETS: WordSets<SLOTS> = WordSets::new(&{
    let mut sets: [(u16, &[&str]); CLASSES] = [(0, &[]); CLASSES];
    let mut class = 0;
    while class < CLASSES {
        sets[class] = (1 << class, WORDS[class]);
        class += 1;
    }
    sets
});

/// The classes of the word with this hash, one bit each.
#[inline]
pub(in crate::register) fn classes(hash: u64) -> u16 {
    SETS.get(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash::hash_ascii;
    use alloc::collections::BTreeMap;

    #[test]
    fn every_listed_word_has_its_classes_and_no_other() {
        let mut expected: BTreeMap<&str, u16> = BTreeMap::new();
        for (class, words) in WORDS.iter().enumerate() {
            for word in *words {
                *expected.entry(word).or_default() |= 1 << class;
            }
        }
        assert!(expected.len() < SLOTS / 2);
        for (word, bits) in expected {
            assert_eq!(classes(hash_ascii(word.as_bytes())), bits, "{word}");
        }
    }

    #[test]
    fn other_words_have_no_class() {
        for word in ["parcel", "invoice", "subscription", "", "thee"] {
            assert_eq!(classes(hash_ascii(word.as_bytes())), 0, "{word}");
        }
    }
}
