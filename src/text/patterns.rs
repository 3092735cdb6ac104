//! The host's own patterns: what they mask, join into one term, or mark.

use crate::{config::Pattern, error::Result, value::Span};
use smallvec::SmallVec;

#[cfg(feature = "patterns")]
mod translate;
#[cfg(feature = "patterns")]
mod unicode;

/// Hits of the patterns in one turn, in order of their start.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    pub(crate) masks: SmallVec<[Span; 4]>,
    pub(crate) terms: SmallVec<[Span; 4]>,
    /// The pattern's number, and where.
    pub(crate) acts: SmallVec<[(u16, Span); 2]>,
}

/// The compiled patterns of an engine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patterns {
    #[cfg(feature = "patterns")]
    compiled: alloc::vec::Vec<(regex_automata::meta::Regex, crate::config::PatternEffect)>,
}

#[cfg(feature = "patterns")]
impl Patterns {
    /// Compiles the patterns, each within a bound on its size.
    pub(crate) fn compile(patterns: &[Pattern]) -> Result<Self> {
        let compile = |pattern: &Pattern| {
            let compiled = compiled(&pattern.regex).map_err(|error| {
                let name = &pattern.name;
                crate::Error::config(alloc::format!("pattern `{name}` does not compile: {error}"))
            })?;
            Ok((compiled, pattern.effect))
        };
        Ok(Self { compiled: patterns.iter().map(compile).collect::<Result<_>>()? })
    }

    /// Where the patterns match. O(text) for each pattern.
    pub(crate) fn find(&self, text: &str) -> Hits {
        use crate::config::PatternEffect;
        let mut hits = Hits::default();
        for (number, (regex, effect)) in self.compiled.iter().enumerate() {
            for found in regex.find_iter(text).filter(|found| !found.is_empty()) {
                let span = Span::new(found.start() as u32, found.end() as u32);
                match effect {
                    PatternEffect::Mask => hits.masks.push(span),
                    PatternEffect::Term => hits.terms.push(span),
                    PatternEffect::Act => hits.acts.push((number as u16, span)),
                }
            }
        }
        crate::sorted::sort_by(&mut hits.terms, Ord::cmp);
        crate::sorted::sort_by_key(&mut hits.acts, |(number, span)| (*span, *number));
        hits
    }
}

/// Compiles one pattern with the engine of the crate `regex`; says what is wrong in its words.
#[cfg(feature = "patterns")]
fn compiled(
    pattern: &str,
) -> core::result::Result<regex_automata::meta::Regex, alloc::string::String> {
    use regex_automata::meta::{Config, Regex};
    const COMPILED_LIMIT: usize = 1 << 20;
    let read = translate::read(pattern)?;
    let config = Config::new().nfa_size_limit(Some(COMPILED_LIMIT));
    Regex::builder().configure(config).build_from_hir(&read).map_err(|error| {
        error.size_limit().map_or_else(
            || alloc::format!("{error}"),
            |limit| alloc::format!("Compiled regex exceeds size limit of {limit} bytes."),
        )
    })
}

#[cfg(not(feature = "patterns"))]
impl Patterns {
    /// Nothing: a configuration with patterns is refused without the feature.
    pub(crate) fn compile(_patterns: &[Pattern]) -> Result<Self> {
        Ok(Self::default())
    }

    /// Nothing.
    pub(crate) fn find(&self, _text: &str) -> Hits {
        Hits::default()
    }
}
