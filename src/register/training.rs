//! The features of a turn as the heads read them, for the trainer: the same code as the runtime's.

pub use super::features::{Features, feature_names, word_hash};
use super::{reading::inputs_of, spoken};
use crate::{engine::Engine, hints::Modality, text::AnalysedTurn, turn::Turn};

/// Replaces `features` by those of a turn.
pub fn fill(features: &mut Features, engine: &Engine, turn: &Turn<'_>, analysed: &AnalysedTurn) {
    let Some(pack) = engine.pack() else { return };
    if turn.hints.modality == Some(Modality::Speech) {
        let text = spoken::plain(&turn.text);
        features.fill(&text, analysed, &inputs_of(&text, analysed, pack));
    } else {
        features.fill(&turn.text, analysed, &inputs_of(&turn.text, analysed, pack));
    }
}
