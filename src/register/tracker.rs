//! The register tracker: a turn's own figures, its distance from the client's level, and how the
//! parties move with each other.

use super::{
    Dimension, Gap, Reading, RegisterObservation, RegisterSummary, background::RegisterBackground,
    state::RegisterState,
};
use crate::{
    accommodation::Series,
    config::{Config, Detail, Target},
    engine::Engine,
    pack::LanguagePack,
    tracker::Tracker,
    turn::Party,
    value::{Measure, Undefined},
};
use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};

/// Measures whether the agent's style moves with the client's as it should.
///
/// A turn costs O(its bytes) to read and O(1) to take in, whatever the length of the conversation;
/// memory is bounded, about 3 KiB for a dimension and pair of parties.
///
/// # Example
/// ```
/// use lingsync::{Party, Session, Turn, register::Dimension};
///
/// let mut session = Session::default();
/// for turn in 0..30_u32 {
///     // An agent that is always as brief, whatever the client writes.
///     let words = 1 + turn % 7 * 3;
///     session.observe(&Turn::client("word ".repeat(words as usize)))?;
///     session.observe(&Turn::agent("word ".repeat(4 + (turn * 5 % 3) as usize)))?;
/// }
/// let summary = session.summary().register;
/// let pair = summary.pair(Party::AGENT, Party::CLIENT).unwrap();
/// let verbosity = pair.dimension(Dimension::Verbosity).unwrap();
/// let slope = verbosity.figures.responsiveness.raw.value.value().unwrap();
/// assert!(slope.abs() < 0.2, "{slope}");
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct RegisterTracker {
    pub(super) settings: Arc<Settings>,
    pub(super) state: Box<RegisterState>,
}

/// What a tracker is told once.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(super) detail: Detail,
    pub(super) targets: [Target; Dimension::COUNT],
    pub(super) client_state: bool,
    pub(super) min_words: u32,
    pub(super) pack: Option<LanguagePack>,
    /// Names of the lists of markers.
    pub(super) markers: Vec<String>,
    pub(super) background: Option<Arc<RegisterBackground>>,
}

impl Settings {
    pub(crate) fn new(
        config: &Config,
        pack: Option<&LanguagePack>,
        background: Option<Arc<RegisterBackground>>,
    ) -> Self {
        let target = |dimension: &Dimension| config.register.targets.of(*dimension, config.goal);
        let mut targets = [Target::Free; Dimension::COUNT];
        for (target_of, dimension) in targets.iter_mut().zip(Dimension::ALL) {
            *target_of = target(dimension);
        }
        let own = &config.register.markers;
        let closed = pack.into_iter().flat_map(LanguagePack::closed_class);
        let markers = if own.is_empty() {
            closed.take(super::markers::DEFAULT).map(|(name, _)| name.into()).collect()
        } else {
            own.iter().map(|list| list.name.clone()).collect()
        };
        Self {
            detail: config.detail,
            targets,
            client_state: config.register.client_state,
            min_words: config.register.min_words,
            pack: pack.cloned(),
            markers,
            background,
        }
    }

    /// The dimensions that are measured.
    pub(super) fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        let all = Dimension::ALL.iter().copied();
        all.filter(|dimension| self.client_state || !dimension.is_experimental())
    }
}

impl RegisterTracker {
    /// A tracker with the settings of an engine.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        let settings = Arc::clone(engine.register_settings());
        let state = Box::new(RegisterState::new(settings.markers.len()));
        Self { settings, state }
    }

    /// The conversation so far, in a detail of the caller's choice. O(1): independent of its
    /// length.
    #[must_use]
    pub fn summary_in(&self, detail: Detail) -> RegisterSummary {
        RegisterSummary::new(self, detail)
    }

    /// A series of a dimension, for the figures of any pair of parties.
    #[must_use]
    pub fn series(&self, dimension: Dimension) -> &Series<f64> {
        &self.state.dimensions[dimension.index()]
    }

    /// The party whose level a turn is compared with.
    fn towards(party: Party) -> Party {
        if party == Party::CLIENT { Party::AGENT } else { Party::CLIENT }
    }

    /// What the tracker says of a turn, read off the state before it.
    fn measure(&self, reading: &Reading) -> RegisterObservation {
        let party = reading.context.party;
        let towards = Self::towards(party);
        let mut seen = RegisterObservation::new(reading, towards, self.settings.client_state);
        seen.rhythm.latency = self.state.latency(reading);
        if party == Party::AGENT {
            for dimension in self.settings.dimensions() {
                let target = self.settings.targets[dimension.index()];
                let client = self.series(dimension).recent_mean(Party::CLIENT.0);
                seen.gaps[dimension.index()] = match (seen.measure(dimension), client) {
                    (Measure::Value(own), Some(client)) => Gap::new(own, client, target),
                    (Measure::Undefined(reason), _) => Gap::undefined(reason),
                    _ => Gap::undefined(Undefined::NotAvailable),
                };
            }
        }
        seen
    }

    /// The state of a tracker that has seen no turn.
    pub(crate) fn empty_state(&self) -> RegisterState {
        RegisterState::new(self.settings.markers.len())
    }

    pub(crate) fn state(&self) -> &RegisterState {
        &self.state
    }

    /// A tracker with the same settings and another state.
    pub(crate) fn resumed(&self, state: RegisterState) -> Self {
        Self { settings: Arc::clone(&self.settings), state: Box::new(state) }
    }

    /// Bytes held on the heap, about.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        size_of::<RegisterState>() + self.state.heap_bytes()
    }
}

impl Tracker for RegisterTracker {
    type Input<'a> = Reading;
    type Observation = Box<RegisterObservation>;
    type Summary = RegisterSummary;

    fn observe(&mut self, reading: &Reading) -> Box<RegisterObservation> {
        let seen = self.measure(reading);
        let background = self.settings.background.as_deref();
        self.state.observe(reading, self.settings.min_words, background);
        Box::new(seen)
    }

    fn preview(&self, reading: &Reading) -> Box<RegisterObservation> {
        Box::new(self.measure(reading))
    }

    fn summary(&self) -> RegisterSummary {
        self.summary_in(self.settings.detail)
    }

    fn reset(&mut self) {
        *self.state = self.empty_state();
    }
}
