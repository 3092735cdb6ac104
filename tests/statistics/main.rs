//! What the intervals of `accommodation` promise, shown on simulated series whose truth is known.
//!
//! - `nominal`: for independent series of order one, 95 % intervals leave out the truth in 5 % of
//!   runs, and are no wider than that takes.
//! - `background`: the same against a background of other dialogues, drawn anew for each run.
//! - `lock`: an agent that follows is not called locked, one that stays fixed is found.
//! - `planted`: synchrony, responsiveness and convergence that are there are found; what a shared
//!   trend does.
//! - `lifts`: take-up is found; a topic that drifts shows in lift and not in its direction.
//!
//! Everything is seeded. `cargo test --test statistics -- --nocapture` prints the tables.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod background;
mod draws;
mod lifts;
mod lock;
mod nominal;
mod planted;
mod tally;
