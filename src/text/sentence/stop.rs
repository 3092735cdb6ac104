//! Whether a run of `.`, `!`, `?` or their like ends a sentence, and where that end is.
//!
//! The full stop is the difficult one: it also belongs to abbreviations, initials, numbers and
//! names of files. The rules follow Kiss and Strunk (2006) where they need a list of words that
//! often begin a sentence.

/// The length in bytes of the terminator at `at`, or 0.
fn terminator(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..).unwrap_or(&[]) {
        [b'.' | b'!' | b'?', ..] => 1,
        // The Armenian ։, the Arabic ؟ and the Urdu ۔.
        [0xd6, 0x89, ..] | [0xd8, 0x9f, ..] | [0xdb, 0x94, ..] => 2,
        // …, and ‼ ⁇ ⁈ ⁉.
        [0xe2, 0x80, 0xa6 | 0xbc, ..] | [0xe2, 0x81, 0x87..=0x89, ..] => 3,
        // 。, the Indian । ॥, and the wide ！ ？ ｡.
        [0xe3, 0x80, 0x82, ..] | [0xe0, 0xa5, 0xa4 | 0xa5, ..] => 3,
        [0xef, 0xbc, 0x81 | 0x9f, ..] | [0xef, 0xbd, 0xa1, ..] => 3,
        _ => 0,
    }
}

/// The end of the run of terminators at `at`; `at` itself if there is none.
pub(super) fn run_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    loop {
        match terminator(bytes, end) {
            0 => return end,
            length => end += length,
        }
    }
}

/// In bytes; what is longer is no abbreviation.
const LONGEST_WORD: usize = 32;

/// A run of terminators, `text[at..run_end]`, in the stretch of prose `text[from..to]`.
#[derive(Clone, Copy)]
pub(super) struct Stop<'t> {
    pub(super) text: &'t str,
    pub(super) from: usize,
    pub(super) at: usize,
    pub(super) run_end: usize,
    pub(super) to: usize,
}

impl<'t> Stop<'t> {
    fn run(self) -> &'t str {
        self.text.get(self.at..self.run_end).unwrap_or("")
    }

    /// Whether the run holds nothing but full stops.
    pub(super) fn is_dots(self) -> bool {
        let run = self.run();
        run == "." || run.chars().all(|c| matches!(c, '.' | '…'))
    }

    /// Where the sentence ends, with the quotes, brackets and emoji after the run; `None` if it
    /// goes on.
    pub(super) fn end(self, abbreviations: &dyn Fn(&str) -> bool) -> Option<usize> {
        let run = self.run();
        let (closed, quoted) = self.closers();
        let with_emoji = || Some(self.emoji(closed));
        let needs_blank = |c| matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉');
        if !run.chars().all(needs_blank) {
            return with_emoji();
        }
        let full_stop = run == ".";
        let dots = self.is_dots();
        let rest = self.text.get(closed..).unwrap_or("");
        let Some(first) = rest.chars().next() else {
            return Some(closed);
        };
        if !first.is_whitespace() {
            let ends = glued_ends(first, full_stop && closed == self.run_end, quoted);
            return if ends { with_emoji() } else { None };
        }

        let next = rest.trim_start_matches(|c: char| c != '\n' && c.is_whitespace());
        let next_is_lower = next.starts_with(char::is_lowercase);
        let goes_on = if full_stop {
            // `"Yes." he said`, `(etc.) and`
            (quoted && next_is_lower) || self.belongs_to_word(next, abbreviations)
        } else {
            next_is_lower && (quoted || dots)
        };
        if goes_on { None } else { with_emoji() }
    }

    /// The end of the closing signs after the run, and whether a quote or bracket is among them.
    fn closers(self) -> (usize, bool) {
        let (mut end, mut quoted) = (self.run_end, false);
        loop {
            let rest = self.text.get(end..self.to).unwrap_or("");
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            let length = match c {
                '*' | '_' | '~' | '`' => 1,
                // A footnote: `text.[12]`.
                '[' => footnote(rest),
                // The opening quote of English is the closing one of German.
                '“' if chars.next().is_some_and(char::is_alphanumeric) => 0,
                // French puts a blank before its quote.
                ' ' | '\u{a0}' | '\u{202f}' if chars.next() == Some('»') => c.len_utf8() + 2,
                _ if is_closing(c) => c.len_utf8(),
                _ => 0,
            };
            if length == 0 {
                break;
            }
            quoted |= !matches!(c, '*' | '_' | '~' | '`' | '[');
            end += length;
        }
        (end, quoted)
    }

    /// The end of the emoji and typed faces, with blanks between them, that follow `at`; `at` if
    /// there are none.
    fn emoji(self, at: usize) -> usize {
        let mut end = at;
        // Most often a blank and a word follow.
        if let Some([b' ', b'A'..=b'W' | b'a'..=b'w', ..]) = self.text.as_bytes().get(at..self.to) {
            return end;
        }
        loop {
            let rest = self.text.get(end..self.to).unwrap_or("");
            let blank = rest.len() - rest.trim_start_matches(' ').len();
            let after = rest.get(blank..).unwrap_or("");
            let length = after.len() - after.trim_start_matches(is_emoji).len();
            let length = if length == 0 { typed_face(after) } else { length };
            if length == 0 {
                return end;
            }
            end += blank + length;
        }
    }

    /// The word, with stops and apostrophes inside it, that the full stop follows.
    fn word_before(self) -> &'t str {
        let before = self.text.get(self.from..self.at).unwrap_or("");
        let sign = |byte: u8| byte == b'.' || byte == b'\'';
        let ascii = |byte: &&u8| byte.is_ascii_alphanumeric() || sign(**byte);
        let bytes = before.as_bytes();
        let window = bytes.get(bytes.len().saturating_sub(LONGEST_WORD + 1)..).unwrap_or(&[]);
        let mut length = window.iter().rev().take_while(ascii).count();
        if before.as_bytes().iter().nth_back(length).is_some_and(|byte| !byte.is_ascii()) {
            let any = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’');
            let chars = before.chars().rev().take(LONGEST_WORD);
            length = chars.take_while(any).map(char::len_utf8).sum();
        }
        let word = before.get(before.len() - length..).unwrap_or("");
        word.trim_start_matches(['.', '\'', '’'])
    }

    /// Whether the full stop belongs to the word before it; `next` is the rest of the line.
    fn belongs_to_word(self, next: &str, abbreviations: &dyn Fn(&str) -> bool) -> bool {
        let word = self.word_before();
        let ends_line = next.is_empty() || next.starts_with('\n');
        if word.is_empty() || word.len() > LONGEST_WORD {
            return false;
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            let marks_item = word.len() <= 3 && begins_line(self.text, self.at - word.len());
            return !ends_line
                && (marks_item || MONTHS.iter().any(|month| next.starts_with(month)));
        }
        if word.eq_ignore_ascii_case("no") {
            return next.starts_with(|c: char| c.is_ascii_digit())
                && is_listed(word, abbreviations);
        }
        if is_listed(word, abbreviations) {
            return true;
        }
        let one_letter =
            |part: &str| part.starts_with(char::is_alphabetic) && part.chars().nth(1).is_none();
        let single = word.split('.').all(one_letter);
        if !single || ends_line || begins_sentence(next) {
            return false;
        }
        if word.contains('.') {
            return true;
        }
        let initial = word.starts_with(char::is_uppercase) && word != "I";
        let item = begins_line(self.text, self.at - word.len());
        item || (initial && next.starts_with(char::is_uppercase))
    }
}

