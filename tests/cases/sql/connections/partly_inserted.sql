-- What a waiting statement has inserted already keeps others waiting.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: INSERT INTO t VALUES (5, 50)
b: INSERT INTO t VALUES (4, 40), (5, 51)
c: INSERT INTO t VALUES (4, 42)
a: ROLLBACK
b: COMMIT
a: SELECT * FROM t WHERE id > 3 ORDER BY id

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (5, 50)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 40), (5, 51)
   waits for a
c: INSERT INTO t VALUES (4, 42)
   waits for b
a: ROLLBACK
   ROLLBACK
b goes on:
   INSERT 0 2
b: COMMIT
   COMMIT
c goes on:
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(4) already exists.
a: SELECT * FROM t WHERE id > 3 ORDER BY id
   id:int4 | n:int4
   4 | 40
   5 | 51
   SELECT 2

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (5, 50)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 40), (5, 51)
   waits for a
c: INSERT INTO t VALUES (4, 42)
   waits for b
a: ROLLBACK
   ROLLBACK
b goes on:
   INSERT 0 2
b: COMMIT
   COMMIT
c goes on:
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(4) already exists.
a: SELECT * FROM t WHERE id > 3 ORDER BY id
   id:int4 | n:int4
   4 | 40
   5 | 51
   SELECT 2

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: INSERT INTO t VALUES (5, 50)
   INSERT 0 1
b: INSERT INTO t VALUES (4, 40), (5, 51)
   waits for a
c: INSERT INTO t VALUES (4, 42)
   waits for b
a: ROLLBACK
   ROLLBACK
b goes on:
   INSERT 0 2
b: COMMIT
   COMMIT
c goes on:
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(4) already exists.
a: SELECT * FROM t WHERE id > 3 ORDER BY id
   id:int4 | n:int4
   4 | 40
   5 | 51
   SELECT 2
