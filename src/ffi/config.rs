//! The configuration: an opaque handle with setters by name, so that new settings change no layout.

use super::{
    boundary::{boundary, guard},
    buffer::FfiBuffer,
    error::{Failure, FfiError},
    handle::{self, Handle, required},
    input::{give, setting, text, wanted},
    status::FfiStatus,
};
use crate::{
    config::{Config, check_levels},
    error::Error,
};
use core::{ffi::c_char, ptr};
use serde_json::Value;

/// All settings, with their defaults until they are set. The names are those of the JSON form, the
/// levels joined by dots: "lexical.window_tokens", "limits.max_turn_bytes", "retention",
/// "language", "strict", "detail", "glossary", "patterns".
///
/// Ownership: the caller frees it with lingsync_config_free. An engine takes a copy, so it may be
/// freed right after lingsync_engine_new.
/// Thread: functions that take it as const may run at the same time; a setter needs it alone.
#[derive(Debug)]
pub struct FfiConfig(pub(super) Handle<Config>);

impl FfiConfig {
    pub(super) fn new(config: Config) -> Self {
        Self(Handle::new(config))
    }
}

/// The default settings. NULL only if the library panicked.
///
/// Ownership: the caller frees it with lingsync_config_free.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn lingsync_config_new() -> *mut FfiConfig {
    guard(ptr::null_mut(), || Box::into_raw(Box::new(FfiConfig::new(Config::default()))))
}

/// Settings from a JSON object such as {"lexical": {"window_tokens": 4096}}; what it leaves out
/// keeps its default.
///
/// Ownership: json is read during the call; the caller frees *config with lingsync_config_free.
/// Errors: NULL_POINTER, INVALID_UTF8; INVALID_CONFIG for broken JSON, an unknown setting or a value
/// out of range.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_config_from_json(
    json: *const c_char,
    json_len: usize,
    config: *mut *mut FfiConfig,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(config, "config")?;
            let read = Config::from_json(text(json, json_len, "json")?)?;
            give(config, FfiConfig::new(read));
            Ok(())
        })
    }
}

/// A copy of its own.
///
/// Ownership: the caller frees *copy with lingsync_config_free.
/// Errors: NULL_POINTER, INVALID_STATE.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_config_clone(
    config: *const FfiConfig,
    copy: *mut *mut FfiConfig,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(copy, "copy")?;
            let cloned = required(config, "config")?.0.read()?.clone();
            give(copy, FfiConfig::new(cloned));
            Ok(())
        })
    }
}

/// Sets a yes-or-no setting, such as "lexical.eager_lexicon" or "strict". name ends with NUL.
///
/// Errors: NULL_POINTER, INVALID_UTF8, INVALID_STATE; INVALID_CONFIG for an unknown name or one of
/// another type. The configuration is then as it was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_config_set_bool(
    config: *mut FfiConfig,
    name: *const c_char,
    value: bool,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe { boundary(error, || set(config, name, || Ok(Value::from(value)))) }
}

/// Sets a whole number, such as "lexical.window_tokens" or "limits.max_turn_bytes". name ends with
/// NUL.
///
/// Errors: as lingsync_config_set_bool, and INVALID_CONFIG for a number out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_config_set_i64(
    config: *mut FfiConfig,
    name: *const c_char,
    value: i64,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe { boundary(error, || set(config, name, || Ok(Value::from(value)))) }
}

/// Sets a number with a fraction. name ends with NUL. (No setting of this version is one; whole
/// numbers are set by lingsync_config_set_i64.)
///
/// Errors: as lingsync_config_set_i64; INVALID_CONFIG for infinity and not-a-number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_config_set_f64(
    config: *mut FfiConfig,
    name: *const c_char,
    value: f64,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe { boundary(error, || set(config, name, || Ok(Value::from(value)))) }
}

/// Sets a text or a choice by its name, such as "language" to "es" or "retention" to "keyed". name
/// ends with NUL.
///
/// Errors: as lingsync_config_set_bool, and INVALID_CONFIG for a choice that does not exist.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_config_set_text(
    config: *mut FfiConfig,
    name: *const c_char,
    value: *const c_char,
    value_len: usize,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || set(config, name, || Ok(Value::from(text(value, value_len, "value")?))))
    }
}

/// Sets any setting from JSON, such as "glossary" to
/// [{"id": "parcel", "terms": ["box", "parcel"]}]. name ends with NUL.
///
/// Errors: as lingsync_config_set_bool, and INVALID_CONFIG for broken JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_config_set_json(
    config: *mut FfiConfig,
    name: *const c_char,
    json: *const c_char,
    json_len: usize,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            set(config, name, || {
                serde_json::from_str(text(json, json_len, "json")?).map_err(|why| {
                    Error::config(format!("the value is not valid JSON: {why}")).into()
                })
            })
        })
    }
}

/// All settings as JSON, the defaults included.
///
/// Ownership: the caller frees *json with lingsync_buffer_free.
/// Errors: NULL_POINTER, INVALID_STATE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_config_json(
    config: *const FfiConfig,
    json: *mut *mut FfiBuffer,
    error: *mut *mut FfiError,
) -> FfiStatus {
    // SAFETY: by contract the pointers are NULL or what the comment says.
    unsafe {
        boundary(error, || {
            wanted(json, "json")?;
            let text = crate::json::to_string(&*required(config, "config")?.0.read()?);
            give(json, FfiBuffer::new(text.into_bytes()));
            Ok(())
        })
    }
}

