//! Packs that are no good: cut short, changed, forged, newer, without licences.

use crate::bytes::{
    ENGLISH, HEADER, english_with, english_with_manifest, forge, sections, small, written,
};
use lingsync::{
    Config, Engine, ErrorKind, Party, Session, Turn, Undefined,
    pack::{LanguagePack, PackBuilder, WordClass},
};
use proptest::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

fn error(bytes: &[u8]) -> (ErrorKind, String) {
    let error = LanguagePack::from_bytes(bytes.to_vec()).unwrap_err();
    (error.kind(), error.to_string())
}

fn refused(bytes: &[u8], message: &str) {
    let (kind, found) = error(bytes);
    assert_eq!(kind, ErrorKind::InvalidPack, "{found}");
    assert!(found.contains(message), "{found}");
}

/// A session with the pack, and everything that reads the pack.
fn exercise(pack: LanguagePack) {
    let digest = String::from(pack.digest());
    let mut config = Config::default();
    config.register.client_state = true;
    let Ok(engine) = Engine::builder(config).pack(pack).build() else { return };
    let mut session = engine.session();
    for (number, text) in [
        "I think you are good, yeah 😀 the area, Dr. No",
        "We would be so grateful!!! Bad, bad. Could you please wait?",
        "",
        "👩‍👩‍👧 ok",
    ]
    .iter()
    .enumerate()
    {
        let turn = if number % 2 == 0 { Turn::client(*text) } else { Turn::agent(*text) };
        let preview = session.preview(&turn).unwrap();
        assert_eq!(session.observe(&turn).unwrap(), preview);
    }
    let summary = session.summary().to_json();
    assert!(summary.contains(&digest) && !summary.contains("NaN"));
}

/// Reads bytes that may be anything and uses them if they are a pack; whether they were.
fn survives(bytes: &[u8], what: &str) -> bool {
    let read = catch_unwind(AssertUnwindSafe(|| match LanguagePack::from_bytes(bytes.to_vec()) {
        Ok(pack) => {
            exercise(pack);
            true
        }
        Err(error) => {
            let kinds = [ErrorKind::InvalidPack, ErrorKind::UnsupportedVersion];
            assert!(kinds.contains(&error.kind()), "{error}");
            assert!(!error.to_string().is_empty());
            false
        }
    }));
    read.unwrap_or_else(|_| panic!("a panic: {what}"))
}

#[test]
fn the_english_pack_read_from_bytes_is_the_one_that_is_compiled_in() {
    let pack = LanguagePack::from_bytes(ENGLISH).unwrap();
    assert_eq!(pack.digest(), LanguagePack::english().digest());
    exercise(pack);
}

#[test]
fn a_pack_cut_short_at_any_length_says_so() {
    let directory = HEADER + 200;
    let lengths = (0..directory).chain((directory..ENGLISH.len()).step_by(97));
    for len in lengths.chain([ENGLISH.len() - 1]) {
        let (kind, message) = error(&ENGLISH[..len]);
        assert_eq!(kind, ErrorKind::InvalidPack, "{len}: {message}");
        let expected = if len < 4 { "not a language pack" } else { "cut short" };
        assert!(message.contains(expected), "{len}: {message}");
    }
}

#[test]
fn a_pack_cut_short_under_a_header_that_fits_is_refused_too() {
    let body = &ENGLISH[HEADER..];
    for len in (0..400).chain((400..body.len()).step_by(9_973)) {
        let (kind, message) = error(&forge(ENGLISH, &body[..len]));
        assert_eq!(kind, ErrorKind::InvalidPack, "{len}: {message}");
    }
    let small = small();
    for len in 0..small.len() - HEADER {
        assert!(!survives(&forge(&small, &small[HEADER..HEADER + len]), "cut"), "{len}");
    }
}

