//! A vector that grows in pages: pushing never moves what is there, so that no turn pays for the
//! growth of a long dialogue, and an idle session holds one small page.

use alloc::vec::Vec;
use core::ops::{Index, IndexMut};

/// Bytes of the first page and of all later ones.
const FIRST_BYTES: usize = 2 * 1024;
const LATER_BYTES: usize = 64 * 1024;

const fn log2_floor(n: usize) -> u32 {
    usize::BITS - 1 - n.leading_zeros()
}

/// A growing list of `T` in pages of a power of two of entries.
#[derive(Clone, Debug)]
pub(crate) struct Paged<T> {
    pages: Vec<Vec<T>>,
    len: usize,
}

impl<T> Default for Paged<T> {
    fn default() -> Self {
        Self { pages: Vec::new(), len: 0 }
    }
}

impl<T> Paged<T> {
    const SIZE: usize = if size_of::<T>() == 0 { 1 } else { size_of::<T>() };
    const FIRST: usize =
        1 << log2_floor(if Self::SIZE > FIRST_BYTES { 1 } else { FIRST_BYTES / Self::SIZE });
    const SHIFT: u32 =
        log2_floor(if Self::SIZE > LATER_BYTES { 1 } else { LATER_BYTES / Self::SIZE });

    /// The page and the place in it. Place `i` counts from `FIRST` entries before the second page,
    /// so that later pages need a shift and a mask only.
    #[inline(always)]
    const fn place(index: usize) -> (usize, usize) {
        if index < Self::FIRST {
            (0, index)
        } else {
            let rest = index - Self::FIRST;
            (1 + (rest >> Self::SHIFT), rest & ((1 << Self::SHIFT) - 1))
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn push(&mut self, value: T) {
        let (page, _) = Self::place(self.len);
        if page == self.pages.len() {
            let capacity = if page == 0 { Self::FIRST } else { 1 << Self::SHIFT };
            self.pages.push(Vec::with_capacity(capacity));
        }
        self.pages[page].push(value);
        self.len += 1;
    }

    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        if index < self.len {
            let (page, place) = Self::place(index);
            Some(&self.pages[page][place])
        } else {
            None
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.pages.iter().flatten()
    }

    /// Bytes held on the heap.
    pub(crate) fn heap_bytes(&self) -> usize {
        self.pages.iter().map(|page| page.capacity() * size_of::<T>()).sum::<usize>()
            + self.pages.capacity() * size_of::<Vec<T>>()
    }
}

impl<T> Index<usize> for Paged<T> {
    type Output = T;

    #[inline(always)]
    fn index(&self, index: usize) -> &T {
        let (page, place) = Self::place(index);
        &self.pages[page][place]
    }
}

impl<T> IndexMut<usize> for Paged<T> {
    #[inline(always)]
    fn index_mut(&mut self, index: usize) -> &mut T {
        let (page, place) = Self::place(index);
        &mut self.pages[page][place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_stays_at_its_index_across_pages() {
        let mut list = Paged::<u32>::default();
        for value in 0..100_000 {
            list.push(value * 3);
        }
        assert_eq!(list.len(), 100_000);
        assert!((0..100_000).all(|index| list[index] == index as u32 * 3));
        assert!(list.iter().copied().eq((0..100_000).map(|value| value * 3)));
        assert_eq!(list.get(100_000), None);
        list[77] = 1;
        assert_eq!(list.get(77), Some(&1));
    }

    #[test]
    fn an_empty_list_holds_no_memory_and_a_short_one_holds_a_small_page() {
        let mut list = Paged::<[u32; 6]>::default();
        assert_eq!(list.heap_bytes(), 0);
        list.push([0; 6]);
        assert!(list.heap_bytes() < 4096);
    }
}
