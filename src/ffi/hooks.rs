//! Hooks: what a host is asked about claims while a turn is taken in.

use super::{
    asking::asking,
    boundary::boundary,
    error::{Failure, FfiError},
    handle::required,
    input::{bytes, utf8},
    session::FfiSession,
    status::{self, FfiAnswer, FfiStatus},
};
use crate::{
    correction::{Answer, Checked, ClaimQuery, Hooks, Stanced},
    hints::{Stance, Verdict},
};
use core::{
    ffi::{c_char, c_void},
    ptr,
};

/// A claim that a hook is asked about. The texts are UTF-8 without a NUL at the end; they and the
/// struct are valid until the hook returns. New fields come at the end: struct_size says how many
/// bytes there are.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct FfiClaimQuery {
    /// Set by the library: the bytes of the struct.
    pub struct_size: u32,
    /// The number of the turn that is being taken in.
    pub turn: u32,
    /// A lingsync_role: who speaks.
    pub role: i32,
    /// A lingsync_verdict: what is known of the claim.
    pub verdict: i32,
    /// The host's name for the claim; a hash of it where the session keeps no text.
    pub id: *const c_char,
    /// Bytes of it.
    pub id_len: usize,
    /// The claim in words; empty where the session keeps no text and the claim is of an earlier turn.
    pub text: *const c_char,
    /// Bytes of it.
    pub text_len: usize,
    /// What is true instead; NULL if that is not known.
    pub correct_text: *const c_char,
    /// Bytes of it.
    pub correct_text_len: usize,
    /// What is said.
    pub turn_text: *const c_char,
    /// Bytes of it.
    pub turn_text_len: usize,
}

/// Where a hook writes what it knows, with lingsync_claim_answer_set.
///
/// Ownership: belongs to the library; valid until the hook returns.
/// Thread: that of the hook.
#[derive(Debug)]
pub struct FfiClaimAnswer {
    said: Said,
    confidence: Option<f64>,
    correct_text: Option<String>,
}

/// What may be said, and what was.
#[derive(Clone, Copy, Debug)]
enum Said {
    Verdict(Option<Verdict>),
    Stance(Option<Stance>),
}

/// A hook. It returns a lingsync_answer; any other number counts as LINGSYNC_ANSWER_PENDING, and so
/// does LINGSYNC_ANSWER_KNOWN without lingsync_claim_answer_set. It must return: no exception and no
/// longjmp may leave it. It may use every object of the library but the session that asks it: such a
/// call gets INVALID_STATE, and whatever the hook then says counts as pending.
pub type FfiClaimHook = Option<
    unsafe extern "C" fn(
        user_data: *mut c_void,
        query: *const FfiClaimQuery,
        answer: *mut FfiClaimAnswer,
    ) -> i32,
>;

/// What lingsync_session_set_hooks takes. The caller sets struct_size to sizeof(lingsync_hooks), and
/// what it does not need to NULL.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct FfiHooks {
    /// Set by the caller: sizeof(lingsync_hooks).
    pub struct_size: u32,
    /// Handed to the hooks as it is. The hooks run on every thread that uses the session or a copy of
    /// it, and at the same time where such calls do.
    pub user_data: *mut c_void,
    /// Whether a claim in a turn's hints, of which nothing is known, is true: it answers with a
    /// lingsync_verdict.
    pub check: FfiClaimHook,
    /// What a turn of the agent does with a claim that is open: it answers with a
    /// lingsync_claim_stance. Asked about the newest 16 claims.
    pub stance: FfiClaimHook,
    /// Called once with user_data when no session has these hooks any more: they were replaced or
    /// cleared, or the session and its copies were freed. On the thread of that call, which still has
    /// the session: it must not use it.
    pub free_user_data: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
}

/// Asks the hooks about claims from now on, while turns are observed and (unless
/// "correction.hooks_in_preview" is false) previewed. They are asked before anything changes, and what
/// they say becomes part of the turn. Earlier hooks are let go. A copy of the session has the same
/// hooks; a snapshot has none.
///
/// Ownership: the struct is read during the call; user_data is the caller's, to be valid until
/// free_user_data is called with it.
/// Errors: NULL_POINTER, INVALID_STATE; INVALID_ARGUMENT for a wrong struct_size. The session then has
/// the hooks that it had, and free_user_data is not called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_set_hooks(
    session: *mut FfiSession,
    hooks: *const FfiHooks,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            let session = required(session, "session")?;
            required(hooks.cast::<u8>(), "hooks")?;
            // Not NULL, and by contract its first field may be read; no alignment is assumed.
            let size = hooks.cast::<u32>().read_unaligned();
            if size as usize != size_of::<FfiHooks>() {
                return Err(Failure::argument(format!(
                    "hooks.struct_size is {size}: set it to sizeof(lingsync_hooks)"
                )));
            }
            let mut session = session.0.write()?;
            // As large as ours by its own word.
            session.set_hooks(Host(hooks.read_unaligned()));
            Ok(())
        })
    }
}

