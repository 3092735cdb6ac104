//! Ridge regression of all heads at once, by conjugate gradients on the normal equations.
//!
//! Every sum runs in a fixed order and there is one thread, so that the same data gives the same
//! bits on every machine.

use crate::{targets::has_level, texts::Text};
use lingsync::training::{DENSE, HEADS};

/// A number for each head.
pub(crate) type Lanes = [f32; HEADS];
type Sums = [f64; HEADS];

/// How much a deviation of a dense feature weighs beside an n-gram.
const DENSE_SCALE: f32 = 0.3;

/// A text with its targets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample<'t> {
    pub(crate) text: &'t Text,
    pub(crate) corpus: usize,
    pub(crate) target: Lanes,
    pub(crate) weight: Lanes,
}

/// Weights in the units of the raw features.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) grams: Vec<Lanes>,
    pub(crate) dense: Vec<Lanes>,
    pub(crate) bias: Lanes,
    pub(crate) documents: Vec<u32>,
}

/// The samples as a matrix.
#[derive(Debug)]
pub(crate) struct Problem<'t> {
    samples: &'t [Sample<'t>],
    /// Columns of n-grams that are used, with their scale.
    scale: Vec<f32>,
    documents: Vec<u32>,
    /// Standardised dense block, row by row: dense features, vector features, one per corpus, 1.
    block: Vec<f32>,
    width: usize,
    mean: Vec<f32>,
    factor: Vec<f32>,
    /// Vectors of the columns, and their number of dimensions.
    vectors: &'t Vectors,
    corpora: usize,
    /// The columns of n-grams that may have a weight: all if there are none.
    kept: Option<Vec<bool>>,
}

/// A vector for some of the columns.
#[derive(Debug, Default)]
pub(crate) struct Vectors {
    pub(crate) dimensions: usize,
    /// Offset of a column's vector, or `u32::MAX`.
    pub(crate) of: Vec<u32>,
    pub(crate) values: Vec<f32>,
}

impl Vectors {
    pub(crate) fn get(&self, column: u32) -> Option<&[f32]> {
        let at = *self.of.get(column as usize)?;
        let at = at as usize * self.dimensions;
        self.values.get(at..at + self.dimensions)
    }

    /// The sum of the vectors of a text's columns that are kept, times its norm.
    fn sum(&self, text: &Text, kept: impl Fn(u32) -> bool, out: &mut [f32]) {
        out.fill(0.0);
        for column in text.columns.iter().filter(|column| kept(**column)) {
            if let Some(vector) = self.get(*column) {
                for (out, value) in out.iter_mut().zip(vector) {
                    *out += value * text.norm;
                }
            }
        }
    }
}

