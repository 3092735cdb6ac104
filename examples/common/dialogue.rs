//! Labelled dialogues as turns of two parties, and their content words as a series of one's own.
#![allow(dead_code, reason = "each example uses a part of this file")]

use super::corpus::{self, Line};
use lingsync::{
    Analyser, Role, Turn,
    accommodation::{Series, SeriesTurn, SeriesValue},
};

/// The content words of a turn, by type.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ContentWords(Vec<u64>);

impl ContentWords {
    pub(crate) fn new(mut words: Vec<u64>) -> Self {
        words.sort_unstable();
        words.dedup();
        Self(words)
    }
}

impl SeriesValue for ContentWords {
    const KIND: [u8; 4] = *b"cont";

    /// Jaccard: types of both by types of either; 0 where there are none.
    fn similarity(&self, other: &Self) -> f64 {
        let both = self.0.iter().filter(|word| other.0.binary_search(word).is_ok()).count();
        let either = self.0.len() + other.0.len() - both;
        if either == 0 { 0.0 } else { both as f64 / either as f64 }
    }

    fn joined(&self, _: u32, other: &Self, _: u32) -> Self {
        Self::new(self.0.iter().chain(&other.0).copied().collect())
    }

    fn encode(&self, out: &mut Vec<u8>) {
        self.0.iter().for_each(|word| out.extend(word.to_le_bytes()));
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let words = bytes.chunks_exact(8).filter_map(|word| word.try_into().ok());
        (bytes.len() % 8 == 0).then(|| Self::new(words.map(u64::from_le_bytes).collect()))
    }
}

/// The parties of a line as numbers: client 0, agent 1; without roles the first speaker is 0.
pub(crate) fn parties(line: &Line) -> Vec<u8> {
    let named = line.texts.iter().any(|text| matches!(&*text.role, "client" | "agent"));
    let first = line.texts.first().map(|text| text.speaker.clone());
    let party = |text: &corpus::Text| match (named, &*text.role) {
        (true, "client") => 0,
        (true, "agent") => 1,
        (true, _) => 2,
        (false, _) => u8::from(Some(&text.speaker) != first.as_ref()),
    };
    line.texts.iter().map(party).collect()
}

/// The turn of a party.
pub(crate) fn turn(party: u8, text: &str) -> Turn<'_> {
    match party {
        0 => Turn::client(text),
        1 => Turn::agent(text),
        _ => Turn::new(Role::Other, text),
    }
}

/// The content words of a dialogue as a series.
pub(crate) fn series(
    analyser: &mut Analyser,
    line: &Line,
) -> Result<Series<ContentWords>, lingsync::Error> {
    let mut series = Series::new();
    for (text, party) in line.texts.iter().zip(parties(line)) {
        let analysed = analyser.analyse(&turn(party, &text.text))?;
        let tokens = analysed.tokens();
        let content = tokens.iter().filter(|token| token.tags().is_content());
        let hash = |word: &str| corpus::fnv1a(word.to_lowercase().bytes());
        let words: Vec<u64> =
            content.filter_map(|token| token.span().of(&text.text)).map(hash).collect();
        let words = ContentWords::new(words);
        series.observe(SeriesTurn::new(party, tokens.len() as u32, Some(words)));
    }
    Ok(series)
}
