//! The C header: it is what the code in `src/ffi` gives, and it says the crate's version.
//!
//! After a change in `src/ffi` run `BLESS=1 cargo test --features capi --test header`.

use std::{env, fs, path::Path};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The version macros, from Cargo.toml and the code.
fn versions() -> String {
    let abi = lingsync::ffi::lingsync_abi_version();
    let parts = ["MAJOR", "MINOR", "PATCH"];
    let numbers = [
        env!("CARGO_PKG_VERSION_MAJOR"),
        env!("CARGO_PKG_VERSION_MINOR"),
        env!("CARGO_PKG_VERSION_PATCH"),
    ];
    let version = parts
        .iter()
        .zip(numbers)
        .map(|(part, number)| format!("#define LINGSYNC_VERSION_{part} {number}\n"));
    format!(
        "/* The version of the library that this header belongs to. */\n\
         #define LINGSYNC_VERSION \"{}\"\n{}\
         /* The version of the binary interface; compare it with lingsync_abi_version(). */\n\
         #define LINGSYNC_ABI_VERSION {abi}",
        env!("CARGO_PKG_VERSION"),
        version.collect::<String>(),
    )
}

fn generated() -> String {
    let mut config = cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap();
    let macros = config.after_includes.take().unwrap();
    assert!(macros.contains("@VERSIONS@"));
    config.after_includes = Some(macros.replace("@VERSIONS@", &versions()));
    let bindings = cbindgen::Builder::new()
        .with_config(config)
        .with_src(root().join("src/ffi/mod.rs"))
        .generate()
        .unwrap();
    let mut header = Vec::new();
    bindings.write(&mut header);
    String::from_utf8(header).unwrap()
}

#[test]
fn the_committed_header_is_what_the_code_gives() {
    let path = root().join("include/lingsync.h");
    let header = generated();
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &header).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == header,
        "include/lingsync.h is not up to date: run BLESS=1 cargo test --features capi --test header"
    );
}

#[test]
fn no_function_of_the_code_is_left_out_of_the_header() {
    let header = generated();
    let mut found = 0;
    for entry in fs::read_dir(root().join("src/ffi")).unwrap() {
        let code = fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in code.lines().filter(|line| line.contains("extern \"C\" fn lingsync_")) {
            let name = line.split("fn ").nth(1).unwrap().split('(').next().unwrap();
            assert!(header.contains(&format!("{name}(")), "{name} is not in the header");
            found += 1;
        }
    }
    assert!(found > 40, "{found} functions");
}
