//! The recogniser: from an analysed turn to its acts, sentence by sentence.

use super::{
    Act, ActHit, ActSet, RecognisedTurn, Record,
    context::{Memory, Voice, Words},
    features,
    gates::Scene,
    lists::Lists,
    model::{ActModel, features_of},
    patterns::Phrases,
    sentence::Sentences,
    walk::Walk,
};
use crate::{
    config::Config,
    engine::Engine,
    hints::Modality,
    pack::{Lexicon, phrases::PhraseList},
    text::AnalysedTurn,
    turn::Turn,
    value::Undefined,
};
use alloc::{sync::Arc, vec::Vec};

/// What recognisers of an engine share: phrases by word id, and settings.
#[derive(Clone, Debug)]
pub(crate) struct Phrasebook {
    phrases: Option<Phrases>,
    model: Option<ActModel>,
    pub(super) lists: Lists,
    /// "not", "instead of", "rather than": words after which the reply's words are turned down.
    pub(super) contrasts: [[Option<u32>; 2]; 3],
    /// "what about", "how about".
    pub(super) abouts: [[Option<u32>; 2]; 2],
    experimental: bool,
    overresponse_words: u32,
    max_hits: usize,
    /// The act that a host's pattern marks, by the number of the pattern.
    pub(super) patterns: Vec<Option<Act>>,
}

impl Phrasebook {
    /// The same with the heads of acts, if the pack has them.
    pub(crate) fn with_model(self, model: Option<ActModel>) -> Self {
        Self { model, ..self }
    }

    /// The words that an engine's lexicon must know for it.
    pub(crate) fn new(list: Option<&PhraseList>, lexicon: &Lexicon, config: &Config) -> Self {
        let phrases = list.map(|list| Phrases::new(list, |word| lexicon.id(word)));
        let id = |word: &str| lexicon.id(word);
        Self {
            model: None,
            lists: phrases.as_ref().map(|phrases| Lists::of(phrases, lexicon)).unwrap_or_default(),
            contrasts: [[id("not"), None], [id("instead"), id("of")], [id("rather"), id("than")]],
            abouts: [[id("what"), id("about")], [id("how"), id("about")]],
            experimental: config.clarification.experimental,
            overresponse_words: config.clarification.overresponse_words,
            max_hits: config.limits.max_evidence.max(1) * 4,
            patterns: config.patterns.iter().map(|p| Act::from_name(&p.name)).collect(),
            phrases,
        }
    }
}

/// Finds the acts of turns, one after the other. It remembers the acts and the content words of the
/// last turns, nothing else: what an act answers, repeats or repairs lies there.
///
/// Where the pack's language is not the turn's, only question marks are looked at
/// ([`RecognisedTurn::absent`] says so).
///
/// # Example
/// ```
/// use lingsync::{Engine, Turn, acts::{Act, Recogniser}};
///
/// let engine = Engine::default();
/// let (mut analyser, mut recogniser) = (engine.analyser(), Recogniser::new(&engine));
/// let turn = Turn::client("Can you send me the form?");
/// let analysed = analyser.analyse(&turn)?;
/// let recognised = recogniser.recognise(&turn, &analysed);
/// # #[cfg(feature = "english")]
/// assert!(recognised.act_set().contains(Act::Request));
/// recogniser.take_in(&recognised, &analysed);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Recogniser {
    book: Arc<Phrasebook>,
    memory: Memory,
}

impl Recogniser {
    /// A recogniser with the settings of an engine, for trackers that are used without a session.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        Self { book: Arc::clone(engine.phrasebook()), memory: Memory::default() }
    }

    /// The acts of a turn; changes nothing. `analysed` is the turn after
    /// [`Analyser::analyse`](crate::Analyser::analyse). O(bytes).
    #[must_use]
    pub fn recognise(&self, turn: &Turn<'_>, analysed: &AnalysedTurn) -> RecognisedTurn {
        recognise(&self.book, &self.memory, turn, analysed)
    }

    /// The features of a turn that the heads of acts read, for the trainer.
    #[doc(hidden)]
    #[must_use]
    pub fn features(&self, turn: &Turn<'_>, analysed: &AnalysedTurn) -> features::ActFeatures {
        features_of(&self.memory, turn, analysed)
    }

    /// Remembers a turn. O(words).
    pub fn take_in(&mut self, recognised: &RecognisedTurn, analysed: &AnalysedTurn) {
        self.memory.observe(&recognised.context, &recognised.record, analysed.tokens());
    }

    /// Forgets everything.
    pub fn reset(&mut self) {
        self.memory = Memory::default();
    }

    pub(crate) fn memory(&self) -> &Memory {
        &self.memory
    }

    pub(crate) fn memory_mut(&mut self) -> &mut Memory {
        &mut self.memory
    }

    pub(crate) fn resumed(&self, memory: Memory) -> Self {
        Self { book: Arc::clone(&self.book), memory }
    }
}

