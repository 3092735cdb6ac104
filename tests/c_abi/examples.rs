//! The examples of C and C++ and the tests of the C++ header: they compile without a warning, run
//! without error and leak, and the two languages say the same.

use super::{
    library::{Link, program},
    tools::{Watch, files, needed, runs_well, stem},
};
use lingsync::{Engine, config::Detail, transcript::AnalyseOptions};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Examples that want a transcript; all others take no arguments.
const WITH_A_TRANSCRIPT: [&str; 1] = ["analyse"];

fn transcripts() -> Vec<PathBuf> {
    files("examples/data", &["json", "jsonl", "tsv"])
}

/// What each program of a folder says without arguments, by its name.
fn sayings(folder: &str, link: Link) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut sayings = BTreeMap::new();
    let valgrind = needed("valgrind");
    let sources = files(folder, &["c", "cpp"]);
    assert!(!sources.is_empty(), "{folder} holds no program");
    for source in sources.iter().filter(|source| !WITH_A_TRANSCRIPT.contains(&stem(source))) {
        let into = format!("{}-{link:?}", folder.replace('/', "-"));
        let program = program(source, link, &into)?;
        let said = runs_well(&program, &[], &[], Watch::No);
        if valgrind {
            let again = runs_well(&program, &[], &[], Watch::Valgrind);
            assert!(said == again, "{} says something else each time", source.display());
        }
        sayings.insert(stem(source).to_owned(), said);
    }
    Some(sayings)
}

#[test]
fn the_tests_of_the_cpp_header_pass_with_the_static_archive() {
    sayings("tests/cpp", Link::Static);
}

#[test]
fn the_tests_of_the_cpp_header_pass_with_the_shared_library() {
    sayings("tests/cpp", Link::Shared);
}

#[test]
fn examples_of_the_same_name_say_the_same_in_c_and_in_cpp() {
    let Some(c) = sayings("examples/c", Link::Static) else { return };
    let Some(cpp) = sayings("examples/cpp", Link::Static) else { return };
    let mut compared = 0;
    for (name, said) in &c {
        assert!(!said.is_empty(), "{name} says nothing");
        if let Some(other) = cpp.get(name) {
            let (one, two) = (String::from_utf8_lossy(said), String::from_utf8_lossy(other));
            assert_eq!(one, two, "{name}");
            compared += 1;
        }
    }
    assert!(compared >= 2, "{:?} and {:?}", c.keys(), cpp.keys());
}

#[test]
fn the_example_that_analyses_a_file_gives_what_rust_gives() {
    let mut found = 0;
    for folder in ["examples/c", "examples/cpp"] {
        for source in files(folder, &["c", "cpp"]) {
            if !WITH_A_TRANSCRIPT.contains(&stem(&source)) {
                continue;
            }
            let Some(program) = program(&source, Link::Static, "examples-analyse") else { return };
            let engine = Engine::default();
            for file in transcripts() {
                let data = fs::read(&file).unwrap();
                for (name, detail) in [("brief", Detail::Brief), ("full", Detail::Full)] {
                    let mut options = AnalyseOptions::default();
                    (options.detail, options.lexicon) = (Some(detail), true);
                    let rust = engine.analyse_jsonl(&data, &options).unwrap();
                    let arguments = [file.to_str().unwrap(), name];
                    let said = runs_well(&program, &arguments, &[], Watch::No);
                    assert!(said == rust.as_bytes(), "{} {arguments:?}", source.display());
                }
            }
            if needed("valgrind") {
                let file = &transcripts()[0];
                runs_well(&program, &[file.to_str().unwrap()], &[], Watch::Valgrind);
            }
            found += 1;
        }
    }
    assert!(found > 0, "no example analyses a file");
}
