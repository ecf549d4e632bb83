-- Each waits for the other; the one that waited first finds out after a second.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
b: UPDATE t SET n = 2 WHERE id = 2
a: UPDATE t SET n = 1 WHERE id = 2
b: UPDATE t SET n = 2 WHERE id = 1
time: 1500
a: ROLLBACK
b: COMMIT
a: SELECT * FROM t ORDER BY id

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 2
   UPDATE 1
a: UPDATE t SET n = 1 WHERE id = 2
   waits for b
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 1500
a goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process a waits for ShareLock on transaction N; blocked by process b.\nProcess b waits for ShareLock on transaction N; blocked by process a.
   HINT: See server log for query details.
b goes on:
   UPDATE 1
a: ROLLBACK
   ROLLBACK
b: COMMIT
   COMMIT
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 2
   2 | 2
   3 | 30
   SELECT 3

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 2
   UPDATE 1
a: UPDATE t SET n = 1 WHERE id = 2
   waits for b
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 1500
a goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process a waits for ShareLock on transaction N; blocked by process b.\nProcess b waits for ShareLock on transaction N; blocked by process a.
   HINT: See server log for query details.
b goes on:
   UPDATE 1
a: ROLLBACK
   ROLLBACK
b: COMMIT
   COMMIT
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 2
   2 | 2
   3 | 30
   SELECT 3

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 2
   UPDATE 1
a: UPDATE t SET n = 1 WHERE id = 2
   waits for b
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 1500
a goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process a waits for ShareLock on transaction N; blocked by process b.\nProcess b waits for ShareLock on transaction N; blocked by process a.
   HINT: See server log for query details.
b goes on:
   UPDATE 1
a: ROLLBACK
   ROLLBACK
b: COMMIT
   COMMIT
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 2
   2 | 2
   3 | 30
   SELECT 3
