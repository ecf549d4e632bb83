CREATE TABLE a (x int, y int); CREATE TABLE b (x int, z int); CREATE TABLE c (x int, w int); INSERT INTO a VALUES (1, 2), (3, 4); INSERT INTO b VALUES (1, 5), (3, 6); INSERT INTO c VALUES (1, 7), (3, 8);
-- CREATE TABLE
-- CREATE TABLE
-- CREATE TABLE
-- INSERT 0 2
-- INSERT 0 2
-- INSERT 0 2

SELECT * FROM a, b JOIN c ON a.x = c.x;
-- ERROR 42P01 at 30: invalid reference to FROM-clause entry for table "a"
-- HINT: There is an entry for table "a", but it cannot be referenced from this part of the query.

SELECT * FROM a, b JOIN c ON y = c.x;
-- ERROR 42703 at 30: column "y" does not exist
-- HINT: There is a column named "y" in table "a", but it cannot be referenced from this part of the query.

SELECT a.y, c.w FROM a, b JOIN c ON b.x = c.x WHERE a.x = b.x ORDER BY 1;
-- y:int4 | w:int4
-- 2 | 7
-- 4 | 8
-- SELECT 2

SELECT a.y, c.w FROM a JOIN b ON a.x = b.x JOIN c ON c.x = a.x ORDER BY 1;
-- y:int4 | w:int4
-- 2 | 7
-- 4 | 8
-- SELECT 2

SELECT z, w FROM a, b JOIN c ON w = z + 2 WHERE y = 2 ORDER BY 1;
-- z:int4 | w:int4
-- 5 | 7
-- 6 | 8
-- SELECT 2

SELECT * FROM a, b JOIN c ON EXISTS (SELECT 1 FROM a AS other WHERE other.x = b.x) WHERE a.x = 1 ORDER BY b.x, c.x;
-- x:int4 | y:int4 | x:int4 | z:int4 | x:int4 | w:int4
-- 1 | 2 | 1 | 5 | 1 | 7
-- 1 | 2 | 1 | 5 | 3 | 8
-- 1 | 2 | 3 | 6 | 1 | 7
-- 1 | 2 | 3 | 6 | 3 | 8
-- SELECT 4

SELECT * FROM a, b JOIN c ON EXISTS (SELECT 1 FROM c AS other WHERE other.x = a.x);
-- ERROR 42P01 at 79: invalid reference to FROM-clause entry for table "a"
-- HINT: There is an entry for table "a", but it cannot be referenced from this part of the query.

UPDATE a SET y = 0 FROM b JOIN c ON c.x = a.x WHERE b.x = a.x;
-- ERROR 42P01 at 43: invalid reference to FROM-clause entry for table "a"
-- HINT: There is an entry for table "a", but it cannot be referenced from this part of the query.

SELECT (SELECT count(*) FROM b WHERE b.x = a.x) FROM a ORDER BY 1;
-- count:int8
-- 1
-- 1
-- SELECT 2

SELECT (SELECT sum(a.y + b.z) FROM b WHERE b.x = a.x) FROM a ORDER BY 1;
-- sum:int8
-- 7
-- 10
-- SELECT 2

--! an aggregate over columns of an outer query alone is refused
SELECT (SELECT sum(a.y)) FROM a;
-- sum:int8
-- 6
-- SELECT 1

WITH gone AS (DELETE FROM a WHERE x = 1 RETURNING *) INSERT INTO b SELECT x + 10, y FROM gone RETURNING *;
-- x:int4 | z:int4
-- 11 | 2
-- INSERT 0 1

WITH less AS (UPDATE b SET z = z - 1 WHERE x = 1 RETURNING x) DELETE FROM b WHERE x NOT IN (SELECT x FROM less) RETURNING *;
-- x:int4 | z:int4
-- 3 | 6
-- 11 | 2
-- DELETE 2

--! a row is not changed twice in one statement
WITH one AS (UPDATE b SET z = 100 WHERE x = 1) UPDATE b SET z = 200 WHERE x = 1 RETURNING z;
-- z:int4
-- 200
-- UPDATE 1

