//! The engine: settings and language data, and whole transcripts in one call.

use super::{
    boundary::{boundary, guard},
    buffer::FfiBuffer,
    config::FfiConfig,
    error::{Failure, FfiError},
    handle::{self, Handle, borrow, required},
    input::{bytes, give, text, wanted},
    status::{self, FfiStatus},
};
use crate::{
    Config, Engine, EngineBuilder, correction::FactBase, pack::LanguagePack,
    register::RegisterBackground, transcript::AnalyseOptions,
};
use core::{ffi::c_char, ptr};
use std::ffi::CString;

/// A flag of lingsync_engine_analyse_jsonl: no reports of turns, only summaries.
pub const LINGSYNC_ANALYSE_SUMMARY_ONLY: u32 = 1;
/// A flag of lingsync_engine_analyse_jsonl: the shared lexicon of agent and client as well.
pub const LINGSYNC_ANALYSE_LEXICON: u32 = 2;
/// A flag of lingsync_engine_analyse_jsonl: what cannot be read becomes a line of its own.
pub const LINGSYNC_ANALYSE_KEEP_GOING: u32 = 4;

/// What all sessions share: settings and language data. It never changes; one is enough for a
/// process.
///
/// Ownership: the caller frees it with lingsync_engine_free. Sessions keep what they need of it, so
/// it may be freed before them.
/// Thread: all its functions take it as const and may run at the same time.
#[derive(Debug)]
pub struct FfiEngine(pub(super) Handle<Inner>);

/// The engine with its pack's name as a C text.
#[derive(Debug)]
pub(super) struct Inner {
    pub(super) engine: Engine,
    pack: CString,
}

impl FfiEngine {
    fn new(engine: Engine) -> Self {
        let pack = CString::new(&**engine.pack_digest()).unwrap_or_default();
        Self(Handle::new(Inner { engine, pack }))
    }
}

/// An engine with these settings, or with the defaults if config is NULL.
///
/// Ownership: the engine takes a copy of config; the caller frees *engine with
/// lingsync_engine_free.
/// Errors: NULL_POINTER, INVALID_STATE; INVALID_CONFIG for a pattern that does not compile, or for
/// "retention" = "keyed", which needs lingsync_engine_new_keyed.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_engine_new(
    config: *const FfiConfig,
    engine: *mut *mut FfiEngine,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(engine, "engine")?;
            let built = Engine::new(settings(config)?)?;
            give(engine, FfiEngine::new(built));
            Ok(())
        })
    }
}

/// An engine with the secret of "retention" = "keyed": 16 bytes that are in no configuration,
/// report or snapshot.
///
/// Ownership: the key is copied; otherwise as lingsync_engine_new.
/// Errors: as lingsync_engine_new; INVALID_ARGUMENT for a key of another length.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_engine_new_keyed(
    config: *const FfiConfig,
    key: *const c_char,
    key_len: usize,
    engine: *mut *mut FfiEngine,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(engine, "engine")?;
            let key = secret(key, key_len)?;
            let built = Engine::builder(settings(config)?).key(key).build()?;
            give(engine, FfiEngine::new(built));
            Ok(())
        })
    }
}

/// The 16 bytes of a key.
///
/// # Safety
/// `key` is null, or `key_len` bytes may be read.
unsafe fn secret(key: *const c_char, key_len: usize) -> Result<[u8; 16], Failure> {
    if key_len != 16 {
        return Err(Failure::argument(format!("key_len is {key_len}: a key has 16 bytes")));
    }
    // SAFETY: by contract.
    let key = unsafe { bytes(key, key_len, "key")? };
    key.try_into().map_err(|_| Failure::argument("a key has 16 bytes"))
}

