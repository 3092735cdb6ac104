//! From a turn to what it does to claims: hints, the fact base, hooks, and the matcher.

use super::{
    claim::{Claim, ClaimSeed},
    content::{Content, Stems},
    dispute::{Taken, Taking},
    facts::{Fact, FactBase, Found, word_hash},
    hooks::{Answer, Checked, ClaimQuery, Hooks, Stanced, asked, percent_of},
    kinds::{MarkerKind, Shape, Source},
    matcher::{Before, Match, compare},
    passage::{Passage, Sentence},
    record::{Reading, Record},
    stance::{Pressed, StanceModel},
    state::CorrectionState,
    turn::{CheckedTurn, Marker, Said},
    watched::Watched,
};
use crate::{
    acts::{Act, RecognisedTurn},
    ascii::is_any,
    hints::{Claim as Hinted, Stance, Verdict},
    pack::{LanguagePack, Lexicon},
    text::{AnalysedTurn, vocabulary::Keying},
    turn::{Role, Turn},
    value::Span,
};
use alloc::{boxed::Box, format, string::String, sync::Arc, vec::Vec};

/// Claims that the hook `stance` is asked about.
const ASKED: usize = 16;
/// Markers of a turn that are kept.
const MARKERS: usize = 16;
/// A host's word without a confidence.
const CERTAIN: u8 = 100;

/// A value of a fact in the turn.
struct Valued {
    found: Found,
    denied: bool,
    span: Span,
    /// The key of the fact's claim.
    key: u64,
}

/// What all sessions share: the fact base.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checker {
    pub(crate) facts: Option<FactBase>,
}

/// A turn and all that is asked about it.
pub(crate) struct Context<'c, 't> {
    pub(crate) turn: &'c Turn<'t>,
    pub(crate) analysed: &'c AnalysedTurn,
    pub(crate) recognised: &'c RecognisedTurn,
    pub(crate) keying: &'c Keying,
    pub(crate) lexicon: &'c Lexicon,
    pub(crate) watched: Option<&'c Watched>,
    pub(crate) hooks: Option<&'c dyn Hooks>,
}

impl Context<'_, '_> {
    /// The turn, sentence by sentence.
    fn passage(&self) -> Passage {
        let mut stems = Stems::new(self.keying, self.lexicon);
        Passage::of(&self.turn.text, self.analysed, &mut stems)
    }

    /// The heads of stance.
    fn model(&self) -> Option<&StanceModel> {
        self.lexicon.pack().and_then(LanguagePack::stance)
    }

    fn keeps_text(&self) -> bool {
        !self.keying.is_hashed()
    }

    fn query<'q>(
        &'q self,
        id: &'q str,
        (text, correct_text): (&'q str, Option<&'q str>),
        verdict: Verdict,
    ) -> ClaimQuery<'q> {
        let turn = self.analysed.turn();
        let (role, turn_text) = (self.turn.role, &*self.turn.text);
        ClaimQuery { id, text, correct_text, verdict, turn, role, turn_text }
    }
}

/// The hash of a claim's id, and the id as reports show it.
#[inline(never)]
pub(crate) fn key_of(id: &str, keying: &Keying) -> (u64, Box<str>) {
    if keying.is_hashed() {
        let key = keying.digest(id) as u64;
        (key, format!("{key:016x}").into())
    } else {
        (crate::text::hash::hash_lower(id), id.into())
    }
}

/// A claim of the host's as it opens.
#[inline(never)]
pub(crate) fn seed_of(claim: &Hinted, keying: &Keying, lexicon: &Lexicon) -> ClaimSeed {
    let (key, id) = key_of(&claim.id, keying);
    let mut stems = Stems::new(keying, lexicon);
    let kept = |text: &str| (!keying.is_hashed() && !text.is_empty()).then(|| text.into());
    ClaimSeed {
        key,
        id,
        text: kept(&claim.text),
        correct_text: claim.correct_text.as_deref().and_then(kept),
        verdict: Some(claim.verdict),
        percent: percent_of(claim.confidence).flatten(),
        source: Some(Source::Host),
        claim: Content::of(&claim.text, &mut stems),
        correct: claim
            .correct_text
            .as_deref()
            .map_or_else(Content::default, |text| Content::of(text, &mut stems)),
        question: Content::default(),
        any: claim.keywords_any.iter().map(|word| stems.keyword(word)).collect(),
        none: claim.keywords_none.iter().map(|word| stems.keyword(word)).collect(),
    }
}

