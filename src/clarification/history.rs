//! What was before: who spoke last, and what the agent's last turn did.

use crate::{
    acts::{Act, RecognisedTurn},
    codec::Reader,
    counts::{get_turn, put_turn},
    turn::{Party, Role},
};
use alloc::vec::Vec;

/// The turns before, as far as the machines need them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct History {
    /// The last turn.
    last: Option<(Party, u32)>,
    /// The last turn of another party than that one's.
    before: Option<(Party, u32)>,
    /// The agent's last turn.
    agent: Option<AgentTurn>,
    /// Whether the client has spoken.
    pub(super) client_spoke: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct AgentTurn {
    asked: bool,
    /// Whether the client has already said that it missed.
    misread: bool,
}

/// A turn in which nothing is said that any machine reads: it answers nothing and ends nothing.
pub(super) fn is_silent(turn: &RecognisedTurn) -> bool {
    let record = &turn.record;
    let hints = record.resolved.is_some() || record.ambiguity_hinted;
    record.words == 0 && record.acts.is_empty() && !record.content && !hints
}

impl History {
    /// The last turn of another party.
    pub(super) fn other(&self, party: Party) -> Option<(Party, u32)> {
        self.last.filter(|(last, _)| *last != party).or(self.before)
    }

    /// Whether a turn says that the agent's reply missed what was meant: a client's `repair_third`,
    /// if the agent's last turn asked nothing, and the client speaks of an earlier own request, with
    /// a marker that stands only in repairs, or of the turn that the host's `refers_to` names. Once
    /// for each turn of the agent.
    pub(super) fn is_misread(&self, turn: &RecognisedTurn) -> bool {
        let record = &turn.record;
        let marked = record.strict_repair
            || record.own_request.shared > 0
            || record.refers_to.is_some_and(|n| n < turn.context.turn);
        turn.context.role == Role::Client
            && record.acts.contains(Act::RepairThird)
            && marked
            && self.agent.is_some_and(|agent| !agent.asked && !agent.misread)
    }

    pub(super) fn observe(&mut self, turn: &RecognisedTurn) {
        let (party, number) = (turn.context.party, turn.context.turn);
        if let Some(agent) = &mut self.agent.filter(|_| self.is_misread(turn)) {
            agent.misread = true;
            self.agent = Some(*agent);
        }
        if self.last.is_some_and(|(last, _)| last != party) {
            self.before = self.last;
        }
        self.last = Some((party, number));
        self.client_spoke |= turn.context.role == Role::Client;
        if turn.context.role == Role::Agent {
            let asked = turn.record.questions > 0 || turn.record.acts.asks();
            self.agent = Some(AgentTurn { asked, misread: false });
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        for place in [self.last, self.before] {
            put_turn(out, place.map(|(_, turn)| turn));
            out.extend(place.map(|(party, _)| party.0));
        }
        let agent = self
            .agent
            .map_or(0, |agent| 1 | u8::from(agent.asked) << 1 | u8::from(agent.misread) << 2);
        out.push(agent | u8::from(self.client_spoke) << 3);
    }

    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let mut place = || {
            let Some(turn) = get_turn(bytes)? else { return Some(None) };
            let [party] = bytes.array()?;
            let known = usize::from(party) < Party::MAX_SPEAKERS;
            known.then_some(Some((Party::from_index(party), turn)))
        };
        let (last, before) = (place()?, place()?);
        let [flags] = bytes.array()?;
        let agent = AgentTurn { asked: flags & 2 != 0, misread: flags & 4 != 0 };
        let sound = match (last, before) {
            (None, before) => before.is_none() && flags == 0,
            (Some(last), Some(before)) => before.0 != last.0 && before.1 < last.1,
            _ => true,
        };
        let known = flags < 16 && (flags & 1 != 0 || flags & 6 == 0);
        (sound && known).then_some(Self {
            last,
            before,
            agent: (flags & 1 != 0).then_some(agent),
            client_spoke: flags & 8 != 0,
        })
    }
}

/// The role of a number.
pub(super) fn role(number: u8) -> Option<Role> {
    [Role::Client, Role::Agent, Role::Other].get(usize::from(number)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clarification::Probe;

    fn third() -> Probe {
        let mut probe = Probe::new(9, Role::Client, &[Act::RepairThird]);
        probe.strict_repair = true;
        probe
    }

    fn after(turns: &[Probe]) -> History {
        let mut history = History::default();
        turns.iter().for_each(|probe| history.observe(&probe.turn()));
        history
    }

    #[test]
    fn a_reply_can_be_misread_if_it_asked_nothing() {
        let answer = Probe::new(1, Role::Agent, &[Act::Inform]);
        assert!(after(&[answer]).is_misread(&third().turn()));
        let question = Probe::new(1, Role::Agent, &[Act::Inform, Act::AskInfo]);
        assert!(!after(&[question]).is_misread(&third().turn()));
        let mut form = Probe::new(1, Role::Agent, &[Act::Offer]);
        form.questions = 1;
        assert!(!after(&[form]).is_misread(&third().turn()));
        assert!(!after(&[]).is_misread(&third().turn()));
    }

    #[test]
    fn a_misreading_shows_by_a_marker_an_own_request_or_the_hosts_word() {
        let history = after(&[Probe::new(1, Role::Agent, &[Act::Inform])]);
        let mut bare = third();
        bare.strict_repair = false;
        assert!(!history.is_misread(&bare.turn()));
        assert!(history.is_misread(&Probe { own_request: [1, 3, 4], ..bare.clone() }.turn()));
        assert!(history.is_misread(&Probe { refers_to: Some(1), ..bare.clone() }.turn()));
        assert!(!history.is_misread(&Probe { refers_to: Some(9), ..bare }.turn()));
    }

    #[test]
    fn a_reply_is_misread_once() {
        let mut history = after(&[Probe::new(1, Role::Agent, &[Act::Inform])]);
        history.observe(&third().turn());
        assert!(!history.is_misread(&third().turn()));
        history.observe(&Probe::new(10, Role::Agent, &[Act::Inform]).turn());
        assert!(history.is_misread(&Probe { turn: 11, ..third() }.turn()));
    }

    #[test]
    fn the_other_is_who_spoke_last_before() {
        let history = after(&[
            Probe::new(0, Role::Client, &[]),
            Probe::new(1, Role::Agent, &[]),
            Probe::new(2, Role::Agent, &[]),
        ]);
        assert_eq!(history.other(Party::CLIENT), Some((Party::AGENT, 2)));
        assert_eq!(history.other(Party::AGENT), Some((Party::CLIENT, 0)));
        assert_eq!(history.other(Party::OTHER), Some((Party::AGENT, 2)));
    }
}
