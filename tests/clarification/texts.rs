//! The same dialogues, their acts looked for in their texts.

use crate::{reading::Dialogue, sequences::all};
use lingsync::{
    Engine, Turn,
    acts::{Act, ActSet, RecognisedTurn, Recogniser},
};

/// The turns of a dialogue as they are recognised from their texts.
fn recognised(engine: &Engine, dialogue: &Dialogue) -> Vec<RecognisedTurn> {
    let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(engine));
    let turns = dialogue.lines.iter().map(|line| {
        let turn = Turn::new(line.probe.role, line.text.as_str());
        let analysed = analyser.analyse(&turn).unwrap();
        let recognised = recogniser.recognise(&turn, &analysed);
        recogniser.take_in(&recognised, &analysed);
        recognised
    });
    turns.collect()
}

#[test]
fn most_of_the_acts_that_the_dialogues_give_are_found_in_their_texts() {
    let engine = Engine::default();
    let (mut missing, mut given) = (Vec::new(), 0);
    for (file, dialogue) in all() {
        for (line, turn) in dialogue.lines.iter().zip(recognised(&engine, &dialogue)) {
            given += line.probe.acts.iter().count();
            let found = turn.act_set();
            // Content is content, stated or advised.
            let content = ActSet::of(&[Act::Inform, Act::Claim, Act::Advise]);
            let shows = |act: Act| {
                let alike = ActSet::of(&[act]).meets(content) && found.meets(content);
                found.contains(act) || alike
            };
            for act in line.probe.acts.iter().filter(|act| !shows(*act)) {
                missing.push(format!("{file}:{} {act}: {}", line.number, line.text));
            }
        }
    }
    // Some dialogues give an act where none is, to show what a machine does with it.
    let found = given - missing.len();
    assert!(100 * found >= 84 * given, "{found} of {given} found:\n{}", missing.join("\n"));
}
