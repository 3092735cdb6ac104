//! dialign 1.1 and pydialign: every offline and online figure, every lexicon, every token.

use crate::tally::Tally;
use lingsync::{
    Config, Engine, Party, Role, Session, Turn,
    config::Case,
    lexical::{Activation, Expression, Lexicon, LexiconFilter, Sharing},
};
use serde_json::Value;

/// A dialogue as dialign reads it: label and text of each turn.
pub type Lines = Vec<(String, String)>;

/// A dialogue and the settings that equal dialign's.
pub struct Run {
    pub engine: Engine,
    pub lines: Lines,
    /// The labels in alphabetical order: dialign's A and B.
    pub labels: Vec<String>,
    pub folded: bool,
}

pub const PAIR: Sharing = Sharing::Pair(Party::CLIENT, Party::AGENT);

impl Run {
    pub fn new(lines: Lines, folded: bool, require_letter: bool) -> Self {
        let mut config = Config::dialign();
        config.text.case = if folded { Case::Fold } else { Case::Keep };
        config.lexical.require_letter = require_letter;
        let engine = Engine::new(config).expect("the dialign settings are valid");
        let mut labels: Vec<String> = lines.iter().map(|(label, _)| label.clone()).collect();
        labels.sort();
        labels.dedup();
        Self { engine, lines, labels, folded }
    }

    /// A is made the client, B the agent.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        self.lines.iter().map(|(label, text)| {
            let role = if *label == self.labels[0] { Role::Client } else { Role::Agent };
            Turn::new(role, text.as_str())
        })
    }

    pub fn session(&self) -> Session {
        let mut session = self.engine.session();
        for turn in self.turns() {
            session.observe(&turn).expect("a golden turn is within the limits");
        }
        session
    }
}

/// The turns of a tab-separated dialogue; dialign drops one colon at the end of a label.
pub fn read_lines(text: &str) -> Lines {
    let line = |line: &str| {
        let (label, text) = line.split_once('\t').unwrap_or((line, ""));
        let label = label.trim();
        let label = label.strip_suffix(':').filter(|rest| !rest.is_empty()).unwrap_or(label);
        (label.to_owned(), text.to_owned())
    };
    text.lines().map(line).collect()
}

/// The turns that stand in a golden line itself.
pub fn turns_of(golden: &Value) -> Lines {
    let turns = golden["turns"].as_array().into_iter().flatten();
    let field = |turn: &Value, name: &str| turn[name].as_str().unwrap_or_default().to_owned();
    turns.map(|turn| (field(turn, "speaker"), field(turn, "text"))).collect()
}

