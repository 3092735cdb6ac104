//! What the heads of acts read of a turn: its words one by one, in pairs and in threes, with the
//! marks of its sentences and its edges, and what the conversation before it tells.

mod kinds;
mod units;

use super::{
    Overlap,
    context::{Memory, Words},
    gates::Scene,
    sentence::Sentences,
};
use crate::text::hash::{hash_ascii, pair};
use alloc::vec::Vec;
use kinds::{FILLER, LEAD, MEAN, NUMBER, OPENER, PRONOUN, SO, STATEMENT, WH};
use units::{Form, Unit, Units};

const START: u64 = hash_ascii(b"<s>");
const END: u64 = hash_ascii(b"</s>");
/// Where a feature comes from: not every head learns from all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The words themselves.
    Words,
    /// A word and the turn before.
    Context,
    /// A word and more of the conversation, which a head without punctuation learns too well.
    Finer,
}

/// Takes features in.
pub(crate) trait Sink {
    /// An n-gram.
    fn gram(&mut self, hash: u64, origin: Origin);
    /// A dense feature.
    fn feature(&mut self, feature: usize);
}

/// The numbers of the dense features, group by group.
mod at {
    pub(super) const LENGTH: usize = 0;
    pub(super) const BARE: usize = 6;
    pub(super) const COMMA: usize = 7;
    pub(super) const SPEAKER: usize = 8;
    pub(super) const ASKED: usize = 11;
    pub(super) const ASKED_BY: usize = 13;
    pub(super) const BEFORE: usize = 17;
    pub(super) const LENGTH_SPEAKER: usize = 23;
    pub(super) const LENGTH_ASKED: usize = 41;
    pub(super) const ECHO: usize = 53;
    pub(super) const LENGTH_ECHO: usize = 57;
    pub(super) const FORM: usize = 81;
    pub(super) const FINER: usize = FORM + super::FORMS;
    pub(super) const ANY_FORM: usize = FINER;
    pub(super) const READING: usize = ANY_FORM + 2;
    pub(super) const RECENT: usize = READING + super::READINGS * 12;
    pub(super) const COHESION: usize = RECENT + 24;
    pub(super) const REQUEST: usize = COHESION + 4;
    pub(super) const WORDS: usize = REQUEST;
    pub(super) const SENTENCES: usize = WORDS + 10;
    pub(super) const NUMBERS: usize = SENTENCES + 6;
    pub(super) const END: usize = NUMBERS + 2;
}

/// Bits of the form of a turn.
const FORMS: usize = 19;
/// Those of them that meet the context again.
const READINGS: usize = 5;

/// How many dense features there are.
pub const FEATURES: usize = at::END;
/// From this one on the features are [`Origin::Finer`].
pub const FINER: usize = at::FINER;
/// From this one on the features describe a request by itself.
pub const OF_REQUEST: usize = at::REQUEST;

const _: () = assert!(FEATURES <= crate::pack::heads::MOST_DENSE);

/// A turn and what came before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    /// Whether the turn is in the pack's language.
    pub(crate) in_language: bool,
    pub(crate) text: &'a str,
    pub(crate) sentences: &'a Sentences<'a>,
    pub(crate) words: &'a Words,
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) memory: &'a Memory,
    /// Its words in the last turns of either side.
    pub(crate) cohesion: Overlap,
}

/// Gives the features of a turn to `sink`. O(1): a bounded number of its words is read.
pub(crate) fn features(seen: &Seen<'_>, sink: &mut impl Sink) {
    let mut units = Units::default();
    let form = units.read(seen);
    let units = units.all();
    grams(units, sink);
    let context = Context::of(seen, form);
    context.features(seen, units, sink);
}

/// Words, pairs and threes; the edges of the turn are words too.
fn grams(units: &[Unit], sink: &mut impl Sink) {
    let (mut two_before, mut before) = (None, START);
    let mut add = |hash| sink.gram(hash, Origin::Words);
    for unit in units {
        add(unit.hash);
        add(pair(before, unit.hash));
        if let Some(pair_before) = two_before {
            add(pair(pair_before, unit.hash));
        }
        two_before = Some(pair(before, unit.hash));
        before = unit.hash;
    }
    if let Some(pair_before) = two_before {
        add(pair(before, END));
        add(pair(pair_before, END));
    }
}

