-- The first has looked already when the circle closes; the second finds it.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
b: UPDATE t SET n = 2 WHERE id = 2
a: UPDATE t SET n = 1 WHERE id = 2
time: 1500
b: UPDATE t SET n = 2 WHERE id = 1
time: 1500
b: ROLLBACK
a: COMMIT

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
time: 1500
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 1500
a goes on:
   UPDATE 1
b goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process b waits for ShareLock on transaction N; blocked by process a.\nProcess a waits for ShareLock on transaction N; blocked by process b.
   HINT: See server log for query details.
b: ROLLBACK
   ROLLBACK
a: COMMIT
   COMMIT

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
time: 1500
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 1500
a goes on:
   UPDATE 1
b goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process b waits for ShareLock on transaction N; blocked by process a.\nProcess a waits for ShareLock on transaction N; blocked by process b.
   HINT: See server log for query details.
b: ROLLBACK
   ROLLBACK
a: COMMIT
   COMMIT

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
time: 1500
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 1500
a goes on:
   UPDATE 1
b goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process b waits for ShareLock on transaction N; blocked by process a.\nProcess a waits for ShareLock on transaction N; blocked by process b.
   HINT: See server log for query details.
b: ROLLBACK
   ROLLBACK
a: COMMIT
   COMMIT
