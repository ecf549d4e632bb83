CREATE TABLE p (id int PRIMARY KEY, n int DEFAULT 7, s text NOT NULL DEFAULT 'none', g int GENERATED ALWAYS AS (n * 2) STORED, UNIQUE (n, s));
-- CREATE TABLE

INSERT INTO p (id) VALUES (1);
-- INSERT 0 1

INSERT INTO p VALUES (2, DEFAULT, 'two'), (3, 30, DEFAULT) RETURNING *;
-- id:int4 | n:int4 | s:text | g:int4
-- 2 | 7 | two | 14
-- 3 | 30 | none | 60
-- INSERT 0 2

INSERT INTO p (id, g) VALUES (4, 1);
-- ERROR 428C9: cannot insert a non-DEFAULT value into column "g"
-- DETAIL: Column "g" is a generated column.

INSERT INTO p DEFAULT VALUES;
-- ERROR 23502: null value in column "id" of relation "p" violates not-null constraint
-- DETAIL: Failing row contains (null, 7, none, 14).

INSERT INTO p (id, n) SELECT id + 10, n + 1 FROM p ORDER BY id RETURNING id, n, g;
-- ERROR 23505: duplicate key value violates unique constraint "p_n_s_key"
-- DETAIL: Key (n, s)=(8, none) already exists.

UPDATE p SET n = n + 1, s = upper(s) WHERE id < 3 RETURNING *;
-- id:int4 | n:int4 | s:text | g:int4
-- 1 | 8 | NONE | 16
-- 2 | 8 | TWO | 16
-- UPDATE 2

UPDATE p SET (n, s) = (1, 'q') WHERE id = 3;
-- UPDATE 1

UPDATE p SET n = DEFAULT WHERE id = 3 RETURNING n;
-- n:int4
-- 7
-- UPDATE 1

UPDATE p SET id = id + 1 WHERE id = 1;
-- ERROR 23505: duplicate key value violates unique constraint "p_pkey"
-- DETAIL: Key (id)=(2) already exists.

UPDATE p SET g = 5;
-- ERROR 428C9: column "g" can only be updated to DEFAULT
-- DETAIL: Column "g" is a generated column.

SELECT * FROM p ORDER BY id;
-- id:int4 | n:int4 | s:text | g:int4
-- 1 | 8 | NONE | 16
-- 2 | 8 | TWO | 16
-- 3 | 7 | q | 14
-- SELECT 3

DELETE FROM p WHERE id > 10;
-- DELETE 0

DELETE FROM p USING (VALUES (3)) AS v(x) WHERE p.id = v.x RETURNING p.*;
-- id:int4 | n:int4 | s:text | g:int4
-- 3 | 7 | q | 14
-- DELETE 1

SELECT count(*) FROM p;
-- count:int8
-- 2
-- SELECT 1

CREATE TABLE c (id serial PRIMARY KEY, p_id int NOT NULL REFERENCES p ON DELETE RESTRICT ON UPDATE CASCADE, note text);
-- CREATE TABLE

INSERT INTO c (p_id, note) VALUES (1, 'a'), (1, 'b'), (2, 'c');
-- INSERT 0 3

DELETE FROM p WHERE id = 1;
-- ERROR 23503: update or delete on table "p" violates foreign key constraint "c_p_id_fkey" on table "c"
-- DETAIL: Key (id)=(1) is still referenced from table "c".

UPDATE p SET id = 100 WHERE id = 1;
-- UPDATE 1

SELECT id, p_id FROM c ORDER BY id;
-- id:int4 | p_id:int4
-- 1 | 100
-- 2 | 100
-- 3 | 2
-- SELECT 3

INSERT INTO c (p_id) VALUES (1);
-- ERROR 23503: insert or update on table "c" violates foreign key constraint "c_p_id_fkey"
-- DETAIL: Key (p_id)=(1) is not present in table "p".

INSERT INTO c (p_id) VALUES (NULL);
-- ERROR 23502: null value in column "p_id" of relation "c" violates not-null constraint
-- DETAIL: Failing row contains (5, null, null).

INSERT INTO c VALUES (1, 2);
-- ERROR 23505: duplicate key value violates unique constraint "c_pkey"
-- DETAIL: Key (id)=(1) already exists.

