//! Logistic regression of all heads at once: Newton's method, its steps by conjugate gradients.
//!
//! Every sum runs in a fixed order, in 64 bits and on one thread, so that the same data gives the
//! same bits on every machine.

use super::{Data, NEED};
use lingsync::training::HEADS;

/// A number for each head.
pub(crate) type Lanes = [f64; HEADS];

/// How much an error weighs beside the sizes of the weights, by head.
const COST: Lanes = [0.03, 0.03, 0.1, 0.1, 0.1, 0.1, 0.03, 0.0];
/// How strongly the intercept is held to 0 beside the weights.
const INTERCEPT: f64 = 0.01;
/// N-grams of fewer rows than this have no weight.
const LEAST_ROWS: u32 = 5;

/// Weights by column, and the intercept.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) weights: Vec<Lanes>,
    pub(crate) bias: Lanes,
    /// In how many rows a column stands.
    pub(crate) rows: Vec<u32>,
}

/// Some rows of the data, with the columns that count for them.
#[derive(Debug)]
pub(crate) struct Problem<'d> {
    data: &'d Data,
    ends: Vec<usize>,
    columns: Vec<u32>,
    /// The data's number of each column.
    names: Vec<u32>,
    documents: Vec<u32>,
    /// 1 where a head may have a weight for the column.
    open: Vec<Lanes>,
    target: Vec<Lanes>,
    cost: Vec<Lanes>,
}

impl<'d> Problem<'d> {
    /// The rows of these numbers; of n-grams only those that are `kept`, if that is given.
    pub(crate) fn new(data: &'d Data, rows: &[usize], kept: Option<&[u64]>) -> Self {
        let mut documents = vec![0_u32; data.width()];
        let mut last = vec![usize::MAX; data.width()];
        for row in rows {
            for column in data.columns_of(*row) {
                let column = *column as usize;
                if last[column] != *row {
                    last[column] = *row;
                    documents[column] += 1;
                }
            }
        }
        let counts = |column: usize| match (data.hash(column), kept) {
            (Some(hash), Some(kept)) => kept.binary_search(&hash).is_ok(),
            (Some(_), None) => documents[column] >= LEAST_ROWS,
            (None, _) => true,
        };
        let names: Vec<u32> = (0..data.width()).filter(|c| counts(*c)).map(|c| c as u32).collect();
        let mut local = vec![u32::MAX; data.width()];
        (0..).zip(&names).for_each(|(at, name)| local[*name as usize] = at);
        let (mut ends, mut columns) = (Vec::with_capacity(rows.len()), Vec::new());
        for row in rows {
            let here = data.columns_of(*row).iter().map(|column| local[*column as usize]);
            columns.extend(here.filter(|column| *column != u32::MAX));
            ends.push(columns.len());
        }
        let open =
            |name: &u32| lanes(|head| f64::from(u8::from(data.serves(*name as usize, head))));
        let label = |row: &usize, head: usize| data.rows[*row].labels[head];
        let target =
            |row: &usize| lanes(|head| f64::from(u8::from(label(row, head) == Some(true))));
        let balance = balance(data, rows);
        let cost = |row: &usize| {
            lanes(|head| match label(row, head) {
                Some(is) if head == NEED => COST[head] * balance[usize::from(is)],
                Some(_) => COST[head],
                None => 0.0,
            })
        };
        Self {
            data,
            ends,
            columns,
            open: names.iter().map(open).collect(),
            documents: names.iter().map(|name| documents[*name as usize]).collect(),
            names,
            target: rows.iter().map(target).collect(),
            cost: rows.iter().map(cost).collect(),
        }
    }

    fn rows(&self) -> impl Iterator<Item = (usize, &[u32])> {
        let mut start = 0;
        self.ends.iter().enumerate().map(move |(row, end)| {
            let columns = &self.columns[start..*end];
            start = *end;
            (row, columns)
        })
    }

    /// Finds the weights, in so many steps of Newton's with so many inner steps each, from `start`.
    pub(crate) fn solve(&self, start: Option<&Model>, steps: usize, inner: usize) -> Model {
        let n = self.names.len();
        let from = |start: &Model| -> Vec<Lanes> {
            self.names.iter().map(|name| start.weights[*name as usize]).collect()
        };
        // The intercept comes last.
        let mut w = start.map_or_else(|| vec![[0.0; HEADS]; n], from);
        w.push(start.map_or([0.0; HEADS], |start| start.bias));
        let mut before: Option<(Vec<Lanes>, Lanes)> = None;
        for step in 0..=steps {
            let state = self.state(&w);
            if let Some((old, loss)) = before.filter(|(_, loss)| worse(&state.loss, loss)) {
                // A step that went too far is halved.
                for (w, old) in w.iter_mut().zip(&old) {
                    *w = lanes(
                        |h| if state.loss[h] > loss[h] { 0.5 * (w[h] + old[h]) } else { w[h] },
                    );
                }
                before = None;
                continue;
            }
            if step == steps {
                break;
            }
            before = Some((w.clone(), state.loss));
            let change = self.newton(&state, inner);
            for (w, change) in w.iter_mut().zip(&change) {
                *w = lanes(|h| w[h] + change[h]);
            }
        }
        let bias = w.pop().unwrap_or_default();
        let mut model = Model {
            weights: vec![[0.0; HEADS]; self.data.width()],
            bias,
            rows: vec![0; self.data.width()],
        };
        for ((name, w), documents) in self.names.iter().zip(w).zip(&self.documents) {
            model.weights[*name as usize] = w;
            model.rows[*name as usize] = *documents;
        }
        model
    }

