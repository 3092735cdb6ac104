//! The speakers of a session: their labels, kept as the retention mode says, and their parties.

use crate::{
    text::vocabulary::{Key, Keying},
    turn::{Party, Role, Turn},
};
use alloc::vec::Vec;
use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// A speaker label's number in order of first appearance.
pub(crate) type SpeakerId = u32;

/// The speakers seen so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Speakers {
    /// `None`: forgotten.
    labels: Vec<Option<Key>>,
    index: HashMap<u128, SpeakerId, FixedState>,
    /// With `all_speakers`: who has which party, in order of appearance.
    slots: Vec<(Role, Option<SpeakerId>)>,
    limit: usize,
    apart: bool,
}

/// Who speaks in a turn, as far as it can be said without changing anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resolved {
    pub(crate) speaker: Option<SpeakerId>,
    pub(crate) party: Party,
    /// The label is beyond `max_speakers` and not kept.
    pub(crate) dropped: bool,
    new_label: Option<(Key, u128)>,
    new_slot: bool,
}

impl Speakers {
    /// Speakers that have a place of their own at most: beyond the parties they share the last one.
    pub(crate) const MAX_SLOTS: usize = 2 * Party::MAX_SPEAKERS;

    pub(crate) fn new(limit: usize, apart: bool) -> Self {
        Self { limit, apart, ..Self::default() }
    }

    /// Labels seen so far.
    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }

    pub(crate) fn slot_count(&self) -> usize {
        self.slots.len()
    }

    pub(crate) fn resolve(&self, turn: &Turn<'_>, keying: &Keying) -> Resolved {
        let (mut speaker, mut dropped, mut new_label) = (None, false, None);
        if let Some(label) = &turn.speaker {
            let digest = keying.digest(label);
            speaker = self.index.get(&digest).copied();
            if speaker.is_none() && self.labels.len() < self.limit {
                speaker = Some(self.labels.len() as SpeakerId);
                let key = if keying.is_hashed() {
                    Key::Hash(digest.to_le_bytes())
                } else {
                    Key::Text(label.as_ref().into())
                };
                new_label = Some((key, digest));
            }
            dropped = speaker.is_none();
        }
        let (party, new_slot) = self.party(turn.role, speaker);
        Resolved { speaker, party, dropped, new_label, new_slot }
    }

    /// The first client and the first agent are the parties of these names; everybody else gets
    /// the next free place, and those beyond the last one share it.
    fn party(&self, role: Role, speaker: Option<SpeakerId>) -> (Party, bool) {
        if !self.apart {
            return (Party::from(role), false);
        }
        let parties = self.slot_parties();
        let known = self.slots.iter().zip(&parties).find(|(slot, _)| **slot == (role, speaker));
        if let Some((_, party)) = known {
            return (*party, false);
        }
        if self.slots.len() >= Self::MAX_SLOTS {
            return (Party((Party::MAX_SPEAKERS - 1) as u8), false);
        }
        (next_party(role, &parties), true)
    }

    fn slot_parties(&self) -> Vec<Party> {
        let mut parties = Vec::with_capacity(self.slots.len());
        for (role, _) in &self.slots {
            let party = next_party(*role, &parties);
            parties.push(party);
        }
        parties
    }

    /// Takes in what `resolve` found.
    pub(crate) fn adopt(&mut self, role: Role, resolved: &Resolved) {
        if let Some((key, digest)) = &resolved.new_label {
            self.index.insert(*digest, self.labels.len() as SpeakerId);
            self.labels.push(Some(key.clone()));
        }
        if resolved.new_slot {
            self.slots.push((role, resolved.speaker));
        }
    }

    /// The number of a label.
    pub(crate) fn find(&self, label: &str, keying: &Keying) -> Option<SpeakerId> {
        self.index.get(&keying.digest(label)).copied()
    }

    /// Forgets a label; its number stays taken.
    pub(crate) fn forget(&mut self, speaker: SpeakerId) {
        if let Some(label) = self.labels.get_mut(speaker as usize) {
            *label = None;
        }
        self.index.retain(|_, other| *other != speaker);
    }

    /// Goes back to the first `labels` labels and `slots` slots.
    pub(crate) fn truncate(&mut self, labels: usize, slots: usize) {
        self.labels.truncate(labels);
        self.index.retain(|_, speaker| (*speaker as usize) < labels);
        self.slots.truncate(slots);
    }

    pub(crate) fn labels(&self) -> &[Option<Key>] {
        &self.labels
    }

    pub(crate) fn slots(&self) -> &[(Role, Option<SpeakerId>)] {
        &self.slots
    }

    /// Rebuilds the speakers of a snapshot.
    pub(crate) fn with_parts(
        mut self,
        labels: Vec<Option<Key>>,
        slots: Vec<(Role, Option<SpeakerId>)>,
        keying: &Keying,
    ) -> Self {
        for (speaker, label) in labels.iter().enumerate() {
            let digest = match label {
                Some(Key::Text(text)) => keying.digest(text),
                Some(Key::Hash(hash)) => u128::from_le_bytes(*hash),
                None => continue,
            };
            self.index.insert(digest, speaker as SpeakerId);
        }
        (self.labels, self.slots) = (labels, slots);
        self
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.labels.capacity() * size_of::<Option<Key>>() + self.index.capacity() * 24
    }
}

fn next_party(role: Role, taken: &[Party]) -> Party {
    let named = Party::from(role);
    if role != Role::Other && !taken.contains(&named) {
        return named;
    }
    let places = 2..Party::MAX_SPEAKERS as u8;
    let free = places.map(Party).find(|party| !taken.contains(party));
    free.unwrap_or(Party((Party::MAX_SPEAKERS - 1) as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party_of(speakers: &mut Speakers, role: Role, label: &'static str) -> u8 {
        let turn = Turn::new(role, "").speaker(label);
        let resolved = speakers.resolve(&turn, &Keying::plain(1));
        speakers.adopt(role, &resolved);
        resolved.party.0
    }

    #[test]
    fn speakers_kept_apart_are_numbered_by_first_appearance() {
        let mut speakers = Speakers::new(100, true);
        let order = [
            (Role::Other, "a", 2),
            (Role::Agent, "b", 1),
            (Role::Client, "c", 0),
            (Role::Client, "d", 3),
            (Role::Other, "a", 2),
            (Role::Agent, "b", 1),
        ];
        for (role, label, party) in order {
            assert_eq!(party_of(&mut speakers, role, label), party, "{label}");
        }
        for label in ["e", "f", "g", "h", "i"] {
            party_of(&mut speakers, Role::Other, label);
        }
        assert_eq!(party_of(&mut speakers, Role::Other, "j"), 7);
    }

    #[test]
    fn labels_beyond_the_limit_are_dropped() {
        let mut speakers = Speakers::new(1, false);
        party_of(&mut speakers, Role::Client, "a");
        let turn = Turn::client("").speaker("b");
        let resolved = speakers.resolve(&turn, &Keying::plain(1));
        assert!(resolved.dropped && resolved.speaker.is_none());
        assert_eq!(resolved.party, Party::CLIENT);
    }

    #[test]
    fn a_forgotten_label_is_a_new_one_when_it_comes_back() {
        let mut speakers = Speakers::new(10, false);
        party_of(&mut speakers, Role::Client, "a");
        speakers.forget(0);
        assert_eq!(speakers.find("a", &Keying::plain(1)), None);
        party_of(&mut speakers, Role::Client, "a");
        assert_eq!(speakers.find("a", &Keying::plain(1)), Some(1));
    }
}
