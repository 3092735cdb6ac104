//! What every call goes through: no panic crosses it, and a failure becomes a status and an error
//! object.

use super::{
    error::{Failure, FfiError},
    status::FfiStatus,
};
use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Runs `call`; a panic within gives `default`.
#[inline]
pub(super) fn guard<R>(default: R, call: impl FnOnce() -> R) -> R {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|payload| {
        dispose(payload);
        default
    })
}

/// Runs `call`, and says in a status and in `error` what became of it.
///
/// # Safety
/// `error` is null or may be written to.
#[inline]
pub(super) unsafe fn boundary(
    error: *mut *mut FfiError,
    call: impl FnOnce() -> Result<(), Failure>,
) -> FfiStatus {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(())) => FfiStatus::Ok,
        // SAFETY: the caller's contract.
        Ok(Err(failure)) => unsafe { failed(error, failure) },
        // SAFETY: the same.
        Err(payload) => unsafe { failed(error, panicked(payload)) },
    }
}

/// Says in `error` what failed.
///
/// # Safety
/// `error` is null or may be written to.
#[cold]
#[inline(never)]
unsafe fn failed(error: *mut *mut FfiError, failure: Failure) -> FfiStatus {
    let status = failure.status;
    if !error.is_null() {
        let object = Box::into_raw(Box::new(FfiError::new(failure)));
        // SAFETY: not null, and by contract it may be written to. The write does not depend on what
        // was there before.
        unsafe { error.write_unaligned(object) };
    }
    status
}

#[cold]
#[inline(never)]
fn panicked(payload: Box<dyn Any + Send>) -> Failure {
    dispose(payload);
    Failure::new(
        FfiStatus::Panic,
        "the library panicked, which is a bug in it: free the handle and report the message on stderr",
    )
}

/// Drops what a panic carried; its own drop may panic once more, and then it is left alone.
#[cold]
#[inline(never)]
fn dispose(payload: Box<dyn Any + Send>) {
    if let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        core::mem::forget(again);
    }
}
