//! What each head learns from which corpus.

use crate::corpus::Line;
use lingsync::training::HEADS;

/// The heads, in the order of the pack.
pub(crate) const NAMES: [&str; HEADS] =
    ["formality", "politeness", "valence", "arousal", "warmth", "distress", "hostility", "doubt"];

pub(crate) const FORMALITY: usize = 0;
pub(crate) const POLITENESS: usize = 1;
pub(crate) const VALENCE: usize = 2;
pub(crate) const AROUSAL: usize = 3;
pub(crate) const WARMTH: usize = 4;
pub(crate) const DISTRESS: usize = 5;
pub(crate) const HOSTILITY: usize = 6;
pub(crate) const DOUBT: usize = 7;

/// What is trained on, with its licence: corpora with labels, then what the project brings itself.
pub(crate) const CORPORA: [(&str, &str); 8] = [
    ("pavlick_answers", "CC BY 3.0"),
    ("pavlick_mixed", "CC BY 3.0"),
    ("stanford_politeness", "CC BY 4.0"),
    ("goemotions", "Apache-2.0"),
    ("warmth_offers", "MIT"),
    ("empathic_reactions", "CC BY 4.0"),
    ("seeds", "MIT OR Apache-2.0"),
    ("words", "MIT and CC BY 4.0"),
];

/// Where the latter come from: source, licence, note.
pub(crate) const OWN: [(&str, &str, &str); 3] = [
    ("own texts, written for this project", "MIT OR Apache-2.0", "examples for three heads"),
    ("vaderSentiment 3.3.2, Hutto and Gilbert 2014", "MIT", "valence: the words of the lexicon"),
    ("opinion lexicon, Hu and Liu 2004", "CC BY 4.0", "valence: the words of the lexicon"),
];

/// Whether it is no corpus but the project's own: no line of it is ever scored.
pub(crate) fn is_own(corpus: usize) -> bool {
    matches!(CORPORA.get(corpus), Some(("seeds" | "words", _)))
}

/// Whether the texts of a corpus may lie above or below those of others for reasons of their own, a
/// level that the pack drops. Warm and hard offers differ from all other talk by warmth and by
/// topic alone, which the heads can see.
pub(crate) fn has_level(corpus: usize) -> bool {
    CORPORA.get(corpus).is_some_and(|(name, _)| *name != "warmth_offers")
}

/// How much the speech form of a training text counts beside the text itself, per head.
pub(crate) const SPEECH_WEIGHT: [f32; HEADS] = [0.15, 0.3, 0.3, 0.1, 0.3, 0.3, 0.3, 0.3];

/// The target of a text for a head, and how much it counts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Target {
    pub(crate) value: f32,
    pub(crate) weight: f32,
}

/// The targets of a line of a training corpus.
pub(crate) fn targets(corpus: &str, line: &Line) -> [Target; HEADS] {
    let mut targets = [Target::default(); HEADS];
    let mut set = |head: usize, value: f32, weight: f32| targets[head] = Target { value, weight };
    let number = |name: &str| line.labels[name].as_f64().map(|value| value as f32);
    match corpus {
        "pavlick_answers" => {
            if let Some(formality) = number("formality") {
                set(FORMALITY, formality, 1.0);
            }
        }
        "pavlick_mixed" => {
            if let Some(formality) = number("formality01") {
                set(FORMALITY, formality * 6.0 - 3.0, 1.0);
            }
        }
        "stanford_politeness" => {
            if let Some(politeness) = number("politeness") {
                set(POLITENESS, politeness, 1.0);
            }
        }
        "goemotions" => {
            let emotions = line.meta["emotions"].as_array().map_or(&[][..], Vec::as_slice);
            let names = || emotions.iter().filter_map(|emotion| emotion.as_str());
            if let Some(sign) = number("valence_sign") {
                set(VALENCE, sign, 1.0);
            }
            let count = names().count();
            if count > 0 {
                let mean = |of: fn(&str) -> f32| names().map(of).sum::<f32>() / count as f32;
                let most = |of: fn(&str) -> f32| names().map(of).fold(0.0, f32::max);
                // Half of the corpus is neutral: it says little of how lively a text is.
                let neutral = names().all(|name| name == "neutral");
                set(AROUSAL, mean(arousal), if neutral { 0.3 } else { 1.0 });
                set(WARMTH, mean(warmth), 0.3);
                set(DISTRESS, most(distress), 1.0);
                set(HOSTILITY, most(hostility), 1.0);
                set(DOUBT, most(doubt), 1.0);
            }
        }
        "warmth_offers" => {
            let warm = line.labels["warm"].as_bool() == Some(true);
            set(WARMTH, if warm { 0.9 } else { -0.5 }, 30.0);
        }
        "empathic_reactions" => {
            if let Some(distress) = number("distress") {
                set(DISTRESS, (distress - 1.0) / 6.0, 0.5);
            }
        }
        "seeds" => {
            if let Some(value) = number("warmth") {
                set(WARMTH, value, 30.0);
            }
            if let Some(value) = number("valence") {
                set(VALENCE, value, 10.0);
            }
            if let Some(value) = number("arousal") {
                set(AROUSAL, value, 10.0);
            }
        }
        "words" => {
            if let Some(value) = number("valence") {
                set(VALENCE, value, 0.5);
            }
        }
        _ => {}
    }
    targets
}

