-- The rows of the snapshot decide which are tried, the newest version decides whether they are changed.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: UPDATE t SET n = n + 10
b: DELETE FROM t WHERE n = 20
a: COMMIT
b: SELECT * FROM t ORDER BY id
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = n + 10
   UPDATE 3
b: DELETE FROM t WHERE n = 20
   waits for a
a: COMMIT
   COMMIT
b goes on:
   DELETE 0
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 20
   2 | 30
   3 | 40
   SELECT 3
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = n + 10
   UPDATE 3
b: DELETE FROM t WHERE n = 20
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: SELECT * FROM t ORDER BY id
   ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
b: COMMIT
   ROLLBACK

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = n + 10
   UPDATE 3
b: DELETE FROM t WHERE n = 20
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: SELECT * FROM t ORDER BY id
   ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
b: COMMIT
   ROLLBACK
