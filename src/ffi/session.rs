//! The session: one conversation.

use super::{
    asking::Call,
    boundary::{boundary, guard},
    buffer::FfiBuffer,
    engine::FfiEngine,
    error::{Failure, FfiError},
    figures::{FfiTurnFigures, FiguresOut},
    handle::{self, Handle, borrow, required},
    input::{bytes, give, limited, put, text as text_of, utf8, wanted},
    report::{FfiReport, FfiSummary},
    status::{self, FfiStatus},
};
use crate::{
    Config, Party, Session, Turn, TurnReport,
    error::Error,
    intake,
    lexical::Sharing,
    transcript::{label, read_turn_fields, read_turn_lines},
};
use core::ffi::c_char;

/// One conversation, watched turn by turn.
///
/// Ownership: the caller frees it with lingsync_session_free. It keeps what it needs of its engine.
/// Thread: it may be used from any thread. Functions that take it as const may run at the same
/// time; a function that changes it needs it alone. Two calls at a time that must not be get
/// INVALID_STATE, and nothing changes. Different sessions are independent.
#[derive(Debug)]
pub struct FfiSession(pub(super) Handle<Session>);

impl FfiSession {
    fn new(session: Session) -> Self {
        Self(Handle::new(session))
    }
}

/// A new, empty session.
///
/// Ownership: the caller frees *session with lingsync_session_free; the engine may be freed before.
/// Errors: NULL_POINTER, INVALID_STATE.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_new(
    engine: *const FfiEngine,
    session: *mut *mut FfiSession,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(session, "session")?;
            let new = required(engine, "engine")?.0.read()?.engine.session();
            give(session, FfiSession::new(new));
            Ok(())
        })
    }
}

/// A session from what lingsync_session_snapshot gave: it goes on exactly as the first one would
/// have. The engine must have the same settings (those that shape a session's state), language pack
/// and key.
///
/// Ownership: snapshot is read during the call; the caller frees *session with
/// lingsync_session_free.
/// Errors: NULL_POINTER, INVALID_STATE; INVALID_SNAPSHOT for bytes that are cut short, changed or no
/// snapshot; UNSUPPORTED_VERSION for one of a newer library; CONFIG_MISMATCH, PACK_MISMATCH or
/// KEY_MISMATCH for one of another engine; LIMIT_EXCEEDED; RETENTION under "retention" = "none".
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_restore(
    engine: *const FfiEngine,
    snapshot: *const c_char,
    snapshot_len: usize,
    session: *mut *mut FfiSession,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(session, "session")?;
            let inner = required(engine, "engine")?.0.read()?;
            let limits = &inner.engine.config().limits;
            let limit = limits.max_snapshot_bytes;
            let too_long = |len| crate::session::snapshot_too_large(len, limit);
            let snapshot = limited(snapshot, snapshot_len, "snapshot", limit, too_long)?;
            let restored = inner.engine.restore(snapshot)?;
            give(session, FfiSession::new(restored));
            Ok(())
        })
    }
}

/// A copy that goes its own way from here on.
///
/// Ownership: the caller frees *copy with lingsync_session_free.
/// Errors: NULL_POINTER, INVALID_STATE.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_clone(
    session: *const FfiSession,
    copy: *mut *mut FfiSession,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(copy, "copy")?;
            let cloned = required(session, "session")?.0.read()?.clone();
            give(copy, FfiSession::new(cloned));
            Ok(())
        })
    }
}

/// Takes a turn in and reports on it.
///
/// role is a lingsync_role. text is UTF-8 of text_len bytes, or ended by NUL if text_len is
/// LINGSYNC_STRLEN; NULL is an empty turn if text_len is 0. meta is NULL (with meta_len 0), or a
/// JSON object with what else is known of the turn, the fields of a turn in a transcript:
///   {"speaker": "Ana", "at": 1700000000000, "hints": {"language": "en"}}
/// figures (with its struct_size set) and report may each be NULL if they are not wanted.
///
/// Ownership: the texts are read during the call; the caller frees *report with
/// lingsync_report_free.
/// Errors: NULL_POINTER, INVALID_ARGUMENT, INVALID_UTF8, INVALID_STATE; LIMIT_EXCEEDED for a text,
/// label or hints over a limit; INVALID_HINT for a meta or hints of the wrong form. The session is
/// then as it was, and no output is written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_observe(
    session: *mut FfiSession,
    role: i32,
    text: *const c_char,
    text_len: usize,
    meta: *const c_char,
    meta_len: usize,
    figures: *mut FfiTurnFigures,
    report: *mut *mut FfiReport,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            let out = FiguresOut::optional(figures)?;
            let handle = &required(session, "session")?.0;
            let mut session = handle.write()?;
            let _call = call(handle, &session);
            let config = session.engine().config();
            let turn = turn(config, role, (text, text_len), (meta, meta_len))?;
            hand_out(session.observe(&turn), out, report)
        })
    }
}

