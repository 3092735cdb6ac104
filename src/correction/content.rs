//! What a text is about, as hashes: the stems of its content words, and which of them it negates.

use crate::{
    codec::{Reader, put},
    pack::{
        Lexicon,
        cues::{Cue, CueSet},
    },
    text::{
        hash::{WordHash, hash_lower},
        is_invisible,
        numerals::in_digits,
        stem::{stem, stem_ascii},
        vocabulary::Keying,
        words::for_each_word,
    },
    value::Span,
};
use alloc::{string::String, vec::Vec};

/// Different stems of a text that are kept.
const MOST: usize = 40;
/// How many words after a negation it covers.
const SCOPE: u8 = 6;
/// Letters by which two stems may be alike.
const PREFIX: usize = 5;

/// A content word as hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stem {
    pub(crate) hash: u64,
    /// The hash of its first letters.
    pub(crate) prefix: u64,
}

/// What a word is to a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) cues: CueSet,
    /// The stem of a content word.
    pub(crate) stem: Option<Stem>,
}

/// Turns words into hashes of their stems: under the session's key where it keeps no text.
#[derive(Debug)]
pub(crate) struct Stems<'s> {
    keying: &'s Keying,
    lexicon: &'s Lexicon,
    word: String,
}

impl<'s> Stems<'s> {
    pub(crate) fn new(keying: &'s Keying, lexicon: &'s Lexicon) -> Self {
        Self { keying, lexicon, word: String::new() }
    }

    pub(crate) fn lexicon(&self) -> &'s Lexicon {
        self.lexicon
    }

    #[inline(never)]
    fn fold(&mut self, text: &str) {
        self.word.clear();
        if crate::ascii::is_ascii(text) {
            self.word.push_str(text);
            self.word.make_ascii_lowercase();
            return;
        }
        let visible = text.chars().filter(|c| !is_invisible(*c));
        self.word.extend(visible.flat_map(|c| if c == '’' { '\'' } else { c }.to_lowercase()));
    }

    fn hash(&self, text: &str) -> u64 {
        if self.keying.is_hashed() { self.keying.digest(text) as u64 } else { hash_lower(text) }
    }

    /// What a word of a text is.
    #[inline(never)]
    pub(crate) fn meaning(&mut self, text: &str) -> Meaning {
        self.fold(text);
        let cues = self.lexicon.cues_of(&self.word);
        let closed = self.lexicon.categories(&self.word) != 0;
        let none = closed && !cues.has(Cue::Quantity) || cues.has(Cue::Negation);
        let stem = if none { None } else { self.stem_of_folded() };
        Meaning { cues, stem }
    }

    /// The stem of the word at a place, which is in no closed class and no negation.
    #[inline]
    pub(crate) fn stem(&mut self, text: &str, place: Span) -> Option<Stem> {
        match short_word(text.as_bytes(), place) {
            Some((mut word, len)) if !self.keying.is_hashed() => {
                let word = word.get_mut(..len)?;
                if len < 2 && !word.first()?.is_ascii_digit() {
                    return None;
                }
                if let Some(digits) = in_digits(word) {
                    return Some(ascii(digits));
                }
                let len = stem_ascii(word);
                Some(ascii(&word[..len]))
            }
            Some((mut word, len)) => self.stem_of(word.get_mut(..len)?).map(|(stem, _)| stem),
            None => self.stem_of_any(place.of(text).unwrap_or_default()),
        }
    }

    /// The same of a word that is long, or not ASCII.
    #[cold]
    fn stem_of_any(&mut self, word: &str) -> Option<Stem> {
        self.fold(word);
        self.stem_of_folded()
    }

    /// Leaves the stem in the place of the word.
    fn stem_of_folded(&mut self) -> Option<Stem> {
        let mut word = core::mem::take(&mut self.word).into_bytes();
        let found = self.stem_of(&mut word);
        word.truncate(found.map_or(word.len(), |(_, len)| len));
        self.word = String::from_utf8(word).unwrap_or_default();
        found.map(|(stem, _)| stem)
    }

    /// Cuts a folded word down to its stem: its hashes, and how long it is.
    fn stem_of(&self, word: &mut [u8]) -> Option<(Stem, usize)> {
        if word.len() < 2 && !word.first()?.is_ascii_digit() {
            return None;
        }
        if let Some(digits) = in_digits(word) {
            let hashed = self.keying.is_hashed();
            let found = if hashed { self.hashes(digits) } else { ascii(digits) };
            return Some((found, word.len()));
        }
        let len = stem(word);
        let (word, hashed) = (&word[..len], self.keying.is_hashed());
        let found =
            if hashed || !crate::ascii::is_ascii(word) { self.hashes(word) } else { ascii(word) };
        Some((found, len))
    }

    #[cold]
    fn hashes(&self, stem: &[u8]) -> Stem {
        let stem = core::str::from_utf8(stem).unwrap_or_default();
        let hash = self.hash(stem);
        let end = stem.char_indices().nth(PREFIX).map(|(end, _)| end);
        let prefix = end.map_or(hash, |end| self.hash(&stem[..end]));
        Stem { hash, prefix }
    }

    /// The hash of a single word as content, whatever its class.
    pub(crate) fn keyword(&mut self, text: &str) -> u64 {
        if let Some(stem) = self.meaning(text).stem {
            return stem.hash;
        }
        self.fold(text);
        self.hash(&self.word)
    }

    /// Whether a word turns round what follows it.
    pub(crate) fn is_negation(&mut self, text: &str) -> bool {
        self.meaning(text).cues.has(Cue::Negation)
    }
}

