//! The two libraries, built once, and programs linked with them.

use super::tools::{Language, compile, needed, output, root, scratch, stem, succeeds};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// What a program needs beside the static archive; the README says so as well.
pub(crate) const LIBRARIES: [&str; 3] = ["-lm", "-lpthread", "-ldl"];

/// What of the system the archive may need. Compilers add the rest by themselves.
const ALLOWED: [&str; 7] = ["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc"];

/// Which of the two libraries a program is linked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    Static,
    Shared,
}

pub(crate) const LINKS: [Link; 2] = [Link::Static, Link::Shared];

/// The target directory of this test, so that nothing is built twice.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().to_owned()
}

/// `cargo rustc` for the library with the features of a release.
fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(["rustc", "--lib", "--features", "capi", "--target-dir"]);
    command.arg(target());
    command
}

/// The folder of the libraries, which the first call builds.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        succeeds(cargo().args(["--release", "--crate-type", "cdylib,staticlib"]));
        target().join("release")
    })
}

pub(crate) fn shared() -> PathBuf {
    folder().join("liblingsync.so")
}

pub(crate) fn archive() -> PathBuf {
    folder().join("liblingsync.a")
}

/// Compiles and links a program; `None` without a compiler.
pub(crate) fn program(source: &Path, link: Link, into: &str) -> Option<PathBuf> {
    let language = Language::of(source);
    let compiler = language.compiler();
    if !needed(&compiler) {
        return None;
    }
    let made = scratch(into).join(format!("{}-{language:?}-{link:?}", stem(source)));
    let mut command = compile(&compiler, language.standard());
    command.args(["-O1", "-g"]).arg(source).arg("-o").arg(&made);
    match link {
        Link::Static => command.arg(archive()).args(LIBRARIES),
        Link::Shared => command
            .arg(format!("-Wl,-rpath,{}", folder().display()))
            .arg("-L")
            .arg(folder())
            .args(["-llingsync", "-lpthread"]),
    };
    succeeds(&mut command);
    Some(made)
}

#[test]
fn the_archive_needs_no_more_of_the_system_than_the_readme_says() {
    // Of the profile that builds fastest; which libraries are needed does not depend on it.
    let mut command = cargo();
    command.args(["--crate-type", "staticlib", "--", "--print", "native-static-libs"]);
    let done = output(&mut command, &[]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    let needs = said.lines().find_map(|line| line.split_once("native-static-libs: "));
    let needs: Vec<&str> = needs.expect(&said).1.split_whitespace().collect();
    assert!(!needs.is_empty());
    for library in needs {
        assert!(ALLOWED.contains(&library), "{library}");
    }
}
