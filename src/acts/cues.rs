//! What a phrase shows: an act, or a cue that acts are decided by.

use super::Act;

/// What a phrase shows: an act, or something that acts are decided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    /// An act.
    Act(Act),
    /// A cue of the recogniser.
    Cue(Cue),
}

macro_rules! cues {
    ($($(#[$doc:meta])* $variant:ident, $name:literal;)*) => {
        /// Phrases that are no act by themselves.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub(crate) enum Cue {
            $($(#[$doc])* $variant,)*
        }

        impl Cue {
            pub(super) const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $name)),*];
        }
    };
}

cues! {
    /// Two words that open a sentence and say nothing: "i mean".
    Lead, "lead";
    /// Looks like a question and is none: "have a good day", "what a day".
    Never, "never";
    /// An offer in the form of a question: "would that work".
    OfferQuestion, "offer_question";
    /// Advice in the form of a question: "have you tried".
    Suggest, "suggest";
    /// Asks without the form of a question: "tell me about it".
    Tell, "tell";
    /// Asks for confirmation: "please confirm".
    Confirm, "confirm";
    /// An auxiliary and "you", "it" or the like: a question whatever its mark.
    Ay, "ay";
    /// The word order of a yes-no question.
    Polar, "polar";
    /// A question word that opens a question.
    Wh, "wh";
    /// Asks by the wording of talk: "you've got", "and your name".
    Got, "got";
    /// A question within a long stretch of talk: "can i ask".
    Ind, "ind";
    /// A request in the form of a question: "could you hold".
    RequestBare, "request_bare";
    /// A question tag at the end.
    Tag, "tag";
    /// A question that is embedded.
    Indirect, "indirect";
    /// Initiates a repair only with a question mark, or after the other's talk.
    Sorry, "sorry";
    /// Initiates a repair only with a question mark.
    Huh, "huh";
    /// A few words that end in a question word: "the second what?"
    Xwh, "xwh";
    /// Names the other's meaning: "you mean".
    Mean, "mean";
    /// Begins with "so".
    SoStart, "so_start";
    /// Begins with a direction or an own move: "straight up", "do i go".
    Spatial, "spatial";
    /// A marker of third-position repair.
    StrictRepair, "strict_repair";
    /// Says what is wanted: a repair if the reply missed it.
    RepairWant, "repair_want";
    /// Asks for another case: "what about in May".
    RepairEllipsis, "repair_ellipsis";
    /// Begins with a no, a but or the like.
    RepairStart, "repair_start";
    /// Ends with "though", "instead" or the like.
    RepairEnd, "repair_end";
    /// Is content with the reply.
    Closing, "closing";
    /// Says nothing but that it was heard.
    AckWhole, "ack_whole";
    /// Says nothing but no.
    WholeNo, "whole_no";
    /// Opens a question: what, how, why.
    OpenWord, "open_word";
    /// Closes it: how many, on a scale.
    ClosedWord, "closed_word";
    /// Begins with "so you" or the like.
    ReflectSo, "reflect_so";
    /// Asks whether that is right.
    ReflectCheck, "reflect_check";
    /// A formula of courtesy or comfort.
    Formula, "formula";
    /// Names a source of help.
    HelpWord, "help_word";
    /// Begins with an imperative.
    Imperative, "imperative";
    /// A client's imperative.
    Command, "command";
    /// Speaks of the speaker.
    FirstPerson, "first_person";
    /// Tells what the speaker went through.
    OwnStory, "own_story";
    /// Weakens advice: maybe, might.
    MaybeWord, "maybe_word";
    /// Has an "if".
    IfWord, "if_word";
    /// Yes or no at the start.
    YesNo, "yes_no";
    /// The reading that is answered is named: "assuming you mean".
    Assumes, "assumes";
    /// What a request leaves open: "something", "the best one".
    Vague, "vague";
    /// Wants shorter replies.
    Shorter, "shorter";
    /// Wants more detail.
    Longer, "longer";
    /// Wants plainer words.
    Simpler, "simpler";
    /// Wants a warmer tone.
    Warmer, "warmer";
    /// Wants a more formal tone.
    MoreFormal, "more_formal";
    /// Wants a less formal tone.
    LessFormal, "less_formal";
    /// Wants another language.
    Language, "language";
    /// Wants another format.
    Format, "format";
    /// Wants something to stop.
    Stop, "stop";
    /// About the other's state or feeling.
    State, "state";
    /// Wants a reason.
    AsksWhy, "asks_why";
    /// Wants a number.
    AsksNumber, "asks_number";
    /// Wants a time.
    AsksTime, "asks_time";
    /// Wants a place.
    AsksPlace, "asks_place";
    /// Gives a reason or a purpose.
    Because, "because";
    /// Gives a purpose: "in order to".
    Purpose, "purpose";
    /// Says that there is something.
    ThereIs, "there_is";
    /// Speaks of what is the rule: "belongs to".
    General, "general";
    /// Says that there is none: "there are no".
    ThereNo, "there_no";
    /// A hedge of several words.
    HedgePhrase, "hedge_phrase";
    /// A contrast of several words.
    ContrastPhrase, "contrast_phrase";
    /// Corrects: "in fact", "not true".
    Explicit, "explicit";
    /// One thing in the place of another: "rather than".
    InPlaceOf, "in_place_of";
    /// Validates: "good question", "makes sense".
    Validation, "validation";
    /// Refers to what the speaker had said: "as I mentioned".
    BackReference, "back_reference";
    /// Disputes: "that can't be right".
    Disputes, "disputes";
    /// Asks for assent: "isn't it". It disputes what the other has just denied.
    Doubts, "doubts";
    /// Says that something was considered: "I thought about".
    Considers, "considers";
    /// Says no, and what is so instead: a push-back where nothing was asked.
    Contradicts, "contradicts";
    /// Names what was read or found out.
    Cites, "cites";
    /// Names somebody who should know.
    Authority, "authority";
    /// Begins to say what the speaker is: "as a nurse".
    Role, "role";
    /// Wants something.
    Wants, "wants";
    /// Tells an experience as a reason.
    Anecdote, "anecdote";
    /// Tells what happened.
    Happened, "happened";
    /// Gives grounds: "which means".
    Grounds, "grounds";
    /// Names an own answer: "my previous answer".
    OwnAnswer, "own_answer";
    /// Gives an own answer up: "I was wrong".
    GivesUp, "gives_up";
    /// Leaves the judgement to the other.
    Defers, "defers";
    /// Thanks for what was said.
    ThanksFor, "thanks_for";
    /// Says that the other is right.
    Grants, "grants";
    /// An apology.
    Apology, "apology";
    /// An apology for what might have been: "if my".
    Excuses, "excuses";
    /// Keeps an answer: "is not safe".
    Holds, "holds";
    /// Allows what was asked about: "is fine".
    Permits, "permits";
}

impl Label {
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let cue = Cue::ALL.iter().find(|(_, other)| *other == name);
        let act = Act::from_name(name).map(Self::Act);
        act.or_else(|| cue.map(|(cue, _)| Self::Cue(*cue)))
    }
}
