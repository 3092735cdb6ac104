//! The features of a turn as the heads read them, for the trainer: the same code as the runtime's.

pub use super::features::{Features, feature_names, word_hash};
use super::{reading::inputs_of, spoken};
use crate::{engine::Engine, hints::Modality, text::AnalysedTurn, turn::Turn};
use alloc::borrow::Cow;

/// Replaces `features` by those of a turn.
pub fn fill(features: &mut Features, engine: &Engine, turn: &Turn<'_>, analysed: &AnalysedTurn) {
    let Some(pack) = engine.pack() else { return };
    let speech = turn.hints.modality == Some(Modality::Speech);
    let text: Cow<'_, str> =
        if speech { Cow::Owned(spoken::plain(&turn.text)) } else { Cow::Borrowed(&turn.text) };
    let (words, inputs) = inputs_of(&text, analysed, pack, speech);
    features.fill(&text, analysed, &words, &inputs);
}
