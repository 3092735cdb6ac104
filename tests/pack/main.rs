//! Language packs: where the English one comes from, and what happens to packs that are cut short,
//! damaged, forged, of a newer format, or without their licences.
#![cfg(all(feature = "english", feature = "json"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bytes;
mod damage;
mod provenance;
