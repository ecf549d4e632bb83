CREATE TABLE authors (id serial PRIMARY KEY, name text NOT NULL UNIQUE, born date);
-- CREATE TABLE

CREATE TABLE books (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title varchar(40) NOT NULL, author_id int REFERENCES authors(id) ON DELETE CASCADE, price numeric(8,2) CHECK (price > 0), stock int NOT NULL DEFAULT 0, tags text[], meta jsonb DEFAULT '{}');
-- CREATE TABLE

CREATE INDEX books_author ON books (author_id);
-- CREATE INDEX

INSERT INTO authors (name, born) VALUES ('Ursula', '1929-10-21'), ('Iain', '1954-02-16'), ('Octavia', NULL) RETURNING *;
-- id:int4 | name:text | born:date
-- 1 | Ursula | 1929-10-21
-- 2 | Iain | 1954-02-16
-- 3 | Octavia | ∅
-- INSERT 0 3

INSERT INTO books (title, author_id, price, stock, tags) VALUES ('A Wizard of Earthsea', 1, 9.99, 3, '{fantasy,classic}'), ('Excession', 2, 12.5, 0, ARRAY['sf']), ('The Lathe of Heaven', 1, 7, 5, NULL), ('Kindred', 3, 11.25, 2, '{}') RETURNING id, title;
-- id:int4 | title:varchar
-- 1 | A Wizard of Earthsea
-- 2 | Excession
-- 3 | The Lathe of Heaven
-- 4 | Kindred
-- INSERT 0 4

SELECT * FROM books ORDER BY id;
-- id:int4 | title:varchar | author_id:int4 | price:numeric | stock:int4 | tags:_text | meta:jsonb
-- 1 | A Wizard of Earthsea | 1 | 9.99 | 3 | {fantasy,classic} | {}
-- 2 | Excession | 2 | 12.50 | 0 | {sf} | {}
-- 3 | The Lathe of Heaven | 1 | 7.00 | 5 | ∅ | {}
-- 4 | Kindred | 3 | 11.25 | 2 | {} | {}
-- SELECT 4

SELECT a.name, count(*), sum(b.price), avg(b.price), min(b.stock), max(b.title) FROM authors a JOIN books b ON b.author_id = a.id GROUP BY a.id ORDER BY 2 DESC, a.name;
-- name:text | count:int8 | sum:numeric | avg:numeric | min:int4 | max:text
-- Ursula | 2 | 16.99 | 8.4950000000000000 | 3 | The Lathe of Heaven
-- Iain | 1 | 12.50 | 12.5000000000000000 | 0 | Excession
-- Octavia | 1 | 11.25 | 11.2500000000000000 | 2 | Kindred
-- SELECT 3

SELECT a.name, b.title FROM authors a LEFT JOIN books b ON b.author_id = a.id AND b.stock > 2 ORDER BY a.name, b.title;
-- name:text | title:varchar
-- Iain | ∅
-- Octavia | ∅
-- Ursula | A Wizard of Earthsea
-- Ursula | The Lathe of Heaven
-- SELECT 4

SELECT title FROM books WHERE price BETWEEN 8 AND 12 ORDER BY price DESC;
-- title:varchar
-- Kindred
-- A Wizard of Earthsea
-- SELECT 2

SELECT title FROM books WHERE title ILIKE '%the%' ORDER BY title;
-- title:varchar
-- The Lathe of Heaven
-- SELECT 1

SELECT title FROM books WHERE 'sf' = ANY(tags);
-- title:varchar
-- Excession
-- SELECT 1

SELECT title, array_length(tags, 1) FROM books ORDER BY id;
-- title:varchar | array_length:int4
-- A Wizard of Earthsea | 2
-- Excession | 1
-- The Lathe of Heaven | ∅
-- Kindred | ∅
-- SELECT 4

SELECT * FROM books WHERE author_id IN (SELECT id FROM authors WHERE born < '1950-01-01') ORDER BY id;
-- id:int4 | title:varchar | author_id:int4 | price:numeric | stock:int4 | tags:_text | meta:jsonb
-- 1 | A Wizard of Earthsea | 1 | 9.99 | 3 | {fantasy,classic} | {}
-- 3 | The Lathe of Heaven | 1 | 7.00 | 5 | ∅ | {}
-- SELECT 2

