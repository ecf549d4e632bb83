CREATE TABLE t (a int, b int, c text);
-- CREATE TABLE

INSERT INTO t VALUES (1, 10, 'x'), (2, 20, 'y'), (3, NULL, 'x'), (NULL, 40, NULL), (5, 10, 'z');
-- INSERT 0 5

CREATE TABLE u (a int PRIMARY KEY, d text);
-- CREATE TABLE

INSERT INTO u VALUES (1, 'one'), (2, 'two'), (6, 'six');
-- INSERT 0 3

SELECT * FROM t ORDER BY a;
-- a:int4 | b:int4 | c:text
-- 1 | 10 | x
-- 2 | 20 | y
-- 3 | ∅ | x
-- 5 | 10 | z
-- ∅ | 40 | ∅
-- SELECT 5

SELECT * FROM t ORDER BY a DESC;
-- a:int4 | b:int4 | c:text
-- ∅ | 40 | ∅
-- 5 | 10 | z
-- 3 | ∅ | x
-- 2 | 20 | y
-- 1 | 10 | x
-- SELECT 5

SELECT * FROM t ORDER BY b NULLS FIRST, a DESC;
-- a:int4 | b:int4 | c:text
-- 3 | ∅ | x
-- 5 | 10 | z
-- 1 | 10 | x
-- 2 | 20 | y
-- ∅ | 40 | ∅
-- SELECT 5

SELECT a FROM t ORDER BY a LIMIT 2 OFFSET 1;
-- a:int4
-- 2
-- 3
-- SELECT 2

SELECT a FROM t ORDER BY a FETCH FIRST 2 ROWS ONLY;
-- a:int4
-- 1
-- 2
-- SELECT 2

SELECT b FROM t ORDER BY b FETCH FIRST 1 ROWS WITH TIES;
-- b:int4
-- 10
-- 10
-- SELECT 2

SELECT DISTINCT b FROM t ORDER BY b;
-- b:int4
-- 10
-- 20
-- 40
-- ∅
-- SELECT 4

SELECT DISTINCT ON (c) c, a FROM t ORDER BY c, a DESC;
-- c:text | a:int4
-- x | 3
-- y | 2
-- z | 5
-- ∅ | ∅
-- SELECT 4

SELECT count(*), count(a), count(DISTINCT b), sum(a), avg(b), min(c), max(c) FROM t;
-- count:int8 | count:int8 | count:int8 | sum:int8 | avg:numeric | min:text | max:text
-- 5 | 4 | 3 | 11 | 20.0000000000000000 | x | z
-- SELECT 1

SELECT c, count(*) FROM t GROUP BY c ORDER BY c;
-- c:text | count:int8
-- x | 2
-- y | 1
-- z | 1
-- ∅ | 1
-- SELECT 4

SELECT c, sum(b) FROM t GROUP BY c HAVING sum(b) > 10 ORDER BY 2;
-- c:text | sum:int8
-- y | 20
-- ∅ | 40
-- SELECT 2

SELECT b % 20 AS r, count(*) FROM t GROUP BY r ORDER BY r;
-- r:int4 | count:int8
-- 0 | 2
-- 10 | 2
-- ∅ | 1
-- SELECT 3

SELECT b % 20, count(*) FROM t GROUP BY b % 20 ORDER BY 1;
-- ?column?:int4 | count:int8
-- 0 | 2
-- 10 | 2
-- ∅ | 1
-- SELECT 3

SELECT c, b, sum(a) FROM t GROUP BY ROLLUP (c, b) ORDER BY c, b, 3;
-- c:text | b:int4 | sum:int8
-- x | 10 | 1
-- x | ∅ | 3
-- x | ∅ | 4
-- y | 20 | 2
-- y | ∅ | 2
-- z | 10 | 5
-- z | ∅ | 5
-- ∅ | 40 | ∅
-- ∅ | ∅ | 11
-- ∅ | ∅ | ∅
-- SELECT 10

