//! Reports and summaries: values of their own, which outlive the session.

use super::{
    boundary::{boundary, guard},
    buffer::FfiBuffer,
    error::FfiError,
    figures::{FfiTurnFigures, FiguresOut},
    handle::{self, Handle, required},
    input::{give, wanted},
    status::{self, FfiStatus},
};
use crate::report::{SessionSummary, TurnReport};

/// What the library says of one turn.
///
/// Ownership: the caller frees it with lingsync_report_free. It holds all its data, so it may be
/// read after its session was freed.
/// Thread: all its functions take it as const and may run at the same time.
#[derive(Debug)]
pub struct FfiReport(pub(super) Handle<TurnReport>);

/// What the library says of a conversation.
///
/// Ownership: the caller frees it with lingsync_summary_free. It holds all its data.
/// Thread: all its functions take it as const and may run at the same time.
#[derive(Debug)]
pub struct FfiSummary(pub(super) Handle<SessionSummary>);

/// The figures that a dashboard shows. Set figures->struct_size before.
///
/// Errors: NULL_POINTER; INVALID_ARGUMENT for a wrong struct_size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_report_figures(
    report: *const FfiReport,
    figures: *mut FfiTurnFigures,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            let out = FiguresOut::required(figures)?;
            out.write(&*required(report, "report")?.0.read()?);
            Ok(())
        })
    }
}

/// The whole report as one line of JSON (schema "lingsync.turn/1"), without a newline. detail is a
/// lingsync_detail. The same report gives the same bytes, here and in every other language.
///
/// Ownership: the caller frees *json with lingsync_buffer_free.
/// Errors: NULL_POINTER; INVALID_ARGUMENT for an unknown detail.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_report_json(
    report: *const FfiReport,
    detail: i32,
    json: *mut *mut FfiBuffer,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(json, "json")?;
            let report = required(report, "report")?.0.read()?;
            let detail = status::detail(detail)?.unwrap_or(report.detail);
            give(json, FfiBuffer::new(report.to_json_in(detail).into_bytes()));
            Ok(())
        })
    }
}

/// Frees a report. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_report_free(report: *mut FfiReport) {
    // SAFETY: by contract the pointer came from this library and is freed once.
    guard((), || unsafe { handle::free(report) });
}

/// The summary as one line of JSON (schema "lingsync.summary/1"), without a newline, in the detail
/// that it was made in.
///
/// Ownership: the caller frees *json with lingsync_buffer_free.
/// Errors: NULL_POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_summary_json(
    summary: *const FfiSummary,
    json: *mut *mut FfiBuffer,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(json, "json")?;
            let text = required(summary, "summary")?.0.read()?.to_json();
            give(json, FfiBuffer::new(text.into_bytes()));
            Ok(())
        })
    }
}

/// Frees a summary. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_summary_free(summary: *mut FfiSummary) {
    // SAFETY: by contract the pointer came from this library and is freed once.
    guard((), || unsafe { handle::free(summary) });
}
