//! The numbers of the C ABI: statuses, roles, reasons and states. None is ever renumbered; new ones
//! come at the end.

use super::error::Failure;
use crate::{
    clarification::{RepairStep, Response},
    config::Detail,
    correction::StanceStep,
    error::ErrorKind,
    hints::{Stance, Verdict},
    turn::Role,
};
use core::ffi::CStr;

/// What became of a call. 0 is success; everything else comes with a message, see lingsync_error.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FfiStatus {
    /// The call did what it says.
    Ok = 0,
    /// A pointer is NULL that must not be.
    NullPointer = 1,
    /// An argument is out of its range: an unknown role, a wrong struct_size, an impossible length.
    InvalidArgument = 2,
    /// A text is not UTF-8; lingsync_error_offset gives the first byte that is not.
    InvalidUtf8 = 3,
    /// The handle cannot be used now: another call is using it, or an earlier call panicked.
    InvalidState = 4,
    /// A bug in the library. The handle that was used can only be freed.
    Panic = 5,
    /// An error of a kind that this interface does not know.
    Internal = 6,
    /// A value is larger than the configured limit.
    LimitExceeded = 10,
    /// A hint has the wrong form, or an unknown field was given in strict mode.
    InvalidHint = 11,
    /// A setting is unknown or out of its range.
    InvalidConfig = 12,
    /// A transcript could not be read.
    InvalidTranscript = 13,
    /// The turn asked for was never observed.
    UnknownTurn = 14,
    /// The speaker asked for has no turn in the session.
    UnknownSpeaker = 15,
    /// The session cannot go back that far.
    RewindTooFar = 16,
    /// The retention mode forbids the call.
    Retention = 17,
    /// A snapshot is cut short, damaged, or not a snapshot at all.
    InvalidSnapshot = 18,
    /// A snapshot was written by a newer version of the library.
    UnsupportedVersion = 19,
    /// A snapshot belongs to an engine with other settings.
    ConfigMismatch = 20,
    /// A snapshot belongs to an engine with another language pack.
    PackMismatch = 21,
    /// A snapshot belongs to an engine with another key.
    KeyMismatch = 22,
    /// A language pack is cut short, damaged, without a licence entry, or not a pack at all.
    InvalidPack = 23,
    /// No claim that is followed has this id.
    UnknownClaim = 24,
}

impl From<ErrorKind> for FfiStatus {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::LimitExceeded => Self::LimitExceeded,
            ErrorKind::InvalidHint => Self::InvalidHint,
            ErrorKind::InvalidConfig => Self::InvalidConfig,
            ErrorKind::InvalidTranscript => Self::InvalidTranscript,
            ErrorKind::UnknownTurn => Self::UnknownTurn,
            ErrorKind::UnknownSpeaker => Self::UnknownSpeaker,
            ErrorKind::RewindTooFar => Self::RewindTooFar,
            ErrorKind::Retention => Self::Retention,
            ErrorKind::InvalidSnapshot => Self::InvalidSnapshot,
            ErrorKind::UnsupportedVersion => Self::UnsupportedVersion,
            ErrorKind::ConfigMismatch => Self::ConfigMismatch,
            ErrorKind::PackMismatch => Self::PackMismatch,
            ErrorKind::KeyMismatch => Self::KeyMismatch,
            ErrorKind::InvalidPack => Self::InvalidPack,
            ErrorKind::UnknownClaim => Self::UnknownClaim,
        }
    }
}

/// Names by number; a gap has none.
const STATUS_NAMES: [&CStr; 25] = [
    c"ok",
    c"null_pointer",
    c"invalid_argument",
    c"invalid_utf8",
    c"invalid_state",
    c"panic",
    c"internal",
    c"unknown",
    c"unknown",
    c"unknown",
    c"limit_exceeded",
    c"invalid_hint",
    c"invalid_config",
    c"invalid_transcript",
    c"unknown_turn",
    c"unknown_speaker",
    c"rewind_too_far",
    c"retention",
    c"invalid_snapshot",
    c"unsupported_version",
    c"config_mismatch",
    c"pack_mismatch",
    c"key_mismatch",
    c"invalid_pack",
    c"unknown_claim",
];

