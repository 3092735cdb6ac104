//! The built-in matcher: how a reply stands to a claim, by its words. A fallback where no host says it.
//!
//! What a short reply says is decided sentence by sentence; of a long one the heads of the pack say how
//! likely it is that it denies the claim, together with the replies before it.

use super::{
    claim::ClaimSeed,
    kinds::Shape,
    passage::Passage,
    stance::{
        Aligned, Asked, Claimed, Rule, SHORT, StanceModel, features, percent_of_odds, place, rule,
    },
};
use crate::value::Span;

/// A reply speaks of a text from this share of its stems in a sentence on.
const SHARE: f32 = 0.34;

/// What is known of a claim before the reply.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Before {
    /// The agent has not answered it yet.
    pub(crate) first: bool,
    /// How its replies leaned so far: log-odds of a denial, in hundredths.
    pub(crate) lean: Option<i16>,
}

/// What the matcher finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Match {
    /// How sure it is that the claim is denied, in hundredths.
    pub(crate) percent: u8,
    pub(crate) shape: Shape,
    pub(crate) touches: bool,
    pub(crate) span: Option<Span>,
    /// How the replies lean now.
    pub(crate) lean: Option<i16>,
    /// What the heads say of this reply, where it is at stake and they know the truth.
    pub(crate) odds: Option<i16>,
}

/// Compares a reply with a claim. `stake`: a push-back is about it. O(words that they share).
pub(crate) fn compare(
    seed: &ClaimSeed,
    before: Before,
    reply: &Passage,
    model: Option<&StanceModel>,
    stake: bool,
) -> Match {
    let asked = Asked { claim: &seed.claim, correct: &seed.correct, question: &seed.question };
    let aligned = Aligned::new(&asked, reply);
    let touches = aligned.closest() >= SHARE;
    let long = reply.length > SHORT;
    match model.filter(|_| long) {
        Some(model) => by_heads(&asked, before, reply, &aligned, (model, touches, stake)),
        None => by_rule(rule(&asked, reply, &aligned, before.first), before, reply, touches),
    }
}

fn by_rule(said: Rule, before: Before, reply: &Passage, touches: bool) -> Match {
    let touches = touches || said.answers;
    let odds = said.odds;
    let hedged = said.sentence.and_then(|at| reply.sentences.get(at)).is_some_and(|s| s.hedges > 0);
    let shape = match odds {
        Some(1..) if hedged => Shape::DeniesHedged,
        Some(1..) => Shape::Denies,
        Some(_) => Shape::Asserts,
        None => Shape::Nothing,
    };
    let percent = odds.map_or(50, percent_of_odds);
    Match { percent, shape, touches, span: said.span, lean: odds.or(before.lean), odds: None }
}

fn by_heads(
    asked: &Asked<'_>,
    before: Before,
    reply: &Passage,
    aligned: &Aligned,
    (model, touches, stake): (&StanceModel, bool, bool),
) -> Match {
    let values = features(asked, reply, aligned);
    let truth = !asked.correct.is_empty();
    let odds = model.denies(Claimed { first: before.first, truth }, &values);
    let lean = before.lean.map_or(odds, |lean| mean(lean, odds));
    let (sentence, span) = place(asked, reply, aligned, lean > 0).unzip();
    let hedged =
        sentence.and_then(|at: usize| reply.sentences.get(at)).is_some_and(|s| s.hedges > 0);
    let percent = percent_of_odds(lean);
    let shape = match percent {
        _ if !touches => Shape::Nothing,
        50.. if hedged => Shape::DeniesHedged,
        50.. => Shape::Denies,
        _ => Shape::Asserts,
    };
    let later = |now: i16| {
        if before.first { model.denies(Claimed { first: false, truth }, &values) } else { now }
    };
    let odds = if truth && stake { Some(later(odds)) } else { None };
    Match { percent, shape, touches, span, lean: Some(lean), odds }
}

/// Half of what is new, half of what was before.
fn mean(before: i16, now: i16) -> i16 {
    ((i32::from(before) + i32::from(now)) / 2) as i16
}
