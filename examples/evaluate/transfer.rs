//! Leave one corpus out: a corpus that heads of acts were trained on is scored by heads that have
//! seen no line of it, all others by the pack that ships.

use super::{
    Outcome,
    corpus::Line,
    judge::{Judge, engine_of},
    only::Only,
    row::Basis,
};
use lingsync::Engine;
use std::path::Path;

/// The corpora that heads of acts are trained on.
pub(crate) const TRAINED: [&str; 4] = ["mrda", "molweni", "abg_coqa", "iglu"];
/// The tasks of the table.
pub(crate) const TASKS: &str = "question,question_nopunct,acknowledge,other_initiated_repair,\
                                other_initiated_repair_with_candidates,clarification_request";

/// The engines without a corpus, by its name.
#[derive(Debug)]
pub(crate) struct Transfer(Vec<(&'static str, Engine)>);

impl Transfer {
    /// The packs that `train --transfer` has written beside those of the folds.
    pub(crate) fn new(folds: &Path) -> Outcome<Self> {
        let engine = |name: &&'static str| -> Outcome<_> {
            let path = folds.join(format!("without-{name}.pack"));
            let missing = |error| {
                format!("{}: {error}; `train --data DIR --transfer` writes it", path.display())
            };
            let engine = engine_of(&path).map_err(missing)?;
            Ok((*name, engine))
        };
        Ok(Self(TRAINED.iter().map(engine).collect::<Outcome<_>>()?))
    }

    /// An engine to which the line's corpus is new; `None` where there is none.
    pub(crate) fn engine<'e>(
        &'e self,
        judge: &'e Judge,
        corpus: &str,
        line: &Line,
        basis: &mut Basis,
    ) -> Option<&'e Engine> {
        let without = self.0.iter().find(|(name, _)| *name == corpus).map(|(_, engine)| engine);
        let engine = without.or_else(|| (!judge.has_seen(line)).then(|| judge.shipped()))?;
        basis.unseen += 1;
        Some(engine)
    }

    /// The rows of the table, unless others are asked for.
    pub(crate) fn rows(only: Only) -> Only {
        if only == Only::default() { Only::new(TASKS) } else { only }
    }
}
