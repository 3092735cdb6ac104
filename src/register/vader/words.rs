//! The words that VADER's rules know, found by one look into a small table made at compile time.

/// A word that a rule names. All others are [`Word::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Word {
    Other,
    Ass,
    At,
    Bad,
    Beating,
    Bomb,
    Bus,
    But,
    Death,
    Die,
    Doubt,
    Enough,
    For,
    Heart,
    Just,
    Kind,
    Kiss,
    Least,
    Never,
    No,
    Nor,
    Of,
    Or,
    Right,
    Shit,
    So,
    Sort,
    Stop,
    The,
    This,
    To,
    Very,
    Without,
    Yeah,
}

impl Word {
    /// Whether it can change the valence of a word near it, or of itself: of the words that form an
    /// idiom one is enough.
    pub(super) fn acts(self) -> bool {
        !matches!(
            self,
            Self::Other
                | Self::At
                | Self::Bad
                | Self::Beating
                | Self::Bus
                | Self::But
                | Self::For
                | Self::Just
                | Self::Kiss
                | Self::Of
                | Self::Or
                | Self::The
                | Self::To
                | Self::Yeah
        )
    }
}

/// What a word does to a rated word after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Effect {
    None,
    /// Turns its valence round.
    Negates,
    /// Strengthens it.
    Raises,
    /// Weakens it.
    Lowers,
}

use Effect::{Lowers, Negates, None as Nothing, Raises};

