-- What was read is out of date when it is deleted by.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: SELECT n FROM t WHERE id = 1
b: UPDATE t SET n = 12 WHERE id = 2
a: DELETE FROM t WHERE n = 20
a: SELECT * FROM t ORDER BY id
a: COMMIT

== read committed
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: UPDATE t SET n = 12 WHERE id = 2
   UPDATE 1
a: DELETE FROM t WHERE n = 20
   DELETE 0
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 12
   3 | 30
   SELECT 3
a: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: UPDATE t SET n = 12 WHERE id = 2
   UPDATE 1
a: DELETE FROM t WHERE n = 20
   ERROR 40001: could not serialize access due to concurrent update
a: SELECT * FROM t ORDER BY id
   ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
a: COMMIT
   ROLLBACK

== serializable
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: UPDATE t SET n = 12 WHERE id = 2
   UPDATE 1
a: DELETE FROM t WHERE n = 20
   ERROR 40001: could not serialize access due to concurrent update
a: SELECT * FROM t ORDER BY id
   ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
a: COMMIT
   ROLLBACK
