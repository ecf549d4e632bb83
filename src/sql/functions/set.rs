//! Functions that give several rows.

use super::json::{json, of};
use super::math::arg;
use super::string::s;
use crate::sql::datetime::add_interval;
use crate::sql::error::{Result, error};
use crate::sql::execute::Exec;
use crate::sql::json::{Json, members};
use crate::sql::plan::{SetNative, Sink};
use crate::sql::types::Type as T;
use crate::sql::value::Value;

/// One function.
pub(crate) struct SetEntry {
    pub name: &'static str,
    pub native: SetNative,
    /// The arguments' types it takes for those given, and its columns.
    pub resolve: fn(&[T]) -> Option<(Vec<T>, Vec<(&'static str, T)>)>,
}

/// The function of this name.
pub(crate) fn by_name(name: &str) -> Option<&'static SetEntry> {
    FUNCTIONS.iter().find(|entry| entry.name == name)
}

const FUNCTIONS: &[SetEntry] = &[
    SetEntry {
        name: "generate_series",
        native: series,
        resolve: series_types,
    },
    SetEntry {
        name: "unnest",
        native: |exec, a, _, sink| match arg(a, 0) {
            Value::Array(array) => each(exec, array.items.iter().cloned().map(Ok), sink),
            _ => Ok(()),
        },
        resolve: |types| match types {
            [T::Array(item)] => Some((types.to_vec(), vec![("unnest", **item)])),
            _ => None,
        },
    },
    SetEntry {
        name: "generate_subscripts",
        native: |exec, a, _, sink| {
            let length = match arg(a, 0) {
                Value::Array(array) => array
                    .dims
                    .get((arg(a, 1).as_int() - 1).max(0) as usize)
                    .copied()
                    .unwrap_or(0),
                _ => 0,
            };
            each(exec, (1..=length as i64).map(|n| Ok(Value::Int(n))), sink)
        },
        resolve: |types| match types {
            [T::Array(_), _] => Some((
                vec![*types.first()?, T::Int4],
                vec![("generate_subscripts", T::Int4)],
            )),
            _ => None,
        },
    },
    SetEntry {
        name: "regexp_matches",
        native: |exec, a, _, sink| {
            each(
                exec,
                super::pattern::all_matches(a)?.into_iter().map(Ok),
                sink,
            )
        },
        resolve: |types| texts(types, "regexp_matches", T::Array(&T::Text)),
    },
    SetEntry {
        name: "regexp_split_to_table",
        native: |exec, a, _, sink| each(exec, super::pattern::parts(a)?.into_iter().map(Ok), sink),
        resolve: |types| texts(types, "regexp_split_to_table", T::Text),
    },
    SetEntry {
        name: "string_to_table",
        native: |exec, a, _, sink| {
            if arg(a, 0).is_null() {
                return Ok(());
            }
            each(
                exec,
                s(a, 0).split(s(a, 1)).map(|part| Ok(Value::text(part))),
                sink,
            )
        },
        resolve: |types| texts(types, "string_to_table", T::Text),
    },
    SetEntry {
        name: "jsonb_array_elements",
        native: |e, a, _, k| elements(e, a, false, k),
        resolve: |t| one(t, T::Jsonb, &[("value", T::Jsonb)]),
    },
    SetEntry {
        name: "jsonb_array_elements_text",
        native: |e, a, _, k| elements(e, a, true, k),
        resolve: |t| one(t, T::Jsonb, &[("value", T::Text)]),
    },
    SetEntry {
        name: "json_array_elements",
        native: |e, a, _, k| raw_elements(e, a, false, k),
        resolve: |t| one(t, T::Json, &[("value", T::Json)]),
    },
    SetEntry {
        name: "json_array_elements_text",
        native: |e, a, _, k| raw_elements(e, a, true, k),
        resolve: |t| one(t, T::Json, &[("value", T::Text)]),
    },
    SetEntry {
        name: "jsonb_object_keys",
        native: |e, a, _, k| keys(e, of(a, 0), k),
        resolve: |t| one(t, T::Jsonb, &[("jsonb_object_keys", T::Text)]),
    },
    SetEntry {
        name: "json_object_keys",
        native: |exec, a, _, sink| {
            let found = members(s(a, 0))?.unwrap_or_default();
            each(
                exec,
                found
                    .into_iter()
                    .map(|(key, _)| Ok(Value::text(key.unwrap_or_default()))),
                sink,
            )
        },
        resolve: |t| one(t, T::Json, &[("json_object_keys", T::Text)]),
    },
    SetEntry {
        name: "jsonb_each",
        native: |e, a, _, k| pairs(e, of(a, 0), false, k),
        resolve: |t| one(t, T::Jsonb, &[("key", T::Text), ("value", T::Jsonb)]),
    },
    SetEntry {
        name: "jsonb_each_text",
        native: |e, a, _, k| pairs(e, of(a, 0), true, k),
        resolve: |t| one(t, T::Jsonb, &[("key", T::Text), ("value", T::Text)]),
    },
];

type Resolved = Option<(Vec<T>, Vec<(&'static str, T)>)>;

fn one(types: &[T], wanted: T, fields: &[(&'static str, T)]) -> Resolved {
    match types {
        [ty] if *ty == wanted || *ty == T::Unknown => Some((vec![wanted], fields.to_vec())),
        _ => None,
    }
}

fn texts(types: &[T], name: &'static str, gives: T) -> Resolved {
    let all = types.iter().all(|ty| ty.is_text() || *ty == T::Unknown);
    (all && (2..=3).contains(&types.len()))
        .then(|| (vec![T::Text; types.len()], vec![(name, gives)]))
}

fn each(
    exec: &mut Exec<'_>,
    values: impl Iterator<Item = Result<Value>>,
    sink: &mut Sink<'_>,
) -> Result<()> {
    for value in values {
        exec.step()?;
        if !sink(exec, &[value?])? {
            break;
        }
    }
    Ok(())
}

fn series_types(types: &[T]) -> Resolved {
    if !(2..=3).contains(&types.len()) {
        return None;
    }
    let (start, stop) = (types.first()?, types.get(1)?);
    let moment = |ty: &T| matches!(ty, T::Date | T::Timestamp | T::TimestampTz);
    let ty = if moment(start) || moment(stop) {
        let zoned = [start, stop]
            .iter()
            .any(|ty| matches!(ty, T::TimestampTz | T::Date));
        let ty = if zoned { T::TimestampTz } else { T::Timestamp };
        let step = types.get(2)?;
        if !matches!(step, T::Interval | T::Unknown) {
            return None;
        }
        return Some((vec![ty, ty, T::Interval], vec![("generate_series", ty)]));
    } else if types.contains(&T::Numeric) {
        T::Numeric
    } else if types.contains(&T::Int8) {
        T::Int8
    } else {
        T::Int4
    };
    types
        .iter()
        .all(|ty| ty.is_integer() || matches!(ty, T::Numeric | T::Unknown))
        .then(|| (vec![ty; types.len()], vec![("generate_series", ty)]))
}

fn series(exec: &mut Exec<'_>, a: &[Value], _: &[T], sink: &mut Sink<'_>) -> Result<()> {
    if a.iter().any(Value::is_null) {
        return Ok(());
    }
    let zero = || error("22023", "step size cannot equal zero");
    match (arg(a, 0), arg(a, 1), arg(a, 2)) {
        (Value::Timestamp(start), Value::Timestamp(stop), Value::Interval(step)) => {
            let direction = step.span();
            if direction == 0 {
                return Err(zero());
            }
            let mut now = *start;
            while (direction > 0 && now <= *stop) || (direction < 0 && now >= *stop) {
                exec.step()?;
                if !sink(exec, &[Value::Timestamp(now)])? {
                    break;
                }
                now = add_interval(now, step)?;
            }
            Ok(())
        }
        (Value::Numeric(start), Value::Numeric(stop), step) => {
            let step = match step {
                Value::Numeric(step) => (**step).clone(),
                _ => crate::sql::numeric::Numeric::from(1_i64),
            };
            if step.is_zero() {
                return Err(zero());
            }
            let mut now = (**start).clone();
            while if step.is_negative() {
                now.order(stop).is_ge()
            } else {
                now.order(stop).is_le()
            } {
                exec.step()?;
                if !sink(exec, &[Value::numeric(now.clone())])? {
                    break;
                }
                now = now.add(&step);
            }
            Ok(())
        }
        (Value::Int(start), Value::Int(stop), step) => {
            let step = if step.is_null() { 1 } else { step.as_int() };
            if step == 0 {
                return Err(zero());
            }
            let mut now = Some(*start);
            while let Some(n) = now.filter(|n| if step > 0 { n <= stop } else { n >= stop }) {
                exec.step()?;
                if !sink(exec, &[Value::Int(n)])? {
                    break;
                }
                now = n.checked_add(step);
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn not_an_array(what: &str) -> Box<crate::sql::SqlError> {
    error("22023", format!("cannot extract elements from {what}"))
}

fn elements(exec: &mut Exec<'_>, a: &[Value], plain: bool, sink: &mut Sink<'_>) -> Result<()> {
    match (arg(a, 0), of(a, 0)) {
        (Value::Null, _) => Ok(()),
        (_, Json::Array(items)) => each(
            exec,
            items.iter().map(|item| {
                Ok(if plain {
                    item.as_text()
                } else {
                    json(item.clone())
                })
            }),
            sink,
        ),
        (_, Json::Object(_)) => Err(not_an_array("an object")),
        _ => Err(not_an_array("a scalar")),
    }
}

fn raw_elements(exec: &mut Exec<'_>, a: &[Value], plain: bool, sink: &mut Sink<'_>) -> Result<()> {
    if arg(a, 0).is_null() {
        return Ok(());
    }
    let Some(found) = members(s(a, 0))? else {
        return Err(not_an_array("a scalar"));
    };
    if s(a, 0).trim_start().starts_with('{') {
        return Err(error(
            "22023",
            "cannot call json_array_elements on a non-array",
        ));
    }
    let show = |raw: &str| {
        if plain {
            crate::sql::json::parse(raw).map(|json| json.as_text())
        } else {
            Ok(Value::text(raw))
        }
    };
    each(exec, found.into_iter().map(|(_, raw)| show(raw)), sink)
}

fn keys(exec: &mut Exec<'_>, of: &Json, sink: &mut Sink<'_>) -> Result<()> {
    match of {
        Json::Object(members) => each(
            exec,
            members.iter().map(|member| Ok(Value::text(&member.0))),
            sink,
        ),
        Json::Array(_) => Err(error("22023", "cannot call jsonb_object_keys on an array")),
        Json::Null => Ok(()),
        _ => Err(error("22023", "cannot call jsonb_object_keys on a scalar")),
    }
}

fn pairs(exec: &mut Exec<'_>, of: &Json, plain: bool, sink: &mut Sink<'_>) -> Result<()> {
    let Json::Object(members) = of else {
        return Err(error("22023", "cannot call jsonb_each on a non-object"));
    };
    for (key, value) in members {
        exec.step()?;
        let value = if plain {
            value.as_text()
        } else {
            json(value.clone())
        };
        if !sink(exec, &[Value::text(key), value])? {
            break;
        }
    }
    Ok(())
}
