//! The row of a turn: its figures in columns, and in a full report what lies behind them.

use super::{
    acts,
    args::Trackers,
    claims,
    paint::{Paint, Style},
    tone::{self, pause, score, short},
    words,
};
use lingsync::{
    LexicalObservation, Measure, Party, Rate, RegisterObservation, Turn, TurnReport,
    config::Detail, register::Dimension,
};

/// Columns of the acts of a turn.
const ACTS: usize = 14;

/// The columns of a table of turns. Those that matter least give way where much is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Columns(pub(crate) Trackers);

impl Columns {
    /// Whether there is room for nothing but the scores that tell most.
    fn is_crowded(self) -> bool {
        self.0.register && (self.0.acts || self.0.has_steps())
    }

    /// The scores of the tone that have a column.
    fn scores(self) -> &'static [Dimension] {
        const FEW: [Dimension; 2] = [Dimension::Formality, Dimension::Warmth];
        if self.is_crowded() { &FEW } else { &tone::SHOWN }
    }

    /// The names of the columns.
    pub(crate) fn names(self) -> String {
        let mut line = format!("{:>3} {:<7}{:>5}", "#", "role", "words");
        let Trackers { lexical, register, acts, .. } = self.0;
        if self.0.is_lexical_alone() {
            line += &format!("{:>11}{:>11}{:>4}", "shared", "self", "up");
            return line + "  ";
        }
        if register && !self.is_crowded() {
            line += &format!("{:>6}", "pause");
        }
        if lexical {
            line += &format!("{:>7}{:>4}", "shared", "up");
        }
        if register {
            self.scores().iter().for_each(|of| line += &format!("{:>5}", short(*of)));
            line += &format!("  {:<9}", "gap");
        }
        if acts {
            line += &format!("  {:<ACTS$}", "acts");
        }
        if self.0.has_steps() {
            line += &format!("  {:<10}", "step");
        }
        line + "  "
    }

    /// The figures of a turn, in as many columns as the names.
    pub(crate) fn row(self, report: &TurnReport, paint: Paint) -> String {
        let (lexical, register) = (&report.lexical, &report.register);
        let mut line =
            format!("{:>3} {:<7}{:>5}", report.turn, report.party.name(), report.text.words);
        if self.0.is_lexical_alone() {
            let (shared, own) = (lexical.shared_repetition, lexical.self_repetition);
            let up = lexical.mirrored_count;
            line += &format!("{:>11}{:>11}{up:>4}", hits(shared), hits(own));
            return line + "  ";
        }
        let warned = |warns: bool, text: &str| {
            let style = if warns { Style::Warning } else { Style::Normal };
            format!("  {}", paint.styled(style, text))
        };
        if self.0.register && !self.is_crowded() {
            line += &format!("{:>6}", pause(register.rhythm.latency));
        }
        if self.0.lexical {
            let shared = words::percent(lexical.shared_repetition);
            line += &format!("{shared:>7}{:>4}", lexical.mirrored_count);
        }
        if self.0.register {
            for of in self.scores() {
                line += &format!("{:>5}", score(register.measure(*of)));
            }
            let far = tone::furthest(register).is_some_and(|(.., off)| off.abs() > tone::FAR);
            line += &warned(far, &format!("{:<9}", gap(register)));
        }
        let seen = &*report.clarification;
        if self.0.acts {
            line += &format!("  {:<ACTS$}", as_fits(&acts::names(seen), ACTS));
        }
        if self.0.has_steps() {
            let (step, warns) = self.step(report);
            line += &warned(warns, &format!("{step:<10}"));
        }
        line + "  "
    }

    /// The step that a turn takes, and whether it asks for attention: what it does about truth or under
    /// pressure, else in a repair, else that a claim is made or a push-back.
    fn step(self, report: &TurnReport) -> (&'static str, bool) {
        let (seen, truth) = (&*report.clarification, &*report.correction);
        let clear = acts::step(seen).filter(|_| self.0.clarification);
        let about_truth = claims::step(truth).filter(|_| self.0.correction);
        let answers = truth.stance.is_some() || truth.claims.iter().any(|it| it.response.is_some());
        let (first, second) = if answers { (about_truth, clear) } else { (clear, about_truth) };
        let warns = self.0.clarification && acts::is_trouble(seen)
            || self.0.correction && claims::is_trouble(truth);
        (first.or(second).unwrap_or_default(), warns)
    }

    /// What the names of the columns mean.
    pub(crate) fn legend(self) -> String {
        let mut parts = Vec::new();
        if self.0.lexical {
            parts.push("shared: share of the words that the other said before");
            parts.push("up: content words that take up the other's");
        }
        if self.0.register {
            parts.push(if self.is_crowded() {
                "form, warm: formality and warmth as z-scores (0 = average of chat)"
            } else {
                "pause: since the other's turn; form, pol, val, warm: formality, politeness, valence \
                 and warmth as z-scores (0 = average of chat)"
            });
            parts.push(
                "gap: of an agent's turn the z-score furthest from its target, and how far it is \
                 above or below",
            );
        }
        if self.0.acts {
            parts.push("acts: what the sentences do");
        }
        match (self.0.clarification, self.0.correction) {
            (true, true) => parts.push(
                "step: about a claim or under pressure, in a repair, with a request (at once: \
                 answered unasked), with a wish",
            ),
            (true, false) => parts
                .push("step: in a repair, with a request (at once: answered unasked), with a wish"),
            (false, true) => parts.push("step: about a claim, or under pressure"),
            (false, false) => {}
        }
        parts.push("-: undefined");
        parts.join("; ")
    }
}

