//! The rules for code in whole lines, by markdown's customs: fenced code and indented code.

use super::SegmentClass::Code;
use super::lines::{Line, mark};

/// Follows whether the lines stand inside a list, where an indent is not a sign of code.
#[derive(Default)]
struct ListState {
    inside: bool,
}

impl ListState {
    fn step(&mut self, line: &Line, body: &str) {
        if is_list_item(body) {
            self.inside = true;
        } else if line.indent < 2 && !line.has(mark::BLANK) {
            self.inside = false;
        }
    }
}

fn is_list_item(body: &str) -> bool {
    let bytes = body.as_bytes();
    let digits = bytes.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    match &bytes[digits..] {
        [b'-' | b'*' | b'+', b' ' | b'\t', ..] => digits == 0,
        [b'.' | b')', b' ' | b'\t', ..] => (1..=3).contains(&digits),
        _ => body.starts_with("• "),
    }
}

/// Fenced code, from the opening fence to the closing one or to the end of the text.
pub(super) fn fences(text: &str, lines: &mut [Line]) {
    let mut open: Option<(u8, usize)> = None;
    let mut list = ListState::default();
    for line in lines {
        let body = line.text(text);
        let fence = if line.has(mark::FENCE) { fence(body) } else { None };
        match (open, fence) {
            (Some((sign, length)), fence) => {
                line.class = Some(Code);
                let closes = fence.is_some_and(|(s, l, info)| s == sign && l >= length && !info);
                if closes {
                    open = None;
                }
            }
            (None, Some((sign, length, _))) if line.indent < 4 || list.inside => {
                line.class = Some(Code);
                open = Some((sign, length));
            }
            (None, _) => list.step(line, body),
        }
    }
}

/// The sign and length of a fence, and whether something follows it.
fn fence(body: &str) -> Option<(u8, usize, bool)> {
    let sign = *body.as_bytes().first()?;
    let rest = body.trim_start_matches(sign as char);
    // ```` ```a``` ```` is an inline span, and `~~~ hooray ~~~` an ornament.
    if rest.contains(sign as char) {
        return None;
    }
    Some((sign, body.len() - rest.len(), !rest.is_empty()))
}

/// Paragraphs indented by four columns, of which at least half the lines look like code.
pub(super) fn indented_code(text: &str, lines: &mut [Line]) {
    let mut list = ListState::default();
    let mut after_blank = true;
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let run = if after_blank && !list.inside { indented_run(&lines[at..]) } else { 0 };
        if run == 0 {
            list.step(line, line.text(text));
            after_blank = line.has(mark::BLANK);
            at += 1;
            continue;
        }
        let block = &mut lines[at..at + run];
        let (mut code, mut all) = (0, 0);
        for line in block.iter().filter(|line| line.is_open()) {
            all += 1;
            code += usize::from(looks_like_code(line.text(text)));
        }
        if code * 2 >= all {
            block.iter_mut().for_each(|line| line.class = Some(Code));
        }
        after_blank = false;
        at += run;
    }
}

/// The number of lines, up to the last indented one, of an indented block; blank lines may be
/// inside it.
fn indented_run(lines: &[Line]) -> usize {
    let inside =
        |line: &&Line| line.class.is_none() && (line.has(mark::BLANK) || line.has(mark::DEEP));
    if !lines.first().is_some_and(|line| line.is_open() && line.has(mark::DEEP)) {
        return 0;
    }
    let run = lines.iter().take_while(inside).count();
    let blank = lines[..run].iter().rev().take_while(|line| line.has(mark::BLANK)).count();
    run - blank
}

/// Signs that prose does not hold. Not the comma at the end: verses have it.
const CODE_SIGNS: [&str; 13] =
    ["()", "[]", "{}", " = ", "==", "=>", "->", "::", "</", "/>", "+=", "&&", "/*"];

fn looks_like_code(body: &str) -> bool {
    let bytes = body.as_bytes();
    let ends = matches!(bytes.last(), Some(b';' | b'{' | b'}' | b'(' | b'['));
    let begins = ["$ ", "//", "#include", "import ", "return ", "def "]
        .iter()
        .any(|prefix| body.starts_with(prefix));
    // A bracket directly after a word is a call; `(s)` is a plural.
    let calls = bytes.windows(2).enumerate().any(|(k, pair)| {
        pair[0].is_ascii_alphanumeric()
            && (pair[1] == b'(' || pair[1] == b'[')
            && !bytes[k + 1..].starts_with(b"(s)")
    });
    ends || begins || calls || CODE_SIGNS.iter().any(|sign| body.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::super::SegmentClass::{Prose, Quotation};
    use super::super::tests::assert_segments;
    use super::*;

    #[test]
    fn fences_hold_code_to_their_end() {
        assert_segments(&[
            ("```\na\n```", &[(Code, "```\na\n```")]),
            ("```rust\nlet a;", &[(Code, "```rust\nlet a;")]),
            (
                "a\n  ~~~\nb\n```\n~~~~\nc",
                &[(Prose, "a\n"), (Code, "  ~~~\nb\n```\n~~~~\n"), (Prose, "c")],
            ),
            ("````\n```\nx\n````\ny", &[(Code, "````\n```\nx\n````\n"), (Prose, "y")]),
            (
                "1. do\n    ```\n    x\n    ```\nok",
                &[(Prose, "1. do\n"), (Code, "    ```\n    x\n    ```\n"), (Prose, "ok")],
            ),
            ("> ```\n> x\n> ```", &[(Quotation, "> ```\n> x\n> ```")]),
            ("    ```\nx", &[(Prose, "    ```\nx")]),
            (
                "```\n> a | b | c\n-----Original Message-----\n```\nz",
                &[(Code, "```\n> a | b | c\n-----Original Message-----\n```\n"), (Prose, "z")],
            ),
        ]);
    }

    #[test]
    fn indented_paragraphs_are_code_when_they_look_like_it() {
        assert_segments(&[
            (
                "Try:\n\n    let a = 1;\n\n    b(a);\n\nok",
                &[(Prose, "Try:\n\n"), (Code, "    let a = 1;\n\n    b(a);\n\n"), (Prose, "ok")],
            ),
            ("\tfoo();\n\treturn 1", &[(Code, "\tfoo();\n\treturn 1")]),
            ("    def f(x):\n        return x", &[(Code, "    def f(x):\n        return x")]),
            ("Try:\n    let a = 1;", &[(Prose, "Try:\n    let a = 1;")]),
            ("- a\n\n    foo();\n", &[(Prose, "- a\n\n    foo();\n")]),
            ("    My item(s), as I said", &[(Prose, "    My item(s), as I said")]),
        ]);
    }
}
