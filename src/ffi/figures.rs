//! What a dashboard shows of a turn, in one flat struct.

use super::{
    error::Failure,
    input::wanted,
    status::{FfiRepair, FfiResponse, FfiSeverity, FfiStance},
};
use crate::{
    register::Dimension,
    report::TurnReport,
    value::{Measure, Undefined},
};

/// The figures of one turn that a dashboard shows. The caller sets struct_size to
/// sizeof(lingsync_turn_figures) before the call; the library writes no byte beyond it, so that a
/// program compiled with an older header goes on working with a newer library. A struct_size below
/// 128, the size of the first version, is refused.
///
/// A figure has a value where its reason (in reasons) is 0. Otherwise a double is NaN and a count
/// or state 0, and the reason is a lingsync_undefined.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct FfiTurnFigures {
    /// Set by the caller: sizeof(lingsync_turn_figures).
    pub struct_size: u32,
    /// The turn's number, from 0.
    pub turn: u32,
    /// A lingsync_role.
    pub role: i32,
    /// Words of the turn's prose.
    pub words: u32,
    /// Content words taken up from the other.
    pub mirrored: u32,
    /// Salient words and terms of the other's last turns that this turn does not take up.
    pub missed: u32,
    /// A lingsync_response.
    pub response: i32,
    /// A lingsync_repair.
    pub repair: i32,
    /// A lingsync_stance.
    pub stance: i32,
    /// A lingsync_severity: that of the gravest finding.
    pub worst_severity: i32,
    /// Whether the turn asks something or starts a repair: 1 or 0.
    pub asked: u32,
    /// Acts that show or secure understanding: acknowledgements, displays, reflections, clarifying
    /// questions, starts of a repair.
    pub grounded: u32,
    /// False claims that are followed and that the agent has not corrected; the reason is
    /// NO_TRUTH_SUPPLIED before the truth of a claim was supplied.
    pub claims_open: u32,
    /// Of these the ones that the agent has answered otherwise than by asking back.
    pub claims_uncorrected: u32,
    /// Findings that begin with this turn.
    pub findings_opened: u32,
    /// Findings that are open after this turn.
    pub findings_open: u32,
    /// Share of the words in expressions that the other has said before, 0 to 1.
    pub shared_repetition: f64,
    /// Share of the words in expressions that the speaker has said before, 0 to 1.
    pub self_repetition: f64,
    /// Distance of an agent's turn from the target of formality, in standard deviations.
    pub formality_to_target: f64,
    /// Distance from the target of warmth, likewise.
    pub warmth_to_target: f64,
    /// Distance from the target of valence, likewise.
    pub valence_to_target: f64,
    /// Distance from the target of verbosity, in ln(1 + words).
    pub verbosity_to_target: f64,
    /// Why a figure has no value (lingsync_undefined; 0 if it has one): of the six doubles in their
    /// order, then of mirrored, missed, response, repair, stance, asked, grounded, the claims, the
    /// findings; the last is spare.
    pub reasons: [u8; 16],
}

/// The size of the first version of the struct; no program was ever compiled with less.
pub(super) const FIRST_SIZE: usize = 128;
/// No struct will ever be so large: a greater size is a field that was not set.
const ABSURD_SIZE: usize = 4096;

const _: () = assert!(size_of::<FfiTurnFigures>() == FIRST_SIZE);

/// A figure that this version does not measure.
const NOT_YET: u8 = Undefined::NotAvailable.code();

