//! The lexical figures of a turn as text, without the ids that a session uses inside: so that two
//! sessions which number their words differently can be compared.

use lingsync::LexicalObservation;

/// Every figure; `shift` is taken from turn numbers, and terms are left out unless `terms`.
pub(crate) fn figures(seen: &LexicalObservation, shift: u32, terms: bool) -> String {
    let missed: Vec<_> = seen
        .missed
        .iter()
        .map(|missed| {
            let term = missed.term.as_deref().filter(|_| terms);
            (term, missed.turn - shift, missed.span, missed.salience.to_bits(), missed.outcome)
        })
        .collect();
    format!(
        "{:?}\n{:?} {:?} {:?}\n{:?} {:?}\n{:?}\n{:?} {:?}\n{missed:?}\n{:?}",
        seen.towards,
        seen.shared_repetition,
        seen.self_repetition,
        seen.others,
        seen.expression_count,
        seen.expressions,
        seen.reuse,
        seen.mirrored_count,
        seen.mirrored,
        seen.diverged,
    )
}
