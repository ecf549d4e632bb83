-- ON CONFLICT with a row committed since the snapshot.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: SELECT count(*) FROM t
b: INSERT INTO t VALUES (4, 40)
a: INSERT INTO t VALUES (4, 2) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n RETURNING n
a: COMMIT

== read committed
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
a: INSERT INTO t VALUES (4, 2) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n RETURNING n
   n:int4
   42
   INSERT 0 1
a: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
a: INSERT INTO t VALUES (4, 2) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n RETURNING n
   ERROR 40001: could not serialize access due to concurrent update
a: COMMIT
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
a: INSERT INTO t VALUES (4, 2) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n RETURNING n
   ERROR 40001: could not serialize access due to concurrent update
a: COMMIT
   ROLLBACK
