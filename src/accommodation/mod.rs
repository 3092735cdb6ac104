//! Accommodation: how the parties of a dialogue move towards each other in any per-turn series.
//!
//! # Overview
//! - [`Series`]: one series of a dialogue; O(1) a turn, bounded memory. [`SeriesTurn`] goes in,
//!   [`Level`] and [`PairFigures`] come out.
//! - [`SeriesValue`]: what a series is made of; `f64` and [`Counts`], or a type of your own.
//! - [`Lift`]: real similarity minus that of surrogates. [`Estimate`]: a value with an interval.
//! - [`register_lock`]: an agent that stays fixed while the client moves.
//! - [`Background`]: other dialogues to compare with.
//!
//! # What the words mean
//! *Proximity* is being close, *convergence* growing closer, *synchrony* moving together (Levitan &
//! Hirschberg 2011), *responsiveness* the slope of one party on the other with own inertia held
//! (actor-partner model), *lift* what remains of similarity when chance, topic or length are taken
//! out (surrogates: Duran et al. 2019).
//!
//! # Intervals
//! Turns are not independent draws, and two drifting series look related by chance. Every interval
//! here holds its error under autocorrelation (simulated in tests/statistics): effective n for
//! correlation, trend and slope (Bartlett 1935; Bayley & Hammersley 1946), batch means for lifts
//! within a dialogue, effective n and the spread between dialogues for the lift against others.

mod background;
mod batches;
mod clusters;
mod estimate;
mod floors;
mod level;
mod moments;
mod pair;
mod paired;
mod responsiveness;
mod ring;
mod series;
mod state;
mod surrogate;
mod value;

pub use background::{Background, BackgroundError};
pub use estimate::Estimate;
pub use level::Level;
pub use pair::PairFigures;
pub use paired::BandProximity;
pub use responsiveness::{Responsiveness, register_lock};
pub use series::{Series, SeriesTurn};
pub(crate) use state::State;
pub use surrogate::Lift;
pub use value::{Counts, SeriesValue};