SELECT name FROM authors a WHERE NOT EXISTS (SELECT 1 FROM books WHERE author_id = a.id AND stock = 0) ORDER BY name;
-- name:text
-- Octavia
-- Ursula
-- SELECT 2

SELECT name, (SELECT count(*) FROM books b WHERE b.author_id = a.id) AS books FROM authors a ORDER BY a.id;
-- name:text | books:int8
-- Ursula | 2
-- Iain | 1
-- Octavia | 1
-- SELECT 3

UPDATE books SET price = price * 1.1, stock = stock - 1 WHERE id = 1 RETURNING id, price, stock;
-- id:int4 | price:numeric | stock:int4
-- 1 | 10.99 | 2
-- UPDATE 1

UPDATE books SET stock = 10 FROM authors WHERE authors.id = books.author_id AND authors.name = 'Iain';
-- UPDATE 1

SELECT title, stock FROM books ORDER BY id;
-- title:varchar | stock:int4
-- A Wizard of Earthsea | 2
-- Excession | 10
-- The Lathe of Heaven | 5
-- Kindred | 2
-- SELECT 4

DELETE FROM books WHERE stock > 9 RETURNING title;
-- title:varchar
-- Excession
-- DELETE 1

INSERT INTO authors (id, name) VALUES (1, 'x');
-- ERROR 23505: duplicate key value violates unique constraint "authors_pkey"
-- DETAIL: Key (id)=(1) already exists.

INSERT INTO authors (name) VALUES ('Ursula');
-- ERROR 23505: duplicate key value violates unique constraint "authors_name_key"
-- DETAIL: Key (name)=(Ursula) already exists.

INSERT INTO books (title, author_id) VALUES ('t', 99);
-- ERROR 23503: insert or update on table "books" violates foreign key constraint "books_author_id_fkey"
-- DETAIL: Key (author_id)=(99) is not present in table "authors".

INSERT INTO books (title, price) VALUES ('t', -1);
-- ERROR 23514: new row for relation "books" violates check constraint "books_price_check"
-- DETAIL: Failing row contains (6, t, null, -1.00, 0, null, {}).

INSERT INTO books (price) VALUES (2);
-- ERROR 23502: null value in column "title" of relation "books" violates not-null constraint
-- DETAIL: Failing row contains (7, null, null, 2.00, 0, null, {}).

INSERT INTO books (id, title) VALUES (5, 'x');
-- ERROR 428C9: cannot insert a non-DEFAULT value into column "id"
-- DETAIL: Column "id" is an identity column defined as GENERATED ALWAYS.
-- HINT: Use OVERRIDING SYSTEM VALUE to override.

INSERT INTO books (title) VALUES ('a title that is much longer than forty characters');
-- ERROR 22001: value too long for type character varying(40)

INSERT INTO authors (name) VALUES ('Ursula') ON CONFLICT DO NOTHING;
-- INSERT 0 0

INSERT INTO authors (name) VALUES ('Ursula') ON CONFLICT (name) DO UPDATE SET born = '1929-10-22' RETURNING id, name, born;
-- id:int4 | name:text | born:date
-- 1 | Ursula | 1929-10-22
-- INSERT 0 1

INSERT INTO authors (name, born) VALUES ('Ann', '2000-01-01'), ('Ann', '2001-01-01') ON CONFLICT (name) DO UPDATE SET born = excluded.born;
-- ERROR 21000: ON CONFLICT DO UPDATE command cannot affect row a second time
-- HINT: Ensure that no rows proposed for insertion within the same command have duplicate constrained values.

DELETE FROM authors WHERE id = 1;
-- DELETE 1

SELECT id, title FROM books ORDER BY id;
-- id:int4 | title:varchar
-- 4 | Kindred
-- SELECT 1

SELECT nope FROM books;
-- ERROR 42703 at 8: column "nope" does not exist

SELECT * FROM nope;
-- ERROR 42P01 at 15: relation "nope" does not exist

SELECT b.nope FROM books b;
-- ERROR 42703 at 8: column b.nope does not exist

