//! The lexical tracker itself: what it keeps, and the way of a turn through it.

use super::{
    coverage::{Interval, free_intervals, free_intervals_of_two},
    distance::Distance,
    eager::LexiconChange,
    floor::Floor,
    generation::Generation,
    glossary::Glossary,
    lexicon::{Lexicon, LexiconFilter, Request, Sharing, build_lexicon},
    observation::{LexicalObservation, Mirrored, SharedExpression},
    reuse::{Reuse, TurnProfile},
    summary::{LexicalSummary, Totals, Window, word_counts},
};
use crate::{
    config::{Detail, LexicalConfig},
    engine::Engine,
    text::{AnalysedTurn, Token, vocabulary::OVERFLOW},
    tracker::Tracker,
    turn::Party,
    value::{Rate, Span, Undefined},
};
use alloc::{sync::Arc, vec::Vec};

/// Measures how a conversation's parties take up each other's words: shared and self-repetition
/// (dialign), reuse of the last turn, mirrored and missed terms.
///
/// One turn costs O(its words), amortised, whatever the length of the dialogue; memory is bounded by
/// `lexical.window_tokens`. All figures but the totals of the [`summary`](Tracker::summary) are
/// exact with respect to the window.
#[derive(Clone, Debug)]
pub struct LexicalTracker {
    pub(super) settings: Settings,
    pub(super) live: Generation,
    standby: Option<Generation>,
    /// By party.
    floors: Vec<Floor>,
    last_turns: Vec<Option<TurnProfile>>,
    /// The party of the last turn.
    speaker: Option<Party>,
    /// The party that spoke before it, with its last turn.
    previous: Option<(Party, u32)>,
    pub(super) totals: Totals,
    pub(super) slid: bool,
    /// The first turn that the window holds, if the last turn made it slide.
    slid_to: Option<u32>,
    /// The change of the turn that made the window slide.
    last_change: Option<LexiconChange>,
}

/// What a tracker is told once.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    config: LexicalConfig,
    /// How much a summary holds.
    detail: Detail,
    max_evidence: usize,
    glossary: Arc<Glossary>,
    seed: u64,
    parties: usize,
}

/// What a turn repeats.
#[derive(Default)]
struct Repeated {
    shared: Rate,
    own: Rate,
    expressions: Vec<SharedExpression>,
    count: u32,
}

impl Repeated {
    fn enter(self, observation: &mut LexicalObservation) {
        observation.shared_repetition = self.shared;
        observation.self_repetition = self.own;
        observation.expressions = self.expressions;
        observation.expression_count = self.count;
    }

    /// Notes a free expression of `run`.
    fn note(
        &mut self,
        limit: usize,
        run: &[Token],
        found: Interval,
        initiator: Party,
        newly_shared: bool,
    ) {
        self.count += 1;
        if self.expressions.len() < limit {
            if self.expressions.is_empty() {
                self.expressions.reserve(8.min(limit));
            }
            self.expressions.push(SharedExpression {
                span: Span::new(run[found.start].start, run[found.end - 1].end),
                words: (found.end - found.start) as u32,
                initiator,
                newly_shared,
            });
        }
    }
}

