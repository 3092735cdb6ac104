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
    /// Puts an item in the place of the oldest, and says which place that is.
    pub(crate) fn push(&mut self, item: T) -> usize {
        let place = self.items.len();
        if place < N {
            self.items.push(item);
            return place;
        }
        let place = self.oldest;
        if let Some(oldest) = self.items.get_mut(place) {
            *oldest = item;
            self.oldest = (place + 1) % N;
        }
        place
    }

    /// The items, not in order of time.
    pub(crate) fn iter(&self) -> core::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// The items by their places.
    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }

    /// The places of the newest items, from the newest on.
    pub(crate) fn newest(&self) -> impl Iterator<Item = usize> {
        let len = self.items.len();
        let end = if len < N { len } else { self.oldest + N };
        (1..=len).map(move |back| (end - back) % N)
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
        (0..7).for_each(|item| {
            ring.push(item);
        });
        let mut items: Vec<u32> = ring.iter().copied().collect();
        items.sort_unstable();
        assert_eq!(items, [4, 5, 6]);
        let newest: Vec<u32> = ring.newest().map(|place| ring.items()[place]).collect();
        assert_eq!(newest, [6, 5, 4]);
    }
}
