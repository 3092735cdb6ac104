//! What a short reply says of a claim, sentence by sentence: which words of the claim or of the truth
//! it says, and whether under a negation. Long replies say much beside, and the heads read them.

use super::{
    align::{Aligned, Bits, Line, share},
    features::Asked,
};
use crate::{
    correction::passage::{Passage, Sentence},
    pack::cues::Cue,
    value::Span,
};

/// Replies of up to so many words are short.
pub(crate) const SHORT: u32 = 60;
/// A sentence with this share of the claim, or of the truth, is about it.
const ABOUT: f32 = 0.5;
/// Without a truth a sentence says a claim if it has this share of it.
const SAYS: f32 = 0.67;
/// What a later sentence weighs beside the one before it.
const LATER: f32 = 0.85;
/// Below this nothing is said for or against.
const LEAST: f32 = 0.2;
/// Log-odds of a plain denial, in hundredths, and the most.
const PLAIN: f32 = 220.0;
const MOST: f32 = 320.0;
/// A sentence of up to so many words that has no word of the claim may speak of the one before it.
const POINTS_BACK: u16 = 9;

/// A sentence of so many words may be a formula.
const FORMULA: u16 = 3;

/// What a short reply says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rule {
    /// Log-odds in hundredths that it denies the claim; `None` where it takes no side.
    pub(crate) odds: Option<i16>,
    /// The sentence that decides.
    pub(crate) sentence: Option<usize>,
    pub(crate) span: Option<Span>,
    /// It answers on the ground of the claim.
    pub(crate) answers: bool,
}

/// The words that tell a claim from the truth.
struct Contested {
    /// Words of the claim, and those of them that it negates.
    old: Bits,
    old_negated: Bits,
    /// Words of the truth, likewise.
    new: Bits,
    new_negated: Bits,
    /// Words that both say.
    common: Bits,
}

/// What words of one side weigh in a sentence that says other things than the two do.
const ELSEWHERE: f32 = 0.25;
/// What it weighs to say the claim, and nothing by which the truth is more than the claim.
const WITHOUT: f32 = 0.6;

impl Contested {
    fn of(asked: &Asked<'_>, aligned: &Aligned) -> Self {
        let stems = &aligned.stems;
        let old_negated = stems.bits(&asked.claim.negated);
        let new_negated = stems.bits(&asked.correct.negated);
        let both = stems.claim & stems.correct;
        // What both say, but one of them negates.
        let turned = both & (old_negated ^ new_negated);
        let (old, new) = (stems.claim & !both | turned, stems.correct & !both);
        Self { old, old_negated, new, new_negated, common: both & !turned }
    }

    /// For the truth above 0, for the claim below it.
    fn score(&self, line: &Line, words: u32, cited: bool) -> f32 {
        let said = line.stems & !line.quoted;
        let elsewhere = self.common != 0
            && line.stems & self.common == 0
            && words > (line.stems & (self.old | self.new)).count_ones();
        let side = |words: Bits, negated: Bits, counts: bool| {
            let same = said & words & !(line.negated ^ negated);
            let other = said & words & (line.negated ^ negated);
            let of = words.count_ones().clamp(1, 3) as f32;
            let granted = 0.5 * (same & line.granted).count_ones() as f32;
            // What the sentence turns round, it does not say as well.
            let counts = counts && other == 0;
            let same = if counts { same.count_ones() as f32 - granted } else { 0.0 };
            ((same - other.count_ones() as f32) / of).clamp(-1.0, 1.0)
        };
        let less = |score: f32| if elsewhere { ELSEWHERE * score } else { score };
        less(side(self.new, self.new_negated, true))
            - less(side(self.old, self.old_negated, !cited))
    }

    /// Where one side only says more than the other, the sentence that says the other in full, and
    /// none of what is more, takes the other's side.
    fn without(&self, line: &Line, cited: bool) -> f32 {
        let full = line.stems & !line.quoted & !line.negated & self.common == self.common;
        if cited || !full || self.common.count_ones() < 2 || line.stems & (self.old | self.new) != 0
        {
            return 0.0;
        }
        match (self.old, self.new) {
            (0, 1..) => -WITHOUT,
            (1.., 0) => WITHOUT,
            _ => 0.0,
        }
    }
}

