//! Whether a reply to a question rejects what the question takes for granted: thirty features of its
//! form with weights set by reasoning. They say how it is worded, not whether it is true.

use super::{Walk, line::Line};
use crate::{
    acts::{
        Act, ActEvidence, ActHit, Forms, Overlap,
        asked::Asked,
        context::{Side, counts},
        lists::is,
        patterns::{Cue, Mark},
    },
    ascii::{is_any, same},
    value::Span,
};

/// Where a reply is taken to reject, in hundredths: set on invented pairs of questions and replies.
const BIAS: i32 = -75;
/// The rule is made for replies of up to so many words: a longer one says so much beside that some of
/// its forms are always there.
const MOST: usize = 60;
/// Words at the start in which a speaker speaks of themself.
const EARLY: usize = 12;
/// Sentences in which a hedge makes a rejection a hedged one.
const HEDGED: usize = 2;

/// What is known of a reply, sentence by sentence.
#[derive(Debug, Default)]
pub(super) struct Reply {
    words: usize,
    /// The classes of the first word; whether it is "only", "of" or "maybe".
    first: u64,
    opens_only: bool,
    opens_of: bool,
    opens_maybe: bool,
    opens_number: bool,
    opens_there: bool,
    /// The first sentence asks: nothing is answered yet.
    asks: bool,
    negates_first: bool,
    negates_later: bool,
    denies: bool,
    affix: bool,
    because: bool,
    only: bool,
    general: bool,
    depends: bool,
    reason: bool,
    number: bool,
    quantity: bool,
    place: bool,
    both: bool,
    there_no: bool,
    /// Begins with a word of the question, and says what that is.
    subject: bool,
    defines: bool,
    speaks_of_self: bool,
    hedged: bool,
    /// The first sentence that negates or denies, and the first one.
    negating: Option<Span>,
    opening: Option<Span>,
}

impl Reply {
    /// Takes a sentence in. `asker` is the side whose question is answered.
    pub(super) fn take(&mut self, line: &Line<'_, '_, '_>, asker: &Side) {
        let lists = line.lists;
        let single = &lists.words;
        let words = line.words();
        if line.before == 0 {
            let is_first = |id| words.first().is_some_and(|word| is(*word, id));
            self.first = line.first;
            self.opens_only = is_first(single.only);
            self.opens_of = is_first(single.of);
            self.opens_maybe = is_first(single.maybe) || is_first(single.perhaps);
            self.opens_number = line.opens(lists.number) || digit(line.text(0));
            self.opens_there = is_first(single.there) && line.shows(Cue::ThereIs);
            self.opening = Some(line.seen.sentence.span);
            self.asks = line.seen.sentence.mark == Mark::Question;
            self.subject(line, asker);
        }
        let negates = line.negations > 0;
        self.negates_first |= negates && line.before == 0;
        self.negates_later |= negates && line.before > 0;
        self.denies |= line.denials > 0 || line.has(lists.unreal);
        let only =
            |at: usize| is(words[at], single.only) && (at == 0 || !is(words[at - 1], single.not));
        self.only |= (0..words.len()).any(only);
        self.both |= line.has(lists.whole) || single.and.is_some_and(|and| words.contains(&and));
        self.general |= line.has(lists.general) || line.shows(Cue::General);
        self.depends |= line.has(lists.depends);
        self.reason |= line.has(lists.reason_form);
        self.number |= line.has(lists.number);
        self.quantity |= line.has(lists.quantity);
        self.place |= line.has(lists.place);
        self.there_no |= line.shows(Cue::ThereNo);
        self.because |= line.shows(Cue::Purpose) || line.starts_early(Cue::Because, 8);
        self.hedged |=
            line.before < HEDGED && (line.has(lists.hedging) || line.shows(Cue::HedgePhrase));
        for at in 0..words.len() {
            let word = line.text(at);
            self.number |= digit(word);
            self.affix |= negates_by_form(word);
        }
        self.speaks_of_self |= line.has_early(lists.i_we, EARLY);
        self.words += words.len();
        if negates || line.denials > 0 {
            self.negating = self.negating.or(Some(line.seen.sentence.span));
        }
    }

    /// "A tomato is a berry": the first content word is the question's, and what it is said to be
    /// is not.
    fn subject(&mut self, line: &Line<'_, '_, '_>, asker: &Side) {
        const FEW: usize = 4;
        let tokens = line.seen.sentence.tokens;
        let asked =
            |at: usize| tokens.get(at).is_some_and(|token| asker.floor.contains(token.canon));
        let content = |at: &usize| {
            tokens.get(*at).is_some_and(counts) && !line.is_of(*at, line.lists.negator)
        };
        let Some(first) = (0..FEW).find(content) else { return };
        self.subject = asked(first);
        let Some(copula) = (first + 1..=first + FEW).find(|at| line.is_of(*at, line.lists.be))
        else {
            return;
        };
        let said = (copula + 1..=copula + FEW).find(content);
        self.defines = self.subject && said.is_some_and(|at| !asked(at));
    }

