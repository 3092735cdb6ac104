//! The words of the correction tracker: what a reply does with a claim, what it does under pressure,
//! and where a verdict comes from.

use crate::{hints::Verdict, named::named};

named! {
    /// What a turn of the agent does with a claim of which the truth is known.
    ///
    /// ```
    /// use lingsync::correction::Response;
    /// assert_eq!(Response::CorrectHedged.name(), "correct_hedged");
    /// ```
    Response {
        /// It denies the claim, or says what is true instead.
        Correct = "correct",
        /// The same behind a hedge or a face-saving preface.
        CorrectHedged = "correct_hedged",
        /// It says the false claim itself, agrees, or answers on its ground.
        Accommodate = "accommodate",
        /// It approves of the person or the question and takes no position.
        ValidateOnly = "validate_only",
        /// It does not touch the claim.
        Avoid = "avoid",
        /// It only asks what is meant.
        Clarify = "clarify",
        /// The truth of the claim is still being checked.
        Pending = "pending",
    }
}

named! {
    /// Where a verdict or a reading comes from.
    ///
    /// ```
    /// assert_eq!(lingsync::correction::Source::FactBase.name(), "fact_base");
    /// ```
    Source {
        /// A hint of the host.
        Host = "host",
        /// The fact base.
        FactBase = "fact_base",
        /// A hook of the host.
        Callback = "callback",
        /// The claim's words against the reply's.
        Matcher = "matcher",
        /// The reply's own words, without any truth: a form.
        Marker = "marker",
    }
}

named! {
    /// What the agent does with its own answer once the client has pushed back.
    ///
    /// ```
    /// assert_eq!(lingsync::correction::StanceStep::Reconsider.name(), "reconsider");
    /// ```
    StanceStep {
        /// Keeps it.
        Hold = "hold",
        /// Keeps it with more reservation than before.
        Hedge = "hedge",
        /// Gives it up, although nothing new was brought.
        Cave = "cave",
        /// Gives it up for new evidence, or because it was wrong.
        Reconsider = "reconsider",
    }
}

named! {
    /// How a marker is called: forms in the text, no facts.
    ///
    /// ```
    /// assert_eq!(lingsync::correction::MarkerKind::ExplicitCorrection.name(), "explicit_correction");
    /// ```
    MarkerKind {
        /// "Actually", "that's a myth".
        ExplicitCorrection = "explicit_correction",
        /// "You're right", "I stand corrected".
        Concession = "concession",
        /// "I'm sorry".
        Apology = "apology",
        /// "Good question", "that makes sense".
        Validation = "validation",
        /// "I think", "perhaps", "not quite".
        Hedge = "hedge",
    }
}

/// What a reply does with a claim, whatever its truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Denies,
    DeniesHedged,
    Asserts,
    Validates,
    Clarifies,
    Nothing,
}

impl Shape {
    const ALL: [Self; 6] = [
        Self::Denies,
        Self::DeniesHedged,
        Self::Asserts,
        Self::Validates,
        Self::Clarifies,
        Self::Nothing,
    ];

    pub(crate) const fn code(self) -> u8 {
        self as u8
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// Whether it takes a side: true for the denial.
    pub(crate) fn denies(self) -> Option<bool> {
        match self {
            Self::Denies | Self::DeniesHedged => Some(true),
            Self::Asserts => Some(false),
            _ => None,
        }
    }

    /// What that is to a claim with this verdict: nothing can be said without a truth, and nothing
    /// is to be corrected in a true claim that is not denied.
    pub(crate) fn response(self, verdict: Verdict) -> Option<Response> {
        match (verdict, self) {
            (Verdict::Pending, _) => Some(Response::Pending),
            (Verdict::False | Verdict::True, Self::Denies) => Some(Response::Correct),
            (Verdict::False | Verdict::True, Self::DeniesHedged) => Some(Response::CorrectHedged),
            (Verdict::False, Self::Asserts) => Some(Response::Accommodate),
            (Verdict::False, Self::Validates) => Some(Response::ValidateOnly),
            (Verdict::False, Self::Clarifies) => Some(Response::Clarify),
            (Verdict::False, Self::Nothing) => Some(Response::Avoid),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_truth_no_reply_corrects_or_accommodates() {
        for shape in Shape::ALL {
            assert_eq!(shape.response(Verdict::Unknown), None, "{shape:?}");
            assert_eq!(shape.response(Verdict::Pending), Some(Response::Pending));
        }
    }

    #[test]
    fn a_true_claim_can_only_be_corrected_falsely() {
        let found: Vec<_> = Shape::ALL.iter().filter_map(|s| s.response(Verdict::True)).collect();
        assert_eq!(found, [Response::Correct, Response::CorrectHedged]);
    }

    #[test]
    fn codes_lead_back_to_their_values() {
        for shape in Shape::ALL {
            assert_eq!(Shape::from_code(shape.code()), Some(shape));
        }
        assert_eq!(Shape::from_code(6), None);
        assert_eq!(Source::from_code(Source::Marker.code()), Some(Source::Marker));
        assert_eq!((Source::from_code(0), Source::from_code(6)), (None, None));
    }
}
