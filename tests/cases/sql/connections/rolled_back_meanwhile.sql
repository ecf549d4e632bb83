-- The transaction waited for is rolled back: nothing has changed.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: UPDATE t SET n = 0 WHERE id = 1
b: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
a: ROLLBACK
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 0 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
   waits for a
a: ROLLBACK
   ROLLBACK
b goes on:
   n:int4
   11
   UPDATE 1
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 0 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
   waits for a
a: ROLLBACK
   ROLLBACK
b goes on:
   n:int4
   11
   UPDATE 1
b: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 0 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
   waits for a
a: ROLLBACK
   ROLLBACK
b goes on:
   n:int4
   11
   UPDATE 1
b: COMMIT
   COMMIT
