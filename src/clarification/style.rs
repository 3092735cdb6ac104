//! Style requests: what the client wants to be different, and whether the agent's next two turns
//! are.

use crate::{
    acts::{RecognisedTurn, Record, Wishes},
    codec::{Reader, put, put_signed},
    counts::{add, bump, counts, get_turn, put_turn},
    turn::Role,
    value::Rate,
};
use alloc::vec::Vec;
use smallvec::SmallVec;

/// The agent's turns that decide about a wish.
const DECIDING: u8 = 2;
/// A reply is shorter or longer if its words differ by this share from the mean before.
const LENGTH: f64 = 0.2;
/// A reply has plainer words if its letters per word are fewer by this share.
const WORD_LENGTH: f64 = 0.1;
/// A tone has moved if its z-score differs by as much, in ten-thousandths.
const TONE: f64 = 2_000.0;
/// How many kinds of wishes there are.
const KINDS: usize = 9;

/// What happens to a wish in a turn.
///
/// ```
/// use lingsync::clarification::StyleStep;
/// assert_eq!(StyleStep::NotHonoured.name(), "not_honoured");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum StyleStep {
    /// The client asks for it.
    Asked,
    /// The agent's turn, the first or the second after it, is as asked.
    Honoured,
    /// Neither was, or the client asks again after one.
    NotHonoured,
    /// It cannot be said: nothing to compare with, no score of the tone, or a wish (`stop`,
    /// mostly `language`) that the figures do not show.
    Undecided,
}

impl StyleStep {
    /// The snake_case name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Honoured => "honoured",
            Self::NotHonoured => "not_honoured",
            Self::Undecided => "undecided",
        }
    }
}

/// A step of a style request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StyleEvent {
    /// What happens.
    pub event: StyleStep,
    /// What is wished: one of [`Wishes`].
    pub dimension: Wishes,
    /// The turn that asked for it.
    pub asked: u32,
}

impl StyleEvent {
    /// The name of what is wished: `shorter`, `longer`, `simpler`, `warmer`, `more_formal`,
    /// `less_formal`, `language`, `format` or `stop`.
    #[must_use]
    pub fn dimension_name(&self) -> &'static str {
        name(self.dimension)
    }
}

counts! {
    /// What became of the wishes of one kind.
    StyleCounts {
        asked,
        honoured,
        not_honoured,
        undecided,
        /// Taken back by the opposite wish.
        withdrawn,
    }
}

impl StyleCounts {
    pub(super) fn honoured(&self) -> Rate {
        Rate { hits: self.honoured, of: self.honoured.saturating_add(self.not_honoured) }
    }
}

/// The manner of the agent's turns before: sums, from which means are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Manner {
    turns: u32,
    words: u64,
    letters: u64,
    /// How many turns had a score, and the sum of the scores.
    formality: (u32, i64),
    warmth: (u32, i64),
    /// Whether the last turn had a list, and was in the pack's language.
    list: Option<bool>,
    in_language: Option<bool>,
}

impl Manner {
    fn mean(sum: f64, n: u32) -> Option<f64> {
        (n > 0).then(|| sum / f64::from(n))
    }

    fn add(&mut self, turn: &RecognisedTurn) {
        let record = &turn.record;
        self.turns = self.turns.saturating_add(1);
        add(&mut self.words, record.words);
        add(&mut self.letters, record.letters);
        for (sum, score) in
            [(&mut self.formality, record.formality), (&mut self.warmth, record.warmth)]
        {
            if let Some(score) = score {
                sum.0 = sum.0.saturating_add(1);
                sum.1 = sum.1.saturating_add(i64::from(score));
            }
        }
        self.list = Some(record.list_items > 0);
        self.in_language = Some(turn.context.in_language);
    }

