//! What cargo-c and pkg-config are told, and how large the libraries are.

use super::{library, tools};
use serde_json::Value;
use std::{env, fs, path::Path, process::Command};

fn metadata() -> Value {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(tools::root());
    let json = tools::succeeds(cargo.args(["metadata", "--no-deps", "--format-version", "1"]));
    let mut all: Value = serde_json::from_str(&json).unwrap();
    let packages = all["packages"].as_array_mut().unwrap();
    packages.retain(|package| package["name"] == "lingsync");
    packages.pop().expect("the package lingsync")
}

#[test]
fn cargo_c_installs_the_committed_headers_and_a_pkg_config_file() {
    let package = metadata();
    let capi = &package["metadata"]["capi"];
    assert_eq!(capi["library"]["name"], "lingsync");
    assert_eq!(capi["header"]["name"], "lingsync");
    assert_eq!(capi["header"]["generation"], false);
    assert_eq!(capi["header"]["subdirectory"], false);
    assert_eq!(capi["pkg_config"]["name"], "lingsync");
    assert_eq!(capi["pkg_config"]["filename"], "lingsync");
    assert!(capi["pkg_config"]["description"].as_str().is_some_and(|text| text.len() > 20));
    assert!(package["features"]["capi"].is_array());
    let assets = capi["install"]["include"]["asset"].as_array().unwrap();
    let from: Vec<&str> = assets.iter().map(|asset| asset["from"].as_str().unwrap()).collect();
    assert!(from.contains(&"include/lingsync.h"), "{from:?}");
    for asset in assets {
        assert_eq!(asset["to"], "", "{asset}");
    }
    for header in tools::files("include", &["h", "hpp"]) {
        let name = format!("include/{}", header.file_name().unwrap().to_str().unwrap());
        assert!(from.contains(&&*name), "{name} is not installed");
    }
    for file in from {
        assert!(tools::root().join(file).is_file(), "{file} does not exist");
    }
}

/// Bytes of a library without its symbols.
fn stripped(library: &Path) -> u64 {
    let to = tools::scratch("stripped").join(library.file_name().unwrap());
    // What an archive says to linkers has to stay.
    let is_archive = library.extension().is_some_and(|ending| ending == "a");
    let how = if is_archive { "--strip-debug" } else { "--strip-all" };
    tools::succeeds(Command::new("strip").arg(how).arg("-o").arg(&to).arg(library));
    fs::metadata(&to).unwrap().len()
}

#[test]
fn the_shared_library_is_small() {
    if !tools::needed("strip") {
        return;
    }
    let (shared, archive) = (stripped(&library::shared()), stripped(&library::archive()));
    tools::say(&format!("stripped: shared library {shared} bytes, archive {archive} bytes"));
    assert!(shared <= (5 << 20) / 2, "the shared library has {shared} bytes");
}
