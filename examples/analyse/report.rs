//! The report of a dialogue for people: a row for each turn, with the shared words marked, and what
//! an agent turn missed beneath it.

use super::{
    args::Options,
    paint::{self, Paint, Style, clean},
    summary, words,
};
use lingsync::{
    Error, Party, Rate, Session, Turn, TurnReport, config::Detail, transcript::Dialogue,
};
use std::{collections::BTreeSet, fmt::Write};

/// Where the text of a row begins.
const INDENT: usize = 46;
/// Lines of one turn's text in a brief report.
const BRIEF_LINES: usize = 6;

/// How a report is laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub(crate) paint: Paint,
    pub(crate) columns: usize,
}

/// The report of one dialogue.
///
/// # Errors
/// The first turn that the session refuses, by its number.
pub(crate) fn dialogue(
    mut session: Session,
    dialogue: &Dialogue,
    options: &Options,
    layout: Layout,
) -> Result<String, (u32, Error)> {
    let mut page =
        Page { text: String::new(), layout, full: is_full(options), content: BTreeSet::new() };
    page.header(dialogue);
    if !options.summary_only {
        page.column_names();
    }
    let mut wordless = false;
    for turn in &dialogue.turns {
        let number = session.turns();
        let report = session.observe(turn).map_err(|error| (number, error))?;
        page.content
            .extend(words::taken_up(&turn.text, &report.lexical).iter().map(|w| w.to_lowercase()));
        wordless |= report.lexical.shared_repetition.of == 0;
        if !options.summary_only {
            page.turn(turn, &report);
        }
    }
    if !options.summary_only {
        page.faint("  up* : content words that take up the other's\n");
    }
    if wordless && !options.summary_only {
        page.faint("  -   : undefined (empty), the turn has no word that counts\n");
    }
    page.text.push('\n');
    let content = std::mem::take(&mut page.content);
    page.text.push_str(&summary::render(&session, &content, options, layout));
    page.text.push('\n');
    Ok(page.text)
}

fn is_full(options: &Options) -> bool {
    options.config.detail == Detail::Full
}

struct Page {
    text: String,
    layout: Layout,
    full: bool,
    /// Words taken up anywhere, to tell telling expressions from others.
    content: BTreeSet<String>,
}

impl Page {
    fn header(&mut self, dialogue: &Dialogue) {
        let id = self.layout.paint.styled(Style::Title, &clean(&dialogue.id));
        let turns = words::count(dialogue.turns.len() as u64, "turn");
        let _ = write!(self.text, "{id}  {turns}: {}", parties(dialogue));
        if dialogue.roles_assumed {
            self.faint(" (roles assumed: the first speaker is the client, the second the agent)");
        }
        if dialogue.skipped > 0 {
            let skipped = words::count(dialogue.skipped.into(), "message");
            let _ = write!(self.text, ", {skipped} skipped (system, tool or empty)");
        }
        self.text.push('\n');
    }

    fn column_names(&mut self) {
        let names = format!(
            "{:>4} {:<7}{:>5}{:>11}{:>11}{:>5}",
            "#", "role", "words", "shared", "self", "up"
        );
        let marks = match self.layout.paint {
            Paint::Colour => {
                let shared = self.layout.paint.styled(Style::Shared, "said by the other first");
                let own = self.layout.paint.styled(Style::Own, "by the speaker first");
                format!("text ({shared}, {own})")
            }
            Paint::Plain => "text ([shared with the other])".to_owned(),
        };
        self.faint(&format!("{names:<INDENT$}"));
        let _ = writeln!(self.text, "{marks}");
    }

    fn turn(&mut self, turn: &Turn<'_>, report: &TurnReport) {
        let paint = self.layout.paint;
        let lexical = &report.lexical;
        let figures = format!(
            "{:>4} {:<7}{:>5}{:>11}{:>11}{:>5}",
            report.turn,
            report.party.name(),
            lexical.shared_repetition.of,
            hits(lexical.shared_repetition),
            hits(lexical.self_repetition),
            lexical.mirrored_count,
        );
        let most = if self.full { usize::MAX - 1 } else { BRIEF_LINES };
        let lines = paint::wrap(&turn.text, &words::marks(report), self.room(), most, paint);
        let mut lines = lines.iter();
        let _ = write!(self.text, "{figures}");
        if let Some(first) = lines.next() {
            let _ = write!(self.text, "  {first}");
        }
        self.text.push('\n');
        for line in lines {
            let _ = writeln!(self.text, "{:INDENT$}{line}", "");
        }
        self.notes(turn, report);
    }

    fn notes(&mut self, turn: &Turn<'_>, report: &TurnReport) {
        let Some(notes) = words::notes(&turn.text, report) else { return };
        for line in paint::wrap(&notes, &[], self.room(), usize::MAX - 1, Paint::Plain) {
            let line = self.layout.paint.styled(Style::Warning, &line);
            let _ = writeln!(self.text, "{:INDENT$}{line}", "");
        }
    }

    fn room(&self) -> usize {
        self.layout.columns.saturating_sub(INDENT).max(20)
    }

    fn faint(&mut self, text: &str) {
        self.text.push_str(&self.layout.paint.styled(Style::Faint, text));
    }
}

/// `4  11%`, or `-`.
fn hits(rate: Rate) -> String {
    match rate.of {
        0 => "-".to_owned(),
        _ => format!("{} {:>4}", rate.hits, words::percent(rate)),
    }
}

/// `12 client, 11 agent`, with the speakers' labels where roles were assumed.
fn parties(dialogue: &Dialogue) -> String {
    let mut parts = Vec::new();
    for party in [Party::CLIENT, Party::AGENT, Party::OTHER] {
        let turns = || dialogue.turns.iter().filter(|turn| Party::from(turn.role) == party);
        let number = turns().count();
        if number == 0 {
            continue;
        }
        let label = turns().find_map(|turn| turn.speaker.as_deref());
        parts.push(match label.filter(|_| dialogue.roles_assumed) {
            Some(label) => format!("{number} {party} {}", clean(label)),
            None => format!("{number} {party}"),
        });
    }
    parts.join(", ")
}
