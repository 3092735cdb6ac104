//! A conversation typed in the terminal, or piped in line by line, with the report of each turn as
//! it comes.
//!
//! `live_chat [--json] [--chat]`: on a terminal it prompts for client and agent by turns; from a
//! pipe it reads JSON turns, `speaker<TAB>text` or plain lines. `--chat` prompts in any case. Exit
//! status: 0 done, 1 lines were refused or could not be read, 2 wrong usage.

#[path = "common/acts.rs"]
mod acts;
#[path = "common/claims.rs"]
mod claims;
#[path = "common/paint.rs"]
mod paint;
#[path = "common/tone.rs"]
mod tone;
#[path = "common/words.rs"]
mod words;

use lingsync::{
    Error, Party, Role, Session, Turn, TurnReport, lexical::Sharing, transcript::read_turn_line,
};
use paint::{Paint, Style, clean};
use std::{
    io::{self, BufRead, IsTerminal, Read, Write},
    process::ExitCode,
};

const USAGE: &str = "usage: live_chat [--json] [--chat]";
const HELP: &str = "\
text           a turn of whoever is asked for
/client text   a turn of the client        /agent text    a turn of the agent
/try text      what an agent's reply would give, without taking it
/undo          takes the last turn back
/summary       the conversation so far     /lexicon       the shared expressions
/help          this list                   /quit          ends
";
/// Bytes of one line; a longer one is refused.
const MAX_LINE: u64 = 4 << 20;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    if has("--help") || arguments.iter().any(|given| given != "--json" && given != "--chat") {
        let _ = writeln!(io::stderr(), "{USAGE}");
        return ExitCode::from(if has("--help") { 0 } else { 2 });
    }
    let chat = has("--chat") || io::stdin().is_terminal();
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    ExitCode::from(run(io::stdin().lock(), &mut out, &mut err, chat, has("--json")))
}

/// Holds the conversation until the input ends, and gives the exit status.
pub(crate) fn run(
    mut input: impl BufRead,
    out: &mut impl Write,
    err: &mut impl Write,
    prompts: bool,
    json: bool,
) -> u8 {
    let mut chat = Chat::new(out, json);
    let (mut number, mut refused) = (0_u64, 0_u64);
    let ended = loop {
        if prompts && let Err(why) = chat.prompt() {
            break Err(why);
        }
        number += 1;
        let done = match next_line(&mut input) {
            Ok(Some(Ok(line))) if prompts => chat.typed(line.trim()),
            Ok(Some(Ok(line))) => chat.piped(&line),
            Ok(Some(Err(reason))) => Ok(Step::Refused(reason.to_owned())),
            Ok(None) => break Ok(()),
            Err(why) => break Err(why),
        };
        match done {
            Ok(Step::On) => {}
            Ok(Step::Quit) => break Ok(()),
            Ok(Step::Refused(reason)) => {
                refused += u64::from(!prompts);
                let place = if prompts { String::new() } else { format!("stdin:{number}: ") };
                let _ = writeln!(err, "{place}{}", clean(&reason));
            }
            Err(why) => break Err(why),
        }
    };
    match ended {
        Err(why) if why.kind() != io::ErrorKind::BrokenPipe => {
            let _ = writeln!(err, "live_chat: {why}");
            1
        }
        _ => u8::from(refused > 0),
    }
}

/// The next line, or why it is refused; `None` at the end.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Result<String, &'static str>>> {
    let mut bytes = Vec::new();
    input.by_ref().take(MAX_LINE + 1).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() as u64 > MAX_LINE && !bytes.ends_with(b"\n") {
        input.skip_until(b'\n')?;
        return Ok(Some(Err("the line is longer than 4 MiB: split the turn")));
    }
    Ok(Some(String::from_utf8(bytes).map_err(|_| "the line is not UTF-8: convert it")))
}

/// What a line led to.
enum Step {
    On,
    Quit,
    /// The line was not taken in, and why.
    Refused(String),
}

struct Chat<'w, O> {
    session: Session,
    /// The roles of the turns so far, the last one last.
    roles: Vec<Role>,
    /// The first two labels that are no roles: client and agent, as transcripts have it.
    labels: Vec<String>,
    out: &'w mut O,
    paint: Paint,
    json: bool,
}

impl<'w, O: Write> Chat<'w, O> {
    fn new(out: &'w mut O, json: bool) -> Self {
        let session = Session::default();
        let paint = Paint::detect();
        Self { session, roles: Vec::new(), labels: Vec::new(), out, paint, json }
    }

    /// Who speaks next, if nobody says otherwise: client and agent by turns.
    fn next_role(&self) -> Role {
        if self.roles.last() == Some(&Role::Client) { Role::Agent } else { Role::Client }
    }

    fn prompt(&mut self) -> io::Result<()> {
        let prompt = format!("{}> ", self.next_role());
        write!(self.out, "{}", self.paint.styled(Style::Title, &prompt))?;
        self.out.flush()
    }

