//! A session watches one conversation. Read [`Session::observe`] top to bottom for the way of a
//! turn; the way back (rewind, redact, forget, restore) is in `session/history.rs`.

mod claims;
mod history;
mod snapshot;

pub use history::Redaction;
#[cfg(feature = "capi")]
pub(crate) use snapshot::too_large as snapshot_too_large;

use crate::{
    acts::{RecognisedTurn, Recogniser},
    clarification::{ClarificationObservation, ClarificationTracker},
    config::Detail,
    correction::{CheckedTurn, Context, CorrectionObservation, CorrectionTracker, Watched},
    engine::Engine,
    error::{Error, Result},
    intake,
    lexical::{LexicalObservation, LexicalTracker, Lexicon, LexiconChange, LexiconFilter, Sharing},
    log::{Head, Log},
    register::{Dimension, Reading, RegisterObservation, RegisterTracker},
    report::{SessionSummary, TurnReport},
    speakers::{Resolved, Speakers},
    text::{
        AnalysedTurn, TurnContext,
        vocabulary::{Type, Vocabulary},
    },
    tracker::Tracker,
    turn::Turn,
};
use alloc::{borrow::ToOwned, boxed::Box, format, string::String, sync::Arc, vec::Vec};
use history::Checkpoint;

/// One conversation, watched turn by turn.
///
/// # Example: see what the agent takes up
/// ```
/// use lingsync::{Session, Turn};
///
/// let mut session = Session::default();
/// session.observe(&Turn::client("The blue box never arrived"))?;
/// let report = session.observe(&Turn::agent("I am sorry the blue box never arrived."))?;
/// assert_eq!(report.lexical.shared_repetition.value().value(), Some(5.0 / 8.0));
/// # Ok::<(), lingsync::Error>(())
/// ```
///
/// # Example: score replies before sending one
/// ```
/// use lingsync::{Session, Turn};
///
/// let mut session = Session::default();
/// session.observe(&Turn::client("Can I pause my plan?"))?;
/// let reuse = |text| Ok::<_, lingsync::Error>(session.preview(&Turn::agent(text))?.lexical.mirrored_count);
/// assert!(reuse("Yes, you can pause your plan.")? > reuse("Subscriptions can be suspended.")?);
/// assert_eq!(session.turns(), 1);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone)]
pub struct Session {
    engine: Engine,
    vocabulary: Vocabulary,
    speakers: Speakers,
    log: Log,
    counters: Counters,
    lexical: LexicalTracker,
    register: RegisterTracker,
    recogniser: Recogniser,
    clarification: ClarificationTracker,
    correction: CorrectionTracker,
    /// Claims that the host knows before they are made.
    watched: Watched,
    /// What the host answers while a turn is taken in.
    hooks: Option<claims::Host>,
    /// The totals as they were when the window last slid; from there on turns can be replayed.
    checkpoint: Checkpoint,
    /// What the last turn changed in the lexicon, if that is kept track of.
    change: Option<LexiconChange>,
}

/// What a session counts over all turns.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counters {
    pub(crate) turns: u32,
    pub(crate) last_at: Option<i64>,
    pub(crate) clock_backwards: u32,
    pub(crate) unknown_hints: u64,
    pub(crate) overflow_words: u64,
    pub(crate) speakers_dropped: u32,
    pub(crate) words: u64,
    pub(crate) code_words: u64,
    pub(crate) quoted_words: u64,
    pub(crate) other_words: u64,
    pub(crate) redacted: u32,
}

impl Counters {
    /// How many numbers `counts` gives.
    pub(crate) const COUNTS: usize = 10;

    /// Every counter but the time, in a fixed order.
    pub(crate) fn counts(&self) -> [u64; Self::COUNTS] {
        [
            u64::from(self.turns),
            u64::from(self.clock_backwards),
            self.unknown_hints,
            self.overflow_words,
            u64::from(self.speakers_dropped),
            self.words,
            self.code_words,
            self.quoted_words,
            self.other_words,
            u64::from(self.redacted),
        ]
    }

