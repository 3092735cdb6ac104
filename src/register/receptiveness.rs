//! Conversational receptiveness: how open a text is to the other's view.
//!
//! Definition: the published linear model (Yeomans, Minson, Collins, Chen & Gino 2020; the R package
//! politeness, MIT) on raw counts of eleven markers. The markers are counted here by our own lists
//! and short windows, without a parser.

use super::words::Words;
use crate::{
    pack::{WordClass, WordFacts},
    text::AnalysedTurn,
};

/// The published coefficients on raw counts.
const INTERCEPT: f64 = -0.2503;
const AGREEMENT: f64 = 0.2561;
const ACKNOWLEDGEMENT: f64 = 0.2490;
const SUBJECTIVITY: f64 = 0.0512;
const HEDGES: f64 = 0.0394;
const POSITIVE: f64 = 0.0301;
const YES_NO_QUESTIONS: f64 = 0.0190;
const REASONING: f64 = -0.0039;
const NEGATIVE: f64 = -0.0061;
const DISAGREEMENT: f64 = -0.0133;
const LIMITER: f64 = -0.0576;
const NEGATION: f64 = -0.0744;

/// The classes of words that change the score.
const MARKERS: u64 = WordClass::Negations.bit()
    | WordClass::Agreement.bit()
    | WordClass::Disagreement.bit()
    | WordClass::Acknowledgement.bit()
    | WordClass::Opinion.bit()
    | WordClass::Hedge.bit()
    | WordClass::Positive.bit()
    | WordClass::Negative.bit()
    | WordClass::Reasoning.bit()
    | WordClass::Limiter.bit();

/// The raw score of a turn. O(words).
pub(crate) fn receptiveness(text: &str, turn: &AnalysedTurn, words: &Words<'_>) -> f64 {
    let (mut score, mut speaker) = (INTERCEPT, 0_u8);
    let mut negated = 0_u8;
    for word in words.iter() {
        let is = |class: WordClass| u64::from(word.classes) & class.bit() != 0;
        // I or we at most two words before: "I really see", "we do not agree".
        let by_speaker = speaker > 0;
        let is_negated = negated > 0;
        speaker = if word.is(WordFacts::SPEAKER) { 3 } else { speaker };
        (speaker, negated) = (speaker.saturating_sub(1), negated.saturating_sub(1));
        if u64::from(word.classes) & MARKERS == 0 {
            continue;
        }
        if is(WordClass::Negations) {
            score += NEGATION;
            negated = 2;
        }
        if is(WordClass::Agreement) {
            score += if is_negated { DISAGREEMENT } else { AGREEMENT };
        }
        if is(WordClass::Disagreement) {
            score += DISAGREEMENT;
        }
        if by_speaker && !is_negated && is(WordClass::Acknowledgement) {
            score += ACKNOWLEDGEMENT;
        }
        if by_speaker && is(WordClass::Opinion) {
            score += SUBJECTIVITY;
        }
        score += f64::from(u8::from(is(WordClass::Hedge))) * HEDGES
            + f64::from(u8::from(is(WordClass::Positive))) * POSITIVE
            + f64::from(u8::from(is(WordClass::Negative))) * NEGATIVE
            + f64::from(u8::from(is(WordClass::Reasoning))) * REASONING
            + f64::from(u8::from(is(WordClass::Limiter))) * LIMITER;
    }
    score + f64::from(yes_no_questions(text, turn, words)) * YES_NO_QUESTIONS
}

/// Sentences that end with a question mark and begin with an auxiliary verb.
fn yes_no_questions(text: &str, turn: &AnalysedTurn, words: &Words<'_>) -> u32 {
    let mut count = 0;
    for sentence in turn.sentences() {
        let asks = sentence.of(text).unwrap_or_default().trim_end_matches(['"', ')', '\'']);
        if asks.ends_with('?') {
            let first = words.first_from(sentence.start);
            let is_verb = first.is_some_and(|(token, word)| {
                let classes = u64::from(word.classes);
                token.start < sentence.end && classes & WordClass::AuxiliaryVerbs.bit() != 0
            });
            count += u32::from(is_verb);
        }
    }
    count
}
