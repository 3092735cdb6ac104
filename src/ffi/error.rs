//! The error object, and the failure inside the library that becomes one.

use super::{
    boundary::guard,
    handle::{self, borrow},
    status::FfiStatus,
};
use crate::error::Error;
use core::ffi::c_char;
use std::{borrow::Cow, ffi::CString};

/// Why a call was refused, before it is handed out.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) status: FfiStatus,
    pub(super) message: Cow<'static, str>,
    pub(super) offset: Option<usize>,
}

impl Failure {
    pub(super) fn new(status: FfiStatus, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, message: message.into(), offset: None }
    }

    pub(super) fn argument(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(FfiStatus::InvalidArgument, message)
    }

    pub(super) fn null(name: &str) -> Self {
        Self::new(FfiStatus::NullPointer, format!("`{name}` is NULL: give a pointer"))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let message = Cow::Owned(error.to_string());
        Self { status: error.kind().into(), message, offset: error.offset() }
    }
}

/// What went wrong in a call: its status, a message for people, and the place in the input where
/// there is one. The message never holds text of a turn.
///
/// Ownership: a function that fails makes one if its last argument is not NULL; the caller frees it
/// with lingsync_error_free. It depends on no other object.
/// Thread: may be read from any thread.
#[derive(Debug)]
pub struct FfiError {
    status: FfiStatus,
    message: CString,
    offset: Option<usize>,
}

impl FfiError {
    pub(super) fn new(failure: Failure) -> Self {
        // A NUL would end the message early for a C reader.
        let message = failure.message.replace('\0', "\u{fffd}");
        Self {
            status: failure.status,
            message: CString::new(message).unwrap_or_default(),
            offset: failure.offset,
        }
    }
}

/// Frees an error. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_error_free(error: *mut FfiError) {
    // SAFETY: by contract the pointer came from a failed call and is freed once.
    guard((), || unsafe { handle::free(error) });
}

/// The status that the failed call returned; LINGSYNC_STATUS_NULL_POINTER for NULL.
///
/// Thread: any, at any time until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_error_status(error: *const FfiError) -> FfiStatus {
    // SAFETY: by contract the pointer is NULL or an error that is not freed.
    guard(FfiStatus::Panic, || {
        unsafe { borrow(error) }.map_or(FfiStatus::NullPointer, |e| e.status)
    })
}

/// The message: lower-case, what was wrong, the limit, and what to do. UTF-8, ended by NUL; an
/// empty text for NULL.
///
/// Ownership: belongs to the error; valid until the error is freed.
/// Thread: any, at any time until then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_error_message(error: *const FfiError) -> *const c_char {
    // SAFETY: by contract the pointer is NULL or an error that is not freed.
    guard(c"".as_ptr(), || {
        unsafe { borrow(error) }.map_or(c"".as_ptr(), |error| error.message.as_ptr())
    })
}

/// The byte of the input at which the error was found; LINGSYNC_NO_OFFSET if there is no such
/// place, and for NULL.
///
/// Thread: any, at any time until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_error_offset(error: *const FfiError) -> usize {
    // SAFETY: by contract the pointer is NULL or an error that is not freed.
    guard(usize::MAX, || {
        unsafe { borrow(error) }.and_then(|error| error.offset).unwrap_or(usize::MAX)
    })
}
