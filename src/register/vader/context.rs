//! What the words around a rated word do to its valence.

use super::tokens::Tokens;
use super::words::{Effect, Word};

/// What a strengthening word adds, and a weakening one takes away.
const BOOST: f64 = 0.293;
/// What capitals add among words that are not.
const CAPITALS: f64 = 0.733;
/// The factor of a negation.
const NEGATION: f64 = -0.74;
/// The factors of a strengthening word by its distance.
const FADING: [f64; 3] = [1.0, 0.95, 0.9];

/// The valence of the rated token at `at`, whose entry in the lexicon is `rating`.
pub(super) fn valence(tokens: &Tokens, at: usize, rating: f64) -> f64 {
    if tokens.is_plain(at) {
        return rating;
    }
    let item = tokens.get(at);
    let next = tokens.get(at + 1);
    if matches!(item.effect, Effect::Raises | Effect::Lowers)
        || (item.word == Word::Kind && next.word == Word::Of)
    {
        return 0.0;
    }
    let [one, two, three] = [1, 2, 3].map(|back| tokens.before(at, back));

    let mut valence = rating;
    if item.word == Word::No && next.rated {
        valence = 0.0;
    }
    if one.word == Word::No
        || two.word == Word::No
        || (three.word == Word::No && matches!(one.word, Word::Or | Word::Nor))
    {
        valence = rating * NEGATION;
    }
    if item.upper && tokens.some_upper() {
        valence += if valence > 0.0 { CAPITALS } else { -CAPITALS };
    }
    for (distance, fading) in FADING.into_iter().enumerate() {
        let back = distance + 1;
        let before = tokens.before(at, back);
        if at < back || before.rated {
            continue;
        }
        let boost = match before.effect {
            Effect::Raises => BOOST,
            Effect::Lowers => -BOOST,
            _ => 0.0,
        };
        if boost != 0.0 {
            let mut boost = if valence < 0.0 { -boost } else { boost };
            if before.upper && tokens.some_upper() {
                boost += if valence > 0.0 { CAPITALS } else { -CAPITALS };
            }
            valence += boost * fading;
        }
        valence *= negation(before.effect, [three.word, two.word, one.word], back);
        if back == 3 {
            valence = idiom(tokens, at).unwrap_or(valence)
                + hedge(three.word, two.word)
                + hedge(two.word, one.word);
        }
    }
    if one.word == Word::Least && !one.rated && !matches!(two.word, Word::At | Word::Very) {
        valence *= NEGATION;
    }
    valence
}

/// The factor of the word `back` places before a rated one, of which `before` are the three words
/// that precede it.
fn negation(effect: Effect, before: [Word; 3], back: usize) -> f64 {
    let [three, two, one] = before;
    let lifts = |word| matches!(word, Word::So | Word::This);
    match back {
        2 if two == Word::Never && lifts(one) => return 1.25,
        2 if two == Word::Without && one == Word::Doubt => return 1.0,
        // "so" or "this" right before the word lifts it with or without a "never".
        3 if (three == Word::Never && lifts(two)) || lifts(one) => return 1.25,
        3 if three == Word::Without && (two == Word::Doubt || one == Word::Doubt) => return 1.0,
        _ => {}
    }
    if effect == Effect::Negates { NEGATION } else { 1.0 }
}

/// The valence of an idiom that holds, precedes or begins with the token at `at`.
fn idiom(tokens: &Tokens, at: usize) -> Option<f64> {
    let [three, two, one] = [3, 2, 1].map(|back| tokens.before(at, back).word);
    let [here, next, second] = [0, 1, 2].map(|ahead| tokens.get(at + ahead).word);
    idiom_of_three(here, next, second)
        .or_else(|| idiom_of_two(here, next))
        .or_else(|| idiom_of_two(one, here))
        .or_else(|| idiom_of_three(two, one, here))
        .or_else(|| idiom_of_two(two, one))
        .or_else(|| idiom_of_three(three, two, one))
        .or_else(|| idiom_of_two(three, two))
}

fn idiom_of_two(first: Word, second: Word) -> Option<f64> {
    match (first, second) {
        (Word::The, Word::Shit | Word::Bomb) => Some(3.0),
        (Word::Bad, Word::Ass) => Some(1.5),
        (Word::Bus, Word::Stop) => Some(0.0),
        (Word::Yeah, Word::Right) => Some(-2.0),
        (Word::Beating, Word::Heart) => Some(3.5),
        _ => None,
    }
}

fn idiom_of_three(first: Word, second: Word, third: Word) -> Option<f64> {
    match (first, second, third) {
        (Word::Kiss, Word::Of, Word::Death) => Some(-1.5),
        (Word::To, Word::Die, Word::For) => Some(3.0),
        _ => None,
    }
}

/// What "just enough", "kind of" and "sort of" take away, whatever the sign.
fn hedge(first: Word, second: Word) -> f64 {
    match (first, second) {
        (Word::Just, Word::Enough) | (Word::Kind | Word::Sort, Word::Of) => -BOOST,
        _ => 0.0,
    }
}
