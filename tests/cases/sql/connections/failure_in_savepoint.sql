-- A statement that fails after a savepoint undoes nothing before it.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
a: SAVEPOINT s
a: INSERT INTO t VALUES (2, 0)
a: ROLLBACK TO s
b: UPDATE t SET n = 2 WHERE id = 1
a: COMMIT
b: SELECT n FROM t WHERE id = 1

== read committed
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
a: SAVEPOINT s
   SAVEPOINT
a: INSERT INTO t VALUES (2, 0)
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(2) already exists.
a: ROLLBACK TO s
   ROLLBACK
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   UPDATE 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   2
   SELECT 1

== repeatable read
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
a: SAVEPOINT s
   SAVEPOINT
a: INSERT INTO t VALUES (2, 0)
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(2) already exists.
a: ROLLBACK TO s
   ROLLBACK
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: SELECT n FROM t WHERE id = 1
   n:int4
   1
   SELECT 1

== serializable
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
a: SAVEPOINT s
   SAVEPOINT
a: INSERT INTO t VALUES (2, 0)
   ERROR 23505: duplicate key value violates unique constraint "t_pkey"
   DETAIL: Key (id)=(2) already exists.
a: ROLLBACK TO s
   ROLLBACK
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: SELECT n FROM t WHERE id = 1
   n:int4
   1
   SELECT 1
