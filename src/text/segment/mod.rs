//! Segment classes: which parts of a turn are prose, and which are code, quotation, links, tables
//! or traces, so that pasted material does not count as the writer's own words.
//!
//! Whole lines are claimed first, rule by rule (`code`, `quotation`, `trace`, `table`); what stays
//! unclaimed is prose, in which `inline` finds code spans and links. Every rule prefers a miss to a
//! false alarm: prose taken for code is lost to every measure, code taken for prose is a little
//! noise.

mod code;
mod inline;
pub(super) mod lines;
mod logs;
mod quotation;
mod table;
mod trace;

use smallvec::SmallVec;

use crate::value::Span;
use lines::{Line, mark};

/// What kind of text a segment holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum SegmentClass {
    /// The writer's own words.
    Prose,
    /// Program code: fenced, indented, or an inline span of several words.
    Code,
    /// Somebody else's words: `>` lines and quoted mail.
    Quotation,
    /// A link or a mail address.
    Url,
    /// Rows and columns, by `|` or by tabs.
    Table,
    /// A stack trace, a compiler's message or log lines.
    Trace,
}

impl SegmentClass {
    /// The snake_case name, as JSON shows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prose => "prose",
            Self::Code => "code",
            Self::Quotation => "quotation",
            Self::Url => "url",
            Self::Table => "table",
            Self::Trace => "trace",
        }
    }
}

/// A stretch of a turn's text that is of one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Segment {
    /// What kind of text it is.
    pub class: SegmentClass,
    /// Where it stands.
    pub span: Span,
}

/// Divides `text` into segments: in order, without gap or overlap, neighbours of different class.
///
/// `out` is cleared first. A line break belongs to the line it ends, and blank lines to what
/// stands before them. An empty text has no segment, and neither has one of 4 GiB or more, which a
/// [`Span`] cannot address. Time and memory are linear in the text.
pub(crate) fn segments(text: &str, out: &mut SmallVec<[Segment; 4]>) {
    out.clear();
    let Ok(len) = u32::try_from(text.len()) else {
        return;
    };
    let mut cover = Cover { out, at: 0 };

    let (mut lines, seen) = lines::scan(text);
    if seen != 0 {
        claim_blocks(text, &mut lines, seen);
        emit(text, &lines, &mut cover);
    }
    // Nothing of interest anywhere, or a text of blank lines only.
    cover.extend(SegmentClass::Prose, len);
}

/// Runs the rules for whole lines; the order is their precedence.
fn claim_blocks(text: &str, lines: &mut [Line], seen: u16) {
    if seen & mark::FENCE != 0 {
        code::fences(text, lines);
    }
    if seen & mark::DASH != 0 {
        quotation::original_message(text, lines);
    }
    if seen & mark::QUOTE != 0 {
        quotation::quotations(text, lines);
    }
    if seen & mark::TRACE != 0 {
        trace::traces(text, lines);
    }
    if seen & (mark::PIPE | mark::TABS) != 0 {
        table::tables(text, lines);
    }
    if seen & mark::DEEP != 0 {
        code::indented_code(text, lines);
    }
}

fn emit(text: &str, lines: &[Line], cover: &mut Cover<'_>) {
    for (k, line) in lines.iter().enumerate() {
        let next = lines.get(k + 1).map_or(text.len() as u32, |next| next.start);
        match line.class {
            Some(class) => cover.extend(class, next),
            None if line.has(mark::BLANK) => cover.stretch(next),
            None => {
                if line.has(mark::TICK | mark::LINK) {
                    inline::claim(text, line.start as usize, line.end as usize, cover);
                }
                cover.extend(SegmentClass::Prose, next);
            }
        }
    }
}

/// The segments so far, which cover the text up to `at`.
struct Cover<'o> {
    out: &'o mut SmallVec<[Segment; 4]>,
    at: u32,
}

