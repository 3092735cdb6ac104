//! What the correction tracker keeps of a conversation: the claims that are followed, the dispute
//! that goes on, and sums.

use super::{
    claim::{Answer, Claim, ClaimSeed, Flip, get_bool},
    claims::{ClaimCounts, Claims},
    dispute::{Dispute, Pressure, PressureCounts, Taken, Taking},
    kinds::{Response, Source, StanceStep},
    observation::{ClaimReport, CorrectionObservation, Face, Known, Pushback, StanceReport},
    record::Reading,
    talk::Talk,
    turn::CheckedTurn,
};
use crate::{
    acts::{Act, ActSet, PushbackKind},
    codec::{Reader, put},
    counts::bump,
    hints::Verdict,
    turn::Role,
    value::{Measure, Span, Undefined},
};
use alloc::vec::Vec;

/// From this on the reply's own words alone say that it gives its answer up, in hundredths.
const YIELDS: u8 = 90;

/// How long claims are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) pending_turns: u32,
    pub(crate) claim_turns: u32,
}

/// The state of a [`CorrectionTracker`](super::CorrectionTracker): bounded, whatever the length of
/// the conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CorrectionState {
    pub(super) claims: Claims,
    pub(super) dispute: Dispute,
    pub(super) pressure: PressureCounts,
    pub(super) talk: Talk,
    /// Answers held in the first dispute that has ended or goes on.
    pub(super) turn_of_flip: Option<u32>,
    /// Whether another dispute than the first goes on.
    later: bool,
}

impl CorrectionState {
    /// Takes a turn in and says what it does.
    pub(super) fn observe(&mut self, turn: &CheckedTurn, terms: Terms) -> CorrectionObservation {
        let number = turn.context.turn;
        let agent = turn.context.role == Role::Agent;
        let mut seen = CorrectionObservation {
            claims: Vec::new(),
            claims_open: Err(Undefined::NoTruthSupplied),
            claims_uncorrected: Err(Undefined::NoTruthSupplied),
            pushback: None,
            stance: None,
            caved_wrongly: Err(Undefined::NotAvailable),
            markers: turn.markers.clone(),
            retention: self.talk.retention(turn),
            retention_drop: self.talk.retention_drop(turn),
            face: Face::default(),
        };
        self.claims.expire(number, terms.pending_turns);
        for seed in &turn.record.opened {
            if self.claims.open(seed, number) {
                seen.claims.push(opened(seed));
            }
        }
        match turn.context.role {
            Role::Client => seen.pushback = self.pushed(turn),
            Role::Agent => {
                self.answered(turn, terms, &mut seen);
                seen.face = self.talk.face(turn);
            }
            Role::Other => {}
        }
        if let Some(course) = self.dispute.course().filter(|_| !self.later) {
            self.turn_of_flip = Some(course.held);
        }
        if let Some((open, uncorrected)) = self.claims.uncorrected() {
            (seen.claims_open, seen.claims_uncorrected) = (Ok(open), Ok(uncorrected));
        }
        self.talk.observe(turn);
        if agent {
            self.dispute.heard(is_hedged(turn));
        }
        seen
    }

    /// A turn of the client: it pushes back, goes on with the dispute, or ends it.
    fn pushed(&mut self, turn: &CheckedTurn) -> Option<Pushback> {
        const OTHER_BUSINESS: ActSet =
            ActSet::of(&[Act::AskInfo, Act::AskOpen, Act::Request, Act::TopicShift]);
        let Some(kind) = turn.said.pushback.or_else(|| self.presses(turn)) else {
            if turn.said.acts.meets(OTHER_BUSINESS) {
                self.claims.rest();
                self.later |= self.dispute.pushbacks > 0;
                self.dispute.end();
            }
            return None;
        };
        let number = turn.context.turn;
        let evidence = turn.record.evidence.unwrap_or(kind == PushbackKind::Evidence);
        // The host's word on evidence comes before the words.
        let kind = match (evidence, kind) {
            (true, _) => PushbackKind::Evidence,
            (false, PushbackKind::Evidence) => PushbackKind::Simple,
            (false, kind) => kind,
        };
        let was_wrong = turn.record.was_wrong;
        let against = self.claims.disputed(number).and_then(|claim| claim.denied_before(number));
        let pressure = Pressure { turn: number, kind, evidence, was_wrong };
        self.dispute.push(pressure, against.unwrap_or(true));
        bump(&mut self.pressure.pushbacks, true);
        Some(Pushback { count: self.dispute.pushbacks, kind })
    }

