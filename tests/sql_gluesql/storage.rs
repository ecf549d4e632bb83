//! What the storage keeps, whoever plans and executes.

use crate::pair::Pair;
use backlot::base::What;
use backlot::sql::SqlEngine;

const SHOP: &str = "
    CREATE TABLE authors (id int PRIMARY KEY, name text NOT NULL);
    CREATE TABLE books (
        id serial PRIMARY KEY,
        author int REFERENCES authors ON DELETE CASCADE,
        title varchar(12) NOT NULL,
        price numeric(6,2) CHECK (price > 0),
        tags text[],
        added timestamptz DEFAULT now(),
        twice numeric GENERATED ALWAYS AS (price * 2) STORED,
        UNIQUE (author, title)
    );
    CREATE INDEX books_price ON books (price);
    INSERT INTO authors VALUES (1, 'Ada'), (2, 'Bob');
    INSERT INTO books (author, title, price, tags) VALUES
        (1, 'Engines', 12.50, ARRAY['a', 'b']), (1, 'Notes', 8, NULL), (2, 'Boats', 20, NULL);
";

fn refusal(shop: &mut Pair, sql: &str) -> String {
    let error = shop.glue(sql).expect_err(sql);
    format!("{} {}", error.code, error.message)
}

#[test]
fn one_engine_reads_what_the_other_wrote() {
    let mut shop = Pair::of(SHOP);
    let read = shop.glue("SELECT title, price, twice FROM books ORDER BY id");
    assert_eq!(
        Pair::rows(&read),
        [
            "Engines,12.50,25.00",
            "Notes,8.00,16.00",
            "Boats,20.00,40.00"
        ]
    );
    let wrote = shop.glue("INSERT INTO books (author, title, price) VALUES (2, 'Birds', 3)");
    assert_eq!(wrote.unwrap()[0].tag, "INSERT 0 1");
    let read = shop.own("SELECT id, title, price, added, twice FROM books WHERE title = 'Birds'");
    assert_eq!(
        Pair::rows(&read),
        ["4,Birds,3.00,2026-01-01 00:00:00+00,6.00"]
    );
}

#[test]
fn an_update_leaves_other_columns_to_the_digit() {
    let mut shop = Pair::of(SHOP);
    shop.glue("UPDATE books SET price = price + 1 WHERE title = 'Engines'")
        .unwrap();
    let read = shop.own("SELECT id, price, tags, twice FROM books WHERE title = 'Engines'");
    assert_eq!(Pair::rows(&read), ["1,13.50,{a,b},27.00"]);
}

#[test]
fn every_rule_of_a_table_holds() {
    let mut shop = Pair::of(SHOP);
    for (sql, expected) in [
        (
            "INSERT INTO books (author, title, price) VALUES (1, 'x', -1)",
            "23514 new row for relation \"books\" violates check constraint \"books_price_check\"",
        ),
        (
            "INSERT INTO books (author, title, price) VALUES (1, 'A title too long', 1)",
            "22001 value too long for type character varying(12)",
        ),
        (
            "INSERT INTO books (author, title, price) VALUES (1, 'Notes', 1)",
            "23505 duplicate key value violates unique constraint \"books_author_title_key\"",
        ),
        (
            "INSERT INTO books (author, title, price) VALUES (9, 'x', 1)",
            "23503 insert or update on table \"books\" violates foreign key constraint \"books_author_fkey\"",
        ),
        (
            "INSERT INTO authors VALUES (5, 'E'), (5, 'F')",
            "23505 duplicate key value violates unique constraint \"authors_pkey\"",
        ),
        (
            "INSERT INTO books (title, twice) VALUES ('x', 1)",
            "428C9 cannot insert a non-DEFAULT value into column \"twice\"",
        ),
        (
            "INSERT INTO authors SELECT id + 10 FROM books",
            "42601 the row has 1 values, and the table \"authors\" 2 columns",
        ),
        (
            "INSERT INTO authors (name, id) SELECT title, id + 10 FROM books",
            "0A000 GlueSQL ignores the list of columns before a query",
        ),
    ] {
        assert_eq!(refusal(&mut shop, sql), expected, "{sql}");
    }
    let left = shop.own("SELECT count(*) FROM books");
    assert_eq!(Pair::rows(&left), ["3"]);
}

#[test]
fn a_cascade_reaches_what_glue_does_not_know_of() {
    let mut shop = Pair::of(SHOP);
    shop.glue("DELETE FROM authors WHERE id = 1").unwrap();
    let left = shop.own("SELECT title FROM books");
    assert_eq!(Pair::rows(&left), ["Boats"]);
}

