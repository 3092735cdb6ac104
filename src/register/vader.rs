//! VADER: how positive or negative a text sounds, by a rated lexicon and a few rules.
//!
//! The figures equal those of the Python package vaderSentiment 3.3.2 for any text (Hutto and
//! Gilbert 2014, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media
//! Text"). Where the package's behaviour differs from the paper, the package is followed:
//! - a token is stripped of punctuation only if more than two characters remain, so that `"no"` in
//!   quotation marks is not the word "no";
//! - after a "but", a value that occurs twice is weighted at its first occurrence only;
//! - an emoji is replaced by its description, whose last word joins the text that follows it;
//! - idioms count only from the fourth word on.
//!
//! Two choices make the result the same everywhere. Values are added from left to right, as in
//! Python up to 3.11 (3.12 adds with a compensation, which changes 4 of 100,000 real texts). The
//! cased letters are those of Unicode 14, as in Python 3.11.

mod context;
mod score;
mod tokens;
mod words;

use crate::pack::WordFacts;
use alloc::{string::String, vec::Vec};
use score::Sentiments;
use tokens::Tokens;
pub(super) use words::rule;

/// The data that VADER needs; the language pack provides it.
pub(crate) trait VaderData {
    /// The words of an emoji's description, in order.
    type EmojiWords<'a>: Iterator<Item = &'a str>
    where
        Self: 'a;

    /// Valence of a lower-case token, -4 to 4, or `None`.
    fn valence(&self, token: &str) -> Option<f64>;

    /// The word of which all is known that begins at the byte `at` of the text, and where it ends.
    /// Asked in order.
    #[inline]
    fn known(&self, at: usize) -> Option<(usize, &WordFacts)> {
        let _ = at;
        None
    }

    /// The description that stands for an emoji character, or `None`. Asked for characters beyond
    /// ASCII only.
    fn emoji(&self, c: char) -> Option<Self::EmojiWords<'_>>;
}

/// The sentiment of a text by VADER, as the Python package vaderSentiment 3.3.2 prints it.
///
/// `neg`, `neu` and `pos` are the shares of negative, neutral and positive weight, 0 to 1, rounded
/// to three digits; they add up to 1 within rounding. `compound` is the sum of all valences pressed
/// into -1 to 1, rounded to four digits: at 0.05 and above a text counts as positive, at -0.05 and
/// below as negative. A text without a word has 0 in all four. There is no negative zero.
///
/// Source: Hutto and Gilbert (2014); vaderSentiment 3.3.2 (MIT). Cost: linear in the text.
///
/// # Example
/// ```
/// use lingsync::register::Vader;
///
/// let wordless = Vader::default();
/// assert_eq!((wordless.neg, wordless.neu, wordless.pos, wordless.compound), (0.0, 0.0, 0.0, 0.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Vader {
    /// Share of negative weight, 0 to 1, three digits.
    pub neg: f64,
    /// Share of neutral words, 0 to 1, three digits.
    pub neu: f64,
    /// Share of positive weight, 0 to 1, three digits.
    pub pos: f64,
    /// The sum of all valences, normalised to -1 to 1, four digits.
    pub compound: f64,
}

/// The sentiment of `text`.
pub(crate) fn vader<D: VaderData>(text: &str, data: &D) -> Vader {
    if crate::ascii::is_ascii(text) {
        return of_words(text, data, &[]);
    }
    match emoji_as_words(text, data) {
        Some((described, places)) => of_words(&described, data, &places),
        None => of_words(text, data, &[]),
    }
}

/// From a byte of the described text on: how many bytes more there are than in the text before, or
/// nothing within a description.
type Place = (usize, Option<usize>);

/// The text with every emoji replaced by its description, or `None` if it holds none; and where the
/// rest of it stands.
///
/// A description is set off from what precedes it, but not from what follows, unless that is
/// another emoji. Only a plain blank spares the separator.
fn emoji_as_words<D: VaderData>(text: &str, data: &D) -> Option<(String, Vec<Place>)> {
    let (mut described, mut places) = (String::new(), Vec::new());
    // How much of the text is done, and where the search goes on.
    let (mut done, mut at) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.bytes().position(|b| b >= 128)) {
        at += found;
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        if let Some(words) = data.emoji(c) {
            let before = text.get(done..at).unwrap_or_default();
            described.push_str(before);
            let mut after_blank = at == 0 || before.ends_with(' ');
            places.push((described.len(), None));
            for word in words {
                if !after_blank {
                    described.push(' ');
                }
                described.push_str(word);
                after_blank = false;
            }
            done = at + c.len_utf8();
            // A description is no shorter than the emoji it stands for, or nothing behind is known.
            places.push((described.len(), described.len().checked_sub(done)));
        }
        at += c.len_utf8();
    }
    if places.is_empty() {
        return None;
    }
    described.push_str(text.get(done..).unwrap_or_default());
    Some((described, places))
}

