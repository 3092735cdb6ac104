//! Do breakdowns come in cascades, and how often is talk repaired at all?

use crate::{
    acts::RecognisedTurn,
    codec::{Reader, put_signed},
    counts::{add, bump, counts, get_turn, put_turn},
    value::{Measure, Undefined},
};
use alloc::vec::Vec;

/// The turns before that count as recent.
const RECENT: u8 = 3;

counts! {
    /// Sums over all turns.
    CascadeCounts {
        turns,
        /// Turns that start a repair, of either way.
        initiations,
        /// Turns with one among the three before, and those of them that start one.
        after,
        after_initiated,
        /// Gaps between turns that start a repair of the other's talk.
        gaps,
        turns_between,
        /// Those of which both times are known.
        timed,
        milliseconds,
    }
}

/// When repairs start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cascade {
    counts: CascadeCounts,
    /// One bit for each of the last turns that started a repair, the newest lowest.
    recent: u8,
    /// The last turn that started a repair of the other's talk, and its time.
    last: Option<(u32, Option<i64>)>,
}

/// How long it takes from one repair of the other's talk to the next: means over the gaps.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RepairInterval {
    /// In turns, 1 and more; undefined (`too_few`) before the second one.
    pub turns: Measure,
    /// In seconds, 0 and more, over the gaps of which both times are known; undefined (`too_few`)
    /// before the second one, (`no_time`) without times. Between people about one in 84 s
    /// (Dingemanse et al. 2015).
    pub seconds: Measure,
}

impl Cascade {
    pub(super) fn observe(&mut self, turn: &RecognisedTurn, misread: bool) {
        let oir = turn.record.acts.initiates_repair();
        let initiates = oir || misread;
        let after = self.recent != 0;
        let counts = &mut self.counts;
        bump(&mut counts.turns, true);
        bump(&mut counts.initiations, initiates);
        bump(&mut counts.after, after);
        bump(&mut counts.after_initiated, after && initiates);
        self.recent = (self.recent << 1 | u8::from(initiates)) & ((1 << RECENT) - 1);
        if oir {
            let (number, at) = (turn.context.turn, turn.at);
            if let Some((last, then)) = self.last {
                bump(&mut counts.gaps, true);
                add(&mut counts.turns_between, number.saturating_sub(last));
                if let (Some(at), Some(then)) = (at, then) {
                    // A clock that goes backwards gives no gap.
                    if at >= then {
                        bump(&mut counts.timed, true);
                        add(&mut counts.milliseconds, at.abs_diff(then));
                    }
                }
            }
            self.last = Some((number, at));
        }
    }

    /// How much likelier a repair starts when one did in the three turns before.
    pub(super) fn hazard(&self) -> Measure {
        let CascadeCounts { turns, initiations, after, after_initiated, .. } = self.counts;
        if after == 0 || initiations == 0 {
            return Measure::Undefined(Undefined::TooFew);
        }
        let base = initiations as f64 / turns as f64;
        Measure::ratio(after_initiated as f64 / after as f64, base, Undefined::TooFew)
    }

    pub(super) fn interval(&self) -> RepairInterval {
        let CascadeCounts { gaps, turns_between, timed, milliseconds, .. } = self.counts;
        let no_time = if gaps == 0 { Undefined::TooFew } else { Undefined::NoTime };
        RepairInterval {
            turns: Measure::ratio(turns_between as f64, gaps as f64, Undefined::TooFew),
            seconds: Measure::ratio(milliseconds as f64 / 1000.0, timed as f64, no_time),
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        self.counts.write(out);
        out.push(self.recent);
        put_turn(out, self.last.map(|(turn, _)| turn));
        if let Some((_, at)) = self.last {
            out.push(u8::from(at.is_some()));
            at.iter().for_each(|at| put_signed(out, *at));
        }
    }

    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let counts = CascadeCounts::read(bytes)?;
        let [recent] = bytes.array()?;
        let last = match get_turn(bytes)? {
            None => None,
            Some(turn) => match bytes.array()? {
                [0] => Some((turn, None)),
                [1] => Some((turn, Some(bytes.get_signed()?))),
                _ => return None,
            },
        };
        let sound = counts.initiations <= counts.turns
            && counts.after <= counts.turns
            && counts.after_initiated <= counts.after.min(counts.initiations)
            && counts.timed <= counts.gaps
            && recent < 1 << RECENT;
        sound.then_some(Self { counts, recent, last })
    }
}
