-- NOWAIT fails at once.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: SELECT n FROM t WHERE id = 2 FOR UPDATE
b: SELECT n FROM t WHERE id = 1 FOR UPDATE NOWAIT
b: SELECT n FROM t WHERE id = 2 FOR UPDATE NOWAIT
b: ROLLBACK
a: COMMIT
b: SELECT n FROM t WHERE id = 2 FOR UPDATE NOWAIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 2 FOR UPDATE
   n:int4
   20
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR UPDATE NOWAIT
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 2 FOR UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
b: ROLLBACK
   ROLLBACK
a: COMMIT
   COMMIT
b: SELECT n FROM t WHERE id = 2 FOR UPDATE NOWAIT
   n:int4
   20
   SELECT 1

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 2 FOR UPDATE
   n:int4
   20
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR UPDATE NOWAIT
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 2 FOR UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
b: ROLLBACK
   ROLLBACK
a: COMMIT
   COMMIT
b: SELECT n FROM t WHERE id = 2 FOR UPDATE NOWAIT
   n:int4
   20
   SELECT 1

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 2 FOR UPDATE
   n:int4
   20
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR UPDATE NOWAIT
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 2 FOR UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
b: ROLLBACK
   ROLLBACK
a: COMMIT
   COMMIT
b: SELECT n FROM t WHERE id = 2 FOR UPDATE NOWAIT
   n:int4
   20
   SELECT 1
