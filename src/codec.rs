//! Bytes of the log and of snapshots: little-endian numbers, variable-length integers, checked
//! reading.

use alloc::vec::Vec;

/// Appends an unsigned integer in groups of 7 bits, low ones first.
#[inline(never)]
pub(crate) fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a signed integer, small magnitudes in few bytes.
pub(crate) fn put_signed(out: &mut Vec<u8>, value: i64) {
    put(out, ((value << 1) ^ (value >> 63)) as u64);
}

/// Appends a float by its bits.
#[inline(never)]
pub(crate) fn put_f64(out: &mut Vec<u8>, value: f64) {
    out.extend_from_slice(&value.to_bits().to_le_bytes());
}

/// Appends a length and the bytes.
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Reads what the functions above wrote. Every method returns `None` at the end of the bytes, or
/// where they are not what was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// How many bytes are left.
    pub(crate) fn rest(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn take(&mut self, len: usize) -> Option<&'b [u8]> {
        let (head, rest) = self.bytes.split_at_checked(len)?;
        self.bytes = rest;
        Some(head)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    #[inline(never)]
    pub(crate) fn get(&mut self) -> Option<u64> {
        let (mut value, mut shift) = (0_u64, 0);
        loop {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            if shift == 63 && *byte > 1 {
                return None;
            }
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
            shift += 7;
            if shift > 63 {
                return None;
            }
        }
    }

    #[inline(never)]
    pub(crate) fn get_u32(&mut self) -> Option<u32> {
        self.get()?.try_into().ok()
    }

    pub(crate) fn get_signed(&mut self) -> Option<i64> {
        let value = self.get()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// A finite float.
    #[inline(never)]
    pub(crate) fn get_f64(&mut self) -> Option<f64> {
        Some(f64::from_bits(u64::from_le_bytes(self.array()?))).filter(|value| value.is_finite())
    }

    /// A count of things of which each takes at least `least` bytes: never more than there can be.
    #[inline(never)]
    pub(crate) fn get_count(&mut self, least: usize) -> Option<usize> {
        let count = usize::try_from(self.get()?).ok()?;
        (count <= self.bytes.len() / least.max(1)).then_some(count)
    }

    #[inline(never)]
    pub(crate) fn get_bytes(&mut self) -> Option<&'b [u8]> {
        let len = self.get_count(1)?;
        self.take(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(a: u64, b: i64, c: Vec<u8>, d in -1e300..1e300_f64) {
            let mut bytes = Vec::new();
            put(&mut bytes, a);
            put_signed(&mut bytes, b);
            put_bytes(&mut bytes, &c);
            put_f64(&mut bytes, d);
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(reader.get(), Some(a));
            prop_assert_eq!(reader.get_signed(), Some(b));
            prop_assert_eq!(reader.get_bytes(), Some(&c[..]));
            prop_assert_eq!(reader.get_f64(), Some(d));
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while reader.get().is_some() {}
            let mut reader = Reader::new(&bytes);
            while reader.get_bytes().is_some() && !reader.is_empty() {}
        }
    }

    #[test]
    fn a_count_beyond_the_bytes_is_refused() {
        let mut bytes = Vec::new();
        put(&mut bytes, 1 << 40);
        assert_eq!(Reader::new(&bytes).get_count(1), None);
    }
}
