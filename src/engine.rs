//! What all sessions share: configuration, language data, compiled patterns, the retention key.

use crate::{
    acts::{ActModel, Phrasebook},
    analyser::Analyser,
    config::{Config, Retention},
    correction::{Checker, FactBase},
    error::{Error, Result},
    lexical::glossary::Glossary,
    pack::{LanguagePack, Lexicon},
    register::{Meter, Reading, RegisterBackground, Settings, word_facts},
    session::Session,
    text::{
        AnalysedTurn,
        analyse::TextPass,
        patterns::Patterns,
        vocabulary::{Keying, Vocabulary},
    },
    turn::Turn,
};
use alloc::sync::Arc;
use core::{fmt, hash::Hasher};
use siphasher::sip::SipHasher24;

/// The immutable part of the library: built once from a [`Config`], cheap to clone, shared by all
/// sessions and threads.
///
/// # Example
/// ```
/// use lingsync::{Config, Engine, Turn};
///
/// let engine = Engine::new(Config::default())?;
/// let mut one = engine.session();
/// let mut two = engine.session();
/// one.observe(&Turn::client("hello"))?;
/// assert_eq!((one.turns(), two.turns()), (1, 0));
/// # two.observe(&Turn::agent("hi"))?;
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    config: Config,
    text: TextPass,
    lexicon: Lexicon,
    glossary: Arc<Glossary>,
    meter: Meter,
    register: Arc<Settings>,
    phrasebook: Arc<Phrasebook>,
    checker: Arc<Checker>,
    key: Option<[u8; 16]>,
    seed: u64,
    digest: u64,
}

/// Builds an [`Engine`] that needs more than a [`Config`].
///
/// # Example
/// ```
/// use lingsync::{Config, Engine, config::Retention};
///
/// let mut config = Config::default();
/// config.retention = Retention::Keyed;
/// let engine = Engine::builder(config).key(*b"sixteen secrets!").build()?;
/// # drop(engine);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone)]
pub struct EngineBuilder {
    config: Config,
    pack: Option<LanguagePack>,
    background: Option<RegisterBackground>,
    facts: Option<FactBase>,
    key: Option<[u8; 16]>,
    seed: Option<u64>,
}

impl EngineBuilder {
    /// The key of `Retention::Keyed`. It is never part of a configuration, digest or snapshot.
    #[must_use]
    pub fn key(mut self, key: [u8; 16]) -> Self {
        self.key = Some(key);
        self
    }

    /// The language pack, instead of the one that is compiled in.
    #[must_use]
    pub fn pack(mut self, pack: LanguagePack) -> Self {
        self.pack = Some(pack);
        self
    }

    /// Other dialogues, which `background_lift` compares with.
    #[must_use]
    pub fn background(mut self, background: RegisterBackground) -> Self {
        self.background = Some(background);
        self
    }

    /// What is true, and what is often said instead: claims are found and judged by it.
    #[must_use]
    pub fn facts(mut self, facts: FactBase) -> Self {
        self.facts = Some(facts);
        self
    }

    /// The seed of the hash tables; random by default. No output depends on it.
    #[must_use]
    pub fn hasher_seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// The engine.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidConfig`](crate::ErrorKind::InvalidConfig) for a setting out of range, a
    /// pattern that does not compile, or a missing key.
    pub fn build(self) -> Result<Engine> {
        self.config.validate()?;
        Glossary::check(&self.config)?;
        if self.config.retention == Retention::Keyed && self.key.is_none() {
            return Err(Error::config(
                "retention = keyed needs a key: build the engine with 16 secret bytes",
            ));
        }
        let patterns = Patterns::compile(&self.config.patterns)?;
        let seed = self.seed.unwrap_or_else(|| random_pair().0);
        let pack = self.pack.or_else(LanguagePack::embedded);
        let background = self.background.map(Arc::new);
        let more = (background, self.facts);
        Ok(Engine::assemble(self.config, pack, more, patterns, self.key, seed))
    }
}

