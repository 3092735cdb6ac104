//! Language data: what a pack holds, read from bytes, shared by all sessions and never changed.
//!
//! A [`LanguagePack`] is one file: a manifest with the source and licence of every part, then
//! sections. The English one is compiled in (feature `english`); a host can load its own with
//! [`LanguagePack::from_bytes`] and make one with [`PackBuilder`].

mod builder;
mod classes;
mod container;
pub(crate) mod cues;
mod emoji;
mod facts;
#[doc(hidden)]
pub mod heads;
mod lexicon;
mod manifest;
pub(crate) mod norms;
pub(crate) mod phrases;
mod pieces;
pub(crate) mod stance;
pub(crate) mod words;

pub use builder::PackBuilder;
pub use classes::WordClass;
pub(crate) use facts::WordFacts;
pub(crate) use lexicon::Lexicon;
pub use manifest::{PackManifest, PackPart};

use crate::{correction::StanceModel, error::Result};
use alloc::{format, string::String, sync::Arc};
use container::{Sections, invalid};
use core::{fmt, ops::Range};
use cues::CueList;
use emoji::EmojiTable;
pub(crate) use emoji::EmojiWords;
use heads::Heads;
use norms::Norms;
use phrases::{PhraseList, unsound};
use stance::StanceHeads;
use words::{WordEntry, WordTable};

/// One bit for each closed-class category, in the order of the pack: at most [`MAX_CATEGORIES`].
pub(crate) type Categories = u32;

/// Categories that a pack may have: what a word's tags have room for.
pub(crate) const MAX_CATEGORIES: usize = 28;

/// The names of the sections.
pub(crate) const MANIFEST: &str = "manifest";
const CLOSED_CLASS: &str = "closed_class";
const ABBREVIATIONS: &str = "abbreviations";
const WORDS: &str = "words";
const EMOJI: &str = "emoji";
const HEADS: &str = "heads";
const ACT_HEADS: &str = "act_heads";
const NORMS: &str = "norms";
const ACTS: &str = "acts";
const STANCE: &str = "stance";
const STANCE_HEADS: &str = "stance_heads";

/// The data of one language: word lists, valences, model weights, each with its provenance. Cheap
/// to clone.
///
/// # Example
/// ```
/// # #[cfg(feature = "english")] {
/// use lingsync::pack::LanguagePack;
///
/// let pack = LanguagePack::english();
/// assert_eq!(pack.language(), "en");
/// assert!(pack.manifest().parts.iter().all(|part| !part.licence.is_empty()));
/// let copy = LanguagePack::from_bytes(pack.as_bytes().to_vec())?;
/// assert_eq!(copy.digest(), pack.digest());
/// # }
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone)]
pub struct LanguagePack {
    inner: Arc<Inner>,
}

struct Inner {
    bytes: Bytes,
    manifest: PackManifest,
    digest: String,
    /// The digest of the content alone.
    number: u64,
    closed_class: Range<usize>,
    abbreviations: Range<usize>,
    words: Option<(Range<usize>, WordTable)>,
    emoji: Option<EmojiTable>,
    heads: Option<Heads>,
    act_heads: Option<Arc<Heads>>,
    norms: Norms,
    acts: Option<PhraseList>,
    cues: Option<CueList>,
    stance: Option<StanceModel>,
}

