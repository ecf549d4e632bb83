-- Both hold a share lock and want to write.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: SELECT n FROM t WHERE id = 1 FOR SHARE
b: SELECT n FROM t WHERE id = 1 FOR SHARE
a: UPDATE t SET n = 1 WHERE id = 1
b: UPDATE t SET n = 2 WHERE id = 1
time: 1500
a: ROLLBACK
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 1 WHERE id = 1
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

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 1 WHERE id = 1
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

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 1 WHERE id = 1
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