SELECT c, b, count(*), grouping(c), grouping(c, b) FROM t GROUP BY CUBE (c, b) ORDER BY 4, 5, c, b;
-- c:text | b:int4 | count:int8 | grouping:int4 | grouping:int4
-- x | 10 | 1 | 0 | 0
-- x | ∅ | 1 | 0 | 0
-- y | 20 | 1 | 0 | 0
-- z | 10 | 1 | 0 | 0
-- ∅ | 40 | 1 | 0 | 0
-- x | ∅ | 2 | 0 | 1
-- y | ∅ | 1 | 0 | 1
-- z | ∅ | 1 | 0 | 1
-- ∅ | ∅ | 1 | 0 | 1
-- ∅ | 10 | 2 | 1 | 2
-- ∅ | 20 | 1 | 1 | 2
-- ∅ | 40 | 1 | 1 | 2
-- ∅ | ∅ | 1 | 1 | 2
-- ∅ | ∅ | 5 | 1 | 3
-- SELECT 14

SELECT c, b, count(*) FROM t GROUP BY GROUPING SETS ((c), (b), ()) ORDER BY c, b, 3;
-- c:text | b:int4 | count:int8
-- x | ∅ | 2
-- y | ∅ | 1
-- z | ∅ | 1
-- ∅ | 10 | 2
-- ∅ | 20 | 1
-- ∅ | 40 | 1
-- ∅ | ∅ | 1
-- ∅ | ∅ | 1
-- ∅ | ∅ | 5
-- SELECT 9

SELECT count(*) FILTER (WHERE a > 1), sum(a) FILTER (WHERE c = 'x') FROM t;
-- count:int8 | sum:int8
-- 3 | 4
-- SELECT 1

SELECT array_agg(a ORDER BY a DESC), bool_and(a > 0), bool_or(a > 4), json_agg(c), string_agg(c, '-') FROM t WHERE a IS NOT NULL;
-- array_agg:_int4 | bool_and:bool | bool_or:bool | json_agg:json | string_agg:text
-- {5,3,2,1} | t | t | ["x", "y", "x", "z"] | x-y-x-z
-- SELECT 1

SELECT sum(a), count(*) FROM t WHERE a > 100;
-- sum:int8 | count:int8
-- ∅ | 0
-- SELECT 1

SELECT max(a) FROM t WHERE false GROUP BY b;
-- max:int4
-- SELECT 0

SELECT stddev(a), variance(a), stddev_pop(a), var_pop(a::float8) FROM t;
-- stddev:numeric | variance:numeric | stddev_pop:numeric | var_pop:float8
-- 1.7078251276599331 | 2.9166666666666667 | 1.4790199457749040 | 2.1875
-- SELECT 1

SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a), mode() WITHIN GROUP (ORDER BY b) FROM t;
-- percentile_cont:float8 | mode:int4
-- 2.5 | 10
-- SELECT 1

SELECT t.a, u.d FROM t JOIN u ON t.a = u.a ORDER BY 1;
-- a:int4 | d:text
-- 1 | one
-- 2 | two
-- SELECT 2

SELECT t.a, u.d FROM t LEFT JOIN u ON t.a = u.a ORDER BY 1;
-- a:int4 | d:text
-- 1 | one
-- 2 | two
-- 3 | ∅
-- 5 | ∅
-- ∅ | ∅
-- SELECT 5

SELECT t.a, u.d, u.a FROM t RIGHT JOIN u ON t.a = u.a ORDER BY 3;
-- a:int4 | d:text | a:int4
-- 1 | one | 1
-- 2 | two | 2
-- ∅ | six | 6
-- SELECT 3

SELECT t.a, u.a FROM t FULL JOIN u ON t.a = u.a ORDER BY 1, 2;
-- a:int4 | a:int4
-- 1 | 1
-- 2 | 2
-- 3 | ∅
-- 5 | ∅
-- ∅ | 6
-- ∅ | ∅
-- SELECT 6

SELECT * FROM t JOIN u USING (a) ORDER BY a;
-- a:int4 | b:int4 | c:text | d:text
-- 1 | 10 | x | one
-- 2 | 20 | y | two
-- SELECT 2

SELECT * FROM t NATURAL JOIN u ORDER BY a;
-- a:int4 | b:int4 | c:text | d:text
-- 1 | 10 | x | one
-- 2 | 20 | y | two
-- SELECT 2

