//! Window functions.

use super::{Binder, Typed, refuse};
use crate::sql::aggregate;
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::{Bound, Expr, Frame, FrameUnit, Window, WindowFunction};
use crate::sql::types::{Category, Type};
use sqlparser::ast;

impl Binder<'_> {
    pub(super) fn window_call(
        &mut self,
        name: &str,
        function: &ast::Function,
        list: Option<&ast::FunctionArgumentList>,
        over: &ast::WindowType,
        at: Option<u32>,
    ) -> Result<Typed> {
        let clause = self.scope().clause;
        if self.scope().in_aggregate {
            return Err(error(
                "42803",
                "aggregate function calls cannot contain window function calls",
            )
            .at(at));
        }
        if self.scope().in_window {
            return Err(error("42P20", "window function calls cannot be nested").at(at));
        }
        if !clause.allows_windows() {
            let message = format!("window functions are not allowed in {}", clause.name());
            return Err(error("42P20", message).at(at));
        }
        self.scope().in_window = true;
        let bound = self.window(name, function, list, over, at);
        self.scope().in_window = false;
        let (mut window, ty) = bound?;
        let scope = self.scope();
        window.slot = scope.width;
        scope.width += 1;
        let slot = window.slot;
        scope.windows.push(window);
        Ok(Typed::of(Expr::Slot(slot), ty, at))
    }

    fn window(
        &mut self,
        name: &str,
        function: &ast::Function,
        list: Option<&ast::FunctionArgumentList>,
        over: &ast::WindowType,
        at: Option<u32>,
    ) -> Result<(Window, Type)> {
        if !function.within_group.is_empty() {
            return Err(refuse("WITHIN GROUP with OVER", at));
        }
        let (kind, args, returns, filter) = if aggregate::Function::by_name(name).is_some() {
            let (bound, returns) = self.aggregate_call(name, function, list, at)?;
            if bound.distinct {
                return Err(
                    error("0A000", "DISTINCT is not implemented for window functions").at(at),
                );
            }
            if !bound.order.is_empty() {
                return Err(error(
                    "0A000",
                    "aggregate ORDER BY is not implemented for window functions",
                )
                .at(at));
            }
            let args = bound
                .args
                .into_iter()
                .zip(&bound.types)
                .map(|(expr, ty)| Typed::of(expr, *ty, at))
                .collect();
            (
                WindowFunction::Aggregate(bound.function),
                args,
                returns,
                bound.filter,
            )
        } else {
            if function.filter.is_some() {
                return Err(error(
                    "0A000",
                    "FILTER is not implemented for non-aggregate window functions",
                )
                .at(at));
            }
            let args = list.map_or(&[][..], |list| list.args.as_slice());
            let args = args
                .iter()
                .map(|arg| self.argument(arg, at))
                .collect::<Result<Vec<_>>>()?;
            let (kind, args, returns) = self.window_function(name, args, at)?;
            (kind, args, returns, None)
        };
        let spec = self.window_spec(over, at)?;
        let mut partition = Vec::new();
        for key in &spec.partition_by {
            let key = self.expr(key)?;
            partition.push(self.settle(key)?.expr);
        }
        let (mut order, mut order_types) = (Vec::new(), Vec::new());
        for key in &spec.order_by {
            let (descending, nulls_first) = super::query::direction(&key.options);
            let typed = self.expr(&key.expr)?;
            let typed = self.settle(typed)?;
            order_types.push(typed.ty.base);
            order.push((typed.expr, descending, nulls_first));
        }
        let frame = self.frame(spec.window_frame.as_ref(), &order_types, at)?;
        let types = args.iter().map(|arg| arg.ty.base).collect();
        let args = args.into_iter().map(|arg| arg.expr).collect();
        Ok((
            Window {
                function: kind,
                args,
                types,
                filter,
                partition,
                order,
                order_types,
                frame,
                slot: 0,
            },
            returns,
        ))
    }

    fn window_function(
        &mut self,
        name: &str,
        args: Vec<Typed>,
        at: Option<u32>,
    ) -> Result<(WindowFunction, Vec<Typed>, Type)> {
        use WindowFunction as W;
        let types: Vec<Type> = args.iter().map(|arg| arg.ty.base).collect();
        let missing = || super::call::no_function(name, &types, &[], at);
        let (kind, least, most) = match name {
            "row_number" => (W::RowNumber, 0, 0),
            "rank" => (W::Rank, 0, 0),
            "dense_rank" => (W::DenseRank, 0, 0),
            "percent_rank" => (W::PercentRank, 0, 0),
            "cume_dist" => (W::CumeDist, 0, 0),
            "ntile" => (W::Ntile, 1, 1),
            "lag" => (W::Lag, 1, 3),
            "lead" => (W::Lead, 1, 3),
            "first_value" => (W::FirstValue, 1, 1),
            "last_value" => (W::LastValue, 1, 1),
            "nth_value" => (W::NthValue, 2, 2),
            _ => {
                let known = !crate::sql::functions::by_name(name).is_empty();
                if known {
                    let message = format!(
                        "OVER specified, but {name} is not a window function nor an aggregate function"
                    );
                    return Err(error("42809", message).at(at));
                }
                return Err(missing());
            }
        };
        if !(least..=most).contains(&args.len()) {
            return Err(missing());
        }
        let mut bound = Vec::new();
        let mut result = match kind {
            W::PercentRank | W::CumeDist => Type::Float8,
            W::Ntile => Type::Int4,
            _ => Type::Int8,
        };
        for (place, arg) in args.into_iter().enumerate() {
            bound.push(match (kind, place) {
                (W::Ntile, 0) | (W::Lag | W::Lead | W::NthValue, 1) => {
                    self.implicit(arg, Type::Int4)?
                }
                (W::Lag | W::Lead, 2) => self.implicit(arg, result)?,
                _ => {
                    let arg = self.settle(arg)?;
                    result = arg.ty.base;
                    arg
                }
            });
        }
        Ok((kind, bound, result))
    }

    /// A window's definition, with what it takes from a named one.
    fn window_spec(&mut self, over: &ast::WindowType, at: Option<u32>) -> Result<ast::WindowSpec> {
        let mut spec = match over {
            ast::WindowType::WindowSpec(spec) => spec.clone(),
            ast::WindowType::NamedWindow(name) => return self.named_window(&fold(name), at, 0),
        };
        if let Some(name) = spec.window_name.take() {
            let base = self.named_window(&fold(&name), at, 0)?;
            if !spec.partition_by.is_empty() {
                let message = format!(
                    "cannot override PARTITION BY clause of window \"{}\"",
                    fold(&name)
                );
                return Err(error("42P20", message).at(at));
            }
            spec.partition_by = base.partition_by;
            if spec.order_by.is_empty() {
                spec.order_by = base.order_by;
            }
        }
        Ok(spec)
    }

    fn named_window(
        &mut self,
        name: &str,
        at: Option<u32>,
        depth: usize,
    ) -> Result<ast::WindowSpec> {
        let found = self
            .scope()
            .named_windows
            .iter()
            .find(|window| fold(&window.0) == name)
            .cloned();
        match found.map(|window| window.1) {
            Some(ast::NamedWindowExpr::WindowSpec(spec)) => {
                self.window_spec(&ast::WindowType::WindowSpec(spec), at)
            }
            Some(ast::NamedWindowExpr::NamedWindow(other)) if depth < 10 => {
                self.named_window(&fold(&other), at, depth + 1)
            }
            _ => Err(error("42704", format!("window \"{name}\" does not exist")).at(at)),
        }
    }

    fn frame(
        &mut self,
        frame: Option<&ast::WindowFrame>,
        order: &[Type],
        at: Option<u32>,
    ) -> Result<Frame> {
        let Some(frame) = frame else {
            return Ok(Frame {
                unit: FrameUnit::Range,
                start: Bound::UnboundedPreceding,
                end: Bound::CurrentRow,
            });
        };
        let unit = match frame.units {
            ast::WindowFrameUnits::Rows => FrameUnit::Rows,
            ast::WindowFrameUnits::Range => FrameUnit::Range,
            ast::WindowFrameUnits::Groups => FrameUnit::Groups,
        };
        if unit == FrameUnit::Groups && order.is_empty() {
            return Err(error("42P20", "GROUPS mode requires an ORDER BY clause").at(at));
        }
        let start = self.frame_bound(&frame.start_bound, unit, order, at)?;
        let end = match &frame.end_bound {
            Some(end) => self.frame_bound(end, unit, order, at)?,
            None => Bound::CurrentRow,
        };
        if matches!(start, Bound::UnboundedFollowing) {
            return Err(error("42P20", "frame start cannot be UNBOUNDED FOLLOWING").at(at));
        }
        if matches!(end, Bound::UnboundedPreceding) {
            return Err(error("42P20", "frame end cannot be UNBOUNDED PRECEDING").at(at));
        }
        Ok(Frame { unit, start, end })
    }

    fn frame_bound(
        &mut self,
        bound: &ast::WindowFrameBound,
        unit: FrameUnit,
        order: &[Type],
        at: Option<u32>,
    ) -> Result<Bound> {
        let (offset, preceding) = match bound {
            ast::WindowFrameBound::CurrentRow => return Ok(Bound::CurrentRow),
            ast::WindowFrameBound::Preceding(None) => return Ok(Bound::UnboundedPreceding),
            ast::WindowFrameBound::Following(None) => return Ok(Bound::UnboundedFollowing),
            ast::WindowFrameBound::Preceding(Some(offset)) => (offset, true),
            ast::WindowFrameBound::Following(Some(offset)) => (offset, false),
        };
        let offset = self.expr(offset)?;
        let offset = match (unit, order) {
            (FrameUnit::Range, [ty]) => {
                let to = match ty.category() {
                    Category::DateTime => Type::Interval,
                    Category::Numeric => *ty,
                    _ => return Err(refuse("RANGE with an offset over this type", at)),
                };
                self.implicit(offset, to)?
            }
            (FrameUnit::Range, _) => {
                return Err(error(
                    "42P20",
                    "RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column",
                )
                .at(at));
            }
            _ => self.implicit(offset, Type::Int8)?,
        };
        Ok(if preceding {
            Bound::Preceding(offset.expr)
        } else {
            Bound::Following(offset.expr)
        })
    }
}