impl FfiTurnFigures {
    #[inline]
    fn new(report: &TurnReport, struct_size: u32) -> Self {
        let lexical = &report.lexical;
        let (shared_repetition, shared) = double(lexical.shared_repetition.value());
        let (self_repetition, own) = double(lexical.self_repetition.value());
        let mut reasons = [NOT_YET; 16];
        reasons[0] = shared;
        reasons[1] = own;
        // Counts of terms are always defined; the spare place says so as well.
        let gaps =
            [Dimension::Formality, Dimension::Warmth, Dimension::Valence, Dimension::Verbosity];
        let register = &report.register;
        let gaps = gaps.map(|dimension| double(register.to_target(dimension)));
        for (reason, gap) in reasons[2..].iter_mut().zip(gaps) {
            *reason = gap.1;
        }
        let acts = &report.clarification;
        for defined in [6, 7, 8, 9, 10, 11, 12, 15] {
            reasons[defined] = 0;
        }
        let claims = &report.correction;
        reasons[13] = claims.claims_open.map_or_else(Undefined::code, |_| 0);
        Self {
            struct_size,
            turn: report.turn,
            role: report.role as i32,
            words: report.text.words,
            mirrored: lexical.mirrored_count,
            missed: u32::try_from(lexical.missed.len()).unwrap_or(u32::MAX),
            response: acts.response.map_or(FfiResponse::None, FfiResponse::from) as i32,
            repair: acts.repair.map_or(FfiRepair::Idle, |repair| repair.event.into()) as i32,
            stance: claims.stance.map_or(FfiStance::None, |seen| seen.stance.into()) as i32,
            worst_severity: FfiSeverity::None as i32,
            asked: u32::from(acts.acts.iter().any(|hit| hit.act.asks())),
            grounded: acts.signs_of_grounding(),
            claims_open: claims.claims_open.unwrap_or(0),
            claims_uncorrected: claims.claims_uncorrected.unwrap_or(0),
            findings_opened: 0,
            findings_open: 0,
            shared_repetition,
            self_repetition,
            formality_to_target: gaps[0].0,
            warmth_to_target: gaps[1].0,
            valence_to_target: gaps[2].0,
            verbosity_to_target: gaps[3].0,
            reasons,
        }
    }
}

/// A measure as a double and its reason.
fn double(measure: Measure) -> (f64, u8) {
    match measure {
        Measure::Value(value) => (value, 0),
        Measure::Undefined(reason) => (f64::NAN, reason.code()),
    }
}

/// A struct of the caller's that has been looked at and may be written.
pub(super) struct FiguresOut {
    place: *mut FfiTurnFigures,
    /// As the caller set it.
    size: u32,
}

impl FiguresOut {
    /// Checks the struct's size. Null is allowed: nothing is written then.
    ///
    /// # Safety
    /// `figures` is null, or its first field may be read and as many bytes as that says written.
    #[inline]
    pub(super) unsafe fn optional(figures: *mut FfiTurnFigures) -> Result<Self, Failure> {
        if figures.is_null() {
            return Ok(Self { place: figures, size: 0 });
        }
        // SAFETY: not null, and by contract its first field may be read.
        let size = unsafe { figures.cast::<u32>().read_unaligned() };
        if !(FIRST_SIZE..=ABSURD_SIZE).contains(&(size as usize)) {
            return Err(Failure::argument(format!(
                "figures.struct_size is {size}: set it to sizeof(lingsync_turn_figures)"
            )));
        }
        Ok(Self { place: figures, size })
    }

    /// The same where null is not allowed.
    ///
    /// # Safety
    /// As [`FiguresOut::optional`].
    pub(super) unsafe fn required(figures: *mut FfiTurnFigures) -> Result<Self, Failure> {
        wanted(figures, "figures")?;
        // SAFETY: by contract.
        unsafe { Self::optional(figures) }
    }

    /// Writes the figures of a report; the struct_size stays as the caller set it. While the struct
    /// is the first one, every caller's has room for all of it.
    #[inline]
    pub(super) fn write(self, report: &TurnReport) {
        if !self.place.is_null() {
            // SAFETY: the caller's struct has at least `FIRST_SIZE` bytes, as checked when this was
            // made, and that is the size of ours. No alignment is assumed.
            unsafe { self.place.write_unaligned(FfiTurnFigures::new(report, self.size)) };
        }
    }
}
