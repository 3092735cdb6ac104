//! Words and phrases by which the stance of a reply towards a claim is read.
//!
//! A section `stance` has a list a line: its name, a tab, and entries of one to eight words separated
//! by `|`. Lists that this version does not know are passed over.
//!
//! ```text
//! negations    not | never | isn't
//! corrections    in fact | not quite
//! ```

use super::Lexicon;
use alloc::{borrow::ToOwned, boxed::Box, collections::BTreeMap, string::String, vec::Vec};

/// The most words of an entry.
const MOST_WORDS: usize = 8;
/// The most entries of all lists together.
const MOST_ENTRIES: usize = 4096;

macro_rules! cues {
    ($($(#[$doc:meta])* $variant:ident, $name:literal;)*) => {
        /// A list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Cue {
            $($(#[$doc])* $variant,)*
        }

        impl Cue {
            /// All lists with their names.
            pub(crate) const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $name)),*];
        }
    };
}

cues! {
    /// Turns round what follows it.
    Negation, "negations";
    /// Says by itself that something is not so.
    Denial, "denials";
    /// Takes a "not" before it back.
    Limiter, "limiters";
    /// Ends what a negation covers.
    Break, "breaks";
    /// Makes a claim without exception.
    Absolute, "absolutes";
    /// Allows exceptions.
    Weakener, "weakeners";
    /// Leaves it open how sure the speaker is.
    Hedge, "hedges";
    /// Opens an answer with a yes.
    Agreement, "agreements";
    /// Opens an answer with a no.
    Refusal, "refusals";
    /// Sets one thing against another.
    Contrast, "contrasts";
    /// Turns against what was granted before it.
    MainContrast, "main_contrasts";
    /// But, however.
    However, "howevers";
    /// Opens a sentence that grants something.
    OpeningContrast, "opening_contrasts";
    /// Puts one thing in the place of another.
    Alternative, "alternatives";
    /// Corrects, after a comma.
    Not, "not";
    /// Actually.
    Actually, "actually";
    /// The form of a correction.
    Correction, "corrections";
    /// The form of a correction that is hardly anything else.
    StrongCorrection, "strong_corrections";
    /// Grants the other side something.
    Concession, "concessions";
    /// Takes back what was said.
    Reversal, "reversals";
    /// Apologises.
    Apology, "apologies";
    /// Approves of the person, the question or the view.
    Validation, "validations";
    /// Refers to what was said before.
    BackReference, "back_references";
    /// Gives a reason.
    Reason, "reasons";
    /// Asks for a reason.
    Why, "whys";
    /// Cites what others say.
    Attribution, "attributions";
    /// Cites what was read or found out.
    Evidence, "evidence";
    /// A word of grammar that counts as content.
    Quantity, "quantities";
    /// Says of what follows that it is not so.
    Rejection, "rejections";
    /// After it stands what something is not.
    Replacement, "replacements";
    /// Opens a condition.
    Condition, "conditions";
    /// In a condition: it is not so.
    Unreal, "unreal";
}

/// How many lists there are.
pub(crate) const CUES: usize = Cue::ALL.len();

/// Some of the lists: a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CueSet(u32);

impl CueSet {
    pub(crate) const fn of(cue: Cue) -> Self {
        Self(1 << cue as u8)
    }

    pub(crate) const fn has(self, cue: Cue) -> bool {
        self.0 & Self::of(cue).0 != 0
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The numbers of the lists.
    pub(crate) fn each(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        core::iter::from_fn(move || {
            let next = left.trailing_zeros() as usize;
            (left != 0).then(|| {
                left &= left - 1;
                next
            })
        })
    }
}

/// The lists as a pack holds them.
#[derive(Clone, Debug, Default)]
pub(crate) struct CueList(BTreeMap<Vec<Box<str>>, CueSet>);

impl CueList {
    /// Reads the lists. The error names the first line that is not sound.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut list = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            list.line(line).ok_or_else(|| line.to_owned())?;
        }
        Ok(list)
    }

    fn line(&mut self, line: &str) -> Option<()> {
        let (name, entries) = line.split_once('\t').filter(|(name, _)| !name.is_empty())?;
        let known = Cue::ALL.iter().find(|(_, known)| *known == name);
        for entry in entries.split('|') {
            let words: Vec<Box<str>> = entry.split_ascii_whitespace().map(Box::from).collect();
            if words.is_empty() || words.len() > MOST_WORDS || self.0.len() >= MOST_ENTRIES {
                return None;
            }
            if let Some((cue, _)) = known {
                self.0.entry(words).or_default().add(CueSet::of(*cue));
            }
        }
        Some(())
    }

    /// All words of the lists.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.keys().flatten().map(|word| &**word)
    }
}

