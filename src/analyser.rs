//! The text pass on its own, for trackers that are used without a session.

use crate::{
    engine::Engine,
    error::Result,
    intake,
    speakers::Speakers,
    text::{AnalysedTurn, TurnContext, vocabulary::Vocabulary},
    turn::Turn,
};

/// Turns text into [`AnalysedTurn`]s, one after the other, with one vocabulary. A turn may be read
/// only by trackers that read all turns of the same analyser.
///
/// Its vocabulary grows with the distinct words it meets, up to `limits.max_vocabulary`.
///
/// # Example
/// ```
/// use lingsync::{Engine, Turn};
///
/// let mut analyser = Engine::default().analyser();
/// let turn = analyser.analyse(&Turn::client("See `cargo test` and www.example.org, please."))?;
/// assert_eq!(turn.counts().words, 3);
/// assert_eq!(turn.sentences().len(), 1);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Analyser {
    engine: Engine,
    vocabulary: Vocabulary,
    speakers: Speakers,
    turns: u32,
}

impl Analyser {
    pub(crate) fn new(engine: &Engine) -> Self {
        // Parties by role alone, as ever; labels tell the voices of other roles apart.
        let speakers = Speakers::new(engine.config().limits.max_speakers, false);
        Self { engine: engine.clone(), vocabulary: engine.vocabulary(), speakers, turns: 0 }
    }

    /// Analyses the next turn.
    ///
    /// # Errors
    /// As [`Session::observe`](crate::Session::observe); nothing is changed then.
    pub fn analyse(&mut self, turn: &Turn<'_>) -> Result<AnalysedTurn> {
        intake::check(turn, self.turns, self.engine.config())?;
        let resolved = self.speakers.resolve(turn, self.vocabulary.keying());
        let context = TurnContext {
            turn: self.turns,
            role: turn.role,
            party: resolved.party,
            speaker: resolved.speaker,
            in_language: intake::in_language(turn, &self.engine),
            interrupted: turn.hints.interrupted,
        };
        let mut view = self.vocabulary.view(self.engine.lexicon());
        let exclude = &turn.hints.exclude;
        let analysed = self.engine.text().analyse(&turn.text, exclude, context, &mut view);
        let added = view.into_added();
        self.vocabulary.adopt(added);
        self.speakers.adopt(turn.role, &resolved);
        self.turns += 1;
        Ok(analysed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;

    #[test]
    fn labels_tell_speakers_apart_and_leave_the_party_to_the_role() {
        let mut analyser = Engine::default().analyser();
        let mut context = |turn: Turn<'_>| analyser.analyse(&turn).unwrap().context;
        let ann = context(Turn::new(Role::Other, "Tea?").speaker("ann"));
        let bob = context(Turn::new(Role::Other, "Please.").speaker("bob"));
        let again = context(Turn::new(Role::Other, "Here.").speaker("ann"));
        let nobody = context(Turn::new(Role::Other, "Thanks."));
        assert_ne!(ann.speaker, bob.speaker);
        assert_eq!((ann.speaker, nobody.speaker), (again.speaker, None));
        assert_eq!(ann.party, bob.party);
    }
}
