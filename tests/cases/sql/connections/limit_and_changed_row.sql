-- ORDER BY and LIMIT are of the snapshot, the row that comes out is the newest.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: UPDATE t SET n = 99 WHERE id = 1
b: SELECT * FROM t ORDER BY n LIMIT 1 FOR UPDATE
a: COMMIT
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 99 WHERE id = 1
   UPDATE 1
b: SELECT * FROM t ORDER BY n LIMIT 1 FOR UPDATE
   waits for a
a: COMMIT
   COMMIT
b goes on:
   id:int4 | n:int4
   1 | 99
   SELECT 1
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 99 WHERE id = 1
   UPDATE 1
b: SELECT * FROM t ORDER BY n LIMIT 1 FOR UPDATE
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 99 WHERE id = 1
   UPDATE 1
b: SELECT * FROM t ORDER BY n LIMIT 1 FOR UPDATE
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK
