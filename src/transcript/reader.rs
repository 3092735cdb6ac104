//! [`Transcripts`]: the iterator that finds the form of a file and hands out its dialogues.

use super::input::{Balance, Input, Piece};
use super::json::{self, Problem};
use super::list::{Element, List};
use super::parse::{self, Document, Entries, Entry, Rules, invalid};
use super::roles::assume;
use super::{Dialogue, TranscriptFormat};
use crate::config::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::hints::shown;
use siphasher::sip::SipHasher13;
use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::hash::Hasher;
use std::io::{self, BufRead};

/// Reads the dialogues of a transcript in any of the forms of [`TranscriptFormat`], one at a time;
/// JSON may also be spread over many lines. Blank lines and a UTF-8 byte order mark are skipped.
///
/// # Errors
/// Each item is a dialogue or an error, whose message starts with `NAME:LINE: `. After an error the
/// iterator goes on: a bad line of [`TurnLines`](TranscriptFormat::TurnLines) or
/// [`Tsv`](TranscriptFormat::Tsv) costs that line, any other error the dialogue it is in. A caller
/// may stop at the first error or skip and count.
/// - [`ErrorKind::InvalidTranscript`]: broken JSON, a missing field or a wrong type, invalid UTF-8
///   (with the offset), a dialogue id that comes back after another one, compressed data, a reader
///   that fails (the last item then).
/// - [`ErrorKind::LimitExceeded`]: a dialogue over `limits.max_dialogue_bytes`, hints over their
///   limit.
/// - [`ErrorKind::InvalidHint`]: hints of a wrong form, or unknown ones when `strict`.
///
/// A message counts the turns of a list from 0, skipped messages included.
///
/// # Example
/// ```
/// use lingsync::{Config, ErrorKind, transcript::{TranscriptFormat, Transcripts}};
///
/// let file = r#"{"id": "a", "turns": [{"role": "user", "text": "my plan is broken"}]}
/// {"id": "b", "turns": [{"role": "user"}]}
/// {"id": "c", "turns": [{"role": "user", "text": "thanks"}]}"#;
/// let mut transcripts = Transcripts::new("chat.jsonl", file.as_bytes(), &Config::default());
/// assert_eq!(transcripts.next().unwrap()?.id, "a");
/// let error = transcripts.next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "chat.jsonl:2: turn 0 has no `text`: give a string");
/// assert_eq!(transcripts.next().unwrap()?.id, "c");
/// assert!(transcripts.next().is_none());
/// assert_eq!(transcripts.format(), Some(TranscriptFormat::DialogueLines));
/// # Ok::<(), lingsync::Error>(())
/// ```
pub struct Transcripts<R> {
    name: String,
    rules: Rules,
    input: Input<R>,
    mode: Mode,
    format: Option<TranscriptFormat>,
    /// What is read and not yet handed out.
    ready: VecDeque<Result<Dialogue>>,
    /// The dialogue whose turns come one by one.
    open: Option<Open>,
    /// A line read ahead that starts a new dialogue.
    held: Option<Piece>,
    discard: Discard,
    /// The ids of dialogues whose turns came line by line, as hashes.
    seen: HashSet<u64>,
    /// The last line that named a dialogue, and how many it named.
    named: (u64, u32),
}

#[derive(Debug)]
enum Mode {
    /// Nothing is read yet.
    Start,
    /// Lines, and it is not known whether of JSON or of TSV.
    Unknown,
    /// JSON texts, each on a line or over many.
    Json,
    /// Within a JSON list.
    List(List),
    Tsv,
    Done,
}

/// What has to be read over before going on.
#[derive(Debug)]
enum Discard {
    Nothing,
    Line,
    Json(Balance),
}

/// A dialogue under construction.
#[derive(Debug)]
struct Open {
    /// The hash of its id, if its turns carry one.
    key: Option<u64>,
    id: String,
    entries: Entries,
    bytes: usize,
    /// Turns met, for messages of a list.
    count: usize,
    /// Whether it was refused, so that the rest of it is read over.
    dropped: bool,
}

impl<R> fmt::Debug for Transcripts<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transcripts")
            .field("name", &self.name)
            .field("format", &self.format)
            .field("ready", &self.ready.len())
            .finish_non_exhaustive()
    }
}

