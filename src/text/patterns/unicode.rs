//! What Unicode 16.0.0 says of characters in patterns: their general categories and which differ only
//! in case. The tables are those of the crate `regex-syntax`, written so that they take 6 kB instead
//! of 200; a test makes them from it again.
//!
//! ```text
//! categories.bin: runs over all characters: category in 5 bits, length - 1 in 3 bits; where these are 7
//!                 the rest of the length follows, as a variable-length number
//! folding.bin:    runs of sets of equivalent characters: distance to the run before, number of sets,
//!                 distance from set to set, further members, distance of each to the member before
//! ```

use crate::codec::Reader;
use alloc::vec::Vec;
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

static CATEGORIES: &[u8] = include_bytes!("categories.bin");
static FOLDING: &[u8] = include_bytes!("folding.bin");

/// The two names of each category, in the order of the numbers in the table.
const NAMES: [[&str; 2]; 30] = [
    ["lu", "uppercaseletter"],
    ["ll", "lowercaseletter"],
    ["lt", "titlecaseletter"],
    ["lm", "modifierletter"],
    ["lo", "otherletter"],
    ["mn", "nonspacingmark"],
    ["mc", "spacingmark"],
    ["me", "enclosingmark"],
    ["nd", "decimalnumber"],
    ["nl", "letternumber"],
    ["no", "othernumber"],
    ["pc", "connectorpunctuation"],
    ["pd", "dashpunctuation"],
    ["ps", "openpunctuation"],
    ["pe", "closepunctuation"],
    ["pi", "initialpunctuation"],
    ["pf", "finalpunctuation"],
    ["po", "otherpunctuation"],
    ["sm", "mathsymbol"],
    ["sc", "currencysymbol"],
    ["sk", "modifiersymbol"],
    ["so", "othersymbol"],
    ["zs", "spaceseparator"],
    ["zl", "lineseparator"],
    ["zp", "paragraphseparator"],
    ["cc", "control"],
    ["cf", "format"],
    ["co", "privateuse"],
    ["cn", "unassigned"],
    // Surrogates are no characters: no set holds them.
    ["cs", "surrogate"],
];
const SURROGATE: u32 = 29;

const fn bit(category: u32) -> u32 {
    1 << category
}

/// The categories from one to another, both included.
const fn bits(first: u32, last: u32) -> u32 {
    (bit(last + 1) - 1) & !(bit(first) - 1)
}

const LETTER: u32 = bits(0, 4);
const MARK: u32 = bits(5, 7);
const DIGIT: u32 = bit(8);
const LETTER_NUMBER: u32 = bit(9);
const CONNECTOR: u32 = bit(11);
const SEPARATOR: u32 = bits(22, 24);
const UNASSIGNED: u32 = bit(28);

/// Names of several categories together, and further names of one.
const GROUPS: [(&str, u32); 18] = [
    ("l", LETTER),
    ("letter", LETTER),
    ("lc", bits(0, 2)),
    ("casedletter", bits(0, 2)),
    ("m", MARK),
    ("mark", MARK),
    ("combiningmark", MARK),
    ("n", bits(8, 10)),
    ("number", bits(8, 10)),
    ("digit", DIGIT),
    ("p", bits(11, 17)),
    ("punct", bits(11, 17)),
    ("punctuation", bits(11, 17)),
    ("s", bits(18, 21)),
    ("symbol", bits(18, 21)),
    ("z", SEPARATOR),
    ("separator", SEPARATOR),
    ("cntrl", bit(25)),
];

fn range(start: u32, end: u32) -> Option<ClassUnicodeRange> {
    Some(ClassUnicodeRange::new(char::from_u32(start)?, char::from_u32(end)?))
}

/// The characters of some categories. O(runs of the table).
fn of_categories(wanted: u32) -> ClassUnicode {
    let mut ranges = Vec::new();
    let mut reader = Reader::new(CATEGORIES);
    // Runs of wanted categories that follow one another are one range.
    let (mut start, mut at) = (None, 0);
    while let Some([byte]) = reader.array() {
        let mut length = u32::from(byte >> 5) + 1;
        if length == 8 {
            length += reader.get_u32().unwrap_or(0);
        }
        if wanted & bit(u32::from(byte & 31)) != 0 {
            start = start.or(Some(at));
        } else if let Some(start) = start.take() {
            ranges.extend(range(start, at - 1));
        }
        at += length;
    }
    ranges.extend(start.and_then(|start| range(start, at - 1)));
    ClassUnicode::new(ranges)
}

