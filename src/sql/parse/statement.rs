//! Which statements are read at all.
//!
//! sqlparser's own entry reads the statements of some twenty dialects. Every
//! one of them would be linked, a quarter of the parser, only to be refused
//! afterwards. Here its parts are called for the statements that Backlot
//! carries out; any other one is refused by its first words.

use super::Source;
use crate::sql::error::{Result, unsupported};
use sqlparser::ast::{
    ContextModifier, DescribeAlias, Expr, Ident, Reset, ResetStatement, Set, Statement,
    VacuumStatement,
};
use sqlparser::keywords::Keyword;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::Token;

/// First words of PostgreSQL's statements that are not carried out.
const OTHERS: &[&str] = &[
    "ALTER",
    "CALL",
    "CHECKPOINT",
    "CLOSE",
    "CLUSTER",
    "COPY",
    "CREATE",
    "DECLARE",
    "DO",
    "DROP",
    "FETCH",
    "GRANT",
    "IMPORT",
    "LISTEN",
    "LOAD",
    "MERGE",
    "MOVE",
    "NOTIFY",
    "REASSIGN",
    "REFRESH",
    "REINDEX",
    "REVOKE",
    "SECURITY",
    "TABLE",
    "UNLISTEN",
];

/// Reads one statement.
pub(super) fn statement(parser: &mut Parser<'_>, source: &Source) -> Result<Statement> {
    let mistake = |mistake: ParserError| source.mistake(&mistake);
    let first = parser.next_token();
    let Token::Word(word) = &first.token else {
        parser.prev_token();
        return if first.token == Token::LParen {
            parser.parse_query().map(Into::into).map_err(mistake)
        } else {
            Err(source.near(first.span.start))
        };
    };
    match word.keyword {
        Keyword::SELECT | Keyword::WITH | Keyword::VALUES => {
            parser.prev_token();
            parser.parse_query().map(Into::into)
        }
        Keyword::INSERT => parser.parse_insert(first),
        Keyword::UPDATE => parser.parse_update(first),
        Keyword::DELETE => parser.parse_delete(first),
        Keyword::TRUNCATE => parser.parse_truncate().map(Into::into),
        Keyword::BEGIN => parser.parse_begin(),
        Keyword::START => parser.parse_start_transaction(),
        Keyword::COMMIT => parser.parse_commit(),
        Keyword::END => parser.parse_end(),
        Keyword::ROLLBACK => parser.parse_rollback(),
        Keyword::ABORT => parser.parse_abort(),
        Keyword::SAVEPOINT => parser.parse_savepoint(),
        Keyword::RELEASE => parser.parse_release(),
        Keyword::SHOW => parser.parse_show(),
        Keyword::SET => set(parser),
        Keyword::RESET => reset(parser),
        Keyword::DISCARD => parser.parse_discard(),
        Keyword::ANALYZE => parser.parse_analyze().map(Into::into),
        Keyword::VACUUM => vacuum(parser),
        Keyword::COMMENT => parser.parse_comment(),
        Keyword::EXPLAIN => return explain(parser, source),
        Keyword::PREPARE => return prepare(parser, source),
        Keyword::EXECUTE => parser.parse_execute(),
        Keyword::DEALLOCATE => parser.parse_deallocate(),
        Keyword::LOCK => {
            parser.prev_token();
            parser.parse_lock_statement().map(Into::into)
        }
        Keyword::DROP => parser.parse_drop(),
        Keyword::ALTER if parser.parse_keyword(Keyword::TABLE) => parser.parse_alter_table(false),
        Keyword::CREATE => match create(parser) {
            Some(created) => created,
            None => return Err(unsupported(&source.verb())),
        },
        _ if OTHERS.contains(&word.value.to_uppercase().as_str()) => {
            return Err(unsupported(&source.verb()));
        }
        _ => return Err(source.near(first.span.start)),
    }
    .map_err(mistake)
}

/// EXPLAIN of any other statement.
fn explain(parser: &mut Parser<'_>, source: &Source) -> Result<Statement> {
    let options = if parser.peek_token().token == Token::LParen {
        let options = parser.parse_utility_options();
        Some(options.map_err(|mistake| source.mistake(&mistake))?)
    } else {
        None
    };
    let bare = options.is_none();
    let analyze = bare && parser.parse_keyword(Keyword::ANALYZE);
    let verbose = bare && parser.parse_keyword(Keyword::VERBOSE);
    let explained = inner(parser, source)?;
    Ok(Statement::Explain {
        describe_alias: DescribeAlias::Explain,
        analyze,
        verbose,
        query_plan: false,
        estimate: false,
        statement: Box::new(explained),
        format: None,
        options,
    })
}

/// PREPARE of a statement, perhaps with the types of its parameters.
fn prepare(parser: &mut Parser<'_>, source: &Source) -> Result<Statement> {
    let head = |parser: &mut Parser<'_>| {
        let name = parser.parse_identifier()?;
        let mut data_types = Vec::new();
        if parser.consume_token(&Token::LParen) {
            data_types = parser.parse_comma_separated(Parser::parse_data_type)?;
            parser.expect_token(&Token::RParen)?;
        }
        parser.expect_keyword(Keyword::AS)?;
        Ok((name, data_types))
    };
    let (name, data_types) = head(parser).map_err(|mistake| source.mistake(&mistake))?;
    Ok(Statement::Prepare {
        name,
        data_types,
        statement: Box::new(inner(parser, source)?),
    })
}

