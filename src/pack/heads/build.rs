//! Heads from trained weights: which n-grams find room, and how they are rounded.

use super::{BANDS, HEADS, Head, Heads, LINE_ROWS, Line, MOST_DENSE, place};
use alloc::{vec, vec::Vec};

/// An n-gram with its trained weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Its hash.
    pub hash: u64,
    /// Its weight in each head.
    pub weights: [f32; HEADS],
    /// How much it matters: when a line is full, the least important rows are left out.
    pub importance: f32,
}

/// What training has found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeadsBuilder {
    /// The heads; `scale` is set here.
    pub heads: Vec<Head>,
    /// Weights of the dense features.
    pub dense: Vec<[f32; HEADS]>,
    /// The n-grams.
    pub rows: Vec<Row>,
    /// One weight in so many, the largest, may be cut so that the others are rounded less; 0 for
    /// none.
    pub cut: usize,
}

impl Head {
    /// A head of which nothing is known yet.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let reliability = [0.0; BANDS];
        Self {
            name: name.into(),
            bias: 0.0,
            scale: 1.0,
            mean: 0.0,
            sd: 1.0,
            threshold: 0.0,
            reliability,
        }
    }
}

impl HeadsBuilder {
    /// The heads with a table of `lines` lines, 64 bytes each. `None` if there are too many heads
    /// or dense features, or weights that are not finite.
    #[must_use]
    pub fn build(&self, lines: usize) -> Option<Heads> {
        let finite = |weights: &[f32; HEADS]| weights.iter().all(|weight| weight.is_finite());
        let whole = self.dense.len() <= MOST_DENSE
            && self.heads.len() <= HEADS
            && self.dense.iter().all(finite)
            && self.rows.iter().all(|row| finite(&row.weights) && row.importance.is_finite());
        if !whole || lines == 0 {
            return None;
        }
        let kept = self.fitting(lines);
        let mut heads = self.heads.clone();
        for (at, head) in heads.iter_mut().enumerate() {
            head.scale = scale(kept.iter().map(|row| row.weights[at].abs()).collect(), self.cut);
        }
        let mut table = vec![Line::default(); lines];
        for row in kept {
            let (line, tag) = place(row.hash, lines);
            let line = table.get_mut(line)?;
            let slot = line.tags.iter().position(|tag| *tag == 0)?;
            line.tags[slot] = tag;
            for ((out, weight), head) in line.weights[slot].iter_mut().zip(row.weights).zip(&heads)
            {
                *out = libm::rintf(weight / head.scale).clamp(-127.0, 127.0) as i8;
            }
        }
        Some(Heads { heads, dense: self.dense.clone(), lines: table })
    }

    /// The hashes of the rows that a table of `lines` lines has room for, in order.
    #[must_use]
    pub fn kept(&self, lines: usize) -> Vec<u64> {
        self.fitting(lines).into_iter().map(|row| row.hash).collect()
    }

    /// The rows that find room, by hash: the most important ones of each line. Of two rows with one
    /// tag in one line the less important is left out.
    fn fitting(&self, lines: usize) -> Vec<&Row> {
        let mut order: Vec<&Row> = self.rows.iter().collect();
        order.sort_by(|a, b| {
            b.importance.total_cmp(&a.importance).then_with(|| a.hash.cmp(&b.hash))
        });
        let mut tags: Vec<([u16; LINE_ROWS], usize)> = vec![([0; LINE_ROWS], 0); lines];
        order.retain(|row| {
            let (line, tag) = place(row.hash, lines);
            let Some((listed, len)) = tags.get_mut(line) else { return false };
            let room = *len < LINE_ROWS && !listed.contains(&tag);
            if room {
                listed[*len] = tag;
                *len += 1;
            }
            room
        });
        order.sort_by_key(|row| row.hash);
        order
    }
}

/// The step of the 8-bit weights: the largest of `cut` may be cut, the rest gains precision.
fn scale(mut sizes: Vec<f32>, cut: usize) -> f32 {
    sizes.sort_by(f32::total_cmp);
    let at = sizes.len().saturating_sub(1 + sizes.len().checked_div(cut).unwrap_or(0));
    let top = sizes.get(at).copied().unwrap_or(0.0);
    if top > 0.0 { top / 127.0 } else { 1.0 }
}