SELECT * FROM t FULL JOIN u USING (a) ORDER BY a, d;
-- a:int4 | b:int4 | c:text | d:text
-- 1 | 10 | x | one
-- 2 | 20 | y | two
-- 3 | ∅ | x | ∅
-- 5 | 10 | z | ∅
-- 6 | ∅ | ∅ | six
-- ∅ | 40 | ∅ | ∅
-- SELECT 6

SELECT count(*) FROM t CROSS JOIN u;
-- count:int8
-- 15
-- SELECT 1

SELECT count(*) FROM t, u WHERE t.a < u.a;
-- count:int8
-- 5
-- SELECT 1

SELECT x.a, y.a FROM t x JOIN t y ON x.b = y.b AND x.a < y.a;
-- a:int4 | a:int4
-- 1 | 5
-- SELECT 1

SELECT t.a, l.n FROM t, LATERAL (SELECT count(*) AS n FROM u WHERE u.a >= t.a) l ORDER BY 1;
-- a:int4 | n:int8
-- 1 | 3
-- 2 | 2
-- 3 | 1
-- 5 | 1
-- ∅ | 0
-- SELECT 5

SELECT t.a, l.d FROM t LEFT JOIN LATERAL (SELECT d FROM u WHERE u.a > t.a ORDER BY u.a LIMIT 1) l ON true ORDER BY 1;
-- a:int4 | d:text
-- 1 | two
-- 2 | six
-- 3 | six
-- 5 | six
-- ∅ | ∅
-- SELECT 5

SELECT a FROM t WHERE a IN (SELECT a FROM u) ORDER BY a;
-- a:int4
-- 1
-- 2
-- SELECT 2

SELECT a FROM t WHERE a NOT IN (SELECT a FROM u) ORDER BY a;
-- a:int4
-- 3
-- 5
-- SELECT 2

SELECT a FROM u WHERE a NOT IN (SELECT a FROM t);
-- a:int4
-- SELECT 0

SELECT a FROM u WHERE a > ALL (SELECT a FROM t WHERE a IS NOT NULL);
-- a:int4
-- 6
-- SELECT 1

SELECT a FROM u WHERE a = ANY (SELECT a FROM t);
-- a:int4
-- 1
-- 2
-- SELECT 2

SELECT a FROM u WHERE EXISTS (SELECT * FROM t WHERE t.a = u.a);
-- a:int4
-- 1
-- 2
-- SELECT 2

SELECT (SELECT d FROM u WHERE u.a = t.a) FROM t ORDER BY a;
-- d:text
-- one
-- two
-- ∅
-- ∅
-- ∅
-- SELECT 5

SELECT (SELECT a FROM u);
-- ERROR 21000: more than one row returned by a subquery used as an expression

SELECT * FROM t WHERE (a, b) = (1, 10);
-- a:int4 | b:int4 | c:text
-- 1 | 10 | x
-- SELECT 1

SELECT * FROM t WHERE (a, b) IN ((1, 10), (2, 21));
-- a:int4 | b:int4 | c:text
-- 1 | 10 | x
-- SELECT 1

SELECT (1, 2) < (1, 3), (1, NULL) = (1, 2), (1, NULL) = (2, NULL), ROW(1, 'a');
-- ?column?:bool | ?column?:bool | ?column?:bool | row:record
-- t | ∅ | f | (1,a)
-- SELECT 1

SELECT a FROM t UNION SELECT a FROM u ORDER BY a;
-- a:int4
-- 1
-- 2
-- 3
-- 5
-- 6
-- ∅
-- SELECT 6

SELECT a FROM t UNION ALL SELECT a FROM u ORDER BY a;
-- a:int4
-- 1
-- 1
-- 2
-- 2
-- 3
-- 5
-- 6
-- ∅
-- SELECT 8

SELECT a FROM t INTERSECT SELECT a FROM u ORDER BY a;
-- a:int4
-- 1
-- 2
-- SELECT 2

SELECT a FROM t EXCEPT SELECT a FROM u ORDER BY a;
-- a:int4
-- 3
-- 5
-- ∅
-- SELECT 3

SELECT b FROM t EXCEPT ALL SELECT 10 ORDER BY 1;
-- b:int4
-- 10
-- 20
-- 40
-- ∅
-- SELECT 4

SELECT 1 UNION SELECT 2.5 ORDER BY 1;
-- ?column?:numeric
-- 1
-- 2.5
-- SELECT 2

