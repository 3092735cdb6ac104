//! Logistic regression with few columns: Newton's method, solved exactly, in a fixed order.

const STEPS: usize = 40;

/// The least-squares size of the weights against the errors: minimises half the squared weights plus
/// `cost` times the loss. The bias comes last and is free.
pub(crate) fn fit(rows: &[Vec<f64>], labels: &[bool], cost: f64) -> Vec<f64> {
    let width = rows.first().map_or(0, Vec::len);
    let mut w = vec![0.0; width + 1];
    for _ in 0..STEPS {
        let mut gradient = w.clone();
        gradient[width] = 0.0;
        let mut bend = vec![vec![0.0; width + 1]; width + 1];
        for (at, row) in bend.iter_mut().enumerate().take(width) {
            row[at] = 1.0;
        }
        for (row, label) in rows.iter().zip(labels) {
            let value = |at: usize| row.get(at).copied().unwrap_or(1.0);
            let odds: f64 = w.iter().enumerate().map(|(at, w)| w * value(at)).sum();
            let p = 1.0 / (1.0 + libm::exp(-odds));
            let error = cost * (p - f64::from(u8::from(*label)));
            let bends = cost * p * (1.0 - p);
            for (one, (gradient, bend)) in gradient.iter_mut().zip(&mut bend).enumerate() {
                *gradient += error * value(one);
                let other = bend.iter_mut().enumerate();
                other.for_each(|(other, bend)| *bend += bends * value(one) * value(other));
            }
        }
        let step = solve(bend, gradient);
        w.iter_mut().zip(&step).for_each(|(w, step)| *w -= step);
        if step.iter().all(|step| step.abs() < 1e-10) {
            break;
        }
    }
    w
}

/// Gauss with pivots.
#[allow(clippy::needless_range_loop, reason = "two rows of one matrix are read at once")]
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for at in 0..n {
        let pivot = (at..n).max_by(|one, other| a[*one][at].abs().total_cmp(&a[*other][at].abs()));
        let Some(pivot) = pivot else { continue };
        a.swap(at, pivot);
        b.swap(at, pivot);
        if a[at][at].abs() < 1e-14 {
            continue;
        }
        for row in at + 1..n {
            let factor = a[row][at] / a[at][at];
            for column in at..n {
                a[row][column] -= factor * a[at][column];
            }
            b[row] -= factor * b[at];
        }
    }
    for at in (0..n).rev() {
        let rest: f64 = (at + 1..n).map(|column| a[at][column] * b[column]).sum();
        b[at] = if a[at][at].abs() < 1e-14 { 0.0 } else { (b[at] - rest) / a[at][at] };
    }
    b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_are_solved() {
        let x = solve(vec![vec![0.0, 2.0], vec![3.0, 1.0]], vec![4.0, 5.0]);
        assert!((x[0] - 1.0).abs() < 1e-12 && (x[1] - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_column_that_tells_the_labels_apart_gets_the_weight() {
        let rows = [[1.0, 0.5], [2.0, 0.5], [-1.0, 0.5], [-2.0, 0.5]].map(Vec::from);
        let w = fit(&rows, &[true, true, false, false], 1.0);
        assert!(w[0] > 0.5 && w[1].abs() < 1e-9 && w[2].abs() < 1e-6, "{w:?}");
    }
}
