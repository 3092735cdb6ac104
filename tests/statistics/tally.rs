//! Counting how often something came out, and how much of that can be chance.

/// So many hits of so many runs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) hits: u32,
    pub(crate) of: u32,
}

impl Tally {
    pub(crate) fn add(&mut self, hit: bool) {
        self.hits += u32::from(hit);
        self.of += 1;
    }

    pub(crate) fn share(self) -> f64 {
        f64::from(self.hits) / f64::from(self.of)
    }
}

/// Two standard errors of a share whose true value is `share`, over `runs`.
pub(crate) fn margin(share: f64, runs: u32) -> f64 {
    2.0 * (share * (1.0 - share) / f64::from(runs)).sqrt()
}
