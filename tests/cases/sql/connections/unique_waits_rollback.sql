-- The first is rolled back, and the second succeeds.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: INSERT INTO t VALUES (4, 40)
b: INSERT INTO t VALUES (4, 41)
a: ROLLBACK
b: COMMIT
a: SELECT n FROM t WHERE id = 4

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 41)
   waits for a
a: ROLLBACK
   ROLLBACK
b goes on:
   INSERT 0 1
b: COMMIT
   COMMIT
a: SELECT n FROM t WHERE id = 4
   n:int4
   41
   SELECT 1

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 41)
   waits for a
a: ROLLBACK
   ROLLBACK
b goes on:
   INSERT 0 1
b: COMMIT
   COMMIT
a: SELECT n FROM t WHERE id = 4
   n:int4
   41
   SELECT 1

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 41)
   waits for a
a: ROLLBACK
   ROLLBACK
b goes on:
   INSERT 0 1
b: COMMIT
   COMMIT
a: SELECT n FROM t WHERE id = 4
   n:int4
   41
   SELECT 1
