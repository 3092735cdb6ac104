//! The rules that look inside a line of prose: code spans, links and mail addresses.

use super::Cover;
use super::SegmentClass::{Code, Url};
use super::lines::table;

static STOPS: [bool; 256] = table(b"`:.@");

/// Covers the code spans and links of `text[from..to]`, and the prose between them; the prose after
/// the last of them is left to the caller.
pub(super) fn claim(text: &str, from: usize, to: usize, cover: &mut Cover<'_>) {
    let Some(line) = text.get(from..to) else {
        return;
    };
    let bytes = line.as_bytes();
    let mut ticks = Ticks::default();
    // Nothing before `floor` may become part of a link.
    let (mut at, mut floor) = (0, 0);
    while let Some(skip) = bytes[at..].iter().position(|&byte| STOPS[byte as usize]) {
        at += skip;
        let found = match bytes[at] {
            b'`' => match ticks.span(bytes, at) {
                Ok(end) => Some((Code, at, end)),
                Err(next) => {
                    at = next;
                    floor = next;
                    continue;
                }
            },
            b':' => scheme_url(line, floor, at).map(|(start, end)| (Url, start, end)),
            b'.' => www_url(line, floor, at).map(|(start, end)| (Url, start, end)),
            _ => mail_address(line, floor, at).map(|(start, end)| (Url, start, end)),
        };
        if let Some((class, start, end)) = found {
            cover.insert(class, from + start, from + end);
            floor = end;
        }
        at = found.map_or(at + 1, |(_, _, end)| end);
    }
}

/// The search for code spans on one line.
#[derive(Default)]
struct Ticks {
    /// Bit n: no run of n backticks is ahead. It keeps the search linear.
    exhausted: u16,
    /// Backticks before this byte close a span that holds a single word.
    closed_until: usize,
}

impl Ticks {
    /// The end of the code span that opens at `at`, or the place where to go on.
    ///
    /// A span without a blank is no code: a single `name` in backticks is a term the speakers share.
    fn span(&mut self, bytes: &[u8], at: usize) -> Result<usize, usize> {
        let length = run(bytes, at);
        let inside = at + length;
        // The accent in "don`t" opens nothing.
        let after_word = at.checked_sub(1).is_some_and(|k| bytes[k].is_ascii_alphanumeric());
        if at < self.closed_until || after_word {
            return Err(inside);
        }
        let Some(close) = self.close(bytes, inside, length) else {
            return Err(inside);
        };
        let end = close + length;
        if bytes[inside..close].iter().any(|byte| matches!(byte, b' ' | b'\t')) {
            return Ok(end);
        }
        self.closed_until = end;
        Err(inside)
    }

    fn close(&mut self, bytes: &[u8], from: usize, length: usize) -> Option<usize> {
        let bit = u32::try_from(length).ok().and_then(|shift| 1_u16.checked_shl(shift))?;
        if self.exhausted & bit != 0 {
            return None;
        }
        let mut at = from;
        while let Some(skip) = bytes[at..].iter().position(|&byte| byte == b'`') {
            at += skip;
            let found = run(bytes, at);
            if found == length {
                return Some(at);
            }
            at += found;
        }
        self.exhausted |= bit;
        None
    }
}

fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|&&byte| byte == b'`').count()
}

/// `scheme://...` around the colon at `at`.
fn scheme_url(line: &str, floor: usize, at: usize) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let after = at + 3;
    if bytes.get(at + 1..after) != Some(b"//") {
        return None;
    }
    let scheme = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
    let length = bytes[floor..at].iter().rev().take(32).take_while(scheme).count();
    let lead = bytes[at - length..at].iter().position(u8::is_ascii_alphabetic)?;
    if length - lead < 2 {
        return None;
    }
    let end = url_end(line, after);
    (end > after).then_some((at - length + lead, end))
}

/// `www....` around the full stop at `at`.
fn www_url(line: &str, floor: usize, at: usize) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let start = at.checked_sub(3).filter(|&start| start >= floor)?;
    let www = bytes[start..at].eq_ignore_ascii_case(b"www");
    let inside_word = bytes[..start].last().is_some_and(u8::is_ascii_alphanumeric);
    let host = bytes.get(at + 1).is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte >= 0x80);
    if !www || inside_word || !host {
        return None;
    }
    let end = url_end(line, at + 1);
    (end > at + 1).then_some((start, end))
}

