//! The end of a dialogue's report: the summary, in which no figure stands without its counts.

use super::{
    args::{Options, Trackers},
    clarification::{self, Clarity},
    correction::{self, Truth},
    gaps::Gaps,
    paint::{self, Paint, Style, clean},
    register,
    report::Layout,
    words,
};
use lingsync::{
    Distance, Party, Session, SessionSummary,
    config::Detail,
    lexical::{Expression, Lexicon, Mean, Sharing, VocabularyOverlap},
};
use std::{collections::BTreeSet, fmt::Write};

/// How many of the shared expressions a full and a brief report list, unless all are asked for.
const TOP: usize = 8;
const TOP_BRIEF: usize = 3;
/// Where the figures of a line begin.
const INDENT: usize = 24;

/// What the turns of a dialogue have shown, as far as no summary holds it.
pub(crate) struct Notable<'n> {
    /// The content words that were taken up, in lower case.
    pub(crate) content: &'n BTreeSet<String>,
    pub(crate) gaps: &'n Gaps,
    pub(crate) clarity: &'n Clarity,
    pub(crate) truth: &'n Truth,
    /// Turns to list of each kind.
    pub(crate) most: usize,
}

/// The summary of a session.
pub(crate) fn render(
    session: &Session,
    notable: &Notable<'_>,
    options: &Options,
    layout: Layout,
) -> String {
    let summary = session.summary();
    let Notable { content, gaps, .. } = *notable;
    let mut lines = Lines { text: String::new(), layout };
    if options.trackers.lexical {
        lexical(&mut lines, session, &summary, content, gaps, options);
    }
    if options.trackers.register {
        let config = session.engine().config();
        register::render(&mut lines, &summary.register, gaps, config, options);
    }
    if options.trackers.acts || options.trackers.clarification {
        let (clarity, most) = (notable.clarity, notable.most);
        clarification::render(&mut lines, &summary.clarification, clarity, most, options);
    }
    // Where nothing is to be said of it, it is said only if it was asked for.
    let asked = options.trackers != Trackers::default();
    let seen = &summary.correction;
    if options.trackers.correction && (asked || seen.claims.opened > 0 || seen.pushbacks > 0) {
        correction::render(&mut lines, seen, notable.truth, notable.most, options);
    }
    remarks(&mut lines, &summary);
    lines.text
}

fn lexical(
    lines: &mut Lines,
    session: &Session,
    summary: &SessionSummary,
    content: &BTreeSet<String>,
    gaps: &Gaps,
    options: &Options,
) {
    let full = options.config.detail == Detail::Full;
    repetition(lines, summary, full);
    for (index, missed) in gaps.missed().iter().enumerate() {
        lines.add(if index == 0 { "missed most" } else { "" }, missed);
    }
    if full {
        research(lines, summary);
    }
    let spoken = |party| summary.lexical.parties.iter().any(|own| own.party == party);
    if spoken(Party::AGENT) && spoken(Party::CLIENT) {
        let lexicon = session.lexicon(Sharing::Pair(Party::AGENT, Party::CLIENT));
        let most = match (options.lexicon, full) {
            (true, _) => usize::MAX,
            (_, true) => TOP,
            _ => TOP_BRIEF,
        };
        expressions(lines, &lexicon, content, most);
        if let Some(overlap) = lexicon.vocabulary_overlap() {
            vocabulary(lines, &overlap);
        }
    } else {
        lines.add(
            "shared expressions",
            "undefined (not_available): client and agent did not both speak",
        );
    }
}

/// The lines of a summary, each with its name at the left.
pub(crate) struct Lines {
    text: String,
    layout: Layout,
}

impl Lines {
    /// A name and what there is to say, broken to the width.
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        let name = self.layout.paint.styled(Style::Faint, &format!("{name:<22}"));
        let room = self.layout.columns.saturating_sub(INDENT);
        let mut values = paint::wrap(value, &[], room, usize::MAX - 1, Paint::Plain).into_iter();
        let _ = writeln!(self.text, "  {name}{}", values.next().unwrap_or_default());
        for value in values {
            let _ = writeln!(self.text, "{:INDENT$}{value}", "");
        }
    }

    /// A line as it is.
    pub(crate) fn raw(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// A line that stands back.
    pub(crate) fn faint(&mut self, line: &str) {
        self.raw(&self.layout.paint.styled(Style::Faint, line.trim_end()));
    }

    /// What the names above mean, broken to the width.
    pub(crate) fn legend(&mut self, text: &str) {
        let room = self.layout.columns.saturating_sub(2);
        for line in paint::wrap(text, &[], room, usize::MAX - 1, Paint::Plain) {
            self.faint(&format!("  {line}"));
        }
    }
}

fn repetition(lines: &mut Lines, summary: &SessionSummary, full: bool) {
    for (index, pair) in summary.lexical.pairs.iter().enumerate() {
        let title = if index == 0 { "shared repetition" } else { "" };
        let share = words::share_with_interval(pair.shared_repetition);
        let missed = if pair.party == Party::AGENT {
            format!(", {} missed", pair.missed)
        } else {
            String::new()
        };
        let (party, towards, taken) = (pair.party, pair.towards, pair.mirrored);
        lines.add(title, &format!("{party} -> {towards}  {share}; {taken} taken up{missed}"));
    }
    if !full {
        let own = summary.lexical.parties.iter();
        let own = own.map(|own| format!("{} {}", own.party, words::share(own.self_repetition)));
        lines.add("self repetition", &own.collect::<Vec<_>>().join(", "));
        return;
    }
    for (index, own) in summary.lexical.parties.iter().enumerate() {
        let title = if index == 0 { "self repetition" } else { "" };
        let turns = words::count(own.turns.into(), "turn");
        let share = words::share_with_interval(own.self_repetition);
        lines.add(title, &format!("{}  {share}; {turns}", own.party));
    }
}