    /// The counters of these numbers.
    pub(crate) fn from_counts(counts: [u64; Self::COUNTS]) -> Option<Self> {
        let [turns, clock_backwards, unknown_hints, overflow_words, dropped, rest @ ..] = counts;
        let [words, code_words, quoted_words, other_words, redacted] = rest;
        Some(Self {
            turns: u32::try_from(turns).ok().filter(|turns| *turns <= i32::MAX as u32)?,
            last_at: None,
            clock_backwards: u32::try_from(clock_backwards).ok()?,
            unknown_hints,
            overflow_words,
            speakers_dropped: u32::try_from(dropped).ok()?,
            words,
            code_words,
            quoted_words,
            other_words,
            redacted: u32::try_from(redacted).ok()?,
        })
    }

    fn add(&mut self, record: &Head) {
        self.turns = record.turn + 1;
        if let Some(at) = record.at {
            let backwards = self.last_at.is_some_and(|last| at < last);
            self.clock_backwards = self.clock_backwards.saturating_add(u32::from(backwards));
            self.last_at = Some(at);
        }
        let counts = &record.counts;
        let sums = [
            (&mut self.unknown_hints, record.unknown_hints),
            (&mut self.overflow_words, counts.overflow_words),
            (&mut self.words, counts.words),
            (&mut self.code_words, counts.code_words),
            (&mut self.quoted_words, counts.quoted_words),
            (&mut self.other_words, counts.other_words),
        ];
        for (sum, count) in sums {
            *sum = sum.saturating_add(u64::from(count));
        }
        self.speakers_dropped =
            self.speakers_dropped.saturating_add(u32::from(record.speaker_dropped));
        self.redacted = self.redacted.saturating_add(u32::from(record.redacted));
    }
}

/// What the four trackers say of a turn.
struct Observed {
    lexical: LexicalObservation,
    register: Box<RegisterObservation>,
    clarification: Box<ClarificationObservation>,
    correction: Box<CorrectionObservation>,
}

/// A turn that has passed every check and is ready to be taken in.
struct Prepared {
    turn: AnalysedTurn,
    reading: Reading,
    recognised: RecognisedTurn,
    checked: CheckedTurn,
    resolved: Resolved,
    added: Vec<Type>,
}

impl Session {
    pub(crate) fn new(engine: &Engine) -> Self {
        let config = engine.config();
        let register = RegisterTracker::new(engine);
        Self {
            vocabulary: engine.vocabulary(),
            speakers: Speakers::new(config.limits.max_speakers, config.lexical.all_speakers),
            log: Log::default(),
            counters: Counters::default(),
            lexical: LexicalTracker::new(engine),
            checkpoint: Checkpoint { register: register.empty_state(), ..Checkpoint::default() },
            register,
            recogniser: Recogniser::new(engine),
            clarification: ClarificationTracker::new(engine),
            correction: CorrectionTracker::new(engine),
            watched: Watched::default(),
            hooks: None,
            change: None,
            engine: engine.clone(),
        }
    }

    /// Takes a turn in and reports on it. O(words of the turn and of the floor that it answers),
    /// amortised.
    ///
    /// # Errors
    /// [`ErrorKind::LimitExceeded`](crate::ErrorKind::LimitExceeded) for a text, label or hints
    /// over a limit, [`ErrorKind::InvalidHint`](crate::ErrorKind::InvalidHint) for hints that do
    /// not fit the turn. The session is then as it was.
    // One copy for all callers: inlined into the C interface it only grew.
    #[inline(never)]
    pub fn observe(&mut self, turn: &Turn<'_>) -> Result<TurnReport> {
        let prepared = self.prepare(turn, true)?;
        // From here on nothing can fail.
        self.vocabulary.adopt(prepared.added);
        self.speakers.adopt(turn.role, &prepared.resolved);
        let head = head(turn, &prepared.turn, &prepared.resolved);
        let words = prepared.turn.tokens.iter();
        let words = words.map(|token| (token.id, token.start, token.end));
        let read =
            (&prepared.reading.record, &prepared.recognised.record, prepared.checked.record());
        self.log.push_parts(&head, &prepared.turn.runs, words, read);
        let backwards = self.is_backwards(turn);
        self.counters.add(&head);
        let lexical = self.lexical.observe(&prepared.turn);
        let register = self.register.observe(&prepared.reading);
        self.recogniser.take_in(&prepared.recognised, &prepared.turn);
        let clarification = self.clarification.observe(&prepared.recognised);
        let correction = self.correction.observe(&prepared.checked);
        let observed = Observed { lexical, register, clarification, correction };
        let report = self.report(turn, prepared.turn, backwards, observed);
        // Named now: what slides out of the window loses its words.
        self.change = self.named_change();
        self.slide();
        Ok(report)
    }

