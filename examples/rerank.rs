//! Ranks candidate replies of an agent before one is sent: `rerank [--json]`.
//!
//! The conversation and the candidates were written for this project. Raw overlap is not quality:
//! a reply that only echoes the client takes up every word and says nothing, so the score rewards
//! the uptake of the client's terms and withdraws it from echoes.

#[path = "common/paint.rs"]
mod paint;
#[path = "common/words.rs"]
mod words;

use lingsync::{Config, Engine, Error, Session, Turn, TurnReport, lexical::Outcome};
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
/// What an echo loses: as much as uptake can win.
const ECHO_PENALTY: f64 = 1.0;

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

/// A candidate with its score and what the score rests on.
#[derive(Debug)]
pub(crate) struct Scored {
    pub(crate) text: String,
    pub(crate) score: f64,
    pub(crate) taken_up: Vec<String>,
    pub(crate) missed: Vec<String>,
    pub(crate) is_echo: bool,
    pub(crate) report: TurnReport,
}

/// The candidates as replies of the agent, best first; of equals the shorter one.
pub(crate) fn rank(session: &Session, candidates: &[&str]) -> Result<Vec<Scored>, Error> {
    // A reply without words misses every term that a reply can take up.
    let terms = missed(&session.preview(&Turn::agent(""))?);
    let mut ranked = Vec::with_capacity(candidates.len());
    for text in candidates {
        ranked.push(scored(text, session.preview(&Turn::agent(*text))?, &terms));
    }
    ranked.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then(a.report.text.words.cmp(&b.report.text.words))
    });
    Ok(ranked)
}

/// The score: of the salient content words in the client's last floor the share that the reply
/// takes up, 0 to 1, less [`ECHO_PENALTY`] if the reply is an echo.
fn scored(text: &str, report: TurnReport, terms: &[String]) -> Scored {
    let missed = missed(&report);
    let taken_up: Vec<String> =
        terms.iter().filter(|term| !missed.contains(term)).cloned().collect();
    let uptake = if terms.is_empty() { 0.0 } else { taken_up.len() as f64 / terms.len() as f64 };
    let shared = report.lexical.shared_repetition.value().value();
    let is_echo = shared.is_some_and(|share| share > ECHO);
    let score = uptake - if is_echo { ECHO_PENALTY } else { 0.0 };
    Scored { text: text.to_owned(), score, taken_up, missed, is_echo, report }
}

/// The client's terms that a reply leaves out.
fn missed(report: &TurnReport) -> Vec<String> {
    let avoided = report.lexical.missed.iter().filter(|term| term.outcome == Outcome::Avoided);
    avoided.filter_map(|term| term.term.as_deref()).map(str::to_owned).collect()
}

fn as_json(ranked: &[Scored]) -> String {
    let mut lines = String::new();
    for (place, reply) in ranked.iter().enumerate() {
        let own = serde_json::json!({
            "rank": place + 1,
            "score": reply.score,
            "text": reply.text,
            "taken_up": reply.taken_up,
            "missed": reply.missed,
            "echo": reply.is_echo,
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
    page.push_str(
        "\nRaw overlap is not quality: it says whose words a reply uses, not whether it helps,\n\
         so an echo ranks last and a person or a judge of content should have the final say.\n",
    );
    page
}

fn candidate(place: usize, reply: &Scored, columns: usize, paint: Paint) -> String {
    let title = format!("{}. score {:.2}", place + 1, reply.score);
    let (taken, missed) = (reply.taken_up.len(), reply.missed.len());
    let mut page = format!(
        "{}  takes up {taken} of {} of the client's terms\n",
        paint.styled(Style::Title, &title),
        taken + missed
    );
    let marks = words::marks(&reply.report);
    let mut lines = paint::wrap(&reply.text, &marks, columns - 4, 99, paint);
    let list = |words: &[String]| {
        if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
    };
    let lexical = &reply.report.lexical;
    lines.push(format!("takes up: {}; misses: {}", list(&reply.taken_up), list(&reply.missed)));
    lines.push(format!(
        "shared {} in {} words{}",
        words::share_with_interval(lexical.shared_repetition),
        reply.report.text.words,
        if reply.is_echo { ": an echo, it loses 1.00" } else { "" }
    ));
    lines.iter().for_each(|line| page.push_str(&format!("    {line}\n")));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reply_in_the_clients_words_comes_first_and_the_echo_last() {
        let ranked = rank(&conversation().unwrap(), &CANDIDATES).unwrap();
        let order: Vec<&str> = ranked.iter().map(|reply| reply.text.as_str()).collect();
        assert_eq!(order, [CANDIDATES[1], CANDIDATES[0], CANDIDATES[2]]);
        assert!(ranked[2].is_echo && ranked[2].score <= 0.0);
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
        }
    }
}
