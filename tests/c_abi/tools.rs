//! Compilers, valgrind and the programs that they make and watch.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder for what a test makes.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("c_abi").join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The files of a folder of the project that end so, sorted.
pub(crate) fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        let ending = file.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| endings.contains(&ending))
    });
    files.sort();
    files
}

pub(crate) fn stem(file: &Path) -> &str {
    file.file_stem().and_then(|stem| stem.to_str()).unwrap()
}

/// Whether a missing tool is an error.
fn tools_are_required() -> bool {
    env::var_os("CI").is_some_and(|value| !["", "0", "false"].iter().any(|no| value == *no))
}

/// Whether a program can be started.
pub(crate) fn is_there(tool: &str) -> bool {
    let mut command = Command::new(tool);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Whether a tool that a test needs is there; if not, says so, or fails where it must not be
/// missing.
pub(crate) fn needed(tool: &str) -> bool {
    if is_there(tool) {
        return true;
    }
    let message = format!("{tool} is missing: what needs it is not tested");
    assert!(!tools_are_required(), "{message}, and CI is set");
    say(&message);
    false
}

/// Says something even if the test passes: `eprintln!` would be kept by the test harness.
pub(crate) fn say(message: &str) {
    let _ = writeln!(io::stderr(), "c_abi: {message}");
}

/// Runs a command to its end.
pub(crate) fn output(command: &mut Command, input: &[u8]) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A program that ends without reading it all is judged by what it says.
        scope.spawn(move || {
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().unwrap()
    })
}

/// Runs a command that must succeed, and gives its stdout.
pub(crate) fn succeeds(command: &mut Command) -> String {
    let done = output(command, &[]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command:?} gives {}:\n{said}", done.status);
    String::from_utf8(done.stdout).unwrap()
}

/// What a source file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    C,
    Cpp,
}

impl Language {
    pub(crate) fn of(source: &Path) -> Self {
        if source.extension().is_some_and(|ending| ending == "c") { Self::C } else { Self::Cpp }
    }

    /// The oldest standard that is promised.
    pub(crate) fn standard(self) -> &'static str {
        match self {
            Self::C => "c99",
            Self::Cpp => "c++17",
        }
    }

    /// The compiler of the environment (`CC`, `CXX`), or the system's.
    pub(crate) fn compiler(self) -> String {
        let (variable, default) = match self {
            Self::C => ("CC", "cc"),
            Self::Cpp => ("CXX", "c++"),
        };
        env::var(variable).ok().filter(|name| !name.is_empty()).unwrap_or_else(|| default.into())
    }
}

/// A compiler with everything that every use of it has in common.
pub(crate) fn compile(compiler: &str, standard: &str) -> Command {
    let mut command = Command::new(compiler);
    command
        .arg(format!("-std={standard}"))
        .args(["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"])
        .arg("-I")
        .arg(root().join("include"));
    command
}

/// Whether a program is watched while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Watch {
    No,
    Valgrind,
}

/// What valgrind returns where it finds something.
pub(crate) const FOUND: i32 = 9;

/// Runs a program.
pub(crate) fn run(program: &Path, arguments: &[&str], input: &[u8], watch: Watch) -> Output {
    let mut command = match watch {
        Watch::No => Command::new(program),
        Watch::Valgrind => {
            let mut command = Command::new("valgrind");
            command
                .args(["--quiet", "--leak-check=full", "--fair-sched=try"])
                .arg("--errors-for-leak-kinds=definite,indirect,possible")
                .arg(format!("--error-exitcode={FOUND}"))
                .arg(program);
            command
        }
    };
    output(command.args(arguments), input)
}

/// Runs a program that must succeed without a word on stderr, and gives its stdout.
pub(crate) fn runs_well(program: &Path, arguments: &[&str], input: &[u8], watch: Watch) -> Vec<u8> {
    let done = run(program, arguments, input, watch);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success() && said.is_empty(),
        "{} {arguments:?} ({watch:?}) gives {}:\n{said}",
        program.display(),
        done.status
    );
    done.stdout
}
