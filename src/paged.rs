//! A vector that grows in pages: pushing never moves what is there, so that no turn pays for the
//! growth of a long dialogue, and an idle session holds one small page.

use alloc::vec::Vec;
use core::ops::{Index, IndexMut};

/// Bytes of a full page.
const PAGE_BYTES: usize = 64 * 1024;

/// A growing list of `T` in pages of a power of two of entries. The first page grows like any
/// vector, so that a short list is small; later ones are allocated whole.
#[derive(Clone, Debug)]
pub(crate) struct Paged<T> {
    pages: Vec<Vec<T>>,
}

impl<T> Default for Paged<T> {
    fn default() -> Self {
        Self { pages: Vec::new() }
    }
}

impl<T> Paged<T> {
    const SHIFT: u32 = {
        let size = if size_of::<T>() == 0 { 1 } else { size_of::<T>() };
        let entries = if size > PAGE_BYTES { 1 } else { PAGE_BYTES / size };
        usize::BITS - 1 - entries.leading_zeros()
    };
    const PAGE: usize = 1 << Self::SHIFT;
    const MASK: usize = Self::PAGE - 1;

    pub(crate) fn len(&self) -> usize {
        match self.pages.last() {
            Some(last) => ((self.pages.len() - 1) << Self::SHIFT) + last.len(),
            None => 0,
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, value: T) {
        match self.pages.last_mut() {
            Some(last) if last.len() < Self::PAGE => last.push(value),
            _ => self.push_page(value),
        }
    }

    #[cold]
    fn push_page(&mut self, value: T) {
        let capacity = if self.pages.is_empty() { 8.min(Self::PAGE) } else { Self::PAGE };
        let mut page = Vec::with_capacity(capacity);
        page.push(value);
        self.pages.push(page);
    }

    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        self.pages.get(index >> Self::SHIFT)?.get(index & Self::MASK)
    }

    /// Bytes held on the heap.
    pub(crate) fn heap_bytes(&self) -> usize {
        self.pages.iter().map(|page| page.capacity() * size_of::<T>()).sum::<usize>()
            + self.pages.capacity() * size_of::<Vec<T>>()
    }
}

impl<T> Index<usize> for Paged<T> {
    type Output = T;

    #[inline]
    fn index(&self, index: usize) -> &T {
        &self.pages[index >> Self::SHIFT][index & Self::MASK]
    }
}

impl<T> IndexMut<usize> for Paged<T> {
    #[inline]
    fn index_mut(&mut self, index: usize) -> &mut T {
        &mut self.pages[index >> Self::SHIFT][index & Self::MASK]
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
        assert_eq!(list.get(100_000), None);
        list[77] = 1;
        assert_eq!(list.get(77), Some(&1));
    }

    #[test]
    fn an_empty_list_holds_no_memory_and_a_short_one_holds_a_small_page() {
        let mut list = Paged::<[u32; 6]>::default();
        assert_eq!(list.heap_bytes(), 0);
        list.push([0; 6]);
        assert!(list.heap_bytes() < 512);
    }
}
