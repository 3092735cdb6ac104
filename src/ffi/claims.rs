//! What a host says of claims between turns: what to watch for, and verdicts that come later.

use super::{
    boundary::boundary,
    buffer::FfiBuffer,
    error::FfiError,
    handle::required,
    input::{give, text},
    session::FfiSession,
    status::FfiStatus,
};
use crate::{Claim, correction::Resolution};
use core::ffi::c_char;

/// Claims that the host knows before they are made: one opens when a turn of the client holds most of
/// its words. claims is a JSON list in the form of the hint "claims":
///   [{"id": "bats", "text": "bats are blind", "verdict": false, "correct_text": "bats can see"}]
/// They are kept with the session and its snapshots; a claim with a known id replaces the earlier one.
/// All are taken, or none.
///
/// Ownership: claims is read during the call.
/// Errors: NULL_POINTER, INVALID_UTF8, INVALID_STATE; INVALID_HINT for broken JSON or a claim of the
/// wrong form; LIMIT_EXCEEDED beyond "limits.max_claims".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_watch(
    session: *mut FfiSession,
    claims: *const c_char,
    claims_len: usize,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            let mut session = required(session, "session")?.0.write()?;
            let config = session.engine().config();
            let json = text(claims, claims_len, "claims")?;
            let claims = Claim::list_from_json(json, config.strict, &config.limits)?;
            Ok(session.watch(claims)?)
        })
    }
}

/// Settles a claim whose truth was unknown, pending, or held to be another. resolution is a JSON
/// object, of which only the verdict must be there:
///   {"verdict": false, "confidence": 0.9, "correct_text": "bats can see"}
/// The reports that were given stay as they are. *amendments gets what they would say now, the oldest
/// turn first: a JSON list of
///   {"turn", "id", "before", "after", "stance_before", "stance_after"}
///
/// Ownership: the texts are read during the call; the caller frees *amendments with
/// lingsync_buffer_free. amendments may be NULL if they are not wanted.
/// Errors: NULL_POINTER, INVALID_UTF8, INVALID_STATE; UNKNOWN_CLAIM for an id that no claim has which
/// is followed or watched; INVALID_HINT for a resolution of the wrong form.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_resolve(
    session: *mut FfiSession,
    id: *const c_char,
    id_len: usize,
    resolution: *const c_char,
    resolution_len: usize,
    amendments: *mut *mut FfiBuffer,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            let mut session = required(session, "session")?.0.write()?;
            let id = text(id, id_len, "id")?;
            let resolution =
                Resolution::from_json(text(resolution, resolution_len, "resolution")?)?;
            let amended = session.resolve(id, &resolution)?;
            if !amendments.is_null() {
                give(amendments, FfiBuffer::new(crate::json::to_string(&amended).into_bytes()));
            }
            Ok(())
        })
    }
}
