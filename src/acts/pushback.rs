//! What a push-back rests on.

use crate::named::named;

named! {
    /// What a push-back of the client rests on.
    ///
    /// ```
    /// assert_eq!(lingsync::acts::PushbackKind::Authority.name(), "authority");
    /// ```
    PushbackKind {
        /// Nothing but the doubt: "Are you sure?"
        Simple = "simple",
        /// A reason: "but they fly at night".
        Justification = "justification",
        /// A person or an institution: "my doctor says so".
        Authority = "authority",
        /// A document, a measurement, a link, a quotation.
        Evidence = "evidence",
    }
}
