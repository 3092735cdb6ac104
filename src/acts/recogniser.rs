//! The recogniser: from an analysed turn to its acts, sentence by sentence.

use super::{
    Act, ActEvidence, ActHit, ActSet, Forms, RecognisedTurn, Record, Wishes,
    context::{Memory, Voice, Words},
    features,
    gates::{self, Scene},
    model::{ActModel, Scores, features_of},
    patterns::{Cue, Found, Label, Mark, Phrases},
    question::{Question, cue, question},
    sentence::{Sentence, Sentences},
};
use crate::{
    config::Config,
    engine::Engine,
    hints::Modality,
    pack::{Lexicon, phrases::PhraseList},
    text::AnalysedTurn,
    turn::{Role, Turn},
    value::{Span, Undefined},
};
use alloc::{sync::Arc, vec::Vec};

/// What recognisers of an engine share: phrases by word id, and settings.
#[derive(Clone, Debug)]
pub(crate) struct Phrasebook {
    phrases: Option<Phrases>,
    model: Option<ActModel>,
    lead: u64,
    yes: u64,
    or: Option<u32>,
    not: Option<u32>,
    experimental: bool,
    max_hits: usize,
    /// The act that a host's pattern marks, by the number of the pattern.
    patterns: Vec<Option<Act>>,
}

impl Phrasebook {
    /// The words that an engine's lexicon must know for it.
    pub(crate) fn new(list: Option<&PhraseList>, lexicon: &Lexicon, config: &Config) -> Self {
        let phrases = list.map(|list| Phrases::new(list, |word| lexicon.id(word)));
        let class = |name: &str| phrases.as_ref().map_or(0, |phrases| phrases.class(name));
        Self {
            lead: class("lead"),
            yes: class("yes"),
            or: lexicon.id("or"),
            not: lexicon.id("not"),
            experimental: config.clarification.experimental,
            max_hits: config.limits.max_evidence.max(1) * 4,
            patterns: config.patterns.iter().map(|p| Act::from_name(&p.name)).collect(),
            phrases,
            model: None,
        }
    }

    /// The same with the heads of acts, if the pack has them.
    pub(crate) fn with_model(self, model: Option<ActModel>) -> Self {
        Self { model, ..self }
    }
}

/// Finds the acts of turns, one after the other. It remembers the acts and the content words of the
/// last turns, nothing else: what an act answers, repeats or repairs lies there.
///
/// Where the pack's language is not the turn's, only question marks are looked at
/// ([`RecognisedTurn::absent`] says so).
///
/// # Example
/// ```
/// use lingsync::{Engine, Turn, acts::{Act, Recogniser}};
///
/// let engine = Engine::default();
/// let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(&engine));
/// let turn = Turn::client("Can you send me the form?");
/// let analysed = analyser.analyse(&turn)?;
/// let recognised = recogniser.recognise(&turn, &analysed);
/// # #[cfg(feature = "english")]
/// assert!(recognised.act_set().contains(Act::Request));
/// recogniser.take_in(&recognised, &analysed);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Recogniser {
    book: Arc<Phrasebook>,
    memory: Memory,
}

impl Recogniser {
    /// A recogniser with the settings of an engine, for trackers that are used without a session.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        Self { book: Arc::clone(engine.phrasebook()), memory: Memory::default() }
    }

    /// The acts of a turn; changes nothing. `analysed` is the turn after
    /// [`Analyser::analyse`](crate::Analyser::analyse). O(bytes).
    #[must_use]
    pub fn recognise(&self, turn: &Turn<'_>, analysed: &AnalysedTurn) -> RecognisedTurn {
        recognise(&self.book, &self.memory, turn, analysed)
    }

    /// Remembers a turn. O(words).
    pub fn take_in(&mut self, recognised: &RecognisedTurn, analysed: &AnalysedTurn) {
        self.memory.observe(&recognised.context, &recognised.record, analysed.tokens());
    }

    /// Forgets everything.
    pub fn reset(&mut self) {
        self.memory = Memory::default();
    }

    /// The features of a turn that the heads of acts read, for the trainer.
    #[doc(hidden)]
    #[must_use]
    pub fn features(&self, turn: &Turn<'_>, analysed: &AnalysedTurn) -> features::ActFeatures {
        features_of(&self.memory, turn, analysed)
    }

    pub(crate) fn memory(&self) -> &Memory {
        &self.memory
    }

    pub(crate) fn memory_mut(&mut self) -> &mut Memory {
        &mut self.memory
    }

    pub(crate) fn resumed(&self, memory: Memory) -> Self {
        Self { book: Arc::clone(&self.book), memory }
    }
}