/// What is known of a turn beside its words.
#[derive(Clone, Copy, Debug)]
struct Context {
    form: Form,
    /// 0 to 5 by words.
    length: usize,
    /// The same of the turn before.
    before: usize,
    /// First turn, the same speaker goes on, another one answers.
    speaker: usize,
    asked: usize,
    bare: bool,
}

impl Context {
    fn of(seen: &Seen<'_>, form: Form) -> Self {
        let last = seen.memory.last();
        let speaker = match last {
            None => 0,
            Some(_) if !seen.scene.answers => 1,
            Some(_) => 2,
        };
        Self {
            form,
            length: length(form.words),
            before: last.map_or(0, |side| length(side.length as usize)),
            speaker,
            asked: usize::from(seen.scene.after_question),
            bare: seen.scene.bare,
        }
    }

    fn features(&self, seen: &Seen<'_>, units: &[Unit], sink: &mut impl Sink) {
        let length = self.length;
        sink.feature(at::LENGTH + length);
        if self.bare {
            sink.feature(at::BARE);
        }
        if seen.text.trim_end().ends_with(',') {
            sink.feature(at::COMMA);
        }
        sink.feature(at::SPEAKER + self.speaker);
        sink.feature(at::LENGTH_SPEAKER + 3 * length + self.speaker);
        if self.speaker > 0 {
            sink.feature(at::ASKED + self.asked);
            sink.feature(at::ASKED_BY + 2 * self.asked + self.speaker - 1);
            sink.feature(at::BEFORE + self.before);
            sink.feature(at::LENGTH_ASKED + 2 * length + self.asked);
        }
        let echo = seen.scene.echo;
        if seen.scene.partner.is_some() && echo.of > 0 {
            let share = quarter(echo.shared, echo.of);
            sink.feature(at::ECHO + share);
            sink.feature(at::LENGTH_ECHO + 4 * length + share);
        }
        self.forms(seen, units, sink);
        self.words(units, sink);
        self.request(units, sink);
    }

    /// The bits of the form, and readings in their context.
    fn forms(&self, seen: &Seen<'_>, units: &[Unit], sink: &mut impl Sink) {
        let form = self.form;
        let is = |at: usize, kind: u16| units.get(at).is_some_and(|unit| unit.kinds & kind != 0);
        let lead = units.iter().take_while(|unit| unit.kinds & LEAD != 0).count();
        let fillers = units.iter().take_while(|unit| unit.kinds & FILLER != 0).count();
        let so = units.iter().take(lead).any(|unit| unit.kinds & SO != 0);
        let mean =
            units.windows(2).any(|two| two[0].kinds & PRONOUN != 0 && two[1].kinds & MEAN != 0);
        let last = units.iter().rev().find(|unit| !unit.is_mark).map_or(0, |unit| unit.kinds);
        let asks = form.wh || form.auxiliary;
        let short = form.words <= 7;
        let said = |id: &u32| seen.scene.partner.is_some_and(|side| side.said(*id));
        let echoed = seen.words.iter().filter(said).count();
        let all = seen.words.len();
        let echo = all > 0 && echoed == all && short;
        let part = all > 0 && 2 * echoed >= all && short && !echo;
        let statement = is(lead, STATEMENT);
        let declares = form.question && !asks;
        let bits = [
            form.wh,
            form.auxiliary,
            form.within,
            form.tag,
            form.question,
            form.question || asks,
            form.words == fillers + 1 && is(fillers, WH),
            (2..=6).contains(&form.words) && last & WH != 0,
            (2..=3).contains(&form.words) && is(fillers, WH),
            mean,
            so,
            statement,
            echo,
            echo && form.question,
            part,
            part && form.question,
            form.question && form.words <= 4,
            declares,
            declares && so,
        ];
        let on = bits.iter().enumerate().filter(|(_, bit)| **bit);
        on.for_each(|(bit, _)| sink.feature(at::FORM + bit));
        sink.feature(at::ANY_FORM + usize::from(asks));
        let readings: [bool; READINGS] = [so, mean, statement, echo, part];
        let here = 6 * usize::from(asks) + 3 * usize::from(self.bare) + self.speaker;
        let on = readings.iter().enumerate().filter(|(_, bit)| **bit);
        on.for_each(|(reading, _)| sink.feature(at::READING + 12 * reading + here));
        if let Some(quarters) = (4 * echoed).checked_div(all) {
            sink.feature(at::RECENT + 4 * self.length + quarters.min(3));
            let cohesion = seen.cohesion;
            sink.feature(at::COHESION + quarter(cohesion.shared, cohesion.of));
        }
    }

