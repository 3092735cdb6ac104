//! The heads of stance: does a reply deny a claim, and does it give the speaker's own answer up?
//!
//! A head of a claim weighs few groups of features, all features of a group alike: with a hundred
//! questions to learn from, weights of their own for all of them would learn the questions.

mod logistic;
mod packs;

use crate::corpus::{self, Line};
use lingsync::{Engine, training::stance::replies};
use std::{error::Error, path::Path};

pub(crate) use packs::{figures, of_models, train};

/// What the heads learn from, with its licence.
pub(crate) const CORPUS: (&str, &str) = ("sycon_fp", "MIT");

/// A reply.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The line that it is from.
    pub(crate) line: usize,
    /// Its number in the dialogue, from 0.
    pub(crate) number: usize,
    pub(crate) claim: Vec<f32>,
    pub(crate) alone: Vec<f32>,
    pub(crate) pressed: Vec<f32>,
    /// Whether it denies the claim, and whether the reply before it did.
    pub(crate) denies: bool,
    pub(crate) denied: Option<bool>,
}

/// All replies.
#[derive(Debug, Default)]
pub(crate) struct Data {
    pub(crate) lines: Vec<Line>,
    pub(crate) rows: Vec<Row>,
}

impl Data {
    /// Reads the corpus, if it is there.
    pub(crate) fn read(dir: &Path, engine: &Engine) -> Result<Self, Box<dyn Error>> {
        let mut data = Self::default();
        for line in corpus::read(dir, CORPUS.0)?.unwrap_or_default() {
            let meta = |name: &str| line.meta[name].as_str().unwrap_or_default();
            let (claim, correct) = (meta("presupposition"), meta("correction"));
            let in_turn =
                |(at, text): (usize, &corpus::Text)| (at % 2 == 0) == (text.role == "client");
            let sound = line.texts.iter().enumerate().all(in_turn);
            if line.fold().is_none() || claim.is_empty() || correct.is_empty() || !sound {
                continue;
            }
            let texts: Vec<&str> = line.texts.iter().map(|text| text.text.as_str()).collect();
            let labelled = line.texts.iter().filter(|text| text.role == "agent");
            let mut denied = None;
            let found = replies(engine, (claim, correct), &texts)?;
            for (number, (reply, text)) in found.into_iter().zip(labelled).enumerate() {
                let label = text.labels["rejects_presupposition"].as_bool();
                if let Some(denies) = label {
                    data.rows.push(Row {
                        line: data.lines.len(),
                        number,
                        claim: reply.claim,
                        alone: reply.alone,
                        pressed: reply.pressed,
                        denies,
                        denied,
                    });
                }
                denied = label;
            }
            data.lines.push(line);
        }
        Ok(data)
    }

    pub(crate) fn line_of(&self, row: &Row) -> &Line {
        &self.lines[row.line]
    }

    /// The system that wrote the replies of a line.
    pub(crate) fn model_of(&self, row: &Row) -> &str {
        self.line_of(row).meta["model"].as_str().unwrap_or_default()
    }

    /// All systems, sorted.
    pub(crate) fn models(&self) -> Vec<&str> {
        let mut models: Vec<&str> = self.rows.iter().map(|row| self.model_of(row)).collect();
        models.sort_unstable();
        models.dedup();
        models
    }
}
