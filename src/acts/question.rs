//! Whether a sentence asks, and in what form.

use super::{
    Forms,
    patterns::{Cue, Found, Label, Mark},
    sentence::Sentence,
};

/// A sentence that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) forms: Forms,
    pub(crate) percent: u8,
}

/// The surest hit of a cue.
pub(crate) fn cue(found: &[Found], cue: Cue) -> u8 {
    let hits = found.iter().filter(|hit| hit.label == Label::Cue(cue));
    hits.map(|hit| hit.percent).max().unwrap_or(0)
}

/// The form of the sentence as a question, and how sure it is that it is one, in hundredths; `None`
/// for one that asks nothing. `or` says whether the sentence names alternatives.
pub(crate) fn question(sentence: &Sentence<'_>, found: &[Found], or: bool) -> Option<Question> {
    if sentence.quoted {
        return None;
    }
    let (polar, wh) = (cue(found, Cue::Polar), cue(found, Cue::Wh));
    let (tag, indirect) = (cue(found, Cue::Tag), cue(found, Cue::Indirect));
    let against = cue(found, Cue::NoQuestion);
    let marked = sentence.mark == Mark::Question;
    let inverted = polar > against;
    let asks_wh = wh > against && wh >= polar;
    let mut forms = Forms::default();
    let mut add = |set: bool, form: Forms| {
        if set {
            forms = forms.union(form);
        }
    };
    add(asks_wh && (marked || wh > 60), Forms::WH);
    add(inverted && !asks_wh, Forms::POLAR);
    add(tag > 0, Forms::TAG);
    add(indirect > 0, Forms::INDIRECT);
    if forms.is_empty() && marked {
        forms = Forms::DECLARATIVE;
    }
    if tag > 0 && !inverted && !asks_wh {
        forms = forms.union(Forms::DECLARATIVE);
    }
    if or && !forms.is_empty() {
        forms = forms.union(Forms::ALTERNATIVE);
    }
    let strongest = polar.max(wh).max(tag).max(indirect).saturating_sub(against / 2);
    let percent = match sentence.mark {
        Mark::Question => 97,
        // A mark that ends a statement weighs against a question.
        Mark::Stop | Mark::Exclamation if strongest >= 85 => strongest - 30,
        Mark::Open | Mark::Bare if strongest > against => strongest,
        _ => 0,
    };
    (percent >= 50 && !forms.is_empty()).then_some(Question { forms, percent })
}
