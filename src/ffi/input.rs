//! Arguments: pointers, lengths and texts of the caller's, checked before they are used.

use super::{error::Failure, status::FfiStatus};
use core::{
    ffi::{CStr, c_char},
    slice,
    str::from_utf8,
};

/// As a length: the text ends with NUL (`LINGSYNC_STRLEN`).
pub(super) const STRLEN: usize = usize::MAX;

/// Bytes of the name of a setting.
const MAX_NAME: usize = 128;

/// The bytes of an argument. Null is allowed where the length is 0.
///
/// # Safety
/// `data` is null or points to `len` bytes, or with [`STRLEN`] to a text that ends with NUL, which
/// nobody changes for `'a`.
#[inline]
pub(super) unsafe fn bytes<'a>(
    data: *const c_char,
    len: usize,
    name: &str,
) -> Result<&'a [u8], Failure> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(Failure::null(name));
    }
    if len == STRLEN {
        // SAFETY: by contract the text ends with NUL.
        return Ok(unsafe { CStr::from_ptr(data) }.to_bytes());
    }
    if isize::try_from(len).is_err() {
        return Err(Failure::argument(format!(
            "the length of `{name}` is {len}: no text is so long"
        )));
    }
    // SAFETY: not null, `len` bytes by contract, and not more than half of the address space.
    Ok(unsafe { slice::from_raw_parts(data.cast::<u8>(), len) })
}

/// The bytes of an argument that has a limit. A length over the limit is refused without a look at
/// the bytes, by what `too_long` makes of it.
///
/// # Safety
/// As [`bytes`].
#[inline(always)]
pub(super) unsafe fn limited<'a>(
    data: *const c_char,
    len: usize,
    name: &str,
    limit: usize,
    too_long: impl FnOnce(usize) -> crate::Error,
) -> Result<&'a [u8], Failure> {
    if len != STRLEN && len > limit && isize::try_from(len).is_ok() && !data.is_null() {
        return Err(too_long(len).into());
    }
    // SAFETY: by contract.
    let bytes = unsafe { bytes(data, len, name) }?;
    if bytes.len() > limit { Err(too_long(bytes.len()).into()) } else { Ok(bytes) }
}

/// The text of an argument, or where it is not UTF-8.
#[inline]
pub(super) fn utf8<'a>(bytes: &'a [u8], name: &str) -> Result<&'a str, Failure> {
    from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let message = format!("`{name}` is not UTF-8 from byte {offset} on: convert it");
        Failure { offset: Some(offset), ..Failure::new(FfiStatus::InvalidUtf8, message) }
    })
}

/// The text of an argument without a limit of its own.
///
/// # Safety
/// As [`bytes`].
pub(super) unsafe fn text<'a>(
    data: *const c_char,
    len: usize,
    name: &str,
) -> Result<&'a str, Failure> {
    // SAFETY: by contract.
    utf8(unsafe { bytes(data, len, name) }?, name)
}

/// The short name of a setting, which ends with NUL. No more than [`MAX_NAME`] bytes are read.
///
/// # Safety
/// `data` is null or points to a text that ends with NUL, or that has at least `MAX_NAME` bytes.
pub(super) unsafe fn setting<'a>(data: *const c_char) -> Result<&'a str, Failure> {
    if data.is_null() {
        return Err(Failure::null("name"));
    }
    let data = data.cast::<u8>();
    let end = (0..MAX_NAME).find(|at| {
        // SAFETY: all bytes before this one are not NUL, so that the text goes on up to here.
        unsafe { *data.add(*at) == 0 }
    });
    let Some(len) = end else {
        return Err(Failure::argument(format!(
            "`name` has {MAX_NAME} bytes or more: no setting has such a long name"
        )));
    };
    // SAFETY: the bytes up to `len` were read above.
    utf8(unsafe { slice::from_raw_parts(data, len) }, "name")
}

/// Writes an output, unless the caller does not want it.
///
/// # Safety
/// `out` is null or may be written to.
pub(super) unsafe fn put<T>(out: *mut T, value: T) {
    if !out.is_null() {
        // SAFETY: by contract. What was there before is not read, and no alignment is assumed.
        unsafe { out.write_unaligned(value) };
    }
}

/// Refuses an output that must be there and is not.
pub(super) fn wanted<T>(out: *mut T, name: &str) -> Result<(), Failure> {
    if out.is_null() { Err(Failure::null(name)) } else { Ok(()) }
}

/// Hands a new object to the caller.
///
/// # Safety
/// `out` may be written to.
#[inline]
pub(super) unsafe fn give<T>(out: *mut *mut T, object: T) {
    // SAFETY: by contract.
    unsafe { put(out, Box::into_raw(Box::new(object))) };
}