impl Checker {
    /// What a turn does to the claims that are followed; changes nothing.
    pub(super) fn read(&self, state: &CorrectionState, context: Context<'_, '_>) -> CheckedTurn {
        let mut record = Record {
            evidence: context.turn.hints.evidence,
            was_wrong: context.turn.hints.agent_was_wrong,
            stalls: context.turn.role == Role::Agent && stalls(&context),
            ..Record::default()
        };
        let values = self.values(&context);
        opened_by_hints(&context, &mut record);
        opened_by_watch(state, &context, &mut record);
        self.opened_by_facts(state, &context, &values, &mut record);
        let mut places = Vec::new();
        let said = Said::of(&context.recognised.record);
        if context.turn.role == Role::Agent {
            self.readings(state, &context, &values, (&said, &mut record), &mut places);
        } else if record.opened.iter().any(|seed| state.claims.get(seed.key).is_none()) {
            let question = context.passage().content();
            let new = |seed: &&mut ClaimSeed| state.claims.get(seed.key).is_none();
            record.opened.iter_mut().filter(new).for_each(|seed| seed.question = question.clone());
        }
        let markers = markers(context.recognised);
        CheckedTurn { context: context.analysed.context, said, record, places, markers }
    }

    /// The values of facts in the turn, each with whether it is denied, in order of their facts: the
    /// key of each fact is worked out once.
    fn values(&self, context: &Context<'_, '_>) -> Vec<Valued> {
        let Some(facts) = &self.facts else { return Vec::new() };
        let text = &*context.turn.text;
        let tokens = context.analysed.tokens();
        let mut stems = Stems::new(context.keying, context.lexicon);
        let word = |at: usize| tokens.get(at).and_then(|token| token.span().of(text));
        let words: Vec<u64> =
            tokens.iter().map(|t| word_hash(t.span().of(text).unwrap_or_default())).collect();
        let found = facts.index.find(&words);
        let mut denied = |value: &Found| {
            let from = value.start.saturating_sub(NEGATES);
            (from..value.start)
                .rev()
                .take_while(|at| !ends_clause(text, tokens, *at))
                .any(|at| word(at).is_some_and(|word| stems.is_negation(word)))
        };
        let span = |value: &Found| {
            let (first, last) = (tokens.get(value.start), tokens.get(value.end.saturating_sub(1)));
            Span::new(first.map_or(0, |t| t.start), last.map_or(0, |t| t.end))
        };
        let mut values: Vec<Valued> = Vec::with_capacity(found.len());
        for found in found {
            let known = values.last().filter(|last| last.found.fact == found.fact);
            let known = known.map(|last| last.key);
            let of_fact = || Some(key_of(&self.fact(&found)?.id(), context.keying).0);
            let Some(key) = known.or_else(of_fact) else { continue };
            values.push(Valued { denied: denied(&found), span: span(&found), key, found });
        }
        values
    }

    fn fact(&self, value: &Found) -> Option<&Fact> {
        self.facts.as_ref()?.facts().get(value.fact as usize)
    }

