//! Every figure that has a gate, in one table. `cargo bench --bench figures`
//!
//! Times are medians of wall-clock times over many short pieces, so that a busy machine disturbs
//! them little. Without `--bench` (as in `cargo test --benches`) it runs on a hundredth of the text.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod common;

use common::{Writer, chat::Chat, claims, median, nanoseconds, one_word, turn, two_words};
use lingsync::{
    ClarificationTracker, Config, CorrectionTracker, Engine, LexicalTracker, Party,
    RegisterTracker, Session, Tracker, Turn, acts::Recogniser, lexical::Sharing,
};
use std::{
    alloc::{GlobalAlloc, Layout, System},
    hint::black_box,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

/// The system's allocator, counted: bytes asked for, without the allocator's own overhead. There is
/// one thread, so plain loads and stores do, and cost next to nothing.
struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static ASKED: AtomicUsize = AtomicUsize::new(0);

fn resized(from: usize, to: usize) {
    let live = LIVE.load(Relaxed).wrapping_sub(from).wrapping_add(to);
    LIVE.store(live, Relaxed);
    ASKED.store(ASKED.load(Relaxed).wrapping_add(to), Relaxed);
    if live > PEAK.load(Relaxed) {
        PEAK.store(live, Relaxed);
    }
}

// SAFETY: every call is handed to the system's allocator unchanged; the counters allocate nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        resized(0, layout.size());
        // SAFETY: the caller keeps the contract, which is the system's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        resized(0, layout.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        resized(layout.size(), size);
        // SAFETY: as above; `block` came from `System` with this layout.
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        resized(layout.size(), 0);
        // SAFETY: as above.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A line of the table: a figure, and the limits that it should stay below.
struct Table {
    over: usize,
}

impl Table {
    fn new() -> Self {
        println!("{:<58}{:>12}{:>9}{:>9}  unit", "figure", "measured", "gate", "stretch");
        Self { over: 0 }
    }

    fn gated(&mut self, name: &str, unit: &str, figure: f64, gate: f64, stretch: f64) {
        let mark = if figure > gate {
            self.over += 1;
            "OVER"
        } else if figure > stretch {
            "ok"
        } else {
            "ok, stretch"
        };
        println!("{name:<58}{figure:>12.2}{gate:>9}{stretch:>9}  {unit:<16}{mark}");
    }

    fn plain(&self, name: &str, unit: &str, figure: f64) {
        println!("{name:<58}{figure:>12.2}{:>9}{:>9}  {unit}", "-", "-");
    }
}

/// How much is measured: all of it, or a hundredth as a test that everything runs.
struct Scale {
    rounds: usize,
    long: usize,
    middle: usize,
    sessions: usize,
}

fn main() {
    let full = std::env::args().any(|argument| argument == "--bench");
    let scale = if full {
        Scale { rounds: 7, long: 100_000, middle: 10_000, sessions: 10_000 }
    } else {
        Scale { rounds: 1, long: 3_000, middle: 2_200, sessions: 100 }
    };
    let engine = Engine::default();
    let mut table = Table::new();
    turn_times(&engine, &scale, &mut table);
    register_times(&engine, &scale, &mut table);
    acts_times(&engine, &scale, &mut table);
    correction_times(&engine, &scale, &mut table);
    claims_times(&engine, &scale, &mut table);
    growth(&engine, &scale, &mut table);
    worst_turns(&engine, &scale, &mut table);
    previews(&engine, &scale, &mut table);
    memory(&engine, &scale, &mut table);
    register_memory(&engine, &scale, &mut table);
    automaton_memory(&scale, &mut table);
    snapshots(&engine, &scale, &mut table);
    lexicons(&engine, &scale, &mut table);
    println!("{} over their gates", table.over);
}

fn observe(session: &mut Session, text: &str) {
    let number = session.turns() as usize;
    black_box(session.observe(&turn(number, text)).unwrap());
}

fn session_after(engine: &Engine, texts: &[String]) -> Session {
    let mut session = engine.session();
    texts.iter().for_each(|text| observe(&mut session, text));
    session
}

/// The median of several measurements, each on a session of its own.
fn median_of(times: usize, measure: impl FnMut(usize) -> f64) -> f64 {
    median((0..times).map(measure).collect())
}

fn turn_times(engine: &Engine, scale: &Scale, table: &mut Table) {
    let limits = [(20, 8.0, 5.0), (100, 30.0, 20.0), (400, 120.0, 80.0)];
    for (words, gate, stretch) in limits {
        let mut writer = Writer::new(words as u64);
        let texts = writer.turns(200);
        let time = median_of(60 * scale.rounds, |_| {
            let mut session = session_after(engine, &texts);
            let text = writer.turn(words);
            nanoseconds(|| observe(&mut session, &text)).0 / 1e3
        });
        let name = format!("turn of {words} words at 200 turns");
        table.gated(&name, "us", time, gate, stretch);
    }
    // The made-up words stand in no lexicon: English costs the register more, the rest less.
    let mut chat = Chat::new(10);
    for (words, ..) in limits {
        let texts = chat.turns(200, 12);
        let time = median_of(60 * scale.rounds, |_| {
            let mut session = session_after(engine, &texts);
            let text = chat.turn(words);
            nanoseconds(|| observe(&mut session, &text)).0 / 1e3
        });
        table.plain(&format!("the same of English, {words} words"), "us", time);
    }
}

/// Turns of 25 words at 200 turns of history, fed to the register tracker alone: the turn is
/// analysed before, and reading it is part of the cost.
fn register_times(engine: &Engine, scale: &Scale, table: &mut Table) {
    let english = Chat::new(18).turns(250, 25);
    let mut writer = Writer::new(18);
    let made_up: Vec<String> = (0..250).map(|_| writer.turn(25)).collect();
    for (name, texts) in [("of made-up words", &made_up), ("of English", &english)] {
        let [mut readings, mut previews, mut turns] = [const { Vec::new() }; 3];
        for _ in 0..10 * scale.rounds {
            let (mut analyser, mut tracker) = (engine.analyser(), RegisterTracker::new(engine));
            for (number, text) in texts.iter().enumerate() {
                let turn = turn(number, text);
                let analysed = analyser.analyse(&turn).unwrap();
                let (reading_time, reading) = nanoseconds(|| engine.read(&turn, &analysed));
                let preview_time = nanoseconds(|| tracker.preview(&reading)).0;
                let time = nanoseconds(|| tracker.observe(&reading)).0;
                if number >= 200 {
                    readings.push(reading_time / 1e3);
                    previews.push(preview_time / 1e3);
                    turns.push((reading_time + time) / 1e3);
                }
            }
        }
        table.plain(&format!("register, reading 25 words {name}"), "us", median(readings));
        table.plain("register, preview of the reading", "us", median(previews));
        let turn = median(turns);
        let name = format!("register, reading and tracker, 25 words {name}");
        // Without the English pack there is little to read.
        if cfg!(feature = "english") {
            table.gated(&name, "us", turn, 3.0, 3.0);
        } else {
            table.plain(&name, "us", turn);
        }
    }
}

/// Turns of 12 words of English at 200 turns of history: the acts alone, then with the clarification
/// tracker. The turn is analysed before.
fn acts_times(engine: &Engine, scale: &Scale, table: &mut Table) {
    let texts = Chat::new(21).turns(250, 12);
    let (mut acts, mut both) = (Vec::new(), Vec::new());
    for _ in 0..10 * scale.rounds {
        let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(engine));
        let mut tracker = ClarificationTracker::new(engine);
        for (number, text) in texts.iter().enumerate() {
            let turn = turn(number, text);
            let analysed = analyser.analyse(&turn).unwrap();
            let (time, recognised) = nanoseconds(|| {
                let recognised = recogniser.recognise(&turn, &analysed);
                recogniser.take_in(&recognised, &analysed);
                recognised
            });
            let tracker_time = nanoseconds(|| tracker.observe(&recognised)).0;
            if number >= 200 {
                acts.push(time / 1e3);
                both.push((time + tracker_time) / 1e3);
            }
        }
    }
    table.plain("acts, 12 words of English", "us", median(acts));
    let (name, time) = ("acts and clarification, 12 words of English", median(both));
    if cfg!(feature = "english") {
        table.gated(name, "us", time, 2.0, 2.0);
    } else {
        table.plain(name, "us", time);
    }
}

