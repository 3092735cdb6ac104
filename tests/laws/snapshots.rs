//! Snapshots from hands that may not be friendly: cut, damaged, or forged with a good checksum.

use crate::dialogue::{
    ALL_SPEAKERS, Bits, GLOSSARY, KEYED, SHARINGS, SMALL_WINDOW, TINY_VOCABULARY, VARIANTS, engine,
};
use lingsync::{Engine, ErrorKind, Role, Session, Turn};
use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Magic 4, format 2, pack 8, configuration 8, key check 8, length 8, checksum 8.
const HEADER: usize = 46;
const LENGTH: usize = 30;
const CHECKSUM: usize = 38;
/// The tag of the section that holds the totals.
const CHECKPOINT: u16 = 3;
/// Settings under which snapshots differ in kind.
const SETTINGS: [Bits; 6] = [
    0,
    SMALL_WINDOW,
    KEYED | SMALL_WINDOW,
    ALL_SPEAKERS | SMALL_WINDOW,
    VARIANTS | GLOSSARY,
    TINY_VOCABULARY | SMALL_WINDOW | ALL_SPEAKERS | KEYED | VARIANTS,
];

fn session(engine: &Engine, turns: usize) -> Session {
    const TEXTS: [&str; 4] = [
        "the blue box never came and two stars fell",
        "the box, the blue box? `code here` it is late",
        "colour me two boxes, star, and a b c d e",
        "",
    ];
    let mut session = engine.session();
    for number in 0..turns {
        let role = [Role::Client, Role::Agent, Role::Other][number * 7 % 3];
        let label = ["Ana", "Ben", "Cem", "Dot", "Eve"][number % 5];
        let turn = Turn::new(role, TEXTS[number % 4]).speaker(label).at(number as i64 * 10);
        session.observe(&turn).unwrap();
    }
    session
}

/// SipHash-2-4 with a zero key, as the format has it (Aumasson & Bernstein 2012).
fn siphash(bytes: &[u8]) -> u64 {
    fn round(v: &mut [u64; 4]) {
        v[0] = v[0].wrapping_add(v[1]);
        v[1] = v[1].rotate_left(13) ^ v[0];
        v[0] = v[0].rotate_left(32);
        v[2] = v[2].wrapping_add(v[3]);
        v[3] = v[3].rotate_left(16) ^ v[2];
        v[0] = v[0].wrapping_add(v[3]);
        v[3] = v[3].rotate_left(21) ^ v[0];
        v[2] = v[2].wrapping_add(v[1]);
        v[1] = v[1].rotate_left(17) ^ v[2];
        v[2] = v[2].rotate_left(32);
    }
    let mut v: [u64; 4] = [
        0x736f_6d65_7073_6575,
        0x646f_7261_6e64_6f6d,
        0x6c79_6765_6e65_7261,
        0x7465_6462_7974_6573,
    ];
    let mut last = [0; 8];
    last[7] = bytes.len() as u8;
    let words = bytes.chunks_exact(8);
    last[..words.remainder().len()].copy_from_slice(words.remainder());
    for word in words.chain([&last[..]]) {
        let word = u64::from_le_bytes(word.try_into().unwrap());
        v[3] ^= word;
        round(&mut v);
        round(&mut v);
        v[0] ^= word;
    }
    v[2] ^= 0xff;
    for _ in 0..4 {
        round(&mut v);
    }
    v[0] ^ v[1] ^ v[2] ^ v[3]
}

/// A snapshot with this body and the header that fits it.
fn forge(header: &[u8], body: &[u8]) -> Vec<u8> {
    let mut bytes = header[..LENGTH].to_vec();
    bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
    let sum = siphash(&[&bytes, body].concat());
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes.extend_from_slice(body);
    bytes
}

fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn get(bytes: &[u8], at: &mut usize) -> u64 {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            return value;
        }
    }
}

/// The body as (tag, content).
fn sections(body: &[u8]) -> Vec<(u16, Vec<u8>)> {
    let (mut at, mut sections) = (0, Vec::new());
    while at < body.len() {
        let tag = u16::from_le_bytes([body[at], body[at + 1]]);
        at += 4;
        let len = get(body, &mut at) as usize;
        sections.push((tag, body[at..at + len].to_vec()));
        at += len;
    }
    sections
}

/// The body with the content of one section changed.
fn with_section(body: &[u8], tag: u16, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    for (found, mut content) in sections(body) {
        if found == tag {
            change(&mut content);
        }
        out.extend_from_slice(&found.to_le_bytes());
        out.extend_from_slice(&4_u16.to_le_bytes());
        put(&mut out, content.len() as u64);
        out.extend_from_slice(&content);
    }
    out
}

/// Everything that can be asked of a session, whatever it was restored from.
fn exercise(mut session: Session) {
    for (number, text) in
        ["the blue box", "two stars, a b", "", "new words here now"].iter().enumerate()
    {
        let role = [Role::Agent, Role::Client, Role::Other][number % 3];
        let turn = Turn::new(role, *text).speaker("Ana").at(5);
        let preview = session.preview(&turn);
        assert_eq!(session.observe(&turn), preview);
    }
    let summary = session.summary();
    #[cfg(feature = "json")]
    assert!(!summary.to_json().is_empty());
    drop(summary);
    for sharing in SHARINGS {
        drop(session.lexicon(sharing));
    }
    let snapshot = session.snapshot().unwrap();
    drop(session.engine().restore(&snapshot));
    drop(session.redact(session.turns().saturating_sub(2)));
    drop(session.forget("Ana"));
    drop(session.rewind(session.turns().saturating_sub(1)));
    assert!(session.heap_bytes() < 8 << 20, "{} bytes on the heap", session.heap_bytes());
}

