//! The schema as types, for the generators: it must be made of the few forms that are read here.

use super::{
    check::{Schema, is_nullable, reference, types},
    json::Json,
};

/// A named type.
pub(crate) struct Def {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) kind: Kind,
}

pub(crate) enum Kind {
    Object(Vec<Field>),
    Enum(Vec<String>),
    OneOf(Vec<Shape>),
}

pub(crate) struct Field {
    pub(crate) key: String,
    pub(crate) doc: String,
    pub(crate) shape: Shape,
    pub(crate) nullable: bool,
    pub(crate) optional: bool,
}

pub(crate) enum Shape {
    Text,
    Integer,
    Number,
    Boolean,
    /// This text and no other.
    Only(String),
    Named(String),
    List {
        of: Box<Shape>,
        /// Whether items may be null.
        nullable: bool,
        /// The number of items, where it is fixed.
        len: Option<usize>,
    },
    Map(Box<Shape>),
}

impl Shape {
    /// The named type in it, if there is one.
    pub(crate) fn named(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::List { of, .. } | Self::Map(of) => of.named(),
            _ => None,
        }
    }
}

/// The definitions in the order of the schema.
pub(crate) fn defs(schema: &Schema) -> Vec<Def> {
    schema.defs().iter().map(|(name, rule)| def(name, rule)).collect()
}

fn def(name: &str, rule: &Json) -> Def {
    let doc = rule.text_of("description").to_owned();
    let texts =
        |rule: &Json| rule.items().iter().filter_map(Json::text).map(String::from).collect();
    let kind = if let Some(values) = rule.get("enum") {
        Kind::Enum(texts(values))
    } else if let Some(variants) = rule.get("oneOf") {
        Kind::OneOf(variants.items().iter().map(|variant| shape(variant).0).collect())
    } else {
        let required: Vec<String> = rule.get("required").map(texts).unwrap_or_default();
        let fields = rule.get("properties").into_iter().flat_map(Json::entries);
        Kind::Object(fields.map(|(key, rule)| field(key, rule, &required)).collect())
    };
    Def { name: name.to_owned(), doc, kind }
}

fn field(key: &str, rule: &Json, required: &[String]) -> Field {
    let (shape, nullable) = shape(rule);
    Field {
        key: key.to_owned(),
        doc: rule.text_of("description").to_owned(),
        shape,
        nullable,
        optional: !required.iter().any(|name| name == key),
    }
}

/// The form of a value, and whether it may be null.
fn shape(rule: &Json) -> (Shape, bool) {
    if let Some(name) = reference(rule) {
        return (Shape::Named(name.to_owned()), false);
    }
    if is_nullable(rule) {
        let variants = rule.get("oneOf").map_or(&[][..], Json::items);
        let names: Vec<&str> = variants.iter().filter_map(reference).collect();
        let [name] = names[..] else { panic!("not a definition or null: {rule:?}") };
        return (Shape::Named(name.to_owned()), true);
    }
    if let Some(only) = rule.get("const") {
        return (Shape::Only(only.text().unwrap().to_owned()), false);
    }
    let types = types(rule);
    let nullable = types.contains(&"null");
    let inner = |key: &str| shape(rule.get(key).unwrap_or_else(|| panic!("no `{key}`: {rule:?}")));
    let bound = |key| rule.get(key).and_then(Json::number);
    let shape = match types[..] {
        ["string"] | ["string", "null"] => Shape::Text,
        ["integer"] | ["integer", "null"] => Shape::Integer,
        ["number"] | ["number", "null"] => Shape::Number,
        ["boolean"] | ["boolean", "null"] => Shape::Boolean,
        ["array"] | ["array", "null"] => {
            let (of, nullable) = inner("items");
            let fixed = bound("minItems").filter(|low| bound("maxItems") == Some(*low));
            Shape::List { of: Box::new(of), nullable, len: fixed.map(|len| len as usize) }
        }
        ["object"] => Shape::Map(Box::new(inner("additionalProperties").0)),
        _ => panic!("no type for {rule:?}"),
    };
    (shape, nullable)
}

/// Text in lines of at most `width` letters, each after `start`.
pub(crate) fn wrapped(text: &str, start: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && start.len() + line.len() + 1 + word.len() > width {
            lines.push_str(&format!("{start}{line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines + &format!("{start}{line}\n")
}
