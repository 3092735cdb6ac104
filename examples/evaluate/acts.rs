//! The rows of acts: questions, repair, acknowledgement, agreement, rejection, reflection, advice.

pub(crate) mod labels;
pub(crate) mod mistakes;
pub(crate) mod tally;
pub(crate) mod tasks;

use super::{
    Outcome,
    corpus::{self, Line},
    judge::{Form, Judge, NoFolds},
    only::Only,
    row::{Basis, Row},
    transfer::Transfer,
};
use lingsync::{
    Engine, Role, Turn,
    acts::{Act, Forms, Recogniser},
};
use mistakes::Mistakes;
use std::{fmt::Write, path::Path};
use tally::Tally;
use tasks::{Measure, TASKS};

const ABSENT: &str = "the corpus is not in this folder";
const NO_FOLDS: &str = "the packs of the folds are missing: run the example `train` with --data";

/// What the detectors say of a turn: all that the rows are made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Seen {
    pub(crate) hits: Vec<Hit>,
    pub(crate) ambiguity: Option<f64>,
    /// How much the form of a reply speaks for a rejection, where a task ranks by it.
    pub(crate) rejection: Option<f64>,
}

/// An act of a turn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Hit {
    pub(crate) act: Act,
    pub(crate) form: Forms,
    pub(crate) confidence: f64,
    /// Where the sentence begins.
    pub(crate) start: u32,
}

impl Seen {
    /// The acts in a line, for reading.
    fn line(&self) -> String {
        let mut out = String::new();
        for hit in &self.hits {
            let _ = write!(out, "{} {:.2} ", hit.act, hit.confidence);
            hit.form.names().for_each(|name| out.extend([name, " "]));
        }
        if let Some(ambiguity) = self.ambiguity {
            let _ = write!(out, "ambiguity {ambiguity:.2}");
        }
        out
    }
}

/// Turn by turn through a session: roles and speakers as in the line, texts as they are shown.
/// `ranks`: a task ranks replies by their form.
fn observe(engine: &Engine, line: &Line, texts: &[String], ranks: bool) -> Outcome<Vec<Seen>> {
    let mut session = engine.session();
    let mut analyser = engine.analyser();
    let mut recogniser = ranks.then(|| Recogniser::new(engine));
    let mut all = Vec::with_capacity(texts.len());
    for (text, shown) in line.texts.iter().zip(texts) {
        let mut turn = Turn::new(role(&text.role), shown.as_str());
        if !text.speaker.is_empty() {
            turn = turn.speaker(text.speaker.as_str());
        }
        let seen = session.observe(&turn)?.clarification;
        let hits = seen.acts.iter();
        let hits = hits.map(|hit| Hit {
            act: hit.act,
            form: hit.form,
            confidence: hit.confidence(),
            start: hit.span.start,
        });
        let rejection = recogniser.as_mut().map(|recogniser| {
            let analysed = analyser.analyse(&turn)?;
            let recognised = recogniser.recognise(&turn, &analysed);
            recogniser.take_in(&recognised, &analysed);
            Ok::<_, lingsync::Error>(recognised.rejection())
        });
        let rejection = rejection.transpose()?.flatten();
        let hits = hits.collect();
        all.push(Seen { hits, ambiguity: seen.ambiguity.value(), rejection });
    }
    Ok(all)
}

fn role(name: &str) -> Role {
    match name {
        "client" => Role::Client,
        "agent" => Role::Agent,
        _ => Role::Other,
    }
}

/// Whether a task is one of these.
pub(crate) fn has(task: &str) -> bool {
    TASKS.iter().any(|known| known.name == task)
}

/// The rows that are wanted, in the order of the tasks. Every corpus is read once. With `transfer`
/// a corpus is scored by weights to which it is new.
pub(crate) fn rows(
    judge: &Judge,
    transfer: Option<&Transfer>,
    dir: &Path,
    only: &Only,
    mut mistakes: Option<Mistakes>,
) -> Outcome<Vec<Row>> {
    let all = TASKS.iter().flat_map(|task| task.corpora.iter().map(move |name| (task, *name)));
    let wanted = all.filter(|(task, corpus)| only.admits(task.name, corpus));
    let mut tallies: Vec<Tally> = wanted.map(|(task, corpus)| Tally::new(task, corpus)).collect();
    let mut corpora: Vec<&str> = tallies.iter().map(|tally| tally.corpus).collect();
    corpora.sort_unstable();
    corpora.dedup();
    for name in corpora {
        let lines = corpus::read(dir, name)?;
        for bare in [false, true] {
            let mut here: Vec<&mut Tally> = tallies
                .iter_mut()
                .filter(|tally| tally.corpus == name && tally.task.bare == bare)
                .collect();
            let Some(form) = here.first().map(|tally| tally.task.form()) else { continue };
            let found = match &lines {
                Some(lines) => {
                    let engine = |line: &Line, basis: &mut Basis| match transfer {
                        Some(transfer) => Ok(transfer.engine(judge, name, line, basis)),
                        None => judge.engine(line, basis),
                    };
                    corpus_rows(engine, lines, form, &mut here, &mut mistakes)?
                }
                None => Err(ABSENT),
            };
            for tally in here {
                match found {
                    Ok(basis) => tally.basis = basis,
                    Err(reason) => tally.missing = Some(reason),
                }
            }
        }
    }
    if let Some(mistakes) = mistakes {
        eprintln!("{}", mistakes.summary());
    }
    Ok(tallies.iter().flat_map(Tally::rows).collect())
}

/// One pass over a corpus for all tasks that show its texts in the same form; the inner error is
/// the reason for which there are no figures.
fn corpus_rows<'e>(
    engine: impl Fn(&Line, &mut Basis) -> Result<Option<&'e Engine>, NoFolds>,
    lines: &[Line],
    form: Form,
    tallies: &mut [&mut Tally],
    mistakes: &mut Option<Mistakes>,
) -> Outcome<Result<Basis, &'static str>> {
    let mut basis = Basis::default();
    let ranks = tallies.iter().any(|tally| tally.task.measure == Measure::F1AndAuc);
    for line in lines {
        let engine = match engine(line, &mut basis) {
            Ok(Some(engine)) => engine,
            Ok(None) => continue,
            Err(_) => return Ok(Err(NO_FOLDS)),
        };
        let texts: Vec<String> =
            line.texts.iter().map(|text| form(&text.text).into_owned()).collect();
        let turns = observe(engine, line, &texts, ranks)?;
        for (at, seen) in turns.iter().enumerate() {
            for tally in tallies.iter_mut() {
                let Some(is) = tally.task.gold.of(line, at) else { continue };
                let Some(said) = tally.add(seen, is) else { continue };
                let shown = mistakes
                    .as_mut()
                    .filter(|row| row.task == tally.task.name && row.corpus == tally.corpus)
                    .and_then(|row| row.of((line, at), &texts, seen, (said, is)));
                if let Some(shown) = shown {
                    eprintln!("{shown}");
                }
            }
        }
    }
    Ok(Ok(basis))
}
