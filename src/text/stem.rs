//! A light stemmer for English: plural and possessive, `-ed` and `-ing`, `-ly`, and one further ending.
//! Two forms of a word compare equal more often than not; the stem itself is no word.

/// Endings that are cut off or shortened, by their last letter: the first that fits.
type Endings = &'static [(&'static [u8], &'static [u8])];
static IN_N: Endings =
    &[(b"ization", b"iz"), (b"ation", b"at"), (b"ition", b"it"), (b"tion", b"t"), (b"sion", b"s")];
static IN_S: Endings = &[
    (b"iveness", b"iv"),
    (b"fulness", b"ful"),
    (b"ousness", b"ous"),
    (b"ness", b""),
    (b"ous", b""),
];
static IN_L: Endings = &[(b"ational", b"at"), (b"ful", b""), (b"al", b"")];
static IN_E: Endings =
    &[(b"ance", b""), (b"ence", b""), (b"able", b""), (b"ible", b""), (b"ive", b"")];
/// Letters that must be left.
const LEAST: usize = 4;

fn endings(last: u8) -> Endings {
    match last {
        b'n' => IN_N,
        b's' => IN_S,
        b'l' => IN_L,
        b'e' => IN_E,
        b't' => &[(b"ment", b"")],
        b'y' => &[(b"ity", b"")],
        b'r' => &[(b"er", b"")],
        b'c' => &[(b"ic", b"")],
        _ => &[],
    }
}

/// Cuts a folded word down to its stem, in place, and says how long that is. Words that are not
/// ASCII, numbers, and words of up to three letters stay, but for a possessive. O(letters).
pub(crate) fn stem(word: &mut [u8]) -> usize {
    let len = word.len() - if word.ends_with(b"'s") { 2 } else { 0 };
    let word = &mut word[..len];
    if len <= 3 || word[0].is_ascii_digit() || !crate::ascii::is_ascii(&*word) {
        len
    } else {
        cut(word)
    }
}

/// The same of a word that is known to be ASCII.
#[inline]
pub(crate) fn stem_ascii(word: &mut [u8]) -> usize {
    let mut len = word.len();
    if let [.., b'\'', b's'] = word {
        len -= 2;
    }
    if len <= 3 || word[0].is_ascii_digit() { len } else { cut(&mut word[..len]) }
}

/// Of a word of more than three letters.
fn cut(word: &mut [u8]) -> usize {
    let mut len = word.len();
    if word[len - 1] == b's' {
        len = plural(word);
    }
    if matches!(word[len - 1], b'd' | b'g') {
        len = past(&mut word[..len]);
    }
    if len > 5 && word[..len].ends_with(b"ly") {
        len -= 2;
    }
    for (ending, rest) in endings(word[len - 1]) {
        // The last letter fits: most words differ in the one before it.
        let fits = len >= LEAST + ending.len() && word[len - 2] == ending[ending.len() - 2];
        if fits && word[..len].ends_with(ending) {
            len -= ending.len();
            word[len..len + rest.len()].copy_from_slice(rest);
            len += rest.len();
            break;
        }
    }
    if len > 4 && word[len - 1] == b'e' {
        len -= 1;
    }
    if len > 3 && word[len - 1] == b'y' {
        word[len - 1] = b'i';
    }
    len
}

/// Of a word in `s`, of more than three letters.
fn plural(word: &mut [u8]) -> usize {
    let len = word.len();
    match (word[len - 3], word[len - 2]) {
        (b'i', b'e') if len > 4 => {
            word[len - 3] = b'y';
            len - 2
        }
        (b'x', b'e') => len - 2,
        (b'h', b'e') if matches!(word[len - 4], b'c' | b's') => len - 2,
        (b's', b'e') if word[len - 4] == b's' => len - 2,
        (_, b's' | b'u' | b'i') => len,
        _ => len - 1,
    }
}

/// Of a word in `d` or `g`.
fn past(word: &mut [u8]) -> usize {
    let len = word.len();
    let vowel =
        |part: &[u8]| part.iter().any(|c| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'));
    let cut = if word.ends_with(b"ing") {
        (len > 5 && vowel(&word[..len - 3])).then_some(len - 3)
    } else if word.ends_with(b"ied") && len > 4 {
        word[len - 3] = b'y';
        return len - 2;
    } else if word.ends_with(b"ed") {
        (len > 4 && vowel(&word[..len - 2])).then_some(len - 2)
    } else {
        None
    };
    let Some(cut) = cut else { return len };
    // Of a letter that was doubled one stays.
    match word[..cut] {
        [.., one, other] if one == other && cut > 3 && !b"aeiouls z".contains(&other) => cut - 1,
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn stemmed(word: &str) -> String {
        let mut word = String::from(word).into_bytes();
        let len = stem(&mut word);
        word.truncate(len);
        String::from_utf8(word).unwrap()
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (one, other) in [
            ("cities", "city"),
            ("planned", "plan"),
            ("planning", "plans"),
            ("blinded", "blind"),
            ("weakness", "weakly"),
            ("safely", "safe"),
            ("organization", "organizing"),
            ("batch", "batches"),
            ("moon's", "moon"),
            ("carried", "carry"),
        ] {
            assert_eq!(stemmed(one), stemmed(other), "{one} {other}");
        }
    }

    #[test]
    fn short_words_numbers_and_other_scripts_stay() {
        for word in ["is", "bus", "2019s", "größer", "вода", ""] {
            assert_eq!(stemmed(word), word);
        }
    }
}
