-- A statement that fails at its second row leaves the first as it was.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: SAVEPOINT s
a: UPDATE t SET n = 100 / (n - 20)
a: ROLLBACK TO s
a: SELECT * FROM t ORDER BY id
a: COMMIT

== read committed
a: BEGIN
   BEGIN
a: SAVEPOINT s
   SAVEPOINT
a: UPDATE t SET n = 100 / (n - 20)
   ERROR 22012: division by zero
a: ROLLBACK TO s
   ROLLBACK
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 20
   3 | 30
   SELECT 3
a: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
a: SAVEPOINT s
   SAVEPOINT
a: UPDATE t SET n = 100 / (n - 20)
   ERROR 22012: division by zero
a: ROLLBACK TO s
   ROLLBACK
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 20
   3 | 30
   SELECT 3
a: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
a: SAVEPOINT s
   SAVEPOINT
a: UPDATE t SET n = 100 / (n - 20)
   ERROR 22012: division by zero
a: ROLLBACK TO s
   ROLLBACK
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 20
   3 | 30
   SELECT 3
a: COMMIT
   COMMIT