    /// Whether a turn is as wished against the turns before; `None` where that cannot be said.
    fn honours(&self, wish: Wishes, turn: &RecognisedTurn) -> Option<bool> {
        let record = &turn.record;
        let words = f64::from(record.words);
        let mean = Self::mean(self.words as f64, self.turns);
        let tone = |(n, sum): (u32, i64), score: Option<i32>, sign: f64| {
            let before = Self::mean(sum as f64, n)?;
            Some((f64::from(score?) - before) * sign >= TONE)
        };
        match wish {
            Wishes::SHORTER => Some(words <= mean? * (1.0 - LENGTH)),
            Wishes::LONGER => Some(words >= mean? * (1.0 + LENGTH)),
            Wishes::SIMPLER => Some(words <= mean? * (1.0 - LENGTH) || self.plainer(record)),
            Wishes::WARMER => tone(self.warmth, record.warmth, 1.0),
            Wishes::MORE_FORMAL => tone(self.formality, record.formality, 1.0),
            Wishes::LESS_FORMAL => tone(self.formality, record.formality, -1.0),
            Wishes::FORMAT => Some((record.list_items > 0) != self.list.unwrap_or(false)),
            // From one foreign language to another, or in a session that is never told the language,
            // no change shows.
            Wishes::LANGUAGE => (self.in_language? != turn.context.in_language).then_some(true),
            _ => None,
        }
    }

    fn plainer(&self, record: &Record) -> bool {
        let before = self.letters as f64 / self.words.max(1) as f64;
        let now = f64::from(record.letters) / f64::from(record.words.max(1));
        record.words > 0 && now <= before * (1.0 - WORD_LENGTH)
    }
}

/// A wish that waits for the agent's turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wish {
    asked: u32,
    /// Turns of the agent since.
    turns: u8,
    /// Whether one of them could be judged.
    judged: bool,
    /// What it is measured against: the turns before the wish.
    before: Manner,
}

/// What a turn does to the wishes.
pub(super) type StyleEvents = SmallVec<[StyleEvent; 1]>;

/// The wishes, one of each kind at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Styles {
    pending: [Option<Wish>; KINDS],
    agent: Manner,
    pub(super) counts: [StyleCounts; KINDS],
}

/// The wishes in a fixed order.
pub(super) fn kinds() -> impl Iterator<Item = (Wishes, &'static str)> {
    let all = Wishes::from_bits((1 << KINDS) - 1).unwrap_or_default();
    all.each()
}

fn name(wish: Wishes) -> &'static str {
    wish.each().next().map_or("", |(_, name)| name)
}

/// The wish that contradicts this one.
fn opposite(wish: Wishes) -> Option<Wishes> {
    match wish {
        Wishes::SHORTER => Some(Wishes::LONGER),
        Wishes::LONGER => Some(Wishes::SHORTER),
        Wishes::MORE_FORMAL => Some(Wishes::LESS_FORMAL),
        Wishes::LESS_FORMAL => Some(Wishes::MORE_FORMAL),
        _ => None,
    }
}

fn index(wish: Wishes) -> usize {
    wish.bits().trailing_zeros() as usize % KINDS
}

impl Styles {
    /// Takes a turn in. A turn of the agent that was cut off says nothing about its manner.
    pub(super) fn observe(&mut self, turn: &RecognisedTurn) -> StyleEvents {
        let mut events = StyleEvents::new();
        match turn.context.role {
            Role::Client => self.client(turn, &mut events),
            Role::Agent if !turn.context.interrupted => {
                if self.pending.iter().any(Option::is_some) {
                    self.agent(turn, &mut events);
                }
                self.agent.add(turn);
            }
            _ => {}
        }
        events
    }

    fn client(&mut self, turn: &RecognisedTurn, events: &mut StyleEvents) {
        for (wish, _) in turn.record.wishes.each() {
            if let Some(other) = opposite(wish) {
                if self.pending[index(other)].take().is_some() {
                    bump(&mut self.counts[index(other)].withdrawn, true);
                }
            }
            let pending = self.pending[index(wish)];
            match pending {
                // Asked twice before the agent speaks: one wish.
                Some(Wish { turns: 0, .. }) => continue,
                Some(before) => {
                    let event =
                        if before.judged { StyleStep::NotHonoured } else { StyleStep::Undecided };
                    self.end(wish, event, events);
                }
                None => {}
            }
            let asked = turn.context.turn;
            self.pending[index(wish)] =
                Some(Wish { asked, turns: 0, judged: false, before: self.agent });
            bump(&mut self.counts[index(wish)].asked, true);
            events.push(StyleEvent { event: StyleStep::Asked, dimension: wish, asked });
        }
    }

