//! Words by Unicode segmentation (UAX 29), with a path for ASCII that gives the same spans.
//!
//! The spans are those of `unicode_words` of the crate unicode-segmentation: the word segments that
//! hold a letter or a digit. A stretch of ASCII is scanned with a table; a stretch around other
//! characters is handed to the crate. Stretches are cut only before white space, where a word
//! boundary always lies.

use unicode_segmentation::UnicodeSegmentation;

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const UNDERSCORE: u8 = 4;
/// Joins two letters (`.` and `'` also two digits).
const MID_LETTER: u8 = 8;
/// Joins two digits.
const MID_NUMBER: u8 = 16;
const UPPER: u8 = 32;
const SPACE: u8 = 64;

const WORD: u8 = LETTER | DIGIT | UNDERSCORE;

const CLASS: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => LETTER,
            b'A'..=b'Z' => LETTER | UPPER,
            b'0'..=b'9' => DIGIT,
            b'_' => UNDERSCORE,
            b'\'' | b'.' => MID_LETTER | MID_NUMBER,
            b':' => MID_LETTER,
            b',' | b';' => MID_NUMBER,
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => SPACE,
            _ => 0,
        };
        byte += 1;
    }
    table
};

#[inline(always)]
fn class(byte: u8) -> u8 {
    if byte < 128 { CLASS[byte as usize] } else { 0 }
}

/// A word and what the scan saw of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// ASCII without capitals: the text is its own lower-case form.
    pub(crate) plain: bool,
}

/// Calls `each` for every word of `text`, in order. Linear in the text.
pub(crate) fn for_each_word(text: &str, mut each: impl FnMut(Word)) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while from < bytes.len() {
        let Some(foreign) = bytes[from..].iter().position(|byte| *byte >= 128) else {
            ascii_words(bytes, from, bytes.len(), &mut each);
            return;
        };
        let foreign = from + foreign;
        let start = stretch_start(bytes, from, foreign);
        let end = stretch_end(bytes, foreign);
        ascii_words(bytes, from, start, &mut each);
        for (offset, word) in text[start..end].unicode_word_indices() {
            let at = start + offset;
            let plain = word.bytes().all(|byte| byte < 128 && class(byte) & UPPER == 0);
            each(Word { start: at, end: at + word.len(), plain });
        }
        from = end;
    }
}

/// The start of the white space before the run of other characters that holds `foreign`.
fn stretch_start(bytes: &[u8], from: usize, foreign: usize) -> usize {
    let mut start = foreign;
    while start > from && class(bytes[start - 1]) & SPACE == 0 {
        start -= 1;
    }
    while start > from && class(bytes[start - 1]) & SPACE != 0 {
        start -= 1;
    }
    start
}

/// The next run of white space that is followed by ASCII: a combining mark would join the white
/// space, and through it white space before.
fn stretch_end(bytes: &[u8], foreign: usize) -> usize {
    let is_space = |at: usize| bytes.get(at).is_some_and(|byte| class(*byte) & SPACE != 0);
    let mut end = foreign + 1;
    while end < bytes.len() {
        let run = (end..).take_while(|at| is_space(*at)).count();
        if run > 0 && bytes.get(end + run).is_none_or(|byte| *byte < 128) {
            return end;
        }
        end += run.max(1);
    }
    bytes.len()
}

fn ascii_words(bytes: &[u8], from: usize, to: usize, each: &mut impl FnMut(Word)) {
    let bytes = &bytes[..to];
    let mut at = from;
    while at < to {
        let mut last = class(bytes[at]);
        if last & WORD == 0 {
            at += 1;
            continue;
        }
        let start = at;
        let mut seen = last;
        at += 1;
        while at < to {
            let here = class(bytes[at]);
            if here & WORD != 0 {
                seen |= here;
                last = here;
                at += 1;
                continue;
            }
            let next = if at + 1 < to { class(bytes[at + 1]) } else { 0 };
            let joins = (here & MID_LETTER != 0 && last & LETTER != 0 && next & LETTER != 0)
                || (here & MID_NUMBER != 0 && last & DIGIT != 0 && next & DIGIT != 0);
            if !joins {
                break;
            }
            seen |= next;
            last = next;
            at += 2;
        }
        if seen & (LETTER | DIGIT) != 0 {
            each(Word { start, end: at, plain: seen & UPPER == 0 });
        }
    }
}

/// How many words `text` holds.
pub(crate) fn count_words(text: &str) -> u32 {
    let mut count = 0;
    for_each_word(text, |_| count += 1);
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    fn ours(text: &str) -> Vec<(usize, &str)> {
        let mut words = Vec::new();
        for_each_word(text, |word| words.push((word.start, &text[word.start..word.end])));
        words
    }

    fn theirs(text: &str) -> Vec<(usize, &str)> {
        text.unicode_word_indices().collect()
    }

    #[test]
    fn words_keep_what_joins_letters_and_digits() {
        let words: Vec<&str> = ours("Don't pay 3.50, o.k.? a_b 1,000;2 x:y __ it's")
            .iter()
            .map(|pair| pair.1)
            .collect();
        let expected: Vec<&str> = theirs("Don't pay 3.50, o.k.? a_b 1,000;2 x:y __ it's")
            .iter()
            .map(|pair| pair.1)
            .collect();
        assert_eq!(words, expected);
        assert!(words.contains(&"Don't") && words.contains(&"3.50") && !words.contains(&"__"));
    }

    #[test]
    fn marks_that_join_white_space_are_left_to_the_full_rules() {
        for text in [
            " \u{345}a",
            "  \u{301} b",
            "\t\u{345}\u{345} c",
            "\u{3000}  \u{345}",
            "a\u{200d} b",
            "x \u{ad}y z",
            "e\u{301}a b'\u{e9} c",
            "\u{3000} \u{3000}a",
            "日本語 text ひらがな カタカナ",
            "สวัสดีครับ ok",
            "🇩🇪🇫🇷 flags 👩‍👩‍👧 a",
            "a\r\n\u{301}b",
        ] {
            assert_eq!(ours(text), theirs(text), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn spans_equal_unicode_words_on_any_text(text in "\\PC{0,60}") {
            prop_assert_eq!(ours(&text), theirs(&text));
        }

        #[test]
        fn spans_equal_unicode_words_on_awkward_text(
            parts in prop::collection::vec(prop::sample::select(&[
                "a", "B", "7", "_", "'", ".", ":", ",", ";", " ", "  ", "\t", "\n", "\r\n", "\u{b}",
                "é", "\u{301}", "\u{345}", "\u{200d}", "\u{ad}", "\u{200b}", "\u{feff}", "語", "カ",
                "ก", "\u{e33}", "א", "\"", "🇩", "👍", "\u{3000}", "\u{a0}", "’", "·", "٫", "\0", "-",
            ][..]), 0..24)
        ) {
            let text: alloc::string::String = parts.concat();
            prop_assert_eq!(ours(&text), theirs(&text));
        }
    }
}
