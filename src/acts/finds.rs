//! The phrases found in a sentence, asked for by what they show.

use super::{
    act::Act,
    patterns::{Cue, Found, Label},
};

/// The phrases found in a sentence. Nearly all questions are for phrases that are not there, so the
/// labels that are there stand in two masks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Finds<'f> {
    hits: &'f [Found],
    acts: u32,
    cues: u128,
}

const _: () = assert!(Act::COUNT <= u32::BITS as usize && Cue::ALL.len() <= u128::BITS as usize);

impl<'f> Finds<'f> {
    pub(crate) fn of(hits: &'f [Found]) -> Self {
        let mut finds = Self { hits, ..Self::default() };
        for hit in hits {
            match hit.label {
                Label::Act(act) => finds.acts |= 1 << act as u32,
                Label::Cue(cue) => finds.cues |= 1 << cue as u32,
            }
        }
        finds
    }

    /// Whether there is a phrase of this act.
    pub(crate) fn has(&self, act: Act) -> bool {
        self.acts >> act as u32 & 1 == 1
    }

    /// Whether there is a phrase of this cue.
    pub(crate) fn shows(&self, cue: Cue) -> bool {
        self.cues >> cue as u32 & 1 == 1
    }

    /// How sure the surest phrase of a cue is, in hundredths; 0 without one.
    pub(crate) fn cue(&self, cue: Cue) -> u8 {
        if self.shows(cue) { self.most_sure(cue) } else { 0 }
    }

    #[inline(never)]
    fn most_sure(&self, cue: Cue) -> u8 {
        self.all(cue).map(|hit| hit.percent).max().unwrap_or(0)
    }

    /// The phrases of a cue, in order.
    pub(crate) fn all(&self, cue: Cue) -> impl Iterator<Item = &'f Found> + use<'f> {
        let hits = if self.shows(cue) { self.hits } else { &[] };
        hits.iter().filter(move |hit| hit.label == Label::Cue(cue))
    }

    /// The surest phrase of an act, of equally sure ones the longest, then the earliest.
    pub(crate) fn of_act(&self, act: Act) -> Option<Found> {
        if self.has(act) { self.surest(Label::Act(act)) } else { None }
    }

    /// The same of a cue.
    pub(crate) fn of_cue(&self, cue: Cue) -> Option<Found> {
        if self.shows(cue) { self.surest(Label::Cue(cue)) } else { None }
    }

    #[inline(never)]
    fn surest(&self, label: Label) -> Option<Found> {
        let hits = self.hits.iter().filter(|hit| hit.label == label);
        hits.max_by_key(|hit| (hit.percent, hit.end - hit.start, u16::MAX - hit.start)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(label: Label, percent: u8, start: u16, end: u16) -> Found {
        Found { label, number: 0, percent, start, end }
    }

    #[test]
    fn the_surest_then_longest_then_earliest_phrase_is_given() {
        let (polar, ack) = (Label::Cue(Cue::Polar), Label::Act(Act::Ack));
        let hits = [
            hit(polar, 60, 0, 9),
            hit(polar, 80, 4, 5),
            hit(polar, 80, 2, 3),
            hit(ack, 90, 0, 1),
            hit(ack, 90, 1, 3),
        ];
        let finds = Finds::of(&hits);
        assert_eq!(finds.of_cue(Cue::Polar), Some(hits[2]));
        assert_eq!(finds.of_act(Act::Ack), Some(hits[4]));
        assert_eq!(finds.cue(Cue::Polar), 80);
        assert_eq!(finds.all(Cue::Polar).count(), 3);
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        let finds = Finds::of(&[]);
        assert_eq!((finds.cue(Cue::Wh), finds.of_cue(Cue::Wh)), (0, None));
        assert_eq!((finds.has(Act::Ack), finds.of_act(Act::Ack)), (false, None));
        assert_eq!(finds.all(Cue::Wh).count(), 0);
    }
}
