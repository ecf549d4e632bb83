-- A snapshot is kept by the one that asked for it.
levels: read committed
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN ISOLATION LEVEL REPEATABLE READ
b: BEGIN ISOLATION LEVEL READ COMMITTED
a: SELECT n FROM t WHERE id = 1
b: SELECT n FROM t WHERE id = 1
c: UPDATE t SET n = 11 WHERE id = 1
a: SELECT n FROM t WHERE id = 1
b: SELECT n FROM t WHERE id = 1
a: UPDATE t SET n = n + 1 WHERE id = 2
a: UPDATE t SET n = n + 1 WHERE id = 1
b: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
a: ROLLBACK
b: COMMIT

== read committed
a: BEGIN ISOLATION LEVEL REPEATABLE READ
   BEGIN
b: BEGIN ISOLATION LEVEL READ COMMITTED
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
c: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   11
   SELECT 1
a: UPDATE t SET n = n + 1 WHERE id = 2
   UPDATE 1
a: UPDATE t SET n = n + 1 WHERE id = 1
   ERROR 40001: could not serialize access due to concurrent update
b: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
   n:int4
   12
   UPDATE 1
a: ROLLBACK
   ROLLBACK
b: COMMIT
   COMMIT
