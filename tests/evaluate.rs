//! The example `evaluate`, run within the test, and what it shares with `train`.
#![cfg(all(feature = "std", feature = "json", feature = "english"))]

#[path = "../examples/evaluate/main.rs"]
#[allow(dead_code, reason = "main is not called")]
mod evaluate;
