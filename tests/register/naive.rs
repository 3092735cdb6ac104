//! The figures of accommodation by their definition alone (specs of synchrony, B): from the whole
//! history, floor by floor. Slow on purpose.

use lingsync::accommodation::SeriesTurn;

/// A floor: all turns of one party until another speaks.
pub(crate) struct Floor<V> {
    pub(crate) party: u8,
    turns: Vec<SeriesTurn<V>>,
    /// Its number among the floors of its party.
    number: usize,
}

/// What a value needs.
pub(crate) trait Value: Copy {
    fn similarity(self, other: Self) -> f64;
    /// The value of turns taken together.
    fn joined(turns: &[(Self, u32)]) -> Self;
}

impl Value for f64 {
    fn similarity(self, other: Self) -> f64 {
        -(self - other).abs()
    }

    fn joined(turns: &[(Self, u32)]) -> Self {
        let sum: f64 = turns.iter().map(|(value, words)| value * f64::from(*words)).sum();
        sum / f64::from(words(turns))
    }
}

/// Words by category, and all words.
pub(crate) type Style = ([u32; 9], u32);

impl Value for Style {
    fn similarity(self, other: Self) -> f64 {
        let share =
            |(counts, words): Self, at: usize| 100.0 * f64::from(counts[at]) / f64::from(words);
        let one = |at: usize| {
            let (p, q) = (share(self, at), share(other, at));
            1.0 - (p - q).abs() / (p + q + 0.000_1)
        };
        (0..9).map(one).sum::<f64>() / 9.0
    }

    fn joined(turns: &[(Self, u32)]) -> Self {
        let sum = |at: usize| turns.iter().map(|((counts, _), _)| counts[at]).sum();
        (core::array::from_fn(sum), turns.iter().map(|((_, words), _)| words).sum())
    }
}

fn words<V>(turns: &[(V, u32)]) -> u32 {
    turns.iter().map(|(_, words)| words).sum()
}

fn band(words: u32) -> usize {
    [5, 10, 20].iter().filter(|least| words >= **least).count()
}

impl<V: Value> Floor<V> {
    fn valued(&self, lift: bool) -> Vec<(V, u32)> {
        let turns = self.turns.iter().filter(|turn| turn.lift || !lift);
        turns.filter_map(|turn| Some((turn.value?, turn.words))).collect()
    }

    fn value(&self, lift: bool) -> Option<(V, u32)> {
        let turns = self.valued(lift);
        (!turns.is_empty()).then(|| (V::joined(&turns), words(&turns)))
    }
}

pub(crate) fn floors<V: Copy>(turns: &[SeriesTurn<V>]) -> Vec<Floor<V>> {
    let mut floors: Vec<Floor<V>> = Vec::new();
    for turn in turns {
        if floors.last().is_none_or(|floor| floor.party != turn.party) {
            let number = floors.iter().filter(|floor| floor.party == turn.party).count();
            floors.push(Floor { party: turn.party, turns: Vec::new(), number });
        }
        floors.last_mut().unwrap().turns.push(*turn);
    }
    floors
}

/// A pair: a turn that opens a floor, with the floor just before it.
pub(crate) struct Pair {
    pub(crate) own: f64,
    pub(crate) partner: f64,
    pub(crate) own_words: u32,
    pub(crate) partner_words: u32,
}

/// The pairs of `party` towards `towards`; values that are no numbers as 0.
pub(crate) fn pairs<V: Value + Into<Number>>(
    turns: &[SeriesTurn<V>],
    party: u8,
    towards: u8,
) -> Vec<Pair> {
    let floors = floors(turns);
    let ours = floors.windows(2).filter(|two| (two[1].party, two[0].party) == (party, towards));
    ours.filter_map(|two| {
        let (own, (partner, partner_words)) = (two[1].turns[0], two[0].value(false)?);
        let number = |value: V| value.into().0;
        Some(Pair {
            own: number(own.value?),
            partner: number(partner),
            own_words: own.words,
            partner_words,
        })
    })
    .collect()
}

/// A value as a number.
pub(crate) struct Number(f64);

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self(value)
    }
}

impl From<Style> for Number {
    fn from(_: Style) -> Self {
        Self(0.0)
    }
}

/// What is averaged into a lift: for each pair its similarity, its chance level, how many
/// surrogates, and whether they came from the length band.
pub(crate) type Lifts = Vec<(f64, f64, u64, bool)>;

/// Surrogates: similarity and words; the chance level of a floor of `own_words`.
fn chance(surrogates: &[(f64, u32)], own_words: u32) -> Option<(f64, u64, bool)> {
    let matched: Vec<_> =
        surrogates.iter().filter(|(_, words)| band(*words) == band(own_words)).collect();
    let (from, in_band) = match matched.len() {
        3.. => (matched, true),
        _ => (surrogates.iter().collect(), false),
    };
    let mean = from.iter().map(|(similarity, _)| similarity).sum::<f64>() / from.len() as f64;
    (from.len() >= 3).then_some((mean, from.len() as u64, in_band))
}

