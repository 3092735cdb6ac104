//! The correction tracker, seen from outside.

#![cfg(feature = "english")]

mod absence;
mod claims;
mod dialogues;
mod hooks;
mod laws;
mod reading;