/// A statement inside another: never again one that holds one, so that
/// nothing nests without end.
fn inner(parser: &mut Parser<'_>, source: &Source) -> Result<Statement> {
    let next = parser.peek_token();
    let holds = matches!(
        &next.token,
        Token::Word(word) if matches!(word.keyword, Keyword::EXPLAIN | Keyword::PREPARE)
    );
    if holds {
        return Err(source.near(next.span.start));
    }
    statement(parser, source)
}

/// CREATE of what there is; `None` for what there is not.
fn create(parser: &mut Parser<'_>) -> Option<Parsed> {
    let or_replace = parser.parse_keywords(&[Keyword::OR, Keyword::REPLACE]);
    let scope = parser.parse_one_of_keywords(&[Keyword::GLOBAL, Keyword::LOCAL]);
    let global = scope.map(|scope| scope == Keyword::GLOBAL);
    let temporary = parser
        .parse_one_of_keywords(&[Keyword::TEMP, Keyword::TEMPORARY])
        .is_some();
    let unlogged = parser.parse_keyword(Keyword::UNLOGGED);
    let kind = parser.peek_token();
    Some(match kind.token {
        Token::Word(word) => match word.keyword {
            Keyword::TABLE => {
                parser.next_token();
                parser
                    .parse_create_table(or_replace, temporary, unlogged, global, false, false, None)
                    .map(Into::into)
            }
            Keyword::VIEW | Keyword::MATERIALIZED => parser
                .parse_create_view(false, or_replace, temporary, None)
                .map(Into::into),
            Keyword::INDEX => {
                parser.next_token();
                parser.parse_create_index(false).map(Into::into)
            }
            Keyword::UNIQUE => {
                parser.next_token();
                parser
                    .expect_keyword(Keyword::INDEX)
                    .and_then(|_| parser.parse_create_index(true))
                    .map(Into::into)
            }
            Keyword::SEQUENCE => {
                parser.next_token();
                parser.parse_create_sequence(temporary)
            }
            Keyword::EXTENSION => {
                parser.next_token();
                parser.parse_create_extension().map(Into::into)
            }
            _ => return None,
        },
        _ => parser.expected("an object type after CREATE", kind),
    })
}

type Parsed = std::result::Result<Statement, ParserError>;

/// `SET name = value`, and its siblings with a grammar of their own.
fn set(parser: &mut Parser<'_>) -> Parsed {
    let scope = match parser.parse_one_of_keywords(&[Keyword::SESSION, Keyword::LOCAL]) {
        Some(Keyword::SESSION) => Some(ContextModifier::Session),
        Some(_) => Some(ContextModifier::Local),
        None => None,
    };
    let transaction = if parser.parse_keyword(Keyword::CHARACTERISTICS) {
        parser.expect_keywords(&[Keyword::AS, Keyword::TRANSACTION])?;
        Some(true)
    } else {
        parser.parse_keyword(Keyword::TRANSACTION).then_some(false)
    };
    if let Some(session) = transaction {
        let snapshot = parser
            .parse_keyword(Keyword::SNAPSHOT)
            .then(|| parser.parse_value())
            .transpose()?;
        let modes = parser.parse_transaction_modes()?;
        return Ok(Set::SetTransaction {
            modes,
            snapshot,
            session,
        }
        .into());
    }
    if parser.parse_keywords(&[Keyword::TIME, Keyword::ZONE]) {
        return Ok(Set::SetTimeZone {
            local: scope == Some(ContextModifier::Local),
            value: parser.parse_expr()?,
        }
        .into());
    }
    if parser.parse_keyword(Keyword::NAMES) {
        return Ok(Set::SetNames {
            charset_name: word(parser)?,
            collation_name: None,
        }
        .into());
    }
    let variable = parser.parse_object_name(false)?;
    if !parser.consume_token(&Token::Eq) && !parser.parse_keyword(Keyword::TO) {
        let next = parser.peek_token();
        return parser.expected("equals sign or TO", next);
    }
    let values = parser.parse_comma_separated(|parser| {
        // Words such as `on` are no expressions.
        let bare = match &parser.peek_token().token {
            Token::Word(word) => word.keyword != Keyword::NoKeyword,
            _ => false,
        };
        if bare {
            word(parser).map(Expr::Identifier)
        } else {
            parser.parse_expr()
        }
    })?;
    Ok(Set::SingleAssignment {
        scope,
        hivevar: false,
        variable,
        values,
    }
    .into())
}

fn reset(parser: &mut Parser<'_>) -> Parsed {
    let reset = if parser.parse_keyword(Keyword::ALL) {
        Reset::ALL
    } else {
        Reset::ConfigurationParameter(parser.parse_object_name(false)?)
    };
    Ok(Statement::Reset(ResetStatement { reset }))
}

/// VACUUM does nothing here, whatever it names.
fn vacuum(parser: &mut Parser<'_>) -> Parsed {
    let full = parser.parse_keyword(Keyword::FULL);
    let table_name = match parser.peek_token().token {
        Token::Word(_) => Some(parser.parse_object_name(false)?),
        _ => None,
    };
    Ok(Statement::Vacuum(VacuumStatement {
        full,
        sort_only: false,
        delete_only: false,
        reindex: false,
        recluster: false,
        table_name,
        threshold: None,
        boost: false,
    }))
}

/// A word, or a string that stands for one.
fn word(parser: &mut Parser<'_>) -> std::result::Result<Ident, ParserError> {
    let next = parser.next_token();
    match next.token {
        Token::Word(word) => Ok(Ident {
            value: word.value,
            quote_style: word.quote_style,
            span: next.span,
        }),
        Token::SingleQuotedString(text) => Ok(Ident::with_span(next.span, text)),
        _ => parser.expected("a name", next),
    }
}
