//! The heads of acts: the corpora they learn from, turn by turn.

mod logistic;
mod packs;
mod rows;

use crate::corpus::{self, Line, asr_form};
use lingsync::{
    Engine, Role, Turn,
    acts::Recogniser,
    training::{ACT_HEADS, FEATURES, FINER, HEADS, OF_REQUEST, Origin},
};
use std::{collections::HashMap, error::Error, path::Path};

pub(crate) use packs::{ActPack, sources, train, without};
pub(crate) use rows::figures;

/// What the heads of acts learn from, with its licence.
pub(crate) const ACT_CORPORA: [(&str, &str); 4] =
    [("mrda", "CC BY 4.0"), ("molweni", "Apache-2.0"), ("abg_coqa", "MIT"), ("iglu", "MIT")];
pub(crate) const MRDA: usize = 0;
pub(crate) const MOLWENI: usize = 1;
pub(crate) const ABG_COQA: usize = 2;
pub(crate) const IGLU: usize = 3;

pub(crate) const CLARIFY: usize = 0;
pub(crate) const CHECK: usize = 1;
pub(crate) const ACK: usize = 2;
pub(crate) const REJECT: usize = 3;
pub(crate) const AGREE: usize = 4;
pub(crate) const QUESTION: usize = 5;
pub(crate) const NEED: usize = 6;

/// A turn in one of its two forms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) corpus: usize,
    /// The line that it is from, among all that are trained on.
    pub(crate) line: usize,
    /// Lower case without punctuation.
    pub(crate) bare: bool,
    pub(crate) labels: [Option<bool>; HEADS],
}

/// All turns with their features.
#[derive(Debug, Default)]
pub(crate) struct Data {
    pub(crate) lines: Vec<Line>,
    pub(crate) rows: Vec<Row>,
    /// One past the last column of each row.
    ends: Vec<usize>,
    columns: Vec<u32>,
    /// The columns of n-grams come after the dense ones.
    hashes: Vec<u64>,
    origins: Vec<Origin>,
    index: HashMap<u64, u32>,
}

impl Data {
    /// Reads the corpora that are there.
    pub(crate) fn read(dir: &Path, engine: &Engine) -> Result<Self, Box<dyn Error>> {
        let mut data = Self::default();
        for (corpus, (name, _)) in ACT_CORPORA.iter().enumerate() {
            for line in corpus::read(dir, name)?.unwrap_or_default() {
                if line.fold().is_some() {
                    data.dialogue(corpus, &line, engine, false)?;
                    data.dialogue(corpus, &line, engine, true)?;
                    data.lines.push(line);
                }
            }
        }
        Ok(data)
    }

    /// The turns of a line, after one another.
    fn dialogue(
        &mut self,
        corpus: usize,
        line: &Line,
        engine: &Engine,
        bare: bool,
    ) -> Result<(), lingsync::Error> {
        let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(engine));
        for text in &line.texts {
            let shown = if bare { asr_form(&text.text) } else { text.text.clone() };
            let turn = match &*text.role {
                "client" => Turn::client(shown),
                "agent" => Turn::agent(shown),
                _ => Turn::new(Role::Other, shown).speaker(&*text.speaker),
            };
            let analysed = analyser.analyse(&turn)?;
            let mut labels = labels(corpus, text);
            if !bare {
                labels[QUESTION] = None;
            }
            if labels.iter().any(Option::is_some) {
                let features = recogniser.features(&turn, &analysed);
                let dense = features.dense.iter().map(|feature| u32::from(*feature));
                let mut columns: Vec<u32> = dense.collect();
                columns.extend(features.grams.iter().map(|(hash, from)| self.column(*hash, *from)));
                // What is there twice counts once.
                columns.sort_unstable();
                columns.dedup();
                self.columns.extend(columns);
                self.ends.push(self.columns.len());
                self.rows.push(Row { corpus, line: self.lines.len(), bare, labels });
            }
            let recognised = recogniser.recognise(&turn, &analysed);
            recogniser.take_in(&recognised, &analysed);
        }
        Ok(())
    }

    fn column(&mut self, hash: u64, origin: Origin) -> u32 {
        let next = (FEATURES + self.hashes.len()) as u32;
        let column = *self.index.entry(hash).or_insert(next);
        if column == next {
            self.hashes.push(hash);
            self.origins.push(origin);
        }
        column
    }

    pub(crate) fn columns_of(&self, row: usize) -> &[u32] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.columns[start..self.ends[row]]
    }

    pub(crate) fn width(&self) -> usize {
        FEATURES + self.hashes.len()
    }

    /// The hash of the n-gram of a column; `None` for a dense feature.
    pub(crate) fn hash(&self, column: usize) -> Option<u64> {
        self.hashes.get(column.checked_sub(FEATURES)?).copied()
    }

    pub(crate) fn line_of(&self, row: &Row) -> &Line {
        &self.lines[row.line]
    }

    /// Whether a head may learn from a column.
    pub(crate) fn serves(&self, column: usize, head: usize) -> bool {
        match column.checked_sub(FEATURES).and_then(|at| self.origins.get(at)) {
            Some(Origin::Words) => true,
            Some(Origin::Context) => head != NEED,
            Some(Origin::Finer) => !matches!(head, NEED | QUESTION),
            None if head == NEED => column >= OF_REQUEST,
            None if head == QUESTION => column < FINER,
            None => column < OF_REQUEST,
        }
    }
}

/// What a corpus says of a turn, head by head.
fn labels(corpus: usize, text: &corpus::Text) -> [Option<bool>; HEADS] {
    let mut labels = [None; HEADS];
    let is = |name: &str| text.labels[name].as_bool();
    let given = |name: &str| Some(is(name) == Some(true));
    let marked = text.text.contains('?');
    match (corpus, &*text.role) {
        (MRDA, _) => {
            let full = text.labels["full"].as_str().unwrap_or_default();
            labels[CHECK] = given("understanding_check");
            labels[ACK] = Some(matches!(full, "bk" | "b"));
            labels[REJECT] = given("rejects");
            labels[AGREE] = Some(full == "aa");
            labels[QUESTION] = given("question");
        }
        (MOLWENI, _) => {
            labels[CLARIFY] = is("clarification_request");
            labels[ACK] = is("acknowledge");
            // A clarification without a mark may be a question.
            let unsure = !marked && labels[CLARIFY] == Some(true);
            labels[QUESTION] = (!unsure).then_some(marked);
        }
        (ABG_COQA, "agent") => {
            labels[CLARIFY] = is("clarification_request");
            labels[QUESTION] = Some(marked);
        }
        (IGLU, "agent") => {
            labels[CLARIFY] = Some(true);
            labels[QUESTION] = marked.then_some(true);
        }
        (IGLU, _) => labels[NEED] = is("needs_clarification"),
        (ABG_COQA, _) => labels[QUESTION] = marked.then_some(true),
        _ => {}
    }
    labels
}

/// The rows of a head whose scores its threshold is chosen by, and its figures are of.
pub(crate) fn decides(head: usize, row: &Row) -> bool {
    match head {
        CLARIFY => !row.bare && matches!(row.corpus, MOLWENI | ABG_COQA),
        QUESTION => row.bare && row.corpus == MRDA,
        NEED => !row.bare && row.corpus == IGLU,
        _ => !row.bare && row.corpus == MRDA,
    }
}

const _: () = assert!(ACT_HEADS.len() == NEED + 1 && ACT_HEADS.len() <= HEADS);
