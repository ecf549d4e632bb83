//! The words of the database's events.

use super::Explanation;
use super::numbers::{count, short};
use super::reference::postgres;
use super::state;

pub(super) fn query_received(
    connection: u32,
    text: &str,
    params: &[Option<String>],
    engine: Option<&str>,
) -> Explanation {
    let statement = past_comments(text);
    let mut what = format!(
        "The database received {}",
        short(statement.trim_end().trim_end_matches(';'))
    );
    if !params.is_empty() {
        let values: Vec<String> = params
            .iter()
            .enumerate()
            .take(6)
            .map(|(at, value)| match value {
                Some(value) => format!("${} = '{}'", at + 1, short(value)),
                None => format!("${} = NULL", at + 1),
            })
            .collect();
        what.push_str(", with ");
        what.push_str(&short(&values.join(", ")));
    }
    if let Some(engine) = engine {
        what.push_str(", for the engine ");
        what.push_str(&short(engine));
    }
    what.push('.');
    let word = first_word(statement);
    let mut why = format!("It came on connection {connection}. {}", purpose(&word));
    if !params.is_empty() {
        why.push_str(
            " Parameters travel beside the text and are never read as SQL, which is what keeps \
             injections out.",
        );
    }
    Explanation::new(what, why).see(statement_page(&word))
}

/// A text without the comments before its first statement.
fn past_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let behind = if let Some(comment) = rest.strip_prefix("--") {
            comment.split_once('\n')
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.split_once("*/")
        } else {
            return rest;
        };
        rest = behind.map_or("", |(_, rest)| rest).trim_start();
    }
}

/// A statement's first word in capitals.
fn first_word(statement: &str) -> String {
    statement
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .take(20)
        .collect::<String>()
        .to_ascii_uppercase()
}

fn purpose(word: &str) -> &'static str {
    match word {
        "SELECT" | "WITH" | "TABLE" | "VALUES" => {
            "A query says what is wanted, not how to find it: the database plans that."
        }
        "INSERT" => "INSERT adds rows; all of them, or on any error none.",
        "UPDATE" => "UPDATE changes the rows that its WHERE finds; without WHERE, all of them.",
        "DELETE" => "DELETE removes the rows that its WHERE finds; without WHERE, all of them.",
        "CREATE" | "ALTER" | "DROP" => "It changes what tables, columns or indexes there are.",
        "BEGIN" | "START" => "What follows is one transaction: all of it, or none.",
        "COMMIT" | "END" => "It makes everything since BEGIN lasting and visible to others.",
        "ROLLBACK" => "It undoes everything since BEGIN.",
        "EXPLAIN" => "It shows the plan: how the database would go about the statement.",
        _ => "Each statement is read, checked against the tables there are, planned and run.",
    }
}

fn statement_page(word: &str) -> super::Reference {
    let page = match word {
        "SELECT" | "WITH" | "TABLE" => "sql-select",
        "VALUES" => "sql-values",
        "INSERT" => "sql-insert",
        "UPDATE" => "sql-update",
        "DELETE" => "sql-delete",
        "BEGIN" => "sql-begin",
        "START" => "sql-start-transaction",
        "COMMIT" => "sql-commit",
        "END" => "sql-end",
        "ROLLBACK" => "sql-rollback",
        "SAVEPOINT" => "sql-savepoint",
        "EXPLAIN" => "sql-explain",
        "TRUNCATE" => "sql-truncate",
        "ANALYZE" => "sql-analyze",
        "VACUUM" => "sql-vacuum",
        "SET" => "sql-set",
        "SHOW" => "sql-show",
        "COPY" => "sql-copy",
        "LOCK" => "sql-lock",
        "CREATE" | "ALTER" | "DROP" => return postgres("ddl", "Data definition"),
        _ => return postgres("sql-commands", "SQL commands"),
    };
    postgres(page, word)
}

