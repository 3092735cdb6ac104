//! The command line of `analyse`.

use lingsync::{
    Config,
    config::{Compat, Detail},
    correction::FactBase,
};
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

pub(crate) const USAGE: &str = "\
usage: analyse [FILE...] [options]

Measures how an agent takes up a client's words, meets the client's tone, asks and repairs, corrects
what is false and holds when pressed, turn by turn. FILE is a transcript: JSON Lines (one dialogue or
one turn a line), OpenAI messages, or speaker<TAB>text; each may be packed with gzip; `-` is the standard
input. With no FILE it analyses a conversation that it brings along.

  --json            one JSON object a dialogue: {id, roles, skipped, turns, summary}
  --summary-only    no turns, only the summaries: fast over many dialogues
  --lexicon         all shared expressions, not only the top ones; in JSON the field `lexicon`
  --brief, --full   a line for each turn and what matters most (default), or every measure
  --track TRACKERS  what the report is about, by commas: lexical, register, acts, clarification,
                    correction (default all); JSON always holds all
  --facts FILE      what is true, as JSON: a list of {subject, property, value, wrong_values}
  --language TAG    the language of turns without a hint (BCP 47; default en)
  --compat dialign  figures that equal those of dialign 1.1
  --config FILE     settings as JSON, a glossary for instance
  --threads N       dialogues analysed at a time (default 1); the output is the same for every N
  --keep-going      skip what cannot be read and count it, instead of stopping there
  --progress        a line on stderr every second, also where there is no terminal
  --help

exit status: 0 done (with --keep-going whatever was skipped), 1 something could not be read,
2 wrong usage
";

/// What the command line asks for.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) config: Config,
    pub(crate) facts: Option<FactBase>,
    pub(crate) json: bool,
    pub(crate) summary_only: bool,
    pub(crate) lexicon: bool,
    pub(crate) trackers: Trackers,
    pub(crate) threads: usize,
    pub(crate) keep_going: bool,
    pub(crate) progress: bool,
}

/// The trackers that a report shows: one at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trackers {
    pub(crate) lexical: bool,
    pub(crate) register: bool,
    pub(crate) acts: bool,
    pub(crate) clarification: bool,
    pub(crate) correction: bool,
}

impl Default for Trackers {
    fn default() -> Self {
        let (lexical, register, acts) = (true, true, true);
        Self { lexical, register, acts, clarification: true, correction: true }
    }
}

impl Trackers {
    const NONE: Self = Self {
        lexical: false,
        register: false,
        acts: false,
        clarification: false,
        correction: false,
    };

    /// Whether steps have a column.
    pub(crate) fn has_steps(self) -> bool {
        self.clarification || self.correction
    }

    /// Whether the words are shown, and nothing else.
    pub(crate) fn is_lexical_alone(self) -> bool {
        self == Self { lexical: true, ..Self::NONE }
    }

    fn of(list: &str) -> Result<Self, String> {
        let mut chosen = Self::NONE;
        for tracker in list.split(',') {
            match tracker {
                "lexical" => chosen.lexical = true,
                "register" => chosen.register = true,
                "acts" => chosen.acts = true,
                "clarification" => chosen.clarification = true,
                "correction" => chosen.correction = true,
                other => {
                    return Err(format!(
                        "--track {other} is unknown: give lexical, register, acts, clarification or \
                         correction"
                    ));
                }
            }
        }
        Ok(chosen)
    }
}

/// A command line is either a job or a request for help.
#[derive(Debug)]
pub(crate) enum Command {
    Analyse(Box<Options>),
    Help,
}

/// The command that `arguments` give.
///
/// # Errors
/// A message that names the argument and what to give instead.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, String> {
    let mut parsed = Parsed::default();
    let mut arguments = arguments.into_iter();
    let mut only_files = false;
    while let Some(argument) = arguments.next() {
        let option = argument.to_str().filter(|text| text.len() > 1 && text.starts_with('-'));
        match option {
            Some("--") if !only_files => only_files = true,
            Some("--help" | "-h") if !only_files => return Ok(Command::Help),
            Some(option) if !only_files => parsed.option(option, &mut arguments)?,
            _ => parsed.files.push(PathBuf::from(argument)),
        }
    }
    Ok(Command::Analyse(Box::new(parsed.into_options()?)))
}

#[derive(Debug, Default)]
struct Parsed {
    files: Vec<PathBuf>,
    config: Option<PathBuf>,
    facts: Option<PathBuf>,
    dialign: bool,
    full: bool,
    language: Option<String>,
    json: bool,
    summary_only: bool,
    lexicon: bool,
    trackers: Trackers,
    threads: Option<usize>,
    keep_going: bool,
    progress: bool,
}

impl Parsed {
    fn option(
        &mut self,
        option: &str,
        rest: &mut impl Iterator<Item = OsString>,
    ) -> Result<(), String> {
        let (name, attached) = match option.split_once('=') {
            Some((name, value)) => (name, Some(OsString::from(value))),
            None => (option, None),
        };
        let takes_value = ["--track", "--language", "--compat", "--config", "--facts", "--threads"];
        if takes_value.contains(&name) {
            let value = attached.or_else(|| rest.next());
            let value = value.ok_or_else(|| format!("{name} needs a value after it"))?;
            return self.value(name, value);
        }
        if attached.is_some() {
            return Err(format!("{name} takes no value"));
        }
        match name {
            "--json" => self.json = true,
            "--brief" => self.full = false,
            "--full" => self.full = true,
            "--summary-only" => self.summary_only = true,
            "--lexicon" => self.lexicon = true,
            "--keep-going" => self.keep_going = true,
            "--progress" => self.progress = true,
            other => return Err(format!("there is no option {other}: --help lists them")),
        }
        Ok(())
    }

