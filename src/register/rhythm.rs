//! Rhythm: how long a turn is, how fast it comes, and how it is punctuated.
//!
//! The counts are those of the conversation's prose and need no language pack. Source: the series
//! that ConversationAlign and the literature on chat follow; own definitions below.

use crate::{
    pack::WordFacts,
    text::{AnalysedTurn, SegmentClass},
    value::{Measure, Undefined},
};

/// The rhythm of a turn.
///
/// # Example
/// ```
/// use lingsync::{Session, Turn};
///
/// let mut session = Session::default();
/// session.observe(&Turn::client("So LATE again!!").at(1_000))?;
/// let report = session.observe(&Turn::agent("Oh no... what happened? 😟").at(3_500))?;
/// let rhythm = report.register.rhythm;
/// assert_eq!((rhythm.words, rhythm.question, rhythm.ellipsis, rhythm.emoji), (4, 1, 1, 1));
/// assert_eq!(rhythm.latency.value(), Some(2.5));
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Rhythm {
    /// Words of the prose; without fillers where the turn was spoken.
    pub words: u32,
    /// Sentences of the prose.
    pub sentences: u32,
    /// Words by sentences; undefined (`empty`) without a sentence.
    pub words_per_sentence: Measure,
    /// Seconds from the other party's last turn (from its end, if its `duration_ms` is known) to
    /// this one; undefined (`no_time`) without both times, if the clock went backwards, or after a
    /// turn of the same party. Negative if the turns overlap.
    pub latency: Measure,
    /// Exclamation marks.
    pub exclamation: u32,
    /// Question marks.
    pub question: u32,
    /// Ellipses: two or more full stops in a row, or the character for it.
    pub ellipsis: u32,
    /// Emoji; joined ones and those with a modifier count once.
    pub emoji: u32,
    /// Words of two or more letters, all of them capitals.
    pub capitals: u32,
}

impl Rhythm {
    /// Counts what can be seen of a turn alone. O(bytes).
    pub(crate) fn of(text: &str, turn: &AnalysedTurn, speech: bool, words: u32) -> Self {
        let sentences = turn.counts().sentences;
        let per_sentence = Measure::ratio(f64::from(words), f64::from(sentences), Undefined::Empty);
        let mut rhythm = Self {
            words,
            sentences,
            words_per_sentence: per_sentence,
            latency: Measure::Undefined(Undefined::NoTime),
            exclamation: 0,
            question: 0,
            ellipsis: 0,
            emoji: 0,
            capitals: 0,
        };
        if speech {
            return rhythm;
        }
        for segment in turn.segments().iter().filter(|s| s.class == SegmentClass::Prose) {
            rhythm.marks(segment.span.of(text).unwrap_or_default());
        }
        rhythm.capitals = known_capitals(turn).unwrap_or_else(|| {
            let words = turn.tokens().iter().map(|token| token.span().of(text));
            words.map(|word| u32::from(word.is_some_and(is_capital))).sum()
        });
        rhythm
    }

    /// The rhythm of a turn of which only the record is known: not shown to anybody.
    pub(crate) fn empty() -> Self {
        Self {
            words: 0,
            sentences: 0,
            words_per_sentence: Measure::Undefined(Undefined::Empty),
            latency: Measure::Undefined(Undefined::NoTime),
            exclamation: 0,
            question: 0,
            ellipsis: 0,
            emoji: 0,
            capitals: 0,
        }
    }

    /// Corrects the number of words, once the fillers of a spoken turn are left out.
    pub(crate) fn set_words(&mut self, words: u32) {
        self.words = words;
        self.words_per_sentence =
            Measure::ratio(f64::from(words), f64::from(self.sentences), Undefined::Empty);
    }

    /// Counts the marks and emoji of a stretch of prose.
    fn marks(&mut self, prose: &str) {
        let bytes = prose.as_bytes();
        let [exclamations, questions, stops] = count(bytes, [b'!', b'?', b'.']);
        self.exclamation += exclamations;
        self.question += questions;
        if stops >= 2 {
            let dots = bytes.chunk_by(|a, b| *a == b'.' && *b == b'.');
            self.ellipsis += dots.filter(|run| run.len() >= 2).count() as u32;
        }
        if !crate::ascii::is_ascii(prose) {
            self.foreign_marks(prose);
        }
    }