INSERT INTO c (p_id, note) VALUES (2, 'x') RETURNING id;
-- id:int4
-- 6
-- INSERT 0 1

SELECT nextval('c_id_seq'), currval('c_id_seq'), lastval();
-- nextval:int8 | currval:int8 | lastval:int8
-- 7 | 7 | 7
-- SELECT 1

SELECT setval('c_id_seq', 50), nextval('c_id_seq');
-- setval:int8 | nextval:int8
-- 50 | 51
-- SELECT 1

CREATE TABLE n (id int PRIMARY KEY, p_id int REFERENCES p (id) ON DELETE SET NULL);
-- CREATE TABLE

INSERT INTO n VALUES (1, 2), (2, NULL);
-- INSERT 0 2

DELETE FROM c;
-- DELETE 4

DELETE FROM p WHERE id = 2;
-- DELETE 1

SELECT * FROM n ORDER BY id;
-- id:int4 | p_id:int4
-- 1 | ∅
-- 2 | ∅
-- SELECT 2

CREATE TABLE self (id int PRIMARY KEY, parent int REFERENCES self (id) ON DELETE CASCADE);
-- CREATE TABLE

INSERT INTO self VALUES (1, NULL), (2, 1), (3, 2);
-- INSERT 0 3

DELETE FROM self WHERE id = 1;
-- DELETE 1

SELECT count(*) FROM self;
-- count:int8
-- 0
-- SELECT 1

CREATE TABLE k (a int, b int, c int, PRIMARY KEY (a, b));
-- CREATE TABLE

INSERT INTO k VALUES (1, 1, 1), (1, 2, 2);
-- INSERT 0 2

INSERT INTO k VALUES (1, 2, 3);
-- ERROR 23505: duplicate key value violates unique constraint "k_pkey"
-- DETAIL: Key (a, b)=(1, 2) already exists.

INSERT INTO k VALUES (1, 2, 3) ON CONFLICT (a, b) DO UPDATE SET c = k.c + excluded.c WHERE k.c < 10 RETURNING *;
-- a:int4 | b:int4 | c:int4
-- 1 | 2 | 5
-- INSERT 0 1

INSERT INTO k VALUES (1, 2, 3) ON CONFLICT (c) DO NOTHING;
-- ERROR 42P10: there is no unique or exclusion constraint matching the ON CONFLICT specification

INSERT INTO k VALUES (9, NULL, 1);
-- ERROR 23502: null value in column "b" of relation "k" violates not-null constraint
-- DETAIL: Failing row contains (9, null, 1).

UPDATE k SET b = b + 1;
-- ERROR 23505: duplicate key value violates unique constraint "k_pkey"
-- DETAIL: Key (a, b)=(1, 2) already exists.

WITH moved AS (DELETE FROM k RETURNING *) SELECT count(*), sum(c) FROM moved;
-- count:int8 | sum:int8
-- 2 | 6
-- SELECT 1

WITH ins AS (INSERT INTO k VALUES (7, 7, 7) RETURNING a) SELECT * FROM ins;
-- a:int4
-- 7
-- SELECT 1

SELECT * FROM k;
-- a:int4 | b:int4 | c:int4
-- 7 | 7 | 7
-- SELECT 1

ALTER TABLE k ADD COLUMN d text DEFAULT 'x' NOT NULL;
-- ALTER TABLE

ALTER TABLE k ADD COLUMN e int NOT NULL;
-- ERROR 23502: column "e" of relation "k" contains null values

SELECT * FROM k;
-- a:int4 | b:int4 | c:int4 | d:text
-- 7 | 7 | 7 | x
-- SELECT 1

ALTER TABLE k ALTER COLUMN c TYPE text;
-- ALTER TABLE

ALTER TABLE k ALTER COLUMN d TYPE int;
-- ERROR 42804: column "d" cannot be cast automatically to type integer
-- HINT: You might need to specify "USING d::integer".

ALTER TABLE k RENAME COLUMN c TO cc;
-- ALTER TABLE

ALTER TABLE k DROP COLUMN d;
-- ALTER TABLE

ALTER TABLE k DROP COLUMN nope;
-- ERROR 42703: column "nope" of relation "k" does not exist