pub(super) fn rows_scanned(table: &str, rows: u64, index: Option<&str>) -> Explanation {
    let table = short(table);
    match index {
        Some(index) => Explanation::new(
            format!(
                "The database read {} of {table} through the index {}.",
                count(rows, "row"),
                short(index)
            ),
            "An index keeps a column's values in order, so the rows wanted are found without \
             looking at the others. The time grows with what is found, hardly with the table.",
        )
        .see(postgres("indexes-intro", "Indexes")),
        None => Explanation::new(
            format!(
                "The database read {} of {table}, from first to last.",
                count(rows, "row")
            ),
            "A sequential scan looks at every row and keeps those that fit. Either no index fits \
             the condition, or so much of the table is wanted that an index would not pay. The \
             time grows with the table.",
        )
        .see(postgres("using-explain", "Using EXPLAIN")),
    }
}

pub(super) fn rows_changed(table: &str, inserted: u64, updated: u64, deleted: u64) -> Explanation {
    let mut parts = Vec::new();
    for (number, verb) in [
        (inserted, "inserted"),
        (updated, "updated"),
        (deleted, "deleted"),
    ] {
        if number > 0 {
            parts.push(format!("{} {verb}", count(number, "row")));
        }
    }
    let what = if parts.is_empty() {
        format!("No row of {} was changed.", short(table))
    } else {
        format!("In {}, {}.", short(table), parts.join(", "))
    };
    let why = if parts.is_empty() {
        "The statement ran, but no row fitted its condition. That is no error; the count in its \
         result says so."
    } else {
        "Others see the change once its transaction is committed; a statement outside BEGIN is a \
         transaction of its own. Every index of the table was kept up to date."
    };
    Explanation::new(what, why).see(postgres("dml", "Data manipulation"))
}

pub(super) fn rows_returned(tag: &str, columns: usize, rows: u64) -> Explanation {
    if columns == 0 {
        return Explanation::new(
            format!("The statement is done: {}.", short(tag)),
            "This is its command tag; for a change it ends with the number of rows changed. There \
             are no rows to send.",
        )
        .see(postgres("protocol-message-formats", "CommandComplete"));
    }
    Explanation::new(
        format!(
            "The database sent {} of {}: {}.",
            count(rows, "row"),
            count(columns as u64, "column"),
            short(tag)
        ),
        "This is the statement's result. Without ORDER BY its order is not promised, and every \
         row and column costs time on the way: ask for what is needed.",
    )
    .see(postgres("queries-order", "Sorting rows"))
}

pub(super) fn query_failed(code: &str, message: &str) -> Explanation {
    Explanation::new(
        format!(
            "The statement failed with {}: {}.",
            short(code),
            short(message.trim_end_matches('.'))
        ),
        format!(
            "{} Nothing of the statement remains; inside a transaction, everything after it is \
             refused until ROLLBACK.",
            state::meaning(code)
        ),
    )
    .see(postgres("errcodes-appendix", "Error codes"))
}

pub(super) fn transaction_changed(connection: u32, to: &str) -> Explanation {
    let (what, why, page) = match to.to_ascii_uppercase().as_str() {
        "BEGIN" => (
            format!("Connection {connection} began a transaction."),
            "Until COMMIT its changes are its own: others see none of them, and a ROLLBACK or a \
             lost connection undoes them all.",
            "BEGIN",
        ),
        "COMMIT" => (
            format!("Connection {connection} committed its transaction."),
            "All its changes became visible to others at once, and its locks were released.",
            "COMMIT",
        ),
        "ROLLBACK" => (
            format!("Connection {connection} rolled its transaction back."),
            "Nothing of it remains, as if it had never begun, and its locks were released.",
            "ROLLBACK",
        ),
        _ => (
            format!(
                "The transaction of connection {connection} is now: {}.",
                short(to)
            ),
            "A transaction is all or nothing: its changes become lasting together at COMMIT, or \
             not at all.",
            "",
        ),
    };
    let reference = match page {
        "" => postgres("tutorial-transactions", "Transactions"),
        word => statement_page(word),
    };
    Explanation::new(what, why).see(reference)
}

pub(super) fn lock_awaited(connection: u32, holder: u32) -> Explanation {
    Explanation::new(
        format!("Connection {connection} waits for a lock that connection {holder} holds."),
        "Both want to change the same thing. The second waits until the first commits or rolls \
         back, so short transactions keep others moving; two that wait for each other are a \
         deadlock, and one of them is ended.",
    )
    .see(postgres("explicit-locking", "Explicit locking"))
}