#[test]
fn a_section_cut_short_is_refused_by_its_name() {
    for name in ["words", "emoji", "heads", "stance_heads"] {
        let full = sections(ENGLISH).into_iter().find(|(other, _)| other == name).unwrap().1.len();
        for len in [0, 1, full / 2, full - 1] {
            let message = format!("section `{name}` of the pack is not sound");
            refused(&english_with(name, |content| content.truncate(len)), &message);
        }
    }
}

#[test]
fn a_wrong_digest_is_noticed() {
    for at in 6..14 {
        let mut bytes = ENGLISH.to_vec();
        bytes[at] ^= 0x40;
        refused(&bytes, "its digest does not match");
    }
}

#[test]
fn bytes_behind_the_end_are_noticed() {
    let mut bytes = ENGLISH.to_vec();
    bytes.extend_from_slice(b"more");
    refused(&bytes, "followed by 4 bytes");
}

#[test]
fn another_format_is_named_whatever_its_bytes() {
    for format in [0_u16, 1, 3, 255, u16::MAX] {
        let mut bytes = ENGLISH.to_vec();
        bytes[4..6].copy_from_slice(&format.to_le_bytes());
        let (kind, message) = error(&bytes);
        assert_eq!(kind, ErrorKind::UnsupportedVersion);
        assert!(message.contains(&format!("format {format}")), "{message}");
        assert_eq!(error(&bytes[..40]).0, ErrorKind::UnsupportedVersion);
    }
}

#[test]
fn a_section_without_a_licence_entry_is_refused_when_it_is_built() {
    let mut builder = PackBuilder::new("en", 1);
    builder.part("words", "own list", "MIT", "");
    builder.list(WordClass::Hedge, "maybe").unwrap();
    builder.abbreviations("dr");
    let error = builder.clone().build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidPack);
    let message = "section `abbreviations` of the pack has no licence entry";
    assert!(error.to_string().starts_with(message), "{error}");
    builder.part("abbreviations", "own list", "", "");
    assert!(builder.build().unwrap_err().to_string().contains("without a licence or source"));
}

#[test]
fn a_section_without_a_licence_entry_is_refused_when_it_is_read() {
    for name in [
        "words",
        "heads",
        "norms",
        "emoji",
        "closed_class",
        "abbreviations",
        "stance",
        "stance_heads",
    ] {
        let start = format!("part\t{name}\t");
        let without = english_with_manifest(|manifest| {
            let lines = manifest.lines().filter(|line| !line.starts_with(&start));
            lines.flat_map(|line| [line, "\n"]).collect()
        });
        refused(&without, &format!("section `{name}` of the pack has no licence entry"));
    }
}

#[test]
fn one_part_without_its_licence_or_source_is_enough() {
    let parts = LanguagePack::english().manifest().parts.len();
    for number in 0..parts {
        for field in [2, 3] {
            for blank in ["", "  "] {
                let without = english_with_manifest(|manifest| {
                    let mut lines: Vec<String> = manifest.lines().map(String::from).collect();
                    let line = &mut lines[2 + number];
                    let mut fields: Vec<&str> = line.split('\t').collect();
                    fields[field] = blank;
                    *line = fields.join("\t");
                    lines.join("\n")
                });
                refused(&without, "has a part without a licence or source");
            }
        }
    }
}

#[test]
fn a_manifest_that_is_not_understood_is_refused() {
    for (line, message) in [
        ("language", "a line of 1 fields"),
        ("part\twords\tsource", "a line of 3 fields"),
        ("version\tmany", "is no number"),
        ("version\t0", "names no language and version"),
        ("language\ten_US", "names no language and version"),
    ] {
        refused(&english_with_manifest(|manifest| format!("{manifest}{line}\n")), message);
    }
    refused(&english_with("manifest", |content| content.insert(0, 0xff)), "is not UTF-8");
    let mut without = sections(ENGLISH);
    without.retain(|(name, _)| name != "manifest");
    refused(&written(&without), "has no section `manifest`");
}

