//! The lists of words whose use coordination compares: the pack's first closed classes, or lists of
//! the host.

use super::coordination::MarkerLists;
use crate::{config::MarkerList, text::AnalysedTurn};
use alloc::string::String;

/// The closed-class categories of the pack that are markers by default.
pub(crate) const DEFAULT: usize = 8;

/// Finds which lists a turn holds a word of.
#[derive(Clone, Debug)]
pub(crate) struct Markers {
    /// The host's lists, if it gives any.
    own: Option<MarkerLists>,
}

impl Markers {
    pub(crate) fn new(lists: &[MarkerList]) -> Self {
        let lists =
            lists.iter().map(|list| (list.name.as_str(), list.words.iter().map(String::as_str)));
        let lists = MarkerLists::new(lists);
        Self { own: (!lists.names().is_empty()).then_some(lists) }
    }

    /// A bit for each list. O(bytes).
    pub(crate) fn of(&self, text: &str, turn: &AnalysedTurn) -> u32 {
        match &self.own {
            Some(lists) => {
                let words = turn.sentences().iter().filter_map(|span| span.of(text));
                words.fold(0, |all, sentence| all | lists.matches(sentence))
            }
            None => {
                let categories = turn.tokens().iter().map(|token| token.tags().categories());
                categories.fold(0, |all, own| all | own) & ((1 << DEFAULT) - 1)
            }
        }
    }
}