    /// A line typed at the prompt: a command or a turn.
    fn typed(&mut self, line: &str) -> io::Result<Step> {
        let (command, text) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match command {
            "" => return Ok(Step::On),
            "/quit" => return Ok(Step::Quit),
            "/help" => self.out.write_all(HELP.as_bytes())?,
            "/client" => return self.take(&Turn::client(text)),
            "/agent" => return self.take(&Turn::agent(text)),
            "/try" => return self.consider(text),
            "/undo" => return self.undo(),
            "/summary" => self.summary()?,
            "/lexicon" => self.lexicon()?,
            other if other.starts_with('/') => {
                return Ok(Step::Refused(format!("there is no {other}: /help lists the commands")));
            }
            _ => return self.take(&Turn::new(self.next_role(), line)),
        }
        self.out.flush()?;
        Ok(Step::On)
    }

    /// A line from a pipe: a JSON turn, `speaker<TAB>text`, or the text of whoever is next.
    fn piped(&mut self, line: &str) -> io::Result<Step> {
        let text = line.trim();
        if !text.starts_with('{') && !text.contains('\t') && !text.is_empty() {
            return self.take(&Turn::new(self.next_role(), text));
        }
        match read_turn_line(line, self.session.engine().config()) {
            Ok(Some(turn)) => {
                let turn = self.with_role(turn);
                self.take(&turn)
            }
            Ok(None) => Ok(Step::On),
            Err(why) => Ok(refused(&why)),
        }
    }

