//! What a sentence asks, offers or repairs.

use super::{Seen, Walk};
use crate::{
    acts::{Act, ActEvidence, Forms, gates, model::ActHead, patterns::Cue},
    turn::Role,
};

/// The most words of an echo.
const ECHO: u32 = 7;

/// How far below its threshold the head of clarifying questions may be where the sequence speaks for
/// one.
const UNLIKELY: f32 = -2.5;

/// How sure a marker of third-position repair is that needs no words of the request, in hundredths.
const SURE: u8 = 94;

impl Walk<'_> {
    /// A repair in third position: the reply missed what the speaker had meant.
    pub(super) fn third(&mut self, seen: &Seen<'_, '_>) {
        let scene = self.scene;
        let strict = seen.cue(Cue::StrictRepair);
        self.record.strict_repair |= strict >= 90;
        if !gates::reply_asked_nothing(&scene) || seen.shows(Cue::Closing) {
            return;
        }
        // A marker that stands nowhere else needs a request before it, any other one also a reply
        // to that request.
        let sure = strict >= SURE && gates::has_own_request(&scene);
        if !sure && !gates::reply_took_up_the_request(&scene, 0.0) {
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
    pub(super) fn asked(&mut self, seen: &Seen<'_, '_>) -> bool {
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
        // What a client asks for is content, however it begins.
        let open =
            scene.role != Role::Client && seen.shows(Cue::OpenWord) && !seen.shows(Cue::ClosedWord);
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
    pub(super) fn offered(&mut self, seen: &Seen<'_, '_>) -> bool {
        if self.scene.role != Role::Agent {
            return false;
        }
        let closing = seen.phrase(Act::ClosingOffer);
        if let Some(found) = closing {
            self.push_phrase(Act::ClosingOffer, seen, found);
        }
        let closes = closing.is_some();
        let offer = seen.phrase(Act::Offer);
        if let Some(found) = offer.filter(|_| !closes) {
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
        closes || offer.is_some()
    }

    /// "What about Giorgio's?", "How about 7 pm?": a proposal with a name or a number.
    pub(super) fn proposes_by_name(&self, seen: &Seen<'_, '_>) -> bool {
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
    pub(super) fn initiated(&mut self, seen: &Seen<'_, '_>) -> bool {
        let scene = self.scene;
        if !gates::follows_talk(&scene) {
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
        let open = seen.question.is_some_and(|asked| asked.forms.contains(Forms::WH));
        let statement =
            seen.start() == 0 && !open && !seen.shows(Cue::OpenWord) && !seen.shows(Cue::Ind);
        let echoes = marked
            && self.record.words <= ECHO
            && gates::echoes_the_partner(&scene, seen.sentence.tokens);
        if echoes && !statement && scene.after_question {
            // The other's question, asked back.
            self.push(Act::OirRestricted, seen, 65, self.echo());
            return true;
        }
        let short = seen.length() <= 2;
        if echoes && (statement || open && short && seen.start() == 0) {
            // One word of the other's asks what it was, "Which shop?"; more of them ask whether that
            // was it.
            let act = if short { Act::OirRestricted } else { Act::OirCandidate };
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
    pub(super) fn checks_in_bare_talk(&self, seen: &Seen<'_, '_>) -> bool {
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
}
