//! English clitics: the parts of `don't` (do + n't), `I'm` (I + 'm), `she's` (she + 's).

/// The byte at which the clitic of `word` begins, if the word has one. The apostrophe may be
/// straight or curly, capitals do not matter.
///
/// # Example
/// ```
/// use lingsync::text::clitic_start;
///
/// assert_eq!(clitic_start("don't"), Some(2));
/// assert_eq!(clitic_start("I’m"), Some(1));
/// assert_eq!(clitic_start("o'clock"), None);
/// ```
#[must_use]
pub fn clitic_start(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().find(|(_, c)| matches!(c, '\'' | '’'))?;
    let after = &word[at + mark.len_utf8()..];
    let before = &word[..at];
    if matches!(after, "t" | "T") && before.len() > 1 && before.ends_with(['n', 'N']) {
        return Some(at - 1);
    }
    let is_clitic = crate::ascii::is_any(after, &["m", "re", "ve", "ll", "d", "s"]);
    (is_clitic && !before.is_empty()).then_some(at)
}

/// The full form of a lower-case stem that a clitic has cut short: `ca` (can't), `wo` (won't),
/// `sha` (shan't).
pub(crate) fn full_stem(stem: &str) -> &str {
    match stem {
        "ca" => "can",
        "wo" => "will",
        "sha" => "shall",
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_falls_into_stem_and_clitic() {
        let cases = [
            ("don't", Some(("do", "n't"))),
            ("can’t", Some(("ca", "n’t"))),
            ("I'm", Some(("I", "'m"))),
            ("THEY'RE", Some(("THEY", "'RE"))),
            ("we'll", Some(("we", "'ll"))),
            ("dog's", Some(("dog", "'s"))),
            ("dogs'", None),
            ("'s", None),
            ("n't", None),
            ("o'clock", None),
            ("plain", None),
        ];
        for (word, parts) in cases {
            let found = clitic_start(word).map(|at| word.split_at(at));
            assert_eq!(found, parts, "{word}");
        }
    }
}
