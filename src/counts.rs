//! Counts that are kept with a conversation: sums that saturate, written and read as one list.

/// A struct of sums with its bytes.
macro_rules! counts {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) struct $name {
            $($(#[$field_doc])* pub(crate) $field: u64,)*
        }

        impl $name {
            pub(crate) fn write(&self, out: &mut alloc::vec::Vec<u8>) {
                $(crate::codec::put(out, self.$field);)*
            }

            pub(crate) fn read(bytes: &mut crate::codec::Reader<'_>) -> Option<Self> {
                Some(Self { $($field: bytes.get()?,)* })
            }
        }
    };
}

pub(crate) use counts;

/// Adds 1 where `happened`; a sum that a forged snapshot has set to its largest stays there.
pub(crate) fn bump(count: &mut u64, happened: bool) {
    *count = count.saturating_add(u64::from(happened));
}

/// Adds to a sum.
pub(crate) fn add(sum: &mut u64, value: impl Into<u64>) {
    *sum = sum.saturating_add(value.into());
}

/// Marks a turn number that may be missing: 0, or the number and 1.
pub(crate) fn put_turn(out: &mut alloc::vec::Vec<u8>, turn: Option<u32>) {
    crate::codec::put(out, turn.map_or(0, |turn| u64::from(turn) + 1));
}

/// Reads what [`put_turn`] wrote.
pub(crate) fn get_turn(bytes: &mut crate::codec::Reader<'_>) -> Option<Option<u32>> {
    match bytes.get()? {
        0 => Some(None),
        more => u32::try_from(more - 1).ok().map(Some),
    }
}