    /// Words at the edges of the turn, and whole short turns, in their context.
    fn words(&self, units: &[Unit], sink: &mut impl Sink) {
        const ASKED: u64 = hash_ascii(b"<asked>");
        const SPEAKER: u64 = hash_ascii(b"<speaker>");
        const BEFORE: u64 = hash_ascii(b"<before>");
        const LAST: u64 = hash_ascii(b"<last>");
        const FIRST: u64 = hash_ascii(b"<first>");
        const MARKED: u64 = hash_ascii(b"<marked>");
        let mut words = units.iter().filter(|unit| !unit.is_mark);
        let Some(first) = words.next() else { return };
        let last = words.next_back().unwrap_or(first);
        let mut add = |kind: u64, context: usize, hash: u64, finer: bool| {
            let origin = if finer { Origin::Finer } else { Origin::Context };
            let kind = kind.wrapping_add(context as u64);
            sink.gram(pair(kind, hash), origin);
        };
        if self.speaker > 0 {
            add(ASKED, self.asked, first.hash, false);
        }
        if self.form.words <= 2 {
            let whole = pair(first.hash, if self.form.words == 2 { last.hash } else { END });
            add(SPEAKER, self.speaker, whole, true);
            if self.speaker > 0 {
                add(ASKED, 4 + self.asked, whole, true);
                add(ASKED, 8 + 2 * self.asked + self.speaker - 1, whole, true);
                add(BEFORE, self.before, whole, true);
            }
        } else {
            add(FIRST, self.speaker, first.hash, true);
            add(LAST, self.speaker, last.hash, true);
        }
        if self.form.question && first.kinds & OPENER != 0 {
            add(MARKED, 0, first.hash, true);
        }
    }

    /// What the ambiguity of a request is read from.
    fn request(&self, units: &[Unit], sink: &mut impl Sink) {
        let size = match self.form.words {
            0..=1 => 0,
            2 => 1,
            3..=4 => 2,
            5..=6 => 3,
            7..=9 => 4,
            10..=14 => 5,
            15..=20 => 6,
            21..=31 => 7,
            32..=63 => 8,
            _ => 9,
        };
        sink.feature(at::WORDS + size);
        sink.feature(at::SENTENCES + self.form.sentences.clamp(1, 6) - 1);
        let numbers = units.iter().any(|unit| unit.kinds & NUMBER != 0);
        sink.feature(at::NUMBERS + usize::from(numbers));
    }
}

/// Bands of a length in words.
fn length(words: usize) -> usize {
    match words {
        0..=1 => 0,
        2 => 1,
        3 => 2,
        4..=6 => 3,
        7..=12 => 4,
        _ => 5,
    }
}

/// None, less than half, less than all, all.
fn quarter(shared: u16, of: u16) -> usize {
    match (shared, of) {
        (0, _) => 0,
        (shared, of) if 2 * u32::from(shared) < u32::from(of) => 1,
        (shared, of) if shared < of => 2,
        _ => 3,
    }
}

/// The features of a turn, for training.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActFeatures {
    /// The hashes of n-grams with where they come from.
    pub grams: Vec<(u64, Origin)>,
    /// The dense features that hold.
    pub dense: Vec<u8>,
}

impl Sink for ActFeatures {
    fn gram(&mut self, hash: u64, origin: Origin) {
        self.grams.push((hash, origin));
    }

    fn feature(&mut self, feature: usize) {
        self.dense.push(feature as u8);
    }
}
