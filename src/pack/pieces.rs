//! Text written shorter: frequent pieces of it stand as one byte each.
//!
//! ```text
//! how long the piece of each byte value is: 256 lengths u8, 1 to 16
//! the pieces, one after the other
//! ```
//! A byte value that the text itself contains stands for itself. The others stand for the pieces
//! that pairing the most frequent neighbours, again and again, leads to.

use alloc::{string::String, vec, vec::Vec};

/// The longest piece, in bytes: so many times longer than it is written a text can be.
const LONGEST: usize = 16;
const VALUES: usize = 256;
/// A pair that occurs less often is not worth a piece.
const RARE: u32 = 4;

/// Which piece each byte value stands for.
#[derive(Clone, Debug)]
pub(crate) struct Pieces {
    /// Where the piece of each value ends; it begins where the one before ends.
    ends: [u16; VALUES],
    bytes: Vec<u8>,
}

impl Default for Pieces {
    /// Every value stands for itself.
    fn default() -> Self {
        let (mut ends, mut bytes) = ([0; VALUES], Vec::with_capacity(VALUES));
        for (end, value) in ends.iter_mut().zip(0..=u8::MAX) {
            bytes.push(value);
            *end = bytes.len() as u16;
        }
        Self { ends, bytes }
    }
}

impl Pieces {
    /// Reads the pieces and says how many bytes they took.
    pub(crate) fn read(bytes: &[u8]) -> Option<(Self, usize)> {
        let (lengths, rest) = bytes.split_at_checked(VALUES)?;
        let (mut ends, mut end) = ([0; VALUES], 0_usize);
        for (known, len) in ends.iter_mut().zip(lengths) {
            let len = usize::from(*len);
            end += Some(len).filter(|len| (1..=LONGEST).contains(len))?;
            *known = end as u16;
        }
        Some((Self { ends, bytes: rest.get(..end)?.to_vec() }, VALUES + end))
    }

    /// The piece of a value.
    #[inline]
    pub(crate) fn piece(&self, value: u8) -> &[u8] {
        let value = usize::from(value);
        let start = value.checked_sub(1).map_or(0, |before| usize::from(self.ends[before]));
        self.bytes.get(start..usize::from(self.ends[value])).unwrap_or_default()
    }

    /// Whether these written bytes stand for `text`.
    #[inline]
    pub(crate) fn stand_for(&self, written: &[u8], mut text: &[u8]) -> bool {
        for value in written {
            match text.strip_prefix(self.piece(*value)) {
                Some(rest) => text = rest,
                None => return false,
            }
        }
        text.is_empty()
    }

    /// What written bytes stand for.
    pub(crate) fn expand(&self, written: &[u8]) -> Vec<u8> {
        let len = written.iter().map(|value| self.piece(*value).len()).sum();
        let mut text = Vec::with_capacity(len);
        for value in written {
            text.extend_from_slice(self.piece(*value));
        }
        text
    }

    /// The pieces as [`Pieces::read`] reads them.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut bytes: Vec<u8> = (0..=u8::MAX).map(|value| self.piece(value).len() as u8).collect();
        bytes.extend_from_slice(&self.bytes);
        bytes
    }

    /// The pieces that make `texts` short, and the texts written with them. O(length) for each of at
    /// most 256 pieces.
    pub(crate) fn of(texts: &[&[u8]]) -> (Self, Vec<Vec<u8>>) {
        let mut written: Vec<Vec<u8>> = texts.iter().map(|text| text.to_vec()).collect();
        let mut pieces: Vec<Vec<u8>> = (0..=u8::MAX).map(|value| vec![value]).collect();
        let mut used = [false; VALUES];
        for value in texts.iter().copied().flatten() {
            used[usize::from(*value)] = true;
        }
        let free = (0..=u8::MAX).filter(|value| !used[usize::from(*value)]);
        for value in free {
            let Some(pair) = most_frequent(&written, &pieces) else { break };
            let [first, second] = pair.map(usize::from);
            pieces[usize::from(value)] = [&*pieces[first], &*pieces[second]].concat();
            for text in &mut written {
                join(text, pair, value);
            }
        }
        let mut end = 0;
        let ends = core::array::from_fn(|value| {
            end += pieces[value].len();
            end as u16
        });
        (Self { ends, bytes: pieces.concat() }, written)
    }
}

/// The pair of neighbours that occurs most often, of several the smallest one.
fn most_frequent(written: &[Vec<u8>], pieces: &[Vec<u8>]) -> Option<[u8; 2]> {
    let mut counts = vec![0_u32; VALUES * VALUES];
    let pairs = written.iter().flat_map(|text| text.windows(2));
    for pair in pairs {
        counts[usize::from(pair[0]) * VALUES + usize::from(pair[1])] += 1;
    }
    let fits = |at: &usize| pieces[at / VALUES].len() + pieces[at % VALUES].len() <= LONGEST;
    let most = |at: &usize| (counts[*at], core::cmp::Reverse(*at));
    let at = (0..counts.len()).filter(fits).max_by_key(most).filter(|at| counts[*at] >= RARE)?;
    Some([(at / VALUES) as u8, (at % VALUES) as u8])
}

/// Writes `value` for every occurrence of the pair.
fn join(text: &mut Vec<u8>, pair: [u8; 2], value: u8) {
    let (mut read, mut write) = (0, 0);
    while read < text.len() {
        let here = text[read..].starts_with(&pair);
        text[write] = if here { value } else { text[read] };
        read += if here { 2 } else { 1 };
        write += 1;
    }
    text.truncate(write);
}

/// A text with its pieces, as [`unpack`] reads it.
pub(super) fn pack(text: &str) -> Vec<u8> {
    let (pieces, written) = Pieces::of(&[text.as_bytes()]);
    let mut bytes = pieces.encode();
    bytes.extend(written.into_iter().flatten());
    bytes
}

/// The text that [`pack`] wrote.
pub(super) fn unpack(bytes: &[u8]) -> Option<String> {
    let (pieces, len) = Pieces::read(bytes)?;
    String::from_utf8(pieces.expand(bytes.get(len..)?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_of_repeated_phrases_gets_shorter() {
        let text = "oir_open\t90\t^ what do you mean\n".repeat(100);
        assert!(pack(&text).len() < text.len() / 2, "{}", pack(&text).len());
    }

    #[test]
    fn bytes_cut_short_are_refused() {
        let bytes = pack("box and parcel");
        for len in 0..VALUES + VALUES {
            assert_eq!(unpack(&bytes[..len]), None, "{len}");
        }
    }

    #[test]
    fn a_piece_without_bytes_or_with_too_many_is_refused() {
        for len in [0, LONGEST as u8 + 1] {
            let mut bytes = pack("box and parcel");
            bytes[7] = len;
            assert_eq!(unpack(&bytes), None, "{len}");
        }
    }

    proptest! {
        #[test]
        fn every_text_is_read_back(text in "([a-cü]{0,9}|[ -~]{0,40}){0,20}") {
            let bytes = pack(&text);
            prop_assert_eq!(unpack(&bytes), Some(text));
        }

        #[test]
        fn written_bytes_stand_for_their_text_alone(text in "[ab]{0,30}", other in "[ab]{0,30}") {
            let (pieces, written) = Pieces::of(&[text.as_bytes()]);
            prop_assert!(pieces.stand_for(&written[0], text.as_bytes()));
            let same = pieces.stand_for(&written[0], other.as_bytes());
            prop_assert_eq!(same, text == other);
            prop_assert_eq!(pieces.expand(&written[0]), text.as_bytes());
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let _ = unpack(&bytes);
        }
    }
}