/// Asks nobody any more; free_user_data is called unless a copy of the session has the hooks too.
///
/// Errors: NULL_POINTER, INVALID_STATE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_session_clear_hooks(
    session: *mut FfiSession,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            required(session, "session")?.0.write()?.clear_hooks();
            Ok(())
        })
    }
}

/// In a hook: what it knows. value is a lingsync_verdict in check and a lingsync_claim_stance in
/// stance; confidence is how sure that is, 0 to 1, or NaN if that is not known. The hook then returns
/// LINGSYNC_ANSWER_KNOWN.
///
/// Thread: that of the hook.
/// Errors: NULL_POINTER; INVALID_ARGUMENT for an unknown value, or a confidence out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_claim_answer_set(
    answer: *mut FfiClaimAnswer,
    value: i32,
    confidence: f64,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says; nobody else has the answer
    // while the hook runs.
    unsafe {
        boundary(error, || {
            required(answer, "answer")?;
            let answer = &mut *answer;
            if !confidence.is_nan() && !(0.0..=1.0).contains(&confidence) {
                return Err(Failure::argument(format!(
                    "confidence is {confidence}: give a number from 0 to 1, or NaN"
                )));
            }
            answer.said = match answer.said {
                Said::Verdict(_) => Said::Verdict(Some(status::verdict(value)?)),
                Said::Stance(_) => Said::Stance(Some(status::claim_stance(value)?)),
            };
            answer.confidence = (!confidence.is_nan()).then_some(confidence);
            Ok(())
        })
    }
}

/// In the hook check: what is true instead of the claim. In stance it is not looked at.
///
/// Ownership: the text is copied.
/// Thread: that of the hook.
/// Errors: NULL_POINTER, INVALID_ARGUMENT, INVALID_UTF8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_claim_answer_set_correct_text(
    answer: *mut FfiClaimAnswer,
    text: *const c_char,
    text_len: usize,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says; nobody else has the answer
    // while the hook runs.
    unsafe {
        boundary(error, || {
            required(answer, "answer")?;
            let text = utf8(bytes(text, text_len, "text")?, "text")?;
            (*answer).correct_text = Some(text.to_owned());
            Ok(())
        })
    }
}

/// The hooks of a session and of its copies.
struct Host(FfiHooks);

// SAFETY: the struct is never changed, and the contract of `user_data` lets hooks run on every thread,
// also at the same time.
unsafe impl Send for Host {}
// SAFETY: as above.
unsafe impl Sync for Host {}

impl Drop for Host {
    fn drop(&mut self) {
        if let Some(free) = self.0.free_user_data {
            // SAFETY: by contract it may be called once with `user_data`, from any thread; this is the
            // only place, and the last session has let go.
            unsafe { free(self.0.user_data) };
        }
    }
}

impl Host {
    /// Asks a hook; `None` for "pending".
    fn ask(
        &self,
        hook: FfiClaimHook,
        claim: &ClaimQuery<'_>,
        said: Said,
    ) -> Answer<FfiClaimAnswer> {
        let Some(hook) = hook else { return Answer::Nothing };
        let correct = claim.correct_text;
        let query = FfiClaimQuery {
            struct_size: size_of::<FfiClaimQuery>() as u32,
            turn: claim.turn,
            role: claim.role as i32,
            verdict: i32::from(claim.verdict.code()),
            id: claim.id.as_ptr().cast(),
            id_len: claim.id.len(),
            text: claim.text.as_ptr().cast(),
            text_len: claim.text.len(),
            correct_text: correct.map_or(ptr::null(), |text| text.as_ptr().cast()),
            correct_text_len: correct.map_or(0, str::len),
            turn_text: claim.turn_text.as_ptr().cast(),
            turn_text_len: claim.turn_text.len(),
        };
        let mut answer = FfiClaimAnswer { said, confidence: None, correct_text: None };
        // SAFETY: the hook is the caller's, with the signature of the header; the query, its texts and
        // the answer outlive the call, and by contract it returns.
        let call = || unsafe { hook(self.0.user_data, &query, &mut answer) };
        let (code, came_back) = asking(call);
        match code {
            _ if came_back => Answer::Pending,
            code if code == FfiAnswer::Known as i32 => Answer::Known(answer),
            code if code == FfiAnswer::Nothing as i32 => Answer::Nothing,
            _ => Answer::Pending,
        }
    }
}

impl Hooks for Host {
    fn check(&self, claim: &ClaimQuery<'_>) -> Answer<Checked> {
        match self.ask(self.0.check, claim, Said::Verdict(None)) {
            Answer::Known(FfiClaimAnswer {
                said: Said::Verdict(Some(verdict)),
                confidence,
                correct_text,
            }) => Answer::Known(Checked { verdict, confidence, correct_text }),
            Answer::Nothing => Answer::Nothing,
            _ => Answer::Pending,
        }
    }

    fn stance(&self, claim: &ClaimQuery<'_>) -> Answer<Stanced> {
        match self.ask(self.0.stance, claim, Said::Stance(None)) {
            Answer::Known(FfiClaimAnswer {
                said: Said::Stance(Some(stance)), confidence, ..
            }) => Answer::Known(Stanced { stance, confidence }),
            Answer::Nothing => Answer::Nothing,
            _ => Answer::Pending,
        }
    }
}
