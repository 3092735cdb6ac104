//! Conversations in which every act and every step of repair, clarification and style requests comes
//! up. Acts are marked, `<oir_open>`, and the host's patterns find them there: that does not hang on
//! the recogniser. What it finds by itself has conversations of its own.

use lingsync::{Config, Hints, Role, Turn, acts::Act, config::Detail};

/// Patterns for the marks, and everything experimental.
pub(crate) fn config() -> Config {
    let mut config = Config::default();
    config.detail = Detail::Full;
    config.clarification.experimental = true;
    config.clarification.overresponse_words = 8;
    #[cfg(feature = "patterns")]
    config.patterns.extend(Act::ALL.iter().map(|act| lingsync::config::Pattern {
        name: act.name().into(),
        regex: format!("<{act}>"),
        effect: lingsync::config::PatternEffect::Act,
    }));
    config
}

pub(crate) fn conversations() -> Vec<(&'static str, Vec<Turn<'static>>)> {
    let every: String = Act::ALL.iter().map(|act| format!("<{act}> and so. ")).collect();
    let mut all = vec![("every act", vec![Turn::client(every.clone()), Turn::agent(every)])];
    all.extend(LINES.map(|(name, lines)| (name, turns(lines))));
    all.push(("disputed", disputed()));
    all
}

/// A turn a line: `c` is the client, `a` the agent.
fn turns(lines: &str) -> Vec<Turn<'static>> {
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    let turn = |(number, line): (usize, &str)| {
        let (role, text) = line.split_once(": ").unwrap();
        let role = if role == "c" { Role::Client } else { Role::Agent };
        Turn::new(role, text.replace("\\n", "\n")).at(number as i64 * 3_000)
    };
    lines.enumerate().map(turn).collect()
}

/// What the host knows: how ambiguous a request is, and that an answer is disputed.
fn disputed() -> Vec<Turn<'static>> {
    let mut ambiguous = Hints::default();
    ambiguous.ambiguous = Some(0.9);
    let mut doubt = Hints::default();
    doubt.pushback = Some(true);
    vec![
        Turn::client("Show the order <request>").hints(ambiguous),
        Turn::agent("It shows the order of Monday <inform>"),
        Turn::client("Hm, Monday").hints(doubt),
    ]
}

const LINES: [(&str, &str); 8] = [
    (
        "an answer that was not meant",
        "c: Move the box there <request>
         a: The box stands in the hall now <inform>
         c: That was another box <repair_third>
         a: My mistake, the red box is gone <concede>
         c: Move the blue box <request>
         a: The blue box stands in the hall now <inform>
         c: That was another box <repair_third>
         a: The blue box stands in the hall now <inform>
         c: Move the green box <request>
         a: The green box stands in the yard now <inform>
         c: That was another box <repair_third>
         a: Mhm <ack>
         c: Well",
    ),
    (
        "repairs that are solved, and one that is not",
        "a: Sorry? <oir_open>
         c: The cover of the crate
         a: Which crate? <oir_restricted>
         c: The crate by the door <repair_solution>
         a: The crate by the door is open
         c: You mean the grey one? <oir_candidate>
         a: The grey one, yes <repair_solution>
         c: What? <oir_open>
         a: A word about the weather
         c: What? <oir_open>
         a: A word about the time
         c: What? <oir_open>
         a: Never mind
         c: What? <oir_open>
         a: By the way, there is tea <topic_shift>
         c: Tea it is",
    ),
    (
        "requests",
        "c: Draw the chart <request>
         a: By month or by week? <ask_clarify>
         c: By week <repair_solution>
         a: The chart is drawn by week
         c: Draw the table <request>
         a: I'll assume prices. The table has seven rows and three columns, and every figure is rounded.
         c: Draw the table again <request>
         a: Assuming that prices are wanted, the table has seven rows.
         c: Draw the map <request>
         a: I can draw it tomorrow <offer>
         c: Draw the plan <request>
         a: Mhm <ack>
         c: Hm, right",
    ),
    (
        "wishes",
        "c: What is the rate of the loan with the fixed term?
         a: The rate depends on the term that is chosen and on the sum, and it is fixed for the whole of it.
         c: Shorter, please. Be brief.
         a: Four percent.
         c: In simpler words, please. And more detail. Please be warmer.
         a: The determination of remuneration necessitates documentation.
         c: Could you be more formal? And answer as a bulleted list.
         a: - The rate.\\n- The term.
         c: Less formal, please. And in Spanish.
         a: Four percent a year.
         c: Stop saying percent.
         a: Four in a hundred.
         a: Four.
         c: Shorter, please.
         c: More detail, please.
         a: Four.",
    ),
    (
        "forms",
        "c: Is it blue? What is it? Is it blue or green? It is blue?
         a: It is blue, isn't it? I wonder whether it is blue. Could you tell me what it is?",
    ),
    (
        "the same request",
        "c: Please send the invoice for the blue crate to the office in Leeds.
         a: The office in Leeds opens at nine.
         c: The invoice for the blue crate, please send it to the office in Leeds.
         a: You want the invoice for the blue crate in the office in Leeds.
         c: Yes.",
    ),
    (
        "many at once",
        "c: One <request>
         c: Two <request>
         c: Three <request>
         c: Four <request>
         c: Five <request>
         c: Six <request>
         c: Seven <request>
         c: Eight <request>
         c: Nine <request>",
    ),
    (
        "reflections",
        "c: I feel stuck between the two jobs and I do not sleep.
         a: You feel stuck between the two jobs. <reflect>
         c: Yes, stuck.
         a: And it frightens you. <reflect_complex> What would help? <ask_open>",
    ),
];