/// What lingsync_session_observe would report; changes nothing. For scoring candidate replies
/// before one is sent. Arguments, ownership and errors are those of lingsync_session_observe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_preview(
    session: *const FfiSession,
    role: i32,
    text: *const c_char,
    text_len: usize,
    meta: *const c_char,
    meta_len: usize,
    figures: *mut FfiTurnFigures,
    report: *mut *mut FfiReport,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            let out = FiguresOut::optional(figures)?;
            let handle = &required(session, "session")?.0;
            let session = handle.read()?;
            let _call = call(handle, &session);
            let config = session.engine().config();
            let turn = turn(config, role, (text, text_len), (meta, meta_len))?;
            hand_out(session.preview(&turn), out, report)
        })
    }
}

/// Takes several turns in: one a line, each a JSON object {"role", "text", "speaker"?, "at"?,
/// "hints"?} or `speaker<TAB>text`. Blank lines and messages of "system", "tool" and the like are
/// left out. *reports gets the JSON of each turn's report in the same order, each ended by a
/// newline, in the detail that a lingsync_detail says. All turns are taken in, or none.
///
/// Ownership: lines are read during the call; the caller frees *reports with lingsync_buffer_free.
/// reports may be NULL if they are not wanted.
/// Errors: those of lingsync_session_observe, with the number of the line; INVALID_TRANSCRIPT for a
/// line that is no turn. The session is then as it was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_observe_jsonl(
    session: *mut FfiSession,
    lines: *const c_char,
    lines_len: usize,
    detail: i32,
    reports: *mut *mut FfiBuffer,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            let detail = status::detail(detail)?;
            let handle = &required(session, "session")?.0;
            let mut session = handle.write()?;
            let _call = call(handle, &session);
            let lines = bytes(lines, lines_len, "lines")?;
            let json = observe_lines(&mut session, lines, detail, !reports.is_null())?;
            if !reports.is_null() {
                give(reports, FfiBuffer::new(json.into_bytes()));
            }
            Ok(())
        })
    }
}

/// The conversation so far, in the detail that a lingsync_detail says.
///
/// Ownership: the caller frees *summary with lingsync_summary_free.
/// Errors: NULL_POINTER, INVALID_STATE; INVALID_ARGUMENT for an unknown detail.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_summary(
    session: *const FfiSession,
    detail: i32,
    summary: *mut *mut FfiSummary,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(summary, "summary")?;
            let detail = status::detail(detail)?;
            let session = required(session, "session")?.0.read()?;
            let detail = detail.unwrap_or(session.engine().config().detail);
            give(summary, FfiSummary(Handle::new(session.summary_in(detail))));
            Ok(())
        })
    }
}

/// The expressions that two roles share, with every measure of the lexicon, as JSON; those that one
/// role repeats if the two are the same. Roles are lingsync_role.
///
/// Ownership: the caller frees *json with lingsync_buffer_free.
/// Errors: NULL_POINTER, INVALID_STATE; INVALID_ARGUMENT for an unknown role.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_lexicon_json(
    session: *const FfiSession,
    role: i32,
    other_role: i32,
    json: *mut *mut FfiBuffer,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(json, "json")?;
            let (one, two) = (status::role(role)?, status::role(other_role)?);
            let (one, two) = (Party::from(one), Party::from(two));
            let session = required(session, "session")?.0.read()?;
            let sharing = if one == two { Sharing::Own(one) } else { Sharing::Pair(one, two) };
            give(json, FfiBuffer::new(session.lexicon(sharing).to_json().into_bytes()));
            Ok(())
        })
    }
}

/// Goes back to the moment before turn to_turn was observed, as if it and all later ones had never
/// been seen: for a reply that is regenerated, or a message that is edited.
///
/// Errors: NULL_POINTER, INVALID_STATE; REWIND_TOO_FAR for a turn that has left the window;
/// UNKNOWN_TURN for one that was never observed; RETENTION under "retention" = "none".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_rewind(
    session: *mut FfiSession,
    to_turn: u32,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe { boundary(error, || Ok(required(session, "session")?.0.write()?.rewind(to_turn)?)) }
}

/// Removes what was said in one turn, as if its text had been empty. *totals_kept says whether the
/// turn is so old that its part in the totals stays; NULL if that is not wanted.
///
/// Errors: NULL_POINTER, INVALID_STATE; UNKNOWN_TURN for a turn that was never observed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_redact(
    session: *mut FfiSession,
    turn: u32,
    totals_kept: *mut bool,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            let done = required(session, "session")?.0.write()?.redact(turn)?;
            put(totals_kept, done.totals_kept);
            Ok(())
        })
    }
}

/// Removes a speaker: the label, and what was said in every turn under it. As everywhere, blanks
/// around a label and a colon behind it do not count. *turns gets the number of
/// turns; *totals_kept is as in lingsync_session_redact. Either may be NULL.
///
/// Errors: NULL_POINTER, INVALID_UTF8, INVALID_STATE; UNKNOWN_SPEAKER for a label without a turn.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_forget(
    session: *mut FfiSession,
    speaker: *const c_char,
    speaker_len: usize,
    turns: *mut u32,
    totals_kept: *mut bool,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            let session = required(session, "session")?;
            let speaker = text_of(speaker, speaker_len, "speaker")?;
            let done = session.0.write()?.forget(label(speaker))?;
            put(turns, done.turns);
            put(totals_kept, done.totals_kept);
            Ok(())
        })
    }
}