/// The acts of a turn after the turns that are remembered.
fn recognise(
    book: &Phrasebook,
    memory: &Memory,
    turn: &Turn<'_>,
    analysed: &AnalysedTurn,
) -> RecognisedTurn {
    let spoken = turn.hints.modality == Some(Modality::Speech);
    let sentences = Sentences::of(&turn.text, analysed, spoken);
    let voice = Voice::of(&analysed.context);
    let mut scene = Scene::of(memory, voice, turn.role);
    let words = Words::of(analysed.turn(), analysed.tokens());
    let punctuated = turn.text.contains(MARKS);
    scene.bare = (!punctuated || spoken) && memory.is_bare();
    let mut record = Record {
        words: analysed.counts().words,
        sentences: sentences.len().min(usize::from(u16::MAX)) as u16,
        punctuated,
        letters: letters(&turn.text, analysed),
        list_items: list_items(&turn.text),
        cohesion: memory.cohesion(&words),
        refers_to: turn.hints.refers_to,
        resolved: turn.hints.resolved,
        ..Record::default()
    };
    if let Some(partner) = scene.partner {
        record.echo = words.overlap(&partner.floor);
    }
    if let Some(own) = scene.own {
        record.retention = words.overlap(&own.words);
        record.own_request =
            own.request.as_ref().map(|request| words.overlap(request)).unwrap_or_default();
    }
    (scene.echo, scene.own_request) = (record.echo, record.own_request);
    let scores = book.model.as_ref().and_then(|model| {
        let (in_language, cohesion) = (analysed.context.in_language, record.cohesion);
        let (text, sentences, words, scene) = (&*turn.text, &sentences, &words, &scene);
        let seen = features::Seen { in_language, text, sentences, words, scene, memory, cohesion };
        model.score(&seen)
    });
    let (hits, found) = (Vec::new(), Vec::new());
    let mut walk = Walk { book, scene, memory, scores, record, hits, found };
    match &book.phrases {
        Some(phrases) if analysed.context.in_language => {
            for sentence in sentences.iter() {
                walk.sentence(phrases, &sentence);
            }
            walk.whole(&sentences);
        }
        absent => {
            walk.record.absent = Some(match absent {
                Some(_) => Undefined::Language,
                None => Undefined::NotAvailable,
            });
            walk.foreign(&sentences);
        }
    }
    walk.hints(turn, analysed);
    walk.ambiguity(turn);
    let Walk { mut hits, record, .. } = walk;
    if !book.experimental {
        hits.retain(|hit| !hit.act.is_experimental());
    }
    let mut record = record;
    record.acts = ActSet::default();
    hits.iter().for_each(|hit| record.acts.insert(hit.act));
    crate::sorted::sort_by_key(&mut hits, |hit: &ActHit| (hit.span.start, hit.act as u8));
    hits.truncate(book.max_hits);
    RecognisedTurn { context: analysed.context, at: turn.at, record, acts: hits }
}

/// Marks of which a single one tells that a conversation is punctuated.
pub(super) const MARKS: [char; 8] = ['?', '.', '!', ',', '？', '。', '！', '、'];

/// Letters and digits of the words.
fn letters(text: &str, analysed: &AnalysedTurn) -> u32 {
    let words = analysed.tokens().iter().filter_map(|token| token.span().of(text));
    words.map(|word| word.chars().filter(|c| c.is_alphanumeric()).count() as u32).sum()
}

/// Lines that begin like an item of a list.
fn list_items(text: &str) -> u16 {
    let item = |line: &str| {
        let line = line.trim_start();
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let rest = line.get(digits..).unwrap_or_default();
        (1..=3).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
            || line.starts_with("- ")
            || line.starts_with("* ")
            || line.starts_with("• ")
    };
    text.lines().filter(|line| item(line)).count().min(usize::from(u16::MAX)) as u16
}

