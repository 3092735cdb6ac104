//! What a client wants to be different in the manner of the replies.

/// What a client wants to be different in the manner of the replies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes(u16);

impl Wishes {
    /// Shorter replies.
    pub const SHORTER: Self = Self(1);
    /// Longer ones, or more detail.
    pub const LONGER: Self = Self(2);
    /// Plainer words.
    pub const SIMPLER: Self = Self(4);
    /// A warmer tone.
    pub const WARMER: Self = Self(8);
    /// A more formal tone.
    pub const MORE_FORMAL: Self = Self(16);
    /// A less formal tone.
    pub const LESS_FORMAL: Self = Self(32);
    /// Another language.
    pub const LANGUAGE: Self = Self(64);
    /// Another form: a list, a table, no headings.
    pub const FORMAT: Self = Self(128);
    /// To stop doing something.
    pub const STOP: Self = Self(256);

    const ALL: [(Self, &'static str); 9] = [
        (Self::SHORTER, "shorter"),
        (Self::LONGER, "longer"),
        (Self::SIMPLER, "simpler"),
        (Self::WARMER, "warmer"),
        (Self::MORE_FORMAL, "more_formal"),
        (Self::LESS_FORMAL, "less_formal"),
        (Self::LANGUAGE, "language"),
        (Self::FORMAT, "format"),
        (Self::STOP, "stop"),
    ];

    /// Every wish by itself with its name, in a fixed order.
    pub fn each(self) -> impl Iterator<Item = (Self, &'static str)> {
        Self::ALL.into_iter().filter(move |(wish, _)| self.contains(*wish))
    }

    /// The wish of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, other)| *other == name).map(|(wish, _)| *wish)
    }

    /// The wishes of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of these are wished.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether nothing is wished.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One bit a wish.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    pub(crate) fn from_bits(bits: u16) -> Option<Self> {
        (bits < 1 << Self::ALL.len()).then_some(Self(bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn wishes_have_names() {
        let wishes = Wishes::from_name("shorter").unwrap().union(Wishes::FORMAT);
        assert_eq!(wishes.each().map(|(_, name)| name).collect::<Vec<_>>(), ["shorter", "format"]);
    }
}
