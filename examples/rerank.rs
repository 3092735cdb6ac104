//! Ranks candidate replies of an agent before one is sent: `rerank [--json]`.
//!
//! The conversation and the candidates were written for this project. Two channels rank the replies,
//! each for itself: words (which of the client's terms a reply takes up) and tone (how far its
//! register is from the targets). The order goes by the sum of the two places. Raw overlap is not
//! quality: a reply that only echoes the client is close in both and says nothing, so it comes last.

#[path = "common/paint.rs"]
mod paint;
#[path = "common/tone.rs"]
mod tone;
#[path = "common/words.rs"]
mod words;

use lingsync::{
    Config, Engine, Error, Session, Turn, TurnReport, lexical::Outcome, register::Dimension,
};
use paint::{Paint, Style};
use std::{
    io::{self, Write},
    process::ExitCode,
};

const CLIENT: [&str; 2] = [
    "hi, the kiln trips the fuse every time it gets to about 600 degrees",
    "i checked the fuse and swapped the plug. does the kiln need a new element, or is the wiring \
     in my shed too thin for it?",
];
const AGENT: &str = "Thanks, that is a useful detail. Does anything else run on the same fuse?";
const CANDIDATES: [&str; 3] = [
    "Your heating coil might be defective, or the electrical installation may be undersized. We \
     recommend consulting a qualified professional.",
    "A kiln that trips the fuse only when hot often has a cracked element: at 600 degrees the \
     crack opens onto the case. Thin wiring would get warm long before that, so feel the cable in \
     the shed, and then measure the element against the case.",
    "I checked the fuse and swapped the plug. Does the kiln need a new element, or is the wiring \
     in my shed too thin for it?",
];