struct Walk<'a> {
    book: &'a Phrasebook,
    scene: Scene<'a>,
    memory: &'a Memory,
    /// What the heads of acts say of the whole turn, in the pack's language.
    #[allow(dead_code, reason = "the rules do not read it yet")]
    scores: Option<Scores>,
    record: Record,
    hits: Vec<ActHit>,
    found: Vec<Found>,
}

/// A sentence with what is known of it.
struct Seen<'s, 'f> {
    sentence: &'s Sentence<'s>,
    found: &'f [Found],
    question: Option<Question>,
}

impl Seen<'_, '_> {
    /// The surest phrase of an act.
    fn phrase(&self, act: Act) -> Option<Found> {
        let hits = self.found.iter().filter(|hit| hit.label == Label::Act(act));
        hits.max_by_key(|hit| (hit.percent, hit.end - hit.start, u16::MAX - hit.start)).copied()
    }

    fn has(&self, act: Act) -> bool {
        self.phrase(act).is_some()
    }

    fn cue(&self, which: Cue) -> u8 {
        cue(self.found, which)
    }

    /// The surest phrase of a cue.
    fn cue_phrase(&self, cue: Cue) -> Option<Found> {
        let hits = self.found.iter().filter(|hit| hit.label == Label::Cue(cue));
        hits.max_by_key(|hit| hit.percent).copied()
    }

    fn evidence(&self, found: Found) -> ActEvidence {
        let tokens = self.sentence.tokens;
        let first = tokens.get(usize::from(found.start));
        let last = tokens.get(usize::from(found.end).saturating_sub(1));
        let span = match (first, last) {
            (Some(first), Some(last)) => Span::new(first.start, last.end.max(first.end)),
            _ => self.sentence.span,
        };
        ActEvidence::Phrase { number: found.number, span }
    }
}

