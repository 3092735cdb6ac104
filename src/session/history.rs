//! Going back: rewind, redact and forget rebuild the state from the log.

use super::{Counters, Session};
use crate::{
    acts::{Memory, RecognisedTurn},
    clarification::ClarificationState,
    config::{Retention, Tokeniser},
    correction::{CheckedTurn, CorrectionState},
    error::{Error, ErrorKind, Result},
    lexical::Totals,
    log::{Log, Record},
    register::{Reading, RegisterState},
    tracker::Tracker,
};
use alloc::{format, vec::Vec};

/// The totals at the moment when the window last slid, or of the beginning.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Checkpoint {
    pub(super) counters: Counters,
    /// `None` before the window has slid.
    pub(super) totals: Option<Totals>,
    pub(super) register: RegisterState,
    /// What the recogniser remembered.
    pub(super) memory: Memory,
    pub(super) clarification: ClarificationState,
    pub(super) correction: CorrectionState,
    /// Speaker labels and parties known then.
    pub(super) labels: usize,
    pub(super) slots: usize,
}

/// What a redaction could not undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Redaction {
    /// Turns that were redacted by this call.
    pub turns: u32,
    /// Whether a redacted turn is (or may be) so old that its part in the totals stays: its words
    /// are gone, the sums it entered are not.
    pub totals_kept: bool,
}

impl Session {
    /// Goes back to the moment before turn `to_turn` was observed, as if that turn and all later
    /// ones had never been seen: for a reply that is regenerated, or a message that is edited. The
    /// next turn gets the number `to_turn`. O(window).
    ///
    /// # Errors
    /// [`ErrorKind::RewindTooFar`] for a turn from before the window last slid, with the oldest
    /// possible one; [`ErrorKind::UnknownTurn`] for a turn that was never observed;
    /// [`ErrorKind::Retention`] under `Retention::None`.
    ///
    /// # Example
    /// ```
    /// use lingsync::{Session, Turn};
    ///
    /// let mut session = Session::default();
    /// session.observe(&Turn::client("where is my box?"))?;
    /// let first = session.observe(&Turn::agent("Your parcel is late."))?;
    /// session.rewind(1)?;
    /// assert_eq!(session.observe(&Turn::agent("Your parcel is late."))?, first);
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn rewind(&mut self, to_turn: u32) -> Result<()> {
        if self.engine.config().retention == Retention::None {
            return Err(Error::new(
                ErrorKind::Retention,
                "retention = none keeps nothing to go back to: use `keyed` or `keep`",
            ));
        }
        if to_turn > self.counters.turns {
            return Err(unknown_turn(to_turn, self.counters.turns));
        }
        let oldest = self.checkpoint.counters.turns;
        if to_turn < oldest {
            return Err(Error::new(
                ErrorKind::RewindTooFar,
                format!("turn {to_turn} has left the window: {oldest} is the oldest possible"),
            ));
        }
        let records: Vec<Record> =
            self.log.records().take_while(|record| record.head.turn < to_turn).collect();
        self.rebuild(&records);
        Ok(())
    }

    /// Removes what was said in one turn, as if its text had been empty. O(window).
    ///
    /// # Errors
    /// [`ErrorKind::UnknownTurn`] for a turn that was never observed.
    ///
    /// # Example
    /// ```
    /// use lingsync::{Session, Turn};
    ///
    /// let mut session = Session::default();
    /// session.observe(&Turn::client("my number is 12345"))?;
    /// let done = session.redact(0)?;
    /// assert!(!done.totals_kept);
    /// assert_eq!(session.turns(), 1);
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn redact(&mut self, turn: u32) -> Result<Redaction> {
        if turn >= self.counters.turns {
            return Err(unknown_turn(turn, self.counters.turns));
        }
        let blank = self.blank_word();
        let mut records: Vec<Record> = self.log.records().collect();
        let found = records.iter_mut().find(|record| record.head.turn == turn);
        let turns = found.map_or(0, |record| {
            record.redact(blank);
            1
        });
        let totals_kept = turn < self.checkpoint.counters.turns;
        self.checkpoint.memory.forget(turn);
        self.rebuild(&records);
        Ok(Redaction { turns, totals_kept })
    }

    /// Removes a speaker: the label, and what was said in every turn under it. O(window).
    ///
    /// # Errors
    /// [`ErrorKind::UnknownSpeaker`] for a label without a turn, or one beyond
    /// `limits.max_speakers`, whose turns cannot be told from others.
    pub fn forget(&mut self, speaker: &str) -> Result<Redaction> {
        let Some(speaker) = self.speakers.find(speaker, self.vocabulary.keying()) else {
            let dropped = self.counters.speakers_dropped;
            let bytes = speaker.len();
            return Err(Error::new(
                ErrorKind::UnknownSpeaker,
                format!(
                    "no speaker has this label of {bytes} bytes ({dropped} turns had labels \
                     beyond max_speakers): give a label as it was observed"
                ),
            ));
        };
        let blank = self.blank_word();
        let mut records: Vec<Record> = self.log.records().collect();
        let mut turns = 0;
        for record in records.iter_mut().filter(|record| record.head.speaker == Some(speaker)) {
            record.redact(blank);
            self.checkpoint.memory.forget(record.head.turn);
            turns += 1;
        }
        // Who spoke before the log begins is not known any more.
        self.checkpoint.memory.forget_before(self.log.first_turn());
        self.speakers.forget(speaker);
        // Turns that have left the log are not known by speaker any more.
        let totals_kept = self.checkpoint.totals.is_some();
        self.rebuild(&records);
        Ok(Redaction { turns, totals_kept })
    }