/// Frees a configuration. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lingsync_config_free(config: *mut FfiConfig) {
    // SAFETY: by contract the pointer came from this library and is freed once.
    guard((), || unsafe { handle::free(config) });
}

/// Sets one setting, after every check.
///
/// # Safety
/// `config` is null or a configuration that is not freed; `name` as [`setting`].
unsafe fn set(
    config: *mut FfiConfig,
    name: *const c_char,
    value: impl FnOnce() -> Result<Value, Failure>,
) -> Result<(), Failure> {
    // SAFETY: by contract.
    let (handle, name) = unsafe { (required(config, "config")?, setting(name)?) };
    let value = value()?;
    let mut config = handle.0.write()?;
    *config = changed(&config, name, value)?;
    Ok(())
}

/// The configuration with another value at a dotted name.
fn changed(config: &Config, name: &str, value: Value) -> Result<Config, Failure> {
    let mut tree = crate::json::to_value(config);
    let mut place = &mut tree;
    for (depth, level) in name.split('.').enumerate() {
        let inside = place.as_object_mut().filter(|map| map.contains_key(level));
        match inside.and_then(|map| map.get_mut(level)) {
            Some(found) => place = found,
            None => return Err(unknown(config, name, depth)),
        }
    }
    check_levels(&format!("`{name}`"), &value, place)?;
    *place = value;
    // By way of a text, as `Config::from_json` reads it: code that reads a tree is not needed beside.
    let config: Config = serde_json::from_str(&tree.to_string()).map_err(|why| {
        let why = if why.is_syntax() {
            // The text is valid; a choice that is no text is called an error of syntax.
            "a choice is given by its name, a text".to_owned()
        } else {
            // The place in that text says nothing to the caller.
            let place = format!(" at line {} column {}", why.line(), why.column());
            why.to_string().trim_end_matches(&place).to_owned()
        };
        Error::config(format!("setting `{name}`: {why}"))
    })?;
    config.validate()?;
    Ok(config)
}

/// The failure for a name of which the level `depth` does not exist; it lists those that do.
fn unknown(config: &Config, name: &str, depth: usize) -> Failure {
    let tree = crate::json::to_value(config);
    let levels = name.split('.').take(depth);
    let place = levels.clone().try_fold(&tree, |place, level| place.get(level));
    let names: Vec<&str> = place
        .and_then(Value::as_object)
        .map(|map| map.keys().map(String::as_str).collect())
        .unwrap_or_default();
    let whole: Vec<&str> = levels.collect();
    let whole =
        if depth == 0 { "the settings".to_owned() } else { format!("`{}`", whole.join(".")) };
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let advice = if names.is_empty() {
        "has no parts".to_owned()
    } else {
        format!("has {}", names.join(", "))
    };
    Error::config(format!("there is no setting `{name}`: {whole} {advice}")).into()
}

#[cfg(test)]
mod tests {
    use super::{Config, changed};
    use serde_json::{Value, json};

    #[test]
    fn what_is_wrong_with_a_value_is_told_without_a_place_in_a_text() {
        let wrong = [
            ("strict", json!(1)),
            ("strict", json!(null)),
            ("detail", json!("fuller")),
            ("lexical.window_tokens", json!(-1)),
            ("lexical.window_tokens", json!(1.5)),
            ("lexical.window_tokens", json!("4096")),
            ("lexical.window_tokens", json!({"of": 3})),
            ("language", json!(true)),
            ("glossary", json!([{"id": "box"}])),
            ("glossary", json!([{"id": "box", "terms": ["box"], "more": 1}])),
            ("patterns", json!([{"name": "n", "regex": "n", "effect": "at line 1 column 2"}])),
        ];
        for (name, value) in wrong {
            let config = Config::default();
            let failure = changed(&config, name, value.clone()).err();
            let mut tree = crate::json::to_value(&config);
            let mut place = &mut tree;
            for level in name.split('.') {
                place = &mut place[level];
            }
            *place = value;
            let expected = serde_json::from_value::<Config>(tree).unwrap_err();
            let said = failure.map(|failure| failure.message.into_owned());
            assert_eq!(said, Some(format!("setting `{name}`: {expected}")));
        }
    }

    #[test]
    fn a_choice_that_is_no_text_is_refused() {
        for (name, value) in [
            ("detail", json!(0.5)),
            ("retention", json!(null)),
            ("retention", json!(["keyed"])),
            ("patterns", json!([{"name": "n", "regex": "n", "effect": 1}])),
        ] {
            let failure = changed(&Config::default(), name, value).unwrap_err();
            let expected = format!("setting `{name}`: a choice is given by its name, a text");
            assert_eq!(failure.message, expected);
        }
    }

    #[test]
    fn a_tree_by_way_of_its_text_is_the_tree() {
        let config = Config::default();
        let direct: Value = serde_json::to_value(&config).unwrap();
        assert_eq!(crate::json::to_value(&config), direct);
    }
}
