//! How much two turns have in common.

/// How many words of a turn are words of an earlier one too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Overlap {
    /// Different content words that both have.
    pub(crate) shared: u16,
    /// Different content words of the turn.
    pub(crate) of: u16,
    /// Different content words of the earlier turn.
    pub(crate) earlier: u16,
}

impl Overlap {
    /// The share of the turn's words, 0 to 1; 0 for a turn without any.
    pub(crate) fn share(self) -> f64 {
        f64::from(self.shared) / f64::from(self.of.max(1))
    }

    /// The share of the earlier turn's words, 0 to 1; 0 where it had none.
    pub(crate) fn kept(self) -> f64 {
        f64::from(self.shared) / f64::from(self.earlier.max(1))
    }

    pub(super) fn fields(self) -> [u16; 3] {
        [self.shared, self.of, self.earlier]
    }
}
