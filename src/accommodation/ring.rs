//! The last `N` items, allocated when the first comes.

use super::state::State;
use crate::codec::{Reader, put};
use alloc::vec::Vec;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ring<T, const N: usize> {
    items: Vec<T>,
    /// Where the oldest is, once the ring is full.
    oldest: usize,
}

impl<T, const N: usize> Default for Ring<T, N> {
    fn default() -> Self {
        Self { items: Vec::new(), oldest: 0 }
    }
}

impl<T, const N: usize> Ring<T, N> {
    pub(crate) fn push(&mut self, item: T) {
        if self.items.len() < N {
            self.items.push(item);
        } else if let Some(oldest) = self.items.get_mut(self.oldest) {
            *oldest = item;
            self.oldest = (self.oldest + 1) % N;
        }
    }

    /// The items, not in order of time.
    pub(crate) fn iter(&self) -> core::slice::Iter<'_, T> {
        self.items.iter()
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.items.capacity() * size_of::<T>()
    }
}

impl<T: State, const N: usize> State for Ring<T, N> {
    fn write(&self, out: &mut Vec<u8>) {
        put(out, self.items.len() as u64);
        put(out, self.oldest as u64);
        self.items.iter().for_each(|item| item.write(out));
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let (len, oldest) = (bytes.get_count(1)?, usize::try_from(bytes.get()?).ok()?);
        if len > N || oldest >= if len == N { N } else { 1 } {
            return None;
        }
        let items = (0..len).map(|_| T::read(bytes)).collect::<Option<Vec<T>>>()?;
        Some(Self { items, oldest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_item_goes_first() {
        let mut ring = Ring::<u32, 3>::default();
        assert_eq!(ring.heap_bytes(), 0);
        (0..7).for_each(|item| ring.push(item));
        let mut items: Vec<u32> = ring.iter().copied().collect();
        items.sort_unstable();
        assert_eq!(items, [4, 5, 6]);
    }
}