/// An engine with any of what lingsync_engine_new leaves out; each of these may be NULL with length
/// 0. key: as in lingsync_engine_new_keyed. pack: a language pack instead of the one that is compiled
/// in. background: other dialogues, as RegisterBackground writes them, for "background_lift".
///
/// Ownership: key, pack and background are copied; otherwise as lingsync_engine_new.
/// Errors: as lingsync_engine_new_keyed; INVALID_PACK for a pack or background that is cut short,
/// damaged or without a licence entry, UNSUPPORTED_VERSION for one of a newer format.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_engine_new_with(
    config: *const FfiConfig,
    key: *const c_char,
    key_len: usize,
    pack: *const c_char,
    pack_len: usize,
    background: *const c_char,
    background_len: usize,
    engine: *mut *mut FfiEngine,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(engine, "engine")?;
            let (pack, background) = ((pack, pack_len), (background, background_len));
            let builder = builder(config, (key, key_len), pack, background)?;
            give(engine, FfiEngine::new(builder.build()?));
            Ok(())
        })
    }
}

/// As lingsync_engine_new_with, and with what is true: claims of a conversation are found and judged
/// by it. facts is a JSON list, or NULL with length 0:
///   [{"subject": ["bats", "bat"], "property": "sight", "value": "can see", "wrong_values": ["blind"]}]
/// A single name may stand without its list; property and wrong_values may be missing.
///
/// Ownership: as lingsync_engine_new_with; facts are copied.
/// Errors: as lingsync_engine_new_with; INVALID_UTF8; INVALID_CONFIG for facts that are not such a
/// list, LIMIT_EXCEEDED beyond 10,000 of them or 4 MiB.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_engine_new_with_facts(
    config: *const FfiConfig,
    key: *const c_char,
    key_len: usize,
    pack: *const c_char,
    pack_len: usize,
    background: *const c_char,
    background_len: usize,
    facts: *const c_char,
    facts_len: usize,
    engine: *mut *mut FfiEngine,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(engine, "engine")?;
            let (pack, background) = ((pack, pack_len), (background, background_len));
            let mut builder = builder(config, (key, key_len), pack, background)?;
            if facts_len != 0 {
                builder = builder.facts(FactBase::from_json(text(facts, facts_len, "facts")?)?);
            }
            give(engine, FfiEngine::new(builder.build()?));
            Ok(())
        })
    }
}

/// Bytes of the caller's: where they begin, and how many.
type Data = (*const c_char, usize);

/// A builder with what is given.
///
/// # Safety
/// `config` is null or a configuration that is not freed; the others as [`bytes`].
unsafe fn builder(
    config: *const FfiConfig,
    key: Data,
    pack: Data,
    background: Data,
) -> Result<EngineBuilder, Failure> {
    // SAFETY: by contract.
    unsafe {
        let mut builder = Engine::builder(settings(config)?);
        if key.1 != 0 {
            builder = builder.key(secret(key.0, key.1)?);
        }
        if pack.1 != 0 {
            builder = builder.pack(LanguagePack::from_bytes(bytes(pack.0, pack.1, "pack")?)?);
        }
        if background.1 != 0 {
            let background = bytes(background.0, background.1, "background")?;
            builder = builder.background(RegisterBackground::from_bytes(background)?);
        }
        Ok(builder)
    }
}

/// Another handle on the same engine, at the cost of a pointer.
///
/// Ownership: the caller frees *copy with lingsync_engine_free.
/// Errors: NULL_POINTER, INVALID_STATE.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_engine_clone(
    engine: *const FfiEngine,
    copy: *mut *mut FfiEngine,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(copy, "copy")?;
            let cloned = required(engine, "engine")?.0.read()?.engine.clone();
            give(copy, FfiEngine::new(cloned));
            Ok(())
        })
    }
}

/// A copy of the settings.
///
/// Ownership: the caller frees *config with lingsync_config_free.
/// Errors: NULL_POINTER, INVALID_STATE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_engine_config(
    engine: *const FfiEngine,
    config: *mut *mut FfiConfig,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(config, "config")?;
            let settings = required(engine, "engine")?.0.read()?.engine.config().clone();
            give(config, FfiConfig::new(settings));
            Ok(())
        })
    }
}

