//! What a call through the C ABI costs over the same call in Rust: both in one process, in turns,
//! the best round of each. One JSON line each; `benches/ffi/run.sh` adds C, Go and Python.

use lingsync::{Engine, Session, Turn, config::Detail, ffi::*, transcript::read_turn_line};
use std::{ffi::c_char, hint::black_box, ptr, time::Instant};

const TEXT: &str = "where is my box? it should be here by now";
const TURNS: u32 = 50;
const BATCH: u32 = 200;
const ROUNDS: u32 = 15;

fn session() -> Session {
    let mut session = Engine::default().session();
    for turn in 0..TURNS {
        session.observe(&turn_of(turn)).unwrap();
    }
    session
}

fn turn_of(number: u32) -> Turn<'static> {
    if number % 2 == 0 { Turn::client(TEXT) } else { Turn::agent(TEXT) }
}

fn lines() -> String {
    let role = |turn: u32| if turn % 2 == 0 { "client" } else { "agent" };
    (0..BATCH)
        .map(|turn| format!("{{\"role\":\"{}\",\"text\":\"{TEXT}\"}}\n", role(turn)))
        .collect()
}

/// The handles of the same state on the other side.
struct Handles {
    session: *mut FfiSession,
    batch: *mut FfiSession,
}

impl Handles {
    fn new(session: &Session) -> Self {
        let mut engine = ptr::null_mut();
        let snapshot = session.snapshot().unwrap();
        let none = ptr::null_mut();
        let mut handles = Self { session: ptr::null_mut(), batch: ptr::null_mut() };
        unsafe {
            assert!(lingsync_engine_new(ptr::null(), &mut engine, none) == FfiStatus::Ok);
            let (data, len) = (snapshot.as_ptr().cast(), snapshot.len());
            let out = &mut handles.session;
            assert!(lingsync_session_restore(engine, data, len, out, none) == FfiStatus::Ok);
            assert!(lingsync_session_new(engine, &mut handles.batch, none) == FfiStatus::Ok);
            lingsync_engine_free(engine);
        }
        handles
    }
}

impl Drop for Handles {
    fn drop(&mut self) {
        unsafe {
            lingsync_session_free(self.session);
            lingsync_session_free(self.batch);
        }
    }
}

type Preview = unsafe extern "C" fn(
    *const FfiSession,
    i32,
    *const c_char,
    usize,
    *const c_char,
    usize,
    *mut FfiTurnFigures,
    *mut *mut FfiReport,
    *mut *mut FfiError,
) -> FfiStatus;

fn preview_through_c(handles: &Handles, text: &str) -> f64 {
    // Behind a pointer that the compiler cannot see through, as from another language.
    let preview: Preview = black_box(lingsync_session_preview);
    let mut figures: FfiTurnFigures = unsafe { std::mem::zeroed() };
    figures.struct_size = size_of::<FfiTurnFigures>() as u32;
    let text = (if text.is_empty() { ptr::null() } else { text.as_ptr().cast() }, text.len());
    let mut error = ptr::null_mut();
    let (none, out) = (ptr::null(), ptr::null_mut());
    let session = handles.session.cast_const();
    let status =
        unsafe { preview(session, 1, text.0, text.1, none, 0, &mut figures, out, &mut error) };
    assert!(status == FfiStatus::Ok);
    figures.shared_repetition
}

fn preview_in_rust(session: &Session, text: &str) -> f64 {
    let session = black_box(session);
    let report = session.preview(&Turn::agent(text)).unwrap();
    report.lexical.shared_repetition.value().value().unwrap_or(f64::NAN)
}