/// `\d`: decimal digits.
pub(super) fn digit() -> ClassUnicode {
    of_categories(DIGIT)
}

/// `\s`: white space.
pub(super) fn space() -> ClassUnicode {
    let mut class = of_categories(SEPARATOR);
    class.push(ClassUnicodeRange::new('\t', '\r'));
    class.push(ClassUnicodeRange::new('\u{85}', '\u{85}'));
    class
}

/// `\w`: what is alphabetic, marks, decimal digits, connectors and the two joiners (UTS #18).
pub(super) fn word() -> ClassUnicode {
    let mut class = of_categories(LETTER | LETTER_NUMBER | MARK | DIGIT | CONNECTOR);
    // Letters in circles and squares are alphabetic symbols.
    for (start, end) in [
        ('\u{200c}', '\u{200d}'),
        ('\u{24b6}', '\u{24e9}'),
        ('\u{1f130}', '\u{1f149}'),
        ('\u{1f150}', '\u{1f169}'),
        ('\u{1f170}', '\u{1f189}'),
    ] {
        class.push(ClassUnicodeRange::new(start, end));
    }
    class
}

/// A name as it is compared: in lower case, without `is` before it, blanks, hyphens and underscores
/// (UAX #44, LM3).
pub(super) fn loose(name: &str) -> Vec<u8> {
    let bytes = name.as_bytes();
    let is = bytes.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"is"));
    let kept = bytes[if is { 2 } else { 0 }..].iter().copied();
    let kept: Vec<u8> = kept
        .filter(|byte| byte.is_ascii() && !b" _-".contains(byte))
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    // `isc` names a property of its own.
    if is && kept == b"c" { b"isc".to_vec() } else { kept }
}

/// What a name of a category means.
pub(super) enum Named {
    Class(ClassUnicode),
    /// A category without characters.
    Empty,
    Unknown,
}

fn all_to(last: char) -> ClassUnicode {
    ClassUnicode::new([ClassUnicodeRange::new('\0', last)])
}

/// The characters of the category of that name.
pub(super) fn category(loose: &[u8]) -> Named {
    let group = GROUPS.iter().find(|(name, _)| name.as_bytes() == loose);
    let one = || NAMES.iter().position(|names| names.iter().any(|name| name.as_bytes() == loose));
    let one = || one().map(|category| bit(category as u32));
    let wanted = match loose {
        b"any" => return Named::Class(all_to(char::MAX)),
        b"ascii" => return Named::Class(all_to('\x7f')),
        b"assigned" => {
            let mut class = of_categories(UNASSIGNED);
            class.negate();
            return Named::Class(class);
        }
        // Surrogates lie between two of its ranges.
        b"c" | b"other" => bits(25, SURROGATE),
        _ => match group.map(|group| group.1).or_else(one) {
            Some(wanted) => wanted,
            None => return Named::Unknown,
        },
    };
    if wanted == bit(SURROGATE) { Named::Empty } else { Named::Class(of_categories(wanted)) }
}

/// The characters of the binary property of that name.
pub(super) fn property(loose: &[u8]) -> Option<ClassUnicode> {
    [&b"space"[..], b"whitespace", b"wspace"].contains(&loose).then(space)
}

/// Adds every character that differs from one of the class only in case (Unicode's simple folding).
/// O(sets of the table), each with a binary search.
pub(super) fn fold(class: &mut ClassUnicode) {
    let mut added: Vec<ClassUnicodeRange> = Vec::new();
    let mut reader = Reader::new(FOLDING);
    let mut first = 0;
    while let Some(distance) = reader.get_u32() {
        first += distance;
        let mut next = || reader.get_u32().unwrap_or(0);
        let (sets, step, further) = (next(), next(), next());
        let mut members = [0; 4];
        for index in 1..=(further as usize).min(3) {
            members[index] = members[index - 1] + next();
        }
        let members = &members[..=(further as usize).min(3)];
        for set in 0..sets {
            let base = first + set * step;
            if members.iter().any(|member| holds(class, base + member)) {
                added.extend(members.iter().filter_map(|m| range(base + m, base + m)));
            }
        }
    }
    class.union(&ClassUnicode::new(added));
}

fn holds(class: &ClassUnicode, character: u32) -> bool {
    let ranges = class.ranges();
    let after = ranges.partition_point(|range| u32::from(range.end()) < character);
    ranges.get(after).is_some_and(|range| u32::from(range.start()) <= character)
}

#[cfg(test)]
mod tests;
