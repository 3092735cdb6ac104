//! The classes of words that a pack may list.

macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident = $number:literal, $name:literal;)*) => {
        /// A class of words in a language pack. A word may be in several.
        ///
        /// ```
        /// use lingsync::pack::WordClass;
        /// assert_eq!(WordClass::from_name("articles"), Some(WordClass::Articles));
        /// assert_eq!(WordClass::Articles.name(), "articles");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum WordClass {
            $($(#[$doc])* $variant = $number,)*
        }

        impl WordClass {
            /// All classes in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The snake_case name, as the sources of a pack use it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

classes! {
    /// I, you, hers: the first of the nine categories of style.
    PersonalPronouns = 0, "personal_pronouns";
    /// It, this, something.
    ImpersonalPronouns = 1, "impersonal_pronouns";
    /// A, an, the.
    Articles = 2, "articles";
    /// And, but, because.
    Conjunctions = 3, "conjunctions";
    /// In, on, with.
    Prepositions = 4, "prepositions";
    /// Am, have, will.
    AuxiliaryVerbs = 5, "auxiliary_verbs";
    /// Very, just, really: adverbs of high frequency.
    Adverbs = 6, "adverbs";
    /// No, not, never.
    Negations = 7, "negations";
    /// Many, few, all: the last of the nine categories of style.
    Quantifiers = 8, "quantifiers";
    /// Hedges of the politeness strategies.
    Hedge = 9, "hedge";
    /// Positive opinion words.
    Positive = 10, "positive";
    /// Negative opinion words.
    Negative = 11, "negative";
    /// Words that strengthen: very, absolutely, clearly.
    Booster = 12, "booster";
    /// Words that weaken: maybe, perhaps, somewhat.
    Hedging = 13, "hedging";
    /// Words of chat: lol, gonna, thx.
    Informal = 14, "informal";
    /// Sounds of hesitation and listening: um, uh, mhm.
    Filler = 15, "filler";
    /// Swear words.
    Swear = 16, "swear";
    /// Words of agreement.
    Agreement = 17, "agreement";
    /// Words of acknowledgement.
    Acknowledgement = 18, "acknowledgement";
    /// Because, therefore, reason.
    Reasoning = 19, "reasoning";
    /// Just, only, merely, simply.
    Limiter = 20, "limiter";
    /// But, however, although.
    Contrast = 21, "contrast";
    /// Words by which a listener says that they listen: yeah, right, okay.
    Backchannel = 22, "backchannel";
    /// Think, believe, feel: verbs of opinion.
    Opinion = 23, "opinion";
    /// Words of disagreement.
    Disagreement = 24, "disagreement";
}

impl WordClass {
    /// The class of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.name() == name)
    }

    /// The class as a bit of [`WordEntry::classes`](super::words::WordEntry).
    pub(crate) const fn bit(self) -> u64 {
        1 << self as u8
    }
}
