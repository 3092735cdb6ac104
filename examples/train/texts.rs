//! Texts and their features, read once; the vocabulary of all their n-grams.

use crate::{
    corpus::{Line, asr_form},
    targets::is_own,
};
use lingsync::{
    Analyser, Engine, Turn,
    training::{DENSE, Features, fill, word_hash},
};
use std::collections::HashMap;

/// The features of a text.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// Columns of its n-grams, in order.
    pub(crate) columns: Vec<u32>,
    pub(crate) features: Features,
    /// One over the square root of the number of n-grams.
    pub(crate) norm: f32,
    /// Whether it is a word by itself, of which only the meaning counts.
    pub(crate) is_word: bool,
}

impl Text {
    pub(crate) fn dense(&self) -> &[f32; DENSE] {
        self.features.dense()
    }
}

/// The n-grams that were met: a column for each.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    index: HashMap<u64, u32>,
    pub(crate) hashes: Vec<u64>,
    /// An n-gram in words, as it first appeared.
    pub(crate) names: Vec<String>,
}

impl Vocabulary {
    pub(crate) fn column(&mut self, hash: u64, name: impl FnOnce() -> String) -> u32 {
        *self.index.entry(hash).or_insert_with(|| {
            self.hashes.push(hash);
            self.names.push(name());
            self.hashes.len() as u32 - 1
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.hashes.len()
    }
}

/// Runs texts through the library.
#[derive(Debug)]
pub(crate) struct Featuriser {
    engine: Engine,
    analyser: Analyser,
    features: Features,
    texts: usize,
}

impl Featuriser {
    pub(crate) fn new(engine: &Engine) -> Self {
        let (engine, analyser) = (engine.clone(), engine.analyser());
        Self { engine, analyser, features: Features::new(), texts: 0 }
    }

    /// The features of `text` as a client's turn.
    pub(crate) fn features(&mut self, text: &str) -> Result<&Features, lingsync::Error> {
        // A fresh vocabulary now and then keeps it small; no feature depends on it.
        self.texts += 1;
        if self.texts % 1024 == 0 {
            self.analyser = self.engine.analyser();
        }
        let turn = Turn::client(text);
        let analysed = self.analyser.analyse(&turn)?;
        fill(&mut self.features, &self.engine, &turn, &analysed);
        Ok(&self.features)
    }

    pub(crate) fn text(
        &mut self,
        text: &str,
        vocabulary: &mut Vocabulary,
    ) -> Result<Text, lingsync::Error> {
        let features = self.features(text)?;
        let columns: Vec<u32> =
            features.grams().iter().map(|gram| vocabulary.column(gram.hash, String::new)).collect();
        let norm = 1.0 / (columns.len().max(1) as f32).sqrt();
        Ok(Text { columns, features: features.clone(), norm, is_word: false })
    }
}

impl Text {
    /// A word by itself: its weight is that of a word among its two pairs, which have none.
    fn of_word(self, word: &str, vocabulary: &mut Vocabulary) -> Self {
        let columns = vec![vocabulary.column(word_hash(word), String::new)];
        Self { columns, norm: 1.0 / 3_f32.sqrt(), is_word: true, ..self }
    }
}

/// A line to train on or to be scored: its text as written and as speech.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) line: Line,
    pub(crate) corpus: usize,
    pub(crate) plain: Text,
    pub(crate) speech: Text,
}

/// The text of a line that the heads are trained and scored on: the only one, or the first reply.
pub(crate) fn text_of(line: &Line) -> &str {
    let reply = line.texts.iter().find(|text| text.role == "agent");
    reply.or(line.texts.first()).map_or("", |text| &text.text)
}

/// The lines of a corpus with their features.
pub(crate) fn items(
    lines: Vec<Line>,
    corpus: usize,
    vocabulary: &mut Vocabulary,
    engine: &Engine,
) -> Result<Vec<Item>, lingsync::Error> {
    let mut featuriser = Featuriser::new(engine);
    let mut items = Vec::with_capacity(lines.len());
    for line in lines {
        let text = text_of(&line);
        let (mut plain, mut speech) =
            (featuriser.text(text, vocabulary)?, featuriser.text(&asr_form(text), vocabulary)?);
        if is_own(corpus) && text.chars().all(char::is_alphabetic) {
            plain = plain.of_word(text, vocabulary);
            speech = speech.of_word(text, vocabulary);
        }
        items.push(Item { line, corpus, plain, speech });
    }
    Ok(items)
}
