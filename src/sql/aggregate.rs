//! Aggregate functions: what they keep while rows pass, and what they give.

use super::error::{Result, error};
use super::functions::json::to_json;
use super::interval::Interval;
use super::json::Json;
use super::numeric::Numeric;
use super::output::show;
use super::types::Type;
use super::value::Value;
use std::sync::Arc;

/// An aggregate function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Count,
    Sum,
    Avg,
    Min,
    Max,
    BoolAnd,
    BoolOr,
    BitAnd,
    BitOr,
    StringAgg,
    ArrayAgg,
    JsonAgg {
        binary: bool,
    },
    JsonObjectAgg {
        binary: bool,
    },
    /// Variance or standard deviation, of a population or a sample.
    Spread {
        population: bool,
        root: bool,
    },
    /// The most frequent value, in order given (`WITHIN GROUP`).
    Mode,
    /// A percentile, interpolated or not (`WITHIN GROUP`).
    Percentile {
        continuous: bool,
    },
}

impl Function {
    /// Its name; of several, the first.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Sum => "sum",
            Self::Avg => "avg",
            Self::Min => "min",
            Self::Max => "max",
            Self::BoolAnd => "bool_and",
            Self::BoolOr => "bool_or",
            Self::BitAnd => "bit_and",
            Self::BitOr => "bit_or",
            Self::StringAgg => "string_agg",
            Self::ArrayAgg => "array_agg",
            Self::JsonAgg { binary: false } => "json_agg",
            Self::JsonAgg { binary: true } => "jsonb_agg",
            Self::JsonObjectAgg { binary: false } => "json_object_agg",
            Self::JsonObjectAgg { binary: true } => "jsonb_object_agg",
            Self::Spread { population, root } => match (population, root) {
                (true, true) => "stddev_pop",
                (true, false) => "var_pop",
                (false, true) => "stddev_samp",
                (false, false) => "var_samp",
            },
            Self::Mode => "mode",
            Self::Percentile { continuous: true } => "percentile_cont",
            Self::Percentile { continuous: false } => "percentile_disc",
        }
    }

    /// The function of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Some(match name {
            "count" => Self::Count,
            "sum" => Self::Sum,
            "avg" => Self::Avg,
            "min" => Self::Min,
            "max" => Self::Max,
            "bool_and" | "every" => Self::BoolAnd,
            "bool_or" => Self::BoolOr,
            "bit_and" => Self::BitAnd,
            "bit_or" => Self::BitOr,
            "string_agg" => Self::StringAgg,
            "array_agg" => Self::ArrayAgg,
            "json_agg" => Self::JsonAgg { binary: false },
            "jsonb_agg" => Self::JsonAgg { binary: true },
            "json_object_agg" => Self::JsonObjectAgg { binary: false },
            "jsonb_object_agg" => Self::JsonObjectAgg { binary: true },
            "var_pop" => Self::Spread {
                population: true,
                root: false,
            },
            "var_samp" | "variance" => Self::Spread {
                population: false,
                root: false,
            },
            "stddev_pop" => Self::Spread {
                population: true,
                root: true,
            },
            "stddev_samp" | "stddev" => Self::Spread {
                population: false,
                root: true,
            },
            "mode" => Self::Mode,
            "percentile_cont" => Self::Percentile { continuous: true },
            "percentile_disc" => Self::Percentile { continuous: false },
            _ => return None,
        })
    }

    /// Whether rows whose first argument is NULL don't count.
    pub fn skips_null(self) -> bool {
        !matches!(
            self,
            Self::ArrayAgg | Self::JsonAgg { .. } | Self::JsonObjectAgg { .. }
        )
    }
}

/// What an aggregate keeps.
#[derive(Debug, Clone)]
pub(crate) struct State {
    function: Function,
    count: i64,
    whole: i128,
    float: f64,
    /// Sum of squares, for variance over floats.
    squares: f64,
    number: Option<Numeric>,
    number_squares: Option<Numeric>,
    span: Interval,
    best: Value,
    text: String,
    items: Vec<Value>,
}

impl State {
    pub fn new(function: Function) -> Self {
        Self {
            function,
            count: 0,
            whole: 0,
            float: 0.0,
            squares: 0.0,
            number: None,
            number_squares: None,
            span: Interval::default(),
            best: Value::Null,
            text: String::new(),
            items: Vec::new(),
        }
    }

