//! CREATE SEQUENCE.

use crate::sql::catalog::Sequence;
use crate::sql::error::{Result, error, unsupported};
use crate::sql::session::Statement;
use crate::sql::types::Type;
use sqlparser::ast;
use std::sync::Arc;

impl Statement<'_> {
    pub(super) fn create_sequence(&mut self, statement: &ast::Statement) -> Result<()> {
        let ast::Statement::CreateSequence {
            temporary,
            if_not_exists,
            name,
            data_type,
            sequence_options,
            owned_by,
        } = statement
        else {
            return Ok(());
        };
        if *temporary || owned_by.is_some() {
            return Err(unsupported("this form of CREATE SEQUENCE"));
        }
        let name = self.relation(name)?;
        if *if_not_exists && self.catalog.is_taken(&name) {
            return Ok(());
        }
        self.check_free(&name)?;
        let ty = match data_type {
            Some(ty) => crate::sql::bind::column_type(ty)?.base,
            None => Type::Int8,
        };
        let sequence = definition(self.catalog.new_oid(), ty, sequence_options)?;
        self.catalog.sequences.insert(name, Arc::new(sequence));
        Ok(())
    }
}

/// A sequence of a type with options.
pub(super) fn definition(oid: u32, ty: Type, options: &[ast::SequenceOptions]) -> Result<Sequence> {
    let greatest = match ty {
        Type::Int2 => i64::from(i16::MAX),
        Type::Int4 => i64::from(i32::MAX),
        _ => i64::MAX,
    };
    let (mut start, mut increment, mut least, mut most, mut cycle) = (None, 1, None, None, false);
    for option in options {
        match option {
            ast::SequenceOptions::IncrementBy(n, _) => increment = number(n)?,
            ast::SequenceOptions::MinValue(n) => least = n.as_ref().map(number).transpose()?,
            ast::SequenceOptions::MaxValue(n) => most = n.as_ref().map(number).transpose()?,
            ast::SequenceOptions::StartWith(n, _) => start = Some(number(n)?),
            ast::SequenceOptions::Cycle(no) => cycle = !*no,
            ast::SequenceOptions::Cache(_) => {}
        }
    }
    if increment == 0 {
        return Err(error("22023", "INCREMENT must not be zero"));
    }
    let (low, high) = if increment > 0 {
        (1, greatest)
    } else {
        (-greatest - 1, -1)
    };
    let (least, most) = (least.unwrap_or(low), most.unwrap_or(high));
    let start = start.unwrap_or(if increment > 0 { least } else { most });
    if start < least {
        return Err(error(
            "22023",
            format!("START value ({start}) cannot be less than MINVALUE ({least})"),
        ));
    }
    if start > most {
        return Err(error(
            "22023",
            format!("START value ({start}) cannot be greater than MAXVALUE ({most})"),
        ));
    }
    Ok(Sequence {
        oid,
        start,
        increment,
        least,
        most,
        cycle,
        owner: None,
    })
}

fn number(expr: &ast::Expr) -> Result<i64> {
    expr.to_string()
        .replace(' ', "")
        .parse()
        .map_err(|_| error("42601", format!("syntax error at or near \"{expr}\"")))
}
