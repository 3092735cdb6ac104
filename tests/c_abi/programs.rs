//! The programs of tests/c: with either library, by themselves and under valgrind.

use super::{
    library::{LINKS, Link, program},
    tools::{FOUND, Watch, files, needed, root, run, runs_well, stem},
};

/// Programs that are given arguments by tests of their own.
const WITH_ARGUMENTS: [&str; 2] = ["broken", "json"];

fn all_run_well(link: Link) {
    let sources = files("tests/c", &["c"]);
    assert!(sources.len() >= 8, "{sources:?}");
    let valgrind = needed("valgrind");
    for source in sources.iter().filter(|source| !WITH_ARGUMENTS.contains(&stem(source))) {
        let Some(program) = program(source, link, "programs") else { return };
        let said = runs_well(&program, &[], &[], Watch::No);
        assert!(said.ends_with(b" 0 failed\n"), "{}", String::from_utf8_lossy(&said));
        if valgrind {
            runs_well(&program, &[], &[], Watch::Valgrind);
        }
    }
}

#[test]
fn every_program_runs_without_error_and_leak_with_the_static_archive() {
    all_run_well(LINKS[0]);
}

#[test]
fn every_program_runs_without_error_and_leak_with_the_shared_library() {
    all_run_well(LINKS[1]);
}

/// A check that cannot fail would prove nothing.
#[test]
fn valgrind_sees_what_a_broken_program_does() {
    let source = root().join("tests/c/broken.c");
    if !needed("valgrind") {
        return;
    }
    let Some(program) = program(&source, Link::Static, "programs") else { return };
    for (how, word) in
        [("leak", "definitely lost"), ("after", "Invalid read"), ("beyond", "Invalid read")]
    {
        let done = run(&program, &[how], &[], Watch::Valgrind);
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(FOUND), "{how}: {said}");
        assert!(said.contains(word), "{how}: {said}");
    }
}