/// Compares everything that dialign says of one dialogue.
pub fn check(run: &Run, golden: &Value, tolerance: f64, tally: &mut Tally) {
    let session = online(run, golden, tolerance, tally);
    let lexicon = session.lexicon(PAIR);
    tally.count("num_utterances", u64::from(session.turns()), &golden["num_utterances"]);
    tally.count("num_tokens", lexicon.words(), &golden["num_tokens"]);
    tally.count("ELS", lexicon.els(), &golden["ELS"]);
    tally.rate("EV", lexicon.expression_variety(), &golden["EV"], tolerance);
    tally.rate("ER", lexicon.expression_repetition(), &golden["ER"], tolerance);
    tally.number("ENTR", Some(lexicon.entropy()), &golden["ENTR"], tolerance);
    tally.measure("L", lexicon.mean_size(), &golden["L"], tolerance);
    tally.count("LMAX", u64::from(lexicon.max_size()), &golden["LMAX"]);
    let overlap = lexicon.vocabulary_overlap().expect("a pair has an overlap");
    tally.rate("voc_overlap", overlap.all, &golden["voc_overlap"], tolerance);
    expressions(&lexicon, &golden["shared_lexicon"], run, true, tally);
    let sides =
        [("speaker_A", Party::CLIENT, overlap.first), ("speaker_B", Party::AGENT, overlap.second)];
    for (name, party, overlap) in sides {
        let side = &golden[name];
        tally.rate("IE", lexicon.initiated(party), &side["IE"], tolerance);
        tally.rate("ER_S", lexicon.expression_repetition_of(party), &side["ER"], tolerance);
        tally.rate("token_share", lexicon.token_share(party), &side["token_share"], tolerance);
        tally.rate("voc_overlap_S", overlap, &side["voc_overlap"], tolerance);
        tally.count("used_instances", lexicon.instances(party), &side["used_instances"]);
        tally.rate(
            "usage_variety",
            lexicon.usage_variety(party),
            &side["usage_variety"],
            tolerance,
        );
        let own = session.lexicon(Sharing::Own(party));
        let block = &side["self"];
        tally.count("SELS", own.els(), &block["ELS"]);
        tally.rate("SEV", own.expression_variety(), &block["SEV"], tolerance);
        tally.rate("SER", own.expression_repetition(), &block["SER"], tolerance);
        tally.number("SENTR", Some(own.entropy()), &block["SENTR"], tolerance);
        tally.measure("SL", own.mean_size(), &block["SL"], tolerance);
        tally.count("SLMAX", u64::from(own.max_size()), &block["SLMAX"]);
        expressions(&own, &side["self_lexicon"], run, false, tally);
    }
    turns(run, &lexicon, golden, tally);
}

/// The figures of turn t with the lexicon of turns 0 to t.
fn online(run: &Run, golden: &Value, tolerance: f64, tally: &mut Tally) -> Session {
    let mut session = run.engine.session();
    for (turn, golden) in run.turns().zip(golden["online"].as_array().into_iter().flatten()) {
        let report = session.observe(&turn).expect("a golden turn is within the limits");
        let (t, seen) = (report.turn, &report.lexical);
        tally.rate("DER", seen.shared_repetition, &golden["DER"], tolerance);
        tally.rate("DSER", seen.self_repetition, &golden["DSER"], tolerance);
        let lexicon = session.lexicon(PAIR);
        let established = lexicon.established_in(t).count() as u64;
        tally.count("lexicon_contribution", established, &golden["lexicon_contribution"]);
        for (name, alpha, beta) in
            [("activation_a2_b2_l05", 2.0, 2.0), ("activation_a4_b1_l05", 4.0, 1.0)]
        {
            let active = lexicon.activation(t, Activation { alpha, beta, lambda: 0.5 });
            tally.measure(name, active, &golden[name], tolerance);
        }
        let texts = |entry: &'_ Expression| entry.text.clone();
        let shared: Vec<_> = lexicon.shared_in(t).map(texts).collect();
        tally.set("shared", shared.iter().map(Option::as_deref), &golden["shared"]);
        let new: Vec<_> = lexicon.established_in(t).map(texts).collect();
        tally.set(
            "newly_established",
            new.iter().map(Option::as_deref),
            &golden["newly_established"],
        );
        let own = session.lexicon(Sharing::Own(report.party));
        let own: Vec<_> = own.shared_in(t).map(texts).collect();
        tally.set("self", own.iter().map(Option::as_deref), &golden["self"]);
    }
    session
}

