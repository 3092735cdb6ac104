//! What C programs cannot bring about from outside: panics, handles in use; and that the numbers
//! and names of the two sides agree.

use super::{boundary::boundary, error::Failure, *};
use crate::{ErrorKind, Undefined};
use core::ptr;
use std::{ffi::CStr, panic, process::Command};

fn session() -> *mut FfiSession {
    let (mut engine, mut session) = (ptr::null_mut(), ptr::null_mut());
    unsafe {
        assert_eq!(lingsync_engine_new(ptr::null(), &mut engine, ptr::null_mut()), FfiStatus::Ok);
        assert_eq!(lingsync_session_new(engine, &mut session, ptr::null_mut()), FfiStatus::Ok);
        lingsync_engine_free(engine);
    }
    session
}

fn text(pointer: *const c_char) -> String {
    unsafe { CStr::from_ptr(pointer) }.to_str().unwrap().to_owned()
}

/// The status and message of a call, which must fail.
fn failure(call: impl FnOnce(*mut *mut FfiError) -> FfiStatus) -> (FfiStatus, String) {
    let mut error = ptr::null_mut();
    let status = call(&mut error);
    let message = text(unsafe { lingsync_error_message(error) });
    assert_eq!(unsafe { lingsync_error_status(error) }, status);
    unsafe { lingsync_error_free(error) };
    (status, message)
}

fn observe(session: *mut FfiSession, words: &str, error: *mut *mut FfiError) -> FfiStatus {
    let (words, none) = ((words.as_ptr().cast(), words.len()), (ptr::null(), 0));
    let (figures, report) = (ptr::null_mut(), ptr::null_mut());
    unsafe {
        lingsync_session_observe(
            session, 0, words.0, words.1, none.0, none.1, figures, report, error,
        )
    }
}

/// Panics inside of a call that has the session to itself, or looks at it; without a word on
/// stderr.
fn panic_inside(session: *mut FfiSession, alone: bool) -> (FfiStatus, String) {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let handle = unsafe { &*session };
    let seen = failure(|error| unsafe {
        boundary(error, || {
            if alone {
                let _session = handle.0.write()?;
                panic!("on purpose, {}", "with a payload on the heap");
            }
            let _session = handle.0.read()?;
            panic!("on purpose");
        })
    });
    panic::set_hook(hook);
    seen
}

/// What panics set is the process's, so the tests that panic take turns.
static PANICS: std::sync::Mutex<()> = std::sync::Mutex::new(());

#[test]
fn after_a_panic_every_call_but_free_is_refused() {
    let _turn = PANICS.lock().unwrap();
    for alone in [true, false] {
        let session = session();
        assert_eq!(observe(session, "before", ptr::null_mut()), FfiStatus::Ok);
        let (status, message) = panic_inside(session, alone);
        assert_eq!(status, FfiStatus::Panic);
        assert!(message.contains("free the handle"), "{message}");
        let (mut buffer, mut summary) = (ptr::null_mut(), ptr::null_mut());
        let mut copy = ptr::null_mut();
        type Call<'c> = Box<dyn FnMut(*mut *mut FfiError) -> FfiStatus + 'c>;
        let calls: [Call<'_>; 10] = unsafe {
            [
                Box::new(|e| observe(session, "after", e)),
                Box::new(|e| {
                    let (none, out) = (ptr::null(), ptr::null_mut());
                    lingsync_session_preview(session, 0, none, 0, none, 0, ptr::null_mut(), out, e)
                }),
                Box::new(|e| {
                    lingsync_session_observe_jsonl(session, ptr::null(), 0, 0, &mut buffer, e)
                }),
                Box::new(|e| lingsync_session_summary(session, 0, &mut summary, e)),
                Box::new(|e| lingsync_session_rewind(session, 0, e)),
                Box::new(|e| lingsync_session_redact(session, 0, ptr::null_mut(), e)),
                Box::new(|e| {
                    let none = ptr::null_mut();
                    lingsync_session_forget(session, ptr::null(), 0, none, ptr::null_mut(), e)
                }),
                Box::new(|e| lingsync_session_reset(session, e)),
                Box::new(|e| {
                    lingsync_session_snapshot(
                        session,
                        ptr::null_mut::<*mut FfiBuffer>().wrapping_add(1),
                        e,
                    )
                }),
                Box::new(|e| lingsync_session_clone(session, &mut copy, e)),
            ]
        };
        for call in calls {
            let (status, message) = failure(call);
            assert_eq!(status, FfiStatus::InvalidState, "{message}");
            assert!(message.contains("a call panicked: free it"), "{message}");
        }
        unsafe {
            assert_eq!(lingsync_session_turns(session), 0);
            assert_eq!(lingsync_session_heap_bytes(session), 0);
            lingsync_session_free(session);
        }
        assert!(summary.is_null() && copy.is_null());
    }
}

#[test]
fn a_panic_whose_payload_panics_when_dropped_does_not_get_out() {
    struct Spite;
    impl Drop for Spite {
        fn drop(&mut self) {
            panic!("once more");
        }
    }
    let _turn = PANICS.lock().unwrap();
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let status = unsafe { boundary(ptr::null_mut(), || panic::panic_any(Spite)) };
    let default = boundary::guard(7, || panic::panic_any(Spite));
    panic::set_hook(hook);
    assert_eq!((status, default), (FfiStatus::Panic, 7));
}

