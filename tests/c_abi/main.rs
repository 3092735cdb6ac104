//! The C interface as C and C++ programs see it: the header, the libraries, and programs that use
//! them well and badly, with and without valgrind.
//!
//! What cannot be tested for want of a tool is said on stderr; with `CI` set it is a failure.
//!
//! The libraries are built with the default features, and Rust must say the same as they do.
#![cfg(all(target_os = "linux", feature = "default"))]

mod examples;
mod header;
mod json;
mod library;
mod package;
mod programs;
mod symbols;
mod tools;
