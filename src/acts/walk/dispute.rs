//! Whether a client's turn pushes back against what the agent said, and on what it leans.

use super::{Seen, Walk, line::Line};
use crate::{
    acts::{
        Act, ActEvidence, ActHit, ActSet, Forms, Overlap, PushbackKind,
        context::{LEAST_STATED, Words},
        gates,
        patterns::{Cue, Found, Mark},
    },
    ascii::is_any,
    value::Span,
};
use alloc::vec::Vec;

/// What is known of a client's turn, sentence by sentence.
#[derive(Debug, Default)]
pub(super) struct Dispute {
    sentences: usize,
    words: usize,
    any: u64,
    first: u64,
    cues: [bool; CUES.len()],
    /// Says what the speaker is.
    role: bool,
    /// Opens by weighing something: "I'm not sure if".
    considers: bool,
    /// The numbers it says.
    numbers: Vec<u32>,
    /// The last sentence asks.
    asks: bool,
    /// Where the turn disputes, and with what phrase.
    places: Vec<(Span, u8, ActEvidence)>,
    /// The first sentence.
    opening: Option<Span>,
}

/// Numbers that are looked at.
const NUMBERS: usize = 8;
/// An answer of so many words that agrees does nothing else.
const SHORT: u32 = 60;

/// What it may lean on, or want.
const CUES: [Cue; 7] = [
    Cue::Doubts,
    Cue::Cites,
    Cue::Authority,
    Cue::Wants,
    Cue::Anecdote,
    Cue::Happened,
    Cue::Grounds,
];

impl Dispute {
    fn shows(&self, cue: Cue) -> bool {
        CUES.iter().zip(self.cues).any(|(known, shown)| *known == cue && shown)
    }

    /// Takes a sentence in. `bare`: of talk without punctuation only the surest phrases are taken.
    /// `asked`: the agent's turn asked something, so that a no is its answer.
    pub(super) fn take(&mut self, line: &Line<'_, '_, '_>, bare: bool, asked: bool) {
        let seen = line.seen;
        if line.before == 0 {
            self.first = line.first;
            self.opening = Some(seen.sentence.span);
            self.considers = line.shows(Cue::Considers);
        }
        self.sentences += 1;
        self.words += line.words().len();
        self.any |= line.any;
        if seen.sentence.text.bytes().any(|byte| byte.is_ascii_digit()) {
            let digit = |at: &usize| line.text(*at).starts_with(|c: char| c.is_ascii_digit());
            let numbers = (0..seen.sentence.tokens.len()).filter(digit);
            let ids = numbers.map(|at| seen.sentence.tokens[at].canon);
            self.numbers.extend(ids.take(NUMBERS - self.numbers.len()));
        }
        for (shown, cue) in self.cues.iter_mut().zip(CUES) {
            *shown |= line.shows(cue);
        }
        self.role |= line.shows(Cue::Role) && says_a_role(line);
        self.asks = seen.sentence.mark == Mark::Question;
        // "I thought about it" disputes nothing.
        let opens = line.before == 0 && !bare && !asked;
        let found = disputing(seen, bare)
            .or_else(|| seen.found.of_cue(Cue::Contradicts).filter(|_| opens))
            .filter(|_| !line.shows(Cue::Considers));
        if let Some(found) = found {
            self.places.push((seen.sentence.span, found.percent, seen.evidence(found)));
        }
    }
}

/// The surest phrase that disputes. In talk without punctuation only those of the act are sure
/// enough, and not where the sentence asks.
fn disputing(seen: &Seen<'_, '_>, bare: bool) -> Option<Found> {
    let act = seen.phrase(Act::Pushback).filter(|_| !bare || seen.question.is_none());
    act.or_else(|| seen.found.of_cue(Cue::Disputes).filter(|_| !bare))
}

/// "As a nurse", "I'm an electrician", "I'm a chef and": the words after the article end like the
/// name of an occupation, or the first one is followed by what follows such a name.
fn says_a_role(line: &Line<'_, '_, '_>) -> bool {
    const ENDS: [&str; 14] = [
        "ist", "ician", "tor", "er", "eer", "or", "ant", "nurse", "medic", "chemist", "expert",
        "officer", "mom", "parent",
    ];
    const PLAIN: [&str; 43] = [
        "adult",
        "bad",
        "beginner",
        "big",
        "bit",
        "boy",
        "careful",
        "child",
        "complete",
        "fan",
        "few",
        "girl",
        "good",
        "great",
        "healthy",
        "huge",
        "human",
        "kid",
        "little",
        "lot",
        "man",
        "mess",
        "new",
        "person",
        "real",
        "responsible",
        "student",
        "teenager",
        "total",
        "woman",
        "better",
        "bigger",
        "other",
        "matter",
        "never",
        "winter",
        "summer",
        "whether",
        "either",
        "water",
        "over",
        "customer",
        "former",
    ];
    const AFTER: [&str; 12] =
        ["and", "at", "with", "for", "who", "in", "of", "here", "so", "too", "myself", "by"];
    let roles = line.seen.found.all(Cue::Role);
    let ends = |word: &str| {
        let lower = word.to_ascii_lowercase();
        word.len() > 4 && ENDS.iter().any(|end| lower.ends_with(end))
    };
    roles.into_iter().any(|hit| {
        let from = usize::from(hit.end);
        let as_one = is_any(line.text(hit.start.into()), &["as"]);
        let noun = !as_one && line.text(from).len() > 2 && is_any(line.text(from + 1), &AFTER);
        let names = (from..from + 5).map(|at| line.text(at));
        let mut names =
            names.take_while(|word| !word.is_empty() && !is_any(word, &PLAIN)).peekable();
        (noun && names.peek().is_some()) || names.any(ends)
    })
}