#[test]
fn norms_that_no_trainer_writes_are_refused() {
    for line in
        ["norm\tx\t1\t0", "norm\tx\tNaN\t1", "norm\tx\t1\tinf", "reliability\tx\t1\t1\t1\t2"]
    {
        let add = |content: &mut Vec<u8>| content.extend_from_slice(format!("{line}\n").as_bytes());
        refused(&english_with("norms", add), "section `norms` of the pack is not sound");
    }
}

#[test]
fn lists_of_stance_that_are_not_sound_are_refused_by_their_line() {
    for line in ["negations", "negations\tnot | | never"] {
        let add = |content: &mut Vec<u8>| content.extend_from_slice(format!("{line}\n").as_bytes());
        refused(&english_with("stance", add), line);
    }
}

#[test]
fn a_snapshot_under_another_pack_is_refused() {
    let other = LanguagePack::from_bytes(small()).unwrap();
    let mut session = Session::default();
    session.observe(&Turn::client("Where is it?")).unwrap();
    let engine = Engine::builder(Config::default()).pack(other).build().unwrap();
    let error = engine.restore(&session.snapshot().unwrap()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PackMismatch);
}

#[test]
fn a_pack_of_another_language_leaves_english_undefined_for_that_reason() {
    let mut builder = PackBuilder::new("nl", 1);
    builder.part("words", "own list", "MIT", "");
    builder.list(WordClass::Articles, "de\nhet\neen").unwrap();
    let pack = LanguagePack::from_bytes(builder.build().unwrap()).unwrap();
    let engine = Engine::builder(Config::default()).pack(pack).build().unwrap();
    let mut session = engine.session();
    let seen = session.observe(&Turn::client("the house")).unwrap().register;
    assert_eq!(seen.style.unwrap_err(), Undefined::Language);
    let mut turn = Turn::client("het huis");
    turn.hints.language = Some("nl-BE".into());
    let seen = session.observe(&turn).unwrap().register;
    assert_eq!(seen.style.unwrap().counts[2], 1);
    // It has no heads, so there is no model score; nothing else is missing.
    assert_eq!(seen.formality.undefined(), Some(Undefined::NotAvailable));
    assert!(session.summary().register.party(Party::CLIENT).is_some());
}

#[test]
fn every_byte_of_a_small_pack_may_be_changed_and_forged_without_a_panic() {
    let small = small();
    let mut read = 0;
    for at in HEADER..small.len() {
        for value in [0, 1, 0x7f, 0x80, 0xff, small[at] ^ 1] {
            let mut body = small[HEADER..].to_vec();
            body[at - HEADER] = value;
            read += u32::from(survives(&forge(&small, &body), &format!("{value} at {at}")));
        }
    }
    assert!(read > 100, "only {read} forged packs were read: the rest of the library saw few");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn flipped_bits_of_the_english_pack_are_always_noticed(
        flips in proptest::collection::vec((0..ENGLISH.len(), 0..8_u32), 1..6),
    ) {
        let mut bytes = ENGLISH.to_vec();
        flips.iter().for_each(|(at, bit)| bytes[*at] ^= 1 << bit);
        prop_assert!(bytes == ENGLISH || !survives(&bytes, "flipped"));
    }

    #[test]
    fn any_bytes_are_no_pack(bytes: Vec<u8>, magic: bool) {
        let bytes = if magic { [b"LSPK\x01\0", &bytes[..]].concat() } else { bytes };
        prop_assert!(!survives(&bytes, "any bytes"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn flipped_bits_under_a_digest_that_fits_never_panic(
        section in 0..11_usize,
        flips in proptest::collection::vec((any::<prop::sample::Index>(), 0..8_u32), 1..6),
    ) {
        let mut sections = sections(ENGLISH);
        prop_assert_eq!(sections.len(), 11);
        let content = &mut sections[section].1;
        let len = content.len();
        flips.iter().for_each(|(at, bit)| content[at.index(len)] ^= 1 << bit);
        survives(&written(&sections), &sections[section].0);
    }
}
