//! `to_char` and `to_number` for numbers.

use super::math::arg;
use super::string::{s, text};
use super::{Entry, strict};
use crate::sql::error::error;
use crate::sql::numeric::Numeric;
use crate::sql::types::Type as T;
use crate::sql::value::Value;

pub(super) const FUNCTIONS: &[Entry] = &[
    strict("to_char", &[T::Int4, T::Text], T::Text, |_, a, _| {
        text(show(&number(arg(a, 0)), s(a, 1)))
    }),
    strict("to_char", &[T::Int8, T::Text], T::Text, |_, a, _| {
        text(show(&number(arg(a, 0)), s(a, 1)))
    }),
    strict("to_char", &[T::Numeric, T::Text], T::Text, |_, a, _| {
        text(show(&number(arg(a, 0)), s(a, 1)))
    }),
    strict("to_char", &[T::Float8, T::Text], T::Text, |_, a, _| {
        text(show(&number(arg(a, 0)), s(a, 1)))
    }),
    strict("to_number", &[T::Text, T::Text], T::Numeric, |_, a, _| {
        let digits: String = s(a, 0)
            .chars()
            .filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
            .collect();
        Numeric::parse(&digits).map(Value::numeric).ok_or_else(|| {
            error(
                "22P02",
                format!("invalid input syntax for type numeric: \"{}\"", s(a, 0)),
            )
        })
    }),
];

fn number(value: &Value) -> Numeric {
    match value {
        Value::Int(n) => Numeric::from(*n),
        Value::Numeric(n) => (**n).clone(),
        Value::Float(n) => Numeric::from_float(*n, 15).unwrap_or_else(|_| Numeric::from(0_i64)),
        _ => Numeric::from(0_i64),
    }
}

/// A number by a template of 9, 0, comma, point, sign and currency.
fn show(n: &Numeric, template: &str) -> String {
    let upper = template.to_uppercase();
    let (fill, body) = match upper.strip_prefix("FM") {
        Some(body) => (false, body),
        None => (true, upper.as_str()),
    };
    let (whole, fraction) = body.split_once(['.', 'D']).unwrap_or((body, ""));
    let places = fraction.chars().filter(|c| matches!(c, '9' | '0')).count();
    let rounded = n.rounded(places as i64);
    let shown = rounded.absolute().to_string();
    let (digits, decimals) = shown.split_once('.').unwrap_or((&shown, ""));
    let digits = if digits == "0" { "" } else { digits };
    let slots = whole.chars().filter(|c| matches!(c, '9' | '0')).count();
    let negative = rounded.is_negative();
    if digits.len() > slots {
        return format!(" {}", body.replace(['9', '0'], "#"));
    }
    let mut out = String::new();
    let mut started = false;
    let mut remaining = slots;
    let mut sign_done = false;
    for c in whole.chars() {
        match c {
            '9' | '0' => {
                let at = digits.len() as i64 - remaining as i64;
                remaining -= 1;
                let digit = usize::try_from(at)
                    .ok()
                    .and_then(|at| digits.chars().nth(at));
                started |= c == '0';
                match digit {
                    Some(digit) => {
                        started = true;
                        out.push(digit);
                    }
                    None if started => out.push('0'),
                    None if remaining == 0 && places == 0 && digits.is_empty() => out.push('0'),
                    None => out.push(' '),
                }
            }
            ',' | 'G' => out.push(if started { ',' } else { ' ' }),
            'L' | '$' => out.push('$'),
            'S' => {
                sign_done = true;
                out.push(if negative { '-' } else { '+' });
            }
            'M' | 'I' => {}
            other => out.push(other),
        }
    }
    let decimals = if fill {
        decimals.to_owned()
    } else {
        trim_nines(decimals, fraction)
    };
    if body.contains(['.', 'D']) {
        out.push('.');
        out.push_str(&decimals);
    }
    for c in fraction.chars().filter(|c| !matches!(c, '9' | '0')) {
        match c {
            'S' => {
                sign_done = true;
                out.push(if negative { '-' } else { '+' });
            }
            'L' | '$' => out.push('$'),
            'M' | 'I' => {}
            other => out.push(other),
        }
    }
    if !sign_done {
        let sign = if negative { "-" } else { " " };
        let blank = out.len() - out.trim_start().len();
        out.insert_str(blank, sign);
    }
    if fill {
        out
    } else {
        out.chars().filter(|c| *c != ' ').collect()
    }
}

/// With FM, zeros in the places of 9 at the end aren't shown.
fn trim_nines(decimals: &str, fraction: &str) -> String {
    let least = fraction.rfind('0').map_or(0, |at| at + 1);
    let mut shown = decimals.to_owned();
    while shown.len() > least && shown.ends_with('0') {
        shown.pop();
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_show_numbers_as_in_postgresql() {
        for (number, template, shown) in [
            ("1234.5", "9999.99", " 1234.50"),
            ("1234567.891", "FM9,999,999.00", "1,234,567.89"),
            ("-5", "999", "  -5"),
            ("5", "000", " 005"),
            ("0.5", "FM0.99", "0.5"),
            ("12345", "999", " ###"),
            ("0", "999", "   0"),
        ] {
            assert_eq!(
                show(&Numeric::parse(number).expect("a number"), template),
                shown,
                "{number} {template}"
            );
        }
    }
}