/// The lift over the last 16 earlier floors, the same over those at most `near` floors away, and
/// the directional lift.
pub(crate) struct AllLifts {
    pub(crate) all: Lifts,
    pub(crate) local: Lifts,
    pub(crate) directional: Lifts,
    pub(crate) background: Lifts,
}

/// Floors of another dialogue: party, value, words.
pub(crate) type Others<V> = Vec<(u8, V, u32)>;

/// The floors of a dialogue that may enter lifts.
pub(crate) fn eligible<V: Value>(turns: &[SeriesTurn<V>]) -> Others<V> {
    let floors = floors(turns);
    let values = floors.iter().filter_map(|floor| Some((floor.party, floor.value(true)?)));
    values.map(|(party, (value, words))| (party, value, words)).collect()
}

pub(crate) fn lifts<V: Value>(
    turns: &[SeriesTurn<V>],
    party: u8,
    towards: u8,
    others: &Others<V>,
) -> AllLifts {
    let floors = floors(turns);
    let [mut all, mut local, mut directional, mut background] = [const { Vec::new() }; 4];
    for (place, two) in floors.windows(2).enumerate() {
        if (two[1].party, two[0].party) != (party, towards) {
            continue;
        }
        let answer = two[1].turns[0];
        let (Some(value), true, Some((own, own_words))) =
            (answer.value, answer.lift, two[0].value(true))
        else {
            continue;
        };
        let real = value.similarity(own);
        let earlier: Vec<_> = floors[..place]
            .iter()
            .filter(|floor| floor.party == towards)
            .filter_map(|floor| Some((floor.value(true)?, two[0].number - floor.number)))
            .collect();
        let kept = &earlier[earlier.len().saturating_sub(16)..];
        let similar = |(value_of, words): &(V, u32)| (value.similarity(*value_of), *words);
        let everything: Vec<_> = kept.iter().map(|(floor, _)| similar(floor)).collect();
        let near: Vec<_> =
            kept.iter().filter(|(_, far)| *far <= 4).map(|(floor, _)| similar(floor)).collect();
        let away: Vec<_> = others
            .iter()
            .filter(|(other, ..)| *other == towards)
            .map(|(_, floor, words)| similar(&(*floor, *words)))
            .collect();
        for (lifts, surrogates) in
            [(&mut all, everything), (&mut local, near), (&mut background, away)]
        {
            if let Some((mean, n, matched)) = chance(&surrogates, own_words) {
                lifts.push((real, mean, n, matched));
            }
        }
        // The next floor of the partner, if it is complete and may enter.
        let complete = &floors[place + 1..floors.len() - 1];
        let next = complete.iter().find(|floor| floor.party == towards);
        if let Some((later, words)) = next.and_then(|floor| floor.value(true)) {
            let matched = band(words) == band(own_words);
            directional.push((real, value.similarity(later), 1, matched));
        }
    }
    AllLifts { all, local, directional, background }
}

pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The sum of products of the deviations from the means.
pub(crate) fn product(x: &[f64], y: &[f64]) -> f64 {
    let (mx, my) = (mean(x), mean(y));
    x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum()
}

/// Least-squares slope of y on x.
pub(crate) fn slope(x: &[f64], y: &[f64]) -> f64 {
    product(x, y) / product(x, x)
}

/// Pearson's correlation; `None` if a side is constant.
pub(crate) fn correlation(x: &[f64], y: &[f64]) -> Option<f64> {
    let constant = |values: &[f64]| values.iter().all(|value| (value - values[0]).abs() < 1e-9);
    let scale = (product(x, x) * product(y, y)).sqrt();
    (!constant(x) && !constant(y)).then(|| product(x, y) / scale)
}

/// b and g of a_t = k + b c_t + g a_(t-1), by Cramer's rule; `None` where they are not determined.
pub(crate) fn responsiveness(pairs: &[Pair]) -> Option<(f64, f64)> {
    let c: Vec<f64> = pairs[1..].iter().map(|pair| pair.partner).collect();
    let a: Vec<f64> = pairs[1..].iter().map(|pair| pair.own).collect();
    let before: Vec<f64> = pairs[..pairs.len() - 1].iter().map(|pair| pair.own).collect();
    let (cc, cb, bb) = (product(&c, &c), product(&c, &before), product(&before, &before));
    let (ca, ba) = (product(&c, &a), product(&before, &a));
    let determinant = cc * bb - cb * cb;
    (determinant > 1e-6 * cc * bb && cc > 1e-12)
        .then(|| ((ca * bb - ba * cb) / determinant, (ba * cc - ca * cb) / determinant))
}
