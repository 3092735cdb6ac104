//! Running means and sums of products of several variables at once, O(1) a row.
//!
//! Welford's update (1962) for any number of variables: no large sums are subtracted, so that a
//! series with a mean far from 0 loses nothing.

use super::state::{State, put_u32};
use crate::codec::{Reader, put_f64};
use alloc::vec::Vec;

/// Means and centred sums of products of `N` variables.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comoments<const N: usize> {
    n: u32,
    mean: [f64; N],
    /// Upper triangle only.
    products: [[f64; N]; N],
}

impl<const N: usize> Default for Comoments<N> {
    fn default() -> Self {
        Self { n: 0, mean: [0.0; N], products: [[0.0; N]; N] }
    }
}

impl<const N: usize> Comoments<N> {
    pub(crate) fn add(&mut self, row: [f64; N]) {
        let before = f64::from(self.n);
        self.n = self.n.saturating_add(1);
        let share = before / f64::from(self.n);
        let mut apart = row;
        for (apart, mean) in apart.iter_mut().zip(&mut self.mean) {
            *apart -= *mean;
            *mean += *apart / f64::from(self.n);
        }
        for i in 0..N {
            let scaled = apart[i] * share;
            #[allow(clippy::needless_range_loop)]
            for j in i..N {
                self.products[i][j] += scaled * apart[j];
            }
        }
    }

    pub(crate) fn n(&self) -> u32 {
        self.n
    }

    /// The mean of variable `i` (0 without a row).
    pub(crate) fn mean(&self, i: usize) -> f64 {
        self.mean[i]
    }

    /// The sum of (x_i - mean_i) (x_j - mean_j).
    pub(crate) fn product(&self, i: usize, j: usize) -> f64 {
        self.products[i.min(j)][i.max(j)]
    }

    /// Whether variable `i` varies by more than rounding.
    pub(crate) fn varies(&self, i: usize) -> bool {
        let noise = 1e-10 * self.mean[i];
        let least = (f64::from(self.n) * noise * noise).max(f64::MIN_POSITIVE);
        self.products[i][i] > least
    }

    /// Pearson's correlation of variables `i` and `j`, if both vary.
    pub(crate) fn correlation(&self, i: usize, j: usize) -> Option<f64> {
        if !self.varies(i) || !self.varies(j) {
            return None;
        }
        let scale = libm::sqrt(self.product(i, i)) * libm::sqrt(self.product(j, j));
        Some((self.product(i, j) / scale).clamp(-1.0, 1.0))
    }

    /// The centred sum of products of two linear combinations of the variables.
    pub(crate) fn form(&self, u: &[f64; N], v: &[f64; N]) -> f64 {
        let mut sum = 0.0;
        for (i, a) in u.iter().enumerate() {
            for (j, b) in v.iter().enumerate() {
                sum += a * b * self.product(i, j);
            }
        }
        sum
    }

    /// Correlation of two linear combinations; 0 where one does not vary.
    pub(crate) fn correlation_of(&self, u: &[f64; N], v: &[f64; N]) -> f64 {
        let scale = libm::sqrt(self.form(u, u).max(0.0)) * libm::sqrt(self.form(v, v).max(0.0));
        if scale > 0.0 { (self.form(u, v) / scale).clamp(-1.0, 1.0) } else { 0.0 }
    }
}

impl<const N: usize> State for Comoments<N> {
    fn write(&self, out: &mut Vec<u8>) {
        put_u32(out, self.n);
        if self.n > 0 {
            self.mean.iter().for_each(|&mean| put_f64(out, mean));
            for (i, row) in self.products.iter().enumerate() {
                row.iter().skip(i).for_each(|&product| put_f64(out, product));
            }
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let mut moments = Self { n: bytes.get_u32()?, ..Self::default() };
        if moments.n > 0 {
            for mean in &mut moments.mean {
                *mean = bytes.get_f64()?;
            }
            for i in 0..N {
                for j in i..N {
                    moments.products[i][j] = bytes.get_f64()?;
                }
                if moments.products[i][i] < 0.0 {
                    return None;
                }
            }
        }
        Some(moments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn running_moments_equal_two_passes(rows in prop::collection::vec(any::<[i16; 3]>(), 1..60)) {
            let rows: Vec<[f64; 3]> =
                rows.iter().map(|row| row.map(|x| f64::from(x) / 64.0 + 1e6)).collect();
            let mut moments = Comoments::default();
            rows.iter().for_each(|&row| moments.add(row));
            let n = rows.len() as f64;
            for i in 0..3 {
                let mean = |i: usize| rows.iter().map(|row| row[i]).sum::<f64>() / n;
                prop_assert!((moments.mean(i) - mean(i)).abs() < 1e-7);
                for j in 0..3 {
                    let exact: f64 =
                        rows.iter().map(|row| (row[i] - mean(i)) * (row[j] - mean(j))).sum();
                    prop_assert!((moments.product(i, j) - exact).abs() < 1e-4 + 1e-9 * exact.abs());
                }
            }
        }
    }

    #[test]
    fn a_constant_does_not_vary_however_large_it_is() {
        let mut moments = Comoments::default();
        for t in 0..100 {
            moments.add([1e9 + f64::from(t % 2) * 1e-7, 1e9 + f64::from(t % 2)]);
        }
        assert!(!moments.varies(0));
        assert!(moments.varies(1));
    }

    #[test]
    fn a_sum_of_squares_below_zero_is_refused() {
        let mut moments = Comoments::default();
        moments.add([1.0]);
        let mut bytes = Vec::new();
        moments.write(&mut bytes);
        assert_eq!(Comoments::read(&mut Reader::new(&bytes)), Some(moments));
        let end = bytes.len();
        bytes[end - 8..].copy_from_slice(&(-1.0_f64).to_le_bytes());
        assert_eq!(Comoments::<1>::read(&mut Reader::new(&bytes)), None);
    }
}
