//! Events in JSON: one object each, when and where it was before what it was.

use super::{Event, RequestId, SpanId, What};
use crate::base::tagged;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The field that names what happened; the fields of that follow it.
const TAG: &str = "kind";

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("seq", &self.seq)?;
        object.serialize_entry("at_us", &self.at_us)?;
        if let Some(request) = self.request {
            object.serialize_entry("request", &request)?;
        }
        if let Some(span) = self.span {
            object.serialize_entry("span", &span)?;
        }
        What::serialize(&self.what, tagged::fields(&mut object, TAG))?;
        object.end()
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EventVisitor)
    }
}

struct EventVisitor;

impl<'de> Visitor<'de> for EventVisitor {
    type Value = Event;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Event, A::Error> {
        let mut seq: Option<u64> = None;
        let mut at_us: Option<u64> = None;
        let mut request: Option<RequestId> = None;
        let mut span: Option<SpanId> = None;
        while let Some(name) = fields.next_key::<String>()? {
            match name.as_str() {
                "seq" => seq = fields.next_value()?,
                "at_us" => at_us = fields.next_value()?,
                "request" => request = fields.next_value()?,
                "span" => span = fields.next_value()?,
                TAG => {
                    let kind = fields.next_value()?;
                    return Ok(Event {
                        seq: seq.ok_or_else(|| A::Error::missing_field("seq"))?,
                        at_us: at_us.ok_or_else(|| A::Error::missing_field("at_us"))?,
                        request,
                        span,
                        what: What::deserialize(tagged::rest(kind, fields))?,
                    });
                }
                _ => {
                    fields.next_value::<IgnoredAny>()?;
                }
            }
        }
        Err(A::Error::missing_field(TAG))
    }
}