/// The hashes of an ASCII stem in one go.
#[inline]
fn ascii(stem: &[u8]) -> Stem {
    let (head, tail) = stem.split_at(stem.len().min(PREFIX));
    let head = head.iter().fold(WordHash::new(), |hash, byte| hash.byte(*byte));
    let all = tail.iter().fold(head, |hash, byte| hash.byte(*byte));
    Stem { hash: all.finish(), prefix: head.finish() }
}

/// Letters of a word that is folded in one go.
const AT_ONCE: usize = 16;

/// An ASCII word of up to [`AT_ONCE`] letters in lower case, and its length.
#[inline]
fn short_word(text: &[u8], place: Span) -> Option<([u8; AT_ONCE], usize)> {
    const EACH: u128 = u128::MAX / 0xff;
    let (start, end) = (place.start as usize, place.end as usize);
    let len = end.checked_sub(start).filter(|len| (1..=AT_ONCE).contains(len))?;
    let letters = match text.get(start..start + AT_ONCE).and_then(|all| all.try_into().ok()) {
        Some(all) => u128::from_le_bytes(all),
        None => {
            let mut all = [0; AT_ONCE];
            all[..len].copy_from_slice(text.get(start..end)?);
            u128::from_le_bytes(all)
        }
    };
    let letters = letters & u128::MAX >> (8 * (AT_ONCE - len));
    if letters & EACH << 7 != 0 {
        return None;
    }
    // The highest bit of each letter from A on, and of each beyond Z: no sum runs into the next.
    let (from_a, beyond_z) = (letters + EACH * (0x80 - 0x41), letters + EACH * (0x80 - 0x5b));
    let capitals = (from_a & !beyond_z) & EACH << 7;
    Some(((letters | capitals >> 2).to_le_bytes(), len))
}

/// Whether a word is covered by a negation, and whether that is an odd one: two negations in one
/// scope take each other back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Covered {
    pub(crate) any: bool,
    pub(crate) odd: bool,
    /// The same within three words.
    pub(crate) near: bool,
}

/// Follows what a negation covers, word by word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scope {
    left: u8,
    odd: bool,
    just: bool,
}

impl Scope {
    /// Takes the next word; whether it is negated.
    pub(crate) fn next(&mut self, cues: CueSet) -> Covered {
        let only = self.just && cues.has(Cue::Limiter);
        let negates = cues.has(Cue::Negation);
        self.just = negates;
        if negates {
            self.odd = if self.left > 0 { !self.odd } else { true };
            self.left = SCOPE;
            return Covered::default();
        }
        if only || cues.has(Cue::Break) {
            self.left = 0;
        }
        let (any, near) = (self.left > 0, self.left > SCOPE - 3);
        self.left = self.left.saturating_sub(1);
        Covered { any, odd: any && self.odd, near: near && self.odd }
    }

