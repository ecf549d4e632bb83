-- The second reader waits, and reads what the first wrote.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: SELECT n FROM t WHERE id = 1 FOR UPDATE
b: SELECT n FROM t WHERE id = 1 FOR UPDATE
a: UPDATE t SET n = 11 WHERE id = 1
a: COMMIT
b: UPDATE t SET n = 12 WHERE id = 1
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR UPDATE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR UPDATE
   waits for a
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: COMMIT
   COMMIT
b goes on:
   n:int4
   11
   SELECT 1
b: UPDATE t SET n = 12 WHERE id = 1
   UPDATE 1
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR UPDATE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR UPDATE
   waits for a
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: UPDATE t SET n = 12 WHERE id = 1
   ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
b: COMMIT
   ROLLBACK

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR UPDATE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR UPDATE
   waits for a
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: UPDATE t SET n = 12 WHERE id = 1
   ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
b: COMMIT
   ROLLBACK
