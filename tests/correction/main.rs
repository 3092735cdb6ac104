//! The correction tracker, seen from outside.

#![cfg(feature = "english")]

mod dialogues;
mod reading;
