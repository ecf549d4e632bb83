//! Functions called in FROM.

use super::renamed;
use crate::sql::bind::{Binder, Clause};
use crate::sql::error::Result;
use crate::sql::functions;
use crate::sql::names::fold;
use crate::sql::plan::{Field, From, Tree};
use crate::sql::types::Type;
use sqlparser::ast::{self};

impl Binder<'_> {
    pub(super) fn table_function(
        &mut self,
        name: &str,
        args: &[ast::FunctionArg],
        alias: Option<&ast::TableAlias>,
        ordinality: bool,
        at: Option<u32>,
    ) -> Result<Tree> {
        let clause = self.scope().clause;
        self.scope().clause = Clause::From;
        let args = args
            .iter()
            .map(|arg| self.argument(arg, at))
            .collect::<Result<Vec<_>>>();
        self.scope().clause = clause;
        let args = args?;
        let (calls, fields) = match functions::set_by_name(name) {
            // Several arrays are unnested side by side.
            Some(set) if name == "unnest" && args.len() > 1 => {
                let (mut calls, mut fields) = (Vec::new(), Vec::new());
                for arg in args {
                    let (call, found) = self.set_call(name, set, vec![arg], at)?;
                    calls.push(call);
                    fields.extend(found);
                }
                (calls, fields)
            }
            Some(set) => {
                let (call, fields) = self.set_call(name, set, args, at)?;
                (vec![call], fields)
            }
            None => {
                let typed = self.call_named(name, args, at)?;
                let typed = self.settle(typed)?;
                let ty = typed.ty.base;
                let call = functions::once(typed.expr, ty);
                (vec![call], vec![(name.to_owned(), ty)])
            }
        };
        let scalar = fields.len() == 1;
        let mut fields: Vec<Field> = fields
            .into_iter()
            .map(|(name, ty)| Field {
                name,
                ty: ty.into(),
            })
            .collect();
        if scalar
            && let (Some(field), Some(alias)) = (fields.first_mut(), alias)
            && field.name == name
        {
            // A single column takes the alias as its name too.
            field.name = fold(&alias.name);
        }
        if ordinality {
            fields.push(Field {
                name: "ordinality".to_owned(),
                ty: Type::Int8.into(),
            });
        }
        let count = fields.len();
        let (alias, fields) = renamed(name, fields, alias)?;
        let shown = alias.clone();
        let (base, slots) = self.add(alias, fields, None)?;
        let ordinality = ordinality.then(|| base + count - 1);
        Ok(Tree::Leaf {
            from: From::Function {
                alias: shown,
                calls,
                base,
                ordinality,
                filter: Vec::new(),
            },
            slots,
        })
    }
}
