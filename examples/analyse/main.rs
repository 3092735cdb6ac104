//! Analyses transcripts: `analyse [FILE...] [--json] [--full] [--threads N]`; `--help` says more.
//!
//! Prints a report of each dialogue, turn by turn, with a summary; with no file, of a conversation
//! that it brings along. Exit status: 0 done, 1 something could not be read, 2 wrong usage.

#[path = "../common/acts.rs"]
mod acts;
mod args;
#[path = "../common/claims.rs"]
mod claims;
mod clarification;
mod columns;
mod correction;
mod dynamics;
mod gaps;
#[path = "../common/input.rs"]
mod input;
mod json;
#[path = "../common/paint.rs"]
mod paint;
mod pipeline;
mod progress;
mod register;
mod report;
mod summary;
#[path = "../common/tone.rs"]
mod tone;
#[path = "../common/words.rs"]
mod words;

use args::{Command, Options};
use lingsync::{Engine, transcript::Dialogue};
use paint::{Paint, clean};
use pipeline::{Input, Inputs, in_order};
use progress::Progress;
use report::Layout;
use std::{
    ffi::OsString,
    io::{self, Write},
    ops::ControlFlow,
    process::ExitCode,
};

const BUNDLED: &str = include_str!("../data/support.jsonl");
const HINT: &str = "\
This conversation comes with the program. Try your own next: analyse your.jsonl
Forms: JSON Lines (a dialogue or a turn a line), OpenAI messages, speaker<TAB>text; gzip of each.
More: --full for every measure, --json for programs, --help for the rest.
";

fn main() -> ExitCode {
    let layout = Layout { paint: Paint::detect(), columns: paint::columns() };
    let arguments = std::env::args_os().skip(1);
    ExitCode::from(run(arguments, layout, &mut io::stdout().lock(), &mut io::stderr()))
}

/// Does what the command line asks for, and gives the exit status.
pub(crate) fn run(
    arguments: impl IntoIterator<Item = OsString>,
    layout: Layout,
    out: &mut impl Write,
    err: &mut impl Write,
) -> u8 {
    let prepared = args::parse(arguments).and_then(|command| match command {
        Command::Help => Ok(None),
        Command::Analyse(options) => {
            let mut builder = Engine::builder(options.config.clone());
            if let Some(facts) = &options.facts {
                builder = builder.facts(facts.clone());
            }
            let engine = builder.build().map_err(|why| why.to_string())?;
            Ok(Some((*options, engine)))
        }
    });
    match prepared {
        Ok(Some((options, engine))) => {
            Run::new(&options, out, err).analyse(options, engine, layout)
        }
        Ok(None) => u8::from(write!(out, "{}", args::USAGE).is_err_and(|why| !is_closed(&why))),
        Err(message) => {
            let _ = writeln!(err, "analyse: {}", clean(&message));
            2
        }
    }
}

/// The same without colours: for tests.
#[cfg(test)]
pub(crate) fn run_plain(
    arguments: &[&str],
    columns: usize,
    out: &mut impl Write,
    err: &mut impl Write,
) -> u8 {
    let layout = Layout { paint: Paint::Plain, columns };
    run(arguments.iter().map(OsString::from), layout, out, err)
}

/// What became of an input.
enum Done {
    Dialogue {
        text: String,
        turns: u64,
        /// Turns that were left out, and why.
        problems: Vec<String>,
    },
    Problem(String),
    /// Worth saying, and no error.
    Note(String),
}

/// The output side of a run.
struct Run<'w, O, E> {
    out: &'w mut O,
    err: &'w mut E,
    progress: Progress,
    keep_going: bool,
    skipped: u64,
    status: u8,
    /// Whether the reader of the output has gone.
    closed: bool,
}

impl<'w, O: Write, E: Write> Run<'w, O, E> {
    fn new(options: &Options, out: &'w mut O, err: &'w mut E) -> Self {
        let progress = Progress::new(&options.files, options.progress);
        Self {
            out,
            err,
            progress,
            keep_going: options.keep_going,
            skipped: 0,
            status: 0,
            closed: false,
        }
    }

