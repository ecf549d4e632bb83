-- A key committed since the snapshot is taken, though it is not seen.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: SELECT count(*) FROM t
b: INSERT INTO t VALUES (4, 40)
a: SELECT count(*) FROM t WHERE id = 4
a: INSERT INTO t VALUES (4, 41)
a: ROLLBACK

== read committed
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
a: SELECT count(*) FROM t WHERE id = 4
   count:int8
   1
   SELECT 1
a: INSERT INTO t VALUES (4, 41)
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(4) already exists.
a: ROLLBACK
   ROLLBACK

== repeatable read
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
a: SELECT count(*) FROM t WHERE id = 4
   count:int8
   0
   SELECT 1
a: INSERT INTO t VALUES (4, 41)
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(4) already exists.
a: ROLLBACK
   ROLLBACK

== serializable
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
a: SELECT count(*) FROM t WHERE id = 4
   count:int8
   0
   SELECT 1
a: INSERT INTO t VALUES (4, 41)
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(4) already exists.
a: ROLLBACK
   ROLLBACK
