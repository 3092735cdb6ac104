//! A light stemmer for English: plural and possessive, `-ed` and `-ing`, `-ly`, and one further ending.
//! Two forms of a word compare equal more often than not; the stem itself is no word.

use alloc::string::String;

/// Endings that are cut off or shortened, the first that fits.
static ENDINGS: [(&str, &str); 22] = [
    ("ization", "iz"),
    ("ational", "at"),
    ("ation", "at"),
    ("iveness", "iv"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("ition", "it"),
    ("ment", ""),
    ("ness", ""),
    ("ity", ""),
    ("ance", ""),
    ("ence", ""),
    ("able", ""),
    ("ible", ""),
    ("tion", "t"),
    ("sion", "s"),
    ("ful", ""),
    ("ive", ""),
    ("ous", ""),
    ("al", ""),
    ("er", ""),
    ("ic", ""),
];
/// Letters that must be left.
const LEAST: usize = 4;

/// Cuts a folded word down to its stem, in place. Words that are not ASCII, numbers, and words of up
/// to three letters stay, but for a possessive. O(letters).
pub(crate) fn stem(word: &mut String) {
    if word.ends_with("'s") {
        word.truncate(word.len() - 2);
    }
    if word.len() <= 3 || !word.is_ascii() || word.starts_with(|c: char| c.is_ascii_digit()) {
        return;
    }
    plural(word);
    past(word);
    if word.ends_with("ly") && word.len() > 5 {
        word.truncate(word.len() - 2);
    }
    // Few words end in the last letter of an ending: the rest is not compared.
    let last = word.as_bytes().last();
    for (ending, rest) in &ENDINGS {
        if ending.as_bytes().last() == last
            && word.ends_with(*ending)
            && word.len() - ending.len() >= LEAST
        {
            word.truncate(word.len() - ending.len());
            word.push_str(rest);
            break;
        }
    }
    if word.len() > 4 && word.ends_with('e') {
        word.pop();
    }
    if word.len() > 3 && word.ends_with('y') {
        word.pop();
        word.push('i');
    }
}

fn plural(word: &mut String) {
    if !word.ends_with('s') {
        return;
    }
    let ends = |ending: &str| word.ends_with(ending);
    if ends("ies") && word.len() > 4 {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if ["sses", "ches", "shes", "xes"].into_iter().any(ends) {
        word.truncate(word.len() - 2);
    } else if ends("s") && !["ss", "us", "is"].into_iter().any(ends) {
        word.pop();
    }
}

fn past(word: &mut String) {
    if !word.ends_with(['d', 'g']) {
        return;
    }
    let vowel = |text: &str| text.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let before = |ending: &str| word.strip_suffix(ending).map(str::len);
    let cut = match (before("ing"), before("ied"), before("ed")) {
        (Some(len), ..) if word.len() > 5 && vowel(&word[..len]) => len,
        (_, Some(len), _) if word.len() > 4 => {
            word.truncate(len);
            word.push('y');
            return;
        }
        (_, _, Some(len)) if word.len() > 4 && vowel(&word[..len]) => len,
        _ => return,
    };
    word.truncate(cut);
    let bytes = word.as_bytes();
    if let [.., one, other] = bytes {
        if one == other && bytes.len() > 3 && !b"aeiouls z".contains(other) {
            word.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stemmed(word: &str) -> String {
        let mut word = String::from(word);
        stem(&mut word);
        word
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