    /// Takes one row's arguments.
    pub fn add(&mut self, args: &[Value], types: &[Type]) -> Result<()> {
        let first = args.first();
        self.count += 1;
        match self.function {
            Function::Count => {}
            Function::Sum | Function::Avg => self.add_number(first)?,
            Function::Spread { .. } => self.add_squares(first),
            Function::Min | Function::Max => {
                if let Some(value) = first {
                    let order = value.order(&self.best);
                    let better = if self.function == Function::Min {
                        order.is_lt()
                    } else {
                        order.is_gt()
                    };
                    if self.best.is_null() || better {
                        self.best = value.clone();
                    }
                }
            }
            Function::BoolAnd | Function::BoolOr | Function::BitAnd | Function::BitOr => {
                let value = first.cloned().unwrap_or_default();
                let both = match (&self.best, &value, self.function) {
                    (Value::Bool(a), Value::Bool(b), Function::BoolAnd) => Value::Bool(*a && *b),
                    (Value::Bool(a), Value::Bool(b), _) => Value::Bool(*a || *b),
                    (Value::Int(a), Value::Int(b), Function::BitAnd) => Value::Int(a & b),
                    (Value::Int(a), Value::Int(b), _) => Value::Int(a | b),
                    _ => value,
                };
                self.best = both;
            }
            Function::StringAgg => {
                if self.count > 1 {
                    self.text.push_str(args.get(1).map_or("", Value::as_str));
                }
                self.text.push_str(first.map_or("", Value::as_str));
            }
            Function::JsonObjectAgg { .. } => {
                let key = first.cloned().unwrap_or_default();
                let ty = types.first().copied().unwrap_or(Type::Text);
                let Some(key) = show(&key, ty) else {
                    return Err(error("22023", "field name must not be null"));
                };
                self.items.push(Value::text(key));
                self.items.extend(args.get(1).cloned());
            }
            Function::ArrayAgg
            | Function::JsonAgg { .. }
            | Function::Mode
            | Function::Percentile { .. } => {
                self.items.extend(first.cloned());
                self.best = args.get(1).cloned().unwrap_or_default();
            }
        }
        Ok(())
    }

    fn add_number(&mut self, value: Option<&Value>) -> Result<()> {
        match value {
            Some(Value::Int(n)) => self.whole += i128::from(*n),
            Some(Value::Float(n)) => self.float += n,
            Some(Value::Numeric(n)) => {
                self.number = Some(match &self.number {
                    Some(sum) => sum.add(n),
                    None => (**n).clone(),
                });
            }
            Some(Value::Interval(span)) => self.span = self.span.add(span)?,
            _ => {}
        }
        Ok(())
    }

    fn add_squares(&mut self, value: Option<&Value>) {
        match value {
            Some(Value::Float(n)) => {
                self.float += n;
                self.squares += n * n;
            }
            Some(value) => {
                let n = match value {
                    Value::Int(n) => Numeric::from(*n),
                    Value::Numeric(n) => (**n).clone(),
                    _ => return,
                };
                let square = Numeric {
                    mantissa: &n.mantissa * &n.mantissa,
                    scale: n.scale * 2,
                };
                self.number_squares = Some(
                    self.number_squares
                        .take()
                        .map_or(square.clone(), |sum| sum.add(&square)),
                );
                self.number = Some(self.number.take().map_or(n.clone(), |sum| sum.add(&n)));
            }
            None => {}
        }
    }

    /// What the aggregate comes to.
    pub fn finish(self, types: &[Type]) -> Result<Value> {
        let ty = types.first().copied().unwrap_or(Type::Int8);
        if self.function == Function::Count {
            return Ok(Value::Int(self.count));
        }
        if self.count == 0 {
            return Ok(Value::Null);
        }
        Ok(match self.function {
            Function::Sum => self.sum(ty)?,
            Function::Avg => self.average(ty)?,
            Function::Spread { population, root } => self.spread(ty, population, root)?,
            Function::StringAgg => Value::text(self.text),
            Function::ArrayAgg => super::functions::array::nest(self.items)?,
            Function::JsonAgg { binary } => json_array(&self.items, ty, binary)?,
            Function::JsonObjectAgg { binary } => json_object(
                &self.items,
                types.get(1).copied().unwrap_or(Type::Text),
                binary,
            )?,
            Function::Mode => mode(self.items),
            Function::Percentile { continuous } => percentile(self.items, &self.best, continuous)?,
            _ => self.best,
        })
    }

    fn sum(self, ty: Type) -> Result<Value> {
        Ok(match ty {
            Type::Int2 | Type::Int4 => Value::Int(
                i64::try_from(self.whole).map_err(|_| error("22003", "bigint out of range"))?,
            ),
            Type::Int8 => Value::numeric(Numeric::from(self.whole)),
            Type::Float4 | Type::Float8 => Value::Float(self.float),
            Type::Interval => Value::Interval(self.span),
            _ => self.number.map_or(Value::Null, Value::numeric),
        })
    }