impl<R: BufRead> Transcripts<R> {
    /// Reads from `reader`, under the limits and the strictness about hints of `config`. `name`
    /// stands before the line in errors: usually the file's name.
    #[must_use]
    pub fn new(name: impl Into<String>, reader: R, config: &Config) -> Self {
        Self {
            name: name.into(),
            rules: Rules::new(config),
            input: Input::new(reader),
            mode: Mode::Start,
            format: None,
            ready: VecDeque::new(),
            open: None,
            held: None,
            discard: Discard::Nothing,
            seen: HashSet::new(),
            named: (0, 0),
        }
    }

    /// The form of the file: of its first dialogue or turn, once that is read.
    #[must_use]
    pub fn format(&self) -> Option<TranscriptFormat> {
        self.format
    }

    /// Reads one line, JSON text or element.
    fn step(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.discard, Discard::Nothing) {
            Discard::Nothing => {}
            Discard::Line => self.input.discard_line()?,
            Discard::Json(balance) => self.input.discard_json(balance)?,
        }
        match std::mem::replace(&mut self.mode, Mode::Done) {
            Mode::Start => {
                match self.input.open()? {
                    Some(reason) => self.fail(1, &invalid(reason)),
                    None => self.mode = Mode::Unknown,
                }
                Ok(())
            }
            Mode::List(list) => self.step_list(list),
            Mode::Tsv => self.step_tsv(),
            mode => {
                self.mode = mode;
                self.step_line()
            }
        }
    }

    /// A line of a file that is JSON, or may be.
    fn step_line(&mut self) -> io::Result<()> {
        let piece = match self.held.take() {
            Some(piece) => piece,
            None => {
                self.input.skip_blanks()?;
                if self.input.peek()? == Some(b'[') && self.input.opens_list()? {
                    self.mode = Mode::List(List::enter(&mut self.input)?);
                    return Ok(());
                }
                match self.input.line(self.rules.limits.max_dialogue_bytes)? {
                    Some(piece) => piece,
                    None => {
                        self.close();
                        self.mode = Mode::Done;
                        return Ok(());
                    }
                }
            }
        };
        if piece.too_long {
            self.discard = Discard::Line;
            self.too_long(piece.line);
        } else if json::looks_like_json(&piece.bytes) {
            self.mode = Mode::Json;
            self.step_json(piece)?;
        } else if matches!(self.mode, Mode::Json) {
            self.fail(piece.line, &invalid("the line is not a JSON object: remove or mend it"));
        } else if piece.bytes.contains(&b'\t') {
            self.mode = Mode::Tsv;
            self.format = Some(TranscriptFormat::Tsv);
            self.tsv(&piece);
        } else {
            let reason = "the line is neither JSON nor `speaker<TAB>text`: give one of them";
            self.fail(piece.line, &invalid(reason));
        }
        Ok(())
    }

    fn step_tsv(&mut self) -> io::Result<()> {
        let Some(piece) = self.input.line(self.rules.limits.max_dialogue_bytes)? else {
            self.close();
            return Ok(());
        };
        if piece.too_long {
            // The whole file is this dialogue, so there is nothing to go on to.
            self.too_long(piece.line);
            return Ok(());
        }
        self.mode = Mode::Tsv;
        if !piece.is_blank() {
            self.tsv(&piece);
        }
        Ok(())
    }

    fn tsv(&mut self, piece: &Piece) {
        if self.open.is_none() {
            let id = self.default_id(piece.line);
            self.open = Some(Open::new(None, id));
        }
        if !self.room(piece) {
            self.mode = Mode::Done;
            return;
        }
        match json::text(piece) {
            Ok(text) => self.add(piece.line, parse::tsv(text)),
            Err(problem) => self.problem(&problem),
        }
    }

    /// A JSON text that starts with the line `piece`; it goes on over lines until its brackets are
    /// closed, or until a line is a dialogue in itself, as after a line that was cut off.
    fn step_json(&mut self, mut piece: Piece) -> io::Result<()> {
        let mut balance = Balance::of(&piece.bytes);
        while balance.depth > 0 && !balance.broken {
            let room = self.rules.limits.max_dialogue_bytes.saturating_sub(piece.bytes.len() + 1);
            let Some(next) = self.input.line(room)? else {
                break;
            };
            if is_dialogue(&next) {
                self.held = Some(next);
                break;
            }
            piece.bytes.push(b'\n');
            piece.bytes.extend_from_slice(&next.bytes);
            next.bytes.iter().for_each(|byte| balance.feed(*byte));
            if next.too_long {
                self.discard = Discard::Json(balance);
                self.too_long(piece.line);
                return Ok(());
            }
            balance.feed(b'\n');
        }
        match self.read(&piece) {
            Ok(Document::Bare(_)) => self.fail(
                piece.line,
                &invalid("the object has no `turns`, `messages` or `dialogue`: give one of them"),
            ),
            Ok(document) => self.document(&piece, document),
            Err(problem) => self.problem(&problem),
        }
        Ok(())
    }

    fn step_list(&mut self, mut list: List) -> io::Result<()> {
        let piece = match list.next(&mut self.input, self.rules.limits.max_dialogue_bytes)? {
            Element::Piece(piece) => piece,
            Element::Broken(line) => {
                self.fail(line, &invalid("a comma or bracket is missing in a list: mend it"));
                self.drop_messages();
                self.mode = Mode::List(list);
                return Ok(());
            }
            end => {
                if matches!(end, Element::Cut) {
                    let line = self.input.piece().line;
                    self.fail(line, &invalid("the file ends within a list: close or mend it"));
                    self.open = None;
                }
                self.close();
                self.mode = Mode::Json;
                return Ok(());
            }
        };
        self.mode = Mode::List(list);
        if piece.too_long {
            self.too_long(piece.line);
            self.drop_messages();
            return Ok(());
        }
        match self.read(&piece) {
            Ok(Document::Bare(message)) => self.message(&piece, message),
            Ok(document) => self.document(&piece, document),
            Err(problem) => {
                self.problem(&problem);
                self.drop_messages();
            }
        }
        Ok(())
    }

    /// A message of a bare list: one that is wrong costs the whole list, as a dialogue with a hole
    /// would be measured as if it had none.
    fn message(&mut self, piece: &Piece, message: serde_json::Value) {
        self.format.get_or_insert(TranscriptFormat::Messages);
        if self.open.as_ref().is_none_or(|open| open.key.is_some()) {
            self.close();
            let id = self.default_id(piece.line);
            self.open = Some(Open::new(None, id));
        }
        if !self.room(piece) {
            return;
        }
        let count = self.open.as_mut().map(|open| {
            open.count += 1;
            open.count - 1
        });
        let entry = parse::entry(message, count, &self.rules);
        let failed = entry.is_err();
        self.add(piece.line, entry);
        if failed {
            self.drop_messages();
        }
    }

    fn read(&self, piece: &Piece) -> Result<Document, Problem> {
        let value = json::json(piece)?;
        parse::document(value, &self.rules).map_err(|error| Problem { line: piece.line, error })
    }

    /// A whole dialogue, or a turn that names its own.
    fn document(&mut self, piece: &Piece, document: Document) {
        match document {
            Document::Dialogue(format, id, entries) => {
                self.format.get_or_insert(format);
                self.close();
                match entries {
                    Ok(entries) => {
                        let id = id.unwrap_or_else(|| self.default_id(piece.line));
                        self.ready.push_back(Ok(dialogue(id, entries)));
                    }
                    Err(error) => self.fail(piece.line, &error),
                }
            }
            Document::TurnOf(id, turn) => {
                self.format.get_or_insert(TranscriptFormat::TurnLines);
                self.turn_of(piece.line, id);
                if self.room(piece) {
                    let entry = parse::entry(turn, None, &self.rules);
                    self.add(piece.line, entry);
                }
            }
            Document::Bare(_) => {}
        }
    }

    /// Opens the dialogue `id` unless it is open. Ids are remembered as 64-bit hashes: a million of
    /// them collide with a probability of 3 in 100 million.
    fn turn_of(&mut self, line: u64, id: String) {
        let mut hasher = SipHasher13::new();
        hasher.write(id.as_bytes());
        let key = hasher.finish();
        if self.open.as_ref().is_some_and(|open| open.key == Some(key)) {
            return;
        }
        self.close();
        let returned = !self.seen.insert(key);
        if returned {
            let id = shown(&id);
            self.fail(
                line,
                &invalid(format!(
                    "dialogue {id} comes back after another one: sort the lines by dialogue"
                )),
            );
        }
        self.open = Some(Open { dropped: returned, ..Open::new(Some(key), id) });
    }

    /// Counts the piece's bytes; false if the open dialogue takes no more.
    fn room(&mut self, piece: &Piece) -> bool {
        let limit = self.rules.limits.max_dialogue_bytes;
        let Some(open) = &mut self.open else {
            return false;
        };
        open.bytes = open.bytes.saturating_add(piece.bytes.len());
        if open.dropped {
            return false;
        }
        if open.bytes > limit {
            open.drop_entries();
            self.too_long(piece.line);
            return false;
        }
        true
    }

    fn add(&mut self, line: u64, entry: Result<Entry>) {
        match (entry, &mut self.open) {
            (Ok(entry), Some(open)) => open.entries.push(entry),
            (Ok(_), None) => {}
            (Err(error), _) => self.fail(line, &error),
        }
    }

    /// Gives up the messages of the list so far.
    fn drop_messages(&mut self) {
        if let Some(open) = self.open.as_mut().filter(|open| open.key.is_none()) {
            open.drop_entries();
        }
    }

    /// Hands out the open dialogue, unless nothing of it could be read.
    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            let empty = open.entries.turns.is_empty() && open.entries.skipped == 0;
            if !open.dropped && !empty {
                self.ready.push_back(Ok(dialogue(open.id, open.entries)));
            }
        }
    }

    fn default_id(&mut self, line: u64) -> String {
        if self.named.0 != line {
            self.named = (line, 0);
        }
        self.named.1 += 1;
        match self.named.1 {
            1 => format!("dialogue-{line}"),
            further => format!("dialogue-{line}-{further}"),
        }
    }

    fn too_long(&mut self, line: u64) {
        let limit = self.rules.limits.max_dialogue_bytes;
        self.fail(
            line,
            &Error::new(
                ErrorKind::LimitExceeded,
                format!(
                    "dialogue of more than {limit} bytes exceeds max_dialogue_bytes = {limit}: \
                     split the dialogue or raise the limit"
                ),
            ),
        );
    }

    fn problem(&mut self, problem: &Problem) {
        self.fail(problem.line, &problem.error);
    }

    /// Puts an error in line, with its place before it.
    fn fail(&mut self, line: u64, error: &Error) {
        let placed = Error::new(error.kind(), format!("{}:{line}: {error}", self.name));
        self.ready.push_back(Err(match error.offset() {
            Some(offset) => placed.at(offset),
            None => placed,
        }));
    }
}