/// Turns of 25 words of English at 200 turns of history, fed to the correction tracker alone: there is
/// no claim to follow, and the acts of the turn are recognised before.
fn correction_times(engine: &Engine, scale: &Scale, table: &mut Table) {
    let texts = Chat::new(23).turns(250, 25);
    let mut times = Vec::new();
    for _ in 0..10 * scale.rounds {
        let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(engine));
        let mut tracker = CorrectionTracker::new(engine);
        for (number, text) in texts.iter().enumerate() {
            let turn = turn(number, text);
            let analysed = analyser.analyse(&turn).unwrap();
            let recognised = recogniser.recognise(&turn, &analysed);
            recogniser.take_in(&recognised, &analysed);
            let (time, _) = nanoseconds(|| {
                let checked = tracker.check(&turn, &analysed, &recognised);
                tracker.observe(&checked)
            });
            if number >= 200 {
                times.push(time / 1e3);
            }
        }
    }
    table.gated("correction, 25 words, no claims", "us", median(times), 0.5, 0.5);
}

/// A reply of 2 kB while eight claims wait for an answer, likewise.
fn claims_times(engine: &Engine, scale: &Scale, table: &mut Table) {
    let mut times = Vec::new();
    for reply in claims::replies(20 * scale.rounds) {
        let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(engine));
        let mut tracker = CorrectionTracker::new(engine);
        let mut take = |turn: &Turn<'_>| {
            let analysed = analyser.analyse(turn).unwrap();
            let recognised = recogniser.recognise(turn, &analysed);
            recogniser.take_in(&recognised, &analysed);
            nanoseconds(|| {
                let checked = tracker.check(turn, &analysed, &recognised);
                tracker.observe(&checked)
            })
        };
        take(&claims::claiming());
        let (time, seen) = take(&Turn::agent(reply));
        assert_eq!(seen.claims.len(), 8);
        times.push(time / 1e3);
    }
    let (name, time) = ("correction, 2 kB, 8 open claims", median(times));
    if cfg!(feature = "english") {
        table.gated(name, "us", time, 15.0, 15.0);
    } else {
        table.plain(name, "us", time);
    }
}

