//! sim
mod draws;
mod lock;
mod nominal;
mod tally;
