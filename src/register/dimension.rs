//! The dimensions of register: what is followed from turn to turn.

use core::fmt;

macro_rules! dimensions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)*) => {
        /// A scalar of register that is measured for each turn and followed along the conversation.
        ///
        /// ```
        /// use lingsync::register::Dimension;
        /// assert_eq!(Dimension::Warmth.name(), "warmth");
        /// assert_eq!(Dimension::from_name("warmth"), Some(Dimension::Warmth));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Dimension {
            $($(#[$doc])* $variant,)*
        }

        impl Dimension {
            /// All dimensions in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The snake_case name, the same in every language.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

dimensions! {
    /// How formal the wording is: z-score, 0 = chat average.
    Formality = "formality";
    /// How polite a request is: z-score.
    Politeness = "politeness";
    /// How positive the tone is: z-score.
    Valence = "valence";
    /// How agitated the tone is: z-score.
    Arousal = "arousal";
    /// How warm the wording is: z-score.
    Warmth = "warmth";
    /// How open to the other's view (Yeomans et al. 2020): z-score.
    Receptiveness = "receptiveness";
    /// Distress of the speaker, experimental: z-score.
    Distress = "distress";
    /// Hostility of the speaker, experimental: z-score.
    Hostility = "hostility";
    /// Doubt of the speaker, experimental: z-score.
    Doubt = "doubt";
    /// Boosters minus hedges per 100 words.
    Certainty = "certainty";
    /// VADER's compound score, -1 to 1.
    Vader = "vader";
    /// ln(1 + words).
    Verbosity = "verbosity";
    /// Seconds since the other party's turn.
    Latency = "latency";
}

impl Dimension {
    /// How many dimensions there are.
    pub const COUNT: usize = Self::ALL.len();
    /// The first so many dimensions are kept with each turn, in steps of 1/10,000; the others
    /// follow from its words and time.
    pub(crate) const SCORES: usize = Self::Verbosity as usize;

    /// The dimension of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|dimension| dimension.name() == name)
    }

    /// Whether it is off by default because it is not measured well enough.
    #[must_use]
    pub const fn is_experimental(self) -> bool {
        matches!(self, Self::Distress | Self::Hostility | Self::Doubt)
    }

    /// Whether it is bound to the language of the pack.
    #[must_use]
    pub const fn is_pack_bound(self) -> bool {
        !matches!(self, Self::Verbosity | Self::Latency)
    }

    /// Whether it is a z-score: 0 is the average of chat, 1 a standard deviation above it.
    #[must_use]
    pub const fn is_z_score(self) -> bool {
        (self as u8) < Self::Certainty as u8
    }

    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
