//! Making a language pack from its sources.

use super::{
    ABBREVIATIONS, ACTS, CLOSED_CLASS, EMOJI, LanguagePack, MANIFEST, PackManifest, PackPart,
    STANCE, WORDS, WordClass,
    container::{self, invalid},
    cues::CueList,
    emoji,
    phrases::{PhraseList, unsound},
    pieces,
    words::{self, WordEntry},
};
use crate::error::Result;
use alloc::{
    borrow::ToOwned,
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};

/// Puts a [`LanguagePack`] together: word lists and other sections, each with its source and
/// licence. The same calls give the same bytes.
///
/// Sources are text: lines that begin with `#` and empty lines are passed over.
///
/// # Example
/// ```
/// use lingsync::pack::{LanguagePack, PackBuilder, WordClass};
///
/// let mut builder = PackBuilder::new("nl", 1);
/// builder.part("words", "own list", "CC0-1.0", "written by hand");
/// builder.list(WordClass::Articles, "de\nhet\neen\n")?;
/// let pack = LanguagePack::from_bytes(builder.build()?)?;
/// assert_eq!(pack.language(), "nl");
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct PackBuilder {
    manifest: PackManifest,
    words: BTreeMap<String, WordEntry>,
    sections: Vec<(String, Vec<u8>)>,
}

impl PackBuilder {
    /// A pack for a language (BCP 47), with a version of its own from 1.
    #[must_use]
    pub fn new(language: &str, version: u16) -> Self {
        let manifest =
            PackManifest { language: language.to_owned(), version, ..PackManifest::default() };
        Self { manifest, ..Self::default() }
    }

    /// Says where a part of a section comes from, and its licence.
    pub fn part(&mut self, section: &str, source: &str, licence: &str, note: &str) {
        let [section, source, licence, note] =
            [section, source, licence, note].map(|field| field.replace(['\t', '\n'], " "));
        self.manifest.parts.push(PackPart { section, source, licence, note });
    }

    /// Words of one class, one a line.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidPack`](crate::ErrorKind::InvalidPack) for a word over 255 bytes.
    pub fn list(&mut self, class: WordClass, source: &str) -> Result<()> {
        for word in lines(source) {
            self.entry(word.trim())?.classes |= class.bit();
        }
        Ok(())
    }

    /// Words of several classes: a class and its words a line, the class ended by a tab.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidPack`](crate::ErrorKind::InvalidPack) for a class that is not known.
    pub fn classes(&mut self, source: &str) -> Result<()> {
        for (name, list) in pairs(source)? {
            let class = WordClass::from_name(name)
                .ok_or_else(|| invalid(format!("word class `{name}` of a pack is not known")))?;
            for word in list.split_ascii_whitespace() {
                self.entry(word)?.classes |= class.bit();
            }
        }
        Ok(())
    }

    /// Valences in tenths, -127 to 127: a token, a tab and a number a line.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidPack`](crate::ErrorKind::InvalidPack) for a number out of range.
    pub fn valences(&mut self, source: &str) -> Result<()> {
        for (token, tenths) in pairs(source)? {
            let tenths = number(tenths, -127, 127)?;
            self.entry(token)?.valence = Some(tenths as i8);
        }
        Ok(())
    }

    /// Syllables of words whose count the rule would get wrong: a word, a tab and a number a line.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidPack`](crate::ErrorKind::InvalidPack) for a number out of 1 to 255.
    pub fn syllables(&mut self, source: &str) -> Result<()> {
        for (word, count) in pairs(source)? {
            let count = number(count, 1, 255)?;
            self.entry(word)?.syllables = Some(count as u8);
        }
        Ok(())
    }

    /// Phrases of acts: an act, how sure a hit is in hundredths, and a pattern a line, separated by
    /// tabs; `@name`, a tab and words make a class. The section is `acts`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidPack`](crate::ErrorKind::InvalidPack) for a line that is not sound.
    ///
    /// ```
    /// use lingsync::pack::PackBuilder;
    ///
    /// let mut builder = PackBuilder::new("nl", 1);
    /// assert!(builder.acts("oir_open\t90\t^ wat|sorry ?\n").is_ok());
    /// assert!(builder.acts("oir_open\tvery\t^ wat\n").is_err());
    /// ```
    pub fn acts(&mut self, source: &str) -> Result<()> {
        let text: String = lines(source).flat_map(|line| [line, "\n"]).collect();
        PhraseList::read(&text).map_err(|line| unsound(&line))?;
        self.section(ACTS, pieces::pack(&text));
        Ok(())
    }

    /// Words and phrases of stance: a list's name, a tab, and entries separated by `|`. The section is
    /// `stance`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidPack`](crate::ErrorKind::InvalidPack) for a line that is not sound.
    ///
    /// ```
    /// use lingsync::pack::PackBuilder;
    ///
    /// let mut builder = PackBuilder::new("nl", 1);
    /// assert!(builder.stance("negations\tniet | nooit\n").is_ok());
    /// assert!(builder.stance("negations\n").is_err());
    /// ```
    pub fn stance(&mut self, source: &str) -> Result<()> {
        let text: String = lines(source).flat_map(|line| [line, "\n"]).collect();
        CueList::read(&text).map_err(|line| unsound(&line))?;
        self.section(STANCE, pieces::pack(&text));
        Ok(())
    }

