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

/// The corpora with labels that are trained on, with their licences.
pub(crate) const CORPORA: [(&str, &str); 6] = [
    ("pavlick_answers", "CC BY 3.0"),
    ("pavlick_mixed", "CC BY 3.0"),
    ("stanford_politeness", "CC BY 4.0"),
    ("goemotions", "Apache-2.0"),
    ("warmth_offers", "MIT"),
    ("empathic_reactions", "CC BY 4.0"),
];

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
                set(AROUSAL, mean(arousal), 1.0);
                set(WARMTH, mean(warmth), 1.0);
                set(DISTRESS, most(distress), 1.0);
                set(HOSTILITY, most(hostility), 1.0);
                set(DOUBT, most(doubt), 1.0);
            }
        }
        "warmth_offers" => {
            let warm = line.labels["warm"].as_bool() == Some(true);
            set(WARMTH, if warm { 1.0 } else { -1.0 }, 3.0);
        }
        "empathic_reactions" => {
            if let Some(distress) = number("distress") {
                set(DISTRESS, (distress - 1.0) / 6.0, 0.5);
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
        "joy" | "surprise" | "nervousness" => 0.8,
        "love" | "desire" | "disgust" | "amusement" | "pride" | "annoyance" => 0.7,
        "embarrassment" | "grief" | "admiration" | "gratitude" => 0.6,
        "curiosity" | "optimism" | "confusion" | "disapproval" | "caring" | "remorse" => 0.5,
        "disappointment" | "sadness" => 0.4,
        "approval" | "realization" | "relief" => 0.3,
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

/// The corpora that a head learns from.
pub(crate) fn sources(head: usize) -> &'static str {
    match head {
        FORMALITY => "pavlick_answers, pavlick_mixed (CC BY 3.0)",
        POLITENESS => "stanford_politeness (CC BY 4.0)",
        WARMTH => "warmth_offers (MIT), goemotions (Apache-2.0)",
        DISTRESS => "goemotions (Apache-2.0), empathic_reactions (CC BY 4.0)",
        _ => "goemotions (Apache-2.0)",
    }
}