pub(super) fn status_name(status: i32) -> &'static CStr {
    usize::try_from(status).ok().and_then(|at| STATUS_NAMES.get(at)).copied().unwrap_or(c"unknown")
}

/// Who speaks. Functions take it as int32_t and refuse other numbers.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FfiRole {
    /// The person who is helped, advised or served.
    Client = 0,
    /// The one whose synchrony is watched: a model, or a person in its place.
    Agent = 1,
    /// Anybody else.
    Other = 2,
}

/// How much a report says. Functions take it as int32_t and refuse other numbers.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FfiDetail {
    /// As the engine's configuration says.
    Configured = 0,
    /// What a dashboard shows, and the evidence.
    Brief = 1,
    /// Everything, research measures included.
    Full = 2,
}

/// Why a measure has no value: the numbers in lingsync_turn_figures.reasons.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FfiUndefined {
    /// It has a value.
    Defined = 0,
    /// There is nothing to compare with yet, or this version does not measure it.
    NotAvailable = 1,
    /// A side holds no word.
    Empty = 2,
    /// A side is shorter than the measure needs.
    TooShort = 3,
    /// Too few observations so far.
    TooFew = 4,
    /// The values do not vary.
    NoVariance = 5,
    /// The text is outside the languages of the pack.
    Language = 6,
    /// No word vectors are loaded.
    NoVectors = 7,
    /// The host supplied no truth to compare with.
    NoTruthSupplied = 8,
    /// The host supplied no times.
    NoTime = 9,
    /// The host supplied no referents.
    NoReferents = 10,
    /// The reading is too unreliable at this length.
    LowReliability = 11,
    /// The work budget is used up.
    Budget = 12,
    /// The retention mode keeps too little to compute it.
    Retention = 13,
    /// No background of other dialogues is supplied.
    NoBackground = 14,
    /// No glossary is supplied.
    NoGlossary = 15,
}

const UNDEFINED_NAMES: [&CStr; 16] = [
    c"defined",
    c"not_available",
    c"empty",
    c"too_short",
    c"too_few",
    c"no_variance",
    c"language",
    c"no_vectors",
    c"no_truth_supplied",
    c"no_time",
    c"no_referents",
    c"low_reliability",
    c"budget",
    c"retention",
    c"no_background",
    c"no_glossary",
];

pub(super) fn undefined_name(reason: i32) -> &'static CStr {
    let at = usize::try_from(reason).ok();
    at.and_then(|at| UNDEFINED_NAMES.get(at)).copied().unwrap_or(c"unknown")
}

/// What the agent does with the client's requests that wait: lingsync_turn_figures.response.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FfiResponse {
    /// No request waits, or nothing is done with it.
    None = 0,
    /// It asks back.
    Clarify = 1,
    /// It says which reading it answers.
    AssumeStated = 2,
    /// It answers at once.
    Passive = 3,
    /// It only offers something.
    OfferOnly = 4,
}

/// Where the newest repair stands that the turn moves: lingsync_turn_figures.repair.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FfiRepair {
    /// The turn moves none.
    Idle = 0,
    /// A party has started to repair what the other said, or has started again.
    Open = 1,
    /// The other has supplied what was asked.
    Solved = 2,
    /// The party that started it goes on: the good end.
    Closed = 3,
    /// It was started for the third time on the same trouble.
    Breakdown = 4,
    /// It was given up.
    Abandoned = 5,
    /// The client says that the reply missed what was meant.
    Misread = 6,
    /// The agent gives way and says something new: the good end of a misreading.
    Repaired = 7,
    /// The agent says the same again.
    Ignored = 8,
    /// The agent does neither.
    Unaddressed = 9,
}

impl From<Response> for FfiResponse {
    fn from(response: Response) -> Self {
        match response {
            Response::Clarify => Self::Clarify,
            Response::AssumeStated => Self::AssumeStated,
            Response::Passive => Self::Passive,
            Response::OfferOnly => Self::OfferOnly,
        }
    }
}

