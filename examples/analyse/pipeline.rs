//! Hands dialogues to workers and takes what they make of them back in the order of the input, in
//! bounded memory.

use super::input::{self, Source};
use lingsync::{Config, transcript::Dialogue};
use std::{
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::AtomicU64,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

/// Dialogues under way for each worker: enough that none waits for another's long one at once.
const AHEAD: usize = 16;

/// What the files hold, in order.
#[derive(Debug)]
pub(crate) enum Input {
    Dialogue(Arc<str>, Dialogue),
    /// What could not be read: `FILE:LINE: reason`.
    Problem(String),
    /// A file without any dialogue.
    Nothing(Arc<str>),
}

/// Reads file after file.
pub(crate) struct Inputs {
    config: Config,
    paths: std::vec::IntoIter<PathBuf>,
    read: Arc<AtomicU64>,
    current: Option<Current>,
}

struct Current {
    file: Arc<str>,
    source: Source,
    empty: bool,
}

impl Inputs {
    /// The files at `paths`; `read` grows with the bytes read.
    pub(crate) fn of_files(paths: Vec<PathBuf>, config: Config, read: Arc<AtomicU64>) -> Self {
        Self { config, paths: paths.into_iter(), read, current: None }
    }

    /// One file that is part of the program.
    pub(crate) fn bundled(name: &str, text: &'static str, config: Config) -> Self {
        let source = input::bundled(name, text, &config);
        let current = Some(Current { file: name.into(), source, empty: true });
        Self { current, ..Self::of_files(Vec::new(), config, Arc::default()) }
    }

    fn open_next(&mut self) -> Option<Result<Current, String>> {
        let path = self.paths.next()?;
        let file: Arc<str> = input::name(&path).into();
        Some(match input::open(&path, &self.config, &self.read) {
            Ok(source) => Ok(Current { file, source, empty: true }),
            Err(reason) => Err(format!("{file}: {reason}")),
        })
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            let Some(current) = &mut self.current else {
                match self.open_next()? {
                    Ok(opened) => self.current = Some(opened),
                    Err(problem) => return Some(Input::Problem(problem)),
                }
                continue;
            };
            let item = current.source.next();
            let (was_empty, file) = (current.empty, Arc::clone(&current.file));
            current.empty = false;
            match item {
                Some(Ok(dialogue)) => return Some(Input::Dialogue(file, dialogue)),
                Some(Err(problem)) => return Some(Input::Problem(problem.to_string())),
                None => self.current = None,
            }
            if was_empty {
                return Some(Input::Nothing(file));
            }
        }
    }
}

/// Does `work` on every input, `threads` at a time, and gives the results to `take` in the order of
/// the inputs, until it breaks.
///
/// For each input there is a channel for its one result; the receiving ends wait in a queue whose
/// bound holds the reader back. So a slow dialogue delays the others but piles nothing up.
pub(crate) fn in_order<I, R, W>(
    inputs: I,
    threads: usize,
    work: W,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) where
    I: Iterator + Send + 'static,
    I::Item: Send,
    R: Send + 'static,
    W: Fn(I::Item) -> R + Send + Sync + 'static,
{
    if threads <= 1 {
        for input in inputs {
            if take(work(input)).is_break() {
                return;
            }
        }
        return;
    }
    let (queue, results) = sync_channel::<Receiver<R>>(threads * AHEAD);
    let (jobs, waiting) = sync_channel(threads * AHEAD);
    let waiting = Arc::new(Mutex::new(waiting));
    let work = Arc::new(work);
    for _ in 0..threads {
        let (waiting, work) = (Arc::clone(&waiting), Arc::clone(&work));
        thread::spawn(move || worker(&waiting, &*work));
    }
    // The reader is not waited for: it may be held up by a pipe that nobody writes to any more.
    thread::spawn(move || reader(inputs, &jobs, &queue));
    for result in results {
        // A worker that panicked leaves no result; its message is on stderr already.
        let Ok(result) = result.recv() else { return };
        if take(result).is_break() {
            return;
        }
    }
}

type Job<T, R> = (T, SyncSender<R>);

fn reader<T, R>(
    inputs: impl Iterator<Item = T>,
    jobs: &SyncSender<Job<T, R>>,
    queue: &SyncSender<Receiver<R>>,
) {
    for input in inputs {
        let (give, result) = sync_channel(1);
        if queue.send(result).is_err() || jobs.send((input, give)).is_err() {
            return;
        }
    }
}

fn worker<T, R>(waiting: &Mutex<Receiver<Job<T, R>>>, work: &impl Fn(T) -> R) {
    loop {
        let Ok(receiver) = waiting.lock() else { return };
        let Ok((input, give)) = receiver.recv() else { return };
        drop(receiver);
        // Nobody takes the result when the output was closed.
        let _ = give.send(work(input));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(threads: usize, until: u64) -> Vec<u64> {
        let mut results = Vec::new();
        let slow_at_times = |n: u64| {
            thread::sleep(std::time::Duration::from_micros(n * 7 % 5 * 100));
            n * n
        };
        in_order(0..until, threads, slow_at_times, |result| {
            results.push(result);
            ControlFlow::Continue(())
        });
        results
    }

    #[test]
    fn results_come_in_the_order_of_the_inputs_for_every_number_of_threads() {
        let expected: Vec<u64> = (0..200).map(|n| n * n).collect();
        for threads in [1, 2, 7] {
            assert_eq!(results(threads, 200), expected, "{threads} threads");
        }
    }

    #[test]
    fn breaking_off_ends_an_input_without_end() {
        for threads in [1, 3] {
            let mut seen = 0;
            in_order(
                0_u64..,
                threads,
                |n| n,
                |n| {
                    seen = n;
                    if n == 50 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                },
            );
            assert_eq!(seen, 50);
        }
    }

    #[test]
    fn a_file_without_a_dialogue_is_told_from_one_with_errors() {
        let inputs = |text| Inputs::bundled("x", text, Config::default()).collect::<Vec<_>>();
        assert!(matches!(inputs("")[..], [Input::Nothing(_)]));
        assert!(matches!(inputs("{\"turns\": 1}")[..], [Input::Problem(_)]));
        assert!(matches!(inputs("user\thello")[..], [Input::Dialogue(..)]));
    }
}
