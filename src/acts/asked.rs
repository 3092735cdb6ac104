//! What is remembered of a question beside its words: bits, no text.

/// What kind of question a turn asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked(u16);

impl Asked {
    /// Opens with an auxiliary: can, is, did.
    pub(crate) const AUXILIARY: Self = Self(1);
    /// Holds an "or".
    pub(crate) const OR: Self = Self(2);
    /// Negates or denies something.
    pub(crate) const NEGATED: Self = Self(4);
    /// Wants a reason.
    pub(crate) const WHY: Self = Self(8);
    /// Wants a number: how many, how long.
    pub(crate) const HOW_MANY: Self = Self(16);
    /// Wants a time.
    pub(crate) const WHEN: Self = Self(32);
    /// Wants a place.
    pub(crate) const WHERE: Self = Self(64);
    /// Speaks of the two who talk: you, I.
    pub(crate) const PERSONAL: Self = Self(128);

    /// Opens with a question word or an auxiliary, whatever its mark.
    pub(crate) const OPENS: Self = Self(256);

    /// The bits of both.
    #[must_use]
    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of these hold.
    pub(crate) const fn is(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it is answered with yes or no.
    pub(crate) const fn is_polar(self) -> bool {
        self.is(Self::AUXILIARY) && !self.is(Self::OR)
    }

    /// One bit each.
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }

    /// `None` for a bit without a meaning.
    pub(crate) fn from_bits(bits: u16) -> Option<Self> {
        (bits < 1 << 9).then_some(Self(bits))
    }
}