    fn agent(&mut self, turn: &RecognisedTurn, events: &mut StyleEvents) {
        for (wish, _) in kinds() {
            let Some(pending) = &mut self.pending[index(wish)] else { continue };
            let honoured = pending.before.honours(wish, turn);
            pending.turns += 1;
            pending.judged |= honoured.is_some();
            let last = pending.turns >= DECIDING;
            let event = match (honoured, pending.judged) {
                (Some(true), _) => StyleStep::Honoured,
                (_, true) if last => StyleStep::NotHonoured,
                (_, false) if last => StyleStep::Undecided,
                _ => continue,
            };
            self.end(wish, event, events);
        }
    }

    fn end(&mut self, wish: Wishes, event: StyleStep, events: &mut StyleEvents) {
        let Some(pending) = self.pending[index(wish)].take() else { return };
        let counts = &mut self.counts[index(wish)];
        bump(&mut counts.honoured, event == StyleStep::Honoured);
        bump(&mut counts.not_honoured, event == StyleStep::NotHonoured);
        bump(&mut counts.undecided, event == StyleStep::Undecided);
        events.push(StyleEvent { event, dimension: wish, asked: pending.asked });
    }

    /// Over all kinds: the share of the decided wishes that were honoured.
    pub(super) fn honoured(&self) -> Rate {
        self.counts.iter().map(StyleCounts::honoured).fold(Rate::default(), |sum, one| sum + one)
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        for wish in &self.pending {
            put_turn(out, wish.map(|wish| wish.asked));
            if let Some(wish) = wish {
                out.push(wish.turns << 1 | u8::from(wish.judged));
                wish.before.write(out);
            }
        }
        self.agent.write(out);
        self.counts.iter().for_each(|counts| counts.write(out));
    }

    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let mut styles = Self::default();
        for wish in &mut styles.pending {
            let Some(asked) = get_turn(bytes)? else { continue };
            let [flags] = bytes.array()?;
            let (turns, judged) = (flags >> 1, flags & 1 != 0);
            if turns >= DECIDING || (judged && turns == 0) {
                return None;
            }
            *wish = Some(Wish { asked, turns, judged, before: Manner::read(bytes)? });
        }
        styles.agent = Manner::read(bytes)?;
        for counts in &mut styles.counts {
            *counts = StyleCounts::read(bytes)?;
        }
        Some(styles)
    }
}

impl Manner {
    fn write(&self, out: &mut Vec<u8>) {
        put(out, u64::from(self.turns));
        put(out, self.words);
        put(out, self.letters);
        for (n, sum) in [self.formality, self.warmth] {
            put(out, u64::from(n));
            put_signed(out, sum);
        }
        let flag = |value: Option<bool>| value.map_or(0, |value| 1 + u8::from(value));
        out.push(flag(self.list) | flag(self.in_language) << 2);
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let mut manner = Self {
            turns: bytes.get_u32()?,
            words: bytes.get()?,
            letters: bytes.get()?,
            formality: (bytes.get_u32()?, bytes.get_signed()?),
            warmth: (bytes.get_u32()?, bytes.get_signed()?),
            ..Self::default()
        };
        let [flags] = bytes.array()?;
        let flag = |code: u8| match code {
            0 => Some(None),
            1 => Some(Some(false)),
            2 => Some(Some(true)),
            _ => None,
        };
        manner.list = flag(flags & 3)?;
        manner.in_language = flag(flags >> 2)?;
        let scored = manner.formality.0.max(manner.warmth.0);
        let spoken = manner.list.is_some() && manner.in_language.is_some();
        (scored <= manner.turns && spoken == (manner.turns > 0)).then_some(manner)
    }
}

/// The style requests of a conversation of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StyleRequests {
    /// What is wished: one of [`Wishes`].
    pub dimension: Wishes,
    /// How often it was asked for.
    pub asked: u64,
    /// How many of the decided ones were honoured.
    pub honoured: Rate,
    /// How many could not be decided.
    pub undecided: u64,
    /// How many were taken back by the opposite wish.
    pub withdrawn: u64,
}

