-- Where rows of a result are no rows of a table.
levels: read committed
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
setup: CREATE TABLE p (id int, plus int); INSERT INTO p VALUES (1, 100)
a: SELECT count(*) FROM t FOR UPDATE
a: SELECT DISTINCT n FROM t FOR UPDATE
a: SELECT n FROM t GROUP BY n FOR SHARE
a: SELECT n FROM t UNION SELECT id FROM t FOR UPDATE
a: SELECT t.id FROM p LEFT JOIN t ON t.id = p.id FOR UPDATE
a: SELECT p.id FROM p LEFT JOIN t ON t.id = p.id FOR UPDATE OF p
a: SELECT row_number() OVER () FROM t FOR NO KEY UPDATE

== read committed
a: SELECT count(*) FROM t FOR UPDATE
   ERROR 0A000: FOR UPDATE is not allowed with aggregate functions
a: SELECT DISTINCT n FROM t FOR UPDATE
   ERROR 0A000: FOR UPDATE is not allowed with DISTINCT clause
a: SELECT n FROM t GROUP BY n FOR SHARE
   ERROR 0A000: FOR SHARE is not allowed with GROUP BY clause
a: SELECT n FROM t UNION SELECT id FROM t FOR UPDATE
   ERROR 0A000: FOR UPDATE is not allowed with UNION/INTERSECT/EXCEPT
a: SELECT t.id FROM p LEFT JOIN t ON t.id = p.id FOR UPDATE
   ERROR 0A000: FOR UPDATE cannot be applied to the nullable side of an outer join
a: SELECT p.id FROM p LEFT JOIN t ON t.id = p.id FOR UPDATE OF p
   id:int4
   1
   SELECT 1
a: SELECT row_number() OVER () FROM t FOR NO KEY UPDATE
   ERROR 0A000: FOR NO KEY UPDATE is not allowed with window functions
