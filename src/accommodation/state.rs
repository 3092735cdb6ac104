//! State as bytes, for the snapshots of sessions: the same state, the same bytes.

use super::value::SeriesValue;
use crate::codec::{Reader, put, put_bytes};
use alloc::{boxed::Box, vec::Vec};

/// What a snapshot holds of a struct. Reading gives back an equal struct or, for bytes that no
/// state has (numbers that are not finite, counts that cannot be), nothing.
pub(crate) trait State: Sized {
    fn write(&self, out: &mut Vec<u8>);
    fn read(bytes: &mut Reader<'_>) -> Option<Self>;
}

impl<T: State> State for Option<Box<T>> {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(state) = self {
            state.write(out);
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        Some(if read_flag(bytes)? { Some(Box::new(T::read(bytes)?)) } else { None })
    }
}

pub(crate) fn read_flag(bytes: &mut Reader<'_>) -> Option<bool> {
    match bytes.array()? {
        [0] => Some(false),
        [1] => Some(true),
        [_] => None,
    }
}

pub(crate) fn put_u32(out: &mut Vec<u8>, value: u32) {
    put(out, u64::from(value));
}

pub(crate) fn put_value<V: SeriesValue>(out: &mut Vec<u8>, value: &V) {
    let mut bytes = Vec::new();
    value.encode(&mut bytes);
    put_bytes(out, &bytes);
}

pub(crate) fn read_value<V: SeriesValue>(bytes: &mut Reader<'_>) -> Option<V> {
    V::decode(bytes.get_bytes()?).filter(V::is_valid)
}