    /// Whether a word says that something is not so. Without one the form alone tells a rejection from
    /// a plain answer no better than "the capital is Paris" from "a tomato is a berry".
    fn is_overt(&self, line: &crate::acts::lists::Lists) -> bool {
        self.negates_first
            || self.negates_later
            || self.denies
            || self.affix
            || self.only
            || self.there_no
            || self.first & (line.says_no | line.whole) != 0
    }

    /// How much speaks for a rejection, in hundredths: above 0 it is one.
    fn score(&self, line: &crate::acts::lists::Lists, asked: Asked, echo: Overlap) -> i32 {
        let opens = |classes: u64| self.first & classes != 0;
        let negates = self.negates_first || self.negates_later;
        let negative = asked.is(Asked::NEGATED);
        let (polar, or) = (asked.is_polar(), asked.is(Asked::OR));
        let reason = opens(line.reason_open);
        let says_no = opens(line.says_no);
        let form = if asked.is(Asked::WHERE) && !asked.is(Asked::WHEN) {
            self.place
        } else if asked.is(Asked::WHEN) {
            self.number || self.place
        } else if asked.is(Asked::HOW_MANY) {
            self.number || self.quantity
        } else if asked.is(Asked::WHY) {
            self.because || reason || self.reason
        } else {
            true
        };
        let share =
            |weight: i32, part: u16, of: u16| weight * i32::from(part) / i32::from(of.max(1));
        let new = echo.of.saturating_sub(echo.shared);
        let features = [
            (self.negates_first && !negative, 320),
            (self.negates_later && !self.negates_first && !negative, 200),
            (negates && negative, 160),
            (self.denies, 220),
            (self.affix, 200),
            (says_no, if polar { 30 } else { 100 }),
            (opens(line.says_yes) || self.opens_of, -300),
            (self.because || reason, -250),
            (reason && negates, -250),
            (opens(line.place_open) && !negates, -120),
            (opens(line.pronoun_open), if negates { -70 } else { -100 }),
            (self.opens_number, -100),
            (self.words <= 3 && !negates && !says_no, -220),
            (self.only, 90),
            (self.opens_only, 100),
            (opens(line.whole) && negative, 150),
            (or && !polar && self.both && echo.shared >= 2 && !negates, 100),
            (!form && !negates && self.words > 3, 120),
            (asked.is(Asked::HOW_MANY) && self.number && !negates, -60),
            (self.defines && !negates, 120),
            (self.subject && !negates, 50),
            (self.general, 90),
            (self.depends || self.opens_maybe, -150),
            (self.opens_there && !negates && !self.only, -100),
            (or && self.words <= 6 && !negates, -120),
            (self.there_no, 80),
            // What the speaker does is no truth about the world, and a reply that takes up no word
            // of the question is about something else.
            (self.speaks_of_self, -200),
            (echo.shared == 0, -100),
        ];
        let sum: i32 = features.iter().filter(|(on, _)| *on).map(|(_, weight)| weight).sum();
        BIAS + sum + share(120, echo.shared, echo.earlier) - share(60, new, echo.of)
    }
}

/// Toothless, non-living.
fn negates_by_form(word: &str) -> bool {
    const NONE: [&str; 5] = ["unless", "regardless", "nevertheless", "nonetheless", "doubtless"];
    let ends = |end: &str| {
        word.len() > end.len()
            && word.is_char_boundary(word.len() - end.len())
            && same(&word.as_bytes()[word.len() - end.len()..], end.as_bytes())
    };
    let starts =
        |start: &str| word.get(..start.len()).is_some_and(|s| same(s.as_bytes(), start.as_bytes()));
    let known = || is_any(word, &NONE);
    (word.len() > 6 && ends("less") || word.len() > 5 && starts("non")) && !known()
}

fn digit(word: &str) -> bool {
    word.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

impl Walk<'_> {
    /// The reply as a whole: a rejection where nothing said so already.
    pub(super) fn rejects(&mut self) {
        let Some(asker) = self.scene.partner.filter(|_| self.open.answer) else { return };
        let reply = &self.reply;
        if reply.words == 0 || reply.words > MOST || reply.asks {
            return;
        }
        let score = reply.score(&self.book.lists, asker.asked, self.record.echo);
        self.rejection = Some(score);
        let set = self.set();
        if score <= 0
            || !reply.is_overt(&self.book.lists)
            || set.contains(Act::Correct)
            || set.contains(Act::CorrectHedged)
        {
            return;
        }
        let Some(span) = reply.negating.or(reply.opening) else { return };
        let act = if reply.hedged { Act::CorrectHedged } else { Act::Correct };
        // Where the question is about the two who talk, the form says less.
        let personal = if asker.asked.is(Asked::PERSONAL) { 20 } else { 0 };
        let percent = (55 + score / 10).clamp(55, 90) - personal;
        let (form, evidence) = (Forms::default(), ActEvidence::Form);
        self.push_at(ActHit { act, form, span, percent: percent as u8, evidence });
    }
}