    /// A comma or the like.
    pub(crate) fn stop(&mut self) {
        *self = Self::default();
    }
}

/// The content of a claim, of what is true instead, or of the question that it came up in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Content {
    /// Sorted, each once.
    pub(crate) stems: Vec<u64>,
    /// Of their first letters, likewise.
    pub(crate) prefixes: Vec<u64>,
    /// Those stems that stand under a negation.
    pub(crate) negated: Vec<u64>,
    /// Those that are numbers in digits.
    pub(crate) numbers: Vec<u64>,
    /// An odd number of negations and denials.
    pub(crate) denies: bool,
    /// An odd number of negations.
    pub(crate) odd: bool,
    /// A negation, or several.
    pub(crate) negative: bool,
    /// Allows no exception: always, all, never.
    pub(crate) absolute: bool,
    /// Asks for a reason.
    pub(crate) why: bool,
}

impl Content {
    /// The content of a text. O(words).
    #[inline(never)]
    pub(crate) fn of(text: &str, stems: &mut Stems<'_>) -> Self {
        let (mut content, mut scope, mut last) = (Self::default(), Scope::default(), 0);
        let (mut negations, mut denials) = (0_u32, 0_u32);
        let mut ids: Vec<u32> = Vec::new();
        for_each_word(text, |word| {
            if text[last..word.start].contains([',', ';', ':', '.', '!', '?']) {
                scope.stop();
            }
            last = word.end;
            let Meaning { cues, stem } = stems.meaning(&text[word.start..word.end]);
            negations += u32::from(cues.has(Cue::Negation));
            denials += u32::from(cues.has(Cue::Denial));
            content.absolute |= cues.has(Cue::Absolute);
            content.why |= cues.has(Cue::Why);
            let covered = scope.next(cues);
            if let Some(stem) = stem {
                content.add(stem, covered.odd);
                if text[word.start..word.end].starts_with(|c: char| c.is_ascii_digit()) {
                    content.number(stem);
                }
            }
            if ids.len() < 4 * MOST {
                ids.extend(stems.lexicon().id(&stems.word).or(Some(u32::MAX)));
            }
        });
        let cues = stems.lexicon().cues();
        for at in 0..ids.len() {
            let why = &mut content.why;
            let known = cues.known(ids[at]);
            let rest = ids[at + 1..].iter().copied();
            cues.phrases(known, rest, |set, _| *why |= set.has(Cue::Why));
        }
        content.denies = (negations + denials) % 2 == 1;
        content.odd = negations % 2 == 1;
        content.negative = negations > 0;
        content.sort();
        content
    }

    /// Enters a word, unless there are many already.
    #[inline(never)]
    pub(super) fn add(&mut self, stem: Stem, negated: bool) {
        let enter = |list: &mut Vec<u64>, hash: u64| {
            if list.len() < MOST && !list.contains(&hash) {
                list.push(hash);
            }
        };
        enter(&mut self.stems, stem.hash);
        enter(&mut self.prefixes, stem.prefix);
        if negated {
            enter(&mut self.negated, stem.hash);
        }
    }

    /// Enters a number among the words.
    fn number(&mut self, stem: Stem) {
        if self.numbers.len() < MOST && !self.numbers.contains(&stem.hash) {
            self.numbers.push(stem.hash);
        }
    }