type Entry = (&'static str, Word, Effect);

/// The identity and the effect of a lower-case token.
#[inline]
pub(super) fn look_up(token: &[u8]) -> (Word, Effect) {
    entry(rule(token))
}

/// The identity and the effect of the token with this number.
#[inline]
pub(super) fn entry(rule: u8) -> (Word, Effect) {
    let found = usize::from(rule).checked_sub(1).and_then(|index| ENTRIES.get(index));
    found.map_or((Word::Other, Effect::None), |(_, word, effect)| (*word, *effect))
}

/// The number of a lower-case token among the words of the rules, or 0.
pub(in crate::register) fn rule(token: &[u8]) -> u8 {
    if token.len() > LONGEST {
        return 0;
    }
    let mut slot = slot_of(token);
    loop {
        // An empty slot holds 0, which names no entry; the table is never full.
        let Some(index) =
            TABLE.get(slot & MASK).and_then(|entry| usize::from(*entry).checked_sub(1))
        else {
            return 0;
        };
        match ENTRIES.get(index) {
            Some((text, ..)) if text.as_bytes() == token => return index as u8 + 1,
            _ => slot += 1,
        }
    }
}

/// Where the search for a token starts: made of its length and three of its letters.
const fn slot_of(token: &[u8]) -> usize {
    let len = token.len();
    if len == 0 {
        return 0;
    }
    // In range: len is at least 1.
    let (first, middle, last) = (token[0], token[len / 2], token[len - 1]);
    let mixed = (first as usize * 29) ^ (middle as usize * 211) ^ (last as usize * 7) ^ (len * 61);
    mixed & MASK
}

const SLOTS: usize = 1024;
const MASK: usize = SLOTS - 1;

const COUNT: usize = NAMED.len() + NEGATING.len() + RAISING.len() + LOWERING.len();

static ENTRIES: [Entry; COUNT] = entries();

const fn entries() -> [Entry; COUNT] {
    let mut entries = [("", Word::Other, Effect::None); COUNT];
    let mut count = 0;
    while count < NAMED.len() {
        entries[count] = NAMED[count];
        count += 1;
    }
    let lists = [(NEGATING, Negates), (RAISING, Raises), (LOWERING, Lowers)];
    let mut list = 0;
    while list < lists.len() {
        let mut index = 0;
        while index < lists[list].0.len() {
            entries[count] = (lists[list].0[index], Word::Other, lists[list].1);
            index += 1;
            count += 1;
        }
        list += 1;
    }
    entries
}

static TABLE: [u8; SLOTS] = table();

const fn table() -> [u8; SLOTS] {
    let entries = entries();
    let mut table = [0; SLOTS];
    let mut index = 0;
    while index < COUNT {
        let mut slot = slot_of(entries[index].0.as_bytes());
        while table[slot & MASK] != 0 {
            slot += 1;
        }
        index += 1;
        table[slot & MASK] = index as u8;
    }
    table
}

const LONGEST: usize = {
    let entries = entries();
    let (mut longest, mut index) = (0, 0);
    while index < COUNT {
        if entries[index].0.len() > longest {
            longest = entries[index].0.len();
        }
        index += 1;
    }
    longest
};

// A slot is one byte and 0 means empty.
const _: () = assert!(COUNT < 256 && SLOTS.is_power_of_two());

/// The words that a rule names.
const NAMED: &[(&str, Word, Effect)] = &[
    ("ass", Word::Ass, Nothing),
    ("at", Word::At, Nothing),
    ("bad", Word::Bad, Nothing),
    ("beating", Word::Beating, Nothing),
    ("bomb", Word::Bomb, Nothing),
    ("bus", Word::Bus, Nothing),
    ("but", Word::But, Nothing),
    ("death", Word::Death, Nothing),
    ("die", Word::Die, Nothing),
    ("doubt", Word::Doubt, Nothing),
    ("enough", Word::Enough, Nothing),
    ("for", Word::For, Nothing),
    ("heart", Word::Heart, Nothing),
    ("just", Word::Just, Nothing),
    ("kind", Word::Kind, Nothing),
    ("kiss", Word::Kiss, Nothing),
    ("least", Word::Least, Nothing),
    ("never", Word::Never, Negates),
    ("no", Word::No, Nothing),
    ("nor", Word::Nor, Negates),
    ("of", Word::Of, Nothing),
    ("or", Word::Or, Nothing),
    ("right", Word::Right, Nothing),
    ("shit", Word::Shit, Nothing),
    ("so", Word::So, Raises),
    ("sort", Word::Sort, Nothing),
    ("stop", Word::Stop, Nothing),
    ("the", Word::The, Nothing),
    ("this", Word::This, Nothing),
    ("to", Word::To, Nothing),
    ("very", Word::Very, Raises),
    ("without", Word::Without, Negates),
    ("yeah", Word::Yeah, Nothing),
];

/// Further words that negate.
const NEGATING: &[&str] = &[
    "ain't",
    "aint",
    "aren't",
    "arent",
    "can't",
    "cannot",
    "cant",
    "couldn't",
    "couldnt",
    "daren't",
    "darent",
    "despite",
    "didn't",
    "didnt",
    "doesn't",
    "doesnt",
    "don't",
    "dont",
    "hadn't",
    "hadnt",
    "hasn't",
    "hasnt",
    "haven't",
    "havent",
    "isn't",
    "isnt",
    "mightn't",
    "mightnt",
    "mustn't",
    "mustnt",
    "needn't",
    "neednt",
    "neither",
    "none",
    "nope",
    "not",
    "nothing",
    "nowhere",
    "oughtn't",
    "oughtnt",
    "rarely",
    "seldom",
    "shan't",
    "shant",
    "shouldn't",
    "shouldnt",
    "uh-uh",
    "uhuh",
    "wasn't",
    "wasnt",
    "weren't",
    "werent",
    "won't",
    "wont",
    "wouldn't",
    "wouldnt",
];

/// Further words that strengthen.
const RAISING: &[&str] = &[
    "absolutely",
    "amazingly",
    "awfully",
    "completely",
    "considerable",
    "considerably",
    "decidedly",
    "deeply",
    "effing",
    "enormous",
    "enormously",
    "entirely",
    "especially",
    "exceptional",
    "exceptionally",
    "extreme",
    "extremely",
    "fabulously",
    "flippin",
    "flipping",
    "frackin",
    "fracking",
    "frickin",
    "fricking",
    "friggin",
    "frigging",
    "fuckin",
    "fucking",
    "fuggin",
    "fugging",
    "fully",
    "greatly",
    "hella",
    "highly",
    "hugely",
    "incredible",
    "incredibly",
    "intensely",
    "major",
    "majorly",
    "more",
    "most",
    "particularly",
    "purely",
    "quite",
    "really",
    "remarkably",
    "substantially",
    "thoroughly",
    "total",
    "totally",
    "tremendous",
    "tremendously",
    "uber",
    "unbelievably",
    "unusually",
    "utter",
    "utterly",
];

/// Further words that weaken.
const LOWERING: &[&str] = &[
    "almost",
    "barely",
    "hardly",
    "kind-of",
    "kinda",
    "kindof",
    "less",
    "little",
    "marginal",
    "marginally",
    "occasional",
    "occasionally",
    "partly",
    "scarce",
    "scarcely",
    "slight",
    "slightly",
    "somewhat",
    "sort-of",
    "sorta",
    "sortof",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_once() {
        for (index, (text, word, effect)) in ENTRIES.iter().enumerate() {
            assert_eq!(look_up(text.as_bytes()), (*word, *effect), "{text}");
            assert!(!ENTRIES[..index].iter().any(|(earlier, _, _)| earlier == text), "{text}");
        }
    }

    #[test]
    fn other_words_have_no_effect() {
        for text in ["", "n", "nothin", "notnot", "tables", "verily", "substantiallyy", "NOT"] {
            assert_eq!(look_up(text.as_bytes()), (Word::Other, Effect::None), "{text}");
        }
    }
}
