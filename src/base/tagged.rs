//! Enums in JSON: an object whose first field names the variant, such as
//! `{"kind":"listen","port":3000}`.
//!
//! It is the shape of serde's `#[serde(tag = "kind")]`, read differently.
//! Serde keeps the whole object aside until it has seen the tag, so everything
//! inside is compiled a second time for that copy: a third of the page's
//! program was that. Here the tag comes first, and the rest is read as it
//! comes. [`from_json`] also reads objects in which it comes later.
//!
//! An enum takes this shape by [`tagged!`](crate::tagged), which asks of it
//! the attribute `#[serde(remote = "Self")]`: that makes serde's own code for
//! the type into plain functions, which the traits then call by way of here.

mod read;
mod write;

pub use read::{rest, variant};
pub use write::fields;

use serde::de::DeserializeOwned;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// The names of the fields that name a variant.
const TAGS: &[&str] = &[
    "kind", "command", "outcome", "question", "view", "form", "service", "result",
];

/// Implements serde's traits for an enum with `#[serde(remote = "Self")]`, as
/// an object whose first field is the one named here.
#[macro_export]
macro_rules! tagged {
    ($enum:ty, $tag:literal) => {
        impl serde::Serialize for $enum {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                Self::serialize(self, $crate::base::tagged::fields(&mut map, $tag))?;
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $enum {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize($crate::base::tagged::variant(deserializer, $tag))
            }
        }
    };
}

/// Reads JSON, in which the field that names a variant need not come first.
///
/// # Errors
/// Those of serde, with the place in `text`.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(text).or_else(|first| {
        if !first.is_data() {
            return Err(first);
        }
        let in_order = serde_json::to_string(&TagsFirst(&serde_json::from_str(text)?))?;
        serde_json::from_str(&in_order).map_err(|_| first)
    })
}

/// A value that writes each object's tags before its other fields.
struct TagsFirst<'a>(&'a Value);

impl Serialize for TagsFirst<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Array(items) => serializer.collect_seq(items.iter().map(TagsFirst)),
            Value::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.len()))?;
                for wanted in [true, false] {
                    for (name, value) in object {
                        if TAGS.contains(&name.as_str()) == wanted {
                            map.serialize_entry(name, &TagsFirst(value))?;
                        }
                    }
                }
                map.end()
            }
            plain => plain.serialize(serializer),
        }
    }
}

/// What is said of an object whose first field is not its tag.
fn missing<E: serde::de::Error>(tag: &'static str) -> E {
    E::missing_field(tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Inner {
        deep: Option<u8>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(remote = "Self", rename_all = "snake_case")]
    enum Shape {
        Nothing,
        Wrapped(Inner),
        TwoFields {
            #[serde(default, skip_serializing_if = "Option::is_none")]
            left: Option<u8>,
            right: Vec<Shape>,
        },
    }
    tagged!(Shape, "kind");

    const SAMPLES: &[&str] = &[
        r#"{"kind":"nothing"}"#,
        r#"{"kind":"wrapped","deep":1}"#,
        r#"{"kind":"two_fields","left":1,"right":[{"kind":"nothing"},{"kind":"wrapped","deep":null}]}"#,
        r#"{"kind":"two_fields","right":[]}"#,
    ];

    #[test]
    fn what_is_written_reads_back() {
        for sample in SAMPLES {
            let shape: Shape = serde_json::from_str(sample).expect("it reads");
            assert_eq!(&serde_json::to_string(&shape).expect("it writes"), sample);
        }
    }

    #[test]
    fn a_tag_may_come_late_where_people_write() {
        let late = r#"{"right":[{"deep":2,"kind":"wrapped"}],"kind":"two_fields","left":null}"#;
        let shape: Shape = from_json(late).expect("it reads");
        assert_eq!(
            serde_json::to_string(&shape).expect("it writes"),
            r#"{"kind":"two_fields","right":[{"kind":"wrapped","deep":2}]}"#
        );
    }

    #[test]
    fn fields_that_nobody_asked_for_are_passed_over() {
        for (text, shape) in [
            (r#"{"kind":"nothing","more":[1]}"#, Shape::Nothing),
            (
                r#"{"kind":"wrapped","more":{},"deep":3}"#,
                Shape::Wrapped(Inner { deep: Some(3) }),
            ),
        ] {
            assert_eq!(from_json::<Shape>(text).expect("it reads"), shape);
        }
    }

    #[test]
    fn what_is_no_variant_is_refused_with_its_place() {
        for (text, said) in [
            ("{}", "missing field `kind` at line 1 column 2"),
            (
                r#"{"kind":"other"}"#,
                "unknown variant `other`, expected one of `nothing`, `wrapped`, `two_fields` at line 1 column 16",
            ),
            (
                r#"{"kind":"two_fields"}"#,
                "missing field `right` at line 1 column 21",
            ),
            (
                "[]",
                "invalid type: sequence, expected an object with the field `kind` at line 1 column 0",
            ),
            (
                r#"{"kind":"nothing""#,
                "EOF while parsing an object at line 1 column 17",
            ),
        ] {
            let why = from_json::<Shape>(text).expect_err("it is refused");
            assert_eq!(why.to_string(), said, "{text}");
        }
    }
}