/// Forgets everything: the session is as new.
///
/// Errors: NULL_POINTER, INVALID_STATE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_reset(
    session: *mut FfiSession,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            required(session, "session")?.0.write()?.reset();
            Ok(())
        })
    }
}

/// The session as bytes, to be kept between two requests and given to lingsync_session_restore. The
/// same session gives the same bytes.
///
/// Ownership: the caller frees *snapshot with lingsync_buffer_free.
/// Errors: NULL_POINTER, INVALID_STATE; RETENTION under "retention" = "none".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_snapshot(
    session: *const FfiSession,
    snapshot: *mut *mut FfiBuffer,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(snapshot, "snapshot")?;
            let bytes = required(session, "session")?.0.read()?.snapshot()?;
            give(snapshot, FfiBuffer::new(bytes));
            Ok(())
        })
    }
}

/// Turns observed so far, which is the number of the next turn; 0 for NULL, and for a session that
/// is in use or of no more use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_turns(session: *const FfiSession) -> u32 {
    // SAFETY: by contract the pointer is NULL or a session that is not freed.
    guard(0, || {
        let session = unsafe { borrow(session) }.and_then(|session| session.0.read().ok());
        session.map_or(0, |session| session.turns())
    })
}

/// Bytes that the session holds, about; 0 for NULL, and for a session that is in use or of no more
/// use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_heap_bytes(session: *const FfiSession) -> usize {
    // SAFETY: by contract the pointer is NULL or a session that is not freed.
    guard(0, || {
        let session = unsafe { borrow(session) }.and_then(|session| session.0.read().ok());
        session.map_or(0, |session| session.heap_bytes())
    })
}

/// Frees a session. NULL is allowed and does nothing. Reports, summaries and snapshots made from it
/// stay.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_free(session: *mut FfiSession) {
    // SAFETY: by contract the pointer came from this library and is freed once.
    guard((), || unsafe { handle::free(session) });
}

/// Notes that the session may ask its hooks, if it has any.
#[inline]
fn call(handle: &Handle<Session>, session: &Session) -> Option<Call> {
    session.has_hooks().then(|| Call::on(handle.address()))
}

/// A text of the caller's: where it begins and its length.
type Text = (*const c_char, usize);

/// The turn that the caller means, with every limit checked before the bytes are looked at.
///
/// # Safety
/// Both texts as [`bytes`].
#[inline(always)]
unsafe fn turn<'a>(
    config: &Config,
    role: i32,
    text: Text,
    meta: Text,
) -> Result<Turn<'a>, Failure> {
    let role = status::role(role)?;
    let limits = &config.limits;
    let too_long = |len| intake::turn_too_large(len, limits.max_turn_bytes);
    // SAFETY: by contract.
    let text = unsafe { limited(text.0, text.1, "text", limits.max_turn_bytes, too_long) }?;
    let turn = Turn::new(role, utf8(text, "text")?);
    // SAFETY: by contract.
    let meta =
        unsafe { limited(meta.0, meta.1, "meta", limits.max_hint_bytes, meta_too_long(config)) }?;
    if meta.is_empty() {
        return Ok(turn);
    }
    Ok(read_turn_fields(turn, utf8(meta, "meta")?, config)?)
}

fn meta_too_long(config: &Config) -> impl Fn(usize) -> Error {
    let limit = config.limits.max_hint_bytes;
    move |len| Error::limit("meta", len, "bytes", "max_hint_bytes", limit, "give fewer hints")
}

/// Writes what the caller wants of a report, which is large and so is not moved without need.
///
/// # Safety
/// `report` is null or may be written to.
#[inline(always)]
unsafe fn hand_out(
    said: Result<TurnReport, Error>,
    figures: FiguresOut,
    report: *mut *mut FfiReport,
) -> Result<(), Failure> {
    if let Ok(said) = &said {
        figures.write(said);
        if report.is_null() {
            return Ok(());
        }
    }
    // SAFETY: not null if there is a report, and by contract it may then be written to.
    said.map(|said| unsafe { give(report, FfiReport(Handle::new(said))) }).map_err(Failure::from)
}

/// Observes all turns of `lines`, or none; the JSON of their reports, if it is wanted.
fn observe_lines(
    session: &mut Session,
    lines: &[u8],
    detail: Option<crate::config::Detail>,
    wanted: bool,
) -> Result<String, Failure> {
    let config = session.engine().config();
    let detail = detail.unwrap_or(config.detail);
    let (turns, numbers) = read_turn_lines(lines, config)?;
    let mut json = String::new();
    let taken = session.observe_all(&turns, |report| {
        if wanted {
            json.push_str(&report.to_json_in(detail));
            json.push('\n');
        }
    });
    taken.map_err(|(index, error)| {
        let line = numbers.get(index).copied().unwrap_or_default();
        Failure::from(Error::new(error.kind(), format!("line {line}: {error}")))
    })?;
    Ok(json)
}
