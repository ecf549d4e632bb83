-- ON CONFLICT waits, then updates what the first inserted.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: INSERT INTO t VALUES (4, 40) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n
b: INSERT INTO t VALUES (4, 2) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n RETURNING n
a: COMMIT
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 40) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n
   INSERT 0 1
b: INSERT INTO t VALUES (4, 2) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n RETURNING n
   waits for a
a: COMMIT
   COMMIT
b goes on:
   n:int4
   42
   INSERT 0 1
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 40) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n
   INSERT 0 1
b: INSERT INTO t VALUES (4, 2) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n RETURNING n
   waits for a
a: COMMIT
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
a: INSERT INTO t VALUES (4, 40) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n
   INSERT 0 1
b: INSERT INTO t VALUES (4, 2) ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n RETURNING n
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK
