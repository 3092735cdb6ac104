use super::{
    CATEGORIES, FOLDING, NAMES, SURROGATE, category, digit, fold, loose, property, space, word,
};
use crate::codec::put;
use alloc::{format, vec::Vec};
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};
use std::{env, fs, path::Path};

const CHARACTERS: u32 = 0x11_0000;

/// What `regex-syntax` makes of a pattern that is one class.
fn theirs(pattern: &str) -> ClassUnicode {
    match regex_syntax::parse(pattern).unwrap().into_kind() {
        HirKind::Class(Class::Unicode(class)) => class,
        HirKind::Literal(literal) => {
            let text = core::str::from_utf8(&literal.0).unwrap();
            ClassUnicode::new(text.chars().map(|c| ClassUnicodeRange::new(c, c)))
        }
        other => panic!("{pattern}: {other:?}"),
    }
}

/// The tables are built, never edited: `BLESS=1 cargo test --lib unicode` writes them.
fn is_built(name: &str, table: &[u8], built: &[u8]) {
    if env::var_os("BLESS").is_some() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/patterns");
        fs::write(folder.join(name), built).unwrap();
    } else {
        assert!(table == built, "{name}: run with BLESS=1");
    }
}

#[test]
fn the_categories_are_those_of_regex_syntax() {
    let mut of = alloc::vec![SURROGATE as u8; CHARACTERS as usize];
    for (number, [name, _]) in NAMES.iter().enumerate().take(SURROGATE as usize) {
        for range in theirs(&format!(r"\p{{{name}}}")).iter() {
            of[range.start() as usize..=range.end() as usize].fill(number as u8);
        }
    }
    let mut built = Vec::new();
    for run in of.chunk_by(|a, b| a == b) {
        let short = run.len().min(8) - 1;
        built.push(run[0] | (short as u8) << 5);
        if short == 7 {
            put(&mut built, run.len() as u64 - 8);
        }
    }
    is_built("categories.bin", CATEGORIES, &built);
}

fn members(class: &ClassUnicode) -> Vec<u32> {
    class.iter().flat_map(|range| range.start()..=range.end()).map(u32::from).collect()
}

/// Sets of characters that are equal but for case, each sorted.
fn sets() -> Vec<Vec<u32>> {
    let mut sets: Vec<Vec<u32>> = Vec::new();
    for c in '\0'..='\u{1ffff}' {
        let mut set = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
        set.try_case_fold_simple().unwrap();
        // Each set once, at its first member.
        let set = members(&set);
        if set.len() > 1 && set[0] == u32::from(c) {
            sets.push(set);
        }
    }
    sets
}

fn gaps(set: &[u32]) -> Vec<u32> {
    set.windows(2).map(|two| two[1] - two[0]).collect()
}

fn step(sets: &[Vec<u32>]) -> u32 {
    sets.get(1).map_or(0, |next| next[0] - sets[0][0])
}

#[test]
fn the_equivalent_characters_are_those_of_regex_syntax() {
    let sets = sets();
    assert!(sets.len() > 1400, "{}", sets.len());
    let mut built = Vec::new();
    let (mut rest, mut before) = (&sets[..], 0);
    while let Some(set) = rest.first() {
        let (step, gaps_here) = (step(rest), gaps(set));
        let alike = |two: &&[Vec<u32>]| gaps(&two[1]) == gaps_here && two[1][0] - two[0][0] == step;
        let count = rest.windows(2).take_while(alike).count() + 1;
        put(&mut built, u64::from(set[0] - before));
        put(&mut built, count as u64);
        put(&mut built, u64::from(step));
        put(&mut built, gaps_here.len() as u64);
        gaps_here.iter().for_each(|&gap| put(&mut built, u64::from(gap)));
        before = set[0];
        rest = &rest[count..];
    }
    is_built("folding.bin", FOLDING, &built);
}

#[test]
fn every_character_folds_as_in_regex_syntax() {
    let mut alone = ClassUnicode::new([ClassUnicodeRange::new('\0', char::MAX)]);
    for set in sets() {
        let set: Vec<char> = set.iter().map(|&c| char::from_u32(c).unwrap()).collect();
        let whole = ClassUnicode::new(set.iter().map(|&c| ClassUnicodeRange::new(c, c)));
        for &c in &set {
            let mut class = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
            fold(&mut class);
            assert_eq!(class, whole, "{c}");
        }
        alone.difference(&whole);
    }
    let (mut ours, mut theirs) = (alone.clone(), alone.clone());
    fold(&mut ours);
    theirs.try_case_fold_simple().unwrap();
    assert!(ours == alone && theirs == alone, "a character in no set folds to another");
}

#[test]
fn perl_classes_and_white_space_are_those_of_regex_syntax() {
    assert_eq!(word(), theirs(r"\w"));
    assert_eq!(digit(), theirs(r"\d"));
    assert_eq!(space(), theirs(r"\s"));
    assert_eq!(property(&loose("White_Space")), Some(space()));
    assert!(property(&loose("alphabetic")).is_none());
}

#[test]
fn every_name_of_a_category_means_what_it_means_in_regex_syntax() {
    let further = super::GROUPS.iter().map(|group| group.0);
    let special = ["c", "other", "any", "ascii", "assigned"].into_iter();
    let single = NAMES.iter().take(SURROGATE as usize).flatten().copied();
    for name in single.chain(further).chain(special) {
        let super::Named::Class(ours) = category(name.as_bytes()) else { panic!("{name}") };
        assert_eq!(ours, theirs(&format!(r"\p{{{name}}}")), "{name}");
        assert_eq!(ours, theirs(&format!(r"\p{{gc={name}}}")), "{name}");
    }
    assert!(matches!(category(b"cs"), super::Named::Empty));
    assert!(matches!(category(b"lower"), super::Named::Unknown));
}

#[test]
fn names_are_compared_loosely() {
    for (name, expected) in [
        ("Is_Letter Number", "letternumber"),
        ("isc", "isc"),
        ("LU", "lu"),
        ("is", ""),
        ("é-a", "a"),
    ] {
        assert_eq!(loose(name), expected.as_bytes(), "{name}");
    }
}
