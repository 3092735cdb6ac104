//! The report of a dialogue for people: a row of figures for each turn, with the shared words marked;
//! in full with all that lies behind it beneath.

use super::{
    acts,
    args::Options,
    claims,
    clarification::Clarity,
    columns::{self, Columns},
    correction::Truth,
    gaps::Gaps,
    paint::{self, Mark, Paint, Style, clean},
    summary, words,
};
use lingsync::{Error, Party, Session, Turn, TurnReport, config::Detail, transcript::Dialogue};
use std::{collections::BTreeSet, fmt::Write};

/// Where a line beneath a row begins, and where its text does.
const BENEATH: usize = 4;
const INDENT: usize = 16;
/// Less room than this for the text of a row, and it stands beneath.
const LEAST_ROOM: usize = 14;
/// Turns worth a look, of each kind, in a brief and in a full report.
const NOTABLE: [usize; 2] = [2, 10];

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
    let full = options.config.detail == Detail::Full;
    let columns = Columns(options.trackers);
    let mut page =
        Page { text: String::new(), layout, full, columns, options, content: BTreeSet::new() };
    let most = NOTABLE[usize::from(full)];
    let (mut gaps, mut clarity) = (Gaps::new(most), Clarity::default());
    let mut truth = Truth::default();
    page.header(dialogue);
    if !options.summary_only {
        page.column_names();
    }
    for turn in &dialogue.turns {
        let number = session.turns();
        let report = session.observe(turn).map_err(|error| (number, error))?;
        page.content
            .extend(words::taken_up(&turn.text, &report.lexical).iter().map(|w| w.to_lowercase()));
        gaps.add(turn, &report, session.engine().config());
        clarity.add(turn, &report);
        truth.add(turn, &report);
        if !options.summary_only {
            page.turn(turn, &report);
        }
    }
    if !options.summary_only {
        page.legend();
    }
    page.text.push('\n');
    let content = std::mem::take(&mut page.content);
    let (content, gaps, clarity, truth) = (&content, &gaps, &clarity, &truth);
    let notable = summary::Notable { content, gaps, clarity, truth, most };
    page.text.push_str(&summary::render(&session, &notable, options, layout));
    page.text.push('\n');
    Ok(page.text)
}

struct Page<'o> {
    text: String,
    layout: Layout,
    full: bool,
    columns: Columns,
    options: &'o Options,
    /// Words taken up anywhere, to tell telling expressions from others.
    content: BTreeSet<String>,
}

impl Page<'_> {
    fn header(&mut self, dialogue: &Dialogue) {
        let mut text = clean(&dialogue.id);
        let mut marks = vec![(0..text.len(), Style::Title)];
        let turns = words::count(dialogue.turns.len() as u64, "turn");
        let _ = write!(text, "  {turns}: {}", parties(dialogue));
        if dialogue.roles_assumed {
            let start = text.len() + 1;
            text.push_str(
                " (roles assumed: the first speaker is the client, the second the agent)",
            );
            marks.push((start..text.len(), Style::Faint));
        }
        if dialogue.skipped > 0 {
            let skipped = words::count(dialogue.skipped.into(), "message");
            let _ = write!(text, ", {skipped} skipped (system, tool or empty)");
        }
        if self.layout.paint == Paint::Plain {
            marks.clear();
        }
        for line in paint::wrap(&text, &marks, self.layout.columns, 99, self.layout.paint) {
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    fn column_names(&mut self) {
        let names = self.columns.names();
        let names = if self.is_beneath() { names } else { names + "text" };
        self.faint(names.trim_end());
        self.text.push('\n');
    }

    /// What the marks in the texts mean.
    fn marks_meaning(&self) -> Option<String> {
        let trackers = self.options.trackers;
        let mut parts = Vec::new();
        if trackers.lexical {
            parts.push(match self.layout.paint {
                Paint::Plain => "[shared with the other]".to_owned(),
                paint => {
                    let shared = paint.styled(Style::Shared, "said by the other first");
                    let own = paint.styled(Style::Own, "by the speaker first");
                    format!("{shared}, {own}")
                }
            });
        }
        let acts = trackers.acts || trackers.clarification;
        let meaning = match (acts, trackers.correction) {
            (true, true) => "what shows an act, or decides about a claim",
            (true, false) => "what shows an act",
            (false, true) => "what decides about a claim, or presses",
            (false, false) => "",
        };
        if !meaning.is_empty() {
            parts.push(match self.layout.paint {
                Paint::Plain => format!("{{{meaning}}}"),
                paint => paint.styled(Style::Act, meaning),
            });
        }
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// What is marked in the text of a turn. Beside shared words only phrases are: every sentence
    /// does something.
    fn marks(&self, report: &TurnReport) -> Vec<Mark> {
        let trackers = self.options.trackers;
        let shared = if trackers.lexical { words::marks(report) } else { Vec::new() };
        let mut marks = shared;
        if trackers.acts || trackers.clarification {
            marks = acts::merged(acts::marks(report, !trackers.lexical), marks);
        }
        if trackers.correction {
            marks = acts::merged(claims::marks(report), marks);
        }
        marks
    }

    fn legend(&mut self) {
        let room = self.layout.columns - 2;
        for line in paint::wrap(&self.columns.legend(), &[], room, 99, Paint::Plain) {
            self.faint(&format!("  {line}"));
            self.text.push('\n');
        }
        if let Some(meaning) = self.marks_meaning() {
            let _ = writeln!(self.text, "  text: {meaning}");
        }
    }

    /// Whether the text of a turn stands beneath its row.
    fn is_beneath(&self) -> bool {
        self.full || self.columns.names().len() + LEAST_ROOM > self.layout.columns
    }

    fn turn(&mut self, turn: &Turn<'_>, report: &TurnReport) {
        let paint = self.layout.paint;
        let lexical = self.options.trackers.lexical;
        let row = self.columns.row(report, paint);
        let marks = self.marks(report);
        let beside = self.columns.names().len();
        let indent = if self.is_beneath() { INDENT } else { beside };
        let most = if self.full { usize::MAX - 1 } else { 1 };
        // A cut text ends with one character more.
        let room = self.layout.columns - indent - 1;
        let text = paint::wrap(&turn.text, &marks, room, most, paint);
        if !self.is_beneath() {
            let text = text.into_iter().next().unwrap_or_default();
            let _ = writeln!(self.text, "{}", format!("{row}{text}").trim_end());
            return;
        }
        let _ = writeln!(self.text, "{}", row.trim_end());
        for line in text {
            let _ = writeln!(self.text, "{:INDENT$}{line}", "");
        }
        if self.full {
            for (name, line) in columns::details(turn, report, self.options.trackers) {
                self.beneath(name, &line, Style::Faint);
            }
            if let Some(notes) = words::notes(&turn.text, report).filter(|_| lexical) {
                self.beneath("", &notes, Style::Warning);
            }
        }
    }

    /// A line beneath a row, with its name.
    fn beneath(&mut self, name: &str, text: &str, style: Style) {
        let room = self.layout.columns - INDENT;
        let mut name = name;
        for line in paint::wrap(text, &[], room, usize::MAX - 1, Paint::Plain) {
            let line = self.layout.paint.styled(style, &format!("{name:<12}{line}"));
            let _ = writeln!(self.text, "{:BENEATH$}{line}", "");
            name = "";
        }
    }

    fn faint(&mut self, text: &str) {
        self.text.push_str(&self.layout.paint.styled(Style::Faint, text));
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