enum Bytes {
    #[cfg(feature = "english")]
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl Bytes {
    fn get(&self) -> &[u8] {
        match self {
            #[cfg(feature = "english")]
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }
}

/// The English pack as the trainer wrote it. A test reads it with every check.
#[cfg(feature = "english")]
static ENGLISH: &[u8] = include_bytes!("en.pack");

impl LanguagePack {
    /// The English pack that is compiled in.
    #[cfg(feature = "english")]
    #[must_use]
    #[allow(clippy::expect_used)]
    pub fn english() -> Self {
        // No input reaches this: the bytes are compiled in, and a test reads them.
        Self::read(Bytes::Static(ENGLISH), true).expect("the pack that is compiled in is sound")
    }

    /// The pack that is compiled in, if there is one.
    pub(crate) fn embedded() -> Option<Self> {
        #[cfg(feature = "english")]
        let pack = Some(Self::english());
        #[cfg(not(feature = "english"))]
        let pack = None;
        pack
    }

    /// Reads a pack. O(bytes): everything is checked once, here.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidPack`](crate::ErrorKind::InvalidPack) for bytes that are cut short,
    /// damaged or no pack, for a section without source and licence, and for data that does not fit
    /// together; [`ErrorKind::UnsupportedVersion`](crate::ErrorKind::UnsupportedVersion) for one of
    /// a newer format.
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Result<Self> {
        Self::read(Bytes::Shared(bytes.into()), false)
    }

    fn read(bytes: Bytes, trusted: bool) -> Result<Self> {
        let all = bytes.get();
        let sections = Sections::read(all, trusted)?;
        let missing = |name: &str| invalid(format!("pack has no section `{name}`: add it"));
        let text = |name: &str| -> Result<Range<usize>> {
            let range = sections.range(name).unwrap_or_default();
            match core::str::from_utf8(&all[range.clone()]) {
                Ok(_) => Ok(range),
                Err(_) => Err(invalid(format!("section `{name}` of the pack is not UTF-8"))),
            }
        };
        let manifest = sections.range(MANIFEST).ok_or_else(|| missing(MANIFEST))?;
        let manifest = PackManifest::read(&all[manifest], &sections)?;
        let broken = |name: &str| invalid(format!("section `{name}` of the pack is not sound"));
        let words = match sections.range(WORDS) {
            Some(range) => {
                let table = WordTable::read(&all[range.clone()], trusted);
                Some((range, table.ok_or_else(|| broken(WORDS))?))
            }
            None => None,
        };
        let emoji = match sections.range(EMOJI) {
            Some(range) => Some(EmojiTable::read(&all[range]).ok_or_else(|| broken(EMOJI))?),
            None => None,
        };
        let heads = |name: &str, dense: usize| -> Result<Option<Heads>> {
            let Some(range) = sections.range(name) else { return Ok(None) };
            let heads = Heads::decode(&all[range]).filter(|heads| heads.features() == dense);
            heads.ok_or_else(|| broken(name)).map(Some)
        };
        let act_heads = heads(ACT_HEADS, crate::acts::FEATURES)?.map(Arc::new);
        let heads = heads(HEADS, heads::DENSE)?;
        let norms = core::str::from_utf8(&all[text(NORMS)?]).unwrap_or_default();
        let norms = Norms::read(norms).ok_or_else(|| broken(NORMS))?;
        let acts = match sections.range(ACTS) {
            Some(range) => {
                let list = pieces::unpack(&all[range]).ok_or_else(|| broken(ACTS))?;
                Some(PhraseList::read(&list).map_err(|line| unsound(&line))?)
            }
            None => None,
        };
        let cues = match sections.range(STANCE) {
            Some(range) => {
                let list = pieces::unpack(&all[range]).ok_or_else(|| broken(STANCE))?;
                Some(CueList::read(&list).map_err(|line| unsound(&line))?)
            }
            None => None,
        };
        let stance = match sections.range(STANCE_HEADS) {
            Some(range) => {
                let heads = StanceHeads::decode(&all[range]);
                StanceModel::new(&heads.ok_or_else(|| broken(STANCE_HEADS))?)
            }
            None => None,
        };
        let closed_class = text(CLOSED_CLASS)?;
        let digest =
            format!("{}-{}-{:016x}", manifest.language, manifest.version, sections.digest());
        let abbreviations = text(ABBREVIATIONS)?;
        let inner = Inner {
            manifest,
            digest,
            number: sections.digest(),
            closed_class,
            abbreviations,
            words,
            emoji,
            heads,
            act_heads,
            norms,
            acts,
            cues,
            stance,
            bytes,
        };
        let pack = Self { inner: Arc::new(inner) };
        if pack.closed_class().count() > MAX_CATEGORIES {
            return Err(invalid(format!(
                "pack has {} closed-class categories: at most {MAX_CATEGORIES} are possible",
                pack.closed_class().count()
            )));
        }
        Ok(pack)
    }

    /// A number that tells this pack from others.
    pub(crate) fn number(&self) -> u64 {
        self.inner.number
    }

    /// The primary language subtag, such as `en`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.inner.manifest.language
    }

    /// Language, version and content digest: `en-2-` and 16 hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.inner.digest
    }