--! a literal converted by UNION has lost its place
SELECT 1 AS x UNION SELECT 'a';
-- ERROR 22P02 at 28: invalid input syntax for type integer: "a"

SELECT 1, 2 UNION SELECT 3;
-- ERROR 42601 at 26: each UNION query must have the same number of columns

(SELECT a FROM t ORDER BY a LIMIT 1) UNION ALL (SELECT a FROM u ORDER BY a DESC LIMIT 1);
-- a:int4
-- 1
-- 6
-- SELECT 2

SELECT 1 UNION SELECT 2 INTERSECT SELECT 2 ORDER BY 1;
-- ?column?:int4
-- 1
-- 2
-- SELECT 2

VALUES (1, 'a'), (2, 'b');
-- column1:int4 | column2:text
-- 1 | a
-- 2 | b
-- SELECT 2

SELECT * FROM (VALUES (1, 'a'), (2, NULL)) AS v(n, s) ORDER BY n;
-- n:int4 | s:text
-- 1 | a
-- 2 | ∅
-- SELECT 2

WITH x AS (SELECT a FROM t WHERE a > 1), y AS (SELECT a FROM x WHERE a > 2) SELECT * FROM y ORDER BY a;
-- a:int4
-- 3
-- 5
-- SELECT 2

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i, i * i FROM n;
-- i:int4 | ?column?:int4
-- 1 | 1
-- 2 | 4
-- 3 | 9
-- 4 | 16
-- 5 | 25
-- SELECT 5

WITH RECURSIVE f(a, b) AS (SELECT 0, 1 UNION ALL SELECT b, a + b FROM f WHERE b < 50) SELECT a FROM f;
-- a:int4
-- 0
-- 1
-- 1
-- 2
-- 3
-- 5
-- 8
-- 13
-- 21
-- 34
-- SELECT 10

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 3;
-- i:int4
-- 1
-- 2
-- 3
-- SELECT 3

WITH RECURSIVE c(i) AS (SELECT 1 UNION SELECT i % 3 + 1 FROM c) SELECT * FROM c ORDER BY 1;
-- i:int4
-- 1
-- 2
-- 3
-- SELECT 3

SELECT a, row_number() OVER (ORDER BY a) FROM t ORDER BY a;
-- a:int4 | row_number:int8
-- 1 | 1
-- 2 | 2
-- 3 | 3
-- 5 | 4
-- ∅ | 5
-- SELECT 5

SELECT a, b, rank() OVER (ORDER BY b), dense_rank() OVER (ORDER BY b), percent_rank() OVER (ORDER BY b), cume_dist() OVER (ORDER BY b) FROM t ORDER BY b, a;
-- a:int4 | b:int4 | rank:int8 | dense_rank:int8 | percent_rank:float8 | cume_dist:float8
-- 1 | 10 | 1 | 1 | 0 | 0.4
-- 5 | 10 | 1 | 1 | 0 | 0.4
-- 2 | 20 | 3 | 2 | 0.5 | 0.6
-- ∅ | 40 | 4 | 3 | 0.75 | 0.8
-- 3 | ∅ | 5 | 4 | 1 | 1
-- SELECT 5

SELECT c, a, sum(a) OVER (PARTITION BY c ORDER BY a), count(*) OVER (PARTITION BY c) FROM t ORDER BY c, a;
-- c:text | a:int4 | sum:int8 | count:int8
-- x | 1 | 1 | 2
-- x | 3 | 4 | 2
-- y | 2 | 2 | 1
-- z | 5 | 5 | 1
-- ∅ | ∅ | ∅ | 1
-- SELECT 5

SELECT a, lag(a) OVER (ORDER BY a), lead(a, 2, -1) OVER (ORDER BY a), first_value(a) OVER (ORDER BY a), last_value(a) OVER (ORDER BY a) FROM t ORDER BY a;
-- a:int4 | lag:int4 | lead:int4 | first_value:int4 | last_value:int4
-- 1 | ∅ | 3 | 1 | 1
-- 2 | 1 | 5 | 1 | 2
-- 3 | 2 | ∅ | 1 | 3
-- 5 | 3 | -1 | 1 | 5
-- ∅ | 5 | -1 | 1 | ∅
-- SELECT 5

