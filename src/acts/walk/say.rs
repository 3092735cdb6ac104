//! What a sentence answers, accepts, rejects, corrects, feels for or wants.

use super::{Seen, Walk};
use crate::{
    acts::{Act, ActEvidence, Wishes, finds::Finds, gates, patterns::Cue},
    turn::Role,
};

impl Walk<'_> {
    /// What answers, accepts, rejects, corrects or feels for.
    pub(super) fn said(&mut self, seen: &Seen<'_, '_>) {
        let scene = self.scene;
        let client = scene.role == Role::Client;
        let agent = scene.role == Role::Agent;
        let sure = |act: Act, least: u8, open: bool| {
            seen.phrase(act).filter(|found| open && found.percent >= least).map(|f| (act, f))
        };
        let answers = gates::follows_talk(&scene);
        let ranked = [
            sure(Act::Concede, 0, agent && gates::concedes_to_a_pushback(&scene)),
            sure(Act::Pushback, 0, client && gates::disputes_a_claim(&scene)),
            sure(Act::CorrectHedged, 0, agent && answers),
            sure(Act::Correct, 0, agent && answers),
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
        for act in [Act::Apologise, Act::Validate, Act::RepairSelf] {
            if let Some(found) = seen.phrase(act) {
                self.push_phrase(act, seen, found);
            }
        }
        if gates::repeats_the_partner(&scene, seen.sentence.tokens.len()) {
            self.push(Act::Display, seen, 60, self.echo());
        }
    }

    /// What the client wants.
    pub(super) fn wanted(&mut self, seen: &Seen<'_, '_>) {
        if self.scene.role == Role::Agent || seen.sentence.quoted {
            return;
        }
        if let Some(found) = seen.phrase(Act::Request) {
            self.push_phrase(Act::Request, seen, found);
        } else if seen.shows(Cue::Command) && seen.question.is_none() {
            self.push(Act::Request, seen, 70, seen.shown_by(&[Cue::Command]));
        }
        if let Some(found) = seen.phrase(Act::RestateRequest) {
            // "That is what I asked for" is content with the reply.
            if gates::has_own_request(&self.scene) && seen.cue(Cue::Closing) < CONTENT {
                self.push_phrase(Act::RestateRequest, seen, found);
            }
        }
        let wishes = wishes(seen.found);
        if !wishes.is_empty() {
            self.record.wishes = self.record.wishes.union(wishes);
            self.push(Act::StyleRequest, seen, 85, ActEvidence::Form);
        }
    }
}

/// From this on a phrase says that the reply was what was wanted, in hundredths.
const CONTENT: u8 = 85;

/// The wishes about the manner of replies that the phrases of a sentence show.
fn wishes(found: Finds<'_>) -> Wishes {
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
    let shown = each.into_iter().filter(|(which, _)| found.cue(*which) > 0);
    shown.fold(Wishes::default(), |sum, (_, wish)| sum.union(wish))
}

/// Whether a sentence states something that can be checked: it has a content word and is not about
/// the speaker.
pub(super) fn is_claim(seen: &Seen<'_, '_>) -> bool {
    let content = seen.sentence.tokens.iter().filter(|token| token.tags().is_content()).count();
    content >= 2 && seen.sentence.tokens.len() >= 3
}
