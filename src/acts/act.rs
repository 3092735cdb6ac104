//! The closed set of acts, and what a recognised act carries.

use crate::{config::Detail, value::Span};
use core::fmt;

macro_rules! acts {
    ($($(#[$doc:meta])* $variant:ident = $number:literal, $name:literal;)*) => {
        /// What a sentence does in the conversation: a closed set.
        ///
        /// The relations to the schemes of the field (ISO 24617-2, DAMSL, MITI, RIFTS) stand in
        /// docs/MEASURES.md. Three acts are experimental ([`Act::is_experimental`]): no text
        /// classifier finds them reliably, so they are off by default.
        ///
        /// # Example
        /// ```
        /// use lingsync::acts::Act;
        /// assert_eq!(Act::from_name("oir_candidate"), Some(Act::OirCandidate));
        /// assert_eq!(Act::AskClarify.name(), "ask_clarify");
        /// assert!(Act::AskRhetorical.is_experimental());
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Act {
            $($(#[$doc])* $variant = $number,)*
        }

        impl Act {
            /// All acts in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The snake_case name, as in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

acts! {
    /// Asks for new content.
    AskInfo = 0, "ask_info";
    /// Asks to pin down the request before answering it.
    AskClarify = 1, "ask_clarify";
    /// Invites the other to say more.
    AskOpen = 2, "ask_open";
    /// Has the form of a question and wants no reply. Experimental.
    AskRhetorical = 3, "ask_rhetorical";
    /// Offers an action of the speaker's own.
    Offer = 4, "offer";
    /// The formula before a close: anything else?
    ClosingOffer = 5, "closing_offer";
    /// Starts a repair of the other's talk without saying where the trouble is: sorry?
    OirOpen = 6, "oir_open";
    /// Starts a repair and says where the trouble is: the second what?
    OirRestricted = 7, "oir_restricted";
    /// Starts a repair by offering a reading: you mean the blue plan?
    OirCandidate = 8, "oir_candidate";
    /// Revises the speaker's own talk within the turn. Experimental.
    RepairSelf = 9, "repair_self";
    /// After the reply: it missed what was meant.
    RepairThird = 10, "repair_third";
    /// Supplies what a repair or a clarifying question asked for.
    RepairSolution = 11, "repair_solution";
    /// Says the own request again after a reply that failed.
    RestateRequest = 12, "restate_request";
    /// Says no more than: heard, understood.
    Ack = 13, "ack";
    /// Repeats the other's words as evidence of understanding.
    Display = 14, "display";
    /// Restates what the other meant and adds nothing.
    Reflect = 15, "reflect";
    /// Adds a meaning or a feeling that was not said. Experimental, a kind of [`Act::Reflect`].
    ReflectComplex = 16, "reflect_complex";
    /// Accepts the content.
    Agree = 17, "agree";
    /// Rejects the content.
    Disagree = 18, "disagree";
    /// Disputes or doubts what the other side claimed before.
    Pushback = 19, "pushback";
    /// A statement that can be checked.
    Claim = 20, "claim";
    /// Marks the other's content as wrong and replaces it.
    Correct = 21, "correct";
    /// A correction within a hedge or behind a face-saving preface.
    CorrectHedged = 22, "correct_hedged";
    /// Gives way: you are right, I was wrong.
    Concede = 23, "concede";
    /// Apologises. Never a concession by itself.
    Apologise = 24, "apologise";
    /// Approves the feeling, the person or the question, not the content.
    Validate = 25, "validate";
    /// Returns the initiative by topic or floor, and is no offer.
    Handoff = 26, "handoff";
    /// Leaves the topic.
    TopicShift = 27, "topic_shift";
    /// The rest: content.
    Inform = 28, "inform";
    /// Asks the other to do or to produce something.
    Request = 29, "request";
    /// Asks for another manner: shorter, simpler, warmer, in another language or format.
    StyleRequest = 30, "style_request";
    /// Advises: a kind of [`Act::Inform`].
    Advise = 31, "advise";
}

impl Act {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The act of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.name() == name)
    }

    /// The act of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// Whether it is too weak to be a fact about a turn, and off by default.
    #[must_use]
    pub const fn is_experimental(self) -> bool {
        matches!(self, Self::AskRhetorical | Self::RepairSelf | Self::ReflectComplex)
    }

    /// Whether it is one of the three initiations of repair.
    #[must_use]
    pub const fn is_oir(self) -> bool {
        matches!(self, Self::OirOpen | Self::OirRestricted | Self::OirCandidate)
    }

    /// Whether it asks: `ask_*` or an initiation of repair.
    #[must_use]
    pub const fn asks(self) -> bool {
        self.is_oir()
            || matches!(
                self,
                Self::AskInfo | Self::AskClarify | Self::AskOpen | Self::AskRhetorical
            )
    }

    /// Whether reports show it in brief detail: everything but the rest class and plain claims.
    #[must_use]
    pub const fn shows(self, detail: Detail) -> bool {
        !matches!((self, detail), (Self::Inform | Self::Claim, Detail::Brief))
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of acts: what a whole turn does.
///
/// ```
/// use lingsync::acts::{Act, ActSet};
/// let mut acts = ActSet::default();
/// acts.insert(Act::Ack);
/// acts.insert(Act::AskInfo);
/// assert!(acts.contains(Act::Ack) && acts.asks());
/// assert_eq!(acts.iter().map(Act::name).collect::<Vec<_>>(), ["ask_info", "ack"]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ActSet(u32);

const _: () = assert!(Act::COUNT <= 32);

impl ActSet {
    const OIR: Self = Self::of(&[Act::OirOpen, Act::OirRestricted, Act::OirCandidate]);
    const ASKS: Self = Self::of(&[Act::AskInfo, Act::AskClarify, Act::AskOpen, Act::AskRhetorical])
        .union(Self::OIR);

    /// The set of these acts.
    #[must_use]
    pub const fn of(acts: &[Act]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < acts.len() {
            bits |= 1 << acts[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    /// The acts of either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Adds an act.
    pub fn insert(&mut self, act: Act) {
        self.0 |= 1 << act as u32;
    }

    /// Takes an act out.
    pub fn remove(&mut self, act: Act) {
        self.0 &= !(1 << act as u32);
    }

    /// Whether an act is in the set.
    #[must_use]
    pub const fn contains(self, act: Act) -> bool {
        self.0 >> act as u32 & 1 == 1
    }

    /// Whether the sets share an act.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it holds no act.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether something is asked: `ask_*` or an initiation of repair.
    #[must_use]
    pub const fn asks(self) -> bool {
        self.meets(Self::ASKS)
    }

    /// Whether a repair is initiated.
    #[must_use]
    pub const fn initiates_repair(self) -> bool {
        self.meets(Self::OIR)
    }

    /// The acts, by number.
    pub fn iter(self) -> impl Iterator<Item = Act> {
        Act::ALL.iter().copied().filter(move |act| self.contains(*act))
    }

    /// One bit for each act, by number.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The set of these bits.
    #[must_use]
    pub(crate) const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }
}

/// The form of a question. Forms combine: `You're coming, aren't you?` is declarative with a tag.
///
/// ```
/// use lingsync::acts::Forms;
/// let forms = Forms::POLAR.union(Forms::TAG);
/// assert_eq!(forms.names().collect::<Vec<_>>(), ["polar", "tag"]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Forms(u8);

impl Forms {
    /// Wants yes or no.
    pub const POLAR: Self = Self(1);
    /// Has a question word.
    pub const WH: Self = Self(2);
    /// Names alternatives.
    pub const ALTERNATIVE: Self = Self(4);
    /// Has the word order of a statement.
    pub const DECLARATIVE: Self = Self(8);
    /// Ends in a tag: isn't it?
    pub const TAG: Self = Self(16);
    /// Is embedded: I wonder whether.
    pub const INDIRECT: Self = Self(32);

    const ALL: [(Self, &'static str); 6] = [
        (Self::POLAR, "polar"),
        (Self::WH, "wh"),
        (Self::ALTERNATIVE, "alternative"),
        (Self::DECLARATIVE, "declarative"),
        (Self::TAG, "tag"),
        (Self::INDIRECT, "indirect"),
    ];

    /// The forms of either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it has all of these forms.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it is no question.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names of the forms, in a fixed order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().filter(move |(form, _)| self.contains(*form)).map(|(_, name)| name)
    }

    /// One bit a form.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }
}

/// Why an act was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ActEvidence {
    /// A phrase of the pack.
    Phrase {
        /// The number of the phrase within the pack's list of acts.
        number: u16,
        /// The words that match.
        span: Span,
    },
    /// The form of the sentence: its word order, its question mark.
    Form,
    /// The weights of a model head say so.
    Model {
        /// How far above the threshold the score lies, in thousandths of its standard deviation.
        margin: i32,
    },
    /// Words taken from an earlier turn: the overlap decides.
    Overlap {
        /// Words of the sentence that are shared.
        shared: u16,
        /// Words that could be shared.
        of: u16,
    },
    /// The place in the sequence: what the turn before had asked for.
    Sequence,
    /// The host's own pattern (`effect: act`).
    Pattern,
    /// The host's hint.
    Hint,
}

impl ActEvidence {
    /// The kind, as in JSON: `phrase`, `form`, `model`, `overlap`, `sequence`, `pattern`, `hint`.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Phrase { .. } => "phrase",
            Self::Form => "form",
            Self::Model { .. } => "model",
            Self::Overlap { .. } => "overlap",
            Self::Sequence => "sequence",
            Self::Pattern => "pattern",
            Self::Hint => "hint",
        }
    }
}

/// An act in a turn: what, where, how sure and why.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ActHit {
    /// The act.
    pub act: Act,
    /// The form, where something is asked.
    pub form: Forms,
    /// The sentence, or the part of it, that does it: bytes of the turn's text.
    pub span: Span,
    /// How sure it is in hundredths, 0 to 100.
    pub(crate) percent: u8,
    /// What shows it.
    pub evidence: ActEvidence,
}

impl ActHit {
    /// How sure it is: 0 to 1. Rules have the share of their hits that were right where they were
    /// tried, models a figure that grows with the score; it orders hits and is no probability.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        f64::from(self.percent) / 100.0
    }
}