    fn analyse(mut self, options: Options, engine: Engine, layout: Layout) -> u8 {
        let bundled = options.files.is_empty();
        let hint = bundled && !options.json;
        let config = options.config.clone();
        let inputs = if bundled {
            Inputs::bundled("support.jsonl", BUNDLED, config)
        } else {
            Inputs::of_files(options.files.clone(), config, self.progress.bytes_read())
        };
        let threads = options.threads;
        let work = move |input| analysed(input, &engine, &options, layout);
        in_order(inputs, threads, work, |done| self.take(done));
        if hint && self.status == 0 {
            let _ = write!(self.out, "{HINT}");
        }
        self.finish()
    }

    fn take(&mut self, done: Done) -> ControlFlow<()> {
        match done {
            Done::Dialogue { text, turns, problems } => {
                self.progress.add(turns);
                self.skipped += problems.len() as u64;
                problems.iter().for_each(|problem| self.say(problem));
                self.print(&text)
            }
            Done::Note(note) => {
                self.say(&note);
                ControlFlow::Continue(())
            }
            Done::Problem(reason) => {
                self.say(&reason);
                self.skipped += 1;
                if self.keep_going {
                    return ControlFlow::Continue(());
                }
                self.status = 1;
                ControlFlow::Break(())
            }
        }
    }

    fn print(&mut self, text: &str) -> ControlFlow<()> {
        let Err(why) = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) else {
            return ControlFlow::Continue(());
        };
        // A reader that has seen enough, such as `head`, is no error.
        self.closed = is_closed(&why);
        if !self.closed {
            self.say(&format!("analyse: cannot write: {why}"));
            self.status = 1;
        }
        ControlFlow::Break(())
    }

    fn say(&mut self, message: &str) {
        let err = &mut *self.err;
        // Where stderr is gone, too, there is nobody to tell.
        self.progress.pause(|| drop(writeln!(err, "{}", clean(message))));
    }

    fn finish(mut self) -> u8 {
        self.progress.finish();
        if self.closed {
            return self.status;
        }
        if self.progress.dialogues() > 1 {
            self.say(&self.progress.line());
        }
        if self.keep_going && self.skipped > 0 {
            self.say(&format!("{} skipped", words::count(self.skipped, "problem")));
        }
        self.status
    }
}

fn is_closed(why: &io::Error) -> bool {
    why.kind() == io::ErrorKind::BrokenPipe
}

/// What a worker makes of an input.
fn analysed(input: Input, engine: &Engine, options: &Options, layout: Layout) -> Done {
    let (file, mut dialogue) = match input {
        Input::Problem(reason) => return Done::Problem(reason),
        Input::Nothing(file) => return Done::Note(format!("{file}: holds no dialogue")),
        Input::Dialogue(file, dialogue) => (file, dialogue),
    };
    let mut problems = Vec::new();
    if options.keep_going {
        // What a turn is refused for does not depend on the turns before it.
        let empty = engine.session();
        let (id, mut number) = (dialogue.id.clone(), 0_u32);
        dialogue.turns.retain(|turn| {
            let refused = empty.preview(turn).err();
            problems.extend(
                refused.iter().map(|why| format!("{file}: dialogue `{id}`, turn {number}: {why}")),
            );
            number += 1;
            refused.is_none()
        });
    }
    match rendered(&dialogue, engine, options, layout) {
        Ok(text) => Done::Dialogue { text, turns: dialogue.turns.len() as u64, problems },
        Err(why) => Done::Problem(format!("{file}: {why}")),
    }
}

fn rendered(
    dialogue: &Dialogue,
    engine: &Engine,
    options: &Options,
    layout: Layout,
) -> Result<String, String> {
    if options.json {
        return json::dialogue(engine, dialogue, options).map_err(|why| why.to_string());
    }
    let mut session = engine.session();
    session
        .watch(dialogue.claims.iter().cloned())
        .map_err(|why| format!("dialogue `{}`: {why}", dialogue.id))?;
    report::dialogue(session, dialogue, options, layout)
        .map_err(|(turn, why)| format!("dialogue `{}`, turn {turn}: {why}", dialogue.id))
}
