//! The text pass on its own, for trackers that are used without a session.

use crate::{
    engine::Engine,
    error::Result,
    intake,
    text::{AnalysedTurn, TurnContext, vocabulary::Vocabulary},
    turn::{Party, Turn},
};
use core::hash::Hasher;
use siphasher::sip::SipHasher24;

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
    turns: u32,
}

impl Analyser {
    pub(crate) fn new(engine: &Engine) -> Self {
        Self { engine: engine.clone(), vocabulary: engine.vocabulary(), turns: 0 }
    }

    /// Analyses the next turn.
    ///
    /// # Errors
    /// As [`Session::observe`](crate::Session::observe); nothing is changed then.
    pub fn analyse(&mut self, turn: &Turn<'_>) -> Result<AnalysedTurn> {
        intake::check(turn, self.turns, self.engine.config())?;
        let context = TurnContext {
            turn: self.turns,
            role: turn.role,
            party: Party::from(turn.role),
            speaker: turn.speaker.as_deref().map(label_number),
            in_language: intake::in_language(turn, &self.engine),
            interrupted: turn.hints.interrupted,
        };
        let mut view = self.vocabulary.view(self.engine.lexicon());
        let exclude = &turn.hints.exclude;
        let analysed = self.engine.text().analyse(&turn.text, exclude, context, &mut view);
        let added = view.into_added();
        self.vocabulary.adopt(added);
        self.turns += 1;
        Ok(analysed)
    }
}

/// A number for a speaker's label: without a session there is no list of them.
fn label_number(label: &str) -> u32 {
    let mut hasher = SipHasher24::new();
    hasher.write(label.as_bytes());
    hasher.finish() as u32
}
