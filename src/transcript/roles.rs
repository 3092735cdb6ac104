//! Who speaks: from a transcript's words to [`Role`]s (docs/DESIGN.md, section 3, Parties).

use crate::turn::{Role, Turn};
use std::borrow::Cow;

/// What the `role` and `speaker` of a turn mean.
#[derive(Debug, PartialEq)]
pub(super) enum Who {
    /// A message of the machinery, not of the conversation.
    Skipped,
    /// A party, with the speaker's label where there is one.
    Speaker(Role, Option<String>),
}

/// `role` beats `speaker`; a word that is no role is a label. `None` if neither says anything.
pub(super) fn who(role: Option<&str>, speaker: Option<&str>) -> Option<Who> {
    let role = role.map(label).filter(|role| !role.is_empty());
    let speaker = speaker.map(label).filter(|speaker| !speaker.is_empty());
    let word = role.or(speaker)?;
    if crate::ascii::is_any(word, &["system", "developer", "tool", "function"]) {
        return Some(Who::Skipped);
    }
    let (role, fallback) = match Role::from_name(word) {
        Some(role) => (role, None),
        None => (Role::Other, Some(word)),
    };
    Some(Who::Speaker(role, speaker.or(fallback).map(ToString::to_string)))
}

/// A label without the blanks around it and the colon that plays and subtitles put behind it.
pub(crate) fn label(word: &str) -> &str {
    let word = word.trim();
    word.strip_suffix(':').unwrap_or(word).trim_end()
}

/// When no turn is of the client or the agent, makes the first speaker the client and the second
/// the agent, and says whether it did. Without labels there is nothing to go by.
pub(super) fn assume(turns: &mut [Turn<'static>]) -> bool {
    if turns.iter().any(|turn| turn.role != Role::Other) {
        return false;
    }
    let mut labels: Vec<Cow<'static, str>> = Vec::with_capacity(2);
    for turn in turns {
        let Some(speaker) = &turn.speaker else {
            continue;
        };
        let known = labels.iter().position(|label| label == speaker);
        let place = match known {
            Some(place) => place,
            None if labels.len() < 2 => {
                labels.push(speaker.clone());
                labels.len() - 1
            }
            None => continue,
        };
        turn.role = if place == 0 { Role::Client } else { Role::Agent };
    }
    !labels.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaker(role: Role, label: Option<&str>) -> Option<Who> {
        Some(Who::Speaker(role, label.map(ToString::to_string)))
    }

    #[test]
    fn the_role_beats_the_speaker_who_stays_as_the_label() {
        assert_eq!(who(Some("User"), Some("Ana:")), speaker(Role::Client, Some("Ana")));
        assert_eq!(who(Some("agent"), Some("system")), speaker(Role::Agent, Some("system")));
        assert_eq!(who(Some("assistant"), None), speaker(Role::Agent, None));
        assert_eq!(who(Some("referee"), None), speaker(Role::Other, Some("referee")));
    }

    #[test]
    fn a_speaker_alone_is_label_and_role_word() {
        assert_eq!(who(None, Some(" Human : ")), speaker(Role::Client, Some("Human")));
        assert_eq!(who(None, Some("Mara")), speaker(Role::Other, Some("Mara")));
        assert_eq!(who(Some(""), Some(":")), None);
    }

    #[test]
    fn the_machinery_is_skipped() {
        for word in ["system", "Developer", "tool:", "function"] {
            assert_eq!(who(Some(word), Some("Ana")), Some(Who::Skipped));
            assert_eq!(who(None, Some(word)), Some(Who::Skipped));
        }
    }

    #[test]
    fn roles_are_assumed_by_order_when_nobody_is_client_or_agent() {
        let turn = |label: &'static str| Turn::new(Role::Other, "x").speaker(label);
        let mut turns = [turn("B"), turn("A"), turn("C"), turn("B")];
        assert!(assume(&mut turns));
        let roles = turns.map(|turn| turn.role);
        assert_eq!(roles, [Role::Client, Role::Agent, Role::Other, Role::Client]);
        let mut named = [turn("B"), Turn::agent("x")];
        assert!(!assume(&mut named));
        assert_eq!(named[0].role, Role::Other);
        assert!(!assume(&mut [Turn::new(Role::Other, "x")]) && !assume(&mut []));
    }
}