SELECT a, sum(a) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING), avg(a) OVER (ORDER BY a ROWS 2 PRECEDING) FROM t WHERE a IS NOT NULL ORDER BY a;
-- a:int4 | sum:int8 | avg:numeric
-- 1 | 3 | 1.00000000000000000000
-- 2 | 6 | 1.5000000000000000
-- 3 | 10 | 2.0000000000000000
-- 5 | 8 | 3.3333333333333333
-- SELECT 4

SELECT a, sum(a) OVER (ORDER BY a RANGE BETWEEN 1 PRECEDING AND CURRENT ROW), nth_value(a, 2) OVER (ORDER BY a ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM t WHERE a IS NOT NULL ORDER BY a;
-- a:int4 | sum:int8 | nth_value:int4
-- 1 | 1 | 2
-- 2 | 3 | 2
-- 3 | 5 | 2
-- 5 | 5 | 2
-- SELECT 4

SELECT a, ntile(2) OVER (ORDER BY a) FROM t ORDER BY a;
-- a:int4 | ntile:int4
-- 1 | 1
-- 2 | 1
-- 3 | 1
-- 5 | 2
-- ∅ | 2
-- SELECT 5

SELECT a, sum(a) OVER w, max(a) OVER w FROM t WINDOW w AS (ORDER BY a) ORDER BY a;
-- a:int4 | sum:int8 | max:int4
-- 1 | 1 | 1
-- 2 | 3 | 2
-- 3 | 6 | 3
-- 5 | 11 | 5
-- ∅ | 11 | 5
-- SELECT 5

SELECT c, sum(sum(a)) OVER (ORDER BY c) FROM t GROUP BY c ORDER BY c;
-- c:text | sum:numeric
-- x | 4
-- y | 6
-- z | 11
-- ∅ | 11
-- SELECT 4

SELECT a FROM t WHERE row_number() OVER () = 1;
-- ERROR 42P20 at 23: window functions are not allowed in WHERE

SELECT generate_series(1, 3);
-- generate_series:int4
-- 1
-- 2
-- 3
-- SELECT 3

SELECT * FROM generate_series(1, 10, 4) AS g(n);
-- n:int4
-- 1
-- 5
-- 9
-- SELECT 3

SELECT * FROM generate_series(timestamp '2024-01-01', timestamp '2024-01-03', interval '1 day');
-- generate_series:timestamp
-- 2024-01-01 00:00:00
-- 2024-01-02 00:00:00
-- 2024-01-03 00:00:00
-- SELECT 3

SELECT * FROM unnest(ARRAY['a', 'b']) WITH ORDINALITY AS x(v, n);
-- v:text | n:int8
-- a | 1
-- b | 2
-- SELECT 2

SELECT t.a, x FROM t, unnest(ARRAY[t.a, t.b]) AS x WHERE t.a < 3 ORDER BY 1, 2;
-- a:int4 | x:int4
-- 1 | 1
-- 1 | 10
-- 2 | 2
-- 2 | 20
-- SELECT 4

SELECT key, value FROM jsonb_each('{"a":1,"b":"x"}');
-- key:text | value:jsonb
-- a | 1
-- b | "x"
-- SELECT 2

SELECT * FROM jsonb_array_elements_text('["a","b"]') AS e;
-- value:text
-- a
-- b
-- SELECT 2

SELECT a AS "Upper Case", a AS lower FROM t WHERE a = 1;
-- Upper Case:int4 | lower:int4
-- 1 | 1
-- SELECT 1

--! a table's row has the type record, not a type of its own
SELECT t FROM t WHERE a = 1;
-- t:16617
-- (1,10,x)
-- SELECT 1

SELECT t.* FROM t WHERE a = 1;
-- a:int4 | b:int4 | c:text
-- 1 | 10 | x
-- SELECT 1

SELECT row_to_json(u) FROM u ORDER BY a LIMIT 1;
-- row_to_json:json
-- {"a":1,"d":"one"}
-- SELECT 1

SELECT json_agg(u) FROM u WHERE a = 1;
-- json_agg:json
-- [{"a":1,"d":"one"}]
-- SELECT 1

SELECT to_jsonb(u) FROM u WHERE a = 2;
-- to_jsonb:jsonb
-- {"a": 2, "d": "two"}
-- SELECT 1

SELECT 1 WHERE false;
-- ?column?:int4
-- SELECT 0

--! the parser wants a column
SELECT;
-- 
-- SELECT 1

SELECT count(*) FROM t HAVING count(*) > 10;
-- count:int8
-- SELECT 0

SELECT a FROM t GROUP BY b;
-- ERROR 42803 at 8: column "t.a" must appear in the GROUP BY clause or be used in an aggregate function

SELECT sum(max(a)) FROM t;
-- ERROR 42803 at 12: aggregate function calls cannot be nested

SELECT max(a) FROM t ORDER BY b;
-- ERROR 42803 at 31: column "t.b" must appear in the GROUP BY clause or be used in an aggregate function

SELECT * FROM t LIMIT -1;
-- ERROR 2201W: LIMIT must not be negative

SELECT a a1, a a1 FROM t ORDER BY a1 LIMIT 1;
-- a1:int4 | a1:int4
-- 1 | 1
-- SELECT 1

SELECT a AS x, b AS x FROM t ORDER BY x;
-- ERROR 42702 at 39: ORDER BY "x" is ambiguous

SELECT * FROM t x JOIN t x ON true;
-- ERROR 42712: table name "x" specified more than once

SELECT u.a FROM u GROUP BY u.a HAVING u.d = 'one';
-- a:int4
-- 1
-- SELECT 1

SELECT a, d FROM u GROUP BY a ORDER BY a;
-- a:int4 | d:text
-- 1 | one
-- 2 | two
-- 6 | six
-- SELECT 3

SELECT upper(c) AS c, count(*) FROM t GROUP BY upper(c) ORDER BY 1;
-- c:text | count:int8
-- X | 2
-- Y | 1
-- Z | 1
-- ∅ | 1
-- SELECT 4

SELECT CASE WHEN a > 2 THEN 'big' ELSE 'small' END AS size, count(*) FROM t GROUP BY size ORDER BY size;
-- size:text | count:int8
-- big | 2
-- small | 3
-- SELECT 2

SELECT c || '!' FROM t GROUP BY c ORDER BY c || '!';
-- ?column?:text
-- x!
-- y!
-- z!
-- ∅
-- SELECT 4

SELECT * FROM (SELECT a, count(*) OVER () AS n FROM t) s WHERE n > 1 ORDER BY a LIMIT 1;
-- a:int4 | n:int8
-- 1 | 5
-- SELECT 1

SELECT EXISTS (SELECT 1 FROM t WHERE a = 99), NOT EXISTS (SELECT 1 FROM t WHERE a = 99);
-- exists:bool | ?column?:bool
-- f | t
-- SELECT 1

SELECT ARRAY(SELECT a FROM u ORDER BY a DESC);
-- array:_int4
-- {6,2,1}
-- SELECT 1

SELECT a FROM t ORDER BY b DESC NULLS LAST, a LIMIT 3;
-- a:int4
-- ∅
-- 2
-- 1
-- SELECT 3

SELECT 'x' AS a, a FROM t ORDER BY a LIMIT 1;
-- ERROR 42702 at 36: ORDER BY "a" is ambiguous

CREATE VIEW v AS SELECT a, b * 2 AS bb FROM t WHERE a IS NOT NULL;
-- CREATE VIEW

SELECT * FROM v ORDER BY a;
-- a:int4 | bb:int4
-- 1 | 20
-- 2 | 40
-- 3 | ∅
-- 5 | 20
-- SELECT 4

SELECT v.a, u.d FROM v JOIN u USING (a) ORDER BY a;
-- a:int4 | d:text
-- 1 | one
-- 2 | two
-- SELECT 2

CREATE OR REPLACE VIEW v AS SELECT a, b * 2 AS bb, c FROM t;
-- CREATE VIEW

SELECT count(c) FROM v;
-- count:int8
-- 4
-- SELECT 1

DROP TABLE t;
-- ERROR 2BP01: cannot drop table t because other objects depend on it
-- DETAIL: view v depends on table t
-- HINT: Use DROP ... CASCADE to drop the dependent objects too.

DROP VIEW v;
-- DROP VIEW

DROP TABLE t, u;
-- DROP TABLE

