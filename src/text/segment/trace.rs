//! The rules for what machines print: stack traces and compilers' messages; log
//! lines have a file of their own.
//!
//! Each rule is given an unclaimed line and answers with the number of lines, from that one on, that
//! it recognises; 0 means that it does not.

use super::SegmentClass::Trace;
use super::lines::{Line, mark};
use super::logs::logs;

/// Claims every trace.
pub(super) fn traces(text: &str, lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        let view = View { text, lines: &lines[at..] };
        let rules = [python, rust_panic, rustc, frames, logs];
        let begins = lines[at].is_open() && lines[at].has(mark::TRACE);
        let length =
            if begins { rules.iter().map(|rule| rule(view)).find(|&n| n > 0) } else { None };
        let Some(length) = length else {
            at += 1;
            continue;
        };
        let end = (at + length).min(lines.len());
        let headed = at > 0 && is_frame(lines[at].text(text)) && {
            let before = &lines[at - 1];
            before.is_open() && is_exception(before.text(text))
        };
        for line in &mut lines[at - usize::from(headed)..end] {
            line.class = Some(Trace);
        }
        at = end;
    }
}

/// The lines from the one under consideration on.
#[derive(Clone, Copy)]
pub(super) struct View<'t> {
    text: &'t str,
    lines: &'t [Line],
}

impl<'t> View<'t> {
    /// The text of a line; empty when it is blank, claimed or past the end.
    pub(super) fn body(self, k: usize) -> &'t str {
        match self.lines.get(k) {
            Some(line) if line.is_open() => line.text(self.text),
            _ => "",
        }
    }

    fn indent(self, k: usize) -> u8 {
        self.lines.get(k).map_or(0, |line| line.indent)
    }

    /// The first line from `from` on that is not `wanted`.
    pub(super) fn skip(self, from: usize, wanted: impl Fn(usize, &str) -> bool) -> usize {
        (from..self.lines.len())
            .find(|&k| self.body(k).is_empty() || !wanted(k, self.body(k)))
            .unwrap_or(self.lines.len())
    }
}

/// `Traceback (most recent call last):`, its frames and the error; or the frame of a syntax error.
fn python(view: View<'_>) -> usize {
    let first = view.body(0);
    let whole = first == "Traceback (most recent call last):";
    if !whole && !is_python_frame(first) {
        return 0;
    }
    let base = view.indent(0);
    let mut end = view.skip(1, |k, body| view.indent(k) > base || is_python_frame(body));
    if view.indent(end) <= base && is_error(view.body(end), whole) {
        end += 1;
    }
    // Chained: "During handling of the above exception, another exception occurred:".
    let gap = usize::from(view.lines.get(end).is_some_and(|line| line.has(mark::BLANK)));
    let chained = ["During handling of the above", "The above exception was the direct"];
    if chained.iter().any(|words| view.body(end + gap).starts_with(words)) {
        end += gap + 1;
    }
    end
}

fn is_python_frame(body: &str) -> bool {
    let Some((_, rest)) = body.strip_prefix("File \"").and_then(|r| r.split_once("\", line "))
    else {
        return false;
    };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    after.len() < rest.len() && (after.is_empty() || after.starts_with(", in "))
}

/// `ValueError: text`: a (dotted) name and its message. Any name will do where one `must` come.
fn is_error(body: &str, must: bool) -> bool {
    let name = body.split_once(':').map_or(body, |(name, _)| name);
    let word = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '$');
    let is_name = name.starts_with(|c: char| c.is_alphabetic()) && name.chars().all(word);
    is_name && (must || ["Error", "Exception"].iter().any(|end| name.ends_with(end)))
}

/// The line before the first frame in Java's, JavaScript's and .NET's traces.
fn is_exception(body: &str) -> bool {
    let heads = ["Exception in thread", "Caused by:", "Suppressed:", "Uncaught ", "Unhandled "];
    heads.iter().any(|head| body.starts_with(head)) || is_error(body, false)
}

