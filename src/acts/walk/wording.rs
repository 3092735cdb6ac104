//! What a turn's own words show, whoever speaks: counts for the record, and the kind of a question.

use super::line::Line;
use crate::acts::{
    Record,
    asked::Asked,
    lists::is,
    patterns::{Cue, Label},
};

/// The sentences at the head of a turn.
const HEAD: usize = 3;
/// What stands for "three or more".
const MANY: u16 = 3;

/// Adds a sentence to the counts of its turn.
pub(super) fn count(line: &Line<'_, '_, '_>, record: &mut Record) {
    let lists = line.lists;
    let add = |on: bool, sum: &mut u16| *sum = sum.saturating_add(u16::from(on));
    record.negations = record.negations.saturating_add(line.negations);
    record.denials = record.denials.saturating_add(line.denials);
    add(line.has(lists.hedging) || line.shows(Cue::HedgePhrase), &mut record.hedges);
    add(line.has(lists.contrast) || line.shows(Cue::ContrastPhrase), &mut record.contrasts);
    record.yes_open |= line.before == 0 && line.opens(lists.says_yes);
    if line.before < HEAD {
        record.explicit = MANY.min(record.explicit + hits(line, Cue::Explicit));
        let validates = u16::from(record.validates3) + hits(line, Cue::Validation);
        record.validates3 = MANY.min(validates) as u8;
        record.back |= line.shows(Cue::BackReference);
    }
    let in_place = u16::from(record.comma_not) + hits(line, Cue::InPlaceOf) + commas_and_not(line);
    record.comma_not = MANY.min(in_place) as u8;
}

/// How often the sentence shows a cue, up to [`MANY`].
fn hits(line: &Line<'_, '_, '_>, cue: Cue) -> u16 {
    if !line.shows(cue) {
        return 0;
    }
    line.seen.found.iter().filter(|hit| hit.label == Label::Cue(cue)).take(MANY.into()).count()
        as u16
}

/// How often a "not" follows a comma.
fn commas_and_not(line: &Line<'_, '_, '_>) -> u16 {
    if line.negations == 0 {
        return 0;
    }
    let (sentence, not) = (line.seen.sentence, line.lists.words.not);
    let pairs = line.words().iter().zip(sentence.tokens.windows(2)).enumerate();
    let after_comma = |(at, (_, two)): &(usize, (_, &[crate::text::Token]))| {
        let [before, here] = two else { return false };
        let start = sentence.span.start;
        let between = (before.end - start) as usize..(here.start - start) as usize;
        line.words().get(at + 1).is_some_and(|word| is(*word, not))
            && sentence.text.get(between).is_some_and(|between| between.contains(','))
    };
    pairs.filter(after_comma).take(MANY.into()).count() as u16
}

/// What a sentence adds to the kind of the question that its turn asks. `asks`: it is a question, or
/// the first sentence.
pub(super) fn asked(line: &Line<'_, '_, '_>, asks: bool) -> Asked {
    let lists = line.lists;
    let opener = line.words().get(line.seen.lead).copied();
    let opens = asks && opener.is_some() && (line.opens(lists.aux) || line.shows(Cue::Polar));
    let bits = [
        (opens, Asked::AUXILIARY),
        (lists.words.or.is_some_and(|or| line.words().contains(&or)), Asked::OR),
        (line.negations + line.denials > 0, Asked::NEGATED),
        (line.shows(Cue::AsksWhy), Asked::WHY),
        (line.shows(Cue::AsksNumber), Asked::HOW_MANY),
        (line.shows(Cue::AsksTime), Asked::WHEN),
        (line.shows(Cue::AsksPlace), Asked::WHERE),
        (line.has(lists.you_i), Asked::PERSONAL),
    ];
    let on = bits.iter().filter(|(on, _)| *on);
    on.fold(Asked::default(), |sum, (_, bit)| sum.union(*bit))
}
