//! JSON with a part added, replaced or taken away.

use super::{json, of};
use crate::sql::error::Result;
use crate::sql::execute::Exec;
use crate::sql::json::Json;
use crate::sql::types::Type as T;
use crate::sql::value::Value;

/// `jsonb || jsonb`.
pub(crate) fn concatenate(_: &mut Exec<'_>, a: &[Value], _: &[T]) -> Result<Value> {
    Ok(json(match (of(a, 0).clone(), of(a, 1).clone()) {
        (Json::Object(mut left), Json::Object(right)) => {
            left.extend(right);
            Json::object(left)
        }
        (left, right) => {
            let list = |json| {
                if let Json::Array(items) = json {
                    items
                } else {
                    vec![json]
                }
            };
            let mut items = list(left);
            items.extend(list(right));
            Json::Array(items)
        }
    }))
}

pub(super) fn without_key(json: &Json, key: &str) -> Json {
    match json {
        Json::Object(members) => Json::Object(
            members
                .iter()
                .filter(|member| member.0 != key)
                .cloned()
                .collect(),
        ),
        Json::Array(items) => Json::Array(
            items
                .iter()
                .filter(|item| !matches!(item, Json::String(text) if text == key))
                .cloned()
                .collect(),
        ),
        other => other.clone(),
    }
}

pub(super) fn without_place(json: &Json, at: i64) -> Json {
    let Json::Array(items) = json else {
        return json.clone();
    };
    let at = if at < 0 { at + items.len() as i64 } else { at };
    let kept = items
        .iter()
        .enumerate()
        .filter(|(place, _)| *place as i64 != at);
    Json::Array(kept.map(|(_, item)| item.clone()).collect())
}

pub(super) fn delete_path(json: &Json, path: &[Value]) -> Json {
    match (json, path) {
        (_, []) => json.clone(),
        (Json::Array(_), [last]) => last
            .as_str()
            .parse()
            .map_or_else(|_| json.clone(), |at| without_place(json, at)),
        (_, [last]) => without_key(json, last.as_str()),
        (Json::Object(members), [first, rest @ ..]) => Json::Object(
            members
                .iter()
                .map(|(key, value)| {
                    let value = if key == first.as_str() {
                        delete_path(value, rest)
                    } else {
                        value.clone()
                    };
                    (key.clone(), value)
                })
                .collect(),
        ),
        (Json::Array(items), [first, rest @ ..]) => {
            let at = first
                .as_str()
                .parse::<i64>()
                .map_or(-1, |at| if at < 0 { at + items.len() as i64 } else { at });
            let items = items.iter().enumerate();
            Json::Array(
                items
                    .map(|(place, item)| {
                        if place as i64 == at {
                            delete_path(item, rest)
                        } else {
                            item.clone()
                        }
                    })
                    .collect(),
            )
        }
        _ => json.clone(),
    }
}

pub(super) fn set(json: &Json, path: &[Value], new: &Json, create: bool) -> Json {
    let Some((first, rest)) = path.split_first() else {
        return json.clone();
    };
    match json {
        Json::Object(members) => {
            let mut members = members.clone();
            match members.iter_mut().find(|member| member.0 == first.as_str()) {
                Some(member) if rest.is_empty() => member.1 = new.clone(),
                Some(member) => member.1 = set(&member.1, rest, new, create),
                None if rest.is_empty() && create => {
                    members.push((first.as_str().to_owned(), new.clone()));
                }
                None => {}
            }
            Json::object(members)
        }
        Json::Array(items) => {
            let mut items = items.clone();
            let Ok(at) = first.as_str().parse::<i64>() else {
                return json.clone();
            };
            let place = if at < 0 { at + items.len() as i64 } else { at };
            match usize::try_from(place)
                .ok()
                .filter(|place| *place < items.len())
            {
                Some(place) => {
                    if let Some(item) = items.get_mut(place) {
                        *item = if rest.is_empty() {
                            new.clone()
                        } else {
                            set(item, rest, new, create)
                        };
                    }
                }
                None if rest.is_empty() && create && place < 0 => items.insert(0, new.clone()),
                None if rest.is_empty() && create => items.push(new.clone()),
                None => {}
            }
            Json::Array(items)
        }
        other => other.clone(),
    }
}

pub(super) fn strip(json: &Json) -> Json {
    match json {
        Json::Object(members) => Json::Object(
            members
                .iter()
                .filter(|member| !matches!(member.1, Json::Null))
                .map(|(key, value)| (key.clone(), strip(value)))
                .collect(),
        ),
        Json::Array(items) => Json::Array(items.iter().map(strip).collect()),
        other => other.clone(),
    }
}
