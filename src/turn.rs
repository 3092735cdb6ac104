//! What a host hands in: a [`Turn`] with its [`Role`], and the [`Party`] that it is counted under.

use crate::hints::Hints;
use alloc::borrow::Cow;
use core::fmt;

/// Who speaks, as far as the measures are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[repr(u8)]
pub enum Role {
    /// The person who is helped, advised or served.
    Client = 0,
    /// The one whose synchrony is watched: a model, or a person in its place.
    Agent = 1,
    /// Anybody else.
    Other = 2,
}

impl Role {
    /// The snake_case name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Agent => "agent",
            Self::Other => "other",
        }
    }

    /// The role that a transcript's word means: user, human, patient, seeker and customer are the
    /// client; assistant, bot, therapist and supporter are the agent. Case does not matter.
    ///
    /// ```
    /// use lingsync::Role;
    /// assert_eq!(Role::from_name("Human"), Some(Role::Client));
    /// assert_eq!(Role::from_name("assistant"), Some(Role::Agent));
    /// assert_eq!(Role::from_name("Mara"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        const NAMES: [(&str, Role); 12] = [
            ("client", Role::Client),
            ("user", Role::Client),
            ("human", Role::Client),
            ("patient", Role::Client),
            ("seeker", Role::Client),
            ("customer", Role::Client),
            ("agent", Role::Agent),
            ("assistant", Role::Agent),
            ("bot", Role::Agent),
            ("therapist", Role::Agent),
            ("supporter", Role::Agent),
            ("other", Role::Other),
        ];
        NAMES
            .iter()
            .find(|(word, _)| crate::ascii::same(name.as_bytes(), word.as_bytes()))
            .map(|(_, role)| *role)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One side of a measure. By default the three roles are the parties and all other speakers are
/// pooled; with `lexical.all_speakers` each speaker is a party of its own, up to
/// [`Party::MAX_SPEAKERS`]: the first client and the first agent keep these names, the others are
/// numbered by first appearance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party(pub(crate) u8);

impl Party {
    /// The client.
    pub const CLIENT: Self = Self(Role::Client as u8);
    /// The agent.
    pub const AGENT: Self = Self(Role::Agent as u8);
    /// All others, pooled.
    pub const OTHER: Self = Self(Role::Other as u8);
    /// With `all_speakers`: how many speakers are kept apart; later ones join the last party.
    pub const MAX_SPEAKERS: usize = 8;

    /// The party at an index (0 client, 1 agent, 2 other; or the n-th speaker with `all_speakers`).
    #[must_use]
    pub const fn from_index(index: u8) -> Self {
        Self(index)
    }

    /// The index of the party, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// `client`, `agent` or `other`; `party_3` and so on beyond these.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.0 {
            0 => "client",
            1 => "agent",
            2 => "other",
            3 => "party_3",
            4 => "party_4",
            5 => "party_5",
            6 => "party_6",
            _ => "party_7",
        }
    }
}

impl From<Role> for Party {
    fn from(role: Role) -> Self {
        Self(role as u8)
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One turn of a conversation, as the host has it.
///
/// # Example
/// ```
/// use lingsync::{Role, Turn};
///
/// let turn = Turn::client("my plan is broken").speaker("Ana").at(1_700_000_000_000);
/// assert_eq!(turn.role, Role::Client);
/// assert_eq!(turn.speaker.as_deref(), Some("Ana"));
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Turn<'a> {
    /// Who speaks.
    pub role: Role,
    /// The speaker's label, where the host has one.
    pub speaker: Option<Cow<'a, str>>,
    /// What was said: UTF-8, any language, any length up to `limits.max_turn_bytes`.
    pub text: Cow<'a, str>,
    /// When, in milliseconds on any clock that does not change within the session.
    pub at: Option<i64>,
    /// What else the host knows about the turn.
    pub hints: Hints,
}

impl<'a> Turn<'a> {
    /// A turn of `role`, with nothing but its text.
    #[must_use]
    pub fn new(role: Role, text: impl Into<Cow<'a, str>>) -> Self {
        Self { role, speaker: None, text: text.into(), at: None, hints: Hints::default() }
    }

    /// A turn of the client.
    #[must_use]
    pub fn client(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Role::Client, text)
    }

    /// A turn of the agent.
    #[must_use]
    pub fn agent(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Role::Agent, text)
    }

    /// The same turn with a speaker's label.
    #[must_use]
    pub fn speaker(mut self, speaker: impl Into<Cow<'a, str>>) -> Self {
        self.speaker = Some(speaker.into());
        self
    }

    /// The same turn with its time in milliseconds.
    #[must_use]
    pub fn at(mut self, at: i64) -> Self {
        self.at = Some(at);
        self
    }

    /// The same turn with hints.
    #[must_use]
    pub fn hints(mut self, hints: Hints) -> Self {
        self.hints = hints;
        self
    }
}

/// Debug output names the size of the text, never the text: turns end up in logs.
impl fmt::Debug for Turn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Turn")
            .field("role", &self.role)
            .field("speaker", &self.speaker.as_ref().map(|_| "..."))
            .field("text", &format_args!("{} bytes", self.text.len()))
            .field("at", &self.at)
            .field("hints", &self.hints)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn debug_output_of_a_turn_holds_none_of_its_text() {
        let shown = format!("{:?}", Turn::client("marmalade").speaker("Archibald"));
        assert!(!shown.contains("marmalade") && !shown.contains("Archibald"), "{shown}");
        assert!(shown.contains("9 bytes"));
    }

    #[test]
    fn every_role_is_the_party_of_its_own_name() {
        for role in [Role::Client, Role::Agent, Role::Other] {
            assert_eq!(Party::from(role).name(), role.name());
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
    }
}
