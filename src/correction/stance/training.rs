//! What the trainer of the heads needs. Not part of the public interface.

use super::{
    align::Aligned,
    features::{Asked, NAMES, features},
    yields::Pressed,
};
pub use super::{
    model::{CLAIM_HEADS, YIELD_HEADS},
    yields::PRESSED_NAMES,
};
pub use crate::pack::stance::{StanceHead, StanceHeads, StanceWeight};
use crate::{
    Engine, Result, Turn,
    acts::{PushbackKind, Recogniser},
    correction::{
        content::{Content, Stems},
        passage::Passage,
        turn::Said,
    },
    text::vocabulary::Keying,
};
use alloc::vec::Vec;

/// The names of the features of a reply towards a claim.
pub const CLAIM_NAMES: &[&str] = NAMES;

/// The features of a reply.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Towards the claim, and the same where nobody says what is true instead.
    pub claim: Vec<f32>,
    /// The same without the truth.
    pub alone: Vec<f32>,
    /// As an answer to a push-back; the first value, the denial, is left to the trainer.
    pub pressed: Vec<f32>,
}

/// The features of the agent's replies in a dialogue that a client begins, both sides in turn.
///
/// # Errors
/// Those of [`Analyser::analyse`](crate::Analyser::analyse).
pub fn replies(
    engine: &Engine,
    (claim, correct): (&str, &str),
    turns: &[&str],
) -> Result<Vec<Reply>> {
    let keying = Keying::plain(0);
    let mut stems = Stems::new(&keying, engine.lexicon());
    let claim = Content::of(claim, &mut stems);
    let (correct, nothing) = (Content::of(correct, &mut stems), Content::default());
    let (mut question, mut evidence) = (None, false);
    let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(engine));
    let mut replies = Vec::new();
    for (at, text) in turns.iter().enumerate() {
        let client = at % 2 == 0;
        let turn = if client { Turn::client(*text) } else { Turn::agent(*text) };
        let analysed = analyser.analyse(&turn)?;
        let recognised = recogniser.recognise(&turn, &analysed);
        recogniser.take_in(&recognised, &analysed);
        let passage = Passage::of(text, &analysed, &mut stems);
        let said = Said::of(&recognised.record);
        if client {
            question.get_or_insert_with(|| passage.content());
            evidence = said.pushback == Some(PushbackKind::Evidence);
            continue;
        }
        let question = question.as_ref().unwrap_or(&nothing);
        let values = |correct: &Content| {
            let asked = Asked { claim: &claim, correct, question };
            features(&asked, &passage, &Aligned::new(&asked, &passage)).to_vec()
        };
        let pressed =
            Pressed { reply: &passage, retention: said.retention, evidence, denial: None };
        let pressed = pressed.values().to_vec();
        replies.push(Reply { claim: values(&correct), alone: values(&nothing), pressed });
    }
    Ok(replies)
}
