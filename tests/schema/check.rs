//! A small and strict validator: those keywords of JSON Schema that the schema uses, the order of
//! the keys, and the reasons of what is null. It notes what it has met.

use super::json::Json;
use std::collections::BTreeSet;

/// What was met: `Rate.value`, `Rate.value = null`, `Role = client`, and so on.
pub(crate) type Met = BTreeSet<String>;

pub(crate) struct Schema {
    root: Json,
}

impl Schema {
    pub(crate) fn new(text: &str) -> Self {
        Self { root: Json::read(text) }
    }

    pub(crate) fn root(&self) -> &Json {
        &self.root
    }

    pub(crate) fn defs(&self) -> &[(String, Json)] {
        self.root.get("$defs").map_or(&[], Json::entries)
    }

    pub(crate) fn def(&self, name: &str) -> &Json {
        let found = self.defs().iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("no definition {name}")).1
    }

    /// Checks `value` against the definition `name`.
    pub(crate) fn check(&self, name: &str, value: &Json, met: &mut Met) -> Result<(), String> {
        self.value(self.def(name), value, name, met)
    }

    /// Checks against any rule; `at` is the definition, or its property, that the rule stands in.
    fn value(&self, rule: &Json, value: &Json, at: &str, met: &mut Met) -> Result<(), String> {
        if let Some(target) = reference(rule) {
            return self.check(target, value, met);
        }
        if let Some(variants) = rule.get("oneOf") {
            if is_nullable(rule) && *value != Json::Null {
                met.insert(format!("{at} = a value"));
            }
            return self.one_of(variants.items(), value, at, met);
        }
        let types = types(rule);
        if !types.is_empty() && !types.iter().any(|kind| is_of(value, kind)) {
            return Err(format!("{at}: {value:?} is not of type {types:?}"));
        }
        if let Some(only) = rule.get("const") {
            if only != value {
                return Err(format!("{at}: {value:?} is not {only:?}"));
            }
        }
        if let Some(values) = rule.get("enum") {
            if !values.items().contains(value) {
                return Err(format!("{at}: {value:?} is none of its values"));
            }
        }
        if let Json::Text(text) = value {
            if rule.get("enum").is_some() || rule.get("const").is_some() {
                met.insert(format!("{at} = {text}"));
            }
        }
        if types.contains(&"null") {
            let what = if *value == Json::Null { "null" } else { "a value" };
            met.insert(format!("{at} = {what}"));
        }
        match value {
            Json::Integer(_) | Json::Number(_) => range(rule, value, at),
            Json::List(items) => self.list(rule, items, at, met),
            Json::Object(entries) => self.object(rule, value, entries, at, met),
            _ => Ok(()),
        }
    }

    fn one_of(
        &self,
        variants: &[Json],
        value: &Json,
        at: &str,
        met: &mut Met,
    ) -> Result<(), String> {
        let (mut fitting, mut problems) = (Vec::new(), Vec::new());
        for variant in variants {
            let mut met = Met::new();
            match self.value(variant, value, at, &mut met) {
                Ok(()) => fitting.push(met),
                Err(problem) => problems.push(problem),
            }
        }
        if fitting.len() != 1 {
            return Err(format!("{at}: fits {} variants: {problems:?}", fitting.len()));
        }
        met.extend(fitting.into_iter().flatten());
        Ok(())
    }

    fn list(&self, rule: &Json, items: &[Json], at: &str, met: &mut Met) -> Result<(), String> {
        let bound = |key| rule.get(key).and_then(Json::number);
        let len = items.len() as f64;
        if bound("minItems").is_some_and(|low| len < low)
            || bound("maxItems").is_some_and(|high| len > high)
        {
            return Err(format!("{at}: {len} items"));
        }
        let item_rule = rule.get("items").ok_or_else(|| format!("{at}: no rule for items"))?;
        items.iter().try_for_each(|item| self.value(item_rule, item, &format!("{at}[]"), met))
    }

    fn object(
        &self,
        rule: &Json,
        value: &Json,
        entries: &[(String, Json)],
        at: &str,
        met: &mut Met,
    ) -> Result<(), String> {
        let properties = rule.get("properties").map_or(&[][..], Json::entries);
        let required = rule.get("required").map_or(&[][..], Json::items);
        let mut last = None;
        for (key, value) in entries {
            let place = properties.iter().position(|(known, _)| known == key);
            let Some(place) = place else {
                match rule.get("additionalProperties") {
                    Some(more @ Json::Object(_)) => self.value(more, value, at, met)?,
                    _ => return Err(format!("{at}: `{key}` is not known")),
                }
                continue;
            };
            if last.is_some_and(|last| place < last) {
                return Err(format!("{at}: `{key}` is out of order"));
            }
            last = Some(place);
            let inner = format!("{at}.{key}");
            self.value(&properties[place].1, value, &inner, met)?;
            met.insert(inner);
        }
        for (key, _) in properties.iter().filter(|(key, _)| value.get(key).is_none()) {
            if required.iter().any(|name| name.text() == Some(key)) {
                return Err(format!("{at}: `{key}` is missing"));
            }
            met.insert(format!("{at}.{key} left out"));
        }
        if properties.is_empty() { Ok(()) } else { reasons(properties, value, at) }
    }

    /// Everything that reports can show: what `check` may note.
    pub(crate) fn possible(&self) -> Met {
        let mut all = Met::new();
        for (name, def) in self.defs() {
            possible(def, name, &mut all);
        }
        all
    }
}