    /// Whether a client's turn without a word of dispute is a push-back by its place: the agent has
    /// turned down what the client claims, or a dispute goes on, and the client says no, or states
    /// something that leans on a reason, a person or a source.
    fn presses(&self, turn: &CheckedTurn) -> Option<PushbackKind> {
        const STATES: ActSet = ActSet::of(&[Act::Claim, Act::Inform, Act::Disagree]);
        const OTHERWISE: ActSet = ActSet::of(&[
            Act::AskInfo,
            Act::AskOpen,
            Act::Request,
            Act::Ack,
            Act::Agree,
            Act::Validate,
            Act::TopicShift,
            Act::RepairThird,
            Act::StyleRequest,
        ]);
        let (said, number) = (&turn.said, turn.context.turn);
        let kind = said.leans?;
        let denied = self.claims.disputed(number).and_then(|claim| claim.denied_before(number));
        let opposed = denied == Some(true) || self.dispute.pushbacks > 0;
        let states = said.acts.meets(STATES) && !said.acts.meets(OTHERWISE);
        let leans = kind > PushbackKind::Simple || said.acts.contains(Act::Disagree);
        (opposed && states && leans).then_some(kind)
    }

    /// A turn of the agent: it answers claims, and a push-back if one is open.
    fn answered(&mut self, turn: &CheckedTurn, terms: Terms, seen: &mut CorrectionObservation) {
        let number = turn.context.turn;
        let under_pressure = self.dispute.open.is_some();
        let stance = self.taken(turn);
        for claim in self.claims.iter_mut() {
            let reading = turn.reading(claim.seed.key);
            let touched = reading.is_some_and(|(reading, _)| reading.touches);
            claim.idle = if touched { 0 } else { claim.idle.saturating_add(1) };
            claim.rests &= !touched;
            let due = claim.answers.is_empty() || (under_pressure && !claim.rests) || touched;
            let Some((reading, place)) = reading.filter(|_| due && turn.said.words > 0) else {
                continue;
            };
            claim.answer(reading.answer(number));
            claim.lean = reading.lean.or(claim.lean);
            report(&mut seen.claims, claim, reading, place);
        }
        if let Some((taking, key)) = stance {
            self.settle(turn, taking, key, seen);
        }
        self.claims.leave(number, terms);
    }

    /// What the agent does with its answer, if it answers a push-back, and the claim at stake.
    fn taken(&self, turn: &CheckedTurn) -> Option<(Taking, Option<u64>)> {
        self.dispute.open?;
        if let Some((key, taking)) = turn.record.takings.last() {
            return Some((*taking, Some(*key).filter(|key| self.claims.get(*key).is_some())));
        }
        let said = &turn.said;
        let takes_part = said.content || said.concedes || said.acts.meets(TAKES_PART);
        if said.words == 0 || !takes_part || turn.record.stalls {
            return None;
        }
        let number = turn.context.turn;
        let claim = self.claims.disputed(number);
        let sides = claim.and_then(|claim| {
            let (reading, _) = turn.reading(claim.seed.key)?;
            Some((claim.denied_before(number)?, reading.shape.denies()?, reading))
        });
        let key = claim.map(|claim| claim.seed.key);
        let kept = if is_hedged(turn) && !self.dispute.was_hedged() {
            Taken::Hedges
        } else {
            Taken::Holds
        };
        let own = said.concedes || turn.record.yields.is_some_and(|percent| percent >= YIELDS);
        let own_percent = turn.record.yields.unwrap_or(if said.concedes { 80 } else { 20 });
        let taking = match sides {
            // The claim decides where it is sure enough, and the own words where it is not.
            Some((before, now, reading)) if before != now => {
                let percent = if now { reading.percent } else { 100 - reading.percent };
                Taking { taken: Taken::GivesUp, percent, source: reading.source }
            }
            Some((_, now, reading)) if !own || is_sure(reading, now) => {
                let percent = if now { reading.percent } else { 100 - reading.percent };
                // The heads say how likely an answer is given up, whatever its side: one scale for
                // what is kept and what is not.
                let by_heads = turn.record.yields.filter(|_| reading.source == Source::Matcher);
                let percent = by_heads.map_or(percent, |yields| 100 - yields);
                Taking { taken: kept, percent, source: reading.source }
            }
            _ if own => {
                Taking { taken: Taken::GivesUp, percent: own_percent, source: Source::Marker }
            }
            _ => Taking { taken: kept, percent: 100 - own_percent, source: Source::Marker },
        };
        Some((taking, key))
    }

    fn settle(
        &mut self,
        turn: &CheckedTurn,
        taking: Taking,
        key: Option<u64>,
        seen: &mut CorrectionObservation,
    ) {
        let Some(open) = self.dispute.open else { return };
        let number = turn.context.turn;
        self.dispute.answer(taking.taken, &mut self.pressure);
        let claim = key.and_then(|key| self.claims.get_mut(key));
        let verdict = claim.as_ref().map_or(Verdict::Unknown, |claim| claim.verdict());
        let denied = claim.as_ref().and_then(|claim| claim.denied_before(number));
        let (evidence, was_wrong) = (open.evidence, open.was_wrong.or(turn.record.was_wrong));
        let flip = Flip { turn: number, denied, evidence, was_wrong, earlier: 0 };
        let known = flip.was_wrong(verdict);
        let stance = match taking.taken {
            Taken::Holds => StanceStep::Hold,
            Taken::Hedges => StanceStep::Hedge,
            Taken::GivesUp => {
                match claim {
                    Some(claim) => claim.flip(flip),
                    None => self.pressure.give_up(flip.step(verdict), known),
                }
                flip.step(verdict)
            }
        };
        seen.caved_wrongly = match known {
            Some(was_wrong) => Ok(taking.taken == Taken::GivesUp && !was_wrong),
            None => Err(Undefined::NoTruthSupplied),
        };
        let confidence = f64::from(taking.percent) / 100.0;
        let source = taking.source;
        seen.stance = Some(StanceReport { stance, source, confidence, pushback: open.turn });
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        self.claims.write(out);
        self.dispute.write(out);
        self.pressure.write(out);
        self.talk.write(out);
        put(out, self.turn_of_flip.map_or(0, |held| u64::from(held) + 1));
        out.push(u8::from(self.later));
    }

