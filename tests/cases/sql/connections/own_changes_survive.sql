-- What the transaction wrote and what others commit come together.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: UPDATE t SET n = 11 WHERE id = 1
a: INSERT INTO t VALUES (5, 50)
b: UPDATE t SET n = 21 WHERE id = 2
b: INSERT INTO t VALUES (4, 40)
a: SELECT * FROM t
a: UPDATE t SET n = n + 1 WHERE id IN (1, 5)
a: COMMIT
b: SELECT * FROM t

== read committed
a: BEGIN
   BEGIN
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: INSERT INTO t VALUES (5, 50)
   INSERT 0 1
b: UPDATE t SET n = 21 WHERE id = 2
   UPDATE 1
b: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
a: SELECT * FROM t
   id:int4 | n:int4
   3 | 30
   1 | 11
   5 | 50
   2 | 21
   4 | 40
   SELECT 5
a: UPDATE t SET n = n + 1 WHERE id IN (1, 5)
   UPDATE 2
a: COMMIT
   COMMIT
b: SELECT * FROM t
   id:int4 | n:int4
   3 | 30
   2 | 21
   4 | 40
   1 | 12
   5 | 51
   SELECT 5

== repeatable read
a: BEGIN
   BEGIN
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: INSERT INTO t VALUES (5, 50)
   INSERT 0 1
b: UPDATE t SET n = 21 WHERE id = 2
   UPDATE 1
b: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
a: SELECT * FROM t
   id:int4 | n:int4
   2 | 20
   3 | 30
   1 | 11
   5 | 50
   SELECT 4
a: UPDATE t SET n = n + 1 WHERE id IN (1, 5)
   UPDATE 2
a: COMMIT
   COMMIT
b: SELECT * FROM t
   id:int4 | n:int4
   3 | 30
   2 | 21
   4 | 40
   1 | 12
   5 | 51
   SELECT 5

== serializable
a: BEGIN
   BEGIN
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: INSERT INTO t VALUES (5, 50)
   INSERT 0 1
b: UPDATE t SET n = 21 WHERE id = 2
   UPDATE 1
b: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
a: SELECT * FROM t
   id:int4 | n:int4
   2 | 20
   3 | 30
   1 | 11
   5 | 50
   SELECT 4
a: UPDATE t SET n = n + 1 WHERE id IN (1, 5)
   UPDATE 2
a: COMMIT
   COMMIT
b: SELECT * FROM t
   id:int4 | n:int4
   3 | 30
   2 | 21
   4 | 40
   1 | 12
   5 | 51
   SELECT 5
