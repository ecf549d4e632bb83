CREATE TABLE t (id serial PRIMARY KEY, n int);
-- CREATE TABLE

BEGIN;
-- BEGIN

INSERT INTO t (n) VALUES (1) RETURNING id;
-- id:int4
-- 1
-- INSERT 0 1

ROLLBACK;
-- ROLLBACK

INSERT INTO t (n) VALUES (2) RETURNING id;
-- id:int4
-- 2
-- INSERT 0 1

BEGIN;
-- BEGIN

INSERT INTO t (n) VALUES (3);
-- INSERT 0 1

SELECT nope;
-- ERROR 42703 at 8: column "nope" does not exist

SELECT 1;
-- ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block

COMMIT;
-- ROLLBACK

SELECT * FROM t;
-- id:int4 | n:int4
-- 2 | 2
-- SELECT 1

BEGIN;
-- BEGIN

INSERT INTO t (n) VALUES (4);
-- INSERT 0 1

SAVEPOINT a;
-- SAVEPOINT

INSERT INTO t (n) VALUES (5);
-- INSERT 0 1

SELECT nope;
-- ERROR 42703 at 8: column "nope" does not exist

ROLLBACK TO a;
-- ROLLBACK

INSERT INTO t (n) VALUES (6);
-- INSERT 0 1

RELEASE a;
-- RELEASE

COMMIT;
-- COMMIT

SELECT n FROM t ORDER BY n;
-- n:int4
-- 2
-- 4
-- 6
-- SELECT 3

SAVEPOINT x;
-- ERROR 25P01: SAVEPOINT can only be used in transaction blocks

BEGIN;
-- BEGIN

ROLLBACK TO nope;
-- ERROR 3B001: savepoint "nope" does not exist

ROLLBACK;
-- ROLLBACK

START TRANSACTION ISOLATION LEVEL REPEATABLE READ;
-- START TRANSACTION

SELECT count(*) FROM t;
-- count:int8
-- 3
-- SELECT 1

COMMIT;
-- COMMIT

BEGIN READ ONLY;
-- BEGIN

INSERT INTO t (n) VALUES (9);
-- ERROR 25006: cannot execute INSERT in a read-only transaction

ROLLBACK;
-- ROLLBACK

SHOW transaction_isolation;
-- transaction_isolation:text
-- read committed
-- SHOW

SHOW server_version_num;
-- server_version_num:text
-- 150018
-- SHOW

SET nope = 1;
-- ERROR 42704: unrecognized configuration parameter "nope"

SHOW nope;
-- ERROR 42704: unrecognized configuration parameter "nope"

