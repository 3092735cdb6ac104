//! The 21 rules over the tokens of one sentence.

use super::Strategy;
use super::token::Token;
use super::word::{self as w};
use crate::value::Span;

/// Reports every hit of a strategy in a sentence. Linear in its tokens.
pub(super) fn sentence(tokens: &[Token], hit: &mut impl FnMut(Strategy, Span)) {
    let [first, others @ ..] = tokens else { return };
    if first.flags & STARTS != 0 {
        start(first, hit);
    }
    for token in [Some(first), others.first()].into_iter().flatten() {
        if token.flags & w::ASKS != 0 {
            hit(Strategy::DirectQuestion, span(token, token));
        }
    }
    if let [second, third, ..] = others {
        if third.flags & w::WAY != 0 && (first.flags | second.flags) & w::BY != 0 {
            hit(Strategy::IndirectBtw, span(first, third));
        }
    }
    for (at, token) in tokens.iter().enumerate() {
        if token.flags & (OPINIONS | PRONOUNS | PHRASES) == 0 {
            continue;
        }
        if token.flags & OPINIONS != 0 {
            opinion(tokens, at, token, hit);
        }
        if token.flags & PRONOUNS != 0 {
            pronoun(tokens, at, token, hit);
        }
        if token.flags & PHRASES != 0 {
            phrase(tokens, at, token, hit);
        }
    }
}

/// The bits that [`start`] looks at.
const STARTS: u64 = w::PLEASE | w::PRAISE | w::FIRST | w::SECOND | w::GREETING | w::LINK;
/// The bits that [`opinion`] looks at.
const OPINIONS: u64 = w::HEDGE | w::POSITIVE | w::NEGATIVE;
/// The bits that [`pronoun`] looks at.
const PRONOUNS: u64 = w::FIRST | w::PLURAL | w::SECOND;
/// The bits that [`phrase`] looks at.
const PHRASES: u64 = w::PLEASE
    | w::FACTUAL
    | w::THANKS
    | w::SORRY
    | w::ME
    | w::FACT
    | w::POINT
    | w::APPRECIATE
    | w::APOLOGIZE;

fn span(first: &Token, last: &Token) -> Span {
    Span::new(first.start, last.end)
}

/// What counts as the first token of a sentence only.
fn start(token: &Token, hit: &mut impl FnMut(Strategy, Span)) {
    const FIRST: [(u64, Strategy); 6] = [
        (w::PLEASE, Strategy::PleaseStart),
        (w::PRAISE, Strategy::Deference),
        (w::FIRST, Strategy::FirstPersonStart),
        (w::SECOND, Strategy::SecondPersonStart),
        (w::GREETING, Strategy::IndirectGreeting),
        (w::LINK, Strategy::DirectStart),
    ];
    for (flag, strategy) in FIRST {
        if token.flags & flag != 0 {
            hit(strategy, span(token, token));
        }
    }
}

/// What the language pack says of a word.
fn opinion(tokens: &[Token], at: usize, token: &Token, hit: &mut impl FnMut(Strategy, Span)) {
    if token.flags & w::HEDGE != 0 {
        hit(Strategy::HasHedge, span(token, token));
        if let Some(subject) = subject(tokens, at) {
            hit(Strategy::Hedges, span(subject, token));
        }
    }
    if token.flags & w::POSITIVE != 0 {
        hit(Strategy::HasPositive, span(token, token));
    }
    if token.flags & w::NEGATIVE != 0 {
        hit(Strategy::HasNegative, span(token, token));
    }
}

/// Pronouns of the first and second person, and what stands before `you`.
fn pronoun(tokens: &[Token], at: usize, token: &Token, hit: &mut impl FnMut(Strategy, Span)) {
    if token.flags & w::PLURAL != 0 {
        hit(Strategy::FirstPersonPlural, span(token, token));
    }
    let Some(before) = at.checked_sub(1).and_then(|at| tokens.get(at)) else { return };
    if token.flags & w::FIRST != 0 {
        hit(Strategy::FirstPerson, span(token, token));
    }
    if token.flags & w::SECOND != 0 {
        hit(Strategy::SecondPerson, span(token, token));
    }
    if token.flags & w::YOU != 0 {
        if before.flags & w::WOULD != 0 {
            hit(Strategy::Subjunctive, span(before, token));
        }
        if before.flags & w::CAN != 0 {
            hit(Strategy::Indicative, span(before, token));
        }
    }
}

/// Words that count at any place, some of them only with a word before.
fn phrase(tokens: &[Token], at: usize, token: &Token, hit: &mut impl FnMut(Strategy, Span)) {
    let alone = [
        (w::FACTUAL, Strategy::Factuality),
        (w::THANKS, Strategy::Gratitude),
        (w::SORRY, Strategy::Apologizing),
    ];
    for (flag, strategy) in alone {
        if token.flags & flag != 0 {
            hit(strategy, span(token, token));
        }
    }
    let Some(before) = at.checked_sub(1).and_then(|at| tokens.get(at)) else { return };
    if token.flags & w::PLEASE != 0 {
        hit(Strategy::Please, span(token, token));
    }
    let after = [
        (w::IN, w::FACT, Strategy::Factuality),
        (w::THE, w::POINT, Strategy::Factuality),
        (w::FORGIVE, w::ME, Strategy::Apologizing),
    ];
    for (first, second, strategy) in after {
        if before.flags & first != 0 && token.flags & second != 0 {
            hit(strategy, span(before, token));
        }
    }
    let after_i =
        [(w::APPRECIATE, 4, Strategy::Gratitude), (w::APOLOGIZE, 3, Strategy::Apologizing)];
    for (verb, reach, strategy) in after_i {
        if token.flags & verb != 0 {
            if let Some(i) = first_person_before(tokens, at, reach) {
                hit(strategy, span(i, token));
            }
        }
    }
}

/// The last `i` within `reach` tokens before `at`.
fn first_person_before(tokens: &[Token], at: usize, reach: usize) -> Option<&Token> {
    let window = tokens.get(at.saturating_sub(reach)..at)?;
    window.iter().rfind(|token| token.flags & w::I != 0)
}

/// The subject of the hedge at `at`, if it is a verb that has one.
///
/// The search goes back over adverbs, auxiliary verbs and quotation marks to a pronoun or a noun.
/// After a form of `be` a participle is passive, and a passive verb has no subject in the sense of
/// the peer.
fn subject(tokens: &[Token], at: usize) -> Option<&Token> {
    const REACH: usize = 4;
    let verb = tokens.get(at)?.flags;
    if verb & (w::VERB | w::VERB_OR_NOUN | w::PARTICIPLE) == 0 {
        return None;
    }
    let is_be = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at)).is_some_and(|token| token.flags & w::BE != 0)
    };
    let participle = verb & w::PARTICIPLE != 0;
    for place in (at.saturating_sub(REACH)..at).rev() {
        let before = tokens.get(place)?;
        let flags = before.flags;
        if flags & w::SUBJECT != 0 {
            // In a question the form of `be` stands before the subject.
            let passive = participle && is_be(place.checked_sub(1));
            return (!passive).then_some(before);
        }
        if flags & w::BE != 0 && participle || flags & w::HAVE != 0 && verb & w::VERB_OR_NOUN != 0 {
            return None;
        }
        if flags & (w::ADVERB | w::AUXILIARY | w::BE | w::EMPHASIS) != 0 {
            continue;
        }
        let noun = flags & (w::FUNCTION | w::MARK) == 0;
        return (noun && verb & w::VERB_OR_NOUN == 0).then_some(before);
    }
    None
}
