//! From the syntax tree of a pattern to what the engine compiles, as the crate `regex-syntax` does it,
//! but with tables of Unicode that are a thirtieth of its size. The same tree gives the same result; a
//! property that the tables lack is an error.

use super::unicode;
use alloc::{boxed::Box, format, string::String, vec::Vec};
use regex_syntax::{
    ast::{
        AssertionKind, Ast, ClassAscii, ClassAsciiKind, ClassBracketed, ClassPerl, ClassPerlKind,
        ClassSet, ClassSetBinaryOpKind, ClassSetItem, ClassUnicode as AstProperty,
        ClassUnicodeKind, Flag, Flags as AstFlags, FlagsItemKind, GroupKind, Literal, Repetition,
        RepetitionKind, RepetitionRange, Span, parse::Parser,
    },
    hir::{
        Capture, Class, ClassUnicode, ClassUnicodeRange, Dot, Hir, Look, Repetition as Repeated,
    },
};

const NOT_UNICODE: &str = "Unicode not allowed here";
const INVALID_UTF8: &str = "pattern can match invalid UTF-8";
const NO_PROPERTY: &str = "Unicode property not found";
const NO_VALUE: &str = "Unicode property value not found";

/// Where a pattern is wrong, and how.
type Wrong = (Span, &'static str);

/// Reads a pattern in the syntax of the crate `regex`.
pub(super) fn read(pattern: &str) -> Result<Hir, String> {
    let tree = Parser::new().parse(pattern).map_err(|error| format!("{error}"))?;
    Translator::default().expression(&tree).map_err(|wrong| shown(pattern, &wrong))
}

/// The pattern with a mark under what is wrong with it; of several lines, only where it is.
fn shown(pattern: &str, (span, wrong): &Wrong) -> String {
    let (start, end) = (span.start, span.end);
    if pattern.contains('\n') {
        return format!(
            "regex parse error on line {}, column {}: {wrong}",
            start.line, start.column
        );
    }
    let before = " ".repeat(start.column - 1);
    let under = "^".repeat(end.column.saturating_sub(start.column).max(1));
    format!("regex parse error:\n    {pattern}\n    {before}{under}\nerror: {wrong}")
}

/// The flags that are set at one place of a pattern. `x` is the parser's.
#[derive(Clone, Copy, Debug)]
struct Translator {
    case_insensitive: bool,
    multi_line: bool,
    dot_matches_new_line: bool,
    swap_greed: bool,
    unicode: bool,
    crlf: bool,
}

impl Default for Translator {
    fn default() -> Self {
        Self {
            case_insensitive: false,
            multi_line: false,
            dot_matches_new_line: false,
            swap_greed: false,
            unicode: true,
            crlf: false,
        }
    }
}

impl Translator {
    /// As deep as the parser lets a pattern nest.
    fn expression(&mut self, tree: &Ast) -> Result<Hir, Wrong> {
        Ok(match tree {
            Ast::Empty(_) => Hir::empty(),
            Ast::Flags(set) => {
                self.set(&set.flags);
                Hir::empty()
            }
            Ast::Literal(literal) => self.literal(literal)?,
            Ast::Dot(span) => Hir::dot(self.dot(span)?),
            Ast::Assertion(assertion) => Hir::look(self.look(&assertion.kind)),
            Ast::ClassPerl(class) => self.finished(self.perl(class)?),
            Ast::ClassUnicode(class) => self.finished(self.property(class)?),
            Ast::ClassBracketed(class) => self.finished(self.bracketed(class)?),
            Ast::Repetition(repetition) => {
                let sub = self.expression(&repetition.ast)?;
                self.repeated(repetition, sub)
            }
            Ast::Group(group) => {
                let outside = *self;
                if let Some(flags) = group.flags() {
                    self.set(flags);
                }
                let sub = self.expression(&group.ast)?;
                *self = outside;
                let (index, name) = match &group.kind {
                    GroupKind::CaptureIndex(index) => (*index, None),
                    GroupKind::CaptureName { name, .. } => {
                        (name.index, Some(name.name.clone().into_boxed_str()))
                    }
                    GroupKind::NonCapturing(_) => return Ok(sub),
                };
                Hir::capture(Capture { index, name, sub: Box::new(sub) })
            }
            Ast::Concat(concat) => Hir::concat(self.expressions(&concat.asts)?),
            Ast::Alternation(either) => Hir::alternation(self.expressions(&either.asts)?),
        })
    }

    fn expressions(&mut self, trees: &[Ast]) -> Result<Vec<Hir>, Wrong> {
        trees.iter().map(|tree| self.expression(tree)).collect()
    }

    fn set(&mut self, flags: &AstFlags) {
        let mut on = true;
        for item in &flags.items {
            match &item.kind {
                FlagsItemKind::Negation => on = false,
                FlagsItemKind::Flag(Flag::CaseInsensitive) => self.case_insensitive = on,
                FlagsItemKind::Flag(Flag::MultiLine) => self.multi_line = on,
                FlagsItemKind::Flag(Flag::DotMatchesNewLine) => self.dot_matches_new_line = on,
                FlagsItemKind::Flag(Flag::SwapGreed) => self.swap_greed = on,
                FlagsItemKind::Flag(Flag::Unicode) => self.unicode = on,
                FlagsItemKind::Flag(Flag::CRLF) => self.crlf = on,
                FlagsItemKind::Flag(Flag::IgnoreWhitespace) => {}
            }
        }
    }

    fn literal(&self, literal: &Literal) -> Result<Hir, Wrong> {
        if !self.unicode && literal.byte().is_some_and(|byte| !byte.is_ascii()) {
            return Err((literal.span, INVALID_UTF8));
        }
        let mut class = ClassUnicode::new([ClassUnicodeRange::new(literal.c, literal.c)]);
        self.fold(&mut class);
        if class.ranges().len() > 1 {
            return Ok(self.finished(class));
        }
        Ok(Hir::literal(literal.c.encode_utf8(&mut [0; 4]).as_bytes()))
    }

    fn dot(&self, span: &Span) -> Result<Dot, Wrong> {
        match (self.unicode, self.dot_matches_new_line, self.crlf) {
            (false, _, _) => Err((*span, INVALID_UTF8)),
            (true, true, _) => Ok(Dot::AnyChar),
            (true, false, true) => Ok(Dot::AnyCharExceptCRLF),
            (true, false, false) => Ok(Dot::AnyCharExcept('\n')),
        }
    }

    fn look(&self, kind: &AssertionKind) -> Look {
        use AssertionKind as Kind;
        let by_mode = |unicode, ascii| if self.unicode { unicode } else { ascii };
        let by_line = |text, lf, crlf| match (self.multi_line, self.crlf) {
            (false, _) => text,
            (true, false) => lf,
            (true, true) => crlf,
        };
        match kind {
            Kind::StartLine => by_line(Look::Start, Look::StartLF, Look::StartCRLF),
            Kind::EndLine => by_line(Look::End, Look::EndLF, Look::EndCRLF),
            Kind::StartText => Look::Start,
            Kind::EndText => Look::End,
            Kind::WordBoundary => by_mode(Look::WordUnicode, Look::WordAscii),
            Kind::NotWordBoundary => by_mode(Look::WordUnicodeNegate, Look::WordAsciiNegate),
            Kind::WordBoundaryStart | Kind::WordBoundaryStartAngle => {
                by_mode(Look::WordStartUnicode, Look::WordStartAscii)
            }
            Kind::WordBoundaryEnd | Kind::WordBoundaryEndAngle => {
                by_mode(Look::WordEndUnicode, Look::WordEndAscii)
            }
            Kind::WordBoundaryStartHalf => {
                by_mode(Look::WordStartHalfUnicode, Look::WordStartHalfAscii)
            }
            Kind::WordBoundaryEndHalf => by_mode(Look::WordEndHalfUnicode, Look::WordEndHalfAscii),
        }
    }

    fn repeated(&self, repetition: &Repetition, sub: Hir) -> Hir {
        let (min, max) = match repetition.op.kind {
            RepetitionKind::ZeroOrOne => (0, Some(1)),
            RepetitionKind::ZeroOrMore => (0, None),
            RepetitionKind::OneOrMore => (1, None),
            RepetitionKind::Range(RepetitionRange::Exactly(times)) => (times, Some(times)),
            RepetitionKind::Range(RepetitionRange::AtLeast(times)) => (times, None),
            RepetitionKind::Range(RepetitionRange::Bounded(least, most)) => (least, Some(most)),
        };
        let greedy = repetition.greedy != self.swap_greed;
        Hir::repetition(Repeated { min, max, greedy, sub: Box::new(sub) })
    }

    /// A class as the engine takes it: of bytes without `u`, when it holds nothing but ASCII.
    fn finished(&self, class: ClassUnicode) -> Hir {
        let bytes = if self.unicode { None } else { class.to_byte_class() };
        Hir::class(bytes.map_or(Class::Unicode(class), Class::Bytes))
    }

    fn fold(&self, class: &mut ClassUnicode) {
        if !self.case_insensitive {
            return;
        }
        if self.unicode {
            unicode::fold(class);
            return;
        }
        // Of bytes, the letters of ASCII alone have two cases.
        for (start, end) in [('a', 'z'), ('A', 'Z')] {
            let mut letters = ClassUnicode::new([ClassUnicodeRange::new(start, end)]);
            letters.intersect(class);
            let other = |c: char| char::from(c as u8 ^ 0x20);
            let others = letters.iter();
            let others = others.map(|r| ClassUnicodeRange::new(other(r.start()), other(r.end())));
            class.union(&ClassUnicode::new(others));
        }
    }

    fn folded_and_negated(
        &self,
        span: &Span,
        mut class: ClassUnicode,
        negated: bool,
    ) -> Result<ClassUnicode, Wrong> {
        self.fold(&mut class);
        self.negated(span, class, negated)
    }

    /// What is not in a set of ASCII may be half a character.
    fn negated(
        &self,
        span: &Span,
        mut class: ClassUnicode,
        negated: bool,
    ) -> Result<ClassUnicode, Wrong> {
        if negated && !self.unicode {
            return Err((*span, INVALID_UTF8));
        }
        if negated {
            class.negate();
        }
        Ok(class)
    }

    /// Folding changes none of these.
    fn perl(&self, class: &ClassPerl) -> Result<ClassUnicode, Wrong> {
        let ascii = |kind| ascii(&kind);
        let set = match (&class.kind, self.unicode) {
            (ClassPerlKind::Digit, true) => unicode::digit(),
            (ClassPerlKind::Space, true) => unicode::space(),
            (ClassPerlKind::Word, true) => unicode::word(),
            (ClassPerlKind::Digit, false) => ascii(ClassAsciiKind::Digit),
            (ClassPerlKind::Space, false) => ascii(ClassAsciiKind::Space),
            (ClassPerlKind::Word, false) => ascii(ClassAsciiKind::Word),
        };
        self.negated(&class.span, set, class.negated)
    }

    fn property(&self, class: &AstProperty) -> Result<ClassUnicode, Wrong> {
        use unicode::{Named, category, loose, property};
        if !self.unicode {
            return Err((class.span, NOT_UNICODE));
        }
        let (found, unknown) = match &class.kind {
            ClassUnicodeKind::OneLetter(letter) => {
                (category(&loose(letter.encode_utf8(&mut [0; 4]))), NO_PROPERTY)
            }
            ClassUnicodeKind::Named(name) => {
                let name = loose(name);
                (property(&name).map_or_else(|| category(&name), Named::Class), NO_PROPERTY)
            }
            ClassUnicodeKind::NamedValue { name, value, .. } => match loose(name).as_slice() {
                b"gc" | b"generalcategory" => (category(&loose(value)), NO_VALUE),
                _ => (Named::Unknown, NO_PROPERTY),
            },
        };
        match found {
            Named::Class(set) => self.folded_and_negated(&class.span, set, class.is_negated()),
            Named::Empty => Err((class.span, NO_VALUE)),
            Named::Unknown => Err((class.span, unknown)),
        }
    }

    fn bracketed(&self, class: &ClassBracketed) -> Result<ClassUnicode, Wrong> {
        let set = self.class_set(&class.kind)?;
        self.folded_and_negated(&class.span, set, class.negated)
    }

    fn class_set(&self, set: &ClassSet) -> Result<ClassUnicode, Wrong> {
        let operation = match set {
            ClassSet::Item(item) => return self.item(item),
            ClassSet::BinaryOp(operation) => operation,
        };
        let mut left = self.class_set(&operation.lhs)?;
        let mut right = self.class_set(&operation.rhs)?;
        self.fold(&mut left);
        self.fold(&mut right);
        match operation.kind {
            ClassSetBinaryOpKind::Intersection => left.intersect(&right),
            ClassSetBinaryOpKind::Difference => left.difference(&right),
            ClassSetBinaryOpKind::SymmetricDifference => left.symmetric_difference(&right),
        }
        Ok(left)
    }

    fn item(&self, item: &ClassSetItem) -> Result<ClassUnicode, Wrong> {
        let one = |start, end| ClassUnicode::new([ClassUnicodeRange::new(start, end)]);
        Ok(match item {
            ClassSetItem::Empty(_) => ClassUnicode::empty(),
            ClassSetItem::Literal(literal) => {
                let c = self.member(literal)?;
                one(c, c)
            }
            ClassSetItem::Range(range) => one(self.member(&range.start)?, self.member(&range.end)?),
            ClassSetItem::Ascii(ClassAscii { span, kind, negated }) => {
                self.folded_and_negated(span, ascii(kind), *negated)?
            }
            ClassSetItem::Unicode(class) => self.property(class)?,
            ClassSetItem::Perl(class) => self.perl(class)?,
            ClassSetItem::Bracketed(class) => self.bracketed(class)?,
            ClassSetItem::Union(union) => {
                let mut all = ClassUnicode::empty();
                for item in &union.items {
                    all.union(&self.item(item)?);
                }
                all
            }
        })
    }

    /// A character of a class; without `u` it must be one byte.
    fn member(&self, literal: &Literal) -> Result<char, Wrong> {
        match literal.byte() {
            _ if self.unicode || literal.c.is_ascii() => Ok(literal.c),
            Some(_) => Err((literal.span, INVALID_UTF8)),
            None => Err((literal.span, NOT_UNICODE)),
        }
    }
}

fn ascii(kind: &ClassAsciiKind) -> ClassUnicode {
    let is: fn(&u8) -> bool = match kind {
        ClassAsciiKind::Alnum => u8::is_ascii_alphanumeric,
        ClassAsciiKind::Alpha => u8::is_ascii_alphabetic,
        ClassAsciiKind::Ascii => u8::is_ascii,
        ClassAsciiKind::Blank => |byte| b"\t ".contains(byte),
        ClassAsciiKind::Cntrl => u8::is_ascii_control,
        ClassAsciiKind::Digit => u8::is_ascii_digit,
        ClassAsciiKind::Graph => u8::is_ascii_graphic,
        ClassAsciiKind::Lower => u8::is_ascii_lowercase,
        ClassAsciiKind::Print => |byte| (b' '..=b'~').contains(byte),
        ClassAsciiKind::Punct => u8::is_ascii_punctuation,
        ClassAsciiKind::Space => |byte| b"\t\n\x0b\x0c\r ".contains(byte),
        ClassAsciiKind::Upper => u8::is_ascii_uppercase,
        ClassAsciiKind::Word => |byte| byte.is_ascii_alphanumeric() || *byte == b'_',
        ClassAsciiKind::Xdigit => u8::is_ascii_hexdigit,
    };
    let members = (0..=127).filter(|byte: &u8| is(byte)).map(char::from);
    ClassUnicode::new(members.map(|c| ClassUnicodeRange::new(c, c)))
}

#[cfg(test)]
mod tests;
