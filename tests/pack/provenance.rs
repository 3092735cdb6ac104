//! Where the English pack comes from: every part has a source and a licence that allows it, and
//! nothing was trained on a corpus that may not be trained on.

use crate::bytes::{ENGLISH, sections};
use lingsync::pack::{LanguagePack, PackPart};
use std::{collections::BTreeSet, path::Path, process::Command};

/// Corpora that weights and thresholds may come from, with their licences.
const MAY_BE_TRAINED_ON: [(&str, &str); 15] = [
    ("mrda", "CC BY 4.0"),
    ("molweni", "Apache-2.0"),
    ("abg_coqa", "MIT"),
    ("iglu", "MIT"),
    ("sycon_fp", "MIT"),
    ("sycobench_deep", "MIT"),
    ("sycobench_volume", "MIT"),
    ("hh_volume", "MIT"),
    ("warmth_offers", "MIT"),
    ("truthfulqa_truth", "Apache-2.0"),
    ("goemotions", "Apache-2.0"),
    ("stanford_politeness", "CC BY 4.0"),
    ("empathic_reactions", "CC BY 4.0"),
    ("pavlick_answers", "CC BY 3.0"),
    ("pavlick_mixed", "CC BY 3.0"),
];

/// Corpora that are for evaluation only: no part may name one.
const FOR_EVALUATION_ONLY: [&str; 24] = [
    "swda",
    "swda_br_windows",
    "maptask",
    "bt_oasis",
    "clariq",
    "clariq_need",
    "clamber",
    "repair_qa",
    "annomi",
    "esconv",
    "epitome",
    "counsel_chat",
    "bolt",
    "falseqa",
    "crepe_sycon",
    "emobank",
    "sgd",
    "gum_dialogue",
    "tangrams",
    "multiparty_tangrams",
    "coco_refgame",
    "photobook",
    "photobook_gold",
    "onecommon",
];

/// Lists and texts that are no corpus, with their licences.
const LISTS: [(&str, &str); 7] = [
    ("own list, written for this project", "MIT OR Apache-2.0"),
    ("own lists, written for this project", "MIT OR Apache-2.0"),
    ("own texts, written for this project", "MIT OR Apache-2.0"),
    ("ConvoKit 5.0.0, list of hedges", "MIT"),
    ("opinion lexicon, Hu and Liu 2004", "CC BY 4.0"),
    ("vaderSentiment 3.3.2, Hutto and Gilbert 2014", "MIT"),
    ("CMU Pronouncing Dictionary", "BSD-2-Clause"),
];

const LICENCES: [&str; 9] = [
    "MIT",
    "Apache-2.0",
    "CC BY 3.0",
    "CC BY 4.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "public domain",
    "MIT OR Apache-2.0",
];

/// The sections that hold figures taken from corpora.
const TRAINED: [&str; 4] = ["heads", "act_heads", "stance_heads", "norms"];

fn parts() -> Vec<PackPart> {
    LanguagePack::english().manifest().parts.clone()
}

/// Whether a part is one of the lists, or of what was written for the project.
fn is_list(part: &PackPart) -> bool {
    LISTS.contains(&(&*part.source, &*part.licence))
}

/// Whether a part is trained on, or measured over, a corpus. The heads learn from some lists too.
fn is_trained(part: &PackPart) -> bool {
    if TRAINED.contains(&&*part.section) && is_list(part) {
        return false;
    }
    let says_so = ["train", "weights", "over its turns", "reliabilit", "fitted", "threshold"];
    TRAINED.contains(&&*part.section) || says_so.iter().any(|word| part.note.contains(word))
}

/// The licences of a part: of all of them at once, where it says "and".
fn licences(part: &PackPart) -> impl Iterator<Item = &str> {
    part.licence.split(" and ")
}

#[test]
fn what_is_trained_names_only_corpora_that_may_be_trained_on() {
    let trained: Vec<PackPart> = parts().into_iter().filter(is_trained).collect();
    for part in &trained {
        let allowed = MAY_BE_TRAINED_ON.iter().find(|(corpus, _)| *corpus == part.source);
        let (_, licence) = allowed.unwrap_or_else(|| panic!("{part:?} names no such corpus"));
        assert!(licences(part).any(|found| found == *licence), "{part:?} is under {licence}");
    }
    for section in TRAINED {
        assert!(trained.iter().any(|part| part.section == section), "{section} names no corpus");
    }
}

#[test]
fn no_part_names_a_corpus_for_evaluation_only() {
    for part in parts() {
        let text = format!("{} {}", part.source, part.note).to_lowercase();
        let words: BTreeSet<&str> =
            text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let found = FOR_EVALUATION_ONLY.iter().find(|corpus| words.contains(*corpus));
        assert_eq!(found, None, "{part:?}");
    }
    for (corpus, _) in MAY_BE_TRAINED_ON {
        assert!(!FOR_EVALUATION_ONLY.contains(&corpus), "{corpus} stands in both lists");
    }
}

#[test]
fn what_is_not_trained_is_a_list_whose_source_is_known() {
    let lists: Vec<PackPart> = parts().into_iter().filter(|part| !is_trained(part)).collect();
    for part in &lists {
        assert!(is_list(part), "{part:?}");
    }
    assert!(lists.len() >= LISTS.len());
}

#[test]
fn every_part_has_a_source_a_note_and_a_licence_that_allows_it() {
    for part in parts() {
        assert!(!part.source.is_empty() && !part.note.is_empty(), "{part:?}");
        assert!(licences(&part).all(|licence| LICENCES.contains(&licence)), "{part:?}");
    }
}

#[test]
fn every_section_has_its_parts_and_every_part_its_section() {
    let sections: BTreeSet<String> =
        sections(ENGLISH).into_iter().map(|(name, _)| name).filter(|n| n != "manifest").collect();
    let named: BTreeSet<String> = parts().into_iter().map(|part| part.section).collect();
    assert_eq!(sections, named);
}

#[test]
fn the_manifest_of_the_sources_is_in_the_pack() {
    let sources = include_str!("../../packs/en/manifest.txt");
    let lines = sources.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let listed: Vec<String> = lines.map(String::from).collect();
    let packed: Vec<String> = parts()
        .iter()
        .filter(|part| !TRAINED.contains(&&*part.section))
        .map(|part| [&*part.section, &*part.source, &*part.licence, &*part.note].join("\t"))
        .collect();
    assert_eq!(packed, listed);
}

/// The files of the packaged crate, as cargo lists them.
fn packaged() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(list.status.success(), "{}", String::from_utf8_lossy(&list.stderr));
    String::from_utf8(list.stdout).unwrap().lines().map(String::from).collect()
}

#[test]
fn the_crate_holds_the_pack_but_nothing_that_it_was_trained_with() {
    let files = packaged();
    assert!(files.iter().any(|file| file == "src/pack/en.pack"));
    assert!(files.iter().any(|file| file == "src/lib.rs"));
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("training/seen.bin").is_file());
    for file in &files {
        let outside = ["training/", "packs/", "tests/", "benches/"];
        let held = outside.iter().find(|folder| file.starts_with(**folder));
        assert_eq!(held, None, "{file}");
        assert!(!file.ends_with("seen.bin"), "{file}");
    }
}
