//! Text for the benches: made up, the same at every run, and as repetitive as chat.
//!
//! Half of the words are English function words, half are made of syllables and drawn by Zipf's
//! law; some are numbers of their own, so that the vocabulary never stops growing. Turns open with
//! formulas and take up pieces of the turn before, so that expressions of several words recur.

// Every bench uses a part of this module.
#![allow(dead_code, unused_imports)]

pub(crate) mod chat;
pub(crate) mod claims;

use lingsync::{Role, Turn};
use std::{fmt::Write, hint::black_box, time::Instant};

const FUNCTION_WORDS: &str = "the i to you a and it is of in that my for on have with this not be \
    can me your we are but was do if so at what just or as from there will they get an would when \
    all how about know it's i'm don't that's like has one no up out by our now more had any need \
    some were am been could please he then them other than here who want she his only their did \
    her which after still does because where why into us these over off should before too very \
    also it'll i've can't you're didn't through first well much even really again another yes \
    since might both those something anything own while few without between around same every \
    though until such under during each either nothing whether else may must shall i'd we'll \
    won't isn't doesn't they're let's hello thanks thank okay sorry";
const CONTENT_WORDS: usize = 5_000;
const FORMULAS: usize = 300;

/// Marsaglia's xorshift: fast, fixed, good enough to draw words.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (((self.0 >> 32) * bound as u64) >> 32) as usize
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

/// Items drawn by Zipf's law, as Mandelbrot bent it: the n-th with weight 1 / (n + 2.7).
#[derive(Clone, Debug)]
struct Zipf {
    sums: Vec<usize>,
}

impl Zipf {
    fn new(items: usize) -> Self {
        let weights = (0..items).map(|rank| (1e6 / (rank as f64 + 2.7)) as usize);
        let sums = weights.scan(0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        Self { sums: sums.collect() }
    }

    fn draw(&self, random: &mut Random) -> usize {
        let place = random.below(self.sums.last().copied().unwrap_or(1));
        self.sums.partition_point(|sum| *sum <= place)
    }
}

/// Writes turns, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    random: Random,
    function_words: Vec<&'static str>,
    function_law: Zipf,
    content_words: Vec<String>,
    content_law: Zipf,
    formulas: Vec<Vec<String>>,
    formula_law: Zipf,
    last: Vec<String>,
}

impl Writer {
    pub(crate) fn new(seed: u64) -> Self {
        let function_words: Vec<&str> = FUNCTION_WORDS.split_whitespace().collect();
        let mut writer = Self {
            // The words and formulas are the same for every seed.
            random: Random::new(1),
            function_law: Zipf::new(function_words.len()),
            function_words,
            content_words: Vec::new(),
            content_law: Zipf::new(CONTENT_WORDS),
            formulas: Vec::new(),
            formula_law: Zipf::new(FORMULAS),
            last: Vec::new(),
        };
        while writer.content_words.len() < CONTENT_WORDS {
            let word = writer.made_up_word();
            writer.content_words.push(word);
        }
        while writer.formulas.len() < FORMULAS {
            let words = 2 + writer.random.below(4);
            let formula = (0..words).map(|_| writer.word()).collect();
            writer.formulas.push(formula);
        }
        writer.random = Random::new(seed + 2);
        writer
    }

    /// One to four syllables, the rarer words longer.
    fn made_up_word(&mut self) -> String {
        const ONSETS: [&str; 16] =
            ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "pl", "tr"];
        const VOWELS: [&str; 7] = ["a", "e", "i", "o", "u", "ea", "ou"];
        const CODAS: [&str; 8] = ["", "", "n", "r", "s", "t", "l", "ck"];
        let syllables = 1 + self.random.below(2) + (self.content_words.len() * 2) / CONTENT_WORDS;
        let mut word = String::new();
        for _ in 0..syllables {
            word.push_str(ONSETS[self.random.below(ONSETS.len())]);
            word.push_str(VOWELS[self.random.below(VOWELS.len())]);
        }
        word + CODAS[self.random.below(CODAS.len())]
    }

    fn word(&mut self) -> String {
        let place = self.random.below(1_000);
        if place < 3 {
            format!("{}", 1_000 + self.random.below(9_000_000))
        } else if place < 500 {
            self.function_words[self.function_law.draw(&mut self.random)].to_owned()
        } else {
            self.content_words[self.content_law.draw(&mut self.random)].clone()
        }
    }

    /// A turn of so many words: sentences with capitals, commas and full stops.
    pub(crate) fn turn(&mut self, words: usize) -> String {
        let mut turn: Vec<String> = Vec::with_capacity(words + 8);
        while turn.len() < words {
            if self.random.percent(6) {
                let formula = self.formula_law.draw(&mut self.random);
                turn.extend(self.formulas[formula].iter().cloned());
            } else if self.random.percent(4) && self.last.len() > 6 {
                let first = self.random.below(self.last.len() - 5);
                let len = 1 + self.random.below(5);
                turn.extend(self.last[first..first + len].iter().cloned());
            } else {
                let word = self.word();
                turn.push(word);
            }
        }
        turn.truncate(words);
        let text = self.punctuated(&turn);
        self.last = turn;
        text
    }

    fn punctuated(&mut self, words: &[String]) -> String {
        let mut text = String::new();
        let mut starts_sentence = true;
        for (at, word) in words.iter().enumerate() {
            if at > 0 {
                text.push(' ');
            }
            match word.chars().next().filter(|_| starts_sentence) {
                Some(first) => {
                    text.extend(first.to_uppercase());
                    text.push_str(&word[first.len_utf8()..]);
                }
                None => text.push_str(word),
            }
            starts_sentence = at + 1 == words.len() || self.random.percent(9);
            if starts_sentence {
                text.push(if self.random.percent(25) { '?' } else { '.' });
            } else if self.random.percent(6) {
                text.push(',');
            }
        }
        text
    }

    /// So many turns of 12 words.
    pub(crate) fn turns(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.turn(12)).collect()
    }

    /// A reply as language models write it: heading, list, code, table, quotation, link.
    pub(crate) fn markdown_reply(&mut self) -> String {
        let mut text = String::new();
        let _ = write!(text, "## {}\n\n{}\n\n", self.turn(4), self.turn(40));
        for _ in 0..5 {
            let _ = writeln!(text, "- **{}** {}", self.turn(2), self.turn(14));
        }
        let _ = write!(text, "\n```rust\nfn main() {{\n    let answer = 6 * 7;\n}}\n```\n\n");
        let _ = write!(text, "> {}\n\n| name | size |\n|---|---|\n| a | 1 |\n\n", self.turn(12));
        let _ = writeln!(text, "{} See `cargo test` and https://example.org/a?b=1.", self.turn(30));
        text
    }
}

/// Turn `number` of a dialogue in which client and agent take turns.
pub(crate) fn turn(number: usize, text: &str) -> Turn<'_> {
    Turn::new(if number % 2 == 0 { Role::Client } else { Role::Agent }, text)
}

/// One word, 20,000 times.
pub(crate) fn one_word() -> String {
    "no ".repeat(20_000)
}

/// 4,096 words, each drawn from two.
pub(crate) fn two_words() -> String {
    let mut random = Random::new(7);
    (0..4_096).map(|_| if random.below(2) == 0 { "yes " } else { "no " }).collect()
}

/// Wall-clock nanoseconds of one call.
pub(crate) fn nanoseconds<T>(call: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = black_box(call());
    (start.elapsed().as_nanos() as f64, result)
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
