//! The state of [`Coordination`] as bytes.

use super::{Coordination, MAX_MARKERS, MarkerCounts, PairCounts};
use crate::codec::{Reader, put};
use alloc::vec::Vec;

impl Coordination {
    /// Appends the state.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put(out, self.markers as u64);
        put(out, self.pairs.len() as u64);
        for pair in &self.pairs {
            put(out, u64::from(pair.speaker));
            put(out, u64::from(pair.target));
            put(out, u64::from(pair.n));
            for counts in &pair.markers {
                put(out, u64::from(counts.tally));
                put(out, u64::from(counts.cond_total));
                put(out, u64::from(counts.cond_tally));
            }
        }
        match self.last {
            Some((speaker, markers)) => {
                put(out, u64::from(speaker) + 1);
                put(out, u64::from(markers));
            }
            None => put(out, 0),
        }
    }

    /// The state that [`write`](Self::write) wrote, or `None` if these are no such bytes.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let markers = usize::try_from(reader.get()?).ok().filter(|n| *n <= MAX_MARKERS)?;
        let len = reader.get_count(3 + 3 * markers)?;
        let mut pairs = Vec::with_capacity(len);
        for _ in 0..len {
            let speaker = read_speaker(reader)?;
            let target = read_speaker(reader)?;
            let n = reader.get_u32()?;
            let mut counts = Vec::with_capacity(markers);
            for _ in 0..markers {
                let (tally, cond_total) = (reader.get_u32()?, reader.get_u32()?);
                counts.push(MarkerCounts { tally, cond_total, cond_tally: reader.get_u32()? });
            }
            pairs.push(PairCounts { speaker, target, n, markers: counts.into_boxed_slice() });
        }
        let key = |pair: &PairCounts| (pair.speaker, pair.target);
        if !pairs.is_sorted_by(|a, b| key(a) < key(b)) {
            return None;
        }
        let last = match reader.get()? {
            0 => None,
            speaker => Some((u16::try_from(speaker - 1).ok()?, reader.get_u32()?)),
        };
        Some(Self { markers, pairs, last })
    }
}

fn read_speaker(reader: &mut Reader<'_>) -> Option<u16> {
    u16::try_from(reader.get()?).ok()
}