    /// What [`observe`](Session::observe) would report; changes nothing. For scoring candidate
    /// replies. O(words of the turn and of the floor that it answers).
    ///
    /// # Errors
    /// As [`observe`](Session::observe).
    // One copy for all callers: inlined into the C interface it only grew.
    #[inline(never)]
    pub fn preview(&self, turn: &Turn<'_>) -> Result<TurnReport> {
        let prepared = self.prepare(turn, self.engine.config().correction.hooks_in_preview)?;
        let lexical = self.lexical.preview(&prepared.turn);
        let register = self.register.preview(&prepared.reading);
        let clarification = self.clarification.preview(&prepared.recognised);
        let backwards = self.is_backwards(turn);
        let correction = self.correction.preview(&prepared.checked);
        let observed = Observed { lexical, register, clarification, correction };
        Ok(self.report(turn, prepared.turn, backwards, observed))
    }

    /// Takes several turns in, in order: all of them, or none if one is refused. `report` is
    /// called with the report of each. For batches and imports. O(words of the turns).
    ///
    /// # Errors
    /// As [`observe`](Session::observe), with the index of the turn that is refused. The session is
    /// then as it was, and `report` was not called.
    ///
    /// # Example
    /// ```
    /// use lingsync::{Session, Turn};
    ///
    /// let mut session = Session::default();
    /// let turns = [Turn::client("where is my box?"), Turn::agent("Your box is late.")];
    /// let mut shared = Vec::new();
    /// session
    ///     .observe_all(&turns, |report| shared.push(report.lexical.shared_repetition.hits))
    ///     .map_err(|(_, error)| error)?;
    /// assert_eq!(shared, [0, 2]);
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    pub fn observe_all(
        &mut self,
        turns: &[Turn<'_>],
        mut report: impl FnMut(TurnReport),
    ) -> Result<(), (usize, Error)> {
        let first = self.counters.turns;
        for (index, turn) in turns.iter().enumerate() {
            let number = first.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
            intake::check(turn, number, self.engine.config()).map_err(|error| (index, error))?;
        }
        for (index, turn) in turns.iter().enumerate() {
            // Every turn has passed its checks, so none of these is refused.
            report(self.observe(turn).map_err(|error| (index, error))?);
        }
        Ok(())
    }

    fn prepare(&self, turn: &Turn<'_>, asks_hooks: bool) -> Result<Prepared> {
        intake::check(turn, self.counters.turns, self.engine.config())?;
        let resolved = self.speakers.resolve(turn, self.vocabulary.keying());
        let context = TurnContext {
            turn: self.counters.turns,
            role: turn.role,
            party: resolved.party,
            speaker: resolved.speaker,
            in_language: intake::in_language(turn, &self.engine),
            interrupted: turn.hints.interrupted,
        };
        let mut view = self.vocabulary.view(self.engine.lexicon());
        let exclude = &turn.hints.exclude;
        let analysed = self.engine.text().analyse(&turn.text, exclude, context, &mut view);
        let mut reading = self.engine.meter().read(turn, &analysed);
        let keying = self.vocabulary.keying();
        if keying.is_hashed() {
            // The host's names may be words of its clients.
            reading.record.rename_series(|name| format!("{:016x}", keying.digest(name) as u64));
        }
        let mut recognised = self.recogniser.recognise(turn, &analysed);
        let score = |dimension: Dimension| reading.record.scores[dimension.index()];
        let (formality, warmth) = (score(Dimension::Formality), score(Dimension::Warmth));
        recognised.record.set_manner(formality, warmth);
        let added = view.into_added();
        let checked = self.correction.read(Context {
            turn,
            analysed: &analysed,
            recognised: &recognised,
            keying,
            lexicon: self.engine.lexicon(),
            watched: Some(&self.watched),
            hooks: self.hooks.as_ref().filter(|_| asks_hooks).map(claims::Host::hooks),
        });
        Ok(Prepared { turn: analysed, reading, recognised, checked, resolved, added })
    }

    fn is_backwards(&self, turn: &Turn<'_>) -> bool {
        matches!((turn.at, self.counters.last_at), (Some(at), Some(last)) if at < last)
    }

    fn report(
        &self,
        turn: &Turn<'_>,
        analysed: AnalysedTurn,
        clock_backwards: bool,
        observed: Observed,
    ) -> TurnReport {
        let Observed { mut lexical, register, clarification, correction } = observed;
        for missed in &mut lexical.missed {
            let text = missed.word.and_then(|word| self.vocabulary.text(word));
            missed.term = missed.term.take().or_else(|| text.map(Box::from));
        }
        let keeps_text = !self.vocabulary.keying().is_hashed();
        TurnReport {
            detail: self.engine.config().detail,
            pack: Arc::clone(self.engine.pack_digest()),
            turn: analysed.turn(),
            role: turn.role,
            party: analysed.party(),
            speaker: turn.speaker.as_deref().filter(|_| keeps_text).map(ToOwned::to_owned),
            at: turn.at,
            clock_backwards,
            text: analysed.counts,
            patterns: self.pattern_hits(&analysed),
            segments: analysed.segments,
            lexical,
            register,
            clarification,
            correction,
        }
    }

    fn pattern_hits(&self, turn: &AnalysedTurn) -> Vec<crate::report::PatternHit> {
        let patterns = &self.engine.config().patterns;
        let hits = turn.pattern_hits.iter().take(self.engine.config().limits.max_evidence);
        hits.filter_map(|(index, span)| {
            let name = patterns.get(usize::from(*index))?.name.clone();
            Some(crate::report::PatternHit { name, span: *span })
        })
        .collect()
    }

    /// After the window has slid: what it no longer holds is forgotten everywhere.
    fn slide(&mut self) {
        let Some(start) = self.lexical.take_slide() else { return };
        self.log.drop_before(start);
        let lexical = &self.lexical;
        self.vocabulary.retain(|word| lexical.is_alive(word));
        self.recogniser.memory_mut().retain(|word| lexical.is_alive(word));
        self.checkpoint = Checkpoint {
            counters: self.counters.clone(),
            totals: Some(self.lexical.totals().clone()),
            register: self.register.state().clone(),
            memory: self.recogniser.memory().clone(),
            clarification: self.clarification.state().clone(),
            correction: self.correction.state().clone(),
            labels: self.speakers.len(),
            slots: self.speakers.slot_count(),
        };
        if self.vocabulary.is_sparse() {
            self.compact();
        }
    }

    /// The conversation so far, in the detail of [`Config::detail`](crate::Config::detail).
    /// O(window) in full detail, for the distances between the parties.
    #[must_use]
    pub fn summary(&self) -> SessionSummary {
        self.summary_in(self.engine.config().detail)
    }

    /// The conversation so far, in a detail of the caller's choice. O(window) in full detail.
    ///
    /// ```
    /// use lingsync::{Session, Turn, config::Detail};
    ///
    /// let mut session = Session::default();
    /// session.observe(&Turn::client("the red box"))?;
    /// session.observe(&Turn::agent("which box?"))?;
    /// assert!(session.summary_in(Detail::Full).lexical.pairs[0].distance.is_some());
    /// assert!(session.summary_in(Detail::Brief).lexical.pairs[0].distance.is_none());
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    #[must_use]
    pub fn summary_in(&self, detail: Detail) -> SessionSummary {
        SessionSummary {
            detail,
            pack: Arc::clone(self.engine.pack_digest()),
            counters: self.counters.clone(),
            speakers: self.speakers.len() as u32,
            vocabulary: self.vocabulary.len() as u32,
            lexical: self.lexical.summary_in(detail),
            register: self.register.summary_in(detail),
            clarification: self.clarification.summary_in(detail),
            correction: self.correction.summary_in(detail),
        }
    }

    /// The expression lexicon of the window as of now, with every measure of dialign. O(window).
    #[must_use]
    pub fn lexicon(&self, sharing: Sharing) -> Lexicon {
        self.named(self.lexical.lexicon(sharing))
    }

    /// The same, restricted by a filter. O(window x entries of the filter).
    #[must_use]
    pub fn lexicon_filtered(&self, sharing: Sharing, filter: &LexiconFilter) -> Lexicon {
        let text = |word| self.vocabulary.text(word);
        self.named(self.lexical.lexicon_with(sharing, Some(filter), &text))
    }

    /// What the last turn changed in the lexicon of client and agent; `None` without
    /// `lexical.eager_lexicon`, and before the next turn is observed after a restore, rewind,
    /// redaction or reset. See
    /// [`LexicalTracker::lexicon_change`](crate::LexicalTracker::lexicon_change).
    #[must_use]
    pub fn lexicon_change(&self) -> Option<&LexiconChange> {
        self.change.as_ref()
    }

    fn named_change(&self) -> Option<LexiconChange> {
        let mut change = self.lexical.lexicon_change().cloned()?;
        change.name_expressions(|word| self.vocabulary.text(word).map(String::from));
        Some(change)
    }

    fn named(&self, mut lexicon: Lexicon) -> Lexicon {
        lexicon.name_expressions(|word| self.vocabulary.text(word).map(String::from));
        lexicon
    }

    /// Turns observed so far; the next turn has this number.
    #[must_use]
    pub fn turns(&self) -> u32 {
        self.counters.turns
    }

    /// The engine that the session belongs to.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The lexical tracker, for its read-only calls.
    #[must_use]
    pub fn lexical(&self) -> &LexicalTracker {
        &self.lexical
    }

    /// The register tracker, for its read-only calls.
    #[must_use]
    pub fn register(&self) -> &RegisterTracker {
        &self.register
    }

    /// Bytes held on the heap, about.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.vocabulary.heap_bytes()
            + self.speakers.heap_bytes()
            + self.log.heap_bytes()
            + self.lexical.heap_bytes()
            + self.register.heap_bytes()
            + self.recogniser.memory().heap_bytes()
            + self.clarification.heap_bytes()
            + self.correction.heap_bytes()
            + self.watched.heap_bytes()
    }

    /// Forgets everything: the session is as new.
    pub fn reset(&mut self) {
        *self = Self::new(&self.engine);
    }
}

/// A session with the default settings.
impl Default for Session {
    fn default() -> Self {
        Self::new(&Engine::default())
    }
}

/// Debug output names sizes, never words.
impl core::fmt::Debug for Session {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Session")
            .field("turns", &self.counters.turns)
            .field("vocabulary", &self.vocabulary.len())
            .field("window", &self.lexical.window())
            .finish_non_exhaustive()
    }
}

/// What the log keeps of a turn.
fn head(turn: &Turn<'_>, analysed: &AnalysedTurn, resolved: &Resolved) -> Head {
    Head {
        turn: analysed.turn(),
        role: turn.role,
        party: resolved.party,
        speaker: resolved.speaker,
        speaker_dropped: resolved.dropped,
        at: turn.at,
        in_language: analysed.context.in_language,
        interrupted: analysed.context.interrupted,
        redacted: false,
        unknown_hints: turn.hints.unknown,
        counts: analysed.counts,
    }
}
