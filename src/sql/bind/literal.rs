//! Literals and parameters.

use super::{Binder, Typed, refuse};
use crate::sql::error::{Result, error};
use crate::sql::numeric::Numeric;
use crate::sql::types::Type;
use crate::sql::value::Value;
use sqlparser::ast;

impl Binder<'_> {
    pub(super) fn literal(&self, value: &ast::ValueWithSpan) -> Result<Typed> {
        let at = self.source.at(value.span);
        let unknown = |text: &str| Ok(Typed::constant(Value::text(text), Type::Unknown, at));
        match &value.value {
            ast::Value::Number(digits, _) => number(digits, at),
            ast::Value::SingleQuotedString(text)
            | ast::Value::EscapedStringLiteral(text)
            | ast::Value::UnicodeStringLiteral(text)
            | ast::Value::NationalStringLiteral(text) => unknown(text),
            ast::Value::DollarQuotedString(text) => unknown(&text.value),
            ast::Value::Boolean(b) => Ok(Typed::constant(Value::Bool(*b), Type::Bool, at)),
            ast::Value::Null => Ok(Typed::constant(Value::Null, Type::Unknown, at)),
            ast::Value::Placeholder(name) => self.parameter(name, at),
            other => Err(refuse(&format!("the literal {other}"), at)),
        }
    }

    fn parameter(&self, name: &str, at: Option<u32>) -> Result<Typed> {
        let place = name
            .strip_prefix('$')
            .and_then(|digits| digits.parse::<usize>().ok());
        let Some(place) = place.filter(|place| *place > 0) else {
            return Err(error("42601", format!("syntax error at or near \"{name}\"")).at(at));
        };
        let Some(param) = self.params.get(place - 1) else {
            return Err(error("42P02", format!("there is no parameter ${place}")).at(at));
        };
        let value = param.as_ref().map_or(Value::Null, Value::text);
        // Its text stands elsewhere, so a mistake in it has no position here.
        let typed = Typed::constant(value, Type::Unknown, None);
        let Some(declared) = self.param_types.get(place - 1) else {
            return Ok(typed);
        };
        let converted = self.convert(typed, *declared, crate::sql::cast::Reach::Assignment)?;
        converted.ok_or_else(|| error("42804", format!("parameter ${place} has another type")))
    }
}

/// An integer when it fits, else a numeric.
fn number(digits: &str, at: Option<u32>) -> Result<Typed> {
    if let Ok(n) = digits.parse::<i64>() {
        let ty = if i32::try_from(n).is_ok() {
            Type::Int4
        } else {
            Type::Int8
        };
        return Ok(Typed::constant(Value::Int(n), ty, at));
    }
    match Numeric::parse(digits) {
        Some(number) => Ok(Typed::constant(Value::numeric(number), Type::Numeric, at)),
        None => Err(error("42601", format!("syntax error at or near \"{digits}\"")).at(at)),
    }
}
