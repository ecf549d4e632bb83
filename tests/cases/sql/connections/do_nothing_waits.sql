-- ON CONFLICT DO NOTHING waits too.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: INSERT INTO t VALUES (4, 40)
b: INSERT INTO t VALUES (4, 2) ON CONFLICT DO NOTHING RETURNING n
a: COMMIT
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 2) ON CONFLICT DO NOTHING RETURNING n
   waits for a
a: COMMIT
   COMMIT
b goes on:
   n:int4
   INSERT 0 0
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 2) ON CONFLICT DO NOTHING RETURNING n
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
a: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 2) ON CONFLICT DO NOTHING RETURNING n
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK
