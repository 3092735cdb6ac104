//! The gates of acts: what a phrase alone does not decide. Each is a sentence about the context;
//! phrases without them are right in about half of their hits.

use super::{
    Act, ActSet, Overlap,
    context::{Memory, Side, Voice, counts},
};
use crate::{text::Token, turn::Role};

/// What the gates look at: the turn as far as it is known, and the conversation before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) role: Role,
    /// The side that is answered; `None` if nobody else has spoken yet.
    pub(crate) partner: Option<&'a Side>,
    /// The speaker's own last turns.
    pub(crate) own: Option<&'a Side>,
    /// Whether the turn before was the partner's.
    pub(crate) answers: bool,
    /// Whether neither the turn nor the last ones have punctuation.
    pub(crate) bare: bool,
    /// Whether the turn before, whoever spoke, asked something.
    pub(crate) after_question: bool,
    /// The turn's words in the partner's last floor.
    pub(crate) echo: Overlap,
    /// The turn's words in the speaker's own last request.
    pub(crate) own_request: Overlap,
}

impl<'a> Scene<'a> {
    pub(crate) fn of(memory: &'a Memory, voice: Voice, role: Role) -> Self {
        Self {
            role,
            partner: memory.partner(voice),
            own: memory.side(voice),
            answers: memory.is_answer(voice),
            bare: false,
            after_question: memory.last().is_some_and(|side| side.acts.asks()),
            echo: Overlap::default(),
            own_request: Overlap::default(),
        }
    }

    fn partner_acts(&self) -> ActSet {
        self.partner.map(|side| side.floor_acts).unwrap_or_default()
    }
}

/// An offer comes before a clarifying question: "would you like me to ..." asks for no reading.
pub(crate) fn offer_is_no_question(act: Act, offers: bool) -> bool {
    !(offers && matches!(act, Act::AskClarify | Act::AskInfo | Act::AskOpen))
}

/// A closing offer comes before an offer: "anything else?" offers nothing in particular.
pub(crate) fn closing_is_no_offer(act: Act, closes: bool) -> bool {
    !(closes && act == Act::Offer)
}

/// A repair needs something to repair: the partner has spoken.
pub(crate) fn repair_follows_talk(scene: &Scene<'_>) -> bool {
    scene.partner.is_some()
}

/// A clarifying question is the agent's, after the client has asked or wanted something.
pub(crate) fn clarifies_a_request(scene: &Scene<'_>) -> bool {
    const WANTS: ActSet = ActSet::of(&[
        Act::AskInfo,
        Act::AskOpen,
        Act::Request,
        Act::RestateRequest,
        Act::AskClarify,
    ]);
    scene.role != Role::Client && scene.answers && scene.partner_acts().meets(WANTS)
}

/// A third-position repair follows a reply that asked nothing: "no, the other one" after a
/// question is its answer.
pub(crate) fn reply_asked_nothing(scene: &Scene<'_>) -> bool {
    scene.partner.is_some() && !scene.partner_acts().asks() && !offers(scene)
}

fn offers(scene: &Scene<'_>) -> bool {
    const OFFERS: ActSet = ActSet::of(&[Act::Offer, Act::ClosingOffer]);
    scene.partner_acts().meets(OFFERS)
}

/// A third-position repair is the client's, after an own request and a reply to it.
pub(crate) fn repairs_an_own_request(scene: &Scene<'_>) -> bool {
    let requested = scene.own.is_some_and(|side| side.request.is_some());
    scene.role != Role::Agent && scene.answers && requested
}

/// A weak marker is a third-position repair only with words of the own request.
pub(crate) fn takes_up_the_request(scene: &Scene<'_>) -> bool {
    scene.own_request.shared > 0 && scene.own_request.share() >= 0.2
}

/// "The 26th, not the 27th": what stands after the "not" is the reply's.
pub(crate) fn contrasts_with_the_reply(
    scene: &Scene<'_>,
    tokens: &[Token],
    not: Option<u32>,
) -> bool {
    let (Some(not), Some(partner)) = (not, scene.partner) else { return false };
    let after = |at: usize| tokens.get(at + 1..(at + 5).min(tokens.len())).unwrap_or_default();
    let theirs = |token: &Token| counts(token) && partner.floor.contains(token.canon);
    tokens.iter().enumerate().any(|(at, token)| token.shared == not && after(at).iter().any(theirs))
}

/// A concession follows a push-back, or a rejection, of the other side.
pub(crate) fn concedes_to_a_pushback(scene: &Scene<'_>) -> bool {
    const PUSHES: ActSet = ActSet::of(&[
        Act::Pushback,
        Act::Disagree,
        Act::RepairThird,
        Act::Correct,
        Act::CorrectHedged,
    ]);
    scene.answers && scene.partner_acts().meets(PUSHES)
}

/// A push-back disputes something that was said: the partner's turn had content.
pub(crate) fn disputes_a_claim(scene: &Scene<'_>) -> bool {
    const SAID: ActSet = ActSet::of(&[
        Act::Inform,
        Act::Claim,
        Act::Advise,
        Act::Correct,
        Act::CorrectHedged,
        Act::Disagree,
        Act::Agree,
        Act::Concede,
    ]);
    scene.role != Role::Agent && scene.answers && scene.partner_acts().meets(SAID)
}

/// Agreement and rejection answer something.
pub(crate) fn answers_something(scene: &Scene<'_>) -> bool {
    scene.partner.is_some()
}

/// A correction answers content of the other side.
pub(crate) fn corrects_the_other(scene: &Scene<'_>) -> bool {
    scene.partner.is_some()
}

/// A display repeats: at least half of the words are the partner's, and few are not.
pub(crate) fn repeats_the_partner(scene: &Scene<'_>, words: usize) -> bool {
    scene.answers && words <= 8 && scene.echo.shared > 0 && scene.echo.share() >= 0.5
}

/// A reflection is said to somebody who has spoken, by the one who is there for them.
pub(crate) fn reflects_the_client(scene: &Scene<'_>) -> bool {
    scene.role != Role::Client && scene.partner.is_some()
}

/// A solution answers an initiation of repair or a clarifying question.
pub(crate) fn solves_a_repair(scene: &Scene<'_>) -> bool {
    const OPENED: ActSet =
        ActSet::of(&[Act::OirOpen, Act::OirRestricted, Act::OirCandidate, Act::AskClarify]);
    scene.answers && scene.partner_acts().meets(OPENED)
}

/// A request is said again when most of its words come back after the other side has replied.
pub(crate) fn restates_the_request(scene: &Scene<'_>) -> bool {
    scene.answers && scene.own_request.shared >= 2 && scene.own_request.kept() >= 0.6
}
