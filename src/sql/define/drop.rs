//! DROP and TRUNCATE.

use crate::sql::catalog::no_relation;
use crate::sql::error::{Result, error, unsupported};
use crate::sql::session::Statement;
use sqlparser::ast;
use std::sync::Arc;

impl Statement<'_> {
    /// Gives the command tag.
    pub(super) fn drop_objects(&mut self, statement: &ast::Statement) -> Result<String> {
        let ast::Statement::Drop {
            object_type,
            if_exists,
            names,
            cascade,
            ..
        } = statement
        else {
            return Err(unsupported("this form of DROP"));
        };
        let mut dropped = Vec::new();
        for name in names {
            dropped.push(self.relation(name)?);
        }
        for name in &dropped {
            let found = match object_type {
                ast::ObjectType::Table => self.drop_table(name, *cascade, &dropped)?,
                ast::ObjectType::View => self.drop_view(name, *cascade)?,
                ast::ObjectType::Index => self.drop_index(name)?,
                ast::ObjectType::Sequence => self.drop_sequence(name)?,
                other => return Err(unsupported(&format!("DROP {other}"))),
            };
            if !found && !*if_exists {
                let kind = object_type.to_string().to_lowercase();
                let code = if kind == "index" { "42704" } else { "42P01" };
                return Err(error(code, format!("{kind} \"{name}\" does not exist")));
            }
        }
        Ok(format!("DROP {object_type}"))
    }

    fn drop_table(&mut self, name: &str, cascade: bool, also: &[String]) -> Result<bool> {
        if !self.catalog.tables.contains_key(name) {
            if self.catalog.views.contains_key(name) {
                return Err(error("42809", format!("\"{name}\" is not a table"))
                    .hint("Use DROP VIEW to remove a view."));
            }
            return Ok(false);
        }
        let referring = self.catalog.referring(name);
        let others: Vec<_> = referring
            .iter()
            .filter(|(table, _)| !also.contains(&table.name))
            .collect();
        let views = self.readers(name);
        if !cascade && (!others.is_empty() || !views.is_empty()) {
            let mut detail: Vec<String> = others
                .iter()
                .map(|(table, key)| {
                    format!(
                        "constraint {} on table {} depends on table {name}",
                        key.name, table.name
                    )
                })
                .collect();
            detail.extend(
                views
                    .iter()
                    .map(|view| format!("view {view} depends on table {name}")),
            );
            return Err(error(
                "2BP01",
                format!("cannot drop table {name} because other objects depend on it"),
            )
            .detail(detail.join("\n"))
            .hint("Use DROP ... CASCADE to drop the dependent objects too."));
        }
        for (table, key) in others {
            let child = self.catalog.table_mut(&table.name)?;
            let mut keys = (*child.foreign_keys).clone();
            keys.retain(|own| own.name != key.name);
            child.foreign_keys = Arc::new(keys);
        }
        for view in views {
            self.drop_view(&view, true)?;
        }
        self.catalog.tables.remove(name);
        let owned: Vec<String> = self
            .catalog
            .sequences
            .iter()
            .filter(|(_, sequence)| sequence.owner.as_ref().is_some_and(|owner| owner.0 == name))
            .map(|(sequence, _)| sequence.clone())
            .collect();
        for sequence in owned {
            self.catalog.sequences.remove(&sequence);
        }
        Ok(true)
    }

    /// The views that read a relation.
    fn readers(&self, name: &str) -> Vec<String> {
        let reads = |query: &ast::Query| {
            let text = query.to_string().to_lowercase();
            text.split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| word == name)
        };
        let views = self.catalog.views.iter();
        views
            .filter(|(own, view)| *own != name && reads(&view.query))
            .map(|(own, _)| own.clone())
            .collect()
    }

    fn drop_view(&mut self, name: &str, cascade: bool) -> Result<bool> {
        if self.catalog.tables.contains_key(name) {
            return Err(error("42809", format!("\"{name}\" is not a view"))
                .hint("Use DROP TABLE to remove a table."));
        }
        let readers = self.readers(name);
        if !readers.is_empty() && !cascade {
            let detail: Vec<String> = readers
                .iter()
                .map(|view| format!("view {view} depends on view {name}"))
                .collect();
            return Err(error(
                "2BP01",
                format!("cannot drop view {name} because other objects depend on it"),
            )
            .detail(detail.join("\n"))
            .hint("Use DROP ... CASCADE to drop the dependent objects too."));
        }
        for reader in readers {
            self.drop_view(&reader, true)?;
        }
        Ok(self.catalog.views.remove(name).is_some())
    }

    fn drop_index(&mut self, name: &str) -> Result<bool> {
        let Some((table, at)) = self.catalog.index(name) else {
            return Ok(false);
        };
        let table = table.name.clone();
        let definition = self.catalog.table_mut(&table)?;
        if definition
            .indexes
            .get(at)
            .is_some_and(|index| index.constraint)
        {
            return Err(error("2BP01", format!("cannot drop index {name} because constraint {name} on table {table} requires it"))
                .hint(format!("You can drop constraint {name} on table {table} instead.")));
        }
        definition.indexes.remove(at);
        Ok(true)
    }

    fn drop_sequence(&mut self, name: &str) -> Result<bool> {
        let Some(sequence) = self.catalog.sequences.get(name) else {
            return Ok(false);
        };
        if let Some((table, column)) = &sequence.owner {
            return Err(error(
                "2BP01",
                format!("cannot drop sequence {name} because other objects depend on it"),
            )
            .detail(format!(
                "default value for column {column} of table {table} depends on sequence {name}"
            ))
            .hint("Use DROP ... CASCADE to drop the dependent objects too."));
        }
        Ok(self.catalog.sequences.remove(name).is_some())
    }

    pub(super) fn truncate(&mut self, truncate: &ast::Truncate) -> Result<()> {
        if truncate.partitions.is_some() || truncate.on_cluster.is_some() {
            return Err(unsupported("this form of TRUNCATE"));
        }
        let mut names = Vec::new();
        for target in &truncate.table_names {
            let name = self.relation(&target.name)?;
            if !self.catalog.tables.contains_key(&name) {
                return Err(no_relation(&name));
            }
            names.push(name);
        }
        let cascade = matches!(truncate.cascade, Some(ast::CascadeOption::Cascade));
        let mut at = 0;
        while let Some(name) = names.get(at).cloned() {
            at += 1;
            for (child, key) in self.catalog.referring(&name) {
                if names.contains(&child.name) {
                    continue;
                }
                if !cascade {
                    return Err(error(
                        "0A000",
                        "cannot truncate a table referenced in a foreign key constraint",
                    )
                    .detail(format!("Table \"{}\" references \"{name}\".", child.name))
                    .hint(format!(
                        "Truncate table \"{}\" at the same time, or use TRUNCATE ... CASCADE.",
                        child.name
                    )));
                }
                let _ = key;
                names.push(child.name.clone());
            }
        }
        let restart = matches!(
            truncate.identity,
            Some(ast::TruncateIdentityOption::Restart)
        );
        for name in names {
            self.catalog.table_mut(&name)?.clear();
            if restart {
                let owned: Vec<u32> = self
                    .catalog
                    .sequences
                    .values()
                    .filter(|sequence| sequence.owner.as_ref().is_some_and(|owner| owner.0 == name))
                    .map(|sequence| sequence.oid)
                    .collect();
                for oid in owned {
                    self.sequences.remove(&oid);
                }
            }
        }
        Ok(())
    }
}
