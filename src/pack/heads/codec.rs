//! Heads as bytes: a section of a language pack.
//!
//! Version, numbers of heads, dense features and lines; per head its name, seven figures and its
//! reliability; the dense weights; then the lines, each with six tags and six rows of weights.
//! Little-endian throughout. Empty rows hold zeros, so that equal heads have equal bytes.

use super::{BANDS, HEADS, Head, Heads, LINE_ROWS, Line, MOST_DENSE};
use crate::codec::{Reader, put, put_bytes, put_f64};
use alloc::vec::Vec;

const VERSION: u64 = 1;
const LINE_BYTES: usize = LINE_ROWS * (2 + HEADS);
/// A table of 64 MB: far more than any pack has.
const MOST_LINES: usize = 1 << 20;

impl Heads {
    /// The bytes that [`Heads::decode`] reads.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(4096 + self.lines.len() * LINE_BYTES);
        put(&mut out, VERSION);
        put(&mut out, self.heads.len() as u64);
        put(&mut out, self.dense.len() as u64);
        put(&mut out, self.lines.len() as u64);
        for head in &self.heads {
            put_bytes(&mut out, head.name.as_bytes());
            put_f32(&mut out, head.bias);
            put_f32(&mut out, head.scale);
            for value in [head.mean, head.sd, head.threshold] {
                put_f64(&mut out, value);
            }
            head.reliability.iter().for_each(|value| put_f32(&mut out, *value));
        }
        for weights in &self.dense {
            weights.iter().take(self.heads.len()).for_each(|weight| put_f32(&mut out, *weight));
        }
        for line in &self.lines {
            line.tags.iter().for_each(|tag| out.extend_from_slice(&tag.to_le_bytes()));
            out.extend(line.weights.iter().flatten().map(|weight| *weight as u8));
        }
        out
    }

    /// Reads heads. `None` for bytes that [`Heads::encode`] has not written: another version, too
    /// many heads or features, a figure that is not finite, a deviation or scale that is not above 0, a
    /// reliability outside 0 to 1, a row without a tag that holds weights, a name that is missing
    /// or repeated, bytes that are missing or left over.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let count = |reader: &mut Reader<'_>| usize::try_from(reader.get()?).ok();
        let known = reader.get()? == VERSION;
        let (heads, dense, lines) = (count(&mut reader)?, count(&mut reader)?, count(&mut reader)?);
        let fits = heads <= HEADS && dense <= MOST_DENSE && (1..=MOST_LINES).contains(&lines);
        if !known || !fits || lines.checked_mul(LINE_BYTES)? > reader.rest() {
            return None;
        }
        let heads = (0..heads).map(|_| head(&mut reader)).collect::<Option<Vec<Head>>>()?;
        let unique = |(at, head): (usize, &Head)| heads[..at].iter().all(|h| h.name != head.name);
        if !heads.iter().enumerate().all(unique) {
            return None;
        }
        let dense = (0..dense).map(|_| weights(&mut reader, heads.len())).collect::<Option<_>>()?;
        let lines = (0..lines).map(|_| line(&mut reader, heads.len())).collect::<Option<_>>()?;
        reader.is_empty().then_some(Self { heads, dense, lines })
    }
}

fn head(reader: &mut Reader<'_>) -> Option<Head> {
    let name = core::str::from_utf8(reader.get_bytes()?).ok()?;
    let (bias, scale) = (get_f32(reader)?, get_f32(reader)?);
    let (mean, sd, threshold) = (reader.get_f64()?, reader.get_f64()?, reader.get_f64()?);
    let mut reliability = [0.0; BANDS];
    for value in &mut reliability {
        *value = get_f32(reader)?;
    }
    let sound = !name.is_empty()
        && scale > 0.0
        && sd > 0.0
        && reliability.iter().all(|value| (0.0..=1.0).contains(value));
    sound.then(|| Head { name: name.into(), bias, scale, mean, sd, threshold, reliability })
}

fn weights(reader: &mut Reader<'_>, heads: usize) -> Option<[f32; HEADS]> {
    let mut weights = [0.0; HEADS];
    for weight in weights.iter_mut().take(heads) {
        *weight = get_f32(reader)?;
    }
    Some(weights)
}

fn line(reader: &mut Reader<'_>, heads: usize) -> Option<Line> {
    let mut line = Line::default();
    for tag in &mut line.tags {
        *tag = u16::from_le_bytes(reader.array()?);
    }
    for (row, tag) in line.weights.iter_mut().zip(line.tags) {
        *row = reader.array::<HEADS>()?.map(|byte| byte as i8);
        let empty = row.iter().all(|weight| *weight == 0);
        let unused = row.iter().skip(heads).all(|weight| *weight == 0);
        if !unused || (tag == 0 && !empty) {
            return None;
        }
    }
    Some(line)
}

fn put_f32(out: &mut Vec<u8>, value: f32) {
    out.extend_from_slice(&value.to_bits().to_le_bytes());
}

/// A finite number.
fn get_f32(reader: &mut Reader<'_>) -> Option<f32> {
    Some(f32::from_bits(u32::from_le_bytes(reader.array()?))).filter(|value| value.is_finite())
}