impl Cover<'_> {
    /// Covers the text up to `end` with `class`.
    fn extend(&mut self, class: SegmentClass, end: u32) {
        if end <= self.at {
            return;
        }
        match self.out.last_mut() {
            Some(last) if last.class == class => last.span.end = end,
            _ => self.out.push(Segment { class, span: Span::new(self.at, end) }),
        }
        self.at = end;
    }

    /// Covers the text up to `end` with whatever comes before; at the start, with what will follow.
    fn stretch(&mut self, end: u32) {
        if let Some(last) = self.out.last_mut() {
            last.span.end = end;
            self.at = end;
        }
    }

    /// Covers `start..end` with `class` and what is open before it with prose.
    fn insert(&mut self, class: SegmentClass, start: usize, end: usize) {
        self.extend(SegmentClass::Prose, start as u32);
        self.extend(class, end as u32);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use alloc::string::String;
    use alloc::vec::Vec;

    use proptest::prelude::*;

    use super::SegmentClass::{Code, Prose, Quotation, Table, Trace, Url};
    use super::*;

    /// A text and the segments expected of it.
    pub(crate) type Case = (&'static str, &'static [(SegmentClass, &'static str)]);

    pub(crate) fn assert_segments(cases: &[Case]) {
        let mut out = SmallVec::new();
        for (text, expected) in cases {
            segments(text, &mut out);
            let found: Vec<_> =
                out.iter().map(|s| (s.class, s.span.of(text).unwrap_or("not a slice"))).collect();
            assert_eq!(&found[..], *expected, "{text:?}");
        }
    }

    const PLAIN: &[&str] = &[
        "Hello there.",
        "I think so, but I'm not sure... are you?",
        "We met at the bank (downtown) at 12:30:15.",
        "at the bank (downtown)",
        "Error: it says I owe 5 | 6 dollars",
        "a > b",
        "x | y",
        "x | y\nz | w",
        "> 3",
        ">3 items is too many",
        ">= 5 of them",
        ">.<",
        "I said: > hm",
        "<- here -> there",
        "First line\nsecond line\n\nThird line",
        "Don`t say that, it`s mean and he`s right",
        "The `name` is what we share.",
        "Meet @anna or me @ 3.50",
        "- a list\n    with more (in brackets) below\n\n    and a second paragraph = the same",
        "    The woods are lovely, dark and deep,\n    But I have promises to keep,",
        "I saw it in 2024-05-01 notes",
        "2024-05-01 10:00 Meeting\n2024-05-02 11:00 Lunch",
        "ERROR is what it says",
        "Warning: hot!\nReally hot.",
        "This || that\nand || or",
        "~~~~~ happy day ~~~~~",
        "-- \nAnna",
        "On Monday he wrote:\nI am fine.",
        "thread 'main' panicked at me, it felt like",
        "error: I cannot log in\nplease help",
        "::: www. and :// and http:// alone",
        "你好，今天怎么样？",
        "\n\n   \n",
    ];

    #[test]
    fn ordinary_prose_is_one_segment() {
        for text in PLAIN {
            assert_segments_of(text, &[(Prose, text)]);
        }
        assert_segments(&[("", &[])]);
    }

    fn assert_segments_of(text: &str, expected: &[(SegmentClass, &str)]) {
        let mut out = SmallVec::new();
        segments(text, &mut out);
        let found: Vec<_> = out.iter().map(|s| (s.class, s.span.of(text).unwrap_or(""))).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn classes_stand_side_by_side() {
        assert_segments(&[
            (
                "Look:\n> old words\nand `a = b` at https://x.org.\n```\nx\n```\nDone.",
                &[
                    (Prose, "Look:\n"),
                    (Quotation, "> old words\n"),
                    (Prose, "and "),
                    (Code, "`a = b`"),
                    (Prose, " at "),
                    (Url, "https://x.org"),
                    (Prose, ".\n"),
                    (Code, "```\nx\n```\n"),
                    (Prose, "Done."),
                ],
            ),
            (
                "| a | b |\n| 1 | 2 |\n  at a.B.c(B.java:1)\nok",
                &[
                    (Table, "| a | b |\n| 1 | 2 |\n"),
                    (Trace, "  at a.B.c(B.java:1)\n"),
                    (Prose, "ok"),
                ],
            ),
        ]);
    }

    #[test]
    fn blank_lines_go_with_what_stands_before_them() {
        assert_segments(&[
            (
                "\n\n> a\n\n\nb\n\n> c",
                &[(Quotation, "\n\n> a\n\n\n"), (Prose, "b\n\n"), (Quotation, "> c")],
            ),
            ("> a\r\n\r\n> b\r\n", &[(Quotation, "> a\r\n\r\n> b\r\n")]),
        ]);
    }

    #[test]
    fn names_are_snake_case() {
        let names = [Prose, Code, Quotation, Url, Table, Trace].map(SegmentClass::name);
        assert_eq!(names, ["prose", "code", "quotation", "url", "table", "trace"]);
    }

    /// Pieces that the rules look for, so that random texts reach them.
    pub(crate) fn hostile_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            3 => "\\PC{0,6}",
            6 => prop::sample::select(vec![
                "\n", "\n\n", "\r\n", "\t", "    ", " ", "`", "``", "```", "~~~", ">", "> ", "|", "-",
                "://", "http://", "www.", "@", ".", "...", "!", "?", "…", "。", "é", "😀", "a.b",
                "At", "at ", "(", ")", ":1:2", "File \"", "\", line 1", "Traceback (most recent call last):",
                "thread '", "' panicked at x.rs:1:2:", "error[E0", "--> ", "[INFO]", "[12:00:00]",
                "2024-01-01T00:00:00Z ", "ERROR ", "On ", "wrote:", "-----Original Message-----",
                "1. ", "- ", "U.S. ", "Dr. ", "3.", "\"", "”", "。”", "؟", "।", ";", "x = y",
            ]).prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_text_is_covered_once_and_in_order(text in prop_oneof![any::<String>(), hostile_text()]) {
            let mut out = SmallVec::new();
            segments(&text, &mut out);
            let mut at = 0;
            let mut before = None;
            for segment in &out {
                prop_assert_eq!(segment.span.start, at);
                prop_assert!(segment.span.of(&text).is_some_and(|slice| !slice.is_empty()));
                prop_assert_ne!(before, Some(segment.class));
                before = Some(segment.class);
                at = segment.span.end;
            }
            prop_assert_eq!(at as usize, text.len());
        }
    }
}
