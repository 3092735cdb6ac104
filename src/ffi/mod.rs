//! The C ABI (feature `capi`): what `include/lingsync.h` declares, and the only unsafe code of the
//! library. C, C++, Python and Go come in here; Rust programs have no use for it.
//!
//! Every function follows the same rules, which `docs/C-ABI.md` states for the C reader:
//!
//! - a null pointer, length, UTF-8, number of an enum or state that does not fit gives a status and
//!   a message, before anything has changed;
//! - outputs are written only on success, `error` only on failure;
//! - a panic does not cross the boundary: it gives `PANIC`, and the handle is of no more use;
//! - a handle may be used from any thread; two calls at a time of which one changes it are noticed.
//!
//! Pointers are read through the few functions in `input` and `handle`; nothing else is unsafe but
//! the calls of these.
#![allow(unsafe_code)]
#![allow(clippy::missing_safety_doc, reason = "the comments are the header's, written for C")]

mod asking;
mod boundary;
mod buffer;
mod claims;
mod config;
mod engine;
mod error;
mod figures;
mod handle;
mod hooks;
mod input;
mod report;
mod session;
mod status;

pub use buffer::*;
pub use claims::*;
pub use config::*;
pub use engine::*;
pub use error::*;
pub use figures::*;
pub use hooks::*;
pub use report::*;
pub use session::*;
pub use status::*;

use boundary::guard;
use core::ffi::{CStr, c_char};

#[cfg(test)]
mod tests;

/// The version of the binary interface: `LINGSYNC_ABI_VERSION` of the header that it goes with. It
/// is raised when a program that was compiled with an older header would no longer work.
pub const ABI_VERSION: u32 = 1;

const VERSION: &CStr =
    match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => c"",
    };

/// The version of the binary interface that the library implements. A program compares it with
/// `LINGSYNC_ABI_VERSION` once, at start, when it loads the library at run time.
///
/// Thread: any, at any time. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn lingsync_abi_version() -> u32 {
    ABI_VERSION
}

/// The version of the library, such as "0.1.0".
///
/// Ownership: a static text, ended by NUL; not to be freed.
/// Thread: any, at any time. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn lingsync_version() -> *const c_char {
    VERSION.as_ptr()
}

/// The name of a status in snake_case, such as "limit_exceeded"; "unknown" for a number that is no
/// status.
///
/// Ownership: a static text, ended by NUL; not to be freed.
/// Thread: any, at any time. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn lingsync_status_name(status: i32) -> *const c_char {
    guard(c"unknown".as_ptr(), || status::status_name(status).as_ptr())
}

/// The name of a reason (lingsync_undefined) in snake_case, such as "not_available"; "defined" for
/// 0, "unknown" for a number that is no reason.
///
/// Ownership: a static text, ended by NUL; not to be freed.
/// Thread: any, at any time. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn lingsync_undefined_name(reason: i32) -> *const c_char {
    guard(c"unknown".as_ptr(), || status::undefined_name(reason).as_ptr())
}