#[test]
fn a_panic_leaks_nothing() {
    const PROBE: &str = "LINGSYNC_PANIC_PROBE";
    if std::env::var_os(PROBE).is_some() {
        let session = session();
        panic_inside(session, true);
        unsafe { lingsync_session_free(session) };
        return;
    }
    let valgrind = Command::new("valgrind")
        .args(["--quiet", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect"])
        .args(["--error-exitcode=9"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "ffi::tests::a_panic_leaks_nothing", "--test-threads=1"])
        .env(PROBE, "1")
        .env("RUST_BACKTRACE", "0")
        .output();
    match valgrind {
        Ok(done) => {
            let said = String::from_utf8_lossy(&done.stderr);
            assert!(done.status.success(), "{said}");
        }
        Err(_) => eprintln!("valgrind is not installed: leaks after a panic are not looked for"),
    }
}

#[test]
fn a_handle_in_use_is_refused_and_nothing_changes() {
    let session = session();
    let handle = unsafe { &*session };
    {
        let _first = handle.0.read().unwrap();
        let _second = handle.0.read().unwrap();
        let (status, message) = failure(|error| observe(session, "now", error));
        assert_eq!(status, FfiStatus::InvalidState);
        assert!(message.starts_with("another call is using the handle"), "{message}");
        assert_eq!(unsafe { lingsync_session_turns(session) }, 0);
    }
    {
        let _alone = handle.0.write().unwrap();
        let (status, _) = failure(|error| observe(session, "now", error));
        assert_eq!(status, FfiStatus::InvalidState);
        assert_eq!(unsafe { lingsync_session_heap_bytes(session) }, 0);
    }
    assert_eq!(observe(session, "now", ptr::null_mut()), FfiStatus::Ok);
    assert_eq!(unsafe { lingsync_session_turns(session) }, 1);
    unsafe { lingsync_session_free(session) };
}

#[test]
fn statuses_have_the_names_of_the_error_kinds() {
    let kinds = [
        ErrorKind::LimitExceeded,
        ErrorKind::InvalidHint,
        ErrorKind::InvalidConfig,
        ErrorKind::InvalidTranscript,
        ErrorKind::UnknownTurn,
        ErrorKind::UnknownSpeaker,
        ErrorKind::RewindTooFar,
        ErrorKind::Retention,
        ErrorKind::InvalidSnapshot,
        ErrorKind::UnsupportedVersion,
        ErrorKind::ConfigMismatch,
        ErrorKind::PackMismatch,
        ErrorKind::KeyMismatch,
        ErrorKind::InvalidPack,
        ErrorKind::UnknownClaim,
    ];
    for (kind, number) in kinds.into_iter().zip(10..) {
        assert_eq!(FfiStatus::from(kind) as i32, number);
        assert_eq!(text(lingsync_status_name(number)), kind.name());
    }
    for unknown in [-1, 7, 8, 9, 25, i32::MAX, i32::MIN] {
        assert_eq!(text(lingsync_status_name(unknown)), "unknown");
    }
    assert_eq!(text(lingsync_status_name(0)), "ok");
}

#[test]
fn reasons_have_the_numbers_and_names_of_the_library() {
    let reasons = [
        (Undefined::NotAvailable, FfiUndefined::NotAvailable),
        (Undefined::Empty, FfiUndefined::Empty),
        (Undefined::TooShort, FfiUndefined::TooShort),
        (Undefined::TooFew, FfiUndefined::TooFew),
        (Undefined::NoVariance, FfiUndefined::NoVariance),
        (Undefined::Language, FfiUndefined::Language),
        (Undefined::NoVectors, FfiUndefined::NoVectors),
        (Undefined::NoTruthSupplied, FfiUndefined::NoTruthSupplied),
        (Undefined::NoTime, FfiUndefined::NoTime),
        (Undefined::NoReferents, FfiUndefined::NoReferents),
        (Undefined::LowReliability, FfiUndefined::LowReliability),
        (Undefined::Budget, FfiUndefined::Budget),
        (Undefined::Retention, FfiUndefined::Retention),
        (Undefined::NoBackground, FfiUndefined::NoBackground),
        (Undefined::NoGlossary, FfiUndefined::NoGlossary),
    ];
    for (ours, theirs) in reasons {
        assert_eq!(i32::from(ours.code()), theirs as i32);
        assert_eq!(text(lingsync_undefined_name(theirs as i32)), ours.name());
    }
    assert_eq!(text(lingsync_undefined_name(0)), "defined");
    assert_eq!(text(lingsync_undefined_name(16)), "unknown");
}

#[test]
fn a_failure_with_a_nul_in_its_message_is_still_a_text() {
    let mut error = ptr::null_mut();
    let call = || Err(Failure::argument("no \0 here"));
    assert_eq!(unsafe { boundary(&mut error, call) }, FfiStatus::InvalidArgument);
    assert_eq!(text(unsafe { lingsync_error_message(error) }), "no \u{fffd} here");
    assert_eq!(unsafe { lingsync_error_offset(error) }, usize::MAX);
    unsafe { lingsync_error_free(error) };
}

#[test]
fn handles_may_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<handle::Handle<crate::Session>>();
    crosses::<handle::Handle<crate::Engine>>();
    crosses::<handle::Handle<crate::TurnReport>>();
    crosses::<handle::Handle<crate::SessionSummary>>();
    crosses::<handle::Handle<crate::Config>>();
}
