-- A key that another transaction is deleting is waited for.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: DELETE FROM t WHERE id = 1
b: INSERT INTO t VALUES (1, 100)
a: COMMIT
b: COMMIT
a: SELECT * FROM t ORDER BY id

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: DELETE FROM t WHERE id = 1
   DELETE 1
b: INSERT INTO t VALUES (1, 100)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   INSERT 0 1
b: COMMIT
   COMMIT
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 100
   2 | 20
   3 | 30
   SELECT 3

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: DELETE FROM t WHERE id = 1
   DELETE 1
b: INSERT INTO t VALUES (1, 100)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   INSERT 0 1
b: COMMIT
   COMMIT
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 100
   2 | 20
   3 | 30
   SELECT 3

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: DELETE FROM t WHERE id = 1
   DELETE 1
b: INSERT INTO t VALUES (1, 100)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   INSERT 0 1
b: COMMIT
   COMMIT
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 100
   2 | 20
   3 | 30
   SELECT 3
