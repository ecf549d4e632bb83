//! A session's trace in formats that other tools open.

mod har;
mod otlp;

pub use har::har;
pub use otlp::otlp;

/// An object without the members that are null: what is optional is left out.
fn without_nulls(mut value: serde_json::Value) -> serde_json::Value {
    if let Some(members) = value.as_object_mut() {
        members.retain(|_, member| !member.is_null());
    }
    value
}