fn possible(rule: &Json, at: &str, all: &mut Met) {
    for value in rule.get("enum").into_iter().flat_map(Json::items).chain(rule.get("const")) {
        all.extend(value.text().map(|text| format!("{at} = {text}")));
    }
    if types(rule).contains(&"null") {
        all.extend([format!("{at} = null"), format!("{at} = a value")]);
    }
    if let Some(items) = rule.get("items") {
        possible(items, &format!("{at}[]"), all);
    }
    for variant in rule.get("oneOf").into_iter().flat_map(Json::items) {
        possible(variant, at, all);
    }
    let required = rule.get("required").map_or(&[][..], Json::items);
    for (key, inner) in rule.get("properties").into_iter().flat_map(Json::entries) {
        let at = format!("{at}.{key}");
        possible(inner, &at, all);
        if !required.iter().any(|name| name.text() == Some(key)) {
            all.insert(format!("{at} left out"));
        }
        all.insert(at);
    }
}

/// The definition that a rule refers to.
pub(crate) fn reference(rule: &Json) -> Option<&str> {
    rule.get("$ref")?.text()?.strip_prefix("#/$defs/")
}

/// Whether a rule is that of a definition or null.
pub(crate) fn is_nullable(rule: &Json) -> bool {
    let variants = rule.get("oneOf").map_or(&[][..], Json::items);
    variants.iter().any(|variant| types(variant) == ["null"])
}

/// The types that a rule allows.
pub(crate) fn types(rule: &Json) -> Vec<&str> {
    match rule.get("type") {
        Some(Json::Text(kind)) => vec![kind],
        Some(kinds) => kinds.items().iter().filter_map(Json::text).collect(),
        None => Vec::new(),
    }
}

fn is_of(value: &Json, kind: &str) -> bool {
    match value {
        Json::Null => kind == "null",
        Json::Bool(_) => kind == "boolean",
        Json::Integer(_) => kind == "integer" || kind == "number",
        Json::Number(_) => kind == "number",
        Json::Text(_) => kind == "string",
        Json::List(_) => kind == "array",
        Json::Object(_) => kind == "object",
    }
}

fn range(rule: &Json, value: &Json, at: &str) -> Result<(), String> {
    let bound = |key| rule.get(key).and_then(Json::number);
    let number = value.number().unwrap_or_default();
    if bound("minimum").is_some_and(|low| number < low)
        || bound("maximum").is_some_and(|high| number > high)
    {
        return Err(format!("{at}: {number} is out of range"));
    }
    Ok(())
}

/// Every number that is null has its reason beside it, and every reason belongs to a null.
fn reasons(properties: &[(String, Json)], value: &Json, at: &str) -> Result<(), String> {
    let given = value.get("undefined").map_or(&[][..], Json::entries);
    let mut nulls = Vec::new();
    let mut numbers = Vec::new();
    for (key, rule) in properties {
        let is_number = |rule: &Json| types(rule) == ["number", "null"];
        match value.get(key) {
            Some(Json::Null) => {
                nulls.push(key.clone());
                numbers.extend(is_number(rule).then(|| key.clone()));
            }
            Some(Json::List(items)) => {
                let null = items.iter().enumerate().filter(|(_, item)| **item == Json::Null);
                let names = null.map(|(index, _)| format!("{key}[{}]", index + 1));
                numbers.extend(names);
            }
            _ => {}
        }
    }
    nulls.extend(numbers.iter().cloned());
    if value.get("undefined").is_some() && given.is_empty() {
        return Err(format!("{at}: an empty map of reasons"));
    }
    if let Some(key) = numbers.iter().find(|key| !given.iter().any(|(name, _)| name == *key)) {
        return Err(format!("{at}: `{key}` is null without a reason"));
    }
    if let Some((key, _)) = given.iter().find(|(key, _)| !nulls.contains(key)) {
        return Err(format!("{at}: a reason for `{key}`, which is not null"));
    }
    Ok(())
}