    #[inline(never)]
    pub(super) fn sort(&mut self) {
        for list in [&mut self.stems, &mut self.prefixes, &mut self.negated, &mut self.numbers] {
            list.sort_unstable();
            list.shrink_to_fit();
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let lists = [&self.stems, &self.prefixes, &self.negated, &self.numbers];
        lists.iter().map(|list| 8 * list.capacity()).sum()
    }

    fn flags(&self) -> [bool; 5] {
        [self.denies, self.odd, self.negative, self.absolute, self.why]
    }

    #[inline(never)]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        for list in [&self.stems, &self.prefixes, &self.negated, &self.numbers] {
            put(out, list.len() as u64);
            list.iter().for_each(|stem| out.extend_from_slice(&stem.to_le_bytes()));
        }
        out.push(self.flags().iter().rev().fold(0, |bits, flag| bits << 1 | u8::from(*flag)));
    }

    #[inline(never)]
    pub(crate) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let list = |bytes: &mut Reader<'_>| -> Option<Vec<u64>> {
            let count = bytes.get_count(8).filter(|count| *count <= MOST)?;
            let list: Vec<u64> =
                (0..count).map(|_| bytes.array().map(u64::from_le_bytes)).collect::<Option<_>>()?;
            list.windows(2).all(|pair| pair[0] < pair[1]).then_some(list)
        };
        let (stems, prefixes) = (list(bytes)?, list(bytes)?);
        let (negated, numbers) = (list(bytes)?, list(bytes)?);
        let [flags] = bytes.array()?;
        let [denies, odd, negative, absolute, why] =
            core::array::from_fn(|at| flags >> at & 1 == 1);
        let read = Self { stems, prefixes, negated, numbers, denies, odd, negative, absolute, why };
        (flags < 32).then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use alloc::format;
    use proptest::prelude::*;

    fn content(text: &str) -> Content {
        let engine = Engine::default();
        let keying = Keying::plain(0);
        Content::of(text, &mut Stems::new(&keying, engine.lexicon()))
    }

    #[cfg(feature = "english")]
    #[test]
    fn content_is_the_stems_without_the_words_of_grammar() {
        let bats = content("Bats are blind");
        assert_eq!(bats.stems.len(), 2);
        assert_eq!(bats, content("blind bat"));
        assert!(!bats.denies && bats.negated.is_empty());
    }

    #[cfg(feature = "english")]
    #[test]
    fn a_negation_covers_what_follows_until_the_clause_ends() {
        let seen = content("Bats are not blind, they see");
        assert_eq!(seen.negated, content("blind").stems);
        assert!(seen.denies && seen.odd && seen.negative);
        assert!(content("they are not only blind").negated.is_empty());
        let twice = content("it is not true that bats never see");
        assert!(!twice.denies && !twice.negated.contains(&content("see").stems[0]));
    }

    #[cfg(feature = "english")]
    #[test]
    fn a_question_for_a_reason_and_a_claim_without_exception_are_known() {
        assert!(content("Why are bats blind?").why && content("How come bats are blind?").why);
        assert!(!content("Are bats blind?").why);
        assert!(content("all bats are blind").absolute && !content("bats are blind").absolute);
    }

    #[cfg(feature = "english")]
    #[test]
    fn stems_are_alike_by_their_first_letters() {
        let (one, other) = (content("economics"), content("economist"));
        assert_ne!(one.stems, other.stems);
        assert_eq!(one.prefixes, other.prefixes);
    }

    proptest! {
        #[test]
        fn a_short_word_has_the_same_stem_in_one_go(
            before in "[ a-zé]{0,3}",
            word in "[A-Za-z0-9'@\\[{|À-ÿ-]{0,20}",
            after in ".{0,20}",
        ) {
            let engine = Engine::default();
            let text = format!("{before}{word}{after}");
            let place = Span::new(before.len() as u32, (before.len() + word.len()) as u32);
            for keying in [Keying::plain(0), Keying::hashed([7; 16], 1)] {
                let mut stems = Stems::new(&keying, engine.lexicon());
                prop_assert_eq!(stems.stem(&text, place), stems.stem_of_any(&word));
            }
        }
    }

    #[test]
    fn content_comes_back_from_its_bytes() {
        let seen = content("Marmalade is not blue");
        let mut bytes = Vec::new();
        seen.write(&mut bytes);
        assert_eq!(Content::read(&mut Reader::new(&bytes)), Some(seen));
        for cut in 0..bytes.len() {
            assert_eq!(Content::read(&mut Reader::new(&bytes[..cut])), None);
        }
    }
}
