//! Norms of a pack: how figures are spread in chat, and how reliable they are by turn length.
//!
//! Lines of text: `norm<TAB>name<TAB>mean<TAB>deviation`, and
//! `reliability<TAB>name` with four figures of 0 to 1 for turns of 1-4, 5-9, 10-19 and 20 words or
//! more.

use alloc::{boxed::Box, vec::Vec};

/// Bands of turn length in words: 1-4, 5-9, 10-19, 20 and more.
pub(crate) const BANDS: usize = 4;

/// Mean and standard deviation of a figure over chat text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Norm {
    mean: f64,
    deviation: f64,
}

impl Norm {
    /// The figure as a z-score.
    pub(crate) fn z(self, value: f64) -> f64 {
        (value - self.mean) / self.deviation
    }
}

/// The norms and reliabilities of a pack, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Norms {
    norms: Vec<(Box<str>, Norm)>,
    reliabilities: Vec<(Box<str>, [f64; BANDS])>,
}

impl Norms {
    /// Reads the lines; `None` if one is not understood or a figure is out of its range.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut read = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let number = |text: &str| text.parse::<f64>().ok().filter(|value| value.is_finite());
            match fields.as_slice() {
                ["norm", name, mean, deviation] => {
                    let deviation = number(deviation).filter(|deviation| *deviation > 0.0)?;
                    read.norms.push(((*name).into(), Norm { mean: number(mean)?, deviation }));
                }
                ["reliability", name, bands @ ..] if bands.len() == BANDS => {
                    let mut figures = [0.0; BANDS];
                    for (figure, text) in figures.iter_mut().zip(bands) {
                        *figure = number(text).filter(|r| (0.0..=1.0).contains(r))?;
                    }
                    read.reliabilities.push(((*name).into(), figures));
                }
                _ => return None,
            }
        }
        Some(read)
    }

    pub(crate) fn norm(&self, name: &str) -> Option<Norm> {
        self.norms.iter().find(|(other, _)| **other == *name).map(|(_, norm)| *norm)
    }

    pub(crate) fn reliability(&self, name: &str) -> Option<&[f64; BANDS]> {
        self.reliabilities.iter().find(|(other, _)| **other == *name).map(|(_, bands)| bands)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norms_and_reliabilities_are_found_by_name() {
        let text = "# chat\nnorm\twarmth\t1\t2\nreliability\tvader\t.1\t.2\t.3\t.4\n";
        let norms = Norms::read(text).unwrap();
        assert_eq!(norms.norm("warmth").unwrap().z(5.0), 2.0);
        assert_eq!(norms.reliability("vader"), Some(&[0.1, 0.2, 0.3, 0.4]));
        assert!(norms.norm("vader").is_none());
    }

    #[test]
    fn impossible_figures_are_refused() {
        for text in [
            "norm\twarmth\t1\t0",
            "norm\twarmth\tNaN\t1",
            "norm\twarmth\t1",
            "reliability\tvader\t.1\t.2\t.3\t1.4",
            "other",
        ] {
            assert!(Norms::read(text).is_none(), "{text}");
        }
    }
}
