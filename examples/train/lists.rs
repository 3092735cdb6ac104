//! The word lists of a pack, from the sources in a folder such as `packs/en`.

use lingsync::pack::{PackBuilder, WordClass};
use std::{fs, path::Path};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The pack's version: raised whenever a list or weight changes.
const VERSION: u16 = 4;

/// A builder that holds every list of `dir`, with the parts that its manifest names.
pub fn lists(dir: &Path) -> Outcome<PackBuilder> {
    let read = |name: &str| {
        let path = dir.join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let mut builder = PackBuilder::new("en", VERSION);
    for line in read("manifest.txt")?.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [section, source, licence, note] = fields[..] else {
            return Err(format!("manifest.txt: `{line}` has not four fields").into());
        };
        builder.part(section, source, licence, note);
    }
    builder.closed_class(&read("closed_class.txt")?);
    builder.abbreviations(&read("abbreviations.txt")?);
    for classes in ["style.txt", "lists.txt", "further.txt"] {
        builder.classes(&read(classes)?)?;
    }
    builder.list(WordClass::Hedge, &read("hedges.txt")?)?;
    builder.list(WordClass::Positive, &read("opinion_positive.txt")?)?;
    builder.list(WordClass::Negative, &read("opinion_negative.txt")?)?;
    builder.valences(&read("vader.txt")?)?;
    builder.syllables(&read("syllables.txt")?)?;
    builder.emoji(&read("emoji.txt")?)?;
    builder.acts(&read("acts.txt")?)?;
    builder.stance(&read("stance.txt")?)?;
    Ok(builder)
}
