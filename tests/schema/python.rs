//! The types of the schema for Python 3.9 and later.

use super::model::{Def, Field, Kind, Shape, wrapped};
use std::fmt::Write;

const HEADER: &str = "\
# generated from schema/report.schema.json; do not edit
\"\"\"The types of lingsync's reports, as `json.loads` gives them.\"\"\"

from typing import Literal, Optional, TypedDict, Union

";

/// Words that cannot be the name of a class attribute, of those that a key might be.
const KEYWORDS: [&str; 10] =
    ["as", "class", "def", "from", "global", "in", "is", "not", "pass", "with"];

const WIDTH: usize = 100;

pub(crate) fn module(defs: &[Def]) -> String {
    let mut ordered = Vec::new();
    for def in defs {
        after_its_parts(def, defs, &mut ordered);
    }
    let mut out = HEADER.to_owned();
    let mut names: Vec<&str> = defs.iter().map(|def| &*def.name).collect();
    names.sort_unstable();
    let names: String = names.iter().map(|name| format!("    \"{name}\",\n")).collect();
    let _ = write!(out, "__all__ = [\n{names}]\n");
    for def in ordered {
        match &def.kind {
            Kind::Object(fields) => object(&mut out, def, fields),
            Kind::Enum(values) => {
                let values: String = values.iter().map(|v| format!("    \"{v}\",\n")).collect();
                let _ = write!(out, "\n\n{} = Literal[\n{values}]\n", def.name);
                out.push_str(&docstring(&def.doc, ""));
            }
            Kind::OneOf(variants) => {
                let variants: Vec<String> = variants.iter().map(name).collect();
                let _ = write!(out, "\n\n{} = Union[{}]\n", def.name, variants.join(", "));
                out.push_str(&docstring(&def.doc, ""));
            }
        }
    }
    out
}

/// Puts a definition behind those that it is made of, as Python reads from the top.
fn after_its_parts<'d>(def: &'d Def, defs: &'d [Def], ordered: &mut Vec<&'d Def>) {
    if ordered.iter().any(|done| done.name == def.name) {
        return;
    }
    let parts: Vec<&str> = match &def.kind {
        Kind::Object(fields) => fields.iter().filter_map(|field| field.shape.named()).collect(),
        Kind::OneOf(variants) => variants.iter().filter_map(Shape::named).collect(),
        Kind::Enum(_) => Vec::new(),
    };
    for part in parts {
        let part = defs.iter().find(|def| def.name == part);
        after_its_parts(part.unwrap(), defs, ordered);
    }
    ordered.push(def);
}

fn object(out: &mut String, def: &Def, fields: &[Field]) {
    let name = &def.name;
    let is_keyword = |field: &Field| KEYWORDS.contains(&&*field.key);
    let optional = fields.iter().any(|field| field.optional);
    if fields.iter().any(is_keyword) {
        assert!(!optional, "{name} has a keyword for a key and optional keys");
        let _ = write!(out, "\n\n{name} = TypedDict(\n    \"{name}\",\n    {{\n");
        for field in fields {
            out.push_str(&wrapped(&field.doc, "        # ", WIDTH));
            let _ = writeln!(out, "        \"{}\": {},", field.key, value(field));
        }
        out.push_str("    },\n)\n");
        out.push_str(&docstring(&def.doc, ""));
        return;
    }
    // The keys that are always there stand in a class of their own.
    if optional {
        let _ = write!(out, "\n\nclass _{name}(TypedDict):\n");
        attributes(out, fields.iter().filter(|field| !field.optional));
        let _ = write!(out, "\n\nclass {name}(_{name}, total=False):\n");
    } else {
        let _ = write!(out, "\n\nclass {name}(TypedDict):\n");
    }
    out.push_str(&docstring(&def.doc, "    "));
    out.push('\n');
    attributes(out, fields.iter().filter(|field| field.optional == optional));
}

fn attributes<'f>(out: &mut String, fields: impl Iterator<Item = &'f Field>) {
    for field in fields {
        out.push_str(&wrapped(&field.doc, "    # ", WIDTH));
        let _ = writeln!(out, "    {}: {}", field.key, value(field));
    }
}

fn value(field: &Field) -> String {
    let name = name(&field.shape);
    if field.nullable { format!("Optional[{name}]") } else { name }
}

fn name(shape: &Shape) -> String {
    match shape {
        Shape::Text => "str".into(),
        Shape::Integer => "int".into(),
        Shape::Number => "float".into(),
        Shape::Boolean => "bool".into(),
        Shape::Only(text) => format!("Literal[\"{text}\"]"),
        Shape::Named(name) => name.clone(),
        Shape::List { of, nullable: true, .. } => format!("list[Optional[{}]]", name(of)),
        Shape::List { of, .. } => format!("list[{}]", name(of)),
        Shape::Map(of) => format!("dict[str, {}]", name(of)),
    }
}

fn docstring(doc: &str, indent: &str) -> String {
    assert!(!doc.contains(['"', '\\']), "{doc}");
    let lines = wrapped(&format!("\"\"\"{doc}\"\"\""), indent, WIDTH);
    if lines.lines().count() == 1 {
        return lines;
    }
    wrapped(&format!("\"\"\"{doc}"), indent, WIDTH) + indent + "\"\"\"\n"
}
