//! The header alone, as every standard of C and C++ reads it, and what it says.

use super::tools::{Language, compile, files, is_there, needed, output, root, scratch};
use std::{collections::BTreeSet, fs, path::Path, process::Command};

/// Standards that every compiler of today knows, and those that only some know, by either name.
const C: ([&str; 3], [&str; 2]) = (["c99", "c11", "c17"], ["c23", "c2x"]);
const CPP: ([&str; 2], [&str; 4]) = (["c++17", "c++20"], ["c++23", "c++2b", "c++26", "c++2c"]);

fn knows(compiler: &str, standard: &str, empty: &Path) -> bool {
    let mut command = Command::new(compiler);
    command.arg(format!("-std={standard}")).arg("-fsyntax-only").arg(empty);
    output(&mut command, &[]).status.success()
}

/// Reads headers, each twice, without anything before them.
fn is_read(language: Language, headers: &[&str]) {
    let (promised, newer, ending, others) = match language {
        Language::C => (&C.0[..], &C.1[..], "c", ["gcc", "clang"]),
        Language::Cpp => (&CPP.0[..], &CPP.1[..], "cpp", ["g++", "clang++"]),
    };
    let compiler = language.compiler();
    if !needed(&compiler) {
        return;
    }
    let folder = scratch("header");
    let empty = folder.join(format!("empty.{ending}"));
    fs::write(&empty, "").unwrap();
    for header in headers {
        let source = folder.join(format!("{header}.{ending}"));
        fs::write(&source, format!("#include \"{header}\"\n#include \"{header}\"\n")).unwrap();
        for compiler in others.into_iter().filter(|other| is_there(other)).chain([&*compiler]) {
            let newer = newer.iter().filter(|standard| knows(compiler, standard, &empty));
            for standard in promised.iter().chain(newer) {
                let mut command = compile(compiler, standard);
                let done = output(command.arg("-fsyntax-only").arg(&source), &[]);
                let said = String::from_utf8_lossy(&done.stderr);
                assert!(done.status.success(), "{command:?}\n{said}");
            }
        }
    }
}

#[test]
fn the_header_is_c_of_every_standard_from_1999_on() {
    is_read(Language::C, &["lingsync.h"]);
}

#[test]
fn the_headers_are_cpp_of_every_standard_from_2017_on() {
    let headers = files("include", &["h", "hpp"]);
    let names: Vec<&str> =
        headers.iter().filter_map(|header| header.file_name()?.to_str()).collect();
    assert!(names.contains(&"lingsync.h"), "{names:?}");
    is_read(Language::Cpp, &names);
}

/// Not every compiler says that it knows C23, so that its part of the header may never be seen.
/// Here it is by one that has the enums of C23 and is told to say so.
#[test]
fn the_part_of_the_header_for_c23_is_right() {
    if !is_there("clang") {
        return;
    }
    let source = scratch("header").join("next.c");
    let use_it = "#include \"lingsync.h\"\n\
        lingsync_status status = LINGSYNC_STATUS_KEY_MISMATCH;\n\
        int takes[sizeof(lingsync_role) == 4 ? 1 : -1];\n";
    fs::write(&source, use_it).unwrap();
    let mut command = compile("clang", "c2x");
    command.args(["-U__STDC_VERSION__", "-D__STDC_VERSION__=202311L", "-fsyntax-only"]);
    command.args(["-Wno-builtin-macro-redefined", "-Wno-unknown-warning-option"]);
    let done = output(command.arg("-Wno-fixed-enum-extension").arg(&source), &[]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// The header without its comments.
pub(crate) fn code() -> String {
    let header = fs::read_to_string(root().join("include/lingsync.h")).unwrap();
    let mut code = String::new();
    for (index, part) in header.split("/*").enumerate() {
        code.push_str(if index == 0 { part } else { part.split_once("*/").unwrap().1 });
    }
    code.lines().map(|line| line.split("//").next().unwrap().to_owned() + "\n").collect()
}

#[test]
fn layout_c_checks_every_number_and_every_field_of_the_header() {
    let layout = fs::read_to_string(root().join("tests/c/layout.c")).unwrap();
    let code = code();
    let mut numbers = 0;
    for line in code.lines() {
        let words: Vec<&str> = line.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let (name, number) = match words[..] {
            [name, "=", number] => (name, number),
            ["#define", name, number] if name.starts_with("LINGSYNC_ANALYSE_") => (name, number),
            _ => continue,
        };
        let name = name.strip_prefix("LINGSYNC_").unwrap();
        let check = format!("\nIS({name}, {number});\n");
        assert!(layout.contains(&check), "layout.c lacks {check}");
        numbers += 1;
    }
    assert!(numbers > 60, "{numbers} numbers");
    let (_, figures) = code.split_once("typedef struct lingsync_turn_figures {").unwrap();
    let fields: BTreeSet<&str> = figures
        .split('}')
        .next()
        .unwrap()
        .split(';')
        .filter_map(|field| field.split_whitespace().last())
        .map(|field| field.split('[').next().unwrap())
        .collect();
    assert!(fields.len() >= 23, "{fields:?}");
    for field in fields {
        assert!(layout.contains(&format!("\nAT({field}, ")), "layout.c lacks {field}");
    }
}
