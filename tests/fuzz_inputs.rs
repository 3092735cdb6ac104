//! Replays what the fuzzer starts from and what it once found: `tests/fuzz/seeds/TARGET/*` and
//! `tests/fuzz/regressions/TARGET/*`.
#![cfg(feature = "capi")]

#[path = "fuzz/src/lib.rs"]
mod fuzz;

use std::{fs, path::Path};

type Target = fn(&[u8]);

const TARGETS: [(&str, Target); 4] = [
    ("calls", fuzz::calls),
    ("restore", fuzz::restore),
    ("hints", fuzz::hints),
    ("jsonl", fuzz::jsonl),
];

#[test]
fn every_seed_and_every_input_that_once_failed_passes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let mut replayed = 0;
    for (name, target) in TARGETS {
        for kind in ["seeds", "regressions"] {
            let Ok(folder) = fs::read_dir(root.join(kind).join(name)) else { continue };
            for entry in folder {
                let path = entry.unwrap().path();
                eprintln!("{}", path.display());
                target(&fs::read(&path).unwrap());
                replayed += 1;
            }
        }
    }
    assert!(replayed >= TARGETS.len(), "{replayed} inputs");
}

#[test]
fn bytes_without_sense_pass_through_every_target() {
    // A simple generator, so that the test is the same on every run.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    for round in 0..400 {
        let data: Vec<u8> = (0..round).map(|_| byte()).collect();
        for (_, target) in TARGETS {
            target(&data);
        }
    }
}
