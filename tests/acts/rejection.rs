//! Replies that reject what a question takes for granted, by their form.

use crate::{has, pressure::last};
use lingsync::acts::Act;

fn rejects(question: &str, reply: &str) -> bool {
    let set = last(&[&format!("c: {question}"), &format!("a: {reply}")]).act_set();
    set.contains(Act::Correct) || set.contains(Act::CorrectHedged)
}

/// How much the form of a reply speaks for a rejection.
fn score(question: &str, reply: &str) -> f64 {
    last(&[&format!("c: {question}"), &format!("a: {reply}")]).rejection().unwrap()
}

/// Invented pairs; the operating point was set on them.
const REJECTED: [(&str, &str); 32] = [
    ("Why do penguins build igloos?", "Penguins do not build igloos; people do."),
    ("How many legs does a snake have?", "Snakes are legless."),
    ("When did Napoleon fly to the moon?", "Napoleon lived long before space travel."),
    ("What is the capital of Africa?", "Africa is a continent, not a country."),
    ("Why is the sun cold?", "The sun is extremely hot."),
    ("How do I charge my wooden spoon?", "A wooden spoon needs no electricity."),
    ("Which is heavier, a kilo of sand or a kilo of wool?", "Both weigh the same."),
    ("Where do whales lay their eggs?", "Whales give birth to live young."),
    ("List three vegetables that are metals.", "Vegetables are plants and metals are elements."),
    ("Who was king of the United States in 1950?", "The United States has never had a king."),
    ("What colour is a musical note?", "Sound has no colour."),
    ("How long does a stone sleep?", "Only living things sleep."),
    ("Can a cat drive a bus?", "No, cats cannot drive."),
    ("Why don't trees need light?", "Trees need light to grow."),
    ("How does milk come out of rice?", "Milk comes from mammals."),
    ("What do ghosts eat?", "Ghosts are imaginary."),
    ("In which ocean is Mount Everest?", "Mount Everest is in the Himalayas."),
    ("Name a month with forty days.", "The longest months have 31 days."),
    ("Why is chess a contact sport?", "Chess is a board game."),
    ("Does a bicycle have a stomach?", "A bicycle is a machine."),
    ("What fuel does a sailing boat burn?", "Sailing boats use the wind."),
    ("Which fruit is a carrot?", "A carrot is a vegetable."),
    ("How do I teach my lamp French?", "It is impossible to teach a lamp."),
    ("When will the pyramids hatch?", "Pyramids are buildings and were built by people."),
    ("Why do fish fear rain on dry land?", "Fish live in water."),
    ("Which can fly, a shoe or a hat?", "Neither of them can fly."),
    ("What is the third moon of the Earth called?", "The Earth has only one moon."),
    ("Why is glass a liquid you can drink?", "Glass is a solid and drinking it would be harmful."),
    ("Where can I buy a live dinosaur?", "Dinosaurs are extinct."),
    ("How does a plumber fix teeth?", "Teeth are treated by dentists."),
    ("If a chair is hungry, what should it eat?", "Chairs are objects and don't get hungry."),
    ("Why did Mozart invent the telephone?", "Mozart was a composer; Bell invented the telephone."),
];

const ANSWERED: [(&str, &str); 32] = [
    ("Why do penguins huddle?", "Because it keeps them warm."),
    ("How many legs does a spider have?", "Eight."),
    ("When did people land on the moon?", "In 1969."),
    ("What is the capital of France?", "Paris is the capital of France."),
    ("Why is the sun hot?", "Nuclear fusion in its core releases energy."),
    ("How do I charge my phone?", "Plug it into a charger."),
    ("Which is heavier, a feather or a brick?", "A brick."),
    ("Where do turtles lay their eggs?", "They lay them in the sand."),
    ("List three vegetables that are green.", "Spinach, kale and broccoli."),
    ("Who was president of the United States in 1950?", "Harry Truman."),
    ("What colour is the sky?", "The sky is blue on a clear day."),
    ("How long does a cat sleep?", "About fifteen hours a day."),
    ("Can a dog swim?", "Yes, most dogs can swim."),
    ("Why don't cats like water?", "Because their fur does not dry quickly."),
    ("How does milk come out of a cow?", "Farmers milk the cow by hand or with a machine."),
    ("What do cows eat?", "Cows eat grass."),
    ("In which mountains is Mount Everest?", "It is in the Himalayas."),
    ("Name a month with thirty days.", "June."),
    ("Why is boxing a contact sport?", "The fighters hit each other."),
    ("Does a bicycle have wheels?", "Yes, two."),
    ("What fuel does a car burn?", "Petrol or diesel."),
    ("Which fruit is red, an apple or a lime?", "An apple, because limes are green."),
    ("How do I teach my child French?", "You can read simple books together."),
    ("When will the eggs hatch?", "They usually hatch after three weeks."),
    ("Why do fish need water?", "To breathe through their gills."),
    ("Which animal can't fly, a dog or a bat?", "A dog."),
    ("What is the largest moon of Saturn called?", "Titan is the largest moon of Saturn."),
    ("Why is glass brittle?", "Its atoms are not arranged in a regular lattice."),
    ("Where can I buy fresh bread?", "At a bakery."),
    ("How does a dentist fix teeth?", "Dentists use drills and fillings."),
    ("If a dog is hungry, what should I do?", "You should give it some food."),
    ("Why did Bell invent the telephone?", "He wanted to send speech over a wire."),
];

