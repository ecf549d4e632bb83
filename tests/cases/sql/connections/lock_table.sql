-- LOCK TABLE in its modes.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: LOCK TABLE t IN SHARE MODE
b: SELECT count(*) FROM t
b: INSERT INTO t VALUES (4, 40)
a: COMMIT
a: BEGIN
b: BEGIN
a: LOCK TABLE t IN ROW EXCLUSIVE MODE
b: LOCK TABLE t IN SHARE MODE NOWAIT
b: ROLLBACK
a: ROLLBACK

== read committed
a: BEGIN
   BEGIN
a: LOCK TABLE t IN SHARE MODE
   LOCK TABLE
b: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: INSERT INTO t VALUES (4, 40)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   INSERT 0 1
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: LOCK TABLE t IN ROW EXCLUSIVE MODE
   LOCK TABLE
b: LOCK TABLE t IN SHARE MODE NOWAIT
   ERROR 55P03: could not obtain lock on relation "t"
b: ROLLBACK
   ROLLBACK
a: ROLLBACK
   ROLLBACK

== repeatable read
a: BEGIN
   BEGIN
a: LOCK TABLE t IN SHARE MODE
   LOCK TABLE
b: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: INSERT INTO t VALUES (4, 40)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   INSERT 0 1
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: LOCK TABLE t IN ROW EXCLUSIVE MODE
   LOCK TABLE
b: LOCK TABLE t IN SHARE MODE NOWAIT
   ERROR 55P03: could not obtain lock on relation "t"
b: ROLLBACK
   ROLLBACK
a: ROLLBACK
   ROLLBACK

== serializable
a: BEGIN
   BEGIN
a: LOCK TABLE t IN SHARE MODE
   LOCK TABLE
b: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: INSERT INTO t VALUES (4, 40)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   INSERT 0 1
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: LOCK TABLE t IN ROW EXCLUSIVE MODE
   LOCK TABLE
b: LOCK TABLE t IN SHARE MODE NOWAIT
   ERROR 55P03: could not obtain lock on relation "t"
b: ROLLBACK
   ROLLBACK
a: ROLLBACK
   ROLLBACK
