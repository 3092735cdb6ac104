//! Owners of the C handles, and the bytes of the fuzzer as arguments.

use lingsync::ffi::*;
use std::{ffi::c_char, ptr, sync::OnceLock};

/// The configurations that a first byte chooses between.
const CONFIGS: [&str; 10] = [
    "{}",
    r#"{"lexical": {"window_tokens": 64, "max_run_tokens": 16}}"#,
    r#"{"lexical": {"window_tokens": 64, "eager_lexicon": true}, "detail": "full"}"#,
    r#"{"lexical": {"all_speakers": true, "window_tokens": 128}}"#,
    r#"{"lexical": {"merge_variants": true}, "strict": true}"#,
    r#"{"retention": "none"}"#,
    r#"{"retention": "keyed"}"#,
    r#"{"text": {"tokeniser": "dialign", "case": "keep", "segment_classes": false},
        "lexical": {"compat": "dialign", "window_tokens": 0}}"#,
    r#"{"limits": {"max_vocabulary": 8, "max_turn_bytes": 256, "max_hint_bytes": 512,
        "max_speakers": 2, "max_evidence": 3}, "lexical": {"window_tokens": 64}}"#,
    r#"{"glossary": [{"id": "p", "terms": ["box", "parcel", "big crate"]}],
        "patterns": [{"name": "n", "regex": "[0-9]+", "effect": "mask"},
                     {"name": "t", "regex": "order [a-z]+", "effect": "term"},
                     {"name": "a", "regex": "please", "effect": "act"}]}"#,
];

/// Bytes as arguments; at the end they are all 0.
pub(crate) struct Input<'d> {
    data: &'d [u8],
}

impl<'d> Input<'d> {
    pub(crate) fn new(data: &'d [u8]) -> Self {
        Self { data }
    }

    pub(crate) fn next_byte(&mut self) -> Option<u8> {
        let (first, rest) = self.data.split_first()?;
        self.data = rest;
        Some(*first)
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next_byte().unwrap_or_default()
    }

    pub(crate) fn next_u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.next_byte()?, self.byte()]))
    }

    /// Up to 255 bytes, by a length in front.
    pub(crate) fn text(&mut self) -> &'d [u8] {
        let len = usize::from(self.byte()).min(self.data.len());
        let (text, rest) = self.data.split_at(len);
        self.data = rest;
        text
    }

    /// None, or the further fields of a turn.
    pub(crate) fn meta(&mut self) -> &'static [u8] {
        match self.byte() % 8 {
            0 => br#"{"speaker": "Ana"}"#,
            1 => br#"{"speaker": "Bo", "at": 5}"#,
            2 => br#"{"hints": {"exclude": [{"start": 0, "end": 1}]}}"#,
            3 => br#"{"at": -9, "hints": {"language": "es", "interrupted": true}}"#,
            _ => b"",
        }
    }

    pub(crate) fn rest_of_line(&mut self) -> &'d [u8] {
        let end = self.data.iter().position(|byte| *byte == 0).unwrap_or(self.data.len());
        let (line, rest) = self.data.split_at(end);
        self.data = rest.get(1..).unwrap_or_default();
        line
    }

    pub(crate) fn rest(&self) -> &'d [u8] {
        self.data
    }
}

fn pointer(bytes: &[u8]) -> *const c_char {
    if bytes.is_empty() { ptr::null() } else { bytes.as_ptr().cast() }
}

/// Looks at an error as a C program would, and frees it. Panics of the library fail the run.
fn refused(status: FfiStatus, error: *mut FfiError) {
    unsafe {
        assert_eq!(status == FfiStatus::Ok, error.is_null());
        if !error.is_null() {
            assert_eq!(lingsync_error_status(error), status);
            let message = std::ffi::CStr::from_ptr(lingsync_error_message(error));
            let message = message.to_str().unwrap();
            assert!(!message.is_empty() && message.len() < 4096, "{message}");
            assert!(
                !matches!(
                    status,
                    FfiStatus::Panic
                        | FfiStatus::Internal
                        | FfiStatus::InvalidState
                        | FfiStatus::NullPointer
                ),
                "{status:?}: {message}"
            );
            lingsync_error_free(error);
        }
    }
}

/// The bytes of a buffer, which is freed.
fn taken(buffer: *mut FfiBuffer) -> Vec<u8> {
    unsafe {
        let (data, len) = (lingsync_buffer_data(buffer), lingsync_buffer_len(buffer));
        let bytes = std::slice::from_raw_parts(data.cast::<u8>(), len).to_vec();
        lingsync_buffer_free(buffer);
        bytes
    }
}

