//! Which weights may score a line: those that have not seen it.

use super::{
    Outcome,
    corpus::{FOLDS, Line},
    row::Basis,
};
use lingsync::{Config, Engine, RegisterObservation, Session, Turn, pack::LanguagePack};
use std::{borrow::Cow, fs, path::Path};

/// What the shipped pack was trained on; relative to the project.
const SEEN: &str = "training/seen.bin";

/// The engines, and what they have seen.
#[derive(Debug)]
pub(crate) struct Judge {
    shipped: Engine,
    folds: Option<Vec<Engine>>,
    seen: Seen,
}

/// Keys and groups that were trained on, sorted; for each key a bit for each pack that leaves it out.
#[derive(Debug)]
struct Seen {
    keys: Vec<(u64, u8)>,
    groups: Vec<u64>,
}

/// A line cannot be scored, as the packs of the folds are not there.
#[derive(Debug)]
pub(crate) struct NoFolds;

impl Judge {
    /// The shipped pack, and those of `folds` if that folder is there.
    pub(crate) fn new(folds: &Path) -> Outcome<Self> {
        let seen = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(SEEN))?;
        let seen = Seen::parse(&seen).ok_or("training/seen.bin is cut short")?;
        let path = |fold| folds.join(format!("en-{fold}.pack"));
        let there = (0..FOLDS).all(|fold| path(fold).exists());
        let engine = |fold| engine_of(&path(fold));
        let folds = there.then(|| (0..FOLDS).map(engine).collect::<Outcome<_>>()).transpose()?;
        Ok(Self { shipped: Engine::default(), folds, seen })
    }

    /// An engine whose weights have not seen the line; it is counted in `basis`. `Ok(None)` if every
    /// pack has seen it.
    pub(crate) fn engine(
        &self,
        line: &Line,
        basis: &mut Basis,
    ) -> Result<Option<&Engine>, NoFolds> {
        let Some(left_out) = self.seen.left_out(line) else {
            basis.unseen += 1;
            return Ok(Some(&self.shipped));
        };
        let folds = self.folds.as_ref().ok_or(NoFolds)?;
        let engine = folds.get(left_out.trailing_zeros() as usize);
        basis.folds += usize::from(engine.is_some());
        Ok(engine)
    }

    /// Whether the shipped pack was trained on the line.
    pub(crate) fn has_seen(&self, line: &Line) -> bool {
        self.seen.left_out(line).is_some()
    }

    /// The engine that ships, for measures that no weight enters.
    pub(crate) fn shipped(&self) -> &Engine {
        &self.shipped
    }
}

/// An engine with the pack of a file.
pub(crate) fn engine_of(path: &Path) -> Outcome<Engine> {
    let pack = LanguagePack::from_bytes(fs::read(path)?)?;
    Ok(Engine::builder(Config::default()).pack(pack).build()?)
}

impl Seen {
    /// Counts of keys and groups, the sorted keys, the sorted groups, and a byte for each key.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let number =
            |at: usize| Some(u64::from_le_bytes(bytes.get(at * 8..at * 8 + 8)?.try_into().ok()?));
        let (keys, groups) = (number(0)? as usize, number(1)? as usize);
        let left_out = bytes.get((2 + keys + groups) * 8..).filter(|rest| rest.len() == keys)?;
        Some(Self {
            keys: (0..keys)
                .map(|at| Some((number(2 + at)?, left_out[at])))
                .collect::<Option<_>>()?,
            groups: (0..groups).map(|at| number(2 + keys + at)).collect::<Option<_>>()?,
        })
    }

    /// The packs of folds that have seen neither the line's text nor its group, a bit each; `None`
    /// if the shipped pack has not either.
    fn left_out(&self, line: &Line) -> Option<u8> {
        let key = line.key.and_then(|key| self.keys.binary_search_by_key(&key, |seen| seen.0).ok());
        let group = line.group.filter(|group| self.groups.binary_search(group).is_ok());
        let by_key = key.map(|at| self.keys[at].1);
        let by_group = group.map(|group| 1 << (group % FOLDS));
        match (by_key, by_group) {
            (None, None) => None,
            (Some(left_out), None) | (None, Some(left_out)) => Some(left_out),
            (Some(by_key), Some(by_group)) => Some(by_key & by_group),
        }
    }
}

/// How a text is shown to the detectors.
pub(crate) type Form = for<'t> fn(&'t str) -> Cow<'t, str>;

/// As it was written.
pub(crate) fn written(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// As a speech recogniser would write it.
pub(crate) fn spoken(text: &str) -> Cow<'_, str> {
    Cow::Owned(super::corpus::asr_form(text))
}

/// In lower case, with nothing but letters, digits, apostrophes and blanks.
pub(crate) fn unpunctuated(text: &str) -> Cow<'_, str> {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '\'' | '’') { c } else { ' ' };
    Cow::Owned(text.chars().map(kept).flat_map(char::to_lowercase).collect())
}

/// The register of the text of a line that is judged: the only one, or the first reply, after those
/// before it.
pub(crate) fn observe(
    engine: &Engine,
    line: &Line,
    form: Form,
) -> Outcome<Box<RegisterObservation>> {
    let mut session: Session = engine.session();
    let judged = line.texts.iter().position(|text| text.role == "agent").unwrap_or(0);
    let mut last = None;
    for text in line.texts.iter().take(judged + 1) {
        let shown = form(&text.text);
        let turn = if text.role == "agent" { Turn::agent(&*shown) } else { Turn::client(&*shown) };
        last = Some(session.observe(&turn)?.register);
    }
    last.ok_or_else(|| format!("{} has no text", line.id).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn line(key: Option<u64>, group: Option<u64>) -> Line {
        let (labels, meta) = (Value::Null, Value::Null);
        Line { id: String::new(), texts: Vec::new(), labels, meta, key, group }
    }

    #[test]
    fn a_text_without_punctuation_keeps_its_apostrophes_only() {
        assert_eq!(unpunctuated("Isn't it 9:30? 'Cause..."), "isn't it 9 30  'cause   ");
    }

    fn seen() -> Seen {
        let numbers = [2_u64, 1, 5, 9, 13];
        let mut bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        bytes.extend([0b0_0001, 0b0_1010]);
        assert!(Seen::parse(&bytes[..bytes.len() - 1]).is_none());
        Seen::parse(&bytes).unwrap()
    }

    #[test]
    fn a_line_that_was_not_trained_on_is_for_the_shipped_pack() {
        assert_eq!(seen().left_out(&line(Some(6), Some(14))), None);
        assert_eq!(seen().left_out(&line(None, None)), None);
    }

    #[test]
    fn a_line_seen_is_for_a_pack_that_saw_neither_its_text_nor_its_group() {
        assert_eq!(seen().left_out(&line(Some(5), None)), Some(0b0_0001));
        assert_eq!(seen().left_out(&line(None, Some(13))), Some(0b0_1000));
        assert_eq!(seen().left_out(&line(Some(9), Some(13))), Some(0b0_1000));
    }

    #[test]
    fn a_line_that_every_pack_saw_is_for_none() {
        assert_eq!(seen().left_out(&line(Some(5), Some(13))), Some(0));
    }
}
