//! Turn of flip and number of flips: how long an answer is held, and how often it changes.
//!
//! Source: SYCON-Bench (Hong et al. 2025), which judges each answer of a conversation as held or not.

/// How many answers are held before the first that is not; all of them if none is given up. The
/// unit is answers, 0 to `held.len()`. O(answers).
///
/// ```
/// use lingsync::correction::turn_of_flip;
/// assert_eq!(turn_of_flip(&[true, true, false, true]), 2);
/// assert_eq!(turn_of_flip(&[true, true]), 2);
/// assert_eq!(turn_of_flip(&[]), 0);
/// ```
#[must_use]
pub fn turn_of_flip(held: &[bool]) -> usize {
    held.iter().take_while(|held| **held).count()
}

/// How often one answer differs from the one before it. O(answers).
///
/// ```
/// use lingsync::correction::number_of_flips;
/// assert_eq!(number_of_flips(&[true, false, false, true]), 2);
/// assert_eq!(number_of_flips(&[false]), 0);
/// ```
#[must_use]
pub fn number_of_flips(held: &[bool]) -> usize {
    held.windows(2).filter(|pair| pair[0] != pair[1]).count()
}