    /// The marks beyond ASCII, and emoji: one that is joined to another is part of it, and so is its
    /// colour.
    fn foreign_marks(&mut self, prose: &str) {
        let mut joined = false;
        let mut rest = prose;
        while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
            let (before, from) = rest.split_at(at);
            joined &= before.bytes().all(|byte| byte == b'.');
            let mut characters = from.chars();
            let Some(c) = characters.next() else { return };
            rest = characters.as_str();
            match c {
                '…' => self.ellipsis += 1,
                '！' => self.exclamation += 1,
                '？' | '؟' => self.question += 1,
                _ => {}
            }
            let is_emoji = is_emoji(c);
            self.emoji += u32::from(is_emoji && !joined);
            joined = c == '\u{200d}' || (joined && c == '\u{fe0f}');
        }
    }
}

/// How often each of the marks stands in `bytes`.
fn count(bytes: &[u8], marks: [u8; 3]) -> [u32; 3] {
    let (mut all, [a, b, c]) = ([0_u32; 3], marks);
    // So few that a byte holds their number, and sixteen are counted at once.
    for few in bytes.chunks(usize::from(u8::MAX)) {
        let (mut of_a, mut of_b, mut of_c) = (0_u8, 0_u8, 0_u8);
        for byte in few {
            of_a += u8::from(*byte == a);
            of_b += u8::from(*byte == b);
            of_c += u8::from(*byte == c);
        }
        for (sum, part) in all.iter_mut().zip([of_a, of_b, of_c]) {
            *sum += u32::from(part);
        }
    }
    all
}

/// The words in capitals of a turn of which all words are known.
fn known_capitals(turn: &AnalysedTurn) -> Option<u32> {
    const ASKED: u16 = CAPITALS | WordFacts::SOME_LOWER;
    const CAPITALS: u16 = WordFacts::KNOWN | WordFacts::CAPITAL | WordFacts::TWO_UPPER;
    let (mut count, mut known) = (0, turn.facts.len() == turn.tokens().len());
    for word in &turn.facts {
        count += u32::from(word.flags & ASKED == CAPITALS);
        known &= word.is(WordFacts::KNOWN);
    }
    known.then_some(count)
}

/// Whether a word has two or more letters and all of them are capitals.
fn is_capital(word: &str) -> bool {
    if word.as_bytes().first().is_some_and(|first| first.is_ascii() && !first.is_ascii_uppercase())
    {
        return false;
    }
    if word.len() < 2 || !word.starts_with(char::is_uppercase) {
        return false;
    }
    let mut capitals = 0;
    for c in word.chars() {
        if c.is_lowercase() {
            return false;
        }
        capitals += u32::from(c.is_uppercase());
    }
    capitals >= 2
}

/// Whether a character is shown as a picture: the blocks of pictographs, without modifiers of skin
/// colour and without the second half of a flag.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{2600}'..='\u{27bf}' | '\u{2b05}'..='\u{2b55}' | '\u{231a}' | '\u{231b}' | '\u{23e9}'..='\u{23fa}'
        | '\u{1f300}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}' | '\u{1f004}' | '\u{1f0cf}'
        | '\u{1f18e}' | '\u{1f191}'..='\u{1f19a}' | '\u{1f201}'..='\u{1f251}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{engine::Engine, turn::Turn};

    fn rhythm(text: &str) -> Rhythm {
        let turn = Engine::default().analyser().analyse(&Turn::client(text)).unwrap();
        Rhythm::of(text, &turn, false, turn.counts().words)
    }

    #[test]
    fn marks_are_counted_in_prose_only() {
        let seen = rhythm("Why?! Well... no.. stop.\n```\na..b!\n```\n> quoted!!\nOK");
        assert_eq!((seen.exclamation, seen.question, seen.ellipsis), (1, 1, 2));
        assert_eq!(seen.capitals, 1);
    }

    #[test]
    fn a_joined_or_coloured_emoji_counts_once() {
        assert_eq!(rhythm("👩‍👩‍👧 👍🏽 ❤️ 😀😀").emoji, 5);
        assert_eq!(rhythm("€ é – “x” ½").emoji, 0);
    }

    #[test]
    fn words_in_capitals_have_two_letters_or_more() {
        assert_eq!(rhythm("I am SO angry, A B, ÉTÉ, 4TH, GPT-4 Ok").capitals, 3);
    }
}
