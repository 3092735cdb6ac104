//! Puts foreign text on a terminal: control characters made harmless, marks in colour or brackets,
//! lines broken to a width.
#![allow(dead_code, reason = "each example uses a part of this file")]

use std::{fmt::Write, io::IsTerminal};

/// How marked text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    /// With the terminal's colours.
    Colour,
    /// In brackets.
    Plain,
}

/// A kind of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    #[default]
    Normal,
    /// A title.
    Title,
    /// Words shared with the other party, who said them first.
    Shared,
    /// Words shared with the other party, first said by the same speaker.
    Own,
    /// Words that show what a sentence does.
    Act,
    /// What stands back.
    Faint,
    /// What asks for attention.
    Warning,
}

impl Style {
    /// What stands around it without colours.
    const fn brackets(self) -> [char; 2] {
        match self {
            Self::Act => ['{', '}'],
            _ => ['[', ']'],
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Normal => "",
            Self::Title => "\x1b[1m",
            Self::Shared => "\x1b[1;32m",
            Self::Own => "\x1b[36m",
            Self::Act => "\x1b[35m",
            Self::Faint => "\x1b[2m",
            Self::Warning => "\x1b[33m",
        }
    }
}

const RESET: &str = "\x1b[0m";

impl Paint {
    /// Colour when the standard output is a terminal and `NO_COLOR` is not set.
    pub(crate) fn detect() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        if std::io::stdout().is_terminal() && !refused && !dumb {
            Self::Colour
        } else {
            Self::Plain
        }
    }

    /// `text` in a style; it must be clean already.
    pub(crate) fn styled(self, style: Style, text: &str) -> String {
        match self {
            Self::Colour if style != Style::Normal => format!("{}{text}{RESET}", style.code()),
            _ => text.to_owned(),
        }
    }
}

/// The columns to write in: `COLUMNS`, or 100.
pub(crate) fn columns() -> usize {
    let given = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    given.unwrap_or(100).clamp(60, 200)
}

/// A visible stand-in for a character that would steer the terminal or hide text.
pub(crate) fn clean_char(c: char) -> char {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' => '\u{21b5}',
        '\t' => ' ',
        // The pictures of the control characters stand in the same order as these.
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => '\u{fffd}',
        '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        c => c,
    }
}

/// `text` without any character that steers the terminal.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(clean_char).collect()
}

/// The columns that a character takes, nearly: the width tables of Unicode in a few ranges.
fn width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' => 2,
        '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// A marked piece of a text: byte offsets, and how it looks.
pub(crate) type Mark = (std::ops::Range<usize>, Style);

/// `text` in lines of at most `columns`, at most `most` of them, clean and with its marks, which
/// are in order and do not overlap.
pub(crate) fn wrap(
    text: &str,
    marks: &[Mark],
    columns: usize,
    most: usize,
    paint: Paint,
) -> Vec<String> {
    let mut lines = Lines { done: Vec::new(), line: Vec::new(), width: 0, columns };
    let mut word = Vec::new();
    for cell in cells(text, marks, paint) {
        if cell.0 == ' ' {
            lines.word(&mut word);
            lines.space(cell);
            if lines.done.len() > most {
                break;
            }
        } else {
            word.push(cell);
        }
    }
    lines.word(&mut word);
    lines.end();
    let cut = lines.done.len() > most;
    lines.done.truncate(most);
    if let Some(last) = lines.done.last_mut().filter(|_| cut) {
        last.push(('\u{2026}', Style::Faint));
    }
    lines.done.iter().map(|line| painted(line, paint)).collect()
}

type Cell = (char, Style);

fn cells(text: &str, marks: &[Mark], paint: Paint) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(text.len() + 2 * marks.len());
    let mut marks = marks.iter().peekable();
    for (at, c) in text.char_indices() {
        let mark = marks.peek().filter(|(range, _)| range.contains(&at));
        let style = mark.map_or(Style::Normal, |(_, style)| *style);
        let opens = mark.is_some_and(|(range, _)| range.start == at);
        let closes = mark.is_some_and(|(range, _)| range.end <= at + c.len_utf8());
        if opens && paint == Paint::Plain {
            cells.push((style.brackets()[0], style));
        }
        cells.push((clean_char(c), style));
        if closes {
            if paint == Paint::Plain {
                cells.push((style.brackets()[1], style));
            }
            marks.next();
        }
    }
    cells
}

struct Lines {
    done: Vec<Vec<Cell>>,
    line: Vec<Cell>,
    width: usize,
    columns: usize,
}

impl Lines {
    fn word(&mut self, word: &mut Vec<Cell>) {
        let needed: usize = word.iter().map(|(c, _)| width(*c)).sum();
        if self.width + needed > self.columns && self.width > 0 {
            self.end();
        }
        for cell in word.drain(..) {
            if self.width + width(cell.0) > self.columns {
                self.end();
            }
            self.width += width(cell.0);
            self.line.push(cell);
        }
    }

    fn space(&mut self, cell: Cell) {
        if self.width > 0 && self.width < self.columns {
            self.width += 1;
            self.line.push(cell);
        }
    }

    fn end(&mut self) {
        while self.line.last().is_some_and(|(c, _)| *c == ' ') {
            self.line.pop();
        }
        if !self.line.is_empty() {
            self.done.push(std::mem::take(&mut self.line));
        }
        self.width = 0;
    }
}

fn painted(line: &[Cell], paint: Paint) -> String {
    let mut text = String::with_capacity(line.len() + 16);
    for run in line.chunk_by(|a, b| a.1 == b.1) {
        let run_text: String = run.iter().map(|(c, _)| c).collect();
        let _ = write!(text, "{}", paint.styled(run[0].1, &run_text));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_steers_the_terminal() {
        let hostile = "a\x1b[2Jb\x07c\u{9b}d\u{202e}e\r\nf\x7f";
        assert_eq!(
            clean(hostile),
            "a\u{241b}[2Jb\u{2407}c\u{fffd}d\u{fffd}e\u{240d}\u{21b5}f\u{2421}"
        );
    }

    #[test]
    fn marks_are_brackets_without_colour_and_codes_with_it() {
        let marks = [(3..8, Style::Shared)];
        assert_eq!(wrap("my red box", &marks, 80, 9, Paint::Plain), ["my [red b]ox"]);
        assert_eq!(
            wrap("my red box", &marks, 80, 9, Paint::Colour),
            ["my \x1b[1;32mred b\x1b[0mox"]
        );
    }

    #[test]
    fn lines_are_broken_at_blanks_and_long_words_within() {
        assert_eq!(wrap("one two three", &[], 7, 9, Paint::Plain), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", &[], 4, 9, Paint::Plain), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("one two three four", &[], 5, 2, Paint::Plain), ["one", "two\u{2026}"]);
        assert!(wrap("  ", &[], 5, 2, Paint::Plain).is_empty());
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(wrap("日本語", &[], 4, 9, Paint::Plain), ["日本", "語"]);
    }
}
