//! The rules for tables: rows of cells divided by `|`, or by tabs.

use super::SegmentClass::Table;
use super::lines::{Line, mark};

#[derive(Clone, Copy, PartialEq)]
enum Row {
    None,
    /// One `|`: a row only in a table that has a rule.
    Half,
    Full,
    /// `---|---`, `+----+`.
    Rule,
}

fn row(text: &str, line: &Line) -> Row {
    if !line.is_open() || !line.has(mark::PIPE) {
        return Row::None;
    }
    let bytes = line.text(text).as_bytes();
    let ruled = bytes.iter().all(|byte| b"-:|+= \t".contains(byte));
    if ruled && bytes.windows(2).any(|pair| pair == b"--" || pair == b"==") {
        Row::Rule
    } else {
        match line.pipes {
            0 => Row::None,
            1 => Row::Half,
            _ => Row::Full,
        }
    }
}

/// Rows with `|` and rows with tabs, two or more together.
pub(super) fn tables(text: &str, lines: &mut [Line]) {
    claim_runs(
        lines,
        |line| row(text, line) != Row::None,
        |run| {
            if run.iter().any(|line| row(text, line) == Row::Rule) {
                claim_all(run);
            } else {
                claim_runs(run, |line| row(text, line) == Row::Full, claim_all);
            }
        },
    );
    claim_runs(lines, |line| line.is_open() && line.has(mark::TABS), claim_all);
}

/// Calls `claim` for every longest run of two or more lines that are `wanted`.
fn claim_runs(
    lines: &mut [Line],
    wanted: impl Fn(&Line) -> bool,
    mut claim: impl FnMut(&mut [Line]),
) {
    let mut start = 0;
    while start < lines.len() {
        let run = lines[start..].iter().take_while(|line| wanted(line)).count();
        if run >= 2 {
            claim(&mut lines[start..start + run]);
        }
        start += run.max(1);
    }
}

fn claim_all(run: &mut [Line]) {
    run.iter_mut().for_each(|line| line.class = Some(Table));
}

#[cfg(test)]
mod tests {
    use super::super::SegmentClass::Prose;
    use super::super::tests::assert_segments;
    use super::*;

    #[test]
    fn rows_side_by_side_are_a_table() {
        assert_segments(&[
            (
                "So:\n| a | b |\n|---|---|\n| 1 | 2 |\nok",
                &[(Prose, "So:\n"), (Table, "| a | b |\n|---|---|\n| 1 | 2 |\n"), (Prose, "ok")],
            ),
            ("a | b\n---|---\n1 | 2", &[(Table, "a | b\n---|---\n1 | 2")]),
            ("|a|\n|b|", &[(Table, "|a|\n|b|")]),
            ("+--+\n| a |\n+--+", &[(Table, "+--+\n| a |\n+--+")]),
            ("a\tb\tc\n1\t2\t3\nx", &[(Table, "a\tb\tc\n1\t2\t3\n"), (Prose, "x")]),
            ("| a | b |\nx", &[(Prose, "| a | b |\nx")]),
            ("a\tb\tc\nx", &[(Prose, "a\tb\tc\nx")]),
            ("||oh||\n||no||", &[(Prose, "||oh||\n||no||")]),
        ]);
    }
}
