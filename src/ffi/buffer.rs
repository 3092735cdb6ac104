//! Bytes that the library hands out.

use super::{
    boundary::guard,
    handle::{self, borrow},
};
use core::ffi::c_char;

/// Bytes that the library hands out: a JSON text, or a snapshot.
///
/// Ownership: the caller frees it with lingsync_buffer_free, never with free(). It depends on no
/// other object.
/// Thread: may be read from any thread.
#[derive(Debug)]
pub struct FfiBuffer {
    /// With a NUL at the end that is not part of the content.
    bytes: Vec<u8>,
}

impl FfiBuffer {
    pub(super) fn new(mut bytes: Vec<u8>) -> Self {
        bytes.push(0);
        Self { bytes }
    }
}

/// The bytes. One NUL follows the last of them, which lingsync_buffer_len does not count, so that a
/// JSON text can be printed as it is. An empty text for NULL.
///
/// Ownership: belongs to the buffer; valid until the buffer is freed.
/// Thread: any, at any time until then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_buffer_data(buffer: *const FfiBuffer) -> *const c_char {
    // SAFETY: by contract the pointer is NULL or a buffer that is not freed.
    guard(c"".as_ptr(), || {
        unsafe { borrow(buffer) }.map_or(c"".as_ptr(), |buffer| buffer.bytes.as_ptr().cast())
    })
}

/// How many bytes there are; 0 for NULL.
///
/// Thread: any, at any time until the buffer is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_buffer_len(buffer: *const FfiBuffer) -> usize {
    // SAFETY: by contract the pointer is NULL or a buffer that is not freed.
    guard(0, || unsafe { borrow(buffer) }.map_or(0, |buffer| buffer.bytes.len().saturating_sub(1)))
}

/// Frees a buffer. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_buffer_free(buffer: *mut FfiBuffer) {
    // SAFETY: by contract the pointer came from this library and is freed once.
    guard((), || unsafe { handle::free(buffer) });
}