impl fmt::Debug for EngineBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EngineBuilder").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Engine {
    /// An engine with these settings.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidConfig`](crate::ErrorKind::InvalidConfig), as
    /// [`EngineBuilder::build`].
    pub fn new(config: Config) -> Result<Self> {
        Self::builder(config).build()
    }

    /// A builder, for an engine with a key or a fixed hasher seed.
    #[must_use]
    pub fn builder(config: Config) -> EngineBuilder {
        EngineBuilder { config, pack: None, background: None, facts: None, key: None, seed: None }
    }

    fn assemble(
        config: Config,
        pack: Option<LanguagePack>,
        (background, facts): (Option<Arc<RegisterBackground>>, Option<FactBase>),
        patterns: Patterns,
        key: Option<[u8; 16]>,
        seed: u64,
    ) -> Self {
        let (glossary, lexicon, trie) = Glossary::build(&config, pack);
        let lexicon = lexicon.described_by(word_facts);
        let text = TextPass::new(&config, patterns, trie);
        let mut digest = state_digest(&config);
        if let Some(background) = &background {
            // Lifts against it are part of the state.
            let mut hasher = SipHasher24::new();
            hasher.write_u64(digest);
            hasher.write(&background.to_bytes());
            digest = hasher.finish();
        }
        if let Some(facts) = &facts {
            // What they open is part of the state.
            let mut hasher = SipHasher24::new();
            hasher.write_u64(digest);
            facts.hash_into(&mut hasher);
            digest = hasher.finish();
        }
        let glossary = Arc::new(glossary);
        let meter = Meter::new(lexicon.pack(), &config);
        let register = Arc::new(Settings::new(&config, lexicon.pack(), background));
        let phrases = lexicon.pack().and_then(LanguagePack::phrases);
        let model = lexicon.pack().and_then(LanguagePack::act_heads).and_then(ActModel::new);
        let phrasebook = Phrasebook::new(phrases, &lexicon, &config).with_model(model);
        let phrasebook = Arc::new(phrasebook);
        let checker = Arc::new(Checker { facts });
        let inner = Inner {
            config,
            text,
            lexicon,
            glossary,
            meter,
            register,
            phrasebook,
            checker,
            key,
            seed,
            digest,
        };
        Self { inner: Arc::new(inner) }
    }

    /// A new, empty session.
    #[must_use]
    pub fn session(&self) -> Session {
        Session::new(self)
    }

    /// A session from its snapshot.
    ///
    /// # Errors
    /// See [`Session::restore`].
    pub fn restore(&self, snapshot: &[u8]) -> Result<Session> {
        Session::restore(self, snapshot)
    }

    /// A text pass of its own, for trackers that are used without a session.
    #[must_use]
    pub fn analyser(&self) -> Analyser {
        Analyser::new(self)
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// Language, version and digest of the language pack.
    #[must_use]
    pub fn pack_digest(&self) -> &Arc<str> {
        self.inner.lexicon.digest()
    }

    /// What can be measured of the register of a turn alone, for a
    /// [`RegisterTracker`](crate::RegisterTracker) that is used without a session; `analysed` is
    /// the turn after [`Analyser::analyse`]. O(bytes).
    #[must_use]
    pub fn read(&self, turn: &Turn<'_>, analysed: &AnalysedTurn) -> Reading {
        self.meter().read(turn, analysed)
    }

    /// The language pack, if there is one.
    #[must_use]
    pub fn pack(&self) -> Option<&LanguagePack> {
        self.inner.lexicon.pack()
    }

    pub(crate) fn register_settings(&self) -> &Arc<Settings> {
        &self.inner.register
    }

    pub(crate) fn phrasebook(&self) -> &Arc<Phrasebook> {
        &self.inner.phrasebook
    }

    pub(crate) fn checker(&self) -> &Arc<Checker> {
        &self.inner.checker
    }

    pub(crate) fn meter(&self) -> &Meter {
        &self.inner.meter
    }

    pub(crate) fn text(&self) -> &TextPass {
        &self.inner.text
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.inner.lexicon
    }

    pub(crate) fn glossary(&self) -> &Arc<Glossary> {
        &self.inner.glossary
    }

    pub(crate) fn hasher_seed(&self) -> u64 {
        self.inner.seed
    }

    /// A digest of the settings that shape a session's state.
    pub(crate) fn state_digest(&self) -> u64 {
        self.inner.digest
    }

    /// A vocabulary for a new session, under the retention mode.
    pub(crate) fn vocabulary(&self) -> Vocabulary {
        let Inner { config, key, seed, .. } = &*self.inner;
        let keying = match config.retention {
            Retention::Keep => Keying::plain(*seed),
            Retention::Keyed => Keying::hashed(key.unwrap_or_default(), *seed),
            Retention::None => {
                let (one, two) = random_pair();
                let mut key = [0; 16];
                key[..8].copy_from_slice(&one.to_le_bytes());
                key[8..].copy_from_slice(&two.to_le_bytes());
                Keying::hashed(key, *seed)
            }
        };
        Vocabulary::new(keying, config.limits.max_vocabulary, config.lexical.merge_variants)
    }
}

