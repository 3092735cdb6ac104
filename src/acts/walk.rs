//! The acts of a turn: what each sentence does, and what only the whole turn shows.

use super::{
    Act, ActEvidence, ActHit, ActSet, Forms, Record, Wishes,
    context::REQUESTS,
    gates::{self, Scene},
    model::{ActHead, Scores},
    patterns::{Cue, Found, Label, Mark, Phrases},
    question::{Question, cue, question},
    recogniser::Phrasebook,
    sentence::{Sentence, Sentences},
};
use crate::{
    text::AnalysedTurn,
    turn::{Role, Turn},
    value::Span,
};
use alloc::vec::Vec;

/// The most words of an echo.
const ECHO: u32 = 7;

/// How far below its threshold the head of clarifying questions may be where the sequence speaks for
/// one.
const UNLIKELY: f32 = -2.5;

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
    totals: Totals,
    /// What the heads say of the whole turn.
    scores: Option<Scores>,
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

/// A sentence with what is known of it.
struct Seen<'s, 'f> {
    sentence: &'s Sentence<'s>,
    found: &'f [Found],
    lead: usize,
    question: Option<Question>,
}

impl Seen<'_, '_> {
    /// The surest phrase of an act.
    fn phrase(&self, act: Act) -> Option<Found> {
        self.surest(Label::Act(act))
    }

    fn surest(&self, label: Label) -> Option<Found> {
        let hits = self.found.iter().filter(|hit| hit.label == label);
        hits.max_by_key(|hit| (hit.percent, hit.end - hit.start, u16::MAX - hit.start)).copied()
    }

    fn has(&self, act: Act) -> bool {
        self.phrase(act).is_some()
    }

    fn cue(&self, which: Cue) -> u8 {
        cue(self.found, which)
    }

    fn shows(&self, which: Cue) -> bool {
        self.cue(which) > 0
    }

    fn count(&self, which: Cue) -> usize {
        self.found.iter().filter(|hit| hit.label == Label::Cue(which)).count()
    }

