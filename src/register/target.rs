//! Where an agent's register should be, given the client's: the relation of each dimension, and the
//! distance of a turn from it.

use super::dimension::Dimension;
use crate::{
    config::{Goal, Target, Targets},
    value::{Measure, Undefined},
};

/// The distance of an agent's turn from the client's level of a dimension.
///
/// # Example
/// ```
/// use lingsync::{Session, Turn, register::Dimension};
///
/// let mut session = Session::default();
/// session.observe(&Turn::client("one two three four five six seven"))?;
/// let report = session.observe(&Turn::agent("one two three"))?;
/// let gap = report.register.gap(Dimension::Verbosity).unwrap();
/// assert_eq!(gap.raw.value(), Some(4_f64.ln() - 8_f64.ln()));
/// assert_eq!(gap.to_target, gap.raw); // verbosity should match
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Gap {
    /// This turn's value minus the client's level, the mean of its last 8 turns; in the unit of
    /// the dimension. Undefined (`not_available`) before the client has a level and for turns that
    /// are not the agent's, and where the turn's own value is.
    pub raw: Measure,
    /// The distance from the target, with its sign: 0 where the target is met. Undefined
    /// (`not_available`) also where the target is [`Target::Free`].
    pub to_target: Measure,
}

impl Gap {
    pub(crate) fn undefined(reason: Undefined) -> Self {
        let none = Measure::Undefined(reason);
        Self { raw: none, to_target: none }
    }

    /// The gap between the agent's value and the client's level.
    pub(crate) fn new(agent: f64, client: f64, target: Target) -> Self {
        let finite = |value| Measure::finite(value, Undefined::NotAvailable);
        let to_target = match target.distance(agent, client) {
            Some(distance) => finite(distance),
            None => Measure::Undefined(Undefined::NotAvailable),
        };
        Self { raw: finite(agent - client), to_target }
    }
}

impl Target {
    /// The signed distance of `agent` from where it should be, given `client`; `None` for
    /// [`Target::Free`].
    ///
    /// ```
    /// use lingsync::config::Target;
    ///
    /// assert_eq!(Target::Match.distance(0.5, 2.0), Some(-1.5));
    /// assert_eq!(Target::AtLeast.distance(3.0, 2.0), Some(0.0));
    /// // An angry client at 2: calm or half as angry is right, calmer than calm is not.
    /// assert_eq!(Target::Complement.distance(1.0, 2.0), Some(0.0));
    /// assert_eq!(Target::Complement.distance(-0.5, 2.0), Some(-0.5));
    /// assert_eq!(Target::Free.distance(1.0, 2.0), None);
    /// ```
    #[must_use]
    pub fn distance(self, agent: f64, client: f64) -> Option<f64> {
        let (low, high) = (client.min(0.0), client.max(0.0));
        match self {
            Self::Match => Some(agent - client),
            Self::AtLeast => Some((agent - client).min(0.0)),
            Self::Complement if agent < low => Some(agent - low),
            Self::Complement if agent > high => Some(agent - high),
            Self::Complement => Some(0.0),
            Self::Free => None,
        }
    }
}

impl Targets {
    /// The target of a dimension.
    ///
    /// ```
    /// use lingsync::{config::{Goal, Target, Targets}, register::Dimension};
    ///
    /// let mut targets = Targets::default();
    /// assert_eq!(targets.of(Dimension::Warmth, Goal::Balanced), Target::AtLeast);
    /// targets.warmth = Some(Target::Match);
    /// assert_eq!(targets.of(Dimension::Warmth, Goal::Balanced), Target::Match);
    /// ```
    #[must_use]
    pub fn of(&self, dimension: Dimension, goal: Goal) -> Target {
        use Dimension as D;
        let (own, usual) = match dimension {
            D::Formality => (self.formality, Target::Match),
            D::Politeness => (self.politeness, Target::AtLeast),
            D::Valence => (self.valence, Target::Complement),
            D::Arousal => (self.arousal, Target::Complement),
            D::Warmth if goal == Goal::Task => (self.warmth, Target::Free),
            D::Warmth => (self.warmth, Target::AtLeast),
            D::Receptiveness if goal == Goal::Relational => (self.receptiveness, Target::AtLeast),
            D::Receptiveness => (self.receptiveness, Target::Free),
            D::Hostility => (self.hostility, Target::Complement),
            D::Certainty => (self.certainty, Target::Free),
            D::Verbosity => (self.verbosity, Target::Match),
            D::Latency => (self.latency, Target::Free),
            D::Vader | D::Distress | D::Doubt => (None, Target::Free),
        };
        own.unwrap_or(usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complement_lies_between_neutral_and_the_client() {
        for (agent, client, distance) in [
            (0.0, 2.0, 0.0),
            (2.0, 2.0, 0.0),
            (2.5, 2.0, 0.5),
            (-1.0, 2.0, -1.0),
            (-1.0, -2.0, 0.0),
            (-3.0, -2.0, -1.0),
            (0.5, -2.0, 0.5),
            (0.5, 0.0, 0.5),
        ] {
            assert_eq!(Target::Complement.distance(agent, client), Some(distance));
        }
    }

    #[test]
    fn the_goal_decides_what_is_not_set() {
        let targets = Targets::default();
        assert_eq!(targets.of(Dimension::Warmth, Goal::Task), Target::Free);
        assert_eq!(targets.of(Dimension::Receptiveness, Goal::Relational), Target::AtLeast);
        assert_eq!(targets.of(Dimension::Vader, Goal::Balanced), Target::Free);
    }
}