    /// Wrong values open claims.
    fn opened_by_facts(
        &self,
        state: &CorrectionState,
        context: &Context<'_, '_>,
        values: &[Valued],
        record: &mut Record,
    ) {
        for Valued { found: value, key, .. } in
            values.iter().filter(|v| !v.found.right && !v.denied)
        {
            if record.opened.len() >= MOST_OPENED {
                break;
            }
            let known = record.opened.iter().any(|seed| seed.key == *key)
                || state.claims.get(*key).is_some();
            let Some(fact) = self.fact(value).filter(|_| !known) else { continue };
            let (key, id) = key_of(&fact.id(), context.keying);
            let mut stems = Stems::new(context.keying, context.lexicon);
            let text = |value: &str| -> String {
                let subject = fact.subject.first().map_or("", String::as_str);
                let property = fact.property.first().map_or("", String::as_str);
                format!("{subject} {property} {value}")
            };
            let wrong = fact.wrong_values.first().map_or("", String::as_str);
            let kept = |text: String| context.keeps_text().then(|| text.into_boxed_str());
            record.opened.push(ClaimSeed {
                key,
                id,
                claim: Content::of(&text(wrong), &mut stems),
                correct: Content::of(&text(&fact.value), &mut stems),
                text: kept(text(wrong)),
                correct_text: kept(text(&fact.value)),
                verdict: Some(Verdict::False),
                percent: Some(if value.named { 95 } else { 80 }),
                source: Some(Source::FactBase),
                ..ClaimSeed::default()
            });
        }
    }

    /// How a turn of the agent stands to every claim that is followed, or that it opens.
    fn readings(
        &self,
        state: &CorrectionState,
        context: &Context<'_, '_>,
        values: &[Valued],
        (turn_said, record): (&Said, &mut Record),
        places: &mut Vec<Option<Span>>,
    ) {
        let mut followed: Vec<(Arc<ClaimSeed>, Stage, Before)> = Vec::new();
        let opened = |key: u64| record.opened.iter().find(|seed| seed.key == key);
        for claim in state.claims.iter() {
            let mut now: Claim = claim.clone();
            if let Some(more) = opened(claim.seed.key) {
                now.renew(more);
            }
            let before = Before { first: now.first.is_none(), lean: now.lean };
            let stage = if claim.answers.is_empty() { Stage::Waiting } else { Stage::Answered };
            followed.push((now.seed, stage, before));
        }
        let new = record.opened.iter().filter(|seed| state.claims.get(seed.key).is_none());
        let before = Before { first: true, lean: None };
        followed.extend(new.map(|seed| (Arc::new(seed.clone()), Stage::Own, before)));
        if followed.is_empty() && state.dispute.open.is_none() {
            return;
        }
        let passage = context.passage();
        let (mut denial, disputed) = (None, state.claims.disputed(context.analysed.turn()));
        let disputed = disputed.map(|claim| claim.seed.key);
        let first_asked = followed.len().saturating_sub(ASKED);
        for (at, (seed, stage, before)) in followed.iter().enumerate() {
            let hook = context.hooks.filter(|_| at >= first_asked);
            let stake = disputed == Some(seed.key);
            let found = compare(seed, *before, &passage, context.model(), stake);
            if stake {
                denial = found.odds;
            }
            let mut read = self.matched((seed, *stage), found, context, values, &passage);
            if let Some(said) = hinted(seed, context) {
                told(&mut read, said, Source::Host, record);
            } else if let Some(hooks) = hook {
                let texts =
                    (seed.text.as_deref().unwrap_or_default(), seed.correct_text.as_deref());
                let verdict = seed.verdict.unwrap_or(Verdict::Unknown);
                let query = context.query(&seed.id, texts, verdict);
                if let Answer::Known(said) = asked(|| hooks.stance(&query)) {
                    if percent_of(said.confidence).is_some() {
                        told(&mut read, said, Source::Callback, record);
                    }
                }
            }
            // What the turn neither owes nor touches is not worth a place in the log.
            if read.0.touches || *stage != Stage::Answered || state.dispute.open.is_some() {
                record.readings.push(read.0);
                places.push(read.1);
            }
        }
        if let Some((open, model)) = state.dispute.open.zip(context.model()) {
            let (retention, evidence) = (turn_said.retention, open.evidence);
            let pressed = Pressed { reply: &passage, retention, evidence, denial };
            record.yields = (turn_said.words > 0).then(|| pressed.percent(model));
        }
    }