/// Nanoseconds per token over a stretch of turns, each of 12 words. Every turn counts with its
/// median over the rounds, so that what interrupts a round now and then leaves no trace.
#[derive(Default)]
struct Stretch {
    /// By turn, then by round.
    times: Vec<Vec<f64>>,
}

impl Stretch {
    /// One round: a session observes the turns, the first of which is number `first` here.
    fn time(&mut self, first: usize, session: &mut Session, texts: &[String]) {
        self.times.resize_with(self.times.len().max(first + texts.len()), Vec::new);
        for (text, times) in texts.iter().zip(&mut self.times[first..]) {
            times.push(nanoseconds(|| observe(session, text)).0);
        }
    }

    fn medians(&self) -> Vec<f64> {
        self.times.iter().map(|times| median(times.clone())).collect()
    }

    fn per_token(&self) -> f64 {
        let medians = self.medians();
        medians.iter().sum::<f64>() / (12 * medians.len()) as f64
    }
}

fn growth(engine: &Engine, scale: &Scale, table: &mut Table) {
    // The window slides every 8,192 words: 1,400 turns of 12 are two cycles.
    const CYCLES: usize = 1_400;
    let texts = Writer::new(11).turns(scale.long + CYCLES / 2);
    let around = |at: usize| at - CYCLES / 2..at + CYCLES / 2;
    let (mut early, mut middle, mut late) =
        (Stretch::default(), Stretch::default(), Stretch::default());
    for _ in 0..scale.rounds {
        for (number, texts) in texts.chunks_exact(350).take(CYCLES / 100).enumerate() {
            let mut session = session_after(engine, &texts[..250]);
            early.time(number * 100, &mut session, &texts[250..]);
        }
        let (first, second) = (around(scale.middle), around(scale.long));
        let mut session = session_after(engine, &texts[..first.start]);
        middle.time(0, &mut session, &texts[first.clone()]);
        let between = &texts[first.end..first.end.max(second.start)];
        between.iter().for_each(|text| observe(&mut session, text));
        late.time(0, &mut session, &texts[second]);
    }
    let slowest = late.medians().into_iter().fold(0.0, f64::max);
    let share = slowest / median(late.medians());
    let (early, middle, late) = (early.per_token(), middle.per_token(), late.per_token());
    table.plain("per token at turn 300", "ns", early);
    table.plain(&format!("per token at turn {}", scale.middle), "ns", middle);
    table.plain(&format!("per token at turn {}", scale.long), "ns", late);
    table.plain("turns of 12 words a second at the last", "1/s", 1e9 / (12.0 * late));
    table.gated("growth, turn 100,000 by turn 10,000", "times", late / middle, 1.15, 1.15);
    table.gated("growth, turn 100,000 by turn 300", "times", late / early, 2.0, 1.5);
    table.plain("slowest turn of 12 words there (the window slides)", "us", slowest / 1e3);
    table.plain("the same by the median turn", "times", share);
}