/// Whether a sentence ends before a sign that follows without a blank.
fn glued_ends(first: char, bare_full_stop: bool, quoted: bool) -> bool {
    let caseless = first.is_alphabetic() && !first.is_lowercase() && !first.is_uppercase();
    match first {
        // `3.5`, `foo.py`, `Foo.Bar`; but `Really?Yes`.
        _ if caseless => true,
        _ if first.is_alphanumeric() => first.is_uppercase() && (quoted || !bare_full_stop),
        '\0'..='\u{7f}' => false,
        '—' | '–' | '，' | '、' | '；' | '：' | '،' | '؛' => false,
        _ => true,
    }
}

/// Words with which English sentences often begin, and names seldom: after `U.S.` or `Plan B.` they
/// show that a sentence has ended.
const OPENERS: [&str; 48] = [
    "A", "After", "Also", "An", "And", "Are", "As", "At", "Because", "But", "Can", "Could", "Did",
    "Do", "Does", "For", "He", "His", "How", "However", "I", "If", "In", "Is", "It", "Its", "My",
    "No", "On", "Or", "Our", "She", "So", "That", "The", "Then", "There", "These", "They", "This",
    "We", "What", "When", "Where", "Why", "Would", "Yes", "You",
];

fn begins_sentence(next: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '.';
    let word = next.split(|c| !in_word(c)).next().unwrap_or("");
    OPENERS.contains(&word)
}

/// After these, German writes its dates: `am 3. Mai`.
const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Asks for the lower-cased word.
fn is_listed(word: &str, abbreviations: &dyn Fn(&str) -> bool) -> bool {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        abbreviations(word)
    } else {
        abbreviations(&word.to_lowercase())
    }
}

/// Whether only signs of markdown stand before `at` on its line.
fn begins_line(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let before = before.trim_end_matches([' ', '\t', '*', '_', '#', '-', '>', '(']);
    before.is_empty() || before.ends_with('\n')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | ')'
            | ']'
            | '}'
            | '”'
            | '’'
            | '“'
            | '»'
            | '›'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
    )
}

/// The length of `[12]` at the beginning, or 0.
fn footnote(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digits = bytes.iter().skip(1).take(4).take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 && bytes.get(digits + 1) == Some(&b']') { digits + 2 } else { 0 }
}

/// Emoji and the invisible signs that join them.
fn is_emoji(c: char) -> bool {
    matches!(
        u32::from(c),
        0x1f000..=0x1faff | 0x2600..=0x27bf | 0x2b50 | 0x2b55 | 0xfe0f | 0x200d | 0xe0020..=0xe007f
    )
}

/// The length of a typed face such as `:)` at the beginning, or 0.
fn typed_face(rest: &str) -> usize {
    const FACES: [&str; 18] = [
        ":-)", ":)", ";-)", ";)", ":-(", ":(", ":D", ":-D", ":P", ":p", "xD", "XD", "<3", ":/",
        ":'(", ":O", ":o", "^^",
    ];
    if !rest.starts_with([':', ';', 'x', 'X', '<', '^']) {
        return 0;
    }
    let face = FACES.iter().find(|face| rest.starts_with(**face));
    let length = face.map_or(0, |face| face.len());
    let after = rest.get(length..).unwrap_or("");
    if after.starts_with(char::is_alphanumeric) { 0 } else { length }
}
