//! What is read equals what the crate `regex-syntax` reads with its own tables.

use super::read;
use alloc::{format, string::String, vec::Vec};
use proptest::prelude::*;

/// Pieces with every kind of syntax; any row of them is a pattern, or its error is compared.
const PIECES: [&str; 90] = [
    "a",
    "Z",
    "k",
    "é",
    "ß",
    "Σ",
    "ſ",
    "世",
    " ",
    ".",
    "|",
    "(",
    ")",
    "(?:",
    "(?P<name>",
    "(?i)",
    "(?-i)",
    "(?i:",
    "(?s)",
    "(?m)",
    "(?R)",
    "(?U)",
    "(?x)",
    "(?-u)",
    "(?u)",
    "(?-u:",
    "(?i-u:",
    "(?im-s:",
    "^",
    "$",
    r"\A",
    r"\z",
    r"\b",
    r"\B",
    r"\b{start}",
    r"\b{end}",
    r"\b{start-half}",
    r"\b{end-half}",
    r"\<",
    r"\>",
    r"\d",
    r"\D",
    r"\s",
    r"\S",
    r"\w",
    r"\W",
    r"\pL",
    r"\PL",
    r"\p{Lu}",
    r"\P{Lowercase_Letter}",
    r"\p{gc=Nd}",
    r"\p{gc!=N}",
    r"\p{White_Space}",
    r"\p{Cs}",
    r"\p{gc=nothing}",
    r"\p{nothing}",
    r"\p{isc}",
    "*",
    "+",
    "?",
    "??",
    "{2}",
    "{2,}",
    "{1,3}?",
    "[",
    "]",
    "[^",
    "[a-z]",
    "[^a-z]",
    "[K-s]",
    "[[:alpha:]]",
    "[[:^punct:]]",
    "[[:word:]&&[^b]]",
    "[a-g~~e-k]",
    r"[\w--\d]",
    r"[\pL--a]",
    "[^é]",
    "[k-ſ]",
    "&&",
    "--",
    "-",
    "^a",
    r"\x41",
    r"\xFF",
    r"[\xFF]",
    r"\x{3c3}",
    r"\n",
    r"\.",
    "#",
    "\n",
];

fn is_read_alike(pattern: &str) {
    match (read(pattern), regex_syntax::parse(pattern)) {
        (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs, "{pattern:?}"),
        (Err(ours), Err(theirs)) => {
            let place =
                matches!(theirs, regex_syntax::Error::Translate(_)) && pattern.contains('\n');
            assert!(place || ours == format!("{theirs}"), "{pattern:?}: {ours}\n{theirs}");
        }
        (ours, theirs) => panic!("{pattern:?}: {ours:?}, but {theirs:?}"),
    }
}

#[test]
fn every_piece_and_every_pair_of_pieces_is_read_alike() {
    for one in PIECES {
        is_read_alike(one);
        for other in PIECES {
            is_read_alike(&format!("{one}{other}"));
        }
    }
}

#[test]
fn every_piece_is_read_alike_under_every_flag() {
    for flag in ["i", "s", "m", "R", "U", "x", "-u", "i-u", "mR", "imR-u", "sU"] {
        for piece in PIECES {
            is_read_alike(&format!("(?{flag}){piece}"));
            is_read_alike(&format!("(?{flag}:{piece})b{piece}"));
            is_read_alike(&format!("(?{flag})[b{piece}]"));
            is_read_alike(&format!("(?{flag})[^[{piece}]&&[a-z{piece}]]+"));
        }
    }
}

#[test]
fn what_a_pattern_cannot_say_is_told_with_its_place() {
    let pattern = r"né \p{Nothing}+";
    let expected = "regex parse error:\n    né \\p{Nothing}+\n       ^^^^^^^^^^^\nerror: Unicode \
                    property not found";
    assert_eq!(read(pattern).unwrap_err(), expected);
    let message = read("a\n\\p{Nothing}").unwrap_err();
    assert_eq!(message, "regex parse error on line 2, column 1: Unicode property not found");
}

#[test]
fn scripts_are_not_supported() {
    for pattern in [r"\p{Greek}", r"\p{sc=Greek}", r"\p{Alphabetic}"] {
        let message = read(pattern).unwrap_err();
        assert!(message.ends_with("error: Unicode property not found"), "{message}");
    }
}

#[test]
fn a_pattern_nests_as_deep_as_the_parser_allows() {
    for depth in [100, 240, 260, 5000] {
        is_read_alike(&format!("{}a{}", "(".repeat(depth), ")".repeat(depth)));
        is_read_alike(&format!("{}a{}", "[".repeat(depth), "]".repeat(depth)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn any_row_of_pieces_is_read_alike(pieces in prop::collection::vec(0..PIECES.len(), 1..12)) {
        let pieces: Vec<&str> = pieces.iter().map(|&piece| PIECES[piece]).collect();
        let whole: String = pieces.concat();
        is_read_alike(&whole);
        is_read_alike(&format!("(?i){whole}"));
        is_read_alike(&format!("({whole})"));
    }
}