fn worst_turns(engine: &Engine, scale: &Scale, table: &mut Table) {
    let texts = Writer::new(12).turns(350);
    let mut stretch = Stretch::default();
    for _ in 0..5 * scale.rounds {
        let mut session = session_after(engine, &texts[..250]);
        stretch.time(0, &mut session, &texts[250..]);
    }
    let mean = stretch.per_token();
    table.plain("mean per token, 12-word turns around turn 300", "ns", mean);
    for (name, text) in [("20,000 times one word", one_word()), ("4,096 of two words", two_words())]
    {
        let words = text.split_whitespace().count() as f64;
        let (mut first, mut again) = (Vec::new(), Vec::new());
        for _ in 0..3 * scale.rounds {
            let mut session = session_after(engine, &texts[..300]);
            first.push(nanoseconds(|| observe(&mut session, &text)).0 / words / mean);
            again.push(nanoseconds(|| observe(&mut session, &text)).0 / words / mean);
        }
        table.gated(&format!("{name}, per token by the mean"), "times", median(first), 10.0, 10.0);
        let name = format!("{name}, a second time, per token by the mean");
        table.gated(&name, "times", median(again), 10.0, 10.0);
    }
}

fn previews(engine: &Engine, scale: &Scale, table: &mut Table) {
    let texts = Writer::new(13).turns(350);
    let base = &texts[..250];
    let (mut previews, mut observations, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..10 * scale.rounds {
        let mut session = session_after(engine, base);
        for (number, text) in texts.iter().enumerate().skip(250) {
            let before = ASKED.load(Relaxed);
            let time = nanoseconds(|| session.preview(&turn(number, text)).unwrap()).0;
            asked.push((ASKED.load(Relaxed) - before) as f64);
            previews.push(time);
            observe(&mut session, text);
        }
        let mut session = session_after(engine, base);
        let rest = texts.iter().skip(250);
        observations.extend(rest.map(|text| nanoseconds(|| observe(&mut session, text)).0));
    }
    let (preview, observation) = (median(previews), median(observations));
    table.plain("preview of 12 words at turn 300", "us", preview / 1e3);
    table.plain("observation of 12 words at turn 300", "us", observation / 1e3);
    table.gated("preview by observation", "times", preview / observation, 1.2, 1.0);
    let most = asked.iter().copied().fold(0.0, f64::max);
    table.plain("bytes that a preview allocates, median", "bytes", median(asked));
    table.plain("the same, most", "bytes", most);
}

/// Bytes that stay allocated, and the most on the way, beside those before.
fn heap<T>(make: impl FnOnce() -> T) -> (f64, f64, T) {
    let before = LIVE.load(Relaxed);
    PEAK.store(before, Relaxed);
    let made = make();
    ((LIVE.load(Relaxed) - before) as f64, (PEAK.load(Relaxed) - before) as f64, made)
}

const KIB: f64 = 1024.0;
const MIB: f64 = KIB * KIB;

fn memory(engine: &Engine, scale: &Scale, table: &mut Table) {
    let (bytes, _, _) = heap(Engine::default);
    table.plain("engine", "KiB", bytes / KIB);
    let (bytes, _, _) = heap(|| engine.session());
    table.gated("empty session", "KiB", bytes / KIB, 8.0, 8.0);
    let mut writer = Writer::new(14);
    let texts = writer.turns(50);
    let (bytes, _, session) = heap(|| session_after(engine, &texts));
    table.gated("chat of 50 turns", "KiB", bytes / KIB, 400.0, 400.0);
    table.plain("the same as heap_bytes() says", "KiB", session.heap_bytes() as f64 / KIB);
    let texts = writer.turns(scale.long);
    let (bytes, peak, session) = heap(|| session_after(engine, &texts));
    table.gated("session of 100,000 turns, at its end", "MiB", bytes / MIB, 8.0, 8.0);
    table.gated("session of 100,000 turns, at its peak", "MiB", peak / MIB, 8.0, 8.0);
    table.plain("the same as heap_bytes() says", "MiB", session.heap_bytes() as f64 / MIB);
    let mut sessions = Vec::with_capacity(scale.sessions);
    let (bytes, _, ()) = heap(|| {
        for texts in texts.chunks(50).cycle().take(scale.sessions) {
            sessions.push(session_after(engine, texts));
        }
    });
    table.plain(&format!("{} sessions of 50 turns", scale.sessions), "MiB", bytes / MIB);
}

/// The tracker on its own, without a window: the automaton, the word statistics and the turns.
fn automaton_memory(scale: &Scale, table: &mut Table) {
    let mut config = Config::default();
    config.lexical.window_tokens = 0;
    let engine = Engine::new(config).unwrap();
    let (mut analyser, mut words) = (engine.analyser(), 0);
    let mut tracker = LexicalTracker::new(&engine);
    for (number, text) in Writer::new(15).turns(scale.long / 12).iter().enumerate() {
        let analysed = analyser.analyse(&turn(number, text)).unwrap();
        words += analysed.tokens().len();
        black_box(tracker.observe(&analysed));
    }
    let before = LIVE.load(Relaxed);
    drop(tracker);
    let bytes = (before - LIVE.load(Relaxed)) as f64;
    let name = "lexical tracker without a window, 100,000 words";
    table.gated(name, "bytes a token", bytes / words as f64, 120.0, 120.0);
}

/// The register tracker on its own, which keeps no text and no turns.
fn register_memory(engine: &Engine, scale: &Scale, table: &mut Table) {
    let texts = Chat::new(19).turns(scale.long, 12);
    for turns in [0, 50, texts.len()] {
        let (mut analyser, mut tracker) = (engine.analyser(), RegisterTracker::new(engine));
        for (number, text) in texts[..turns].iter().enumerate() {
            let turn = turn(number, text);
            let reading = engine.read(&turn, &analyser.analyse(&turn).unwrap());
            drop(black_box(tracker.observe(&reading)));
        }
        let before = LIVE.load(Relaxed);
        drop(tracker);
        let bytes = (before - LIVE.load(Relaxed)) as f64;
        table.plain(&format!("register tracker after {turns} turns"), "KiB", bytes / KIB);
    }
}

fn snapshots(engine: &Engine, scale: &Scale, table: &mut Table) {
    let mut writer = Writer::new(16);
    let texts = writer.turns(scale.middle);
    // 1,340 turns of 12 are just less than the window of 16,384 words.
    for (name, turns, fixed) in [("full window", 1_340, 96.0), ("slid window", scale.middle, 192.0)]
    {
        let session = session_after(engine, &texts[..turns]);
        let words = session.lexical().window().words as f64;
        let bytes = session.snapshot().unwrap().len() as f64;
        table.plain(&format!("snapshot, {name}: words in it"), "words", words);
        table.plain(&format!("snapshot, {name}: all bytes"), "bytes a token", bytes / words);
        let rest = ((bytes - fixed * KIB) / words).max(0.0);
        let name = format!("snapshot, {name}: beyond {fixed} KiB");
        table.gated(&name, "bytes a token", rest, 12.0, 12.0);
    }
    let texts = writer.turns(51);
    let bytes = session_after(engine, &texts[..50]).snapshot().unwrap();
    table.plain("snapshot of a 50-turn chat", "KiB", bytes.len() as f64 / KIB);
    let time = median_of(30 * scale.rounds, |_| {
        let around = || {
            let mut session = engine.restore(&bytes).unwrap();
            observe(&mut session, &texts[50]);
            session.snapshot().unwrap()
        };
        nanoseconds(around).0 / 1e6
    });
    table.gated("restore, observe, snapshot of a 50-turn chat", "ms", time, 1.0, 0.3);
}

fn lexicons(engine: &Engine, scale: &Scale, table: &mut Table) {
    let texts = Writer::new(17).turns(1_000);
    for turns in [100, 1_000] {
        let session = session_after(engine, &texts[..turns]);
        let time = median_of(5 * scale.rounds, |_| {
            nanoseconds(|| session.lexicon(Sharing::Pair(Party::CLIENT, Party::AGENT))).0 / 1e3
        });
        table.plain(&format!("lexicon() at {turns} turns"), "us", time);
    }
}
