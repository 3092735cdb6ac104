//! The state of [`Rlsm`] as bytes.

use super::{Line, Link, PARTIES, Rlsm, Side, StyleCounts, Sums, WINDOW};
use crate::codec::{Reader, put, put_f64};
use alloc::vec::Vec;

fn write_counts(out: &mut Vec<u8>, counts: &StyleCounts) {
    put(out, u64::from(counts.words));
    counts.counts.iter().for_each(|count| put(out, u64::from(*count)));
}

fn read_counts(reader: &mut Reader<'_>) -> Option<StyleCounts> {
    let mut counts = StyleCounts { words: reader.get_u32()?, ..StyleCounts::default() };
    for count in &mut counts.counts {
        *count = reader.get_u32()?;
    }
    Some(counts)
}

fn write_turn(out: &mut Vec<u8>, turn: &Option<(u8, StyleCounts)>) {
    match turn {
        Some((party, counts)) => {
            put(out, u64::from(*party) + 1);
            write_counts(out, counts);
        }
        None => put(out, 0),
    }
}

fn read_turn(reader: &mut Reader<'_>) -> Option<Option<(u8, StyleCounts)>> {
    match read_optional_party(reader)? {
        Some(party) => Some(Some((party, read_counts(reader)?))),
        None => Some(None),
    }
}

fn read_party(reader: &mut Reader<'_>) -> Option<u8> {
    let party = u8::try_from(reader.get()?).ok()?;
    (usize::from(party) < PARTIES).then_some(party)
}

fn read_optional_party(reader: &mut Reader<'_>) -> Option<Option<u8>> {
    match u8::try_from(reader.get()?).ok()? {
        0 => Some(None),
        party => (usize::from(party) <= PARTIES).then_some(Some(party - 1)),
    }
}

fn write_sums(out: &mut Vec<u8>, sums: &Sums) {
    sums.n.iter().for_each(|n| put(out, u64::from(*n)));
    sums.sum.iter().for_each(|sum| put_f64(out, *sum));
}

fn read_sums(reader: &mut Reader<'_>) -> Option<Sums> {
    let mut sums = Sums::default();
    for n in &mut sums.n {
        *n = reader.get_u32()?;
    }
    for sum in &mut sums.sum {
        *sum = reader.get_f64()?;
    }
    Some(sums)
}

impl Side {
    fn write(&self, out: &mut Vec<u8>) {
        put(out, u64::from(self.party));
        write_counts(out, &self.total);
        put(out, self.filled as u64);
        self.window.iter().take(self.filled).for_each(|turn| write_counts(out, turn));
        write_counts(out, &self.sum);
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut side = Self::new(read_party(reader)?);
        side.total = read_counts(reader)?;
        side.filled = reader.get_count(1).filter(|filled| *filled <= WINDOW)?;
        for turn in side.window.iter_mut().take(side.filled) {
            *turn = read_counts(reader)?;
        }
        side.sum = read_counts(reader)?;
        Some(side)
    }
}

impl Link {
    fn write(&self, out: &mut Vec<u8>) {
        put(out, u64::from(self.responder));
        put(out, u64::from(self.leader));
        write_sums(out, &self.turn);
        write_sums(out, &self.rolling);
        put(out, u64::from(self.line.n));
        for sum in [self.line.x, self.line.y, self.line.xx, self.line.xy] {
            put_f64(out, sum);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let (responder, leader) = (read_party(reader)?, read_party(reader)?);
        let (turn, rolling) = (read_sums(reader)?, read_sums(reader)?);
        let line = Line {
            n: reader.get_u32()?,
            x: reader.get_f64()?,
            y: reader.get_f64()?,
            xx: reader.get_f64()?,
            xy: reader.get_f64()?,
        };
        Some(Self { responder, leader, turn, rolling, line })
    }
}

impl Rlsm {
    /// Appends the state.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put(out, self.sides.len() as u64);
        self.sides.iter().for_each(|side| side.write(out));
        put(out, self.links.len() as u64);
        self.links.iter().for_each(|link| link.write(out));
        write_turn(out, &self.before);
        write_turn(out, &self.open);
        put(out, self.kept.map_or(0, |party| u64::from(party) + 1));
        put(out, u64::from(self.closed_turns));
        put(out, u64::from(self.kept_turns));
    }

    /// The state that [`write`](Self::write) wrote, or `None` if these are no such bytes.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut state = Self::default();
        for _ in 0..reader.get_count(12).filter(|sides| *sides <= PARTIES)? {
            state.sides.push(Side::read(reader)?);
        }
        for _ in 0..reader.get_count(100).filter(|links| *links <= PARTIES * PARTIES)? {
            state.links.push(Link::read(reader)?);
        }
        let ascending = state.sides.is_sorted_by(|a, b| a.party < b.party);
        let key = |link: &Link| (link.responder, link.leader);
        if !ascending || !state.links.is_sorted_by(|a, b| key(a) < key(b)) {
            return None;
        }
        state.before = read_turn(reader)?;
        state.open = read_turn(reader)?;
        state.kept = read_optional_party(reader)?;
        state.closed_turns = reader.get_u32()?;
        state.kept_turns = reader.get_u32()?;
        Some(state)
    }
}
