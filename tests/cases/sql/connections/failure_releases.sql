-- A failed transaction holds no locks, even before its ROLLBACK.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
b: UPDATE t SET n = 2 WHERE id = 1
a: SELECT 1 / 0
a: SELECT 1
a: ROLLBACK
b: SELECT n FROM t WHERE id = 1

== read committed
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
a: SELECT 1 / 0
   ERROR 22012: division by zero
b goes on:
   UPDATE 1
a: SELECT 1
   ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
a: ROLLBACK
   ROLLBACK
b: SELECT n FROM t WHERE id = 1
   n:int4
   2
   SELECT 1

== repeatable read
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
a: SELECT 1 / 0
   ERROR 22012: division by zero
b goes on:
   UPDATE 1
a: SELECT 1
   ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
a: ROLLBACK
   ROLLBACK
b: SELECT n FROM t WHERE id = 1
   n:int4
   2
   SELECT 1

== serializable
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
a: SELECT 1 / 0
   ERROR 22012: division by zero
b goes on:
   UPDATE 1
a: SELECT 1
   ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
a: ROLLBACK
   ROLLBACK
b: SELECT n FROM t WHERE id = 1
   n:int4
   2
   SELECT 1