impl Walk<'_> {
    /// Whether the turn pushes back: phrases that dispute, the client's own claim said again, and
    /// what it leans on.
    pub(super) fn disputes(&mut self) {
        let scene = self.scene;
        let Some(partner) = scene.partner.filter(|_| self.open.dispute) else { return };
        let (dispute, lists) = (&self.dispute, &self.book.lists);
        let words = self.words;
        let stated =
            scene.own.map(|side| &side.stated).filter(|stated| stated.len() >= LEAST_STATED);
        let again = stated.map(|stated| words.overlap(stated)).unwrap_or_default();
        let (restated, echo) = (again.kept(), self.record.echo);
        let any = |classes: u64| dispute.any & classes != 0;
        let evidence = dispute.shows(Cue::Cites) || any(lists.source_word);
        let known = dispute.shows(Cue::Authority) || any(lists.authority_word);
        let authority = dispute.role || known;
        let anecdote = dispute.shows(Cue::Anecdote);
        let tells = anecdote || dispute.shows(Cue::Happened);
        let grounds = anecdote || dispute.shows(Cue::Grounds) || any(lists.grounds_word);
        // A question by itself, or the own one asked again, states nothing.
        let only_asks = dispute.asks && (dispute.sentences == 1 || is_same(again));
        let states = !only_asks
            && dispute.words >= 5
            && !dispute.shows(Cue::Wants)
            && !any(lists.wants_word)
            && dispute.first & (lists.wh | lists.thanks | lists.yes) == 0;
        let goes_on = scene.own.is_some_and(|side| side.acts.contains(Act::Pushback));
        let leans = evidence || authority;
        let continues = gates::goes_on_pushing(&scene);
        // To say again what has been agreed to disputes nothing, nor does to weigh it.
        let agreed = partner.acts.contains(Act::Agree)
            && !partner.acts.meets(REJECTS)
            && partner.length <= SHORT;
        let restated = if agreed || dispute.considers { 0.0 } else { restated };
        let rejected = partner.acts.meets(REJECTS);
        let other_number = dispute.numbers.iter().any(|id| !partner.floor.contains(*id));
        // A short answer to the reply to an own question: what somebody says, or another number.
        let answered = scene.own.is_some_and(|side| side.acts.meets(ASKS));
        let short = answered
            && dispute.sentences == 1
            && dispute.words <= BRIEF
            && !dispute.asks
            && !dispute.shows(Cue::Wants)
            && !any(lists.wants_word)
            && dispute.first & (lists.wh | lists.thanks | lists.yes) == 0;
        let features = [
            (short && any(lists.reports) && news(words, stated, &partner.floor) > 0, 160),
            (short && other_number && echo.shared > 0, 160),
            (!dispute.places.is_empty(), 160),
            (restated >= 0.5 && states, 160),
            (dispute.shows(Cue::Doubts) && echo.shared + again.shared > 0, 160),
            (continues && states && (leans || tells || grounds), 80),
            (rejected && states && dispute.shows(Cue::Authority) && any(lists.reports), 160),
            (evidence && states && other_number, 160),
            (leans && echo.shared + again.shared >= 2, 80),
            (restated >= 1.0, 100),
            (goes_on && (leans || tells || grounds || dispute.asks), 80),
            (tells && echo.shared >= 2, 80),
            (restated >= 0.75, 50),
        ];
        let score: i32 = features.iter().filter(|(on, _)| *on).map(|(_, weight)| weight).sum();
        let score = score - 150;
        let kind = if dispute.role {
            PushbackKind::Authority
        } else if evidence {
            PushbackKind::Evidence
        } else if known {
            PushbackKind::Authority
        } else if grounds || tells || news(words, stated, &partner.floor) >= 4 {
            PushbackKind::Justification
        } else {
            PushbackKind::Simple
        };
        self.record.leans = Some(kind);
        if score <= 0 || (scene.bare && dispute.places.is_empty()) {
            return;
        }
        self.record.pushback = Some(kind);
        let form = Forms::default();
        let places = core::mem::take(&mut self.dispute.places);
        if places.is_empty() {
            let Some(span) = self.dispute.opening else { return };
            let evidence = ActEvidence::Overlap { shared: again.shared, of: again.of };
            let percent = (55 + score / 5).clamp(55, 85) as u8;
            self.push_at(ActHit { act: Act::Pushback, form, span, percent, evidence });
        }
        for (span, percent, evidence) in places {
            let has = |hit: &ActHit| hit.act == Act::Pushback && hit.span == span;
            if !self.hits.iter().any(has) {
                self.hits.push(ActHit { act: Act::Pushback, form, span, percent, evidence });
            }
        }
    }
}

/// By these a client's turn wants to be told something.
const ASKS: ActSet = ActSet::of(&[Act::AskInfo, Act::AskOpen]);
/// A turn of so many words does one thing.
const BRIEF: usize = 8;

/// By these an agent's turn says that something is not so.
const REJECTS: ActSet = ActSet::of(&[Act::Correct, Act::CorrectHedged, Act::Disagree]);

/// Whether two turns have the same words.
fn is_same(overlap: Overlap) -> bool {
    overlap.shared == overlap.of && overlap.shared == overlap.earlier
}

/// How many words are neither the client's earlier ones nor the agent's.
fn news(words: &Words, stated: Option<&Words>, reply: &Words) -> usize {
    let old = |id: u32| reply.contains(id) || stated.is_some_and(|stated| stated.contains(id));
    words.iter().filter(|id| !old(*id)).count()
}
