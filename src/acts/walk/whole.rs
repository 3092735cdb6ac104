//! What only the whole turn shows.

use super::Walk;
use crate::{
    acts::{Act, ActEvidence, ActHit, ActSet, Forms, asked::Asked, gates, model::ActHead},
    turn::Role,
};

impl Walk<'_> {
    /// What only the whole turn shows.
    pub(in crate::acts) fn whole(&mut self) {
        if self.scene.role == Role::Agent {
            self.advises();
            self.reflects();
        }
        self.models();
        self.rejects();
        self.disputes();
        self.concedes();
        self.answers();
        self.count();
        self.asks_for();
    }

    /// What kind of question the turn asks, if it asks or wants something.
    fn asks_for(&mut self) {
        let set = self.set();
        if set.asks() || set.contains(Act::Request) || self.asked.is(Asked::OPENS) {
            self.record.asked = self.asked;
        }
    }

    /// What the heads say of the turn, where the rules did not say so already: on the last sentence
    /// that asks, or on the first one.
    pub(super) fn models(&mut self) {
        let scene = self.scene;
        if scene.partner.is_none() {
            return;
        }
        let asks = self.hits.iter().filter(|hit| hit.act.asks() && !hit.form.is_empty());
        let asking = asks.map(|hit| (hit.span, hit.form)).next_back();
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
        // What is asked back as not heard or not understood is no reading offered, nor is a service.
        const OFFERS: ActSet = ActSet::of(&[Act::Offer, Act::ClosingOffer]);
        let repairs = self.hits.iter().any(|hit| hit.span == asked_at && hit.act.is_oir());
        let offers = asking.is_none() && self.set().meets(OFFERS);
        // Nor is what a question word asks for: "What happened today?"
        let open = form.contains(Forms::WH);
        let checks = punctuated && self.totals.asks && !repairs && !offers && !open;
        let each = [
            (Act::AskClarify, ActHead::Clarify, serves && asking.is_some(), asked_at, form),
            (Act::OirCandidate, ActHead::Check, checks, asked_at, form),
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
    pub(super) fn advises(&mut self) {
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
    pub(super) fn reflects(&mut self) {
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
    pub(super) fn replace_rest(&mut self, hit: ActHit) {
        let rest = |other: &ActHit| matches!(other.act, Act::Inform | Act::Claim);
        self.hits.retain(|other| other.span != hit.span || !rest(other));
        if !self.hits.iter().any(|other| other.act == hit.act && other.span == hit.span) {
            self.hits.push(hit);
        }
    }

    /// What answers a repair, and a request said again.
    pub(super) fn answers(&mut self) {
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
        // Who thanks for the answer wants something more, not the same again.
        const ACCEPTS: ActSet = ActSet::of(&[Act::Ack, Act::Agree, Act::Validate]);
        let again =
            scene.role != Role::Agent && gates::restates_the_request(&scene) && !set.meets(ACCEPTS);
        if again && !set.contains(Act::RestateRequest) && !set.contains(Act::RepairThird) {
            let overlap = self.record.own_request;
            let evidence = ActEvidence::Overlap { shared: overlap.shared, of: overlap.of };
            let act = Act::RestateRequest;
            self.hits.push(ActHit { act, form, span, percent: 75, evidence });
        }
    }

    /// Sums over the sentences.
    pub(super) fn count(&mut self) {
        const QUIET: ActSet = ActSet::of(&[
            Act::Ack,
            Act::Apologise,
            Act::Concede,
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
            count(hit.act == Act::Validate, &mut self.record.validations);
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
}
