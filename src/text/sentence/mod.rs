//! Sentences of a turn, by rule: where the punctuation and the line breaks of its prose end one.

mod stop;

use alloc::vec::Vec;

use super::segment::lines::Stops;
use super::segment::{Segment, SegmentClass};
use crate::value::Span;
use stop::Stop;

/// Finds the sentences of the prose in `text`: in order, without overlap, white space trimmed.
///
/// `out` is cleared first. `segments` are those of [`segments`](super::segment::segments). A link or
/// a code span inside a line belongs to the sentence around it, all other classes end it. Every
/// sentence holds a letter, a digit, `?` or `!` of prose: neither a lone link nor `- -` is one.
///
/// `abbreviations` is asked for the word before a full stop, lower-cased and without that stop
/// (`dr`, `e.g`); after an abbreviation no sentence ends within the line. So words which are as
/// often the last of a sentence (`p.m`, `u.s`) are best left out: letters with stops end one only
/// before words like "The". `no` counts before a digit only, whatever the answer.
///
/// Time is linear in the text.
pub(crate) fn sentences(
    text: &str,
    segments: &[Segment],
    abbreviations: &dyn Fn(&str) -> bool,
    out: &mut Vec<Span>,
) {
    out.clear();
    let mut splitter = Splitter::new(text, abbreviations, out);
    let mut reached = 0;
    for segment in segments {
        let (from, to) = (segment.span.start as usize, segment.span.end as usize);
        if from < reached || text.get(from..to).is_none() {
            continue;
        }
        if from > reached {
            splitter.end(reached);
            splitter.restart(from);
        }
        match segment.class {
            SegmentClass::Prose => splitter.prose(from, to),
            class if is_inline(text, class, from, to) => splitter.pass(from, to),
            _ => {
                splitter.end(from);
                splitter.restart(to);
            }
        }
        reached = to;
    }
    splitter.end(reached);
}

/// Whether a segment that is not prose stands within a line of prose.
fn is_inline(text: &str, class: SegmentClass, from: usize, to: usize) -> bool {
    let bytes = text.as_bytes();
    match class {
        SegmentClass::Url => true,
        SegmentClass::Code => {
            let begins_line = from == 0 || bytes.get(from - 1) == Some(&b'\n');
            let ends_line = to == bytes.len() || bytes.get(to - 1) == Some(&b'\n');
            !(begins_line && ends_line)
        }
        _ => false,
    }
}

/// True for the bytes with which a line break or the end of a sentence may begin.
static STOPS: Stops<4> = Stops::new(*b"\n.!?", &[0xd6, 0xd8, 0xdb, 0xe0, 0xe2, 0xe3, 0xef]);

/// The sentence that is open, and those before it.
struct Splitter<'a> {
    text: &'a str,
    abbreviations: &'a dyn Fn(&str) -> bool,
    out: &'a mut Vec<Span>,
    /// Where the open sentence begins, perhaps with white space.
    start: usize,
    /// How far it has been searched for words; it keeps the search linear.
    searched: usize,
    /// Whether it has words of prose up to there.
    has_words: bool,
    /// Whether it has a link or a code span.
    has_inline: bool,
}

impl<'a> Splitter<'a> {
    fn new(text: &'a str, abbreviations: &'a dyn Fn(&str) -> bool, out: &'a mut Vec<Span>) -> Self {
        let (has_words, has_inline) = (false, false);
        Self { text, abbreviations, out, start: 0, searched: 0, has_words, has_inline }
    }

    /// Begins a sentence at `at`.
    fn restart(&mut self, at: usize) {
        self.start = at;
        self.searched = at;
        self.has_words = false;
        self.has_inline = false;
    }

    /// Ends the open sentence at `at`, and begins the next one there.
    fn end(&mut self, at: usize) {
        self.search(at);
        let slice = self.text.get(self.start..at).unwrap_or("").trim_end();
        let trimmed = slice.trim_start();
        if self.has_words && !trimmed.is_empty() {
            let end = self.start + slice.len();
            self.out.push(Span::new((end - trimmed.len()) as u32, end as u32));
        }
        self.restart(at);
    }

    /// Searches the prose up to `to` for words.
    fn search(&mut self, to: usize) {
        if !self.has_words {
            let prose = self.text.get(self.searched..to).unwrap_or("");
            self.has_words = prose
                .chars()
                .any(|c| c.is_alphanumeric() || matches!(c, '?' | '!' | '？' | '！' | '؟'));
            self.searched = to;
        }
    }

