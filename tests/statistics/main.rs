//! sim
mod draws;
mod nominal;
mod tally;
