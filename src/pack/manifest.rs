//! What a pack says of itself: its language, its version, and for every section where it comes from
//! and under which licence it may be used.
//!
//! Lines of fields separated by tabs: `language`, `version`, and one or more lines
//! `part<TAB>section<TAB>source<TAB>licence<TAB>note` for each section.

use super::container::{Sections, invalid};
use crate::{config::is_language_tag, error::Result};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

/// Where one part of a pack comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PackPart {
    /// The section that holds it.
    pub section: String,
    /// Who made it, or the corpora that its weights were trained on.
    pub source: String,
    /// The licence of that source.
    pub licence: String,
    /// What was done with it.
    pub note: String,
}

/// Language, version and provenance of a [`LanguagePack`](super::LanguagePack).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PackManifest {
    /// The primary language subtag, such as `en`.
    pub language: String,
    /// The pack's own version.
    pub version: u16,
    /// Every part with its source and licence.
    pub parts: Vec<PackPart>,
}

impl PackManifest {
    /// Reads the manifest and checks that every section has its licence.
    pub(super) fn read(text: &[u8], sections: &Sections) -> Result<Self> {
        let text = core::str::from_utf8(text)
            .map_err(|_| invalid("manifest of the pack is not UTF-8".into()))?;
        let mut manifest = Self::default();
        for line in text.lines().filter(|line| !line.is_empty()) {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields.as_slice() {
                ["language", language] => manifest.language = (*language).to_owned(),
                ["version", version] => {
                    manifest.version = version.parse().map_err(|_| {
                        invalid(format!("version `{version}` of the pack is no number"))
                    })?;
                }
                ["part", section, source, licence, note] => {
                    let [section, source, licence, note] =
                        [*section, *source, *licence, *note].map(|field| field.trim().to_owned());
                    manifest.parts.push(PackPart { section, source, licence, note });
                }
                _ => {
                    return Err(invalid(format!(
                        "manifest of the pack has a line of {} fields that is not understood",
                        fields.len()
                    )));
                }
            }
        }
        manifest.check(sections)?;
        Ok(manifest)
    }

    fn check(&self, sections: &Sections) -> Result<()> {
        if !is_language_tag(&self.language) || self.version == 0 {
            return Err(invalid("manifest of the pack names no language and version".into()));
        }
        for name in sections.names().filter(|name| *name != super::MANIFEST) {
            let mut parts = self.parts.iter().filter(|part| part.section == name).peekable();
            if parts.peek().is_none() {
                return Err(invalid(format!(
                    "section `{name}` of the pack has no licence entry: add a part line to its \
                     manifest"
                )));
            }
            if let Some(part) = parts.find(|part| part.licence.is_empty() || part.source.is_empty())
            {
                return Err(invalid(format!(
                    "section `{name}` of the pack has a part without a licence or source ({}): \
                     give both",
                    part.source
                )));
            }
        }
        Ok(())
    }

    pub(super) fn write(&self) -> String {
        let mut text = format!("language\t{}\nversion\t{}\n", self.language, self.version);
        for part in &self.parts {
            let PackPart { section, source, licence, note } = part;
            text.push_str(&format!("part\t{section}\t{source}\t{licence}\t{note}\n"));
        }
        text
    }
}
