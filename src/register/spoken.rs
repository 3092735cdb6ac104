//! Spoken turns: a transcript's punctuation and capitals are the transcriber's, so they are not
//! measured; fillers are not words, and a sound of listening is no turn of its own.

use alloc::string::String;

/// Words that a turn may have and still be a mere sound of listening.
pub(super) const LONGEST_BACKCHANNEL: usize = 2;

/// The text without punctuation and capitals, byte for byte as long: spans fit both.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let joins = matches!(c, '\'' | '’') && {
            let before = text[..at].chars().next_back();
            let after = text[at + c.len_utf8()..].chars().next();
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
        };
        if c.is_ascii_punctuation() && !joins {
            plain.push(' ');
        } else {
            plain.push(c.to_ascii_lowercase());
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_and_their_apostrophes_are_left() {
        assert_eq!(plain("Well, I DON'T know... 'OK'?"), "well  i don't know     ok  ");
        let text = "Ça va — très «bien» !";
        assert_eq!(plain(text).len(), text.len());
    }
}
