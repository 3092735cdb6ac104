//! The gates of acts: what a phrase alone does not decide. Each is a sentence about the context;
//! phrases without them are right in about half of their hits.

use super::{
    Act, ActSet, Overlap,
    asked::Asked,
    context::{Memory, REQUESTS, Side, Voice, counts},
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

/// Repair, agreement, rejection and correction need talk of the other side.
pub(crate) fn follows_talk(scene: &Scene<'_>) -> bool {
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

/// A third-position repair follows a reply that asked nothing and is short: "no, the other one"
/// after a question is its answer.
pub(crate) fn reply_asked_nothing(scene: &Scene<'_>) -> bool {
    const MOST: u16 = 2;
    scene.partner.is_some_and(|side| side.sentences <= MOST && side.questions == 0)
        && !scene.partner_acts().asks()
}

/// A third-position repair is the speaker's own: their last turn requested something, and the reply
/// took up a word of it. `share` is how much of the request the reply must hold.
pub(crate) fn reply_took_up_the_request(scene: &Scene<'_>, share: f64) -> bool {
    let (Some(own), Some(partner)) = (scene.own, scene.partner) else { return false };
    // A repair of a reply asks again.
    const AGAIN: ActSet = REQUESTS.union(ActSet::of(&[Act::RepairThird]));
    let Some(request) = own.request.as_ref().filter(|_| own.acts.meets(AGAIN)) else {
        return false;
    };
    let held = request.overlap(&partner.floor);
    scene.role != Role::Agent && scene.answers && held.shared > 0 && held.share() >= share
}

/// A request that can be said again: there is one, and the other side has spoken since.
pub(crate) fn has_own_request(scene: &Scene<'_>) -> bool {
    let requested = scene.own.is_some_and(|side| side.request.is_some());
    scene.role != Role::Agent && scene.answers && requested
}

/// "The 26th, not the 27th": what stands after the "not", "instead of" or "rather than" is the
/// reply's or the request's.
pub(crate) fn contrasts_with_the_reply(
    scene: &Scene<'_>,
    tokens: &[Token],
    openers: &[[Option<u32>; 2]],
) -> bool {
    let Some(partner) = scene.partner else { return false };
    let request = scene.own.and_then(|own| own.request.as_ref());
    let after = |at: usize| tokens.get(at + 1..(at + 5).min(tokens.len())).unwrap_or_default();
    let known =
        |id| partner.floor.contains(id) || request.is_some_and(|request| request.contains(id));
    let theirs = |token: &Token| counts(token) && known(token.canon);
    let opens = |at: usize| {
        let word = |at: usize| tokens.get(at).map(|token| token.shared);
        openers.iter().any(|[first, second]| {
            first.is_some() && word(at) == *first && (second.is_none() || word(at + 1) == *second)
        })
    };
    (0..tokens.len()).any(|at| opens(at) && after(at).iter().any(theirs))
}

/// In talk without punctuation "sorry" asks for a repair right after the other has said something.
pub(crate) fn answers_in_bare_talk(scene: &Scene<'_>) -> bool {
    const LEAST: u32 = 3;
    scene.bare && scene.answers && scene.partner.is_some_and(|side| side.length >= LEAST)
}

/// An echo: every content word is the partner's, of their last turns, and there is one.
pub(crate) fn echoes_the_partner(scene: &Scene<'_>, tokens: &[Token]) -> bool {
    let Some(partner) = scene.partner.filter(|_| scene.answers) else { return false };
    let theirs = |id| partner.recent.iter().any(|words| words.contains(id));
    let mut content = tokens.iter().filter(|token| counts(token)).peekable();
    content.peek().is_some() && content.all(|token| theirs(token.canon))
}

/// An acknowledgement answers the other side and is no answer to a question; beyond the first
/// sentence it must be the whole sentence.
pub(crate) fn acknowledges(scene: &Scene<'_>, first: bool, whole: bool) -> bool {
    scene.answers && !scene.after_question && (first || whole)
}

/// A plain statement is a reflection only if the other had asked and wanted nothing.
pub(crate) fn partner_wanted_nothing(scene: &Scene<'_>) -> bool {
    const WANTS: ActSet = ActSet::of(&[
        Act::Request,
        Act::StyleRequest,
        Act::RestateRequest,
        Act::RepairThird,
        Act::RepairSolution,
    ]);
    let acts = scene.partner_acts();
    scene.partner.is_some() && !acts.asks() && !acts.meets(WANTS)
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
        Act::Display,
        Act::Reflect,
    ]);
    scene.role != Role::Agent
        && (scene.answers || goes_on_pushing(scene))
        && scene.partner_acts().meets(SAID)
}

/// The same side has pushed back in its last turn, and nobody has answered yet.
pub(crate) fn goes_on_pushing(scene: &Scene<'_>) -> bool {
    !scene.answers && scene.own.is_some_and(|own| own.acts.contains(Act::Pushback))
}

/// How sure a phrase of rejection must be, in hundredths: a bare no after a question is its answer,
/// among many speakers nobody knows whom it answers, and talk without punctuation is full of it.
pub(crate) fn least_of_a_rejection(scene: &Scene<'_>) -> u8 {
    if scene.bare {
        92
    } else if scene.after_question || scene.role == Role::Other {
        90
    } else {
        80
    }
}

/// A reply rejects what a question takes for granted only if it answers one. Talk without
/// punctuation is full of a no that only answers.
pub(crate) fn answers_a_question(scene: &Scene<'_>) -> bool {
    let asks = |side: &Side| {
        side.acts.contains(Act::Request) || side.acts.asks() || side.asked.is(Asked::OPENS)
    };
    scene.role == Role::Agent && scene.answers && !scene.bare && scene.partner.is_some_and(asks)
}

/// A display repeats: two words in three are the partner's, and few are not.
pub(crate) fn repeats_the_partner(scene: &Scene<'_>, words: usize) -> bool {
    let echo = scene.echo;
    scene.answers && words <= 8 && echo.shared > 0 && 3 * echo.shared >= 2 * echo.of
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