    /// What the pack says of itself: every part with its source and licence.
    #[must_use]
    pub fn manifest(&self) -> &PackManifest {
        &self.inner.manifest
    }

    /// The pack as the bytes of one file.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.inner.bytes.get()
    }

    /// The bytes of a section, if the pack has it.
    #[must_use]
    pub fn section_bytes(&self, name: &str) -> Option<&[u8]> {
        let sections = Sections::read(self.as_bytes(), true).ok()?;
        self.as_bytes().get(sections.range(name)?)
    }

    /// From which z-score on a score counts as a yes: a warm turn, a positive one, a doubtful one.
    /// `None` for a name that is no model of the pack. Chosen on the corpora of the model alone
    /// (docs/MODELS.md); 0 for the scores that nobody asks a yes or no of.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// use lingsync::pack::LanguagePack;
    ///
    /// let pack = LanguagePack::english();
    /// assert!(pack.threshold("warmth").unwrap().is_finite());
    /// assert_eq!(pack.threshold("formality"), Some(0.0));
    /// assert_eq!(pack.threshold("hue"), None);
    /// # }
    /// ```
    #[must_use]
    pub fn threshold(&self, score: &str) -> Option<f64> {
        let heads = self.heads()?;
        Some(heads.heads().get(heads.index(score)?)?.threshold)
    }

    fn section(&self, range: &Range<usize>) -> &[u8] {
        self.as_bytes().get(range.clone()).unwrap_or_default()
    }

    fn lines(&self, range: &Range<usize>) -> impl Iterator<Item = &str> {
        let text = core::str::from_utf8(self.section(range)).unwrap_or_default();
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
    }

    /// Closed-class categories with their words; a trailing `*` makes a prefix.
    pub(crate) fn closed_class(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
        self.lines(&self.inner.closed_class)
            .filter_map(|line| line.split_once('\t'))
            .map(|(name, words)| (name, words.split_ascii_whitespace()))
    }

    /// Lower-case abbreviations without their last stop.
    pub(crate) fn abbreviations(&self) -> impl Iterator<Item = &str> {
        self.lines(&self.inner.abbreviations)
    }

    /// What is known of a folded word with this [`stable_hash`](words::stable_hash).
    #[inline]
    pub(crate) fn word(&self, word: &[u8], hash: u64) -> Option<WordEntry> {
        let (range, table) = self.inner.words.as_ref()?;
        table.find(self.section(range), word, hash)
    }

    /// Whether the pack lists words by class.
    pub(crate) fn has_words(&self) -> bool {
        self.inner.words.is_some()
    }

    /// The words of an emoji's description.
    pub(crate) fn emoji_words(&self, c: char) -> Option<EmojiWords<'_>> {
        self.inner.emoji.as_ref()?.get(c)
    }

    /// How figures are spread in chat, and how reliable they are.
    pub(crate) fn norms(&self) -> &Norms {
        &self.inner.norms
    }

    /// The phrases of acts, if the pack has any.
    pub(crate) fn phrases(&self) -> Option<&PhraseList> {
        self.inner.acts.as_ref()
    }

    /// The lists of stance, if the pack has any.
    pub(crate) fn cues(&self) -> Option<&CueList> {
        self.inner.cues.as_ref()
    }

    /// The heads of stance, if the pack has those of this version.
    pub(crate) fn stance(&self) -> Option<&StanceModel> {
        self.inner.stance.as_ref()
    }

    /// The heads of acts, if the pack has any.
    pub(crate) fn act_heads(&self) -> Option<&Arc<Heads>> {
        self.inner.act_heads.as_ref()
    }

    /// The model heads, if the pack has any.
    pub(crate) fn heads(&self) -> Option<&Heads> {
        self.inner.heads.as_ref()
    }
}

/// The manifest's head, not the data.
impl fmt::Debug for LanguagePack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LanguagePack").field("digest", &self.inner.digest).finish_non_exhaustive()
    }
}

impl PartialEq for LanguagePack {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}
