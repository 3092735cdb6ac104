//! The word lists of the pack that are read by class, and single words by id.

use super::patterns::{Phrases, WordId};
use crate::pack::Lexicon;

macro_rules! lists {
    ($($(#[$doc:meta])* $field:ident;)*) => {
        /// One bit for each class of words; 0 for a class that the pack does not define.
        #[derive(Clone, Copy, Debug, Default)]
        pub(crate) struct Lists {
            $($(#[$doc])* pub(crate) $field: u64,)*
            pub(crate) words: Single,
        }

        impl Lists {
            /// The classes of these phrases.
            pub(crate) fn of(phrases: &Phrases, lexicon: &Lexicon) -> Self {
                Self {
                    $($field: phrases.class(stringify!($field)),)*
                    words: Single::of(lexicon),
                }
            }
        }
    };
}

lists! {
    /// Negates: not, never, isn't.
    negator;
    /// Denies without negating: false, myth.
    denial;
    /// Says that there is no such thing: extinct, lifeless.
    unreal;
    hedging;
    contrast;
    /// Contrasts and turns: but, however.
    turning;
    says_yes;
    says_no;
    /// Opens a reason: because, to, for.
    reason_open;
    /// Opens a place, a time or a measure: in, during, about.
    place_open;
    pronoun_open;
    number;
    place;
    /// Answers "how many" without a number: several, depends.
    quantity;
    /// All of several: both, every.
    whole;
    i_we;
    you_i;
    /// Speaks of what is the rule: usually, should.
    general;
    depends;
    /// Found in reasons: because, to, so.
    reason_form;
    /// What is said of an own answer that was wrong.
    own_fault;
    /// Keeps an answer: still, unsafe, can't.
    firm;
    /// Names a source: study, article.
    source_word;
    authority_word;
    /// Reports what somebody says: says, told.
    reports;
    /// Wants something: please, book.
    wants_word;
    grounds_word;
    /// Auxiliaries.
    aux;
    /// Forms of "be".
    be;
    /// Question words.
    wh;
    yes;
    thanks;
}

/// Single words by id; `None` for one that the pack does not know.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Single {
    pub(crate) or: Option<WordId>,
    pub(crate) and: Option<WordId>,
    pub(crate) of: Option<WordId>,
    pub(crate) no: Option<WordId>,
    pub(crate) not: Option<WordId>,
    pub(crate) only: Option<WordId>,
    pub(crate) just: Option<WordId>,
    pub(crate) merely: Option<WordId>,
    pub(crate) there: Option<WordId>,
    pub(crate) maybe: Option<WordId>,
    pub(crate) perhaps: Option<WordId>,
}

impl Single {
    fn of(lexicon: &Lexicon) -> Self {
        let id = |word: &str| lexicon.id(word);
        Self {
            or: id("or"),
            and: id("and"),
            of: id("of"),
            no: id("no"),
            not: id("not"),
            only: id("only"),
            just: id("just"),
            merely: id("merely"),
            there: id("there"),
            maybe: id("maybe"),
            perhaps: id("perhaps"),
        }
    }

    /// Whether a "not" before this word negates nothing: not only, not just.
    pub(crate) fn lifts(&self, next: Option<&WordId>) -> bool {
        let next = next.copied();
        next.is_some() && [self.only, self.just, self.merely].contains(&next)
    }
}

/// Whether a word is this one.
pub(crate) fn is(word: WordId, single: Option<WordId>) -> bool {
    single == Some(word)
}