    /// Emoji with their descriptions: a character, a tab and words a line. The section is `emoji`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidPack`](crate::ErrorKind::InvalidPack) for more than one character.
    pub fn emoji(&mut self, source: &str) -> Result<()> {
        let mut table = BTreeMap::new();
        for (key, description) in pairs(source)? {
            let mut characters = key.chars();
            let (Some(c), None) = (characters.next(), characters.next()) else {
                return Err(invalid(format!("emoji of {} bytes is not one character", key.len())));
            };
            table.insert(c, description.split_ascii_whitespace().collect());
        }
        self.section(EMOJI, emoji::encode(&table));
        Ok(())
    }

    /// Closed-class categories: a name, a tab and words a line; a trailing `*` makes a prefix.
    pub fn closed_class(&mut self, source: &str) {
        self.section(CLOSED_CLASS, without_comments(source).into_bytes());
    }

    /// Abbreviations after which a full stop does not end a sentence, one a line.
    pub fn abbreviations(&mut self, source: &str) {
        self.section(ABBREVIATIONS, without_comments(source).into_bytes());
    }

    /// Any other section.
    pub fn section(&mut self, name: &str, content: Vec<u8>) {
        self.sections.push((name.to_owned(), content));
    }

    fn entry(&mut self, word: &str) -> Result<&mut WordEntry> {
        if word.is_empty() || word.len() > 255 {
            return Err(invalid(format!("word of {} bytes in a pack: 1 to 255", word.len())));
        }
        Ok(self.words.entry(word.to_owned()).or_default())
    }

    /// The pack's bytes, after reading them with every check.
    ///
    /// # Errors
    /// As [`LanguagePack::from_bytes`].
    pub fn build(mut self) -> Result<Vec<u8>> {
        if !self.words.is_empty() {
            let words: Vec<(&str, WordEntry)> =
                self.words.iter().map(|(word, entry)| (word.as_str(), *entry)).collect();
            let table = words::encode(&words)
                .ok_or_else(|| invalid(format!("{} words are too many", words.len())))?;
            self.sections.push((WORDS.to_owned(), table));
        }
        self.sections.insert(0, (MANIFEST.to_owned(), self.manifest.write().into_bytes()));
        let bytes = container::write(&self.sections);
        LanguagePack::from_bytes(bytes.clone())?;
        Ok(bytes)
    }
}

fn lines(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

fn without_comments(source: &str) -> String {
    lines(source).flat_map(|line| [line, "\n"]).collect()
}

fn pairs(source: &str) -> Result<Vec<(&str, &str)>> {
    lines(source)
        .map(|line| {
            line.split_once('\t')
                .ok_or_else(|| invalid(format!("line of {} bytes has no tab", line.len())))
        })
        .collect()
}

fn number(text: &str, low: i64, high: i64) -> Result<i64> {
    let number = text.trim().parse::<i64>().ok().filter(|number| (low..=high).contains(number));
    number.ok_or_else(|| {
        invalid(format!("`{}` in a pack is no number of {low} to {high}", text.to_string().trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(pack: &LanguagePack, word: &str) -> Option<WordEntry> {
        pack.word(word.as_bytes(), words::stable_hash(word.as_bytes()))
    }

    #[test]
    fn a_word_keeps_everything_that_is_said_of_it() {
        let mut builder = PackBuilder::new("en", 9);
        builder.part("words", "own", "MIT", "");
        builder.list(WordClass::Positive, "# comment\ngood\n\nfine\n").unwrap();
        builder.classes("booster\tvery good\nadverbs\tvery\n").unwrap();
        builder.valences("good\t19\n:(\t-19\n").unwrap();
        builder.syllables("fine\t1\n").unwrap();
        let pack = LanguagePack::from_bytes(builder.build().unwrap()).unwrap();
        let good = word(&pack, "good").unwrap();
        assert_eq!(good.classes, WordClass::Positive.bit() | WordClass::Booster.bit());
        assert_eq!(good.valence, Some(19));
        assert_eq!(word(&pack, ":(").unwrap().valence, Some(-19));
        assert_eq!(word(&pack, "fine").unwrap().syllables, Some(1));
        assert_eq!(word(&pack, "very").unwrap().valence, None);
        assert!(word(&pack, "bad").is_none());
    }

    #[test]
    fn sources_that_cannot_be_read_say_why() {
        let mut builder = PackBuilder::new("en", 1);
        let message = |result: Result<()>| result.unwrap_err().to_string();
        assert_eq!(
            message(builder.classes("verbs\tgo\n")),
            "word class `verbs` of a pack is not known"
        );
        assert_eq!(
            message(builder.valences("good\t200\n")),
            "`200` in a pack is no number of -127 to 127"
        );
        assert_eq!(message(builder.syllables("good 1\n")), "line of 6 bytes has no tab");
    }

    #[test]
    fn a_section_without_a_licence_is_refused() {
        let mut builder = PackBuilder::new("en", 1);
        builder.list(WordClass::Hedge, "maybe").unwrap();
        let message = builder.clone().build().unwrap_err().to_string();
        assert!(message.starts_with("section `words` of the pack has no licence entry"));
        builder.part("words", "own list", " ", "");
        let message = builder.build().unwrap_err().to_string();
        assert!(message.contains("without a licence or source"), "{message}");
    }

    #[test]
    fn the_same_calls_give_the_same_bytes() {
        let build = || {
            let mut builder = PackBuilder::new("en", 1);
            builder.part("words", "own list", "MIT", "");
            builder.list(WordClass::Hedge, "maybe\nperhaps").unwrap();
            builder.build().unwrap()
        };
        assert_eq!(build(), build());
    }
}
