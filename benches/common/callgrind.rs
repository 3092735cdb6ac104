//! Reads callgrind's counts by instruction address and adds them up by function, inlined functions
//! included: the line tables name, for each address, every function that was inlined there.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    io::Write,
    process::{Command, Stdio},
};

/// What is summed up, and the functions that it is made of, as `label` names them.
const PARTS: [(&str, &[&str]); 21] = [
    (
        "mining: push and coverage (gate 650, stretch 480)",
        &["lexical/generation push", "lexical/generation push_and_cover"],
    ),
    ("  into the live generation, with coverage", &["lexical/generation push_and_cover"]),
    ("  into the standby generation", &["lexical/generation push"]),
    ("n-gram profiles of the turn", &["lexical/reuse new"]),
    ("reuse of the partner's last turn", &["lexical/reuse reuse"]),
    (
        "floors: add, clear, missed, diverged",
        &[
            "lexical/floor add",
            "lexical/floor clear",
            "lexical/floor missed_by",
            "lexical/floor diverged",
        ],
    ),
    ("lexical tracker, all of it (gate 1,800, stretch 1,000)", &["lexical/tracker observe"]),
    ("text pass, all of it", &["text/analyse analyse"]),
    ("register, all of it", &["register/reading read", "register/tracker observe"]),
    ("  reading a turn", &["register/reading read"]),
    ("    rhythm", &["register/rhythm of"]),
    ("    words looked up in the pack", &["register/lexed of", "register/lexed measure"]),
    ("    style and readability", &["register/reading count"]),
    ("    VADER", &["register/vader vader"]),
    ("    politeness strategies", &["register/politeness strategies"]),
    ("    receptiveness", &["register/receptiveness receptiveness"]),
    ("    features of the heads", &["register/features fill"]),
    ("    scores of the heads", &["pack/heads score"]),
    ("    evidence of the heads", &["pack/heads evidence"]),
    ("  tracker: what it says of the turn", &["register/tracker measure"]),
    ("  tracker: taking the turn in", &["register/state observe"]),
];
const TOP: usize = 30;
const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/");

#[derive(Default)]
struct Cost {
    own: u64,
    /// Of the functions called from here.
    called: u64,
}

/// The costs by object, address and function, as callgrind's file has them.
type Costs = BTreeMap<(String, u64, String), Cost>;

/// Prints a table of instructions per word.
pub(crate) fn report(path: &str, words: f64) {
    let costs = read(&fs::read_to_string(path).unwrap());
    let stacks = stacks(&costs);
    let (mut inclusive, mut own) = (HashMap::<&str, u64>::new(), HashMap::<&str, u64>::new());
    let mut parts = [0; PARTS.len()];
    let mut all = 0;
    for ((object, address, function), cost) in &costs {
        let stack = stacks.get(&(object.as_str(), *address)).map_or(&[][..], Vec::as_slice);
        all += cost.own;
        // What is not the library's own is its caller's, if it was inlined there.
        let innermost = stack.first().unwrap_or(function);
        *own.entry(innermost).or_default() += cost.own;
        for name in stack.iter().map(String::as_str).collect::<BTreeSet<_>>() {
            *inclusive.entry(name).or_default() += cost.own + cost.called;
        }
        for ((_, names), sum) in PARTS.iter().zip(&mut parts) {
            if stack.iter().any(|name| names.contains(&name.as_str())) {
                *sum += cost.own + cost.called;
            }
        }
    }
    let line = |name: &str, count: u64| println!("{:>10.1}  {name}", count as f64 / words);
    println!("instructions per word ({words} words)");
    line("everything", all);
    PARTS
        .iter()
        .zip(parts)
        .filter(|(_, sum)| *sum > 0)
        .for_each(|((name, _), sum)| line(name, sum));
    for (title, sums) in [("functions with what they call", inclusive), ("on their own", own)] {
        println!("{title}");
        let mut sums: Vec<(&str, u64)> = sums.into_iter().collect();
        sums.sort_by_key(|(name, sum)| (u64::MAX - sum, *name));
        sums.iter().take(TOP).for_each(|(name, sum)| line(name, *sum));
    }
}

/// File and function, without type parameters, of a function of the library: `lexical/tracker
/// observe`.
fn label(function: &str, place: &str) -> Option<String> {
    let file = place.strip_prefix(SOURCES)?.split(".rs:").next()?;
    let (mut name, mut depth) = (String::new(), 0);
    for letter in function.chars() {
        match letter {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ if depth == 0 => name.push(letter),
            _ => {}
        }
    }
    let name = name.rsplit("::").next()?;
    Some(format!("{file} {name}"))
}

/// The file as `--dump-instr=yes --compress-strings=no --compress-pos=no` writes it: a cost line is
/// address, line, count; the line after `calls=` holds what the call has cost.
fn read(text: &str) -> Costs {
    let (mut object, mut function) = (String::new(), String::new());
    let (mut costs, mut is_call) = (Costs::new(), false);
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("ob=") {
            name.clone_into(&mut object);
        } else if let Some(name) = line.strip_prefix("fn=") {
            name.clone_into(&mut function);
        } else if line.starts_with("calls=") {
            is_call = true;
        } else if let Some(rest) = line.strip_prefix("0x") {
            let mut fields = rest.split(' ');
            let address = u64::from_str_radix(fields.next().unwrap(), 16).unwrap();
            let count: u64 = fields.nth(1).map_or(0, |count| count.parse().unwrap());
            let cost = costs.entry((object.clone(), address, function.clone())).or_default();
            *(if is_call { &mut cost.called } else { &mut cost.own }) += count;
            is_call = false;
        }
    }
    costs
}

/// The functions of the library at each address of this program, the innermost first.
fn stacks(costs: &Costs) -> HashMap<(&str, u64), Vec<String>> {
    let program = std::env::current_exe().unwrap();
    let name = program.file_name().unwrap().to_str().unwrap();
    let keys: Vec<(&str, u64)> = costs
        .keys()
        .filter(|(object, ..)| object.ends_with(name))
        .map(|(object, address, _)| (object.as_str(), *address))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let mut child = Command::new("addr2line")
        .args(["-a", "-f", "-i", "-C", "-e"])
        .arg(&program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("addr2line of binutils is installed");
    let mut input = child.stdin.take().unwrap();
    let addresses: String = keys.iter().map(|(_, address)| format!("{address:#x}\n")).collect();
    let writer = std::thread::spawn(move || input.write_all(addresses.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let output = String::from_utf8_lossy(&output.stdout);
    let mut stacks: Vec<Vec<String>> = Vec::new();
    let mut lines = output.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("0x") {
            stacks.push(Vec::new());
        } else if let Some(stack) = stacks.last_mut() {
            stack.extend(label(line, lines.next().unwrap_or_default()));
        }
    }
    keys.into_iter().zip(stacks).collect()
}