impl StyleRequests {
    /// The name of what is wished.
    #[must_use]
    pub fn dimension_name(&self) -> &'static str {
        name(self.dimension)
    }

    pub(super) fn all(styles: &Styles) -> Vec<Self> {
        kinds()
            .zip(&styles.counts)
            .filter(|(_, counts)| counts.asked > 0)
            .map(|((dimension, _), counts)| Self {
                dimension,
                asked: counts.asked,
                honoured: counts.honoured(),
                undecided: counts.undecided,
                withdrawn: counts.withdrawn,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{acts::Act, clarification::Probe};

    /// The agent's turns before: one of 40 words of 5 letters, neutral in tone, without a list.
    fn before() -> Manner {
        let mut manner = Manner::default();
        manner.add(&agent(40, 5).turn());
        manner
    }

    fn agent(words: u32, letters: u32) -> Probe {
        let mut probe = Probe::new(1, Role::Agent, &[Act::Inform]);
        (probe.words, probe.letters) = (words, words * letters);
        (probe.formality, probe.warmth) = (Some(0.0), Some(0.0));
        probe
    }

    fn honours(wish: Wishes, probe: &Probe) -> Option<bool> {
        before().honours(wish, &probe.turn())
    }

    #[test]
    fn length_has_to_change_by_a_fifth() {
        assert_eq!(honours(Wishes::SHORTER, &agent(33, 5)), Some(false));
        assert_eq!(honours(Wishes::SHORTER, &agent(32, 5)), Some(true));
        assert_eq!(honours(Wishes::LONGER, &agent(47, 5)), Some(false));
        assert_eq!(honours(Wishes::LONGER, &agent(48, 5)), Some(true));
    }

    #[test]
    fn simpler_is_shorter_or_in_shorter_words() {
        assert_eq!(honours(Wishes::SIMPLER, &agent(40, 5)), Some(false));
        assert_eq!(honours(Wishes::SIMPLER, &agent(40, 4)), Some(true));
        assert_eq!(honours(Wishes::SIMPLER, &agent(20, 5)), Some(true));
    }

    #[test]
    fn a_tone_has_to_move_by_a_fifth_of_a_deviation_in_the_right_direction() {
        let toned = |formality: f64, warmth: f64| {
            let mut probe = agent(40, 5);
            (probe.formality, probe.warmth) = (Some(formality), Some(warmth));
            probe
        };
        assert_eq!(honours(Wishes::WARMER, &toned(0.0, 0.19)), Some(false));
        assert_eq!(honours(Wishes::WARMER, &toned(0.0, 0.2)), Some(true));
        assert_eq!(honours(Wishes::MORE_FORMAL, &toned(0.5, 0.0)), Some(true));
        assert_eq!(honours(Wishes::LESS_FORMAL, &toned(0.5, 0.0)), Some(false));
        assert_eq!(honours(Wishes::LESS_FORMAL, &toned(-0.5, 0.0)), Some(true));
    }

    #[test]
    fn what_the_figures_do_not_show_is_not_said() {
        let mut toneless = agent(40, 5);
        toneless.warmth = None;
        assert_eq!(honours(Wishes::WARMER, &toneless), None);
        assert_eq!(honours(Wishes::STOP, &agent(40, 5)), None);
        assert_eq!(honours(Wishes::LANGUAGE, &agent(40, 5)), None);
        let first = Manner::default();
        assert_eq!(first.honours(Wishes::SHORTER, &agent(3, 5).turn()), None);
    }

    #[test]
    fn a_list_comes_or_goes() {
        let mut list = agent(40, 5);
        list.list_items = 2;
        assert_eq!(honours(Wishes::FORMAT, &list), Some(true));
        assert_eq!(honours(Wishes::FORMAT, &agent(40, 5)), Some(false));
    }

    #[test]
    fn every_wish_has_a_place_of_its_own() {
        let places: Vec<usize> = kinds().map(|(wish, _)| index(wish)).collect();
        assert_eq!(places, (0..KINDS).collect::<Vec<_>>());
    }
}