    /// What shows it: the surest phrase of the first of these cues, else the form.
    fn shown_by(&self, cues: &[Cue]) -> ActEvidence {
        let found = cues.iter().find_map(|cue| self.surest(Label::Cue(*cue)));
        found.map_or(ActEvidence::Form, |found| self.evidence(found))
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

    /// Words without the openers.
    fn length(&self) -> usize {
        self.sentence.tokens.len() - self.lead
    }

    /// How surely the sentence begins like a question.
    fn start(&self) -> u8 {
        self.cue(Cue::Polar).max(self.cue(Cue::Wh))
    }

    fn marked(&self) -> bool {
        self.sentence.mark == Mark::Question
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        book: &'a Phrasebook,
        scene: Scene<'a>,
        record: Record,
        scores: Option<Scores>,
    ) -> Self {
        let (hits, found, totals) = (Vec::new(), Vec::new(), Totals::default());
        Self { book, scene, record, hits, found, sentences: 0, totals, scores }
    }

    /// The acts that were found, and the figures.
    pub(super) fn finish(self) -> (Vec<ActHit>, Record) {
        (self.hits, self.record)
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
        let or = self.book.or.is_some_and(|or| sentence.words.contains(&or));
        let margin = self.margin(ActHead::Question);
        let question = question(sentence, &found, self.scene.role, or, margin);
        let seen = Seen { sentence, found: &found, lead, question };
        let before = self.hits.len();
        self.third(&seen);
        if !self.asked(&seen) {
            self.said(&seen);
        }
        self.wanted(&seen);
        if self.hits.len() == before {
            self.rest(&seen);
        }
        self.sum(&seen);
        self.sentences += 1;
        found.clear();
        self.found = found;
    }

    /// A repair in third position: the reply missed what the speaker had meant.
    fn third(&mut self, seen: &Seen<'_, '_>) {
        let scene = self.scene;
        let strict = seen.cue(Cue::StrictRepair);
        self.record.strict_repair |= strict >= 90;
        if !gates::reply_asked_nothing(&scene)
            || !gates::reply_took_up_the_request(&scene, 0.0)
            || seen.shows(Cue::Closing)
        {
            return;
        }
        const WEAK: [Cue; 4] =
            [Cue::RepairWant, Cue::RepairEllipsis, Cue::RepairStart, Cue::RepairEnd];
        let weak = WEAK.iter().map(|which| seen.cue(*which)).max().unwrap_or(0);
        let percent = if strict > 0 {
            strict
        } else if gates::contrasts_with_the_reply(
            &scene,
            seen.sentence.tokens,
            &self.book.contrasts,
        ) {
            85
        } else if weak > 0 && gates::reply_took_up_the_request(&scene, 0.3) {
            weak
        } else {
            return;
        };
        let evidence = match seen.shown_by(&[Cue::StrictRepair]) {
            ActEvidence::Form => seen.shown_by(&WEAK),
            shown => shown,
        };
        self.push(Act::RepairThird, seen, percent, evidence);
    }

    /// What asks or offers; whether the sentence does.
    fn asked(&mut self, seen: &Seen<'_, '_>) -> bool {
        if seen.sentence.quoted {
            return false;
        }
        if self.offered(seen) || self.initiated(seen) {
            return true;
        }
        let Some(asked) = seen.question else { return false };
        let scene = self.scene;
        if scene.role == Role::Client && seen.has(Act::Request) {
            // "Can you send me the form?" wants the form, no answer.
            return false;
        }
        let open = seen.shows(Cue::OpenWord) && !seen.shows(Cue::ClosedWord);
        if open {
            self.push(Act::AskOpen, seen, asked.percent - 10, seen.shown_by(&[Cue::OpenWord]));
        }
        // The head may say that it asks for something else than what was meant.
        let likely = self.margin(ActHead::Clarify).is_none_or(|margin| margin > UNLIKELY);
        let clarifies = likely && gates::clarifies_a_request(&scene);
        if clarifies {
            self.push(Act::AskClarify, seen, asked.percent.saturating_sub(20), ActEvidence::Form);
        }
        if !open && !clarifies {
            self.push(Act::AskInfo, seen, asked.percent, ActEvidence::Form);
        }
        if let Some(found) = seen.phrase(Act::Handoff) {
            self.push_phrase(Act::Handoff, seen, found);
        }
        true
    }

    /// Offers, and advice in the form of a question, by those who serve; whether that is all the
    /// sentence does.
    fn offered(&mut self, seen: &Seen<'_, '_>) -> bool {
        if self.scene.role != Role::Agent {
            return false;
        }
        let closing = seen.phrase(Act::ClosingOffer);
        if let Some(found) = closing {
            self.push_phrase(Act::ClosingOffer, seen, found);
        }
        let closes = closing.is_some();
        let offer = seen.phrase(Act::Offer);
        if let Some(found) = offer.filter(|_| gates::closing_is_no_offer(Act::Offer, closes)) {
            self.push_phrase(Act::Offer, seen, found);
        }
        let names = self.proposes_by_name(seen);
        if seen.shows(Cue::OfferQuestion) || names {
            let evidence = seen.shown_by(&[Cue::OfferQuestion]);
            self.push(Act::Offer, seen, 80, evidence);
            return true;
        }
        if seen.shows(Cue::Suggest) {
            self.push(Act::Advise, seen, 80, seen.shown_by(&[Cue::Suggest]));
            return true;
        }
        closes || offer.is_some_and(|_| !gates::offer_is_no_question(Act::AskInfo, true))
    }

    /// "What about Giorgio's?", "How about 7 pm?": a proposal with a name or a number.
    fn proposes_by_name(&self, seen: &Seen<'_, '_>) -> bool {
        let words = seen.sentence.words;
        let at = seen.lead;
        let about = self.book.abouts.iter().any(|[first, second]| {
            first.is_some()
                && words.get(at).copied() == *first
                && words.get(at + 1).copied() == *second
        });
        let rest = seen.sentence.tokens.get(at + 2).map(|token| token.start);
        let rest = rest.and_then(|start| {
            seen.sentence.text.get((start - seen.sentence.span.start) as usize..)
        });
        about
            && rest.is_some_and(|rest| {
                rest.contains(|c: char| c.is_ascii_digit() || c == '$' || c.is_uppercase())
            })
    }

    /// An initiation of repair; whether the sentence is one.
    fn initiated(&mut self, seen: &Seen<'_, '_>) -> bool {
        let scene = self.scene;
        if !gates::repair_follows_talk(&scene) {
            return false;
        }
        let marked = seen.marked();
        for act in [Act::OirOpen, Act::OirRestricted] {
            if let Some(found) = seen.phrase(act) {
                self.push_phrase(act, seen, found);
                return true;
            }
        }
        let sorry = seen.shows(Cue::Sorry) && (marked || gates::answers_in_bare_talk(&scene));
        if sorry || (seen.shows(Cue::Huh) && marked) {
            self.push(Act::OirOpen, seen, 75, seen.shown_by(&[Cue::Sorry, Cue::Huh]));
            return true;
        }
        if seen.shows(Cue::Xwh) && seen.length() <= 5 && seen.start() == 0 {
            self.push(Act::OirRestricted, seen, 75, seen.shown_by(&[Cue::Xwh]));
            return true;
        }
        let statement = seen.start() == 0 && !seen.shows(Cue::OpenWord) && !seen.shows(Cue::Ind);
        let echoes = marked
            && self.record.words <= ECHO
            && gates::echoes_the_partner(&scene, seen.sentence.tokens);
        if echoes && !statement && scene.after_question {
            // The other's question, asked back.
            self.push(Act::OirRestricted, seen, 65, self.echo());
            return true;
        }
        if echoes && statement {
            // One word of the other's asks what it was; more of them ask whether that was it.
            let act = if seen.length() <= 2 { Act::OirRestricted } else { Act::OirCandidate };
            self.push(act, seen, 65, self.echo());
            return true;
        }
        let confirms = seen.shows(Cue::Confirm) && scene.role != Role::Client;
        if confirms || (seen.shows(Cue::Mean) && seen.question.is_some()) {
            self.push(Act::OirCandidate, seen, 70, seen.shown_by(&[Cue::Confirm, Cue::Mean]));
            return true;
        }
        if self.checks_in_bare_talk(seen) {
            self.push(Act::OirCandidate, seen, 60, seen.shown_by(&[Cue::SoStart, Cue::Spatial]));
            return true;
        }
        let checks = self.margin(ActHead::Check).is_none_or(|margin| margin > 0.0);
        if statement && marked && checks && seen.sentence.tokens.len() >= 3 && scene.answers {
            self.push(Act::OirCandidate, seen, 55, self.echo());
            return true;
        }
        false
    }

    /// Talk without punctuation: the one who is told checks how far they got, or either says the
    /// other's words again.
    fn checks_in_bare_talk(&self, seen: &Seen<'_, '_>) -> bool {
        let scene = self.scene;
        let words = seen.sentence.tokens.len();
        if !scene.bare || scene.after_question {
            return false;
        }
        let told = scene.role == Role::Client && words >= 3;
        let goes = seen.shows(Cue::SoStart) || (scene.answers && seen.shows(Cue::Spatial));
        let echoes = scene.answers
            && (2..=5).contains(&words)
            && gates::echoes_the_partner(&scene, seen.sentence.tokens);
        (told && goes) || echoes
    }

    fn echo(&self) -> ActEvidence {
        ActEvidence::Overlap { shared: self.record.echo.shared, of: self.record.echo.of }
    }

    /// What answers, accepts, rejects, corrects or feels for.
    fn said(&mut self, seen: &Seen<'_, '_>) {
        let scene = self.scene;
        let client = scene.role == Role::Client;
        let agent = scene.role == Role::Agent;
        let sure = |act: Act, least: u8, open: bool| {
            seen.phrase(act).filter(|found| open && found.percent >= least).map(|f| (act, f))
        };
        let answers = gates::answers_something(&scene);
        let ranked = [
            sure(Act::Concede, 0, agent && gates::concedes_to_a_pushback(&scene)),
            sure(Act::Pushback, 0, client && gates::disputes_a_claim(&scene)),
            sure(Act::CorrectHedged, 0, agent && gates::corrects_the_other(&scene)),
            sure(Act::Correct, 0, agent && gates::corrects_the_other(&scene)),
            sure(Act::Disagree, gates::least_of_a_rejection(&scene), answers),
            sure(Act::Agree, if scene.role == Role::Other { 95 } else { 0 }, answers),
        ];
        if let Some((act, found)) = ranked.into_iter().flatten().next() {
            self.push_phrase(act, seen, found);
        } else if scene.bare && seen.shows(Cue::WholeNo) && !scene.after_question && answers {
            self.push(Act::Disagree, seen, 70, seen.shown_by(&[Cue::WholeNo]));
        }
        if gates::acknowledges(&scene, self.sentences == 0, seen.shows(Cue::AckWhole)) {
            if let Some(found) = seen.phrase(Act::Ack) {
                self.push_phrase(Act::Ack, seen, found);
            } else if seen.shows(Cue::AckWhole) {
                self.push(Act::Ack, seen, 90, seen.shown_by(&[Cue::AckWhole]));
            }
        }
        for act in [Act::Apologise, Act::Validate, Act::TopicShift, Act::RepairSelf] {
            if let Some(found) = seen.phrase(act) {
                self.push_phrase(act, seen, found);
            }
        }
        if gates::repeats_the_partner(&scene, seen.sentence.tokens.len()) {
            self.push(Act::Display, seen, 60, self.echo());
        }
    }

    /// What the client wants.
    fn wanted(&mut self, seen: &Seen<'_, '_>) {
        if self.scene.role == Role::Agent || seen.sentence.quoted {
            return;
        }
        if let Some(found) = seen.phrase(Act::Request) {
            self.push_phrase(Act::Request, seen, found);
        } else if seen.shows(Cue::Command) && seen.question.is_none() {
            self.push(Act::Request, seen, 70, seen.shown_by(&[Cue::Command]));
        }
        if let Some(found) = seen.phrase(Act::RestateRequest) {
            if gates::has_own_request(&self.scene) {
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

    fn sum(&mut self, seen: &Seen<'_, '_>) {
        self.record.yes_no |= seen.shows(Cue::YesNo) && self.sentences == 0;
        self.record.assumes |= seen.shows(Cue::Assumes);
        let span = seen.sentence.span;
        let totals = &mut self.totals;
        totals.words += seen.sentence.tokens.len();
        totals.first_span = totals.first_span.or(Some(span));
        totals.asks |= seen.marked();
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

    /// What only the whole turn shows.
    pub(super) fn whole(&mut self) {
        if self.scene.role == Role::Agent {
            self.advises();
            self.reflects();
        }
        self.models();
        self.answers();
        self.count();
    }

    /// What the heads say of the turn, where the rules did not say so already: on the last sentence
    /// that asks, or on the first one.
    fn models(&mut self) {
        let scene = self.scene;
        if scene.partner.is_none() {
            return;
        }
        let asks = self.hits.iter().filter(|hit| hit.act.asks() && !hit.form.is_empty());
        let asking = asks.map(|hit| (hit.span, hit.form)).last();
        let Some(first) = self.totals.first_span else { return };
        let (asked_at, form) = asking.unwrap_or((first, Forms::default()));
        let none = Forms::default();
        let punctuated = !scene.bare;
        // Among many who talk the head decides; of two, the client must have wanted something.
        let serves = scene.role == Role::Other
            || (scene.role == Role::Agent && scene.after_question)
            || gates::clarifies_a_request(&scene);
        // Of two who talk, a no after a question is its answer.
        let rejects = scene.role == Role::Other || !scene.after_question;
        let each = [
            (Act::AskClarify, ActHead::Clarify, serves && asking.is_some(), asked_at, form),
            (Act::OirCandidate, ActHead::Check, punctuated && self.totals.asks, asked_at, form),
            (Act::Disagree, ActHead::Reject, punctuated && rejects, first, none),
            (Act::Agree, ActHead::Agree, punctuated, first, none),
        ];
        for (act, head, open, span, form) in each {
            let Some(margin) = self.margin(head).filter(|margin| open && *margin > 0.0) else {
                continue;
            };
            if self.set().contains(act) {
                continue;
            }
            let percent = (60.0 + 10.0 * margin).min(95.0) as u8;
            let evidence = ActEvidence::Model { margin: libm::roundf(1000.0 * margin) as i32 };
            self.replace_rest(ActHit { act, form, span, percent, evidence });
        }
    }

    /// Advice: phrases, imperatives and sources of help speak for it, the speaker's own story and
    /// courtesy against it.
    fn advises(&mut self) {
        let totals = &self.totals;
        let add = |on: bool, weight: i32| if on { weight } else { 0 };
        let advice = totals.advice.is_some();
        let score = add(advice, 15)
            + add(totals.imperative.is_some(), 10)
            + add(totals.help, 10)
            + add(totals.words >= 20, 5)
            + add(totals.conditional, 5)
            + add(totals.maybe, 5)
            + add(totals.first_person >= 3, -10)
            + add(!totals.reflects.is_empty(), -10)
            + add(totals.formula && totals.words < 12, -10)
            + add(totals.own_story, -7)
            + add(totals.asks && !advice, -5);
        if score < 10 {
            return;
        }
        let place = totals.advice.or(totals.imperative.map(|span| (span, ActEvidence::Form)));
        let place = place.or(totals.first_span.map(|span| (span, ActEvidence::Form)));
        let Some((span, evidence)) = place else { return };
        let percent = (50 + score).clamp(50, 90) as u8;
        self.replace_rest(ActHit {
            act: Act::Advise,
            form: Forms::default(),
            span,
            percent,
            evidence,
        });
    }

    /// Reflections: what sounds like one, and plain statements about the other who asked nothing.
    fn reflects(&mut self) {
        let scene = self.scene;
        if self.totals.advice.is_some() || !gates::reflects_the_client(&scene) {
            return;
        }
        let (form, act) = (Forms::default(), Act::Reflect);
        for (span, percent, evidence) in core::mem::take(&mut self.totals.reflects) {
            self.replace_rest(ActHit { act, form, span, percent, evidence });
        }
        for (span, percent, evidence) in core::mem::take(&mut self.totals.complex) {
            let act = Act::ReflectComplex;
            self.push_at(ActHit { act, form, span, percent, evidence });
        }
        let totals = &self.totals;
        let plain = !totals.asks
            && totals.words >= 4
            && totals.first_person == 0
            && totals.imperative.is_none()
            && !totals.help
            && !totals.formula
            && !scene.bare
            && gates::partner_wanted_nothing(&scene);
        if let Some(span) = totals.first_span.filter(|_| plain) {
            let evidence = self.echo();
            self.replace_rest(ActHit { act, form, span, percent: 55, evidence });
        }
    }

    /// Pushes an act in the place of the rest class.
    fn replace_rest(&mut self, hit: ActHit) {
        let rest = |other: &ActHit| matches!(other.act, Act::Inform | Act::Claim);
        self.hits.retain(|other| other.span != hit.span || !rest(other));
        if !self.hits.iter().any(|other| other.act == hit.act && other.span == hit.span) {
            self.hits.push(hit);
        }
    }

    /// What answers a repair, and a request said again.
    fn answers(&mut self) {
        let scene = self.scene;
        let Some(span) = self.totals.first_span else { return };
        let set = self.set();
        let form = Forms::default();
        if gates::solves_a_repair(&scene) && !set.asks() && self.totals.words > 0 {
            let percent = if self.record.yes_no {
                90
            } else if self.record.retention.shared + self.record.echo.shared > 0 {
                80
            } else {
                60
            };
            let (act, evidence) = (Act::RepairSolution, ActEvidence::Sequence);
            self.hits.push(ActHit { act, form, span, percent, evidence });
        }
        let again = scene.role != Role::Agent && gates::restates_the_request(&scene);
        if again && !set.contains(Act::RestateRequest) && !set.contains(Act::RepairThird) {
            let overlap = self.record.own_request;
            let evidence = ActEvidence::Overlap { shared: overlap.shared, of: overlap.of };
            let act = Act::RestateRequest;
            self.hits.push(ActHit { act, form, span, percent: 75, evidence });
        }
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
        let mut last = None;
        for hit in &self.hits {
            let count = |on: bool, sum: &mut u16| *sum = sum.saturating_add(u16::from(on));
            // An offer in the form of a question is one.
            let asks = hit.act.asks() || !hit.form.is_empty();
            let asks = asks && last != Some(hit.span);
            if asks {
                last = Some(hit.span);
            }
            count(asks, &mut self.record.questions);
            count(hit.act == Act::AskOpen, &mut self.record.open_questions);
            count(hit.act == Act::Reflect, &mut self.record.reflections);
            count(hit.act == Act::ReflectComplex, &mut self.record.complex_reflections);
            self.record.content |= !QUIET.contains(hit.act);
        }
        let end = self.hits.iter().map(|hit| hit.span.start).max();
        let last = self.hits.iter().filter(|hit| Some(hit.span.start) == end);
        let (mut hands, mut offers) = (false, false);
        for hit in last {
            hands |= hit.act.asks() || hit.act == Act::Handoff;
            offers |= matches!(hit.act, Act::Offer | Act::ClosingOffer);
        }
        self.record.hands_off = hands && !offers;
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
            let seen = Seen { sentence: &sentence, found: &[], lead: 0, question: None };
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
            }
            Some(false) => self.hits.retain(|hit| hit.act != Act::Pushback),
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