fn json_through_c(handles: &Handles) -> usize {
    let (mut report, mut json) = (ptr::null_mut(), ptr::null_mut());
    let none = ptr::null_mut();
    unsafe {
        let text: (*const c_char, usize) = (TEXT.as_ptr().cast(), TEXT.len());
        let (session, no_text) = (handles.session, ptr::null());
        let figures = ptr::null_mut();
        let status = black_box(lingsync_session_preview as Preview)(
            session,
            1,
            text.0,
            text.1,
            no_text,
            0,
            figures,
            &mut report,
            none,
        );
        assert!(status == FfiStatus::Ok);
        assert!(lingsync_report_json(report, 1, &mut json, none) == FfiStatus::Ok);
        let len = lingsync_buffer_len(json);
        lingsync_buffer_free(json);
        lingsync_report_free(report);
        len
    }
}

fn batch_through_c(handles: &Handles, lines: &str) -> usize {
    let (mut reports, none) = (ptr::null_mut(), ptr::null_mut());
    unsafe {
        assert!(lingsync_session_reset(handles.batch, none) == FfiStatus::Ok);
        let (data, len) = (lines.as_ptr().cast(), lines.len());
        let status =
            lingsync_session_observe_jsonl(handles.batch, data, len, 1, &mut reports, none);
        assert!(status == FfiStatus::Ok);
        let len = lingsync_buffer_len(reports);
        lingsync_buffer_free(reports);
        len
    }
}

/// What a Rust program does for the same bytes.
fn batch_in_rust(session: &mut Session, lines: &str) -> usize {
    session.reset();
    let mut reports = String::new();
    for line in lines.lines() {
        let turn = read_turn_line(line, session.engine().config()).unwrap().unwrap();
        reports.push_str(&session.observe(&turn).unwrap().to_json_in(Detail::Brief));
        reports.push('\n');
    }
    reports.len()
}

/// Two ways of the same call, in turns; the best round of each.
fn compare(
    name: &str,
    calls: u32,
    per_call: u32,
    mut rust: impl FnMut(),
    mut through_c: impl FnMut(),
) {
    let mut best = [f64::INFINITY; 2];
    let time = |call: &mut dyn FnMut()| {
        let start = Instant::now();
        (0..calls).for_each(|_| call());
        start.elapsed().as_secs_f64() * 1e9 / f64::from(calls * per_call)
    };
    for _ in 0..ROUNDS {
        best[0] = best[0].min(time(&mut rust));
        best[1] = best[1].min(time(&mut through_c));
    }
    for (caller, ns) in [("rust", best[0]), ("rust_through_c", best[1])] {
        println!(r#"{{"caller":"{caller}","call":"{name}","ns":{ns:.1}}}"#);
    }
}

fn main() {
    let session = session();
    let handles = Handles::new(&session);
    let turns = || assert!(black_box(&session).turns() == TURNS);
    let turns_of: unsafe extern "C" fn(*const FfiSession) -> u32 = lingsync_session_turns;
    let through = || assert!(unsafe { black_box(turns_of)(handles.session) } == TURNS);
    compare("turns", 1_000_000, 1, turns, through);
    for (name, text, calls) in [("preview_empty", "", 100_000), ("preview", TEXT, 10_000)] {
        assert!(
            preview_in_rust(&session, text).to_bits()
                == preview_through_c(&handles, text).to_bits()
        );
        let rust = || _ = black_box(preview_in_rust(&session, text));
        let through = || _ = black_box(preview_through_c(&handles, text));
        compare(name, calls, 1, rust, through);
    }
    let json = |session: &Session| {
        session.preview(&Turn::agent(TEXT)).unwrap().to_json_in(Detail::Brief).len()
    };
    assert_eq!(json(&session), json_through_c(&handles));
    let rust = || _ = black_box(json(black_box(&session)));
    compare("preview_json", 5_000, 1, rust, || _ = black_box(json_through_c(&handles)));
    let lines = lines();
    let mut batch = Engine::default().session();
    assert_eq!(batch_in_rust(&mut batch, &lines), batch_through_c(&handles, &lines));
    let rust = || _ = black_box(batch_in_rust(&mut batch, &lines));
    compare("batch", 20, BATCH, rust, || _ = black_box(batch_through_c(&handles, &lines)));
}
