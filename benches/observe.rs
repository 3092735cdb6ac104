//! Time of the calls of a session. `cargo bench --bench observe`
#![allow(clippy::unwrap_used)]

mod common;

use common::{Writer, one_word, turn, two_words};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use lingsync::{Engine, Party, Session, lexical::Sharing};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Turns around the one that is asked for, over which the mean is taken.
const AROUND: usize = 50;
/// Turns that a copy observes before it is timed: a copy is packed tight and first has to grow.
const WARM_UP: usize = 50;

/// A session after `texts`, which it numbers from 0.
fn session_after(engine: &Engine, texts: &[String]) -> Session {
    let mut session = engine.session();
    observe(&mut session, texts);
    session
}

/// Observes the next turns.
fn observe(session: &mut Session, texts: &[String]) {
    for text in texts {
        let number = session.turns() as usize;
        black_box(session.observe(&turn(number, text)).unwrap());
    }
}

fn by_history(criterion: &mut Criterion) {
    let engine = Engine::default();
    let texts = Writer::new(1).turns(100_000 + AROUND);
    let mut group = criterion.benchmark_group("observe 12 words at turn");
    group.throughput(Throughput::Elements(12));
    group.bench_function("10", |bencher| {
        // Too early for a mean over turns around it.
        let base = session_after(&engine, &texts[..10]);
        bencher.iter_batched(
            || base.clone(),
            |mut session| (session.observe(&turn(10, &texts[10])), session),
            BatchSize::LargeInput,
        );
    });
    for at in [300, 1_000, 10_000, 100_000] {
        let start = at - AROUND - WARM_UP;
        let base = session_after(&engine, &texts[..start]);
        let (warm_up, timed) = texts[start..at + AROUND].split_at(WARM_UP);
        group.bench_function(at.to_string(), |bencher| {
            bencher.iter_custom(|turns| {
                let mut spent = Duration::ZERO;
                let mut left = turns as usize;
                while left > 0 {
                    let mut session = base.clone();
                    observe(&mut session, warm_up);
                    let timed = &timed[..timed.len().min(left)];
                    let start = Instant::now();
                    observe(&mut session, timed);
                    spent += start.elapsed();
                    left -= timed.len();
                }
                spent
            });
        });
    }
    group.finish();
}

fn by_length(criterion: &mut Criterion) {
    let engine = Engine::default();
    let mut writer = Writer::new(2);
    let base = session_after(&engine, &writer.turns(200));
    let warm_up = writer.turns(10);
    let mut group = criterion.benchmark_group("observe at 200 turns, words");
    for words in [20, 100, 400] {
        let text = writer.turn(words);
        group.throughput(Throughput::Elements(words as u64));
        group.bench_function(words.to_string(), |bencher| {
            bencher.iter_batched(
                || {
                    let mut session = base.clone();
                    observe(&mut session, &warm_up);
                    session
                },
                |mut session| (session.observe(&turn(211, &text)), session),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

fn preview(criterion: &mut Criterion) {
    let engine = Engine::default();
    let texts = Writer::new(3).turns(1_000);
    let session = session_after(&engine, &texts[..301]);
    let mut candidates = texts[301..].iter().cycle();
    criterion.bench_function("preview 12 words at turn 300", |bencher| {
        bencher.iter(|| session.preview(&turn(301, candidates.next().unwrap())).unwrap());
    });
}

fn persistence(criterion: &mut Criterion) {
    let engine = Engine::default();
    let texts = Writer::new(4).turns(51);
    let session = session_after(&engine, &texts[..50]);
    let bytes = session.snapshot().unwrap();
    let mut group = criterion.benchmark_group("50-turn chat");
    group.bench_function("snapshot", |bencher| bencher.iter(|| session.snapshot().unwrap()));
    group.bench_function("restore", |bencher| bencher.iter(|| engine.restore(&bytes).unwrap()));
    group.bench_function("restore, observe, snapshot", |bencher| {
        bencher.iter(|| {
            let mut session = engine.restore(&bytes).unwrap();
            let report = session.observe(&turn(50, &texts[50])).unwrap();
            (report, session.snapshot().unwrap())
        });
    });
    group.finish();
}

fn hostile(criterion: &mut Criterion) {
    let engine = Engine::default();
    let base = session_after(&engine, &Writer::new(5).turns(300));
    let mut group = criterion.benchmark_group("hostile turn at turn 300");
    for (name, text) in [("one word 20,000 times", one_word()), ("4,096 of two words", two_words())]
    {
        group.throughput(Throughput::Elements(text.split_whitespace().count() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter_batched(
                || base.clone(),
                |mut session| (session.observe(&turn(300, &text)), session),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

fn lexicon(criterion: &mut Criterion) {
    let engine = Engine::default();
    let texts = Writer::new(6).turns(1_000);
    let mut group = criterion.benchmark_group("lexicon at turn");
    for turns in [100, 1_000] {
        let session = session_after(&engine, &texts[..turns]);
        group.bench_function(turns.to_string(), |bencher| {
            bencher.iter(|| session.lexicon(Sharing::Pair(Party::CLIENT, Party::AGENT)));
        });
    }
    group.finish();
}

fn text_pass(criterion: &mut Criterion) {
    let mut analyser = Engine::default().analyser();
    let mut writer = Writer::new(7);
    let mut group = criterion.benchmark_group("text pass");
    for (name, text) in [("markdown reply", writer.markdown_reply()), ("prose", writer.turn(170))] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| analyser.analyse(&turn(1, &text)).unwrap());
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(30)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = by_history, by_length, preview, persistence, hostile, lexicon, text_pass
}
criterion_main!(benches);