impl From<RepairStep> for FfiRepair {
    fn from(step: RepairStep) -> Self {
        match step {
            RepairStep::Opened | RepairStep::Chained => Self::Open,
            RepairStep::Solved => Self::Solved,
            RepairStep::Closed => Self::Closed,
            RepairStep::Breakdown => Self::Breakdown,
            RepairStep::Abandoned => Self::Abandoned,
            RepairStep::Misread => Self::Misread,
            RepairStep::Repaired => Self::Repaired,
            RepairStep::Ignored => Self::Ignored,
            RepairStep::Unaddressed => Self::Unaddressed,
        }
    }
}

/// What is known of the truth of a claim.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FfiVerdict {
    /// It is false.
    False = 1,
    /// It is true.
    True = 2,
    /// Nothing is known.
    Unknown = 3,
    /// It is being checked; the host will say later.
    Pending = 4,
}

/// What a turn does with a claim: the first three are towards the claim's text, the last three towards
/// the agent's earlier answer.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FfiClaimStance {
    /// It says or presupposes the claim.
    Asserts = 1,
    /// It says the opposite of the claim.
    Denies = 2,
    /// It does neither.
    Neither = 3,
    /// It keeps the earlier answer.
    Holds = 4,
    /// It keeps the earlier answer, with reservations.
    Hedges = 5,
    /// It gives the earlier answer up.
    GivesUp = 6,
}

/// What a hook returns.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FfiAnswer {
    /// Nothing is known: the library goes on with what it has.
    Nothing = 0,
    /// What was set in the answer.
    Known = 1,
    /// It will be known later, by lingsync_session_resolve.
    Pending = 2,
}

/// The verdict that a number of the caller's means.
pub(super) fn verdict(number: i32) -> Result<Verdict, Failure> {
    let found = u8::try_from(number).ok().and_then(Verdict::from_code);
    found.ok_or_else(|| {
        Failure::argument(format!("verdict {number} is unknown: give a lingsync_verdict, 1 to 4"))
    })
}

/// The stance towards a claim that a number of the caller's means.
pub(super) fn claim_stance(number: i32) -> Result<Stance, Failure> {
    let found = u8::try_from(number).ok().and_then(Stance::from_code);
    found.ok_or_else(|| {
        Failure::argument(format!(
            "stance {number} is unknown: give a lingsync_claim_stance, 1 to 6"
        ))
    })
}

/// What the agent does with its answer after a push-back: lingsync_turn_figures.stance.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FfiStance {
    /// The turn answers no push-back.
    None = 0,
    /// It keeps it.
    Hold = 1,
    /// It keeps it with more reservation than before.
    Hedge = 2,
    /// It gives it up, although nothing new was brought.
    Cave = 3,
    /// It gives it up for new evidence, or because it was wrong.
    Reconsider = 4,
}

impl From<StanceStep> for FfiStance {
    fn from(step: StanceStep) -> Self {
        match step {
            StanceStep::Hold => Self::Hold,
            StanceStep::Hedge => Self::Hedge,
            StanceStep::Cave => Self::Cave,
            StanceStep::Reconsider => Self::Reconsider,
        }
    }
}

/// How grave a finding is: lingsync_turn_figures.worst_severity.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FfiSeverity {
    /// There is no finding.
    None = 0,
    /// Worth knowing.
    Info = 1,
    /// Worth a look.
    Notice = 2,
    /// Worth acting on.
    Warning = 3,
}

/// The role that a number of the caller's means.
pub(super) fn role(number: i32) -> Result<Role, Failure> {
    match number {
        0 => Ok(Role::Client),
        1 => Ok(Role::Agent),
        2 => Ok(Role::Other),
        _ => Err(Failure::argument(format!(
            "role {number} is unknown: give 0 (client), 1 (agent) or 2 (other)"
        ))),
    }
}

/// The detail that a number of the caller's means; `None` is as configured.
pub(super) fn detail(number: i32) -> Result<Option<Detail>, Failure> {
    match number {
        0 => Ok(None),
        1 => Ok(Some(Detail::Brief)),
        2 => Ok(Some(Detail::Full)),
        _ => Err(Failure::argument(format!(
            "detail {number} is unknown: give 0 (as configured), 1 (brief) or 2 (full)"
        ))),
    }
}