impl LexicalTracker {
    /// A tracker with the settings of an engine.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        let config = engine.config().lexical.clone();
        let parties = if config.all_speakers { Party::MAX_SPEAKERS } else { 3 };
        let settings = Settings {
            config,
            detail: engine.config().detail,
            max_evidence: engine.config().limits.max_evidence,
            glossary: Arc::clone(engine.glossary()),
            seed: engine.hasher_seed(),
            parties,
        };
        Self::starting_at(settings, 0)
    }

    /// The conversation so far, in a detail of the caller's choice. O(window) in full detail, for
    /// the distances between the parties.
    #[must_use]
    pub fn summary_in(&self, detail: Detail) -> LexicalSummary {
        LexicalSummary::new(self, detail)
    }

    /// A tracker whose window begins at turn `start`.
    fn starting_at(settings: Settings, start: u32) -> Self {
        let parties = settings.parties;
        Self {
            live: Generation::new(start, parties, settings.seed, &settings.config),
            settings,
            standby: None,
            floors: (0..parties).map(|_| Floor::default()).collect(),
            last_turns: (0..parties).map(|_| None).collect(),
            speaker: None,
            previous: None,
            totals: Totals::new(parties),
            slid: false,
            slid_to: None,
            last_change: None,
        }
    }

    /// An empty tracker with the same settings whose window begins at turn `start`.
    pub(crate) fn restarted_at(&self, start: u32) -> Self {
        Self::starting_at(self.settings.clone(), start)
    }

    /// The party that a turn of `party` is compared with: client and agent with each other, another
    /// one with the client; with `all_speakers` the one who spoke last. If that one has not spoken
    /// yet, the first party that has.
    fn partner(&self, party: Party) -> Party {
        let before = self.previous.map(|(previous, _)| previous);
        let last_other = if self.speaker == Some(party) { before } else { self.speaker };
        let usual = if party == Party::CLIENT { Party::AGENT } else { Party::CLIENT };
        let first_choice = match last_other {
            Some(other) if self.settings.config.all_speakers => other,
            _ => usual,
        };
        let has_spoken = |other: &Party| self.live.party_turns(*other) > 0;
        if has_spoken(&first_choice) {
            return first_choice;
        }
        let mut others = self.live.parties().filter(|other| *other != party);
        others.find(has_spoken).unwrap_or(first_choice)
    }

    /// Everything but what the turn repeats, read off the state before the turn. `old` is a profile
    /// of which only the memory is used.
    fn measure(
        &self,
        turn: &AnalysedTurn,
        old: Option<TurnProfile>,
    ) -> (LexicalObservation, TurnProfile) {
        let party = turn.party();
        let towards = self.partner(party);
        let others = self
            .live
            .parties()
            .filter(|other| ![party, towards].contains(other))
            .filter(|other| self.live.party_turns(*other) > 0)
            .map(|other| (other, self.covered(turn, other)))
            .collect();
        let (count, in_language) = (turn.tokens.len(), turn.context.in_language);
        let profile = TurnProfile::new(old, turn.turn(), count, Runs::of(turn), in_language);
        let answers = self.speaker.is_some_and(|speaker| speaker != party);
        let prime = self.last_turns[towards.index()].as_ref();
        let reuse = match prime.filter(|_| answers && self.speaker == Some(towards)) {
            Some(prime) => profile.reuse(prime),
            None => Reuse::undefined(Undefined::NotAvailable),
        };
        let (mirrored, mirrored_count) = self.mirrored(turn, &profile, towards);
        let floor = &self.floors[towards.index()];
        let answers_floor = answers && self.speaker == Some(towards);
        let missed = if answers_floor {
            let limit = self.settings.config.max_missed;
            floor.missed_by(turn, &profile, &self.live, &self.settings.glossary, limit)
        } else {
            Vec::new()
        };
        let diverged = if self.settings.glossary.is_empty() {
            Err(Undefined::NoGlossary)
        } else if answers_floor {
            Ok(floor.diverged(turn, &self.settings.glossary))
        } else {
            Ok(Vec::new())
        };
        let observation = LexicalObservation {
            towards,
            shared_repetition: Rate::default(),
            self_repetition: Rate::default(),
            expressions: Vec::new(),
            expression_count: 0,
            others,
            reuse,
            mirrored,
            mirrored_count,
            missed,
            diverged,
        };
        (observation, profile)
    }

    /// The words of a turn that lie in what `party` has said.
    fn covered(&self, turn: &AnalysedTurn, party: Party) -> Rate {
        let letters = self.settings.config.require_letter;
        let automaton = &self.live.automaton;
        let hits = turn.runs().map(|run| free_intervals(automaton, run, party, letters, |_| ()));
        Rate { hits: hits.sum(), of: turn.tokens.len() as u64 }
    }

    /// What a turn would repeat, by a walk that changes nothing.
    fn repeated(&self, turn: &AnalysedTurn, towards: Party) -> Repeated {
        let (automaton, party) = (&self.live.automaton, turn.party());
        let (mut repeated, mut hits) = (Repeated::default(), [0; 2]);
        let (parties, letters) = ([towards, party], self.settings.config.require_letter);
        for run in turn.runs() {
            let covered = free_intervals_of_two(automaton, run, parties, letters, |found| {
                let ours = automaton.seen(found.state, party);
                let theirs = automaton.seen(found.state, towards);
                let own_first = ours.turns > 0 && ours.first < theirs.first;
                let initiator = if own_first { party } else { towards };
                repeated.note(self.settings.max_evidence, run, found, initiator, ours.turns == 0);
            });
            hits[0] += covered[0];
            hits[1] += covered[1];
        }
        let [shared, own] = hits.map(|hits| Rate { hits, of: turn.tokens.len() as u64 });
        Repeated { shared, own, ..repeated }
    }

    /// What a turn repeats, found on the way of taking it into the window.
    fn push(&mut self, turn: &AnalysedTurn, towards: Party) -> Repeated {
        let (party, limit) = (turn.party(), self.settings.max_evidence);
        let mut repeated = Repeated::default();
        let hits = self.live.push_and_cover(turn, towards, |automaton, run, found| {
            // This turn is counted already.
            let ours = automaton.seen(found.state, party);
            let theirs = automaton.seen(found.state, towards);
            let initiator = if ours.first < theirs.first { party } else { towards };
            repeated.note(limit, run, found, initiator, ours.turns == 1);
        });
        let [shared, own] = hits.map(|hits| Rate { hits, of: turn.tokens.len() as u64 });
        Repeated { shared, own, ..repeated }
    }

    fn mirrored(
        &self,
        turn: &AnalysedTurn,
        profile: &TurnProfile,
        towards: Party,
    ) -> (Vec<Mirrored>, u32) {
        let (mut mirrored, mut count) = (Vec::new(), 0);
        let mut met = profile.words.unmet();
        for token in turn.tokens.iter().filter(|token| token.tags.is_content()) {
            if token.canon == OVERFLOW || !met.is_first(token.canon) {
                continue;
            }
            let word = token.canon;
            if let Some(last) = self.live.word_use(word, towards).last_turn() {
                count += 1;
                if mirrored.len() < self.settings.max_evidence {
                    let lag = turn.turn().saturating_sub(last);
                    mirrored.push(Mirrored { span: token.span(), lag });
                }
            }
        }
        (mirrored, count)
    }

    /// Half of the window, or `None` without one.
    fn half_window(&self) -> Option<usize> {
        (self.settings.config.window_tokens > 0)
            .then_some(self.settings.config.window_tokens as usize / 2)
    }

    /// Takes in what the live generation does not hold itself.
    fn commit(&mut self, turn: &AnalysedTurn, profile: TurnProfile) {
        let party = turn.party();
        if let Some(standby) = &mut self.standby {
            standby.push(turn);
        }
        if self.speaker != Some(party) {
            self.floors[party.index()].clear();
            self.previous = self.speaker.map(|speaker| (speaker, turn.turn().saturating_sub(1)));
            self.speaker = Some(party);
        }
        self.floors[party.index()].add(turn);
        self.last_turns[party.index()] = Some(profile);
    }

    /// Takes a turn in without measuring it: for turns whose figures are already in the totals.
    pub(crate) fn absorb(&mut self, turn: &AnalysedTurn) {
        let old = self.last_turns[turn.party().index()].take();
        let (count, in_language) = (turn.tokens.len(), turn.context.in_language);
        let profile = TurnProfile::new(old, turn.turn(), count, Runs::of(turn), in_language);
        self.live.push(turn);
        self.commit(turn, profile);
    }

    /// Starts a standby generation with this turn once the live one holds more than half a window.
    fn raise_standby(&mut self, turn: u32) {
        let full = self.half_window().is_some_and(|half| self.live.weight() > half);
        if full && self.standby.is_none() {
            let Settings { parties, seed, config, .. } = &self.settings;
            self.standby = Some(Generation::new(turn, *parties, *seed, config));
        }
    }

    /// Promotes the standby generation once it holds half a window. So the window holds at least
    /// half of `window_tokens`, and at most all of it and one turn more.
    fn slide(&mut self) {
        let Some(half) = self.half_window() else { return };
        self.last_change = None;
        if let Some(grown) = self.standby.take_if(|standby| standby.weight() >= half) {
            self.last_change = self.live.change().cloned();
            self.live = grown;
            self.slid = true;
            let start = self.live.start();
            self.forget_before(start);
            self.slid_to = Some(start);
        }
    }

    /// The first turn that the window holds, if the last turn made it slide.
    pub(crate) fn take_slide(&mut self) -> Option<u32> {
        self.slid_to.take()
    }

    /// Drops what was said before `start` from the floors and last turns, so that they hold no more
    /// than the window does.
    fn forget_before(&mut self, start: u32) {
        for floor in &mut self.floors {
            floor.drop_before(start);
        }
        for last in &mut self.last_turns {
            if last.as_ref().is_some_and(|profile| profile.turn < start) {
                *last = None;
            }
        }
        self.previous = self.previous.filter(|(_, turn)| *turn >= start);
    }

    /// Puts back the totals of the moment up to which turns were absorbed.
    pub(crate) fn resume(&mut self, totals: Totals, slid: bool) {
        self.totals = totals;
        self.slid = slid;
    }

    /// Whether any turn of the window holds a word.
    pub(crate) fn is_alive(&self, word: u32) -> bool {
        self.live.turns_with(word) > 0
    }

    /// How many parties are kept apart.
    pub(crate) fn party_count(&self) -> usize {
        self.floors.len()
    }

    pub(crate) fn totals(&self) -> &Totals {
        &self.totals
    }

    /// What the last turn changed in the lexicon of client and agent; `None` before the first turn
    /// or without `lexical.eager_lexicon`. A turn that makes the window slide is compared with the
    /// window before; what leaves with that window is not listed.
    #[must_use]
    pub fn lexicon_change(&self) -> Option<&LexiconChange> {
        self.last_change.as_ref().or_else(|| self.live.change())
    }

    /// The expression lexicon of the window as of now; `filter` restricts it, `text` names words.
    pub(crate) fn lexicon_with<'t>(
        &self,
        sharing: Sharing,
        filter: Option<&'t LexiconFilter>,
        text: &'t dyn Fn(u32) -> Option<&'t str>,
    ) -> Lexicon {
        let request = Request {
            sharing,
            filter,
            text,
            require_letter: self.settings.config.require_letter,
            compat: self.settings.config.compat,
        };
        build_lexicon(&self.live, &request)
    }

    /// The expression lexicon of the window as of now, without its texts: a tracker holds no text.
    /// [`Session::lexicon`](crate::Session::lexicon) names the expressions. O(window).
    ///
    /// ```
    /// use lingsync::{Engine, LexicalTracker, Party, Tracker, Turn, lexical::Sharing};
    ///
    /// let engine = Engine::default();
    /// let mut analyser = engine.analyser();
    /// let mut tracker = LexicalTracker::new(&engine);
    /// for turn in [Turn::client("the red box"), Turn::agent("the red box?")] {
    ///     tracker.observe(&analyser.analyse(&turn)?);
    /// }
    /// let lexicon = tracker.lexicon(Sharing::Pair(Party::AGENT, Party::CLIENT));
    /// assert_eq!((lexicon.els(), lexicon.max_size()), (1, 3));
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    #[must_use]
    pub fn lexicon(&self, sharing: Sharing) -> Lexicon {
        self.lexicon_with(sharing, None, &|_| None)
    }

    /// How far the words of two parties are apart in the window. O(window).
    ///
    /// ```
    /// use lingsync::{Party, Session, Turn};
    ///
    /// let mut session = Session::default();
    /// session.observe(&Turn::client("the red box"))?;
    /// session.observe(&Turn::agent("the red box"))?;
    /// let distance = session.lexical().distance(Party::AGENT, Party::CLIENT);
    /// assert_eq!(distance.jsd.value(), Some(0.0));
    /// # Ok::<(), lingsync::Error>(())
    /// ```
    #[must_use]
    pub fn distance(&self, party: Party, towards: Party) -> Distance {
        Distance::new(&word_counts(&self.live, party, towards))
    }

    /// What the window holds now.
    #[must_use]
    pub fn window(&self) -> Window {
        Window {
            first_turn: self.live.start(),
            turns: self.live.turn_count() as u32,
            words: self.live.tokens() as u64,
            slid: self.slid,
        }
    }

    /// Bytes held on the heap, about.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        let profiles = self.last_turns.iter().flatten().map(TurnProfile::heap_bytes);
        self.live.heap_bytes()
            + self.standby.as_ref().map_or(0, Generation::heap_bytes)
            + self.floors.iter().map(Floor::heap_bytes).sum::<usize>()
            + profiles.sum::<usize>()
            + self.totals.heap_bytes()
    }
}