    /// The turn, with a role for the first two labels while no role is named.
    fn with_role(&mut self, mut turn: Turn<'static>) -> Turn<'static> {
        let Some(label) = turn.speaker.as_deref().filter(|_| turn.role == Role::Other) else {
            return turn;
        };
        let known = self.labels.iter().position(|other| other == label);
        let place = known.unwrap_or(self.labels.len());
        if known.is_none() && place < 2 && self.labels.len() >= self.roles.len().min(2) {
            self.labels.push(label.to_owned());
        }
        match self.labels.get(place).map(|_| place) {
            Some(0) => turn.role = Role::Client,
            Some(_) => turn.role = Role::Agent,
            None => {}
        }
        turn
    }

    fn take(&mut self, turn: &Turn<'_>) -> io::Result<Step> {
        match self.session.observe(turn) {
            Ok(report) => {
                self.roles.push(turn.role);
                self.show(turn, &report)?;
                Ok(Step::On)
            }
            Err(why) => Ok(refused(&why)),
        }
    }

    fn consider(&mut self, text: &str) -> io::Result<Step> {
        let turn = Turn::agent(text);
        match self.session.preview(&turn) {
            Ok(report) => {
                self.show(&turn, &report)?;
                Ok(Step::On)
            }
            Err(why) => Ok(refused(&why)),
        }
    }

    fn undo(&mut self) -> io::Result<Step> {
        let Some(last) = self.session.turns().checked_sub(1) else {
            return Ok(Step::Refused("there is no turn to take back".to_owned()));
        };
        if let Err(why) = self.session.rewind(last) {
            return Ok(refused(&why));
        }
        self.roles.pop();
        writeln!(self.out, "  turn {last} is taken back")?;
        Ok(Step::On)
    }

    /// The report of a turn in a few lines, or in one of JSON.
    fn show(&mut self, turn: &Turn<'_>, report: &TurnReport) -> io::Result<()> {
        if self.json {
            writeln!(self.out, "{}", report.to_json())?;
            return self.out.flush();
        }
        let lexical = &report.lexical;
        let line = format!(
            "  {} {}: shared {}, self {}, {} taken up",
            report.turn,
            report.party,
            words::share(lexical.shared_repetition),
            words::share(lexical.self_repetition),
            words::count(lexical.mirrored_count.into(), "word"),
        );
        writeln!(self.out, "{}", self.paint.styled(Style::Faint, &line))?;
        self.tile(&turn.text, report)?;
        self.deeds(report)?;
        self.truth(&turn.text, report)?;
        let marks = acts::merged(acts::marks(report, false), words::marks(report));
        let marks = acts::merged(claims::marks(report), marks);
        if !marks.is_empty() {
            let room = paint::columns() - 2;
            for line in paint::wrap(&turn.text, &marks, room, 1, self.paint) {
                writeln!(self.out, "  {line}")?;
            }
        }
        if let Some(notes) = words::notes(&turn.text, report) {
            writeln!(self.out, "  {}", self.paint.styled(Style::Warning, &notes))?;
        }
        self.out.flush()
    }

    /// What a turn does: its acts, and its steps in repairs, with requests and with wishes.
    fn deeds(&mut self, report: &TurnReport) -> io::Result<()> {
        let seen = &*report.clarification;
        let style = if acts::is_trouble(seen) { Style::Warning } else { Style::Faint };
        for line in acts::line(seen)
            .iter()
            .flat_map(|said| paint::wrap(said, &[], paint::columns() - 4, 9, Paint::Plain))
        {
            writeln!(self.out, "  {}", self.paint.styled(style, &line))?;
        }
        Ok(())
    }

    /// What a turn does to claims and under pressure, and how many false claims stand.
    fn truth(&mut self, text: &str, report: &TurnReport) -> io::Result<()> {
        let seen = &*report.correction;
        if !claims::is_told(seen) {
            return Ok(());
        }
        let mut said = claims::steps(text, seen).join("; ");
        if let (Ok(open), Ok(left)) = (seen.claims_open, seen.claims_uncorrected) {
            let open = words::count(open.into(), "false claim");
            said += &format!("; {open} open, {left} answered and not corrected");
        }
        let style = if claims::is_trouble(seen) { Style::Warning } else { Style::Faint };
        for line in paint::wrap(&said, &[], paint::columns() - 4, 9, Paint::Plain) {
            writeln!(self.out, "  {}", self.paint.styled(style, &line))?;
        }
        Ok(())
    }

    /// The tone of a turn, and for an agent's the score that lies furthest from its target.
    fn tile(&mut self, text: &str, report: &TurnReport) -> io::Result<()> {
        let seen = &*report.register;
        let mut tile =
            format!("  {}; {}", tone::tone(seen), words::count(report.text.words.into(), "word"));
        if seen.rhythm.latency.value().is_some() {
            tile += &format!(" after {}", tone::pause(seen.rhythm.latency));
        }
        writeln!(self.out, "{}", self.paint.styled(Style::Faint, &tile))?;
        let Some(most) = tone::furthest(seen).filter(|(.., off)| off.abs() >= 0.05) else {
            return Ok(());
        };
        let target = tone::target(self.session.engine().config(), most.0);
        let mut said = format!("  furthest off: {}", tone::gap_in_words(seen, most, target));
        let drivers = tone::drivers(text, seen, most.0);
        if !drivers.is_empty() {
            said += &format!("; moved by {drivers}");
        }
        let far = most.2.abs() > tone::FAR;
        let style = if far { Style::Warning } else { Style::Faint };
        for line in paint::wrap(&said, &[], paint::columns() - 4, 9, Paint::Plain) {
            writeln!(self.out, "  {}", self.paint.styled(style, &line))?;
        }
        Ok(())
    }

    fn summary(&mut self) -> io::Result<()> {
        let summary = self.session.summary();
        if self.json {
            return writeln!(self.out, "{}", summary.to_json());
        }
        let turns = words::count(summary.turns().into(), "turn");
        writeln!(self.out, "  {turns}, {}", words::count(summary.words(), "word"))?;
        for pair in &summary.lexical.pairs {
            let share = words::share_with_interval(pair.shared_repetition);
            writeln!(self.out, "  {} -> {}  shared {share}", pair.party, pair.towards)?;
        }
        for own in &summary.lexical.parties {
            let share = words::share_with_interval(own.self_repetition);
            writeln!(self.out, "  {}  self {share}", own.party)?;
        }
        for own in &summary.register.parties {
            let levels = tone::SHOWN.map(|of| {
                let mean = own.level(of).map(|level| level.mean);
                format!("{of} {}", mean.map_or_else(|| "-".to_owned(), tone::score))
            });
            let (party, measured) = (own.party, words::count(own.measured.into(), "turn"));
            writeln!(self.out, "  {party}  {}, mean of {measured}", levels.join(", "))?;
        }
        let clear = &summary.clarification;
        let said = format!(
            "asked back {}, misread {}, repaired {}, grounding {}",
            words::share(clear.clarify_rate),
            words::share(clear.misread_rate),
            words::share(clear.repaired),
            words::share(clear.grounding_rate)
        );
        writeln!(self.out, "  agent  {said}")?;
        let truth = &summary.correction;
        let known = truth.correction_rate.rate();
        let corrected = known.map_or_else(|| "- (no_truth_supplied)".to_owned(), words::share);
        let (held, caved) = (words::share(truth.hold_rate), words::share(truth.cave_rate));
        writeln!(self.out, "  agent  corrected {corrected}, held {held}, caved {caved}")
    }

    fn lexicon(&mut self) -> io::Result<()> {
        let lexicon = self.session.lexicon(Sharing::Pair(Party::AGENT, Party::CLIENT));
        if self.json {
            return writeln!(self.out, "{}", lexicon.to_json());
        }
        writeln!(self.out, "  {}", words::count(lexicon.els(), "shared expression"))?;
        for expression in lexicon.expressions() {
            let text = clean(expression.text.as_deref().unwrap_or("(not kept)"));
            let turns: Vec<String> = expression.turns.iter().map(ToString::to_string).collect();
            let (first, turns) = (expression.initiator, turns.join(" "));
            writeln!(self.out, "  \"{text}\"  {first} first, turns {turns}")?;
        }
        Ok(())
    }
}

fn refused(why: &Error) -> Step {
    Step::Refused(why.to_string())
}
