//! The acts of a turn: what each sentence does, and what only the whole turn shows.

mod ask;
mod concession;
mod dispute;
mod line;
mod rejection;
mod say;
mod seen;
mod whole;
mod wording;

use super::{
    Act, ActEvidence, ActHit, ActSet, Forms, PushbackKind, Record,
    asked::Asked,
    context::{REQUESTS, Words},
    finds::Finds,
    gates::{self, Scene},
    model::{ActHead, Scores},
    patterns::{Cue, Found, Mark, Phrases},
    question::{begins_openly, question},
    recogniser::Phrasebook,
    sentence::{Sentence, Sentences},
};
use crate::{
    text::AnalysedTurn,
    turn::{Role, Turn},
    value::Span,
};
use alloc::vec::Vec;
use concession::Concession;
use dispute::Dispute;
use line::Line;
use rejection::Reply;
use say::is_claim;
use seen::Seen;

/// A walk over the sentences of one turn.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    book: &'a Phrasebook,
    scene: Scene<'a>,
    record: Record,
    hits: Vec<ActHit>,
    found: Vec<Found>,
    /// How many sentences were seen.
    sentences: usize,
    /// How many of them had words, and how many.
    spoken: (usize, usize),
    open: Open,
    reply: Reply,
    dispute: Dispute,
    concession: Concession,
    /// The different content words of the turn.
    words: &'a Words,
    /// What kind of question it is, should it be one.
    asked: Asked,
    /// What the form of a reply to a question speaks for.
    rejection: Option<i32>,
    totals: Totals,
    /// What the heads say of the whole turn.
    scores: Option<Scores>,
}

/// Which of the readings of a whole turn are open to it.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// It answers a question: it may reject what the question takes for granted.
    answer: bool,
    /// It answers a reply with content: it may push back.
    dispute: bool,
    /// It answers a push-back: it may give way.
    concede: bool,
}

impl Open {
    fn to(scene: &Scene<'_>) -> Self {
        let agent = scene.role == Role::Agent;
        Self {
            answer: gates::answers_a_question(scene),
            dispute: scene.role == Role::Client && gates::disputes_a_claim(scene),
            concede: agent && gates::concedes_to_a_pushback(scene),
        }
    }
}

