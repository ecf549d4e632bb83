//! Any text gives an outcome, and the same one whenever it is run.

use crate::pair::Pair;
use backlot::base::Chance;

/// How many texts are tried.
const TEXTS: u32 = 2_000;

/// What texts are made of; REPEAT, LPAD and RPAD are not, which take as much
/// memory as they are asked for.
const WORDS: &[&str] = &[
    "SELECT",
    "FROM",
    "WHERE",
    "GROUP BY",
    "ORDER BY",
    "HAVING",
    "LIMIT",
    "OFFSET",
    "JOIN",
    "LEFT JOIN",
    "ON",
    "AS",
    "AND",
    "OR",
    "NOT",
    "IN",
    "BETWEEN",
    "LIKE",
    "IS NULL",
    "EXISTS",
    "CASE WHEN 1 = 1 THEN",
    "ELSE",
    "END",
    "DISTINCT",
    "COUNT(*)",
    "SUM(",
    "MAX(",
    "UPPER(",
    "SUBSTR(",
    "CAST(",
    "AS INT)",
    "NOW()",
    "RAND()",
    "RAND(3)",
    "INSERT INTO",
    "VALUES",
    "UPDATE",
    "SET",
    "DELETE FROM",
    "CREATE TABLE",
    "DROP TABLE",
    "CREATE INDEX",
    "ALTER TABLE",
    "ADD COLUMN",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SHOW TABLES",
    "SHOW COLUMNS FROM",
    "SERIES(3)",
    "GLUE_TABLES",
    "t",
    "u",
    "id",
    "word",
    "n",
    "t.id",
    "u.id",
    "*",
    "(",
    ")",
    ",",
    ";",
    "=",
    "<",
    ">",
    "<>",
    "+",
    "-",
    "/",
    "%",
    "||",
    "1",
    "2",
    "0",
    "-3",
    "1.5",
    "NULL",
    "TRUE",
    "'a'",
    "'é'",
    "'2026-01-01'",
    "INTERVAL '1' DAY",
    "DATE '2026-01-01'",
    "INTEGER",
    "TEXT",
    "PRIMARY KEY",
];

/// Words in any order.
fn soup(chance: &mut Chance) -> String {
    let words = (0..=chance.below(8)).map(|_| one_of(chance, WORDS));
    words.collect::<Vec<_>>().join(" ")
}

fn one_of<'a>(chance: &mut Chance, among: &[&'a str]) -> &'a str {
    among[chance.below(among.len() as u64) as usize]
}

/// An expression that can be parsed, whatever it means.
fn expr(chance: &mut Chance, depth: u32) -> String {
    const LEAVES: &[&str] = &[
        "id",
        "word",
        "n",
        "t.id",
        "1",
        "-3",
        "0",
        "1.5",
        "NULL",
        "TRUE",
        "'a'",
        "'é'",
        "'12'",
        "9223372036854775807",
        "DATE '2026-01-31'",
        "INTERVAL '1' MONTH",
        "NOW()",
        "COUNT(*)",
    ];
    const OPERATORS: &[&str] = &[
        "+", "-", "*", "/", "%", "=", "<", ">=", "<>", "||", "AND", "OR", "LIKE",
    ];
    const CALLS: &[&str] = &[
        "UPPER",
        "LENGTH",
        "ABS",
        "SUM",
        "MIN",
        "AVG",
        "REVERSE",
        "CEIL",
        "ROUND",
        "SQRT",
        "TRIM",
        "NOT ",
        "-",
        "ASCII",
        "CHR",
        "FACTORIAL",
        "IS_EMPTY",
        "MD5",
    ];
    if depth == 0 {
        return one_of(chance, LEAVES).to_owned();
    }
    let first = expr(chance, depth - 1);
    match chance.below(6) {
        0 => format!("{}({first})", one_of(chance, CALLS)),
        1 => format!(
            "CAST({first} AS {})",
            one_of(chance, &["INT", "TEXT", "DECIMAL", "DATE", "BOOLEAN"])
        ),
        2 => format!("({first} IN ({}, NULL))", expr(chance, depth - 1)),
        3 => format!(
            "CASE WHEN {first} THEN 1 ELSE {} END",
            expr(chance, depth - 1)
        ),
        _ => format!(
            "({first} {} {})",
            one_of(chance, OPERATORS),
            expr(chance, depth - 1)
        ),
    }
}

#[test]
fn any_text_gives_one_outcome() {
    let start = Pair::of(
        "CREATE TABLE t (id int PRIMARY KEY, word text, n numeric(6,2));
         CREATE TABLE u (id int REFERENCES t, n bigint UNIQUE);
         CREATE INDEX t_n ON t (n);
         INSERT INTO t VALUES (1, 'one', 1.5), (2, 'two', NULL), (3, 'é', 2);
         INSERT INTO u VALUES (1, 10), (2, 20), (NULL, 30);",
    );
    let mut chance = Chance::from_seed(7);
    let (mut ran, mut failed) = (0, 0);
    let mut pair = start.clone();
    for _ in 0..TEXTS {
        let text = match chance.below(5) {
            0 => soup(&mut chance),
            1 => format!(
                "UPDATE t SET word = {} WHERE {}",
                expr(&mut chance, 2),
                expr(&mut chance, 2)
            ),
            2 => format!(
                "INSERT INTO t VALUES ({}, {}, 1)",
                expr(&mut chance, 1),
                expr(&mut chance, 1)
            ),
            3 => format!(
                "SELECT {}, COUNT(*) FROM t LEFT JOIN u ON {} GROUP BY {}",
                expr(&mut chance, 1),
                expr(&mut chance, 1),
                expr(&mut chance, 1)
            ),
            _ => format!(
                "SELECT {} FROM t WHERE {} ORDER BY {}",
                expr(&mut chance, 3),
                expr(&mut chance, 2),
                expr(&mut chance, 1)
            ),
        };
        let mut again = pair.clone();
        let answer = pair.glue(&text);
        assert_eq!(answer, again.glue(&text), "{text}");
        match answer {
            Ok(_) => ran += 1,
            Err(_) => failed += 1,
        }
        if failed % 50 == 0 {
            pair = start.clone();
        }
    }
    println!("gluesql: {ran} texts ran, {failed} were refused");
    assert!(ran > 50, "too few texts mean something: {ran}");
}
