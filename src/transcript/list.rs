//! Takes a JSON list apart element by element, so that a list of dialogues may be one line of any
//! length.

use super::input::{Balance, Input, Piece};
use std::io::{self, BufRead};

/// What comes next in a JSON list.
#[derive(Debug)]
pub(super) enum Element {
    /// The bytes of an element: well-formed or not is for the parser to say.
    Piece(Piece),
    /// Something other than a comma or the end of the list stood behind the last element, on this
    /// line.
    Broken(u64),
    /// The list was closed, or lost.
    End,
    /// The file ended within the list.
    Cut,
}

/// A walk over the list at which an input stands.
#[derive(Debug)]
pub(super) struct List {
    /// The column of the bracket that opened the list.
    column: u64,
    before: Before,
}

/// What to do before the next element.
#[derive(Debug)]
enum Before {
    Nothing,
    /// Discard the rest of an element that was too long.
    Discard(Scan),
    /// Say that the list is broken on this line.
    Report(u64, Scan),
    /// Find the next element after one that cannot be right.
    Resync(Scan),
}

/// Finds the end of one element.
#[derive(Clone, Copy, Debug)]
struct Scan {
    /// The column of its first byte, and that byte.
    column: u64,
    first: u8,
    balance: Balance,
    /// Whether the element began with a bracket.
    opened: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stop {
    /// At the comma or bracket that follows the element.
    Separator,
    /// Behind a string that was cut by the end of its line: the element cannot be right.
    Cut,
    /// At something other than a comma or bracket after the element.
    Broken,
}

impl Scan {
    /// How many bytes of the chunk belong to the element, and why it ends there if it does.
    fn walk(&mut self, chunk: &[u8]) -> (usize, Option<Stop>) {
        for (index, byte) in chunk.iter().enumerate() {
            if !self.balance.is_open() {
                match byte {
                    b',' | b']' => return (index, Some(Stop::Separator)),
                    _ if self.opened && !byte.is_ascii_whitespace() => {
                        return (index, Some(Stop::Broken));
                    }
                    _ => {}
                }
            }
            self.balance.feed(*byte);
            self.opened |= self.balance.depth > 0;
            if self.balance.broken {
                return (index + 1, Some(Stop::Cut));
            }
        }
        (chunk.len(), None)
    }
}

impl List {
    /// Goes into the list whose opening bracket is the next byte.
    pub(super) fn enter<R: BufRead>(input: &mut Input<R>) -> io::Result<Self> {
        let column = input.piece().column;
        input.advance(1, None)?;
        Ok(Self { column, before: Before::Nothing })
    }

    /// The next element, up to `limit` bytes of it.
    pub(super) fn next<R: BufRead>(
        &mut self,
        input: &mut Input<R>,
        limit: usize,
    ) -> io::Result<Element> {
        match std::mem::replace(&mut self.before, Before::Nothing) {
            Before::Discard(scan) => drop(self.element(input, scan, None)?),
            before => self.before = before,
        }
        match self.before {
            Before::Report(line, scan) => {
                self.before = Before::Resync(scan);
                return Ok(Element::Broken(line));
            }
            Before::Resync(scan) => {
                self.before = Before::Nothing;
                if !self.resync(input, scan)? {
                    return Ok(Element::End);
                }
            }
            _ => {}
        }
        input.skip_blanks()?;
        match input.peek()? {
            None => Ok(Element::Cut),
            Some(b']') => {
                input.advance(1, None)?;
                Ok(Element::End)
            }
            Some(first) => {
                let column = input.piece().column;
                let scan = Scan { column, first, balance: Balance::default(), opened: false };
                self.element(input, scan, Some(limit)).map(Element::Piece)
            }
        }
    }

    /// Goes to the end of the element and over a comma behind it. The piece collects it, up to
    /// `limit` bytes; without a limit the element is discarded.
    fn element<R: BufRead>(
        &mut self,
        input: &mut Input<R>,
        mut scan: Scan,
        limit: Option<usize>,
    ) -> io::Result<Piece> {
        let mut piece = input.piece();
        loop {
            let chunk = input.chunk()?;
            if chunk.is_empty() {
                return Ok(piece);
            }
            let before = scan;
            let (count, stop) = scan.walk(chunk);
            if limit.is_some_and(|limit| piece.bytes.len() + count > limit) {
                self.before = Before::Discard(before);
                piece.too_long = true;
                return Ok(piece);
            }
            input.advance(count, limit.map(|_| &mut piece.bytes))?;
            match stop {
                None => continue,
                Some(Stop::Cut) => self.before = Before::Resync(scan),
                Some(Stop::Broken) => self.before = Before::Report(input.piece().line, scan),
                Some(Stop::Separator) if input.peek()? == Some(b',') => input.advance(1, None)?,
                Some(Stop::Separator) => {}
            }
            return Ok(piece);
        }
    }

    /// Looks for a line that starts, no further in than the broken element did, with the same
    /// bracket. A line that starts the next list, or closes this one, ends the search.
    fn resync<R: BufRead>(&mut self, input: &mut Input<R>, broken: Scan) -> io::Result<bool> {
        loop {
            input.skip_blanks()?;
            let place = input.piece().column;
            match input.peek()? {
                None => return Ok(false),
                Some(byte) if byte == broken.first && place <= broken.column => return Ok(true),
                Some(b'[') if place <= self.column => return Ok(false),
                Some(b']') if place <= self.column => {
                    input.advance(1, None)?;
                    return Ok(false);
                }
                Some(_) => input.discard_line()?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    /// The elements of a list as text; `!` marks one that was too long, `?` a broken list.
    fn elements(text: &str, limit: usize) -> Vec<String> {
        let mut input = Input::new(BufReader::with_capacity(2, text.as_bytes()));
        let mut list = List::enter(&mut input).unwrap();
        let mut found = Vec::new();
        loop {
            found.push(match list.next(&mut input, limit).unwrap() {
                Element::Piece(piece) if piece.too_long => "!".to_owned(),
                Element::Piece(piece) => String::from_utf8(piece.bytes).unwrap(),
                Element::Broken(line) => format!("? {line}"),
                Element::End => return found,
                Element::Cut => {
                    found.push("cut".to_owned());
                    return found;
                }
            });
        }
    }

    #[test]
    fn commas_and_brackets_in_strings_and_elements_are_no_ends() {
        let text = r#"[ {"a": "],\"", "b": [1, 2]}, "x,]" ,3]"#;
        assert_eq!(elements(text, 99), [r#"{"a": "],\"", "b": [1, 2]}"#, r#""x,]" "#, "3"]);
        assert_eq!(elements("[]", 99), [""; 0]);
    }

    #[test]
    fn an_element_over_the_limit_is_discarded_whole() {
        let text = r#"[{"a":"long ]}"},[1],{"b":"long"},[2]]"#;
        assert_eq!(elements(text, 5), ["!", "[1]", "!", "[2]"]);
    }

    #[test]
    fn after_an_element_that_cannot_be_right_the_list_goes_on_at_the_next_line_like_it() {
        assert_eq!(elements("[\n{\"a\n},\n{1},\n{2}]", 99), ["{\"a\n", "{1}", "{2}"]);
        assert_eq!(elements("[{1} {2},\n{3}]", 99), ["{1} ", "? 1", "{3}"]);
        assert_eq!(elements("[{1}\n[{2}]", 99), ["{1}\n", "? 2"]);
        assert_eq!(elements("[{1},", 99), ["{1}", "cut"]);
    }
}
