//! What the shared library exports is what the header declares.

use super::{header, library, tools};
use std::{collections::BTreeSet, process::Command};

/// Names of functions: those that an opening bracket follows.
fn declared() -> BTreeSet<String> {
    let code = header::code();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let ends = code.match_indices('(').map(|(at, _)| code[..at].trim_end());
    let names = ends.filter_map(|end| end.rsplit(|c| !is_name(c)).next());
    names.filter(|name| name.starts_with("lingsync_")).map(String::from).collect()
}

#[test]
fn the_shared_library_exports_what_the_header_declares_and_nothing_else() {
    if !tools::needed("nm") {
        return;
    }
    let mut nm = Command::new("nm");
    let listed = tools::succeeds(nm.args(["-D", "--defined-only"]).arg(library::shared()));
    let exported: BTreeSet<String> = listed
        .lines()
        .filter_map(|line| line.split_whitespace().last())
        .map(String::from)
        .collect();
    let declared = declared();
    assert!(declared.len() > 40, "{declared:?}");
    let hidden: Vec<_> = declared.difference(&exported).collect();
    let surplus: Vec<_> = exported.difference(&declared).collect();
    assert!(hidden.is_empty(), "declared and not exported: {hidden:?}");
    assert!(surplus.is_empty(), "exported and not declared: {surplus:?}");
}

#[test]
fn the_c_programs_call_every_function() {
    let sources = tools::files("tests/c", &["c", "h"]);
    let text: String =
        sources.iter().map(|source| std::fs::read_to_string(source).unwrap()).collect();
    for name in declared() {
        assert!(text.contains(&format!("{name}(")), "no program calls {name}");
    }
}

#[test]
fn a_program_linked_with_the_shared_library_does_not_hold_its_code() {
    let source = tools::root().join("tests/c/layout.c");
    if !tools::needed("nm") {
        return;
    }
    for link in library::LINKS {
        let Some(program) = library::program(&source, link, "symbols") else { return };
        let listed = tools::succeeds(Command::new("nm").arg(program));
        let line = listed.lines().find(|line| line.ends_with(" lingsync_version")).unwrap();
        let undefined = line.trim_start().starts_with('U');
        assert_eq!(undefined, link == library::Link::Shared, "{line}");
    }
}