impl Walk<'_> {
    fn push(&mut self, act: Act, seen: &Seen<'_, '_>, percent: u8, evidence: ActEvidence) {
        let form = match seen.question {
            Some(question) if act.asks() || matches!(act, Act::Offer | Act::ClosingOffer) => {
                question.forms
            }
            _ => Forms::default(),
        };
        let span = seen.sentence.span;
        let mut here = self.hits.iter().rev().take_while(|hit| hit.span == span);
        if !here.any(|hit| hit.act == act) {
            self.hits.push(ActHit { act, form, span, percent, evidence });
        }
    }

    fn push_phrase(&mut self, act: Act, seen: &Seen<'_, '_>, found: Found) {
        let evidence = seen.evidence(found);
        self.push(act, seen, found.percent, evidence);
    }

    fn sentence(&mut self, phrases: &Phrases, sentence: &Sentence<'_>) {
        let lead = sentence.words.iter();
        let lead = lead.take_while(|word| phrases.classes_of(**word) & self.book.lead != 0).count();
        let lead = lead.min(sentence.words.len().saturating_sub(1)).min(6);
        let mut found = core::mem::take(&mut self.found);
        found.clear();
        phrases.find(sentence.words, lead, sentence.mark, &mut found);
        let or = self.book.or.is_some_and(|or| sentence.words.contains(&or));
        let question = question(sentence, &found, or);
        let seen = Seen { sentence, found: &found, question };
        self.decide(&seen);
        self.cues(&seen);
        self.found = found;
    }

    /// The acts of a sentence, in the order in which one excludes another.
    fn decide(&mut self, seen: &Seen<'_, '_>) {
        let before = self.hits.len();
        self.third(seen);
        let asks = self.asked(seen);
        if !asks {
            self.said(seen);
        }
        self.wanted(seen);
        if self.hits.len() == before {
            self.rest(seen);
        }
    }

    /// A repair in third position: the reply missed what the speaker had meant.
    fn third(&mut self, seen: &Seen<'_, '_>) {
        let scene = self.scene;
        if !gates::repairs_an_own_request(&scene) || !gates::reply_asked_nothing(&scene) {
            return;
        }
        let strict = seen.cue(Cue::StrictRepair);
        self.record.strict_repair |= strict >= 90;
        let wants = seen.question.is_some() || seen.has(Act::Request);
        let rejects = seen.cue(Cue::NoStart);
        let turns = seen.cue(Cue::WeakRepair);
        let contrasts =
            gates::contrasts_with_the_reply(&scene, seen.sentence.tokens, self.book.not);
        let percent = if strict > 0 {
            strict
        } else if rejects > 0 && (wants || gates::takes_up_the_request(&scene)) {
            rejects
        } else if contrasts {
            85
        } else if turns > 70 && wants || turns > 0 && wants && gates::takes_up_the_request(&scene) {
            turns
        } else {
            return;
        };
        let phrase = [Cue::StrictRepair, Cue::NoStart, Cue::WeakRepair];
        let found = phrase.iter().find_map(|cue| seen.cue_phrase(*cue));
        let evidence = found.map_or(ActEvidence::Sequence, |found| seen.evidence(found));
        self.push(Act::RepairThird, seen, percent, evidence);
    }

    /// What asks or offers; whether the sentence does.
    fn asked(&mut self, seen: &Seen<'_, '_>) -> bool {
        let scene = self.scene;
        if seen.sentence.quoted {
            return false;
        }
        let closing = seen.phrase(Act::ClosingOffer);
        let closes = closing.is_some() && scene.role != Role::Client;
        if let Some(found) = closing.filter(|_| closes) {
            self.push_phrase(Act::ClosingOffer, seen, found);
        }
        let offer = seen.phrase(Act::Offer).filter(|_| scene.role != Role::Client);
        let offers = offer.is_some() || closes;
        if let Some(found) = offer.filter(|_| gates::closing_is_no_offer(Act::Offer, closes)) {
            self.push_phrase(Act::Offer, seen, found);
        }
        if gates::repair_follows_talk(&scene) {
            let oir = [Act::OirOpen, Act::OirRestricted, Act::OirCandidate];
            let best = oir.iter().filter_map(|act| Some((*act, seen.phrase(*act)?)));
            let best = best.filter(|(act, found)| {
                *act != Act::OirCandidate || seen.question.is_some() || found.percent >= 92
            });
            if let Some((act, found)) =
                best.max_by_key(|(act, found)| (found.percent, !(*act as u8)))
            {
                self.push_phrase(act, seen, found);
                return true;
            }
        }
        let Some(asked) = seen.question else { return offers };
        if !gates::offer_is_no_question(Act::AskInfo, offers) {
            return true;
        }
        if seen.phrase(Act::Request).is_some() && scene.role != Role::Agent {
            // "Can you send me the form?" wants the form, no answer.
            return false;
        }
        if asked.forms.contains(Forms::DECLARATIVE)
            && scene.answers
            && seen.sentence.tokens.len() <= 12
            && scene.echo.shared > 0
            && gates::repair_follows_talk(&scene)
        {
            let evidence = ActEvidence::Overlap { shared: scene.echo.shared, of: scene.echo.of };
            self.push(Act::OirCandidate, seen, 60, evidence);
            return true;
        }
        if let Some(found) = seen.phrase(Act::AskOpen) {
            if !asked.forms.contains(Forms::POLAR) || asked.forms.contains(Forms::INDIRECT) {
                self.push_phrase(Act::AskOpen, seen, found);
                if let Some(found) = seen.phrase(Act::Handoff) {
                    self.push_phrase(Act::Handoff, seen, found);
                }
                return true;
            }
        }
        if gates::clarifies_a_request(&scene) {
            self.push(Act::AskClarify, seen, asked.percent.saturating_sub(20), ActEvidence::Form);
            return true;
        }
        self.push(Act::AskInfo, seen, asked.percent, ActEvidence::Form);
        if let Some(found) = seen.phrase(Act::Handoff) {
            self.push_phrase(Act::Handoff, seen, found);
        }
        true
    }

    /// What answers, accepts, rejects, corrects, feels for or advises.
    fn said(&mut self, seen: &Seen<'_, '_>) {
        let scene = self.scene;
        let client = scene.role != Role::Agent;
        let agent = scene.role != Role::Client;
        let words = seen.sentence.tokens.len();
        let each =
            |act: Act, open: bool| seen.phrase(act).filter(|_| open).map(|found| (act, found));
        let answers = gates::answers_something(&scene);
        let exclusive = [
            each(Act::Concede, agent && gates::concedes_to_a_pushback(&scene)),
            each(Act::Pushback, client && gates::disputes_a_claim(&scene)),
            each(Act::CorrectHedged, agent && gates::corrects_the_other(&scene)),
            each(Act::Correct, agent && gates::corrects_the_other(&scene)),
            each(Act::Disagree, answers),
            each(Act::Agree, answers),
            each(Act::Ack, answers),
        ];
        if let Some((act, found)) = exclusive.into_iter().flatten().next() {
            self.push_phrase(act, seen, found);
            if act == Act::Ack {
                return;
            }
        }
        for act in [Act::Apologise, Act::Validate, Act::TopicShift, Act::RepairSelf] {
            if let Some(found) = seen.phrase(act) {
                self.push_phrase(act, seen, found);
            }
        }
        if agent {
            if let Some(found) = seen.phrase(Act::Advise) {
                self.push_phrase(Act::Advise, seen, found);
            } else if gates::reflects_the_client(&scene) {
                if let Some(found) = seen.phrase(Act::Reflect) {
                    self.push_phrase(Act::Reflect, seen, found);
                    if let Some(found) = seen.phrase(Act::ReflectComplex) {
                        self.push_phrase(Act::ReflectComplex, seen, found);
                    }
                }
            }
        }
        if gates::repeats_the_partner(&scene, words) {
            let evidence = ActEvidence::Overlap { shared: scene.echo.shared, of: scene.echo.of };
            self.push(Act::Display, seen, 60, evidence);
        }
    }

    /// What the client wants.
    fn wanted(&mut self, seen: &Seen<'_, '_>) {
        if self.scene.role == Role::Agent || seen.sentence.quoted {
            return;
        }
        if let Some(found) = seen.phrase(Act::Request) {
            self.push_phrase(Act::Request, seen, found);
        }
        if let Some(found) = seen.phrase(Act::RestateRequest) {
            if gates::repairs_an_own_request(&self.scene) {
                self.push_phrase(Act::RestateRequest, seen, found);
            }
        }
        let wishes = wishes(seen.found);
        if !wishes.is_empty() {
            self.record.wishes = self.record.wishes.union(wishes);
            self.push(Act::StyleRequest, seen, 85, ActEvidence::Form);
        }
    }

    /// A sentence that nothing else was said of.
    fn rest(&mut self, seen: &Seen<'_, '_>) {
        if seen.sentence.tokens.is_empty() {
            return;
        }
        let claims = self.scene.role != Role::Agent && is_claim(seen);
        let act = if claims { Act::Claim } else { Act::Inform };
        self.push(act, seen, 50, ActEvidence::Form);
    }

    fn cues(&mut self, seen: &Seen<'_, '_>) {
        self.record.yes_no |= seen.cue(Cue::YesNo) > 0;
        self.record.assumes |= seen.cue(Cue::Assumes) > 0;
    }

    /// What only the whole turn shows.
    fn whole(&mut self, sentences: &Sentences<'_>) {
        let scene = self.scene;
        let set = self.set();
        let Some(first) = sentences.iter().next() else { return };
        let seen = Seen { sentence: &first, found: &[], question: None };
        if gates::solves_a_repair(&scene) && !set.asks() && self.record.words > 0 {
            let percent = if self.record.yes_no {
                90
            } else if self.record.retention.shared + self.record.echo.shared > 0 {
                80
            } else {
                60
            };
            self.push(Act::RepairSolution, &seen, percent, ActEvidence::Sequence);
        }
        let client = scene.role != Role::Agent;
        if client && !set.contains(Act::RestateRequest) && gates::restates_the_request(&scene) {
            let overlap = self.record.own_request;
            let evidence = ActEvidence::Overlap { shared: overlap.shared, of: overlap.of };
            self.push(Act::RestateRequest, &seen, 75, evidence);
        }
        self.count();
    }

    /// Sums over the sentences.
    fn count(&mut self) {
        const QUIET: ActSet = ActSet::of(&[
            Act::Ack,
            Act::Apologise,
            Act::Offer,
            Act::ClosingOffer,
            Act::AskInfo,
            Act::AskClarify,
            Act::AskOpen,
            Act::AskRhetorical,
            Act::OirOpen,
            Act::OirRestricted,
            Act::OirCandidate,
            Act::Handoff,
            Act::TopicShift,
        ]);
        for hit in &self.hits {
            let count = |on: bool, sum: &mut u16| *sum = sum.saturating_add(u16::from(on));
            count(hit.act.asks(), &mut self.record.questions);
            count(hit.act == Act::AskOpen, &mut self.record.open_questions);
            count(hit.act == Act::Reflect, &mut self.record.reflections);
            count(hit.act == Act::ReflectComplex, &mut self.record.complex_reflections);
            self.record.content |= !QUIET.contains(hit.act);
        }
    }

    fn set(&self) -> ActSet {
        let mut set = ActSet::default();
        self.hits.iter().for_each(|hit| set.insert(hit.act));
        set
    }

    /// Outside of the pack's language only the question mark speaks.
    fn foreign(&mut self, sentences: &Sentences<'_>) {
        const UNSURE: u8 = 30;
        for sentence in sentences.iter() {
            let seen = Seen { sentence: &sentence, found: &[], question: None };
            let asks = sentence.mark == Mark::Question && !sentence.quoted;
            let act = if asks { Act::AskInfo } else { Act::Inform };
            self.push(act, &seen, UNSURE, ActEvidence::Form);
        }
        self.count();
    }

    /// What the host knows comes before what was found.
    fn hints(&mut self, turn: &Turn<'_>, analysed: &AnalysedTurn) {
        let whole = Span::new(0, turn.text.len() as u32);
        match turn.hints.pushback {
            Some(true) if !self.set().contains(Act::Pushback) => self.hits.push(ActHit {
                act: Act::Pushback,
                form: Forms::default(),
                span: whole,
                percent: 100,
                evidence: ActEvidence::Hint,
            }),
            Some(false) => self.hits.retain(|hit| hit.act != Act::Pushback),
            _ => {}
        }
        for (pattern, span) in &analysed.pattern_hits {
            if let Some(act) = self.book.patterns.get(usize::from(*pattern)).copied().flatten() {
                let (form, evidence) = (Forms::default(), ActEvidence::Pattern);
                self.hits.push(ActHit { act, form, span: *span, percent: 100, evidence });
            }
        }
    }

    /// How ambiguous a request is: the host's figure, or an estimate.
    fn ambiguity(&mut self, turn: &Turn<'_>) {
        if let Some(hint) = turn.hints.ambiguous {
            self.record.ambiguity = Some(libm::round(hint * 1000.0).clamp(0.0, 1000.0) as u16);
            self.record.ambiguity_hinted = true;
        }
    }
}

/// The wishes about the manner of replies that the phrases of a sentence show.
fn wishes(found: &[Found]) -> Wishes {
    let each = [
        (Cue::Shorter, Wishes::SHORTER),
        (Cue::Longer, Wishes::LONGER),
        (Cue::Simpler, Wishes::SIMPLER),
        (Cue::Warmer, Wishes::WARMER),
        (Cue::MoreFormal, Wishes::MORE_FORMAL),
        (Cue::LessFormal, Wishes::LESS_FORMAL),
        (Cue::Language, Wishes::LANGUAGE),
        (Cue::Format, Wishes::FORMAT),
        (Cue::Stop, Wishes::STOP),
    ];
    let shown = each.into_iter().filter(|(which, _)| cue(found, *which) > 0);
    shown.fold(Wishes::default(), |sum, (_, wish)| sum.union(wish))
}

/// Whether a sentence states something that can be checked: it has a content word and is not about
/// the speaker.
fn is_claim(seen: &Seen<'_, '_>) -> bool {
    let content = seen.sentence.tokens.iter().filter(|token| token.tags().is_content()).count();
    content >= 2 && seen.sentence.tokens.len() >= 3
}