    fn average(self, ty: Type) -> Result<Value> {
        let count = Numeric::from(self.count);
        Ok(match ty {
            Type::Int2 | Type::Int4 | Type::Int8 => {
                Value::numeric(Numeric::from(self.whole).divide(&count)?)
            }
            Type::Float4 | Type::Float8 => Value::Float(self.float / self.count as f64),
            Type::Interval => Value::Interval(self.span.times(1.0 / self.count as f64)?),
            _ => match self.number {
                Some(sum) => Value::numeric(sum.divide(&count)?),
                None => Value::Null,
            },
        })
    }

    fn spread(self, ty: Type, population: bool, root: bool) -> Result<Value> {
        let divisor = if population {
            self.count
        } else {
            self.count - 1
        };
        if divisor == 0 {
            return Ok(Value::Null);
        }
        if matches!(ty, Type::Float4 | Type::Float8) {
            let n = self.count as f64;
            let variance = ((self.squares - self.float * self.float / n) / divisor as f64).max(0.0);
            return Ok(Value::Float(if root { variance.sqrt() } else { variance }));
        }
        let (Some(sum), Some(squares)) = (self.number, self.number_squares) else {
            return Ok(Value::Null);
        };
        let n = Numeric::from(self.count);
        // (n Σx² - (Σx)²) / (n × divisor)
        let above = n.multiply(&squares)?.subtract(&sum.multiply(&sum)?);
        if above.is_zero() || above.is_negative() {
            return Ok(Value::numeric(Numeric::from(0_i64)));
        }
        let below = n.multiply(&Numeric::from(divisor))?;
        let variance = above.divide(&below)?;
        if root {
            // As many digits as the variance has, not as many as `sqrt` gives.
            let root = super::functions::math::square_root_to(&variance, variance.scale);
            return Ok(Value::numeric(root));
        }
        Ok(Value::numeric(variance))
    }
}

fn json_array(items: &[Value], ty: Type, binary: bool) -> Result<Value> {
    if binary {
        let items = items
            .iter()
            .map(|item| to_json(item, ty))
            .collect::<Result<_>>()?;
        return Ok(Value::Json(Arc::new(Json::Array(items))));
    }
    let items: Vec<String> = items
        .iter()
        .map(|item| super::functions::json::to_text(item, ty))
        .collect::<Result<_>>()?;
    let multiline = matches!(ty, Type::Record);
    let between = if multiline { ", \n " } else { ", " };
    Ok(Value::text(format!("[{}]", items.join(between))))
}

fn json_object(items: &[Value], ty: Type, binary: bool) -> Result<Value> {
    let mut members = Vec::new();
    let mut text = Vec::new();
    for pair in items.chunks(2) {
        if let [key, value] = pair {
            if binary {
                members.push((key.as_str().to_owned(), to_json(value, ty)?));
            } else {
                let value = super::functions::json::to_text(value, ty)?;
                text.push(format!("{} : {value}", super::json::quoted(key.as_str())));
            }
        }
    }
    Ok(if binary {
        Value::Json(Arc::new(Json::object(members)))
    } else {
        Value::text(format!("{{ {} }}", text.join(", ")))
    })
}

fn mode(mut items: Vec<Value>) -> Value {
    items.sort();
    let mut best = (0, Value::Null);
    for same in items.chunk_by(|a, b| a == b) {
        if same.len() > best.0 {
            best = (same.len(), same.first().cloned().unwrap_or_default());
        }
    }
    best.1
}

fn percentile(items: Vec<Value>, fraction: &Value, continuous: bool) -> Result<Value> {
    let fraction = fraction.as_float();
    if !(0.0..=1.0).contains(&fraction) {
        return Err(error(
            "22003",
            format!("percentile value {fraction} is not between 0 and 1"),
        ));
    }
    let last = items.len() - 1;
    if !continuous {
        let place = (fraction * items.len() as f64).ceil() as usize;
        return Ok(items
            .get(place.saturating_sub(1))
            .cloned()
            .unwrap_or_default());
    }
    let place = fraction * last as f64;
    let low = items
        .get(place.floor() as usize)
        .map_or(0.0, Value::as_float);
    let high = items
        .get(place.ceil() as usize)
        .map_or(0.0, Value::as_float);
    Ok(Value::Float(low + (high - low) * (place - place.floor())))
}
