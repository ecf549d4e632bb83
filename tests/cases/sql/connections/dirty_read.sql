-- A change that is rolled back is never seen.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: UPDATE t SET n = 101 WHERE id = 1
b: SELECT * FROM t ORDER BY id
a: ROLLBACK
b: SELECT * FROM t ORDER BY id
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 101 WHERE id = 1
   UPDATE 1
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 20
   3 | 30
   SELECT 3
a: ROLLBACK
   ROLLBACK
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 20
   3 | 30
   SELECT 3
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 101 WHERE id = 1
   UPDATE 1
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 20
   3 | 30
   SELECT 3
a: ROLLBACK
   ROLLBACK
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 20
   3 | 30
   SELECT 3
b: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 101 WHERE id = 1
   UPDATE 1
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 20
   3 | 30
   SELECT 3
a: ROLLBACK
   ROLLBACK
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 20
   3 | 30
   SELECT 3
b: COMMIT
   COMMIT