/// How aroused somebody is who feels this, 0 (calm) to 1: where the circumplex of affect (Russell
/// 1980) puts it, in steps of a tenth. `neutral` is calm.
fn arousal(emotion: &str) -> f32 {
    match emotion {
        "anger" | "excitement" | "fear" => 1.0,
        "joy" | "surprise" => 0.8,
        "love" | "desire" | "disgust" | "amusement" | "nervousness" | "annoyance" => 0.7,
        "pride" => 0.6,
        "embarrassment" | "grief" | "admiration" => 0.5,
        "gratitude" | "confusion" | "remorse" | "sadness" => 0.4,
        "curiosity" | "optimism" | "disapproval" | "caring" | "disappointment" => 0.3,
        "approval" | "realization" | "relief" => 0.1,
        _ => 0.0,
    }
}

/// How warm it sounds towards the other, -1 to 1.
fn warmth(emotion: &str) -> f32 {
    match emotion {
        "caring" | "gratitude" | "love" => 1.0,
        "admiration" => 0.8,
        "joy" | "optimism" | "excitement" => 0.6,
        "approval" | "relief" | "pride" | "remorse" => 0.3,
        "disapproval" => -0.7,
        "annoyance" => -0.8,
        "anger" | "disgust" => -1.0,
        _ => 0.0,
    }
}

fn distress(emotion: &str) -> f32 {
    match emotion {
        "sadness" | "fear" | "nervousness" | "grief" | "remorse" => 1.0,
        "disappointment" => 0.8,
        "embarrassment" => 0.5,
        _ => 0.0,
    }
}

fn hostility(emotion: &str) -> f32 {
    match emotion {
        "anger" => 1.0,
        "annoyance" | "disgust" => 0.8,
        "disapproval" => 0.5,
        _ => 0.0,
    }
}

fn doubt(emotion: &str) -> f32 {
    match emotion {
        "confusion" => 1.0,
        "nervousness" | "curiosity" => 0.4,
        _ => 0.0,
    }
}

/// Whether a text counts as a yes of the head, for its threshold: `None` where it says nothing.
pub(crate) fn says_yes(head: usize, target: Target) -> Option<bool> {
    match head {
        FORMALITY | POLITENESS | AROUSAL => None,
        VALENCE => (target.value != 0.0).then_some(target.value > 0.0),
        _ => Some(target.value > 0.45),
    }
}

/// Whether a corpus has a say in the threshold of a head.
pub(crate) fn decides(head: usize, corpus: &str) -> bool {
    match head {
        VALENCE => corpus == "goemotions",
        WARMTH => matches!(corpus, "warmth_offers" | "seeds"),
        _ => true,
    }
}

/// The corpora that a head learns from.
pub(crate) fn sources(head: usize) -> &'static str {
    match head {
        FORMALITY => "pavlick_answers, pavlick_mixed (CC BY 3.0)",
        POLITENESS => "stanford_politeness (CC BY 4.0)",
        VALENCE => {
            "goemotions (Apache-2.0), texts written for this project, words of VADER's lexicon (MIT) and of Hu & Liu's (CC BY 4.0)"
        }
        AROUSAL => "goemotions (Apache-2.0), texts written for this project",
        WARMTH => "warmth_offers (MIT), goemotions (Apache-2.0), texts written for this project",
        DISTRESS => "goemotions (Apache-2.0), empathic_reactions (CC BY 4.0)",
        _ => "goemotions (Apache-2.0)",
    }
}