/// Calls with a place for the error; the status after a look at it.
fn call(run: impl FnOnce(*mut *mut FfiError) -> FfiStatus) -> bool {
    let mut error = ptr::null_mut();
    let status = run(&mut error);
    refused(status, error);
    status == FfiStatus::Ok
}

pub(crate) struct Engine(*mut FfiEngine);

// SAFETY: functions that take an engine may run at the same time, on any thread.
unsafe impl Send for Engine {}
unsafe impl Sync for Engine {}

/// One of the engines; each is built once.
pub(crate) fn engine(choice: u8) -> &'static Engine {
    static ENGINES: [OnceLock<Engine>; CONFIGS.len()] = [const { OnceLock::new() }; CONFIGS.len()];
    let choice = usize::from(choice) % CONFIGS.len();
    ENGINES[choice].get_or_init(|| Engine::new(CONFIGS[choice]))
}

impl Engine {
    fn new(json: &str) -> Self {
        let (mut config, mut engine) = (ptr::null_mut(), ptr::null_mut());
        unsafe {
            let read = call(|error| {
                lingsync_config_from_json(pointer(json.as_bytes()), json.len(), &mut config, error)
            });
            assert!(read);
            let key = b"sixteen secrets!";
            let built = call(|error| {
                lingsync_engine_new_keyed(config, pointer(key), key.len(), &mut engine, error)
            });
            assert!(built);
            lingsync_config_free(config);
        }
        Self(engine)
    }

    pub(crate) fn analyse_jsonl(&self, data: &[u8], detail: i32, flags: u32) {
        let mut lines = ptr::null_mut();
        let done = call(|error| unsafe {
            let (data, len) = (pointer(data), data.len());
            lingsync_engine_analyse_jsonl(self.0, data, len, detail, flags, &mut lines, error)
        });
        if done {
            let lines = String::from_utf8(taken(lines)).unwrap();
            assert!(lines.is_empty() || lines.ends_with('\n'));
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        unsafe { lingsync_engine_free(self.0) };
    }
}

/// A session.
pub(crate) struct Chat(*mut FfiSession);

impl Drop for Chat {
    fn drop(&mut self) {
        unsafe { lingsync_session_free(self.0) };
    }
}

impl Chat {
    pub(crate) fn new(engine: &Engine) -> Self {
        let mut session = ptr::null_mut();
        assert!(call(|error| unsafe { lingsync_session_new(engine.0, &mut session, error) }));
        Self(session)
    }

    /// The JSON of the report, if the turn was taken.
    fn turn(&self, role: i32, text: &[u8], meta: &[u8], observe: bool) -> Option<Vec<u8>> {
        let mut figures: FfiTurnFigures = unsafe { std::mem::zeroed() };
        figures.struct_size = size_of::<FfiTurnFigures>() as u32;
        let (mut report, mut json) = (ptr::null_mut(), ptr::null_mut());
        let before = unsafe { lingsync_session_turns(self.0) };
        let (t, tl, m, ml) = (pointer(text), text.len(), pointer(meta), meta.len());
        let done = call(|error| unsafe {
            if observe {
                let session = self.0;
                lingsync_session_observe(
                    session,
                    role,
                    t,
                    tl,
                    m,
                    ml,
                    &mut figures,
                    &mut report,
                    error,
                )
            } else {
                let session = self.0.cast_const();
                lingsync_session_preview(
                    session,
                    role,
                    t,
                    tl,
                    m,
                    ml,
                    &mut figures,
                    &mut report,
                    error,
                )
            }
        });
        let after = unsafe { lingsync_session_turns(self.0) };
        assert_eq!(after, before + u32::from(done && observe));
        if !done {
            assert!(report.is_null());
            return None;
        }
        assert_eq!((figures.turn, figures.role), (before, role));
        assert_eq!(figures.shared_repetition.is_nan(), figures.reasons[0] != 0);
        assert!(call(|error| unsafe { lingsync_report_json(report, 2, &mut json, error) }));
        unsafe { lingsync_report_free(report) };
        Some(taken(json))
    }

    pub(crate) fn observe(&mut self, role: i32, text: &[u8], meta: &[u8]) {
        self.turn(role, text, meta, true);
    }

    pub(crate) fn preview(&self, role: i32, text: &[u8], meta: &[u8]) {
        self.turn(role, text, meta, false);
    }

    /// The second law.
    pub(crate) fn preview_and_observe(&mut self, role: i32, text: &[u8], meta: &[u8]) {
        let seen = self.turn(role, text, meta, false);
        assert!(seen == self.turn(role, text, meta, true), "preview is not observe");
    }

    pub(crate) fn rewind(&mut self, turn: u32) {
        let done = call(|error| unsafe { lingsync_session_rewind(self.0, turn, error) });
        assert!(!done || unsafe { lingsync_session_turns(self.0) } == turn);
    }

