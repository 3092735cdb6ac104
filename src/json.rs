//! JSON objects whose undefined measures are `null`, with the reasons in a sibling map `undefined`.

use crate::{
    config::Detail,
    value::{Measure, Rate, Undefined},
};
use alloc::{borrow::Cow, vec::Vec};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value with the detail that it is to be written in.
pub(crate) struct Detailed<'v, V>(pub(crate) &'v V, pub(crate) Detail);

/// An object under way.
pub(crate) struct Object<M> {
    map: M,
    undefined: Vec<(Cow<'static, str>, Undefined)>,
}

impl<M: SerializeMap> Object<M> {
    pub(crate) fn new<S>(serializer: S) -> Result<Self, S::Error>
    where
        S: Serializer<SerializeMap = M, Error = M::Error>,
    {
        Ok(Self { map: serializer.serialize_map(None)?, undefined: Vec::new() })
    }

    /// A field that is always there.
    pub(crate) fn field(
        &mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), M::Error> {
        self.map.serialize_entry(name, value)
    }

    /// A measure: its value, or null and the reason beside.
    #[inline(never)]
    pub(crate) fn measure(&mut self, name: &'static str, value: Measure) -> Result<(), M::Error> {
        if let Measure::Undefined(reason) = value {
            self.undefined.push((Cow::Borrowed(name), reason));
        }
        self.map.serialize_entry(name, &value.value())
    }

    /// A list of measures; the reasons stand under `name[1]` and so on.
    pub(crate) fn measures(
        &mut self,
        name: &'static str,
        values: &[Measure],
    ) -> Result<(), M::Error> {
        for (index, value) in values.iter().enumerate() {
            if let Measure::Undefined(reason) = value {
                let name = alloc::format!("{name}[{}]", index + 1);
                self.undefined.push((Cow::Owned(name), *reason));
            }
        }
        let values: Vec<Option<f64>> = values.iter().map(|value| value.value()).collect();
        self.map.serialize_entry(name, &values)
    }

    /// A field that is null for a reason.
    pub(crate) fn absent(&mut self, name: &'static str, reason: Undefined) -> Result<(), M::Error> {
        self.measure(name, Measure::Undefined(reason))
    }

    pub(crate) fn end<S>(mut self) -> Result<S::Ok, S::Error>
    where
        S: Serializer<SerializeMap = M, Ok = M::Ok, Error = M::Error>,
    {
        if !self.undefined.is_empty() {
            self.map.serialize_entry("undefined", &Reasons(&self.undefined))?;
        }
        self.map.end()
    }
}

struct Reasons<'r>(&'r [(Cow<'static, str>, Undefined)]);

impl Serialize for Reasons<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, reason)| (name, reason.name())))
    }
}

/// `{"hits", "of", "value", "interval"}`.
impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::new(serializer)?;
        object.field("hits", &self.hits)?;
        object.field("of", &self.of)?;
        object.measure("value", self.value())?;
        object.field("interval", &self.interval())?;
        object.end::<S>()
    }
}

/// One line of JSON. Reports hold nothing that JSON cannot say: their keys are strings and their
/// numbers finite, so there is no error to hand on.
#[cfg(all(feature = "json", feature = "std"))]
pub(crate) fn to_string(value: &impl Serialize) -> alloc::string::String {
    let mut text = Text(Vec::new());
    match serde_json::to_writer(&mut text, value) {
        Ok(()) => alloc::string::String::from_utf8(text.0).unwrap_or_default(),
        Err(_) => alloc::string::String::new(),
    }
}

/// What is written to: adding to it is a call, where that of a plain vector would be copied to each of
/// many hundred places.
#[cfg(all(feature = "json", feature = "std"))]
struct Text(Vec<u8>);

#[cfg(all(feature = "json", feature = "std"))]
impl std::io::Write for Text {
    #[inline(never)]
    fn write_all(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// One line of JSON.
#[cfg(all(feature = "json", not(feature = "std")))]
pub(crate) fn to_string(value: &impl Serialize) -> alloc::string::String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The same as a tree, by way of its text: code that writes a tree is not needed beside.
#[cfg(feature = "json")]
pub(crate) fn to_value(value: &impl Serialize) -> serde_json::Value {
    serde_json::from_str(&to_string(value)).unwrap_or_default()
}
