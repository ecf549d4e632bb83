-- The row waited for is gone.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: DELETE FROM t WHERE id = 1
b: UPDATE t SET n = 0 WHERE id = 1
a: COMMIT
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: DELETE FROM t WHERE id = 1
   DELETE 1
b: UPDATE t SET n = 0 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   UPDATE 0
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: DELETE FROM t WHERE id = 1
   DELETE 1
b: UPDATE t SET n = 0 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent delete
b: COMMIT
   ROLLBACK

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: DELETE FROM t WHERE id = 1
   DELETE 1
b: UPDATE t SET n = 0 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent delete
b: COMMIT
   ROLLBACK