    /// Takes a link or a code span into the open sentence.
    fn pass(&mut self, from: usize, to: usize) {
        self.search(from);
        self.searched = to;
        self.has_inline = true;
    }

    /// Divides a stretch of prose; the last sentence stays open.
    fn prose(&mut self, from: usize, to: usize) {
        let bytes = self.text.as_bytes().get(..to).unwrap_or(&[]);
        let mut at = from;
        loop {
            at = STOPS.find(bytes, at);
            let Some(&byte) = bytes.get(at) else { break };
            if byte == b'\n' {
                if self.line_break_ends(at) {
                    self.end(at);
                }
                at += 1;
                continue;
            }
            let run_end = stop::run_end(bytes, at);
            if run_end == at {
                at += 1;
                continue;
            }
            let stop = Stop { text: self.text, from, at, run_end, to };
            let end = if self.opens_with(stop) { None } else { stop.end(self.abbreviations) };
            if let Some(end) = end {
                self.end(end);
            }
            at = end.unwrap_or(run_end);
        }
    }

    /// Whether the stops lead the sentence instead of ending it: `...and then`, `.NET`.
    fn opens_with(&mut self, stop: Stop<'_>) -> bool {
        self.search(stop.at);
        !self.has_words && !self.has_inline && stop.is_dots()
    }

