//! What is asked of ASCII text in many places: one copy of each in place of one a caller, which keeps
//! the library small.

/// Whether all bytes are ASCII.
#[inline]
pub(crate) fn is_ascii(text: impl AsRef<[u8]>) -> bool {
    #[inline(never)]
    fn all(bytes: &[u8]) -> bool {
        bytes.is_ascii()
    }
    all(text.as_ref())
}

/// Whether two words differ in nothing but the case of ASCII letters.
#[inline(never)]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// Whether a word is one of these, but for the case of ASCII letters.
#[inline(never)]
pub(crate) fn is_any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|one| one.len() == word.len() && same(one.as_bytes(), word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_any_case() {
        assert!(is_any("ThAt", &["to", "that"]));
        assert!(!is_any("thatt", &["to", "that"]));
        assert!(!is_any("É", &["é"]));
        assert!(!is_any("", &["to"]));
    }

    #[test]
    fn a_letter_beyond_ascii_is_seen() {
        assert!(is_ascii("a plain line\n"));
        assert!(!is_ascii("a long plain line with a dash –"));
    }
}
