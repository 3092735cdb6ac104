//! How a client disputes what the agent said.

use core::fmt;

/// What a push-back leans on.
///
/// # Example
/// ```
/// use lingsync::acts::PushbackKind;
/// assert_eq!(PushbackKind::from_name("authority"), Some(PushbackKind::Authority));
/// assert_eq!(PushbackKind::Evidence.code(), 4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum PushbackKind {
    /// On nothing: "are you sure?", or the claim said again.
    Simple,
    /// On a reason or on the speaker's own experience.
    Justification,
    /// On who the speaker is, or on somebody who should know.
    Authority,
    /// On what was read or found out: a study, an article, figures.
    Evidence,
}

impl PushbackKind {
    /// All kinds in the order of their codes.
    pub const ALL: &'static [Self] =
        &[Self::Simple, Self::Justification, Self::Authority, Self::Evidence];

    /// The snake_case name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Justification => "justification",
            Self::Authority => "authority",
            Self::Evidence => "evidence",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// A number of its own, from 1.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Simple => 1,
            Self::Justification => 2,
            Self::Authority => 3,
            Self::Evidence => 4,
        }
    }

    /// The kind of a number.
    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}

impl fmt::Display for PushbackKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_and_a_number_of_its_own() {
        for (number, kind) in (1..).zip(PushbackKind::ALL) {
            assert_eq!(kind.code(), number);
            assert_eq!(PushbackKind::from_code(number), Some(*kind));
            assert_eq!(PushbackKind::from_name(kind.name()), Some(*kind));
        }
        assert_eq!(PushbackKind::from_code(0), None);
        assert_eq!(PushbackKind::from_name("none"), None);
    }
}
