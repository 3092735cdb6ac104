//! What replies do with a claim: every item goes through a session, from its texts.
#![cfg(all(feature = "english", feature = "std"))]

mod items;
mod laws;
