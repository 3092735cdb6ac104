//! What a turn's own words show, whoever speaks: counts for the record, and the kind of a question.

use super::line::Line;
use crate::acts::{Record, asked::Asked, lists::is, patterns::Cue};

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
    line.seen.found.all(cue).take(MANY.into()).count() as u16
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
    let inverted = line.is_of(line.seen.lead, lists.aux) || line.shows(Cue::Polar);
    let opens = line.before == 0 && line.is_of(line.seen.lead, lists.wh | lists.aux);
    let bits = [
        (asks && inverted, Asked::AUXILIARY),
        (opens, Asked::OPENS),
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

#[cfg(all(test, feature = "english"))]
mod tests {
    use crate::{
        Engine, Turn,
        acts::{Recogniser, Record, asked::Asked},
    };

    fn record(turn: &Turn<'_>) -> Record {
        let engine = Engine::default();
        let analysed = engine.analyser().analyse(turn).unwrap();
        Recogniser::new(&engine).recognise(turn, &analysed).record
    }

    fn agent(text: &str) -> Record {
        record(&Turn::agent(text))
    }

    fn asked(text: &str) -> Asked {
        record(&Turn::client(text)).asked
    }

    #[test]
    fn words_that_negate_and_words_that_deny_are_counted_apart() {
        let turn = agent("That is false. It isn't true, and it never was.");
        assert_eq!((turn.negations, turn.denials), (2, 1));
        let turn = agent("It is not only cheap, not just small, but it no longer rusts.");
        assert_eq!(turn.negations, 1);
    }

    #[test]
    fn hedges_contrasts_and_validations_are_counted_by_the_sentence() {
        let turn =
            agent("Good question! It may perhaps rain. It depends. But bring a coat, though.");
        assert_eq!((turn.hedges, turn.contrasts, turn.validations), (2, 1, 1));
    }

    #[test]
    fn corrections_and_validations_are_looked_for_at_the_head_of_a_turn() {
        let head =
            agent("I understand. In fact that is a misconception. As I mentioned, it rusts.");
        assert_eq!((head.explicit, head.validates3, head.back), (2, 1, true));
        let late = agent("One. Two. Three. In fact, I understand, as I mentioned.");
        assert_eq!((late.explicit, late.validates3, late.back), (0, 0, false));
        let many = agent("Actually, in fact, in reality, rather than that, it is not true.");
        assert_eq!(many.explicit, 3);
    }

    #[test]
    fn what_stands_in_the_place_of_something_is_counted_to_three() {
        assert_eq!(agent("It was in May, not in June.").comma_not, 1);
        assert_eq!(agent("It was not in June.").comma_not, 0);
        assert_eq!(agent("Red rather than blue, not just once, not green.").comma_not, 3);
    }

    #[test]
    fn a_yes_counts_as_the_first_word() {
        assert!(agent("Exactly, it does.").yes_open);
        assert!(!agent("It does, yes.").yes_open);
    }

    #[test]
    fn the_kind_of_a_question_is_remembered_and_that_of_a_statement_is_not() {
        assert!(asked("Can cats fly?").is_polar());
        assert!(!asked("Is it red or blue?").is_polar());
        assert!(asked("Why don't trees move?").is(Asked::WHY.union(Asked::NEGATED)));
        assert!(asked("How many legs do I have?").is(Asked::HOW_MANY.union(Asked::PERSONAL)));
        assert!(asked("When and where does it start?").is(Asked::WHEN.union(Asked::WHERE)));
        assert_eq!(asked("I never knew why."), Asked::default());
    }
}