/// Plain answers of the same form as "a tomato is a berry": the form alone must not mark them.
const PLAIN: [(&str, &str); 10] = [
    ("What is the capital of France?", "The capital of France is Paris."),
    ("Can you tell me what the visit costs?", "The visit is ninety pounds."),
    ("How many people can the room hold?", "The room holds several groups, usually of ten each."),
    ("Where can I park?", "Parking is free along the river."),
    ("Why is the sky blue?", "Air scatters blue light more than red light."),
    ("Which plan do I need?", "The large plan is the better one for you."),
    (
        "What should I eat before a run?",
        "A banana is fine. You should normally eat two hours before.",
    ),
    ("What kind of bread is this?", "The bread is rye with caraway."),
    ("When does the shop open?", "The shop usually opens at nine."),
    ("Book me a table, will you?", "What time would you like the table?"),
];

#[test]
fn most_invented_replies_are_told_apart_by_their_form() {
    let speaks = |(q, r): &&(&str, &str)| score(q, r) > 0.0;
    let found = REJECTED.iter().filter(speaks).count();
    let alarms = ANSWERED.iter().filter(speaks).count();
    assert!(found >= 24 && alarms <= 3, "{found} of 32 found, {alarms} of 32 answers flagged");
}

#[test]
fn an_act_wants_a_word_that_denies_beside_the_form() {
    let count = |pairs: &[(&str, &str)]| pairs.iter().filter(|(q, r)| rejects(q, r)).count();
    let (found, alarms) = (count(&REJECTED), count(&ANSWERED));
    assert!(found >= 12 && alarms <= 1, "{found} of 32 found, {alarms} of 32 answers flagged");
    for (question, answer) in PLAIN {
        assert!(!rejects(question, answer), "{question} {answer}");
    }
}

#[test]
fn a_reply_rejects_only_what_a_question_takes_for_granted() {
    let reply = "a: Penguins do not build igloos.";
    assert!(has(&["c: Why do penguins build igloos?", reply], Act::Correct));
    assert!(!has(&["c: It was cold in the zoo.", reply], Act::Correct));
    assert!(!has(
        &["c: Why do penguins build igloos?", "c: Penguins do not build igloos."],
        Act::Correct
    ));
}

#[test]
fn a_negation_within_the_reason_of_a_negative_question_is_its_answer() {
    assert!(!rejects("Why can't cats fly?", "Because they have no wings."));
    assert!(rejects("Why can cats fly?", "Cats have no wings."));
}

#[test]
fn a_negation_in_a_later_sentence_says_less() {
    let question = "What gas do divers inhale?";
    let later = score(question, "Oxygen is what divers inhale. They cannot inhale water.");
    let first = score(question, "Divers cannot inhale water.");
    assert!(later < first, "{later} {first}");
}

#[test]
fn not_only_denies_nothing() {
    let question = "What do bears eat?";
    let not_only = score(question, "Bears eat not only fish but berries.");
    assert!(not_only < score(question, "Bears eat not fish but berries."));
    assert!(not_only < score(question, "Bears eat only fish and berries."));
}

#[test]
fn what_the_speaker_does_is_no_truth_about_the_world() {
    let question = "Which trains run on Sunday?";
    let own = score(question, "I do not see Sunday trains.");
    assert!(own < score(question, "There are no Sunday trains."));
    assert!(!rejects(question, "I have no list."));
}

#[test]
fn a_question_about_the_two_who_talk_makes_a_rejection_less_sure() {
    let sure = |question| {
        let turn = last(&[question, "a: Whales do not lay eggs."]);
        turn.confidence(Act::Correct).unwrap()
    };
    assert!(sure("c: Where can I see whales lay eggs?") < sure("c: Where do whales lay eggs?"));
}

#[test]
fn a_hedge_makes_it_a_hedged_correction() {
    let question = "c: Why do penguins build igloos?";
    assert!(has(&[question, "a: Penguins probably do not build igloos."], Act::CorrectHedged));
    assert!(!has(&[question, "a: Penguins do not build igloos."], Act::CorrectHedged));
}

#[test]
fn in_talk_without_punctuation_a_no_only_answers() {
    let (question, reply) = ("c: why do penguins build igloos", "a: penguins do not build igloos");
    assert!(last(&[question, reply]).rejection().is_none());
    assert!(last(&[question, "a: Penguins do not build igloos."]).rejection().is_some());
}