    fn matched(
        &self,
        (seed, stage): (&ClaimSeed, Stage),
        mut found: Match,
        context: &Context<'_, '_>,
        values: &[Valued],
        passage: &Passage,
    ) -> (Reading, Option<Span>) {
        let (key, own) = (seed.key, stage == Stage::Own);
        if let Some((shape, span)) = self.by_facts(key, own, context, (values, passage)) {
            let percent = if shape == Shape::Asserts { 5 } else { 95 };
            let source = Source::FactBase;
            return (told_of(key, shape, source, percent), Some(span));
        }
        let source = Source::Matcher;
        if let Some((shape, percent)) = by_keywords(seed, passage) {
            return (told_of(key, shape, source, percent), None);
        }
        let acts = context.recognised.act_set();
        if own && found.shape == Shape::Nothing {
            // What the agent says is its own.
            (found.shape, found.percent, found.touches) = (Shape::Asserts, 10, true);
        }
        let awaited = stage == Stage::Waiting && found.shape == Shape::Nothing;
        if let Some(denies) = bare_answer(context).filter(|_| awaited) {
            // Yes or no, and nothing that the claim is about.
            found.shape = if denies { Shape::Denies } else { Shape::Asserts };
            found.percent = if denies { 85 } else { 15 };
        }
        if found.shape == Shape::Nothing {
            let record = &context.recognised.record;
            let asks = acts.contains(Act::AskClarify) || acts.initiates_repair();
            let rejects = |act| record.content && rejects_early(context.recognised, passage, act);
            if rejects(Act::Correct) {
                found.shape = Shape::Denies;
                found.percent = found.percent.max(70);
            } else if rejects(Act::CorrectHedged) {
                found.shape = Shape::DeniesHedged;
                found.percent = found.percent.max(65);
            } else if asks && !record.content {
                found.shape = Shape::Clarifies;
            } else if acts.contains(Act::Validate) {
                found.shape = Shape::Validates;
            }
        } else if found.shape == Shape::Denies && acts.contains(Act::CorrectHedged) {
            found.shape = Shape::DeniesHedged;
        }
        let (shape, percent, touches) = (found.shape, found.percent, found.touches);
        (Reading { key, shape, source, percent, touches, lean: found.lean }, found.span)
    }

    /// What the values of a fact in the reply say of its claim.
    fn by_facts(
        &self,
        key: u64,
        own: bool,
        context: &Context<'_, '_>,
        (values, passage): (&[Valued], &Passage),
    ) -> Option<(Shape, Span)> {
        let of_claim = values.iter().filter(|value| value.key == key);
        let mut said: Option<(Shape, Span)> = None;
        for Valued { found: value, denied, span, .. } in of_claim {
            let shape = if value.right != *denied { Shape::Denies } else { Shape::Asserts };
            // The true value anywhere decides, as the wrong one may be cited beside it; but not in a
            // turn that brings up the wrong one itself.
            let decides = if own { !value.right } else { value.right && shape == Shape::Denies };
            if said.is_none() || decides {
                said = Some((shape, *span));
            }
        }
        let wording = &context.recognised.record;
        let short = wording.hedges > 0 && wording.sentences <= SHORT;
        let hedged = |span: Span| {
            let here = |s: &&Sentence| s.span.start <= span.start && span.end <= s.span.end;
            passage.sentences.iter().find(here).is_some_and(|sentence| sentence.hedges > 0) || short
        };
        said.map(|(shape, span)| match shape {
            Shape::Denies if hedged(span) => (Shape::DeniesHedged, span),
            shape => (shape, span),
        })
    }
}

/// A reply of so many sentences is hedged as a whole.
const SHORT: u16 = 2;

/// Whether a reply rejects something where a rejection of what was said to it stands: in its first
/// sentences.
fn rejects_early(recognised: &RecognisedTurn, passage: &Passage, act: Act) -> bool {
    const EARLY: usize = 3;
    let end =
        passage.sentences.iter().take(EARLY).next_back().map_or(0, |sentence| sentence.span.end);
    recognised.acts().iter().any(|hit| hit.act == act && hit.span.start < end)
}

/// Where a claim stands before a turn of the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The turn itself makes it.
    Own,
    /// Nothing has been said to it.
    Waiting,
    Answered,
}

