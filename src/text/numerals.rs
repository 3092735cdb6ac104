//! Numbers in words.

/// A lower-case number word in digits: `seven`, 7. Not "one", which is mostly no number, and none of
/// several words.
pub(crate) fn in_digits(word: &[u8]) -> Option<&'static [u8]> {
    let digits: &[u8] = match word {
        b"zero" => b"0",
        b"two" => b"2",
        b"three" => b"3",
        b"four" => b"4",
        b"five" => b"5",
        b"six" => b"6",
        b"seven" => b"7",
        b"eight" => b"8",
        b"nine" => b"9",
        b"ten" => b"10",
        b"eleven" => b"11",
        b"twelve" => b"12",
        b"thirteen" => b"13",
        b"fourteen" => b"14",
        b"fifteen" => b"15",
        b"sixteen" => b"16",
        b"seventeen" => b"17",
        b"eighteen" => b"18",
        b"nineteen" => b"19",
        b"twenty" => b"20",
        b"thirty" => b"30",
        b"forty" => b"40",
        b"fifty" => b"50",
        b"sixty" => b"60",
        b"seventy" => b"70",
        b"eighty" => b"80",
        b"ninety" => b"90",
        _ => return None,
    };
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_word_is_its_digits_and_other_words_are_not() {
        assert_eq!(in_digits(b"fifteen"), Some(&b"15"[..]));
        for word in ["one", "hundred", "tend", "", "15"] {
            assert_eq!(in_digits(word.as_bytes()), None, "{word}");
        }
    }
}