fn expressions(ours: &Lexicon, golden: &Value, run: &Run, shared: bool, tally: &mut Tally) {
    let theirs = golden.as_array().map(Vec::as_slice).unwrap_or_default();
    tally.same("lexicon size", ours.expressions().len(), theirs.len());
    for theirs in theirs {
        let text = theirs["expr"].as_str().unwrap_or_default();
        let found = ours.expressions().iter().find(|entry| entry.text.as_deref() == Some(text));
        let Some(entry) = found else {
            tally.same("expression", "none", text);
            continue;
        };
        tally.count("size", u64::from(entry.size), &theirs["size"]);
        tally.count("freq", entry.turns.len() as u64, &theirs["freq"]);
        tally.count("free_freq", u64::from(entry.free_turns), &theirs["free_freq"]);
        tally.count("free_occ", u64::from(entry.free_occurrences), &theirs["free_occ"]);
        tally.count("span", u64::from(entry.span()), &theirs["span"]);
        let turns: Vec<u64> =
            theirs["turns"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        tally.same("turns", entry.turns.iter().map(|turn| u64::from(*turn)).collect(), turns);
        let label = run.labels.get(entry.initiator.index()).map(String::as_str);
        tally.same("first_speaker", label, theirs["first_speaker"].as_str());
        if shared {
            let establishment = u64::from(entry.establishment_turn);
            tally.count("establishment_turn", establishment, &theirs["establishment_turn"]);
            tally.count("priming", u64::from(entry.priming), &theirs["priming"]);
        }
    }
}

/// Each turn's tokens, and what the lexicon of the whole dialogue covers of them.
fn turns(run: &Run, lexicon: &Lexicon, golden: &Value, tally: &mut Tally) {
    let mut analyser = run.engine.analyser();
    let theirs = golden["turns"].as_array().into_iter().flatten();
    for ((turn, coverage), theirs) in run.turns().zip(lexicon.turns()).zip(theirs) {
        let analysed = analyser.analyse(&turn).expect("a golden turn is within the limits");
        let text = |token: &lingsync::text::Token| {
            let text = token.span().of(&turn.text).unwrap_or_default();
            if run.folded { text.to_lowercase() } else { text.to_owned() }
        };
        let tokens: Vec<String> = analysed.tokens().iter().map(text).collect();
        let golden: Vec<&str> =
            theirs["tokens"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        tally.same("tokens", tokens.iter().map(String::as_str).collect::<Vec<_>>(), golden);
        let (established, shared) = (coverage.established, coverage.shared);
        tally.count("established_tokens", u64::from(established), &theirs["established_tokens"]);
        tally.count("raw_expr_tokens", u64::from(shared), &theirs["raw_expr_tokens"]);
    }
}

/// Compares the establishment measures and the lexicon filter of akonoroshi's fork.
pub fn check_fork(run: &Run, golden: &Value, tolerance: f64, tally: &mut Tally) {
    let session = run.session();
    for name in ["all", "only", "without"] {
        let golden = &golden[name];
        let words: Vec<&str> = golden["limited_lexicon"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let lexicon = match name {
            "only" => session.lexicon_filtered(PAIR, &LexiconFilter::only(&words)),
            "without" => session.lexicon_filtered(PAIR, &LexiconFilter::without(&words)),
            _ => session.lexicon(PAIR),
        };
        tally.count("ELS", lexicon.els(), &golden["ELS"]);
        tally.rate("ER", lexicon.expression_repetition(), &golden["ER"], tolerance);
        tally.rate("EE", lexicon.expression_establishment(), &golden["EE"], tolerance);
        for (field, party) in [("EE_A", Party::CLIENT), ("EE_B", Party::AGENT)] {
            let ours = lexicon.expression_establishment_of(party);
            tally.rate(field, ours, &golden[field], tolerance);
        }
        let theirs = golden["turn_established_tokens"].as_array().into_iter().flatten();
        for (ours, theirs) in lexicon.turns().iter().zip(theirs) {
            tally.count("turn_established_tokens", u64::from(ours.establishing), theirs);
        }
    }
    let mut session = run.engine.session();
    for (turn, theirs) in run.turns().zip(golden["online_DEE"].as_array().into_iter().flatten()) {
        let t = session.observe(&turn).expect("a golden turn is within the limits").turn;
        let lexicon = session.lexicon(PAIR);
        let ours = lexicon.turn(t).map(|turn| f64::from(turn.establishing) / f64::from(turn.words));
        tally.number("DEE", ours, theirs, tolerance);
    }
}
