//! Variants of one English word: plural and singular, number words and digits, British and
//! American spelling. An option; MULTIWOZ-ENTR's annotators needed it for 19.1 % of their
//! expressions (Shi, Sen & Lipani 2023).

use alloc::{borrow::ToOwned, format, string::String};

const NUMBERS: [(&str, &str); 29] = [
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
];

/// British ending, American ending. Only endings of words that are long enough, so that `four` and
/// `rise` stay what they are.
const SPELLINGS: [(&str, &str, usize); 12] = [
    ("isation", "ization", 10),
    ("ising", "izing", 8),
    ("ised", "ized", 7),
    ("ise", "ize", 7),
    ("yse", "yze", 6),
    ("ysed", "yzed", 7),
    ("ogue", "og", 7),
    ("lled", "led", 8),
    ("lling", "ling", 9),
    ("our", "or", 6),
    ("oured", "ored", 7),
    ("ouring", "oring", 8),
];

/// Words that the endings would spoil.
const KEEP: [&str; 22] = [
    "series",
    "species",
    "lens",
    "news",
    "gas",
    "bus",
    "plus",
    "this",
    "his",
    "its",
    "was",
    "has",
    "does",
    "yes",
    "us",
    "always",
    "perhaps",
    "promise",
    "exercise",
    "surprise",
    "otherwise",
    "thus",
];

const IRREGULAR: [(&str, &str); 12] = [
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("people", "person"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("lives", "life"),
    ("knives", "knife"),
    ("wives", "wife"),
    ("centre", "center"),
    ("theatre", "theater"),
];

/// The word that stands for all variants of the folded `word`, or `None` if it stands for itself.
pub(crate) fn canonical(word: &str) -> Option<String> {
    if !crate::ascii::is_ascii(word) || KEEP.contains(&word) {
        return None;
    }
    if let Some((_, digits)) = NUMBERS.iter().find(|(name, _)| *name == word) {
        return Some((*digits).to_owned());
    }
    let singular = singular(word);
    let base = singular.as_deref().unwrap_or(word);
    spelling(base).or(singular)
}

fn singular(word: &str) -> Option<String> {
    if let Some((_, base)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return Some((*base).to_owned());
    }
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) || word.len() < 4 {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return Some(if stem.len() > 1 { format!("{stem}y") } else { format!("{stem}ie") });
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] {
        if word.ends_with(ending) {
            return Some(word[..word.len() - 2].to_owned());
        }
    }
    let keeps_its_s = ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    if keeps_its_s { None } else { word.strip_suffix('s').map(ToOwned::to_owned) }
}

fn spelling(word: &str) -> Option<String> {
    SPELLINGS.iter().find_map(|(british, american, least)| {
        let stem = word.strip_suffix(british).filter(|_| word.len() >= *least)?;
        Some(format!("{stem}{american}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_of_a_word_share_one_form() {
        let same = [
            ("stars", "star"),
            ("nights", "night"),
            ("cities", "city"),
            ("boxes", "box"),
            ("two", "2"),
            ("colour", "color"),
            ("colours", "color"),
            ("organise", "organize"),
            ("organising", "organizing"),
            ("travelled", "traveled"),
            ("children", "child"),
            ("centre", "center"),
            ("ties", "tie"),
        ];
        for (word, form) in same {
            assert_eq!(canonical(word).as_deref(), Some(form), "{word}");
        }
    }

    #[test]
    fn words_that_only_look_like_variants_stay_themselves() {
        for word in
            ["this", "bus", "glass", "four2", "rise", "hour", "our", "news", "analysis", "called"]
        {
            assert_eq!(canonical(word), None, "{word}");
        }
    }
}