    /// Loss, gradient and curvature at `w`.
    fn state(&self, w: &[Lanes]) -> State {
        let n = self.names.len();
        let mut state = State {
            loss: [0.0; HEADS],
            gradient: vec![[0.0; HEADS]; n + 1],
            curvature: Vec::with_capacity(self.ends.len()),
            diagonal: vec![[0.0; HEADS]; n + 1],
        };
        for (row, columns) in self.rows() {
            let mut odds = w[n];
            columns.iter().for_each(|column| add(&mut odds, &w[*column as usize]));
            let (target, cost) = (&self.target[row], &self.cost[row]);
            let (mut error, mut curvature) = ([0.0; HEADS], [0.0; HEADS]);
            for head in (0..HEADS).filter(|head| cost[*head] > 0.0) {
                let p = 1.0 / (1.0 + libm::exp(-odds[head]));
                error[head] = cost[head] * (p - target[head]);
                curvature[head] = cost[head] * p * (1.0 - p);
                let right = if target[head] > 0.5 { p } else { 1.0 - p };
                state.loss[head] -= cost[head] * libm::log(right.max(1e-300));
            }
            for column in columns {
                add(&mut state.gradient[*column as usize], &error);
                add(&mut state.diagonal[*column as usize], &curvature);
            }
            add(&mut state.gradient[n], &error);
            add(&mut state.diagonal[n], &curvature);
            state.curvature.push(curvature);
        }
        for (column, w) in w.iter().enumerate() {
            let (open, held) = self.column(column);
            let gradient = &mut state.gradient[column];
            *gradient = lanes(|h| open[h] * (gradient[h] + held * w[h]));
            let diagonal = &mut state.diagonal[column];
            *diagonal = lanes(|h| open[h] / (diagonal[h] + held));
            for (loss, w) in state.loss.iter_mut().zip(w) {
                *loss += 0.5 * held * w * w;
            }
        }
        state
    }

    /// Which heads a column serves, and how strongly it is held to 0.
    fn column(&self, column: usize) -> (Lanes, f64) {
        self.open.get(column).map_or(([1.0; HEADS], INTERCEPT), |open| (*open, 1.0))
    }

    /// The step to where the gradient would be 0, were the curvature the same everywhere.
    fn newton(&self, state: &State, inner: usize) -> Vec<Lanes> {
        let n = self.names.len() + 1;
        let mut x = vec![[0.0; HEADS]; n];
        let mut r: Vec<Lanes> = state.gradient.iter().map(|g| g.map(|g| -g)).collect();
        let apply = |r: &[Lanes]| -> Vec<Lanes> {
            r.iter().zip(&state.diagonal).map(|(r, d)| lanes(|h| r[h] * d[h])).collect()
        };
        let mut z = apply(&r);
        let mut p = z.clone();
        let mut rz = dot(&r, &z);
        let first = rz;
        let mut product = vec![[0.0; HEADS]; n];
        for _ in 0..inner {
            self.product(state, &p, &mut product);
            let bend = dot(&p, &product);
            let alpha = lanes(|h| if bend[h] > 0.0 { rz[h] / bend[h] } else { 0.0 });
            for ((x, r), (p, product)) in x.iter_mut().zip(&mut r).zip(p.iter().zip(&product)) {
                *x = lanes(|h| x[h] + alpha[h] * p[h]);
                *r = lanes(|h| r[h] - alpha[h] * product[h]);
            }
            z = apply(&r);
            let next = dot(&r, &z);
            if (0..HEADS).all(|h| next[h] <= 1e-4 * first[h]) {
                break;
            }
            let beta = lanes(|h| if rz[h] > 0.0 { next[h] / rz[h] } else { 0.0 });
            rz = next;
            for (p, z) in p.iter_mut().zip(&z) {
                *p = lanes(|h| z[h] + beta[h] * p[h]);
            }
        }
        x
    }

    /// `out` = (X' curvature X + penalty) p.
    fn product(&self, state: &State, p: &[Lanes], out: &mut [Lanes]) {
        let n = self.names.len();
        out.fill([0.0; HEADS]);
        for (row, columns) in self.rows() {
            let mut sum = p[n];
            columns.iter().for_each(|column| add(&mut sum, &p[*column as usize]));
            let curvature = &state.curvature[row];
            let share = lanes(|h| sum[h] * curvature[h]);
            columns.iter().for_each(|column| add(&mut out[*column as usize], &share));
            add(&mut out[n], &share);
        }
        for (column, (out, p)) in out.iter_mut().zip(p).enumerate() {
            let (open, held) = self.column(column);
            *out = lanes(|h| open[h] * (out[h] + held * p[h]));
        }
    }
}

#[derive(Debug)]
struct State {
    loss: Lanes,
    gradient: Vec<Lanes>,
    /// By row.
    curvature: Vec<Lanes>,
    /// One over the diagonal of the curvature by column.
    diagonal: Vec<Lanes>,
}

/// What a no and a yes of the ambiguity of requests weigh, so that both sides weigh the same.
fn balance(data: &Data, rows: &[usize]) -> [f64; 2] {
    let mut counts = [0.0_f64; 2];
    for is in rows.iter().filter_map(|row| data.rows[*row].labels[NEED]) {
        counts[usize::from(is)] += 1.0;
    }
    let all = counts[0] + counts[1];
    counts.map(|count| all / (2.0 * count.max(1.0)))
}

fn worse(new: &Lanes, old: &Lanes) -> bool {
    (0..HEADS).any(|head| new[head] > old[head])
}

pub(crate) fn lanes(of: impl Fn(usize) -> f64) -> Lanes {
    core::array::from_fn(of)
}

#[inline]
fn add(sum: &mut Lanes, other: &Lanes) {
    for (sum, other) in sum.iter_mut().zip(other) {
        *sum += other;
    }
}

fn dot(a: &[Lanes], b: &[Lanes]) -> Lanes {
    let mut sums = [0.0; HEADS];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums
}