ALTER TABLE k ADD CONSTRAINT positive CHECK (a > 0);
-- ALTER TABLE

ALTER TABLE k ADD CONSTRAINT small CHECK (a < 5);
-- ERROR 23514: check constraint "small" of relation "k" is violated by some row

INSERT INTO k VALUES (-1, 1, 'x');
-- ERROR 23514: new row for relation "k" violates check constraint "positive"
-- DETAIL: Failing row contains (-1, 1, x).

ALTER TABLE k DROP CONSTRAINT positive;
-- ALTER TABLE

ALTER TABLE k ALTER COLUMN cc SET NOT NULL;
-- ALTER TABLE

ALTER TABLE k ALTER COLUMN cc SET DEFAULT 'dd';
-- ALTER TABLE

INSERT INTO k (a, b) VALUES (8, 8) RETURNING *;
-- a:int4 | b:int4 | cc:text
-- 8 | 8 | dd
-- INSERT 0 1

ALTER TABLE k RENAME TO kk;
-- ALTER TABLE

SELECT * FROM k;
-- ERROR 42P01 at 15: relation "k" does not exist

CREATE INDEX kk_cc ON kk (cc);
-- CREATE INDEX

CREATE UNIQUE INDEX ON kk (cc);
-- CREATE INDEX

INSERT INTO kk VALUES (9, 9, 'dd');
-- ERROR 23505: duplicate key value violates unique constraint "kk_cc_idx"
-- DETAIL: Key (cc)=(dd) already exists.

CREATE INDEX kk_cc ON kk (cc);
-- ERROR 42P07: relation "kk_cc" already exists

CREATE INDEX IF NOT EXISTS kk_cc ON kk (cc);
-- CREATE INDEX

CREATE INDEX ON kk (nope);
-- ERROR 42703: column "nope" does not exist

DROP INDEX kk_cc;
-- DROP INDEX

DROP INDEX nope;
-- ERROR 42704: index "nope" does not exist

CREATE TABLE copy AS SELECT a, cc FROM kk ORDER BY a;
-- SELECT 2

SELECT * FROM copy ORDER BY a;
-- a:int4 | cc:text
-- 7 | 7
-- 8 | dd
-- SELECT 2

CREATE TABLE bad (a int, a int);
-- ERROR 42701: column "a" specified more than once

CREATE TABLE bad (a nope);
-- ERROR 42704 at 21: type "nope" does not exist

--! a column's constraint has no place in the syntax tree
CREATE TABLE bad (a int PRIMARY KEY, b int PRIMARY KEY);
-- ERROR 42P16 at 44: multiple primary keys for table "bad" are not allowed

CREATE TABLE bad (a int REFERENCES nope);
-- ERROR 42P01: relation "nope" does not exist

CREATE TABLE bad (a int DEFAULT 'x');
-- ERROR 22P02 at 33: invalid input syntax for type integer: "x"

CREATE TABLE bad (a int CHECK (b > 1));
-- ERROR 42703 at 32: column "b" does not exist

CREATE TABLE IF NOT EXISTS kk (a int);
-- CREATE TABLE

INSERT INTO kk SELECT 1;
-- ERROR 23502: null value in column "b" of relation "kk" violates not-null constraint
-- DETAIL: Failing row contains (1, null, dd).

CREATE SEQUENCE s INCREMENT 5 START 5;
-- CREATE SEQUENCE

SELECT nextval('s'), nextval('s');
-- nextval:int8 | nextval:int8
-- 5 | 10
-- SELECT 1

DROP SEQUENCE s;
-- DROP SEQUENCE

SELECT nextval('s');
-- ERROR 42P01 at 16: relation "s" does not exist

UPDATE kk SET a = 1, a = 2;
-- ERROR 42601: multiple assignments to same column "a"

INSERT INTO kk (a, a) VALUES (1, 2);
-- ERROR 42701 at 20: column "a" specified more than once

INSERT INTO nope VALUES (1);
-- ERROR 42P01 at 13: relation "nope" does not exist

UPDATE nope SET a = 1;
-- ERROR 42P01 at 8: relation "nope" does not exist

DELETE FROM nope;
-- ERROR 42P01 at 13: relation "nope" does not exist

