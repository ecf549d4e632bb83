CREATE TABLE t (id int PRIMARY KEY, n numeric(6,2), s text); INSERT INTO t VALUES (1, 1.5, 'a'), (2, 2.5, 'b'), (3, 3.5, 'c');
-- CREATE TABLE
-- INSERT 0 3

PREPARE one (int) AS SELECT id, s FROM t WHERE id = $1;
-- PREPARE

EXECUTE one (2);
-- id:int4 | s:text
-- 2 | b
-- SELECT 1

EXECUTE one (1 + 2);
-- id:int4 | s:text
-- 3 | c
-- SELECT 1

EXECUTE one ('3');
-- id:int4 | s:text
-- 3 | c
-- SELECT 1

EXECUTE one (NULL);
-- id:int4 | s:text
-- SELECT 0

EXECUTE one (1, 2);
-- ERROR 42601: wrong number of parameters for prepared statement "one"
-- DETAIL: Expected 1 parameters but got 2.

EXECUTE one;
-- ERROR 42601: wrong number of parameters for prepared statement "one"
-- DETAIL: Expected 1 parameters but got 0.

EXECUTE other (1);
-- ERROR 26000: prepared statement "other" does not exist

PREPARE one AS SELECT 1;
-- ERROR 42P05: prepared statement "one" already exists

PREPARE plus (int, int) AS SELECT $1 + $2 AS sum;
-- PREPARE

EXECUTE plus (40, 2);
-- sum:int4
-- 42
-- SELECT 1

PREPARE add (int, text) AS INSERT INTO t VALUES ($1, 9, $2) RETURNING *;
-- PREPARE

EXECUTE add (4, 'd');
-- id:int4 | n:numeric | s:text
-- 4 | 9.00 | d
-- INSERT 0 1

EXECUTE add (4, 'e');
-- ERROR 23505: duplicate key value violates unique constraint "t_pkey"
-- DETAIL: Key (id)=(4) already exists.

PREPARE raise AS UPDATE t SET n = n + $1 WHERE id > $2;
-- PREPARE

EXECUTE raise (1, 2);
-- UPDATE 2

PREPARE gone (text[]) AS DELETE FROM t WHERE s = ANY ($1) RETURNING id;
-- PREPARE

EXECUTE gone (ARRAY['c', 'd']);
-- id:int4
-- 3
-- 4
-- DELETE 2

PREPARE nothing AS SELECT count(*) FROM missing;
-- ERROR 42P01 at 41: relation "missing" does not exist

PREPARE bad AS SELEC 1;
-- ERROR 42601 at 16: syntax error at or near "SELEC"

SELECT * FROM t ORDER BY id;
-- id:int4 | n:numeric | s:text
-- 1 | 1.50 | a
-- 2 | 2.50 | b
-- SELECT 2

DEALLOCATE one;
-- DEALLOCATE

EXECUTE one (1);
-- ERROR 26000: prepared statement "one" does not exist

DEALLOCATE one;
-- ERROR 26000: prepared statement "one" does not exist

DEALLOCATE PREPARE plus;
-- DEALLOCATE

DEALLOCATE ALL;
-- DEALLOCATE ALL

EXECUTE raise (1, 2);
-- ERROR 26000: prepared statement "raise" does not exist

BEGIN READ ONLY;
-- BEGIN

PREPARE write AS UPDATE t SET n = 0;
-- PREPARE

EXECUTE write;
-- ERROR 25006: cannot execute UPDATE in a read-only transaction

ROLLBACK;
-- ROLLBACK