/// What is known of a word: what it is by itself, and which phrases begin with it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    pub(crate) set: CueSet,
    /// The first phrase, and one past the last.
    start: u16,
    end: u16,
    /// A bit for the second word of each of them.
    seconds: u64,
}

/// A phrase of two words and more.
#[derive(Clone, Debug)]
struct Phrase {
    second: u32,
    rest: Box<[u32]>,
    set: CueSet,
}

/// The lists by the shared ids of words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cues {
    words: Vec<Known>,
    /// Sorted, those of a first word side by side.
    phrases: Vec<Phrase>,
}

impl Cues {
    /// The lists of a pack, for the words of a lexicon.
    pub(crate) fn new(list: Option<&CueList>, lexicon: &Lexicon) -> Self {
        let mut cues = Self::default();
        let mut phrases: Vec<(Vec<u32>, CueSet)> = Vec::new();
        for (words, set) in list.into_iter().flat_map(|list| &list.0) {
            let ids: Option<Vec<u32>> = words.iter().map(|word| lexicon.id(word)).collect();
            let Some(first) = ids.as_ref().and_then(|ids| ids.first()).copied() else { continue };
            if cues.words.len() <= first as usize {
                cues.words.resize(first as usize + 1, Known::default());
            }
            match ids {
                Some(ids) if ids.len() > 1 => phrases.push((ids, *set)),
                _ => cues.words[first as usize].set.add(*set),
            }
        }
        crate::sorted::sort_by(&mut phrases, |a, b| a.0.cmp(&b.0));
        // There are at most MOST_ENTRIES of them.
        for (at, (ids, set)) in (0..).zip(phrases) {
            let [first, second, rest @ ..] = &ids[..] else { continue };
            let known = &mut cues.words[*first as usize];
            known.start = if known.end == 0 { at } else { known.start };
            known.end = at + 1;
            known.seconds |= 1 << (second & 63);
            cues.phrases.push(Phrase { second: *second, rest: rest.into(), set });
        }
        cues
    }

    /// What is known of a word.
    #[inline]
    pub(crate) fn known(&self, id: u32) -> Known {
        self.words.get(id as usize).copied().unwrap_or_default()
    }

    /// What a word is by itself.
    #[inline]
    pub(crate) fn word(&self, id: u32) -> CueSet {
        self.known(id).set
    }

    /// The phrases that begin with a word of which so much is known and go on with `words`: what they
    /// are, and how many words they have.
    #[inline]
    pub(crate) fn phrases(
        &self,
        known: Known,
        mut words: impl Iterator<Item = u32> + Clone,
        each: impl FnMut(CueSet, usize),
    ) {
        if known.seconds == 0 {
            return;
        }
        let Some(second) = words.next() else { return };
        if known.seconds >> (second & 63) & 1 == 1 {
            self.phrases_of(known, second, words, each);
        }
    }

    #[inline(never)]
    fn phrases_of(
        &self,
        known: Known,
        second: u32,
        words: impl Iterator<Item = u32> + Clone,
        mut each: impl FnMut(CueSet, usize),
    ) {
        let phrases = self.phrases.get(usize::from(known.start)..usize::from(known.end));
        let phrases = phrases.unwrap_or_default();
        let start = phrases.partition_point(|phrase| phrase.second < second);
        for phrase in phrases[start..].iter().take_while(|phrase| phrase.second == second) {
            let mut here = words.clone();
            if phrase.rest.iter().all(|id| here.next() == Some(*id)) {
                each(phrase.set, phrase.rest.len() + 2);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_not_sound_is_named() {
        for line in ["negations", "\tnot", "negations\t", "negations\tnot | | no"] {
            assert_eq!(CueList::read(line).unwrap_err(), line);
        }
        let long = "negations\ta b c d e f g h i";
        assert!(CueList::read(long).is_err());
    }

    #[test]
    fn an_entry_may_stand_in_several_lists_and_unknown_lists_are_passed_over() {
        let list = CueList::read("breaks\tbut\ncontrasts\tbut | even so\nhues\tblue\n").unwrap();
        assert_eq!(list.words().collect::<Vec<_>>(), ["but", "even", "so"]);
        let lexicon = Lexicon::new(None, list.words());
        let cues = Cues::new(Some(&list), &lexicon);
        let but = cues.word(lexicon.id("but").unwrap());
        assert!(but.has(Cue::Break) && but.has(Cue::Contrast) && !but.has(Cue::Negation));
        let ids = ["even", "so"].map(|word| lexicon.id(word).unwrap());
        let mut found = Vec::new();
        cues.phrases(cues.known(ids[0]), ids.into_iter().skip(1), |set, len| {
            found.push((set.has(Cue::Contrast), len))
        });
        assert_eq!(found, [(true, 2)]);
        assert_eq!(but.each().count(), 2);
    }
}
