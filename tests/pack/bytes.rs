//! The bytes of packs, taken apart and put together again.

use lingsync::pack::{LanguagePack, PackBuilder, WordClass};
use siphasher::sip::SipHasher24;
use std::hash::Hasher;

/// The English pack as it lies in the repository.
pub(crate) static ENGLISH: &[u8] = include_bytes!("../../src/pack/en.pack");

/// Magic 4, format 2, digest 8, length 8.
pub(crate) const HEADER: usize = 22;
const DIGEST: std::ops::Range<usize> = 6..14;
const LENGTH: std::ops::Range<usize> = 14..22;

/// A pack with this body and a header that fits it.
pub(crate) fn forge(header: &[u8], body: &[u8]) -> Vec<u8> {
    let mut hasher = SipHasher24::new();
    hasher.write(body);
    let mut bytes = header[..HEADER].to_vec();
    bytes[DIGEST].copy_from_slice(&hasher.finish().to_le_bytes());
    bytes[LENGTH].copy_from_slice(&(body.len() as u64).to_le_bytes());
    bytes.extend_from_slice(body);
    bytes
}

fn get(bytes: &[u8], at: &mut usize) -> usize {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        value |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            return value;
        }
    }
}

fn put(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Name and content of every section.
pub(crate) fn sections(pack: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut at = HEADER;
    let count = get(pack, &mut at);
    let sizes: Vec<(String, usize)> = (0..count)
        .map(|_| {
            let len = get(pack, &mut at);
            let name = String::from_utf8(pack[at..at + len].to_vec()).unwrap();
            at += len;
            (name, get(pack, &mut at))
        })
        .collect();
    let content = sizes.into_iter().map(|(name, size)| {
        at += size;
        (name, pack[at - size..at].to_vec())
    });
    content.collect()
}

/// A pack of these sections, as a hand that knows the format would write it.
pub(crate) fn written(sections: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    put(&mut body, sections.len());
    for (name, content) in sections {
        put(&mut body, name.len());
        body.extend_from_slice(name.as_bytes());
        put(&mut body, content.len());
    }
    sections.iter().for_each(|(_, content)| body.extend_from_slice(content));
    forge(ENGLISH, &body)
}

/// The English pack with one section changed and a digest that fits.
pub(crate) fn english_with(section: &str, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut sections = sections(ENGLISH);
    let found = sections.iter_mut().find(|(name, _)| name == section);
    change(&mut found.unwrap().1);
    written(&sections)
}

/// The English pack with another manifest.
pub(crate) fn english_with_manifest(change: impl Fn(&str) -> String) -> Vec<u8> {
    english_with("manifest", |content| {
        *content = change(core::str::from_utf8(content).unwrap()).into_bytes();
    })
}

/// A small pack with every kind of section but the heads.
pub(crate) fn small() -> Vec<u8> {
    let mut builder = PackBuilder::new("en", 3);
    for section in ["words", "emoji", "closed_class", "abbreviations", "norms"] {
        builder.part(section, "own", "MIT", "");
    }
    builder.list(WordClass::PersonalPronouns, "I\nyou\nwe").unwrap();
    builder.classes("articles\tthe a\nbackchannel\tyeah\n").unwrap();
    builder.valences("good\t19\nbad\t-25\n").unwrap();
    builder.syllables("area\t3\n").unwrap();
    builder.emoji("😀\tgrinning face\n😢\tcrying face\n").unwrap();
    builder.closed_class("pronoun\ti you we\narticle\tthe a\n");
    builder.abbreviations("dr\nprof\n");
    let norms = "norm\treceptiveness\t0.5\t1.5\nreliability\tvader\t0.2\t0.4\t0.6\t0.8\n";
    builder.section("norms", norms.as_bytes().to_vec());
    builder.build().unwrap()
}

#[test]
fn the_hand_that_knows_the_format_writes_what_the_builder_wrote() {
    assert_eq!(written(&sections(ENGLISH)), ENGLISH);
    assert_eq!(written(&sections(&small())), small());
    assert_eq!(LanguagePack::english().as_bytes(), ENGLISH);
}