/// Frames `at name(File.java:12)`, with "... 5 more" and "Caused by:" between them.
fn frames(view: View<'_>) -> usize {
    if !is_frame(view.body(0)) {
        return 0;
    }
    view.skip(1, |_, body| {
        is_frame(body)
            || body.starts_with("Caused by:")
            || (body.starts_with("... ") && body.ends_with(" more"))
    })
}

fn is_frame(body: &str) -> bool {
    let Some(rest) = body.strip_prefix("at ") else {
        return false;
    };
    if let Some((call, line)) = rest.rsplit_once(":line ") {
        return call.contains(") in ") && is_number(line);
    }
    let Some((name, place)) = rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else {
        return !rest.contains(' ') && is_place(rest, 2);
    };
    let short = name.split_whitespace().take(5).count() < 5;
    // Java writes no blank before the bracket and no column, JavaScript both.
    let columns = if name.contains(' ') { 2 } else { 1 };
    let known = ["Native Method", "Unknown Source", "<anonymous>", "native"].contains(&place);
    !name.is_empty() && short && (known || is_place(place, columns))
}

/// `path:12:5`, with `numbers` numbers at least.
fn is_place(place: &str, numbers: usize) -> bool {
    let mut parts = place.rsplitn(numbers + 1, ':');
    let numbered = parts.by_ref().take(numbers).all(is_number);
    let path = parts.next().unwrap_or("");
    numbered
        && (path.contains(['.', '/', '\\', '<']) || path.starts_with("node:"))
        && path.chars().any(char::is_alphabetic)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `thread 'main' panicked at`, its message, notes and backtrace.
fn rust_panic(view: View<'_>) -> usize {
    let first = view.body(0);
    if !(first.starts_with("thread '") && first.contains("panicked at ") && first.contains(".rs:"))
    {
        return 0;
    }
    // Since Rust 1.73 the message has a line of its own.
    let message = if first.ends_with(':') && !view.body(1).is_empty() { 2 } else { 1 };
    view.skip(message, |k, body| {
        view.indent(k) > view.indent(0)
            || body.starts_with("note: ")
            || body == "stack backtrace:"
            || body.split_once(": ").is_some_and(|(number, _)| is_number(number))
    })
}

/// A message of the Rust compiler, with its arrow and its gutter.
fn rustc(view: View<'_>) -> usize {
    let starts = |k: usize| {
        let body = view.body(k);
        let coded = body.starts_with("error[E") && body.contains("]: ");
        let heads = ["error", "warning", "note", "help"];
        coded
            || is_arrow(body)
            || (is_arrow(view.body(k + 1)) && heads.iter().any(|head| body.starts_with(head)))
    };
    if !starts(0) {
        return 0;
    }
    view.skip(1, |k, body| is_gutter(body) || starts(k))
}

fn is_arrow(body: &str) -> bool {
    let place = body.strip_prefix("--> ").or_else(|| body.strip_prefix("::: "));
    place.is_some_and(|place| !place.contains(' ') && is_place(place, 2))
}

fn is_gutter(body: &str) -> bool {
    let after = body.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    after.starts_with('|') || ["= note:", "= help:", "..."].iter().any(|s| body.starts_with(s))
}

#[cfg(test)]
mod tests {
    use super::super::SegmentClass::Prose;
    use super::super::tests::assert_segments;
    use super::*;

    #[test]
    fn python_traces_end_with_their_error() {
        assert_segments(&[
            (
                "I get\nTraceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    f()\nKeyError: 'x'\nWhy?",
                &[
                    (Prose, "I get\n"),
                    (
                        Trace,
                        "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    f()\nKeyError: 'x'\n",
                    ),
                    (Prose, "Why?"),
                ],
            ),
            (
                "Traceback (most recent call last):\n  x\nA: b\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  y\nKeyboardInterrupt\nWell, no",
                &[
                    (
                        Trace,
                        "Traceback (most recent call last):\n  x\nA: b\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  y\nKeyboardInterrupt\n",
                    ),
                    (Prose, "Well, no"),
                ],
            ),
            (
                "  File \"<stdin>\", line 1\n    a b\n      ^\nSyntaxError: invalid syntax",
                &[(
                    Trace,
                    "  File \"<stdin>\", line 1\n    a b\n      ^\nSyntaxError: invalid syntax",
                )],
            ),
            ("File \"a\", line 3 is wrong", &[(Prose, "File \"a\", line 3 is wrong")]),
            (
                "Traceback (most recent call last): what?",
                &[(Prose, "Traceback (most recent call last): what?")],
            ),
        ]);
    }

    #[test]
    fn frames_take_the_exception_before_them_along() {
        assert_segments(&[
            (
                "It says\nException in thread \"main\" a.B: c\n\tat a.B.c(B.java:12)\nCaused by: x\n\tat d.E.<init>(Native Method)\n\t... 3 more\nHelp!",
                &[
                    (Prose, "It says\n"),
                    (
                        Trace,
                        "Exception in thread \"main\" a.B: c\n\tat a.B.c(B.java:12)\nCaused by: x\n\tat d.E.<init>(Native Method)\n\t... 3 more\n",
                    ),
                    (Prose, "Help!"),
                ],
            ),
            (
                "java.lang.NullPointerException: n\n  at a.B.c(B.kt:1)",
                &[(Trace, "java.lang.NullPointerException: n\n  at a.B.c(B.kt:1)")],
            ),
            (
                "TypeError: x is not a function\n    at async f (/a/b.js:1:2)\n    at node:internal/a:1:2",
                &[(
                    Trace,
                    "TypeError: x is not a function\n    at async f (/a/b.js:1:2)\n    at node:internal/a:1:2",
                )],
            ),
            (
                "   at A.B.C(String s) in C:\\a\\b.cs:line 12",
                &[(Trace, "   at A.B.C(String s) in C:\\a\\b.cs:line 12")],
            ),
            (
                "meet me\nat noon (room 5:12)\nat 12:30:15",
                &[(Prose, "meet me\nat noon (room 5:12)\nat 12:30:15")],
            ),
        ]);
    }

    #[test]
    fn rust_panics_and_compiler_messages_are_traces() {
        assert_segments(&[
            (
                "thread 'main' panicked at src/main.rs:2:5:\nindex out of bounds\nnote: run with `RUST_BACKTRACE=1`\nstack backtrace:\n   0: core::panic\n             at /rustc/x.rs:1:2\nSo?",
                &[
                    (
                        Trace,
                        "thread 'main' panicked at src/main.rs:2:5:\nindex out of bounds\nnote: run with `RUST_BACKTRACE=1`\nstack backtrace:\n   0: core::panic\n             at /rustc/x.rs:1:2\n",
                    ),
                    (Prose, "So?"),
                ],
            ),
            (
                "thread 'a' panicked at 'oh', src/x.rs:1:2\nWhy is that?",
                &[(Trace, "thread 'a' panicked at 'oh', src/x.rs:1:2\n"), (Prose, "Why is that?")],
            ),
            (
                "error[E0308]: mismatched types\n  --> src/x.rs:1:2\n   |\n12 |     a\n   |     ^ b\n   = note: c\n\nIdeas?",
                &[
                    (
                        Trace,
                        "error[E0308]: mismatched types\n  --> src/x.rs:1:2\n   |\n12 |     a\n   |     ^ b\n   = note: c\n\n",
                    ),
                    (Prose, "Ideas?"),
                ],
            ),
            (
                "warning: unused\n --> a.rs:1:2\n  |\nok",
                &[(Trace, "warning: unused\n --> a.rs:1:2\n  |\n"), (Prose, "ok")],
            ),
            ("--> that one\nerror: no", &[(Prose, "--> that one\nerror: no")]),
        ]);
    }
}