impl Open {
    fn new(key: Option<u64>, id: String) -> Self {
        Self { key, id, entries: Entries::default(), bytes: 0, count: 0, dropped: false }
    }

    fn drop_entries(&mut self) {
        self.dropped = true;
        self.entries = Entries::default();
    }
}

fn dialogue(id: String, entries: Entries) -> Dialogue {
    let Entries { mut turns, skipped, unknown_hints, claims } = entries;
    let roles_assumed = assume(&mut turns);
    Dialogue { id, turns, claims, skipped, roles_assumed, unknown_hints }
}

/// Whether a line is, by itself, a dialogue or a turn that names one.
fn is_dialogue(line: &Piece) -> bool {
    let bytes = line.bytes.trim_ascii();
    !line.too_long
        && bytes.starts_with(b"{")
        && bytes.ends_with(b"}")
        && !Balance::of(bytes).is_open()
        && json::json(line).is_ok_and(|value| {
            ["turns", "messages", "dialogue"].iter().any(|key| value.get(key).is_some())
        })
}

impl<R: BufRead> Iterator for Transcripts<R> {
    type Item = Result<Dialogue>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if matches!(self.mode, Mode::Done) {
                return None;
            }
            if let Err(error) = self.step() {
                self.mode = Mode::Done;
                self.open = None;
                let line = self.input.piece().line;
                self.fail(line, &invalid(format!("the file cannot be read on: {}", error.kind())));
            }
        }
    }
}

impl<R: BufRead> std::iter::FusedIterator for Transcripts<R> {}
