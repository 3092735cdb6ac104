//! The rules for other people's words, by the customs of mail and markdown: `>` lines and whole
//! older messages.

use super::SegmentClass::Quotation;
use super::lines::{Line, mark};

/// Above these words in dashes, mail programs put a whole older message without `>`.
const ORIGINAL_MESSAGE: [&str; 5] = [
    "original message",
    "forwarded message",
    "ursprüngliche nachricht",
    "mensaje original",
    "message d'origine",
];

/// A forwarded or answered mail: its heading line and everything after it.
pub(super) fn original_message(text: &str, lines: &mut [Line]) {
    let heading = lines.iter().position(|line| {
        let words = line.text(text).trim_matches(|c| c == '-' || c == ' ');
        line.is_open() && line.has(mark::DASH) && crate::ascii::is_any(words, &ORIGINAL_MESSAGE)
    });
    for line in lines.iter_mut().skip(heading.unwrap_or(usize::MAX)) {
        line.class = Some(Quotation);
    }
}

/// `>` lines, with the line that says whose words they are.
pub(super) fn quotations(text: &str, lines: &mut [Line]) {
    let quoted = |line: &Line, only_surely: bool| {
        let strength =
            if line.has(mark::QUOTE) { quote(line.text(text)) } else { QuoteStrength::None };
        strength == QuoteStrength::Sure || (strength == QuoteStrength::Perhaps && !only_surely)
    };
    for line in lines.iter_mut().filter(|line| line.is_open()) {
        if quoted(line, true) {
            line.class = Some(Quotation);
        }
    }
    spread(lines.iter_mut(), |line| quoted(line, false));
    spread(lines.iter_mut().rev(), |line| quoted(line, false));
    for first in 1..lines.len() {
        let starts = lines[first].class == Some(Quotation) && lines[first - 1].class.is_none();
        if starts {
            claim_attribution(text, lines, first);
        }
    }
}

/// Claims the lines that directly follow a quotation and may be part of it.
fn spread<'l>(lines: impl Iterator<Item = &'l mut Line>, may_be: impl Fn(&Line) -> bool) {
    let mut inside = false;
    for line in lines {
        if inside && line.is_open() && may_be(line) {
            line.class = Some(Quotation);
        }
        inside = line.class == Some(Quotation);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum QuoteStrength {
    None,
    /// Only next to a sure one: `>`, `> 3`.
    Perhaps,
    Sure,
}

fn quote(body: &str) -> QuoteStrength {
    let after = body.trim_start_matches('>');
    let gap = after.starts_with([' ', '\t']);
    match after.trim_start().bytes().next() {
        None => QuoteStrength::Perhaps,
        Some(b'=') => QuoteStrength::None,
        Some(byte) if byte.is_ascii_digit() => QuoteStrength::Perhaps,
        // Faces: `>:(`, `>.<`, `>_>`.
        Some(b':' | b';' | b'.' | b'_' | b'<' | b'-') if !gap => QuoteStrength::None,
        Some(_) => QuoteStrength::Sure,
    }
}

/// How mail programs introduce a quotation: what the line begins with and what it then holds.
const ATTRIBUTIONS: [(&str, &str); 4] =
    [("On ", "wrote"), ("Am ", " schrieb"), ("El ", "escribió"), ("Le ", "a écrit")];

/// Claims the line of attribution before the quotation at `first`; it may be wrapped into two
/// lines, and a blank line may follow it.
fn claim_attribution(text: &str, lines: &mut [Line], first: usize) {
    let gap = usize::from(lines[first - 1].has(mark::BLANK));
    let Some(last) = first.checked_sub(1 + gap) else {
        return;
    };
    if !lines[last].is_open() {
        return;
    }
    let body = lines[last].text(text);
    if !body.ends_with(':') {
        return;
    }
    let begins = |k: usize, prefix: &str| lines[k].text(text).starts_with(prefix);
    let start = ATTRIBUTIONS.iter().find_map(|(prefix, verb)| {
        let holds = body.contains(verb) || body.starts_with(verb.trim_start());
        if !holds {
            None
        } else if begins(last, prefix) {
            Some(last)
        } else {
            last.checked_sub(1).filter(|&k| lines[k].is_open() && begins(k, prefix))
        }
    });
    for line in &mut lines[start.unwrap_or(first)..first] {
        line.class = Some(Quotation);
    }
}

#[cfg(test)]
mod tests {
    use super::super::SegmentClass::Prose;
    use super::super::tests::assert_segments;
    use super::*;

    #[test]
    fn quoted_lines_take_their_attribution_along() {
        assert_segments(&[
            ("> a\n> b\nno", &[(Quotation, "> a\n> b\n"), (Prose, "no")]),
            (">> a\n>\n> 3 b\n>= 5", &[(Quotation, ">> a\n>\n> 3 b\n"), (Prose, ">= 5")]),
            ("> 3 b\n> and", &[(Quotation, "> 3 b\n> and")]),
            (
                "Hi\nOn 1 May Al <a@b.org> wrote:\n> x",
                &[(Prose, "Hi\n"), (Quotation, "On 1 May Al <a@b.org> wrote:\n> x")],
            ),
            ("On 1 May Al\nwrote:\n\n> x", &[(Quotation, "On 1 May Al\nwrote:\n\n> x")]),
            ("Am 1. Mai schrieb Al:\n> x", &[(Quotation, "Am 1. Mai schrieb Al:\n> x")]),
            ("El lunes, Al escribió:\n> x", &[(Quotation, "El lunes, Al escribió:\n> x")]),
            ("Le 1 mai, Al a écrit :\n> x", &[(Quotation, "Le 1 mai, Al a écrit :\n> x")]),
            ("You wrote:\n> x", &[(Prose, "You wrote:\n"), (Quotation, "> x")]),
            (
                "Ok.\n-----Original message-----\nFrom: x\n\n```\ny",
                &[(Prose, "Ok.\n"), (Quotation, "-----Original message-----\nFrom: x\n\n```\ny")],
            ),
        ]);
    }
}
