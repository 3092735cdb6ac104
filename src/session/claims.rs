//! What a host tells a session about claims between turns: what to watch for, whom to ask, and
//! verdicts that come later.

use super::Session;
use crate::{
    correction::{Amendment, Hooks, Resolution, Settled, percent_of, seed_of},
    error::{Error, ErrorKind, Result},
    hints::{Claim, Hints},
    log::{Log, Record},
};
use alloc::{format, sync::Arc, vec::Vec};

/// The host's code: what it does while it is asked cannot break a session, as nothing has changed yet
/// and a panic is caught.
#[derive(Clone)]
pub(super) struct Host(Arc<dyn Hooks>);

impl Host {
    pub(super) fn hooks(&self) -> &dyn Hooks {
        &*self.0
    }
}

impl core::panic::UnwindSafe for Host {}
impl core::panic::RefUnwindSafe for Host {}

impl Session {
    /// Claims that the host knows before they are made: one opens when a turn of the client holds
    /// most of its words. They are kept with the session and its snapshots; a claim with a known id
    /// replaces the earlier one. All are taken, or none. O(words).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHint`] for a claim that hints could not hold, such as one without an id;
    /// [`ErrorKind::LimitExceeded`] beyond `limits.max_claims`.
    ///
    /// # Example
    /// ```
    /// use lingsync::{Claim, Session, Turn, Verdict};
    ///
    /// let mut session = Session::default();
    /// session.watch([Claim::new("bats", "bats are blind", Verdict::False)])?;
    /// let seen = session.observe(&Turn::client("Is it true that bats are blind?"))?.correction;
    /// assert_eq!(&*seen.claims[0].id, "bats");
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn watch(&mut self, claims: impl IntoIterator<Item = Claim>) -> Result<()> {
        let limits = &self.engine.config().limits;
        let (mut seeds, limit) = (Vec::new(), limits.max_claims);
        for claim in claims {
            if seeds.len() > limit {
                break;
            }
            let mut hints = Hints::default();
            let claim = Claim { span: None, ..claim };
            hints.claims.push(claim);
            hints.validate("", limits)?;
            let keying = self.vocabulary.keying();
            seeds.extend(hints.claims.iter().map(|c| seed_of(c, keying, self.engine.lexicon())));
        }
        self.watched.add(seeds, limit)
    }

    /// Asks a host about claims from now on, while turns are taken in. A copy of the session asks
    /// the same host; a snapshot holds no hooks.
    pub fn set_hooks(&mut self, hooks: impl Hooks + 'static) {
        self.hooks = Some(Host(Arc::new(hooks)));
    }

    /// Asks nobody any more.
    pub fn clear_hooks(&mut self) {
        self.hooks = None;
    }

    /// Whether a host is asked.
    #[must_use]
    pub fn has_hooks(&self) -> bool {
        self.hooks.is_some()
    }

    /// Settles a claim whose truth was unknown, pending, or held to be another. The reports that
    /// were given stay as they are; what they would say now is returned, oldest turn first. The
    /// summary counts by the new verdict. A claim that is watched and has not been made yet is settled
    /// for when it is. O(window).
    ///
    /// # Errors
    /// [`ErrorKind::UnknownClaim`] for an id that no claim has which is followed or watched;
    /// [`ErrorKind::InvalidHint`] for a confidence that is not from 0 to 1.
    ///
    /// # Example
    /// ```
    /// use lingsync::{
    ///     Claim, Hints, Session, Turn, Verdict,
    ///     correction::{Resolution, Response},
    /// };
    ///
    /// let mut session = Session::default();
    /// let mut hints = Hints::default();
    /// hints.claims.push(Claim::new("c1", "bats are blind", Verdict::Pending));
    /// session.observe(&Turn::client("Bats are blind, aren't they?").hints(hints))?;
    /// session.observe(&Turn::agent("No, bats are not blind."))?;
    /// let amended = session.resolve("c1", &Resolution::new(Verdict::False))?;
    /// assert_eq!((amended[0].turn, amended[0].before), (1, Some(Response::Pending)));
    /// # #[cfg(feature = "english")]
    /// assert_eq!(amended[0].after, Some(Response::Correct));
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn resolve(&mut self, id: &str, resolution: &Resolution) -> Result<Vec<Amendment>> {
        let Some(percent) = percent_of(resolution.confidence) else {
            return Err(Error::hint(format!(
                "confidence is {}: give a number from 0 to 1",
                resolution.confidence.unwrap_or_default()
            )));
        };
        let (keying, lexicon) = (self.vocabulary.keying(), self.engine.lexicon());
        let settled = Settled::new(id, resolution, percent, keying, lexicon);
        let Some(amended) = self.correction.state_mut().resolve(&settled) else {
            if self.watched.has(settled.key) {
                self.watched.iter_mut().for_each(|seed| settled.apply(seed));
                return Ok(Vec::new());
            }
            return Err(Error::new(
                ErrorKind::UnknownClaim,
                format!(
                    "no claim that is followed has this id of {} bytes: give one as it was opened",
                    id.len()
                ),
            ));
        };
        // What the session goes back to knows it as well; but an earlier claim of the same id, which
        // is not followed any more, stays what it was.
        let opened = self.correction.state().opened(settled.key);
        if self.checkpoint.correction.opened(settled.key) == opened {
            self.checkpoint.correction.resolve(&settled);
        }
        self.watched.iter_mut().for_each(|seed| settled.apply(seed));
        let mut records: Vec<Record> = self.log.records().collect();
        let later = records.iter_mut().filter(|record| Some(record.head.turn) >= opened);
        let seeds = later.flat_map(|record| &mut record.correction.opened);
        seeds.for_each(|seed| settled.apply(seed));
        self.log = Log::from_records(self.log.first_turn(), records.iter());
        Ok(amended)
    }
}