/// Reads a reply sentence by sentence. `first`: it is the first one since the claim came up.
pub(crate) fn rule(asked: &Asked<'_>, reply: &Passage, aligned: &Aligned, first: bool) -> Rule {
    let contested = Contested::of(asked, aligned);
    let (mut sum, mut weight, mut best, mut decides) = (0.0, 1.0, 0.0_f32, None);
    let (mut spoke, mut answers) = (false, false);
    for (at, sentence) in reply.sentences.iter().enumerate() {
        let line = aligned.lines.iter().find(|line| line.at == at).copied().unwrap_or_default();
        let mut score =
            if sentence.asks { 0.0 } else { sided(asked, &contested, aligned, sentence, &line) };
        let claim = share(line.stems, aligned.stems.claim);
        let about = claim >= ABOUT || share(line.stems, aligned.stems.correct) >= ABOUT;
        if score == 0.0 && !about && turns_down(sentence) {
            let points = sentence.length <= POINTS_BACK && (spoke || first && at == 0);
            score = if points { 1.0 } else { 0.0 };
        }
        if first && at == 0 {
            let opening = opening(asked, sentence, (aligned, &line));
            answers |= opening != 0.0;
            // What the sentence says in so many words counts more.
            score = if score.abs() < 0.5 { score + opening } else { score };
        }
        sum += weight * score;
        if (weight * score).abs() > best {
            (best, decides) = ((weight * score).abs(), Some(at));
        }
        weight *= LATER;
        spoke = about;
    }
    let odds = (sum.abs() >= LEAST).then(|| (sum * PLAIN).clamp(-MOST, MOST) as i16);
    let span = decides.and_then(|at| reply.sentences.get(at)).map(|sentence| sentence.span);
    Rule { odds, sentence: decides, span, answers }
}

/// What a sentence says with the words of the claim or of the truth.
fn sided(
    asked: &Asked<'_>,
    contested: &Contested,
    aligned: &Aligned,
    sentence: &Sentence,
    line: &Line,
) -> f32 {
    let (claim, correct) = (aligned.stems.claim, aligned.stems.correct);
    let about = share(line.stems, claim);
    let down = turns_down(sentence);
    // "It is not true that bats do not see": two negations take each other back.
    let twice = line.covered & !line.negated & claim;
    let once = line.negated & claim;
    if about >= ABOUT && twice != 0 && twice.count_ones() >= once.count_ones() {
        let same = twice & !contested.old_negated != 0;
        return if same { -1.0 } else { 1.0 };
    }
    if down && about >= ABOUT && about >= share(line.stems, correct) {
        return 1.0;
    }
    if sentence.lifted > 0 && sentence.lifted == sentence.denials && about >= ABOUT {
        return -1.0;
    }
    let cited = sentence.cues.has(Cue::Attribution);
    if asked.correct.is_empty() {
        let said = line.stems & !line.quoted & claim;
        // The same said of another number: "17 times 4 is 78".
        let numbers = aligned.stems.bits(&asked.claim.numbers);
        let others = u32::from(sentence.numbers) > (line.stems & numbers).count_ones();
        if others && numbers & !line.stems != 0 && share(line.stems, claim & !numbers) >= ABOUT {
            return if cited { 0.0 } else { 1.0 };
        }
        let against = said & (line.negated ^ contested.old_negated);
        return match about {
            _ if about < ABOUT => 0.0,
            _ if against & line.negated != 0 || against & contested.old_negated != 0 => 1.0,
            _ if about >= SAYS && !cited && said != 0 => -1.0,
            _ => 0.0,
        };
    }
    match contested.score(line, sentence.words(), cited) {
        0.0 => contested.without(line, cited),
        score => score,
    }
}

/// Says that something is not so.
fn turns_down(sentence: &Sentence) -> bool {
    let strong = sentence.cues.has(Cue::StrongCorrection) && sentence.negations > 0;
    sentence.cues.has(Cue::Rejection)
        || sentence.denials > sentence.lifted
        || sentence.denials == 0 && strong
}

/// Yes or no to a question about the claim, or a reason for what it takes for granted.
fn opening(asked: &Asked<'_>, sentence: &Sentence, (aligned, line): (&Aligned, &Line)) -> f32 {
    let (question, stems) = (asked.question, &aligned.stems);
    let beside = stems.question & !stems.claim & !stems.correct;
    if line.stems & (stems.claim | stems.correct) == 0 && line.stems & beside != 0 {
        // Yes or no to what else was asked.
        return 0.0;
    }
    if line.stems == 0 && sentence.words() > 0 && sentence.length <= FORMULA {
        // "No problem!"
        return 0.0;
    }
    if question.why {
        return if sentence.opens.has(Cue::Reason) && !turns_down(sentence) { -0.8 } else { 0.0 };
    }
    let asks = share(aligned.stems.question, aligned.stems.claim) >= ABOUT;
    match sentence.opens {
        _ if !asks || question.negative => 0.0,
        opens if opens.has(Cue::Refusal) => 0.8,
        opens if opens.has(Cue::Agreement) => -0.8,
        _ => 0.0,
    }
}
