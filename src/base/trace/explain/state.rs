//! SQLSTATE codes in words (PostgreSQL's manual, appendix A).

/// What a code means, in a sentence; for one that is not listed, its class.
pub(super) fn meaning(code: &str) -> &'static str {
    match code {
        "23502" => "A column that must have a value (NOT NULL) got none.",
        "23503" => "A row refers to another that is not there (foreign key).",
        "23505" => "A value that may be there once (UNIQUE, PRIMARY KEY) would be there twice.",
        "23514" => "A row breaks a rule of its table (CHECK).",
        "22P02" => "A text could not be read as the type it is used as, such as 'abc' as a number.",
        "22001" => "A text is longer than its column takes.",
        "22003" => "A number does not fit into its type.",
        "22007" | "22008" => "A text is not a date or time.",
        "22012" => "Something was divided by zero.",
        "22023" => "A function was given a value that it does not take.",
        "25P02" => "An earlier statement of this transaction failed, so the rest is refused.",
        "40001" => "Two transactions could not have run one after the other; try this one again.",
        "40P01" => "Two transactions waited for each other (deadlock); this one was ended.",
        "42601" => "The text is not SQL at the place that the error points to.",
        "42501" => "This user may not do that.",
        "42703" => "There is no column of that name here.",
        "42702" => "A column's name is in several of the tables; write table.column.",
        "42803" => "A column is neither in GROUP BY nor inside an aggregate such as count().",
        "42804" => "A value's type does not fit its column, and is not converted by itself.",
        "42883" => "There is no such function or operator for these types.",
        "42P01" => "There is no table of that name.",
        "42P02" => "A parameter such as $1 is used, and no value came for it.",
        "42P07" => "There is a table or index of that name already.",
        "42701" => "A column of that name is named twice or exists already.",
        "42710" => "Something of that name exists already.",
        "08P01" => "The number of parameters is not the number that the text uses.",
        "0A000" => "The database does not support that.",
        "3F000" => "There is no schema of that name.",
        "3D000" => "There is no database of that name.",
        "53300" => "Every connection that the database allows is in use.",
        "54000" | "54001" => "The statement is too large or too deeply nested.",
        "55P03" => "A lock was not free, and the statement was told not to wait.",
        "57014" => "The statement was cancelled, most often because it took too long.",
        _ => class(code),
    }
}

fn class(code: &str) -> &'static str {
    match code.get(..2).unwrap_or_default() {
        "08" => "The connection failed or was used wrongly.",
        "0A" => "The database does not support that.",
        "21" => "A place for one row got several.",
        "22" => "A value is not right for what is done with it.",
        "23" => "A rule of a table would be broken.",
        "25" => "The state of the transaction does not allow that.",
        "28" => "Name or password is not right.",
        "40" => "The transaction was undone by the database; try it again.",
        "42" => "The statement is wrong, or names something that is not there.",
        "53" => "The database has run out of something: memory, disk or connections.",
        "54" => "A limit of the database was exceeded.",
        "55" => "An object is not in the state that this needs.",
        "57" => "Someone stopped it.",
        "58" => "Something outside the database failed.",
        "XX" => "The database itself made an error.",
        _ => "The first two characters of the code say what kind of error it is.",
    }
}
