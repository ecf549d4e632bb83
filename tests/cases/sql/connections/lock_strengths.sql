-- Which row locks go together.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: SELECT n FROM t WHERE id = 1 FOR KEY SHARE
b: SELECT n FROM t WHERE id = 1 FOR NO KEY UPDATE NOWAIT
b: SELECT n FROM t WHERE id = 1 FOR SHARE NOWAIT
b: SELECT n FROM t WHERE id = 1 FOR UPDATE NOWAIT
a: SELECT n FROM t WHERE id = 2 FOR NO KEY UPDATE
b: SELECT n FROM t WHERE id = 2 FOR KEY SHARE NOWAIT
b: SELECT n FROM t WHERE id = 2 FOR SHARE NOWAIT
b: SELECT n FROM t WHERE id = 2 FOR NO KEY UPDATE NOWAIT
a: COMMIT

== read committed
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR KEY SHARE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR NO KEY UPDATE NOWAIT
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR SHARE NOWAIT
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
a: SELECT n FROM t WHERE id = 2 FOR NO KEY UPDATE
   n:int4
   20
   SELECT 1
b: SELECT n FROM t WHERE id = 2 FOR KEY SHARE NOWAIT
   n:int4
   20
   SELECT 1
b: SELECT n FROM t WHERE id = 2 FOR SHARE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
b: SELECT n FROM t WHERE id = 2 FOR NO KEY UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
a: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR KEY SHARE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR NO KEY UPDATE NOWAIT
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR SHARE NOWAIT
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
a: SELECT n FROM t WHERE id = 2 FOR NO KEY UPDATE
   n:int4
   20
   SELECT 1
b: SELECT n FROM t WHERE id = 2 FOR KEY SHARE NOWAIT
   n:int4
   20
   SELECT 1
b: SELECT n FROM t WHERE id = 2 FOR SHARE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
b: SELECT n FROM t WHERE id = 2 FOR NO KEY UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
a: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR KEY SHARE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR NO KEY UPDATE NOWAIT
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR SHARE NOWAIT
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
a: SELECT n FROM t WHERE id = 2 FOR NO KEY UPDATE
   n:int4
   20
   SELECT 1
b: SELECT n FROM t WHERE id = 2 FOR KEY SHARE NOWAIT
   n:int4
   20
   SELECT 1
b: SELECT n FROM t WHERE id = 2 FOR SHARE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
b: SELECT n FROM t WHERE id = 2 FOR NO KEY UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "t"
a: COMMIT
   COMMIT