/// Where a link that has begun before `from` ends.
fn url_end(line: &str, from: usize) -> usize {
    const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
    let run = line.get(from..).unwrap_or("");
    let mut open = [0_usize; 3];
    let mut length = run.len();
    for (at, c) in run.char_indices() {
        // A closing bracket without its opening one belongs to the sentence, or to `[text](link)`.
        let unopened = BRACKETS.iter().zip(&mut open).any(|((opening, closing), depth)| {
            *depth += usize::from(c == *opening);
            let unopened = c == *closing && *depth == 0;
            *depth -= usize::from(c == *closing && *depth > 0);
            unopened
        });
        if unopened || ends_url(c) {
            length = at;
            break;
        }
    }
    let link = run.get(..length).unwrap_or("");
    // With the opening brackets, and the `*` and `'` that prose puts around links.
    let trailing = ['.', ',', ':', ';', '!', '?', '\'', '*', '(', '[', '{', '…'];
    from + link.trim_end_matches(trailing).len()
}

fn ends_url(c: char) -> bool {
    match c {
        '<' | '>' | '"' | '`' | '\\' | '|' => true,
        '\0'..='\u{7f}' => c <= ' ' || c == '\u{7f}',
        // Quotation marks, and the full-width punctuation that follows a link without a blank.
        '‘'..='‟' | '«' | '»' | '\u{3000}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' => true,
        '\u{ff1a}'..='\u{ff20}' => true,
        _ => c.is_whitespace(),
    }
}

/// `local@domain.tld` around the `@` at `at`.
fn mail_address(line: &str, floor: usize, at: usize) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let local = |byte: &&u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let length = bytes[floor..at].iter().rev().take(64).take_while(local).count();
    let lead = bytes[at - length..at].iter().position(u8::is_ascii_alphanumeric)?;
    let start = at - length + lead;

    let rest = &bytes[at + 1..];
    let host = |byte: &&u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let length = rest.iter().take(255).take_while(host).count();
    let domain = line.get(at + 1..at + 1 + length)?.trim_end_matches(['.', '-']);
    let (name, top) = domain.rsplit_once('.')?;
    let named = name.starts_with(|c: char| c.is_ascii_alphanumeric()) && !name.contains("..");
    let top_level = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    (named && top_level).then_some((start, at + 1 + domain.len()))
}

#[cfg(test)]
mod tests {
    use super::super::SegmentClass::Prose;
    use super::super::tests::assert_segments;
    use super::*;

    #[test]
    fn code_spans_of_several_words_are_code() {
        assert_segments(&[
            ("run `git push` now", &[(Prose, "run "), (Code, "`git push`"), (Prose, " now")]),
            ("``a ` b``", &[(Code, "``a ` b``")]),
            ("a `x` and `y`", &[(Prose, "a `x` and `y`")]),
            ("`x` or `y z`", &[(Prose, "`x` or "), (Code, "`y z`")]),
            ("an `open one", &[(Prose, "an `open one")]),
            ("an `open\none`", &[(Prose, "an `open\none`")]),
            ("```a b```", &[(Code, "```a b```")]),
            ("`` ` ``` ```` x y", &[(Prose, "`` ` ``` ```` x y")]),
        ]);
    }

    #[test]
    fn links_end_before_the_punctuation_of_the_sentence() {
        assert_segments(&[
            (
                "see https://a.b/c?d=e.",
                &[(Prose, "see "), (Url, "https://a.b/c?d=e"), (Prose, ".")],
            ),
            ("(http://a.b/c_(d))!", &[(Prose, "("), (Url, "http://a.b/c_(d)"), (Prose, ")!")]),
            ("[a](https://a.b) c", &[(Prose, "[a]("), (Url, "https://a.b"), (Prose, ") c")]),
            ("**https://a.b**", &[(Prose, "**"), (Url, "https://a.b"), (Prose, "**")]),
            ("<ftp://a.b/>", &[(Prose, "<"), (Url, "ftp://a.b/"), (Prose, ">")]),
            ("WWW.a.org, ok", &[(Url, "WWW.a.org"), (Prose, ", ok")]),
            ("看https://a.b/c。好", &[(Prose, "看"), (Url, "https://a.b/c"), (Prose, "。好")]),
            ("http://a http://b", &[(Url, "http://a"), (Prose, " "), (Url, "http://b")]),
            ("`http://a.b`", &[(Prose, "`"), (Url, "http://a.b"), (Prose, "`")]),
            ("awww.so.cute", &[(Prose, "awww.so.cute")]),
        ]);
    }

    #[test]
    fn mail_addresses_are_links() {
        assert_segments(&[
            ("mail a.b+c@d-e.org.", &[(Prose, "mail "), (Url, "a.b+c@d-e.org"), (Prose, ".")]),
            ("<x@y.de>", &[(Prose, "<"), (Url, "x@y.de"), (Prose, ">")]),
            ("a@b", &[(Prose, "a@b")]),
            ("me@3.50", &[(Prose, "me@3.50")]),
            ("@anna.b hi", &[(Prose, "@anna.b hi")]),
            ("https://u@h.org/x", &[(Url, "https://u@h.org/x")]),
        ]);
    }
}