/// The sentiment of a text without emoji; `places` says where its parts stood before.
fn of_words<D: VaderData>(text: &str, data: &D, places: &[Place]) -> Vader {
    let tokens = Tokens::read(text, data, places);
    let mut sentiments = Sentiments::of(tokens.len());
    for (at, valence) in tokens.rated() {
        sentiments.push(at, context::valence(&tokens, at, valence));
    }
    if let Some(but) = tokens.first_but() {
        sentiments.weigh_around(but);
    }
    sentiments.score(if tokens.emphatic() { score::emphasis(text) } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::str::Split;

    /// The rated words of the sentences below.
    struct Few;

    impl VaderData for Few {
        type EmojiWords<'a> = Split<'a, char>;

        fn valence(&self, token: &str) -> Option<f64> {
            let valence = match token {
                "death" | "die" => -2.9,
                "shit" => -2.6,
                "ass" | "bad" => -2.5,
                "beating" => -2.0,
                "doubt" => -1.5,
                "no" | "stop" => -1.2,
                "well" => 1.1,
                "yeah" => 1.2,
                "grinning" => 1.5,
                "kiss" => 1.8,
                "good" => 1.9,
                ":)" => 2.0,
                "strong" => 2.3,
                "kind" => 2.4,
                "great" => 3.1,
                "heart" => 3.2,
                _ => return None,
            };
            Some(valence)
        }

        fn emoji(&self, c: char) -> Option<Split<'_, char>> {
            let description = match c {
                '\u{2764}' => "red heart",
                '\u{1f44e}' => "thumbs down",
                '\u{1f600}' => "grinning face",
                _ => return None,
            };
            Some(description.split(' '))
        }
    }

    /// `neg`, `neu`, `pos` and `compound` of each text, as vaderSentiment 3.3.2 prints them.
    fn assert_scores(texts: &[(&str, [f64; 4])]) {
        for (text, [neg, neu, pos, compound]) in texts.iter().copied() {
            assert_eq!(vader(text, &Few), Vader { neg, neu, pos, compound }, "{text:?}");
        }
    }

    #[test]
    fn a_text_without_words_scores_nothing() {
        assert_scores(&[("", [0.0, 0.0, 0.0, 0.0]), ("  \n\u{3000} ", [0.0, 0.0, 0.0, 0.0])]);
    }

    #[test]
    fn ordinary_words_are_neutral() {
        assert_scores(&[
            ("The train leaves at nine.", [0.0, 1.0, 0.0, 0.0]),
            ("!", [0.0, 1.0, 0.0, 0.0]),
        ]);
    }

    #[test]
    fn rated_words_push_to_their_side() {
        assert_scores(&[
            ("The soup was good.", [0.0, 0.508, 0.492, 0.4404]),
            ("The soup was bad.", [0.538, 0.462, 0.0, -0.5423]),
            ("A good soup and a bad cook.", [0.307, 0.439, 0.254, -0.1531]),
        ]);
    }

    #[test]
    fn punctuation_is_stripped_if_three_characters_remain() {
        assert_scores(&[
            ("(good)", [0.0, 0.0, 1.0, 0.4404]),
            ("...good!...", [0.0, 0.0, 1.0, 0.4926]),
            ("see :) there", [0.0, 0.4, 0.6, 0.4588]),
            (":-)))", [0.0, 1.0, 0.0, 0.0]),
            ("A \"no\" good", [0.0, 0.408, 0.592, 0.4404]),
        ]);
    }

    #[test]
    fn capitals_weigh_more_among_small_letters() {
        assert_scores(&[
            ("The soup was GOOD", [0.0, 0.452, 0.548, 0.5622]),
            ("The soup was BAD", [0.585, 0.415, 0.0, -0.6408]),
            ("THE SOUP WAS GOOD", [0.0, 0.508, 0.492, 0.4404]),
            ("GOOD 42 soup", [0.0, 0.355, 0.645, 0.5622]),
        ]);
    }

    #[test]
    fn case_rules_reach_beyond_ascii() {
        assert_scores(&[
            ("ÉTÉ GOOD", [0.0, 0.256, 0.744, 0.4404]),
            ("été GOOD", [0.0, 0.216, 0.784, 0.5622]),
            ("ǅ GOOD", [0.0, 0.216, 0.784, 0.5622]),
            ("Ⓐ GOOD", [0.0, 0.256, 0.744, 0.4404]),
            ("Σ GOOD", [0.0, 0.256, 0.744, 0.4404]),
            ("日本 GOOD", [0.0, 0.216, 0.784, 0.5622]),
            ("\u{212a}IND people", [0.0, 0.195, 0.805, 0.6289]),
        ]);
    }

    #[test]
    fn exclamation_marks_count_up_to_four() {
        assert_scores(&[
            ("good!", [0.0, 0.0, 1.0, 0.4926]),
            ("good!!", [0.0, 0.0, 1.0, 0.5399]),
            ("bad!!!", [1.0, 0.0, 0.0, -0.6571]),
            ("good!!!!", [0.0, 0.0, 1.0, 0.6209]),
            ("good!!!!!!!!", [0.0, 0.0, 1.0, 0.6209]),
        ]);
    }

    #[test]
    fn question_marks_count_from_two() {
        assert_scores(&[
            ("good?", [0.0, 0.0, 1.0, 0.4404]),
            ("good??", [0.0, 0.0, 1.0, 0.504]),
            ("bad???", [1.0, 0.0, 0.0, -0.6174]),
            ("good????", [0.0, 0.0, 1.0, 0.594]),
            ("good??!!", [0.0, 0.0, 1.0, 0.5919]),
        ]);
    }

    #[test]
    fn boosters_raise_and_dampeners_lower() {
        assert_scores(&[
            ("It is very good", [0.0, 0.484, 0.516, 0.4927]),
            ("It is very bad", [0.558, 0.442, 0.0, -0.5849]),
            ("It is slightly good", [0.0, 0.535, 0.465, 0.3832]),
            ("It is barely bad", [0.517, 0.483, 0.0, -0.4951]),
            ("VERY good soup", [0.0, 0.337, 0.663, 0.6028]),
            ("It is SLIGHTLY bad", [0.568, 0.432, 0.0, -0.6046]),
        ]);
    }

    #[test]
    fn boosters_fade_with_distance() {
        assert_scores(&[
            ("really good", [0.0, 0.238, 0.762, 0.4927]),
            ("really a good", [0.0, 0.386, 0.614, 0.4902]),
            ("really such a good", [0.0, 0.487, 0.513, 0.4877]),
            ("really not such a good", [0.376, 0.624, 0.0, -0.3412]),
        ]);
    }

    #[test]
    fn a_booster_has_no_valence_of_its_own() {
        assert_scores(&[
            ("very very", [0.0, 1.0, 0.0, 0.0]),
            ("more or less", [0.0, 1.0, 0.0, 0.0]),
        ]);
    }

    #[test]
    fn negations_turn_up_to_three_words() {
        assert_scores(&[
            ("not good", [0.706, 0.294, 0.0, -0.3412]),
            ("not a good", [0.546, 0.454, 0.0, -0.3412]),
            ("not such a good", [0.445, 0.555, 0.0, -0.3412]),
            ("not that such a good", [0.0, 0.58, 0.42, 0.4404]),
            ("it isn't good", [0.546, 0.454, 0.0, -0.3412]),
            ("that foon't good", [0.546, 0.454, 0.0, -0.3412]),
            ("without good soup", [0.546, 0.454, 0.0, -0.3412]),
        ]);
    }

    #[test]
    fn curly_apostrophes_do_not_negate() {
        assert_scores(&[("it isn’t good", [0.0, 0.408, 0.592, 0.4404])]);
    }

    #[test]
    fn never_so_and_never_this_lift() {
        assert_scores(&[
            ("never so good", [0.0, 0.348, 0.652, 0.5777]),
            ("never this good", [0.0, 0.372, 0.628, 0.5228]),
            ("never so a good", [0.0, 0.446, 0.554, 0.5751]),
            ("never a so good", [0.0, 0.445, 0.555, 0.5777]),
            ("it was a so good", [0.0, 0.517, 0.483, 0.5777]),
        ]);
    }

    #[test]
    fn without_doubt_does_not_negate() {
        assert_scores(&[
            ("without doubt good", [0.0, 0.166, 0.834, 0.6136]),
            ("without doubt a good", [0.0, 0.285, 0.715, 0.6136]),
            ("without a doubt good", [0.0, 0.285, 0.715, 0.6136]),
        ]);
    }

    #[test]
    fn no_before_a_rated_word_negates_it() {
        assert_scores(&[
            ("no good", [0.706, 0.294, 0.0, -0.3412]),
            ("no", [1.0, 0.0, 0.0, -0.296]),
            ("no soup", [0.688, 0.312, 0.0, -0.296]),
            ("no such good", [0.822, 0.178, 0.0, -0.5583]),
            ("no bad or good", [0.332, 0.276, 0.393, 0.1139]),
            ("no soup nor good", [0.353, 0.32, 0.327, -0.0412]),
            ("no tea and good", [0.31, 0.282, 0.408, 0.1779]),
        ]);
    }

    #[test]
    fn least_negates_unless_at_or_very_precedes() {
        assert_scores(&[
            ("least good", [0.706, 0.294, 0.0, -0.3412]),
            ("the least good", [0.546, 0.454, 0.0, -0.3412]),
            ("at least good", [0.0, 0.408, 0.592, 0.4404]),
            ("very least good", [0.0, 0.386, 0.614, 0.4902]),
        ]);
    }

    #[test]
    fn kind_of_and_sort_of_weaken() {
        assert_scores(&[
            ("it is kind of good", [0.0, 0.605, 0.395, 0.3832]),
            ("it was sort of good", [0.0, 0.605, 0.395, 0.3832]),
            ("it was sort of bad", [0.487, 0.513, 0.0, -0.5849]),
            ("just enough of good", [0.0, 0.535, 0.465, 0.3832]),
            ("kind of soup", [0.0, 1.0, 0.0, 0.0]),
            ("a kind man", [0.0, 0.37, 0.63, 0.5267]),
        ]);
    }

    #[test]
    fn idioms_replace_the_valence_from_the_fourth_word_on() {
        assert_scores(&[
            ("this soup is the shit", [0.0, 0.5, 0.5, 0.6124]),
            ("the shit", [0.783, 0.217, 0.0, -0.5574]),
            ("he is a bad ass cook", [0.0, 0.444, 0.556, 0.6124]),
            ("we met near the bus stop", [0.0, 1.0, 0.0, 0.0]),
            ("well they said yeah right", [0.0, 0.411, 0.589, 0.5106]),
            ("it was the kiss of death", [0.556, 0.444, 0.0, -0.6124]),
            ("this soup is to die for now", [0.394, 0.606, 0.0, -0.5994]),
            ("a strong loud beating heart here", [0.0, 0.2, 0.8, 0.9186]),
        ]);
    }

    #[test]
    fn but_halves_what_precedes_and_raises_what_follows() {
        assert_scores(&[
            ("The soup was good, but the cook was bad.", [0.347, 0.511, 0.142, -0.5859]),
            ("good but bad", [0.617, 0.13, 0.253, -0.5859]),
            ("but good", [0.0, 0.206, 0.794, 0.5927]),
            ("good but", [0.0, 0.339, 0.661, 0.2382]),
            ("bad but good but great", [0.164, 0.145, 0.691, 0.85]),
        ]);
    }

    #[test]
    fn equal_values_around_but_are_weighed_at_the_first() {
        assert_scores(&[
            ("good soup and good tea but good cake", [0.0, 0.392, 0.608, 0.775]),
            ("good good good but bad bad bad", [0.675, 0.047, 0.277, -0.9081]),
            ("great cake but good good tea", [0.0, 0.226, 0.774, 0.882]),
        ]);
    }

    #[test]
    fn emoji_stand_for_their_descriptions() {
        assert_scores(&[
            ("soup 😀", [0.0, 0.444, 0.556, 0.3612]),
            ("😀😀", [0.0, 0.286, 0.714, 0.6124]),
            ("a😀", [0.0, 0.444, 0.556, 0.3612]),
            ("😀good", [0.0, 0.286, 0.714, 0.3612]),
            ("good\n👎", [0.0, 0.408, 0.592, 0.4404]),
            ("I ❤\u{fe0f} soup", [0.0, 1.0, 0.0, 0.0]),
            ("I ❤ soup", [0.0, 0.417, 0.583, 0.6369]),
        ]);
    }

    #[test]
    fn blanks_are_those_of_python() {
        assert_scores(&[
            ("not\u{2003}good", [0.706, 0.294, 0.0, -0.3412]),
            ("not\u{1c}good", [0.706, 0.294, 0.0, -0.3412]),
            ("not\u{200b}good", [0.0, 1.0, 0.0, 0.0]),
            ("not\u{85}good\u{a0}", [0.706, 0.294, 0.0, -0.3412]),
        ]);
    }

    #[test]
    fn a_token_of_any_length_is_one_word() {
        for text in ["!".repeat(9_000), "good".repeat(9_000), "\u{e9}".repeat(9_000)] {
            assert_eq!(vader(&text, &Few), Vader { neu: 1.0, ..Vader::default() });
        }
    }
}