/// Language, version and digest of the language pack, as reports show them. An empty text for NULL
/// and for an engine of no more use.
///
/// Ownership: belongs to the engine handle; valid until it is freed. Ended by NUL.
/// Thread: any, at any time until then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_engine_pack(engine: *const FfiEngine) -> *const c_char {
    // SAFETY: by contract the pointer is NULL or an engine that is not freed.
    guard(c"".as_ptr(), || {
        let inner = unsafe { borrow(engine) }.and_then(|engine| engine.0.read().ok());
        inner.map_or(c"".as_ptr(), |inner| inner.pack.as_ptr())
    })
}

/// Analyses a whole transcript in one call. data is a transcript in any form that the library reads:
/// JSON Lines of dialogues or of turns, OpenAI messages, `speaker<TAB>text`. Each dialogue gives one
/// line of JSON, ended by a newline:
///   {"id", "roles": "given" or "assumed", "skipped", "turns": [...], "summary": {...}}
/// detail is a lingsync_detail; flags are LINGSYNC_ANALYSE_... joined by |, or 0. With
/// LINGSYNC_ANALYSE_LEXICON a line ends with "lexicon": {...}. With LINGSYNC_ANALYSE_KEEP_GOING what
/// cannot be read gives the line {"error": {"kind", "message", "id"?, "turn"?}} at its place.
///
/// Ownership: data is read during the call; the caller frees *lines with lingsync_buffer_free.
/// Errors: NULL_POINTER, INVALID_STATE; INVALID_ARGUMENT for an unknown detail or flag; and without
/// KEEP_GOING those of the transcript: INVALID_TRANSCRIPT, LIMIT_EXCEEDED, INVALID_HINT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_engine_analyse_jsonl(
    engine: *const FfiEngine,
    data: *const c_char,
    data_len: usize,
    detail: i32,
    flags: u32,
    lines: *mut *mut FfiBuffer,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(lines, "lines")?;
            let options = options(detail, flags)?;
            let inner = required(engine, "engine")?.0.read()?;
            let data = bytes(data, data_len, "data")?;
            let json = inner.engine.analyse_jsonl(data, &options)?;
            give(lines, FfiBuffer::new(json.into_bytes()));
            Ok(())
        })
    }
}

/// Frees an engine handle. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_engine_free(engine: *mut FfiEngine) {
    // SAFETY: by contract the pointer came from this library and is freed once.
    guard((), || unsafe { handle::free(engine) });
}

/// The caller's settings, or the defaults for null.
///
/// # Safety
/// `config` is null or a configuration that is not freed.
unsafe fn settings(config: *const FfiConfig) -> Result<Config, Failure> {
    if ptr::eq(config, ptr::null()) {
        return Ok(Config::default());
    }
    // SAFETY: by contract.
    Ok(unsafe { required(config, "config") }?.0.read()?.clone())
}

fn options(detail: i32, flags: u32) -> Result<AnalyseOptions, Failure> {
    const ALL: u32 =
        LINGSYNC_ANALYSE_SUMMARY_ONLY | LINGSYNC_ANALYSE_LEXICON | LINGSYNC_ANALYSE_KEEP_GOING;
    if flags & !ALL != 0 {
        return Err(Failure::argument(format!(
            "flags {flags:#x} has unknown bits: join LINGSYNC_ANALYSE_... by |"
        )));
    }
    Ok(AnalyseOptions {
        detail: status::detail(detail)?,
        summary_only: flags & LINGSYNC_ANALYSE_SUMMARY_ONLY != 0,
        lexicon: flags & LINGSYNC_ANALYSE_LEXICON != 0,
        keep_going: flags & LINGSYNC_ANALYSE_KEEP_GOING != 0,
    })
}
