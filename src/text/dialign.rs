//! dialign's own tokeniser (Dubuisson Duplessis et al. 2017), rule for rule, with byte spans.
//!
//! The text is trimmed of everything up to U+0020 on both sides; every run of `\ . ? ! ,` is set
//! off by blanks and stays one token; then runs of U+0020 separate. Trailing empty tokens are
//! dropped, a leading one stays (a text that starts with punctuation begins with an empty token),
//! and a text without anything is one empty token.

/// Calls `each` with the byte span of every token of `text`. Linear in the text.
pub(crate) fn for_each_token(text: &str, mut each: impl FnMut(usize, usize)) {
    let low = |c: char| c <= ' ';
    let start = text.len() - text.trim_start_matches(low).len();
    let end = start + text.trim_matches(low).len();
    let bytes = text.as_bytes();
    if start >= end || is_mark(bytes[start]) {
        each(start.min(end), start.min(end));
    }
    let mut at = start;
    while at < end {
        let from = at;
        if bytes[at] == b' ' {
            at += 1;
            continue;
        }
        let marks = is_mark(bytes[at]);
        while at < end && bytes[at] != b' ' && is_mark(bytes[at]) == marks {
            at += 1;
        }
        each(from, at);
    }
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'\\' | b'.' | b'?' | b'!' | b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn tokens(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        for_each_token(text, |start, end| tokens.push(&text[start..end]));
        tokens
    }

    #[test]
    fn tokens_follow_the_rules_of_the_peer() {
        let cases: [(&str, &[&str]); 9] = [
            ("", &[""]),
            ("  \t ", &[""]),
            ("Hello, hello there.", &["Hello", ",", "hello", "there", "."]),
            ("... !", &["", "...", "!"]),
            ("hello there?!", &["hello", "there", "?!"]),
            ("spaced   out", &["spaced", "out"]),
            ("a\\b", &["a", "\\", "b"]),
            ("tab\tstays\u{a0}so", &["tab\tstays\u{a0}so"]),
            ("\u{1}x\u{2}", &["x"]),
        ];
        for (text, expected) in cases {
            assert_eq!(tokens(text), expected, "{text:?}");
        }
    }
}