#[test]
fn keys_and_indexes_are_used_and_told() {
    let mut shop = Pair::of(SHOP);
    let mut scanned = |sql: &str| {
        let (answer, events) = shop.run(SqlEngine::GlueSql, sql);
        answer.unwrap();
        let scans = events.into_iter().filter_map(|event| match event.what {
            What::RowsScanned { table, rows, index } => {
                Some(format!("{table} {rows} {}", index.unwrap_or_default()))
            }
            _ => None,
        });
        scans.collect::<Vec<_>>().join(", ")
    };
    let by_key = scanned("SELECT * FROM books WHERE id = 2");
    assert_eq!(by_key, "books 1 books_pkey");
    let by_index = scanned("SELECT title FROM books WHERE price >= 12.5");
    assert_eq!(by_index, "books 2 books_price");
    let without = scanned("SELECT title FROM books WHERE title = 'Boats'");
    assert_eq!(without, "books 3 ");
}

#[test]
fn events_name_the_engine() {
    let mut shop = Pair::of(SHOP);
    for (engine, expected) in [
        (SqlEngine::Postgres, None),
        (SqlEngine::GlueSql, Some("gluesql")),
    ] {
        let (_, events) = shop.run(engine, "SELECT 1");
        let named = events.iter().find_map(|event| match &event.what {
            What::QueryReceived { engine, .. } => Some(engine.as_deref()),
            _ => None,
        });
        assert_eq!(named, Some(expected));
    }
}

#[test]
fn a_transaction_is_the_database_s_own() {
    let mut shop = Pair::of(SHOP);
    shop.glue("BEGIN").unwrap();
    shop.glue("DELETE FROM books").unwrap();
    assert_eq!(Pair::rows(&shop.own("SELECT count(*) FROM books")), ["0"]);
    let second = shop.database.connect();
    let mut other = Pair {
        database: shop.database.clone(),
        connection: second,
    };
    assert_eq!(Pair::rows(&other.glue("SELECT COUNT(*) FROM books")), ["3"]);
    shop.own("ROLLBACK").unwrap();
    assert_eq!(Pair::rows(&shop.glue("SELECT COUNT(*) FROM books")), ["3"]);
}

#[test]
fn rows_are_locked_for_both_engines() {
    let mut shop = Pair::of(SHOP);
    let (first, second) = (shop.connection, shop.database.connect());
    shop.glue("BEGIN").unwrap();
    shop.glue("UPDATE books SET price = 1 WHERE id = 1")
        .unwrap();
    shop.connection = second;
    for (engine, id, waits) in [
        (SqlEngine::Postgres, 1, true),
        (SqlEngine::GlueSql, 1, true),
        (SqlEngine::Postgres, 2, false),
        (SqlEngine::GlueSql, 3, false),
    ] {
        let sql = format!("UPDATE books SET price = 2 WHERE id = {id}");
        let (answer, _) = shop.run(engine, &sql);
        assert_eq!(answer.is_err(), waits, "{engine:?}: {answer:?}");
        if let Err(error) = answer {
            assert_eq!(error.message, format!("waits for {first}"));
        }
    }
}

#[test]
fn a_text_of_several_statements_is_kept_or_undone_as_a_whole() {
    let mut shop = Pair::of(SHOP);
    shop.glue("DELETE FROM books; INSERT INTO nowhere VALUES (1)")
        .unwrap_err();
    assert_eq!(Pair::rows(&shop.own("SELECT count(*) FROM books")), ["3"]);
    shop.glue("BEGIN").unwrap();
    shop.glue("SELECT * FROM nowhere").unwrap_err();
    assert!(refusal(&mut shop, "SELECT 1").starts_with("25P02"));
    assert_eq!(shop.glue("COMMIT").unwrap()[0].tag, "ROLLBACK");
}

#[test]
fn the_world_s_clock_runs_and_chance_is_refused() {
    let mut shop = Pair::of(SHOP);
    let now = shop.glue("SELECT NOW(), CURRENT_DATE()");
    assert_eq!(Pair::rows(&now), ["2026-01-01 00:00:00,2026-01-01"]);
    for sql in ["SELECT RAND()", "SELECT GENERATE_UUID() FROM books"] {
        assert!(refusal(&mut shop, sql).starts_with("0A000"), "{sql}");
    }
    assert!(shop.glue("SELECT RAND(1)").is_ok());
    let sql = "SELECT * FROM SERIES(1000000000)";
    assert!(refusal(&mut shop, sql).starts_with("54000"));
}