/// The default settings, which are always valid.
impl Default for Engine {
    fn default() -> Self {
        let pack = LanguagePack::embedded();
        let (none, patterns) = ((None, None), Patterns::default());
        Self::assemble(Config::default(), pack, none, patterns, None, random_pair().0)
    }
}

/// The key is not shown.
impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("pack", &self.pack_digest()).finish_non_exhaustive()
    }
}

/// A hash of every setting that decides what a session's state means; settings that only bound or
/// format outputs are left out.
fn state_digest(config: &Config) -> u64 {
    let mut hasher = SipHasher24::new();
    let lexical = &config.lexical;
    hasher.write(&[
        config.text.tokeniser as u8,
        config.text.case as u8,
        lexical.compat as u8,
        u8::from(lexical.require_letter),
        u8::from(lexical.merge_variants),
        u8::from(lexical.all_speakers),
        config.retention as u8,
    ]);
    hasher.write_u32(lexical.window_tokens);
    hasher.write_u32(lexical.max_run_tokens);
    hasher.write_u64(config.limits.max_vocabulary as u64);
    hasher.write_u64(config.limits.max_speakers as u64);
    hasher.write_u64(lexical.max_missed as u64);
    hasher.write_u32(config.register.min_words);
    hasher.write_u8(u8::from(config.register.client_state));
    hasher.write_u8(u8::from(config.clarification.experimental));
    hasher.write_u32(config.clarification.overresponse_words);
    hasher.write_u32(config.correction.pending_turns);
    hasher.write_u32(config.correction.claim_turns);
    for list in &config.register.markers {
        hasher.write(list.name.as_bytes());
        for word in &list.words {
            hasher.write(&[0xff]);
            hasher.write(word.as_bytes());
        }
        hasher.write(&[0xfd]);
    }
    for entry in &config.glossary {
        hasher.write(entry.id.as_bytes());
        for term in &entry.terms {
            hasher.write(&[0xff]);
            hasher.write(term.as_bytes());
        }
        hasher.write(&[0xfe]);
    }
    hasher.finish()
}

/// Two random numbers from the operating system's seed of the standard hash maps.
#[cfg(feature = "std")]
fn random_pair() -> (u64, u64) {
    use std::hash::{BuildHasher, RandomState};
    (RandomState::new().hash_one(0_u8), RandomState::new().hash_one(1_u8))
}

/// Without the standard library: what foldhash gathers from the addresses of the process.
#[cfg(not(feature = "std"))]
fn random_pair() -> (u64, u64) {
    use core::hash::BuildHasher;
    use foldhash::quality::RandomState;
    (RandomState::default().hash_one(0_u8), RandomState::default().hash_one(1_u8))
}
