//! Says how far a long run has come, on stderr: a bar on a terminal, a line a second where asked.

use super::input;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// How far a run has come.
pub(crate) struct Progress {
    started: Instant,
    shown: Instant,
    dialogues: u64,
    turns: u64,
    read: Arc<AtomicU64>,
    face: Face,
}

enum Face {
    Silent,
    Lines,
    Bar(ProgressBar),
}

const A_SECOND: Duration = Duration::from_secs(1);
/// Between two looks of the bar.
const A_MOMENT: Duration = Duration::from_millis(100);

impl Progress {
    /// Starts the clock. A bar is drawn when stderr is a terminal and stdout is not, as it would
    /// stand in the report's way; `lines` asks for plain lines instead.
    pub(crate) fn new(files: &[PathBuf], lines: bool) -> Self {
        let face = if lines {
            Face::Lines
        } else if !files.is_empty() && io::stderr().is_terminal() && !io::stdout().is_terminal() {
            Face::Bar(bar(input::total_bytes(files)))
        } else {
            Face::Silent
        };
        let now = Instant::now();
        Self { started: now, shown: now, dialogues: 0, turns: 0, read: Arc::default(), face }
    }

    /// The count of bytes read, for the reader to raise.
    pub(crate) fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// Dialogues finished.
    pub(crate) fn dialogues(&self) -> u64 {
        self.dialogues
    }

    /// A dialogue is finished.
    pub(crate) fn add(&mut self, turns: u64) {
        self.dialogues += 1;
        self.turns += turns;
        let wait = if matches!(self.face, Face::Bar(_)) { A_MOMENT } else { A_SECOND };
        if !matches!(self.face, Face::Silent) && self.shown.elapsed() >= wait {
            self.shown = Instant::now();
            self.show();
        }
    }

    fn show(&self) {
        match &self.face {
            Face::Silent => {}
            Face::Lines => {
                let _ = writeln!(io::stderr(), "{}", self.line());
            }
            Face::Bar(bar) => {
                bar.set_position(self.read.load(Ordering::Relaxed));
                bar.set_message(self.line());
            }
        }
    }

    /// Where the run stands: `N dialogues, M turns in S s: X turns/s`.
    pub(crate) fn line(&self) -> String {
        let seconds = self.started.elapsed().as_secs_f64();
        let rate = self.turns as f64 / seconds.max(1e-9);
        format!(
            "{} dialogues, {} turns in {seconds:.2} s: {rate:.0} turns/s",
            self.dialogues, self.turns
        )
    }

    /// Takes the bar away, before anything else is written to stderr.
    pub(crate) fn pause(&self, write: impl FnOnce()) {
        match &self.face {
            Face::Bar(bar) => bar.suspend(write),
            _ => write(),
        }
    }

    /// The run is over.
    pub(crate) fn finish(&self) {
        if let Face::Bar(bar) = &self.face {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(bytes) => (ProgressBar::new(bytes), "[{bar:30}] {percent:>3}% {msg}"),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}"),
    };
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_counts_dialogues_and_turns() {
        let mut progress = Progress::new(&[], false);
        progress.add(12);
        progress.add(30);
        assert!(progress.line().starts_with("2 dialogues, 42 turns in "), "{}", progress.line());
        assert!(progress.line().ends_with(" turns/s"));
    }
}
