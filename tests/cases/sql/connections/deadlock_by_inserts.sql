-- Keys that collide both ways.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: INSERT INTO t VALUES (4, 1)
b: INSERT INTO t VALUES (5, 2)
a: INSERT INTO t VALUES (5, 1)
b: INSERT INTO t VALUES (4, 2)
time: 1500
a: ROLLBACK
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 1)
   INSERT 0 1
b: INSERT INTO t VALUES (5, 2)
   INSERT 0 1
a: INSERT INTO t VALUES (5, 1)
   waits for b
b: INSERT INTO t VALUES (4, 2)
   waits for a
time: 1500
a goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process a waits for ShareLock on transaction N; blocked by process b.\nProcess b waits for ShareLock on transaction N; blocked by process a.
   HINT: See server log for query details.
b goes on:
   INSERT 0 1
a: ROLLBACK
   ROLLBACK
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 1)
   INSERT 0 1
b: INSERT INTO t VALUES (5, 2)
   INSERT 0 1
a: INSERT INTO t VALUES (5, 1)
   waits for b
b: INSERT INTO t VALUES (4, 2)
   waits for a
time: 1500
a goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process a waits for ShareLock on transaction N; blocked by process b.\nProcess b waits for ShareLock on transaction N; blocked by process a.
   HINT: See server log for query details.
b goes on:
   INSERT 0 1
a: ROLLBACK
   ROLLBACK
b: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 1)
   INSERT 0 1
b: INSERT INTO t VALUES (5, 2)
   INSERT 0 1
a: INSERT INTO t VALUES (5, 1)
   waits for b
b: INSERT INTO t VALUES (4, 2)
   waits for a
time: 1500
a goes on:
   ERROR 40P01: deadlock detected
   DETAIL: Process a waits for ShareLock on transaction N; blocked by process b.\nProcess b waits for ShareLock on transaction N; blocked by process a.
   HINT: See server log for query details.
b goes on:
   INSERT 0 1
a: ROLLBACK
   ROLLBACK
b: COMMIT
   COMMIT