#[test]
fn what_has_no_equal_is_refused_by_name() {
    let mut shop = Pair::of(
        "CREATE TABLE odd (a numeric, b interval, c date);
         INSERT INTO odd (a) VALUES (1234567890123456789012345678901234567890);
         CREATE VIEW seen AS SELECT 1 AS one;",
    );
    for (sql, expected) in [
        (
            "SELECT a FROM odd",
            "22003 the numeric 1234567890123456789012345678901234567890 is not among GlueSQL's values",
        ),
        (
            "CREATE TABLE t (a UINT8)",
            "0A000 this database has no type like GlueSQL's UINT8",
        ),
        (
            "SELECT * FROM seen",
            "0A000 \"seen\" is a view, and GlueSQL knows no views",
        ),
    ] {
        assert_eq!(refusal(&mut shop, sql), expected, "{sql}");
    }
    shop.own("UPDATE odd SET a = 1, b = '1 month 2 days'")
        .unwrap();
    assert_eq!(
        refusal(&mut shop, "SELECT * FROM odd"),
        "22003 the interval 1 mon 2 days is not among GlueSQL's values"
    );
    shop.own("UPDATE odd SET b = NULL, c = 'infinity'").unwrap();
    assert!(refusal(&mut shop, "SELECT * FROM odd").starts_with("22003 the date infinity"));
}

#[test]
fn a_panic_of_glue_is_a_failure() {
    let mut shop = Pair::of(SHOP);
    let sql = "SELECT SUBSTR('é', 2, 1)";
    assert_eq!(
        refusal(&mut shop, sql),
        "XX000 GlueSQL broke down over this statement"
    );
    assert_eq!(Pair::rows(&shop.glue("SELECT 1")), ["1"]);
}

#[test]
fn every_type_survives_the_way_there_and_back() {
    let mut shop = Pair::of(
        "CREATE TABLE kinds (
            id int PRIMARY KEY, a smallint, b bigint, c real, d double precision, e numeric,
            f boolean, g char(4), h bytea, i date, j time, k timestamp, l timestamptz,
            m interval, n uuid, o jsonb, p int[], touched int);
         INSERT INTO kinds VALUES (1, -3, 9000000000, 1.5, 0.1, 12.340, true, 'ab', '\\x00ff',
            '1999-12-31', '23:59:59.123456', '2026-02-28 12:00:00.5', '2026-02-28 12:00:00+02',
            '3 hours', '00112233-4455-6677-8899-aabbccddeeff', '{\"a\":[1,2.50,null]}',
            '{{1,2},{3,4}}', 0);
         INSERT INTO kinds (id) VALUES (2);",
    );
    let before = shop.own("SELECT * FROM kinds ORDER BY id");
    let before = Pair::rows(&before);
    shop.glue("UPDATE kinds SET touched = 0").unwrap();
    let after = shop.own("SELECT * FROM kinds ORDER BY id");
    assert_eq!(Pair::rows(&after)[0], before[0]);
    // New rows made of what GlueSQL read, column by column.
    for column in [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n",
    ] {
        shop.own(&format!(
            "CREATE TABLE copy AS SELECT {column} FROM kinds WHERE false"
        ))
        .or_else(|_| {
            let ty = shop.own(&format!("SELECT {column} FROM kinds")).unwrap()[0].fields[0]
                .type_name
                .clone();
            shop.own(&format!("CREATE TABLE copy ({column} {ty})"))
        })
        .unwrap();
        shop.glue(&format!("INSERT INTO copy SELECT {column} FROM kinds"))
            .unwrap_or_else(|error| panic!("{column}: {}", error.message));
        let differing = shop.own(&format!(
            "SELECT count(*) FROM kinds k WHERE NOT EXISTS
             (SELECT 1 FROM copy WHERE copy.{column} IS NOT DISTINCT FROM k.{column})"
        ));
        assert_eq!(Pair::rows(&differing), ["0"], "{column}");
        shop.own("DROP TABLE copy").unwrap();
    }
}

#[test]
fn definitions_are_made_and_changed_in_both_directions() {
    let mut shop = Pair::of(SHOP);
    shop.glue("CREATE TABLE Loans (id INTEGER PRIMARY KEY, book INTEGER UNIQUE, due DATE DEFAULT '2026-05-01')")
        .unwrap();
    shop.glue("CREATE INDEX due_at ON Loans (due)").unwrap();
    shop.own("INSERT INTO \"Loans\" VALUES (1, 1)").unwrap();
    assert_eq!(
        Pair::rows(&shop.own("SELECT * FROM \"Loans\"")),
        ["1,1,2026-05-01"]
    );
    shop.glue("ALTER TABLE Loans ADD COLUMN days INTEGER DEFAULT 14")
        .unwrap();
    shop.glue("ALTER TABLE Loans RENAME COLUMN days TO length")
        .unwrap();
    shop.glue("ALTER TABLE Loans RENAME TO loans").unwrap();
    assert_eq!(
        Pair::rows(&shop.own("SELECT length, due FROM loans")),
        ["14,2026-05-01"]
    );
    shop.glue("DROP INDEX loans.due_at").unwrap();
    shop.glue("ALTER TABLE loans DROP COLUMN length").unwrap();
    shop.glue("DROP TABLE loans").unwrap();
    assert!(shop.own("SELECT * FROM loans").is_err());
}