/// Restores and exercises; gives the message of a panic.
fn survives(engine: &Engine, bytes: &[u8]) -> Result<bool, String> {
    let outcome = catch_unwind(AssertUnwindSafe(|| match engine.restore(bytes) {
        Ok(session) => {
            exercise(session);
            true
        }
        Err(error) => {
            assert!(
                matches!(error.kind(), ErrorKind::InvalidSnapshot | ErrorKind::LimitExceeded),
                "{error}"
            );
            false
        }
    }));
    outcome.map_err(|panic| match panic.downcast::<String>() {
        Ok(message) => *message,
        Err(panic) => panic.downcast_ref::<&str>().map_or("?".into(), |text| (*text).into()),
    })
}

/// A small generator of numbers, so that a failure comes back under the same seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

/// One random change of the body.
fn mutate(body: &mut Vec<u8>, numbers: &mut Numbers) {
    let (at, other) = (numbers.below(body.len()), numbers.below(body.len()));
    match numbers.below(8) {
        0 => body[at] ^= 1 << numbers.below(8),
        1 => body[at] = numbers.below(256) as u8,
        2 => body[at] = [0, 1, 0x7f, 0x80, 0xff][numbers.below(5)],
        3 => body.insert(at, numbers.below(256) as u8),
        4 => drop(body.remove(at)),
        5 => {
            let mut huge = Vec::new();
            put(&mut huge, [u64::MAX, u64::from(u32::MAX), 1 << 31, 1 << 40][numbers.below(4)]);
            body.splice(at..at + 1, huge);
        }
        6 => body.truncate(at.max(1)),
        _ => body.swap(at, other),
    }
}

#[test]
fn the_checksum_is_the_one_that_the_format_names() {
    for bits in SETTINGS {
        let snapshot = session(&engine(bits), 9).snapshot().unwrap();
        assert_eq!(forge(&snapshot, &snapshot[HEADER..]), snapshot);
        assert_eq!(with_section(&snapshot[HEADER..], 99, |_| {}), snapshot[HEADER..]);
    }
}

#[test]
fn a_snapshot_cut_anywhere_is_an_invalid_snapshot() {
    for bits in SETTINGS {
        let engine = engine(bits);
        let snapshot = session(&engine, 14).snapshot().unwrap();
        for cut in 0..snapshot.len() {
            let error = engine.restore(&snapshot[..cut]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidSnapshot, "cut at {cut}: {error}");
        }
        let longer = [snapshot.as_slice(), &[0]].concat();
        assert_eq!(engine.restore(&longer).unwrap_err().kind(), ErrorKind::InvalidSnapshot);
    }
}

#[test]
fn a_snapshot_with_any_byte_changed_is_refused() {
    for bits in SETTINGS {
        let engine = engine(bits);
        let snapshot = session(&engine, 14).snapshot().unwrap();
        for at in 0..snapshot.len() {
            for flip in [1, 0x80, 0xff] {
                let mut damaged = snapshot.clone();
                damaged[at] ^= flip;
                let kind = engine.restore(&damaged).unwrap_err().kind();
                let format = (4..6).contains(&at) && kind == ErrorKind::UnsupportedVersion;
                assert!(format || kind == ErrorKind::InvalidSnapshot, "byte {at}: {kind}");
            }
        }
    }
}

#[test]
fn a_forged_snapshot_is_refused_or_restored_and_never_panics() {
    let (mut numbers, mut failures, mut restored) = (Numbers(20_260_101), BTreeSet::new(), 0);
    for bits in SETTINGS {
        let engine = engine(bits);
        let snapshot = session(&engine, 14).snapshot().unwrap();
        for _ in 0..600 {
            let mut body = snapshot[HEADER..].to_vec();
            for _ in 0..=numbers.below(3) {
                mutate(&mut body, &mut numbers);
            }
            match survives(&engine, &forge(&snapshot, &body)) {
                Ok(kept) => restored += u32::from(kept),
                Err(message) => drop(failures.insert(message)),
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(restored > 100, "only {restored} forgeries were read to their end");
}

/// Every number of the checkpoint, one after the other, set to the largest of its width.
#[test]
fn totals_at_their_largest_are_counted_on_without_a_panic() {
    let mut failures = BTreeSet::new();
    for bits in [SMALL_WINDOW, SMALL_WINDOW | ALL_SPEAKERS] {
        let engine = engine(bits);
        let snapshot = session(&engine, 14).snapshot().unwrap();
        let body = &snapshot[HEADER..];
        let (_, content) = sections(body).into_iter().find(|(tag, _)| *tag == CHECKPOINT).unwrap();
        for at in 0..content.len() {
            for value in [u64::MAX, u64::from(u32::MAX), i32::MAX as u64] {
                let forged = with_section(body, CHECKPOINT, |content| {
                    let mut huge = Vec::new();
                    put(&mut huge, value);
                    content.splice(at..at + 1, huge);
                });
                failures.extend(survives(&engine, &forge(&snapshot, &forged)).err());
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn positions_in_the_header_are_where_this_file_says() {
    let snapshot = session(&engine(0), 3).snapshot().unwrap();
    let number = |at: usize| u64::from_le_bytes(*snapshot[at..].first_chunk().unwrap());
    assert_eq!(number(LENGTH), (snapshot.len() - HEADER) as u64);
    assert_eq!(number(CHECKSUM), siphash(&[&snapshot[..CHECKSUM], &snapshot[HEADER..]].concat()));
}
