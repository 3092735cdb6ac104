//! Which expressions may be in a lexicon: the lexicon filter of akonoroshi's fork of dialign.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

/// A list of words and phrases that expressions must hold, or must not hold.
///
/// An entry without a blank matches a whole word; one with a blank matches anywhere in the
/// expression's text, as the fork has it (`a b` also inside `xa bc`). Needs a session that keeps
/// text; under other retention modes nothing matches.
///
/// The filter acts before free and constrained uses are told apart, so it changes which uses are
/// free.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LexiconFilter {
    entries: Vec<String>,
    exclude: bool,
}

impl LexiconFilter {
    /// Only expressions that hold one of these.
    #[must_use]
    pub fn only<S: AsRef<str>>(entries: impl IntoIterator<Item = S>) -> Self {
        Self { entries: owned(entries), exclude: false }
    }

    /// Only expressions that hold none of these.
    #[must_use]
    pub fn without<S: AsRef<str>>(entries: impl IntoIterator<Item = S>) -> Self {
        Self { entries: owned(entries), exclude: true }
    }

    pub(super) fn excludes(&self) -> bool {
        self.exclude
    }

    /// For each word of a run, one more than the first word of the latest match that ends there or
    /// before, or 0. An interval holds a match if it starts before that.
    pub(super) fn last_match_starts(&self, run: &[Option<&str>]) -> Vec<usize> {
        let mut ends: Vec<usize> = alloc::vec![0; run.len()];
        for entry in &self.entries {
            let parts: Vec<&str> = entry.split(' ').collect();
            for start in 0..(run.len() + 1).saturating_sub(parts.len()) {
                if matches(&parts, &run[start..start + parts.len()]) {
                    let end = start + parts.len() - 1;
                    ends[end] = ends[end].max(start + 1);
                }
            }
        }
        let mut latest = 0;
        for end in &mut ends {
            latest = latest.max(*end);
            *end = latest;
        }
        ends
    }
}

fn owned<S: AsRef<str>>(entries: impl IntoIterator<Item = S>) -> Vec<String> {
    let entries = entries.into_iter().map(|entry| entry.as_ref().to_owned());
    entries.filter(|entry| !entry.is_empty()).collect()
}

/// Whether the parts of an entry match the words: one part must be the whole word; of several, the
/// first may end a word and the last may begin one, as in a search in the joined text.
fn matches(parts: &[&str], words: &[Option<&str>]) -> bool {
    let last = parts.len() - 1;
    parts.iter().zip(words).enumerate().all(|(place, (part, word))| match word {
        None => false,
        Some(word) if last == 0 => word == part,
        Some(word) if place == 0 => word.ends_with(part),
        Some(word) if place == last => word.starts_with(part),
        Some(word) => word == part,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_matches_across_words_as_in_the_joined_text() {
        let filter = LexiconFilter::only(["a b", "c"]);
        let run = ["xa", "bc", "c", "d"].map(Some);
        assert_eq!(filter.last_match_starts(&run), [0, 1, 3, 3]);
        assert_eq!(filter.last_match_starts(&[None, None]), [0, 0]);
        assert_eq!(filter.last_match_starts(&[]), [0; 0]);
    }
}
