//! From the sentiments of the words to the figures of the text.

use super::Vader;
use alloc::collections::BTreeSet;
use smallvec::SmallVec;

/// The factors before and after a "but".
const BEFORE_BUT: f64 = 0.5;
const AFTER_BUT: f64 = 1.5;
/// What an exclamation mark adds, at most so many times.
const EXCLAMATION: f64 = 0.292;
const MOST_EXCLAMATIONS: usize = 4;
/// What each of two or three question marks adds, and what more of them add together.
const QUESTION: f64 = 0.18;
const MANY_QUESTIONS: f64 = 0.96;
/// Presses the sum into -1 to 1.
const NORMALISER: f64 = 15.0;
/// Up to so many sentiments a plain search is fastest.
const FEW: usize = 32;

/// The sentiments of a text's words: those that are not 0, and how many words there are.
pub(super) struct Sentiments {
    /// Position and value, by position.
    marked: SmallVec<[(usize, f64); 16]>,
    words: usize,
}

impl Sentiments {
    /// No sentiment yet, for a text of so many words.
    pub(super) fn of(words: usize) -> Self {
        Self { marked: SmallVec::new(), words }
    }

    /// The next sentiment.
    pub(super) fn push(&mut self, at: usize, value: f64) {
        if value != 0.0 {
            self.marked.push((at, value));
        }
    }

    /// Halves what precedes the word at `but` and raises what follows it.
    ///
    /// As in the peer, each value in turn weighs its first occurrence as the list then stands: of
    /// two equal values the first is weighted twice, or its new value is taken for another.
    pub(super) fn weigh_around(&mut self, but: usize) {
        if self.marked.len() <= FEW {
            for index in 0..self.marked.len() {
                let value = self.value(index);
                let first = self.marked.iter().position(|(_, other)| *other == value);
                self.weigh(first.unwrap_or(index), but);
            }
            return;
        }
        // The same with an ordered set of (value, index) for what has been passed.
        let mut passed = BTreeSet::new();
        for index in 0..self.marked.len() {
            let bits = self.value(index).to_bits();
            passed.insert((bits, index));
            let first = passed.range((bits, 0)..).next().map_or(index, |(_, first)| *first);
            self.weigh(first, but);
            passed.remove(&(bits, first));
            passed.insert((self.value(first).to_bits(), first));
        }
    }

    fn value(&self, index: usize) -> f64 {
        self.marked.get(index).map_or(0.0, |(_, value)| *value)
    }

    fn weigh(&mut self, index: usize, but: usize) {
        if let Some((at, value)) = self.marked.get_mut(index) {
            if *at < but {
                *value *= BEFORE_BUT;
            } else if *at > but {
                *value *= AFTER_BUT;
            }
        }
    }

    /// The figures of the text, which its exclamation and question marks raise by `emphasis`.
    pub(super) fn score(&self, emphasis: f64) -> Vader {
        if self.words == 0 {
            return Vader::default();
        }
        // The order of the additions is part of the result.
        let (mut sum, mut positive, mut negative) = (0.0, 0.0, 0.0);
        for (_, value) in &self.marked {
            sum += value;
            if *value > 0.0 {
                positive += value + 1.0;
            } else {
                negative += value - 1.0;
            }
        }
        let neutral = (self.words - self.marked.len()) as f64;
        if sum > 0.0 {
            sum += emphasis;
        } else if sum < 0.0 {
            sum -= emphasis;
        }
        if positive > -negative {
            positive += emphasis;
        } else if positive < -negative {
            negative -= emphasis;
        }
        let total = positive - negative + neutral;
        Vader {
            neg: rounded(-negative / total, 1_000),
            neu: rounded(neutral / total, 1_000),
            pos: rounded(positive / total, 1_000),
            compound: rounded(sum / libm::sqrt(sum * sum + NORMALISER), 10_000),
        }
    }
}

/// What the exclamation and question marks of a text add.
pub(super) fn emphasis(text: &str) -> f64 {
    let count = |mark| text.bytes().filter(|byte| *byte == mark).count();
    let exclamations = count(b'!').min(MOST_EXCLAMATIONS) as f64 * EXCLAMATION;
    let questions = match count(b'?') {
        0 | 1 => 0.0,
        few @ (2 | 3) => few as f64 * QUESTION,
        _ => MANY_QUESTIONS,
    };
    exclamations + questions
}

/// The number of `1 / scale` nearest to `value`, of two equally near the even one: exact, from the
/// binary value. `value` lies in -1 to 1.
fn rounded(value: f64, scale: u32) -> f64 {
    const FRACTION: u64 = (1 << 52) - 1;
    let bits = value.abs().to_bits();
    let exponent = bits >> 52;
    if exponent < 1_000 {
        // Below 2^-22: nearer to 0 than to half of 1 / scale.
        return 0.0;
    }
    // value = mantissa / 2^shift, and mantissa * scale stays below 2^67.
    let shift = 1_075_u64.saturating_sub(exponent);
    let scaled = u128::from((bits & FRACTION) | (FRACTION + 1)) * u128::from(scale);
    let (whole, rest) = (scaled >> shift, scaled & ((1 << shift) - 1));
    let half = (1_u128 << shift) / 2;
    let up = rest > half || (rest == half && whole & 1 == 1);
    // At most `scale`, so that the narrower type holds it.
    let steps = (whole as u64 + u64::from(up)) as f64;
    let size = steps / f64::from(scale);
    if value < 0.0 && size > 0.0 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn rounding_follows_the_binary_value() {
        // 0.0625 and 0.1875 are ties, exact in binary; 0.0005 lies above its tie, 0.0015 below
        // the decimal it is written as.
        assert_eq!(rounded(0.0625, 1_000), 0.062);
        assert_eq!(rounded(0.1875, 1_000), 0.188);
        assert_eq!(rounded(0.0005, 1_000), 0.001);
        assert_eq!(rounded(0.0015, 1_000), 0.002);
        assert_eq!(rounded(0.0025, 1_000), 0.003);
        assert_eq!(rounded(0.9995, 1_000), 1.0);
        assert_eq!(rounded(1.0, 1_000), 1.0);
        assert_eq!(rounded(-0.03125, 10_000), -0.0312);
        assert_eq!(rounded(-0.99999, 10_000), -1.0);
    }

    #[test]
    fn there_is_no_negative_zero() {
        for value in [-0.0, -1e-300, -1e-9, -0.000_04] {
            assert!(rounded(value, 10_000).is_sign_positive(), "{value}");
        }
    }

    #[test]
    fn many_sentiments_are_weighed_as_few_are() {
        // Every length on both sides of the limit, with many equal values and some chains of
        // halves.
        let values = [2.0, 1.0, 0.5, -3.0, 1.0, -1.5, 3.0, 2.0];
        for count in 0..3 * FEW {
            for but in [0, count / 3, count / 2, count] {
                let mut sentiments = Sentiments::of(count + 1);
                let mut plain: Vec<(usize, f64)> = Vec::new();
                for index in 0..count {
                    let at = index + usize::from(index >= but);
                    let value = values[index * index % 7 % values.len()];
                    sentiments.push(at, value);
                    plain.push((at, value));
                }
                for index in 0..count {
                    let first = plain.iter().position(|(_, v)| *v == plain[index].1).unwrap();
                    plain[first].1 *= if plain[first].0 < but { BEFORE_BUT } else { AFTER_BUT };
                }
                sentiments.weigh_around(but);
                assert_eq!(sentiments.marked.as_slice(), plain, "{count} {but}");
            }
        }
    }
}