/// Whether a reply only asks for time: one moment, let me check.
fn stalls(context: &Context<'_, '_>) -> bool {
    const TIME: [&str; 8] = ["moment", "second", "sec", "minute", "check", "look", "bear", "hold"];
    const MOST: usize = 8;
    let tokens = context.analysed.tokens();
    let word = |token: &crate::text::Token| token.span().of(&context.turn.text);
    let asks_time = |text: &str| is_any(text, &TIME);
    tokens.len() <= MOST && tokens.iter().filter_map(word).any(asks_time)
}

/// Whether a reply says no (true) or yes by its first word, and means what was said: not "no problem",
/// nor "right now", nor a yes that is taken back.
fn bare_answer(context: &Context<'_, '_>) -> Option<bool> {
    const YES: [&str; 5] = ["yes", "yeah", "yep", "absolutely", "indeed"];
    /// A yes only where the sentence ends.
    const RIGHT: [&str; 4] = ["exactly", "correct", "right", "true"];
    const NO: [&str; 4] = ["no", "nope", "nah", "never"];
    /// After a no without a comma.
    const GOES_ON: [&str; 14] = [
        "it", "it's", "its", "that", "that's", "thats", "they", "they're", "he", "she", "there",
        "this", "not", "because",
    ];
    const TURNS: [&str; 3] = ["but", "however", "though"];
    let text = &*context.turn.text;
    let tokens = context.analysed.tokens();
    let word = |at: usize| tokens.get(at).and_then(|token| token.span().of(text));
    let first = word(0)?;
    // "That's correct".
    let that =
        is_any(first, &["that's", "thats"]) && word(1).is_some_and(|word| is_any(word, &RIGHT));
    let (first, at) = if that { (word(1)?, 1) } else { (first, 0) };
    let end = tokens.get(at)?.end as usize;
    let mark = text.get(end..)?.trim_start_matches(['*', '_', '"']).chars().next();
    let stops = mark.is_none_or(|mark| matches!(mark, '.' | '!' | ';' | '\n'));
    let pauses = stops || mark.is_some_and(|mark| matches!(mark, ',' | ':' | '-' | '–' | '—'));
    if is_any(first, &NO) {
        let goes_on = word(at + 1).is_some_and(|next| is_any(next, &GOES_ON));
        return (pauses || goes_on).then_some(true);
    }
    let says_yes = is_any(first, &YES) && pauses || is_any(first, &RIGHT) && (stops || that);
    let turns = || (0..tokens.len()).filter_map(word).any(|word| is_any(word, &TURNS));
    (says_yes && !turns()).then_some(false)
}

/// A reading that does not rest on the matcher.
fn told_of(key: u64, shape: Shape, source: Source, percent: u8) -> Reading {
    Reading { key, shape, source, percent, touches: true, lean: None }
}

/// How many words before a value a negation may stand.
const NEGATES: usize = 4;
/// Claims that the facts and the watch list may open in a turn.
const MOST_OPENED: usize = 64;

