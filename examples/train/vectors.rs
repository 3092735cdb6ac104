//! Word vectors: they carry what was learnt of one word to its neighbours. After training they are
//! gone: each word of theirs has a weight of its own.

use crate::{fit::Vectors, texts::Vocabulary};
use lingsync::training::word_hash;
use std::{fs, io, path::Path};

const DIMENSIONS: usize = 64;

/// The vectors of `en-20k-64d` in `dir`: unit length, less their mean. Each word gets a column.
pub(crate) fn read(dir: &Path, vocabulary: &mut Vocabulary) -> io::Result<Vectors> {
    let words = fs::read_to_string(dir.join("en-20k-64d.words.txt"))?;
    let bytes = fs::read(dir.join("en-20k-64d.i8"))?;
    let words: Vec<&str> = words.lines().collect();
    if bytes.len() != words.len() * DIMENSIONS {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "vectors of another size"));
    }
    let mut values: Vec<f32> = Vec::with_capacity(bytes.len());
    for row in bytes.chunks_exact(DIMENSIONS) {
        let row: Vec<f64> = row.iter().map(|byte| f64::from(*byte as i8)).collect();
        let length = libm::sqrt(row.iter().map(|value| value * value).sum()).max(1.0);
        values.extend(row.iter().map(|value| (value / length) as f32));
    }
    for dimension in 0..DIMENSIONS {
        let column = || values.iter().skip(dimension).step_by(DIMENSIONS);
        let mean =
            (column().map(|value| f64::from(*value)).sum::<f64>() / words.len() as f64) as f32;
        values.iter_mut().skip(dimension).step_by(DIMENSIONS).for_each(|value| *value -= mean);
    }
    let mut of = Vec::new();
    for (at, word) in (0..).zip(&words) {
        let column = vocabulary.column(word_hash(word), || (*word).to_owned()) as usize;
        if of.len() <= column {
            of.resize(column + 1, u32::MAX);
        }
        of[column] = at;
    }
    Ok(Vectors { dimensions: DIMENSIONS, of, values })
}