/// What is summed over the sentences, for the acts that only the whole turn shows.
#[derive(Debug, Default)]
struct Totals {
    words: usize,
    first_span: Option<Span>,
    asks: bool,
    /// A phrase of advice, and where the first one is.
    advice: Option<(Span, ActEvidence)>,
    imperative: Option<Span>,
    help: bool,
    formula: bool,
    first_person: usize,
    own_story: bool,
    maybe: bool,
    conditional: bool,
    /// Sentences that restate, with what shows it.
    reflects: Vec<(Span, u8, ActEvidence)>,
    /// Those that add a meaning.
    complex: Vec<(Span, u8, ActEvidence)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        (book, scene): (&'a Phrasebook, Scene<'a>),
        words: &'a Words,
        record: Record,
        scores: Option<Scores>,
    ) -> Self {
        let open = Open::to(&scene);
        Self {
            book,
            scene,
            record,
            hits: Vec::new(),
            found: Vec::new(),
            sentences: 0,
            spoken: (0, 0),
            open,
            reply: Reply::default(),
            dispute: Dispute::default(),
            concession: Concession::default(),
            words,
            asked: Asked::default(),
            rejection: None,
            totals: Totals::default(),
            scores,
        }
    }

    /// The acts that were found, the figures, and what speaks for a rejection.
    pub(super) fn finish(self) -> (Vec<ActHit>, Record, Option<i32>) {
        (self.hits, self.record, self.rejection)
    }

    pub(super) fn record_mut(&mut self) -> &mut Record {
        &mut self.record
    }

    /// How far above its threshold a head is, where the pack has heads.
    fn margin(&self, head: ActHead) -> Option<f32> {
        self.scores.map(|scores| scores.margin(head))
    }

    fn push(&mut self, act: Act, seen: &Seen<'_, '_>, percent: u8, evidence: ActEvidence) {
        let form = seen.question.map(|question| question.forms).unwrap_or_default();
        let wants = act.asks() || matches!(act, Act::Offer | Act::ClosingOffer | Act::Request);
        let form = if wants { form } else { Forms::default() };
        self.push_at(ActHit { act, form, span: seen.sentence.span, percent, evidence });
    }

    fn push_at(&mut self, hit: ActHit) {
        let mut here = self.hits.iter().rev().take_while(|other| other.span == hit.span);
        if !here.any(|other| other.act == hit.act) {
            self.hits.push(hit);
        }
    }

    fn push_phrase(&mut self, act: Act, seen: &Seen<'_, '_>, found: Found) {
        let evidence = seen.evidence(found);
        self.push(act, seen, found.percent, evidence);
    }

    /// Takes the next sentence.
    pub(super) fn sentence(&mut self, phrases: &Phrases, sentence: &Sentence<'_>) {
        let mut found = core::mem::take(&mut self.found);
        let lead = phrases.lead(sentence.words, &mut found);
        phrases.find(sentence.words, lead, sentence.mark, &mut found);
        let finds = Finds::of(&found);
        let or = self.book.lists.words.or.is_some_and(|or| sentence.words.contains(&or));
        let margin = self.margin(ActHead::Question);
        let wh = self.book.lists.wh;
        let open = begins_openly(sentence, lead, |word| phrases.classes_of(word) & wh != 0);
        let question = question(sentence, finds, self.scene.role, (or, open), margin);
        let seen = Seen { sentence, found: finds, lead, question };
        let before = self.hits.len();
        self.third(&seen);
        if let Some(found) = seen.phrase(Act::TopicShift) {
            self.push_phrase(Act::TopicShift, &seen, found);
        }
        if !self.asked(&seen) {
            self.said(&seen);
        }
        self.wanted(&seen);
        if self.hits.len() == before {
            self.rest(&seen);
        }
        self.sum(&seen);
        self.words_of(phrases, &seen);
        self.sentences += 1;
        found.clear();
        self.found = found;
    }

    fn echo(&self) -> ActEvidence {
        ActEvidence::Overlap { shared: self.record.echo.shared, of: self.record.echo.of }
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

    fn sum(&mut self, seen: &Seen<'_, '_>) {
        self.record.content |= gives_way_and_says_more(seen);
        self.record.yes_no |= seen.shows(Cue::YesNo) && self.sentences == 0;
        self.record.assumes |= seen.shows(Cue::Assumes);
        let span = seen.sentence.span;
        let totals = &mut self.totals;
        totals.words += seen.sentence.tokens.len();
        totals.first_span = totals.first_span.or(Some(span));
        totals.asks |= seen.marked() && !seen.sentence.quoted;
        if let Some(found) = seen.phrase(Act::Advise) {
            totals.advice = totals.advice.or(Some((span, seen.evidence(found))));
        }
        if seen.shows(Cue::Imperative) {
            totals.imperative = totals.imperative.or(Some(span));
        }
        totals.help |= seen.shows(Cue::HelpWord);
        totals.formula |= seen.shows(Cue::Formula);
        totals.first_person += seen.count(Cue::FirstPerson);
        totals.own_story |= seen.shows(Cue::OwnStory);
        totals.maybe |= seen.shows(Cue::MaybeWord);
        totals.conditional |= seen.shows(Cue::IfWord);
        if let Some(found) = seen.phrase(Act::ReflectComplex) {
            totals.complex.push((span, found.percent, seen.evidence(found)));
        }
        if let Some(found) = seen.phrase(Act::Reflect) {
            totals.reflects.push((span, found.percent, seen.evidence(found)));
        } else if seen.shows(Cue::ReflectSo) || seen.shows(Cue::ReflectCheck) {
            let evidence = seen.shown_by(&[Cue::ReflectSo, Cue::ReflectCheck]);
            totals.reflects.push((span, 70, evidence));
        }
    }

    /// What the words of a sentence show by their classes.
    fn words_of(&mut self, phrases: &Phrases, seen: &Seen<'_, '_>) {
        let words = seen.sentence.words.len();
        if words == 0 {
            return;
        }
        let book = self.book;
        let line = Line::of(seen, phrases, &book.lists, self.spoken);
        wording::count(&line, &mut self.record);
        if self.scene.role != Role::Agent {
            let asks = seen.question.is_some() || self.spoken.0 == 0;
            self.asked = self.asked.union(wording::asked(&line, asks));
        }
        if let Some(asker) = self.scene.partner.filter(|_| self.open.answer) {
            self.reply.take(&line, asker);
        }
        if self.open.dispute {
            self.dispute.take(&line, self.scene.bare, self.scene.after_question);
        }
        if self.open.concede {
            self.concession.take(&line);
        }
        self.spoken = (self.spoken.0 + 1, self.spoken.1 + words);
    }

    fn set(&self) -> ActSet {
        let mut set = ActSet::default();
        self.hits.iter().for_each(|hit| set.insert(hit.act));
        set
    }

    /// Outside of the pack's language only the question mark speaks.
    pub(super) fn foreign(&mut self, sentences: &Sentences<'_>) {
        const UNSURE: u8 = 30;
        for sentence in sentences.iter() {
            let seen =
                Seen { sentence: &sentence, found: Finds::default(), lead: 0, question: None };
            let asks = sentence.mark == Mark::Question && !sentence.quoted;
            let act = if asks { Act::AskInfo } else { Act::Inform };
            self.push(act, &seen, UNSURE, ActEvidence::Form);
        }
        self.count();
    }

    /// What the host knows comes before what was found.
    pub(super) fn hints(&mut self, turn: &Turn<'_>, analysed: &AnalysedTurn) {
        let whole = Span::new(0, turn.text.len() as u32);
        let hint = |act, span, evidence| ActHit {
            act,
            form: Forms::default(),
            span,
            percent: 100,
            evidence,
        };
        match turn.hints.pushback {
            Some(true) => {
                self.hits.retain(|hit| hit.act != Act::Pushback);
                self.hits.push(hint(Act::Pushback, whole, ActEvidence::Hint));
                self.record.pushback.get_or_insert(PushbackKind::Simple);
            }
            Some(false) => {
                self.hits.retain(|hit| hit.act != Act::Pushback);
                (self.record.pushback, self.record.leans) = (None, None);
            }
            None => {}
        }
        for (pattern, span) in &analysed.pattern_hits {
            if let Some(act) = self.book.patterns.get(usize::from(*pattern)).copied().flatten() {
                self.hits.push(hint(act, *span, ActEvidence::Pattern));
            }
        }
        let set = self.set();
        let wants = self.scene.role == Role::Client
            && set.meets(REQUESTS)
            && !set.contains(Act::StyleRequest);
        if let Some(scores) = self.scores.filter(|_| wants) {
            self.record.ambiguity = Some((scores.need() * 1000.0) as u16);
        }
        if let Some(hint) = turn.hints.ambiguous {
            self.record.ambiguity = Some(libm::round(hint * 1000.0).clamp(0.0, 1000.0) as u16);
            self.record.ambiguity_hinted = true;
        }
    }
}

/// Whether a sentence goes on after an apology or a concession, behind a comma or the like: "Sorry, the
/// visit is on Thursday." What the apology is for is no content.
fn gives_way_and_says_more(seen: &Seen<'_, '_>) -> bool {
    const MORE: usize = 2;
    let found = seen.phrase(Act::Apologise).or_else(|| seen.phrase(Act::Concede));
    let Some(found) = found else { return false };
    let sentence = seen.sentence;
    let Some(last) = sentence.tokens.get(usize::from(found.end).saturating_sub(1)) else {
        return false;
    };
    let from = last.end.saturating_sub(sentence.span.start) as usize;
    let rest = sentence.text.get(from..).unwrap_or_default();
    let breaks = |c: char| matches!(c, ',' | ';' | ':' | '-' | '\u{2013}' | '\u{2014}');
    let Some(place) = rest.find(breaks) else { return false };
    let behind = last.end + place as u32;
    let content = sentence.tokens.iter().filter(|t| t.start > behind && t.tags().is_content());
    content.count() >= MORE
}
