//! The built-in matcher: how a reply stands to a claim, by its words. A fallback where no host says it.

use super::{
    claim::ClaimSeed,
    kinds::Shape,
    passage::{Passage, Sentence},
};
use crate::value::Span;
use alloc::vec::Vec;

/// A sentence speaks of a text from this share of its stems on.
const SHARE: f64 = 0.34;

/// What the matcher finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Match {
    /// How sure it is that the claim is denied, in hundredths.
    pub(crate) percent: u8,
    pub(crate) shape: Shape,
    pub(crate) touches: bool,
    pub(crate) span: Option<Span>,
}

fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

fn minus(one: &[u64], other: &[u64]) -> Vec<u64> {
    one.iter().filter(|stem| other.binary_search(stem).is_err()).copied().collect()
}

/// Compares a reply with a claim. O(words of the reply x words of the claim).
pub(crate) fn compare(seed: &ClaimSeed, reply: &Passage) -> Match {
    let (claim, correct) = (&seed.claim, &seed.correct);
    let new = minus(&correct.stems, &claim.stems);
    let old = minus(&claim.stems, &correct.stems);
    let (mut score, mut weight, mut best, mut place) = (0.0, 0.0, 0.0, None);
    let (mut touches, mut hedged) = (false, false);
    for (at, sentence) in reply.sentences.iter().enumerate() {
        if sentence.stems.is_empty() || sentence.asks {
            continue;
        }
        let nearness = 1.0 / (1.0 + 0.5 * at as f64);
        let about = share(sentence.holds(&claim.stems), claim.stems.len());
        let true_part = share(sentence.holds(&correct.stems), correct.stems.len());
        touches |= about >= SHARE || true_part >= SHARE;
        let mut here = 0.0;
        if about >= SHARE {
            here += if denies(sentence, claim) { about } else { -about };
        }
        if true_part >= SHARE && !new.is_empty() {
            here += if sentence.is_negative() == correct.denies { true_part } else { -true_part };
        }
        here += share(sentence.holds(&new), new.len().max(1))
            - 0.5 * unnegated(sentence, &old, claim.denies);
        score += nearness * here;
        weight += nearness;
        if (nearness * here).abs() > best {
            (best, place) = ((nearness * here).abs(), Some(sentence.span));
            hedged = sentence.hedges > 0;
        }
    }
    let odds = if weight > 0.0 { 3.0 * score / weight.min(1.5) } else { 0.0 };
    let sure = 1.0 / (1.0 + libm::exp(-odds));
    let percent = libm::round(100.0 * sure).clamp(0.0, 100.0) as u8;
    let shape = match (touches, percent) {
        (false, _) => Shape::Nothing,
        (true, 50..) if hedged => Shape::DeniesHedged,
        (true, 50..) => Shape::Denies,
        (true, _) => Shape::Asserts,
    };
    Match { percent, shape, touches, span: place }
}

/// Whether a sentence turns the claim down: its words stand under a negation that the claim has not.
fn denies(sentence: &Sentence, claim: &super::content::Content) -> bool {
    let held = sentence.stems.iter().zip(&sentence.negated);
    let under = held.filter(|(stem, covered)| **covered && claim.stems.contains(stem)).count();
    let negative = under > 0 || sentence.denials % 2 == 1;
    negative != claim.denies
}

/// The share of these stems that a sentence says without a negation of its own.
fn unnegated(sentence: &Sentence, stems: &[u64], denied: bool) -> f64 {
    let held = sentence.stems.iter().zip(&sentence.negated);
    let said = held.filter(|(stem, covered)| **covered == denied && stems.contains(stem)).count();
    share(said, stems.len())
}