/// A reply with more of its words in shared expressions than this only echoes.
const ECHO: f64 = 0.8;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    if arguments.iter().any(|argument| argument != "--json") {
        let _ = writeln!(io::stderr(), "usage: rerank [--json]");
        return ExitCode::from(2);
    }
    match run(&mut io::stdout().lock(), Paint::detect(), !arguments.is_empty()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "rerank: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Ranks the candidates and prints them, best first.
pub(crate) fn run(out: &mut impl Write, paint: Paint, json: bool) -> Result<(), String> {
    let session = conversation().map_err(|why| why.to_string())?;
    let ranked = rank(&session, &CANDIDATES).map_err(|why| why.to_string())?;
    let text = if json { as_json(&ranked) } else { as_text(&ranked, paint) };
    match out.write_all(text.as_bytes()) {
        Err(why) if why.kind() != io::ErrorKind::BrokenPipe => Err(why.to_string()),
        _ => Ok(()),
    }
}

/// The conversation up to the reply. All of the client's terms count, not only the eight most
/// salient ones.
fn conversation() -> Result<Session, Error> {
    let mut config = Config::default();
    config.lexical.max_missed = 64;
    let mut session = Engine::new(config)?.session();
    let [first, second] = CLIENT;
    for turn in [Turn::client(first), Turn::agent(AGENT), Turn::client(second)] {
        session.observe(&turn)?;
    }
    Ok(session)
}

/// A candidate with what each channel says of it.
#[derive(Debug)]
pub(crate) struct Scored {
    pub(crate) text: String,
    pub(crate) words: Uptake,
    pub(crate) tone: Tone,
    pub(crate) report: TurnReport,
}

/// The words: what a reply takes up of the salient content words in the client's last floor.
#[derive(Debug)]
pub(crate) struct Uptake {
    /// Its place among the candidates, from 1; equals share a place.
    pub(crate) place: usize,
    /// The share of the terms that is taken up, 0 to 1; `None` without a term.
    pub(crate) share: Option<f64>,
    pub(crate) taken_up: Vec<String>,
    pub(crate) missed: Vec<String>,
    pub(crate) is_echo: bool,
}

/// The tone: how far each z-score of a reply lies from its target.
#[derive(Debug)]
pub(crate) struct Tone {
    pub(crate) place: usize,
    /// The mean distance to either side; `None` where nothing is measured.
    pub(crate) distance: Option<f64>,
    pub(crate) gaps: Vec<(Dimension, f64)>,
}

/// The candidates as replies of the agent, best first: echoes last, then by the sum of the two
/// places, then by words, then the shorter one.
pub(crate) fn rank(session: &Session, candidates: &[&str]) -> Result<Vec<Scored>, Error> {
    // A reply without words misses every term that a reply can take up.
    let terms = missed(&session.preview(&Turn::agent(""))?);
    let mut ranked = Vec::with_capacity(candidates.len());
    for text in candidates {
        let report = session.preview(&Turn::agent(*text))?;
        let (words, tone) = (uptake(&report, &terms), tone_of(&report));
        ranked.push(Scored { text: (*text).to_owned(), words, tone, report });
    }
    let by_words = places(ranked.iter().map(|reply| -reply.words.share.unwrap_or(0.0)));
    let by_tone = places(ranked.iter().map(|reply| reply.tone.distance.unwrap_or(0.0)));
    for (reply, (words, tone)) in ranked.iter_mut().zip(by_words.into_iter().zip(by_tone)) {
        (reply.words.place, reply.tone.place) = (words, tone);
    }
    ranked.sort_by_key(|reply| {
        let (words, tone) = (reply.words.place, reply.tone.place);
        (reply.words.is_echo, words + tone, words, reply.report.text.words)
    });
    Ok(ranked)
}

/// The places of values, the least first: 1 and how many are less.
fn places(values: impl Iterator<Item = f64>) -> Vec<usize> {
    let values: Vec<f64> = values.collect();
    let less = |value: f64| values.iter().filter(|other| **other < value).count();
    values.iter().map(|value| 1 + less(*value)).collect()
}

fn uptake(report: &TurnReport, terms: &[String]) -> Uptake {
    let missed = missed(report);
    let taken_up: Vec<String> =
        terms.iter().filter(|term| !missed.contains(term)).cloned().collect();
    let share = (!terms.is_empty()).then(|| taken_up.len() as f64 / terms.len() as f64);
    let shared = report.lexical.shared_repetition.value().value();
    let is_echo = shared.is_some_and(|share| share > ECHO);
    Uptake { place: 0, share, taken_up, missed, is_echo }
}

fn tone_of(report: &TurnReport) -> Tone {
    let scores = Dimension::ALL.iter().filter(|of| of.is_z_score());
    let gaps: Vec<(Dimension, f64)> = scores
        .filter_map(|of| report.register.to_target(*of).value().map(|off| (*of, off)))
        .collect();
    let sum: f64 = gaps.iter().map(|(_, off)| off.abs()).sum();
    let distance = (!gaps.is_empty()).then(|| sum / gaps.len() as f64);
    Tone { place: 0, distance, gaps }
}

/// The client's terms that a reply leaves out.
fn missed(report: &TurnReport) -> Vec<String> {
    let avoided = report.lexical.missed.iter().filter(|term| term.outcome == Outcome::Avoided);
    avoided.filter_map(|term| term.term.as_deref()).map(str::to_owned).collect()
}

fn as_json(ranked: &[Scored]) -> String {
    let mut lines = String::new();
    for (place, reply) in ranked.iter().enumerate() {
        let gaps = reply.tone.gaps.iter().map(|(of, off)| (of.name().to_owned(), (*off).into()));
        let own = serde_json::json!({
            "rank": place + 1,
            "text": reply.text,
            "words": {
                "place": reply.words.place,
                "share": reply.words.share,
                "taken_up": reply.words.taken_up,
                "missed": reply.words.missed,
                "echo": reply.words.is_echo,
            },
            "tone": {
                "place": reply.tone.place,
                "distance": reply.tone.distance,
                "to_target": serde_json::Map::from_iter(gaps),
            },
        });
        // The report goes in as it is, so that its figures keep their bytes.
        let own = own.to_string();
        let open = own.strip_suffix('}').unwrap_or(&own);
        lines.push_str(&format!("{open},\"report\":{}}}\n", reply.report.to_json()));
    }
    lines
}

fn as_text(ranked: &[Scored], paint: Paint) -> String {
    let columns = paint::columns();
    let mut page = String::new();
    let [first, second] = CLIENT;
    for (who, text) in [("client", first), ("agent", AGENT), ("client", second)] {
        for (index, line) in paint::wrap(text, &[], columns - 8, 99, paint).iter().enumerate() {
            page.push_str(&format!("{:<8}{line}\n", if index == 0 { who } else { "" }));
        }
    }
    for (place, reply) in ranked.iter().enumerate() {
        page.push('\n');
        page.push_str(&candidate(place, reply, columns, paint));
    }
    let end = "The order goes by the sum of the two places, echoes last; the weights are yours to \
               choose. Closeness is no quality: it says whose words and whose tone a reply has, not \
               whether it helps, so a person or a judge of content should have the final say.";
    page.push('\n');
    for line in paint::wrap(end, &[], columns, 99, Paint::Plain) {
        page.push_str(&line);
        page.push('\n');
    }
    page
}

fn candidate(place: usize, reply: &Scored, columns: usize, paint: Paint) -> String {
    let (words, tone) = (&reply.words, &reply.tone);
    let echo = if words.is_echo { ", an echo" } else { "" };
    let title =
        format!("{}. words: place {}, tone: place {}{echo}", place + 1, words.place, tone.place);
    let mut page = format!("{}\n", paint.styled(Style::Title, &title));
    let marks = words::marks(&reply.report);
    let mut lines = paint::wrap(&reply.text, &marks, columns - 4, 99, paint);
    for line in [words_line(reply), tone_line(reply), driven_line(reply)] {
        lines.extend(paint::wrap(&line, &[], columns - 4, 99, Paint::Plain));
    }
    lines.iter().for_each(|line| page.push_str(&format!("    {line}\n")));
    page
}

/// What the reply takes up, and how long it is.
fn words_line(reply: &Scored) -> String {
    let list = |words: &[String]| {
        if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
    };
    let Uptake { taken_up, missed, .. } = &reply.words;
    format!(
        "words: takes up {} of {} of the client's terms ({}), misses {}; shared {} in {} words",
        taken_up.len(),
        taken_up.len() + missed.len(),
        list(taken_up),
        list(missed),
        words::share_with_interval(reply.report.lexical.shared_repetition),
        reply.report.text.words,
    )
}

/// The distance of each score from its target.
fn tone_line(reply: &Scored) -> String {
    let Some(distance) = reply.tone.distance else {
        return format!("tone: {}", tone::tone(&reply.report.register));
    };
    let gaps = reply.tone.gaps.iter();
    let gaps: Vec<String> =
        gaps.map(|(of, off)| format!("{of} {}", tone::signed(*off, 1))).collect();
    let length = reply.report.register.to_target(Dimension::Verbosity).value();
    let length = length.map_or_else(String::new, |off| format!("; length x{:.1}", off.exp()));
    format!("tone: {distance:.1} off on average, to target: {}{length}", gaps.join(", "))
}

/// What drove the score that is furthest off.
fn driven_line(reply: &Scored) -> String {
    let seen = &*reply.report.register;
    let Some((of, ..)) = tone::furthest(seen) else { return String::new() };
    let strategies = tone::strategies(&reply.text, seen);
    let strategies = if strategies.is_empty() { "none".to_owned() } else { strategies };
    format!("{of} is moved by {}; strategies: {strategies}", tone::drivers(&reply.text, seen, of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reply_in_the_clients_words_comes_first_and_the_echo_last() {
        let ranked = rank(&conversation().unwrap(), &CANDIDATES).unwrap();
        let order: Vec<&str> = ranked.iter().map(|reply| reply.text.as_str()).collect();
        assert_eq!(order, [CANDIDATES[1], CANDIDATES[0], CANDIDATES[2]]);
        // The echo would win by words: that is why no channel decides alone.
        assert!(ranked[2].words.is_echo && ranked[2].words.place == 1);
    }

    #[test]
    #[cfg(feature = "english")]
    fn of_two_replies_with_the_same_words_the_one_in_the_clients_tone_is_first() {
        let calm = "The kiln trips the fuse at 600 degrees, so check the element, not the wiring.";
        let harsh = "This is terrible! The element and the wiring are awful, dangerous rubbish and \
                     you will burn!";
        let ranked = rank(&conversation().unwrap(), &[harsh, calm]).unwrap();
        assert_eq!(ranked[0].text, calm);
        let place = |reply: &Scored| (reply.words.place, reply.tone.place);
        assert_eq!([place(&ranked[0]), place(&ranked[1])], [(1, 1), (1, 2)]);
        assert!(driven_line(&ranked[1]).contains("terrible"));
    }

    #[test]
    fn equal_values_share_a_place() {
        assert_eq!(places([0.5, 0.2, 0.5, 0.9].into_iter()), [2, 1, 2, 4]);
    }

    #[test]
    fn every_line_of_json_is_valid_and_holds_the_report() {
        let mut out = Vec::new();
        run(&mut out, Paint::Plain, true).unwrap();
        let lines = String::from_utf8(out).unwrap();
        for (place, line) in lines.lines().enumerate() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(value["rank"], place + 1);
            assert_eq!(value["report"]["role"], "agent");
            assert!(value["words"]["place"].is_u64() && value["tone"]["place"].is_u64());
            assert_eq!(value["tone"]["distance"].is_f64(), cfg!(feature = "english"));
        }
    }
}
