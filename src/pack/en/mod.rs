//! English: closed-class words and abbreviations.

mod abbreviations;
mod closed_class;

use super::LanguagePack;

/// The English pack that is compiled in.
pub(super) static PACK: LanguagePack = LanguagePack {
    language: "en",
    version: 1,
    categories: closed_class::CATEGORIES,
    abbreviations: abbreviations::ABBREVIATIONS,
};

const _: () = assert!(closed_class::CATEGORIES.len() <= super::MAX_CATEGORIES);
