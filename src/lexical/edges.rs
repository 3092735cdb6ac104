//! Edges of the automaton beyond the first one of a state: one flat hash table, open addressing.
//!
//! It is split into shards that grow one at a time, so that no turn waits for the growth of all.

use alloc::{vec, vec::Vec};

const SHARDS: usize = 16;
/// No state and word have this key: word ids end below it.
const EMPTY: u64 = u64::MAX;

/// Targets by state and word.
#[derive(Clone, Debug)]
pub(crate) struct EdgeTable {
    shards: [Shard; SHARDS],
    seed: u64,
}

#[derive(Clone, Debug, Default)]
struct Shard {
    keys: Vec<u64>,
    targets: Vec<u32>,
    len: usize,
}

impl EdgeTable {
    /// The seed is the session's own, so that no text can be made to collide.
    pub(crate) fn new(seed: u64) -> Self {
        Self { shards: core::array::from_fn(|_| Shard::default()), seed }
    }

    /// The target of an edge.
    #[inline]
    pub(crate) fn get(&self, state: u32, token: u32) -> Option<u32> {
        let key = key(state, token);
        let hash = hash(key, self.seed);
        let shard = &self.shards[(hash >> 60) as usize % SHARDS];
        let place = shard.find(key, hash)?;
        shard.targets.get(place).copied()
    }

    /// The target of an edge; where there is none, one to `target` is added and `None` given.
    #[inline]
    pub(crate) fn get_or_insert(&mut self, state: u32, token: u32, target: u32) -> Option<u32> {
        let key = key(state, token);
        let hash = hash(key, self.seed);
        let shard = &mut self.shards[(hash >> 60) as usize % SHARDS];
        if (shard.len + 1) * 4 > shard.keys.len() * 3 {
            shard.grow(self.seed);
        }
        let place = shard.place(key, hash);
        if shard.keys[place] == key {
            return Some(shard.targets[place]);
        }
        (shard.keys[place], shard.targets[place]) = (key, target);
        shard.len += 1;
        None
    }

    /// Gives an edge that is there another target.
    pub(crate) fn replace(&mut self, state: u32, token: u32, target: u32) {
        let key = key(state, token);
        let hash = hash(key, self.seed);
        let shard = &mut self.shards[(hash >> 60) as usize % SHARDS];
        if let Some(place) = shard.find(key, hash) {
            shard.targets[place] = target;
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.shards.iter().map(|shard| shard.keys.capacity() * 12).sum()
    }
}

#[inline]
fn key(state: u32, token: u32) -> u64 {
    u64::from(state) << 32 | u64::from(token)
}

/// Folded multiplication.
#[inline]
fn hash(key: u64, seed: u64) -> u64 {
    let product = u128::from(key ^ seed) * 0x9e37_79b9_7f4a_7c15_u128;
    ((product as u64) ^ (product >> 64) as u64).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

impl Shard {
    #[inline]
    fn find(&self, key: u64, hash: u64) -> Option<usize> {
        let mask = self.keys.len().wrapping_sub(1);
        let mut place = (hash >> 24) as usize & mask;
        loop {
            let found = *self.keys.get(place)?;
            if found == key {
                return Some(place);
            }
            if found == EMPTY {
                return None;
            }
            place = (place + 1) & mask;
        }
    }

    /// The place of a key, or the free place where it belongs; there is always a free one.
    #[inline]
    fn place(&self, key: u64, hash: u64) -> usize {
        let mask = self.keys.len().wrapping_sub(1);
        let mut place = (hash >> 24) as usize & mask;
        while self.keys[place] != key && self.keys[place] != EMPTY {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self, seed: u64) {
        let size = (self.keys.len() * 2).max(8);
        let keys = core::mem::replace(&mut self.keys, vec![EMPTY; size]);
        let targets = core::mem::replace(&mut self.targets, vec![0; size]);
        for (key, target) in keys.into_iter().zip(targets) {
            if key != EMPTY {
                let place = self.place(key, hash(key, seed));
                (self.keys[place], self.targets[place]) = (key, target);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edge_is_found_at_its_last_target() {
        let mut table = EdgeTable::new(99);
        for edge in 0..20_000_u32 {
            assert_eq!(table.get_or_insert(edge / 7, edge % 7, edge), None);
            assert_eq!(table.get_or_insert(edge / 7, edge % 7, 0), Some(edge));
        }
        for edge in (0..20_000_u32).step_by(3) {
            table.replace(edge / 7, edge % 7, edge + 1);
        }
        for edge in 0..20_000_u32 {
            let target = if edge % 3 == 0 { edge + 1 } else { edge };
            assert_eq!(table.get(edge / 7, edge % 7), Some(target));
        }
        assert_eq!(table.get(1, 7), None);
        assert_eq!(EdgeTable::new(1).get(0, 0), None);
    }
}
