//! Linguistic coordination: does a speaker use a marker more after a turn that used it?
//!
//! Source: Danescu-Niculescu-Mizil, Lee, Pang & Kleinberg 2012, "Echoes of power", in the way of
//! ConvoKit 5.0.0. For a speaker, a target and a marker (a category of closed-class words), over
//! the speaker's replies to the target: P(reply has it | target's turn has it) - P(reply has it).
//! Range -1 to 1; above 0 the speaker moves towards the target. Replies to oneself are left out.
//!
//! Only counts are kept: a reply costs O(markers), a score O(pairs x markers).

mod markers;
mod state;
mod summary;

pub use markers::{MAX_MARKERS, MarkerLists};
pub use summary::{CoordinationSummary, Focus, MarkerScores, Thresholds};

use alloc::{boxed::Box, vec, vec::Vec};

/// What is counted of one marker in the replies of one speaker to one target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MarkerCounts {
    /// Replies that have the marker.
    pub tally: u32,
    /// Replies to a turn that has it.
    pub cond_total: u32,
    /// Replies that have it, to a turn that has it.
    pub cond_tally: u32,
}

impl core::ops::AddAssign for MarkerCounts {
    fn add_assign(&mut self, other: Self) {
        self.tally = self.tally.saturating_add(other.tally);
        self.cond_total = self.cond_total.saturating_add(other.cond_total);
        self.cond_tally = self.cond_tally.saturating_add(other.cond_tally);
    }
}

/// The replies of one speaker to one target.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PairCounts {
    /// Who replies.
    pub speaker: u16,
    /// Whom he or she replies to.
    pub target: u16,
    /// Replies.
    pub n: u32,
    /// Counts by marker.
    pub markers: Box<[MarkerCounts]>,
}

/// Which markers a reply takes up from the turn it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Echo {
    /// Whom the turn answers.
    pub target: u16,
    /// Markers of the turn it answers, as a bit set.
    pub offered: u32,
    /// Those that the reply uses too.
    pub taken: u32,
}

/// The state of coordination: counts by ordered pair of speakers, and the last turn.
///
/// Speakers are small indexes; the table grows with the pairs that reply to one another. Nothing is
/// allocated before the first reply.
///
/// # Example
/// ```
/// use lingsync::register::coordination::{Coordination, Thresholds};
///
/// let (client, agent, article) = (0, 1, 0b1);
/// let mut coordination = Coordination::new(2);
/// for (speaker, markers) in [(client, article), (agent, article), (client, 0), (agent, 0)] {
///     coordination.observe(speaker, markers);
/// }
/// // The agent replied twice: with an article to an article, and without to none: 1/1 - 1/2.
/// let scores = coordination.pairwise(agent, client, &Thresholds::ZERO);
/// assert_eq!(scores[0].value(), Some(0.5));
/// // The second marker was never offered.
/// assert_eq!(scores[1].value(), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coordination {
    markers: usize,
    /// Sorted by speaker, then target.
    pairs: Vec<PairCounts>,
    last: Option<(u16, u32)>,
}

impl Coordination {
    /// No turn yet; so many markers, at most [`MAX_MARKERS`].
    #[must_use]
    pub fn new(markers: usize) -> Self {
        Self { markers: markers.min(MAX_MARKERS), ..Self::default() }
    }

    /// Takes in a turn of `speaker` with its `markers` as a bit set. It answers the turn before,
    /// unless that was the speaker's own.
    pub fn observe(&mut self, speaker: u16, markers: u32) -> Option<Echo> {
        let echo = self.preview(speaker, markers);
        if let Some((target, offered)) = self.last.replace((speaker, markers)) {
            self.reply(speaker, markers, target, offered);
        }
        echo
    }

    /// What [`observe`](Self::observe) would give. Changes nothing.
    ///
    /// ```
    /// use lingsync::register::coordination::Coordination;
    ///
    /// let mut coordination = Coordination::new(3);
    /// coordination.observe(0, 0b011);
    /// let echo = coordination.preview(1, 0b110).unwrap();
    /// assert_eq!((echo.target, echo.offered, echo.taken), (0, 0b011, 0b010));
    /// ```
    #[must_use]
    pub fn preview(&self, speaker: u16, markers: u32) -> Option<Echo> {
        let (target, offered) = self.last.filter(|(last, _)| *last != speaker)?;
        let offered = offered & self.mask();
        Some(Echo { target, offered, taken: markers & offered })
    }

    /// Passes over a turn whose markers are not known, such as one in another language: the next
    /// turn replies to nobody. O(1).
    pub fn interrupt(&mut self) {
        self.last = None;
    }

    /// Takes in one reply by itself, for hosts that know which turn it answers: the markers of the
    /// reply, and those of the turn it answers. A reply to oneself is left out.
    pub fn reply(&mut self, speaker: u16, markers: u32, target: u16, offered: u32) {
        if speaker == target {
            return;
        }
        let len = self.markers;
        let at = match self.find(speaker, target) {
            Ok(at) => at,
            Err(at) => {
                let markers = vec![MarkerCounts::default(); len].into_boxed_slice();
                self.pairs.insert(at, PairCounts { speaker, target, n: 0, markers });
                at
            }
        };
        let Some(pair) = self.pairs.get_mut(at) else { return };
        pair.n = pair.n.saturating_add(1);
        for (index, counts) in pair.markers.iter_mut().enumerate() {
            let (used, offered) = (markers >> index & 1, offered >> index & 1);
            *counts +=
                MarkerCounts { tally: used, cond_total: offered, cond_tally: used & offered };
        }
    }

    /// Bytes held on the heap, about.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.pairs.capacity() * size_of::<PairCounts>()
            + self.pairs.len() * self.markers * size_of::<MarkerCounts>()
    }

    /// How many markers there are.
    #[must_use]
    pub const fn markers(&self) -> usize {
        self.markers
    }

    /// The counts of every pair that has a reply, by speaker, then target.
    #[must_use]
    pub fn pairs(&self) -> &[PairCounts] {
        &self.pairs
    }

    fn mask(&self) -> u32 {
        u32::MAX.checked_shr(MAX_MARKERS as u32 - self.markers as u32).unwrap_or(0)
    }

    fn find(&self, speaker: u16, target: u16) -> Result<usize, usize> {
        self.pairs.binary_search_by_key(&(speaker, target), |pair| (pair.speaker, pair.target))
    }
}

#[cfg(test)]
mod tests;
