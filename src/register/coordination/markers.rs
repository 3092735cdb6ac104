//! Which markers a text holds: lists of words by category, matched in one pass.
//!
//! A word character is a-z, 0-9 or _ of the lower-cased text. A word of a list matches where it
//! stands whole; a trailing `*` makes it a prefix. A word may hold other signs ("i'm").

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

/// Markers that a text's set has room for.
pub const MAX_MARKERS: usize = 32;

/// Edges from one node of the trie: sign and node.
type Edges = Vec<(u8, u32)>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Node {
    edges: Edges,
    /// Markers of the words that end here whole.
    whole: u32,
    /// Markers of the prefixes that end here.
    prefix: u32,
}

/// Lists of marker words, ready for matching.
///
/// # Example
/// ```
/// use lingsync::register::coordination::MarkerLists;
///
/// let lists = MarkerLists::parse("article\ta an the\nquantifier\tall any* y'all\n");
/// assert_eq!(lists.names(), ["article", "quantifier"]);
/// assert_eq!(lists.matches("The cat"), 0b01);
/// assert_eq!(lists.matches("Anybody? Then theatre."), 0b10);
/// assert_eq!(lists.matches("small"), 0);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkerLists {
    names: Vec<String>,
    nodes: Vec<Node>,
}

/// Where the pass stands in the trie.
#[derive(Clone, Copy)]
enum Place {
    Nowhere,
    At(usize),
    /// Just past a whole word.
    Past,
}

const ROOT: usize = 0;

fn is_word(sign: u8) -> bool {
    sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_'
}

/// The signs of the lower-cased text; 0 for all that is not ASCII.
fn signs(text: &str) -> impl Iterator<Item = u8> + '_ {
    let sign = |c: char| u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(0);
    text.chars().flat_map(char::to_lowercase).map(sign)
}

impl MarkerLists {
    /// Lists from text: a line for each marker, its name, a tab, its words with blanks between.
    /// Empty lines and lines that begin with `#` are skipped; see [`MarkerLists::new`].
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let lists = lines.filter_map(|line| line.split_once('\t'));
        Self::new(lists.map(|(name, words)| (name, words.split_whitespace())))
    }

    /// Lists from names and words. A name that comes again adds to its list; lists beyond
    /// [`MAX_MARKERS`] are left out.
    pub fn new<'t, W: IntoIterator<Item = &'t str>>(
        lists: impl IntoIterator<Item = (&'t str, W)>,
    ) -> Self {
        let mut built = Self { names: Vec::new(), nodes: vec![Node::default()] };
        for (name, words) in lists {
            let known = built.names.iter().position(|known| known == name);
            let marker = known.unwrap_or(built.names.len());
            if marker >= MAX_MARKERS {
                continue;
            }
            if known.is_none() {
                built.names.push(name.to_owned());
            }
            words.into_iter().for_each(|word| built.add(word, 1 << marker));
        }
        built
    }

    /// The names of the markers, in the order of the bits.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn add(&mut self, word: &str, markers: u32) {
        let (word, is_prefix) = match word.strip_suffix('*') {
            Some(prefix) => (prefix, true),
            None => (word, false),
        };
        if word.is_empty() {
            return;
        }
        let mut at = ROOT;
        for sign in signs(word) {
            at = match self.child(at, sign) {
                Some(next) => next,
                None => {
                    let next = self.nodes.len();
                    self.nodes.push(Node::default());
                    let Some(node) = self.nodes.get_mut(at) else { return };
                    let place = node.edges.partition_point(|(known, _)| *known < sign);
                    node.edges.insert(place, (sign, next as u32));
                    next
                }
            };
        }
        if let Some(node) = self.nodes.get_mut(at) {
            let set = if is_prefix { &mut node.prefix } else { &mut node.whole };
            *set |= markers;
        }
    }

    fn child(&self, at: usize, sign: u8) -> Option<usize> {
        let edges = &self.nodes.get(at)?.edges;
        let place = edges.binary_search_by_key(&sign, |(known, _)| *known).ok()?;
        Some(edges.get(place)?.1 as usize)
    }

    /// The markers that `text` holds, as a bit set. One pass, no allocation.
    ///
    /// As in ConvoKit, no word begins after an apostrophe that a word of the lists runs up to: with
    /// "it" in a list, the "all" of "it'all" is none.
    #[must_use]
    pub fn matches(&self, text: &str) -> u32 {
        let (mut found, mut place, mut last) = (0, Place::Nowhere, 0);
        for sign in signs(text).chain([b' ']) {
            let begins = !is_word(last) && is_word(sign);
            if begins && (last != b'\'' || matches!(place, Place::Nowhere)) {
                place = Place::At(ROOT);
            }
            place = match place {
                Place::At(at) => {
                    let ended = if is_word(last) && !is_word(sign) { self.whole(at) } else { 0 };
                    found |= ended;
                    match self.child(at, sign) {
                        Some(next) => {
                            found |= self.nodes.get(next).map_or(0, |node| node.prefix);
                            Place::At(next)
                        }
                        None if ended != 0 => Place::Past,
                        None => Place::Nowhere,
                    }
                }
                Place::Past | Place::Nowhere => Place::Nowhere,
            };
            last = sign;
        }
        found
    }

    fn whole(&self, at: usize) -> u32 {
        self.nodes.get(at).map_or(0, |node| node.whole)
    }
}
