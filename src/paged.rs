//! A vector that grows in pages: pushing never moves what is there, so that no turn pays for the
//! growth of a long dialogue, and an idle session holds one small page.

use alloc::{boxed::Box, vec::Vec};
use core::ops::{Index, IndexMut};

/// A growing list of `T` in pages of `N` entries, a power of two.
#[derive(Clone, Debug)]
pub(crate) struct Paged<T, const N: usize> {
    pages: Vec<Box<[T; N]>>,
    len: usize,
}

impl<T, const N: usize> Default for Paged<T, N> {
    fn default() -> Self {
        Self { pages: Vec::new(), len: 0 }
    }
}

impl<T, const N: usize> Paged<T, N> {
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        if index < self.len { Some(&self[index]) } else { None }
    }

    /// Bytes held on the heap.
    pub(crate) fn heap_bytes(&self) -> usize {
        self.pages.len() * size_of::<[T; N]>() + self.pages.capacity() * size_of::<usize>()
    }
}

impl<T: Copy + Default, const N: usize> Paged<T, N> {
    #[inline]
    pub(crate) fn push(&mut self, value: T) {
        if self.len % N == 0 {
            self.add_page();
        }
        let index = self.len;
        self.len += 1;
        self[index] = value;
    }

    #[cold]
    fn add_page(&mut self) {
        // Made on the heap: a page may be large for a stack.
        let page = alloc::vec![T::default(); N].into_boxed_slice();
        if let Ok(page) = page.try_into() {
            self.pages.push(page);
        }
    }
}

/// An index beyond the end gives a default entry of the last page, or panics; callers stay within.
impl<T, const N: usize> Index<usize> for Paged<T, N> {
    type Output = T;

    #[inline]
    fn index(&self, index: usize) -> &T {
        &self.pages[index / N][index % N]
    }
}

impl<T, const N: usize> IndexMut<usize> for Paged<T, N> {
    #[inline]
    fn index_mut(&mut self, index: usize) -> &mut T {
        &mut self.pages[index / N][index % N]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_stays_at_its_index_across_pages() {
        let mut list = Paged::<u32, 256>::default();
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
        let mut list = Paged::<[u32; 6], 16>::default();
        assert_eq!(list.heap_bytes(), 0);
        list.push([0; 6]);
        assert!(list.heap_bytes() < 512);
    }
}