    /// The word of an empty text: dialign's tokeniser makes one empty token of it.
    fn blank_word(&mut self) -> Option<u32> {
        if self.engine.config().text.tokeniser != Tokeniser::Dialign {
            return None;
        }
        let mut view = self.vocabulary.view(self.engine.lexicon());
        let word = view.intern("").id;
        let added = view.into_added();
        self.vocabulary.adopt(added);
        Some(word)
    }

    /// Sets the state to what these records of the window leave: turns from before the window last
    /// slid are put back into the window only, later ones are observed again.
    pub(super) fn rebuild(&mut self, records: &[Record]) {
        let first = self.log.first_turn();
        let resumed = self.checkpoint.counters.turns;
        let mut lexical = self.lexical.restarted_at(first);
        let mut register = self.register.resumed(self.checkpoint.register.clone());
        let mut recogniser = self.recogniser.resumed(self.checkpoint.memory.clone());
        let mut clarification = self.clarification.resumed(self.checkpoint.clarification.clone());
        let mut correction = self.correction.resumed(self.checkpoint.correction.clone());
        let mut counters = self.checkpoint.counters.clone();
        let (mut labels, mut slots) = (self.checkpoint.labels, self.checkpoint.slots);
        let early = records.partition_point(|record| record.head.turn < resumed);
        for record in &records[..early] {
            lexical.absorb(&record.to_turn_with_phrases(self));
        }
        if let Some(totals) = &self.checkpoint.totals {
            lexical.resume(totals.clone(), true);
        }
        for record in &records[early..] {
            let turn = record.to_turn_with_phrases(self);
            lexical.observe(&turn);
            recogniser.memory_mut().observe(&turn.context, &record.acts, turn.tokens());
            register.observe(&record.to_reading());
            let recognised = record.to_recognised();
            clarification.observe(&recognised);
            correction.observe(&CheckedTurn::of_record(&recognised, record.correction.clone()));
            counters.add(&record.head);
            labels = labels.max(record.head.speaker.map_or(0, |speaker| speaker as usize + 1));
            slots = slots.max(self.slots_after(record));
        }
        self.log = Log::from_records(first, records.iter());
        self.counters = counters;
        self.lexical = lexical;
        self.register = register;
        self.recogniser = recogniser;
        self.clarification = clarification;
        self.correction = correction;
        self.change = None;
        self.speakers.truncate(labels, slots);
        let lexical = &self.lexical;
        self.vocabulary.retain(|word| lexical.is_alive(word));
        self.recogniser.memory_mut().retain(|word| lexical.is_alive(word));
        self.checkpoint.memory.retain(|word| lexical.is_alive(word));
    }

    /// Gives words new ids without gaps and rebuilds the window under them: after one very large
    /// turn the tables by id would stay as large as that turn. Called just after a slide, and only
    /// when most ids are free, so its cost is paid for by the words that took them.
    pub(super) fn compact(&mut self) {
        let mut records: Vec<Record> = self.log.records().collect();
        let ids = self.vocabulary.compact();
        for (id, _, _) in records.iter_mut().flat_map(|record| record.words.iter_mut()) {
            if let Some(new) = ids.get(*id as usize) {
                *id = *new;
            }
        }
        self.checkpoint.memory.renumber(&ids);
        let change = self.change.take();
        self.rebuild(&records);
        self.change = change;
    }

    /// How many parties were known once this turn was observed.
    fn slots_after(&self, record: &Record) -> usize {
        let slot = (record.head.role, record.head.speaker);
        let place = self.speakers.slots().iter().position(|known| *known == slot);
        place.map_or(0, |place| place + 1)
    }
}

fn unknown_turn(turn: u32, turns: u32) -> Error {
    Error::new(
        ErrorKind::UnknownTurn,
        format!("turn {turn} was never observed: the session has {turns} turns"),
    )
}

impl Record {
    fn to_reading(&self) -> Reading {
        Reading::of_record(self.context(), self.head.at, self.register.clone())
    }

    fn to_recognised(&self) -> RecognisedTurn {
        RecognisedTurn::of_record(self.context(), self.head.at, self.acts.clone())
    }

    fn to_turn_with_phrases(&self, session: &Session) -> crate::text::AnalysedTurn {
        let mut turn = self.to_turn(&session.vocabulary);
        session.engine.text().find_phrases(&mut turn);
        turn
    }
}