/// As many of the names as fit; `+2` says how many do not.
fn as_fits(names: &[&str], room: usize) -> String {
    for kept in (1..=names.len()).rev() {
        let more = names.len() - kept;
        let more = if more == 0 { String::new() } else { format!(" +{more}") };
        let line = names[..kept].join(", ") + &more;
        if line.len() <= room {
            return line;
        }
    }
    String::new()
}

/// `form +1.4`, `met`, or `-` where there is no target.
fn gap(seen: &RegisterObservation) -> String {
    match tone::furthest(seen) {
        None => "-".to_owned(),
        Some((_, _, off)) if off.abs() < 0.05 => "met".to_owned(),
        Some((dimension, _, off)) => format!("{} {}", short(dimension), tone::signed(off, 1)),
    }
}

/// `4  11%`, or `-`.
fn hits(rate: Rate) -> String {
    match rate.of {
        0 => "-".to_owned(),
        _ => format!("{} {:>4}", rate.hits, words::percent(rate)),
    }
}

/// What a full report adds to a turn: a name and its text for each line.
pub(crate) fn details(
    turn: &Turn<'_>,
    report: &TurnReport,
    trackers: Trackers,
) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if trackers.lexical && !trackers.is_lexical_alone() {
        lines.push(("words", repetition(&report.lexical)));
    }
    if trackers.register {
        tone_lines(&turn.text, &report.register, &mut lines);
    }
    let seen = &*report.clarification;
    if trackers.acts {
        lines.push(("acts", acts::listed(&turn.text, seen, Detail::Full)));
    }
    if trackers.clarification {
        let mut said = acts::steps(seen);
        if let Measure::Value(ambiguity) = seen.ambiguity {
            said.insert(0, format!("a request, ambiguity {ambiguity:.2}"));
        }
        lines.push(("step", said.join("; ")));
    }
    if trackers.correction {
        lines.push(("truth", claims::steps(&turn.text, &report.correction).join("; ")));
    }
    lines.retain(|(_, text)| !text.is_empty());
    lines
}

fn repetition(lexical: &LexicalObservation) -> String {
    format!(
        "shared {}, self {}",
        words::share(lexical.shared_repetition),
        words::share(lexical.self_repetition)
    )
}

fn tone_lines(text: &str, seen: &RegisterObservation, lines: &mut Vec<(&'static str, String)>) {
    let shown = |of: Dimension| format!("{of} {}", score(seen.measure(of)));
    let rest = Dimension::ALL.iter().filter(|of| {
        of.is_pack_bound() && !tone::SHOWN.contains(of) && !absent(seen.measure(**of))
    });
    let rest: Vec<String> = rest
        .map(|of| match of {
            Dimension::Vader => format!("vader {}", figure(seen.measure(*of))),
            Dimension::Certainty => format!("{} per 100 words", shown(*of)),
            other => shown(*other),
        })
        .collect();
    match seen.formality.undefined() {
        Some(reason) => lines.push(("tone", format!("undefined ({reason})"))),
        None => lines.push(("tone", rest.join(", "))),
    }
    if seen.towards == Party::CLIENT {
        lines.push(("to target", targets(seen)));
    }
    let moved = Dimension::ALL.iter().filter_map(|of| {
        let words = tone::drivers(text, seen, *of);
        (!words.is_empty()).then(|| format!("{of}: {words}"))
    });
    lines.push(("moved by", moved.collect::<Vec<_>>().join("; ")));
    lines.push(("strategies", tone::strategies(text, seen)));
    lines.push(("form", form(seen)));
}

fn absent(measure: Measure) -> bool {
    measure.value().is_none()
}

fn figure(measure: Measure) -> String {
    measure.value().map_or_else(|| "-".to_owned(), |value| tone::signed(value, 2))
}

/// `formality +1.7, words x2.4; met: politeness, warmth`
fn targets(seen: &RegisterObservation) -> String {
    let (mut off, mut met) = (Vec::new(), Vec::new());
    for &of in Dimension::ALL {
        match seen.to_target(of) {
            Measure::Value(gap) if of == Dimension::Verbosity => {
                off.push(format!("length x{:.1}", gap.exp()));
            }
            Measure::Value(gap) if gap.abs() < 0.05 => met.push(of.name()),
            Measure::Value(gap) => off.push(format!("{of} {}", tone::signed(gap, 1))),
            Measure::Undefined(_) => {}
        }
    }
    if !met.is_empty() {
        off.push(format!("met: {}", met.join(", ")));
    }
    if off.is_empty() {
        "undefined (not_available): no level of the client yet".to_owned()
    } else {
        off.join(", ")
    }
}

/// What can be counted: sentences, marks and readability.
fn form(seen: &RegisterObservation) -> String {
    let rhythm = &seen.rhythm;
    let mut parts = vec![words::count(rhythm.sentences.into(), "sentence")];
    if let Measure::Value(words) = rhythm.words_per_sentence {
        parts.push(format!("{words:.1} words each"));
    }
    let marks = [
        (rhythm.question, "question mark"),
        (rhythm.exclamation, "exclamation mark"),
        (rhythm.ellipsis, "ellipsis mark"),
        (rhythm.emoji, "emoji"),
        (rhythm.capitals, "word in capitals"),
    ];
    for (number, thing) in marks.into_iter().filter(|(number, _)| *number > 0) {
        parts.push(match thing {
            "emoji" => format!("{number} emoji"),
            "word in capitals" => format!("{} in capitals", words::count(number.into(), "word")),
            thing => words::count(number.into(), thing),
        });
    }
    let reading = &seen.readability;
    for (name, value) in [("flesch", reading.flesch), ("flesch_kincaid", reading.flesch_kincaid)] {
        if let Measure::Value(value) = value {
            parts.push(format!("{name} {value:.1}"));
        }
    }
    parts.join(", ")
}