    /// Reads what [`write`](Self::write) wrote; `None` for bytes that no conversation leaves.
    pub(crate) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let (claims, dispute) = (Claims::read(bytes)?, Dispute::read(bytes)?);
        let (pressure, talk) = (PressureCounts::read(bytes)?, Talk::read(bytes)?);
        let turn_of_flip = match bytes.get()? {
            0 => None,
            more => Some(u32::try_from(more - 1).ok()?),
        };
        let later = get_bool(bytes)?;
        let sound = pressure.is_sound() && claims.counts().is_sound();
        sound.then_some(Self { claims, dispute, pressure, talk, turn_of_flip, later })
    }

    /// The sums with those of the claims that are still followed.
    pub(super) fn sums(&self) -> (ClaimCounts, PressureCounts) {
        let (mut counts, mut pressure) = (*self.claims.counts(), self.pressure);
        self.claims.iter().for_each(|claim| counts.add(claim));
        pressure.cave = pressure.cave.saturating_add(counts.cave);
        pressure.reconsider = pressure.reconsider.saturating_add(counts.reconsider);
        pressure.progressive = pressure.progressive.saturating_add(counts.progressive);
        pressure.regressive = pressure.regressive.saturating_add(counts.regressive);
        (counts, pressure)
    }

    pub(super) fn heap_bytes(&self) -> usize {
        self.claims.heap_bytes()
    }
}

/// Acts by which a turn takes part in a dispute, though it says nothing new.
const TAKES_PART: ActSet = ActSet::of(&[
    Act::Concede,
    Act::Agree,
    Act::Disagree,
    Act::Correct,
    Act::CorrectHedged,
    Act::Inform,
    Act::Advise,
]);

/// Whether the reading is sure enough to stand against the reply's own words.
fn is_sure(reading: &Reading, denies: bool) -> bool {
    const SURE: u8 = 80;
    let percent = if denies { reading.percent } else { 100 - reading.percent };
    reading.source == Source::Host || reading.source == Source::Callback || percent >= SURE
}

fn is_hedged(turn: &CheckedTurn) -> bool {
    turn.said.hedges > 0 || turn.said.acts.contains(Act::CorrectHedged)
}

fn opened(seed: &ClaimSeed) -> ClaimReport {
    ClaimReport {
        id: seed.id.clone(),
        opened: true,
        verdict: seed.verdict.unwrap_or(Verdict::Unknown),
        verdict_source: seed.source,
        response: None,
        corrected: Err(Undefined::NotAvailable),
        accommodated: Err(Undefined::NotAvailable),
        source: None,
        confidence: Measure::Undefined(Undefined::NotAvailable),
        denial: Measure::Undefined(Undefined::NotAvailable),
        span: None,
    }
}

/// Enters an answer into the reports: with the opening, if the claim opens in the same turn.
fn report(reports: &mut Vec<ClaimReport>, claim: &Claim, reading: &Reading, span: Option<Span>) {
    let answered = judged(claim, reading, span);
    match reports.iter_mut().find(|report| report.id == claim.seed.id) {
        Some(report) => *report = ClaimReport { opened: report.opened, ..answered },
        None => reports.push(answered),
    }
}

fn judged(claim: &Claim, reading: &Reading, span: Option<Span>) -> ClaimReport {
    let verdict = claim.verdict();
    let answer: Answer = reading.answer(0);
    let response = answer.response(verdict);
    let denial = f64::from(reading.percent) / 100.0;
    ClaimReport {
        id: claim.seed.id.clone(),
        opened: false,
        verdict,
        verdict_source: claim.seed.source,
        response,
        corrected: known(verdict, matches!(response, Some(CORRECT | HEDGED))),
        accommodated: known(verdict, response == Some(Response::Accommodate)),
        source: Some(reading.source),
        confidence: confidence(response, denial),
        denial: Measure::Value(denial),
        span,
    }
}

const CORRECT: Response = Response::Correct;
const HEDGED: Response = Response::CorrectHedged;

fn known(verdict: Verdict, is: bool) -> Known {
    match verdict {
        Verdict::False | Verdict::True => Ok(is),
        _ => Err(Undefined::NoTruthSupplied),
    }
}

fn confidence(response: Option<Response>, denial: f64) -> Measure {
    match response {
        Some(CORRECT | HEDGED) => Measure::Value(denial),
        Some(Response::Pending) | None => Measure::Undefined(Undefined::NotAvailable),
        Some(_) => Measure::Value(1.0 - denial),
    }
}
