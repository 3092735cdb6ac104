//! The types of the schema for Go. No two lines that `gofmt` would align stand next to each other.

use super::model::{Def, Field, Kind, Shape, wrapped};
use std::fmt::Write;

const HEADER: &str = "\
// Code generated from schema/report.schema.json; DO NOT EDIT.

package lingsync

import \"encoding/json\"
";

/// Parts of keys that Go writes in capitals.
const INITIALISMS: [&str; 9] = ["id", "lla", "lilla", "kld", "jsd", "els", "ev", "er", "ee"];

/// Types that the Go package has by hand: its roles can be read leniently, its errors are errors.
const BY_HAND: [&str; 4] = ["ErrorKind", "Problem", "ProblemError", "Role"];

const WIDTH: usize = 100;

pub(crate) fn file(defs: &[Def]) -> String {
    let mut out = HEADER.to_owned();
    for def in defs.iter().filter(|def| !BY_HAND.contains(&&*def.name)) {
        let name = &def.name;
        let _ = write!(out, "\n{}", wrapped(&def.doc, "// ", WIDTH));
        match &def.kind {
            Kind::Object(fields) => object(&mut out, name, fields, defs),
            Kind::Enum(values) => {
                let _ = write!(out, "type {name} string\n\n// The values of {name}.\n");
                for value in values {
                    let _ = writeln!(out, "const {name}{} {name} = \"{value}\"", exported(value));
                }
            }
            Kind::OneOf(variants) => {
                let of: Vec<String> = variants.iter().map(variant).collect();
                out.push_str("//\n");
                let hint = format!("It is left as it is written: {}.", of.join(", "));
                out.push_str(&wrapped(&hint, "// ", WIDTH));
                let _ = writeln!(out, "type {name} = json.RawMessage");
            }
        }
    }
    out
}

fn object(out: &mut String, name: &str, fields: &[Field], defs: &[Def]) {
    let _ = writeln!(out, "type {name} struct {{");
    for (place, field) in fields.iter().enumerate() {
        if place > 0 {
            out.push('\n');
        }
        out.push_str(&wrapped(&field.doc, "\t// ", WIDTH));
        let _ = write!(out, "\t{} {}", exported(&field.key), value(field, defs));
        // An empty list is something else than none: only `omitzero` (Go 1.24) tells them apart.
        let rest = match (field.optional, &field.shape) {
            (false, _) => "",
            (true, Shape::List { .. }) => ",omitzero",
            (true, _) => ",omitempty",
        };
        let _ = writeln!(out, " `json:\"{}{rest}\"`", field.key);
    }
    out.push_str("}\n");
}

/// The type of a field: a pointer where it may be null or left out, unless its zero is nil anyway.
fn value(field: &Field, defs: &[Def]) -> String {
    let name = name(&field.shape);
    let nil = match &field.shape {
        Shape::List { len, .. } => len.is_none(),
        Shape::Map(_) => true,
        Shape::Named(name) => {
            let def = defs.iter().find(|def| def.name == *name);
            matches!(def.unwrap().kind, Kind::OneOf(_))
        }
        _ => false,
    };
    if (field.nullable || field.optional) && !nil { format!("*{name}") } else { name }
}

fn name(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Only(_) => "string".into(),
        Shape::Integer => "int64".into(),
        Shape::Number => "float64".into(),
        Shape::Boolean => "bool".into(),
        Shape::Named(name) => name.clone(),
        Shape::List { of, nullable, len } => {
            let len = len.map(|len| len.to_string()).unwrap_or_default();
            format!("[{len}]{}{}", if *nullable { "*" } else { "" }, name(of))
        }
        Shape::Map(of) => format!("map[string]{}", name(of)),
    }
}

fn variant(shape: &Shape) -> String {
    match shape {
        Shape::Only(text) => format!("the string {text}"),
        Shape::Named(name) => format!("a {name}"),
        _ => panic!("no words for a variant"),
    }
}

/// `free_occ` becomes `FreeOcc`, `id` becomes `ID`.
fn exported(key: &str) -> String {
    let mut name = String::new();
    for part in key.split('_') {
        if INITIALISMS.contains(&part) {
            name.push_str(&part.to_uppercase());
        } else if let Some(first) = part.chars().next() {
            name.extend(first.to_uppercase());
            name.push_str(&part[first.len_utf8()..]);
        }
    }
    name
}
