-- The same key is inserted twice: the second waits to know.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: INSERT INTO t VALUES (4, 40)
b: INSERT INTO t VALUES (4, 41)
a: COMMIT
b: ROLLBACK

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 41)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(4) already exists.
b: ROLLBACK
   ROLLBACK

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 41)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(4) already exists.
b: ROLLBACK
   ROLLBACK

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 41)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(4) already exists.
b: ROLLBACK
   ROLLBACK
