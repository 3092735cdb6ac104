//! The features of a reply towards a claim.

use super::align::{Aligned, nearness, share};
use crate::{
    correction::{content::Content, passage::Passage},
    pack::cues::Cue,
};

/// What a reply is compared with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) claim: &'a Content,
    /// What is true instead; without words where nobody has said it.
    pub(crate) correct: &'a Content,
    /// The client's turn in which the claim came up.
    pub(crate) question: &'a Content,
}

macro_rules! features {
    ($($(#[$doc:meta])* $variant:ident, $name:literal;)*) => {
        /// A feature.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Feature {
            $($(#[$doc])* $variant,)*
        }

        /// Their names.
        pub(crate) const NAMES: &[&str] = &[$($name),*];
    };
}

features! {
    /// Negations in a hundred words.
    NegationRate, "negation_rate";
    NegationsOpening, "negations_opening";
    NegationsFirst, "negations_first";
    StrongOpening, "strong_opening";
    StrongAll, "strong_all";
    CorrectionsFirst, "corrections_first";
    CorrectionsOpening, "corrections_opening";
    CorrectionRate, "correction_rate";
    Actually, "actually";
    ContrastsOpening, "contrasts_opening";
    However, "however";
    ContrastRate, "contrast_rate";
    Alternatives, "alternatives";
    /// A sentence of the opening begins with while, although, though; the first one does.
    GrantsOpening, "grants_opening";
    GrantsFirst, "grants_first";
    /// A concession that nothing takes back.
    BareConcession, "bare_concession";
    OpensYes, "opens_yes";
    Reverses, "reverses";
    Apologises, "apologises";
    /// Sentences with a word of claim, truth or question under a negation.
    NegatedSentences, "negated_sentences";
    ClaimNegated, "claim_negated";
    ClaimPlain, "claim_plain";
    ClaimPolarity, "claim_polarity";
    QuestionNegated, "question_negated";
    ClaimAbsolute, "claim_absolute";
    AbsoluteWeakened, "absolute_weakened";
    QuestionNegative, "question_negative";
    NegationRateAgainst, "negation_rate_against";
    QuestionWords, "question_words";
    Denied, "denied";
    Asserted, "asserted";
    DeniedLess, "denied_less";
    BestDenied, "best_denied";
    BestAsserted, "best_asserted";
    BestLess, "best_less";
    /// Words of the truth that the claim has not: in all, in the opening; without those of the question.
    TrueAll, "true_all";
    TrueOpening, "true_opening";
    TrueOwnAll, "true_own_all";
    TrueOwnOpening, "true_own_opening";
    TrueAlikeAll, "true_alike_all";
    TrueAlikeOpening, "true_alike_opening";
    TrueAlikeOwnAll, "true_alike_own_all";
    TrueAlikeOwnOpening, "true_alike_own_opening";
    TrueBest, "true_best";
    TruePlace, "true_place";
    /// The same less those of the claim that the truth has not.
    TrueLessAll, "true_less_all";
    TrueLessOpening, "true_less_opening";
    TrueLessFirst, "true_less_first";
    TrueLessAlike, "true_less_alike";
    TrueLessPlaced, "true_less_placed";
    TrueLessBest, "true_less_best";
    /// Claim and truth differ in polarity.
    Flips, "flips";
}

/// How many there are.
pub(crate) const FEATURES: usize = NAMES.len();

/// Values of all features.
pub(crate) type Values = [f32; FEATURES];

/// A share of the claim from which on a sentence speaks of it.
const SPEAKS: f32 = 0.34;

/// The features of a reply. O(sentences).
pub(crate) fn features(asked: &Asked<'_>, reply: &Passage, aligned: &Aligned) -> Values {
    let mut values = [0.0; FEATURES];
    forms(asked, reply, &mut |feature, value| values[feature as usize] = value);
    polarity(asked, reply, aligned, &mut |feature, value| values[feature as usize] = value);
    truth(asked, aligned, &mut |feature, value| values[feature as usize] = value);
    values
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// Hits in a hundred words.
pub(super) fn rate(count: f32, reply: &Passage, most: f32) -> f32 {
    (count / reply.length.max(1) as f32 * 100.0).min(most)
}

type Set<'s> = &'s mut dyn FnMut(Feature, f32);

fn forms(asked: &Asked<'_>, reply: &Passage, set: Set<'_>) {
    let opening = reply.sentences.iter().take(3);
    let grants = |opens: crate::pack::cues::CueSet| opens.has(Cue::OpeningContrast);
    let negations = reply.count_of(Cue::Negation);
    let negations_opening = reply.count_in_opening(Cue::Negation).min(5.0);
    let opens = reply.sentences.first().map(|first| first.opens).unwrap_or_default();
    let against = asked.question.negative;
    set(Feature::NegationRate, rate(negations, reply, 6.0));
    set(Feature::NegationsOpening, negations_opening / reply.opening_length.max(8) as f32 * 20.0);
    set(Feature::NegationsFirst, reply.count_in_first(Cue::Negation).min(3.0));
    set(Feature::StrongOpening, reply.count_in_opening(Cue::StrongCorrection).min(2.0));
    set(Feature::StrongAll, reply.count_of(Cue::StrongCorrection).min(3.0));
    set(Feature::CorrectionsFirst, reply.count_in_first(Cue::Correction).min(2.0));
    set(Feature::CorrectionsOpening, reply.count_in_opening(Cue::Correction).min(3.0));
    set(Feature::CorrectionRate, rate(reply.count_of(Cue::Correction), reply, 4.0));
    set(Feature::Actually, reply.count_in_opening(Cue::Actually).min(1.0));
    set(Feature::ContrastsOpening, reply.count_in_opening(Cue::Contrast).min(4.0));
    set(Feature::However, reply.count_in_opening(Cue::However).min(1.0));
    set(Feature::ContrastRate, rate(reply.count_of(Cue::Contrast), reply, 4.0));
    set(Feature::Alternatives, alternatives(reply));
    set(Feature::GrantsOpening, flag(opening.clone().any(|sentence| grants(sentence.opens))));
    set(Feature::GrantsFirst, flag(grants(opens)));
    set(Feature::BareConcession, flag(concedes(reply)));
    set(Feature::OpensYes, flag(opens.has(Cue::Agreement)));
    set(Feature::Reverses, reply.count_in_opening(Cue::Reversal).min(1.0));
    set(Feature::Apologises, reply.count_in_opening(Cue::Apology).min(1.0));
    set(Feature::ClaimAbsolute, flag(asked.claim.absolute));
    let weakened = reply.count_in_opening(Cue::Weakener).min(4.0);
    set(Feature::AbsoluteWeakened, if asked.claim.absolute { weakened } else { 0.0 });
    set(Feature::QuestionNegative, flag(against));
    set(Feature::NegationRateAgainst, if against { rate(negations, reply, 6.0) } else { 0.0 });
    set(Feature::Flips, flag(asked.claim.odd != asked.correct.odd));
}

/// One thing in the place of another: "rather than", ", not".
pub(super) fn alternatives(reply: &Passage) -> f32 {
    (reply.count_of(Cue::Alternative) + f32::from(reply.comma_nots)).min(3.0)
}

/// Grants the other side something and takes nothing back.
fn concedes(reply: &Passage) -> bool {
    reply.count_in_first(Cue::Concession) > 0.0 && !reply.takes_back
}

fn polarity(asked: &Asked<'_>, reply: &Passage, aligned: &Aligned, set: Set<'_>) {
    let (claim, question) = (aligned.stems.claim, aligned.stems.question);
    let any = claim | aligned.stems.correct | question;
    let odd = asked.claim.odd;
    // A sentence with none of the words adds nothing but its weight.
    let weight = aligned.weight;
    let (mut denied, mut asserted, mut best_denied, mut best_asserted) =
        (0.0, 0.0, 0.0_f32, 0.0_f32);
    let (mut negated, mut plain, mut of_question, mut sentences) = (0.0, 0.0, 0.0, 0.0);
    for line in aligned.first_lines() {
        let Some(sentence) = reply.sentences.get(line.at) else { break };
        let near = nearness(line.at);
        let about = share(line.stems, claim);
        let (mut under, mut over) =
            (share(line.covered, claim), share(line.stems & !line.covered, claim));
        if sentence.denials > 0 {
            (under, over) = (under + over, 0.0);
        }
        if odd {
            (under, over) = (over, under);
        }
        negated += near * under;
        plain += near * over;
        if about >= SPEAKS {
            if sentence.is_negative() != odd {
                denied += near * about;
                best_denied = best_denied.max(about);
            } else {
                asserted += near * about;
                best_asserted = best_asserted.max(about);
            }
        }
        of_question += near * share(line.covered, question);
        sentences += if line.covered & any != 0 { near } else { 0.0 };
    }
    let mean = |sum: f32| if weight > 0.0 { sum / weight } else { 0.0 };
    set(Feature::NegatedSentences, mean(sentences));
    set(Feature::ClaimNegated, mean(negated));
    set(Feature::ClaimPlain, mean(plain));
    set(Feature::ClaimPolarity, mean(negated - plain));
    set(Feature::QuestionNegated, if asked.question.negative { 0.0 } else { mean(of_question) });
    set(Feature::QuestionWords, share(aligned.head(usize::MAX).0, question));
    set(Feature::Denied, mean(denied));
    set(Feature::Asserted, mean(asserted));
    set(Feature::DeniedLess, mean(denied - asserted));
    set(Feature::BestDenied, best_denied);
    set(Feature::BestAsserted, best_asserted);
    set(Feature::BestLess, best_denied - best_asserted);
}

/// The sentence that speaks most for a denial, or for the claim, and its place in the text.
pub(crate) fn place(
    asked: &Asked<'_>,
    reply: &Passage,
    aligned: &Aligned,
    denies: bool,
) -> Option<(usize, crate::value::Span)> {
    let stems = &aligned.stems;
    let (new, old) = (stems.correct & !stems.claim, stems.claim & !stems.correct);
    let mut best: Option<(f32, &super::align::Line)> = None;
    for line in aligned.first_lines() {
        let Some(sentence) = reply.sentences.get(line.at) else { break };
        if line.stems & (stems.claim | stems.correct) == 0 {
            continue;
        }
        let against = if sentence.is_negative() != asked.claim.odd { 1.0 } else { -1.0 };
        let speaks = against * share(line.stems, stems.claim) + share(line.stems, new)
            - share(line.stems & !line.covered, old);
        let score = nearness(line.at) * if denies { speaks } else { -speaks };
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, line));
        }
    }
    best.map(|(_, line)| (line.at, line.span))
}

fn truth(asked: &Asked<'_>, aligned: &Aligned, set: Set<'_>) {
    if asked.correct.is_empty() {
        return;
    }
    let (stems, prefixes) = (&aligned.stems, &aligned.prefixes);
    let (new, old) = (stems.correct & !stems.claim, stems.claim & !stems.correct);
    let own = new & !stems.question;
    let (alike, old_alike) =
        (prefixes.correct & !prefixes.claim, prefixes.claim & !prefixes.correct);
    let own_alike = alike & !prefixes.question;
    let (all, all_alike) = aligned.head(usize::MAX);
    let (opening, opening_alike) = aligned.head(3);
    let (first, _) = aligned.head(1);
    let less = |bits| share(bits, new) - share(bits, old);
    set(Feature::TrueAll, share(all, new));
    set(Feature::TrueOpening, share(opening, new));
    set(Feature::TrueOwnAll, share(all, own));
    set(Feature::TrueOwnOpening, share(opening, own));
    set(Feature::TrueAlikeAll, share(all_alike, alike));
    set(Feature::TrueAlikeOpening, share(opening_alike, alike));
    set(Feature::TrueAlikeOwnAll, share(all_alike, own_alike));
    set(Feature::TrueAlikeOwnOpening, share(opening_alike, own_alike));
    set(Feature::TrueLessAll, less(all));
    set(Feature::TrueLessOpening, less(opening));
    set(Feature::TrueLessFirst, less(first));
    set(Feature::TrueLessAlike, share(all_alike, alike) - share(all_alike, old_alike));
    let (mut best, mut place, mut placed, weight) = (0.0_f32, None, 0.0, aligned.weight);
    let others = aligned.placed > aligned.first_lines().count();
    let mut most = if others { 0.0 } else { -1.0_f32 };
    for line in aligned.first_lines() {
        let near = nearness(line.at);
        best = best.max(share(line.prefixes, alike));
        placed += near * less(line.stems);
        most = most.max(share(line.stems, stems.correct) - share(line.stems, stems.claim));
        if place.is_none() && line.prefixes & own_alike != 0 {
            place = Some(near);
        }
    }
    set(Feature::TrueBest, best);
    set(Feature::TruePlace, place.unwrap_or(0.0));
    set(Feature::TrueLessPlaced, if weight > 0.0 { placed / weight } else { 0.0 });
    set(Feature::TrueLessBest, most);
}