SELECT x.id FROM books b;
-- ERROR 42P01 at 8: missing FROM-clause entry for table "x"

SELECT books.id FROM books b;
-- ERROR 42P01 at 8: invalid reference to FROM-clause entry for table "books"
-- HINT: Perhaps you meant to reference the table alias "b".

SELECT id FROM authors, books;
-- ERROR 42702 at 8: column reference "id" is ambiguous

SELECT titel FROM books;
-- ERROR 42703 at 8: column "titel" does not exist
-- HINT: Perhaps you meant to reference the column "books.title".

SELECT title, count(*) FROM books;
-- ERROR 42803 at 8: column "books.title" must appear in the GROUP BY clause or be used in an aggregate function

SELECT count(*) FROM books WHERE count(*) > 1;
-- ERROR 42803 at 34: aggregate functions are not allowed in WHERE

SELECT price + title FROM books;
-- ERROR 42883 at 14: operator does not exist: numeric + character varying
-- HINT: No operator matches the given name and argument types. You might need to add explicit type casts.

SELECT * FROM books WHERE title;
-- ERROR 42804 at 27: argument of WHERE must be type boolean, not type character varying

SELECT * FROM books WHERE id = 'abc';
-- ERROR 22P02 at 32: invalid input syntax for type integer: "abc"

SELECT foo(1);
-- ERROR 42883 at 8: function foo(integer) does not exist
-- HINT: No function matches the given name and argument types. You might need to add explicit type casts.

SELECT length(1);
-- ERROR 42883 at 8: function length(integer) does not exist
-- HINT: No function matches the given name and argument types. You might need to add explicit type casts.

SELECT 1/0;
-- ERROR 22012: division by zero

SELECT 'abc'::int;
-- ERROR 22P02 at 8: invalid input syntax for type integer: "abc"

SELECT CAST('2024-02-30' AS date);
-- ERROR 22008 at 13: date/time field value out of range: "2024-02-30"

SELECT * FROM books ORDER BY 99;
-- ERROR 42P10 at 30: ORDER BY position 99 is not in select list

SELECT DISTINCT title FROM books ORDER BY price;
-- ERROR 42P10 at 43: for SELECT DISTINCT, ORDER BY expressions must appear in select list

INSERT INTO books (title, nope) VALUES (1, 2);
-- ERROR 42703 at 27: column "nope" of relation "books" does not exist

INSERT INTO books (title, stock) VALUES ('a');
-- ERROR 42601 at 27: INSERT has more target columns than expressions

INSERT INTO books (title) VALUES ('a', 'b');
-- ERROR 42601 at 40: INSERT has more expressions than target columns

INSERT INTO books (title, stock) VALUES ('a', 'b');
-- ERROR 22P02 at 47: invalid input syntax for type integer: "b"

UPDATE books SET nope = 1;
-- ERROR 42703 at 18: column "nope" of relation "books" does not exist

UPDATE books SET stock = 'x';
-- ERROR 22P02 at 26: invalid input syntax for type integer: "x"

UPDATE books SET title = NULL WHERE id = 4;
-- ERROR 23502: null value in column "title" of relation "books" violates not-null constraint
-- DETAIL: Failing row contains (4, null, 3, 11.25, 2, {}, {}).

CREATE TABLE books (id int);
-- ERROR 42P07: relation "books" already exists

DROP TABLE nope;
-- ERROR 42P01: table "nope" does not exist

DROP TABLE authors;
-- ERROR 2BP01: cannot drop table authors because other objects depend on it
-- DETAIL: constraint books_author_id_fkey on table books depends on table authors
-- HINT: Use DROP ... CASCADE to drop the dependent objects too.

DROP TABLE IF EXISTS nope;
-- DROP TABLE

TRUNCATE authors;
-- ERROR 0A000: cannot truncate a table referenced in a foreign key constraint
-- DETAIL: Table "books" references "authors".
-- HINT: Truncate table "books" at the same time, or use TRUNCATE ... CASCADE.

TRUNCATE books RESTART IDENTITY;
-- TRUNCATE TABLE

DROP TABLE books, authors;
-- DROP TABLE