/// The measures of research that a full report adds.
fn research(lines: &mut Lines, summary: &SessionSummary) {
    for pair in &summary.lexical.pairs {
        let means: Vec<String> =
            pair.reuse.iter().map(|(name, mean)| format!("{name} {}", mean_of(mean))).collect();
        let title = format!("{} -> {}", pair.party, pair.towards);
        lines.add(&format!("reuse {title}"), &means.join(", "));
        // The distances of a pair hold for both directions; the reverse one is named in them.
        if let Some(distance) = pair.distance.filter(|_| pair.party.index() > pair.towards.index())
        {
            lines.add("distance", &format!("{title}: {}", distances(&distance)));
        }
    }
}

fn mean_of(mean: &Mean) -> String {
    format!("{} (n={})", words::figure(mean.mean), mean.n)
}

fn distances(distance: &Distance) -> String {
    let figures = [
        ("nenkova", distance.nenkova),
        ("nenkova_top25", distance.nenkova_top25),
        ("nenkova_top25_class", distance.nenkova_top25_class),
        ("entr2_top25", distance.entr2_top25),
        ("kld", distance.kld),
        ("kld_reverse", distance.kld_reverse),
        ("jsd", distance.jsd),
    ];
    let figures = figures.map(|(name, measure)| format!("{name} {}", words::figure(measure)));
    figures.join(", ")
}

fn expressions(lines: &mut Lines, lexicon: &Lexicon, content: &BTreeSet<String>, most: usize) {
    let total = words::count(lexicon.els(), "expression");
    let established = words::share(lexicon.expression_repetition());
    lines.add(
        "shared expressions",
        &format!("{total}; {established} of the words lie in established ones"),
    );
    let mut listed: Vec<&Expression> = lexicon.expressions().iter().collect();
    if most < listed.len() {
        // Those with a content word that was taken up tell most; then long and frequent ones.
        listed.sort_by_key(|expression| {
            let weight = expression.size as usize * expression.turns.len();
            (std::cmp::Reverse(tells(expression, content)), std::cmp::Reverse(weight))
        });
        listed.truncate(most);
    }
    for expression in &listed {
        lines.add("", &described(expression));
    }
    let more = lexicon.expressions().len() - listed.len();
    if more > 0 {
        lines.add("", &format!("and {more} more (--lexicon lists all)"));
    }
}

fn tells(expression: &Expression, content: &BTreeSet<String>) -> bool {
    let text = expression.text.as_deref().unwrap_or_default();
    text.split(' ').any(|word| content.contains(&word.to_lowercase()))
}

/// `"my plan"  client first, turns 0 1 5, shared from turn 1`
fn described(expression: &Expression) -> String {
    const MOST: usize = 6;
    let text = expression.text.as_deref().map_or_else(|| "(not kept)".to_owned(), clean);
    let mut turns: Vec<String> =
        expression.turns.iter().take(MOST).map(ToString::to_string).collect();
    if expression.turns.len() > MOST {
        turns.push(format!("and {} more", expression.turns.len() - MOST));
    }
    format!(
        "\"{text}\"  {} first, turns {}, established in turn {}",
        expression.initiator,
        turns.join(" "),
        expression.establishment_turn
    )
}

fn vocabulary(lines: &mut Lines, overlap: &VocabularyOverlap) {
    let VocabularyOverlap { all, first, second, .. } = *overlap;
    let said = format!(
        "in common {}; {} of the agent's {}, {} of the client's {}",
        words::share(all),
        words::percent(first),
        first.of,
        words::percent(second),
        second.of
    );
    lines.add("vocabulary", &said);
}

/// What bears on how far the figures can be trusted; each only where there is something to say.
fn remarks(lines: &mut Lines, summary: &SessionSummary) {
    let window = summary.lexical.window;
    if window.slid {
        let last = window.first_turn + window.turns.saturating_sub(1);
        lines.add(
            "window",
            &format!(
                "turns {}-{last} ({} words): expressions, vocabulary and distances are over these",
                window.first_turn, window.words
            ),
        );
    }
    for (name, rate) in [("code", summary.code_share()), ("quoted", summary.quoted_share())] {
        if rate.hits > 0 {
            let share = words::share(rate);
            lines.add(name, &format!("{share} of the words, left out of the figures above"));
        }
    }
    let counts = [
        ("clock backwards", u64::from(summary.clock_backwards()), "turn"),
        ("unknown hints", summary.unknown_hints(), "field"),
        ("vocabulary full", summary.overflow_words(), "word"),
        ("labels dropped", u64::from(summary.speakers_dropped()), "turn"),
    ];
    for (name, number, thing) in counts {
        if number > 0 {
            lines.add(name, &words::count(number, thing));
        }
    }
}
