//! Turns made of acts, for tests and examples that need no recogniser.

use crate::{
    acts::{Act, ActEvidence, ActHit, ActSet, Forms, Overlap, RecognisedTurn, Record, Wishes},
    text::TurnContext,
    turn::{Party, Role},
    value::{Span, Undefined},
};

/// A turn of which the acts are given. Not part of the public interface.
#[derive(Clone, Debug, PartialEq)]
#[doc(hidden)]
pub struct Probe {
    pub turn: u32,
    pub role: Role,
    pub acts: ActSet,
    pub at: Option<i64>,
    pub words: u32,
    pub letters: u32,
    pub questions: u16,
    pub open_questions: u16,
    pub reflections: u16,
    pub list_items: u16,
    pub yes_no: bool,
    pub assumes: bool,
    pub content: bool,
    pub strict_repair: bool,
    /// Shared words, words of the turn, words of the earlier one.
    pub retention: [u16; 3],
    pub own_request: [u16; 3],
    /// 0 to 1.
    pub ambiguity: Option<f64>,
    pub ambiguity_hinted: bool,
    pub refers_to: Option<u32>,
    pub resolved: Option<u32>,
    pub wishes: Wishes,
    pub formality: Option<f64>,
    pub warmth: Option<f64>,
    pub in_language: bool,
    pub interrupted: bool,
}

impl Probe {
    /// A turn of ten words with these acts; it has content if an act brings content.
    #[must_use]
    pub fn new(turn: u32, role: Role, acts: &[Act]) -> Self {
        const CONTENT: ActSet = ActSet::of(&[
            Act::RepairThird,
            Act::RepairSolution,
            Act::RestateRequest,
            Act::Reflect,
            Act::Claim,
            Act::Correct,
            Act::CorrectHedged,
            Act::Inform,
            Act::Advise,
            Act::Request,
        ]);
        let acts = ActSet::of(acts);
        Self {
            turn,
            role,
            acts,
            at: None,
            words: 10,
            letters: 45,
            questions: u16::from(acts.asks()),
            open_questions: u16::from(acts.contains(Act::AskOpen)),
            reflections: u16::from(acts.contains(Act::Reflect)),
            list_items: 0,
            yes_no: false,
            assumes: false,
            content: acts.meets(CONTENT),
            strict_repair: false,
            retention: [0; 3],
            own_request: [0; 3],
            ambiguity: None,
            ambiguity_hinted: false,
            refers_to: None,
            resolved: None,
            wishes: Wishes::default(),
            formality: None,
            warmth: None,
            in_language: true,
            interrupted: false,
        }
    }

    /// The turn as the recogniser would give it.
    #[must_use]
    pub fn turn(&self) -> RecognisedTurn {
        let overlap = |[shared, of, earlier]: [u16; 3]| Overlap {
            shared: shared.min(of).min(earlier),
            of,
            earlier,
        };
        let steps = |score: f64| (score * 10_000.0) as i32;
        let record = Record {
            absent: (!self.in_language).then_some(Undefined::Language),
            acts: self.acts,
            words: self.words,
            overlong: self.words > 120,
            letters: self.letters,
            questions: self.questions,
            open_questions: self.open_questions,
            reflections: self.reflections,
            list_items: self.list_items,
            yes_no: self.yes_no,
            assumes: self.assumes,
            content: self.content,
            strict_repair: self.strict_repair,
            retention: overlap(self.retention),
            own_request: overlap(self.own_request),
            ambiguity: self.ambiguity.map(|a| (a.clamp(0.0, 1.0) * 1000.0) as u16),
            ambiguity_hinted: self.ambiguity_hinted,
            refers_to: self.refers_to,
            resolved: self.resolved,
            wishes: self.wishes,
            hands_off: hands_off(self.acts),
            formality: self.formality.map(steps),
            warmth: self.warmth.map(steps),
            ..Record::default()
        };
        let context = TurnContext {
            turn: self.turn,
            role: self.role,
            party: Party::from(self.role),
            speaker: None,
            in_language: self.in_language,
            interrupted: self.interrupted,
        };
        let mut turn = RecognisedTurn::of_record(context, self.at, record);
        let hit = |act| ActHit {
            act,
            form: Forms::default(),
            span: Span::default(),
            percent: 100,
            evidence: ActEvidence::Hint,
        };
        turn.acts = self.acts.iter().map(hit).collect();
        turn
    }

    /// The turn again from what the log keeps of it.
    #[must_use]
    pub fn logged_turn(&self) -> RecognisedTurn {
        let RecognisedTurn { context, at, record, .. } = self.turn();
        RecognisedTurn::of_record(context, at, record)
    }
}

/// Whether a turn hands the floor over: it returns the initiative or asks, and does not offer.
fn hands_off(acts: ActSet) -> bool {
    const HANDS: ActSet = ActSet::of(&[
        Act::Handoff,
        Act::AskInfo,
        Act::AskClarify,
        Act::AskOpen,
        Act::AskRhetorical,
    ]);
    const OFFERS: ActSet = ActSet::of(&[Act::Offer, Act::ClosingOffer]);
    acts.meets(HANDS) && !acts.meets(OFFERS)
}
