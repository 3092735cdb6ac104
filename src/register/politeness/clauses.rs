//! Where a parser would end a sentence within a sentence of the splitter, or would not end it.

use super::token::Token;
use super::word as w;
use crate::value::Span;

/// Whether a sentence with marks of these bits needs a look at all.
pub(super) fn may_cut(marks: u64) -> bool {
    marks & (w::SMILE | w::ELLIPSIS) != 0
}

/// The first clause of a sentence, and the tokens behind it.
///
/// It ends after an emoticon before a capital, and after an ellipsis before `but` or a question
/// word.
pub(super) fn first(tokens: &[Token]) -> (&[Token], &[Token]) {
    let ends = |pair: &[Token]| matches!(pair, [before, after] if cuts(before, after));
    let end = tokens.windows(2).position(ends).map_or(tokens.len(), |at| at + 1);
    tokens.split_at(end)
}

fn cuts(before: &Token, after: &Token) -> bool {
    let smile = before.flags & w::SMILE != 0 && after.flags & w::CAPITAL != 0;
    let dots = before.flags & w::ELLIPSIS != 0 && before.end < after.start;
    smile || dots && after.flags & (w::ASKS | w::BUT) != 0
}

/// Whether `next` goes on with the sentence that ends at `end`: dots without white space behind
/// them, as in `from 1..N`, end none.
pub(super) fn goes_on(text: &str, end: u32, next: Span) -> bool {
    end == next.start && text.get(..end as usize).is_some_and(|before| before.ends_with(".."))
}