    fn value(&mut self, name: &str, value: OsString) -> Result<(), String> {
        if name == "--config" {
            self.config = Some(PathBuf::from(value));
            return Ok(());
        }
        if name == "--facts" {
            self.facts = Some(PathBuf::from(value));
            return Ok(());
        }
        let value = value.into_string().map_err(|_| format!("the value of {name} is not UTF-8"))?;
        match name {
            "--language" => self.language = Some(value),
            "--compat" if value == "dialign" => self.dialign = true,
            "--compat" => return Err(format!("--compat {value} is unknown: give dialign")),
            "--track" => self.trackers = Trackers::of(&value)?,
            _ => {
                let threads = value.parse().ok().filter(|threads| (1..=256).contains(threads));
                let threads =
                    threads.ok_or_else(|| format!("--threads {value}: give a number, 1 to 256"))?;
                self.threads = Some(threads);
            }
        }
        Ok(())
    }

    fn into_options(self) -> Result<Options, String> {
        Ok(Options {
            config: self.configuration()?,
            facts: self.facts.as_deref().map(facts).transpose()?,
            files: self.files,
            json: self.json,
            summary_only: self.summary_only,
            lexicon: self.lexicon,
            trackers: self.trackers,
            threads: self.threads.unwrap_or(1),
            keep_going: self.keep_going,
            progress: self.progress,
        })
    }

    fn configuration(&self) -> Result<Config, String> {
        let mut config = match &self.config {
            None => Config::default(),
            Some(path) => {
                let shown = path.display();
                let text =
                    std::fs::read_to_string(path).map_err(|why| format!("{shown}: {why}"))?;
                Config::from_json(&text).map_err(|why| format!("{shown}: {why}"))?
            }
        };
        if self.dialign {
            let dialign = Config::dialign();
            config.text = dialign.text;
            config.lexical.compat = Compat::Dialign;
            config.lexical.window_tokens = dialign.lexical.window_tokens;
        }
        if self.full {
            config.detail = Detail::Full;
        }
        if let Some(language) = &self.language {
            config.language.clone_from(language);
        }
        config.validate().map_err(|why| why.to_string())?;
        Ok(config)
    }
}

/// The fact base in a file.
fn facts(path: &Path) -> Result<FactBase, String> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|why| format!("{shown}: {why}"))?;
    FactBase::from_json(&text).map_err(|why| format!("{shown}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(line: &str) -> Result<Options, String> {
        match parse(line.split_whitespace().map(OsString::from))? {
            Command::Analyse(options) => Ok(*options),
            Command::Help => Err("help".to_owned()),
        }
    }

    #[test]
    fn files_and_options_may_stand_in_any_order() {
        let options = options("a.jsonl --threads 4 - --json --full --language=es").unwrap();
        assert_eq!(options.files, [PathBuf::from("a.jsonl"), PathBuf::from("-")]);
        assert_eq!((options.threads, options.json), (4, true));
        assert_eq!(options.config.detail, Detail::Full);
        assert_eq!(options.config.language, "es");
    }

    #[test]
    fn after_two_hyphens_everything_is_a_file() {
        assert_eq!(options("-- --json").unwrap().files, [PathBuf::from("--json")]);
    }

    #[test]
    fn a_report_is_about_all_trackers_unless_some_are_chosen() {
        let chosen = |line| options(line).unwrap().trackers;
        assert_eq!(chosen(""), Trackers::default());
        assert_eq!(
            chosen("--track clarification,register,lexical,acts,correction"),
            Trackers::default()
        );
        assert_eq!(chosen("--track=register"), Trackers { register: true, ..Trackers::NONE });
        assert_eq!(
            chosen("--track acts,clarification"),
            Trackers { acts: true, clarification: true, ..Trackers::NONE }
        );
    }

    #[test]
    fn compat_dialign_is_the_librarys_own_preset() {
        assert_eq!(options("--compat dialign").unwrap().config, Config::dialign());
    }

    #[test]
    fn a_wrong_command_line_says_what_to_give() {
        for (line, reason) in [
            ("--jsn", "there is no option --jsn: --help lists them"),
            ("--threads 0", "--threads 0: give a number, 1 to 256"),
            ("--threads", "--threads needs a value after it"),
            ("--json=1", "--json takes no value"),
            ("--compat lsm", "--compat lsm is unknown: give dialign"),
            (
                "--track lexical,tone",
                "--track tone is unknown: give lexical, register, acts, clarification or correction",
            ),
            (
                "--track ,",
                "--track  is unknown: give lexical, register, acts, clarification or correction",
            ),
        ] {
            assert_eq!(options(line).unwrap_err(), reason);
        }
        assert!(options("--language e").unwrap_err().contains("BCP 47"));
        assert!(options("--config /nowhere").unwrap_err().starts_with("/nowhere: "));
        assert!(options("--facts /nowhere").unwrap_err().starts_with("/nowhere: "));
    }
}
