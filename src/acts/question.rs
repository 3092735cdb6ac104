//! Whether a sentence asks, and in what form.

use super::{
    Forms,
    finds::Finds,
    patterns::{Cue, Mark, WordId},
    sentence::Sentence,
};
use crate::turn::Role;

/// A sentence that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) forms: Forms,
    pub(crate) percent: u8,
}

/// In so many words and more, a turn without punctuation may ask anywhere.
const LONG: usize = 12;

/// Whether the sentence asks, how sure that is, and in what form; `None` for one that asks nothing.
/// A question mark decides; without one the word order does, and how much of it is needed depends
/// on whether the conversation has punctuation; without any the head of questions (`margin`: how far
/// it is above its threshold) may say so too. `or` says whether the sentence names alternatives, `open`
/// whether it begins with a question word.
pub(crate) fn question(
    sentence: &Sentence<'_>,
    found: Finds<'_>,
    role: Role,
    (or, open): (bool, bool),
    margin: Option<f32>,
) -> Option<Question> {
    let has = |which| found.cue(which);
    if sentence.quoted || has(Cue::Never) > 0 {
        return None;
    }
    let (polar, wh, tag) = (has(Cue::Polar), has(Cue::Wh), has(Cue::Tag));
    let start = polar.max(wh);
    let percent = match sentence.mark {
        Mark::Question => 97,
        _ if role != Role::Client && has(Cue::Tell).max(has(Cue::Confirm)) > 0 => {
            has(Cue::Tell).max(has(Cue::Confirm))
        }
        Mark::Stop => has(Cue::Ay),
        Mark::Exclamation => 0,
        // Typed chat drops the mark of a question before it drops others; talk that is broken off
        // has none either.
        Mark::Open if role != Role::Other => start,
        Mark::Open => 0,
        Mark::Bare if has(Cue::RequestBare) > 0 => 0,
        Mark::Bare if sentence.tokens.len() >= LONG => start.max(has(Cue::Got)).max(has(Cue::Ind)),
        Mark::Bare => start.max(has(Cue::Got)),
    };
    let percent = match margin {
        Some(margin) if sentence.mark == Mark::Bare && margin > least(sentence.tokens.len()) => {
            percent.max(70)
        }
        _ => percent,
    };
    if percent == 0 {
        return None;
    }
    let mut forms = Forms::default();
    let mut add = |set: bool, form: Forms| {
        if set {
            forms = forms.union(form);
        }
    };
    // "Who broke it?" has no auxiliary to tell it by.
    let open = open && start == 0 && sentence.mark == Mark::Question;
    add(open || wh > 0 && wh >= polar, Forms::WH);
    add(polar > wh, Forms::POLAR);
    add(tag > 0, Forms::TAG);
    add(has(Cue::Indirect) > 0, Forms::INDIRECT);
    add(start == 0 && !open, Forms::DECLARATIVE);
    add(or, Forms::ALTERNATIVE);
    Some(Question { forms, percent })
}

/// Whether a sentence begins with a question word that is part of its question: not "What, Thursday?"
pub(crate) fn begins_openly(
    sentence: &Sentence<'_>,
    lead: usize,
    asks: impl Fn(WordId) -> bool,
) -> bool {
    let [token, _, ..] = sentence.tokens.get(lead..).unwrap_or_default() else { return false };
    let end = token.end.saturating_sub(sentence.span.start) as usize;
    sentence.words.get(lead).is_some_and(|word| asks(*word))
        && sentence.text.get(end..).is_some_and(|rest| !rest.trim_start().starts_with([',', '?']))
}

/// How far above its threshold the head must be where the rules say no. Short turns of talk are
/// mostly answers and signs of listening.
fn least(words: usize) -> f32 {
    const SHORT: usize = 8;
    if words < SHORT { 2.0 } else { 1.0 }
}