impl<'t> Problem<'t> {
    pub(crate) fn new(
        samples: &'t [Sample<'t>],
        columns: usize,
        corpora: usize,
        vectors: &'t Vectors,
    ) -> Self {
        let mut documents = vec![0_u32; columns];
        let mut last = vec![u32::MAX; columns];
        for (row, sample) in samples.iter().enumerate() {
            for column in &sample.text.columns {
                if last[*column as usize] != row as u32 {
                    last[*column as usize] = row as u32;
                    documents[*column as usize] += 1;
                }
            }
        }
        let rows = samples.len() as f64;
        let rarity = |count: u32| (libm::log((1.0 + rows) / (1.0 + f64::from(count))) + 1.0) as f32;
        // In units of what a word has that one text in twenty thousand holds.
        let unit = 1.0 / (libm::log(1e4) as f32);
        let scale =
            documents.iter().map(|count| if *count < 2 { 0.0 } else { rarity(*count) * unit });
        let width = DENSE + vectors.dimensions + corpora + 1;
        let mut problem = Self {
            samples,
            scale: scale.collect(),
            documents,
            block: vec![0.0; samples.len() * width],
            width,
            mean: vec![0.0; width],
            factor: vec![1.0; width],
            vectors,
            corpora,
            kept: None,
        };
        problem.fill();
        problem
    }

    fn fill(&mut self) {
        let (width, dimensions) = (self.width, self.vectors.dimensions);
        for (row, sample) in self.block.chunks_exact_mut(width).zip(self.samples) {
            row.fill(0.0);
            row[..DENSE].copy_from_slice(sample.text.dense());
            let kept = |column: u32| {
                self.kept.as_ref().is_none_or(|kept| kept.get(column as usize) == Some(&true))
            };
            self.vectors.sum(sample.text, kept, &mut row[DENSE..DENSE + dimensions]);
            if has_level(sample.corpus) {
                row[DENSE + dimensions + sample.corpus] = 1.0;
            }
            row[width - 1] = 1.0;
        }
        let n = self.samples.len().max(1) as f64;
        for column in 0..DENSE {
            let values = || self.block.iter().skip(column).step_by(width).map(|v| f64::from(*v));
            let mean = values().sum::<f64>() / n;
            let variance = values().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n;
            self.mean[column] = mean as f32;
            self.factor[column] =
                if variance > 1e-12 { DENSE_SCALE / libm::sqrt(variance) as f32 } else { 0.0 };
        }
        for column in DENSE..DENSE + dimensions {
            self.factor[column] = DENSE_SCALE;
        }
        let (mean, factor) = (&self.mean, &self.factor);
        for (row, sample) in self.block.chunks_exact_mut(width).zip(self.samples) {
            for ((value, mean), factor) in row.iter_mut().zip(mean).zip(factor) {
                *value = (*value - mean) * factor;
            }
            if sample.text.is_word {
                // Nothing is known of the surface of the texts that the word stands in.
                row[..DENSE].fill(0.0);
            }
        }
    }

    /// Leaves the columns out that are not `kept`, those of the vectors among them.
    pub(crate) fn restrict(&mut self, kept: &[bool]) {
        for (scale, kept) in self.scale.iter_mut().zip(kept) {
            if !kept {
                *scale = 0.0;
            }
        }
        self.kept = Some(kept.to_vec());
        self.fill();
    }

    /// How strongly a column is held to 0, beside lambda.
    fn penalty(&self, column: usize) -> f32 {
        let block = column.checked_sub(self.scale.len());
        match block {
            Some(at) if at + 1 == self.width => 1e-4,
            Some(at) if at >= self.width - 1 - self.corpora => 0.02,
            _ => 1.0,
        }
    }

    fn columns(&self) -> usize {
        self.scale.len() + self.width
    }

    /// `out` += X' (weights * residual), where the residual of a row is `of` its prediction.
    fn gradient(&self, z: &[Lanes], out: &mut [Lanes], of: impl Fn(&Sample<'_>, Lanes) -> Lanes) {
        let (grams, block) = z.split_at(self.scale.len());
        let scaled: Vec<Lanes> =
            grams.iter().zip(&self.scale).map(|(w, s)| w.map(|w| w * s)).collect();
        out.fill([0.0; HEADS]);
        let (out_grams, out_block) = out.split_at_mut(self.scale.len());
        for (sample, row) in self.samples.iter().zip(self.block.chunks_exact(self.width)) {
            let mut sum = [0.0; HEADS];
            for column in &sample.text.columns {
                add(&mut sum, &scaled[*column as usize]);
            }
            let mut prediction = sum.map(|sum| sum * sample.text.norm);
            for (value, weights) in row.iter().zip(block) {
                add_scaled(&mut prediction, weights, *value);
            }
            let residual = of(sample, prediction);
            let share = residual.map(|r| r * sample.text.norm);
            for column in &sample.text.columns {
                add(&mut out_grams[*column as usize], &share);
            }
            for (value, out) in row.iter().zip(out_block.iter_mut()) {
                add_scaled(out, &residual, *value);
            }
        }
        for (out, scale) in out_grams.iter_mut().zip(&self.scale) {
            *out = out.map(|out| out * scale);
        }
    }

    /// Solves from `start`; lambda may differ by head. Weights in the matrix's own units.
    pub(crate) fn solve(&self, lambda: Lanes, start: Option<&[Lanes]>, steps: usize) -> Vec<Lanes> {
        let n = self.columns();
        let mut x: Vec<Lanes> = start.map_or_else(|| vec![[0.0; HEADS]; n], <[Lanes]>::to_vec);
        let mut r = vec![[0.0; HEADS]; n];
        self.gradient(&x, &mut r, |sample, prediction| {
            lanes(|h| sample.weight[h] * (sample.target[h] - prediction[h]))
        });
        let inverse = self.preconditioner(lambda);
        for (column, (r, x)) in r.iter_mut().zip(&x).enumerate() {
            let penalty = self.penalty(column);
            *r = lanes(|h| r[h] - lambda[h] * penalty * x[h]);
        }
        let apply = |r: &[Lanes]| -> Vec<Lanes> {
            r.iter().zip(&inverse).map(|(r, i)| lanes(|h| r[h] * i[h])).collect()
        };
        let mut z = apply(&r);
        let mut p = z.clone();
        let mut rz = dot(&r, &z);
        let first = rz;
        let mut product = vec![[0.0; HEADS]; n];
        for _ in 0..steps {
            self.gradient(&p, &mut product, |sample, prediction| {
                lanes(|h| sample.weight[h] * prediction[h])
            });
            for (column, (out, p)) in product.iter_mut().zip(&p).enumerate() {
                let penalty = self.penalty(column);
                *out = lanes(|h| out[h] + lambda[h] * penalty * p[h]);
            }
            let curvature = dot(&p, &product);
            let alpha =
                lanes(|h| if curvature[h] > 0.0 { (rz[h] / curvature[h]) as f32 } else { 0.0 });
            for ((x, r), (p, product)) in x.iter_mut().zip(&mut r).zip(p.iter().zip(&product)) {
                *x = lanes(|h| x[h] + alpha[h] * p[h]);
                *r = lanes(|h| r[h] - alpha[h] * product[h]);
            }
            z = apply(&r);
            let next = dot(&r, &z);
            let beta = lanes(|h| if rz[h] > 0.0 { (next[h] / rz[h]) as f32 } else { 0.0 });
            rz = next;
            if (0..HEADS).all(|h| rz[h] <= 1e-7 * first[h]) {
                break;
            }
            for (p, z) in p.iter_mut().zip(&z) {
                *p = lanes(|h| z[h] + beta[h] * p[h]);
            }
        }
        x
    }

    /// One over the diagonal of the normal equations.
    fn preconditioner(&self, lambda: Lanes) -> Vec<Lanes> {
        let mut diagonal = vec![[0.0_f32; HEADS]; self.columns()];
        let (grams, block) = diagonal.split_at_mut(self.scale.len());
        for (sample, row) in self.samples.iter().zip(self.block.chunks_exact(self.width)) {
            let share = sample.weight.map(|w| w * sample.text.norm * sample.text.norm);
            for column in &sample.text.columns {
                add(&mut grams[*column as usize], &share);
            }
            for (value, out) in row.iter().zip(block.iter_mut()) {
                add_scaled(out, &sample.weight, value * value);
            }
        }
        for (diagonal, scale) in grams.iter_mut().zip(&self.scale) {
            *diagonal = diagonal.map(|d| d * scale * scale);
        }
        for (column, diagonal) in diagonal.iter_mut().enumerate() {
            let penalty = self.penalty(column);
            *diagonal = lanes(|h| 1.0 / (diagonal[h] + lambda[h] * penalty));
        }
        diagonal
    }

    /// A solution in the units of the raw features: vectors become weights of words, and what
    /// belongs to a corpus is dropped but for its mean.
    pub(crate) fn model(&self, solution: &[Lanes]) -> Model {
        let (grams, block) = solution.split_at(self.scale.len());
        let dimensions = self.vectors.dimensions;
        let (dense, rest) = block.split_at(DENSE);
        let (directions, _) = rest.split_at(dimensions);
        let mut bias = block[self.width - 1];
        // The intercepts of the corpora, by the weight of their samples.
        let mut total = [0.0_f32; HEADS];
        let mut shift = [0.0_f32; HEADS];
        for sample in self.samples {
            let intercept = block[DENSE + dimensions + sample.corpus];
            for h in 0..HEADS {
                total[h] += sample.weight[h];
                shift[h] += sample.weight[h] * intercept[h];
            }
        }
        for h in 0..HEADS {
            bias[h] += if total[h] > 0.0 { shift[h] / total[h] } else { 0.0 };
        }
        let mut raw = Vec::with_capacity(DENSE);
        for ((weights, mean), factor) in dense.iter().zip(&self.mean).zip(&self.factor) {
            raw.push(weights.map(|w| w * factor));
            for h in 0..HEADS {
                bias[h] -= weights[h] * factor * mean;
            }
        }
        let mut rows = Vec::with_capacity(grams.len());
        for (column, (weights, scale)) in grams.iter().zip(&self.scale).enumerate() {
            let mut row = weights.map(|w| w * scale);
            let kept = self.kept.as_ref().is_none_or(|kept| kept.get(column) == Some(&true));
            if let Some(vector) = self.vectors.get(column as u32).filter(|_| kept) {
                for (value, direction) in vector.iter().zip(directions) {
                    add_scaled(&mut row, direction, value * DENSE_SCALE);
                }
            }
            rows.push(row);
        }
        Model { grams: rows, dense: raw, bias, documents: self.documents.clone() }
    }
}

impl Model {
    pub(crate) fn predict(&self, text: &Text) -> Lanes {
        let mut sum = [0.0; HEADS];
        for column in &text.columns {
            add(&mut sum, &self.grams[*column as usize]);
        }
        let mut out = lanes(|h| self.bias[h] + sum[h] * text.norm);
        for (value, weights) in text.dense().iter().zip(&self.dense) {
            add_scaled(&mut out, weights, *value);
        }
        out
    }
}

pub(crate) fn lanes(of: impl Fn(usize) -> f32) -> Lanes {
    core::array::from_fn(of)
}

#[inline]
fn add(sum: &mut Lanes, other: &Lanes) {
    for (sum, other) in sum.iter_mut().zip(other) {
        *sum += other;
    }
}

#[inline]
fn add_scaled(sum: &mut Lanes, other: &Lanes, by: f32) {
    for (sum, other) in sum.iter_mut().zip(other) {
        *sum += other * by;
    }
}

fn dot(a: &[Lanes], b: &[Lanes]) -> Sums {
    let mut sums = [0.0; HEADS];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += f64::from(*a) * f64::from(*b);
        }
    }
    sums
}