    pub(crate) fn redact(&mut self, turn: u32) {
        let mut kept = false;
        call(|error| unsafe { lingsync_session_redact(self.0, turn, &mut kept, error) });
    }

    pub(crate) fn forget(&mut self, label: &[u8]) {
        let label = if label.is_empty() { b"Ana" } else { label };
        let (mut turns, mut kept) = (0, false);
        call(|error| unsafe {
            let (label, len) = (pointer(label), label.len());
            lingsync_session_forget(self.0, label, len, &mut turns, &mut kept, error)
        });
    }

    pub(crate) fn watch(&mut self, claims: &[u8]) {
        call(|error| unsafe {
            lingsync_session_watch(self.0, pointer(claims), claims.len(), error)
        });
    }

    pub(crate) fn resolve(&mut self, id: &[u8], resolution: &[u8]) {
        let mut amendments = ptr::null_mut();
        let done = call(|error| unsafe {
            let (id, len) = (pointer(id), id.len());
            let (found, size) = (pointer(resolution), resolution.len());
            lingsync_session_resolve(self.0, id, len, found, size, &mut amendments, error)
        });
        if done {
            assert!(taken(amendments).starts_with(b"["));
        }
    }

    pub(crate) fn observe_jsonl(&mut self, lines: &[u8]) {
        let mut reports = ptr::null_mut();
        let before = unsafe { lingsync_session_turns(self.0) };
        let done = call(|error| unsafe {
            let (data, len) = (pointer(lines), lines.len());
            lingsync_session_observe_jsonl(self.0, data, len, 1, &mut reports, error)
        });
        let after = unsafe { lingsync_session_turns(self.0) };
        if done {
            let lines = String::from_utf8(taken(reports)).unwrap();
            assert_eq!(lines.lines().count() as u32, after - before);
        } else {
            assert_eq!(after, before);
        }
    }

    pub(crate) fn summary(&self, detail: i32) {
        let (mut summary, mut json) = (ptr::null_mut(), ptr::null_mut());
        let done =
            call(|error| unsafe { lingsync_session_summary(self.0, detail, &mut summary, error) });
        if done {
            assert!(call(|error| unsafe { lingsync_summary_json(summary, &mut json, error) }));
            assert!(taken(json).starts_with(b"{\"schema\""));
            unsafe { lingsync_summary_free(summary) };
        }
    }

    pub(crate) fn lexicon(&self, one: i32, two: i32) {
        let mut json = ptr::null_mut();
        let done = call(|error| unsafe {
            lingsync_session_lexicon_json(self.0, one, two, &mut json, error)
        });
        if done {
            taken(json);
        }
    }

    pub(crate) fn snapshot(&self) -> Option<Vec<u8>> {
        let mut snapshot = ptr::null_mut();
        call(|error| unsafe { lingsync_session_snapshot(self.0, &mut snapshot, error) })
            .then(|| taken(snapshot))
    }

    fn from_snapshot(engine: &Engine, bytes: &[u8]) -> Option<Self> {
        let mut session = ptr::null_mut();
        call(|error| unsafe {
            lingsync_session_restore(engine.0, pointer(bytes), bytes.len(), &mut session, error)
        })
        .then(|| Self(session))
    }

    /// Goes on in the restored session, which must be the same.
    pub(crate) fn restored(&mut self, engine: &Engine) {
        let Some(bytes) = self.snapshot() else { return };
        let restored = Self::from_snapshot(engine, &bytes).expect("a snapshot is restored");
        assert!(restored.snapshot().as_ref() == Some(&bytes), "snapshot(restore(x)) is not x");
        *self = restored;
    }

    /// If the bytes can be restored, that session must go on without harm.
    pub(crate) fn go_on_from(&self, engine: &Engine, bytes: &[u8]) {
        let Some(mut forged) = Self::from_snapshot(engine, bytes) else { return };
        forged.preview_and_observe(0, b"where is my big box and what of it", b"");
        forged.preview_and_observe(1, b"Your big box is late.", br#"{"speaker": "Ana", "at": 7}"#);
        forged.lexicon(1, 0);
        forged.summary(2);
        forged.redact(0);
        let turns = unsafe { lingsync_session_turns(forged.0) };
        forged.rewind(turns.saturating_sub(1));
        forged.forget(b"Ana");
        forged.snapshot();
    }

    pub(crate) fn cloned(&mut self) {
        let mut copy = ptr::null_mut();
        let done = call(|error| unsafe { lingsync_session_clone(self.0, &mut copy, error) });
        assert!(done);
        let copy = Self(copy);
        assert!(copy.snapshot() == self.snapshot(), "a copy is not equal");
        *self = copy;
    }
}
