//! The value of an expression for a row.

use super::{Answer, Env, Exec, Members};
use crate::sql::cast::{cast, fit};
use crate::sql::error::{Result, error};
use crate::sql::plan::{Cmp, Expr, Sub, SubKind};
use crate::sql::value::Value;
use std::cmp::Ordering;
use std::ops::Deref;
use std::rc::Rc;

/// A value looked at where it lies, or made for the purpose.
pub(super) enum Held<'v> {
    There(&'v Value),
    Made(Value),
}

impl Deref for Held<'_> {
    type Target = Value;

    fn deref(&self) -> &Value {
        match self {
            Self::There(value) => value,
            Self::Made(value) => value,
        }
    }
}

static NULL: Value = Value::Null;

impl Exec<'_> {
    /// The value, without copying it when it lies in the row.
    pub(super) fn peek<'v>(
        &mut self,
        expr: &'v Expr,
        row: &'v [Value],
        env: Option<&'v Env<'v>>,
    ) -> Result<Held<'v>> {
        Ok(match expr {
            Expr::Slot(slot) => Held::There(row.get(*slot).unwrap_or(&NULL)),
            Expr::Const(value) => Held::There(value),
            Expr::Outer { up, slot } => Held::There(outer(env, *up, *slot)),
            _ => Held::Made(self.eval(expr, row, env)?),
        })
    }

    /// The value.
    pub fn eval(&mut self, expr: &Expr, row: &[Value], env: Option<&Env<'_>>) -> Result<Value> {
        Ok(match expr {
            Expr::Const(value) => value.clone(),
            Expr::Slot(slot) => row.get(*slot).cloned().unwrap_or_default(),
            Expr::Outer { up, slot } => outer(env, *up, *slot).clone(),
            Expr::Compare(op, sides) => {
                let left = self.peek(&sides.0, row, env)?;
                let right = self.peek(&sides.1, row, env)?;
                truth(compare(*op, &left, &right))
            }
            Expr::Binary(_, apply, sides) => {
                let left = self.peek(&sides.0, row, env)?;
                let right = self.peek(&sides.1, row, env)?;
                if left.is_null() || right.is_null() {
                    Value::Null
                } else {
                    apply(&left, &right)?
                }
            }
            Expr::And(items) => self.all_of(items, row, env)?,
            Expr::Or(items) => self.any_of(items, row, env)?,
            Expr::Not(inner) => match self.eval(inner, row, env)? {
                Value::Bool(b) => Value::Bool(!b),
                other => other,
            },
            Expr::IsNull(inner) => Value::Bool(match &*self.peek(inner, row, env)? {
                Value::Record(items) => items.iter().all(Value::is_null),
                value => value.is_null(),
            }),
            Expr::Is(inner, wanted) => {
                let value = self.peek(inner, row, env)?;
                Value::Bool(match (&*value, wanted) {
                    (Value::Bool(b), Some(wanted)) => b == wanted,
                    (value, None) => value.is_null(),
                    _ => false,
                })
            }
            Expr::Distinct(sides) => {
                let left = self.peek(&sides.0, row, env)?;
                let right = self.peek(&sides.1, row, env)?;
                Value::Bool(left.order(&right).is_ne())
            }
            Expr::Call(call) => {
                let mut args = Vec::with_capacity(call.args.len());
                for arg in &call.args {
                    let value = self.eval(arg, row, env)?;
                    if call.strict && value.is_null() {
                        return Ok(Value::Null);
                    }
                    args.push(value);
                }
                (call.native)(self, &args, &call.types)?
            }
            Expr::Case(whens, otherwise) => {
                for (when, then) in whens {
                    if self.eval(when, row, env)?.is_true() {
                        return self.eval(then, row, env);
                    }
                }
                self.eval(otherwise, row, env)?
            }
            Expr::Coalesce(items) => {
                for item in items {
                    let value = self.eval(item, row, env)?;
                    if !value.is_null() {
                        return Ok(value);
                    }
                }
                Value::Null
            }
            Expr::Extreme(greatest, items) => self.extreme(*greatest, items, row, env)?,
            Expr::Cast(convert) => {
                let value = self.eval(&convert.expr, row, env)?;
                let value = cast(value, convert.from, convert.to.base, self.transaction_time)?;
                fit(value, convert.to, convert.explicit)?
            }
            Expr::InList(inner, list) => {
                let value = self.eval(inner, row, env)?;
                let mut unknown = value.is_null() && !list.is_empty();
                for item in list {
                    let item = self.peek(item, row, env)?;
                    match compare(Cmp::Eq, &value, &item) {
                        Some(true) => return Ok(Value::Bool(true)),
                        Some(false) => {}
                        None => unknown = true,
                    }
                }
                truth(if unknown { None } else { Some(false) })
            }
            Expr::InSet(inner, set, has_null) => {
                let value = self.peek(inner, row, env)?;
                truth(if value.is_null() {
                    None
                } else if set.contains(&*value) {
                    Some(true)
                } else if *has_null {
                    None
                } else {
                    Some(false)
                })
            }
            Expr::Quantified(op, all, sides) => {
                let left = self.peek(&sides.0, row, env)?;
                let right = self.peek(&sides.1, row, env)?;
                match &*right {
                    Value::Array(array) => {
                        let results = array.items.iter().map(|item| compare(*op, &left, item));
                        truth(quantified(*all, results))
                    }
                    _ => Value::Null,
                }
            }
            Expr::Array(items) => {
                let items = self.eval_all(items, row, env)?;
                crate::sql::functions::array::nest(items)?
            }
            Expr::Row(items) => Value::Record(self.eval_all(items, row, env)?.into()),
            Expr::Sub(sub) => self.sub(sub, row, env)?,
        })
    }

    /// The values.
    pub fn eval_all(
        &mut self,
        exprs: &[Expr],
        row: &[Value],
        env: Option<&Env<'_>>,
    ) -> Result<Vec<Value>> {
        exprs.iter().map(|expr| self.eval(expr, row, env)).collect()
    }

    /// Whether every condition is TRUE.
    pub fn holds(
        &mut self,
        conditions: &[Expr],
        row: &[Value],
        env: Option<&Env<'_>>,
    ) -> Result<bool> {
        for condition in conditions {
            if !self.eval(condition, row, env)?.is_true() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn all_of(&mut self, items: &[Expr], row: &[Value], env: Option<&Env<'_>>) -> Result<Value> {
        let mut all = Value::Bool(true);
        for item in items {
            match self.eval(item, row, env)? {
                Value::Bool(false) => return Ok(Value::Bool(false)),
                Value::Null => all = Value::Null,
                _ => {}
            }
        }
        Ok(all)
    }

    fn any_of(&mut self, items: &[Expr], row: &[Value], env: Option<&Env<'_>>) -> Result<Value> {
        let mut any = Value::Bool(false);
        for item in items {
            match self.eval(item, row, env)? {
                Value::Bool(true) => return Ok(Value::Bool(true)),
                Value::Null => any = Value::Null,
                _ => {}
            }
        }
        Ok(any)
    }

    fn extreme(
        &mut self,
        greatest: bool,
        items: &[Expr],
        row: &[Value],
        env: Option<&Env<'_>>,
    ) -> Result<Value> {
        let mut best = Value::Null;
        for item in items {
            let value = self.eval(item, row, env)?;
            let wins = value.order(&best)
                == if greatest {
                    Ordering::Greater
                } else {
                    Ordering::Less
                };
            if !value.is_null() && (best.is_null() || wins) {
                best = value;
            }
        }
        Ok(best)
    }

    fn sub(&mut self, sub: &Sub, row: &[Value], env: Option<&Env<'_>>) -> Result<Value> {
        let inside = Env { row, parent: env };
        let known = if sub.correlated {
            None
        } else {
            self.answers.get(sub.id).cloned().flatten()
        };
        if let SubKind::Quantified(op, all, left) = &sub.kind {
            let left = match left.as_slice() {
                [one] => self.eval(one, row, env)?,
                several => Value::Record(self.eval_all(several, row, env)?.into()),
            };
            let equal = (*op == Cmp::Eq && !all) || (*op == Cmp::Ne && *all);
            if !equal || sub.correlated {
                return self.quantified_sub(sub, *op, *all, &left, &inside);
            }
            let members = match known {
                Some(Answer::Set(members)) => members,
                _ => self.members(sub, &inside)?,
            };
            let has_null =
                matches!(&left, Value::Record(items) if items.iter().any(Value::is_null));
            if has_null || (members.has_null && matches!(left, Value::Record(_))) {
                return self.quantified_sub(sub, *op, *all, &left, &inside);
            }
            let found = is_member(&members, &left);
            Ok(truth(if *all {
                found.map(|found| !found)
            } else {
                found
            }))
        } else {
            if let Some(Answer::One(value)) = known {
                return Ok(value);
            }
            let value = self.sub_value(sub, &inside)?;
            if !sub.correlated
                && let Some(place) = self.answers.get_mut(sub.id)
            {
                *place = Some(Answer::One(value.clone()));
            }
            Ok(value)
        }
    }

    fn sub_value(&mut self, sub: &Sub, env: &Env<'_>) -> Result<Value> {
        match sub.kind {
            SubKind::Exists => {
                let mut found = false;
                self.query(&sub.query, Some(env), &mut |_, _| {
                    found = true;
                    Ok(false)
                })?;
                Ok(Value::Bool(found))
            }
            SubKind::Array => {
                let mut items = Vec::new();
                self.query(&sub.query, Some(env), &mut |exec, row| {
                    exec.keep()?;
                    items.extend(row.first().cloned());
                    Ok(true)
                })?;
                crate::sql::functions::array::nest(items)
            }
            _ => {
                let mut found: Option<Value> = None;
                self.query(&sub.query, Some(env), &mut |_, row| {
                    if found.is_some() {
                        return Err(error(
                            "21000",
                            "more than one row returned by a subquery used as an expression",
                        ));
                    }
                    found = Some(match row {
                        [one] => one.clone(),
                        several => Value::Record(several.into()),
                    });
                    Ok(true)
                })?;
                Ok(found.unwrap_or_default())
            }
        }
    }

    fn members(&mut self, sub: &Sub, env: &Env<'_>) -> Result<Rc<Members>> {
        let mut members = Members::default();
        self.query(&sub.query, Some(env), &mut |exec, row| {
            exec.keep()?;
            members.has_null |= row.iter().any(Value::is_null);
            members.set.insert(match row {
                [one] => one.clone(),
                several => Value::Record(several.into()),
            });
            Ok(true)
        })?;
        let members = Rc::new(members);
        if let Some(place) = self.answers.get_mut(sub.id) {
            *place = Some(Answer::Set(Rc::clone(&members)));
        }
        Ok(members)
    }

    fn quantified_sub(
        &mut self,
        sub: &Sub,
        op: Cmp,
        all: bool,
        left: &Value,
        env: &Env<'_>,
    ) -> Result<Value> {
        let mut result = Some(all);
        self.query(&sub.query, Some(env), &mut |exec, row| {
            exec.step()?;
            let right = match row {
                [one] => one.clone(),
                several => Value::Record(several.into()),
            };
            match compare(op, left, &right) {
                Some(found) if found != all => {
                    result = Some(found);
                    return Ok(false);
                }
                None => result = None,
                _ => {}
            }
            Ok(true)
        })?;
        Ok(truth(result))
    }
}

fn is_member(members: &Members, value: &Value) -> Option<bool> {
    if members.set.is_empty() {
        Some(false)
    } else if value.is_null() {
        None
    } else if members.set.contains(value) {
        Some(true)
    } else if members.has_null {
        None
    } else {
        Some(false)
    }
}

fn outer<'e>(env: Option<&'e Env<'e>>, up: usize, slot: usize) -> &'e Value {
    let mut env = env;
    for _ in 1..up {
        env = env.and_then(|env| env.parent);
    }
    env.and_then(|env| env.row.get(slot)).unwrap_or(&NULL)
}

fn quantified(all: bool, results: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut outcome = Some(all);
    for result in results {
        match result {
            Some(found) if found != all => return Some(found),
            None => outcome = None,
            _ => {}
        }
    }
    outcome
}

fn truth(known: Option<bool>) -> Value {
    known.map_or(Value::Null, Value::Bool)
}

/// Compares two values of one type; `None` when NULL leaves it open.
fn compare(op: Cmp, left: &Value, right: &Value) -> Option<bool> {
    if let (Value::Record(left), Value::Record(right)) = (left, right) {
        return compare_rows(op, left, right);
    }
    if left.is_null() || right.is_null() {
        return None;
    }
    Some(by_order(op, left.order(right)))
}

fn by_order(op: Cmp, order: Ordering) -> bool {
    match op {
        Cmp::Eq => order.is_eq(),
        Cmp::Ne => order.is_ne(),
        Cmp::Lt => order.is_lt(),
        Cmp::Le => order.is_le(),
        Cmp::Gt => order.is_gt(),
        Cmp::Ge => order.is_ge(),
    }
}

/// Rows are equal when all their items are; they are ordered by the first
/// item that differs.
fn compare_rows(op: Cmp, left: &[Value], right: &[Value]) -> Option<bool> {
    let mut pairs = left.iter().zip(right);
    if matches!(op, Cmp::Eq | Cmp::Ne) {
        let mut equal = Some(true);
        for (left, right) in pairs {
            match compare(Cmp::Eq, left, right) {
                Some(false) => return Some(op == Cmp::Ne),
                None => equal = None,
                Some(true) => {}
            }
        }
        return equal.map(|equal| equal == (op == Cmp::Eq));
    }
    let differing =
        pairs.find(|(left, right)| left.is_null() || right.is_null() || left.order(right).is_ne());
    match differing {
        Some((left, right)) => compare(op, left, right),
        None => Some(by_order(op, Ordering::Equal)),
    }
}