impl Tracker for LexicalTracker {
    type Input<'a> = AnalysedTurn;
    type Observation = LexicalObservation;
    type Summary = LexicalSummary;

    fn observe(&mut self, turn: &AnalysedTurn) -> LexicalObservation {
        // The party's own last turn is not looked at any more.
        let old = self.last_turns[turn.party().index()].take();
        let (mut observation, profile) = self.measure(turn, old);
        self.raise_standby(turn.turn());
        let repeated = self.push(turn, observation.towards);
        repeated.enter(&mut observation);
        self.totals.add(turn, &observation);
        self.commit(turn, profile);
        self.slide();
        observation
    }

    fn preview(&self, turn: &AnalysedTurn) -> LexicalObservation {
        let (mut observation, _) = self.measure(turn, None);
        self.repeated(turn, observation.towards).enter(&mut observation);
        observation
    }

    fn summary(&self) -> LexicalSummary {
        self.summary_in(self.settings.detail)
    }

    fn reset(&mut self) {
        *self = self.restarted_at(0);
    }
}

/// The runs of a turn as an iterator that can be walked twice.
#[derive(Clone, Debug)]
struct Runs<'t> {
    turn: &'t AnalysedTurn,
    next: usize,
}

impl<'t> Runs<'t> {
    fn of(turn: &'t AnalysedTurn) -> Self {
        Self { turn, next: 0 }
    }
}

impl<'t> Iterator for Runs<'t> {
    type Item = &'t [Token];

    fn next(&mut self) -> Option<&'t [Token]> {
        let end = *self.turn.runs.get(self.next)? as usize;
        let start = match self.next {
            0 => 0,
            next => self.turn.runs[next - 1] as usize,
        };
        self.next += 1;
        Some(&self.turn.tokens[start..end])
    }
}
