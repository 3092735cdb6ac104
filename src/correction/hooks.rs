//! Hooks: what a host may be asked about claims while a turn is taken in.

use crate::{
    hints::{Stance, Verdict},
    turn::Role,
};
use alloc::string::String;
use core::fmt;

/// A claim that a hook is asked about.
#[derive(Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ClaimQuery<'q> {
    /// The host's name for the claim; a hash of it where the session keeps no text.
    pub id: &'q str,
    /// The claim in words; empty where the session keeps no text and the claim is of an earlier
    /// turn.
    pub text: &'q str,
    /// What is true instead, if that is known.
    pub correct_text: Option<&'q str>,
    /// What is known of its truth.
    pub verdict: Verdict,
    /// The turn that is being taken in, and who speaks it.
    pub turn: u32,
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub turn_text: &'q str,
}

/// Debug output holds lengths, never a text.
impl fmt::Debug for ClaimQuery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClaimQuery")
            .field("text", &format_args!("{} bytes", self.text.len()))
            .field("verdict", &self.verdict)
            .field("turn", &self.turn)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// What a hook says.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<T> {
    /// This.
    Known(T),
    /// It will be known later: the host will call
    /// [`Session::resolve`](crate::Session::resolve). An error, a panic and an answer that is out
    /// of range count as this.
    Pending,
    /// Nothing: the library goes on with what it has.
    Nothing,
}

/// What a check found.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Checked {
    /// Whether the claim is true.
    pub verdict: Verdict,
    /// How sure that is, 0 to 1.
    pub confidence: Option<f64>,
    /// What is true instead.
    pub correct_text: Option<String>,
}

impl Checked {
    /// A verdict and nothing else.
    #[must_use]
    pub const fn new(verdict: Verdict) -> Self {
        Self { verdict, confidence: None, correct_text: None }
    }
}

/// Debug output holds no text.
impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checked")
            .field("verdict", &self.verdict)
            .field("confidence", &self.confidence)
            .finish_non_exhaustive()
    }
}

/// What a reply does with a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Stanced {
    /// What it does.
    pub stance: Stance,
    /// How sure that is, 0 to 1.
    pub confidence: Option<f64>,
}

impl Stanced {
    /// A stance and nothing else.
    #[must_use]
    pub const fn new(stance: Stance) -> Self {
        Self { stance, confidence: None }
    }
}

/// What a host answers while a session takes a turn in. They are asked before any tracker runs, so
/// that nothing has changed yet; the answers become part of the turn. They live in a session, not in
/// a configuration or a snapshot.
///
/// # Example: a host that knows one thing
/// ```
/// use lingsync::{
///     Claim, Hints, Session, Turn, Verdict,
///     correction::{Answer, Checked, ClaimQuery, Hooks},
/// };
///
/// struct Host;
/// impl Hooks for Host {
///     fn check(&self, claim: &ClaimQuery<'_>) -> Answer<Checked> {
///         match claim.text {
///             "bats are blind" => Answer::Known(Checked::new(Verdict::False)),
///             _ => Answer::Pending,
///         }
///     }
/// }
///
/// let mut session = Session::default();
/// session.set_hooks(Host);
/// let mut hints = Hints::default();
/// hints.claims.push(Claim::new("c1", "bats are blind", Verdict::Unknown));
/// let seen = session.observe(&Turn::client("Why are bats blind?").hints(hints))?.correction;
/// assert_eq!(seen.claims[0].verdict, Verdict::False);
/// # Ok::<(), lingsync::Error>(())
/// ```
pub trait Hooks: Send + Sync {
    /// Whether a claim of this turn's hints, of which nothing is known, is true.
    fn check(&self, claim: &ClaimQuery<'_>) -> Answer<Checked> {
        let _ = claim;
        Answer::Nothing
    }

    /// What a turn of the agent does with a claim that is open. Asked for the newest 16.
    fn stance(&self, claim: &ClaimQuery<'_>) -> Answer<Stanced> {
        let _ = claim;
        Answer::Nothing
    }
}

/// Asks, whatever the host's code does.
pub(crate) fn asked<T>(ask: impl FnOnce() -> Answer<T>) -> Answer<T> {
    #[cfg(feature = "std")]
    {
        let caught = std::panic::catch_unwind(core::panic::AssertUnwindSafe(ask));
        caught.unwrap_or(Answer::Pending)
    }
    #[cfg(not(feature = "std"))]
    ask()
}

/// A confidence of the host's in hundredths; `None` if it is out of range.
pub(crate) fn percent_of(confidence: Option<f64>) -> Option<Option<u8>> {
    match confidence {
        None => Some(None),
        Some(p) if (0.0..=1.0).contains(&p) => Some(Some(libm::round(p * 100.0) as u8)),
        Some(_) => None,
    }
}
