//! Chat text: what a z-score of 0 and 1 means, and how reliable the score of a turn is.

use crate::{corpus, texts::Featuriser};
use lingsync::{
    Analyser, Config, Engine, RegisterObservation, RegisterTracker, Tracker, Turn,
    pack::LanguagePack,
    register::Dimension,
    training::{Features, HEADS, Heads},
};
use std::{error::Error, path::Path};

/// The corpora that stand for chat, with their licences; each counts the same.
pub(crate) const CHAT: [(&str, &str); 3] =
    [("sycobench_volume", "MIT"), ("hh_volume", "MIT"), ("molweni", "Apache-2.0")];
/// Turns taken of each, from the top of the file.
const TURNS: usize = 4000;

/// Mean and standard deviation of a head.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Norm {
    pub(crate) mean: f64,
    pub(crate) sd: f64,
}

/// The chat text with its features, corpus by corpus.
#[derive(Debug, Default)]
pub(crate) struct Chat {
    pub(crate) corpora: Vec<Vec<Features>>,
    pub(crate) texts: Vec<String>,
}

impl Chat {
    /// Reads the corpora that are there.
    pub(crate) fn read(dir: &Path, engine: &Engine) -> Result<Self, Box<dyn Error>> {
        let mut chat = Self::default();
        for (name, _) in CHAT {
            let Some(lines) = corpus::read(dir, name)? else { continue };
            let mut featuriser = Featuriser::new(engine);
            let mut turns = Vec::new();
            for text in lines.iter().flat_map(|line| &line.texts).take(TURNS) {
                let features = featuriser.features(&text.text)?;
                if features.words() > 0 {
                    turns.push(features.clone());
                    chat.texts.push(text.text.clone());
                }
            }
            chat.corpora.push(turns);
        }
        Ok(chat)
    }

    /// Mean and deviation of each head's raw score, every corpus counting the same.
    pub(crate) fn norms(&self, heads: &Heads) -> [Norm; HEADS] {
        let mut sums = [[0.0; 2]; HEADS];
        for turns in &self.corpora {
            let share = 1.0 / (turns.len().max(1) * self.corpora.len()) as f64;
            for features in turns {
                for (sum, raw) in sums.iter_mut().zip(heads.raw(features)) {
                    sum[0] += raw * share;
                    sum[1] += raw * raw * share;
                }
            }
        }
        sums.map(|[mean, square]| {
            let sd = libm::sqrt((square - mean * mean).max(0.0));
            Norm { mean, sd: if sd > 1e-9 { sd } else { 1.0 } }
        })
    }
}

/// Scores whose norm is no head's.
const FORMULAS: [&str; 1] = ["receptiveness"];
/// Bands of turn length: 1-4, 5-9, 10-19, 20 words and more.
const BANDS: [usize; 4] = [1, 5, 10, 20];

/// Ways to cut a turn in two.
const CUTS: usize = 2;
/// Scores of both halves by length band.
type Halves = [Vec<(f64, f64)>; 4];
const DIMENSIONS: usize = Dimension::ALL.len();

/// What a finished pack says of chat text: the section `norms` of the pack.
///
/// Reliability is that of two halves: both are scored, and their correlation over the turns of a
/// length band is stepped up by Spearman and Brown. A turn is cut in two ways, in its middle and into
/// every other word; as either gives no more than the true reliability (Guttman 1945), the greater
/// of the two counts. A negative one counts as 0.
pub(crate) fn section(pack: LanguagePack, chat: &Chat) -> Result<String, Box<dyn Error>> {
    let mut config = Config::default();
    config.register.client_state = true;
    let engine = Engine::builder(config).pack(pack).build()?;
    let mut reader = Reader::new(&engine);
    let mut raw = Vec::new();
    let mut halves: Vec<[Halves; CUTS]> = vec![Default::default(); DIMENSIONS];
    let mut met = std::collections::HashSet::new();
    // A stock phrase that comes a hundred times would pass for a hundred turns.
    for text in chat.texts.iter().filter(|text| met.insert(text.as_str())) {
        let whole = reader.read(text)?;
        raw.extend(whole.receptiveness_raw.value());
        let words = whole.rhythm.words as usize;
        let Some(band) = BANDS.iter().rposition(|least| words >= *least) else { continue };
        if reader.starts.len() < 2 {
            continue;
        }
        for (cut, [first, second]) in reader.halves(text).into_iter().enumerate() {
            let (first, second) = (reader.read(&first)?, reader.read(&second)?);
            for (dimension, pairs) in Dimension::ALL.iter().zip(&mut halves) {
                let value = |seen: &RegisterObservation| match dimension {
                    Dimension::Receptiveness => seen.receptiveness_raw.value(),
                    dimension => seen.measure(*dimension).value(),
                };
                if let (Some(a), Some(b)) = (value(&first), value(&second)) {
                    pairs[cut][band].push((a, b));
                }
            }
        }
    }
    let n = raw.len().max(1) as f64;
    let mean = raw.iter().sum::<f64>() / n;
    let sd = libm::sqrt(raw.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n);
    let mut text = String::new();
    for name in FORMULAS {
        text += &format!("norm\t{name}\t{mean:.6}\t{sd:.6}\n");
    }
    for (dimension, cuts) in Dimension::ALL.iter().zip(&halves) {
        if dimension.is_pack_bound() {
            let [middle, alternate] =
                cuts.each_ref().map(|bands| bands.each_ref().map(|p| reliability(p)));
            let bands: [f64; 4] = core::array::from_fn(|band| middle[band].max(alternate[band]));
            let bands = bands.map(|value| format!("{value:.3}"));
            text += &format!("reliability\t{dimension}\t{}\n", bands.join("\t"));
        }
    }
    Ok(text)
}

fn reliability(pairs: &[(f64, f64)]) -> f64 {
    let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let r = crate::metrics::pearson(&a, &b).unwrap_or(0.0).max(0.0);
    2.0 * r / (1.0 + r)
}

struct Reader {
    engine: Engine,
    analyser: Analyser,
    tracker: RegisterTracker,
    texts: usize,
    /// Where the words of the last text begin.
    starts: Vec<usize>,
}

impl Reader {
    fn new(engine: &Engine) -> Self {
        let (analyser, tracker) = (engine.analyser(), RegisterTracker::new(engine));
        Self { engine: engine.clone(), analyser, tracker, texts: 0, starts: Vec::new() }
    }

    /// The last text, which is `text`, cut at its middle word, and into its first, third, ... and its
    /// second, fourth, ... words, each with what stands behind it.
    fn halves(&self, text: &str) -> [[String; 2]; CUTS] {
        let middle = self.starts[self.starts.len() / 2];
        let mut alternate = [String::new(), String::new()];
        let ends = self.starts.iter().skip(1).copied().chain([text.len()]);
        for (at, (start, end)) in self.starts.iter().zip(ends).enumerate() {
            alternate[at % 2] += &text[*start..end];
        }
        [[text[..middle].to_owned(), text[middle..].to_owned()], alternate]
    }

    fn read(&mut self, text: &str) -> Result<Box<RegisterObservation>, lingsync::Error> {
        self.texts += 1;
        if self.texts % 1024 == 0 {
            self.analyser = self.engine.analyser();
        }
        let turn = Turn::client(text);
        let analysed = self.analyser.analyse(&turn)?;
        self.starts.clear();
        self.starts.extend(analysed.tokens().iter().map(|token| token.span().start as usize));
        Ok(self.tracker.preview(&self.engine.read(&turn, &analysed)))
    }
}