/// The acts of a turn after the turns that are remembered.
fn recognise(
    book: &Phrasebook,
    memory: &Memory,
    turn: &Turn<'_>,
    analysed: &AnalysedTurn,
) -> RecognisedTurn {
    let spoken = turn.hints.modality == Some(Modality::Speech);
    let voice = Voice::of(&analysed.context);
    let mut scene = Scene::of(memory, voice, turn.role);
    let words = Words::of(analysed.turn(), analysed.tokens());
    let punctuated = turn.text.contains(MARKS);
    scene.bare = (!punctuated || spoken) && memory.is_bare();
    let sentences = Sentences::of(&turn.text, analysed, scene.bare);
    let mut record = Record {
        words: analysed.counts().words,
        sentences: sentences.len().min(usize::from(u16::MAX)) as u16,
        punctuated,
        // A reply of code alone is a reply.
        content: analysed.counts().code_words + analysed.counts().other_words > 0,
        overlong: analysed.counts().words > book.overresponse_words,
        letters: letters(&turn.text, analysed),
        list_items: list_items(&turn.text),
        cohesion: memory.cohesion(&words),
        refers_to: turn.hints.refers_to,
        resolved: turn.hints.resolved,
        ..Record::default()
    };
    if let Some(partner) = scene.partner {
        record.echo = words.overlap(&partner.floor);
    }
    if let Some(own) = scene.own {
        record.retention = words.overlap(&own.words);
        record.own_request =
            own.request.as_ref().map(|request| words.overlap(request)).unwrap_or_default();
    }
    (scene.echo, scene.own_request) = (record.echo, record.own_request);
    let scores = book.model.as_ref().and_then(|model| {
        let (in_language, cohesion) = (analysed.context.in_language, record.cohesion);
        let (text, sentences, words, scene) = (&*turn.text, &sentences, &words, &scene);
        let seen = features::Seen { in_language, text, sentences, words, scene, memory, cohesion };
        model.score(&seen)
    });
    let mut walk = Walk::new((book, scene), &words, record, scores);
    match &book.phrases {
        Some(phrases) if analysed.context.in_language => {
            for sentence in sentences.iter() {
                walk.sentence(phrases, &sentence);
            }
            walk.whole();
        }
        absent => {
            walk.record_mut().absent = Some(match absent {
                Some(_) => Undefined::Language,
                None => Undefined::NotAvailable,
            });
            walk.foreign(&sentences);
        }
    }
    walk.hints(turn, analysed);
    let (mut hits, record, rejection) = walk.finish();
    if !book.experimental {
        hits.retain(|hit| !hit.act.is_experimental());
    }
    let mut record = record;
    record.acts = ActSet::default();
    hits.iter().for_each(|hit| record.acts.insert(hit.act));
    crate::sorted::sort_by_key(&mut hits, |hit: &ActHit| (hit.span.start, hit.act as u8));
    hits.truncate(book.max_hits);
    RecognisedTurn { context: analysed.context, at: turn.at, record, acts: hits, rejection }
}

/// Marks of which a single one tells that a conversation is punctuated.
pub(super) const MARKS: [char; 8] = ['?', '.', '!', ',', '？', '。', '！', '、'];

/// Letters and digits of the words.
fn letters(text: &str, analysed: &AnalysedTurn) -> u32 {
    let count = |word: &str| {
        let (mut letters, mut all) = (0, 0);
        for byte in word.bytes() {
            letters += u32::from(byte.is_ascii_alphanumeric());
            all |= byte;
        }
        match all {
            0..0x80 => letters,
            _ => word.chars().filter(|c| c.is_alphanumeric()).count() as u32,
        }
    };
    analysed.tokens().iter().filter_map(|token| token.span().of(text)).map(count).sum()
}

/// Lines that begin like an item of a list.
fn list_items(text: &str) -> u16 {
    let item = |line: &str| {
        let line = line.trim_start();
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let rest = line.get(digits..).unwrap_or_default();
        (1..=3).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
            || line.starts_with("- ")
            || line.starts_with("* ")
            || line.starts_with("• ")
    };
    text.lines().filter(|line| item(line)).count().min(usize::from(u16::MAX)) as u16
}