/// Whether a clause ends after a word.
fn ends_clause(text: &str, tokens: &[crate::text::Token], at: usize) -> bool {
    let (Some(token), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    let between = Span::new(token.end, next.start).of(text).unwrap_or_default();
    between.contains(['.', ',', ';', ':', '!', '?'])
}

/// Claims of the hints; a hook is asked about those of which nothing is known.
fn opened_by_hints(context: &Context<'_, '_>, record: &mut Record) {
    for claim in &context.turn.hints.claims {
        let mut seed = seed_of(claim, context.keying, context.lexicon);
        if let Some(hooks) = context.hooks.filter(|_| claim.verdict == Verdict::Unknown) {
            let texts = (claim.text.as_str(), claim.correct_text.as_deref());
            let query = context.query(&claim.id, texts, claim.verdict);
            match asked(|| hooks.check(&query)) {
                Answer::Known(checked) => apply(&mut seed, &checked, context),
                Answer::Pending => seed.verdict = Some(Verdict::Pending),
                Answer::Nothing => {}
            }
        }
        record.opened.push(seed);
    }
}

/// Enters what a check found; an answer out of range counts as none yet.
fn apply(seed: &mut ClaimSeed, checked: &Checked, context: &Context<'_, '_>) {
    let Some(percent) = percent_of(checked.confidence) else {
        seed.verdict = Some(Verdict::Pending);
        return;
    };
    (seed.verdict, seed.percent) = (Some(checked.verdict), percent);
    seed.source = Some(Source::Callback);
    if let Some(text) = &checked.correct_text {
        let mut stems = Stems::new(context.keying, context.lexicon);
        seed.correct = Content::of(text, &mut stems);
        seed.correct_text = context.keeps_text().then(|| text.as_str().into());
    }
}

/// Claims that the host watches for open where a client makes them.
fn opened_by_watch(state: &CorrectionState, context: &Context<'_, '_>, record: &mut Record) {
    let Some(watched) = context.watched.filter(|watched| !watched.is_empty()) else { return };
    if context.turn.role == Role::Agent {
        return;
    }
    let said = context.passage().stems();
    for seed in watched.find(&said) {
        let known = record.opened.iter().any(|other| other.key == seed.key)
            || state.claims.get(seed.key).is_some();
        if !known && record.opened.len() < MOST_OPENED {
            record.opened.push(seed.clone());
        }
    }
}

/// What the hints say of a claim; the last word counts.
fn hinted(seed: &ClaimSeed, context: &Context<'_, '_>) -> Option<Stanced> {
    let of_claim =
        |hint: &&crate::hints::StanceHint| key_of(&hint.claim, context.keying).0 == seed.key;
    let hint = context.turn.hints.stances.iter().rev().find(of_claim)?;
    Some(Stanced { stance: hint.stance, confidence: hint.confidence })
}

/// Enters a stance that the host gives.
fn told(
    (reading, _): &mut (Reading, Option<Span>),
    said: Stanced,
    source: Source,
    record: &mut Record,
) {
    let percent = percent_of(said.confidence).flatten().unwrap_or(CERTAIN);
    let shape = match said.stance {
        Stance::Asserts => Some((Shape::Asserts, 100 - percent)),
        Stance::Denies => {
            let hedged = reading.shape == Shape::DeniesHedged;
            Some((if hedged { Shape::DeniesHedged } else { Shape::Denies }, percent))
        }
        Stance::Neither => Some((neither(reading.shape), 50)),
        _ => None,
    };
    if let Some((shape, percent)) = shape {
        *reading = Reading { shape, source, percent, touches: true, ..*reading };
    }
    let taken = match said.stance {
        Stance::Holds => Some(Taken::Holds),
        Stance::Hedges => Some(Taken::Hedges),
        Stance::GivesUp => Some(Taken::GivesUp),
        _ => None,
    };
    if let Some(taken) = taken {
        record.takings.push((reading.key, Taking { taken, percent, source }));
    }
}

/// A shape that takes no side.
fn neither(shape: Shape) -> Shape {
    if shape.denies().is_some() { Shape::Nothing } else { shape }
}

/// The host's keywords of a correction.
fn by_keywords(seed: &ClaimSeed, passage: &Passage) -> Option<(Shape, u8)> {
    if seed.any.is_empty() {
        return None;
    }
    let any = passage.touches(&seed.any);
    let none = passage.touches(&seed.none);
    (any && !none).then_some((Shape::Denies, 95))
}

fn markers(recognised: &RecognisedTurn) -> Vec<Marker> {
    let kind = |act: Act| {
        Some(match act {
            Act::Correct | Act::CorrectHedged => MarkerKind::ExplicitCorrection,
            Act::Concede => MarkerKind::Concession,
            Act::Apologise => MarkerKind::Apology,
            Act::Validate => MarkerKind::Validation,
            _ => return None,
        })
    };
    let mut markers = Vec::new();
    for hit in recognised.acts().iter().take(MARKERS) {
        let (span, confidence) = (hit.span, hit.confidence());
        markers.extend(kind(hit.act).map(|kind| Marker { kind, span, confidence }));
        if hit.act == Act::CorrectHedged {
            markers.push(Marker { kind: MarkerKind::Hedge, span, confidence });
        }
    }
    markers
}
