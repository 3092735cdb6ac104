//! The rule for log lines: a time stamp, a level, or both at the beginning.

use super::trace::View;

/// Log lines: one that has a time and a level, or several that have either.
pub(super) fn logs(view: View<'_>) -> usize {
    let (stamp, level) = log_marks(view.body(0));
    if !stamp && !level {
        return 0;
    }
    let end = view.skip(1, |_, body| log_marks(body) != (false, false));
    if end > 1 || (stamp && level) { end } else { 0 }
}

const LEVELS: [&str; 10] =
    ["TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "FATAL", "CRITICAL", "SEVERE"];

/// Whether the line begins with a time stamp, and whether it says its level at the beginning.
fn log_marks(body: &str) -> (bool, bool) {
    let Some(rest) = after_stamp(body) else {
        return (false, body.split(' ').next().is_some_and(is_level));
    };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || " .,:+-]Z".contains(c));
    (true, rest.split_whitespace().take(3).any(is_level))
}

/// `ERROR`, `ERROR:`, and in square brackets in any case.
fn is_level(word: &str) -> bool {
    let bare = word.trim_end_matches([':', '|']);
    match bare.strip_prefix('[').and_then(|bare| bare.strip_suffix(']')) {
        Some(inside) => crate::ascii::is_any(inside.trim(), &LEVELS),
        None => LEVELS.contains(&bare),
    }
}

/// What follows `2024-05-01T12:00:00`, with or without a bracket, or `[12:00:00`.
fn after_stamp(body: &str) -> Option<&str> {
    let open = body.strip_prefix('[');
    let stamp = open.unwrap_or(body);
    // Without seconds it is as likely somebody's calendar.
    after_shape(stamp, "dddd-dd-dd dd:dd:dd")
        .or_else(|| after_shape(stamp, "dddd-dd-ddTdd:dd:dd"))
        .or_else(|| open.and_then(|stamp| after_shape(stamp, "dd:dd:dd")))
}

/// What follows a text of this shape, in which `d` is a digit.
fn after_shape<'t>(text: &'t str, shape: &str) -> Option<&'t str> {
    let head = text.as_bytes().get(..shape.len())?;
    let fits = head.iter().zip(shape.bytes()).all(|(byte, sign)| match sign {
        b'd' => byte.is_ascii_digit(),
        _ => *byte == sign,
    });
    if fits { text.get(shape.len()..) } else { None }
}

#[cfg(test)]
mod tests {
    use super::super::SegmentClass::{Prose, Trace};
    use super::super::tests::assert_segments;

    #[test]
    fn log_lines_are_traces_when_there_are_two_or_a_time_and_a_level() {
        assert_segments(&[
            (
                "2024-05-01T12:00:00.123Z  INFO a: b",
                &[(Trace, "2024-05-01T12:00:00.123Z  INFO a: b")],
            ),
            (
                "x\n[2024-05-01 12:00:00] [error] b",
                &[(Prose, "x\n"), (Trace, "[2024-05-01 12:00:00] [error] b")],
            ),
            (
                "[12:00:01] a\n[12:00:02] b\nc",
                &[(Trace, "[12:00:01] a\n[12:00:02] b\n"), (Prose, "c")],
            ),
            ("[INFO] a\nERROR: b", &[(Trace, "[INFO] a\nERROR: b")]),
            ("[INFO] a", &[(Prose, "[INFO] a")]),
            ("[12:00:01] a", &[(Prose, "[12:00:01] a")]),
            ("2024-05-01 12:00:00 info evening", &[(Prose, "2024-05-01 12:00:00 info evening")]),
            ("INFORMATION\nERRORS happen", &[(Prose, "INFORMATION\nERRORS happen")]),
        ]);
    }
}
