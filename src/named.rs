//! Enums that have the same name in JSON and in messages.

/// Declares an enum whose names are its variants in snake_case, with `name`, `from_name` and `code`:
/// 1 for the first variant, so that 0 is left for none.
macro_rules! named {
    ($(#[$meta:meta])* $type:ident { $($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
        #[non_exhaustive]
        pub enum $type { $($(#[$doc])* $variant),* }

        impl $type {
            /// The snake_case name, as JSON shows it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The value of a snake_case name, or `None` if there is no such value.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }

            /// The number, as C shows it: 1 for the first value (0 means none).
            #[must_use]
            pub const fn code(self) -> u8 {
                self as u8 + 1
            }

            /// The value of a number.
            #[allow(dead_code)]
            pub(crate) fn from_code(code: u8) -> Option<Self> {
                [$(Self::$variant),*].into_iter().find(|value| value.code() == code)
            }
        }

        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

pub(crate) use named;
