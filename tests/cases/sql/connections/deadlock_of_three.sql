-- Three in a circle.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
c: BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
b: UPDATE t SET n = 2 WHERE id = 2
c: UPDATE t SET n = 3 WHERE id = 3
a: UPDATE t SET n = 1 WHERE id = 2
b: UPDATE t SET n = 2 WHERE id = 3
c: UPDATE t SET n = 3 WHERE id = 1
time: 1500
a: ROLLBACK
c: COMMIT
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
c: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 2
   UPDATE 1
c: UPDATE t SET n = 3 WHERE id = 3
   UPDATE 1
a: UPDATE t SET n = 1 WHERE id = 2
   waits for b
b: UPDATE t SET n = 2 WHERE id = 3
   waits for c
c: UPDATE t SET n = 3 WHERE id = 1
   waits for a
time: 1500
a goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process a waits for ShareLock on transaction N; blocked by process b.\nProcess b waits for ShareLock on transaction N; blocked by process c.\nProcess c waits for ShareLock on transaction N; blocked by process a.
   HINT: See server log for query details.
c goes on:
   UPDATE 1
a: ROLLBACK
   ROLLBACK
c: COMMIT
   COMMIT
b goes on:
   UPDATE 1
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
c: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 2
   UPDATE 1
c: UPDATE t SET n = 3 WHERE id = 3
   UPDATE 1
a: UPDATE t SET n = 1 WHERE id = 2
   waits for b
b: UPDATE t SET n = 2 WHERE id = 3
   waits for c
c: UPDATE t SET n = 3 WHERE id = 1
   waits for a
time: 1500
a goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process a waits for ShareLock on transaction N; blocked by process b.\nProcess b waits for ShareLock on transaction N; blocked by process c.\nProcess c waits for ShareLock on transaction N; blocked by process a.
   HINT: See server log for query details.
c goes on:
   UPDATE 1
a: ROLLBACK
   ROLLBACK
c: COMMIT
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
c: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 2
   UPDATE 1
c: UPDATE t SET n = 3 WHERE id = 3
   UPDATE 1
a: UPDATE t SET n = 1 WHERE id = 2
   waits for b
b: UPDATE t SET n = 2 WHERE id = 3
   waits for c
c: UPDATE t SET n = 3 WHERE id = 1
   waits for a
time: 1500
a goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process a waits for ShareLock on transaction N; blocked by process b.\nProcess b waits for ShareLock on transaction N; blocked by process c.\nProcess c waits for ShareLock on transaction N; blocked by process a.
   HINT: See server log for query details.
c goes on:
   UPDATE 1
a: ROLLBACK
   ROLLBACK
c: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK
