//! The heads of stance as bytes: a section of a language pack.
//!
//! ```text
//! version, number of heads                              variable-length numbers
//! for each head: name, bias f32, number of features, then for each feature its name, and its mean,
//! deviation and weight as f32                           little-endian
//! ```
//! A head is `bias + sum of weight x (value - mean) / deviation`, the quotient within -4 to 4: the
//! log-odds of what it is named for.

use crate::codec::{Reader, put, put_bytes};
use alloc::{boxed::Box, vec::Vec};

const VERSION: u64 = 1;
const MOST_HEADS: usize = 16;
const MOST_FEATURES: usize = 256;

/// One feature of a head.
#[derive(Clone, Debug, PartialEq)]
pub struct StanceWeight {
    /// The feature.
    pub name: Box<str>,
    /// Its mean over what was trained on.
    pub mean: f32,
    /// Its standard deviation there, above 0.
    pub sd: f32,
    /// The weight of one standard deviation.
    pub weight: f32,
}

/// One head.
#[derive(Clone, Debug, PartialEq)]
pub struct StanceHead {
    /// Its name.
    pub name: Box<str>,
    /// Log-odds where every feature has its mean.
    pub bias: f32,
    /// The features that have a weight.
    pub weights: Vec<StanceWeight>,
}

/// The heads of a pack.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StanceHeads(pub Vec<StanceHead>);

impl StanceHeads {
    /// The bytes that [`StanceHeads::decode`] reads.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, VERSION);
        put(&mut out, self.0.len() as u64);
        for head in &self.0 {
            put_bytes(&mut out, head.name.as_bytes());
            out.extend_from_slice(&head.bias.to_le_bytes());
            put(&mut out, head.weights.len() as u64);
            for StanceWeight { name, mean, sd, weight } in &head.weights {
                put_bytes(&mut out, name.as_bytes());
                [mean, sd, weight].iter().for_each(|n| out.extend_from_slice(&n.to_le_bytes()));
            }
        }
        out
    }

    /// Reads heads. `None` for bytes that [`StanceHeads::encode`] has not written: another version,
    /// too many heads or features, a number that is not finite, a deviation that is not above 0, a
    /// name that is missing or repeated, bytes that are missing or left over.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        if reader.get()? != VERSION {
            return None;
        }
        let count = reader.get_count(6).filter(|count| *count <= MOST_HEADS)?;
        let heads = (0..count).map(|_| head(&mut reader)).collect::<Option<Vec<_>>>()?;
        let once = distinct(heads.iter().map(|head| &head.name));
        (once && reader.is_empty()).then_some(Self(heads))
    }
}

fn head(reader: &mut Reader<'_>) -> Option<StanceHead> {
    let (name, bias) = (name(reader)?, number(reader)?);
    let count = reader.get_count(14).filter(|count| *count <= MOST_FEATURES)?;
    let weights = (0..count).map(|_| weight(reader)).collect::<Option<Vec<_>>>()?;
    let once = distinct(weights.iter().map(|weight| &weight.name));
    once.then_some(StanceHead { name, bias, weights })
}

fn weight(reader: &mut Reader<'_>) -> Option<StanceWeight> {
    let name = name(reader)?;
    let (mean, sd, weight) = (number(reader)?, number(reader)?, number(reader)?);
    (sd > 0.0).then_some(StanceWeight { name, mean, sd, weight })
}

fn name(reader: &mut Reader<'_>) -> Option<Box<str>> {
    let name = core::str::from_utf8(reader.get_bytes()?).ok()?;
    (!name.is_empty()).then(|| name.into())
}

fn number(reader: &mut Reader<'_>) -> Option<f32> {
    Some(f32::from_le_bytes(reader.array()?)).filter(|number| number.is_finite())
}

fn distinct<'n>(names: impl Iterator<Item = &'n Box<str>> + Clone) -> bool {
    names.clone().enumerate().all(|(at, name)| names.clone().take(at).all(|other| other != name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads() -> StanceHeads {
        let weight =
            |name: &str| StanceWeight { name: name.into(), mean: 0.5, sd: 2.0, weight: 1.0 };
        let head = |name: &str| StanceHead {
            name: name.into(),
            bias: -0.25,
            weights: alloc::vec![weight("one"), weight("two")],
        };
        StanceHeads(alloc::vec![head("first"), head("later")])
    }

    #[test]
    fn heads_come_back_from_their_bytes_and_from_no_part_of_them() {
        let bytes = heads().encode();
        assert_eq!(StanceHeads::decode(&bytes), Some(heads()));
        for cut in 0..bytes.len() {
            assert_eq!(StanceHeads::decode(&bytes[..cut]), None);
        }
        assert_eq!(StanceHeads::decode(&[&bytes[..], &[0]].concat()), None);
    }

    #[test]
    fn heads_that_no_trainer_writes_are_refused() {
        let refused = |change: fn(&mut StanceHeads)| {
            let mut heads = heads();
            change(&mut heads);
            assert_eq!(StanceHeads::decode(&heads.encode()), None);
        };
        refused(|heads| heads.0[1].name = "first".into());
        refused(|heads| heads.0[0].weights[1].name = "one".into());
        refused(|heads| heads.0[0].weights[1].name = "".into());
        refused(|heads| heads.0[0].weights[0].sd = 0.0);
        refused(|heads| heads.0[0].weights[0].sd = f32::NAN);
        refused(|heads| heads.0[0].bias = f32::INFINITY);
        refused(|heads| heads.0[0].weights = alloc::vec![heads.0[0].weights[0].clone(); 300]);
    }
}