    /// Whether the line break at `at` ends the sentence; it does not in hard-wrapped text.
    ///
    /// Punctuation at the end of the line needs no look: had it been an end, the sentence that is
    /// open now would be empty.
    fn line_break_ends(&self, at: usize) -> bool {
        let blank = [' ', '\t', '\r'];
        let line = self.text.get(self.start..at).unwrap_or("").trim_end_matches(blank);
        let next = self.text.get(at + 1..).unwrap_or("").trim_start_matches(blank);
        let mut chars = next.chars();
        let wrapped = chars.next().is_some_and(char::is_lowercase);
        // `a) first`, `a. first`, and the bullet of some text editors.
        let after = chars.as_str();
        let marker = after.starts_with(')') || after.starts_with(". ") || next.starts_with("o ");
        line.ends_with(':') || !wrapped || marker
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use smallvec::SmallVec;

    use super::super::segment::{segments, tests::hostile_text};
    use super::*;

    fn is_abbreviation(word: &str) -> bool {
        ["dr", "mr", "e.g", "etc", "approx", "no", "z.b", "sr", "ph.d", "vs"].contains(&word)
    }

    fn split(text: &str) -> Vec<Span> {
        let (mut classes, mut out) = (SmallVec::new(), Vec::new());
        segments(text, &mut classes);
        sentences(text, &classes, &is_abbreviation, &mut out);
        out
    }

    /// In a case, `|` stands where a sentence ends, and is not part of the text.
    fn assert_ends(cases: &[&str]) {
        for case in cases {
            let text = case.replace('|', "");
            let expected: Vec<_> = case.split('|').map(str::trim).collect();
            let found: Vec<_> = split(&text).iter().filter_map(|span| span.of(&text)).collect();
            assert_eq!(found, expected, "{case:?}");
        }
    }

    #[test]
    fn stops_with_their_closing_signs_end_a_sentence() {
        assert_ends(&[
            "Hello there",
            "Hello there.| How are you?| Fine!",
            "i am tired.| you know",
            "What?!| No way!!!| Ok.",
            "He said \"no.\"| Then he left.",
            "“It is.”| “Is it?”",
            "(I did.)| You did not.",
            "**Done.**| _Next one!_| Bye",
            "It is known.[12]| So it is.",
            "Really?|Yes.",
            "Is it?|¿Qué?",
            "???",
            "wow !!!",
            "Ok?\n|???",
            "I have 3.| You have 4.",
        ]);
    }

    #[test]
    fn speech_goes_on_in_lower_case() {
        assert_ends(&[
            "\"Stop!\" she cried.| He did.",
            "\"Yes.\" he said.",
            "It (really?) is so.",
            "\"What?\"—he asked.",
            "Yahoo!, the firm, is old.",
        ]);
    }

    #[test]
    fn a_full_stop_may_belong_to_a_word() {
        assert_ends(&[
            "Dr. Smith is in.| Ask Mr. Jones.",
            "Fruit, e.g. apples.| And more, e.g. The Beatles.",
            "Pens, ink etc. are (approx. five) here.",
            "She has a Ph.D. in law.| Good.",
            "The U.S. army and the U.S. Army.",
            "I live in the U.S.| The law is clear.",
            "At 5 p.m. we left.| At 6 p.m.| We came.",
            "J. Smith and J. R. R. Tolkien wrote it.",
            "So do I.| Plan B.| Then C!",
            "No.| It is No. 5.",
            "Us vs. them",
        ]);
    }

    #[test]
    fn a_full_stop_may_belong_to_a_number_or_a_name() {
        assert_ends(&[
            "It is 3.5 or 1.000.| Yes, version 2.0.| Then 5.",
            "Open foo.py at example.com.| Then .gitignore too.",
            ".NET is old.| Use v1.2.3!",
            "1. Do this.\n|2. Do that.| Now.",
            "**1. Title**\n|a. one\n|- 3. two",
            "Set !important there",
        ]);
    }

    #[test]
    fn an_ellipsis_ends_a_sentence_before_a_capital_only() {
        assert_ends(&[
            "Well... maybe.| Well... |Maybe.",
            "so…yes…|No",
            "ok.. then.| ok..| Then",
            "...and then?",
            "I know…| 5 of them",
        ]);
    }

    #[test]
    fn emoji_belong_to_the_sentence_before() {
        assert_ends(&[
            "Great! 😀| Next one.",
            "Thanks. :)| See you.| ok :) bye",
            "Yes!👍🏽| ok",
            "I love it. ❤️ 👩‍💻| you too",
            "Oh no...😢| why",
            "It is 5.\n|:) ok",
        ]);
    }

    #[test]
    fn lines_end_a_sentence_unless_they_are_wrapped() {
        assert_ends(&[
            "one\n\n|two",
            "This is wrapped\nby a mailer\r\nsomewhere.| Ok",
            "A title\n|Some text",
            "My list:\n|first\nor\n|- second\n|* third\n|a) fourth\n|1) fifth",
            "Hello Anna,\n|I am fine,\nthanks.",
            "It is approx.\nfive.\n|then six.",
            "He is Mr.\n|Jones",
            "one \n \n|two",
        ]);
    }

    #[test]
    fn other_languages_have_their_own_stops() {
        assert_ends(&[
            "¿Qué tal?| ¡Muy bien!| El Sr. Gómez no vino.",
            "¡Hola!| ¿Y tú?| Bien, gracias.",
            "Am 3. Mai war ich da.| Es war z.B. kalt.",
            "„Ja.“| „Nein!“ sagte er.",
            "« Oui ! »| Non ?",
            "你好。|我很好！|你呢？|好",
            "他说：“好。”|然后走了。",
            "मैं ठीक हूँ।| आप कैसे हैं?| अच्छा॥",
            "كيف حالك؟| بخير.",
            "Բարեւ։| Լավ",
            "تم۔| ہاں",
        ]);
    }

    #[test]
    fn links_and_code_inside_a_line_do_not_end_a_sentence() {
        assert_ends(&[
            "See https://a.b/c.d for more.| Ok",
            "See https://a.b/c.| Ok",
            "https://a.b is down.| Really.",
            "Type `git push x.y` now.| Done.",
            "Read this:\n|https://a.b is it",
        ]);
    }

    #[test]
    fn blocks_end_a_sentence_and_hold_none() {
        let cases: [(&str, &[&str]); 8] = [
            ("Run\n```\na. b\n```\nnow", &["Run", "now"]),
            ("yes\n> no. no\nmaybe", &["yes", "maybe"]),
            ("So:\n| a | b |\n| c | d |\nok", &["So:", "ok"]),
            ("https://a.b", &[]),
            ("Look.\nhttps://a.b", &["Look."]),
            ("- -\n\n...\n😀", &[]),
            ("", &[]),
            (" \n ", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = split(text).iter().filter_map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn segments_that_do_not_fit_the_text_are_passed_over() {
        let prose =
            |start, end| Segment { class: SegmentClass::Prose, span: Span::new(start, end) };
        let segments = [prose(4, 6), prose(2, 3), prose(5, 4), prose(8, 90), prose(6, 9)];
        let mut out = Vec::new();
        sentences("one. two.", &segments, &is_abbreviation, &mut out);
        assert_eq!(out, [Span::new(5, 9)]);
        sentences("é.", &[prose(1, 3)], &is_abbreviation, &mut out);
        assert_eq!(out, []);
    }

    proptest! {
        #[test]
        fn sentences_of_any_text_are_trimmed_and_in_order(
            text in prop_oneof![any::<String>(), hostile_text()],
        ) {
            let mut reached = 0;
            for span in split(&text) {
                let slice = span.of(&text);
                prop_assert!(span.start >= reached);
                prop_assert!(slice.is_some_and(|slice| slice.trim() == slice && !slice.is_empty()));
                reached = span.end;
            }
        }
    }
}
